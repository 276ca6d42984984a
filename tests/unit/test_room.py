from __future__ import annotations

from dataclasses import replace

import pytest
from sampling import sample

from atlas.dose import dose_of
from atlas.paper import Card, Warned, card_row, point_card, routine_card
from atlas.room import check_room, point_sheet
from atlas.versions import versions_of

LIBRARY = sample()
ROUTINE = LIBRARY.routines["shoulder-break"]
VERSIONS = {version.key: version for version in versions_of(ROUTINE.matter, LIBRARY)}
SHORT = routine_card(ROUTINE, VERSIONS["short"], "sheet", "short card", LIBRARY)
LARGE = routine_card(ROUTINE, VERSIONS["standard"], "large", "card in large print", LIBRARY)
POCKET = routine_card(ROUTINE, VERSIONS["standard"], "pocket", "pocket cards", LIBRARY)
WORDY = "long words that say what could be said with fewer " * 12


def said(card: Card) -> list[str]:
    return [str(problem) for problem in check_room(card, [1.1])]


def crowded(card: Card, times: int = 1) -> Card:
    row = replace(card_row(LIBRARY.points["GB21"], dose_of(LIBRARY.points["GB21"].matter)), press=WORDY)
    return replace(card, rows=(*card.rows, *[row] * times))


def test_cards_that_fit() -> None:
    assert [said(card) for card in (SHORT, LARGE, POCKET)] == [[], [], []]


def test_a_short_card_has_one_sheet() -> None:
    assert said(crowded(SHORT, 2)) == [
        (
            "content/routines/shoulder-break.md:13: the short card has more words than one sheet has room"
            " for\n"
            '    hint: leave out a point, or shorten "plain" or "reach_tip" of GB21, which has the most words'
        )
    ]


def test_a_long_card_has_two() -> None:
    assert said(crowded(replace(SHORT, words="full card", most=2), 2)) == []
    assert said(crowded(replace(SHORT, words="full card", most=2), 9)) == [
        (
            "content/routines/shoulder-break.md:13: the full card has more words than 2 sheets have room"
            " for\n"
            '    hint: leave out a point, or shorten "plain" or "reach_tip" of GB21, which has the most words'
        )
    ]


def test_large_print_has_three_points_a_sheet() -> None:
    assert said(crowded(LARGE, 3)) == [
        (
            "content/routines/shoulder-break.md:13: the card in large print has more words than a sheet in"
            " large print has room for\n"
            '    hint: leave out a point, or shorten "plain" or "reach_tip" of GB21, which has the most words'
        )
    ]


@pytest.mark.parametrize(
    ("card", "where"),
    [(LARGE, "the first sheet in large print"), (POCKET, "the front of the safety card")],
    ids=["large", "pocket"],
)
def test_the_red_flags_stay_together(card: Card, where: str) -> None:
    (problem,) = said(replace(card, warned=(Warned("Call now:", WORDY * 3),)))
    path = "content/routines/shoulder-break.md:4"
    assert problem.startswith(f"{path}: {where} has no room for the red flags: ")
    assert problem.endswith('too many\n    hint: shorten "card" of the red flags of its needs')


def test_the_words_of_a_point_fit_on_its_card_and_in_a_pocket() -> None:
    card = point_card(LIBRARY.points["GB21"], LIBRARY)
    assert list(check_room(card, [1.0], 0.72)) == []
    (row,) = card.rows
    full = replace(card, rows=(replace(row, press=WORDY),))
    (problem,) = check_room(full, [1.0], 0.72)
    said_of_it = str(problem)
    assert said_of_it.startswith("content/points/gb21.md:")
    assert ": the back of its pocket card has no room for its words: " in said_of_it
    (problem,) = check_room(replace(card, warned=card.warned * 30), [1.0], 0.72)
    assert ": its card has no room for its words: " in str(problem)


def test_a_tall_picture_takes_no_more_room_than_the_sheet_gives_it() -> None:
    card = point_card(LIBRARY.points["GB21"], LIBRARY)
    assert point_sheet(card, 1.0, 1.2) == point_sheet(card, 1.0, 3.0) > point_sheet(card, 1.0, 0.72)


def test_the_order_card_has_a_line_for_each_point() -> None:
    six = replace(POCKET, rows=(*POCKET.rows, *POCKET.rows))
    assert said(six) == []
    assert said(replace(six, rows=(*six.rows, *POCKET.rows[:1]))) == [
        (
            "content/routines/shoulder-break.md:15: "
            "the order card has room for 6 points, and this version has 7\n"
            "    hint: leave out a point"
        )
    ]
