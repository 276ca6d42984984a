"""A site of which nothing has changed since the last build but texts below front matter.

No page is made from the text of another, but that terms stand in the glossary; no rule looks at more than one
text; and everything else was found to be right. So the other pages are not even thought of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.assets import WORKER, Assets
from atlas.collect import load_library
from atlas.entries import Stock, keep_texts, read_texts
from atlas.library import all_pages
from atlas.offline import read_worker
from atlas.pictures import hang_pictures
from atlas.pipeline import Parts, affected_pages, facts_of, finish, text_faults
from atlas.problems import SiteError, report
from atlas.reuse import trace
from atlas.theme import make_environment

if TYPE_CHECKING:
    from collections.abc import Collection

    from atlas.memory import Memory
    from atlas.pipeline import Made, Site, Tell


def make_edited(site: Site, changed: Collection[str], memory: Memory, tell: Tell) -> Made | None:
    """Make the site with what lies on the shelf, or nothing if it has to be made in whole.

    `changed` names every file that is not as it was when that was made. What is wrong is for a whole build
    to say.
    """
    try:
        parts = _collect(site, changed, memory, tell)
        return finish(parts, memory, tell) if parts else None
    except SiteError:
        return None


def _collect(site: Site, changed: Collection[str], memory: Memory, tell: Tell) -> Parts | None:
    root, before = site.root, memory.shelf.trace
    if before is None or not before.sources.keys() >= set(changed):
        return None
    tell("reading")
    library = load_library(root / "content", root, memory.memo, drafts=site.drafts)
    # By content, because a file may have changed again after it was looked at.
    now = trace(library, before.assets)
    if {path: front for path, (front, _) in now.sources.items()} != {
        path: front for path, (front, _) in before.sources.items()
    }:
        return None
    tell("checking")
    edited = {path for path, told in now.sources.items() if told != before.sources[path]}
    entries = [entry for entry in all_pages(library) if entry.source.path.as_posix() in edited]
    report(text_faults(entries))
    tell("drawing")
    gallery = hang_pictures(library.points, root / "assets" / "figures")
    tell("arranging")
    images = Assets({}, before.assets).image_names()
    known = (*library.glossary.values(), *library.pages.values())
    texts = read_texts((*entries, *known), library, images, memory.memo)
    keep_texts(all_pages(library), library, images, memory.memo)
    stock = Stock(texts, library, gallery)
    return Parts(
        stock,
        facts_of(site, library, before.assets),
        images,
        affected_pages(entries, stock),
        memory.shelf.files,
        read_worker(root / "assets" / WORKER, root),
        make_environment(root / "templates"),
        {},  # only to say what is wrong
        memory.shelf.pages,
    )
