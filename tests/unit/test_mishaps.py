from __future__ import annotations

from pathlib import Path

import pytest

from atlas.mishaps import OURS, explain
from atlas.problems import Problem

ROOT = Path("/project")
BUILD = '  File "/project/atlas/theme.py", line 90, in render\n    html = x\n'
TEMPLATE = '  File "/project/templates/layouts/point.html", line 7, in top-level template code\n'
LIBRARY = '  File "/lib/jinja2/environment.py", line 500, in getattr\n    return getattr(obj, attribute)\n'
BEGIN = "Traceback (most recent call last):\n"


@pytest.mark.parametrize(
    ("traceback", "problem"),
    [
        (
            f"{BEGIN}{BUILD}{TEMPLATE}{LIBRARY}jinja2.exceptions.UndefinedError: 'nobody' is undefined\n",
            Problem(
                Path("templates/layouts/point.html"),
                7,
                "the template cannot be filled in: UndefinedError: 'nobody' is undefined",
            ),
        ),
        (
            f"{BEGIN}{BUILD}{LIBRARY}KeyError: 'js/gone.js'\n",
            Problem(Path("atlas/theme.py"), 90, "the program stopped: KeyError: 'js/gone.js'", OURS),
        ),
        (
            '  File "/project/atlas/dose.py", line 3\n    this is\n    ^^^^\nSyntaxError: invalid syntax\n',
            Problem(Path("atlas/dose.py"), 3, "the program stopped: SyntaxError: invalid syntax", OURS),
        ),
        (
            f"{BEGIN}{LIBRARY}jinja2.exceptions.TemplateNotFound: layouts/gone.html\n",
            Problem(Path("build.py"), 0, "the program stopped: TemplateNotFound: layouts/gone.html", OURS),
        ),
        ("", Problem(Path("build.py"), 0, "the program stopped: ", OURS)),
    ],
    ids=["template", "program", "syntax", "elsewhere", "silence"],
)
def test_a_mishap_is_told_at_the_line_that_can_be_mended(traceback: str, problem: Problem) -> None:
    assert explain(traceback, ROOT) == problem
