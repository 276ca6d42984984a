"""Read a file of content/, or remember what it said when it was read before."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from atlas.memo import key_of
from atlas.problems import SiteError
from atlas.source import Source, parse_page, parse_record, places, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path, PurePath

    from atlas.memo import Memo
    from atlas.source import Loc, Plain


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the files of the project at `root`."""

    root: Path
    memo: Memo

    def page(self, file: Path) -> Source:
        """Read a Markdown file with front matter. Raises SiteError with what is wrong with its form."""
        return self._read(file, parse_page)

    def record(self, file: Path) -> Source:
        """Read a YAML file. Raises SiteError with what is wrong with its form."""
        return self._read(file, parse_record)

    def prepare(self, files: Iterable[Path]) -> None:
        """Read files that `page` will be asked for, if nothing is remembered. It tells of no mistakes."""
        jobs = {}
        for file in () if self.memo.before else files:
            path = file.relative_to(self.root)
            with contextlib.suppress(SiteError):
                text = read_text(file, path)
                jobs[_key(parse_page, path, text)] = partial(parse_page, text, path), _pack
        self.memo.prepare(jobs)

    def _read(self, file: Path, parse: Callable[[str, PurePath], Source]) -> Source:
        path = file.relative_to(self.root)
        text = read_text(file, path)
        return self.memo.get(
            _key(parse, path, text),
            lambda: parse(text, path),
            _pack,
            lambda packed: _unpack(path, packed),
        )


class Lines(Mapping["Loc", int]):
    """The line of every place, put together when somebody asks: most builds have no problem to tell."""

    def __init__(self, data: Plain, numbers: Sequence[int]) -> None:
        """Take the data, and the line of each of its places in their order."""
        self.data, self.numbers = data, numbers

    @cached_property
    def _all(self) -> dict[Loc, int]:
        return dict(zip(places(self.data), self.numbers, strict=True))

    def __getitem__(self, place: Loc) -> int:
        """Return a place's line."""
        return self._all[place]

    def __iter__(self) -> Iterator[Loc]:
        """Yield every place."""
        return iter(self._all)

    def __len__(self) -> int:
        """Return how many places there are."""
        return len(self.numbers)


def _key(parse: Callable[[str, PurePath], Source], path: PurePath, text: str) -> str:
    return key_of(parse.__name__, path.as_posix(), text)


def _pack(source: Source) -> list[Any]:
    numbers = [source.line_of(place) for place in places(source.data)]
    return [source.data, numbers, source.body, source.body_line, source.front]


def _unpack(path: PurePath, packed: list[Any]) -> Source:
    data, numbers, body, body_line, front = packed
    return Source(path, data, Lines(data, numbers), body, body_line, front)
