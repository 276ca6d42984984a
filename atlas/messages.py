"""Show what was found: in words, in colour, as annotations of GitHub, as data."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, get_args

from atlas.problems import Kind, counted, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from atlas.problems import Advice, Problem

FORMATS = ("text", "github", "json")
BOLD, RED, GREEN, YELLOW, CYAN = 1, 31, 32, 33, 36


class Findings(NamedTuple):
    """What a command found. Where there are problems, nothing was made, and there are no pages to count."""

    problems: tuple[Problem, ...] = ()
    advice: tuple[Advice, ...] = ()
    pages: int | None = None
    points: int | None = None


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Tell whether a stream is a terminal that shows colour, or the reader has decided.

    The words for that are those of no-color.org and force-color.org.
    """
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return environment.get("TERM") != "dumb" and stream.isatty()


def show(found: Findings, form: str) -> None:
    """Print what was found. Words about problems go to the stream for errors, all else to the usual one."""
    if form == "json":
        say(as_json(found), sys.stdout)
    elif form == "github":
        say("\n".join((*as_annotations(found), closing(found, colour=False))), sys.stdout)
    else:
        stream = sys.stderr if found.problems else sys.stdout
        say(as_text(found, colour=wants_colour(stream, os.environ)), stream)


def say(text: str, stream: TextIO) -> None:
    """Print words of authors also where the stream has no letters for them, as in a pipe on Windows."""
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)


def as_text(found: Findings, *, colour: bool) -> str:
    """Return every problem or advice in words, and how many there are."""
    told = [*found.problems, *(item.about for item in found.advice)]
    lines = [_in_colour(problem) if colour else str(problem) for problem in told]
    return "\n".join([*lines, *([""] if lines else []), closing(found, colour=colour)])


def _in_colour(problem: Problem) -> str:
    """Return the words of a problem, its place bold and the word before the cure in colour."""
    cure = f"\n    {_paint('hint:', CYAN)} {visible(problem.hint)}" if problem.hint else ""
    return f"{_paint(problem.place, BOLD)}: {visible(problem.message)}{cure}"


def _paint(text: str, *codes: int) -> str:
    return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m"


def closing(found: Findings, *, colour: bool) -> str:
    """Return the last line: how many problems there are, or none and how much advice."""

    def paint(text: str, code: int) -> str:
        return _paint(text, BOLD, code) if colour and text else text

    if found.problems:
        return paint(counted(len(found.problems), "problem"), RED)
    fine = f"No problems in {counted(found.pages or 0, 'page')} and {counted(found.points or 0, 'point')}."
    return " ".join(filter(None, (paint(fine, GREEN), paint(_count_advice(found.advice), YELLOW))))


def _count_advice(advice: Sequence[Advice]) -> str:
    if not advice:
        return ""
    counts = Counter(item.kind for item in advice)
    kinds = ", ".join(counted(counts[kind], kind) for kind in get_args(Kind) if counts[kind])
    return f"{counted(len(advice), 'piece')} of advice: {kinds}."


def as_annotations(found: Findings) -> Iterator[str]:
    """Yield the lines that GitHub shows beside the lines they are about.

    Its log prints only what follows the last two colons, so that the place stands there once more.
    """
    for problem in found.problems:
        yield _annotation("error", "Problem", problem)
    for item in found.advice:
        yield _annotation("warning", item.kind.capitalize(), item.about)


def _annotation(level: str, title: str, problem: Problem) -> str:
    at = {"file": problem.path.as_posix(), "line": str(problem.line) if problem.line else "", "title": title}
    properties = ",".join(
        f"{key}={_escape(value).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in at.items()
        if value
    )
    return f"::{level} {properties}::{_escape(str(problem))}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_json(found: Findings) -> str:
    """Return one JSON object with everything in it."""
    data = {
        "problems": [_as_data(problem) for problem in found.problems],
        "advice": [{**_as_data(item.about), "kind": item.kind} for item in found.advice],
        "pages": found.pages,
        "points": found.points,
    }
    return json.dumps(data, indent=2)


def _as_data(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path.as_posix(),
        "line": problem.line or None,
        "message": problem.message,
        "hint": problem.hint or None,
    }
