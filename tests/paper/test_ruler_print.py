"""Rulers are measured on paper: printed by the real browser, and read dot by dot at 600 dots an inch."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import pytest
from pypdf import PdfReader
from sampling import SITE_URL
from scanning import scan

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from playwright.sync_api import Page
    from serving import Mount

    Dots = NDArray[np.bool_]

PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
SHEETS = {"small": range(15, 20), "medium": range(20, 25), "large": range(25, 31)}
MARGIN = 12.0
DPI = 600
DOT = 25.4 / DPI
CLOSE = 0.2
GAP = 1.3  # a dashed line may end in the space between two dashes


class Sheet(NamedTuple):
    """A printed sheet: its dots, and its words."""

    dots: Dots
    text: str


def printed(page: Page, paper: str, folder: Path, scale: float = 1) -> Sheet:
    """Print a page and read it back. It must be one sheet."""
    pdf = page.pdf(format=paper, scale=scale)
    sheets = PdfReader(BytesIO(pdf)).pages
    assert len(sheets) == 1
    (seen,) = scan(pdf, folder, DPI)
    return Sheet(seen < 128, sheets[0].extract_text())


def runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where dots stand together: the first of each run, and the one behind its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


class Strip(NamedTuple):
    """A ruler on paper, by the dashed line around it, in millimetres."""

    left: float
    right: float
    top: float
    bottom: float


def is_dashed(found: list[tuple[int, int]]) -> bool:
    """Tell a line of dashes, each as long as the others, from a line of text."""
    dashes = [a for a, b in found if 1.5 < (b - a) * DOT < 1.75]
    return len(dashes) > 20 and len(dashes) > len(found) / 2


def strips(dots: Dots) -> list[Strip]:
    """Return the rulers of a sheet, from the first to the last."""
    dashed = np.array([is_dashed(runs(line)) for line in dots])
    lines = runs(dashed)
    found = []
    for (top, _), (_, bottom) in zip(lines[::2], lines[1::2], strict=True):
        dashes = runs(dots[top + 1])
        found.append(Strip(dashes[0][0] * DOT, dashes[-1][1] * DOT, top * DOT, bottom * DOT))
    return found


def ticks(dots: Dots, strip: Strip, down: float) -> list[float]:
    """Return where the ticks stand that far below a ruler's upper edge, or above its lower one."""
    level = strip.top + down if down > 0 else strip.bottom + down
    middles = [(a + b) / 2 * DOT for a, b in runs(dots[round(level / DOT)])]
    return [at for at in middles if strip.left + 1 < at < strip.right - 1]


def worst(places: list[float], step: float) -> float:
    """Return how far at most a tick is from where it belongs, counted from the first."""
    return max(abs(at - places[0] - number * step) for number, at in enumerate(places))


def line_lengths(dots: Dots, above: float) -> list[float]:
    """Return how long the test lines are, from the middle of one end tick to that of the other."""
    for number in range(round(MARGIN / DOT), round(above / DOT)):
        if sum(45 < (b - a) * DOT < 56 for a, b in runs(dots[number])) == 2:
            first, second, third, fourth = [(a + b) / 2 * DOT for a, b in runs(dots[number - round(2 / DOT)])]
            return [second - first, fourth - third]
    raise AssertionError("no test lines")


def outside(dots: Dots, paper: str) -> int:
    """Count the dots beyond 186 by 255 mm, which both papers have between their margins."""
    edge = round((MARGIN - 0.2) / DOT)
    wide, high = round((MARGIN + 186.4) / DOT), round((PAPERS[paper][1] - MARGIN) / DOT)
    low = round((MARGIN + 255) / DOT)
    return int(dots[:, :edge].sum() + dots[:, wide:].sum() + dots[:edge].sum() + dots[min(high, low) :].sum())


every_paper = pytest.mark.parametrize("paper", ["A4", pytest.param("Letter", marks=pytest.mark.soak)])


