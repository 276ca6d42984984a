"""The lists of `data/`, read as front matter is: every word a string, and faults told at their line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from atlas.matter import parse
from atlas.memo import Memo
from atlas.patterns import Matter
from atlas.read import Reader
from workshop.paths import HERE

if TYPE_CHECKING:
    from pathlib import Path

Of = TypeVar("Of", bound=Matter)


def read_list(file: Path, kind: type[Of]) -> list[Of]:
    """Read a list of values of one kind. Raises SiteError with what is wrong with its form."""
    source = Reader(HERE.parent, Memo()).record(file)
    return [parse(source, kind, (number,)) for number in range(len(source.data))]
