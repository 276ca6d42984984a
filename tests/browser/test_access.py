from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from reading import read_document
from walking import every_walk, walked

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from serving import Mount

    Looks = tuple[tuple[int, Literal["light", "dark"]], ...]

# One page of every kind.
KINDS = {
    "home": "index.html",
    "needs": "needs.html",
    "routines": "routines.html",
    "points": "points.html",
    "regions": "regions.html",
    "meridians": "meridians.html",
    "point": "points/gb21.html",
    "need": "needs/upper-back-pain.html",
    "routine": "routines/upper-back-relief.html",
    "card": "routines/upper-back-relief/card.html",
    "region": "regions/shoulder.html",
    "region-of-one": "regions/hip.html",
    "meridian": "meridians/gallbladder.html",
    "safety": "safety.html",
    "how-to-press": "how-to-press.html",
    "how-to-measure": "how-to-measure.html",
    "glossary": "glossary.html",
    "ruler": "ruler.html",
    "own-ruler": "ruler.html?of=forearm&length=26.4&unit=cm",
    "refused-ruler": "ruler.html?of=forearm&length=5&unit=cm",
    "rulers": "ruler/medium.html",
    "no-card": "my-card.html?p=",
    "own-card": "my-card.html?p=LI4,GB21,KI27,CV17&t=Shoulders",
    "own-card-in-pregnancy": "my-card.html?p=LI4,TE3,XX9&v=large&pregnancy=1",
    "sources": "sources.html",
    "about": "about.html",
    "missing": "404.html",
    "points-sorted": "points.html?sort=body",
    "points-narrowed": "points.html?region=shoulder&sort=body",
    "points-none": "points.html?region=hand&meridian=liver",
    "need-narrowed": "needs/upper-back-pain.html?reach=partner&sort=body",
    "not-kept": "offline.html",
}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# What is wider than the window, or reaches out of it where nobody can read it.
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    const drawn = element.parentElement.closest("svg");  // a drawing is cut off at its own frame
    return !drawn && box.width > 0 && (box.right > room + 1 || box.left < -1) && element.checkVisibility();
  });
  const scrolls = document.scrollingElement.scrollWidth > room ? ["the page scrolls"] : [];
  return [...scrolls, ...wide.map((element) => `${element.tagName} ${element.className}`)];
}"""
# Text that its own box cuts off.
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter((element) => {
  const cuts = getComputedStyle(element).overflowX !== "visible" && !element.closest(".visually-hidden");
  return cuts && !element.closest("svg") && element.scrollWidth > element.clientWidth + 1;
}).map((element) => `${element.tagName} ${element.className}`)"""
LOW = """(selector) => [...document.querySelectorAll(selector)].filter((element) => {
  const box = element.getBoundingClientRect();
  return element.checkVisibility() && box.height > 0 && box.height < 44;
}).map((element) => `${element.tagName} ${element.innerText}: ${element.getBoundingClientRect().height}`)"""
MAIN_CONTROLS = (
    ".button, select, summary, .point-filter__check, .header a, .footer__links a, .theme-switch label, "
    ".card-builder__check, .card-builder__input, .card-builder__link, .point-card__add, "
    ".versions__choice label, .card-bar a, .chips a, .cun-ruler__length, .cun-ruler__unit"
)
FOCUSED = """() => {
  const element = document.activeElement;
  const marked = element.matches(".versions input") ? element.nextElementSibling : element;
  const style = getComputedStyle(marked), box = marked.getBoundingClientRect();
  return {
    name: element.innerText || element.name || element.tagName,
    outlined: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
    inView: box.width > 0 && box.left >= 0 && box.right <= innerWidth
      && box.top > -1 && box.bottom < innerHeight + 1,  // windows scroll by whole pixels
    isBody: element === document.body,
  };
}"""
# Two looks meet each width and each scheme once. The long tests see the other two as well.
LOOKS: Looks = ((320, "light"), (1280, "dark"))
OTHERS: Looks = ((320, "dark"), (1280, "light"))
every_look = pytest.mark.parametrize(
    "looks", [LOOKS, pytest.param(OTHERS, marks=pytest.mark.soak)], ids=["", "others"]
)
HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")


