from __future__ import annotations

from dataclasses import replace

from sampling import sample, sample_pictures

from atlas.cards import card_of, check_cards, routine_cards
from atlas.dose import dose_of
from atlas.paper import Card
from atlas.versions import avoided_in_pregnancy

LIBRARY = sample()
ROUTINE = LIBRARY.routines["shoulder-break"]
PAGES = {page.path: page for page in routine_cards(ROUTINE, LIBRARY, sample_pictures())}


def test_a_routine_has_a_card_of_every_kind() -> None:
    folder = "routines/shoulder-break"
    assert {path: (page.title, page.template) for path, page in PAGES.items()} == {
        f"{folder}/card.html": ("Shoulder break: short card", "layouts/card.html"),
        f"{folder}/card-standard.html": ("Shoulder break: standard card", "layouts/card.html"),
        f"{folder}/card-full.html": ("Shoulder break: full card", "layouts/card.html"),
        f"{folder}/card-pregnancy.html": ("Shoulder break: card for pregnancy", "layouts/card.html"),
        f"{folder}/card-large-print.html": ("Shoulder break: card in large print", "layouts/card.html"),
        f"{folder}/card-pocket.html": ("Shoulder break: pocket cards", "layouts/pocket.html"),
    }
    assert {page.made_from for page in PAGES.values()} == {ROUTINE.source.path}
    assert not any(page.indexed for page in PAGES.values())


def test_the_card_for_pregnancy_holds_no_point_to_avoid() -> None:
    card = PAGES["routines/shoulder-break/card-pregnancy.html"].view
    assert isinstance(card, Card)
    assert card.rows
    assert not any(avoided_in_pregnancy(row.point.matter) for row in card.rows)
    assert card.left_out.startswith("Left out as a precaution: ")


def test_a_point_has_a_card_of_its_own() -> None:
    page = card_of(LIBRARY.points["GB21"], LIBRARY, sample_pictures())
    assert (page.path, page.title) == ("points/gb21/card.html", "GB21 Shoulder Well: card")
    assert isinstance(page.view, Card)
    assert [row.point.matter.code for row in page.view.rows] == ["GB21"]
    assert dose_of(LIBRARY.points["GB21"].matter).sides == len(page.view.rows[0].ticks)


def test_cards_that_fit_are_no_problem_and_one_that_does_not_is_told_once() -> None:
    assert list(check_cards(PAGES.values())) == []
    page = PAGES["routines/shoulder-break/card.html"]
    assert isinstance(page.view, Card)
    crowded = replace(page, view=replace(page.view, rows=page.view.rows * 4))
    assert len(list(check_cards([crowded]))) == 1
