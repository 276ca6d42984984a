"""A build: the site is made, published whole or not at all, and what the next build may take is kept."""

from __future__ import annotations

from time import time_ns
from typing import TYPE_CHECKING, NamedTuple

from atlas.edited import make_edited
from atlas.last import CACHE, program, steady
from atlas.memory import Memory, keep, recall
from atlas.output import MovedError, publish
from atlas.pictures import keep_lock
from atlas.pipeline import make, silent
from atlas.problems import Problem, report
from atlas.reuse import Shelf, shelve, trace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from atlas.last import Since
    from atlas.output import Written
    from atlas.pipeline import Made, Site, Tell


class Built(NamedTuple):
    """What a build made and did, the damaged files of the cache, and the seal of the shelf that it left."""

    made: Made
    written: Written
    damaged: tuple[Path, ...] = ()
    shelf: str = ""


def build(
    site: Site,
    memory: Memory | None = None,
    tell: Tell = silent,
    changed: Collection[str] | None = None,
    *,
    clean: bool = False,
) -> Built:
    """Make the site and publish it, whole or not at all. `memory` then is what the next build may take.

    `clean`: what others put into the folder is removed.

    `changed`: every file that is not as it was for what lies on the shelf, if that is known.
    """
    memory = memory or Memory()
    report(_misplaced(site))
    memory.memo.begin()
    made = None if changed is None else make_edited(site, changed, memory, tell)
    made = made or make(site, memory, tell)
    try:
        written = _publish(made, site, tell, clean=clean)
    except MovedError:  # a file that was to be kept was touched meanwhile
        memory.shelf = Shelf()
        made = make(site, memory, tell)
        written = _publish(made, site, tell, clean=clean)
    memory.memo.turn()
    memory.shelf = shelve(made.finished.values(), written, trace(made.library, made.facts.assets))
    return Built(made, written)


def build_from(
    cache: Path | None, site: Site, tell: Tell = silent, since: Since | None = None, *, clean: bool = False
) -> Built:
    """Make and publish the site with what is in the cache, and leave there what the next build may take.

    Without a cache everything is made anew. `since` tells what has changed, if a look at the files did.
    """
    if not cache:
        return build(site, tell=tell, clean=clean)
    began = time_ns()
    epoch = program(site.root)
    known = steady(site.root, began)  # else the program that runs is not the one that lies there
    memory, damaged = recall(cache, epoch, site.output) if known else (Memory(), ())
    # Two builds at once may have left what does not belong together.
    changed = since.changed if since and since.last.shelf == memory.shelf.seal else None
    built = build(site, memory, tell, changed, clean=clean)
    shelf = ""
    if known and steady(site.root, began) and program(site.root) == epoch:
        shelf = keep(cache, epoch, site.output, memory)
    return built._replace(damaged=tuple(cache / name for name in damaged), shelf=shelf)


def _publish(made: Made, site: Site, tell: Tell, *, clean: bool) -> Written:
    tell("publishing")
    keep_lock(site.root / "assets" / "figures", made.lock)
    return publish(made.files, site.output, clean=clean)


def _misplaced(site: Site) -> Iterator[Problem]:
    """Yield an output folder that holds the project, or lies in a part of it that is read or kept."""
    hint = "choose an empty or new folder with --output"
    output, root = site.output.resolve(), site.root.resolve()
    if output in (root, *root.parents):
        yield Problem(site.output, 0, "is the folder of the project, or holds it", hint)
    read = dict.fromkeys(("content", "assets", "templates", "atlas"), "from which the site is made")
    for part, what in {
        **read,
        CACHE: "where builds keep their own",
        ".git": "where git keeps its own",
    }.items():
        if (root / part).resolve() in (output, *output.parents):
            yield Problem(site.output, 0, f"lies in {part}/, {what}", hint)
