from __future__ import annotations

from sampling import sample, sample_pictures

from atlas.cards import my_card
from atlas.chooser import LONGEST, Chooser, chooser, share
from atlas.dose import MOVING_SECONDS, dose_of, total_seconds
from atlas.paper import KINDS, card_row, point_card, warned_of
from atlas.schema import RoutineMatter
from atlas.versions import avoided_in_pregnancy, versions_of

LIBRARY = sample()
VIEW = chooser(LIBRARY)


def test_every_point_is_there_with_the_row_of_its_cards() -> None:
    assert [choice.row.point.matter.code for choice in VIEW.choices] == ["LI4", "TE3", "GB21", "CV17"]
    for choice in VIEW.choices:
        point = choice.row.point
        assert choice.row == card_row(point, dose_of(point.matter))
        assert choice.avoided == avoided_in_pregnancy(point.matter)
    assert [choice.avoided for choice in VIEW.choices] == [True, False, True, False]


def test_minutes_add_up_to_those_of_a_routine() -> None:
    routine = LIBRARY.routines["shoulder-break"]
    full = versions_of(routine.matter, LIBRARY)[2]
    chosen = {choice.row.point.matter.code: choice for choice in VIEW.choices}
    parts = [chosen[stop.point.matter.code] for stop in full.stops]
    usual = [dose_of(stop.point.matter) for stop in full.stops]
    assert sum(part.seconds for part in parts) + MOVING_SECONDS * (len(parts) - 1) == total_seconds(usual)
    assert sum(part.presses for part in parts) == sum(dose.presses for dose in usual)
    assert VIEW.moving == MOVING_SECONDS


def test_cautions_of_all_points_stand_together_the_strictest_first() -> None:
    gb21, li4 = (LIBRARY.points[code].matter for code in ("GB21", "LI4"))
    first = share([li4, gb21])[0]
    assert (first.advice, first.words) == ("avoid", "Do not press")
    assert first.reasons[0] == ("pregnant", ("LI4", "GB21"))
    order = [shared.advice for shared in VIEW.cautions]
    assert order == [advice for advice in ("avoid", "ask", "gentle") if advice in order]


def test_every_caution_of_every_row_stands_on_top_too() -> None:
    told: dict[str, list[str]] = {}
    for shared in VIEW.cautions:
        for words, codes in shared.reasons:
            for code in codes:
                told.setdefault(f"{code} {shared.words}", []).append(words)
    rows = {
        f"{choice.row.point.matter.code} {words.partition(': ')[0]}": words.partition(": ")[2].rstrip(".")
        for choice in VIEW.choices
        for _, words in choice.row.cautions
    }
    assert {name: sorted(words) for name, words in told.items()} == {
        name: sorted(words.split(", ")) for name, words in rows.items()
    }


def test_routines_are_offered_to_begin_with_and_as_cards_that_are_ready() -> None:
    (offer,) = VIEW.offers
    assert [version.key for version in offer.versions] == ["short", "standard", "full"]
    assert offer.cards == KINDS


def test_the_red_flags_are_the_general_ones() -> None:
    card = point_card(LIBRARY.points["GB21"], LIBRARY)
    assert (VIEW.warned, VIEW.stop) == (card.warned, card.stop)
    assert VIEW.pregnant == warned_of(LIBRARY.site.matter.pregnancy_flags, LIBRARY)


def test_its_page() -> None:
    page = my_card(LIBRARY, sample_pictures())
    assert (page.path, page.title, page.template) == ("my-card.html", "My card", "layouts/my-card.html")
    assert isinstance(page.view, Chooser)
    assert (page.indexed, page.printed) == (True, True)


def test_a_routine_lends_its_whole_title() -> None:
    assert RoutineMatter.model_json_schema()["properties"]["title"]["maxLength"] == LONGEST
