"""What can be wrong, at which line, and how we say it."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath

MANY, NEAR, SOME = 2_000, 2, 100  # names, letters, names
Kind = Literal["long sentence", "hard page", "old review", "unused point"]


class Problem(NamedTuple):
    """One thing an author can fix, at a place they can click.

    `path` is relative to the project; `line` counts from 1, and 0 stands for the file as a whole.
    """

    path: PurePath
    line: int
    message: str
    hint: str = ""

    @property
    def place(self) -> str:
        """The file, and the line in it."""
        path = visible(self.path.as_posix())
        return f"{path}:{self.line}" if self.line else path

    def __str__(self) -> str:
        tail = f"\n    hint: {visible(self.hint)}" if self.hint else ""
        return f"{self.place}: {visible(self.message)}{tail}"


class Advice(NamedTuple):
    """What an author may want to mend though no build stops for it, and what sort of thing it is."""

    about: Problem
    kind: Kind


class SiteError(Exception):
    """Raised with every problem that could be found together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Mistakes:
    """What stages that do not need one another find, so that an author is told of all of it at once."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self._problems: list[Problem] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Keep what the block finds wrong for later."""
        try:
            yield
        except SiteError as error:
            self._problems += error.problems

    def report(self) -> None:
        """Raise SiteError with every problem, if there is one."""
        report(self._problems)


def report(problems: Iterable[Problem]) -> None:
    """Raise SiteError with every problem, if there is one."""
    found = tuple(problems)
    if found:
        raise SiteError(found)


def visible(text: str) -> str:
    """Spell out what no editor shows: a name must not look like another line, or paint a terminal."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean "x"?` for the nearest known word, or nothing.

    Of very many words, only some that are about as long and begin alike are looked at.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - most builds have no mistake to mend

    names = list(known)
    if len(names) > MANY:
        alike = (name for name in names if name[:2] == word[:2] and abs(len(name) - len(word)) <= NEAR)
        names = list(islice(alike, SOME))
    by_fold = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f'did you mean "{by_fold[near[0]]}"?' if near else ""


def one_of(known: Iterable[str]) -> str:
    """Return `one of: a, b, c`, for a hint that lists a closed choice."""
    words = tuple(known)
    return "one of: " + ("; " if any("," in word for word in words) else ", ").join(words)


def counted(number: int, noun: str) -> str:
    """Return `1 page`, `2 pages`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
