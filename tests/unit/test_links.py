from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from atlas.links import check_links
from atlas.prose import Link
from atlas.theme import Rendered

if TYPE_CHECKING:
    from collections.abc import Sequence


Page = tuple[str, str, Rendered]


def page(path: str, *links: Link, fragments: tuple[str, ...] = (), made_from: str = "") -> Page:
    return path, made_from, Rendered(b"<p>", links, fragments)


def check(pages: Sequence[Page], files: Sequence[str] = ()) -> list[str]:
    sources = {path: PurePosixPath(made_from) for path, made_from, _ in pages if made_from}
    return [str(problem) for problem in check_links({path: it for path, _, it in pages}, files, sources)]


HINT = "\n    hint: is there a content/pages/safetyy.md?"
SAFETY = page("safety.html", fragments=("skin", "pregnancy"))


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (Link("safety.html", 7), []),
        (Link("safety.html#skin", 7), []),
        (Link("assets/hand.webp", 7), []),
        (Link("#here", 7), []),
        (Link("#gone", 7), ['content/a.md:7: "points/a.html" has no place called "gone"']),
        (
            Link("safetyy.html", 7),
            ['content/a.md:7: nothing is built at "safetyy.html"\n    hint: did you mean "safety.html"?'],
        ),
        (
            Link("safety.html#skins", 7),
            ['content/a.md:7: "safety.html" has no place called "skins"\n    hint: did you mean "skin"?'],
        ),
        (Link("assets/hand.webp#x", 7), ['content/a.md:7: "assets/hand.webp" has no place called "x"']),
        (
            Link("safetyy.html#skin", 0),
            ['points/a.html: nothing is built at "safetyy.html", and its template links there' + HINT],
        ),
        (
            Link("x/y.html", 0),
            ['points/a.html: nothing is built at "x/y.html", and its template links there'],
        ),
        (Link("safety.html#neck", 0), ['points/a.html: "safety.html" has no place called "neck"']),
    ],
)
def test_every_address_and_every_place_is_there(link: Link, said: list[str]) -> None:
    pages = [page("points/a.html", link, fragments=("here",), made_from="content/a.md"), SAFETY]
    assert check(pages, ["assets/hand.webp"]) == said


def test_what_every_page_lacks_is_told_once_and_what_authors_wrote_each_time() -> None:
    wrong, own = Link("about.html", 0), Link("about.html", 9)
    pages = [page(name, wrong, own, wrong, own, made_from=f"content/{name}.md") for name in "xz"]
    assert check(pages) == [
        'x: nothing is built at "about.html", and its template links there'
        + HINT.replace("safetyy", "about"),
        'content/x.md:9: nothing is built at "about.html"',
        'content/z.md:9: nothing is built at "about.html"',
    ]


def test_a_place_is_there_once() -> None:
    twice = page("a.html", fragments=("main", "sources", "sources"), made_from="content/pages/a.md")
    assert check([twice, SAFETY]) == [
        'content/pages/a.md: "a.html" has two places called "sources"\n    hint: rename the heading'
    ]
