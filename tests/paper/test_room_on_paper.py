"""What atlas/room.py reckons, against what a browser sets: so that its word can be trusted at build time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bodies import gallery, library

from atlas import room
from atlas.cards import card_of, routine_cards
from atlas.layout import WIDE
from atlas.paper import Card

if TYPE_CHECKING:
    from playwright.sync_api import Page as Browsed
    from serving import Mount

    from atlas.page import Page

ROUTINE = library().routines["upper-back-relief"]
PAGES = {page.view.form + page.path: page for page in routine_cards(ROUTINE, library(), gallery())
         if isinstance(page.view, Card)}  # fmt: skip
FULL = ("GB21", "LI4", "LU7", "KI1", "BL25")  # two pictures, a caption, a tall picture, many cautions
LINE = 5.1  # millimetres, at 12 points
HIGH = "(all) => all.map((one) => one.getBoundingClientRect().height / 96 * 25.4)"
WORDS = """(all) => all.map((one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return words.getBoundingClientRect().height / 96 * 25.4;
})"""


def on_paper(page: Browsed, site: Mount, path: str) -> None:
    page.set_viewport_size({"width": round(room.WIDTH / 25.4 * 96), "height": 964})
    page.emulate_media(media="print")
    page.goto(f"{site.top}{path}")


def heights(page: Browsed, selector: str, how: str = HIGH) -> list[float]:
    found: list[float] = page.eval_on_selector_all(selector, how)
    return found


def tall(page: Page) -> float:
    return max(picture.figure.height / WIDE for picture in page.pictures)


def near(reckoned: float, real: float, lines: float = 1.2) -> bool:
    """Never less than it is, and at most a line more."""
    return real - 0.3 <= reckoned <= real + lines * LINE


@pytest.mark.parametrize("name", ["card", "card-standard", "card-full", "card-pregnancy"])
def test_an_ordinary_card(name: str, site: Mount, page: Browsed) -> None:
    made = PAGES[f"sheetroutines/upper-back-relief/{name}.html"]
    assert isinstance(made.view, Card)
    on_paper(page, site, made.path)
    rows = heights(page, ".card-row")
    assert [near(room.row(one), real) for one, real in zip(made.view.rows, rows, strict=True)] == [
        True
    ] * len(rows)
    boxes = sum(sum(heights(page, name)) for name in (".card__band", ".card-flags", ".card__left-out"))
    stop = heights(page, ".card__stop")[0] + 1.5
    assert near(room.top(made.view, tall(made)), boxes + stop + 4, 2.2)
    assert near(room.FOOT, heights(page, ".card__foot")[0], 0.2)


def test_large_print(site: Mount, page: Browsed) -> None:
    made = PAGES["largeroutines/upper-back-relief/card-large-print.html"]
    assert isinstance(made.view, Card)
    on_paper(page, site, made.path)
    rows = heights(page, ".card-row")
    assert [near(room.big_row(one), real, 1.7) for one, real in zip(made.view.rows, rows, strict=True)] == [
        True
    ] * len(rows)
    parts = (".card__band", ".card-flags", ".card__stop", ".card-maps", ".card__foot")
    real = sum(sum(heights(page, name)) for name in parts) + 7.5  # with the room between them
    assert real <= room.big_first_sheet(made.view, tall(made)) <= real + room.LARGE.line + 0.5


def test_pocket_cards(site: Mount, page: Browsed) -> None:
    made = PAGES["pocketroutines/upper-back-relief/card-pocket.html"]
    assert isinstance(made.view, Card)
    on_paper(page, site, made.path)
    backs = heights(page, ".card-row__back", WORDS)
    assert [near(room.pocket_back(one), real) for one, real in zip(made.view.rows, backs, strict=True)] == [
        True
    ] * len(backs)
    reckoned_sides = ".pocket--safety .pocket__side, .pocket--order .pocket__side:last-child"
    sides = heights(page, reckoned_sides, WORDS)
    reckoned = [*(high for high, _ in room.pocket_sides(made.view)), room.order_back(made.view)]
    assert [near(one, real) for one, real in zip(reckoned, sides, strict=True)] == [True] * 3
    every = heights(page, ".pocket__side, .card-row__front, .card-row__back", WORDS)
    assert max(every) <= room.POCKET


@pytest.mark.parametrize(
    "code",
    [code if code in FULL else pytest.param(code, marks=pytest.mark.soak) for code in library().points],
)
def test_the_card_of_a_point(code: str, site: Mount, page: Browsed) -> None:
    made = card_of(library().points[code], library(), gallery())
    assert isinstance(made.view, Card)
    on_paper(page, site, made.path)
    (picture,) = made.maps["large"][:1]
    reckoned = room.point_sheet(made.view, tall(made), picture.figure.height / WIDE)
    assert near(reckoned, heights(page, "main")[0], 2.2)
