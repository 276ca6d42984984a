"""The switch between light and dark: what it changes, what it remembers, and that nothing flashes."""

from __future__ import annotations

import re
import time
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect
from serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page, Route
    from serving import Mount

LIGHT, DARK = (247, 244, 238), (20, 25, 26)
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
INK = "getComputedStyle(document.body).color"
SCHEME = "getComputedStyle(document.documentElement).colorScheme"
# The colours of the browser's own frame that count now.
FRAME = """[...document.querySelectorAll("meta[name=theme-color]")]
  .filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content)"""
TOKENS = """(names) => Object.fromEntries(names.map((name) =>
  [name, getComputedStyle(document.documentElement).getPropertyValue(name).trim()]))"""
SHEET = (ROOT / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
TWO_SIDED = re.findall(r"^  (--[\w-]+): var\(--light, ", SHEET, re.MULTILINE)
OWN_DARK = ("dark", "Same as device")
# What the page looks like in the very first frame that shows any of it.
FIRST = """const look = () => {
  if (!document.body) return requestAnimationFrame(look);
  window.first = [getComputedStyle(document.body).backgroundColor, document.documentElement.dataset.theme];
};
requestAnimationFrame(look);"""
WITHOUT_STORE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); }
});"""


def rgb(colour: tuple[int, int, int]) -> str:
    return f"rgb({', '.join(map(str, colour))})"


def hexed(colour: tuple[int, int, int]) -> str:
    return "#" + bytes(colour).hex()


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Colours").get_by_role("radio", name=name)


def slowly(route: Route) -> None:
    time.sleep(0.4)
    route.continue_()


@pytest.fixture(params=["http", "disk"])
def top(request: pytest.FixtureRequest, site: Mount) -> str:
    """Return the top of the site, on a host and on a disk."""
    return site.top if request.param == "http" else f"{site.folder.as_uri()}/"


def test_the_page_does_as_the_device_does_until_somebody_chooses(top: str, page: Page) -> None:
    page.goto(f"{top}index.html")
    for scheme, colour in (("dark", DARK), ("light", LIGHT), ("dark", DARK)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert page.evaluate(BACKGROUND) == rgb(colour)
        assert page.evaluate(FRAME) == [hexed(colour)]
        assert choice(page, "Same as device").is_checked()


@pytest.mark.parametrize(("name", "colour", "device"), [("Dark", DARK, "light"), ("Light", LIGHT, "dark")])
def test_a_choice_holds_on_every_page_and_after_a_reload(
    name: str, colour: tuple[int, int, int], device: str, top: str, page: Page
) -> None:
    page.emulate_media(color_scheme="dark" if device == "dark" else "light")
    page.goto(f"{top}index.html")
    choice(page, name).check()
    for address in ("index.html", "points/gb21.html", "safety.html", "404.html"):
        if address == "404.html" and top.startswith("file"):
            continue  # its addresses are those of the host that it was built for
        page.goto(top + address)
        assert (address, page.evaluate(BACKGROUND)) == (address, rgb(colour))
        assert page.evaluate(SCHEME) == name.lower()
        assert page.evaluate(FRAME) == [hexed(colour)]
        assert choice(page, name).is_checked()
    page.reload()
    assert page.evaluate(BACKGROUND) == rgb(colour)
    choice(page, "Same as device").check()
    assert page.evaluate(BACKGROUND) == rgb(LIGHT if colour == DARK else DARK)
    page.reload()
    assert choice(page, "Same as device").is_checked()
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_every_colour_is_as_the_device_would_have_it(site: Mount, page: Page) -> None:
    """Choosing dark on a light device and having a dark device are one look, and light likewise."""
    found = {}
    for device in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if device == "dark" else "light")
        page.goto(f"{site.top}points/gb21.html")
        for name in ("Same as device", "Light", "Dark"):
            choice(page, name).check()
            found[device, name] = page.evaluate(TOKENS, TWO_SIDED)
    dark = [looks for (device, name), looks in found.items() if "Dark" in name or (device, name) == OWN_DARK]
    light = [looks for looks in found.values() if looks not in dark]
    assert (len(dark), len(light)) == (3, 3)
    assert dark.count(dark[0]) == light.count(light[0]) == 3
    assert [name for name in TWO_SIDED if dark[0][name] in ("", light[0][name])] == []


def test_nothing_flashes(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}index.html")
    choice(page, "Dark").check()
    page.add_init_script(FIRST)
    page.route("**/*.css", slowly)
    page.goto(f"{site.top}safety.html")
    assert page.evaluate("first") == [rgb(DARK), "dark"]
    # The choice is made by a script that stands before the styles and that the browser waits for.
    order = page.evaluate(
        "[...document.head.querySelectorAll('script[src], link[rel=stylesheet]')].map("
        "(element) => (element.src || element.href).split('/').pop().split('.')[0])"
    )
    assert order[:2] == ["every-page", "main"]


def test_the_empty_page_is_dark_too_while_the_styles_are_on_their_way(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}index.html")
    choice(page, "Dark").check()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(f"{site.top}safety.html")
    seen = Image.open(BytesIO(page.screenshot())).convert("RGB").getpixel((1270, 890))
    assert isinstance(seen, tuple)
    assert max(seen) < 64


def test_other_windows_follow(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}index.html")
    other = page.context.new_page()
    other.goto(f"{site.top}points.html")
    choice(page, "Dark").check()
    expect(choice(other, "Dark")).to_be_checked()
    assert other.evaluate(BACKGROUND) == rgb(DARK)
    other.go_back()
    other.goto(f"{site.top}index.html")
    choice(other, "Light").check()
    expect(choice(page, "Light")).to_be_checked()


def test_the_keyboard_is_enough(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}safety.html")
    page.get_by_role("link", name="Use it offline").focus()
    page.keyboard.press("Tab")
    assert choice(page, "Same as device").evaluate("element => element === document.activeElement")
    page.keyboard.press("ArrowRight")
    assert choice(page, "Light").is_checked()
    page.keyboard.press("ArrowRight")
    assert choice(page, "Dark").is_checked()
    assert page.evaluate(BACKGROUND) == rgb(DARK)


@pytest.mark.parametrize("address", ["points/gb21.html", "routines/upper-back-relief/card.html"])
def test_paper_is_white_whatever_is_chosen(address: str, site: Mount, page: Page) -> None:
    page.goto(f"{site.top}index.html")
    choice(page, "Dark").check()
    page.goto(site.top + address)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    assert page.evaluate(INK) == "rgb(0, 0, 0)"
    assert page.evaluate(SCHEME) == "light"
    assert not page.locator("theme-switch").is_visible()


def test_where_nothing_can_be_remembered_the_choice_holds_for_the_page(site: Mount, page: Page) -> None:
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.add_init_script(WITHOUT_STORE)
    page.goto(f"{site.top}index.html")
    choice(page, "Dark").check()
    assert page.evaluate(BACKGROUND) == rgb(DARK)
    page.reload()
    assert page.evaluate(BACKGROUND) == rgb(LIGHT)
    assert heard == []


@pytest.mark.parametrize("kept", ["", "auto", "blue", "</html>", "__proto__"])
def test_what_is_no_theme_is_ignored(kept: str, site: Mount, page: Page) -> None:
    page.goto(f"{site.top}index.html")
    page.evaluate("(kept) => localStorage.setItem('atlas-theme', kept)", kept)
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") is None
    assert choice(page, "Same as device").is_checked()


@pytest.fixture
def dark_plain_page(browser: Browser) -> Iterator[Page]:
    """Return an empty page on a dark device, on which no script runs."""
    with browser.new_context(java_script_enabled=False, color_scheme="dark") as context:
        yield context.new_page()


def test_without_scripts_the_device_decides_and_there_is_no_dead_control(
    site: Mount, dark_plain_page: Page
) -> None:
    dark_plain_page.goto(f"{site.top}index.html")
    assert not dark_plain_page.get_by_role("radio", include_hidden=True).first.is_visible()
    seen = Image.open(BytesIO(dark_plain_page.screenshot())).convert("RGB").getpixel((5, 600))
    assert seen == DARK


@pytest.mark.parametrize("name", ["Light", "Dark"])
def test_axe_finds_nothing_in_a_theme_that_was_chosen(name: str, site: Mount, page: Page) -> None:
    page.emulate_media(color_scheme="light" if name == "Dark" else "dark")
    for address in ("index.html", "points/gb21.html", "about.html"):
        page.goto(site.top + address)
        choice(page, name).check()
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []
