"""Ask an author what a new file needs, until each answer is one that a build takes."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from atlas.library import split_code
from atlas.problems import SiteError, report
from atlas.questions import NAMES, QUESTIONS, TOLD, answers_of, slug_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.questions import Answers, Question
    from atlas.starter import Desk, Sketch

T = TypeVar("T")


def begin(desk: Desk, kind: str, given: str, told: Answers) -> Sketch:
    """Return a new file made of what was told. Raises SiteError with what is wrong with it."""
    name, said = desk.name(kind, given)
    if said:
        print(said)
    return _right(desk.sketch(kind, name, told))


def interview(desk: Desk, kind: str, given: str, told: Answers) -> Sketch:
    """Ask for what was not told, and return the new file. EOFError and KeyboardInterrupt mean: stop."""
    with contextlib.suppress(ImportError):  # a line that is being typed is easier to mend with it
        import readline  # noqa: F401, PLC0415 - only where somebody types
    print("Enter alone takes what stands in brackets. Ctrl-C stops, and nothing is written.")
    known = dict(told)
    if not given and kind == "point":
        given = _ask(NAMES[kind], "", lambda typed: desk.name(kind, typed)[0])
    elif not given:
        known["title"] = _ask(QUESTIONS["title"], "", lambda typed: _title(desk, kind, typed))
        given = slug_of(known["title"][0])
    sketch = begin(desk, kind, given, known)
    if kind == "point":
        print(_derived(sketch, desk))
    for key in TOLD[kind]:
        if key not in known and (key != "sides" or sketch.name.startswith("EX")):
            sketch = _ask(QUESTIONS[key], ", ".join(sketch.facts[key]), partial(_with, desk, sketch, key))
            known = dict(sketch.told)
    return sketch


def _ask(asked: Question, default: str, take: Callable[[str], T]) -> T:
    """Ask until an answer can be taken, and say of every other what a build would say."""
    shown = default or asked.later
    while True:
        try:
            return take(
                input(f"{asked.words}, such as {asked.example}{f' [{shown}]' if shown else ''}: ").strip()
            )
        except UnicodeDecodeError:
            print("  is not UTF-8 text")
        except SiteError as error:
            for problem in error.problems:
                print(f"  {problem.message}" + (f"\n    hint: {problem.hint}" if problem.hint else ""))


def _title(desk: Desk, kind: str, typed: str) -> tuple[str, ...]:
    """Return a title from which a file can be named."""
    name, _ = desk.name(kind, slug_of(typed))
    _right(desk.sketch(kind, name, {"title": (typed,)}))
    return (typed,)


def _with(desk: Desk, sketch: Sketch, key: str, typed: str) -> Sketch:
    """Return the new file with one answer more. Nothing typed means what was offered, if anything was."""
    answer = answers_of(QUESTIONS[key], [typed]) if typed else sketch.facts[key]
    return _right(desk.sketch(sketch.kind, sketch.name, {**sketch.told, key: answer})) if answer else sketch


def _right(sketch: Sketch) -> Sketch:
    """Return a file that has no problem, or raise SiteError: no line is named of what is not there yet."""
    report(problem._replace(line=0) for problem in sketch.problems)
    return sketch


def _derived(sketch: Sketch, desk: Desk) -> str:
    meridian = desk.library.meridians[sketch.facts["meridian"]].matter
    letters, number = split_code(sketch.name)
    where = "on the midline" if sketch.facts["sides"] == ("midline",) else "on both sides of the body"
    others = " or ".join(f"{alias}{number}" for alias in meridian.aliases if letters == meridian.code)
    also = f" Other books write {others}." if others else ""
    return f"{sketch.name}: {meridian.title}, {where}.{also}"
