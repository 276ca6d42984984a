from __future__ import annotations

import json
import re
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from bodies import library
from playwright.sync_api import expect
from reading import read_document
from sampling import copy_real, run
from serving import Mount, serve
from waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

CHOICES: list[dict[str, str]] = [
    {"region": "shoulder"},
    {"need": "upper-back-pain"},
    {"meridian": "gallbladder"},
    {"reach": "partner"},
    {"pregnancy": "usual"},
    {"region": "shoulder", "reach": "self"},
    {"region": "upper-back", "reach": "partner", "pregnancy": "usual"},
    {"region": "foot", "need": "upper-back-pain", "meridian": "liver", "reach": "self", "pregnancy": "usual"},
    {"region": "hand", "meridian": "liver"},
]
HOSTILE = [
    "region=nowhere",
    "region=",
    "region=constructor&reach=__proto__&need=toString",
    "__proto__=1&constructor=2&region=hand%20foot",
    "region=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&meridian=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "reach=javascript:alert(1)&pregnancy=on&pregnancy=%00",
    "region=%E0%A4%A&%=&&==&region[]=hand",
    f"region={'a' * 5000}",
]
# What the filter is made of; anything more would have come in by the address.
PARTS = "document.querySelectorAll('*').length"
SELECTED = "[...document.querySelectorAll('select')].map((field) => field.selectedIndex)"


@pytest.fixture(scope="module")
def points(site_folder: Path) -> list[dict[str, Any]]:
    """Return the points as the site publishes them for programs."""
    text = (site_folder / "api/points.json").read_text(encoding="utf-8")
    return [entry["point"] for entry in json.loads(text)["points"]]


def matches(point: dict[str, Any], choice: dict[str, str]) -> bool:
    """Tell whether a point fits, by its published facts."""
    avoided = any(found["kind"] == "pregnancy" and found["advice"] != "gentle" for found in point["cautions"])
    return all(
        (
            choice.get("region", "") in ("", *point["regions"]),
            choice.get("need", "")
            in ("", *(use.get("need") for use in point["helps"]), *listing(point["code"])),
            choice.get("meridian", "") in ("", point["meridian"]),
            not choice.get("reach") or point["reach"] in (choice["reach"], "either"),
            not choice.get("pregnancy") or not avoided,
        )
    )


@cache
def listing(code: str) -> list[str]:
    """Return the needs that list a point, whether it names them or not."""
    needs = library().needs.values()
    return [need.slug for need in needs if any(use.code == code for use in need.matter.points)]


def shown(page: Page) -> list[str]:
    return page.locator("#point-list > li:visible .code").all_inner_texts()


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def choose(page: Page, choice: dict[str, str]) -> None:
    for name, value in choice.items():
        if name == "pregnancy":
            page.locator("[name=pregnancy]").check()
        else:
            page.locator(f"[name={name}]").select_option(value)


def told(points: list[dict[str, Any]], choice: dict[str, str], order: str = "by meridian") -> str:
    """Return what is announced of a choice."""
    left, every = len(codes(points, choice)), len(points)
    return f"{'All' if left == every else f'{left} of'} {every} points shown" + (
        f", {order}" if left else ". Choose less, or show all."
    )


def query_of(choice: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in choice.items())


def codes(points: list[dict[str, Any]], choice: dict[str, str]) -> list[str]:
    return [point["code"] for point in points if matches(point, choice)]


@pytest.mark.usefixtures("heard")
def test_choices_combine_and_live_in_the_address(top: str, points: list[dict[str, Any]], page: Page) -> None:
    for choice in CHOICES:
        page.goto(f"{top}points.html")
        assert shown(page) == codes(points, {})
        page.evaluate("window.loaded = 'once'")
        choose(page, choice)
        assert (choice, shown(page)) == (choice, codes(points, choice))
        assert page.evaluate("window.loaded") == "once"
        assert sorted(page.url.partition("?")[2].split("&")) == sorted(query_of(choice).split("&"))


@pytest.mark.usefixtures("heard")
def test_an_address_brings_its_choices_along(top: str, points: list[dict[str, Any]], page: Page) -> None:
    for choice in CHOICES:
        page.goto(f"{top}points.html?{query_of(choice)}")
        wanted = codes(points, choice)
        assert (choice, shown(page)) == (choice, wanted)
        assert status(page).inner_text() == told(points, choice)
        for name, value in choice.items():
            field = page.locator(f"[name={name}]")
            assert field.is_checked() if name == "pregnancy" else field.input_value() == value


