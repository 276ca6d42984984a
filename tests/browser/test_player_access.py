"""The routine player and the timer for everybody: keyboard, touch, large letters, few colours, axe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from test_access import CUT_OFF, LOW, TOO_WIDE, barriers, every_look
from test_player import ROUTINE, Player

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from serving import Mount
    from test_access import Looks

# What has the focus, whether it is marked, and whether nothing lies over it.
FOCUSED = """() => {
  const element = document.activeElement;
  const marked = element.matches("input[type=radio]") ? element.nextElementSibling : element;
  const style = getComputedStyle(marked), box = marked.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    name: element.id || (element.innerText ?? "").trim() || element.outerHTML.slice(0, 60),
    outlined: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
    seen: Boolean(top) && (marked.contains(top) || element.contains(top)),
  };
}"""
CONTROLS = (
    "dialog button, dialog summary, .rating__step label, .routine-player__option, dialog .versions label"
)


def ready(player: Player) -> None:
    player.open()
    player.page.locator("#player-pregnancy").check()


def find(player: Player) -> None:
    player.start()


def press(player: Player) -> None:
    player.start(press=True)
    player.run(3)


def change(player: Player) -> None:
    player.start(press=True)
    player.run(61)


def move(player: Player) -> None:
    player.start(press=True)
    player.run(126)


def again(player: Player) -> None:
    press(player)
    player.page.reload()


def worse(player: Player) -> None:
    player.open()
    player.page.locator("#player-before-2").check()
    player.do("begin").click()
    player.do("stop").click()
    player.page.locator("#player-after-7").check()


def closed(player: Player) -> None:
    press(player)
    player.page.keyboard.press("Escape")
    player.leave()


STATES = {state.__name__: state for state in (ready, find, press, change, move, again, worse, closed)}
every_state = pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())


@every_look
@every_state
def test_axe_finds_nothing_in_any_state(
    state: Callable[[Player], None], looks: Looks, site: Mount, page: Page
) -> None:
    player = Player(page, site.top + ROUTINE)
    state(player)
    player.freeze()
    assert barriers(page, looks) == []


@every_state
def test_nothing_scrolls_sideways_and_all_is_a_thumb_high(
    state: Callable[[Player], None], site: Mount, page: Page
) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    state(Player(page, site.top + ROUTINE))
    for width, height in ((320, 568), (844, 390), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        assert (width, page.evaluate(TOO_WIDE), page.evaluate(CUT_OFF)) == (width, [], [])
        assert (width, page.evaluate(LOW, CONTROLS)) == (width, [])


@every_state
def test_letters_may_be_twice_as_large(state: Callable[[Player], None], site: Mount, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    state(Player(page, site.top + ROUTINE))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (page.evaluate(TOO_WIDE), page.evaluate(CUT_OFF)) == ([], [])
    for button in page.locator("dialog button:visible").all():
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport(ratio=0.95)


def test_on_a_phone_the_clock_and_its_buttons_fit_one_screen(site: Mount, browser: Browser) -> None:
    size = {"width": 390, "height": 664}
    with browser.new_context(viewport=size, has_touch=True, is_mobile=True) as context:  # type: ignore[arg-type]
        player = Player(context.new_page(), site.top + ROUTINE)
        player.do("open").tap()
        player.page.locator("label[for=player-standard]").tap()
        player.page.locator("#player-before-5").tap()
        player.do("begin").tap()
        expect(player.page.locator("[data-slot=picture] svg")).to_be_in_viewport(ratio=1)
        player.do("now").tap()
        player.run(10)
        assert player.here == ("LI4 Joining Valley", "Left side", "0:50")
        for part in ("title", "cue", "picture", "breath"):
            expect(player.page.locator(f"[data-slot={part}]").first).to_be_in_viewport(ratio=0.9)
        expect(player.page.locator("[role=timer]")).to_be_in_viewport(ratio=1)
        player.do("pause").tap()
        player.run(10)
        player.do("skip").tap()
        player.do("back").tap()
        assert player.here == ("LI4 Joining Valley", "Left side", "1:00")
        for _ in range(3):
            player.do("skip").tap()
        for part in ("brief", "cue", "picture", "text] > [class=routine-step__find"):
            expect(player.page.locator(f"[data-slot={part}]").first).to_be_in_viewport(ratio=0.7)
        player.do("stop").tap()
        player.page.locator("#player-after-4").tap()
        assert player.slot("result") == "Before: 5. Now: 4."
        player.do("close").tap()
        expect(player.page.locator("dialog")).not_to_be_visible()
        assert player.faults == []


def test_the_keyboard_is_enough(site: Mount, page: Page) -> None:
    player = Player(page, site.top + ROUTINE)
    keys = page.keyboard
    tab_to(page, "Start the short version")
    keys.press("Enter")
    assert player.focus == "Before you start"
    tab_to(page, "player-short")
    keys.press("ArrowDown")
    assert page.locator("[name=player]:checked").input_value() == "standard"
    tab_to(page, "player-before-0")
    keys.press("Space")
    keys.press("ArrowRight")
    assert page.locator("[name=player-before]:checked").input_value() == "1"
    tab_to(page, "None of the signs fits me: start")
    keys.press("Enter")
    assert (player.focus, player.slot("count")) == ("LI4 Joining Valley", "Point 1 of 6")
    keys.press("Space")
    assert player.here == ("LI4 Joining Valley", "Left side", "1:00")
    player.run(5)
    keys.press("Space")
    player.run(5)
    assert (player.here[2], player.said) == ("0:55", "Paused.")
    keys.press("Space")
    keys.press("ArrowRight")
    assert player.here[1] == "Change to the right side"
    keys.press("ArrowLeft")
    assert player.here == ("LI4 Joining Valley", "Left side", "1:00")
    keys.press("Escape")
    assert player.said == "Paused."
    expect(page.locator("dialog")).to_be_visible()
    player.leave()
    assert player.focus == "Start the short version"
    tab_to(page, "Continue: point 1 of 6")
    keys.press("Enter")
    assert player.here == ("LI4 Joining Valley", "Left side", "1:00")
    tab_to(page, "Stop")
    keys.press("Space")
    assert player.focus == "You have stopped"
    tab_to(page, "Close")
    keys.press("Enter")
    expect(page.locator("dialog")).not_to_be_visible()
    assert player.faults == []


def test_keys_that_a_control_uses_are_left_to_it(site: Mount, page: Page) -> None:
    player = Player(page, site.top + ROUTINE)
    player.start(press=True)
    tab_to(page, "Settings and keys")
    page.keyboard.press("Space")
    assert page.locator(".routine-player__settings").get_attribute("open") is not None
    tab_to(page, "player-breath")
    page.keyboard.press("Space")
    assert not page.locator("#player-breath").is_checked()
    page.keyboard.press("Control+ArrowRight")
    tab_to(page, "Skip")
    player.run(1)
    assert player.here == ("LI4 Joining Valley", "Left side", "0:59")
    page.keyboard.press("Space")
    assert player.here[1] == "Change to the right side"


def test_keys_work_wherever_a_reader_has_clicked(site: Mount, page: Page) -> None:
    player = Player(page, site.top + ROUTINE)
    player.start(press=True)
    page.locator("[data-slot=text]").click()
    page.keyboard.press("Space")
    assert player.said == "Paused."


@pytest.mark.parametrize("state", list(STATES.values())[:-1], ids=list(STATES)[:-1])
def test_focus_is_always_seen_in_the_player(state: Callable[[Player], None], site: Mount, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    state(Player(page, site.top + ROUTINE))
    seen: list[dict[str, Any]] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement === document.body || document.activeElement.matches('dialog')"
        ):
            continue
        seen.append(page.evaluate(FOCUSED))
        if seen.count(seen[-1]) > 1:
            break
    assert [one for one in seen if not (one["outlined"] and one["seen"])] == []
    assert len(seen) >= 3


def test_the_focus_is_never_lost_on_the_way(site: Mount, page: Page) -> None:
    player = Player(page, site.top + ROUTINE)
    player.start()
    player.do("now").focus()
    for _ in range(12):
        player.run(20)
        inside = "document.activeElement.matches('[data-do]') && document.activeElement.checkVisibility()"
        assert page.evaluate(inside), player.here
        if player.do("now").is_visible():
            player.do("now").focus()
            page.keyboard.press("Enter")
            assert player.focus == "Pause"
    player.run(600)
    assert player.focus == "The routine is done"


@pytest.fixture
def few_colours(browser: Browser) -> Iterator[Page]:
    """Return a page where the reader's own few colours hold."""
    with browser.new_context(viewport={"width": 390, "height": 760}, forced_colors="active") as context:
        yield context.new_page()


def test_few_colours_are_enough(site: Mount, few_colours: Page) -> None:
    player = Player(few_colours, site.top + ROUTINE)
    player.open()
    mark = "label => { const style = getComputedStyle(label); return [style.color, style.backgroundColor]; }"
    few_colours.locator("#player-before-5").check()
    five, six = (few_colours.locator(f"label[for=player-before-{value}]").evaluate(mark) for value in (5, 6))
    assert five[1] != six[1]
    assert five[0] != five[1]
    player.do("begin").click()
    player.do("now").click()
    player.run(20)
    ring = few_colours.locator(".routine-player__ring")
    assert ring.evaluate("element => getComputedStyle(element).borderTopWidth") == "2px"
    ground = "element => getComputedStyle(element).backgroundColor"
    done, bar = (few_colours.locator(f".routine-player__{part}:visible") for part in ("done", "bar"))
    assert done.evaluate(ground) != bar.evaluate(ground)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control with this id, or these words, has the focus."""
    met = []
    for _ in range(80):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()"))
        if met[-1] == name:
            return
    pytest.fail(f"no Tab leads to {name!r}: {met}")
