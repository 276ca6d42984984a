"""What stands on a printed card, in words: its template arranges them, and fit.py measures them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple

from atlas.dose import dose_of, minutes
from atlas.labels import BRIEF, LEVELS, brief, by_level, duration, each, manner, times

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from atlas.dose import Dose
    from atlas.library import Entry, Library
    from atlas.schema import PointMatter, RedFlag, RoutineMatter
    from atlas.versions import Key, Version

Form = Literal["sheet", "large", "pocket", "point"]
STOP = (
    "if it hurts sharply, tingles, or you feel faint. Never on sore or broken skin,"
    " nor on the front or sides of the neck."
    " Ask first: pregnant, easy bleeding, cancer, thin bones."
)
BOTH = 2
A_SHEET = 5  # points, at most


class Kind(NamedTuple):
    """A card that every routine has: its file, the version it holds, how it is laid out, and what for."""

    name: str
    words: str
    version: Key
    form: Form
    purpose: str


KINDS = (
    Kind("card", "short card", "short", "sheet", "on one sheet"),
    Kind("card-standard", "standard card", "standard", "sheet", "for most days"),
    Kind("card-full", "full card", "full", "sheet", "every point"),
    Kind("card-pregnancy", "card for pregnancy", "pregnancy", "sheet", "after asking your midwife or doctor"),
    Kind("card-large-print", "card in large print", "standard", "large", "three points a sheet"),
    Kind("card-pocket", "pocket cards", "standard", "pocket", "to cut out and fold"),
)


def cards_of(versions: Iterable[Version]) -> tuple[tuple[Kind, Version], ...]:
    """Return the cards that a routine has. Where pregnancy leaves no point, there is none for it."""
    named = {version.key: version for version in versions if version.stops}
    return tuple((kind, named[kind.version]) for kind in KINDS if kind.version in named)


@dataclass(frozen=True, slots=True)
class CardRow:
    """One point. `ticks` has a box for each side; `cautions` pairs each advice with its words."""

    point: Entry[PointMatter]
    dose: str
    ticks: tuple[str, ...]
    press: str
    cautions: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """Its code and its plain name."""
        return f"{self.point.matter.code} {self.point.matter.names.english}"

    @property
    def find(self) -> str:
        """Where it is, in one sentence."""
        return self.point.matter.locate.plain


@dataclass(frozen=True, slots=True)
class Warned:
    """Red flags of one level: what to do, and the signs."""

    words: str
    signs: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a routine or a point.

    `most` is how many sheets it may take, `about` the page that it belongs to, `dated` the newest review
    among its parts.
    """

    entry: Entry[RoutineMatter] | Entry[PointMatter]
    form: Form
    words: str
    most: int
    title: str
    count: str
    facts: str
    rows: tuple[CardRow, ...]
    warned: tuple[Warned, ...]
    left_out: str
    dated: date
    about: str
    about_title: str
    stop: str = STOP


def routine_card(
    routine: Entry[RoutineMatter], version: Version, form: Form, words: str, library: Library
) -> Card:
    """Return the card of one version of a routine. `words` is what readers call this kind of card."""
    matter = routine.matter
    flags = [flag for slug in matter.needs for flag in library.needs[slug].matter.red_flags]
    if version.key == "pregnancy":
        flags += library.site.matter.pregnancy_flags
    gone = [
        f"{item.point.matter.code} {item.point.matter.names.english}"
        f"{f' ({item.instead} stands in for it)' if item.instead else ''}"
        for item in version.left_out
    ]
    alone = [item.point.matter.code for item in version.left_out if not item.instead]
    points = f"{len(version.stops)} point{'' if len(version.stops) == 1 else 's'}"
    many = f"{points}, {version.presses} presses, about {_minutes(version.minutes)}."
    return Card(
        entry=routine,
        form=form,
        words=words,
        most=1 if version.key == "short" else max(2, ceil(len(version.stops) / A_SHEET)),
        title=matter.title,
        count=f"{version.name}: {many}",
        facts=f"{matter.position} {times(matter.per_day).capitalize()}.",
        rows=tuple(card_row(stop.point, stop.dose) for stop in version.stops),
        warned=warned_of(flags, library),
        left_out=_left_out(gone, alone) if version.key == "pregnancy" else "",
        dated=max(matter.reviewed, *(stop.point.matter.reviewed for stop in version.stops)),
        about=f"routines/{routine.slug}.html",
        about_title=matter.title,
    )


def point_card(point: Entry[PointMatter], library: Library) -> Card:
    """Return the card of a single point. It serves many needs, so its red flags are the general ones."""
    matter, dose = point.matter, dose_of(point.matter)
    row = card_row(point, dose)
    return Card(
        entry=point,
        form="point",
        words="card",
        most=1,
        title=row.title,
        count=f"About {_minutes(minutes(dose.total))}, {times(matter.press.per_day)}.",
        facts=matter.press.breathing or "",
        rows=(row,),
        warned=warned_of(library.site.matter.red_flags, library),
        left_out="",
        dated=matter.reviewed,
        about=f"points/{point.slug}.html",
        about_title=row.title,
    )


def card_row(point: Entry[PointMatter], dose: Dose) -> CardRow:
    """Return what a card says of a point."""
    matter = point.matter
    often = f"{dose.repeats} times " if dose.repeats > 1 else ""
    sides = each(matter.press, dose)
    return CardRow(
        point=point,
        dose=f"{often}{duration(dose.seconds)}{' ' if sides else ''}{sides}",
        ticks=("L", "R") if dose.sides == BOTH else ("",),
        press=f"{manner(matter.press)}.{f' {matter.reach_tip}' if matter.reach_tip else ''}",
        cautions=tuple(
            (advice, brief((one.kind for one in matter.cautions if one.advice == advice), advice))
            for advice in BRIEF
            if any(one.advice == advice for one in matter.cautions)
        ),
    )


def _left_out(gone: list[str], alone: list[str]) -> str:
    if gone:
        nothing = f" Nothing stands in for {', '.join(alone)}." if alone else ""
        return f"Left out as a precaution: {'; '.join(gone)}.{nothing}"
    return "None of these points is among those usually avoided."


def warned_of(flags: Iterable[RedFlag], library: Library) -> tuple[Warned, ...]:
    """Return the signs on paper, the most urgent first, each once."""
    emergency = library.site.matter.emergency
    number = f" ({emergency.number})" if emergency.number else ""
    words = (f"Call {emergency.service}{number} now:", "See a doctor today:", "See a doctor soon:")
    sorted_flags = by_level(flags)
    found = []
    for level, said in zip(LEVELS, words, strict=True):
        signs = dict.fromkeys(flag.card for flag in sorted_flags if flag.level == level)
        if signs:
            found.append(Warned(said, f"{'. '.join(signs)}."))
    return tuple(found)


def _minutes(number: int) -> str:
    return f"{number} minute{'' if number == 1 else 's'}"
