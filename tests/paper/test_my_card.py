"""A card of one's own, printed: its sheets, its words, its pictures and its code."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from io import BytesIO
from math import dist
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from playwright.sync_api import expect
from pypdf import PdfReader
from scanning import scan
from walking import every_walk, walked

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from serving import Mount

FOUR = "LI4,GB21,KI27,CV17"
NINE = "LI4,TE3,GB21,GV14,SI15,KI27,CV17,GB34,LR3"
DPI = 200
# Every run of text on the card that is printed, and how large it is.
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(".card"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility() || parent.closest("svg")) continue;
    const foot = parent.closest(".card__foot") !== null, mark = parent.closest(".card-row__tick") !== null;
    found.push([node.data.trim(), parseFloat(getComputedStyle(parent).fontSize) * 72 / 96, foot || mark]);
  }
  return found;
}"""
LOADED = "[...document.querySelectorAll('.card img')].every((image) => image.complete && image.naturalWidth)"
ROWS = """() => [...document.querySelectorAll(".card__rows > .card-row")].map((row) => row.innerHTML
  .replace(/(src|href)="[./]*/g, '$1="').replace(/\\s+/g, " "))"""


def squeeze(text: str) -> str:
    """Return text without what a PDF may change."""
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text))


def open_card(page: Page, site: Mount, query: str) -> None:
    page.goto(f"{site.top}my-card.html?{query}")
    page.wait_for_function(LOADED)


def read(pdf: bytes) -> list[str]:
    return [squeeze(sheet.extract_text()) for sheet in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("paper", ["A4", pytest.param("Letter", marks=pytest.mark.soak)])
def test_four_points_fill_one_sheet_and_nothing_is_lost(
    paper: str, width: int, site: Mount, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_card(page, site, f"p={FOUR}&t=For+Ada")
    pdf = page.pdf(format=paper)
    sheets = read(pdf)
    assert len(sheets) == 1
    texts = page.evaluate(TEXTS)
    wanted = Counter(squeeze(text) for text, _, _ in texts if text.isascii())
    assert [text for text, count in wanted.items() if sheets[0].count(text) < count] == []
    assert len(wanted) > 40
    assert "ForAda" in sheets[0]
    assert squeeze("Before you press.") in sheets[0]
    for words in ("Choose points", "Your card", "Print this card", "Start afresh", "Cards that are ready",
                  "Words explained", "Remove", "sheet of paper", "Is it serious?"):  # fmt: skip
        assert squeeze(words) not in sheets[0], words
    plates = page.evaluate("new Set([...document.querySelectorAll('.card img')].map((one) => one.src)).size")
    assert sum(len(sheet.images) for sheet in PdfReader(BytesIO(pdf)).pages) >= plates >= 3


@pytest.mark.parametrize("query", [f"p={FOUR}", f"p={FOUR}&pregnancy=1", f"p={NINE}&v=large"])
def test_words_are_as_large_as_on_other_cards(query: str, site: Mount, page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 964})
    open_card(page, site, query)
    least = 18 if "large" in query else 12
    small = [
        (text, size)
        for text, size, foot in page.evaluate(TEXTS)
        if round(size, 1) < (10 if foot else least) and "card-origin" not in text
    ]
    assert small == []


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.soak)])
@pytest.mark.parametrize(
    "query",
    [
        pytest.param("p=CV17", marks=pytest.mark.soak),
        f"p={FOUR}",
        "p=LI4,TE3,GB21,GV14,KI27",
        pytest.param(f"p={NINE}", marks=pytest.mark.soak),
    ],
)
def test_as_many_sheets_are_told_as_are_printed(query: str, width: int, site: Mount, page: Page) -> None:
    """A4 is a finger's width longer than Letter: there it may be a sheet less."""
    page.set_viewport_size({"width": width, "height": 900})
    for more in ("", "&v=large"):
        open_card(page, site, query + more)
        said = page.locator("card-builder [role=status]").inner_text()
        told = int(re.findall(r"(\d+) sheets? of paper", said)[0])
        letter, a4 = (len(read(page.pdf(format=paper))) for paper in ("Letter", "A4"))
        assert letter == told, (query, more)
        assert told - 1 <= a4 <= told, (query, more)


@pytest.mark.parametrize(
    "query", [f"p={FOUR}", "p=CV17", f"p={NINE}&v=large&t=S%C3%B6hne+%26+Co.+100+%25&pregnancy=1"]
)
def test_the_code_on_paper_is_the_address_of_the_page(
    query: str, site: Mount, page: Page, tmp_path: Path
) -> None:
    open_card(page, site, query)
    pixels, *_ = scan(page.pdf(format="A4"), tmp_path, DPI)
    (code,) = zxingcpp.read_barcodes(pixels)
    assert code.text == page.url
    assert code.ec_level == "M"
    box = page.locator(".card-maps__code svg").evaluate("(one) => one.viewBox.baseVal.width")
    at = code.position
    wide = dist((at.top_left.x, at.top_left.y), (at.top_right.x, at.top_right.y))
    assert wide / DPI * 25.4 >= 20
    quiet = int(4 * wide / (box - 8)) - 2  # four squares of white, but for a pixel's rounding
    x0, y0, x1, y1 = at.top_left.x, at.top_left.y, at.bottom_right.x, at.bottom_right.y
    ring = pixels[y0 - quiet : y1 + quiet, x0 - quiet : x1 + quiet].copy()
    ring[quiet - 2 : -quiet + 2, quiet - 2 : -quiet + 2] = 255
    assert ring.min() > 200


def test_rows_are_those_of_the_cards_that_are_ready(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}routines/upper-back-relief/card-full.html")
    wanted = page.evaluate(ROWS)
    assert len(wanted) == 9
    page.goto(f"{site.top}my-card.html?p={NINE}")
    assert page.evaluate(ROWS) == wanted


@every_walk
def test_every_point_can_be_on_the_card_as_on_its_own(walk: str, site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html")
    codes = page.locator(".card-builder__point").evaluate_all("(all) => all.map((one) => one.dataset.code)")
    page.goto(f"{site.top}my-card.html?p={','.join(codes)}")
    rows = dict(zip(codes, page.evaluate(ROWS), strict=True))
    for name in walked(walk, (f"points/{code.lower()}/card.html" for code in codes), site.folder):
        page.goto(site.top + name)
        assert page.evaluate(ROWS) == [rows[name.split("/")[1].upper()]]


def test_an_empty_card_prints_the_list_of_those_that_are_ready(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html")
    expect(page.locator(".card")).to_be_hidden()
    found = "".join(read(page.pdf(format="A4")))
    assert squeeze("Cards that are ready") in found
    assert squeeze("Start from") not in found
