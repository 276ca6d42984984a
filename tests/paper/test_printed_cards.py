from __future__ import annotations

import re
import unicodedata
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from serving import Mount

Scheme = Literal["light", "dark"]
ROUTINE = "routines/upper-back-relief"
POINT = "points/gb21.html"
CARDS = ("card", "card-standard", "card-full")
SHEETS = {"card": {1}, "card-standard": {1, 2}, "card-full": {2}}
PAPERS = ("A4", "Letter")
# What every sheet has room for: 186 mm at 96 pixels an inch.
WIDTH = 703
# PDF readers give some Chinese letters as the radical that looks the same.
RADICALS = str.maketrans(
    "⻄⻅⻆⻉⻋⻑⻓⻔⻘⻚⻛⻜⻢⻣⻥⻦⻩⻬⻮⻰",
    "西见角贝车長长门青页风飞马骨鱼鸟黄齐齿龙",
)
# Every run of text on the page, with what it looks like on paper.
TEXTS = """(within) => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
    range.selectNodeContents(node);
    const style = getComputedStyle(parent), box = range.getBoundingClientRect();
    const grounds = [];
    for (let up = parent; up; up = up.parentElement) grounds.push(getComputedStyle(up).backgroundColor);
    found.push({
      text: node.data.trim(), points: parseFloat(style.fontSize) * 72 / 96, colour: style.color,
      align: style.textAlign, foot: parent.closest(".card__foot") !== null,
      mark: parent.closest(".card-row__tick, .card-row__number") !== null,
      grounds: grounds.filter((ground) => ground !== "rgba(0, 0, 0, 0)"), left: box.left, right: box.right,
    });
  }
  return found;
}"""
# Boxes that are wider than the paper, or than what holds them.
SPILT = """(width) => [document.querySelector(".card"), ...document.querySelectorAll(".card *")]
  .filter((element) => !element.parentElement.closest("svg"))  // a drawing is cut off at its own frame
  .filter((element) => {
    const box = element.getBoundingClientRect();
    return box.left < 0 || box.right > width || element.scrollWidth > Math.ceil(box.width) + 1
      || (getComputedStyle(element).overflowY !== "visible"
        && element.scrollHeight > element.clientHeight + 1);
  }).map((element) => `${element.tagName} ${element.className.baseVal ?? element.className}`)"""


def squeeze(text: str) -> str:
    """Return text without what a PDF may change: spaces, hyphens, ligatures, composed letters."""
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


def lines(text: str) -> Counter[str]:
    return Counter(squeezed for line in text.splitlines() if (squeezed := squeeze(line)))


def printed(page: Page, paper: str) -> list[str]:
    """Return the squeezed text of every sheet."""
    return [squeeze(sheet.extract_text()) for sheet in PdfReader(BytesIO(page.pdf(format=paper))).pages]


def texts_of(page: Page, within: str) -> list[dict[str, Any]]:
    texts: list[dict[str, Any]] = page.evaluate(TEXTS, within)
    return texts


def lost(texts: list[dict[str, Any]], found: str) -> list[str]:
    """Return every text that was printed less often than it stands on the page."""
    wanted = Counter(squeeze(text["text"]) for text in texts)
    return [text for text, count in wanted.items() if found.count(text) < count]


def open_card(page: Page, site: Mount, card: str) -> None:
    page.goto(f"{site.top}{ROUTINE}/{card}.html")


def open_as_paper(page: Page, address: str, scheme: Scheme = "light") -> list[dict[str, Any]]:
    page.set_viewport_size({"width": WIDTH, "height": 964})
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(address)
    return texts_of(page, "body")


def luminance(colour: str) -> float:
    """Return how bright a colour is: all that a black-and-white printer leaves of it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)]
    assert len(parts) == 3, f"{colour} lets something shine through"
    red, green, blue = (((part + 0.055) / 1.055) ** 2.4 if part > 0.04045 else part / 12.92 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text: dict[str, Any]) -> float:
    ground = text["grounds"][0] if text["grounds"] else "rgb(255, 255, 255)"
    darker, lighter = sorted((luminance(text["colour"]), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("card", CARDS)
def test_a_card_keeps_its_sheets_and_every_word(card: str, paper: str, site: Mount, page: Page) -> None:
    open_card(page, site, card)
    sheets = printed(page, paper)
    assert len(sheets) in SHEETS[card]
    assert lost(texts_of(page, "main"), "".join(sheets)) == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("card", CARDS)
def test_the_warning_signs_stand_on_the_first_sheet(card: str, paper: str, site: Mount, page: Page) -> None:
    open_card(page, site, card)
    flags = lines(page.inner_text(".card__flags"))
    assert len(flags) >= 4
    first = printed(page, paper)[0]
    assert [line for line in flags if line not in first] == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("card", CARDS)
def test_the_bar_of_a_card_stays_on_the_screen(card: str, paper: str, site: Mount, page: Page) -> None:
    open_card(page, site, card)
    bar, main = lines(page.inner_text(".card-bar")), squeeze(page.inner_text("main"))
    found = "".join(printed(page, paper))
    assert squeeze("Print this card") in bar
    assert {line: found.count(line) for line in bar} == {line: main.count(line) for line in bar}


@pytest.mark.parametrize("card", CARDS)
def test_nothing_on_a_card_is_wider_than_its_paper(card: str, site: Mount, page: Page) -> None:
    texts = open_as_paper(page, f"{site.top}{ROUTINE}/{card}.html")
    assert page.evaluate(SPILT, WIDTH) == []
    assert [text["text"] for text in texts if text["left"] < 0 or text["right"] > WIDTH] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("card", CARDS)
def test_a_card_can_be_read_with_weak_eyes(card: str, scheme: Scheme, site: Mount, page: Page) -> None:
    texts = open_as_paper(page, f"{site.top}{ROUTINE}/{card}.html", scheme)
    assert len(texts) > 50
    small = [text["text"] for text in texts if round(text["points"], 1) < (10 if text["foot"] else 12)]
    moved = [text["text"] for text in texts if text["align"] not in ("start", "left") and not text["mark"]]
    faint = [text["text"] for text in texts if contrast(text) < 7]
    assert (small, moved, faint) == ([], [], [])


def test_a_page_prints_black_on_white_without_what_is_for_screens(site: Mount, page: Page) -> None:
    texts = open_as_paper(page, f"{site.top}{POINT}", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert [text["text"] for text in texts if contrast(text) < 7] == []
    for_screens = page.locator("nav, header.header, .skip, .hero__ornament").all()
    assert not any(part.is_visible() for part in for_screens)
    found = "".join(printed(page, "A4"))
    assert lost(texts, found) == []
    assert squeeze("Words explained") not in found


def test_squeezing_keeps_what_differs() -> None:
    assert squeeze("Hé-\ngǔ ﬁnd ⾕") == squeeze("Hégǔ find 谷")
    assert squeeze("a b") != squeeze("a c")
