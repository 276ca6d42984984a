from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from playwright.sync_api import expect
from serving import ROOT
from test_access import CUT_OFF, TOO_WIDE, barriers, every_look

from atlas.collect import load_library
from atlas.library import split_code
from atlas.search import write_index
from bench.crowd import crowd

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Request, Route
    from serving import Mount
    from test_access import Looks

    from atlas.library import Library

COMPLAINTS = ROOT / "tests/browser/complaints.yaml"
ENOUGH, FIRST_HITS = 40, 0.95
SHOWN = 8  # hits at once
# Put each query into the field, as if it had been pasted, and read what the list says.
ASK = """(queries) => {
  const field = document.querySelector("[role=combobox]");
  return queries.map((query) => {
    field.value = query;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const hits = [...document.querySelectorAll("[role=option]")];
    return hits.slice(0, 2).map((hit) => new URL(hit.href).pathname);
  });
}"""
FIND = "(queries) => queries.map((query) => atlasFinder.find(query).slice(0, 2).map(({ page }) => page.at))"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "content", ROOT)


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the library with a page for every code of the standard, most of them made up."""
    folder = crowd(tmp_path_factory.mktemp("crowd"))
    return load_library(folder / "content", folder)


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Find a point, or what hurts")


def hits(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Pages found").get_by_role("option")


def status(page: Page) -> Locator:
    return page.locator("point-search [role=status]")


def chosen(page: Page) -> str | None:
    """Return the place of the hit that the keyboard is on, as a screen reader is told."""
    ident = field(page).get_attribute("aria-activedescendant")
    marked = page.locator("[role=option][aria-selected=true]")
    assert marked.count() == (1 if ident else 0)
    assert not ident or marked.get_attribute("id") == ident
    return ident and ident.removeprefix("point-search-")


def start(page: Page, address: str) -> None:
    """Open a page and wait until its search can answer."""
    page.goto(address)
    field(page).fill("gb21")
    expect(hits(page)).not_to_have_count(0)
    field(page).fill("")


def ask(page: Page, site: Mount, queries: list[str]) -> list[list[str]]:
    """Return the two first pages for each query, as seen from the top of the site."""
    prefix = "/" + site.top.split("/", 3)[3]
    found: list[list[str]] = page.evaluate(ASK, queries)
    return [[path.removeprefix(prefix) for path in two] for two in found]


# What is found


def spelt_codes(library: Library, forms: tuple[str, ...]) -> list[tuple[str, str, bool]]:
    """Return every spelling of every code, its page, and whether other letters are written like it."""
    ways = []
    for entry in library.meridians.values():
        matter = entry.matter
        names = (*matter.aliases, *matter.foreign, matter.title, *matter.also)
        for letters in matter.series:
            ways += [(way, letters) for way in (letters, *(names if letters == matter.code else ()))]
    meant = Counter(squeezed(way) for way, _ in ways)
    asked = []
    for code, point in library.points.items():
        letters, number = split_code(code)
        for way in (way for way, of in ways if of == letters):
            queries = [form.format(way, number, lower=way.lower(), words=way.title()) for form in forms]
            page, ambiguous = f"points/{point.slug}.html", meant[squeezed(way)] > 1
            asked += [(query, page, ambiguous) for query in queries]
    return asked


def squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(letter for letter in plain if letter.isalnum())  # a tone mark is no letter


def wide(text: str) -> str:
    """Return a text in the full-width letters of an East Asian keyboard."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def missed(asked: list[tuple[str, str, bool]], found: list[list[str]]) -> list[tuple[str, str, list[str]]]:
    """Return the queries whose page does not come first; ambiguous ones may come second."""
    return [
        (query, page, two)
        for (query, page, ambiguous), two in zip(asked, found, strict=True)
        if page not in two[: 2 if ambiguous else 1]
    ]


