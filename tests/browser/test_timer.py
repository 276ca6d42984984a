"""The timer of a point: its dose, each side in turn, by the clock."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_access import CUT_OFF, LOW, RULES, TOO_WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from serving import Mount

CHANGE = "Change to the right side"
LOCKS = """window.locks = 0;
WakeLock.prototype.request = async () => { locks += 1; return { release() {} }; }"""
TURN = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class Timer:
    """The timer of a page whose clock stands still unless a test lets it run."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text))
        page.clock.install(time=0)
        page.clock.pause_at(1000)
        page.goto(address)
        self.box = page.locator("press-timer")
        self.main, self.reset = self.box.get_by_role("button").first, self.box.get_by_role("button").last

    def run(self, seconds: float) -> None:
        self.page.clock.run_for(int(seconds * 1000))

    @property
    def here(self) -> tuple[str, str, str, str]:
        """What to do, the time left for it, the main button, and what was said last."""
        words = [part.inner_text() for part in (*self.box.locator("p").all()[:2], self.main)]
        return words[0], words[1], words[2], self.box.get_by_role("status").inner_text()


@pytest.fixture(params=["http", "disk"])
def timer(request: pytest.FixtureRequest, site: Mount, page: Page) -> Iterator[Timer]:
    """Return the timer of GB21, on a host and on a disk; nothing may go wrong there."""
    top = site.top if request.param == "http" else f"{site.folder.as_uri()}/"
    made = Timer(page, f"{top}points/gb21.html")
    yield made
    assert made.faults == []


def test_both_sides_are_counted_down(timer: Timer) -> None:
    assert timer.here == ("Left side", "1:00", "Start the timer", "")
    timer.run(100)
    assert timer.here == ("Left side", "1:00", "Start the timer", "")
    timer.main.click()
    assert timer.here == ("Left side", "1:00", "Pause", "Left side")
    timer.run(59)
    assert timer.here == ("Left side", "0:01", "Pause", "Left side")
    timer.run(1)
    assert timer.here == (CHANGE, "0:05", "Pause", CHANGE)
    timer.run(5)
    assert timer.here == ("Right side", "1:00", "Pause", "Right side")
    timer.run(60)
    assert timer.here == ("Done", "0:00", "Again", "Done.")
    timer.main.click()
    assert timer.here == ("Left side", "1:00", "Pause", "Left side")


@pytest.mark.parametrize(
    ("code", "cue", "time"), [("cv17", "Press", "1:00"), ("ki27", "Both sides at once", "2:00")]
)
def test_the_dose_is_that_of_the_point(code: str, cue: str, time: str, site: Mount, page: Page) -> None:
    timer = Timer(page, f"{site.top}points/{code}.html")
    assert timer.here == (cue, time, "Start the timer", "")
    timer.main.click()
    timer.run(120)
    assert timer.here == ("Done", "0:00", "Again", "Done.")


def test_pause_and_reset(timer: Timer) -> None:
    timer.main.click()
    timer.run(17.4)
    timer.main.click()
    assert timer.here == ("Left side", "0:43", "Continue", "Paused.")
    timer.run(3600)
    assert timer.here == ("Left side", "0:43", "Continue", "Paused.")
    timer.main.click()
    timer.run(42.5)
    assert timer.here == ("Left side", "0:01", "Pause", "Left side")
    timer.run(0.2)
    assert timer.here[0] == CHANGE
    timer.reset.click()
    assert timer.here == ("Left side", "1:00", "Start the timer", "Reset.")
    timer.run(60)
    assert timer.here == ("Left side", "1:00", "Start the timer", "Reset.")


def test_a_phone_that_slept_is_right_and_skips_nothing(timer: Timer) -> None:
    timer.main.click()
    timer.page.clock.fast_forward(40_000)
    assert timer.here[:2] == ("Left side", "0:20")
    timer.page.clock.fast_forward(900_000)
    assert timer.here == (CHANGE, "0:05", "Continue", CHANGE)
    timer.main.click()
    timer.page.clock.fast_forward(6_000)
    assert timer.here == ("Right side", "0:59", "Pause", "Right side")


def test_the_screen_stays_on_while_it_runs(site: Mount, page: Page) -> None:
    page.add_init_script(LOCKS)
    timer = Timer(page, f"{site.top}points/gb21.html")
    assert page.evaluate("locks") == 0
    timer.main.click()
    assert page.evaluate("locks") == 1
    for hidden in (True, False):
        page.evaluate(TURN, hidden)
    assert page.evaluate("locks") == 2
    timer.main.click()
    for hidden in (True, False):
        page.evaluate(TURN, hidden)
    assert page.evaluate("locks") == 2
    assert timer.faults == []


@pytest.mark.parametrize(
    "broken",
    [
        "delete Navigator.prototype.wakeLock",
        "WakeLock.prototype.request = () => Promise.reject(new DOMException('no', 'NotAllowedError'))",
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })",
    ],
)
def test_it_does_without_what_a_browser_lacks(broken: str, site: Mount, page: Page) -> None:
    page.add_init_script(broken)
    timer = Timer(page, f"{site.top}points/gb21.html")
    timer.main.click()
    timer.run(60)
    assert (timer.here[:2], timer.faults) == ((CHANGE, "0:05"), [])


def test_keyboard_touch_and_axe(site: Mount, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True) as context:
        timer = Timer(context.new_page(), f"{site.top}points/gb21.html")
        page = timer.page
        timer.main.tap()
        timer.run(5)
        assert timer.here[:2] == ("Left side", "0:55")
        timer.main.focus()
        page.keyboard.press("Space")
        assert timer.here[2] == "Continue"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert timer.here[1:3] == ("1:00", "Start the timer")
        assert timer.reset.evaluate("element => element === document.activeElement")
        page.clock.resume()
        result: dict[str, Any] = Axe().run(page, context="press-timer", options=RULES).response
        assert result["violations"] == []
        assert (page.evaluate(TOO_WIDE), page.evaluate(LOW, "press-timer button")) == ([], [])
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert (page.evaluate(TOO_WIDE), page.evaluate(CUT_OFF)) == ([], [])
        assert timer.faults == []


def test_without_scripts_there_is_no_timer(site: Mount, plain_page: Page) -> None:
    plain_page.goto(f"{site.top}points/gb21.html")
    expect(plain_page.locator("press-timer")).not_to_be_visible()
    expect(plain_page.locator(".dose").get_by_text("1 minute")).to_be_visible()


def test_it_is_not_printed(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points/gb21.html")
    page.emulate_media(media="print")
    expect(page.locator("press-timer")).not_to_be_visible()


def test_it_costs_its_reader_little(site: Mount) -> None:
    html = (site.folder / "points/gb21.html").read_text(encoding="utf-8")
    (name,) = re.findall(r'src="\.\./(assets/js/press-timer\.[^"]+)"', html)
    assert len(gzip.compress((site.folder / name).read_bytes(), 6)) <= 1536