@pytest.mark.usefixtures("heard")
def test_back_and_forward_undo_and_redo(top: str, points: list[dict[str, Any]], page: Page) -> None:
    page.goto(f"{top}points.html")
    choose(page, {"region": "foot"})
    choose(page, {"meridian": "liver"})
    both, one = codes(points, {"region": "foot", "meridian": "liver"}), codes(points, {"region": "foot"})
    assert both != one
    for step, wanted, region, meridian in (
        (page.go_back, one, "foot", ""),
        (page.go_back, codes(points, {}), "", ""),
        (page.go_forward, one, "foot", ""),
        (page.go_forward, both, "foot", "liver"),
    ):
        step()
        expect(status(page)).to_have_text(told(points, {"region": region, "meridian": meridian}))
        assert shown(page) == wanted
        assert page.locator("[name=region]").input_value() == region
        assert page.locator("[name=meridian]").input_value() == meridian


@pytest.mark.usefixtures("heard")
def test_coming_back_from_a_point_finds_the_choice_again(
    top: str, points: list[dict[str, Any]], page: Page
) -> None:
    page.goto(f"{top}points.html")
    choose(page, {"meridian": "gallbladder", "pregnancy": "usual"})
    page.locator("#point-list > li:visible a").first.click()
    page.wait_for_url("**/points/*.html")
    page.go_back()
    wanted = codes(points, {"meridian": "gallbladder", "pregnancy": "usual"})
    expect(status(page)).to_have_text(told(points, {"meridian": "gallbladder", "pregnancy": "usual"}))
    assert shown(page) == wanted
    assert page.locator("[name=pregnancy]").is_checked()


@pytest.mark.usefixtures("heard")
def test_show_all_clears_everything_and_keeps_the_focus(
    top: str, points: list[dict[str, Any]], page: Page
) -> None:
    page.goto(f"{top}points.html?{query_of(CHOICES[7])}#main")
    button = page.get_by_role("button", name="Show all")
    button.click()
    assert shown(page) == codes(points, {})
    assert page.url == f"{top}points.html#main"
    assert [field.input_value() for field in page.locator("select").all()] == [""] * 5
    assert not page.locator("[name=pregnancy]").is_checked()
    assert button.evaluate("element => element === document.activeElement")
    page.go_back()
    expect(status(page)).to_have_text(told(points, CHOICES[7]))


@pytest.mark.usefixtures("heard")
def test_what_no_field_offers_is_ignored(top: str, points: list[dict[str, Any]], page: Page) -> None:
    page.goto(f"{top}points.html")
    parts = page.evaluate(PARTS)
    for query in HOSTILE:
        page.goto(f"{top}points.html?{query}#{quote('<img src=x onerror=alert(1)>')}")
        assert (query, shown(page)) == (query, codes(points, {}))
        assert (query, page.evaluate(PARTS)) == (query, parts)
        assert (query, page.evaluate(SELECTED)) == (query, [0] * 5)
        assert page.evaluate("({}).region") is None


@pytest.mark.usefixtures("heard")
def test_the_keyboard_is_enough(site: Mount, points: list[dict[str, Any]], page: Page) -> None:
    page.goto(f"{site.top}points.html")
    while not page.evaluate("document.activeElement.matches('[name=region]')"):
        page.keyboard.press("Tab")
    page.keyboard.type("Upper b")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    wanted = codes(points, {"region": "upper-back", "reach": "self", "pregnancy": "usual"})
    assert shown(page) == wanted
    page.keyboard.press("Enter")
    assert shown(page) == wanted
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert shown(page) == codes(points, {})
    assert page.evaluate("document.activeElement.type") == "reset"


def test_the_count_is_announced_and_helps_when_nothing_is_left(
    site: Mount, points: list[dict[str, Any]], page: Page
) -> None:
    page.goto(f"{site.top}points.html?region=hand&meridian=liver")
    assert shown(page) == []
    said = f"0 of {len(points)} points shown. Choose less, or show all."
    assert status(page).inner_text() == said


# Counts