def test_every_spelling_of_every_code_comes_first(site: Mount, library: Library, page: Page) -> None:
    forms = (
        "{}{}",
        "{} {}",
        "{}-{}",
        "{lower}{1}",
        "{words} {1}",
        "{lower}.{1:02}",
        "point {} {}",
        " {lower} - {1} ",
    )
    asked = spelt_codes(library, forms)
    asked += [(wide(query), at, ambiguous) for query, at, ambiguous in asked]
    assert len(asked) > 100 * len(library.points)
    start(page, f"{site.top}index.html")
    assert missed(asked, ask(page, site, [query for query, _, _ in asked])) == []


def test_every_name_of_every_point_comes_first(site: Mount, library: Library, page: Page) -> None:
    asked = [
        (form, f"points/{entry.slug}.html", False)
        for entry in library.points.values()
        for name in written(entry.matter.names)
        for form in forms_of(name)
    ]
    assert len(asked) > 20 * len(library.points)
    start(page, f"{site.top}index.html")
    assert missed(asked, ask(page, site, [query for query, _, _ in asked])) == []


def written(names: Any) -> list[str]:
    return [names.pinyin, names.hanzi, names.hanzi_traditional or names.hanzi, names.english, *names.also]


def forms_of(name: str) -> list[str]:
    """Return a name as people type it: without tones, apart at any place, with an apostrophe."""
    tones = unicodedata.normalize("NFD", name)
    plain = "".join(letter for letter in tones if not unicodedata.combining(letter))
    places = range(1, len(plain)) if " " not in plain else ()
    apart = [f"{plain[:place]}{mark}{plain[place:]}" for place in places for mark in " '\u2019-"]
    return [
        name,
        tones,
        plain,
        plain.lower(),
        plain.upper(),
        f"{plain} point",
        plain.replace(" ", ""),
        *apart,
    ]


def test_every_code_of_the_standard_comes_first(
    site: Mount, everyone: Library, page: Page, tmp_path: Path
) -> None:
    """The finder is asked itself: with all the codes there are, letters of several systems do meet."""
    crowded = tmp_path / "index.js"
    crowded.write_bytes(write_index(everyone))

    def serve(route: Route) -> None:
        route.fulfill(path=crowded, content_type="text/javascript")

    page.route("**/search-index.js", serve)
    start(page, f"{site.top}index.html")
    asked = spelt_codes(everyone, ("{}{}", "{lower} {1}"))
    assert len(everyone.points) > 400
    assert len(asked) > 6000
    assert sum(ambiguous for _, _, ambiguous in asked) > 100
    assert missed(asked, page.evaluate(FIND, [query for query, _, _ in asked])) == []
    names = {code: set(written(entry.matter.names)) for code, entry in everyone.points.items()}
    borne = Counter(squeezed(name) for some in names.values() for name in some)
    told = Counter(name for some in names.values() for name in some)
    named = [
        (form, f"points/{everyone.points[code].slug}.html", alike)
        for code, some in names.items()
        for name in sorted(some)
        # Two names may differ in their tones alone: Shāngqiū and Shàngqiū.
        # And a name that was made up may be that of a real point.
        for form, alike in ((name, told[name] > 1), (squeezed(name), borne[squeezed(name)] > 1))
    ]
    assert missed(named, page.evaluate(FIND, [query for query, _, _ in named])) == []


def test_what_people_type_leads_where_it_should(site: Mount, page: Page) -> None:
    listed: dict[str, list[str]] = yaml.safe_load(COMPLAINTS.read_text(encoding="utf-8"))
    assert sum(map(len, listed.values())) == 150
    asked = [
        (query, f"{name}.html", False)
        for name, queries in listed.items()
        for query in queries
        if (site.folder / f"{name}.html").is_file()
    ]
    assert len(asked) >= ENOUGH
    start(page, f"{site.top}index.html")
    faults = missed(asked, ask(page, site, [query for query, _, _ in asked]))
    assert len(faults) <= (1 - FIRST_HITS) * len(asked), faults


