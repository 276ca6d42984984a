"""What stopped a build that should have gone through, told as a problem at a line."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from atlas.problems import Problem

FRAME = re.compile(r'^ *File "([^"]+)", line (\d+)', re.MULTILINE)
LIBRARIES = re.compile(r"^(?:\w+\.)+(?=\w+(?::|$))")
OURS = "this is a mistake in the program, not in the content; the terminal says more"


def confess(root: Path) -> tuple[Problem, str]:
    """Return what the exception at hand comes to, and its traceback for whoever can mend the program."""
    told = traceback.format_exc()
    problem = explain(told, root)
    return problem, told if problem.hint else ""


def explain(told: str, root: Path) -> Problem:
    """Find the line of a template, or else of the program, at which a traceback ends."""
    said = LIBRARIES.sub("", told.rstrip().rpartition("\n")[2])
    frames = [(Path(file), int(line)) for file, line in FRAME.findall(told)]
    for part in ("templates", "atlas"):
        for file, line in reversed(frames):
            if file.is_relative_to(root / part):
                message = "the template cannot be filled in" if part == "templates" else "the program stopped"
                hint = "" if part == "templates" else OURS
                return Problem(file.relative_to(root), line, f"{message}: {said}", hint)
    return Problem(Path("build.py"), 0, f"the program stopped: {said}", OURS)
