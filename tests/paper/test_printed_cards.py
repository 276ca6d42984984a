"""Every card, printed by a real browser on both papers, and read as whoever holds it would.

One card of each kind is printed on A4 every day; Letter, and all cards of the site, under `-m soak`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from math import ceil, dist
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pytest
import zxingcpp
from bodies import gallery, library
from pypdf import PdfReader
from scanning import scan
from serving import build_site

from atlas.cards import card_of, routine_cards
from atlas.paper import Card
from atlas.room import HEIGHT, WIDTH
from atlas.theme import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from playwright.sync_api import Page
    from serving import Mount

Scheme = Literal["light", "dark"]
PAPERS = ("A4", "Letter")
every_paper = pytest.mark.parametrize("paper", ["A4", pytest.param("Letter", marks=pytest.mark.soak)])
KINDS = ("card", "card-standard", "card-full", "card-pregnancy", "card-large-print", "card-pocket")
ROUTINE = "routines/upper-back-relief"
DAILY = (*(f"{ROUTINE}/{kind}" for kind in KINDS), "points/gb21/card")
CARDS = {
    page.path: page.view
    for page in (
        *(card_of(point, library(), gallery()) for point in library().points.values()),
        *(page for one in library().routines.values() for page in routine_cards(one, library(), gallery())),
    )
    if isinstance(page.view, Card)
}
EVERY = tuple(path.removesuffix(".html") for path in CARDS)
# One page of every layout.
PAGES = (
    "index", "points/gb21", "points", "needs", "needs/upper-back-pain", "routines",
    "routines/upper-back-relief", "regions", "regions/shoulder", "meridians/gallbladder", "glossary",
    "sources", "safety", "ruler",
)  # fmt: skip
# What every sheet has room for, at 96 pixels an inch.
ROOM = round(WIDTH / 25.4 * 96)
# PDF readers give some Chinese letters as the radical that looks the same.
RADICALS = str.maketrans(
    "⻄⻅⻆⻉⻋⻑⻓⻔⻘⻚⻛⻜⻢⻣⻥⻦⻩⻬⻮⻰",
    "西见角贝车長长门青页风飞马骨鱼鸟黄齐齿龙",
)
# Every run of text on the page, with what it looks like on paper. Words in a drawing grow with it.
TEXTS = """(within) => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
    if (parent.closest(".visually-hidden")) continue;  // for ears, not for paper
    range.selectNodeContents(node);
    const style = getComputedStyle(parent), box = range.getBoundingClientRect();
    const grounds = [];
    for (let up = parent; up; up = up.parentElement) grounds.push(getComputedStyle(up).backgroundColor);
    found.push({
      text: node.data.trim(), colour: style.color, align: style.textAlign,
      points: parseFloat(style.fontSize) * (parent.getScreenCTM?.().a ?? 1) * 72 / 96,
      drawn: parent.closest("svg, figcaption") !== null,
      foot: parent.closest(".card__foot, .card-origin") !== null,
      mark: parent.closest(".card-row__tick, .pocket__week, .card-week__slash") !== null,
      grounds: grounds.filter((ground) => ground !== "rgba(0, 0, 0, 0)"), left: box.left, right: box.right,
    });
  }
  return found;
}"""
# Boxes that are wider than the paper, or hold more than they show.
SPILT = """(width) => [document.querySelector(".card"), ...document.querySelectorAll(".card *")]
  .filter((element) => !element.parentElement.closest("svg"))  // a drawing is cut off at its own frame
  .filter((element) => {
    const box = element.getBoundingClientRect();
    return box.left < 0 || box.right > width || element.scrollWidth > Math.ceil(box.width) + 1
      || (getComputedStyle(element).overflowY !== "visible"
        && element.scrollHeight > element.clientHeight + 1);
  }).map((element) => `${element.tagName} ${element.className.baseVal ?? element.className}`)"""
PLATES = """[...new Set([...document.querySelectorAll(".figure__plate img")]
  .filter((image) => image.checkVisibility()).map((image) => image.src))].length"""
DPI = 150
LIGHT = 200  # of 255: what an ordinary eye calls white


@dataclass(frozen=True)
class Print:
    """A printed card: its sheets, as words and as they look, and what the page itself held."""

    pdf: bytes
    sheets: tuple[str, ...]
    texts: tuple[dict[str, Any], ...]
    flags: Counter[str]
    bar: Counter[str]
    plates: int
    late: int
    points: int

    def seen(self, folder: Path) -> list[NDArray[np.uint8]]:
        """Return every sheet in shades of grey."""
        return scan(self.pdf, folder, DPI)


def squeeze(text: str) -> str:
    """Return text without what a PDF may change: spaces, hyphens, ligatures, composed letters."""
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


def lines(text: str) -> Counter[str]:
    return Counter(squeezed for line in text.splitlines() if (squeezed := squeeze(line)))


def read_pdf(pdf: bytes) -> tuple[str, ...]:
    """Return the squeezed text of every sheet."""
    return tuple(squeeze(sheet.extract_text()) for sheet in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture(scope="session")
def kept() -> dict[tuple[str, str], Print]:
    """Return what was printed already: several tests read one print."""
    return {}


@pytest.fixture
def printed(kept: dict[tuple[str, str], Print], site: Mount, page: Page) -> Callable[[str, str], Print]:
    """Return a function that prints a card on a paper."""

    def make(card: str, paper: str) -> Print:
        if (card, paper) not in kept:
            page.goto(f"{site.top}{card}.html")
            pdf = page.pdf(format=paper)
            kept[card, paper] = Print(
                pdf=pdf,
                sheets=read_pdf(pdf),
                texts=tuple(page.evaluate(TEXTS, "main")),
                flags=lines(page.inner_text(".card-flags, .pocket--safety")),
                bar=lines(page.inner_text(".card-bar")),
                plates=page.evaluate(PLATES),
                late=page.locator("main img[loading=lazy]").count(),
                points=page.locator(".card-row").count(),
            )
        return kept[card, paper]

    return make


def lost(texts: Sequence[dict[str, Any]], found: str) -> list[str]:
    """Return every text that was printed less often than it stands on the page."""
    wanted = Counter(squeeze(text["text"]) for text in texts)
    return [text for text, count in wanted.items() if found.count(text) < count]


def open_as_paper(page: Page, address: str, scheme: Scheme = "light") -> list[dict[str, Any]]:
    page.set_viewport_size({"width": ROOM, "height": 964})
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(address)
    texts: list[dict[str, Any]] = page.evaluate(TEXTS, "body")
    return texts


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


def form(card: str) -> str:
    """Return what kind of card an address leads to."""
    return "point" if card.startswith("points/") else card.rpartition("/")[2]


def expected(card: str, points: int) -> set[int]:
    """Return how many sheets a card may have."""
    match form(card):
        case "card" | "point":
            return {1}
        case "card-large-print":
            return {1 + ceil(points / 3)}  # a sheet for the red flags, and three points a sheet
        case "card-pocket":
            return {ceil((2 + points) / 4)}  # safety card, order card, and one for each point
        case _:
            return {1, max(2, ceil(points / 5))}


def check_sheets_and_words(found: Print, card: str) -> None:
    levels = len(CARDS[f"{card}.html"].warned)
    assert len(found.sheets) in expected(card, found.points)
    whole = "".join(found.sheets)
    assert lost(found.texts, whole) == []
    assert len(found.flags) >= 1 + levels >= 3  # the head of the box, and a line for each level
    assert [line for line in found.flags if line not in found.sheets[0]] == []
    main = "".join(squeeze(text["text"]) for text in found.texts)
    assert squeeze("Print this card") in found.bar
    assert {line: whole.count(line) for line in found.bar} == {line: main.count(line) for line in found.bar}


def check_fields(found: Print, card: Card) -> None:
    """What the content says stands on the paper: not only what the page says of itself."""
    whole = "".join(found.sheets)
    fields = [card.title, card.count, *card.facts.split(". "), card.about_title, f"Stop {card.stop}"]
    fields += [f"{group.words} {group.signs}" for group in card.warned]
    for row in card.rows:
        names = row.point.matter.names
        fields += [row.title, names.pinyin, names.hanzi, row.dose, f"Find {row.find}", f"Press {row.press}"]
        fields += [words for _, words in row.cautions]
    assert [field for field in fields if squeeze(str(typeset(field))) not in whole] == []
    assert whole.count("LR") >= sum(len(row.ticks) == 2 for row in card.rows)


def check_figures(found: Print, card: str) -> None:
    """A picture for each row, and the body with its numbers: all of them are in the file."""
    images = sum(len(sheet.images) for sheet in PdfReader(BytesIO(found.pdf)).pages)
    assert found.late == 0
    assert found.plates >= 2
    assert images >= found.plates
    assert found.points >= (1 if form(card) == "point" else 3)


def check_type(texts: Sequence[dict[str, Any]], card: str) -> None:
    least = {"card-large-print": 18, "card-pocket": 10}.get(form(card), 12)
    small = [
        (text["text"], text["points"])
        for text in texts
        if round(text["points"], 1) < (7.5 if text["drawn"] else 10 if text["foot"] else least)
    ]
    moved = [
        text["text"]
        for text in texts
        if text["align"] not in ("start", "left") and not (text["mark"] or text["drawn"])
    ]
    faint = [text["text"] for text in texts if not text["drawn"] and contrast(text) < 7]
    assert (small, moved, faint) == ([], [], [])


@every_paper
@pytest.mark.parametrize("card", DAILY)
def test_a_card_keeps_its_sheets_its_words_and_its_pictures(
    card: str, paper: str, printed: Callable[[str, str], Print]
) -> None:
    found = printed(card, paper)
    check_sheets_and_words(found, card)
    check_fields(found, CARDS[f"{card}.html"])
    check_figures(found, card)


@pytest.mark.soak
@pytest.mark.parametrize("card", EVERY)
def test_every_card_can_be_handed_out(
    card: str, printed: Callable[[str, str], Print], site: Mount, page: Page, tmp_path: Path
) -> None:
    for paper in PAPERS:
        found = printed(card, paper)
        check_sheets_and_words(found, card)
        check_fields(found, CARDS[f"{card}.html"])
        check_figures(found, card)
    sheets = found.seen(tmp_path)
    check_code(sheets, card)
    check_rim(sheets)
    texts = open_as_paper(page, f"{site.top}{card}.html")
    check_type([text for text in texts if text["grounds"]], card)
    assert page.evaluate(SPILT, ROOM) == []


@pytest.mark.parametrize("card", DAILY)
def test_nothing_on_a_card_is_wider_than_its_paper(card: str, site: Mount, page: Page) -> None:
    texts = open_as_paper(page, f"{site.top}{card}.html")
    assert page.evaluate(SPILT, ROOM) == []
    assert [text["text"] for text in texts if text["left"] < 0 or text["right"] > ROOM] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("card", DAILY)
def test_a_card_can_be_read_with_weak_eyes(card: str, scheme: Scheme, site: Mount, page: Page) -> None:
    texts = open_as_paper(page, f"{site.top}{card}.html", scheme)
    assert len(texts) > 20
    check_type(texts, card)


def check_code(sheets: Sequence[NDArray[np.uint8]], card: str) -> None:
    """The code on the paper leads to the page, is 20 mm wide or more, and has clear space around it."""
    page, _, name = card.rpartition("/")
    codes = [code for sheet in sheets for code in zxingcpp.read_barcodes(sheet)]
    assert [code.text for code in codes] == [f"https://example.org/atlas/{page}.html"], name
    corners = codes[0].position
    wide = dist((corners.top_left.x, corners.top_left.y), (corners.top_right.x, corners.top_right.y))
    assert wide / DPI * 25.4 >= 20


@pytest.mark.parametrize("card", DAILY)
def test_the_code_on_paper_leads_to_the_page(
    card: str, printed: Callable[[str, str], Print], tmp_path: Path
) -> None:
    check_code(printed(card, "A4").seen(tmp_path), card)


@every_paper
def test_cuts_and_folds_fall_on_the_same_place_on_every_sheet(
    paper: str, printed: Callable[[str, str], Print], tmp_path: Path
) -> None:
    """Dashed lines across, 63 mm apart and one above, and one dotted line down the middle."""
    first, *rest = [marks(sheet) for sheet in printed(f"{ROUTINE}/card-pocket", paper).seen(tmp_path)]
    assert rest
    assert [(len(cuts), len(folds)) for cuts, folds in (first, *rest)] == [(5, 1)] * (1 + len(rest))
    assert np.diff(first[0]) == pytest.approx([63, 63, 63, 63], abs=0.5)
    for other in rest:
        assert other[0] == pytest.approx(first[0], abs=0.2)
        assert other[1] == pytest.approx(first[1], abs=0.2)


def marks(sheet: NDArray[np.uint8]) -> tuple[list[float], list[float]]:
    """Return how far down the cuts lie and how far across the folds, in millimetres.

    A line is dark somewhere in every 3 mm of its length; words and tables are not.
    """
    dark = sheet < LIGHT
    margin, step = round(12 / 25.4 * DPI), round(3 / 25.4 * DPI)
    across = dark[:, margin:][:, : int(WIDTH / 3) * step]
    down = dark[margin:][: int(250 / 3) * step]
    return (
        places(across.reshape(across.shape[0], -1, step).any(axis=2).mean(axis=1) > 0.95),
        places(down.reshape(-1, step, down.shape[1]).any(axis=1).mean(axis=0) > 0.95),
    )


def places(lined: NDArray[np.bool_]) -> list[float]:
    """Return the middle of each run of lined rows or columns, in millimetres."""
    at = np.flatnonzero(lined)
    runs = np.split(at, np.flatnonzero(np.diff(at) > 2) + 1)
    return [float(run.mean()) / DPI * 25.4 for run in runs if run.size]


def check_rim(sheets: Sequence[NDArray[np.uint8]]) -> None:
    """The margins of every sheet are white: nothing was cut off at its edge."""
    for sheet in sheets:
        edge = round(11 / 25.4 * DPI)
        rim = np.concatenate([sheet[:edge].ravel(), sheet[-edge:].ravel(), sheet[:, :edge].ravel()])
        assert rim.min() > LIGHT
        assert sheet.shape[0] / DPI * 25.4 == pytest.approx(HEIGHT + 24.4, abs=0.5)


@pytest.mark.parametrize("kind", ["card-full", "card-large-print", "card-pocket"])
def test_nothing_on_a_card_lies_below_the_sheet(
    kind: str, printed: Callable[[str, str], Print], tmp_path: Path
) -> None:
    """Letter is the shorter paper."""
    check_rim(printed(f"{ROUTINE}/{kind}", "Letter").seen(tmp_path))


def test_without_an_address_a_card_says_in_words_where_it_is_from(tmp_path: Path, page: Page) -> None:
    folder = build_site(tmp_path / "output")
    page.goto((folder / f"{ROUTINE}/card.html").as_uri())
    assert page.locator(".code-to-scan").count() == 0
    assert page.inner_text(".card-origin") == (
        "Acupoint Atlas · card of 22 November 2026 · from its page “Upper back relief”"
    )
    assert len(PdfReader(BytesIO(page.pdf(format="Letter"))).pages) == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints_black_on_white_without_what_is_for_screens(name: str, site: Mount, page: Page) -> None:
    texts = open_as_paper(page, f"{site.top}{name}.html", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert [text["text"] for text in texts if not text["drawn"] and contrast(text) < 7] == []
    for_screens = page.locator("nav, header.header, .skip, .button, form, .hero__ornament").all()
    assert not any(part.is_visible() for part in for_screens)
    found = "".join(read_pdf(page.pdf(format="A4")))
    assert lost(texts, found) == []
    assert squeeze("Words explained") not in found or name == "glossary"


def test_the_addresses_of_sources_are_spelled_out_on_paper(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}{PAGES[1]}.html")
    links = page.locator(".references__address")
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    found = "".join(read_pdf(page.pdf(format="A4")))
    assert addresses
    assert [address for address in addresses if squeeze(f"({address})") not in found] == []


def test_squeezing_keeps_what_differs() -> None:
    assert squeeze("Hé-\ngǔ ﬁnd ⾕") == squeeze("Hégǔ find 谷")
    assert squeeze("a b") != squeeze("a c")
