from __future__ import annotations

import re
from copy import deepcopy
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, get_args

import pytest
from pydantic_core.core_schema import ErrorType
from sampling import sample

from atlas.library import all_pages
from atlas.matter import HINTS, MESSAGES, parse
from atlas.problems import SiteError
from atlas.records import Flag
from atlas.schema import Names, PointMatter
from atlas.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.source import Loc, Plain

FILE = PurePosixPath("content/points/li4.md")
NAMES: dict[str, Plain] = {"english": "Joining Valley", "pinyin": "Hégǔ", "hanzi": "合谷"}


def faults(source: Source, kind: type[Any], at: Loc = ()) -> str:
    with pytest.raises(SiteError) as caught:
        parse(source, kind, at)
    return str(caught.value)


def test_what_is_right_becomes_a_value() -> None:
    source = Source(FILE, {**NAMES, "also": ["Hoku"]}, {})
    assert parse(source, Names) == Names(
        english="Joining Valley", pinyin="Hégǔ", hanzi="合谷", also=("Hoku",)
    )


def test_every_fault_of_a_file_is_told_at_its_line() -> None:
    data: Plain = {"english": "", "pinyin": ["x"], "hanzy": "合谷", "also": "Hoku"}
    lines: dict[Loc, int] = {(): 4, ("english",): 5, ("pinyin",): 6, ("hanzy",): 7, ("also",): 8}
    assert faults(Source(FILE, data, lines), Names) == (
        'content/points/li4.md:4: "hanzi" is missing\n'
        'content/points/li4.md:5: "english" is empty\n'
        'content/points/li4.md:6: "pinyin" must be one text, not a list or a group\n'
        'content/points/li4.md:7: unknown key "hanzy"\n'
        '    hint: did you mean "hanzi"?\n'
        'content/points/li4.md:8: "also" must be a list\n'
        "    hint: begin each entry on its own line with a dash"
    )


def test_an_entry_of_a_list_is_named_by_its_own_keys() -> None:
    flag: dict[str, Plain] = {"kind": "eye", "points": ["BL1"], "advice": ["avoid"]}
    source = Source(PurePosixPath("flags.yaml"), [{}, flag, "BL1"], {(0,): 1, (1,): 2, (2,): 5})
    assert faults(source, Flag, (1,)) == 'flags.yaml:2: "because" is missing'
    assert faults(source, Flag, (2,)) == (
        'flags.yaml:5: "entry 2" must be a group of keys\n'
        "    hint: indent its keys by two spaces on the lines below"
    )


@pytest.mark.parametrize(
    ("at", "key", "hint"),
    [
        ((), "regoins", 'did you mean "regions"?'),
        (("names",), "hanzi-traditional", 'did you mean "hanzi_traditional"?'),
        (("press",), "with_", 'did you mean "with"?'),
        (("cautions", 0), "advise", 'did you mean "advice"?'),
        (("cautions", 0), "regoins", ""),
    ],
)
def test_an_unknown_key_is_compared_with_those_of_its_group(at: Loc, key: str, hint: str) -> None:
    source = deepcopy(sample().points["GB21"].source)
    group: Any = source.data
    for part in at:
        group = group[part]
    group[key] = "x"
    tail = f"\n    hint: {hint}" if hint else ""
    assert faults(source, PointMatter).partition(": ")[2] == f'unknown key "{key}"{tail}'


def test_only_what_pydantic_can_find_has_words() -> None:
    found = set(get_args(ErrorType))
    assert set(MESSAGES) - found == set()
    assert set(HINTS) - found == {"day", "unseen"}  # these two are our own


def _places(at: Loc, value: Plain) -> Iterator[Loc]:
    if at:
        yield at
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _places((*at, key), item)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _places((*at, number), item)


WRONG: tuple[Plain, ...] = (
    "",
    " ",
    "x" * 2000,
    "a\nb",
    "no",
    "-1",
    "9" * 5000,
    "2026",
    [],
    ["x"],
    ["x"] * 20,
    {},
)
ENGLISH = re.compile(r"Input|should|valid|Extra|Field required|parse|instance|\[|\{|pydantic")


def test_whatever_is_written_pydantic_never_speaks_for_itself() -> None:
    for entry in (*all_pages(sample()), sample().site):
        for place in _places((), entry.source.data):
            for wrong in (*WRONG, {"x": "y"}):
                data: Any = deepcopy(entry.source.data)
                inner = data
                for part in place[:-1]:
                    inner = inner[part]
                inner[place[-1]] = wrong
                source = Source(entry.source.path, data, entry.source.lines)
                try:
                    parse(source, type(entry.matter))
                except SiteError as error:
                    for problem in error.problems:
                        assert not ENGLISH.search(problem.message), problem
                        assert problem.line > 0
