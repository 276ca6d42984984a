"""The story of a site, from the authors' files to the files of every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from atlas.assets import WORKER, collect_assets
from atlas.collect import load_library
from atlas.entries import Stock, pages_of, read_texts
from atlas.feeds import list_feeds
from atlas.halves import in_halves
from atlas.hosting import headers_file
from atlas.library import all_pages, everything
from atlas.links import check_links
from atlas.memo import key_of
from atlas.memory import Memory
from atlas.offline import KEEPER, choose, read_worker, write_worker
from atlas.pages import list_pages
from atlas.pictures import hang_pictures
from atlas.problems import Mistakes, report
from atlas.prose import Link
from atlas.reuse import Finished
from atlas.rules import RULES
from atlas.search import write_index
from atlas.theme import Rendered, SiteFacts, make_environment, render
from atlas.wording import TEXT_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path, PurePath

    from jinja2 import Environment

    from atlas.files import File
    from atlas.library import Entry, Library
    from atlas.page import Page
    from atlas.problems import Problem

    Tell = Callable[[str], None]

LOCK = "assets/figures/lock.json"
# The page in which terms stand, and the one that tells how large the site is.
OTHERS = ("glossary.html", KEEPER)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site's parts lie, and how it is to be built. `site_url` wins over content/site.yaml."""

    root: Path
    output: Path
    site_url: str = ""
    drafts: bool = False


class Parts(NamedTuple):
    """Everything that pages are rendered from, and the files that are none.

    `images`: those authors name. `sources`: what an author edits to change a page.
    """

    stock: Stock
    facts: SiteFacts
    images: Mapping[str, str]
    pages: tuple[Page, ...]
    files: Mapping[str, File]
    worker: bytes
    environment: Environment
    sources: Mapping[str, PurePath]
    same: Mapping[str, Finished] = MappingProxyType({})
    """All pages in their order, where others than `pages` are known to be as they were."""


@dataclass(frozen=True, slots=True)
class Made:
    """A whole site, not yet on disk: its files, its pages in their order, and what they were made from."""

    files: dict[str, File]
    finished: Mapping[str, Finished]
    library: Library
    facts: SiteFacts
    lock: str

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.finished)

    @property
    def points(self) -> int:
        """How many points it has."""
        return len(self.library.points)


def silent(stage: str) -> None:
    """Say nothing of a stage that begins."""


def make(site: Site, memory: Memory | None = None, tell: Tell = silent) -> Made:
    """Make every file of the site, or raise every problem that could be found together."""
    memory = memory or Memory()
    return finish(collect_parts(site, memory, tell), memory, tell)


def collect_parts(site: Site, memory: Memory, tell: Tell = silent) -> Parts:
    """Read and check everything that pages are rendered from."""
    root = site.root
    tell("reading")
    library = load_library(root / "content", root, memory.memo, drafts=site.drafts)
    mistakes = Mistakes()
    tell("checking")
    with mistakes.gathered():
        report((*(fault for rule in RULES for fault in rule(library)), *text_faults(everything(library))))
    tell("drawing")
    with mistakes.gathered():
        gallery = hang_pictures(library.points, root / "assets" / "figures")
    tell("arranging")
    with mistakes.gathered():
        assets = collect_assets(root / "assets", root)
        shown = read_texts(all_pages(library), library, assets.image_names(), memory.memo)
    with mistakes.gathered():
        worker = read_worker(root / "assets" / WORKER, root)
        headers = headers_file(root / "netlify.toml", root)
    mistakes.report()
    facts = facts_of(site, library, assets.names)
    stock = Stock(shown, library, gallery)
    pages = list_pages(stock)
    files = {
        **assets.files,
        **list_feeds(pages, library, facts),
        "search-index.js": write_index(library),
        "_headers": headers,
    }
    environment = memory.environment = memory.environment or make_environment(root / "templates")
    sources = {page.path: page.made_from for page in pages if page.made_from}
    return Parts(stock, facts, assets.image_names(), pages, files, worker, environment, sources)


def facts_of(site: Site, library: Library, assets: Mapping[str, str]) -> SiteFacts:
    """Return what every template may know of the site."""
    matter = library.site.matter
    url = (site.site_url or matter.site_url or "").rstrip("/")
    return SiteFacts(matter, assets, f"{url}/" if url else "")


def with_texts(parts: Parts, changed: Collection[Entry[Any]], memory: Memory) -> Parts:
    """Return the parts after a change of texts: what stands below the front matter of these entries.

    No page is made from the text of another, but that terms stand in the glossary: all others are the `same`.
    """
    library = parts.stock.library.with_entries(changed)
    report(text_faults(changed))
    texts = {**parts.stock.texts, **read_texts(changed, library, parts.images, memory.memo)}
    stock = parts.stock._replace(texts=texts, library=library)
    return parts._replace(stock=stock, pages=affected_pages(changed, stock))


def affected_pages(changed: Iterable[Entry[Any]], stock: Stock) -> tuple[Page, ...]:
    """Return the pages that show a text of these entries, and those that have to be made every time."""
    others = [entry for entry in stock.library.pages.values() if f"{entry.slug}.html" in OTHERS]
    return tuple(pages_of({entry.source.path: entry for entry in (*changed, *others)}.values(), stock))


def finish(parts: Parts, memory: Memory, tell: Tell = silent) -> Made:
    """Render the pages that are not as they were, and make what follows from all of them."""
    tell("rendering")
    facts, gallery = parts.facts, parts.stock.gallery
    shared = memory.likeness.of_shared((facts, gallery.contours))
    keys = {page.path: key_of(shared, memory.likeness.of(page)) for page in parts.pages}
    memory.likeness.keep(parts.pages)  # also if something is wrong with them
    done = {path: left for path, key in keys.items() if (left := memory.shelf.find(path, key))}
    missing = [page for page in parts.pages if page.path not in done]
    made = _render_all(missing, facts, parts.environment, tell)
    done |= dict(zip((page.path for page in missing), made, strict=True))
    # The page that tells how large the site is shows what no key can tell: it is made every time.
    anew = {path: Finished(path, "" if path == KEEPER else key, done[path]) for path, key in keys.items()}
    finished = {**parts.same, **anew}
    tell("linking")
    rendered = {path: page.rendered for path, page in finished.items()}
    report(check_links(rendered, parts.files, parts.sources))
    files: dict[str, File] = {**parts.files, **{path: page.file for path, page in rendered.items()}}
    kept = choose(rendered, files)
    told = replace(facts, room=kept.room(files))
    files |= {
        page.path: render(page, told, parts.environment).file for page in parts.pages if page.path == KEEPER
    }
    files["sw.js"] = write_worker(parts.worker, kept, files, memory.hashes)
    memory.hashes.keep(files.values())
    return Made(files, finished, parts.stock.library, facts, gallery.lock)


def text_faults(entries: Collection[Entry[Any]]) -> Iterator[Problem]:
    """Yield what is wrong with texts, each by itself."""
    return (fault for rule in TEXT_RULES for fault in rule(entries))


def _render_all(
    pages: Sequence[Page], facts: SiteFacts, environment: Environment, tell: Tell
) -> Iterator[Rendered]:
    def plain(page: Page) -> tuple[File, list[tuple[str, int]], tuple[str, ...]]:
        file, links, fragments = render(page, facts, environment)
        return file, [(link.address, link.line) for link in links], fragments

    for file, links, fragments in in_halves(plain, pages, lambda: tell("rendering")):
        yield Rendered(file, tuple(Link(*link) for link in links), fragments)
