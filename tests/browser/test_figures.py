from __future__ import annotations

import re
from io import BytesIO
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from pypdf import PdfReader
from reading import read_document
from walking import every_walk, walked

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from serving import Mount

NUMBERED = {
    "need": "needs/upper-back-pain.html",
    "region": "regions/upper-back.html",
    "routine": "routines/upper-back-relief.html",
}
CARD = "routines/upper-back-relief/card.html"
POINT = "points/gb21.html"
LEAST = 12  # pixels that letters are high, at least, on the narrowest screen
PRINTED = 12.2  # … and on a card as wide as a window; the tests of paper say how large they are on a sheet
# Letters hang less deep than the box of their line, which is what a browser tells.
AIR = 2.0
# Every drawing with the boxes of what must not touch, as the browser laid them out.
DRAWN = """() => [...document.querySelectorAll("svg.figure__drawing")].filter((svg) => svg.checkVisibility())
  .map((svg) => {
    const box = (element) => {
      const found = element.getBoundingClientRect();
      return [found.left, found.top, found.right, found.bottom];
    };
    const all = (selector) => [...svg.querySelectorAll(selector)];
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    return {
      title: svg.querySelector("title").textContent,
      frame: box(svg),
      words: all("text").map((text) => ({
        text: text.textContent, box: box(text), size: parseFloat(getComputedStyle(text).fontSize) * scale,
      })),
      solid: all(".figure__ring, .figure__ghost, .figure__dot, .figure__spot, .figure__inset").map(box),
    };
  })"""
PLATES = """() => [...document.querySelectorAll(".figure__plate img")].map((image) => {
  image.loading = "eager";
  return image.decode().then(() => image.naturalWidth > 0, () => false);
})"""
LOADED = f"async () => Promise.all(({PLATES})())"
COLOURS = """(selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  return [style.backgroundColor, style.fill, style.stroke, style.opacity];
}"""


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, air: float = 0.0) -> bool:
        """Say whether two boxes overlap by more than `air` from top to bottom."""
        return (
            self.left < other.right and other.left < self.right
            and self.top + air < other.bottom and other.top + air < self.bottom
        )  # fmt: skip

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left and other.right <= self.right
            and self.top <= other.top + AIR and other.bottom <= self.bottom + AIR
        )  # fmt: skip


