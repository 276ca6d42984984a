"""Draw sheets in Chromium, as small PNG files."""

from __future__ import annotations

import os
import shutil
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Route

    from workshop.share.sheets import Sheet

WIDTH, HEIGHT = 1200, 630
LIMIT = 90_000  # bytes
COLOURS = (256, 192, 128, 96)  # the first that keeps to the limit
TOP = "http://share.invalid/"  # nobody's: every request is answered below
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
# The same picture on every machine: no hinting, no colour fringes, not the screen's own colours.
FLAGS = ("--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb", "--disable-gpu")
TOO_LONG = """[...document.querySelectorAll(".share__words, .share__words *")]
    .some(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
    || document.querySelector(".share__words").scrollHeight > innerHeight"""

FAILED = "[...document.fonts].filter(f => f.status === 'error').map(f => f.family)"


def paint(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, bytes]]:
    """Yield each sheet with its PNG. Raises ValueError if the words do not fit, or the bytes."""
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
        flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        for sheet in sheets:
            try:
                yield sheet, _compressed(_shot(browser, sheet))
            except ValueError as error:
                raise ValueError(f"{sheet.card.page}: {error}") from None
        browser.close()


def _shot(browser: Browser, sheet: Sheet) -> bytes:
    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(TOP)
        if not name:
            route.fulfill(body=sheet.html, content_type="text/html; charset=utf-8")
        elif name in sheet.files:
            route.fulfill(path=sheet.files[name])
        else:
            route.abort()

    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.route("**/*", answer)
        page.goto(TOP, wait_until="load")
        page.evaluate("document.fonts.ready")
        if page.evaluate(TOO_LONG):
            raise ValueError("the words do not fit the image")
        if unread := page.evaluate(FAILED):
            raise ValueError(f"the font cannot be read: {unread[0]}")
        return page.screenshot(type="png")


def _compressed(shot: bytes) -> bytes:
    """Return the picture with as many colours as its size allows.

    The palette is spread over all colours that occur, so that a small red ring keeps its own, and is then
    moved to where most of them are. No dithering: the noise would double the size.
    """
    picture = Image.open(BytesIO(shot)).convert("RGB")
    for colours in COLOURS:
        small = picture.quantize(
            colours, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE
        )
        out = BytesIO()
        small.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= LIMIT:
            return out.getvalue()
    raise ValueError(f"the image has more than {LIMIT} bytes")
