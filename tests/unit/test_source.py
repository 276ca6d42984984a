from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from sampling import SAMPLE

from atlas.memo import Memo
from atlas.problems import Problem, SiteError
from atlas.read import Reader
from atlas.source import Source

PAGE = """---

# a comment
title: Neck
steps:
  - point: LI4

  - point: GB21
    seconds: 030
empty:
versions: {short: [LI4, no]}
path: >-
  One
  two.
---

First line.
---
"""


def read(folder: Path, text: str | bytes) -> Source:
    file = folder / "page.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Reader(folder, Memo()).page(file)


def fault(folder: Path, text: str | bytes) -> str:
    with pytest.raises(SiteError) as caught:
        read(folder, text)
    return str(caught.value)


def test_a_page_is_read_as_plain_strings_with_the_line_of_every_one(tmp_path: Path) -> None:
    assert replace(read(tmp_path, PAGE), front="") == Source(
        path=Path("page.md"),
        data={
            "title": "Neck",
            "steps": [{"point": "LI4"}, {"point": "GB21", "seconds": "030"}],
            "empty": "",
            "versions": {"short": ["LI4", "no"]},
            "path": "One two.",
        },
        lines={
            (): 4,
            ("title",): 4,
            ("steps",): 5,
            ("steps", 0): 6,
            ("steps", 0, "point"): 6,
            ("steps", 1): 8,
            ("steps", 1, "point"): 8,
            ("steps", 1, "seconds"): 9,
            ("empty",): 10,
            ("versions",): 11,
            ("versions", "short"): 11,
            ("versions", "short", 0): 11,
            ("versions", "short", 1): 11,
            ("path",): 12,
        },
        body="\nFirst line.\n---\n",
        body_line=16,
    )


def test_a_key_that_was_not_written_is_at_the_line_of_its_nearest_parent(tmp_path: Path) -> None:
    source = read(tmp_path, PAGE)
    assert source.line_of(("steps", 1, "note")) == 8
    assert source.line_of(("steps", 7, "note")) == 5
    assert source.line_of(("reviewed",)) == 4
    assert Source(PurePosixPath("x.md"), {}, {}).line_of(("a", "b")) == 1


def test_every_text_is_found_with_its_place(tmp_path: Path) -> None:
    assert list(read(tmp_path, PAGE).texts) == [
        (("title",), "Neck"),
        (("steps", 0, "point"), "LI4"),
        (("steps", 1, "point"), "GB21"),
        (("steps", 1, "seconds"), "030"),
        (("empty",), ""),
        (("versions", "short", 0), "LI4"),
        (("versions", "short", 1), "no"),
        (("path",), "One two."),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\na: b\n---\nText\n", 4),
        ("---\na: b\n---\n\n\nText\n", 6),
        ("---\n\n\na: b\n---\nText\n", 6),
        ("-----\na: b\n---   \nText\n", 4),
        ("---\na: b\n---\n---\nText\n", 5),
        ("---\na: b\n---\nText", 4),
    ],
)
def test_the_line_of_the_text_is_known(tmp_path: Path, text: str, line: int) -> None:
    source = read(tmp_path, text)
    place = source.body.splitlines().index("Text")
    assert (source.data, source.body_line + place) == ({"a": "b"}, line)


@pytest.mark.parametrize("text", ["---\n---\n", "---\n# nothing\n---\n"])
def test_a_page_may_say_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).data == {}


def test_a_record_may_be_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("# one\n- id: a\n- id: b\n", encoding="utf-8")
    source = Reader(tmp_path, Memo()).record(tmp_path / "a.yaml")
    assert (source.data, source.line_of((1, "id"))) == ([{"id": "a"}, {"id": "b"}], 3)


def test_tags_make_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "---\na: !!python/object/apply:os.system [ls]\n---\n").data == {"a": ["ls"]}


HINT = '\n    hint: put text that holds ": " or " #", or begins with a sign, between quotes'
CANNOT = "this line cannot be read:"


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("a: b: c", f'2: {CANNOT} it has a ": " too many, or the line above lacks one'),
        ("a:b\nc: d", f'3: {CANNOT} it has a ": " too many, or the line above lacks one'),
        ("a: b\n c: d", f'3: {CANNOT} it has a ": " too many, or the line above lacks one'),
        ("a: b\nc\nd: e", f'4: {CANNOT} it lacks the ": " after a key, or the space after a dash'),
        ("- a\n-b", f'4: {CANNOT} it lacks the ": " after a key, or the space after a dash'),
        (
            "a:\n   b: c\n  d: e",
            f"4: {CANNOT} it begins too far left or right, or goes on after a closing quote",
        ),
        ('a: "b" c', f"2: {CANNOT} it begins too far left or right, or goes on after a closing quote"),
        ("a:\n  - b: c\n   d: e", f"4: {CANNOT} it begins too far left or right"),
        ("  a: b\nc: d", f"3: {CANNOT} it begins further left than the first line"),
        ("a: - b", f"2: {CANNOT} a list begins on a line of its own"),
        ("a: @b", f"2: {CANNOT} its text begins with a sign"),
        ("a: `b`", f"2: {CANNOT} its text begins with a sign"),
        ("a: %", f"2: {CANNOT} its text begins with a sign"),
        ("a: ]", f"2: {CANNOT} its text begins with a sign"),
        ("a: * b", f"2: {CANNOT} its text begins with a sign"),
        ("a: & b", f"2: {CANNOT} its text begins with a sign"),
        ('a: "C:\\q"', f'2: {CANNOT} between "double quotes", a backslash has a meaning of its own'),
        ("a: 'b\nc: d\ne: f", f"2: {CANNOT} a quote is opened here and not closed"),
        ("a: b\nc: [d\ne: f", f"3: {CANNOT} a [ is opened here and not closed"),
        ("a: b\nc: {d\ne: f", f"3: {CANNOT} a {{ is opened here and not closed"),
    ],
)
def test_what_yaml_cannot_read_is_told_in_the_words_of_an_author(
    tmp_path: Path, front: str, said: str
) -> None:
    assert fault(tmp_path, f"---\n{front}\n---\n") == f"page.md:{said}{HINT}"


