"""What an author may write in the front matter of each kind of page."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from atlas.find import Find, Shown
from atlas.patterns import Code, Day, Line, Matter, Prefix, Slug, Times

Evidence = Literal[
    "sham-controlled trials",
    "trials without sham",
    "uncontrolled",
    "tested, no better than sham",
    "traditional use, not tested",
]
CautionKind = Literal[
    "pregnancy", "nerve", "artery", "neck", "throat", "eye", "spine", "bone", "chest", "skin", "clot",
    "numbness", "swelling", "belly", "device",
]  # fmt: skip
Advice = Literal["avoid", "gentle", "ask"]
Level = Literal["emergency", "today", "soon"]


class Names(Matter):
    """What a point is called."""

    english: Line = Field(max_length=40, description="The common English name.")
    pinyin: Line = Field(max_length=30, description="With tone marks: Jiānjǐng.")
    hanzi: Line = Field(max_length=6, description="Simplified characters.")
    hanzi_traditional: Line | None = Field(None, max_length=6, description="Only where they differ.")
    also: tuple[Line, ...] = Field((), description="Other English names.")


class Locate(Matter):
    """How a reader finds the spot."""

    plain: Line = Field(max_length=170, description="Where it is, in one sentence. Cards print it.")
    steps: tuple[Line, ...] = Field(min_length=1, max_length=8, description="One action each, in order.")
    feel: Line = Field(description="What the finger feels when it is there.")
    find: tuple[Find, ...] = Field((), description="The construction that draws its pictures, step by step.")
    views: tuple[Shown, ...] = Field((), max_length=3, description="The pictures to show it on.")


class Press(Matter):
    """The dose."""

    with_: Literal["fingertip", "thumb", "knuckle", "palm"] = Field(alias="with", description="What presses.")
    motion: Literal["hold", "circle", "knead", "rub"] = Field(description="What the finger does.")
    pressure: Literal["light", "medium", "firm"] = Field(description="Never so hard that it hurts.")
    seconds: int = Field(ge=5, le=300, description="Length of one press.")
    repeats: int = Field(1, ge=1, le=10, description="Presses on each side.")
    together: bool = Field(default=False, description="true: both sides are pressed at the same time.")
    per_day: Times = Field("1", description="Times a day: 2, or 3-5.")
    breathing: Line | None = Field(None, max_length=120, description="How to breathe meanwhile.")
    sources: tuple[Slug, ...] = Field((), description="Where this dose was read. None: our own, cautious.")


class Use(Matter):
    """What people use a point for, and how well that was tested."""

    need: Slug | None = Field(None, description="A file of content/needs.")
    use: Line | None = Field(None, max_length=80, description="Or plain words, where no need page exists.")
    evidence: Evidence = Field(description="How well this point was tested for this need.")
    note: Line | None = Field(None, description="For example: tested only as part of a set.")
    sources: tuple[Slug, ...] = Field((), description="References that name the point and the need.")

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        if (self.need is None) == (self.use is None):
            raise PydanticCustomError("need_or_use", 'needs either "need" or "use", and not both')
        return self


class Caution(Matter):
    """Who should leave a point alone, or press it lightly, or ask first."""

    kind: CautionKind = Field(description="What is at risk.")
    advice: Advice = Field(description="What to do about it.")
    text: Line = Field(max_length=300, description="One or two sentences, to the reader.")
    sources: tuple[Slug, ...] = Field((), description="None: general caution.")


class Related(Matter):
    """Another point worth knowing."""

    code: Code = Field(description="The code of that point.")
    why: Line = Field(max_length=140, description="Why a reader of this page may want it.")


class PointMatter(Matter):
    """content/points/*.md, an acupoint."""

    code: Code = Field(description="The WHO code: GB21. Extra points: EX-HN3.")
    names: Names
    meridian: Slug = Field(description="A file of content/meridians.")
    regions: tuple[Slug, ...] = Field(min_length=1, description="Files of content/regions; the first counts.")
    sides: Literal["both", "midline"] = Field(description="On both sides of the body, or on its midline.")
    reach: Literal["self", "partner", "either"] = Field(description="Who can press it comfortably.")
    reach_tip: Line | None = Field(None, max_length=90, description="If it is hard to reach. Cards print it.")
    locate: Locate
    press: Press
    helps: tuple[Use, ...] = Field(description='Shown under "What people use it for".')
    cautions: tuple[Caution, ...] = Field((), description="Shown before anything else, on page and card.")
    related: tuple[Related, ...] = ()
    sources: tuple[Slug, ...] = Field(min_length=1, description="Where the location was read, to begin with.")
    reviewed: Day = Field(description="Last reread by a second person: 2026-11-22.")
    draft: bool = Field(default=False, description="true: left out unless --drafts is given.")


class RedFlag(Matter):
    """A sign that calls for medical help instead."""

    level: Level = Field(description="emergency: call now; today: a doctor today; soon: in the next days.")
    text: Line = Field(description="The sign, in words a reader knows.")
    card: Line = Field(max_length=110, description="A short wording for paper that still names every sign.")
    sources: tuple[Slug, ...] = Field((), description="Where the sign was read.")


class Finding(Matter):
    """What the evidence says, honestly."""

    summary: Line = Field(max_length=900, description="About three sentences: size, sham, certainty.")
    sources: tuple[Slug, ...] = Field((), description="The studies and reviews it speaks of.")


class UsefulPoint(Matter):
    """A point in the order of a need."""

    code: Code = Field(description="The code of a point.")
    why: Line = Field(max_length=140, description="Why this point, and when.")


class NeedMatter(Matter):
    """content/needs/*.md, what hurts."""

    title: Line = Field(max_length=40, description="What hurts, in the words of those whom it hurts.")
    summary: Line = Field(max_length=200, description="One sentence for lists and search results.")
    also: tuple[Line, ...] = Field((), description="Words people type for it.")
    red_flags: tuple[RedFlag, ...] = Field(description="When to see a doctor instead. At least one.")
    evidence: Finding
    points: tuple[UsefulPoint, ...] = Field(min_length=1, description="In the order of use.")
    regions: tuple[Slug, ...] = Field(min_length=1, description="Where it hurts.")
    reviewed: Day = Field(description="Last reread by a second person: 2026-11-22.")
    draft: bool = Field(default=False, description="true: left out unless --drafts is given.")


class Step(Matter):
    """One point of a routine."""

    point: Code = Field(description="The code of a point.")
    seconds: int | None = Field(None, ge=5, le=300, description="If it differs from the point's own dose.")
    note: Line | None = Field(None, max_length=140, description="A word on doing it here.")
    instead: Code | None = Field(None, description="Stands in where this point is left out.")


class Versions(Matter):
    """Which points the shorter versions keep. The full version is every step."""

    short: tuple[Code, ...] = Field(min_length=3, max_length=5, description="3 to 5 points, on one sheet.")
    standard: tuple[Code, ...] = Field(min_length=3, description="For most days.")


class RoutineMatter(Matter):
    """content/routines/*.md, points in an order."""

    title: Line = Field(max_length=40, description="What readers call it. Cards print it.")
    summary: Line = Field(max_length=200, description="One sentence for lists and search results.")
    needs: tuple[Slug, ...] = Field(min_length=1, description="Files of content/needs.")
    position: Line = Field(max_length=120, description="How to sit or lie. Cards print it.")
    steps: tuple[Step, ...] = Field(min_length=3, description="Every point, in order: the full version.")
    versions: Versions
    per_day: Times = Field("1", description="Times a day: 2, or 3-5.")
    not_in_pregnancy: bool = Field(default=False, description="true: nothing of it is offered in pregnancy.")
    reviewed: Day = Field(description="Last reread by a second person: 2026-11-22.")
    draft: bool = Field(default=False, description="true: left out unless --drafts is given.")


class RegionMatter(Matter):
    """content/regions/*.md, a part of the body."""

    title: Line = Field(max_length=30, description="The part of the body.")
    order: int = Field(ge=1, description="From head to foot.")
    summary: Line = Field(max_length=200, description="Where it begins and ends.")


class MeridianMatter(Matter):
    """content/meridians/*.md, a line of points."""

    title: Line = Field(max_length=30, description="Gallbladder.")
    code: Line = Field(max_length=2, description="The WHO letters: GB.")
    aliases: tuple[Line, ...] = Field((), description="Other letters in use for the same. Pages show them.")
    foreign: tuple[Line, ...] = Field((), description="Letters of other languages: found, but not shown.")
    also: tuple[Line, ...] = Field((), description="Other names of the meridian.")
    pinyin: Line = Field(description="With tone marks: Gān jīng.")
    hanzi: Line = Field(description="Simplified characters.")
    hanzi_traditional: Line | None = Field(None, description="Only where they differ.")
    order: int = Field(ge=1, description="Its place in lists.")
    series: dict[Prefix, int] = Field(min_length=1, description="Highest number under each code: GB: 44.")
    path: Line = Field(description="Where it runs, in two or three plain sentences.")


class TermMatter(Matter):
    """content/glossary/*.md, a word explained."""

    term: Line = Field(max_length=40, description="The word.")
    also: tuple[Line, ...] = Field((), description="Other words for the same.")
    short: Line = Field(max_length=240, description="The meaning in one sentence.")


class PageMatter(Matter):
    """content/pages/*.md, a page of its own."""

    title: Line = Field(max_length=60, description="Its heading.")
    summary: Line = Field(max_length=200, description="One sentence for lists and search results.")
    also: tuple[Line, ...] = Field((), description="Words people type for it.")
    sources: tuple[Slug, ...] = Field((), description="They are numbered at the end of the page.")
    reviewed: Day = Field(description="Last reread by a second person: 2026-11-22.")
