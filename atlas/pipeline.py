"""The story of a build, from the authors' files to a published folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import time_ns
from typing import TYPE_CHECKING, Any, NamedTuple

from atlas.assets import WORKER, collect_assets
from atlas.collect import load_library
from atlas.entries import Stock, pages_of, read_texts
from atlas.feeds import list_feeds
from atlas.halves import in_halves
from atlas.hosting import headers_file
from atlas.last import program, steady
from atlas.library import all_pages, everything
from atlas.links import check_links
from atlas.memo import key_of
from atlas.memory import Memory, keep, recall
from atlas.offline import KEEPER, choose, read_worker, write_worker
from atlas.output import MovedError, publish
from atlas.pages import list_pages
from atlas.pictures import hang_pictures, keep_lock
from atlas.problems import Problem, report
from atlas.prose import Link
from atlas.reuse import Finished, Shelf, shelve
from atlas.rules import RULES
from atlas.search import write_index
from atlas.theme import Rendered, SiteFacts, make_environment, render
from atlas.wording import TEXT_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from jinja2 import Environment

    from atlas.files import File
    from atlas.library import Entry
    from atlas.output import Written
    from atlas.page import Page

    Tell = Callable[[str], None]

LOCK = "assets/figures/lock.json"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site's parts lie, and how it is to be built. `site_url` wins over content/site.yaml."""

    root: Path
    output: Path
    site_url: str = ""
    drafts: bool = False


class Parts(NamedTuple):
    """Everything that pages are rendered from, and the files that are none. `images`: those authors name."""

    stock: Stock
    facts: SiteFacts
    images: Mapping[str, str]
    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    worker: bytes
    environment: Environment


@dataclass(frozen=True, slots=True)
class Made:
    """A whole site, not yet on disk."""

    files: dict[str, File]
    finished: tuple[Finished, ...]
    """The pages that the next build may take: all but the one that tells how large the site is."""
    pages: int
    points: int
    url: str
    lock: str


def silent(stage: str) -> None:
    """Say nothing of a stage that begins."""


def make(site: Site, memory: Memory | None = None, tell: Tell = silent) -> Made:
    """Make every file of the site, or raise every problem one stage found."""
    memory = memory or Memory()
    return finish(collect_parts(site, memory, tell), memory, tell)


def collect_parts(site: Site, memory: Memory, tell: Tell = silent) -> Parts:
    """Read and check everything that pages are rendered from."""
    root = site.root
    tell("reading")
    library = load_library(root / "content", root, memory.memo, drafts=site.drafts)
    tell("checking")
    texts = everything(library)
    report((*(fault for rule in RULES for fault in rule(library)), *_text_faults(texts)))
    assets = collect_assets(root / "assets", root)
    worker = read_worker(root / "assets" / WORKER, root)
    matter = library.site.matter
    url = (site.site_url or matter.site_url or "").rstrip("/")
    facts = SiteFacts(matter, assets.names, f"{url}/" if url else "")
    tell("drawing")
    gallery = hang_pictures(library.points, root / "assets" / "figures")
    tell("arranging")
    shown = read_texts(all_pages(library), library, assets.image_names(), memory.memo)
    stock = Stock(shown, library, gallery)
    pages = list_pages(stock)
    files = {
        **assets.files,
        **list_feeds(pages, library, facts),
        "search-index.js": write_index(library),
        "_headers": headers_file(root / "netlify.toml", root),
    }
    environment = memory.environment = memory.environment or make_environment(root / "templates")
    return Parts(stock, facts, assets.image_names(), pages, files, worker, environment)