def drawn(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(DRAWN)
    return found


def points(site: Mount, walk: str = "all") -> list[str]:
    names = [name for name in site.pages() if name.startswith("points/") and "/card" not in name]
    return walked(walk, names, site.folder)


def faults(figure: dict[str, Any]) -> list[str]:
    """Return everything in a drawing that touches what it must not."""
    title, frame = figure["title"], Box(*figure["frame"])
    words = [(one["text"], Box(*one["box"])) for one in figure["words"]]
    found = [f"{title}: {text} is cut off" for text, box in words if not frame.holds(box)]
    found += [
        f"{title}: {one[0]} touches {other[0]}"
        for one, other in combinations(words, 2)
        if one[1].meets(other[1], AIR)
    ]
    found += [
        f"{title}: {text} touches a mark"
        for text, box in words
        for mark in figure["solid"]
        if box.meets(Box(*mark), AIR)
    ]
    return found


@every_walk
@pytest.mark.parametrize("width", [320, 1000])
def test_no_words_touch_words_or_marks_or_the_edge_and_all_can_be_read(
    width: int, walk: str, site: Mount, window: Page
) -> None:
    window.set_viewport_size({"width": width, "height": 900})
    told, small, count = [], [], 0
    names = points(site, walk)
    for name in names:
        window.goto(site.top + name)
        figures = drawn(window)
        assert figures, name
        count += len(figures)
        told += [fault for figure in figures for fault in faults(figure)]
        small += [one for figure in figures for one in figure["words"] if one["size"] < LEAST]
    assert (told, small) == ([], [])
    assert count >= len(names) >= 3


@every_walk
def test_on_its_card_the_words_of_a_picture_are_larger_and_touch_nothing(
    walk: str, site: Mount, page: Page
) -> None:
    told, small = [], []
    for name in points(site, walk):
        page.goto(site.top + name.replace(".html", "/card.html"))
        page.emulate_media(media="print")
        figures = [figure for figure in drawn(page) if figure["title"].startswith("How to find")]
        assert len(figures) == 1, name
        told += [fault for figure in figures for fault in faults(figure)]
        small += [one for figure in figures for one in figure["words"] if one["size"] < PRINTED]
    assert (told, small) == ([], [])


@pytest.mark.parametrize("kind", NUMBERED)
def test_numbers_touch_neither_each_other_nor_the_edge_and_can_be_read(
    kind: str, site: Mount, window: Page
) -> None:
    for width in (320, 1000):
        window.set_viewport_size({"width": width, "height": 900})
        window.goto(site.top + NUMBERED[kind])
        figures = [figure for figure in drawn(window) if figure["words"]]
        assert figures
        assert [fault for figure in figures for fault in faults({**figure, "solid": []})] == []
        assert min(one["size"] for figure in figures for one in figure["words"]) >= LEAST


def test_the_letters_that_are_measured_are_those_that_would_overlap() -> None:
    """The test above must be able to fail."""
    words = [{"text": text, "box": box} for text, box in (("a", [0, 0, 20, 10]), ("b", [15, 5, 30, 15]))]
    assert faults({"title": "x", "frame": [0, 0, 25, 20], "words": words, "solid": [[2, 2, 4, 9]]}) == [
        "x: b is cut off",
        "x: a touches b",
        "x: a touches a mark",
    ]


@every_walk
def test_every_plate_loads_wherever_the_site_is(walk: str, mount: Mount, page: Page) -> None:
    count = 0
    for name in [*points(mount, walk), *NUMBERED.values(), CARD]:
        page.goto(mount.top + name)
        loaded = page.evaluate(LOADED)
        assert (name, loaded) == (name, [True] * len(loaded))
        count += len(loaded)
    assert count > 20


def test_without_scripts_the_figures_are_there(site: Mount, plain_page: Page) -> None:
    plain_page.goto(site.top + POINT)
    assert plain_page.locator("svg.figure__drawing").first.is_visible()
    assert plain_page.locator("svg.figure__drawing text").first.is_visible()


@every_walk
def test_every_drawing_has_a_name_of_its_own_and_those_of_a_point_say_how_it_is_found(
    walk: str, site: Mount
) -> None:
    for name in walked(walk, site.pages(), site.folder):
        document = read_document((site.folder / name).read_text(encoding="utf-8"))
        ids = set(document.ids())
        drawings = [given for given in document.all("svg") if given.get("class", "").startswith("figure__")]
        named = [given["aria-labelledby"] for given in drawings]
        assert sorted(set(named)) == sorted(named), name
        assert set(named) <= ids, name
        assert {given["role"] for given in drawings} <= {"img", "group"}, name
        if name in points(site):
            assert drawings, name
            assert {given["aria-describedby"] for given in drawings} <= ids, name


def test_the_words_of_a_drawing_are_read_to_those_who_do_not_see_it(site: Mount, page: Page) -> None:
    page.goto(site.top + POINT)
    figure = page.get_by_role("img", name="How to find GB21").first
    described = figure.get_attribute("aria-describedby")
    said = page.locator(f"#{described}").text_content() or ""
    assert said.startswith("GB21 is half-way along the line from the bony bump at the base of the neck")


@pytest.mark.parametrize("kind", NUMBERED)
def test_a_number_is_a_link_with_a_name_that_a_keyboard_reaches(kind: str, site: Mount, page: Page) -> None:
    page.goto(site.top + NUMBERED[kind])
    links = page.locator("a.figure__link:visible")
    names = [link.get_attribute("aria-label") or "" for link in links.all()]
    assert names
    assert [name for name in names if not re.fullmatch(r"\d+: [A-Z]{2}\d+ .+", name)] == []
    links.first.focus()
    assert page.evaluate("document.activeElement.matches('a.figure__link')")
    if len(names) > 1:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == names[1]
    code = names[0].split()[1]
    links.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/points/{code.lower()}.html")


def test_a_focused_number_is_seen(site: Mount, page: Page) -> None:
    page.goto(site.top + NUMBERED["need"])
    page.keyboard.press("Tab")  # so that focus is shown as a keyboard's
    page.locator("a.figure__link").first.focus()
    shown = page.evaluate(
        "[document.activeElement, ...document.activeElement.children]"
        ".map((element) => getComputedStyle(element))"
        ".some((style) => style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2)"
    )
    assert shown


def test_in_the_dark_marks_are_pale_and_the_clay_is_dimmed(site: Mount, page: Page) -> None:
    page.goto(site.top + POINT)
    seen = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        seen[scheme] = [
            page.evaluate(COLOURS, f".figure__drawing {part}")
            for part in (".figure__label", ".figure__shade")
        ]
    (light, clay), (dark, dimmed) = seen["light"], seen["dark"]
    assert _lightness(light[1]) < 100
    assert _lightness(dark[1]) > 150
    assert float(clay[3]) < 0.1
    assert float(dimmed[3]) > 0.4


def _lightness(colour: str) -> float:
    parts = [int(part) for part in re.findall(r"\d+", colour)[:3]]
    return sum(parts) / 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [POINT, "points/li4.html", CARD])
def test_a_print_keeps_the_figures(address: str, scheme: str, site: Mount, page: Page) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site.top + address)
    wanted = sum(page.evaluate(LOADED))
    assert wanted
    sheets = PdfReader(BytesIO(page.pdf(format="A4", print_background=False))).pages
    images = [image for sheet in sheets for image in sheet.images]
    assert len(images) >= min(wanted, len({*page.evaluate(SOURCES)}))
    words = "".join(sheet.extract_text() for sheet in sheets)
    assert all(one["text"].split()[0] in words for figure in drawn(page) for one in figure["words"])


SOURCES = "() => [...document.querySelectorAll('.figure__plate img')].map((image) => image.src)"
