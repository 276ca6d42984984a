"""Where the words of a picture go: none on another, on a mark, or over the edge."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from atlas.place import Pt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# How wide letters are in DejaVu Sans, the widest of the fonts that --sans names, in thousandths of the size.
NARROW = {**dict.fromkeys("ijl'|", 280), **dict.fromkeys("ft.,:;! ", 395), **dict.fromkeys("r()-sz", 530)}
WIDE = {**dict.fromkeys("mwMWO@%½⅓¼", 980), **dict.fromkeys("ABCDEFGHKNPQRSTUVXYZ&", 790)}
ORDINARY = 640
LEADING = 1.2
AIR = 2.5  # clear space kept around words
TURNS = 16
REACHES = (13, 22, 34, 50, 72, 100, 135)
CHOICES = 30  # places kept for each label, on each number of lines: the nearest
NOTHING = 1e-9
SIDEWAYS = 0.3  # words beside a dot are read more easily than words above it
LOOKS = 1500  # places tried before the best so far is taken, or the picture is called too full


class Box(NamedTuple):
    """A rectangle, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Box, air: float = 0.0) -> bool:
        """Say whether two rectangles overlap, or come nearer than `air`."""
        return (self.x0 < other.x1 + air and other.x0 < self.x1 + air
                and self.y0 < other.y1 + air and other.y0 < self.y1 + air)  # fmt: skip

    def holds(self, other: Box) -> bool:
        """Say whether another rectangle lies inside this one."""
        return self.x0 <= other.x0 and self.y0 <= other.y0 and self.x1 >= other.x1 and self.y1 >= other.y1

    def nearest(self, p: Pt) -> Pt:
        """Return the place of the rectangle nearest to a point."""
        return Pt(min(max(p.x, self.x0), self.x1), min(max(p.y, self.y0), self.y1))

    def crossed(self, a: Pt, b: Pt) -> bool:
        """Say whether a straight line passes through the rectangle."""
        low, high = 0.0, 1.0
        for start, way, first, last in (
            (a.x, b.x - a.x, self.x0, self.x1),
            (a.y, b.y - a.y, self.y0, self.y1),
        ):
            if abs(way) < NOTHING:
                if not first < start < last:
                    return False
                continue
            one, two = sorted(((first - start) / way, (last - start) / way))
            low, high = max(low, one), min(high, two)
        return low < high


@dataclass(frozen=True, slots=True)
class Wish:
    """Words that want a place: beside a dot with a leader, or at one of the places given."""

    words: str
    at: Pt
    size: float
    away: float  # how much room the dot takes
    kind: str = "landmark"
    only: tuple[Pt, ...] = ()
    room: Pt | None = None  # how much room something needs that is no words, such as the small body


class Label(NamedTuple):
    """Words with their place. The leader runs from the dot to the box; it is none where they touch."""

    wish: Wish
    lines: tuple[str, ...]
    box: Box
    leader: tuple[Pt, Pt] | None
    cost: float


@dataclass(frozen=True, slots=True)
class Around:
    """What the words must keep clear of: `solid` always, `lines` where they can."""

    frame: Box
    solid: tuple[Box, ...]
    lines: tuple[tuple[Pt, Pt], ...]


def width_of(words: str, size: float) -> float:
    """Return how wide words may be, at most, in any of our fonts."""
    return size * sum(NARROW.get(letter, WIDE.get(letter, ORDINARY)) for letter in words) / 1000


def place_labels(wishes: Sequence[Wish], around: Around) -> tuple[Label, ...] | None:
    """Return a place for every wish, or nothing if there is no room for all. No chance is involved."""
    choices = [sorted(_choices(wish, around), key=lambda label: label.cost) for wish in wishes]
    order = sorted(range(len(wishes)), key=lambda i: (wishes[i].kind != "code", len(choices[i]), i))
    best: list[Label] | None = None
    best_cost = float("inf")
    looks = 0
    cheapest = [choices[i][0].cost if choices[i] else float("inf") for i in order]
    rest = [sum(cheapest[k:]) for k in range(len(order) + 1)]

    def search(k: int, taken: list[Label], cost: float) -> None:
        nonlocal best, best_cost, looks
        if cost + rest[k] >= best_cost:
            return
        if k == len(order):
            best, best_cost = list(taken), cost
            return
        for label in choices[order[k]]:
            looks += 1
            if looks > LOOKS or cost + label.cost + rest[k + 1] >= best_cost:
                return
            if all(_apart(label, other) for other in taken):
                search(k + 1, [*taken, label], cost + label.cost)

    search(0, [], 0.0)
    if best is None:
        return None
    by_wish = {label.wish: label for label in best}
    return tuple(by_wish[wish] for wish in wishes)


