"""Whatever an author's file holds: a problem at a line, or HTML in which nothing runs. Never a traceback.

What Hypothesis finds here was looked for with atheris as well, which mutates the sample's files and watches
which lines of the program they reach.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markup import strange_in_text
from sampling import SAMPLE

from atlas.collect import KINDS
from atlas.matter import parse
from atlas.problems import SiteError
from atlas.prose import markdown, render_prose
from atlas.records import Flag, Reference, SiteMatter
from atlas.source import Source, parse_page, parse_record, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn
    from pydantic import BaseModel

FILE = PurePosixPath("content/points/x.md")
ADDRESSES = {"GB21": "points/gb21.html", "page:safety": "safety.html", "image:h.webp": "assets/images/h.webp"}
RECORDS: dict[str, type[BaseModel]] = {"site": SiteMatter, "flags": Flag, "references": Reference}
PAGES = [(file.parent.name, file.read_bytes()) for file in sorted(SAMPLE.glob("content/*/*.md"))]
LISTS = [(file.stem, file.read_bytes()) for file in sorted(SAMPLE.glob("content/*.yaml"))]
RENDERER = markdown()

# What means something to YAML, to Markdown, to HTML, to templates, or to nobody.
SCRAPS = st.sampled_from(
    ["---\n", "\n", "\n\n", " ", "  ", "- ", ": ", ":", "? ", "* ", "&a ", "*a ",
     "!!python/object:os.system ", "!", "|\n", ">\n", "[", "]", "{", "}", "'", '"', "%YAML 9\n", "#",
     "## A\n", "### ", "code: ", "steps:\n", "<script>alert(1)</script>", "<b onclick=x>", "<!--", "-->",
     "<![CDATA[", "<?x", "&lt;", "&#0;", "&#27;", "&#x1f600;", "&amp", "](javascript:alert(1))",
     "](JaVaScRiPt:x)", "](data:text/html,x)", "[a](<b c>", "![", "![a](h.webp", ' "t")', "](GB21)",
     "](page:safety#x)", '](https://a.b/"onclick=x)', "[a]: ", "[a](", "<https://a.b/>",
     "<javascript:x>", "`", "```", '``` "><b>\n', "~~~\n", "**", "_", "\\", "|a|b|\n", "[a][a]", "> ",
     "1. ", "10000000000. ", "{{ 7*7 }}", "{% include 'x' %}", "../../x", "\N{RIGHT-TO-LEFT OVERRIDE}",
     "e\u0301", "\U0001f600", "\ufeff", "\x00", "\r\n", "\t", "(c)", "--", "|-|:-:|\n"]
)  # fmt: skip
TEXT = st.lists(SCRAPS | st.text(max_size=8) | st.text("ab -:\n", max_size=8), max_size=30).map("".join)


@st.composite
def damaged(draw: DrawFn, files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return a file of the sample with up to three places of it replaced, and its kind."""
    kind, content = draw(st.sampled_from(files))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.integers(0, 40))
        scrap = draw(SCRAPS.map(str.encode) | st.binary(max_size=6))
        content = content[:start] + scrap + content[end:]
    return kind, content


def judge(read: Callable[[], Source], kinds: list[type[BaseModel]]) -> Source | None:
    """Read a file as a build does. What is wrong with it is told at its lines, in words that can be shown."""
    try:
        source = read()
    except SiteError as error:
        told(error)
        return None
    many = [(number,) for number in range(len(source.data))] if isinstance(source.data, list) else [()]
    for kind in kinds:
        for at in many:
            try:
                parse(source, kind, at)
            except SiteError as error:
                told(error)
    return source


def told(error: SiteError) -> None:
    assert error.problems
    for problem in error.problems:
        assert (problem.path, problem.message != "", problem.line >= 0) == (FILE, True, True)
        assert "\x1b" not in str(problem)
        str(problem).encode(errors="backslashreplace")


def show(source: Source) -> None:
    """Render a text as a build does: what comes of it holds nothing strange."""
    try:
        prose = render_prose(source, ADDRESSES, "../", RENDERER)
    except SiteError as error:
        told(error)
    else:
        assert strange_in_text(str(prose.html)) == []


LONG = pytest.mark.parametrize("times", [150, pytest.param(20_000, marks=pytest.mark.soak)])


def tries(times: int) -> settings:
    return settings(max_examples=times, deadline=None, suppress_health_check=list(HealthCheck))


@LONG
def test_a_damaged_page(times: int) -> None:
    @tries(times)
    @given(damaged(PAGES))
    def check(file: tuple[str, bytes]) -> None:
        kind, content = file
        source = judge(lambda: parse_page(text_of(content, FILE), FILE), [KINDS[kind]])
        if source:
            show(source)

    check()


@LONG
def test_a_damaged_record(times: int) -> None:
    @tries(times)
    @given(damaged(LISTS))
    def check(file: tuple[str, bytes]) -> None:
        kind, content = file
        judge(lambda: parse_record(text_of(content, FILE), FILE), [RECORDS[kind]])

    check()


@LONG
def test_any_front_matter(times: int) -> None:
    @tries(times)
    @given(TEXT, TEXT)
    def check(front: str, body: str) -> None:
        raw = f"---\n{front}\n---\n{body}".encode(errors="surrogatepass")
        source = judge(lambda: parse_page(text_of(raw, FILE), FILE), [*KINDS.values()])
        if source:
            show(source)

    check()


@LONG
def test_any_markdown(times: int) -> None:
    @tries(times)
    @given(TEXT)
    def check(body: str) -> None:
        try:
            text = text_of(body.encode(errors="surrogatepass"), FILE)
        except SiteError as error:
            told(error)
        else:
            show(Source(FILE, {}, {}, text, 1))

    check()


@LONG
def test_any_bytes(times: int) -> None:
    @tries(times)
    @given(st.binary(max_size=400))
    def check(raw: bytes) -> None:
        judge(lambda: parse_record(text_of(raw, FILE), FILE), [SiteMatter])
        judge(lambda: parse_page(text_of(raw, FILE), FILE), [KINDS["pages"]])

    check()
