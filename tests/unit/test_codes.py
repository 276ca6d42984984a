from __future__ import annotations

import pytest
from sampling import ROOT

from atlas.codes import Codes, codes_of
from atlas.collect import load_library

CODES: Codes = codes_of(entry.matter for entry in load_library(ROOT / "content", ROOT).meridians.values())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("GB21", "GB21"),
        ("gb21", "GB21"),
        ("gb-21", "GB21"),
        ("GB 21", "GB21"),
        ("Gb.21", "GB21"),
        (" GB21 ", "GB21"),
        ("LI04", "LI4"),
        ("LIV3", "LR3"),
        ("Liv 3", "LR3"),
        ("LV-3", "LR3"),
        ("Ren17", "CV17"),
        ("RN 17", "CV17"),
        ("Du-14", "GV14"),
        ("UB10", "BL10"),
        ("SJ5", "TE5"),
        ("TW5", "TE5"),
        ("KID3", "KI3"),
        ("EX-HN3", "EX-HN3"),
        ("ex-hn 3", "EX-HN3"),
        ("ExHN3", "EX-HN3"),
        ("EX B 2", "EX-B2"),
    ],
)
def test_what_is_meant_is_known(written: str, code: str) -> None:
    assert CODES.normal(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "",
        "GB",
        "21",
        "GB0",
        "GB45",  # there are 44
        "GB 211",
        "LIV15",
        "XX3",
        "C7",  # a bone of the neck, and in some books the heart
        "G21",
        "P6",  # pericardium, or lung
        "B10",  # bladder, or spleen
        "CO4",  # large intestine, or heart
        "IG4",  # small or large intestine
        "c7-low",
        "GB21 and LI4",
        "EX3",
        "1-2",
    ],
)
def test_what_is_not_certain_is_left_alone(written: str) -> None:
    assert CODES.normal(written) == ""


def test_every_code_of_the_standard_stays_as_it_is() -> None:
    for letters, most in CODES.most.items():
        for number in range(1, most + 1):
            assert CODES.normal(f"{letters}{number}") == f"{letters}{number}"


def test_where_no_meridian_is_known_nothing_is_changed() -> None:
    assert codes_of([]).normal("gb-21") == ""
