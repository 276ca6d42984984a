from __future__ import annotations

from markupsafe import Markup
from sampling import sample

from atlas.dose import Dose
from atlas.gather import (
    cite,
    view_meridian,
    view_need,
    view_point,
    view_region,
    view_routine,
    view_sources,
)
from atlas.labels import by_level
from atlas.listing import Listing, Row
from atlas.meridians import MeridianMap
from atlas.paper import KINDS
from atlas.prose import Prose
from atlas.versions import versions_of
from atlas.views import (
    Citations,
    MeridianView,
    NeedView,
    PointView,
    RegionView,
    RoutineView,
    SourcesView,
    Tried,
)

LIBRARY = sample()
POINTS, NEEDS, REGIONS, MERIDIANS = LIBRARY.points, LIBRARY.needs, LIBRARY.regions, LIBRARY.meridians
FIRST, SECOND = (LIBRARY.references[f"{name}-source"].matter for name in ("first", "second"))
ROUTINE, NEED = LIBRARY.routines["shoulder-break"], NEEDS["upper-back-pain"]
TEXT = Prose(
    {"": Markup("<p>a</p>"), "getting-comfortable": Markup("<p>b</p>"), "in-the-tradition": Markup("c")}
)


def test_sources_are_numbered_as_the_page_names_them() -> None:
    assert cite(LIBRARY, ["second-source"], [], ["first-source", "second-source"]) == Citations(
        (SECOND, FIRST), {"second-source": 1, "first-source": 2}
    )
    assert cite(LIBRARY) == Citations((), {})


def test_the_page_of_a_point() -> None:
    assert view_point(POINTS["GB21"], TEXT, LIBRARY) == PointView(
        point=POINTS["GB21"],
        comfort=Markup("<p>b</p>"),
        rest=Markup("<p>a</p>c"),
        meridian=MERIDIANS["gallbladder"],
        regions=(REGIONS["shoulder"],),
        dose=Dose(60, 2, 2),
        changing=5,
        uses=(
            Tried(
                "Upper back pain", NEED, "trials without sham", "Only as part of a set.", ("second-source",)
            ),
        ),
        related=((POINTS["TE3"], "On the hand, if the shoulder is out of reach."),),
        same_need=((NEED, (POINTS["TE3"],)),),
        routines=(ROUTINE,),
        previous=None,
        next=None,
        spellings=("G21", "VB21"),
        citations=Citations((FIRST, SECOND), {"first-source": 1, "second-source": 2}),
    )


def test_a_use_without_a_page_of_its_own_is_shown_in_its_words() -> None:
    uses = view_point(POINTS["LI4"], TEXT, LIBRARY).uses
    assert uses == (Tried("Stiffness", None, "traditional use, not tested", "", ()),)


def test_the_page_of_a_need() -> None:
    assert view_need(NEED, TEXT, LIBRARY) == NeedView(
        need=NEED,
        text=TEXT,
        points=Listing(
            (
                Row(1, POINTS["GB21"], "On the muscle that is often sore.", {}, {}),
                Row(2, POINTS["TE3"], "Easy to reach.", {}, {}),
            ),
            (),
            (),
        ),
        routines=((ROUTINE, versions_of(ROUTINE.matter, LIBRARY)),),
        regions=(REGIONS["shoulder"],),
        citations=Citations((FIRST, SECOND), {"first-source": 1, "second-source": 2}),
    )


def test_the_most_urgent_signs_stand_first() -> None:
    flags = NEED.matter.red_flags
    assert [flag.level for flag in flags] == ["soon", "emergency"]
    assert by_level(flags) == (flags[1], flags[0])


VERSIONS = versions_of(ROUTINE.matter, LIBRARY)


def test_the_page_of_a_routine() -> None:
    codes = tuple(step.point for step in ROUTINE.matter.steps)
    assert view_routine(ROUTINE, TEXT, LIBRARY) == RoutineView(
        routine=ROUTINE,
        text=TEXT,
        versions=VERSIONS,
        in_short=codes,
        in_standard=codes,
        needs=(NEED,),
        flags=by_level(NEED.matter.red_flags),
        cards=tuple(zip(KINDS, [VERSIONS[0], *VERSIONS[1:], VERSIONS[1], VERSIONS[1]], strict=True)),
        moving=15,
        changing=5,
    )


def test_the_page_of_a_region_and_of_a_meridian() -> None:
    points = Listing((Row(1, POINTS["GB21"], "", {}, {}),), (), ())
    assert view_region(REGIONS["shoulder"], TEXT, LIBRARY) == RegionView(
        REGIONS["shoulder"], TEXT, points, (NEED,), REGIONS["chest"], REGIONS["hand"]
    )
    line = MeridianMap((), midline=False)
    assert view_meridian(MERIDIANS["gallbladder"], TEXT, LIBRARY, line) == MeridianView(
        MERIDIANS["gallbladder"],
        TEXT,
        points,
        line,
        MERIDIANS["triple-energizer"],
        MERIDIANS["conception-vessel"],
    )
    assert view_meridian(MERIDIANS["extra-points"], TEXT, LIBRARY, None).next is None


def test_the_bibliography_says_which_points_rest_on_a_source() -> None:
    page = LIBRARY.pages["sources"]
    every = tuple(POINTS.values())
    assert view_sources(page, TEXT, LIBRARY) == SourcesView(
        page, TEXT, ((FIRST, every), (SECOND, (POINTS["GB21"],)))
    )