every_kind = pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())


def barriers(page: Page, looks: Looks) -> list[str]:
    """Return what axe finds wrong with a page as it is now, in windows of these widths and schemes."""
    found = []
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        result: dict[str, Any] = Axe().run(page, options=RULES).response
        found += [
            f"{scheme} {width} {fault['id']}: {node['target']} {node['failureSummary']}"
            for fault in result["violations"]
            for node in fault["nodes"]
        ]
    return found


@every_look
@every_kind
def test_axe_finds_nothing(address: str, looks: Looks, site: Mount, window: Page) -> None:
    window.goto(site.top + address)
    assert barriers(window, looks) == []


@every_kind
def test_nothing_scrolls_sideways(address: str, site: Mount, window: Page) -> None:
    window.goto(site.top + address)
    for width in (320, 1280):
        window.set_viewport_size({"width": width, "height": 900})
        assert (width, window.evaluate(TOO_WIDE), window.evaluate(CUT_OFF)) == (width, [], [])
    window.set_viewport_size({"width": 390, "height": 900})
    window.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (window.evaluate(TOO_WIDE), window.evaluate(CUT_OFF)) == ([], [])


@every_kind
def test_main_controls_are_a_thumb_high(address: str, site: Mount, window: Page) -> None:
    window.goto(site.top + address)
    for width in (320, 1280):
        window.set_viewport_size({"width": width, "height": 900})
        assert (width, window.evaluate(LOW, MAIN_CONTROLS)) == (width, [])


def test_the_dark_theme_is_dark(site: Mount, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site.top}index.html")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", background)) < 64


def test_the_first_tab_skips_to_the_page(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points/gb21.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the page")
    assert page.evaluate(FOCUSED)["inView"]
    assert skip.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@every_look
@pytest.mark.parametrize("kind", ["points-narrowed", "routine", "card", "own-card", "own-ruler", "rulers"])
def test_focus_is_always_seen(kind: str, looks: Looks, site: Mount, page: Page) -> None:
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(site.top + KINDS[kind])
        stops = 0
        while True:
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused["isBody"]:
                break
            stops += 1
            assert (focused["name"], focused["outlined"], focused["inView"]) == (focused["name"], True, True)
        assert stops >= 2


@every_walk
def test_headings_are_in_order_and_begin_with_one_first(walk: str, site: Mount) -> None:
    faults = []
    for name in walked(walk, site.pages(), site.folder):
        document = read_document((site.folder / name).read_text(encoding="utf-8"))
        levels = [int(tag[1]) for tag, _ in document.elements if re.fullmatch(r"h[1-6]", tag)]
        deeper = [after - before for before, after in pairwise(levels)]
        if levels[0] != 1 or levels.count(1) != 1 or max(deeper, default=0) > 1:
            faults.append((name, levels))
    assert faults == []


@every_walk
def test_chinese_says_that_it_is_chinese(walk: str, site: Mount) -> None:
    faults = []
    seen = 0
    for name in walked(walk, site.pages(), site.folder):
        document = read_document((site.folder / name).read_text(encoding="utf-8"))
        chinese = [words for words in document.words if HAN.search(words.text) and "body" in words.inside]
        seen += len(chinese)
        faults += [f"{name}: {words.text}" for words in chinese if not words.language.startswith("zh-Han")]
    assert faults == []
    assert seen


@every_walk
def test_every_name_of_an_element_is_its_own(walk: str, site: Mount) -> None:
    for name in walked(walk, site.pages(), site.folder):
        ids = read_document((site.folder / name).read_text(encoding="utf-8")).ids()
        assert sorted(set(ids)) == sorted(ids), name
