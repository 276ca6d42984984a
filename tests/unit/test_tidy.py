from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import ROOT

from atlas.codes import codes_of
from atlas.collect import load_library
from atlas.matter import fields_of, model_in
from atlas.records import Flag, Reference, SiteMatter
from atlas.schema import NeedMatter, PointMatter, RoutineMatter
from atlas.tidy import tidy_page, tidy_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn
    from pydantic import BaseModel

CODES = codes_of(entry.matter for entry in load_library(ROOT / "content", ROOT).meridians.values())
KINDS: tuple[type[BaseModel], ...] = (PointMatter, RoutineMatter, NeedMatter, SiteMatter, Flag, Reference)


def tidied(text: str, kind: type[BaseModel] = PointMatter) -> str:
    found = tidy_record(text, kind, CODES.normal)
    assert found.safe
    return found.text


# What moves, and what moves with it


def test_keys_are_put_in_order_each_with_its_comments_and_its_lines() -> None:
    text = """\
# What presses.
press:
  motion: hold   # still

  # what presses
  with: thumb
# The code.
# The file is named after it.
code: 'GB21'

names: {hanzi: 肩井, english: Well}
regions:
- shoulder
# not the first
- neck
meridian: gallbladder
"""
    assert (
        tidied(text)
        == """\
# The code.
# The file is named after it.
code: 'GB21'

names: {hanzi: 肩井, english: Well}
meridian: gallbladder
regions:
- shoulder
# not the first
- neck
# What presses.
press:
  # what presses
  with: thumb
  motion: hold   # still

"""
    )


def test_a_dash_goes_before_whichever_key_comes_first() -> None:
    text = """\
steps:
  # the hand
  - note: "Rest it."   # on a table
    # as always
    point: LI4
  # the shoulder
  -   seconds: 30
      point: GB21
  - point: TE3
  -
    note: alone
    point: SI15
"""
    assert (
        tidied(text, RoutineMatter)
        == """\
steps:
  # the hand
    # as always
  - point: LI4
    note: "Rest it."   # on a table
  # the shoulder
  -   point: GB21
      seconds: 30
  - point: TE3
  -
    point: SI15
    note: alone
"""
    )


def test_what_only_looks_like_a_comment_stays_in_its_text() -> None:
    text = """\
because: >-
  one
  # two

  three
advice: "a
# b
  c"
kind: nerve
points: |+
  # no list

"""
    assert (
        tidied(text, Flag)
        == """\
kind: nerve
points: |+
  # no list

advice: "a
# b
  c"
because: >-
  one
  # two

  three
"""
    )


def test_comments_that_stand_alone_stay_where_they_are() -> None:
    text = """\
# yaml-language-server: $schema=../docs/schemas/site.json
# About the title.
title: b

# A thought.

tagline: a
language: en
description: c
  # further in
# The end.
"""
    assert (
        tidied(text, SiteMatter)
        == """\
# yaml-language-server: $schema=../docs/schemas/site.json
# About the title.
title: b

# A thought.

tagline: a
description: c
  # further in
language: en
# The end.
"""
    )


def test_a_key_that_nobody_knows_stays_behind_the_one_before_it() -> None:
    assert tidied("meridan: x\nsides: both\ncolour: red\ncode: GB21\nshade: dark\n") == (
        "meridan: x\ncode: GB21\nshade: dark\nsides: both\ncolour: red\n"
    )


def test_a_list_of_groups_at_the_top_of_a_file_is_put_in_order_too() -> None:
    text = "# All.\n\n- points: [GB34]\n  kind: nerve\n\n# Eyes.\n- kind: eye\n  points: [bl-1, ST1]"
    assert tidied(text, Flag) == (
        "# All.\n\n- kind: nerve\n  points: [GB34]\n\n# Eyes.\n- kind: eye\n  points: [BL1, ST1]"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "? sides\n: both\n? code\n: GB21\n",
        "{sides: both, code: GB21}\n",
        "- - sides: both\n    code: GB21\n",
        "just words\n",
        "code:\nnames:\n",
    ],
)
def test_what_is_written_in_another_way_is_left_as_it_is(text: str) -> None:
    found = tidy_record(text, PointMatter, CODES.normal)
    assert (found.text, found.done, found.safe) == (text, "", True)


def test_a_text_whose_meaning_hangs_on_the_end_of_the_file_is_not_safe_to_move() -> None:
    assert not tidy_record("meridian: x\ncode: |\n  GB21", PointMatter, CODES.normal).safe


