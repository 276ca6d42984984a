"""The map of a meridian: its line and its points on the whole body, front, back and side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from atlas.courses import FOOT, MIDLINE, VIEWS, chosen, frames, number_of
from atlas.layout import round_box
from atlas.lettering import width_of
from atlas.place import Box, Pt
from atlas.placing import AIR, Around, Wish, anchor_of, place_labels
from atlas.touch import Touch, share_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from atlas.courses import Shown
    from atlas.outline import Contour
    from atlas.place import Camera

# In units of the sheet: a picture is 360 of them wide, and 160 px on the smallest telephone.
SHEET = 360.0
WORDS = 27.5  # 12 px there
TOUCH = 27.5  # half of what answers to a finger: over 24 px
DOT = 13.0
EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that has a page. `at` and what answers to a finger are in units of the sheet."""

    code: str
    slug: str
    name: str
    at: Pt
    touch: Touch


@dataclass(frozen=True, slots=True)
class Tag:
    """A code on the picture: in the middle of it, or beginning or ending there. `box` is its room."""

    code: str
    at: Pt
    anchor: str
    quiet: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Chart:
    """One view of a meridian. `frame` is in pixels of the plate; `unit` of them are one of the sheet."""

    name: str
    view: str
    title: str
    description: str
    camera: Camera
    contour: Contour
    frame: tuple[float, float, float, float]
    lines: Mapping[str, str]
    dots: Mapping[str, str]
    marks: tuple[Mark, ...]
    tags: tuple[Tag, ...]

    @property
    def box(self) -> str:
        """The part of the plate that is shown, as a viewBox."""
        return " ".join(f"{value:g}" for value in self.frame)

    @property
    def move(self) -> str:
        """How the sheet is laid on the plate."""
        return f"translate({self.frame[0]:g} {self.frame[1]:g}) scale({self.frame[2] / SHEET:.4f})"

    @property
    def foot(self) -> tuple[float, float]:
        """Where the strip with the name of the view begins on the sheet, and how high it is."""
        high = FOOT * SHEET
        return round(self.frame[3] * SHEET / self.frame[2] - high, 1), round(high, 1)


@dataclass(frozen=True, slots=True)
class MeridianMap:
    """A meridian on the body. `midline`: it has no left and right."""

    charts: tuple[Chart, ...]
    midline: bool


class Names(NamedTuple):
    """What a meridian is called: its slug, its title, the letters of its codes, and its last number."""

    slug: str
    title: str
    letters: str
    last: int


class Stop(NamedTuple):
    """A point that has a page: its name and, where the workshop knows no place of it, its own by view."""

    slug: str
    name: str
    home: Mapping[str, Pt]


def draw_meridian(
    names: Names,
    lines: Mapping[str, Mapping[str, Shown]],
    stops: Mapping[str, Stop],
    cameras: Mapping[str, Camera],
    contours: Mapping[str, Contour],
) -> MeridianMap | None:
    """Return the map of a meridian, or nothing if the workshop drew no line of these letters.

    `stops`: its points with pages, by code.
    """
    slug, title, letters, last = names
    if letters not in lines:
        return None
    views = {name: _with_stops(name, view, lines[letters], stops) for name, view in lines[letters].items()}
    ends = f"{letters}1", f"{letters}{last}"
    views = {name: views[name] for name in chosen(letters, views)}
    charts = tuple(
        Chart(
            f"{slug}-{name}",
            VIEWS[name][0],
            f"{title}, {VIEWS[name][1]}",
            _told(title, ends, view, stops),
            cameras[name],
            contours[name],
            frame,
            view.lines,
            {kind: _dots(at for code, at in own.items() if code not in stops)
             for kind, own in view.points.items()},
            _marks(view, stops, frame, tags := _tags(view, stops, ends, frame)),
            tags,
        )
        for (name, view), frame in zip(views.items(), frames(views, cameras), strict=True)
    )  # fmt: skip
    return MeridianMap(charts, letters in MIDLINE)


def _with_stops(name: str, view: Shown, views: Mapping[str, Shown], stops: Mapping[str, Stop]) -> Shown:
    """Return what a view shows, with the points that have pages and that the workshop could not place."""
    known = {code for other in views.values() for code in other.places}
    own = {code: stop.home[name] for code, stop in stops.items() if code not in known and name in stop.home}
    seen = dict(sorted({**view.points["seen"], **own}.items(), key=lambda entry: number_of(entry[0])))
    return view._replace(points={**view.points, "seen": seen})


