from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from serving import Mount

Typed = tuple[str, str, str]
END = 3
SHEETS = ("ruler/small.html", "ruler/medium.html", "ruler/large.html")
CHECK = "so check the number and the unit."
FAULTS = [
    ("forearm", "5", "cm", f"5 cm is too short: 12 cun should be 12 to 48 cm, {CHECK}"),
    ("forearm", "90", "cm", f"90 cm is too long: 12 cun should be 12 to 48 cm, {CHECK}"),
    ("thumb", "9", "cm", f"9 cm is too long: 1 cun should be 1 to 4 cm, {CHECK}"),
    ("fingers", "1", "in", f"1 in is too short: 3 cun should be 1.2 to 4.7 in, {CHECK}"),
    ("forearm", "0", "cm", f"0 cm is too short: 12 cun should be 12 to 48 cm, {CHECK}"),
    ("height", "90", "cm", "The guess is for heights of 130 to 220 cm, and 90 cm is not among them."),
    ("forearm", "", "cm", "Type the length that you measured, such as 26.5."),
    ("forearm", "abc", "cm", "“abc” cannot be read as a length. Type a number, such as 26.5."),
    ("forearm", "-26", "cm", "“-26” cannot be read as a length. Type a number, such as 26.5."),
    ("forearm", "1/0", "in", "“1/0” cannot be read as a length. Type a number, such as 10 1/2."),
    ("forearm", "26 27", "cm", "“26 27” cannot be read as a length. Type a number, such as 26.5."),
    ("forearm", "26cm 3", "cm", "“26cm 3” cannot be read as a length. Type a number, such as 26.5."),
    ("forearm", "<b>26</b>", "cm", "“<b>26</b>” cannot be read as a length. Type a number, such as 26.5."),
]  # fmt: skip
# What was measured, what was typed, the unit that was chosen; and the cun in millimetres that it makes.
LENGTHS = [
    ("forearm", "26.4", "cm", 22.0),
    ("forearm", "26,4", "cm", 22.0),
    ("forearm", " 26 ", "cm", 21.67),
    ("forearm", "264 mm", "cm", 22.0),
    ("forearm", "10.5", "in", 22.23),
    ("forearm", "10½", "in", 22.23),
    ("forearm", "10 1/2", "in", 22.23),
    ("forearm", "10 ½ in", "cm", 22.23),
    ("forearm", '10.5"', "cm", 22.23),
    ("forearm", "26.4cm", "in", 22.0),
    ("chest", "18", "cm", 20.0),
    ("upper-belly", "20", "cm", 25.0),
    ("lower-belly", "12.5", "cm", 25.0),
    ("inner-leg", "36", "cm", 24.0),
    ("outer-leg", "40", "cm", 25.0),
    ("thumb", "7/8", "in", 22.23),
    ("thumb", ".9", "in", 22.86),
    ("fingers", "6,6", "cm", 22.0),
    ("height", "168", "cm", 21.27),
    ("height", "1.68 m", "cm", 21.27),
    ("height", "5 ft 6", "in", 21.22),
    ("height", "5'6½\"", "cm", 21.38),
    ("height", "5\N{PRIME} 6\N{DOUBLE PRIME}", "cm", 21.22),
    ("height", "66", "in", 21.22),
]  # fmt: skip
PLACES = """(drawing) => Object.fromEntries([...drawing.querySelectorAll("[data-cun]")]
  .filter((mark) => !mark.hasAttribute("hidden"))
  .map((mark) => [mark.dataset.cun, mark.transform.baseVal[0].matrix.e]))"""


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def sheet(page: Page) -> Locator:
    return page.locator(".cun-ruler__sheet")


def fill(page: Page, of: str, length: str, unit: str) -> None:
    page.locator("[name=of]").select_option(of)
    page.locator(f"[value={unit}]").check()
    page.locator("[name=length]").fill(length)
    page.get_by_role("button", name="Show my ruler").click()


def places(page: Page, name: str) -> dict[float, float]:
    """Return where the marks of a ruler stand, in millimetres, by their cun."""
    drawing = page.locator(f"svg[aria-labelledby={name}-title]")
    found: dict[str, float] = drawing.evaluate(PLACES)
    return {float(cun): at for cun, at in found.items()}


