"""The map of a meridian: its links by keyboard and finger, on a small telephone, in the dark, on paper."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations, pairwise
from math import hypot
from typing import TYPE_CHECKING, Any

import pytest
from bodies import library
from pypdf import PdfReader

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from serving import Mount

LINES = [slug for slug in library().meridians if slug != "extra-points"]
PAGE = "meridians/gallbladder.html"
LEAST = 12  # pixels that letters are high, and half of what a finger needs
MARKS = """() => [...document.querySelectorAll("svg.meridian-map__view")].map((svg) => {
  const frame = svg.getBoundingClientRect();
  const scale = frame.width / svg.viewBox.baseVal.width;
  const box = (element) => {
    const found = element.getBoundingClientRect();
    return [found.left, found.top, found.right, found.bottom];
  };
  return {
    title: svg.querySelector("title").textContent,
    frame: box(svg),
    words: [...svg.querySelectorAll("text")].map((text) => ({
      text: text.textContent, box: box(text),
      size: parseFloat(getComputedStyle(text).fontSize) * text.getCTM().a,
    })),
    touch: [...svg.querySelectorAll(".meridian-map__touch")].map((circle) => {
      const [left, top, right, bottom] = box(circle);
      return [(left + right) / 2, (top + bottom) / 2, (right - left) / 2];
    }),
  };
})"""


def maps(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(MARKS)
    return found


def meets(one: list[float], other: list[float]) -> bool:
    """Say whether two boxes overlap by more than the air that letters leave above and below."""
    air = 2.0
    wide = one[0] < other[2] and other[0] < one[2]
    return wide and one[1] + air < other[3] and other[1] + air < one[3]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_codes_and_touch_areas_keep_clear_of_one_another(width: int, site: Mount, window: Page) -> None:
    window.set_viewport_size({"width": width, "height": 900})
    told, marks = [], 0
    for slug in LINES:
        window.goto(f"{site.top}meridians/{slug}.html")
        assert window.evaluate("document.documentElement.scrollWidth") <= width
        for one in maps(window):
            title, (left, top, right, bottom) = one["title"], one["frame"]
            for word in one["words"]:
                x0, y0, x1, y1 = word["box"]
                if not (left - 1 <= x0 and x1 <= right + 1 and top - 1 <= y0 and y1 <= bottom + 1):
                    told.append(f"{title}: {word['text']} is cut off")
                if word["size"] < LEAST:
                    told.append(f"{title}: {word['text']} is {word['size']:.1f} px high")
            told += [
                f"{title}: {a['text']} touches {b['text']}"
                for a, b in combinations(one["words"], 2)
                if meets(a["box"], b["box"])
            ]
            told += [
                f"{title}: two marks answer to one finger"
                for a, b in combinations(one["touch"], 2)
                if hypot(a[0] - b[0], a[1] - b[1]) < a[2] + b[2] - 0.2
            ]
            told += [f"{title}: a mark is too small" for x in one["touch"] if x[2] < LEAST]
            marks += len(one["touch"])
    assert told == []
    assert marks >= 10


def test_a_keyboard_reaches_every_point_of_the_map_in_its_order(site: Mount, page: Page) -> None:
    page.goto(site.top + PAGE)
    links = page.locator(".meridian-map__link")
    expected = [links.nth(i).get_attribute("aria-label") for i in range(links.count())]
    assert expected
    page.locator(".facts").evaluate("facts => { facts.tabIndex = -1; facts.focus(); }")
    reached = []
    for _ in expected:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert reached == expected
    for svg in range(page.locator(".meridian-map__view").count()):
        own = page.locator(".meridian-map__view").nth(svg).locator("a")
        numbers = [
            int((own.nth(i).get_attribute("aria-label") or "").split()[0][2:]) for i in range(own.count())
        ]
        assert all(a < b for a, b in pairwise(numbers))
    page.keyboard.press("Enter")
    page.wait_for_url("**/points/gb34.html")


def test_a_finger_beside_a_mark_opens_its_point(site: Mount, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(site.top + PAGE)
    first = page.locator(".meridian-map__touch").first
    first.scroll_into_view_if_needed()
    box = first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 2)
    page.wait_for_url("**/points/gb*.html")


def test_the_line_stands_out_in_the_dark(site: Mount, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site.top + PAGE)
    told = """(name) => getComputedStyle(document.querySelector(`.meridian-map__${name}`))"""
    line, under = (
        page.evaluate(f"({told})('{name}').stroke") for name in ("view .meridian-map__line", "under")
    )
    page.emulate_media(color_scheme="light")
    assert line != page.evaluate(f"({told})('view .meridian-map__line').stroke")
    assert line != under
    assert page.evaluate(f"({told})('dot').strokeWidth") == "3px"


def test_on_paper_the_heading_stays_with_its_pictures(site: Mount, page: Page) -> None:
    page.goto(site.top + PAGE)
    pdf = PdfReader(BytesIO(page.pdf(format="A4")))
    texts = [sheet.extract_text() for sheet in pdf.pages]
    (own,) = [text for text in texts if "The line and its points" in text]
    assert all(
        word in own for word in ("Front", "Back", "Side", "GB34", "In Chinese medicine this line is drawn")
    )


def test_every_plate_loads_wherever_the_site_is(mount: Mount, page: Page) -> None:
    page.goto(mount.top + PAGE)
    loaded = page.evaluate(
        """async () => Promise.all([...document.querySelectorAll(".meridian-map__plate img")].map((image) => {
          image.loading = "eager";
          return image.decode().then(() => image.naturalWidth > 0, () => false);
        }))"""
    )
    assert loaded == [True, True, True]