# Codes


def test_codes_are_spelt_as_the_standard_does_where_a_code_belongs() -> None:
    text = """\
code: gb-21   # GB 21, of old
names: {english: liv3}
related:
  - {code: "Ren17", why: near UB10}
  - code: 'UB 10'
    why: te3
"""
    found = tidy_record(text, PointMatter, CODES.normal)
    assert (
        found.text
        == """\
code: GB21   # GB 21, of old
names: {english: liv3}
related:
  - {code: "CV17", why: near UB10}
  - code: 'BL10'
    why: te3
"""
    )
    assert (found.done, found.safe) == ("3 codes rewritten", True)


def test_codes_in_lists_and_after_other_names_are_spelt_too() -> None:
    text = "versions:\n  short: [li 4, Liv3,gb21]\nsteps:\n  - instead: sj3\n    point: C7\n"
    found = tidy_record(text, RoutineMatter, CODES.normal)
    assert found.text == "steps:\n  - point: C7\n    instead: TE3\nversions:\n  short: [LI4, LR3,GB21]\n"
    assert found.done == "2 keys put in order, 4 codes rewritten"


def test_a_code_that_is_no_plain_word_on_one_line_is_left_alone() -> None:
    text = 'code: "gb\\x2D21"\nrelated:\n  - code: >-\n      gb-21\n'
    assert tidied(text) == text


def test_links_of_a_text_are_spelt_too_and_nothing_else_in_it() -> None:
    text = (
        "---\n\n# first\nsides: both\ncode: GB21\n---\n\nPress [Hegu](li-4) and [LIV3](Liv3#press), not li-4."
        "\nSee ![x](te3.webp), [C7](C7), [a](page:te3), [b](https://x.org/li4), [c](GB21) and (li-4).\n"
    )
    found = tidy_page(text, PointMatter, CODES.normal)
    assert found.text == (
        "---\n\ncode: GB21\n# first\nsides: both\n---\n\nPress [Hegu](LI4) and [LIV3](LR3#press), not li-4."
        "\nSee ![x](te3.webp), [C7](C7), [a](page:te3), [b](https://x.org/li4), [c](GB21) and (li-4).\n"
    )
    assert (found.done, found.safe) == ("1 key put in order, 2 codes rewritten", True)


def test_a_text_without_a_last_line_break_gets_none() -> None:
    assert tidied("sides: both\ncode: GB21") == "code: GB21\nsides: both"


@pytest.mark.parametrize("kind", KINDS)
def test_the_fewest_keys_move(kind: type[BaseModel]) -> None:
    keys = list(fields_of(kind))
    last_first = "".join(f"{key}: x\n" for key in (keys[-1], *keys[:-1]))
    assert tidy_record(last_first, kind, CODES.normal).done == "1 key put in order"
    assert tidied(last_first, kind) == "".join(f"{key}: x\n" for key in keys)


# Whatever an author may write

WORDS = ("some words", "GB21", "gb-21", "Liv3", "'it is # no comment'", '"a: b"', "肩井", "2026-11-22", "")
LONG = (
    (">-", "words", "  # deeper"),
    ("|", "words", "", "- more"),
    ("|+", "kept", ""),
    ("|2", "  # no comment"),
)


@st.composite
def groups(draw: DrawFn, kind: type[BaseModel], indent: int, depth: int = 0) -> list[str]:
    """Lines of keys in any order, with every way to write a value, and comments in between."""
    known = draw(st.permutations(list(fields_of(kind))))[: draw(st.integers(1, 6))]
    unknown = draw(st.lists(st.sampled_from(("colour", "shade")), max_size=1)) if depth == 0 else []
    keys = draw(st.permutations([*known, *unknown]))
    lines: list[str] = []
    for key in keys:
        lines += draw(between(indent)) if lines else []
        info = fields_of(kind).get(key)
        inner = model_in(info.annotation) if info else None
        lines += draw(values(key, inner, indent, depth))
    return lines


@st.composite
def between(draw: DrawFn, indent: int) -> list[str]:
    comment = st.sampled_from([f"{'':{max(0, indent + by)}}# note {by}" for by in (-2, 0, 0, 2)])
    blank = st.sampled_from(["", " " * indent])
    return draw(st.lists(st.one_of(comment, comment, blank), max_size=3))


