from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from serving import Mount

ROUTINE = "routines/upper-back-relief"
CARDS = {"short": "card", "standard": "card-standard", "full": "card-full"}


# Those of a drawing have no `href` that is a text.
SEEN = """(links) => links.filter((link) => link.checkVisibility())
  .map((link) => new URL(link.getAttribute("href"), document.baseURI).href)"""


def all_points(site: Mount) -> set[str]:
    return {site.top + name for name in site.pages() if name.startswith("points/") and name.count("/") == 1}


def addresses(page: Page, within: str) -> set[str]:
    """Return where the links lead that a reader can see."""
    return set(page.locator(f"{within} a").evaluate_all(SEEN))


def test_every_point_is_reached_by_its_region(site: Mount, plain_page: Page) -> None:
    plain_page.goto(f"{site.top}index.html")
    plain_page.get_by_role("navigation", name="Main").get_by_role("link", name="Body").click()
    plain_page.wait_for_url("**/regions.html")
    reached = set()
    regions = {address for address in addresses(plain_page, "main") if "/regions/" in address}
    for region in regions:
        plain_page.goto(region)
        reached |= {address for address in addresses(plain_page, "main") if "/points/" in address}
    assert reached == all_points(site)


def test_the_list_of_points_is_whole_and_has_no_dead_control(site: Mount, plain_page: Page) -> None:
    plain_page.goto(f"{site.top}points.html")
    assert {address for address in addresses(plain_page, "main") if "/points/" in address} == all_points(site)
    for control in plain_page.locator("button, select, input").all():
        assert not control.is_visible()


def test_a_choice_in_the_address_hides_nothing(site: Mount, plain_page: Page) -> None:
    plain_page.goto(f"{site.top}points.html?region=hand")
    assert all_points(site) <= addresses(plain_page, "main")


@pytest.mark.parametrize("version", CARDS)
def test_versions_of_a_routine_are_chosen(version: str, site: Mount, plain_page: Page) -> None:
    plain_page.goto(f"{site.top}{ROUTINE}/{CARDS[version]}.html")
    titles = plain_page.locator(".card-row__title").all_inner_texts()
    codes = [title.split()[0] for title in titles]
    plain_page.goto(f"{site.top}{ROUTINE}.html")
    plain_page.locator(f"label[for=version-{version}]").click()
    shown = plain_page.locator(".routine-step:visible .code").all_inner_texts()
    assert shown == codes
    assert f"{len(codes)} points" in plain_page.locator(f"label[for=version-{version}]").inner_text()


def test_the_shortest_version_is_the_first_choice(site: Mount, plain_page: Page) -> None:
    plain_page.goto(f"{site.top}{ROUTINE}.html")
    assert plain_page.get_by_role("radio", checked=True).get_attribute("value") == "short"
    assert 3 <= plain_page.locator(".routine-step:visible").count() <= 5


def test_a_card_has_no_dead_button(site: Mount, plain_page: Page) -> None:
    plain_page.goto(f"{site.top}{ROUTINE}/card.html")
    assert not plain_page.get_by_role("button", include_hidden=True).is_visible()
    assert plain_page.get_by_role("link", name="Upper back relief").is_visible()


def test_a_card_has_its_button_with_scripts(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}{ROUTINE}/card.html")
    page.evaluate("addEventListener('beforeprint', () => document.body.dataset.printed = 'yes')")
    page.get_by_role("button", name="Print this card").click()
    assert page.locator("body[data-printed=yes]").count() == 1


# A tool, a page that has it, and what a reader has in its place.
INSTEAD = {
    "point-search": ("points/gb21.html", "header .point-search__link"),
    "point-filter": ("points.html", "#point-list > li:last-child"),
    "routine-player": (f"{ROUTINE}.html", ".routine-step--short .routine-step__dose"),
    "press-timer": ("points/gb21.html", ".dose"),
    "card-builder": ("my-card.html", ".card-builder__plain"),
    "uqr": ("my-card.html?p=GB21", ".card-row"),
    "every-page": ("points/gb21.html", "h1"),
    "cun-ruler": ("ruler.html", "a[href^='ruler/']"),
    "print-button": (f"{ROUTINE}/card.html", ".card-row"),
}
ELEMENTS = {"every-page": "theme-switch"}  # of the other tools, script and element have one name


@pytest.mark.parametrize("script", INSTEAD)
def test_a_script_that_does_not_arrive_leaves_the_page_whole(script: str, site: Mount, page: Page) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route(f"**/{script}.*.js", lambda route: route.abort())
    address, instead = INSTEAD[script]
    page.goto(site.top + address)
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    expect(page.locator(instead).first).to_be_visible()
    dead = "(name) => [...document.querySelectorAll(`${name} :is(button, input, select)`)]"
    shown = "(dead) => dead.filter((one) => one.checkVisibility({ visibilityProperty: true })).length"
    assert page.evaluate(f"(name) => ({shown})(({dead})(name))", ELEMENTS.get(script, script)) == 0
    assert faults == []