def test_keys_are_words_and_stand_once_in_each_group(tmp_path: Path) -> None:
    text = "---\n? [a, b]\n: c\nd: e\nf: {d: g, d: h}\nd: i\n---\n"
    assert fault(tmp_path, text) == (
        'page.md:2: a key must be a plain word\npage.md:5: "d" is already set on line 5\n'
        'page.md:6: "d" is already set on line 4'
    )


def test_an_alias_is_shown_where_it_is_used(tmp_path: Path) -> None:
    alias = "text that begins with * would repeat another part of the file"
    hint = "\n    hint: put it between quotes, or write the other part out"
    text = "---\na: &one b\nc: *one\nd:\n  - *one\n  - *none\n---\n"
    assert fault(tmp_path, text) == "\n".join(f"page.md:{line}: {alias}{hint}" for line in (3, 5, 6))


@pytest.mark.parametrize("brackets", ["[" * 13 + "]" * 13, "[" * 250_000, "{a: " * 100_000, "- " * 200_000])
def test_nothing_nests_so_deeply_that_the_program_falls_over(tmp_path: Path, brackets: str) -> None:
    assert fault(tmp_path, f"---\na:\n  {brackets}\n---\n") == "page.md:3: is nested too deeply"


OPEN = "\n    hint: write --- alone on the first line"
CLOSE = "\n    hint: write --- alone on a line after the last key"
SAVE = "\n    hint: save it as"
WITH = "\n    hint: save it with"
TYPE = "\n    hint: delete the line and type it again"
INDENT = "\n    hint: indent with two spaces"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", f"1: the front matter has no opening ---{OPEN}"),
        (b"\n---\na: b\n---\n", f"1: the front matter has no opening ---{OPEN}"),
        (b"---\na: b\n", f"1: the front matter has no closing ---{CLOSE}"),
        (b"---\njust words\n---\n", '2: the front matter must be lines of "key: value"'),
        (b"---\na: b\n---\n\nJi\xe9\n", f"5: is not UTF-8 text{SAVE} UTF-8 in your editor"),
        (b"---\na: b\n---\n\na\x0cb\n", f"5: has an invisible character (U+000C){TYPE}"),
        ("---\na: b\u2028\n---\n".encode(), f"2: has an invisible character (U+2028){TYPE}"),
        (b"---\na: b\n---\r\n", f"3: has Windows line endings (CRLF){WITH} LF line endings in your editor"),
        (b"---\na:\tb\n---\n", f"2: has a tab{INDENT}"),
        (b"---\n\n\na:\n\t- b\n---\n", f"5: has a tab{INDENT}"),
    ],
)
def test_form(tmp_path: Path, text: bytes, said: str) -> None:
    assert fault(tmp_path, text) == f"page.md:{said}"


def test_a_tab_in_the_text_is_harmless(tmp_path: Path) -> None:
    assert read(tmp_path, "---\na: b\n---\n-\tone\n").body == "\n-\tone\n"


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        Reader(tmp_path, Memo()).record(tmp_path / "gone.yaml")
    assert str(caught.value) == "gone.yaml: cannot be read: No such file or directory"
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(SiteError) as caught:
        Reader(tmp_path, Memo()).record(tmp_path / "folder.yaml")
    assert str(caught.value) == "folder.yaml: is no plain file\n    hint: put the file itself here"


def test_the_largest_file(tmp_path: Path) -> None:
    head = b"---\na: b\n---\n"
    assert len(read(tmp_path, head.ljust(512 * 1024, b"x")).body) == 512 * 1024 - len(head) + 1
    assert fault(tmp_path, head.ljust(512 * 1024 + 1, b"x")) == "page.md: is 512 KB long; 512 KB is the most"


def test_whatever_is_done_to_a_file_it_is_read_or_refused_in_words(tmp_path: Path) -> None:
    whole = (SAMPLE / "content/points/gb21.md").read_bytes()
    dice = random.Random(4)  # noqa: S311  the same each time
    odd = [
        b"\0",
        b"\xff",
        b"\t",
        b"\r",
        b"---\n",
        b": ",
        b"[",
        b"*x",
        b"&x",
        b'"',
        b"'",
        b"\n",
        b"#",
        b"\xe8",
        b"!x",
    ]
    wounded = [whole[:cut] for cut in range(0, len(whole), 13)]
    for _ in range(400):
        at = dice.randrange(len(whole))
        wounded.append(whole[:at] + dice.choice(odd) + whole[at + dice.randrange(3) :])
    for text in wounded:
        lines = range(text.count(b"\n") + 2)
        assert [problem for problem in _problems(tmp_path, text) if problem.line not in lines] == []


def _problems(folder: Path, text: bytes) -> tuple[Problem, ...]:
    try:
        read(folder, text)
    except SiteError as error:
        return error.problems
    return ()
