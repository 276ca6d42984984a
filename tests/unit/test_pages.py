from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

import pytest
from sampling import sample, sample_pictures, stock

from atlas.library import Entry
from atlas.pages import list_pages
from atlas.problems import SiteError
from atlas.prose import Link
from atlas.source import Source

PAGES = {page.path: page for page in list_pages(stock(sample(), sample_pictures()))}


def test_every_address_of_the_sample() -> None:
    assert list(PAGES) == [
        "index.html",
        "needs.html",
        "routines.html",
        "points.html",
        "regions.html",
        "meridians.html",
        "404.html",
        "offline.html",
        "my-card.html",
        "points/li4.html",
        "points/li4/card.html",
        "points/te3.html",
        "points/te3/card.html",
        "points/gb21.html",
        "points/gb21/card.html",
        "points/cv17.html",
        "points/cv17/card.html",
        "routines/shoulder-break.html",
        "routines/shoulder-break/card.html",
        "routines/shoulder-break/card-standard.html",
        "routines/shoulder-break/card-full.html",
        "routines/shoulder-break/card-pregnancy.html",
        "routines/shoulder-break/card-large-print.html",
        "routines/shoulder-break/card-pocket.html",
        "needs/upper-back-pain.html",
        "regions/chest.html",
        "regions/shoulder.html",
        "regions/hand.html",
        "meridians/large-intestine.html",
        "meridians/triple-energizer.html",
        "meridians/gallbladder.html",
        "meridians/conception-vessel.html",
        "meridians/extra-points.html",
        "about.html",
        "glossary.html",
        "how-to-measure.html",
        "how-to-press.html",
        "ruler/small.html",
        "ruler/medium.html",
        "ruler/large.html",
        "ruler.html",
        "safety.html",
        "sources.html",
    ]


def test_what_no_search_should_find() -> None:
    assert [path for path, page in PAGES.items() if not page.indexed] == [
        "404.html",
        "offline.html",
        *(f"points/{slug}/card.html" for slug in ("li4", "te3", "gb21", "cv17")),
        "routines/shoulder-break/card.html",
        "routines/shoulder-break/card-standard.html",
        "routines/shoulder-break/card-full.html",
        "routines/shoulder-break/card-pregnancy.html",
        "routines/shoulder-break/card-large-print.html",
        "routines/shoulder-break/card-pocket.html",
    ]


def test_what_can_be_edited_and_when_it_was_reviewed() -> None:
    point = PAGES["points/gb21.html"]
    assert (point.made_from, point.updated) == (sample().points["GB21"].source.path, date(2026, 11, 20))
    assert PAGES["index.html"].made_from == sample().site.source.path
    assert (PAGES["points.html"].made_from, PAGES["points.html"].updated) == (None, None)
    dated = {path.split("/")[0] for path, page in PAGES.items() if page.updated}
    assert dated == {
        "points", "needs", "routines", "about.html", "glossary.html", "how-to-measure.html",
        "how-to-press.html", "ruler.html", "safety.html", "sources.html",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "title", "description"),
    [
        ("index.html", "Three points to try the program with.", sample().site.matter.description),
        ("points/gb21.html", "GB21 Shoulder Well (Jiānjǐng)", sample().points["GB21"].matter.locate.plain),
        ("routines/shoulder-break.html", "Shoulder break", "Three points for a stiff shoulder."),
        (
            "routines/shoulder-break/card.html",
            "Shoulder break: short card",
            "A printable card with 3 points, 8 minutes.",
        ),
        ("regions/hand.html", "Points on the hand", "From the wrist to the fingertips."),
        ("meridians/gallbladder.html", "Gallbladder (GB)", "From the eye to the fourth toe."),
    ],
)
def test_what_a_search_result_shows(path: str, title: str, description: str) -> None:
    assert (PAGES[path].title, PAGES[path].description) == (title, description)


def test_no_two_pages_have_one_title() -> None:
    titles = [page.title for page in PAGES.values()]
    assert len(set(titles)) == len(titles)


def test_the_glossary_answers_for_the_links_of_its_terms() -> None:
    assert PAGES["glossary.html"].links == (Link("meridians/gallbladder.html", 6),)
    assert PAGES["points/gb21.html"].links == (
        Link("how-to-press.html", 49),
        Link("meridians/gallbladder.html", 53),
        Link("sources.html#first-source", 53),
    )


def test_two_files_for_one_address_are_told_by_name() -> None:
    about = sample().pages["about"]
    more = {
        name: Entry(Source(PurePosixPath(f"content/pages/{name}.md"), {}, {}), about.matter)
        for name in ("index", "Points", "404")
    }
    pages = {**sample().pages, **more}
    with pytest.raises(SiteError) as caught:
        list_pages(stock(replace(sample(), pages=pages), sample_pictures()))
    hint = "\n    hint: rename this file"
    assert str(caught.value) == (
        f'content/pages/404.md:1: "404.html" is already written by the program{hint}\n'
        f'content/pages/Points.md:1: "Points.html" is already written by the program{hint}\n'
        f'content/pages/index.md:1: "index.html" is already written by content/site.yaml{hint}'
    )
