# ruff: noqa: RUF001  what looks alike is what is tested
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup
from sampling import ROOT, sample

from atlas.page import Page
from atlas.problems import SiteError
from atlas.prose import Link
from atlas.theme import (
    Rendered,
    Shown,
    SiteFacts,
    day,
    host,
    listed,
    make_environment,
    render,
    typeset,
)

if TYPE_CHECKING:
    from pathlib import Path

FACTS = SiteFacts(sample().site.matter, {}, "https://example.org/atlas/")
PAGE = Page("points/gb21.html", "layouts/a.html", "Title", "It's so.", None, links=(Link("safety.html", 7),))


def rendered(folder: Path, template: str, page: Page = PAGE) -> Rendered:
    (folder / "layouts").mkdir()
    (folder / "layouts/a.html").write_text(template, encoding="utf-8")
    return render(page, FACTS, make_environment(folder))


def test_a_page_with_its_links_and_the_places_on_it(tmp_path: Path) -> None:
    template = (
        '<h1 id="top">{{ page.facts.title }}</h1>\n'
        '<p id="one" data-id="no">{{ page.facts.description }}</p>\n'
        '{% if true %}\n<a href="{{ page.link("index.html#main") }}">{{ site.matter.title }}</a>\n'
        "{% endif %}\n"
    )
    assert rendered(tmp_path, template) == Rendered(
        file='<h1 id="top">Title</h1>\n<p id="one" data-id="no">It’s so.</p>\n'
        '<a href="../index.html#main">Sample</a>\n'.encode(),
        links=(Link("safety.html", 7), Link("index.html#main", 0)),
        fragments=("top", "one"),
    )


def test_what_is_no_html_is_escaped(tmp_path: Path) -> None:
    page = replace(PAGE, title="<b> & \"so\" 'so'", view=Markup("<i>it's</i>"))
    html = rendered(tmp_path, '<p title="{{ page.facts.title }}">{{ page.view }}</p>', page).file
    assert html == '<p title="&lt;b&gt; &amp; &#34;so&#34; ’so’"><i>it\'s</i></p>'.encode()


def test_a_misspelt_name_is_our_mistake_and_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="titl"):
        rendered(tmp_path, "{{ page.facts.titl }}")


def test_a_template_that_cannot_be_read_is_told_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        rendered(tmp_path, "one\n{% for %}\n")
    (problem,) = caught.value.problems
    assert (problem.path.as_posix(), problem.line) == ("templates/layouts/a.html", 2)
    assert problem.message.startswith("the template cannot be read: ")


def test_so_is_a_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text("\n\n{{ \n", encoding="utf-8")
    with pytest.raises(SiteError) as caught:
        rendered(tmp_path, '{% include "b.html" %}')
    assert [(problem.path.as_posix(), problem.line) for problem in caught.value.problems] == [
        ("templates/b.html", 3)
    ]


@pytest.mark.parametrize("file", sorted(ROOT.glob("templates/*/*.html")), ids=lambda file: file.name)
def test_every_template_can_be_read(file: Path) -> None:
    make_environment(ROOT / "templates").get_template(file.relative_to(ROOT / "templates").as_posix())


@pytest.mark.parametrize(
    ("path", "url", "way"),
    [
        ("index.html", "", "index.html"),
        ("points/gb21.html", "", "../index.html"),
        ("routines/a/card.html", "https://a.org/", "../../index.html"),
        ("404.html", "", "/index.html"),
        ("404.html", "https://a.org/", "/index.html"),
        ("404.html", "https://a.org/any/sub/", "/any/sub/index.html"),
    ],
)
def test_addresses_are_relative_but_on_the_page_for_lost_readers(path: str, url: str, way: str) -> None:
    shown = Shown(replace(PAGE, path=path), replace(FACTS, url=url))
    assert (shown.link("index.html"), shown.links) == (way, [Link("index.html", 0)])


def test_plain_text_gets_the_apostrophe_of_print() -> None:
    assert typeset("the finger's knuckle") == "the finger’s knuckle"
    html = Markup("<a title='x'>")
    assert typeset(html) is html
    assert typeset(3) == 3
    assert typeset(None) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [(date(2026, 11, 22), "22 November 2026"), (date(2026, 1, 1), "1 January 2026")],
)
def test_a_date_as_people_write_it(value: date, said: str) -> None:
    assert day(value) == said


@pytest.mark.parametrize(
    ("address", "name"),
    [("https://www.a.org/x?y", "a.org"), ("http://b.a.org:80/", "b.a.org"), ("doi", "doi")],
)
def test_the_name_of_a_site(address: str, name: str) -> None:
    assert host(address) == name


@pytest.mark.parametrize(
    ("words", "said"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_joined_as_people_do(words: list[str], said: str) -> None:
    assert listed(words) == said
    assert listed(iter(words), "or") == said.replace("and", "or")
