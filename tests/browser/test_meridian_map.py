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
LINE = 15  # pixels that a line of such letters is high
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
    touch: [...svg.querySelectorAll(".meridian-map__link")].map((link) => {
      const [left, top, right, bottom] = box(link.querySelector("circle.meridian-map__touch"));
      return {
        mark: [(left + right) / 2, (top + bottom) / 2, (right - left) / 2],
        code: box(link.querySelector("rect.meridian-map__touch")),
        leads: link.getAttribute("href"),
      };
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


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether some place answers for two points."""
    (ax, ay, a), (bx, by, b) = one["mark"], other["mark"]
    if hypot(ax - bx, ay - by) < a + b - 0.2:
        return True
    if meets(one["code"], other["code"]):
        return True
    return any(
        hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3])) < far - 0.2
        for box, (x, y, far) in ((one["code"], other["mark"]), (other["code"], one["mark"]))
    )


def answers(one: dict[str, Any], every: list[dict[str, Any]]) -> bool:
    """Say whether a mark that has others near it answers by its code, as wide as a finger and a line high.

    The list below the map leads to each point over the whole width, so that none depends on its mark alone.
    """
    left, top, right, bottom = one["code"]
    x, y, _ = one["mark"]
    near = any(hypot(x - a["mark"][0], y - a["mark"][1]) < 4 * LEAST for a in every if a is not one)
    return near and right - left >= 2 * LEAST and bottom - top >= LINE


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
                if overlap(a, b)
            ]
            told += [
                f"{title}: {one_of['leads']} answers too little"
                for one_of in one["touch"]
                if one_of["mark"][2] < LEAST and not answers(one_of, one["touch"])
            ]
            listed = window.locator("#point-list a, .point-card a").evaluate_all(
                "links => links.map((link) => link.getAttribute('href'))"
            )
            told += [f"{title}: {x['leads']} is not below" for x in one["touch"] if x["leads"] not in listed]
            marks += len(one["touch"])
    assert told == []
    assert marks >= sum(len(library().on_meridian[slug]) for slug in LINES)


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
    last = links.last.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{last.removeprefix('../')}")


def test_the_room_about_a_code_opens_its_point(site: Mount, page: Page) -> None:
    """Between its letters, and above and below them, in the fullest map."""
    page.set_viewport_size({"width": 320, "height": 800})
    crowded = max(LINES, key=lambda slug: len(library().on_meridian[slug]))
    for number in range(len(library().on_meridian[crowded])):
        page.goto(f"{site.top}meridians/{crowded}.html")
        link = page.locator(".meridian-map__link").nth(number)
        leads = (link.get_attribute("href") or "").removeprefix("../")
        room = link.locator("rect.meridian-map__touch")
        room.scroll_into_view_if_needed()
        box = room.bounding_box()
        assert box
        page.mouse.click(box["x"] + 1, box["y"] + 1)
        page.wait_for_url(f"**/{leads}")


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