@pytest.mark.parametrize(("typed", "cun"), [(length[:3], length[3]) for length in LENGTHS])
def test_a_length_is_read_as_people_write_it(typed: Typed, cun: float, site: Mount, window: Page) -> None:
    window.goto(f"{site.top}ruler.html")
    fill(window, *typed)
    for name in ("own-ruler", "own-tape"):
        marks = places(window, name)
        assert marks[0] == END
        assert marks[4] - marks[2] == pytest.approx(2 * cun, abs=0.012)
        assert max(marks) == min(12, int(180 / cun))
        wide = window.locator(f"svg[aria-labelledby={name}-title]").get_attribute("width")
        assert float((wide or "").removesuffix("mm")) == pytest.approx(6 + max(marks) * cun, abs=0.1)


def test_the_answer_says_which_part_it_is_for(top: str, page: Page) -> None:
    page.goto(f"{top}ruler.html")
    fill(page, "forearm", "26,4", "cm")
    assert status(page).inner_text() == "Your cun: 2.2 cm (⅞ in). Use it only on the forearm."
    assert page.get_by_role("heading", name="Forearm ruler").is_visible()
    assert page.locator("[data-say=made]").inner_text() == (
        "1 cun is 22.0 mm. Elbow crease to wrist crease: 26.4 cm, 12 cun."
    )
    words = ["Forearm ruler: 1 cun = 22.0 mm", "Use it only on the forearm"]
    assert page.locator(".ruler__words").all_text_contents() == [*words, words[0]]
    assert page.get_by_role("img", name="Forearm ruler of 8 cun, each 22.0 mm").count() == 2
    fill(page, "height", "5 ft 6", "in")
    assert status(page).inner_text() == "Your cun: about 2.1 cm (13/16 in). Use it only on the forearm."
    assert page.locator("[data-say=made]").inner_text() == "1 cun is 21.2 mm. Guessed from a height of 66 in."
    fill(page, "fingers", "6.6", "cm")
    assert status(page).inner_text() == (
        "Your cun: 2.2 cm (⅞ in). Use it only where a page counts in finger widths."
    )
    assert page.get_by_role("heading", name="Finger ruler").is_visible()


@pytest.mark.parametrize(("typed", "said"), [(fault[:3], fault[3]) for fault in FAULTS])
def test_nonsense_is_refused_beside_the_field(typed: Typed, said: str, site: Mount, window: Page) -> None:
    page = window
    page.goto(f"{site.top}ruler.html?of=forearm&length=26&unit=cm")
    expect(sheet(page)).to_be_visible()
    fill(page, *typed)
    field = page.locator("[name=length]")
    assert page.locator("#cun-ruler-error").inner_text() == said
    assert field.get_attribute("aria-invalid") == "true"
    assert "cun-ruler-error" in (field.get_attribute("aria-describedby") or "")
    assert field.evaluate("element => element === document.activeElement")
    assert not sheet(page).is_visible()
    assert status(page).inner_text() == ""
    fill(page, "forearm", "26", "cm")
    assert page.locator("#cun-ruler-error").inner_text() == ""
    assert field.get_attribute("aria-invalid") is None
    assert sheet(page).is_visible()


def test_a_ruler_goes_when_it_no_longer_fits_what_is_typed(site: Mount, page: Page) -> None:
    for change in (
        lambda: page.locator("[name=length]").fill("2"),
        lambda: page.locator("[name=of]").select_option("chest"),
        lambda: page.locator("[value=in]").check(),
    ):
        page.goto(f"{site.top}ruler.html?of=forearm&length=26&unit=cm")
        expect(sheet(page)).to_be_visible()
        change()
        assert not sheet(page).is_visible()
        assert (status(page).inner_text(), page.locator("#cun-ruler-error").inner_text()) == ("", "")


def test_nobody_is_told_off_while_they_type(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}ruler.html")
    page.locator("[name=of]").select_option("chest")
    page.locator("[name=length]").fill("2")
    page.keyboard.press("Tab")
    assert page.locator("#cun-ruler-error").inner_text() == ""


