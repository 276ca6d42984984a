"""The share images: those that are kept are those of the pages as they are."""

from __future__ import annotations

import json
import shutil
import struct
from typing import TYPE_CHECKING

import pytest
from sampling import ROOT

from atlas.place import P3, Camera, Pt
from workshop.share.frames import frame_on
from workshop.share.keys import KEYS, image_of, read_keys, stale, write_keys
from workshop.share.sheets import FONTS, Project, light_colours, list_sheets

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = Project.at(ROOT)
SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTE = 3  # the colour type of a PNG


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """Return a copy of the project in which everything that is drawn can be changed."""
    project = Project.at(tmp_path)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(PROJECT.figures, project.figures)
    (tmp_path / "assets/css").mkdir()
    shutil.copy(ROOT / "assets/css/tokens.css", tmp_path / "assets/css/tokens.css")
    return project


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _keys(project: Project) -> dict[str, str]:
    return {sheet.card.page: sheet.key() for sheet in list_sheets(project)}


def _changed(project: Project, before: dict[str, str]) -> list[str]:
    return sorted(page for page, key in _keys(project).items() if before[page] != key)


def test_every_image_is_that_of_its_page_as_it_is() -> None:
    assert stale(PROJECT) == [], "run  python -m workshop.share"


@pytest.mark.parametrize("page", sorted(read_keys(PROJECT.images)))
def test_an_image_has_its_size_a_palette_and_few_bytes(page: str) -> None:
    data = image_of(page, PROJECT.images).read_bytes()
    assert data.startswith(SIGNATURE)
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert data[25] == PALETTE
    assert len(data) <= 90_000


def test_a_new_name_makes_the_image_of_that_point_stale_and_no_other(copy: Project) -> None:
    before = _keys(copy)
    _edit(copy.root / "content/points/gb21.md", "english: Shoulder Well", "english: Well of the Shoulder")
    assert _changed(copy, before) == ["points/gb21"]


def test_what_an_image_does_not_show_leaves_it_fresh(copy: Project) -> None:
    before = _keys(copy)
    _edit(copy.root / "content/points/gb21.md", "reviewed: ", "reviewed:  ")
    _edit(copy.root / "assets/css/tokens.css", "--space-m: clamp(1.5rem", "--space-m: clamp(1.6rem")
    assert _changed(copy, before) == []


def test_a_new_plate_makes_the_images_that_show_it_stale(copy: Project) -> None:
    before = _keys(copy)
    shown = sorted(sheet.card.page for sheet in list_sheets(copy) if "plates/chest.webp" in sheet.files)
    with (copy.figures / "plates/chest.webp").open("ab") as plate:
        plate.write(b"\0")
    assert _changed(copy, before) == shown == ["points/cv17", "points/ki27", "points/lu1"]


def test_a_point_that_moved_makes_its_image_stale(copy: Project) -> None:
    before, file = _keys(copy), copy.figures / "lock.json"
    lock = json.loads(file.read_text(encoding="utf-8"))
    for scene in lock["SP5"]["scenes"].values():
        scene["place"]["at"][1] += 0.1
    file.write_text(json.dumps(lock), encoding="utf-8")
    assert _changed(copy, before) == ["points/sp5"]


def test_images_are_stale_that_are_missing_spoilt_in_their_keys_or_of_no_page(copy: Project) -> None:
    keys = _keys(copy)
    for page in keys:
        image_of(page, copy.images).parent.mkdir(parents=True, exist_ok=True)
        image_of(page, copy.images).touch()
    write_keys(copy.images, keys)
    assert stale(copy) == []
    image_of("points/gb99", copy.images).touch()
    image_of("points/gb21", copy.images).unlink()
    write_keys(copy.images, keys | {"points/li4": "0"})
    assert stale(copy) == ["points/gb21", "points/gb99", "points/li4"]
    (copy.images / KEYS).write_text("<<<<<<< ours", encoding="utf-8")
    assert stale(copy) == sorted([*keys, "points/gb99"])


def test_without_a_lock_file_the_words_stand_alone(copy: Project) -> None:
    (copy.figures / "lock.json").unlink()
    point = next(sheet for sheet in list_sheets(copy) if sheet.card.code)
    assert "share--bare" in point.html
    assert "share__figure" not in point.html.partition("</style>")[2]


def test_every_font_has_its_licence_beside_it() -> None:
    licences = {file.name.removesuffix(".OFL.txt") for file in FONTS.glob("*.OFL.txt")}
    fonts = [file.stem for file in FONTS.glob("*.woff2")]
    assert fonts
    assert [font for font in fonts if not any(font.startswith(name) for name in licences)] == []


def test_the_font_has_every_character_of_the_names() -> None:
    kept = set((FONTS / "hanzi.txt").read_text(encoding="utf-8"))
    assert {sign for sheet in list_sheets(PROJECT) for sign in sheet.card.hanzi} <= kept


def test_only_the_colours_that_are_used_count() -> None:
    ink = "  --ink: var(--light, #1f2b2c) var(--dark, #ece7dd);\n"
    line = "  --line: var(--light, #d9d1c2) var(--dark, #364142);\n"
    tokens = f":root {{\n{ink}{line}  --round: 1rem;\n}}\n"
    assert light_colours("a { color: var(--ink); }", tokens) == {"--ink": "#1f2b2c"}


@pytest.mark.parametrize("spot", [Pt(0, 0), Pt(999, 1199), Pt(500, 600), Pt(20, 1100)])
def test_a_frame_holds_what_is_to_be_seen_and_stays_on_the_plate(spot: Pt) -> None:
    axes = (P3(0, 0, 0), P3(1, 0, 0), P3(0, 1, 0), P3(0, 0, 1))
    camera = Camera("hand", "stand", "hand.webp", "hand.svg", None, 1000, 1200, *axes, 100)
    frame = frame_on(camera, [spot, Pt(480, 590)], 1.0, 700)
    assert frame.width == frame.height >= 700
    assert 0 <= frame.x <= min(spot.x, 480)
    assert 0 <= frame.y <= min(spot.y, 590)
    assert max(spot.x, 480) <= frame.x + frame.width <= camera.width
    assert max(spot.y, 590) <= frame.y + frame.height <= camera.height