@every_paper
@pytest.mark.parametrize("name", SHEETS)
def test_a_ready_made_cun_measures_right(
    name: str, paper: str, site: Mount, page: Page, tmp_path: Path
) -> None:
    page.goto(f"{site.top}ruler/{name}.html")
    sheet = printed(page, paper, tmp_path)
    found = strips(sheet.dots)
    assert len(found) == len(SHEETS[name])
    for cun, strip in zip(SHEETS[name], found, strict=True):
        places = ticks(sheet.dots, strip, 2)
        assert len(places) == 2 * min(12, 180 // cun) + 1
        assert worst(places, cun / 2) < CLOSE
        assert strip.right - strip.left == pytest.approx(6 + (len(places) // 2) * cun, abs=GAP)
    assert line_lengths(sheet.dots, found[0].top) == pytest.approx([50, 50.8], abs=CLOSE)
    assert outside(sheet.dots, paper) == 0


# What was measured, and the cun that it makes.
OWN = {
    "of=forearm&length=26.4&unit=cm": 22.0,
    "of=fingers&length=1.2&unit=in": 10.16,
    "of=thumb&length=3.9": 39,
}


@every_paper
@pytest.mark.parametrize("query", OWN)
def test_a_cun_of_ones_own_measures_right(
    query: str, paper: str, site: Mount, page: Page, tmp_path: Path
) -> None:
    page.goto(f"{site.top}ruler.html?{query}")
    sheet = printed(page, paper, tmp_path)
    found = strips(sheet.dots)
    assert len(found) == 2
    for strip, down in zip((found[0], found[1], found[1]), (2, 1.5, -1.5), strict=True):
        places = ticks(sheet.dots, strip, down)
        assert len(places) == 2 * min(12, int(180 / OWN[query])) + 1
        assert worst(places, OWN[query] / 2) < CLOSE
    assert line_lengths(sheet.dots, found[0].top) == pytest.approx([50, 50.8], abs=CLOSE)
    assert outside(sheet.dots, paper) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_ruler_of_ones_own_prints_alone(
    scheme: Literal["light", "dark"], site: Mount, page: Page, tmp_path: Path
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site.top}ruler.html?of=forearm&length=26.4&unit=cm")
    words = " ".join(printed(page, "A4", tmp_path).text.split())
    assert words == " ".join(
        (
            "Forearm ruler",
            "Use it only on the forearm. 1 cun is 22.0 mm. Elbow crease to wrist crease: 26.4 cm, 12 cun.",
            "Name",
            "Check the print first. Lay a ruler on these two lines. If they are not 5 cm and 2 inches long,",
            "do not use this sheet: print it again at 100 %. 5 cm 2 in",
            "Cut along the dashed line. Lay the 0 on the bump or crease you start from, and count.",
            "The dots are a check: two of your fingers are about 1½ cun wide, four about 3.",
            "Stiff, to glue on card",
            "0 1 1½ 2 3 4 5 6 7 8 Forearm ruler: 1 cun = 22.0 mm Use it only on the forearm",
            "Narrow, to bend over the skin",
            "0 1 1½ 2 3 4 5 6 7 8 Forearm ruler: 1 cun = 22.0 mm",
            f"Acupoint Atlas · {SITE_URL}ruler.html",
        )
    )


def test_colours_forced_on_the_screen_leave_the_paper_alone(site: Mount, page: Page, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark", forced_colors="active")
    page.goto(f"{site.top}ruler.html?of=forearm&length=26.4&unit=cm")
    assert len(strips(printed(page, "A4", tmp_path).dots)) == 2


def test_a_ready_made_sheet_prints_nothing_of_the_screen(site: Mount, page: Page, tmp_path: Path) -> None:
    page.goto(f"{site.top}ruler/large.html")
    words = printed(page, "Letter", tmp_path).text
    assert words.startswith("Paper rulers: 1 cun is 25 to 30 mm")
    assert words.count("Only for this part of the body:") == 6
    assert words.rstrip().endswith(f"Acupoint Atlas · {SITE_URL}ruler/large.html")
    for said in ("Print this sheet", "What hurts?", "Words explained", "How to press"):
        assert said not in words


def test_a_page_without_a_ruler_prints_its_text(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}ruler.html")
    words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    assert "Ready-made rulers" in words
    assert "Hold the tape straight" in words
    assert "Show my ruler" not in words


def test_a_page_that_a_printer_shrinks_is_found_out(site: Mount, page: Page, tmp_path: Path) -> None:
    page.goto(f"{site.top}ruler/medium.html")
    sheet = printed(page, "A4", tmp_path, scale=0.97)
    first = strips(sheet.dots)[0]
    assert worst(ticks(sheet.dots, first, 2), 10) > CLOSE
    assert line_lengths(sheet.dots, first.top) == pytest.approx([48.5, 49.3], abs=CLOSE)
