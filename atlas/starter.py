"""Write a commented file for an author to fill in, one that a build takes as it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atlas.cards import card_of, check_cards, routine_cards
from atlas.codes import codes_of
from atlas.collect import KINDS, load_library
from atlas.facts import FEWEST_STEPS, facts_of, next_free
from atlas.library import Entry
from atlas.matter import parse
from atlas.patterns import CODE, SAID, SLUG
from atlas.pictures import hang_pictures
from atlas.problems import Problem, SiteError
from atlas.questions import TOLD
from atlas.rules import RULES
from atlas.source import parse_page, text_of
from atlas.wording import TEXT_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from pydantic import BaseModel

    from atlas.codes import Codes
    from atlas.library import Library
    from atlas.pictures import Gallery
    from atlas.questions import Answers

MOST_SHORT, MOST_STANDARD = 5, 6


@dataclass(frozen=True)  # without slots: what has to be read is read once
class Desk:
    """A project in which something new is to be written, and the day."""

    root: Path
    day: date

    @cached_property
    def library(self) -> Library:
        """All that can be read, drafts included: a mistake elsewhere keeps nobody from beginning."""
        return load_library(self.root / "content", self.root, drafts=True, whole=False)

    @cached_property
    def gallery(self) -> Gallery | None:
        """The pictures that cards have; none while one of them has a problem of its own."""
        try:
            return hang_pictures(self.library.points, self.root / "assets" / "figures")
        except SiteError:
            return None

    @cached_property
    def _codes(self) -> Codes:
        return codes_of(entry.matter for entry in self.library.meridians.values())

    def name(self, kind: str, given: str) -> tuple[str, str]:
        """Return a name that a new file can have, and a sentence if it is not the one that was given.

        Raises SiteError if no file can have it.
        """
        folder = PurePath("content", f"{kind}s")
        if kind == "point":
            wanted = self._codes.normal(given) or given.upper()
            said = f"{given} is {wanted} in the spelling of the WHO." if wanted != given.upper() else ""
        else:
            taken = [file.stem for file in (self.root / folder).glob("*.md")] if kind == "routine" else []
            wanted = next_free(given, taken)
            said = f'"{given}" is taken. The next free name is "{wanted}".' if wanted != given else ""
        pattern = CODE if kind == "point" else SLUG
        if not re.fullmatch(pattern, wanted):
            raise SiteError([Problem(folder, 0, f'"{given}" is no name for a {kind}', SAID[pattern])])
        path = folder / f"{wanted.lower()}.md"
        try:
            there = (self.root / path).is_symlink() or (self.root / path).exists()
        except OSError as error:
            raise SiteError([Problem(path, 0, f"cannot be written: {error.strerror}")]) from None
        if there:
            raise SiteError([Problem(path, 0, "is there already; it was left as it is")])
        return wanted, said

    def sketch(self, kind: str, name: str, told: Answers) -> Sketch:
        """Return the file as it would be. Raises SiteError where the library has too little for one."""
        path = PurePath("content", f"{kind}s", f"{name.lower()}.md")
        normal = self._codes.normal
        spelt = (
            {**told, "point": tuple(normal(one) or one for one in told["point"])} if "point" in told else told
        )
        empty = Sketch(kind, name, spelt, path, dict.fromkeys(TOLD[kind], ()))
        facts = (
            empty.facts | facts_of(kind, name, spelt, self.library, path) | {"today": self.day.isoformat()}
        )
        if kind == "routine":
            return self._routine(empty, facts)
        return self._filled(empty, facts)

    def _routine(self, empty: Sketch, facts: dict[str, Any]) -> Sketch:
        """Return a routine whose shorter versions keep as many of its first points as cards have room for."""
        points = facts["point"]
        first = points[:MOST_STANDARD]

        def tried(short: tuple[str, ...], standard: tuple[str, ...]) -> Sketch:
            return self._filled(empty, facts | {"short": short, "standard": standard})

        shorts = chain.from_iterable(
            combinations(first, number) for number in range(MOST_SHORT, FEWEST_STEPS - 1, -1)
        )
        short = next((some for some in shorts if not tried(some, some).problems), points[:FEWEST_STEPS])
        standards = (first[:number] for number in range(len(first), len(short), -1))
        longer = (some for some in standards if set(short) <= set(some) and not tried(short, some).problems)
        return tried(short, next(longer, short))

    def _filled(self, empty: Sketch, facts: dict[str, Any]) -> Sketch:
        # A sample is text for a person: nothing in it is escaped.
        environment = Environment(  # noqa: S701
            loader=FileSystemLoader(self.root / "templates" / "new"),
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(text=_text, list_of=_list_of)
        text = environment.get_template(f"{empty.kind}.md").render(facts)
        problems = tuple(self._problems(empty.kind, empty.path, text))
        return replace(empty, facts=facts, text=text, problems=problems)

    def _problems(self, kind: str, path: PurePath, text: str) -> Iterator[Problem]:
        """Yield what a build would say of a file, before there is one."""
        try:
            source = parse_page(text_of(text.encode(errors="surrogatepass"), path), path)
            entry = Entry(source, parse(source, KINDS[f"{kind}s"]))
        except SiteError as error:
            yield from error.problems
            return
        library = _with(self.library, kind, entry)
        told = (
            *(one for rule in RULES for one in rule(library)),
            *(one for rule in TEXT_RULES for one in rule([entry])),
        )
        found = [one for one in told if one.path == source.path]
        yield from found
        if found or not self.gallery or kind == "need":
            return
        card = card_of if kind == "point" else routine_cards
        pages: Any = card(entry, library, self.gallery)  # type: ignore[arg-type]
        yield from check_cards([pages] if kind == "point" else pages)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A file that is not there yet: what was told, what it was filled in with, and what a build would say."""

    kind: str
    name: str
    told: Answers
    path: PurePath
    facts: dict[str, Any]
    text: str = ""
    problems: tuple[Problem, ...] = ()

    def write(self, root: Path) -> Path:
        """Write it, and return where. Raises SiteError if such a file is there, or it cannot be written."""
        file = root / self.path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as made:
                try:
                    made.write(self.text.encode())
                    made.flush()
                except BaseException:  # half a file is worse than none
                    file.unlink()
                    raise
        except FileExistsError:
            raise SiteError([Problem(self.path, 0, "is there already; it was left as it is")]) from None
        except OSError as error:
            raise SiteError([Problem(self.path, 0, f"cannot be written: {error.strerror}")]) from None
        return file


def _with(library: Library, kind: str, entry: Entry[BaseModel]) -> Library:
    name = getattr(entry.matter, "code", entry.slug)
    changes: dict[str, Any] = {f"{kind}s": {**getattr(library, f"{kind}s"), name: entry}}
    return replace(library, **changes)


def _text(words: str) -> str:
    """Return words as YAML: between quotes only where a reader of YAML would take them for something else."""
    try:
        plain = yaml.safe_load(f"[{words}]") == [words]
    except (yaml.YAMLError, ValueError):  # a day that no calendar has is a ValueError
        plain = False
    return words if plain else json.dumps(words, ensure_ascii=False)


def _list_of(words: Iterable[str]) -> str:
    return ", ".join(map(_text, words))
