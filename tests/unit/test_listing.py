from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sampling import sample

from atlas.listing import Choice, Facet, Listing, Row, list_points

if TYPE_CHECKING:
    from atlas.library import Entry, Library
    from atlas.schema import PointMatter

SAMPLE = sample()
LI4, TE3, GB21, CV17 = (SAMPLE.points[code] for code in ("LI4", "TE3", "GB21", "CV17"))


def point(like: Entry[PointMatter], code: str, *regions: str) -> Entry[PointMatter]:
    """Return a point like another, in other parts of the body."""
    return replace(like, matter=like.matter.model_copy(update={"code": code, "regions": regions}))


# Chest 1, shoulder 2, hand 3; LI4 and GB21 are avoided in pregnancy, GB21 is reached by anybody.
LI5 = point(LI4, "LI5", "chest", "hand")
GB22 = point(GB21, "GB22", "shoulder")
LIBRARY: Library = replace(
    SAMPLE, points={entry.matter.code: entry for entry in (LI4, LI5, TE3, GB21, GB22, CV17)}
)
ALL = [(entry, "") for entry in LIBRARY.points.values()]
PREGNANCY = Facet(
    "pregnancy", "Pregnancy", (Choice("usual", "Not usually avoided in pregnancy"),), ticked=True
)


def test_a_short_list_has_nothing_to_choose() -> None:
    assert list_points(ALL[:2], LIBRARY) == Listing(
        (Row(1, LI4, "", {}, {}), Row(2, LI5, "", {}, {})), (), ()
    )
    assert not list_points(ALL[:4], LIBRARY).narrows
    assert list_points(ALL[:5], LIBRARY).narrows


def test_facets_offer_what_occurs_in_the_order_of_the_atlas() -> None:
    assert list_points(ALL, LIBRARY).facets == (
        Facet(
            "region",
            "Part of the body",
            (Choice("chest", "Chest"), Choice("shoulder", "Shoulder"), Choice("hand", "Hand")),
        ),
        Facet("need", "What hurts", (Choice("upper-back-pain", "Upper back pain"),)),
        Facet(
            "meridian",
            "Meridian",
            (
                Choice("large-intestine", "Large Intestine"),
                Choice("triple-energizer", "Triple Energizer"),
                Choice("gallbladder", "Gallbladder"),
                Choice("conception-vessel", "Conception Vessel"),
            ),
        ),
        Facet("reach", "Who can reach it", (Choice("self", "I can myself"), Choice("partner", "A helper"))),
        PREGNANCY,
    )


def test_a_facet_that_leaves_every_point_is_not_offered() -> None:
    alike = [(point(GB21, f"GB{number}", "shoulder"), "") for number in range(21, 27)]
    library = replace(LIBRARY, points={entry.matter.code: entry for entry, _ in alike})
    assert list_points(alike, library) == Listing(
        tuple(Row(number, entry, "", {}, {}) for number, (entry, _) in enumerate(alike, 1)), (), ()
    )


def test_a_page_does_not_ask_what_it_has_settled() -> None:
    names = [facet.name for facet in list_points(ALL, LIBRARY, about="region").facets]
    assert names == ["need", "meridian", "reach", "pregnancy"]


def test_the_written_order_comes_first_and_one_that_changes_nothing_is_not_offered() -> None:
    assert list_points(ALL, LIBRARY).orders == (Choice("", "By meridian"), Choice("body", "Head to foot"))
    by_use = [(entry, "") for entry in (TE3, LI4, CV17, GB22, GB21, LI5)]
    assert list_points(by_use, LIBRARY, written="use").orders == (
        Choice("", "In order of use"),
        Choice("body", "Head to foot"),
        Choice("meridian", "By meridian"),
    )
    from_the_head = [(entry, "") for entry in (CV17, LI5, GB22, GB21, TE3, LI4)]
    assert list_points(from_the_head, LIBRARY, written="use").orders == (
        Choice("", "In order of use"),
        Choice("meridian", "By meridian"),
    )


def test_a_row_has_its_number_its_answers_and_its_places() -> None:
    by_use = [(GB21, "First."), (LI5, "Second."), (LI4, ""), (TE3, ""), (CV17, "")]
    assert list_points(by_use, LIBRARY, about="need", written="use").rows[:3] == (
        Row(
            1,
            GB21,
            "First.",
            {
                "region": ("shoulder",),
                "meridian": ("gallbladder",),
                "reach": ("self", "partner"),
                "pregnancy": (),
            },
            {"body": 2, "meridian": 3},
        ),
        Row(
            2,
            LI5,
            "Second.",
            {
                "region": ("chest", "hand"),
                "meridian": ("large-intestine",),
                "reach": ("self",),
                "pregnancy": (),
            },
            {"body": 0, "meridian": 1},
        ),
        Row(
            3,
            LI4,
            "",
            {"region": ("hand",), "meridian": ("large-intestine",), "reach": ("self",), "pregnancy": ()},
            {"body": 3, "meridian": 0},
        ),
    )
