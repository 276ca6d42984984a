"""Whether HTML holds only what it may: read by a parser, not looked for."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser

# All that Markdown may become. Values that lead somewhere are looked at by themselves.
TAGS = frozenset(
    ("a", "blockquote", "br", "code", "em", "h2", "h3", "hr", "img", "li", "ol", "p", "pre", "strong", "ul")
) | {"table", "tbody", "td", "th", "thead", "tr"}
PLAIN = frozenset(("alt", "class", "id", "loading", "rel", "start", "title"))
OUTSIDE = ("http://", "https://", "mailto:", "tel:")


def strange_in_text(html: str, inside: str = "../") -> list[str]:
    """Return what no text of an author may hold. It has to be XML too, so that nothing is left unescaped."""
    found = [f"{letter!r}" for letter in html if ord(letter) < ord(" ") and letter not in "\n\t"]
    for element in ET.fromstring(f"<all>{html}</all>").iter():  # noqa: S314  without a document type
        if element.tag not in TAGS | {"all"}:
            found.append(f"<{element.tag}>")
        for name, value in element.items():
            leads = name in ("href", "src") and value.startswith(inside)
            leads = leads or (name == "href" and value.lower().startswith(OUTSIDE))
            aligned = name == "style" and value in [
                f"text-align:{way}" for way in ("left", "right", "center")
            ]
            if not (leads or aligned or name in PLAIN):
                found.append(f"<{element.tag} {name}={value!r}>")
    return found


class Parsed(HTMLParser):
    """Every element and attribute of a page by name, and all its words."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.names: set[str] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins here."""
        self.names |= {tag, *(name for name, _ in attrs)}
        self.words += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)