def _choices(wish: Wish, around: Around) -> Iterator[Label]:
    turns = [(cos(2 * pi * turn / TURNS), sin(2 * pi * turn / TURNS)) for turn in range(TURNS)]
    for lines in _wrapped(wish):
        wide, high = wish.room or Pt(
            max(width_of(line, wish.size) for line in lines) + 2 * AIR, wish.size * LEADING * len(lines) + AIR
        )
        kept = 0
        untidy = 5.0 * (len(lines) - 1)
        for middle, far in _middles(wish, wide, high, turns):
            if kept == CHOICES:
                break
            box = Box(middle.x - wide / 2, middle.y - high / 2, middle.x + wide / 2, middle.y + high / 2)
            if not around.frame.holds(box) or any(box.meets(other) for other in around.solid):
                continue
            end = box.nearest(wish.at)
            gap = hypot(end.x - wish.at.x, end.y - wish.at.y)
            leader = None
            if not wish.only and gap > wish.away + 5:
                t = wish.away / gap
                leader = (Pt(wish.at.x + (end.x - wish.at.x) * t, wish.at.y + (end.y - wish.at.y) * t), end)
                if any(solid.crossed(*leader) for solid in around.solid if not _about(solid, wish.at)):
                    continue
            roomy = Box(box.x0 - AIR, box.y0 - AIR, box.x1 + AIR, box.y1 + AIR)
            over = sum(roomy.crossed(a, b) for a, b in around.lines)
            if over and wish.room:
                continue
            crossing = sum(_cross(leader, line) for line in around.lines) if leader else 0
            kept += 1
            yield Label(wish, lines, box, leader, far + untidy + 26 * over + 15 * crossing)


def _about(solid: Box, at: Pt) -> bool:
    """Say whether a solid box is the dot of the wish itself."""
    return solid.x0 < at.x < solid.x1 and solid.y0 < at.y < solid.y1


def _middles(
    wish: Wish, wide: float, high: float, turns: Sequence[tuple[float, float]]
) -> Iterator[tuple[Pt, float]]:
    if wish.only:
        for number, at in enumerate(wish.only):
            yield at, 4.0 * number
        return
    for reach in REACHES:
        for dx, dy in turns:
            k = 1 / max(abs(dx), abs(dy))
            gap = wish.away + reach - REACHES[0] + 3
            middle = Pt(wish.at.x + dx * gap + dx * k * wide / 2, wish.at.y + dy * gap + dy * k * high / 2)
            yield middle, reach + (0.0 if abs(dx) > SIDEWAYS else 4.0)


def _wrapped(wish: Wish) -> list[tuple[str, ...]]:
    """Return the words on one, two and three lines, each as even as it can be."""
    words = wish.words.split()
    if not words:
        return [("",)]
    found: list[tuple[str, ...]] = []
    for count in (1, 2, 3):
        if len(words) < count:
            break
        best = min(_splits(words, count), key=lambda lines: max(width_of(line, wish.size) for line in lines))
        if count == 1 or max(width_of(line, wish.size) for line in found[-1]) > 6 * wish.size:
            found.append(best)
    return found


def _splits(words: list[str], count: int) -> Iterator[tuple[str, ...]]:
    if count == 1:
        yield (" ".join(words),)
        return
    for i in range(1, len(words) - count + 2):
        for rest in _splits(words[i:], count - 1):
            yield (" ".join(words[:i]), *rest)


def _apart(one: Label, other: Label) -> bool:
    """Say whether two labels keep clear of each other, leaders and all."""
    if one.box.meets(other.box):
        return False
    if one.leader and (other.box.crossed(*one.leader) or (other.leader and _cross(one.leader, other.leader))):
        return False
    return not (other.leader and one.box.crossed(*other.leader))


def _cross(one: tuple[Pt, Pt], other: tuple[Pt, Pt]) -> bool:
    def side(a: Pt, b: Pt, c: Pt) -> float:
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