@pytest.mark.parametrize(
    ("query", "title", "match"),
    [
        ("vb21", "GB21 Shoulder Well", "VB21"),
        ("gallbladder 21", "GB21 Shoulder Well", "Gallbladder 21"),
        ("galbladder 21", "GB21 Shoulder Well", "Gallbladder 21"),
        ("21 VB", "GB21 Shoulder Well", "VB21"),
        ("jian1 jing3", "GB21 Shoulder Well", "Jiānjǐng"),
        ("肩井穴", "GB21 Shoulder Well", "肩井"),
        ("陽陵泉", "GB34 Yang Mound Spring", "陽陵泉"),
        ("ho-ku", "LI4 Joining Valley", "Hoku"),
        ("shouldr wwell", "GB21 Shoulder Well", "Shoulder Well"),
        ("knot in my back", "Upper back pain", "knots in back"),
        ("LU11", "LU Lung", "LU11 has no page here"),
        ("large intestine shu", "BL25 Large Intestine Transporter", "Large Intestine Shu"),
        ("large intestin", "LI Large Intestine", "Large Intestine"),
        ("chest pain", "Safety first", "chest pain"),
        ("pain in my chest", "Safety first", "chest pain"),
        ("what is a cun", "Cun", "Cun"),
    ],
)
def test_what_matched_is_shown(query: str, title: str, match: str, site: Mount, window: Page) -> None:
    window.goto(f"{site.top}points/li4.html")
    field(window).fill(query)
    first = hits(window).first
    expect(first.locator(".point-search__title")).to_have_text(title)
    expect(first.locator("mark")).to_have_text(match)


