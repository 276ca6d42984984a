"""A card of one's own: chosen, ordered, kept in the address, and whole without scripts."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from sampling import ROOT
from waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route
    from serving import Mount

POINTS = ["LI4", "GB21", "KI27"]
NAMES = {
    "LI4": "LI4 Joining Valley",
    "GB21": "GB21 Shoulder Well",
    "KI27": "KI27 Shu Mansion",
    "CV17": "CV17 Middle of the Chest",
    "TE3": "TE3 Central Islet",
}
HOSTILE = [
    "p=",
    "p=,,,%20,",
    "p=__proto__,constructor,toString",
    "p=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "add=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "p=%E0%A4%A&t=%E0%A4%A&v=%00&pregnancy=yes",
    f"p={'A' * 5000}",
    "t=%3Cb%3Ebold%3C%2Fb%3E&v=javascript:alert(1)",
]
# Scripts may fill the boxes that are there, and make no more of them.
TAGS = "[...new Set([...document.querySelectorAll('main *')].map((one) => one.localName))].sort()"
FOCUSED = "[document.activeElement].map((at) => at.dataset.do ?? at.id ?? at.localName)[0]"


@pytest.fixture(scope="module")
def points(site_folder: Path) -> dict[str, dict[str, Any]]:
    """Return the points as the site publishes them for programs."""
    text = (site_folder / "api/points.json").read_text(encoding="utf-8")
    return {entry["point"]["code"]: entry["point"] for entry in json.loads(text)["points"]}


def chosen(page: Page) -> list[str]:
    """Return the codes in the list of what is chosen."""
    links = page.locator(".card-builder__chosen .card-builder__link").all_inner_texts()
    return [words.split()[0] for words in links]


def printed(page: Page) -> list[str]:
    """Return the codes of the rows on the card that a reader sees."""
    titles = page.locator(".card-row__title:visible").all_inner_texts()
    return [words.split()[0] for words in titles]


def status(page: Page) -> str:
    return page.locator("card-builder [role=status]").inner_text()


def button(page: Page, do: str, code: str) -> Locator:
    """Return a button of the list of what is chosen."""
    return page.locator(f".card-builder__chosen [data-code={code}] [data-do={do}]")


def add(page: Page, *codes: str) -> None:
    for code in codes:
        page.locator(f".card-builder__point[data-code={code}] button").click()


def query(page: Page) -> str:
    return page.url.partition("?")[2]


@pytest.mark.usefixtures("heard")
def test_points_are_added_in_order_and_the_address_holds_them(top: str, page: Page) -> None:
    page.goto(f"{top}my-card.html")
    assert (chosen(page), printed(page), status(page)) == ([], [], "No points to print.")
    add(page, *POINTS)
    assert (chosen(page), printed(page)) == (POINTS, POINTS)
    assert query(page) == "p=LI4,GB21,KI27"
    assert status(page).startswith("KI27 Shu Mansion added. 3 points, ")
    page.goto("about:blank")
    page.goto(f"{top}my-card.html?p=LI4,GB21,KI27")
    assert (chosen(page), printed(page)) == (POINTS, POINTS)


@pytest.mark.usefixtures("heard")
def test_buttons_order_and_remove_and_the_focus_is_never_lost(top: str, page: Page) -> None:
    page.goto(f"{top}my-card.html?p=LI4,GB21,KI27")
    button(page, "down", "LI4").focus()
    page.keyboard.press("Enter")
    assert (chosen(page), printed(page), query(page)) == (["GB21", "LI4", "KI27"],) * 2 + ("p=GB21,LI4,KI27",)
    assert page.evaluate(FOCUSED) == "down"
    assert status(page).startswith("LI4 Joining Valley is now number 2 of 3. ")
    page.keyboard.press("Space")
    assert (chosen(page), page.evaluate(FOCUSED)) == (["GB21", "KI27", "LI4"], "down")
    page.keyboard.press("Enter")
    assert status(page).startswith("LI4 Joining Valley is already last. ")
    assert button(page, "down", "LI4").get_attribute("aria-disabled") == "true"
    button(page, "up", "LI4").click()
    assert (chosen(page), page.evaluate(FOCUSED)) == (["GB21", "LI4", "KI27"], "up")
    button(page, "remove", "LI4").click()
    assert status(page).startswith("LI4 Joining Valley removed. 2 points, ")
    assert page.evaluate("document.activeElement.closest('[data-code]').dataset.code") == "KI27"
    assert page.evaluate(FOCUSED) == "remove"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-code]').dataset.code") == "GB21"
    page.keyboard.press("Enter")
    assert (chosen(page), page.evaluate(FOCUSED)) == ([], "chosen")
    assert page.get_by_text("No points yet. Add some from the list.").is_visible()
    assert not page.locator(".card").is_visible()


@pytest.mark.usefixtures("heard")
def test_an_item_is_dragged_by_its_grip(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html?p=LI4,GB21,KI27")
    drag(page, "LI4", "KI27")
    assert (chosen(page), printed(page), query(page)) == (["GB21", "KI27", "LI4"],) * 2 + ("p=GB21,KI27,LI4",)
    assert status(page).startswith("LI4 Joining Valley is now number 3 of 3. ")
    drag(page, "LI4", "GB21", above=True)
    assert chosen(page) == ["LI4", "GB21", "KI27"]
    drag(page, "GB21", "GB21")
    assert chosen(page) == ["LI4", "GB21", "KI27"]
    assert page.locator(".card-builder__one--lifted").count() == 0


def drag(page: Page, code: str, other: str, *, above: bool = False) -> None:
    grip = page.locator(f".card-builder__chosen [data-code={code}] .card-builder__grip").bounding_box()
    over = page.locator(f".card-builder__chosen [data-code={other}]").bounding_box()
    assert grip
    assert over
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, over["y"] + (1 if above else over["height"] - 1), steps=5)
    page.mouse.up()


def test_a_finger_drags_too(site: Mount, browser: Browser) -> None:
    size = {"width": 390, "height": 900}
    with browser.new_context(has_touch=True, viewport=size) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site.top}my-card.html?p=LI4,GB21,KI27")
        page.locator(".card-builder__chosen").scroll_into_view_if_needed()
        grip = page.locator(".card-builder__chosen [data-code=LI4] .card-builder__grip").bounding_box()
        over = page.locator(".card-builder__chosen [data-code=KI27]").bounding_box()
        assert grip
        assert over
        touch = context.new_cdp_session(page)
        x, y = grip["x"] + 10, grip["y"] + 10
        end = over["y"] + over["height"] - 1
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 6):
            at = {"x": x, "y": y + (end - y) * step / 5}
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        assert chosen(page) == ["GB21", "KI27", "LI4"]


def test_minutes_and_presses_are_those_of_the_routine(site: Mount, page: Page) -> None:
    for card in ("card", "card-standard", "card-full"):
        page.goto(f"{site.top}routines/upper-back-relief/{card}.html")
        wanted = page.locator(".card__head strong").inner_text().partition(": ")[2]
        codes = printed(page)
        page.goto(f"{site.top}my-card.html?p={','.join(codes)}")
        assert page.locator(".card__head strong").first.inner_text() == wanted
        assert f"{wanted.removesuffix('.')}, " in status(page)


def test_one_point_is_one_point(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html?p=CV17")
    assert status(page) == "1 point, 1 press, about 1 minute, 1 sheet of paper."


@pytest.mark.usefixtures("heard")
def test_pregnancy_leaves_points_out_names_them_and_brings_them_back(
    top: str, points: dict[str, dict[str, Any]], page: Page
) -> None:
    page.goto(f"{top}my-card.html?p=LI4,GB21,KI27,CV17")
    gone = [
        code
        for code in ("LI4", "GB21", "KI27", "CV17")
        if any(one["kind"] == "pregnancy" and one["advice"] == "avoid" for one in points[code]["cautions"])
    ]
    assert gone == ["LI4", "GB21"]
    assert not page.locator(".card__left-out").is_visible()
    assert "In pregnancy: " not in page.locator(".card-flags").inner_text()
    switch = page.get_by_label("I am or may be pregnant: leave out the points to avoid")
    switch.check()
    assert (chosen(page), printed(page)) == (["LI4", "GB21", "KI27", "CV17"], ["KI27", "CV17"])
    assert query(page) == "p=LI4,GB21,KI27,CV17&pregnancy=1"
    assert status(page).startswith(
        "Left out as a precaution: LI4 Joining Valley; GB21 Shoulder Well. Nothing stands in. 2 points, "
    )
    assert page.locator(".card__left-out").inner_text() == (
        "Ask your midwife or doctor before you begin. Left out as a precaution: LI4 Joining Valley; "
        "GB21 Shoulder Well. Nothing stands in."
    )
    assert page.get_by_text("Left out in pregnancy").locator("visible=true").count() == 2
    assert "LI4" not in page.locator(".card-cautions").inner_text()
    assert "In pregnancy: " in page.locator(".card-flags").inner_text()
    button(page, "remove", "GB21").click()
    switch.uncheck()
    assert (chosen(page), printed(page)) == (["LI4", "KI27", "CV17"],) * 2
    assert (query(page), status(page)[:21]) == ("p=LI4,KI27,CV17", "No point is left out.")
    page.goto(f"{top}my-card.html?p=LI4,GB21&pregnancy=1")
    assert not page.locator(".card").is_visible()
    assert status(page) == "No points to print."
    add(page, "TE3")
    assert page.locator(".card__left-out").inner_text().startswith("Ask your midwife or doctor before you")


def test_cautions_of_all_points_stand_on_top(
    site: Mount, points: dict[str, dict[str, Any]], page: Page
) -> None:
    codes = ["LI4", "GB21", "KI27", "LR3", "GB34"]
    page.goto(f"{site.top}my-card.html?p={','.join(codes)}")
    box = page.locator(".card-cautions")
    assert box.inner_text().startswith("Before you press. Do not press: ")
    assert "pregnant LI4, GB21 " in box.inner_text().partition("Ask first: ")[0]
    said = [" ".join(words.split()) for words in box.locator(".card-cautions__one:visible").all_inner_texts()]
    told = [
        f"{reason} {code}"
        for code in codes
        for row in page.locator(f".card__rows > li:has-text('{code} ') .card-row__caution").all_inner_texts()
        for reason in row.strip().rstrip(".").partition(": ")[2].split(", ")
    ]
    assert len(told) >= sum(len(points[code]["cautions"]) for code in codes)
    for words in told:
        reason, _, code = words.rpartition(" ")
        assert any(reason in one and code in one for one in said), words
    top_of, first = box.bounding_box(), page.locator(".card-row").first.bounding_box()
    assert top_of
    assert first
    assert top_of["y"] + top_of["height"] < first["y"]
    page.goto(f"{site.top}my-card.html?p=KI27")
    assert "GB21" not in box.inner_text()
    assert "pregnant" not in box.inner_text()


def test_general_red_flags_are_those_of_a_point_s_card(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points/gb21/card.html")
    wanted = page.locator(".card-flags p").all_inner_texts()
    page.goto(f"{site.top}my-card.html?p=GB21")
    shown = page.locator(".card-flags p:not([hidden])")
    assert [words.strip() for words in shown.all_inner_texts()] == wanted
    assert len(wanted) == 3


def test_red_flags_of_pregnancy_stand_with_those_of_their_level(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html?p=KI27&pregnancy=1")
    groups = [words.partition(": ") for words in page.locator(".card-flags p:visible").all_inner_texts()]
    assert [level for level, _, _ in groups] == [
        "Call your local emergency number now",
        "See a doctor today",
        "See a doctor soon",
    ]
    now, today, _ = (signs for _, _, signs in groups)
    assert "In pregnancy: heavy bleeding" in now
    assert "In pregnancy, ring your midwife now" in today


@pytest.mark.usefixtures("heard")
def test_title_and_large_print_are_in_the_address_and_come_back(top: str, page: Page) -> None:
    page.goto(f"{top}my-card.html?p=GB21")
    page.get_by_label("Title of the card").fill("O'Brien & Söhne: 100 % “<b>”")
    page.get_by_label("Large print").check()
    assert page.locator(".card__title").inner_text() == "O'Brien & Söhne: 100 % “<b>”"
    assert page.locator(".card--large").count() == 1
    address = page.url
    assert address.partition("?")[2].startswith("p=GB21&v=large&t=O%27Brien+%26+S%C3%B6hne")
    page.goto("about:blank")
    page.goto(address)
    assert page.get_by_label("Title of the card").input_value() == "O'Brien & Söhne: 100 % “<b>”"
    assert (page.get_by_label("Large print").is_checked(), page.url) == (True, address)
    page.goto(f"{top}my-card.html?p=GB21&t={quote('ü' * 60)}")
    assert page.locator(".card__title").inner_text() == "ü" * 40


@pytest.mark.usefixtures("heard")
def test_what_is_no_point_is_named_and_ignored(top: str, page: Page) -> None:
    page.goto(f"{top}my-card.html?p=li4,XX9,LI4,GB21,ZZ1")
    assert (chosen(page), query(page)) == (["LI4", "GB21"], "p=LI4,GB21")
    assert status(page).startswith("There is no point XX9, ZZ1 here. 2 points, ")
    page.goto(f"{top}my-card.html?p=LI4&add=XX9")
    assert (chosen(page), status(page)[:27]) == (["LI4"], "There is no point XX9 here.")


@pytest.mark.usefixtures("heard")
def test_what_somebody_made_up_does_nothing(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html")
    tags = page.evaluate(TAGS)
    for text in HOSTILE:
        page.goto(f"{site.top}my-card.html?{text}#{quote('<img src=x onerror=alert(1)>')}")
        assert (text, page.evaluate(TAGS), chosen(page)) == (text, tags, [])
        assert len(status(page)) < 200
        page.evaluate("localStorage.clear()")


@pytest.mark.usefixtures("heard")
def test_an_address_as_long_as_a_book_is_read_calmly(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html?p={'LI4,' * 9000}GB21&v=poster&t={'x' * 9000}")
    assert (chosen(page), query(page)) == (["LI4", "GB21"], f"p=LI4,GB21&t={'x' * 40}")
    page.goto(f"{site.top}my-card.html?p={','.join(f'XX{number}' for number in range(4000))}")
    assert status(page).startswith("There is no point XX0, XX1, XX2, XX3, XX4… here. No points to print")


@pytest.mark.usefixtures("heard")
def test_what_the_memory_holds_by_mistake_does_nothing(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html?p=")
    tags = page.evaluate(TAGS)
    for kept in ("null", "{", "p=XX9", "?p=__proto__", "x" * 1_000_000, "t=<img src=x onerror=alert(1)>"):
        page.evaluate("(kept) => localStorage.setItem('my-card', kept)", kept)
        page.goto(f"{site.top}my-card.html")
        assert (kept[:20], chosen(page), page.evaluate(TAGS)) == (kept[:20], [], tags)


@pytest.mark.usefixtures("heard")
def test_a_point_is_added_from_its_page_and_from_lists(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points/gb21.html")
    page.get_by_role("link", name="Add to my card").click()
    page.wait_for_url("**/my-card.html?p=GB21")
    assert (chosen(page), status(page)[:25]) == (["GB21"], "GB21 Shoulder Well added.")
    page.goto(f"{site.top}points.html")
    page.get_by_role("link", name="Add LI4 to my card").click()
    page.wait_for_url("**/my-card.html?p=GB21,LI4")
    assert chosen(page) == ["GB21", "LI4"]
    page.goto(f"{site.top}my-card.html?add=GB21")
    assert status(page).startswith("GB21 Shoulder Well is already on your card. 2 points, ")
    assert query(page) == "p=GB21,LI4"


@pytest.mark.usefixtures("heard")
def test_a_routine_s_versions_become_a_card(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}routines/upper-back-relief.html")
    links = page.locator("a[href*='my-card.html?p=']").all()
    addresses = [link.get_attribute("href") or "" for link in links]
    assert len(addresses) == 3
    for name, address in zip(("card", "card-standard", "card-full"), addresses, strict=True):
        page.goto(f"{site.top}routines/upper-back-relief/{name}.html")
        wanted = printed(page)
        page.goto(f"{site.top}{address.removeprefix('../')}")
        assert printed(page) == wanted
        assert page.locator(".card__title").inner_text() == "Upper back relief"
    page.goto(f"{site.top}my-card.html?p=TE3")
    page.get_by_text("Start from a routine").click()
    offers = page.locator(".card-builder__offers li", has_text="Upper back relief")
    offers.get_by_role("link", name="short, 4 points").click()
    page.wait_for_url("**/my-card.html?p=LI4,*")
    assert len(chosen(page)) == 4


@pytest.mark.usefixtures("heard")
def test_the_last_choice_is_remembered_and_can_be_cleared(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html?p=GB21,LI4&t=Desk")
    page.goto(f"{site.top}my-card.html")
    assert (chosen(page), query(page)) == (["GB21", "LI4"], "p=GB21,LI4&t=Desk")
    page.get_by_role("button", name="Start afresh").click()
    assert (chosen(page), query(page)) == ([], "")
    assert status(page).startswith("Your card is empty. The back button brings the last one back.")
    page.go_back()
    expect(page.locator(".card__title")).to_have_text("Desk")
    assert chosen(page) == ["GB21", "LI4"]
    page.go_forward()
    expect(page.locator(".card")).to_be_hidden()
    page.goto(f"{site.top}my-card.html")
    assert chosen(page) == []


@pytest.mark.parametrize("broken", ["localStorage", "history.replaceState"])
def test_without_a_memory_or_an_address_the_card_is_right(broken: str, site: Mount, page: Page) -> None:
    refuse = {
        "localStorage": "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})",
        "history.replaceState": "history.replaceState = () => { throw new Error('no') }",
    }
    page.add_init_script(refuse[broken])
    page.goto(f"{site.top}my-card.html?p=GB21")
    add(page, "LI4")
    assert printed(page) == ["GB21", "LI4"]
    # A code that led to another card would be worse than none.
    assert page.locator(".card-maps__code").is_visible() == (broken == "localStorage")
    if broken != "localStorage":
        assert page.locator(".card-origin").inner_text().endswith("from its page “My card”")


def test_the_list_narrows_by_code_name_and_pinyin(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html")
    for typed, code in (("gb 21", "GB21"), ("shoulder well", "GB21"), ("JIANJING", "GB21"), ("合谷", "LI4")):
        page.get_by_label("Find a point by its code or name").fill(typed)
        shown = page.locator(".card-builder__point:visible .code").all_inner_texts()
        assert (typed, shown) == (typed, [code])
    count = page.locator(".card-builder__point").count()
    assert page.locator("card-builder output").inner_text() == f"1 of {count} points"
    page.get_by_label("Find a point by its code or name").fill("")
    assert page.locator(".card-builder__point:visible").count() == count


def test_a_point_of_the_list_is_added_and_removed_by_one_button(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html")
    page.get_by_role("button", name="Add GB21 Shoulder Well").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.innerText").startswith("Remove")
    page.keyboard.press("Enter")
    assert (chosen(page), status(page)) == ([], "GB21 Shoulder Well removed. No points to print.")
    assert page.evaluate("document.activeElement.innerText").startswith("Add")


def test_enter_in_the_title_leaves_the_page_where_it_is(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html?p=GB21")
    page.get_by_label("Title of the card").fill("Desk")
    page.keyboard.press("Enter")
    assert query(page) == "p=GB21&t=Desk"


@pytest.mark.parametrize("width", [320, 1280])
def test_more_than_a_sheet_is_told(width: int, site: Mount, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    warning = page.locator(".card-builder__warning")
    page.goto(f"{site.top}my-card.html?p=LI4,GB21,KI27,CV17")
    assert status(page).endswith(", 1 sheet of paper.")
    assert not warning.is_visible()
    add(page, "TE3", "GB34")
    assert status(page).endswith(", 2 sheets of paper.")
    words = "This card needs 2 sheets of paper. To fit it on one, remove a point or two."
    assert warning.inner_text() == words
    page.get_by_label("Large print").check()
    assert not warning.is_visible()
    assert page.locator(".card-builder__copy").count() == 0


def test_a_code_is_drawn_on_a_host_and_not_on_a_disk(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html?p=GB21&t=Desk")
    assert page.locator(".card-maps__code title").text_content() == f"Code to scan: {page.url}"
    words = page.locator(".card-origin").inner_text()
    assert words.endswith(f" · {site.top.removeprefix('http://')}my-card.html?p=GB21")
    page.goto(f"{site.folder.as_uri()}/my-card.html?p=GB21&t=Desk")
    assert not page.locator(".card-maps__code").is_visible()
    assert page.locator(".card-origin").inner_text().endswith(" · from its page “My card”")


def test_printing_waits_for_late_pictures(site: Mount, page: Page) -> None:
    held: list[Route] = []
    page.route("**/plates/**", lambda route: held.append(route))  # noqa: PLW0108  it must be a function
    page.add_init_script("window.print = () => { document.body.dataset.printed = 'yes'; }")
    page.goto(f"{site.top}my-card.html?p=GB21,LI4", wait_until="domcontentloaded")
    page.get_by_role("button", name="Print this card").click()
    page.wait_for_timeout(300)
    assert held
    assert page.locator("body[data-printed]").count() == 0
    for route in held:
        route.continue_()
    expect(page.locator("body[data-printed]")).to_have_count(1)
    assert page.evaluate("[...document.querySelectorAll('.card img')].every((one) => one.naturalWidth > 0)")


def test_pictures_come_with_their_rows_and_not_before(site: Mount, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/plates/" in request.url else None)
    page.goto(f"{site.top}my-card.html", wait_until="networkidle")
    assert asked == []
    add(page, "GB21")
    expect(page.locator(".card img")).to_have_count(1)
    until(page, "document.querySelector('.card img').complete")
    assert len(asked) == 1


def test_without_scripts_the_page_says_so_and_lists_what_is_ready(site: Mount, plain_page: Page) -> None:
    plain_page.goto(f"{site.top}my-card.html?p=LI4")
    assert plain_page.get_by_text("Choosing needs scripts, and none run here.").is_visible()
    for control in plain_page.locator("main button, main select, main input").all():
        assert not control.is_visible()
    links = {link.get_attribute("href") for link in plain_page.locator("main a:visible").all()}
    cards = {name for name in site.pages() if name.rpartition("/")[2].startswith("card")}
    assert links >= cards
    assert len(cards) > 10


def test_with_scripts_the_notice_is_gone(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}my-card.html")
    assert not page.locator(".card-builder__plain").is_visible()
    assert page.get_by_role("heading", name="Cards that are ready").is_visible()


def test_forced_colours_leave_the_controls(site: Mount, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{site.top}my-card.html?p=GB21,LI4")
    for place in (button(page, "up", "LI4"), page.get_by_role("button", name="Print this card")):
        assert place.evaluate("(one) => getComputedStyle(one).borderTopStyle") == "solid"


def test_the_scripts_are_small() -> None:
    sizes = {
        name: len(gzip.compress((ROOT / "assets/js" / name).read_bytes()))
        for name in ("card-builder.js", "vendor/uqr.js")
    }
    assert sizes["card-builder.js"] <= 5 * 1024
    assert sizes["vendor/uqr.js"] <= 5 * 1024
