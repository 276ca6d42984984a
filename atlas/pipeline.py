"""The story of a build, from the authors' files to a published folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from atlas.assets import WORKER, collect_assets
from atlas.collect import load_library
from atlas.feeds import list_feeds
from atlas.hosting import headers_file
from atlas.links import check_links
from atlas.offline import KEEPER, choose, read_worker, write_worker
from atlas.output import publish
from atlas.pages import list_pages
from atlas.pictures import hang_pictures, keep_lock
from atlas.problems import Problem, report
from atlas.rules import RULES
from atlas.search import write_index
from atlas.theme import SiteFacts, make_environment, render
from atlas.wording import check_promises

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from atlas.output import Written


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

    files: dict[str, bytes]
    pages: int
    points: int
    url: str
    lock: str


def make(site: Site) -> Made:
    """Make every file of the site, or raise every problem one stage found."""
    root = site.root
    library = load_library(root / "content", root, drafts=site.drafts)
    report(problem for rule in (*RULES, check_promises) for problem in rule(library))
    assets = collect_assets(root / "assets", root)
    worker = read_worker(root / "assets" / WORKER, root)
    matter = library.site.matter
    url = (site.site_url or matter.site_url or "").rstrip("/")
    facts = SiteFacts(matter, assets.names, f"{url}/" if url else "")
    gallery = hang_pictures(library.points, root / "assets" / "figures")
    pages = list_pages(library, assets.image_names(), gallery)
    environment = make_environment(root / "templates")
    rendered = [(page, render(page, facts, environment)) for page in pages]
    files = {
        **assets.files,
        **list_feeds(pages, library, facts),
        "search-index.js": write_index(library),
        "_headers": headers_file(root / "netlify.toml", root),
    }
    report(check_links(rendered, files))
    files |= {page.path: result.html.encode() for page, result in rendered}
    keep = choose(rendered, files)
    told = replace(facts, room=keep.room(files))
    files |= {
        page.path: render(page, told, environment).html.encode() for page in pages if page.path == KEEPER
    }
    files["sw.js"] = write_worker(worker, keep, files)
    return Made(files, len(pages), len(library.points), facts.url, gallery.lock)


def build(site: Site) -> tuple[Made, Written]:
    """Make the site and publish it, whole or not at all."""
    report(_misplaced(site))
    made = make(site)
    keep_lock(site.root / "assets" / "figures", made.lock)
    return made, publish(made.files, site.output)


def _misplaced(site: Site) -> Iterator[Problem]:
    """Yield an output folder inside a folder that the site is made from: the next build would read it."""
    for part in ("content", "assets", "templates", "atlas"):
        if (site.root / part).resolve() in (site.output.resolve(), *site.output.resolve().parents):
            message = f"lies in {part}/, from which the site is made"
            yield Problem(site.output, 0, message, "choose an empty or new folder with --output")
