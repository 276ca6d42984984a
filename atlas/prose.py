"""Markdown to HTML, and the links it made."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import MarkdownIt
from markupsafe import Markup

from atlas.heft import too_heavy
from atlas.memo import key_of
from atlas.problems import Problem, SiteError, did_you_mean, report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import PurePath

    from markdown_it.token import Token

    from atlas.memo import Memo
    from atlas.source import Source

OUTSIDE = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
KINDS_OF_LINK = "link by name: (GB21), (need:upper-back-pain), (page:safety), (glossary:cun), or https://…"
TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!--")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page's text, with the fragment that leads to it."""

    level: int
    id: str
    text: str


class Link(NamedTuple):
    """A link an author wrote: an address inside the site, and the line it stands on."""

    address: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A text ready to be shown: its sections by the fragment of their heading, "" for what stands before."""

    sections: Mapping[str, Markup]
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def html(self) -> Markup:
        """The whole text."""
        return Markup().join(self.sections.values())


def slugify(text: str) -> str:
    """Return small letters, digits and hyphens: "The neck" is `the-neck`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def markdown() -> MarkdownIt:
    """Return the Markdown that authors write: CommonMark and tables, no HTML."""
    renderer = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
        ["table", "replacements", "smartquotes"]
    )
    # Dashes below a text are a rule across the page: a heading has signs, by which rules.py knows it.
    renderer.disable("lheading")
    # Every address is looked at below, where the line is known; a refusal here would show raw brackets.
    renderer.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return renderer


def render_prose(source: Source, addresses: Mapping[str, str], root: str, renderer: MarkdownIt) -> Prose:
    """Render the body of a page that is `root` ("", "../") below the top of the site.

    `addresses` says where each name leads. Raises SiteError with every link that leads nowhere, every
    image without words, every heading out of order and every scrap of HTML.
    """
    work = _Work(source, addresses, root)
    report(too_heavy(source))
    tokens = renderer.parse(source.body)
    for token in tokens:
        work.line = source.body_line + token.map[0] if token.map else work.line
        if token.type == "inline":
            work.inline(token.children or ())
    headings = tuple(_headings(tokens, work))
    if work.problems:
        raise SiteError(work.problems)
    starts = {0: ""}
    starts |= {
        i: str(token.attrs["id"])
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    }
    ends = [*list(starts)[1:], len(tokens)]
    # HTML is off, so that what an author wrote is escaped already.
    sections = {
        name: Markup(renderer.renderer.render(tokens[start:end], renderer.options, {}))  # noqa: S704
        for (start, name), end in zip(starts.items(), ends, strict=True)
    }
    return Prose(sections, headings, tuple(work.links))


def render_all(
    sources: Iterable[Source], addresses: Mapping[str, str], roots: Mapping[str, str], memo: Memo
) -> dict[PurePath, Prose]:
    """Render every body, each as far below the top as its folder is; raise all their problems at once."""
    texts: dict[PurePath, Prose] = {}
    problems: list[Problem] = []
    renderer = markdown()
    wanted = [
        (source, key, partial(render_prose, source, addresses, roots[source.kind], renderer))
        for source, key in _keys(sources, addresses, roots)
    ]
    memo.prepare({key: (make, _pack) for _, key, make in wanted})
    for source, key, make in wanted:
        try:
            texts[source.path] = memo.get(key, make, _pack, _unpack)
        except SiteError as error:
            problems.extend(error.problems)
    report(problems)
    return texts


def keep_all(
    sources: Iterable[Source], addresses: Mapping[str, str], roots: Mapping[str, str], memo: Memo
) -> None:
    """Have all that `render_all` would ask for remembered, without rendering it."""
    for _, key in _keys(sources, addresses, roots):
        memo.ask(key)


def _keys(
    sources: Iterable[Source], addresses: Mapping[str, str], roots: Mapping[str, str]
) -> Iterator[tuple[Source, str]]:
    known = key_of(*(text for name in sorted(addresses) for text in (name, addresses[name])))
    for source in sources:
        yield source, key_of("prose", known, roots[source.kind], str(source.body_line), source.body)


def _pack(prose: Prose) -> list[Any]:
    headings = [(one.level, one.id, one.text) for one in prose.headings]
    return [dict(prose.sections), headings, [(one.address, one.line) for one in prose.links]]


def _unpack(packed: list[Any]) -> Prose:
    sections, headings, links = packed
    return Prose(
        {name: Markup(html) for name, html in sections.items()},  # noqa: S704  what `_pack` was given
        tuple(Heading(*one) for one in headings),
        tuple(Link(*one) for one in links),
    )


class _Work:
    """What one text gathers while its tokens are walked."""

    def __init__(self, source: Source, addresses: Mapping[str, str], root: str) -> None:
        self.source, self.addresses, self.root = source, addresses, root
        self.line = source.body_line
        self.links: list[Link] = []
        self.problems: list[Problem] = []

    def problem(self, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.source.path, self.line, message, hint))

    def inline(self, children: Sequence[Token]) -> None:
        for child in children:
            if child.type == "link_open":
                child.attrs = {**child.attrs, **self.link(str(child.attrs["href"]))}
            elif child.type == "image":
                self.image(child)
            elif child.type in ("softbreak", "hardbreak"):
                self.line += 1
            elif child.type == "text" and (tag := TAG.search(child.content)):
                self.problem(
                    f"HTML is not used in pages: {tag[0]}", "write Markdown: **bold**, *slanted*, lists"
                )

    def link(self, name: str) -> dict[str, str]:
        if OUTSIDE.match(name):
            return {"rel": "noopener"} if name.lower().startswith("http") else {}
        base, _, fragment = name.partition("#")
        address = self.addresses.get(base)
        if address is None:
            self.problem(
                f'the link "{name}" leads nowhere', did_you_mean(base, self.addresses) or KINDS_OF_LINK
            )
            return {}
        if fragment:
            address = f"{address}#{fragment}"
        self.links.append(Link(address, self.line))
        return {"href": self.root + address}

    def image(self, token: Token) -> None:
        name = str(token.attrs["src"])
        if not token.content.strip():
            self.problem(
                f'the image "{name}" has no words for those who cannot see it', f"![what it shows]({name})"
            )
        address = self.addresses.get(f"image:{name}")
        if address is None:
            known = [key.removeprefix("image:") for key in self.addresses if key.startswith("image:")]
            self.problem(f'there is no image "{name}" in assets/images', did_you_mean(name, known))
            return
        self.links.append(Link(address, self.line))
        token.attrs = {**token.attrs, "src": self.root + address, "loading": "lazy"}


def _headings(tokens: Sequence[Token], work: _Work) -> Iterator[Heading]:
    used: set[str] = set()
    for opening, content in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        work.line = work.source.body_line + (opening.map or [0])[0]
        level, text = int(opening.tag[1]), _words(content.children or ())
        name = slugify(text)
        if level not in (2, 3):
            signs = "#" * level
            work.problem(f'the heading "{text}" begins with {signs}', "headings begin with ## or ###")
        if not text:
            work.problem("a heading has no words")
        elif not name:
            work.problem(f'the heading "{text}" needs a word in letters from a to z, for its address')
        elif name in used:
            work.problem(f'the heading "{text}" stands here twice')
        used.add(name)
        opening.attrs = {"id": name, **opening.attrs}
        yield Heading(level, name, text)


def _words(children: Sequence[Token]) -> str:
    return "".join(child.content for child in children if child.type in ("text", "code_inline")).strip()
