"""The lines of the meridians: the file is that of the body as it is, and every page shows its own."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import xml.etree.ElementTree as ET
from itertools import pairwise
from math import hypot, inf
from typing import TYPE_CHECKING, Any

import pytest
from bodies import FIGURES, cameras, gallery, library

from workshop.meridians import FILE, VIEWS, is_fresh

if TYPE_CHECKING:
    from pathlib import Path

LINES = [slug for slug in library().meridians if slug != "extra-points"]
HEAVY = 14_000  # bytes of a page over the wire
NEAR = 1.0  # pixels between a point of the site and the same in the file of the workshop, or its line


def kept() -> dict[str, Any]:
    lines: dict[str, Any] = json.loads((FIGURES / FILE).read_text(encoding="utf-8"))["lines"]
    return lines


def drawings(site_folder: Path, slug: str) -> list[ET.Element]:
    html = (site_folder / f"meridians/{slug}.html").read_text(encoding="utf-8")
    found = re.findall(r'<svg class="meridian-map__view".*?</svg>', html, re.DOTALL)
    return [ET.fromstring(re.sub(r"(<img [^>]*)>", r"\1/>", one)) for one in found]  # noqa: S314


def test_the_file_is_that_of_the_body_and_the_constructions_as_they_are() -> None:
    assert is_fresh(FIGURES), "run  python -m workshop.meridians"


def test_a_landmark_that_moved_makes_the_file_stale(tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    shutil.copytree(FIGURES, folder)
    fresh = is_fresh(folder)
    text = (folder / "landmarks.json").read_text(encoding="utf-8")
    marks = json.loads(text)
    marks["umbilicus"]["weights"] = marks["umbilicus"]["weights"][::-1]
    (folder / "landmarks.json").write_text(json.dumps(marks), encoding="utf-8")
    assert not is_fresh(folder)
    (folder / "landmarks.json").write_text(text, encoding="utf-8")
    assert is_fresh(folder) == fresh
    (folder / FILE).unlink()
    assert not is_fresh(folder)


def test_the_file_is_small_and_holds_every_line() -> None:
    assert (FIGURES / FILE).stat().st_size <= 60_000
    assert set(kept()) == {library().meridians[slug].matter.code for slug in LINES}
    assert {name for views in kept().values() for name in views} <= set(VIEWS)


@pytest.mark.parametrize("letters", kept())
def test_dots_and_lines_lie_on_the_plate_and_every_dot_on_a_line(letters: str) -> None:
    for name, view in kept()[letters].items():
        camera = cameras()[name]
        corners = [corner for kind in ("seen", "covered") for corner in vertices(view[kind])]
        for x, y in corners:
            assert 0 <= x <= camera.width
            assert 0 <= y <= camera.height
        for code, (x, y) in view["seen_points"].items():
            gap = min((off(x, y, pair) for pair in pairwise(corners)), default=inf)
            alone = not corners and len(view["seen_points"]) == 1  # a line may turn away at its last point
            assert alone or gap < NEAR, (name, code, gap)


def vertices(d: str) -> list[tuple[float, float]]:
    found = []
    for piece in re.findall(r"M[^M]+", d):
        numbers = [float(word) for word in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", piece)]
        x = y = 0.0
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def off(x: float, y: float, pair: tuple[tuple[float, float], tuple[float, float]]) -> float:
    (x0, y0), (x1, y1) = pair
    dx, dy = x1 - x0, y1 - y0
    size = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / size)) if size else 0.0
    return hypot(x - x0 - t * dx, y - y0 - t * dy)


@pytest.mark.parametrize("code", [code for code in gallery().spots if not code.startswith("EX-")])
def test_a_point_lies_where_its_own_page_shows_it(code: str) -> None:
    """Else its construction in content/ differs from the one in workshop/data/points/: make them agree."""
    found = {
        name: places[code]
        for name, view in kept()[code.rstrip("0123456789")].items()
        for places in (view["seen_points"], view["covered_points"])
        if code in places
    }
    assert found
    for name, (x, y) in found.items():
        own = cameras()[name].project(gallery().spots[code].home.at)
        assert hypot(x - own[0], y - own[1]) < NEAR, (name, (x, y), own)


@pytest.mark.parametrize("slug", LINES)
def test_every_page_shows_its_line_and_all_its_points(slug: str, site_folder: Path) -> None:
    meridian, shown = library().meridians[slug].matter, drawings(site_folder, slug)
    views = kept()[meridian.code]
    names = [ET.tostring(one, encoding="unicode").partition("figures/plates/")[2][:10] for one in shown]
    assert len(shown) == len(set(names)) >= 2
    for one in shown:
        title, desc = one.find("title"), one.find("desc")
        assert title is not None
        assert (title.text or "").startswith(f"{meridian.title}, from ")
        assert desc is not None
        assert "In Chinese medicine" in (desc.text or "")
        assert one.get("aria-labelledby") == title.get("id")
        assert one.get("aria-describedby") == desc.get("id")
        assert [path for path in one.iter("path") if path.get("class") == "meridian-map__line"]
    dots = "".join(path.get("d", "") for one in shown for path in one.iter("path")
                   if "meridian-map__dot" in path.get("class", "")).count("M")  # fmt: skip
    linked = [link.get("href") for one in shown for link in one.iter("a")]
    every = {
        code for view in views.values() for kind in ("seen", "covered") for code in view[f"{kind}_points"]
    }
    pages = {f"../points/{point.slug}.html" for point in library().on_meridian[slug]}
    assert set(linked) == pages
    assert dots + len(linked) >= len(every)


def test_no_page_of_a_meridian_is_heavy(site_folder: Path) -> None:
    sizes = {
        slug: len(gzip.compress((site_folder / f"meridians/{slug}.html").read_bytes())) for slug in LINES
    }
    assert {slug: size for slug, size in sizes.items() if size > HEAVY} == {}


def test_plates_come_late_and_only_as_pictures(site_folder: Path) -> None:
    for slug in LINES:
        for one in drawings(site_folder, slug):
            (image,) = one.iter("img")
            assert (image.get("loading"), image.get("alt")) == ("lazy", "")