def test_what_was_typed_lives_in_the_address(top: str, page: Page) -> None:
    page.goto(f"{top}ruler.html")
    fill(page, "forearm", "26", "cm")
    assert page.url == f"{top}ruler.html?of=forearm&length=26&unit=cm"
    fill(page, "forearm", "10 1/2", "in")
    assert parse_qs(urlsplit(page.url).query) == {"of": ["forearm"], "length": ["10 1/2"], "unit": ["in"]}
    page.reload()
    assert status(page).inner_text().startswith("Your cun: 2.2 cm (⅞ in).")
    page.go_back()
    expect(page.locator("[data-say=made]")).to_have_text(
        "1 cun is 21.7 mm. Elbow crease to wrist crease: 26 cm, 12 cun."
    )
    assert page.locator("[name=length]").input_value() == "26"
    assert page.locator("[value=cm]").is_checked()
    page.go_forward()
    expect(page.locator("[name=length]")).to_have_value("10 1/2")
    assert page.locator("[value=in]").is_checked()


def test_a_hostile_address_does_nothing(site: Mount, page: Page) -> None:
    for query in (
        "of=__proto__&length=26&unit=constructor",
        "of=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&unit=%00",
        f"length={quote('<img src=x onerror=alert(1)>')}",
        f"length={'9' * 5000}&unit=in",
        "length=%E0%A4%A&&==&length[]=3",
    ):
        page.goto(f"{site.top}ruler.html?{query}")
        assert page.locator("[name=of]").input_value() == "forearm"
        assert page.locator("main img").count() == 0
    page.goto(f"{site.top}ruler.html?of=nowhere&length=26")
    assert status(page).inner_text() == "Your cun: 2.2 cm (⅞ in). Use it only on the forearm."


def test_where_the_address_cannot_be_changed_the_ruler_is_right(site: Mount, page: Page) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script("History.prototype.pushState = () => { throw new Error('no') }")
    page.goto(f"{site.top}ruler.html")
    fill(page, "forearm", "26.4", "cm")
    assert status(page).inner_text() == "Your cun: 2.2 cm (⅞ in). Use it only on the forearm."
    assert faults == []


def test_nothing_is_kept_but_the_address(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}ruler.html?of=forearm&length=26&unit=cm")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.goto(f"{site.top}ruler.html")
    assert page.locator("[name=length]").input_value() == ""
    assert not sheet(page).is_visible()


def test_the_keyboard_is_enough(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}ruler.html")
    while not page.evaluate("document.activeElement.matches('[name=of]')"):
        page.keyboard.press("Tab")
    page.keyboard.type("Upper b")
    page.keyboard.press("Tab")
    page.keyboard.type("8")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert status(page).inner_text() == ("Your cun: 2.5 cm (1 in). Use it only on the belly above the navel.")
    page.evaluate("addEventListener('beforeprint', () => document.body.dataset.printed = 'yes')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Print this ruler"
    page.keyboard.press("Enter")
    assert page.locator("body[data-printed=yes]").count() == 1


def test_a_choice_says_what_to_measure(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}ruler.html")
    page.locator("[name=of]").select_option("lower-belly")
    hint = page.locator("#cun-ruler-ends")
    assert hint.inner_text() == "Middle of the navel to upper edge of the pubic bone"
    assert page.get_by_label("What did you measure?").get_attribute("aria-describedby") == "cun-ruler-ends"
    page.locator("[name=of]").select_option("height")
    assert page.get_by_label("How tall are you?").is_visible()
    assert hint.inner_text() == (
        "A rough guess, for grown-ups and for the forearm only. Measuring is better."
    )


def test_without_scripts_there_are_ready_made_rulers_and_no_dead_control(
    site: Mount, plain_page: Page
) -> None:
    plain_page.goto(f"{site.top}ruler.html")
    for control in plain_page.locator("button, select, input").all():
        assert not control.is_visible()
    for name in SHEETS:
        assert plain_page.locator(f"main a[href='{name}']").first.is_visible()
    plain_page.locator(f"main a[href='{SHEETS[1]}']").first.click()
    plain_page.wait_for_url(f"**/{SHEETS[1]}")
    assert plain_page.get_by_role("img", name="A ruler of 8 cun, each 22 mm").is_visible()
    assert not plain_page.get_by_role("button", include_hidden=True).is_visible()


def test_it_is_found_where_measuring_is_spoken_of(site: Mount, plain_page: Page) -> None:
    for name in ("how-to-measure.html", "points/gb21.html"):
        plain_page.goto(site.top + name)
        assert plain_page.locator("main a[href$='ruler.html']").first.is_visible()
    footer = plain_page.get_by_role("navigation", name="More")
    assert footer.get_by_role("link", name="Paper ruler").is_visible()
