"""A page read as its parts: every element, and every text with the language and the place it is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element(NamedTuple):
    """One start tag. An attribute without a value has an empty one."""

    tag: str
    attributes: dict[str, str]


class Words(NamedTuple):
    """One run of text, the tags around it from the outside in, and the language it says it is in."""

    text: str
    inside: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a page says."""

    elements: list[Element] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def all(self, *tags: str) -> list[dict[str, str]]:
        """Return the attributes of every element with one of these tags."""
        return [element.attributes for element in self.elements if element.tag in tags]

    def ids(self) -> list[str]:
        """Return every id, in order."""
        return [given["id"] for _, given in self.elements if "id" in given]

    def text_in(self, tag: str) -> list[str]:
        """Return the runs of text that stand somewhere inside this tag."""
        return [words.text for words in self.words if tag in words.inside]


def read_document(html: str) -> Document:
    """Read a page. Raises AssertionError where an end tag has no beginning."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"never closed: {reader.open}"
    return reader.document


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document()
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.document.elements.append(Element(tag, given))
        if tag not in VOID:
            outer = self.open[-1][1] if self.open else ""
            self.open.append((tag, given.get("lang", outer)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            inside = tuple(tag for tag, _ in self.open)
            self.document.words.append(Words(data, inside, self.open[-1][1]))