def test_letters_that_mean_two_meridians_show_both(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points/li4.html")
    field(page).fill("p")
    expect(hits(page).nth(1)).to_contain_text("Lung")
    assert [text.split()[0] for text in hits(page).all_inner_texts()[:2]] == ["PC", "LU"]


# How it is used


@pytest.mark.usefixtures("heard")
def test_the_keyboard_is_enough(top: str, page: Page) -> None:
    page.goto(f"{top}points/li4.html")
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type("upper back")
    expect(hits(page).first).to_be_visible()
    last = str(hits(page).count() - 1)
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    assert chosen(page) is None
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        walked.append(chosen(page))
    assert walked == ["0", "1", "0", None, last, None, "0"]
    page.keyboard.press("Home")
    page.keyboard.type("my ")
    expect(field(page)).to_have_value("my upper back")
    assert chosen(page) is None
    field(page).fill("upper back pain")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/needs/upper-back-pain.html")


@pytest.mark.usefixtures("heard")
def test_enter_takes_the_best(top: str, page: Page) -> None:
    page.goto(f"{top}points/li4.html")
    field(page).fill("ren 17")
    expect(hits(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/points/cv17.html")


def test_escape_closes_and_then_empties(site: Mount, page: Page) -> None:
    start(page, f"{site.top}points/li4.html")
    field(page).fill("hegu")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(field(page)).to_have_value("hegu")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".point-search__panel")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field(page)).to_have_value("")
    expect(field(page)).to_be_focused()


def test_the_slash_is_left_alone_where_it_is_a_letter_or_a_command(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points.html")
    for key in ("Control+/", "Alt+/", "Meta+/"):
        page.keyboard.press(key)
        expect(field(page)).not_to_be_focused()
    page.locator("select").first.focus()
    page.keyboard.press("/")
    expect(field(page)).not_to_be_focused()
    field(page).focus()
    page.keyboard.type("a/b")
    expect(field(page)).to_have_value("a/b")


def test_the_slash_can_be_switched_off_and_stays_so(site: Mount, page: Page) -> None:
    start(page, f"{site.top}points/li4.html")
    field(page).fill("hegu")
    switch = page.get_by_role("checkbox", name="The / key leads here")
    field(page).press("Tab")
    expect(switch).to_be_focused()
    page.keyboard.press("Space")
    page.goto(f"{site.top}points/gb21.html")
    page.keyboard.press("/")
    expect(field(page)).not_to_be_focused()
    expect(switch.or_(page.locator("point-search [type=checkbox]"))).not_to_be_checked()


def test_counts_are_announced(site: Mount, library: Library, page: Page) -> None:
    start(page, f"{site.top}points/li4.html")
    expect(status(page)).to_have_text("")
    begun = {letters: sum(code.startswith(letters) for code in library.points) for letters in ("GB", "HT")}
    assert begun["HT"] + 1 <= SHOWN < begun["GB"] + 1
    for query, said in (
        ("gb21", "1 page found"),
        ("ht", f"{begun['HT'] + 1} pages found"),  # the meridian and its points
        ("gb", f"The best {SHOWN} of {begun['GB'] + 1} pages"),
        ("qqqq", "Nothing found for “qqqq”"),
        ("upper back pain", "The best 8 of "),
        ("", ""),
    ):
        field(page).fill(query)
        expect(status(page)).to_contain_text(said)
    assert hits(page).count() == 0
    field(page).fill("qqqq")
    panel = page.locator(".point-search__panel")
    expect(panel.get_by_role("link")).to_have_text(["All points", "What hurts?"])


def test_leaving_closes_it_and_a_click_on_a_hit_does_not_come_too_late(site: Mount, page: Page) -> None:
    start(page, f"{site.top}points/li4.html")
    field(page).fill("gb21")
    page.locator("footer").click()
    expect(hits(page)).to_have_count(0)
    field(page).click()
    hits(page).first.hover()
    page.mouse.down()
    expect(hits(page).first).to_be_visible()
    page.mouse.up()
    page.wait_for_url("**/points/gb21.html")


def test_a_hit_opens_in_another_tab(site: Mount, page: Page) -> None:
    start(page, f"{site.top}points/li4.html")
    field(page).fill("gb21")
    with page.context.expect_page() as opened:
        hits(page).first.click(button="middle")
    assert opened.value.url == f"{site.top}points/gb21.html"
    with page.context.expect_page() as opened:
        field(page).press("Control+Enter")
    opened.value.wait_for_url("**/points/gb21.html")
    assert page.url == f"{site.top}points/li4.html"


def test_a_word_that_an_input_method_is_still_making_is_not_sent(site: Mount, page: Page) -> None:
    start(page, f"{site.top}points/li4.html")
    field(page).fill("肩井")
    expect(hits(page).first).to_be_visible()
    field(page).evaluate(
        """(field) => field.dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", bubbles: true, isComposing: true }))"""
    )
    page.wait_for_timeout(200)
    assert page.url == f"{site.top}points/li4.html"


@pytest.mark.parametrize("address", ["index.html", "points/gb21.html", "404.html"])
def test_it_opens_well_on_a_phone(address: str, site: Mount, browser: Browser) -> None:
    size: Any = {"width": 390, "height": 844}
    with browser.new_context(viewport=size, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(site.top + address)
        before = page.locator("h1").bounding_box()
        field(page).tap()
        page.keyboard.type("upper back pain")
        expect(hits(page)).to_have_count(8)
        boxes = [box for hit in hits(page).all() if (box := hit.bounding_box())]
        assert min(box["height"] for box in boxes) >= 44
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
        assert page.locator("h1").bounding_box() == before
        typed = field(page).bounding_box()
        assert typed
        assert typed["width"] > 300
        hits(page).first.tap()
        page.wait_for_url("**/needs/upper-back-pain.html")


def test_the_field_takes_the_place_of_the_link(site: Mount, page: Page, plain_page: Page) -> None:
    for width in (320, 390, 1280):
        boxes = []
        for one in (page, plain_page):
            one.set_viewport_size({"width": width, "height": 800})
            one.goto(f"{site.top}points/gb21.html")
            boxes.append((one.locator(".point-search").bounding_box(), one.locator("h1").bounding_box()))
        assert boxes[0] == boxes[1]


# When things are missing


def test_without_scripts_it_is_a_link(site: Mount, plain_page: Page) -> None:
    for name in ("index.html", "points/gb21.html", "404.html"):
        plain_page.goto(site.top + name)
        assert not plain_page.locator("[role=combobox]").is_visible()
        plain_page.get_by_role("link", name="Find a point").click()
        plain_page.wait_for_url("**/points.html")


def test_nothing_is_fetched_before_it_is_wanted(site: Mount, page: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.rpartition("/")[2].split(".")[0])

    page.on("request", note)
    page.goto(f"{site.top}points/gb21.html", wait_until="networkidle")
    rest = {"minisearch", "search-index", "point-finder", "point-results"}
    assert rest & set(asked) == set()
    field(page).focus()
    field(page).fill("gb21")
    expect(hits(page)).to_have_count(1)
    field(page).blur()
    field(page).focus()
    assert Counter(name for name in asked if name in rest) == dict.fromkeys(rest, 1)


def test_what_was_typed_before_it_was_ready_is_answered(site: Mount, page: Page) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/search-index.js", hold)
    page.goto(f"{site.top}points/gb21.html")
    field(page).fill("hegu")
    expect(page.locator(".point-search__note")).to_have_text("Loading the search …")
    expect(page.locator(".point-search__note")).to_be_visible()
    waiting[0].continue_()
    expect(hits(page).first).to_contain_text("Joining Valley")


def test_a_search_that_cannot_be_loaded_says_so_and_tries_again(site: Mount, page: Page) -> None:
    page.route("**/point-finder.*.js", lambda route: route.abort())
    page.goto(f"{site.top}points/gb21.html")
    field(page).fill("hegu")
    expect(status(page)).to_have_text("The search could not be loaded.")
    expect(page.locator(".point-search__note")).to_have_text("The search could not be loaded.")
    expect(page.locator(".point-search__panel").get_by_role("link", name="All points")).to_be_visible()
    page.unroute("**/point-finder.*.js")
    field(page).blur()
    field(page).focus()
    expect(hits(page).first).to_contain_text("Joining Valley")


@every_look
@pytest.mark.parametrize("query", ["upper back", "qqqq"])
@pytest.mark.parametrize("address", ["index.html", "points/gb21.html"])
def test_axe_finds_nothing_while_it_is_open(
    query: str, address: str, looks: Looks, site: Mount, page: Page
) -> None:
    start(page, site.top + address)
    field(page).fill(query)
    if query != "qqqq":
        field(page).press("ArrowDown")
    assert barriers(page, looks) == []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(TOO_WIDE) == []


def test_large_letters_leave_it_whole(site: Mount, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    start(page, f"{site.top}points/gb21.html")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    field(page).fill("upper back pain")
    expect(hits(page)).to_have_count(8)
    assert (page.evaluate(TOO_WIDE), page.evaluate(CUT_OFF)) == ([], [])


def test_few_colours_still_show_the_chosen_hit(site: Mount, browser: Browser) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        start(page, f"{site.top}points/gb21.html")
        field(page).fill("gb")
        field(page).press("ArrowDown")
        looks = hits(page).evaluate_all("(all) => all.map((hit) => getComputedStyle(hit).outlineStyle)")
        assert looks[0] == "solid"
        assert looks.count("solid") == 1


@pytest.mark.usefixtures("heard")
def test_without_a_memory_it_finds_all_the_same(site: Mount, page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })")
    start(page, f"{site.top}points/li4.html")
    field(page).fill("hegu")
    expect(hits(page).first).to_contain_text("Joining Valley")
    field(page).press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="The / key leads here")).not_to_be_checked()


def test_every_page_has_it_once(site: Mount) -> None:
    """Cards and sheets of rulers have no header: they are paper."""
    for name in site.pages():
        html = (site.folder / name).read_text(encoding="utf-8")
        assert (name, html.count("</point-search>")) == (
            name,
            0 if "/card" in name or name.startswith("ruler/") else 1,
        )


@pytest.mark.usefixtures("heard")
def test_hostile_words_are_only_words(site: Mount, page: Page) -> None:
    start(page, f"{site.top}points/gb21.html")
    parts = page.evaluate("document.body.querySelectorAll('img, script').length")
    for query in (
        "<img src=x onerror=alert(1)>",
        "__proto__",
        "constructor 1",
        "\\",
        "(((",
        "a" * 5000,
        "💆",
        "%00",
    ):
        field(page).fill(query)
        expect(status(page)).not_to_have_text("")
    assert page.evaluate("document.body.querySelectorAll('img, script').length") == parts


def test_the_index_is_the_one_the_program_writes(site: Mount, library: Library) -> None:
    assert (site.folder / "search-index.js").read_bytes() == write_index(library)
