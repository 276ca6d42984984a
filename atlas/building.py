"""A build: the site is made, published whole or not at all, and what the next build may take is kept."""

from __future__ import annotations

from time import time_ns
from typing import TYPE_CHECKING, NamedTuple

from atlas.edited import make_edited
from atlas.last import program, steady
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
    site: Site, memory: Memory | None = None, tell: Tell = silent, changed: Collection[str] | None = None
) -> Built:
    """Make the site and publish it, whole or not at all. `memory` then is what the next build may take.

    `changed`: every file that is not as it was for what lies on the shelf, if that is known.
    """
    memory = memory or Memory()
    report(_misplaced(site))
    memory.memo.begin()
    made = None if changed is None else make_edited(site, changed, memory, tell)
    made = made or make(site, memory, tell)
    try:
        written = _publish(made, site, tell)
    except MovedError:  # a file that was to be kept was touched meanwhile
        memory.shelf = Shelf()
        made = make(site, memory, tell)
        written = _publish(made, site, tell)
    memory.memo.turn()
    memory.shelf = shelve(made.finished.values(), written, trace(made.library, made.facts.assets))
    return Built(made, written)


def build_from(cache: Path | None, site: Site, tell: Tell = silent, since: Since | None = None) -> Built:
    """Make and publish the site with what is in the cache, and leave there what the next build may take.

    Without a cache everything is made anew. `since` tells what has changed, if a look at the files did.
    """
    if not cache:
        return build(site, tell=tell)
    began = time_ns()
    epoch = program(site.root)
    known = steady(site.root, began)  # else the program that runs is not the one that lies there
    memory, damaged = recall(cache, epoch, site.output) if known else (Memory(), ())
    # Two builds at once may have left what does not belong together.
    changed = since.changed if since and since.last.shelf == memory.shelf.seal else None
    built = build(site, memory, tell, changed)
    shelf = ""
    if known and steady(site.root, began) and program(site.root) == epoch:
        shelf = keep(cache, epoch, site.output, memory)
    return built._replace(damaged=tuple(cache / name for name in damaged), shelf=shelf)


def _publish(made: Made, site: Site, tell: Tell) -> Written:
    tell("publishing")
    keep_lock(site.root / "assets" / "figures", made.lock)
    return publish(made.files, site.output)


def _misplaced(site: Site) -> Iterator[Problem]:
    """Yield an output folder inside a folder that the site is made from: the next build would read it."""
    for part in ("content", "assets", "templates", "atlas"):
        if (site.root / part).resolve() in (site.output.resolve(), *site.output.resolve().parents):
            message = f"lies in {part}/, from which the site is made"
            yield Problem(site.output, 0, message, "choose an empty or new folder with --output")