def offered(page: Page) -> dict[str, dict[str, str]]:
    """Return each choice of each facet, by its word in the address, with the words that readers see."""
    found: dict[str, dict[str, str]] = page.evaluate(
        """() => Object.fromEntries([...document.querySelector("point-filter form").elements]
          .filter((field) => field.name && field.name !== "sort")
          .map((field) => [field.name, Object.fromEntries([...field.options ?? [field]].map(
            (choice) => [choice.value, (choice.labels?.[0] ?? choice).textContent]))]))"""
    )
    return found


def counted(
    site: Mount, address: str, points: list[dict[str, Any]], choice: dict[str, str]
) -> dict[str, dict[str, str]]:
    """Return the same as it should be: the words that the server wrote, and how many points fit."""
    whole = (site.folder / address).read_text(encoding="utf-8")
    html = whole.partition("<point-filter")[2].partition("</point-filter>")[0]
    wanted = {}
    for name in re.findall(r'<(?:select|input)[^>]* name="(\w+)"', html):
        field = re.search(rf'name="{name}"( value="usual")?>(.*?)</(?:select|div)>', html, re.DOTALL)
        assert field
        words = dict(re.findall(r'<option value="([^"]*)">([^<]+)<', field[2])) or {
            "usual": re.findall(r"<label [^>]+>([^<]+)<", field[2])[0]
        }
        wanted[name] = {
            value: f"{said} ({len(codes(points, {**choice, name: value}))})" for value, said in words.items()
        }
    wanted.pop("sort", None)
    return wanted


