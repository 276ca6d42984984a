"""Where the words of a picture go: none on another, on a mark, on what a mark shows, or over the edge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, dist, hypot, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from atlas.lettering import width_of, wrapped
from atlas.place import Box, Pt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atlas.ground import Laid

LEADING = 1.2
AIR = 2.5  # clear space kept around words
TURNS = tuple((cos(pi * turn / 12), sin(pi * turn / 12)) for turn in range(24))
REACHES = (0, 6, 12, 20, 30, 44, 62, 88, 120)  # beyond the clear space around a dot
BESIDE = 5.0  # words as near to their dot as this need no leader
CLEAN = 12  # places that cover nothing are enough for a label, on each number of lines
CHOICES = 40  # places kept for a label: the best
SIDEWAYS = 0.3  # words beside a dot are read more easily than words above it
LOOKS = 4000  # places tried before the best so far is taken, or the picture is called too full
# What it costs, in units that words lie farther from their dot, to …
COVER_LINE = 150.0  # … cover a part of the measuring line
COVER_OUTLINE = 150.0  # … cover a line of the body
EACH_CELL = 2.0
ON_BODY = 7.0  # … lie on the body rather than beside it
CROSS = 65.0  # … lie across another line from their dot, or have a leader along one
BREAK = 5.0  # … take another line


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
    clear: float = 0.0  # how far around the dot the body is to be seen
    near: float = BESIDE  # words no farther than this from their dot need no leader


class Label(NamedTuple):
    """Words with their place. The leader runs from the dot to the box; it is none where they touch."""

    wish: Wish
    lines: tuple[str, ...]
    box: Box
    leader: tuple[Pt, Pt] | None
    cost: float
    spoils: bool = False  # it covers a part of a line, or one runs between the code and its mark


@dataclass(frozen=True, slots=True)
class Around:
    """What the words must keep clear of: `solid` always, `lines` where they can.

    What has a `clear` space of its own keeps out of those of the others, too: `zones`.
    """

    frame: Box
    solid: tuple[Box, ...]
    lines: tuple[tuple[Pt, Pt], ...]
    zones: tuple[tuple[Pt, float], ...] = ()
    ground: Laid | None = None


def place_labels(wishes: Sequence[Wish], around: Around) -> tuple[Label, ...] | None:
    """Return a place for every wish, or nothing if there is no room for all. No chance is involved."""
    choices = [sorted(_choices(wish, around), key=lambda label: label.cost)[:CHOICES] for wish in wishes]
    if not all(choices):
        return None
    # Those that find a place hardest choose first: a search that is cut short has then seen the best of them.
    order = sorted(range(len(wishes)), key=lambda i: (-choices[i][0].cost, len(choices[i]), i))
    best: list[Label] | None = None
    best_cost = float("inf")
    looks = 0
    cheapest = [choices[i][0].cost for i in order]
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


def anchor_of(box: Box, at: Pt, air: float = 0.0) -> tuple[float, str]:
    """Return where in their box words begin, end or have their middle, so that they stand towards a dot."""
    middle = (box.x0 + box.x1) / 2
    if abs(middle - at.x) < (box.x1 - box.x0) / 4:
        return middle, "middle"
    return (box.x0 + air, "start") if middle > at.x else (box.x1 - air, "end")


def _choices(wish: Wish, around: Around) -> Iterator[Label]:
    solid = [box for box in around.solid if not _about(box, wish.at)]
    for lines in [("",)] if wish.room else wrapped(wish.words, wish.size):
        wide, high = wish.room or Pt(
            max(width_of(line, wish.size) for line in lines) + 2 * AIR, wish.size * LEADING * len(lines) + AIR
        )
        left, right = around.frame.x0 + wide / 2, around.frame.x1 - wide / 2
        top, bottom = around.frame.y0 + high / 2, around.frame.y1 - high / 2
        clean = 0
        for middle, far in _middles(wish, wide, high):
            if clean == CLEAN:
                break
            x, y = middle
            if not (left <= x <= right and top <= y <= bottom):
                continue
            box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            if not _free(box, wish, around):
                continue
            leader = None if wish.only else _leader(box, wish)
            if leader and any(one.crossed(*leader) for one in solid):
                continue
            covers = _covers(box, around)
            if covers and wish.room:
                continue
            clean += not covers
            way = leader or (wish.at, box.nearest(wish.at))
            crossing = 0 if covers or wish.only else _disturbed(way, around.lines)
            if crossing:  # nobody need guess which side of the line the words belong to
                leader = _leader(box, replace(wish, near=0.0))
            on_body = ON_BODY if around.ground and wish.clear and around.ground.body_in(box) else 0.0
            cost = far + BREAK * (len(lines) - 1) + covers + CROSS * crossing + on_body
            spoils = (wish.kind != "number" and covers > 0) or (wish.kind == "code" and crossing > 0)
            yield Label(wish, lines, box, leader, cost, spoils)


def _free(box: Box, wish: Wish, around: Around) -> bool:
    """Say whether nothing forbids these words this place in the frame."""
    for other in around.solid:
        if box.meets(other):
            return False
    if wish.clear:
        for at, far in around.zones:
            if dist(box.nearest(at), at) < far:
                return False
    return True


def _leader(box: Box, wish: Wish) -> tuple[Pt, Pt] | None:
    end = box.nearest(wish.at)
    gap = hypot(end.x - wish.at.x, end.y - wish.at.y)
    if gap <= wish.away + wish.near:
        return None
    t = wish.away / gap
    return Pt(wish.at.x + (end.x - wish.at.x) * t, wish.at.y + (end.y - wish.at.y) * t), end


def _covers(box: Box, around: Around) -> float:
    """Return what it costs that words here hide a part of a line, or of the body's outline."""
    roomy = Box(box.x0 - AIR, box.y0 - AIR, box.x1 + AIR, box.y1 + AIR)
    cost = COVER_LINE * sum(roomy.crossed(a, b) for a, b in around.lines)
    cells = around.ground.lines_in(box) if around.ground else 0
    return cost + (COVER_OUTLINE + EACH_CELL * cells if cells else 0.0)


def _disturbed(leader: tuple[Pt, Pt], lines: Sequence[tuple[Pt, Pt]]) -> int:
    """Return how many lines a leader crosses, or runs along."""
    a, b = leader
    ends = [Box(x - AIR, y - AIR, x + AIR, y + AIR) for x, y in (((a.x + b.x) / 2, (a.y + b.y) / 2), b)]
    return sum(_cross(leader, line) or ends[0].crossed(*line) or ends[1].crossed(*line) for line in lines)


def _about(solid: Box, at: Pt) -> bool:
    """Say whether a solid box is the dot of the wish itself."""
    return solid.x0 < at.x < solid.x1 and solid.y0 < at.y < solid.y1


def _middles(wish: Wish, wide: float, high: float) -> Iterator[tuple[Pt, float]]:
    if wish.only:
        for number, at in enumerate(wish.only):
            yield at, 4.0 * number
        return
    near = max(wish.away + 3, 1.1 * wish.clear)
    for reach in REACHES:
        for dx, dy in TURNS:
            k = 1 / max(abs(dx), abs(dy))
            gap = near + reach
            middle = Pt(wish.at.x + dx * gap + dx * k * wide / 2, wish.at.y + dy * gap + dy * k * high / 2)
            yield middle, reach + (0.0 if abs(dx) > SIDEWAYS else 4.0)


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
