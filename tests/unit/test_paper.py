from __future__ import annotations

from dataclasses import replace
from datetime import date

from sampling import sample

from atlas.dose import Dose
from atlas.paper import CardRow, Warned, card_row, point_card, routine_card
from atlas.versions import versions_of

LIBRARY = sample()
ROUTINE = LIBRARY.routines["shoulder-break"]
GB21 = LIBRARY.points["GB21"]
SHORT, _, _, PREGNANCY = versions_of(ROUTINE.matter, LIBRARY)


def test_a_row_says_what_a_card_prints_of_a_point() -> None:
    row = card_row(GB21, Dose(60, 1, 2))
    assert row == CardRow(
        point=GB21,
        dose="1 minute each side",
        ticks=("L", "R"),
        press=row.press,
        cautions=row.cautions,
    )
    assert row.title == "GB21 Shoulder Well"
    assert row.find == GB21.matter.locate.plain
    assert row.cautions[0] == ("avoid", "Do not press: pregnant.")


def test_repeats_are_counted_and_the_midline_has_one_box() -> None:
    row = card_row(LIBRARY.points["CV17"], Dose(30, 3, 1))
    assert (row.dose, row.ticks) == ("3 times 30 seconds", ("",))


def test_minutes_and_presses_come_from_the_doses() -> None:
    card = routine_card(ROUTINE, SHORT, "sheet", "short card", LIBRARY)
    presses = sum(stop.dose.presses for stop in SHORT.stops)
    assert card.count == f"Short: 3 points, {presses} presses, about {SHORT.minutes} minutes."
    assert card.facts.startswith(ROUTINE.matter.position)
    assert (card.most, card.about) == (1, "routines/shoulder-break.html")


def test_a_card_is_as_new_as_the_newest_of_its_points() -> None:
    assert routine_card(ROUTINE, PREGNANCY, "sheet", "card", LIBRARY).dated == date(2026, 11, 21)


def test_the_most_urgent_signs_stand_first_and_each_once() -> None:
    card = routine_card(ROUTINE, SHORT, "sheet", "short card", LIBRARY)
    need = LIBRARY.needs["upper-back-pain"].matter
    signs = {flag.level: flag.card for flag in need.red_flags}
    assert card.warned == (
        Warned("Call your local emergency number (112) now:", f"{signs['emergency']}."),
        Warned("See a doctor soon:", f"{signs['soon']}."),
    )


def test_what_is_left_out_in_pregnancy_is_named_with_what_stands_in() -> None:
    left_out = routine_card(ROUTINE, PREGNANCY, "sheet", "card", LIBRARY).left_out
    gone = [item.point.matter.code for item in PREGNANCY.left_out]
    assert gone
    assert all(code in left_out for code in gone)
    assert ("stands in for it" in left_out) == bool(gone)


def test_the_card_of_a_point_warns_of_what_is_serious_whatever_hurts() -> None:
    card = point_card(GB21, LIBRARY)
    assert card.warned == (
        Warned("Call your local emergency number (112) now:", "Chest pain or trouble breathing."),
        Warned("See a doctor today:", "Fever, or pain after a fall."),
    )
    assert (card.form, card.most, card.left_out, len(card.rows)) == ("point", 1, "", 1)


def test_more_points_may_take_more_sheets() -> None:
    full = replace(SHORT, key="full", stops=SHORT.stops * 4)
    assert routine_card(ROUTINE, full, "sheet", "full card", LIBRARY).most == 3
