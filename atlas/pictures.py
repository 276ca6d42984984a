"""The pictures of every point, solved where something changed, and what draws several points on one body."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from atlas.captions import bones_of, describe, title_of
from atlas.figure import Said, draw_point, draw_small
from atlas.ground import ground_of
from atlas.last import write_whole
from atlas.locator import body_of
from atlas.lock import key_of, packed, read_lock, stale, unpacked, write_lock
from atlas.meridians import Names, Stop, draw_meridian
from atlas.numbered import draw_numbered
from atlas.problems import Problem, SiteError, report
from atlas.tasks import Task, check_names, check_shown
from atlas.works import read_works

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from atlas.bodymap import Side
    from atlas.courses import Shown
    from atlas.landmarks import Landmark
    from atlas.layout import Figure
    from atlas.library import Entry
    from atlas.meridians import MeridianMap
    from atlas.outline import Contour
    from atlas.place import P3, Camera, Pose, Solved
    from atlas.schema import MeridianMatter, PointMatter
    from atlas.source import Loc

# What each number of a drawing stands for.
Numbered: TypeAlias = "Mapping[str, Entry[PointMatter]]"
LOCK = "lock.json"
WHOLE = ("body-front", "body-back")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, the asset that is its plate, and where its numbers lead: an address, and what is there."""

    figure: Figure
    plate: str
    contours: Mapping[str, Contour]
    caption: str = ""
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point lies on the whole body, and in the view that shows it best."""

    home: Pose
    view: str
    at: P3


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of every point by code. `lock` is what the lock file should say."""

    large: Mapping[str, tuple[Picture, ...]]
    small: Mapping[str, Picture]
    spots: Mapping[str, Spot]
    cameras: Mapping[str, Camera]
    contours: Mapping[str, Contour]
    sides: tuple[Side, ...]
    lines: Mapping[str, Mapping[str, Shown]]
    lock: str

    def map_of(self, name: str, points: Numbered, title: str, scale: float = 1.0) -> tuple[Picture, ...]:
        """Return the body from the front and from behind, as far as needed, with numbered points.

        Numbers are `scale` times as large as usual. On paper, where they are large, they lead nowhere.
        """
        found = []
        for view, words, sign in zip(WHOLE, ("from the front", "from behind"), (1, -1), strict=True):
            shown = {
                n: point for n, point in self._known(points) if sign * self._spot(point).home.normal.z >= 0
            }
            places = [(number, self._spot(point).home.at) for number, point in shown.items()]
            found += self._numbered(f"{name}-{view}", view, places, shown, f"{title}, {words}", scale=scale)
        return tuple(found)

    def close_ups(self, name: str, points: Numbered, title: str) -> tuple[Picture, ...]:
        """Return numbered points in the views that show each of them best."""
        found = []
        for view in dict.fromkeys(self._spot(point).view for _, point in self._known(points)):
            shown = {n: point for n, point in self._known(points) if self._spot(point).view == view}
            places = [(number, self._spot(point).at) for number, point in shown.items()]
            found += self._numbered(f"{name}-{view}", view, places, shown, title)
        return tuple(found)

    def chart(
        self, meridian: Entry[MeridianMatter], points: Iterable[Entry[PointMatter]]
    ) -> MeridianMap | None:
        """Return the body with the line of a meridian and its points, or nothing if they form no line."""
        matter = meridian.matter
        stops = {}
        for point in points:
            places = {}
            if spot := self.spots.get(point.matter.code):
                camera = body_of(spot.home, self.cameras)
                places[camera.name] = camera.project(spot.home.at)
            stops[point.matter.code] = Stop(point.slug, point.matter.names.english, places)
        names = Names(meridian.slug, matter.title, matter.code, matter.series.get(matter.code, 1))
        return draw_meridian(names, self.lines, stops, self.cameras, self.contours)

    def small_of(self, points: Iterable[Entry[PointMatter]]) -> dict[str, Picture]:
        """Return the small pictures of these points, by code."""
        codes = dict.fromkeys(point.matter.code for point in points)
        return {code: self.small[code] for code in codes if code in self.small}

    def lies_on(self, point: Entry[PointMatter], side: str) -> bool:
        """Tell whether a point lies on the front or the back; one without a construction may lie on both."""
        spot = self.spots.get(point.matter.code)
        return spot is None or side == ("Front" if spot.home.normal.z >= 0 else "Back")

    def _known(self, points: Numbered) -> list[tuple[str, Entry[PointMatter]]]:
        return [(number, point) for number, point in points.items() if point.matter.code in self.spots]

    def _spot(self, point: Entry[PointMatter]) -> Spot:
        return self.spots[point.matter.code]

    def _numbered(
        self,
        name: str,
        view: str,
        places: Sequence[tuple[str, P3]],
        points: Numbered,
        title: str,
        *,
        scale: float = 1.0,
    ) -> list[Picture]:
        camera = self.cameras[view]
        drawn = draw_numbered(name, camera, places, title, scale) if places else None
        leading = points if scale == 1 else {}
        links = {
            number: (
                f"points/{point.slug}.html",
                f"{number}: {point.matter.code} {point.matter.names.english}",
            )
            for number, point in leading.items()
        }
        return [Picture(drawn, f"figures/{camera.plate}", self.contours, "", links)] if drawn else []


