"""A construction in an author's words becomes a place on the skin."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from atlas.anatomy import cun_of, frame_at, frames_at, landmark_spot
from atlas.geometry import Spot, at_height, line_between, meeting, normal_at, section, weights_of
from atlas.measures import LINES, MEASURES
from atlas.place import P3, Mark, Place, Trail
from atlas.problems import SiteError, did_you_mean, one_of
from atlas.trails import counted, divided, drawn, p3

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.anatomy import Frame
    from atlas.body import Body, Floats
    from atlas.find import Find
    from atlas.geometry import Line
    from atlas.source import Loc
    from atlas.tasks import Task

ALONG = 0.5  # a direction that meets the skin more steeply than 60 degrees leads into the body
TOO_FAR = 0.02  # two lines on the skin that stay this far apart (decimetres) do not meet
STEEP = 0.85  # on top of the shoulder a level plane hardly cuts the skin
ASIDE = 0.7  # skin that faces more to the side than this is walked round, not over
FORWARDS = 2  # the third axis of a frame
FURTHEST = 4.0  # decimetres a walk looks ahead for its line
WALKED = 0.2  # a hollow at its start, as the eye of the knee, must not turn a walk down the limb aside
MIDLINE = 0.03


def solve(task: Task, tasks: Mapping[str, Task], body: Body, pose: str) -> Place:
    """Return where a construction leads in a pose. Raises SiteError at the step that leads nowhere."""
    walk = _Walk(task, tasks, body, pose)
    spot = walk.run()
    surface = body.surfaces[pose]
    triangle = surface.faces[spot.face]
    weights = weights_of(surface, spot)
    at, normal, other, other_normal = carried(body, pose, triangle, weights)
    a, b, c = triangle.tolist()
    marks, paths = tuple(dict.fromkeys(walk.marks)), tuple(walk.paths)
    sure = min(walk.sure)
    return Place(pose, (a, b, c), p3(weights, 6), at, normal, other, other_normal, marks, paths, sure)


def carried(body: Body, pose: str, triangle: Floats, weights: Floats) -> tuple[P3, P3, P3, P3]:
    """Return a place of the skin in any pose, with its normal, and the same on the other side."""
    surface = body.surfaces[pose]
    found: list[P3] = []
    for corners in (np.asarray(triangle), surface.mirror[np.asarray(triangle)]):
        a, b, c = corners.tolist()
        at = np.asarray(weights) @ surface.vertices[corners]
        found += [p3(at), p3(normal_at(surface, Spot(body.face((a, b, c)), at)))]
    return found[0], found[1], found[2], found[3]


@dataclass(slots=True)
class _Walk:
    """One walk through the steps of a construction, with its trace."""

    task: Task
    tasks: Mapping[str, Task]
    body: Body
    pose: str
    given: dict[str, Spot] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    paths: list[Trail] = field(default_factory=list)
    sure: list[int] = field(default_factory=list)

    def run(self) -> Spot:
        here: Spot | None = None
        for number, step in enumerate(self.task.steps):
            try:
                here = self._step(step, number, here)
            except ValueError as error:
                self._fail((number, step.kind), str(error))
            if step.as_:
                self.given[step.as_] = here
                self.marks.append(Mark(step.as_, p3(here.at), 3))
        if here is None:
            self._fail((), "has no steps")
        return here

    def _fail(self, loc: Loc, message: str, hint: str = "") -> NoReturn:
        raise SiteError([self.task.problem(("find", *loc), message, hint)])

    def _step(self, step: Find, number: int, here: Spot | None) -> Spot:
        start = self._spot(step.from_, (number, "from")) if step.from_ else here
        match step.kind:
            case "at":
                return self._spot(step.at or "", (number, "at"))
            case "between":
                return self._between(step, number)
            case "level":
                return self._level(step, number)
        if start is None:
            self._fail((number, step.kind), "the first step begins nowhere", 'say "from" which landmark')
        return self._go(step, number, start)

    def _spot(self, name: str, loc: Loc) -> Spot:
        if name in self.given:
            return self.given[name]
        if name in self.tasks:
            place = solve(self.tasks[name], self.tasks, self.body, self.pose)
            self.marks.append(Mark(name, place.at, place.confidence))
            self.sure.append(place.confidence)
            return Spot(self.body.face(place.triangle), np.asarray(place.at))
        mark = self.body.landmarks[name]
        if not mark.holds(self.pose):
            fits = [other.name for other in self.body.landmarks.values() if other.holds(self.pose)]
            hint = did_you_mean(name, fits)
            self._fail(loc, f'the landmark "{name}" does not hold in the pose "{self.pose}"', hint)
        spot = landmark_spot(self.body, name, self.pose)
        self.marks.append(Mark(name, p3(spot.at), mark.confidence))
        self.sure.append(mark.confidence)
        return spot

    def _between(self, step: Find, number: int) -> Spot:
        first, last = (self._spot(name, (number, "between", i)) for i, name in enumerate(step.between or ()))
        bends = [self._spot(name, (number, "via", i)) for i, name in enumerate(step.via)]
        line = self._through([first, *bends, last])
        share = Fraction(step.fraction)
        self.paths.append(Trail("guide" if step.as_ else "line", drawn(line), *divided(share)))
        return line.spot(line.length * float(share))

    def _level(self, step: Find, number: int) -> Spot:
        level = self._spot(step.level or "", (number, "level"))
        line = self._line(step.on, (number, "on"))
        axis = self._height(level, line)
        distance = at_height(line, level.at, axis)
        if distance is None:
            self._fail((number, "level"), f'nothing on "{", ".join(step.on)}" is level with "{step.level}"')
        spot = line.spot(distance)
        try:
            across = drawn(line_between(self.body.surfaces[self.pose], level, spot, axis))
        except ValueError:  # the tip of the ear: level with it the skin goes round the ear alone
            across = p3(level.at), p3(spot.at)
        self.paths += [Trail("guide", drawn(line)), Trail("level", across)]
        return spot

    def _height(self, level: Spot, line: Line) -> Floats:
        """Return which way is up on a line: at a joint, as on the part that the line itself lies on."""
        part = frame_at(self.body, self.pose, line.spot(line.length / 2).at).part
        frames = frames_at(self.body, self.pose, level.at)
        axis: Floats = next((frame for frame in frames if frame.part == part), frames[0]).axes[0]
        return axis

    def _line(self, names: tuple[str, ...], loc: Loc) -> Line:
        """Return the line through places, or a named one. Its landmarks are no marks of the point."""
        kept = list(self.marks)
        through = LINES[names[0]] if len(names) == 1 and names[0] in LINES else names
        if len(through) == 1:
            self._fail(loc, f'"{through[0]}" is a place and not a line', one_of(LINES))
        spots = [self._spot(name, loc) for name in through]
        if through is not names:
            self.marks = kept
        return self._through(spots)

    def _through(self, spots: list[Spot]) -> Line:
        """Return the line that runs on the skin from each place to the next."""
        pieces = [line_between(self.body.surfaces[self.pose], a, b) for a, b in pairwise(spots)]
        return reduce(lambda line, piece: line.joined(piece), pieces)

    def _way(self, step: Find, number: int, start: Spot) -> tuple[Frame, Floats, Floats]:
        """Return the frame that a walk keeps to, which way it goes, and how the skin faces at its start.

        At a joint a direction is that of the part along whose skin it runs: in the hollow of the bent knee,
        down the lower leg, and not into it along the thigh.
        """
        frames = frames_at(self.body, self.pose, start.at)
        surface = self.body.surfaces[self.pose]
        frame, normal = frames[0], normal_at(surface, start)
        for word in step.way:
            if not any(word in each.ways for each in frames):
                self._fail(
                    (number, step.kind), f'nothing on the {frame.part} is "{word}"', one_of(frame.ways)
                )
        if "medial" in step.way and frame.part in ("trunk", "head") and abs(start.at[0]) < MIDLINE:
            self._fail((number, step.kind), "nothing is medial of the midline")
        for each in frames:
            way = each.direction(step.way) if set(step.way) <= set(each.ways) else normal
            if np.linalg.norm(way - (way @ normal) * normal) >= ALONG:
                break
        else:
            words = " and ".join(step.way)
            self._fail((number, step.kind), f'"{words}" does not run along the skin here, but through it')
        if step.cun and each.part not in ("head", "trunk") and each.is_lengthwise(step.way):
            normal = normal_at(surface, start, WALKED)
        return each, way, normal

    def _go(self, step: Find, number: int, start: Spot) -> Spot:
        surface = self.body.surfaces[self.pose]
        frame, way, normal = self._way(step, number, start)
        line = section(surface, start, _plane(frame, step.way, way, normal), way)[0]
        if step.until:
            distance, gap = meeting(
                line.until(min(line.length, FURTHEST)), self._line(step.until, (number, "until"))
            )
            if gap > TOO_FAR:
                self._fail((number, "until"), f'this way does not meet "{", ".join(step.until)}"')
            self.paths.append(Trail("walk", drawn(line.until(distance))))
        elif step.cun and step.measure:
            distance = float(step.cun) * cun_of(self.body, step.measure)
            stretch = MEASURES[step.measure]
            self.sure += [self.body.landmarks[name].confidence for name in (stretch.start, stretch.end)]
            if distance > line.length:
                self._fail((number, "cun"), "the skin ends before that")
            self.paths.append(Trail("walk", drawn(line.until(distance)), *counted(Fraction(step.cun))))
        else:
            distance = (step.mm or 0) / 100
            self.paths.append(Trail("nudge", drawn(line.until(distance))))
        return line.spot(distance)


def _plane(frame: Frame, words: tuple[str, ...], way: Floats, normal: Floats) -> Floats:
    """Return the plane a walk keeps to: sideways it stays level, lengthwise it stands on the skin."""
    along: Floats = frame.axes[0]
    sideways: Floats = frame.axes[1]
    if len(words) == 1 and frame.ways[words[0]][0] == FORWARDS and frame.part in ("head", "trunk"):
        return along if abs(normal @ sideways) > ASIDE else sideways
    if len(words) > 1 or frame.is_lengthwise(words) or abs(normal @ along) > STEEP:
        return np.cross(way, normal)
    return along