@pytest.mark.usefixtures("heard")
def test_every_choice_says_how_many_points_it_would_leave(
    site: Mount, points: list[dict[str, Any]], page: Page
) -> None:
    page.goto(f"{site.top}points.html")
    alone = [{name: value} for name, choices in offered(page).items() for value in choices if value]
    assert len(alone) > 20
    pairs = [{**one, **other} for one, other in combinations(alone, 2) if not set(one) & set(other)]
    assert len(pairs) > 100
    for choice in [{}, *alone, *pairs[:: 1 + len(pairs) // 100], *CHOICES]:
        page.evaluate("(query) => { history.replaceState(null, '', query); }", f"?{query_of(choice)}")
        page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        assert (choice, shown(page)) == (choice, codes(points, choice))
        assert (choice, offered(page)) == (choice, counted(site, "points.html", points, choice))


def test_counts_change_as_choices_do(site: Mount, top: str, points: list[dict[str, Any]], page: Page) -> None:
    page.goto(f"{top}points.html")
    chosen: dict[str, str] = {}
    for name, value in (("region", "upper-back"), ("reach", "partner"), ("pregnancy", "usual")):
        choose(page, {name: value})
        chosen[name] = value
        assert offered(page) == counted(site, "points.html", points, chosen)
    page.get_by_role("button", name="Show all").click()
    assert offered(page) == counted(site, "points.html", points, {})


def test_only_what_occurs_is_offered_and_what_would_leave_nothing_can_still_be_chosen(
    site: Mount, points: list[dict[str, Any]], page: Page
) -> None:
    page.goto(f"{site.top}points.html")
    for name, choices in offered(page).items():
        assert [value for value in choices if not codes(points, {name: value})] == []
    assert set(offered(page)["region"]) - {""} == {slug for point in points for slug in point["regions"]}
    choose(page, {"meridian": "liver"})
    hand = page.locator("[name=region] option[value=hand]")
    assert hand.inner_text() == "Hand (0)"
    assert hand.is_enabled()
    choose(page, {"region": "hand"})
    assert shown(page) == []
    choose(page, {"meridian": "large-intestine"})
    assert shown(page) == ["LI4"]


# Order


@pytest.fixture(scope="module")
def regions() -> dict[str, int]:
    """Return the place of each part of the body between head and foot."""
    entries = library().regions
    return {slug: entry.matter.order for slug, entry in entries.items()}


@pytest.fixture(scope="module")
def head_to_foot(points: list[dict[str, Any]], regions: dict[str, int]) -> list[str]:
    """Return the codes in the order of the parts in which the points lie first of all."""
    return [point["code"] for point in sorted(points, key=lambda point: regions[point["regions"][0]])]


def seen(page: Page) -> list[str]:
    """Return the codes as the eye meets them: line by line, from left to right."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("#point-list > li:not([hidden])")]
          .map((item) => [item.getBoundingClientRect(), item.querySelector(".code").textContent])
          .sort(([a], [b]) => a.top - b.top || a.left - b.left).map(([, code]) => code)"""
    )
    return found


@pytest.mark.usefixtures("heard")
def test_the_list_is_sorted_from_head_to_foot_and_back(
    top: str, points: list[dict[str, Any]], head_to_foot: list[str], page: Page
) -> None:
    page.goto(f"{top}points.html")
    by_meridian = codes(points, {})
    assert by_meridian != head_to_foot
    page.get_by_label("Order").select_option(label="Head to foot")
    assert (shown(page), seen(page)) == (head_to_foot, head_to_foot)
    assert page.url == f"{top}points.html?sort=body"
    assert status(page).inner_text() == f"All {len(points)} points shown, head to foot"
    choose(page, {"reach": "partner"})
    few = [code for code in head_to_foot if code in codes(points, {"reach": "partner"})]
    assert shown(page) == few
    assert status(page).inner_text() == f"{len(few)} of {len(points)} points shown, head to foot"
    page.get_by_role("button", name="Show all").click()
    assert (shown(page), page.url) == (head_to_foot, f"{top}points.html?sort=body")
    page.get_by_label("Order").select_option(label="By meridian")
    assert (shown(page), page.url) == (by_meridian, f"{top}points.html")
    assert status(page).inner_text() == f"All {len(points)} points shown, by meridian"
    for wanted in (head_to_foot, few, head_to_foot, by_meridian):
        page.go_back()
        assert shown(page) == wanted


@pytest.mark.parametrize("sort", ["meridian", "use", "__proto__", "head"])
def test_an_order_that_is_not_offered_is_ignored(
    sort: str, site: Mount, points: list[dict[str, Any]], page: Page
) -> None:
    page.goto(f"{site.top}points.html?sort={sort}")
    assert shown(page) == codes(points, {})


def focused(page: Page) -> str:
    found: str = page.evaluate(
        "[document.activeElement].map((at) => at.name || at.href || at.getAttribute('role'))[0]"
    )
    return found


def test_the_focus_is_never_lost(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points.html")
    page.locator("[name=sort]").focus()
    page.keyboard.press("ArrowDown")
    assert (focused(page), page.url) == ("sort", f"{site.top}points.html?sort=body")
    # Steps back while a point in the list has the focus: it stays on that point, wherever it moves to.
    for code in ("li4", "cv17", "gv14"):
        link = page.locator(f"#point-list a[href$='{code}.html']")
        link.focus()
        page.evaluate("history.back()")
        expect(status(page)).to_contain_text("by meridian")
        assert focused(page) == f"{site.top}points/{code}.html"
        page.evaluate("history.forward()")
        expect(status(page)).to_contain_text("head to foot")
        assert focused(page) == f"{site.top}points/{code}.html"


def test_the_focus_goes_to_the_count_when_its_point_is_left_out(
    site: Mount, points: list[dict[str, Any]], page: Page
) -> None:
    page.goto(f"{site.top}points.html?region=hand")
    page.get_by_role("button", name="Show all").click()
    page.locator("#point-list a[href$='gb21.html']").focus()
    page.evaluate("history.back()")
    expect(status(page)).to_have_text(told(points, {"region": "hand"}))
    assert focused(page) == "status"
    page.keyboard.press("Tab")
    first = codes(points, {"region": "hand"})[0].lower()
    assert focused(page) == f"{site.top}points/{first}.html"


# Back and forward


def test_stepping_through_a_list_with_keys_is_one_step_back(
    top: str, points: list[dict[str, Any]], page: Page
) -> None:
    page.goto(f"{top}points.html")
    third = list(offered(page)["region"])[3]
    before = page.evaluate("history.length")
    page.locator("[name=region]").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.url == f"{top}points.html?region={third}"
    assert page.evaluate("history.length") == before + 1
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("history.length") == before + 2
    page.go_back()
    expect(status(page)).to_have_text(told(points, {"region": third}))
    page.go_back()
    expect(status(page)).to_have_text(told(points, {}))
    assert page.locator("[name=region]").input_value() == ""
    # After a step back, keys begin a run of their own.
    page.locator("[name=region]").focus()
    page.keyboard.press("ArrowDown")
    page.go_back()
    expect(status(page)).to_have_text(told(points, {}))


def test_a_reload_keeps_everything(top: str, points: list[dict[str, Any]], page: Page) -> None:
    page.goto(f"{top}points.html")
    choose(page, {"region": "upper-back", "sort": "body", "pregnancy": "usual"})
    before = (shown(page), offered(page), page.url)
    page.reload()
    assert (shown(page), offered(page), page.url) == before
    assert status(page).inner_text() == told(
        points, {"region": "upper-back", "pregnancy": "usual"}, "head to foot"
    )
    assert page.locator("[name=sort]").input_value() == "body"
    assert page.locator("[name=pregnancy]").is_checked()


def test_a_page_that_the_browser_kept_comes_back_as_it_was(
    site: Mount, points: list[dict[str, Any]], kept_page: Page
) -> None:
    page = kept_page
    for _ in range(5):  # no browser promises to keep a page: one that is short of room does not
        page.goto(f"{site.top}points.html")
        page.evaluate("addEventListener('pageshow', (event) => { window.kept = event.persisted; })")
        choose(page, {"region": "upper-back", "sort": "body"})
        before = (shown(page), offered(page), page.url)
        page.evaluate("location.href = 'points/gb21.html'")
        page.wait_for_url("**/gb21.html")
        page.evaluate("history.back()")
        page.wait_for_url("**/points.html?*", wait_until="commit")
        # A kept page says so when it is shown; one that was fetched again has forgotten to listen.
        until(page, "window.kept === true || performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
        page.wait_for_timeout(100)
        if page.evaluate("window.kept === true"):
            break
    else:
        pytest.fail("the browser never kept the page")
    assert (shown(page), offered(page), page.url) == before
    # It still works, and its history is still whole.
    choose(page, {"reach": "partner"})
    assert len(shown(page)) == len(codes(points, {"region": "upper-back", "reach": "partner"}))
    page.evaluate("history.back()")
    expect(status(page)).to_have_text(told(points, {"region": "upper-back"}, "head to foot"))


def test_where_the_address_cannot_be_changed_the_list_is_right_all_the_same(
    site: Mount, points: list[dict[str, Any]], page: Page
) -> None:
    page.goto(f"{site.top}points.html")
    page.evaluate("() => { history.pushState = () => { throw new DOMException('no', 'SecurityError'); }; }")
    choose(page, {"region": "shoulder"})
    assert shown(page) == codes(points, {"region": "shoulder"})
    assert (page.url, status(page).inner_text()) == (
        f"{site.top}points.html",
        told(points, {"region": "shoulder"}),
    )


def test_what_stays_the_same_is_not_announced_again(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points.html?region=shoulder")
    page.evaluate(
        "new MutationObserver((changes) => { window.said = changes.length; })"
        ".observe(document.querySelector('point-filter'), {subtree: true, childList: true})"
    )
    page.evaluate("location.hash = 'main'")
    page.wait_for_url("**#main")
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    assert page.evaluate("window.said") is None


# The pages of needs, regions and meridians

NEED = "needs/upper-back-pain.html"
NUMBERS = """() => [...document.querySelectorAll("#point-list > li:not([hidden])")].map((item) => [
  item.querySelector(".code").textContent, item.value,
  getComputedStyle(item, "::after").content.replaceAll('"', ""),
])"""
MARKS = """() => [...new Set([...document.querySelectorAll("a.figure__link")]
  .map((link) => link.getAttribute("aria-label")))]"""


@pytest.fixture(scope="module")
def needed(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the points of the need, in the order of use."""
    by_code = {point["code"]: point for point in points}
    need = library().needs["upper-back-pain"].matter
    return [by_code[use.code] for use in need.points]


def names_of(page: Page) -> list[str]:
    found: list[str] = page.locator("point-filter label").all_inner_texts()
    return found


def test_a_need_is_in_order_of_use_and_asks_nothing_that_it_has_settled(
    site: Mount, top: str, needed: list[dict[str, Any]], page: Page
) -> None:
    page.goto(top + NEED)
    assert shown(page) == codes(needed, {})
    assert status(page).inner_text() == told(needed, {}, "in order of use")
    page.get_by_text("Narrow or sort this list").click()
    assert names_of(page) == [
        "Part of the body", "Meridian", "Who can reach it", "Order",
        f"Not usually avoided in pregnancy ({len(codes(needed, {'pregnancy': 'usual'}))})",
    ]  # fmt: skip
    assert offered(page) == counted(site, NEED, needed, {})
    choose(page, {"reach": "partner"})
    assert offered(page) == counted(site, NEED, needed, {"reach": "partner"})
    assert shown(page) == codes(needed, {"reach": "partner"})
    orders = page.locator("[name=sort] option").all_inner_texts()
    assert orders == ["In order of use", "Head to foot", "By meridian"]


def test_a_points_number_is_that_of_its_drawing_however_the_list_is_narrowed_or_sorted(
    site: Mount, points: list[dict[str, Any]], regions: dict[str, int], page: Page
) -> None:
    page.goto(site.top + NEED)
    marks = {}
    for mark in page.evaluate(MARKS):
        number, code = re.findall(r"^(\d+): (\w+) ", mark)[0]
        marks[code] = int(number)
    assert sorted(marks.values()) == list(range(1, len(shown(page)) + 1))
    use = sorted(marks, key=marks.__getitem__)
    first = {point["code"]: regions[point["regions"][0]] for point in points}
    orders = {
        "": use,
        "body": sorted(use, key=first.__getitem__),
        "meridian": [code for code in codes(points, {}) if code in marks],
    }
    assert len({tuple(order) for order in orders.values()}) == 3
    for sort, order in orders.items():
        for choice in ({}, {"reach": "partner"}, {"pregnancy": "usual"}, {"region": "hand"}):
            page.goto(f"{site.top}{NEED}?{query_of({**choice, 'sort': sort})}")
            wanted = [code for code in order if code in codes(points, choice)]
            assert page.evaluate(NUMBERS) == [[code, marks[code], str(marks[code])] for code in wanted]


def test_the_choices_are_folded_away_unless_the_address_holds_some(
    site: Mount, needed: list[dict[str, Any]], page: Page
) -> None:
    page.goto(site.top + NEED)
    fold = page.locator("point-filter details")
    assert not page.locator("[name=reach]").is_visible()
    page.locator("point-filter summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("[name=reach]").is_visible()
    choose(page, {"reach": "partner"})
    page.locator("point-filter summary").click()
    assert status(page).is_visible()  # the list is still narrowed, and says so
    assert status(page).inner_text() == told(needed, {"reach": "partner"}, "in order of use")
    for query, is_open in (("?reach=partner", True), ("?sort=body", True), ("?reach=nobody", False)):
        page.goto(site.top + NEED + query)
        assert (query, fold.evaluate("fold => fold.open")) == (query, is_open)


def test_a_list_that_is_seen_at_a_glance_has_nothing_to_choose(site: Mount) -> None:
    lists = [name for name in site.pages() if name.startswith(("needs/", "regions/", "meridians/"))]
    for name in lists:
        document = read_document((site.folder / name).read_text(encoding="utf-8"))
        tags = [element.tag for element in document.elements]
        items = sum(given.get("class") == "grid__item" for given in document.all("li"))
        scripts = [given["src"] for given in document.all("script") if "point-filter" in given.get("src", "")]
        assert (name, "point-filter" in tags, bool(scripts)) == (name, items >= 5, items >= 5)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mount]:
    """Return the real site with four more points on one meridian, all in the same part of the body."""
    root = copy_real(tmp_path_factory.mktemp("crowded") / "project")
    text = (root / "content/points/gb34.md").read_text(encoding="utf-8")
    leg = (f"GB{number}" for number in range(32, 45))
    free = (code for code in leg if code not in library().points)
    for code, reach in zip(free, ("self", "partner", "either", "partner"), strict=False):
        other = text.replace("GB34", code).replace("reach: self", f"reach: {reach}")
        (root / f"content/points/{code.lower()}.md").write_text(other, encoding="utf-8")
    done = run(root, "--quiet", "--output", "built")
    assert done.returncode == 0, done.stderr
    with serve(root / "built") as mount:
        yield mount


@pytest.mark.parametrize("address", ["regions/lower-leg.html", "meridians/gallbladder.html"])
def test_a_long_region_and_a_long_meridian_can_be_narrowed(address: str, crowded: Mount, page: Page) -> None:
    facts = json.loads((crowded.folder / "api/points.json").read_text(encoding="utf-8"))
    folder, slug = address.removesuffix(".html").split("/")
    listed = [
        entry["point"]
        for entry in facts["points"]
        if slug in (entry["point"]["regions"] if folder == "regions" else [entry["point"]["meridian"]])
    ]
    assert len(listed) >= 5
    page.goto(crowded.top + address)
    page.locator("point-filter summary").click()
    settled = folder.removesuffix("s")
    assert settled not in offered(page)
    assert {"reach"} <= set(offered(page))
    for name, choices in offered(page).items():
        for value in choices:
            page.goto(f"{crowded.top}{address}?{name}={value}")
            assert (name, value, shown(page)) == (name, value, codes(listed, {name: value}))
            assert offered(page) == counted(crowded, address, listed, {name: value})
            # Those of a region are numbered as on its drawing; the marks of a meridian have codes.
            numbers = [listed.index(point) + 1 for point in listed if matches(point, {name: value})]
            expected = numbers if folder == "regions" else [0 for _ in numbers]
            assert [number for _, number, _ in page.evaluate(NUMBERS)] == expected


# Hands, eyes and screens


def test_a_thumb_is_enough(
    browser: Browser, site: Mount, points: list[dict[str, Any]], needed: list[dict[str, Any]]
) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto(f"{site.top}points.html")
        page.get_by_text("Not usually avoided in pregnancy").tap()
        assert shown(page) == codes(points, {"pregnancy": "usual"})
        page.get_by_role("button", name="Show all").tap()
        assert shown(page) == codes(points, {})
        page.goto(site.top + NEED)
        page.locator("point-filter summary").tap()
        page.get_by_text("Not usually avoided in pregnancy").tap()
        assert status(page).inner_text() == told(needed, {"pregnancy": "usual"}, "in order of use")


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (390, "200%"), (1280, "100%"), (1280, "200%")])
def test_no_words_of_a_choice_are_cut_off(width: int, size: str, site: Mount, page: Page) -> None:
    """Words that are too long for one line have room for as many as they need."""
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("points.html", f"{NEED}?sort=body"):
        page.goto(site.top + address)
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        narrow = page.evaluate(
            """() => [...document.querySelectorAll("point-filter select")].filter((field) => {
              const longest = [...field.options].sort((a, b) => b.text.length - a.text.length)[0];
              longest.selected = true;
              const copy = field.cloneNode(true), {width, height} = field.getBoundingClientRect();
              Object.assign(copy.style, {
                width: "auto", justifySelf: "start", whiteSpace: "pre",
                minHeight: 0, border: 0, paddingBlock: 0,
              });
              field.after(copy);
              const line = copy.getBoundingClientRect();
              copy.remove();
              return Math.ceil(line.width / (width - 4)) * line.height > height - 4;
            }).map((field) => field.name)"""
        )
        assert (address, narrow) == (address, [])


def test_forced_colours_keep_the_controls_and_the_focus(browser: Browser, site: Mount) -> None:
    with browser.new_context(forced_colors="active", reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{site.top}{NEED}?reach=partner")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        page.keyboard.press("Tab")
        page.locator("[name=reach]").focus()
        drawn = page.evaluate(
            """() => {
              const style = getComputedStyle(document.activeElement);
              return [style.borderTopStyle, style.outlineStyle, style.color !== style.backgroundColor];
            }"""
        )
        assert drawn == ["solid", "solid", True]
        assert [item.is_visible() for item in page.locator("point-filter select, point-filter [type]").all()]


def test_nothing_jumps_when_the_script_comes_late(site: Mount, page: Page) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/point-filter*.js", late)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site.top}points.html")
        moved = page.evaluate(
            """() => new Promise((done) => {
              const moved = [];
              new PerformanceObserver((list) => {
                for (const {value, sources} of list.getEntries()) {
                  moved.push([value, ...sources.map(({node}) => node?.outerHTML ?? node?.data)]);
                }
              }).observe({type: "layout-shift", buffered: true});
              setTimeout(() => done(moved), 200);
            })"""
        )
        assert (width, moved) == (width, [])
