"""What the pictures of one point need from the body, solved once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from atlas.anatomy import landmark_spot
from atlas.construct import carried, solve
from atlas.geometry import faces, is_clear, line_between
from atlas.measures import MEASURES
from atlas.place import P3, Mark, Place, Pose, Scene, Solved, Trail
from atlas.problems import SiteError
from atlas.trails import drawn, p3

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.body import Body, Surface
    from atlas.find import Shown
    from atlas.place import Camera
    from atlas.tasks import Task

ASIDE = 0.05  # what lies nearer the midline than 5 mm has no other side
BEHIND = 0.3  # a landmark may lie in a crease, or on the outline: it is hidden behind 30 mm of body
NEARBY = 0.2  # a place within this distance of a corner lies on that skin
POSES = ("stand", "hand-open", "hand-closed", "fist", "knee-bent")


def solve_point(task: Task, tasks: Mapping[str, Task], body: Body, cameras: Mapping[str, Camera]) -> Solved:
    """Solve everything the pictures of a point show. Raises SiteError if a view hides the point."""
    scenes: dict[str, Scene] = {}
    places: dict[str, Place] = {}
    for number, shown in enumerate(task.views):
        camera = cameras[shown.view]
        if camera.pose not in places:
            places[camera.pose] = solve(task, tasks, body, camera.pose)
        place = places[camera.pose]
        if not in_sight(body, camera, place.at, place.normal):
            seen_in = [
                other.name for other in cameras.values()
                if other.pose == camera.pose and in_sight(body, other, place.at, place.normal)
            ]  # fmt: skip
            hint = f"it is seen in {', '.join(seen_in)}" if seen_in else ""
            message = f'{task.code} cannot be seen in "{camera.name}"'
            raise SiteError([task.problem(("views", number, "view"), message, hint)])
        scenes[camera.name] = _scene(shown, place, body, camera)
    first = next(iter(places.values()), None) or solve(task, tasks, body, POSES[0])
    poses = {
        pose: Pose(*carried(body, pose, np.asarray(first.triangle), np.asarray(first.weights)))
        for pose in POSES
    }
    return Solved(task.code, poses, scenes)


def _scene(shown: Shown, place: Place, body: Body, camera: Camera) -> Scene:
    surface = body.surfaces[camera.pose]
    extra = tuple(
        Mark(name, p3(body.position(name, camera.pose)), body.landmarks[name].confidence)
        for name in shown.show
    )
    pairs = [(name, other) for name, other in shown.guides]
    guides = [Trail("guide", _straight(body, camera, pair)) for pair in pairs]
    if shown.ruler:
        stretch = MEASURES[shown.ruler]
        ticks = tuple(i / stretch.cun for i in range(stretch.cun + 1))
        numbers = tuple(str(i + 1) for i in range(stretch.cun))
        guides.append(Trail("ruler", _straight(body, camera, (stretch.start, stretch.end)), ticks, numbers))
    hidden = list(shown.hide)
    for mark in (*place.marks, *extra):
        if mark.name in body.landmarks:
            at = body.position(mark.name, camera.pose)
            if not is_clear(surface, camera, at, BEHIND):
                hidden.append(mark.name)
    ghost = in_sight(body, camera, place.mirror, place.mirror_normal) and abs(place.at.x) > ASIDE
    return Scene(camera.name, place, extra, tuple(guides), tuple(dict.fromkeys(hidden)), ghost)


def _straight(body: Body, camera: Camera, names: tuple[str, str]) -> tuple[P3, ...]:
    surface = body.surfaces[camera.pose]
    spots = [landmark_spot(body, name, camera.pose) for name in names]
    return drawn(line_between(surface, spots[0], spots[1]))


def in_sight(body: Body, camera: Camera, at: P3, normal: P3) -> bool:
    """Say whether a view shows a place: within its frame, facing it, and with nothing in front."""
    x, y = camera.project(at)
    if not (0 <= x <= camera.width and 0 <= y <= camera.height):
        return False
    surface, place = body.surfaces[camera.pose], np.asarray(at)
    if not (faces(camera, np.asarray(normal)) and _shown(surface, camera, place)):
        return False
    return is_clear(surface, camera, place)


def _shown(surface: Surface, camera: Camera, at: np.ndarray) -> bool:
    """Say whether a place belongs to the part of the body that a view shows: skin of it is near by."""
    if not camera.part:
        return True
    kept = np.unique(surface.faces[surface.parts[camera.part]])
    return bool((np.abs(surface.vertices[kept] - at).max(axis=1) < NEARBY).any())