def _told(title: str, ends: tuple[str, str], view: Shown, stops: Mapping[str, Stop]) -> str:
    """Say what a picture shows, to those who do not see it."""
    drawn = f"In Chinese medicine the {title} line is drawn from {ends[0]} to {ends[1]}."
    shown = sorted(view.places, key=number_of)
    linked = [code for code in shown if code in stops]
    here = f"This side of the body shows {', '.join(_ranges(shown))}."
    pages = f"Here {', '.join(linked)} {'leads' if len(linked) == 1 else 'lead'} to a page." if linked else ""
    return " ".join(filter(None, (drawn, here, pages)))


def _ranges(codes: Sequence[str]) -> Iterator[str]:
    """Yield codes as people write them: GB1 to GB3, GB8."""
    first = codes[0]
    for code, after in pairwise([*codes, ""]):
        if not after or number_of(after) != number_of(code) + 1:
            near = " and " if number_of(code) == number_of(first) + 1 else " to "
            yield code if code == first else f"{first}{near}{code}"
            first = after


def _dots(places: Iterable[Pt]) -> str:
    """Return dots as strokes of no length: their round ends are as large on every screen."""
    return "".join(f"M{at.x:g} {at.y:g}h0" for at in places)


def _marks(
    view: Shown, stops: Mapping[str, Stop], frame: tuple[float, ...], tags: Sequence[Tag]
) -> tuple[Mark, ...]:
    places = _places(view, frame, stops)
    codes = {tag.code: tag.box for tag in tags if not tag.quiet}
    touch = share_out(places, codes, TOUCH)
    return tuple(
        Mark(code, stops[code].slug, stops[code].name, at, touch[code]) for code, at in places.items()
    )


def _places(view: Shown, frame: tuple[float, ...], stops: Mapping[str, Stop]) -> dict[str, Pt]:
    """Return where the points with pages are on the sheet, in the order of their numbers."""
    linked = sorted((code for code in view.places if code in stops), key=number_of)
    return {code: _on_sheet(view.places[code], frame) for code in linked}


def _on_sheet(at: Pt, frame: tuple[float, ...]) -> Pt:
    k = SHEET / frame[2]
    return Pt(round((at.x - frame[0]) * k, 1), round((at.y - frame[1]) * k, 1))


def _tags(
    view: Shown, stops: Mapping[str, Stop], ends: tuple[str, str], frame: tuple[float, ...]
) -> tuple[Tag, ...]:
    """Return the codes that find room beside their dots: those with pages, then the first and the last."""
    places = {code: _on_sheet(at, frame) for code, at in view.places.items()}
    sheet = Box(EDGE, EDGE, SHEET - EDGE, frame[3] * SHEET / frame[2] - EDGE - FOOT * SHEET)
    linked = _places(view, frame, stops)
    taken = [round_box(at, DOT) for at in linked.values()]
    line = tuple(pairwise(places[code] for code in sorted(places, key=number_of)))
    found = []
    for code in dict.fromkeys((*linked, *(end for end in ends if end in places))):
        wish = _beside(code, places[code], DOT if code in linked else DOT / 2)
        for label in place_labels([wish], Around(sheet, tuple(taken), line)) or ():
            taken.append(label.box)
            found.append(_tag(code, places[code], label.box, quiet=code not in linked))
    return tuple(found)


def _beside(code: str, dot: Pt, away: float) -> Wish:
    """Return the wish of a code for a place close to its dot: rather beside it than above or below."""
    wide, high = width_of(code, WORDS) / 2 + AIR + away + 1, WORDS / 2 + away + 1
    turns = ((1, 0), (-1, 0), (1, -0.7), (-1, -0.7), (1, 0.7), (-1, 0.7), (0, -1), (0, 1))
    return Wish(code, dot, WORDS, away, only=tuple(Pt(dot.x + x * wide, dot.y + y * high) for x, y in turns))


def _tag(code: str, dot: Pt, box: Box, *, quiet: bool) -> Tag:
    x, anchor = anchor_of(box, dot)
    return Tag(code, Pt(round(x, 1), round((box.y0 + box.y1) / 2, 1)), anchor, quiet, box)
