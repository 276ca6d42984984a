"""Whether the words of a construction name things that exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.measures import LINES
from atlas.problems import did_you_mean, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from atlas.find import Find, Shown
    from atlas.landmarks import Landmark
    from atlas.place import Camera
    from atlas.problems import Problem
    from atlas.source import Loc


@dataclass(frozen=True, slots=True)
class Task:
    """One point to be found, and how to say what is wrong with the way it is written."""

    code: str
    steps: tuple[Find, ...]
    views: tuple[Shown, ...]
    problem: Callable[[Loc, str, str], Problem]


def check_names(
    task: Task, tasks: Mapping[str, Task], landmarks: Mapping[str, Landmark]
) -> Iterator[Problem]:
    """Yield every name in a construction that nothing bears, and every way it leads back to itself."""
    given: set[str] = set()
    for number, step in enumerate(task.steps):
        for loc, name in step.names():
            known = {*landmarks, *tasks, *given, *(LINES if loc[0] in ("on", "until") else ())}
            if name not in known:
                yield task.problem(
                    ("find", number, *loc), f'there is no landmark "{name}"', did_you_mean(name, known)
                )
            elif name in tasks and (ring := _ring(task.code, name, tasks)):
                yield task.problem(
                    ("find", number, *loc), f"{task.code} hangs on itself: {' → '.join(ring)}", ""
                )
        if number == 0 and step.kind in ("go", "nudge") and not step.from_:
            yield task.problem(
                ("find", 0, step.kind), "the first step begins nowhere", 'say "from" which landmark'
            )
        if step.as_ in {*landmarks, *tasks, *LINES, *given}:
            message = f'"{step.as_}" is already the name of something else'
            yield task.problem(("find", number, "as"), message, "give this place a name of its own")
        given |= {step.as_} if step.as_ else set()


def _ring(code: str, name: str, tasks: Mapping[str, Task], way: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the chain of points that leads from a point back to it, or nothing."""
    if name == code:
        return (code, *way, code)
    if name in way or name not in tasks:
        return ()
    onward = (other for step in tasks[name].steps for _, other in step.names())
    return next((ring for other in onward if (ring := _ring(code, other, tasks, (*way, name)))), ())


def check_shown(
    task: Task, landmarks: Mapping[str, Landmark], cameras: Mapping[str, Camera]
) -> Iterator[Problem]:
    """Yield views and landmarks of a point's pictures that do not exist, and marks that have no words."""
    given = {step.as_ for step in task.steps if step.as_}
    for number, shown in enumerate(task.views):
        at = ("views", number)
        if shown.view in [other.view for other in task.views[:number]]:
            yield task.problem((*at, "view"), f'"{shown.view}" is shown already', "each view once")
        for place, (one, other) in enumerate(shown.guides):
            if one == other:
                yield task.problem((*at, "guides", place), "a dashed line joins two different landmarks", "")
        if shown.view not in cameras:
            hint = did_you_mean(shown.view, cameras) or one_of(cameras)
            yield task.problem((*at, "view"), f'there is no view "{shown.view}"', hint)
        named: list[tuple[Loc, str]] = [(("show", i), name) for i, name in enumerate(shown.show)]
        named += [
            (("guides", i, k), name) for i, pair in enumerate(shown.guides) for k, name in enumerate(pair)
        ]
        named += [(("hide", i), name) for i, name in enumerate(shown.hide)]
        named += [(("words", name), name) for name in shown.words if name not in given]
        for loc, name in named:
            if name not in landmarks:
                yield task.problem(
                    (*at, *loc), f'there is no landmark "{name}"', did_you_mean(name, landmarks)
                )
        used = [name for step in task.steps for loc, name in step.names() if loc[0] not in ("on", "until")]
        for name in dict.fromkeys((*used, *shown.show)):
            if name in landmarks and not landmarks[name].label and name not in (*shown.words, *shown.hide):
                hint = 'add it under "words" of this view'
                yield task.problem(at, f'the landmark "{name}" has no words for a reader', hint)
