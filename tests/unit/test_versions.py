from __future__ import annotations

from sampling import sample

from atlas.dose import Dose
from atlas.versions import LeftOut, Stop, Version, avoided_in_pregnancy, versions_of


def test_the_versions_of_a_routine() -> None:
    points = sample().points
    gb21 = Stop(points["GB21"], Dose(45, 2, 2), "Let the shoulder drop.")
    li4, cv17 = Stop(points["LI4"], Dose(60, 1, 2)), Stop(points["CV17"], Dose(90, 1, 1))
    instead = Stop(points["TE3"], Dose(60, 1, 2), stands_in_for="GB21")
    left_out = (LeftOut(points["GB21"], "TE3"), LeftOut(points["LI4"]))
    assert versions_of(sample().routines["shoulder-break"].matter, sample()) == (
        Version("short", (gb21, li4, cv17)),
        Version("standard", (gb21, li4, cv17)),
        Version("full", (gb21, li4, cv17)),
        Version("pregnancy", (instead, cv17), left_out),
    )


def test_what_a_version_takes() -> None:
    short, *_, pregnancy = versions_of(sample().routines["shoulder-break"].matter, sample())
    assert (short.name, short.seconds, short.minutes, short.presses) == ("Short", 195 + 125 + 90 + 30, 8, 7)
    assert (pregnancy.name, pregnancy.seconds, pregnancy.minutes, pregnancy.presses) == (
        "Only if your midwife or doctor agrees",
        125 + 90 + 15,
        4,
        3,
    )


def test_a_shorter_version_keeps_the_order_of_the_steps() -> None:
    routine = sample().routines["shoulder-break"].matter
    mixed = routine.versions.model_copy(update={"short": ("CV17", "GB21")})
    short = versions_of(routine.model_copy(update={"versions": mixed}), sample())[0]
    assert [stop.point.matter.code for stop in short.stops] == ["GB21", "CV17"]


def test_what_is_to_be_avoided_or_asked_about_is_left_out_in_pregnancy() -> None:
    point = sample().points["GB21"].matter
    assert avoided_in_pregnancy(point)
    assert not avoided_in_pregnancy(sample().points["CV17"].matter)  # to be avoided for another reason
    for advice, out in (("ask", True), ("gentle", False)):
        caution = point.cautions[0].model_copy(update={"advice": advice})
        assert avoided_in_pregnancy(point.model_copy(update={"cautions": (caution,)})) == out


def test_a_routine_that_is_not_for_pregnancy_offers_nothing_then() -> None:
    routine = sample().routines["shoulder-break"].matter.model_copy(update={"not_in_pregnancy": True})
    points = sample().points
    all_of_it = (LeftOut(points["GB21"]), LeftOut(points["LI4"]), LeftOut(points["CV17"]))
    assert versions_of(routine, sample())[3] == Version("pregnancy", (), all_of_it)
