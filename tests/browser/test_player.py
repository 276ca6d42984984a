"""The routine player: what it shows before, the way through, its clock, and its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sampling import copy_sample
from serving import serve
from waiting import until

from atlas.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page
    from serving import Mount

ROUTINE = "routines/upper-back-relief.html"
# What the short version asks for, in order: a point, and what to do there for so many seconds.
FIND, CHANGE = "Find the spot", "Change to the right side"
LEFT, RIGHT = ("Left side", 60), ("Right side", 60)
WAY: list[tuple[str, list[tuple[str, int]]]] = [
    ("LI4 Joining Valley", [LEFT, (CHANGE, 5), RIGHT]),
    ("GB21 Shoulder Well", [(FIND, 15), LEFT, (CHANGE, 5), RIGHT]),
    ("KI27 Shu Mansion", [(FIND, 15), ("Both sides at once", 120)]),
    ("CV17 Middle of the Chest", [(FIND, 15), ("Press", 60)]),
]
JUNK = (
    "null", "5", '"x"', "[]", "{}", "{", "<img src=x onerror=alert(1)>",
    '{"version":"short","at":99,"left":1,"when":NOW}',
    '{"version":"\\"]","at":0,"left":0,"when":NOW}',
    '{"version":"short","at":"constructor","left":0,"when":NOW}',
    '{"version":"short","mould":"another routine","at":1,"left":1,"when":NOW}',
)  # fmt: skip
SPY = """(() => {
  const seen = window.seen = { locks: 0, freed: 0, shakes: [], audios: 0, tones: 0 };
  const request = WakeLock.prototype.request;
  WakeLock.prototype.request = async function (...given) {
    seen.locks += 1;
    const lock = await request.apply(this, given);
    lock.addEventListener("release", () => { seen.freed += 1; });
    return lock;
  };
  Navigator.prototype.vibrate = (pattern) => seen.shakes.push(pattern);
  const Real = window.AudioContext;
  window.AudioContext = class extends Real {
    constructor() { super(); seen.audios += 1; }
    createOscillator() { seen.tones += 1; return super.createOscillator(); }
  };
})()"""
TURN = """(state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class Player:
    """The player of a page whose clock stands still unless a test lets it run."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text))
        page.clock.install(time=0)
        page.clock.pause_at(1000)
        page.add_init_script(SPY)
        page.goto(address)

    def do(self, name: str) -> Locator:
        return self.page.locator(f"[data-do={name}]:visible")

    def slot(self, name: str) -> str:
        return self.page.locator(f"[data-slot={name}]").first.inner_text()

    def open(self) -> None:
        self.do("open").click()

    def leave(self) -> None:
        """Press Escape, and wait until the history is back where it was."""
        self.page.keyboard.press("Escape")
        expect(self.page.locator("dialog")).not_to_be_visible()
        until(self.page, "!history.state?.player")

    def start(self, *, press: bool = False) -> None:
        self.open()
        self.do("begin").click()
        if press:
            self.do("now").click()

    def run(self, seconds: float) -> None:
        self.page.clock.run_for(int(seconds * 1000))

    def freeze(self) -> None:
        """Let timers run, as axe needs them to, while the time of day stands still."""
        now = self.page.evaluate("Date.now() / 1000")
        self.page.clock.resume()
        self.page.clock.set_fixed_time(now)

    def sleep(self, seconds: float) -> None:
        """Let time go by as for a phone in a pocket: nothing runs until it wakes."""
        self.page.clock.fast_forward(int(seconds * 1000))

    @property
    def here(self) -> tuple[str, str, str]:
        """The point, what to do there, and the time left for it."""
        return self.slot("title"), self.slot("cue"), self.page.locator("[role=timer]").inner_text()

    @property
    def said(self) -> str:
        return self.page.locator("dialog > [role=status]").inner_text()

    @property
    def focus(self) -> str:
        return str(self.page.evaluate("document.activeElement.innerText.trim()"))


@pytest.fixture(params=["http", "disk"])
def player(request: pytest.FixtureRequest, site: Mount, page: Page) -> Iterator[Player]:
    """Return the player of the routine, on a host and on a disk; nothing may go wrong there."""
    top = site.top if request.param == "http" else f"{site.folder.as_uri()}/"
    made = Player(page, top + ROUTINE)
    yield made
    assert made.faults == []


@pytest.fixture
def served(site: Mount, page: Page) -> Iterator[Player]:
    """Return the player of the routine on a host."""
    made = Player(page, site.top + ROUTINE)
    yield made
    assert made.faults == []


def test_warning_signs_and_cautions_come_before_it_starts(player: Player) -> None:
    page = player.page
    wanted = page.locator("article > .flags li").all_inner_texts()
    player.open()
    assert player.focus == "Before you start"
    shown = page.locator("dialog .flags:visible")
    assert shown.locator("li").all_inner_texts() == wanted
    assert wanted
    low = shown.evaluate("e => e.compareDocumentPosition(document.querySelector('[data-do=begin]'))")
    assert low & 4
    expect(shown.get_by_role("heading").first).to_be_in_viewport()
    expect(page.get_by_text("If one of these fits you, do not start.")).to_be_visible()
    cautions = page.locator("[data-slot=cautions] > li")
    titles = [
        re.sub(r"\s+", " ", text).strip()
        for text in page.locator("[data-slot=cautions] > li > p:first-child").all_inner_texts()
    ]
    assert titles == [name for name, _ in WAY]
    told = page.locator(".routine-step--short .routine-step__caution").all_text_contents()
    assert cautions.locator(".routine-step__caution").all_text_contents() == told


@pytest.mark.parametrize("version", ["short", "standard", "full", "pregnancy"])
def test_every_version_can_be_chosen(version: str, served: Player) -> None:
    page = served.page
    if version != "pregnancy":
        page.locator(f"label[for=version-{version}]").click()
        expect(served.do("open")).to_have_text(f"Start the {version} version")
        served.open()
        assert page.locator("[name=player]:checked").input_value() == version
    else:
        served.open()
        page.locator("label[for=player-pregnancy]").click()
    label = page.locator(f"label[for=player-{version}]").inner_text()
    points, minutes = map(int, re.findall(r"\d+", label))
    assert page.locator("[data-slot=pregnancy]").is_visible() == (version == "pregnancy")
    served.do("begin").click()
    assert served.slot("count") == f"Point 1 of {points}"
    whole, seconds = map(int, served.slot("total").split(":"))
    assert whole + bool(seconds) == minutes


def test_in_pregnancy_some_points_are_left_out_and_named(served: Player) -> None:
    page = served.page
    served.open()
    page.locator("label[for=player-pregnancy]").click()
    told = served.slot("pregnancy")
    assert "Ask your midwife or doctor before you begin." in told
    assert "LI4 Joining Valley: nothing stands in for it." in told
    assert "GB21 Shoulder Well: nothing stands in for it." in told
    assert "LR3 Supreme Rush: nothing stands in for it." in told
    signs = "In pregnancy: heavy bleeding, clots, sharp or constant belly pain"
    assert signs in told
    served.do("begin").click()
    met = [served.slot("title")]
    while served.do("skip").is_visible():
        served.do("skip").click()
        if page.locator("dialog").get_attribute("data-screen") == "step" and served.slot("title") != met[-1]:
            met.append(served.slot("title"))
    page.get_by_text("All the warning signs", exact=True).click()
    expect(page.locator(".routine-player__rule").get_by_text(signs)).to_be_visible()
    assert [title.split()[0] for title in met] == ["TE3", "GV14", "SI15", "KI27", "CV17", "GB34"]


def test_every_step_has_its_figure_its_place_and_its_cautions(served: Player) -> None:
    page = served.page
    served.start()
    for index, (name, parts) in enumerate(WAY):
        assert (served.slot("count"), served.slot("title")) == (f"Point {index + 1} of 4", name)
        item = page.locator(".routine-step--short").nth(index)
        assert page.locator("[data-slot=picture] svg:visible").count() == 1
        image = page.locator("[data-slot=picture] img")
        expect(image).to_have_attribute("src", item.locator("img").get_attribute("src") or "")
        until(page, "document.querySelector('[data-slot=picture] img').naturalWidth > 0")
        told = [item.locator(f"> .routine-step__{part}") for part in ("brief", "find", "find ~ p", "caution")]
        (brief,), *rest = (one.all_text_contents() for one in told)
        assert page.locator("[data-slot=brief]").text_content() == brief
        assert page.locator("[data-slot=text] > p").all_text_contents() == [
            text for one in rest for text in one
        ]
        expect(
            page.get_by_text("Stop if it hurts sharply, tingles, or you feel faint.").first
        ).to_be_in_viewport()
        for _ in range(len(parts) + (not index)):
            served.do("skip").click()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))


def test_cautions_stand_above_what_to_do(served: Player) -> None:
    served.start()
    assert served.slot("brief").split("\n") == ["Do not press: pregnant.", "Ask first: swelling, bad veins."]
    for _ in range(4):
        boxes = [
            served.page.locator(f"[data-slot={part}]").bounding_box() for part in ("brief", "picture", "text")
        ]
        tops = [box["y"] for box in boxes if box]
        assert (len(tops), tops) == (3, sorted(tops))
        expect(served.page.locator("[data-slot=brief]")).to_be_in_viewport(ratio=1)
        served.do("skip").click()


def test_the_whole_way_by_itself(player: Player) -> None:
    player.start()
    assert player.here == (WAY[0][0], "Find the spot. Take your time.", "")
    player.run(90)
    assert player.here == (WAY[0][0], "Find the spot. Take your time.", "")
    total = 7 * 60 + 55
    assert player.slot("total") == "7:55"
    player.do("now").click()
    for name, parts in WAY:
        for cue, seconds in parts:
            minutes, rest = divmod(seconds, 60)
            assert player.here == (name, cue, f"{minutes}:{rest:02}")
            minutes, rest = divmod(total, 60)
            assert player.slot("total") == f"{minutes}:{rest:02}"
            player.run(seconds - 1)
            assert player.here == (name, cue, "0:01")
            player.run(1)
            total -= seconds
    assert total == 0
    expect(player.page.get_by_role("heading", name="The routine is done")).to_be_visible()
    assert player.focus == "The routine is done"


def test_a_pause_keeps_the_time_to_the_second(player: Player) -> None:
    player.start(press=True)
    player.run(17.4)
    assert player.here[2] == "0:43"
    player.do("pause").click()
    assert (player.do("pause").inner_text(), player.said) == ("Continue", "Paused.")
    assert player.slot("breath") == "Paused"
    player.run(3600)
    assert player.here == (WAY[0][0], "Left side", "0:43")
    player.do("pause").click()
    assert (player.do("pause").inner_text(), player.said) == (
        "Pause",
        "Going on. Left side, 43 seconds left.",
    )
    player.run(42.5)
    assert player.here == (WAY[0][0], "Left side", "0:01")
    player.run(0.2)
    assert player.here == (WAY[0][0], CHANGE, "0:05")


def test_back_and_skip(player: Player) -> None:
    player.start(press=True)
    player.run(10)
    seen = []
    for move in ("skip", "skip", "back", "skip", "skip", "skip", "skip", "back", "back", "back"):
        player.do(move).click()
        seen.append(player.here)
    li4, gb21 = WAY[0][0], WAY[1][0]
    assert seen == [
        (li4, CHANGE, "0:05"),
        (li4, "Right side", "1:00"),
        (li4, "Left side", "1:00"),
        (li4, CHANGE, "0:05"),
        (li4, "Right side", "1:00"),
        (gb21, FIND, "0:15"),
        (gb21, "Left side", "1:00"),
        (gb21, FIND, "0:15"),
        (li4, "Find the spot. Take your time.", ""),
        (li4, "Find the spot. Take your time.", ""),
    ]


def test_what_is_paused_stays_paused_on_the_way_back_and_on(served: Player) -> None:
    served.start(press=True)
    served.do("pause").click()
    served.do("skip").click()
    served.do("skip").click()
    served.run(30)
    assert served.here == (WAY[0][0], "Right side", "1:00")
    served.do("back").click()
    served.run(30)
    assert served.here == (WAY[0][0], "Left side", "1:00")


def test_the_reader_may_press_sooner_or_wait_at_every_point(served: Player) -> None:
    served.open()
    served.page.get_by_label("Wait for me at every point").check()
    served.do("begin").click()
    served.do("now").click()
    served.run(126)
    assert served.here == (WAY[1][0], "Find the spot. Take your time.", "")
    served.run(600)
    assert served.here[0] == WAY[1][0]
    served.do("now").click()
    assert served.here == (WAY[1][0], "Left side", "1:00")
    served.page.get_by_text("Settings and keys").click()
    served.page.get_by_label("Wait for me at every point").uncheck()
    served.run(125)
    assert served.here == (WAY[2][0], FIND, "0:15")
    served.run(3)
    served.do("now").click()
    assert served.here == (WAY[2][0], "Both sides at once", "2:00")


def test_a_phone_that_sleeps_within_a_press_is_right_when_it_wakes(player: Player) -> None:
    player.start(press=True)
    player.run(10)
    player.page.evaluate(TURN, "hidden")
    player.sleep(30)
    player.page.evaluate(TURN, "visible")
    assert player.here == (WAY[0][0], "Left side", "0:20")
    player.run(20)
    assert player.here == (WAY[0][0], CHANGE, "0:05")


def test_a_phone_that_sleeps_longer_skips_no_press(player: Player) -> None:
    player.start(press=True)
    player.run(10)
    player.page.evaluate(TURN, "hidden")
    player.sleep(900)
    player.page.evaluate(TURN, "visible")
    slept = "The screen was off, or the page asleep. The routine has waited here."
    assert player.here == (WAY[0][0], CHANGE, "0:05")
    assert (player.slot("notice"), player.said) == (slept, f"{slept} {CHANGE}.")
    player.run(60)
    assert player.here == (WAY[0][0], CHANGE, "0:05")
    player.do("pause").click()
    assert not player.page.locator("[data-slot=notice]").is_visible()
    player.run(5)
    assert player.here == (WAY[0][0], "Right side", "1:00")


def test_a_slow_tick_loses_no_time(served: Player) -> None:
    served.start(press=True)
    served.sleep(61.5)
    assert served.here == (WAY[0][0], CHANGE, "0:04")
    served.run(3.5)
    assert served.here == (WAY[0][0], "Right side", "1:00")


def test_a_reload_keeps_the_place_and_waits(player: Player) -> None:
    player.open()
    player.page.locator("#player-before-6").check()
    player.do("begin").click()
    player.do("now").click()
    player.run(125)
    player.run(15 + 60 + 5 + 20)
    before = player.here
    assert before == (WAY[1][0], "Right side", "0:40")
    player.page.reload()
    assert player.here == before
    assert player.slot("notice") == "The routine has waited here for you."
    assert player.do("pause").inner_text() == "Continue"
    player.run(100)
    assert player.here == before
    player.do("pause").click()
    player.run(40)
    assert player.here == (WAY[2][0], FIND, "0:15")
    player.do("stop").click()
    player.page.locator("#player-after-4").check()
    assert player.slot("result") == "Before: 6. Now: 4."
    player.page.reload()
    assert (player.slot("end"), player.slot("result")) == ("You have stopped", "Before: 6. Now: 4.")


def test_closing_keeps_the_place_for_four_hours(served: Player) -> None:
    page = served.page
    served.start(press=True)
    served.run(130)
    page.go_back()
    expect(page.locator("dialog")).not_to_be_visible()
    assert served.focus == "Start the short version"
    resume = served.do("resume")
    expect(resume).to_have_text("Continue: point 2 of 4")
    page.go_forward()
    expect(page.locator("dialog")).to_be_visible()
    assert served.here == (WAY[1][0], FIND, "0:10")
    served.leave()
    served.sleep(4 * 3600 - 60)
    page.reload()
    expect(page.locator("dialog")).not_to_be_visible()
    resume.click()
    assert served.here == (WAY[1][0], FIND, "0:10")
    served.leave()
    served.sleep(4 * 3600 + 60)
    page.reload()
    expect(served.do("open")).to_be_visible()
    assert not resume.is_visible()


def test_a_place_that_makes_no_sense_is_forgotten(served: Player) -> None:
    page = served.page
    address = page.url
    for kept in JUNK:
        page.goto(address)
        text = kept.replace("NOW", str(page.evaluate("Date.now()")))
        for key in ("atlas-routine-upper-back-relief", "atlas-player"):
            page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
        page.reload()
        assert (kept, served.do("resume").is_visible()) == (kept, False)
        served.start(press=True)
        assert (kept, served.here) == (kept, (WAY[0][0], "Left side", "1:00"))
        served.do("pause").click()
        served.leave()


def test_without_storage_it_plays_all_the_same(site: Mount, page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    player = Player(page, site.top + ROUTINE)
    player.start(press=True)
    player.run(60)
    assert (player.here, player.faults) == ((WAY[0][0], CHANGE, "0:05"), [])
    player.do("stop").click()
    player.do("close").click()
    assert player.faults == []


@pytest.mark.parametrize(
    "broken",
    [
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
        "Storage.prototype.getItem = () => 'x'.repeat(1e6)",
        "History.prototype.pushState = () => { throw new DOMException('no', 'SecurityError') }",
        "WakeLock.prototype.request = () => Promise.reject(new DOMException('no', 'NotAllowedError'))",
        "AudioContext.prototype.resume = () => Promise.reject(new DOMException('no', 'InvalidStateError'))",
        "Navigator.prototype.vibrate = () => false",
    ],
)
def test_what_a_browser_refuses_does_not_stop_it(broken: str, site: Mount, page: Page) -> None:
    page.add_init_script(f"document.addEventListener('DOMContentLoaded', () => {{ {broken} }})")
    player = Player(page, site.top + ROUTINE)
    player.open()
    page.get_by_label("Ticking sound").check()
    page.get_by_label("Vibrate").check()
    player.do("begin").click()
    player.do("now").click()
    player.run(61)
    assert (player.here, player.said) == ((WAY[0][0], CHANGE, "0:04"), f"{CHANGE}.")
    player.do("stop").click()
    player.do("close").click()
    expect(page.locator("dialog")).not_to_be_visible()
    assert (player.focus, player.faults) == ("Start the short version", [])


def test_it_ends_with_the_question_and_the_stop_rule(player: Player) -> None:
    page = player.page
    player.open()
    page.locator("#player-before-3").check()
    player.do("begin").click()
    while player.do("skip").is_visible():
        player.do("skip").click()
    assert player.slot("end") == "The routine is done"
    expect(page.get_by_role("group", name="How does it feel now, 0 to 10?")).to_be_visible()
    rule = page.locator(".routine-player__rule")
    assert "If it is worse than before, stop." in rule.inner_text()
    assert "See a doctor in the next days for:\nNo better after 2 to 4 weeks" in rule.inner_text()
    assert "If it is no better after two to four weeks, see a doctor." in player.slot("afterwards")
    page.locator("#player-after-2").check()
    assert player.slot("result") == "Before: 3. Now: 2."
    assert not rule.locator("section.flags").is_visible()
    page.locator("#player-after-5").check()
    worse = "It is worse than before: stop, and read the signs below."
    assert player.slot("result") == f"Before: 3. Now: 5. {worse}"
    expect(rule.locator("section.flags")).to_be_visible()
    assert not player.do("return").is_visible()
    card = page.locator("[data-card]:visible a")
    assert (card.get_attribute("href") or "").endswith("upper-back-relief/card.html")
    player.do("again").click()
    assert player.focus == "Before you start"
    assert page.locator("[name=player-before]:checked, [name=player-after]:checked").count() == 0
    player.do("close").click()
    expect(page.locator("dialog")).not_to_be_visible()
    assert not player.do("resume").is_visible()


def test_who_stops_may_go_on(served: Player) -> None:
    served.start(press=True)
    served.run(20)
    served.do("stop").click()
    assert (served.slot("end"), served.focus) == ("You have stopped", "You have stopped")
    served.run(600)
    served.do("return").click()
    assert served.here == (WAY[0][0], "Left side", "0:40")
    served.run(600)
    assert served.here == (WAY[0][0], "Left side", "0:40")


def test_who_stops_by_mistake_and_closes_finds_the_place_again(served: Player) -> None:
    """The buttons to stop and to close lie in the same corner: two touches are soon made."""
    page = served.page
    served.open()
    page.locator("#player-before-4").check()
    served.do("begin").click()
    served.do("now").click()
    served.run(20)
    served.do("stop").click()
    page.locator("#player-after-4").check()
    served.do("close").click()
    expect(page.locator("dialog")).not_to_be_visible()
    expect(served.do("resume")).to_have_text("Continue: point 1 of 4")
    served.do("resume").click()
    assert served.here == (WAY[0][0], "Left side", "0:40")
    served.do("stop").click()
    assert page.locator("[name=player-after]:checked").count() == 0


def test_who_is_worse_is_not_asked_to_go_on(served: Player) -> None:
    page = served.page
    served.open()
    page.locator("#player-before-4").check()
    served.do("begin").click()
    served.do("stop").click()
    expect(served.do("return")).to_be_visible()
    page.locator("#player-after-5").check()
    assert not served.do("return").is_visible()
    served.do("close").click()
    expect(page.locator("dialog")).not_to_be_visible()
    assert not served.do("resume").is_visible()


def test_breathing_in_for_four_and_out_for_six(served: Player) -> None:
    served.start(press=True)
    heard = []
    for _ in range(20):
        heard.append(served.slot("breath"))
        served.run(1)
    assert heard == (["Breathe in"] * 4 + ["Breathe out"] * 6) * 2
    served.page.get_by_text("Settings and keys").click()
    served.page.get_by_label("Breathing cue").uncheck()
    assert served.slot("breath") == ""
    served.page.reload()
    assert not served.page.get_by_label("Breathing cue").is_checked()
    served.do("pause").click()
    assert served.slot("breath") == ""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_ring_moves_only_where_motion_is_welcome(motion: str, served: Player) -> None:
    page = served.page
    page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
    served.start(press=True)
    served.run(14)
    moves = "document.getAnimations().map((one) => [one.animationName, one.playState, one.currentTime])"
    if motion == "reduce":
        assert page.evaluate(moves) == []
        return
    ((name, state, time),) = page.evaluate(moves)
    assert (name, state) == ("routine-player-breath", "running")
    assert 13_500 < time < 16_000
    served.do("pause").click()
    assert page.evaluate(moves)[0][1] == "paused"


@pytest.mark.whole_browser
def test_the_screen_stays_on_while_it_runs(served: Player) -> None:
    page = served.page
    served.start()
    until(page, "seen.locks === 1")
    served.do("now").click()
    page.evaluate(TURN, "hidden")
    page.evaluate(TURN, "visible")
    until(page, "seen.locks === 2")
    served.do("pause").click()
    until(page, "seen.freed >= 1")
    page.evaluate(TURN, "hidden")
    page.evaluate(TURN, "visible")
    assert page.evaluate("seen.locks") == 2
    served.do("pause").click()
    until(page, "seen.locks === 3")


def test_it_does_without_what_a_browser_lacks(site: Mount, page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.wakeLock")
    player = Player(page, site.top + ROUTINE)
    page.evaluate("delete Navigator.prototype.vibrate; delete window.AudioContext")
    player.start(press=True)
    player.run(61)
    assert (player.here, player.faults) == ((WAY[0][0], CHANGE, "0:04"), [])


def test_sound_and_vibration_are_off_until_asked_for(served: Player) -> None:
    served.start(press=True)
    served.run(70)
    assert served.page.evaluate("[seen.audios, seen.tones, seen.shakes]") == [0, 0, []]
    assert not served.page.get_by_label("Ticking sound").is_checked()
    assert not served.page.get_by_label("Vibrate").is_checked()


def test_sound_and_vibration_when_asked_for(served: Player) -> None:
    page = served.page
    served.open()
    page.get_by_label("Ticking sound").check()
    page.get_by_label("Vibrate").check()
    assert page.evaluate("seen.audios") == 0
    served.do("begin").click()
    served.do("now").click()
    served.run(10)
    assert page.evaluate("[seen.audios, seen.tones, seen.shakes]") == [1, 10, []]
    served.run(50)
    assert page.evaluate("[seen.audios, seen.tones, seen.shakes]") == [1, 60, [[180, 90, 180]]]
    served.run(5)
    assert page.evaluate("[seen.tones, seen.shakes.length]") == [61, 2]
    page.get_by_text("Settings and keys").click()
    page.get_by_label("Ticking sound").uncheck()
    page.get_by_label("Vibrate").uncheck()
    served.run(60)
    assert page.evaluate("[seen.tones, seen.shakes.length]") == [61, 2]


def test_what_a_screen_reader_says(served: Player) -> None:
    served.start()
    where = served.page.locator(".routine-step--short > .routine-step__find").all_inner_texts()
    first = (
        "Point 1 of 4: LI4 Joining Valley. Do not press: pregnant. Ask first: swelling, bad veins. "
        f"Find the spot: {where[0]} Take your time, then press the button."
    )
    second = "Point 2 of 4: GB21 Shoulder Well. Do not press: pregnant, front of neck, numbness. "
    assert (served.said, served.focus) == (first, "LI4 Joining Valley")
    served.do("now").click()
    heard = [served.said]
    for _ in range(65 + 60 + 1):
        served.run(1)
        if served.said != heard[-1]:
            heard.append(served.said)
    assert heard == [
        "Left side, 1 minute.",
        "Half way.",
        "Change to the right side.",
        "Right side, 1 minute.",
        "Half way.",
        f"{second}Find the spot: {where[1]} Pressing begins in 15 seconds.",
    ]
    timer = served.page.get_by_role("timer")
    assert timer.get_attribute("aria-label") == "14 seconds left"
    assert timer.get_attribute("aria-live") is None


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mount]:
    """Return the sample's site, whose routine has a point to press twice and another that stands in."""
    folder = copy_sample(tmp_path_factory.mktemp("small"))
    assert main(["build", "--quiet"], folder) == 0
    with serve(folder / "output") as mount:
        yield mount


def test_a_point_is_pressed_as_often_as_its_dose_says(small: Mount, page: Page) -> None:
    player = Player(page, f"{small.top}routines/shoulder-break.html")
    player.start()
    cues = []
    while player.slot("title").startswith("GB21"):
        cues.append(player.slot("cue"))
        player.do("skip").click()
    again = "Let go, then press again"
    assert cues == [
        "Find the spot. Take your time.",
        "Left side, 1 of 2", again, "Left side, 2 of 2", CHANGE,
        "Right side, 1 of 2", again, "Right side, 2 of 2",
    ]  # fmt: skip
    assert player.faults == []


def test_a_stand_in_stands_in(small: Mount, page: Page) -> None:
    player = Player(page, f"{small.top}routines/shoulder-break.html")
    assert page.locator(".routine-step:visible .code").all_inner_texts() == ["GB21", "LI4", "CV17"]
    player.open()
    page.locator("label[for=player-pregnancy]").click()
    assert "TE3 stands in for it" in player.slot("pregnancy")
    player.do("begin").click()
    met = []
    while player.do("skip").is_visible():
        met.append(player.slot("title").split()[0])
        player.do("skip").click()
    assert list(dict.fromkeys(met)) == ["TE3", "CV17"]
    assert player.faults == []


def test_nothing_is_dead_without_scripts(site: Mount, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.top + ROUTINE)
        assert not page.locator("routine-player").is_visible()
        assert not any(button.is_visible() for button in page.locator("button").all())
        assert page.locator(".routine-step:visible").count() == 4


def test_styles_of_the_player_burden_no_other_page(site_folder: Path) -> None:
    users = {
        path for path in site_folder.rglob("*.html") if "css/player." in path.read_text(encoding="utf-8")
    }
    assert site_folder / ROUTINE in users
    assert users == set(site_folder.glob("routines/*.html"))
