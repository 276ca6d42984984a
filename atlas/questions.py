"""What `new` asks of an author, and the flags that tell it."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    Answers = Mapping[str, tuple[str, ...]]

# What an author may say of a new file, besides its name.
TOLD = {
    "point": ("english", "pinyin", "hanzi", "region", "sides", "reach", "plain", "need"),
    "routine": ("title", "need", "point"),
    "need": ("title", "region", "point"),
}
LATER = "fill in later"


class Question(NamedTuple):
    """What is asked, with an example. `many` are parted by commas; `later` says what no answer means."""

    words: str
    example: str
    many: bool = False
    later: str = ""


NAMES = {
    "point": Question("Its code", "GB22"),
    "routine": Question("Its name, which is also its address", "better-sleep"),
    "need": Question("Its name, which is also its address", "stiff-neck"),
}
QUESTIONS: Mapping[str, Question] = {
    "title": Question("Title", "Better sleep"),
    "english": Question("Common English name", "Shoulder Well", later=LATER),
    "pinyin": Question("Pinyin with tone marks", "Jiānjǐng", later=LATER),
    "hanzi": Question("Simplified characters", "肩井", later=LATER),
    "region": Question("Parts of the body, the most important first", "shoulder, neck", many=True),
    "sides": Question("Sides, both or midline", "midline"),
    "reach": Question("Who can press it with ease: self, partner or either", "partner", later="self"),
    "plain": Question("Where it is, in one sentence", "In the hollow below the kneecap.", later=LATER),
    "need": Question("Needs, files of content/needs", "upper-back-pain", many=True, later=LATER),
    "point": Question("Points, in order", "LI4, GB21, KI27", many=True),
}


def add_flags(parser: argparse.ArgumentParser, kind: str) -> None:
    """Add the name of a new file, and a flag for each thing that can be told of it."""
    name = NAMES[kind]
    shown = "CODE" if kind == "point" else "NAME"
    parser.add_argument(
        "name", nargs="?", default="", metavar=shown, help=f"{name.words}, such as {name.example}"
    )
    for key in TOLD[kind]:
        asked = QUESTIONS[key]
        more = "; may be given again" if asked.many else ""
        parser.add_argument(
            f"--{key}", metavar="TEXT", action="append", help=f"{asked.words}, such as {asked.example}{more}"
        )


def told_by(options: argparse.Namespace) -> dict[str, tuple[str, ...]]:
    """Return what was told by flags."""
    given = {key: getattr(options, key) for key in TOLD[options.kind] if getattr(options, key) is not None}
    return {key: answers_of(QUESTIONS[key], words) for key, words in given.items()}


def answers_of(asked: Question, words: Iterable[str]) -> tuple[str, ...]:
    """Return the parts of an answer. Of what is one text the last is taken, as with any flag."""
    if not asked.many:
        return tuple(word.strip() for word in words)[-1:]
    return tuple(part.strip() for word in words for part in word.split(",") if part.strip()) or ("",)


def name_of(options: argparse.Namespace, told: Answers) -> str:
    """Return the name that was given, or the one that a title or the first need makes; else nothing."""
    found: str = options.name
    if not found and options.kind != "point":
        found = slug_of(" ".join(told.get("title", ())))
        if not found and options.kind == "routine":
            found = told.get("need", ("",))[0]
    return found


def slug_of(title: str) -> str:
    """Return a title as a name: `Crème de la crème` is `creme-de-la-creme`."""
    bare = "".join(
        one for one in unicodedata.normalize("NFD", title.casefold()) if not unicodedata.combining(one)
    )
    return "-".join(re.findall("[a-z0-9]+", bare))


def is_terminal() -> bool:
    """Tell whether somebody is there to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()
