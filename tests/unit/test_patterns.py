# ruff: noqa: RUF001  what looks alike is what is tested
from __future__ import annotations

import re
from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from atlas import patterns
from atlas.addresses import ADDRESS
from atlas.patterns import Day, Line

LINE: TypeAdapter[str] = TypeAdapter(Line)
DAY: TypeAdapter[date] = TypeAdapter(Day)


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (patterns.CODE, "GB21 LI4 EX-HN3 EX-B2 CV24", "gb21 GB GB0 GB021 GB100 G21 EX-HNN1 GB-21 ＧＢ21"),
        (patterns.PREFIX, "GB EX-HN EX-B", "G gb GB1 EX- EX-HNN"),
        (patterns.SLUG, "neck upper-back c7 4-gates", "Neck upper_back -neck neck- a--b ä ../x a/b"),
        (patterns.TIMES, "1 12 3-5 1-2", "0 123 3-0 often 3- -5 3–5"),
        (patterns.DAY, "2026-11-22", "2026-1-2 22-11-2026 20261122 2026/11/22"),
        (
            ADDRESS,
            "https://a http://a.org https://a.org/ https://a.org:80/b/?c=d#e",
            "a.org //a.org ftp://a.org https:// https:/// https:///a javascript:alert(1) https://a.org/<b>",
        ),
        (
            patterns.CONTACT,
            "https://a.org https://a.org/b?c=d mailto:me@a.org",
            "http://a.org a.org me@a.org mailto:a.org mailto:me@a.org?subject=b javascript:alert(1) tel:112",
        ),
        (patterns.COLOUR, "#0b6e69", "#0B6E69 #fff 0b6e69 white"),
        (patterns.LANGUAGE, "en en-GB", "EN english en-gb"),
        (patterns.DOI, "10.1136/bmj.i6748", "doi:10.1136/x 10.1/x https://doi.org/10.1136/x"),
        (patterns.PMID, "25403522", "PMC1 1234567890"),
    ],
    ids=["code", "prefix", "slug", "times", "day", "address", "contact", "colour", "language", "doi", "pmid"],
)
def test_spelling(pattern: str, right: str, wrong: str) -> None:
    assert [word for word in right.split() if not re.search(pattern, word)] == []
    assert [word for word in wrong.split() if re.search(pattern, word)] == []


def test_every_spelling_has_words_for_those_who_miss_it() -> None:
    spelt = {value for name, value in vars(patterns).items() if name.isupper() and isinstance(value, str)}
    assert set(patterns.SAID) == spelt


def test_a_line_is_stripped() -> None:
    assert LINE.validate_python(" Shoulder Well\n") == "Shoulder Well"
    assert LINE.validate_python("Jiānjǐng 肩井 1½ “so” – well…") == "Jiānjǐng 肩井 1½ “so” – well…"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\nb", "must be on one line"),
        ("a\u00a0b", "has an invisible character (U+00A0)"),
        ("a\u200bb", "has an invisible character (U+200B)"),
        ("a\u202eb", "has an invisible character (U+202E)"),
        ("a" * 1001, "too long"),
        (" ", "String should have at least 1 character"),
    ],
    ids=ascii,
)
def test_a_line_is_one_line_of_what_can_be_seen(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        LINE.validate_python(text)
    assert [error["msg"] for error in caught.value.errors()] == [said]


def test_a_day_is_a_date_and_nothing_that_looks_like_a_number() -> None:
    assert DAY.validate_python("2024-02-29") == date(2024, 2, 29)
    for text in (
        "2026",
        "0",
        "86400",
        "20261122",
        "2026-11-22T00:00",
        "2026-W47-7",
        "2026-02-29",
        "٢٠٢٦-11-22",
        "",
    ):
        with pytest.raises(ValidationError) as caught:
            DAY.validate_python(text)
        assert [error["msg"] for error in caught.value.errors()] == [f'is not a date: "{text}"']
