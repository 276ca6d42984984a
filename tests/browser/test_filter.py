from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Dialog, Locator, Page
    from serving import Mount

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


@pytest.fixture(params=["http", "disk"])
def top(request: pytest.FixtureRequest, site: Mount) -> str:
    """Return the top of the site, on a host and on a disk."""
    return site.top if request.param == "http" else f"{site.folder.as_uri()}/"


@pytest.fixture
def heard(page: Page) -> Iterator[list[str]]:
    """Return what goes wrong on the page, and fail in the end if anything did."""
    said: list[str] = []

    def refuse(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", refuse)
    yield said
    assert said == []


def matches(point: dict[str, Any], choice: dict[str, str]) -> bool:
    """Tell whether a point fits, by its published facts."""
    avoided = any(found["kind"] == "pregnancy" and found["advice"] == "avoid" for found in point["cautions"])
    return all(
        (
            choice.get("region") in (None, *point["regions"]),
            choice.get("need") in (None, *(use.get("need") for use in point["helps"])),
            choice.get("meridian") in (None, point["meridian"]),
            "reach" not in choice or point["reach"] in (choice["reach"], "either"),
            "pregnancy" not in choice or not avoided,
        )
    )


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


def query_of(choice: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in choice.items())


def codes(points: list[dict[str, Any]], choice: dict[str, str]) -> list[str]:
    return [point["code"] for point in points if matches(point, choice)]


@pytest.mark.usefixtures("heard")
def test_choices_combine_and_live_in_the_address(top: str, points: list[dict[str, Any]], page: Page) -> None:
    for choice in CHOICES:
        page.goto(f"{top}points.html")
        assert shown(page) == codes(points, {})
        choose(page, choice)
        assert (choice, shown(page)) == (choice, codes(points, choice))
        assert sorted(page.url.partition("?")[2].split("&")) == sorted(query_of(choice).split("&"))


@pytest.mark.usefixtures("heard")
def test_an_address_brings_its_choices_along(top: str, points: list[dict[str, Any]], page: Page) -> None:
    for choice in CHOICES:
        page.goto(f"{top}points.html?{query_of(choice)}")
        wanted = codes(points, choice)
        assert (choice, shown(page)) == (choice, wanted)
        assert status(page).inner_text().startswith(f"{len(wanted)} of {len(points)} points shown")
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
        expect(status(page)).to_contain_text(f"{len(wanted)} of ")
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
    expect(status(page)).to_contain_text(f"{len(wanted)} of ")
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
    assert [field.input_value() for field in page.locator("select").all()] == [""] * 4
    assert not page.locator("[name=pregnancy]").is_checked()
    assert button.evaluate("element => element === document.activeElement")
    page.go_back()
    expect(status(page)).to_contain_text("1 of ")


@pytest.mark.usefixtures("heard")
def test_what_no_field_offers_is_ignored(top: str, points: list[dict[str, Any]], page: Page) -> None:
    page.goto(f"{top}points.html")
    parts = page.evaluate(PARTS)
    for query in HOSTILE:
        page.goto(f"{top}points.html?{query}#{quote('<img src=x onerror=alert(1)>')}")
        assert (query, shown(page)) == (query, codes(points, {}))
        assert (query, page.evaluate(PARTS)) == (query, parts)
        assert (query, page.evaluate(SELECTED)) == (query, [0] * 4)
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
    page.keyboard.press("Space")
    wanted = codes(points, {"region": "upper-back", "reach": "self", "pregnancy": "usual"})
    assert shown(page) == wanted
    page.keyboard.press("Enter")
    assert shown(page) == wanted
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert shown(page) == codes(points, {})
    assert page.evaluate("document.activeElement.type") == "reset"


def test_the_count_is_announced_and_helps_when_nothing_is_left(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points.html?region=hand&meridian=liver")
    assert shown(page) == []
    assert status(page).inner_text().endswith("Choose less, or show all.")
