"""Which levels of evidence the points may claim, worked out anew from the references alone.

A work counts for a point and a need if it names the point's code, tested pressing (not needles alone) in
a trial, a review or a study of people, and its people had a condition that belongs to the need.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bodies import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.records import Reference
    from atlas.schema import PointMatter, Use

TRADITIONAL = "traditional use, not tested"
SHAM = {"sham-controlled trials", "tested, no better than sham"}
TESTS = {"rct", "systematic-review", "observational"}
CODE = re.compile(r"\b(?:LU|LI|ST|SP|HT|SI|BL|KI|PC|TE|GB|LR|GV|CV|EX-[A-Z]{2})\d{1,2}\b")

# Which need a condition belongs to. What is not here stands in ELSEWHERE: a new one must be put in either.
NEED_OF = {
    "anxiety": "stress",
    "chronic headache": "tension-headache",
    "constipation": "constipation-indigestion",
    "eye strain": "eye-strain",
    "fatigue": "tiredness",
    "jaw pain": "jaw-tension",
    "low back pain": "low-back-pain",
    "menstrual pain": "period-pain",
    "motion sickness": "nausea",
    "nausea": "nausea",
    "neck pain": "neck-stiffness",
    "neck stiffness": "neck-stiffness",
    "sleep": "trouble-sleeping",
    "stiff neck on waking": "neck-stiffness",
    "stress": "stress",
    "tension headache": "tension-headache",
    "upper back tension": "upper-back-pain",
    "worry": "stress",
}
ELSEWHERE = {
    "anxiety before surgery": "only in hospital",
    "anxiety before treatment": "only in hospital",
    "blood pressure": "no need page",
    "bowel function after surgery": "only in hospital",
    "cold feet": "no need page",
    "constipation in pregnancy": "pregnant women only",
    "knee osteoarthritis": "no need page",
    "labour": "in labour only",
    "labour pain": "in labour only",
    "low mood": "no need page",
    "nausea during chemotherapy": "during chemotherapy only",
    "nausea during radiotherapy": "during radiotherapy only",
    "nausea in early pregnancy": "pregnant women only",
    "nausea with migraine": "with migraine only",
    "pain": "says not where it hurts",
    "pain after surgery": "only in hospital",
    "pregnancy safety": "is about harm",
    "short sight": "no need page",
    "vomiting after surgery": "only in hospital",
}
# Works whose people are not those whom the need's page speaks to. A point's page tells of them apart.
SPECIAL = {
    ("adib-hajbaghery-2013-p6", "nausea"): "just after an operation",
    ("au-2015-anxiety", "stress"): "just before an operation or treatment",
    ("bastani-2015-children-fatigue", "tiredness"): "children with leukaemia",
    ("cheong-2013-ponv", "nausea"): "just after an operation",
    ("khanghah-2019-chemo-fatigue", "tiredness"): "people on chemotherapy",
    ("kober-2002-trauma", "stress"): "on the way to hospital after an injury",
    ("kwon-2018-yintang", "stress"): "just before an operation",
    ("lang-2007-radius", "stress"): "on the way to hospital with a broken wrist",
    ("lee-2025-pc6-ponv-cochrane-nma", "nausea"): "just after an operation",
    ("lin-2013-eye-exercises", "eye-strain"): "school children, asked once, and nobody was assigned",
    ("matsubara-2011-neck", "upper-back-pain"): "women who joined because of neck pain",
    ("ming-2002-ponv-fingers", "nausea"): "just after an operation",
    ("sabouhi-2013-dialysis", "tiredness"): "people on dialysis",
    ("shariati-2012-dialysis-sleep", "trouble-sleeping"): "people on dialysis",
    ("suandika-2023-dialysis", "stress"): "people on dialysis",
    ("suandika-2023-dialysis", "tiredness"): "people on dialysis",
    ("suandika-2023-dialysis", "trouble-sleeping"): "people on dialysis",
}
# Trials that show no more than a change over time.
NO_COMPARISON = {
    "yildirim-2021-students-stress": "the summary, all that was read, does not say how the other group fared",
}
PRETEND = re.compile(
    r"sham|placebo|pretend|light(ly)? touch|touched only lightly|light pressure elsewhere|beside them"
    r"|loose (ones|w)|(another|other) (spot|point)s?|pressing (elsewhere|the knee and elbow)",
    re.IGNORECASE,
)
NULL = re.compile(
    r"no (?:clear )?(?:better|difference|benefit|effect)|not (?:clearly )?differ|no more than"
    r"|not (?:bring|start)\b|did not prevent|no band prevented|too small to be sure|equally well",
    re.IGNORECASE,
)


class Claim(NamedTuple):
    """What a point's page says of one need or use."""

    code: str
    use: Use

    @property
    def name(self) -> str:
        return f"{self.code} {self.use.need or self.use.use}"


