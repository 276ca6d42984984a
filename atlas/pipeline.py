"""The story of a build, from the authors' files to a published folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from atlas.assets import WORKER, collect_assets
from atlas.collect import load_library
from atlas.feeds import list_feeds
from atlas.hosting import headers_file
from atlas.last import program
from atlas.likeness import Likeness
from atlas.links import check_links
from atlas.memo import key_of
from atlas.memory import Memory, keep, recall
from atlas.offline import KEEPER, choose, read_worker, write_worker
from atlas.output import MovedError, publish
from atlas.pages import list_pages
from atlas.pictures import hang_pictures, keep_lock
from atlas.problems import Problem, report
from atlas.reuse import Finished, Shelf, shelve
from atlas.rules import RULES
from atlas.search import write_index
from atlas.theme import SiteFacts, make_environment, render
from atlas.wording import check_promises

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from atlas.files import File
    from atlas.output import Written

    Tell = Callable[[str], None]

LOCK = "assets/figures/lock.json"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site's parts lie, and how it is to be built. `site_url` wins over content/site.yaml."""

    root: Path
    output: Path
    site_url: str = ""
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A whole site, not yet on disk."""

    files: dict[str, File]
    finished: tuple[Finished, ...]
    points: int
    url: str
    lock: str

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.finished)


def silent(stage: str) -> None:
    """Say nothing of a stage that begins."""


def make(site: Site, memory: Memory | None = None, tell: Tell = silent) -> Made:
    """Make every file of the site, or raise every problem one stage found."""
    root, memory = site.root, memory or Memory()
    tell("reading")
    library = load_library(root / "content", root, memory.memo, drafts=site.drafts)
    tell("checking")
    report(problem for rule in (*RULES, check_promises) for problem in rule(library))
    assets = collect_assets(root / "assets", root)
    worker = read_worker(root / "assets" / WORKER, root)
    matter = library.site.matter
    url = (site.site_url or matter.site_url or "").rstrip("/")
    facts = SiteFacts(matter, assets.names, f"{url}/" if url else "")
    tell("drawing")
    gallery = hang_pictures(library.points, root / "assets" / "figures")
    tell("arranging")
    pages = list_pages(library, assets.image_names(), gallery, memory.memo)
    tell("rendering")
    environment = make_environment(root / "templates")
    likeness = Likeness()
    shared = likeness.of_shared((facts, gallery.contours))
    finished = []
    for page in pages:
        key = key_of(shared, likeness.of(page))
        left = memory.shelf.find(page.path, key)
        finished.append(Finished(page.path, key, left or render(page, facts, environment)))
    rendered = [(page, one.rendered) for page, one in zip(pages, finished, strict=True)]
    files: dict[str, File] = {
        **assets.files,
        **list_feeds(pages, library, facts),
        "search-index.js": write_index(library),
        "_headers": headers_file(root / "netlify.toml", root),
    }
    tell("linking")
    report(check_links(rendered, files))
    files |= {page.path: result.file for page, result in rendered}
    kept = choose(rendered, files)
    told = replace(facts, room=kept.room(files))
    files |= {page.path: render(page, told, environment).file for page in pages if page.path == KEEPER}
    files["sw.js"] = write_worker(worker, kept, files)
    return Made(files, tuple(finished), len(library.points), facts.url, gallery.lock)


def build(site: Site, memory: Memory | None = None, tell: Tell = silent) -> tuple[Made, Written]:
    """Make the site and publish it, whole or not at all. `memory` then is what the next build may take."""
    memory = memory or Memory()
    report(_misplaced(site))
    made = make(site, memory, tell)
    try:
        written = _publish(made, site, tell)
    except MovedError:  # a page that was to be kept was touched meanwhile
        memory.shelf = Shelf()
        made = make(site, memory, tell)
        written = _publish(made, site, tell)
    memory.memo.turn()
    memory.shelf = shelve((page for page in made.finished if page.path != KEEPER), written)
    return made, written


def build_from(cache: Path | None, site: Site, tell: Tell = silent) -> tuple[Made, Written, tuple[Path, ...]]:
    """Make and publish the site with what is in the cache, and leave there what the next build may take.

    Without a cache everything is made anew. Returns the files of the cache that are damaged, too.
    """
    if not cache:
        return (*build(site, tell=tell), ())
    epoch = program(site.root)
    memory, damaged = recall(cache, epoch, site.output)
    made, written = build(site, memory, tell)
    keep(cache, epoch, site.output, memory)
    return made, written, tuple(cache / name for name in damaged)


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