def with_texts(parts: Parts, changed: Collection[Entry[Any]], memory: Memory) -> Parts:
    """Return the parts after a change of texts: what stands below the front matter of these entries.

    All else is as it was: no page is made from the text of another, but that terms stand in the glossary.
    """
    library = parts.stock.library.with_entries(changed)
    report(_text_faults(changed))
    texts = {**parts.stock.texts, **read_texts(changed, library, parts.images, memory.memo)}
    stock = parts.stock._replace(texts=texts, library=library)
    glossary = [entry for entry in library.pages.values() if entry.slug == "glossary"]
    anew = {page.path: page for page in pages_of((*changed, *glossary), stock)}
    return parts._replace(stock=stock, pages=tuple(anew.get(page.path, page) for page in parts.pages))


def finish(parts: Parts, memory: Memory, tell: Tell = silent) -> Made:
    """Render the pages that are not as they were, and make what follows from all of them."""
    tell("rendering")
    pages, facts, gallery = parts.pages, parts.facts, parts.stock.gallery
    environment = parts.environment
    shared = memory.likeness.of_shared((facts, gallery.contours))
    keys = {page.path: key_of(shared, memory.likeness.of(page)) for page in pages}
    memory.likeness.keep(pages)  # also if something is wrong with them
    done = {path: left for path, key in keys.items() if (left := memory.shelf.find(path, key))}
    missing = [page for page in pages if page.path not in done]
    made = _render_all(missing, facts, environment, tell)
    done |= dict(zip((page.path for page in missing), made, strict=True))
    rendered = [(page, done[page.path]) for page in pages]
    finished = tuple(Finished(path, key, done[path]) for path, key in keys.items() if path != KEEPER)
    tell("linking")
    report(check_links(rendered, parts.files))
    files: dict[str, File] = {**parts.files, **{page.path: result.file for page, result in rendered}}
    kept = choose(rendered, files)
    told = replace(facts, room=kept.room(files))
    files |= {page.path: render(page, told, environment).file for page in pages if page.path == KEEPER}
    files["sw.js"] = write_worker(parts.worker, kept, files)
    points = len(parts.stock.library.points)
    return Made(files, finished, len(pages), points, facts.url, gallery.lock)


def _text_faults(entries: Collection[Entry[Any]]) -> Iterator[Problem]:
    return (fault for rule in TEXT_RULES for fault in rule(entries))


def _render_all(
    pages: Sequence[Page], facts: SiteFacts, environment: Environment, tell: Tell
) -> Iterator[Rendered]:
    def plain(page: Page) -> tuple[File, list[tuple[str, int]], tuple[str, ...]]:
        file, links, fragments = render(page, facts, environment)
        return file, [(link.address, link.line) for link in links], fragments

    for file, links, fragments in in_halves(plain, pages, lambda: tell("rendering")):
        yield Rendered(file, tuple(Link(*link) for link in links), fragments)


def build(site: Site, memory: Memory | None = None, tell: Tell = silent) -> tuple[Made, Written]:
    """Make the site and publish it, whole or not at all. `memory` then is what the next build may take."""
    memory = memory or Memory()
    report(_misplaced(site))
    memory.memo.begin()
    made = make(site, memory, tell)
    try:
        written = _publish(made, site, tell)
    except MovedError:  # a page that was to be kept was touched meanwhile
        memory.shelf = Shelf()
        made = make(site, memory, tell)
        written = _publish(made, site, tell)
    memory.memo.turn()
    memory.shelf = shelve(made.finished, written)
    return made, written


def build_from(cache: Path | None, site: Site, tell: Tell = silent) -> tuple[Made, Written, tuple[Path, ...]]:
    """Make and publish the site with what is in the cache, and leave there what the next build may take.

    Without a cache everything is made anew. Returns the files of the cache that are damaged, too.
    """
    if not cache:
        return (*build(site, tell=tell), ())
    began = time_ns()
    epoch = program(site.root)
    known = steady(site.root, began)  # else the program that runs is not the one that lies there
    memory, damaged = recall(cache, epoch, site.output) if known else (Memory(), ())
    made, written = build(site, memory, tell)
    if known and steady(site.root, began) and program(site.root) == epoch:
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
