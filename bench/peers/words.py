"""Whether two sites say the same: the words and links of their pages, one after the other."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Not words for a reader: what scripts use, drawings, and what only a script shows.
UNREAD = frozenset(("script", "style", "svg", "template"))
EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
INLINE = frozenset(("a", "abbr", "b", "cite", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup"))
SITE = "https://example.org/"
LISTS = ("index.html", "needs.html", "points.html", "regions.html", "meridians.html")
KINDS = ("points", "needs", "regions", "meridians")
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
    return Page(" ".join("".join(reader.title).split()), reader.description, tuple(words), tuple(reader.links))


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
    """Return the pages that every system makes: all lists, and at most so many of each kind, evenly spread."""
    pages = list(LISTS)
    for kind in KINDS:
        found = sorted(file.relative_to(site).as_posix() for file in (site / kind).glob("*.html"))
        pages += _spread(found, most)
    cards = sorted(file.relative_to(site).as_posix() for file in (site / "points").glob("*/card.html"))
    return pages + _spread(cards, most)


def _spread(found: Sequence[str], most: int) -> list[str]:
    step = max(1, -(-len(found) // most))
    return list(found[::step])


def differences(ours: Path, theirs: Path, most: int = 500) -> Iterator[str]:
    """Yield what a reader would find on one site and not on the other."""
    for kind in KINDS:
        both = [{file.relative_to(site).as_posix() for file in (site / kind).rglob("*.html")} for site in (ours, theirs)]
        for page in sorted(both[0] ^ both[1]):
            yield f"{page}: only {'theirs' if page in both[1] else 'ours'} has it"
    for address in shared_pages(ours, most):
        if not (theirs / address).is_file():
            yield f"{address}: they have no such page"
            continue
        mine, other = (read((site / address).read_text(encoding="utf-8"), address) for site in (ours, theirs))
        for what in ("title", "description"):
            if getattr(mine, what) != getattr(other, what):
                yield f'{address}: {what}: ours "{getattr(mine, what)}", theirs "{getattr(other, what)}"'
        yield from (f"{address}: {said}" for said in _compare("words", mine.words, other.words))
        yield from (f"{address}: {said}" for said in _compare("links", mine.links, other.links))
    yield from _files(ours, theirs)


def _compare(what: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """Yield the first place at which two sequences part."""
    if ours == theirs:
        return
    pairs = zip((*ours, None), (*theirs, None), strict=False)
    place = next((number for number, (mine, other) in enumerate(pairs) if mine != other), 0)
    around = slice(max(0, place - AROUND), place + AROUND)
    yield f'{what} differ from number {place + 1}: ours "{" ".join(ours[around])}", theirs "{" ".join(theirs[around])}"'


def _files(ours: Path, theirs: Path) -> Iterator[str]:
    """Yield differences of the files for programs, in what the pages share."""
    mine, other = (_index(site / "search-index.js") for site in (ours, theirs))
    for kind in ("point", "need", "region", "meridian"):
        for column in ("at", "code", "title", "pinyin", "hanzi", "traditional", "also", "used"):
            if kind == "meridian" and column in ("pinyin", "hanzi", "traditional"):
                continue
            if mine[kind].get(column) != other[kind].get(column):
                yield f"search-index.js: {kind}: {column} differs"
    shared = {f"{SITE}{address}" for address in LISTS}
    sites = [set(re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text("utf-8"))) for site in (ours, theirs)]
    kept = {address for address in sites[0] if address in shared or urlsplit(address).path.split("/")[1] in KINDS}
    if kept != sites[1]:
        yield f"sitemap.xml: differs in {sorted(kept ^ sites[1])[:3]}"
    entries = [re.findall(r"<entry>.*?</entry>", (site / "feed.xml").read_text("utf-8"), re.DOTALL) for site in (ours, theirs)]
    ids = [[re.sub(r"\s*<[^>]*>\s*", "\n", entry).split("\n") for entry in found] for found in entries]
    fed = [[text for text in one if text] for one in ids[0]]
    fed = [one for one in fed if urlsplit(one[1]).path.split("/")[1] in KINDS]
    if fed != [[text for text in one if text] for one in ids[1]]:
        yield "feed.xml: differs"


def _index(file: Path) -> dict[str, dict[str, list[object]]]:
    text = file.read_text(encoding="utf-8").strip().removeprefix("globalThis.atlasIndex=").rstrip(";")
    pages: dict[str, dict[str, list[object]]] = json.loads(text)["pages"]
    return pages
