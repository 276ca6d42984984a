"""The self-care set: what was promised is there, and page, picture, card and player say the same."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

import pytest
from bodies import library
from sampling import real_site as site

from atlas.labels import brief
from atlas.paper import cards_of
from atlas.versions import versions_of
from atlas.wording import PROMISES

if TYPE_CHECKING:
    from atlas.schema import PointMatter

POINTS = [
    "LU1", "LU7", "LU9", "LU10", "LI4", "LI10", "LI11", "LI15", "LI20", "ST3", "ST6", "ST7", "ST25", "ST36",
    "ST40", "ST44", "SP3", "SP4", "SP5", "SP6", "SP9", "SP10", "HT7", "SI3", "SI9", "SI11", "SI14", "SI15",
    "BL2", "BL10", "BL13", "BL23", "BL25", "BL40", "BL57", "BL60", "KI1", "KI3", "KI6", "KI27", "PC6",
    "PC8", "TE3", "TE5", "TE17", "GB14", "GB20", "GB21", "GB30", "GB31", "GB34", "GB39", "GB41", "LR2",
    "LR3", "GV4", "GV14", "GV20", "CV4", "CV6", "CV12", "CV17", "EX-HN3", "EX-HN5", "EX-UE7", "EX-UE8",
]  # fmt: skip
NEEDS = {
    "upper-back-pain", "neck-stiffness", "shoulder-tension", "low-back-pain", "tension-headache",
    "sinus-congestion", "eye-strain", "jaw-tension", "nausea", "period-pain", "trouble-sleeping", "stress",
    "tiredness", "constipation-indigestion", "forearm-wrist",
}  # fmt: skip
# Cun that a construction uses and its words do not say, each with the reason.
UNSAID = {
    "EX-HN5": "a finger's width, which the words say",
    "GB34": "the standard gives no distance; the caption says that the hollow decides",
    "LU1": "4 cun to the hollow under the collarbone and 2 more, of which the words say the sum",
    "ST3": "how far to go down at most: the words say where to stop",
    "ST6": "a finger's width, which the words say",
    "ST40": "a finger's width, where the words go to the edge of the muscle",
}
# Cun that the words say and a construction reaches by another way, and which.
OTHERWISE = {
    "GV20": ("5", "midway between the tips of the ears, which the standard says too: hairlines differ"),
    "LI10": ("2", "a sixth of the forearm's 12 cun"),
    "LU1": ("6", "4 cun to the hollow under the collarbone, and 2 more"),
    "LU7": ("1.5", "an eighth of the forearm's 12 cun"),
    "SI9": ("1", "two sevenths of the way up to the ridge above, which is 3.5 cun"),
}


@cache
def words(path: str) -> str:
    """Return a page without its tags: what a reader without sight is read."""
    bare = re.sub(r"<[^>]+>", " ", site().files[path].decode())
    return " ".join(unescape(bare).split())


def warned(point: PointMatter) -> list[str]:
    return [
        brief([one.kind for one in point.cautions if one.advice == advice], advice)
        for advice in ("avoid", "ask", "gentle")
        if any(one.advice == advice for one in point.cautions)
    ]


def test_every_point_and_every_need_of_the_set_has_its_page() -> None:
    assert set(POINTS) == set(library().points)
    assert set(library().needs) == NEEDS
    assert len(library().routines) == 18


def test_every_need_has_a_routine_and_those_for_a_pause_for_bed_and_for_two_are_there() -> None:
    served = {need for routine in library().routines.values() for need in routine.matter.needs}
    assert served == NEEDS
    assert {"desk-break", "before-bed", "partner-back"} <= set(library().routines)
    short = versions_of(library().routines["desk-break"].matter, library())[0]
    assert short.minutes <= 3


def test_a_need_says_when_to_see_a_doctor_and_what_was_found() -> None:
    for slug, need in library().needs.items():
        flags = need.matter.red_flags
        assert all(flag.sources for flag in flags), slug
        assert {"emergency", "today"} <= {flag.level for flag in flags}, slug
        assert need.matter.evidence.sources, slug


@pytest.mark.parametrize("code", POINTS)
def test_every_point_has_a_picture_made_from_its_construction(code: str) -> None:
    locate = library().points[code].matter.locate
    assert locate.find
    assert locate.views
    page = site().files[f"points/{code.lower()}.html"].decode()
    assert page.count('<figure class="figure">') >= len(locate.views)


@pytest.mark.parametrize("code", POINTS)
def test_the_construction_uses_the_cun_that_the_words_state(code: str) -> None:
    locate = library().points[code].matter.locate
    said = set(re.findall(r"(\d+(?:\.\d+)?) cun", locate.plain))
    used = {str(step.cun) for step in locate.find if step.cun}
    if code in UNSAID:
        assert used - said
        used &= said
    other = {OTHERWISE[code][0]} if code in OTHERWISE else set()
    assert said - other == used
    assert other <= said


def test_no_page_promises() -> None:
    found = {
        path: match[0]
        for path in site().files
        if path.endswith(".html") and (match := PROMISES.search(_ours(path)))
    }
    assert found == {}


def _ours(path: str) -> str:
    """Return a page's words without the titles of other people's works."""
    text = words(path)
    for reference in library().references.values():
        text = text.replace(reference.matter.title, "")
    return text


@pytest.mark.parametrize("code", POINTS)
def test_a_point_s_cautions_stand_on_its_page_and_its_card(code: str) -> None:
    point = library().points[code]
    for caution in point.matter.cautions:
        assert caution.text in words(f"points/{point.slug}.html")
    for line in warned(point.matter):
        assert line in words(f"points/{point.slug}/card.html")


@pytest.mark.parametrize("slug", sorted(library().routines))
def test_and_on_the_page_the_player_and_every_card_of_each_routine(slug: str) -> None:
    versions = versions_of(library().routines[slug].matter, library())
    page = words(f"routines/{slug}.html")
    for version in versions:
        for stop in version.stops:
            assert all(caution.text in page for caution in stop.point.matter.cautions)
            assert all(line in page for line in warned(stop.point.matter))  # what the player shows
    for kind, version in cards_of(versions):
        card = words(f"routines/{slug}/{kind.name}.html")
        assert all(line in card for stop in version.stops for line in warned(stop.point.matter))


@pytest.mark.parametrize("code", POINTS)
def test_a_card_names_an_implant_or_the_belly_only_where_the_page_does(code: str) -> None:
    point = library().points[code].matter
    card = " ".join(warned(point))
    told = " ".join(caution.text for caution in point.cautions)
    for word in ("pacemaker", "port", "belly", "stoma", "hernia"):
        assert not re.search(rf"\b{word}\b", card) or re.search(rf"\b{word}\b", told), word


def test_every_flagged_point_is_cautioned_as_the_list_demands() -> None:
    flagged = [
        (flag.matter, library().points[code])
        for flag in library().flags
        for code in flag.matter.points
        if code in library().points
    ]
    assert len(flagged) > len(POINTS) // 2
    for flag, point in flagged:
        advice = {caution.advice for caution in point.matter.cautions if caution.kind == flag.kind}
        assert advice & set(flag.advice), (point.matter.code, flag.kind)
