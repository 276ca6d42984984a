"""What each kind of page is made of: the values that its template arranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from atlas.bodymap import BodyFigure
    from atlas.dose import Dose
    from atlas.library import Entry, Library
    from atlas.listing import Listing
    from atlas.meridians import MeridianMap
    from atlas.paper import Kind
    from atlas.prose import Prose
    from atlas.records import Reference
    from atlas.schema import (
        Evidence,
        MeridianMatter,
        NeedMatter,
        PageMatter,
        PointMatter,
        RedFlag,
        RegionMatter,
        RoutineMatter,
        TermMatter,
    )
    from atlas.stretches import Guess, Stretch
    from atlas.versions import Version


@dataclass(frozen=True, slots=True)
class Citations:
    """The references of one page, and the number of each: the first one cited is 1."""

    references: tuple[Reference, ...]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tried:
    """One use of a point. `need` is there where the use has a page of its own."""

    label: str
    need: Entry[NeedMatter] | None
    evidence: Evidence
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """What points/gb21.html shows. `changing`: the timer's seconds from one press to the next."""

    point: Entry[PointMatter]
    comfort: Markup
    rest: Markup
    meridian: Entry[MeridianMatter]
    regions: tuple[Entry[RegionMatter], ...]
    dose: Dose
    changing: int
    uses: tuple[Tried, ...]
    related: tuple[tuple[Entry[PointMatter], str], ...]
    same_need: tuple[tuple[Entry[NeedMatter], tuple[Entry[PointMatter], ...]], ...]
    routines: tuple[Entry[RoutineMatter], ...]
    previous: Entry[PointMatter] | None
    next: Entry[PointMatter] | None
    spellings: tuple[str, ...]
    citations: Citations


@dataclass(frozen=True, slots=True)
class NeedView:
    """What needs/upper-back-pain.html shows."""

    need: Entry[NeedMatter]
    text: Prose
    points: Listing
    routines: tuple[tuple[Entry[RoutineMatter], tuple[Version, ...]], ...]
    regions: tuple[Entry[RegionMatter], ...]
    citations: Citations


@dataclass(frozen=True, slots=True)
class RoutineView:
    """What routines/upper-back-relief.html shows. `moving`, `changing`: the player's seconds in between."""

    routine: Entry[RoutineMatter]
    text: Prose
    versions: tuple[Version, ...]
    in_short: tuple[str, ...]
    in_standard: tuple[str, ...]
    needs: tuple[Entry[NeedMatter], ...]
    flags: tuple[RedFlag, ...]
    cards: tuple[tuple[Kind, Version], ...]
    moving: int
    changing: int


@dataclass(frozen=True, slots=True)
class RegionView:
    """What regions/shoulder.html shows: the region, with its points and its neighbours."""

    entry: Entry[RegionMatter]
    text: Prose
    points: Listing
    needs: tuple[Entry[NeedMatter], ...]
    previous: Entry[RegionMatter] | None
    next: Entry[RegionMatter] | None


@dataclass(frozen=True, slots=True)
class MeridianView:
    """What meridians/gallbladder.html shows. `map` is there where the points form a line."""

    entry: Entry[MeridianMatter]
    text: Prose
    points: Listing
    map: MeridianMap | None
    previous: Entry[MeridianMatter] | None
    next: Entry[MeridianMatter] | None


@dataclass(frozen=True, slots=True)
class TextView:
    """safety.html and its like."""

    entry: Entry[PageMatter]
    text: Prose
    citations: Citations


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """What glossary.html shows."""

    entry: Entry[PageMatter]
    text: Prose
    terms: tuple[tuple[Entry[TermMatter], Prose], ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """What sources.html shows."""

    entry: Entry[PageMatter]
    text: Prose
    references: tuple[tuple[Reference, tuple[Entry[PointMatter], ...]], ...]


@dataclass(frozen=True, slots=True)
class RulerSize:
    """One ready-made ruler, and for whom it is: how long a forearm it fits, and how wide four fingers."""

    cun: int
    forearm: str
    forearm_inches: str
    fingers: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class RulerSheet:
    """A sheet of ready-made rulers, from the shortest cun to the longest, in millimetres."""

    slug: str
    least: int
    most: int
    sizes: tuple[RulerSize, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """ruler/small.html, on paper."""

    sheet: RulerSheet
    test_lines: Markup


@dataclass(frozen=True, slots=True)
class RulerView:
    """What ruler.html shows. `limits`: the shortest cun and the longest, in millimetres."""

    entry: Entry[PageMatter]
    text: Prose
    citations: Citations
    on_the_body: tuple[Stretch, ...]
    on_the_hand: tuple[Stretch, ...]
    guess: Guess
    limits: tuple[int, int]
    ruler: Markup
    tape: Markup
    test_lines: Markup
    sheets: tuple[RulerSheet, ...]


@dataclass(frozen=True, slots=True)
class ShelvesView:
    """All regions, or all meridians, each with its points."""

    shelves: tuple[tuple[Entry[RegionMatter] | Entry[MeridianMatter], tuple[Entry[PointMatter], ...]], ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of everything of one kind."""

    library: Library
    points: Listing
    versions: Mapping[str, tuple[Version, ...]]
    body: tuple[BodyFigure, ...]