def claims() -> Iterator[Claim]:
    for code, point in library().points.items():
        yield from (Claim(code, use) for use in point.matter.helps)


def about_pressing(work: Reference) -> bool:
    """Tell whether a work tested pressing: with fingers or bands, and not with needles alone."""
    how = (work.modality or "").lower()
    needles = "needle" in how and not re.search(r"acupressure|press|massage|band", how)
    return work.study in TESTS and not needles


@cache
def works() -> dict[str, Reference]:
    return {
        slug: entry.matter for slug, entry in library().references.items() if about_pressing(entry.matter)
    }


def found(code: str, need: str) -> set[str]:
    """Return the works that tested a point for a need, in people whom its page speaks to."""
    return {
        slug
        for slug, work in works().items()
        if code in work.points
        and need in {NEED_OF.get(one) for one in work.conditions}
        and (slug, need) not in SPECIAL
    }


def cited(point: PointMatter, text: str) -> set[str]:
    """Return all that a point's page cites."""
    groups = [point.sources, point.press.sources]
    groups += [one.sources for one in point.helps] + [one.sources for one in point.cautions]
    return {slug for group in groups for slug in group} | set(re.findall(r"\(source:([\w-]+)\)", text))


@pytest.mark.parametrize("claim", [one for one in claims() if one.use.need], ids=lambda one: one.name)
def test_a_need_is_called_untested_if_and_only_if_no_work_tested_the_point_for_it(claim: Claim) -> None:
    need = claim.use.need
    assert need
    assert (claim.use.evidence == TRADITIONAL) == (not found(claim.code, need)), found(claim.code, need)


@pytest.mark.parametrize(
    "claim", [one for one in claims() if one.use.evidence != TRADITIONAL], ids=lambda one: one.name
)
def test_a_tested_use_cites_works_that_name_the_point_and_bear_its_level(claim: Claim) -> None:
    own = {
        slug: works()[slug]
        for slug in claim.use.sources
        if slug in works() and claim.code in works()[slug].points
    }
    assert own
    if claim.use.evidence in SHAM:
        assert any(PRETEND.search(f"{work.finding} {work.modality}") for work in own.values())
    if claim.use.evidence == "uncontrolled":
        assert [slug for slug, work in own.items() if work.study == "rct" and slug not in NO_COMPARISON] == []


def test_what_was_tested_for_a_need_is_told_where_the_point_is_said_to_serve_it() -> None:
    untold = {
        claim.name: missing
        for claim in claims()
        if claim.use.need and (missing := found(claim.code, claim.use.need) - set(claim.use.sources))
    }
    assert untold == {}


def test_a_work_that_tested_a_point_for_a_need_is_told_on_the_point_s_page() -> None:
    for code, point in library().points.items():
        told = {use.need for use in point.matter.helps}
        assert {need for need in library().needs if found(code, need)} <= told, code


def test_findings_of_no_difference_are_told_on_the_pages_of_their_points() -> None:
    null = {slug: work for slug, work in works().items() if work.points and NULL.search(work.finding)}
    assert len(null) > 10
    untold = {
        (slug, code)
        for slug, work in null.items()
        for code in set(work.points) & set(library().points)
        if slug not in cited(library().points[code].matter, library().points[code].source.body)
    }
    assert untold == set()


def test_each_need_says_of_a_listed_point_what_the_point_says_of_the_need() -> None:
    for slug, need in library().needs.items():
        for listed in need.matter.points:
            uses = [use for use in library().points[listed.code].matter.helps if use.need == slug]
            assert len(uses) == 1, (slug, listed.code)


def test_the_tables_are_whole() -> None:
    named = {one for work in works().values() if work.points for one in work.conditions}
    assert named - set(ELSEWHERE) <= set(NEED_OF)
    assert not set(NEED_OF) & set(ELSEWHERE)
    assert set(NEED_OF.values()) <= set(library().needs)
    for slug, need in SPECIAL:
        assert need in {NEED_OF.get(one) for one in works()[slug].conditions}, slug
    assert set(NO_COMPARISON) <= set(works())


def test_a_code_that_a_finding_names_is_among_the_points_of_the_work() -> None:
    for slug, entry in library().references.items():
        work = entry.matter
        if work.points:
            assert set(CODE.findall(f"{work.finding} {work.modality}")) <= set(work.points), slug
