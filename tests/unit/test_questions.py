from __future__ import annotations

import argparse

import pytest

from atlas.questions import NAMES, QUESTIONS, TOLD, add_flags, name_of, slug_of, told_by


def parsed(kind: str, *arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_flags(parser, kind)
    options = parser.parse_args(arguments)
    options.kind = kind
    return options


def test_every_kind_has_its_questions() -> None:
    assert set(TOLD) == set(NAMES)
    assert {key for keys in TOLD.values() for key in keys} == set(QUESTIONS)


@pytest.mark.parametrize(
    ("kind", "arguments", "name", "told"),
    [
        ("point", ("gb22",), "gb22", {}),
        ("point", (), "", {}),
        ("point", ("--english", "One", "--english", " Two "), "", {"english": ("Two",)}),
        ("point", ("--region", "hand, wrist", "--region=foot"), "", {"region": ("hand", "wrist", "foot")}),
        ("point", ("--region", ","), "", {"region": ("",)}),
        ("routine", ("--title", "Better Sleep"), "better-sleep", {"title": ("Better Sleep",)}),
        ("routine", ("--need", "a,b"), "a", {"need": ("a", "b")}),
        ("routine", ("x", "--need", "a"), "x", {"need": ("a",)}),
        ("need", ("--region", "neck"), "", {"region": ("neck",)}),
    ],
)
def test_flags_tell_what_is_not_asked(
    kind: str, arguments: tuple[str, ...], name: str, told: dict[str, tuple[str, ...]]
) -> None:
    options = parsed(kind, *arguments)
    assert told_by(options) == told
    assert name_of(options, told) == name


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Better sleep", "better-sleep"),
        (" Crème de la crème! ", "creme-de-la-creme"),
        ("GB21 & LI4", "gb21-li4"),
        ("肩", ""),
        ("", ""),
    ],
)
def test_a_title_becomes_a_name(title: str, slug: str) -> None:
    assert slug_of(title) == slug