def hang_pictures(points: Mapping[str, Entry[PointMatter]], folder: Path) -> Gallery:
    """Return the pictures of all points that say how they are found.

    `folder` is assets/figures. Raises SiteError with everything that cannot be found, or cannot be seen.
    """
    landmarks, cameras, contours, sides, lines, version = read_works(folder)
    tasks = {code: _task(point) for code, point in points.items() if point.matter.locate.find}
    report(_problems(points, tasks, landmarks, cameras))
    solved, lock = _solve(tasks, cameras, version, folder)
    labels = {name: mark.label for name, mark in landmarks.items() if mark.label} | {
        code: code for code in points
    }
    views = {one.view: cameras[one.view] for task in tasks.values() for one in task.views}
    grounds = {name: ground_of(contours[name], one.width, one.height) for name, one in views.items()}
    whole = {name: cameras[name] for name in WHOLE}
    large: dict[str, tuple[Picture, ...]] = {}
    small: dict[str, Picture] = {}
    problems: list[Problem] = []
    for code, task in tasks.items():
        pictures = []
        for number, shown in enumerate(task.views):
            scene, camera = solved[code].scenes[shown.view], cameras[shown.view]
            plate = f"figures/{camera.plate}"
            told = describe(task, shown, landmarks, scene)
            said = Said(title_of(code), told, labels | shown.words, bones_of(shown))
            home = solved[code].poses["stand"]
            figure = draw_point(code, scene, camera, said, whole=whole, home=home, ground=grounds[shown.view])
            if figure is None:
                hint = 'give shorter "words", or "hide" a landmark'
                problems.append(
                    task.problem(("views", number), "the words find no room in this picture", hint)
                )
                continue
            pictures.append(Picture(figure, plate, contours, shown.caption or ""))
            small.setdefault(code, Picture(draw_small(code, scene, camera, said), plate, contours))
        large[code] = tuple(pictures)
    report(problems)
    spots = {}
    for code, task in tasks.items():
        view = task.views[0].view
        spots[code] = Spot(solved[code].poses["stand"], view, solved[code].scenes[view].place.at)
    return Gallery(large, small, spots, cameras, contours, sides, lines, lock)


def _task(point: Entry[PointMatter]) -> Task:
    def problem(loc: Loc, message: str, hint: str) -> Problem:
        return point.problem(("locate", *loc), message, hint)

    locate = point.matter.locate
    return Task(point.matter.code, locate.find, locate.views, problem)


def _problems(
    points: Mapping[str, Entry[PointMatter]],
    tasks: Mapping[str, Task],
    landmarks: Mapping[str, Landmark],
    cameras: Mapping[str, Camera],
) -> Iterator[Problem]:
    for code, point in points.items():
        locate = point.matter.locate
        if bool(locate.find) != bool(locate.views):
            message = f'{code} needs both "find" and "views" for a picture'
            yield point.problem(("locate", "find" if locate.find else "views"), message)
    for task in tasks.values():
        yield from check_names(task, tasks, landmarks)
        yield from check_shown(task, landmarks, cameras)


def _solve(
    tasks: Mapping[str, Task], cameras: Mapping[str, Camera], version: str, folder: Path
) -> tuple[dict[str, Solved], str]:
    """Take from the lock file what is still true, and solve the rest."""
    lock = read_lock(folder / LOCK)
    keys = {code: key_of(task, tasks, cameras, version) for code, task in tasks.items()}
    missing = stale(keys, lock)
    if missing:
        # numpy takes long to load, and most builds have nothing to solve.
        from atlas.body import load_body  # noqa: PLC0415
        from atlas.scene import solve_point  # noqa: PLC0415

        body = load_body(folder)
        problems: list[Problem] = []
        for code in missing:
            try:
                lock[code] = packed(solve_point(tasks[code], tasks, body, cameras), keys[code])
            except SiteError as error:
                problems.extend(error.problems)
        report(problems)
    entries = {code: lock[code] for code in tasks}
    return {code: unpacked(code, entry) for code, entry in entries.items()}, write_lock(entries)


def keep_lock(folder: Path, text: str) -> None:
    """Write the lock file if it says something else. Where that is forbidden, the next build solves anew."""
    file = folder / LOCK
    with contextlib.suppress(OSError):
        if not file.exists() or file.read_bytes() != text.encode():
            write_whole(file, text.encode())
