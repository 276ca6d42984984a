"""Whether two sites say the same: the words and links of their pages, one after the other."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Not words for a reader: what scripts use, drawings, and what only a script shows.
UNREAD = frozenset(("script", "style", "svg", "template"))
EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup")
)
SITE = "https://example.org/"
LISTS = ("index.html", "needs.html", "points.html", "regions.html", "meridians.html")
KINDS = ("points", "needs", "regions", "meridians")
COLUMNS = {
    "point": ("at", "code", "title", "pinyin", "hanzi", "traditional", "used"),
    "need": ("at", "title", "also"),
    "region": ("at", "title"),
    "meridian": ("at", "code", "title", "also"),
}
AROUND = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader gets from a page: its title, its description, its words, and where its links lead."""

    title: str
    description: str
    words: tuple[str, ...]
    links: tuple[str, ...]


def read(html: str, address: str) -> Page:
    """Return what a page says. Its address, from the top of the site, is where its links start from."""
    reader = _Reader(SITE + address)
    reader.feed(html)
    reader.close()
    words = "".join(reader.texts).split()
    return Page(
        " ".join("".join(reader.title).split()), reader.description, tuple(words), tuple(reader.links)
    )


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.description = ""
        self.title: list[str] = []
        self.texts: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.skipped = 0  # how many elements deep we are in something that nobody reads

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("name") == "description":
            self.description = given.get("content") or ""
        self._part(tag)
        if tag in EMPTY:
            return
        self.open.append(tag)
        if self.skipped or tag in UNREAD or "hidden" in given:
            self.skipped += 1
        elif tag == "a" and given.get("href"):
            self.links.append(unquote(urljoin(self.base, given["href"])))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.skipped or tag in UNREAD:  # <path/> of a drawing: it has no end of its own
            return
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        if tag not in self.open:
            return
        while self.open:
            last = self.open.pop()
            self.skipped -= bool(self.skipped)
            if last == tag:
                return

    def _part(self, tag: str) -> None:
        """End a word where a block begins or ends, as a screen does."""
        if tag not in INLINE and not self.skipped:
            self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if self.skipped:
            return
        if "title" in self.open:
            self.title.append(data)
        elif "body" in self.open:
            self.texts.append(data)


def shared_pages(site: Path, most: int) -> list[str]:
    """Return the pages that every system makes: all lists, and so many of each kind, evenly spread."""
    pages = list(LISTS)
    for pattern in (*(f"{kind}/*.html" for kind in KINDS), "points/*/card.html"):
        found = sorted(file.relative_to(site).as_posix() for file in site.glob(pattern))
        pages += found[:: max(1, -(-len(found) // most))]
    return pages


def differences(ours: Path, theirs: Path, most: int = 500) -> Iterator[str]:
    """Yield what a reader would find on one site and not on the other."""
    mine, other = (set(shared_pages(site, sys.maxsize)) for site in (ours, theirs))
    yield from (f"{address}: they have no such page" for address in sorted(mine - other))
    yield from (f"{address}: only they have this page" for address in sorted(other - mine))
    for address in shared_pages(ours, most):
        if (ours / address).is_file() and (theirs / address).is_file():
            pair = (read((site / address).read_text(encoding="utf-8"), address) for site in (ours, theirs))
            yield from (f"{address}: {said}" for said in _compare_pages(*pair))
    for name, facts in (("search-index.js", _index), ("sitemap.xml", _map), ("feed.xml", _feed)):
        if facts(ours / name) != facts(theirs / name):
            yield f"{name}: differs"


def _compare_pages(mine: Page, other: Page) -> Iterator[str]:
    if mine.title != other.title:
        yield f'title: ours "{mine.title}", theirs "{other.title}"'
    if mine.description != other.description:
        yield f'description: ours "{mine.description}", theirs "{other.description}"'
    yield from _compare("words", mine.words, other.words, AROUND)
    yield from _compare("links", mine.links, other.links, 0)


def _compare(what: str, ours: Sequence[str], theirs: Sequence[str], around: int) -> Iterator[str]:
    """Yield the first place at which two sequences part, with so much of what stands around it."""
    if ours == theirs:
        return
    pairs = zip_longest(ours, theirs)
    place = next(number for number, (mine, other) in enumerate(pairs) if mine != other)
    mine, other = (" ".join(said[max(0, place - around) : place + around + 1]) for said in (ours, theirs))
    yield f'{what} differ from number {place + 1}: ours "{mine}", theirs "{other}"'


def _index(file: Path) -> dict[tuple[str, str], list[object]]:
    """Return the columns of the search index that every system writes."""
    text = file.read_text(encoding="utf-8").strip()
    pages = json.loads(text.removeprefix("globalThis.atlasIndex=").rstrip(";"))["pages"]
    return {(kind, column): pages[kind][column] for kind, columns in COLUMNS.items() for column in columns}


def _map(file: Path) -> set[str]:
    """Return the addresses of a site map that every system has."""
    addresses = {place.text or "" for place in ET.fromstring(file.read_bytes()).iterfind("{*}url/{*}loc")}  # noqa: S314
    return {address for address in addresses if _shared(address)}


def _feed(file: Path) -> list[tuple[str, ...]]:
    """Return the entries of a feed that every system has, in their order."""
    entries = ET.fromstring(file.read_bytes()).iterfind("{*}entry")  # noqa: S314
    found = [tuple(" ".join((part.text or "").split()) for part in entry) for entry in entries]
    return [entry for entry in found if any(_shared(part) for part in entry)]


def _shared(address: str) -> bool:
    path = address.removeprefix(SITE)
    return path != address and (path in LISTS or path.split("/")[0] in KINDS)