@st.composite
def values(draw: DrawFn, key: str, inner: type[BaseModel] | None, indent: int, depth: int) -> list[str]:
    at = " " * indent
    key = draw(st.sampled_from([key, key, f'"{key}"']))
    ways = ["word", "long", "list", "flow", "quoted lines"] + ["group", "groups", "groups"] * bool(inner)
    way = draw(st.sampled_from(ways)) if depth < 3 else "word"
    if way == "group" and inner:
        more = draw(groups(inner, indent + 2, depth + 1))
        return [f"{at}{key}:{draw(st.sampled_from(['', ' # why']))}", *draw(between(indent + 2)), *more]
    if way == "groups" and inner:
        dash = draw(st.sampled_from([indent, indent + 2]))
        space = draw(st.sampled_from([1, 1, 3]))
        lines = [f"{at}{key}:"]
        for _ in range(draw(st.integers(1, 3))):
            first, *more = draw(groups(inner, dash + 1 + space, depth + 1))
            lines += draw(between(dash))
            lines += [f"{'':{dash}}-{'':{space}}{first.lstrip()}", *more]
        return lines
    return written(key, way, at, draw)


def written(key: str, way: str, at: str, draw: DrawFn) -> list[str]:
    """Return the lines of a key and what is no group."""
    if way == "long":
        head, *more = draw(st.sampled_from(LONG))
        return [f"{at}{key}: {head}", *(f"{at}  {line}" if line else "" for line in more)]
    if way == "list":
        return [f"{at}{key}:", *(f"{at}  - {draw(st.sampled_from(WORDS[:-1]))}" for _ in range(2))]
    if way == "flow":
        return (
            [f"{at}{key}: [li 4,", f"{at}  'TE3', a]"] if draw(st.booleans()) else [f"{at}{key}: [li 4, a]"]
        )
    if way == "quoted lines":
        return [f'{at}{key}: "one', f"{at}# two", f'{at}  three"']
    word = draw(st.sampled_from(WORDS))
    return [f"{at}{key}: {word}{draw(st.sampled_from(['', '  # why']))}".rstrip()]


@st.composite
def files(draw: DrawFn) -> tuple[str, type[BaseModel]]:
    kind = draw(st.sampled_from(KINDS))
    lines = [*draw(between(0)), *draw(groups(kind, 0)), *draw(between(0))]
    return "\n".join(lines) + "\n", kind


def plain(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


def orders(node: yaml.Node, kind: type[BaseModel] | None) -> Iterator[list[int]]:
    """Yield the places that the keys of each group have in the schema; those in { } stand on one line."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from orders(item, kind)
    elif isinstance(node, yaml.MappingNode) and kind:
        fields = list(fields_of(kind))
        if not node.flow_style:
            yield [fields.index(key.value) for key, _ in node.value if key.value in fields]
        for key, value in node.value:
            yield from orders(
                value, model_in(fields_of(kind)[key.value].annotation) if key.value in fields else None
            )


def spelt(value: Any) -> Any:
    """Return data with every code spelt as the standard does, wherever it stands: for comparing only."""
    if isinstance(value, dict):
        return {key: spelt(item) for key, item in value.items()}
    if isinstance(value, list):
        return [spelt(item) for item in value]
    return CODES.normal(value) or value


def bare(text: str) -> Counter[str]:
    """Count the lines of a text, whatever dash or code they have."""
    return Counter(
        re.sub(r"gb-21|GB21|Liv3|LR3|li 4|LI4", "x", re.sub(r"^( *)-( +)", r"\1 \2", line))
        for line in text.split("\n")
    )


@given(files())
@settings(max_examples=100, deadline=None)
def test_whatever_is_written_keeps_its_meaning_its_lines_and_its_comments(
    file: tuple[str, type[BaseModel]],
) -> None:
    text, kind = file
    before = plain(text)
    found = tidy_record(text, kind, CODES.normal)
    assert found.safe or "|+" in text  # all blank lines below such a text are a part of it
    if not found.safe:
        return
    assert spelt(plain(found.text)) == spelt(before)
    assert bare(found.text) == bare(text)
    comments = re.compile(r"^ *#.*$|  # why$| # why$", re.MULTILINE)
    assert Counter(comments.findall(found.text)) == Counter(comments.findall(text))
    node = yaml.compose(found.text, Loader=yaml.CBaseLoader)
    assert node
    assert [order for order in orders(node, kind) if order != sorted(order)] == []
    again = tidy_record(found.text, kind, CODES.normal)
    assert (again.text, again.done) == (found.text, "")
    assert (found.done == "") == (found.text == text)
