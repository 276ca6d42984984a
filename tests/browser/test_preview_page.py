"""The open page of an author: a real preview, real files, a real browser."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from previewing import Preview, preview, project, unharmed, wait
from sampling import edit, run
from serving import build_site, serve
from waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

POINT = "content/points/gb21.md"
MARK = "window.marked === true"
SETTLED = "navigator.serviceWorker.ready.then((found) => Boolean(found.active))"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with preview(project(tmp_path_factory.mktemp("open") / "project")) as found:
        found.hears("files built in ")
        yield found


@pytest.fixture
def running(started: Preview) -> Iterator[Preview]:
    """Return a preview to change at will: what a test does to it is undone."""
    with unharmed(started) as found:
        yield found


@pytest.fixture
def faults(running: Preview, page: Page) -> Iterator[list[str]]:
    """Return what the browser complains of, and fail in the end if it did: of the content policy, too.

    The page is closed before what the test changed is undone, lest it be closed while it loads again.
    """
    assert running.problems() == []
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []


def opened(page: Page, running: Preview, path: str) -> Page:
    """Open a page, mark it so that a reload would show, and wait until it has its line."""
    with page.expect_response(lambda response: response.url.endswith("/state.json")):
        page.goto(f"{running.top}{path}")
    page.evaluate("window.marked = true")
    return page


def shows(page: Page, words: str) -> None:
    """Wait until a page has some words on it."""
    until(page, "(words) => document.body.innerText.includes(words)", words)


def banner(page: Page) -> Any:
    return page.locator("site-problems").get_by_role("alert")


@pytest.mark.usefixtures("faults")
def test_an_open_page_shows_what_was_just_written_at_the_same_place(running: Preview, page: Page) -> None:
    opened(page, running, "points/gb21.html?from=search#find")
    page.evaluate("window.scrollTo(0, 700)")
    edit(running.root / POINT, "english: Shoulder Well", "english: Shoulder Spring")
    shows(page, "Shoulder Spring")
    assert page.url == f"{running.top}points/gb21.html?from=search#find"
    until(page, "Math.abs(scrollY - 700) < 2")
    assert not page.evaluate(MARK)
    page.evaluate("window.marked = true; window.scrollTo(0, 300)")
    edit(running.root / POINT, "english: Shoulder Spring", "english: Shoulder Well")
    until(page, "document.body.innerText.includes('Shoulder Well') && Math.abs(scrollY - 300) < 2")


@pytest.mark.soak
@pytest.mark.usefixtures("faults")
def test_a_page_that_did_not_change_is_left_alone(running: Preview, page: Page) -> None:
    opened(page, running, "safety.html")
    count = running.builds()
    edit(running.root / POINT, "english: Shoulder Well", "english: Shoulder Spring")
    with page.expect_response(lambda response: response.url.endswith("/safety.html")):
        running.shows("/points/gb21.html", "Shoulder Spring")
    edit(running.root / POINT, "english: Shoulder Spring", "english: Shoulder Well")
    wait(lambda: running.builds() == count + 2)
    assert page.evaluate(MARK)


@pytest.mark.usefixtures("faults")
def test_styles_change_without_a_reload(running: Preview, page: Page) -> None:
    opened(page, running, "points/gb21.html")
    sheets = "[...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.getAttribute('href'))"
    colour = "getComputedStyle(document.querySelector('h1')).color"
    before, was = page.evaluate(sheets), page.evaluate(colour)
    page.evaluate("window.scrollTo(0, 500)")
    utilities = running.root / "assets/css/utilities.css"
    good = utilities.read_text(encoding="utf-8")
    for channel in (1, 2, 3):
        utilities.write_text(f"{good}\nh1 {{ color: rgb({channel} 0 0) !important; }}\n", encoding="utf-8")
        until(page, f"{colour} === 'rgb({channel}, 0, 0)'")
    after = page.evaluate(sheets)
    assert len(after) == len(before)
    assert after != before
    utilities.write_text(good, encoding="utf-8")
    until(page, f"{colour} === {was!r}")
    until(page, f"(were) => String({sheets}) === String(were)", before)
    assert page.evaluate(MARK)
    assert page.evaluate("scrollY") == 500


@pytest.mark.usefixtures("faults")
def test_mistakes_are_shown_on_the_page_until_they_are_mended(running: Preview, page: Page) -> None:
    opened(page, running, "points/gb21.html")
    file = running.root / POINT
    good = file.read_text(encoding="utf-8")
    wrong = good.replace("sides: both", "sides: <b>both</b>").replace(
        "meridian: gallbladder", "meridan: gallbladder"
    )
    file.write_text(wrong, encoding="utf-8")
    expect(banner(page)).to_be_visible()
    line = {key: good[: good.index(key)].count("\n") + 1 for key in ("meridian: ", "sides: ")}
    assert lines(page) == told(
        "3 problems. This page is the last good one.",
        (f"{POINT}:2", '"meridian" is missing'),
        (f"{POINT}:{line['meridian: ']}", 'unknown key "meridan"', 'Hint: did you mean "meridian"?'),
        (f"{POINT}:{line['sides: ']}", '"sides" cannot be "<b>both</b>"', "Hint: one of: both, midline"),
    )
    assert banner(page).locator("a, b, button, [href]").count() == 0
    assert banner(page).get_by_role("listitem").count() == 3
    assert page.evaluate(MARK)  # it is the same page, and the last good one
    assert "Shoulder Well" in page.inner_text("main")
    other = page.context.new_page()
    opened(other, running, "index.html")
    expect(banner(other)).to_be_visible()
    file.write_text(good.replace("sides: both", "sides: midline"), encoding="utf-8")
    expect(banner(page)).to_contain_text("1 problem. ")
    assert lines(page) == told(
        "1 problem. This page is the last good one.", (f"{POINT}:10", "GB21 lies on both sides of the body")
    )
    file.write_text(good, encoding="utf-8")
    for each in (page, other):
        expect(each.locator("site-problems")).to_have_count(0)
        assert each.evaluate(MARK)


def lines(page: Page) -> list[str]:
    """Return what the list of problems says, line by line."""
    found: list[str] = banner(page).inner_text().split("\n")
    return [line for line in found if line]


def told(title: str, *problems: tuple[str, ...]) -> list[str]:
    """Return the lines that a reader sees."""
    return [title, *(line for problem in problems for line in problem)]


@pytest.mark.soak
@pytest.mark.usefixtures("faults")
def test_a_template_that_is_half_written_is_a_mistake_like_any_other(running: Preview, page: Page) -> None:
    opened(page, running, "points/gb21.html")
    template = running.root / "templates/layouts/point.html"
    good = template.read_text(encoding="utf-8")
    template.write_text(f"{good}{{% if", encoding="utf-8")
    line = good.count("\n") + 1
    expect(banner(page)).to_contain_text(f"templates/layouts/point.html:{line}the template cannot be read: ")
    template.write_text(good, encoding="utf-8")
    expect(page.locator("site-problems")).to_have_count(0)
    assert page.evaluate(MARK)


@pytest.mark.soak
@pytest.mark.usefixtures("faults")
def test_the_page_outlives_the_folder_it_was_made_from(running: Preview, page: Page) -> None:
    opened(page, running, "points/gb21.html")
    content, away = running.root / "content", running.root / "elsewhere"
    shutil.copytree(content, away)
    shutil.rmtree(content)
    expect(banner(page)).to_contain_text("contentthere is no such folder")
    away.rename(content)
    expect(page.locator("site-problems")).to_have_count(0)
    assert page.evaluate(MARK)
    edit(running.root / POINT, "english: Shoulder Well", "english: Shoulder Spring")
    shows(page, "Shoulder Spring")


@pytest.mark.soak
def test_a_hundred_files_at_once_are_one_reload_or_two(running: Preview, page: Page) -> None:
    opened(page, running, "glossary.html")
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    text = (running.root / "content/glossary/meridian.md").read_text(encoding="utf-8")
    terms = [running.root / f"content/glossary/word-{number:03}.md" for number in range(100)]
    for number, file in enumerate(terms):
        file.write_text(text.replace("term: Meridian", f"term: Word {number}"), encoding="utf-8")
    until(page, "document.querySelectorAll('.terms__entry').length === 101")
    assert 1 <= len(loads) <= 2
    for file in terms:
        file.unlink()
    until(page, "document.querySelectorAll('.terms__entry').length === 1")
    assert 2 <= len(loads) <= 4


@pytest.mark.soak
def test_a_page_whose_file_goes_says_so_and_comes_back_with_it(running: Preview, page: Page) -> None:
    run(running.root, "new", "need", "stiff-neck")
    need = running.root / "content/needs/stiff-neck.md"
    text = need.read_text(encoding="utf-8").replace("draft: true", "").replace("upper-back]", "shoulder]")
    need.write_text(text, encoding="utf-8")
    wait(lambda: running.ask("/needs/stiff-neck.html")[0].status == 200)
    opened(page, running, "needs/stiff-neck.html")
    heading = page.inner_text("h1")
    need.unlink()
    until(page, "(heading) => document.querySelector('h1').innerText !== heading", heading)
    need.write_text(text, encoding="utf-8")
    until(page, "(heading) => document.querySelector('h1').innerText === heading", heading)


@pytest.mark.soak
def test_nothing_can_be_seen_before_the_first_mistakes_are_mended(page: Page, tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    edit(root / POINT, "sides: both", "sides: <both>")
    with preview(root) as started:
        page.goto(f"{started.top}points/gb21.html")
        expect(page.get_by_role("heading", level=1)).to_have_text("The site cannot be built yet")
        assert page.locator("li").inner_text().split("\n\n") == [
            f"{POINT}:10",
            '"sides" cannot be "<both>"',
            'Hint: did you mean "both"?',
        ]
        assert page.locator("a, site-problems").count() == 0
        edit(root / POINT, "sides: <both>", "sides: midline")
        shows(page, "GB21 lies on both sides of the body")
        assert page.locator("site-problems").count() == 0
        edit(root / POINT, "sides: midline", "sides: both")
        shows(page, "Shoulder Well")
        assert page.locator("site-problems").count() == 0


@pytest.mark.soak
def test_an_open_page_waits_for_a_preview_that_begins_again(page: Page, tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    with preview(root) as first:
        opened(page, first, "points/gb21.html")
    edit(root / POINT, "english: Shoulder Well", "english: Shoulder Spring")
    with preview(root, "--port", str(first.port)):
        shows(page, "Shoulder Spring")


@pytest.mark.soak
def test_an_offline_copy_of_an_earlier_visit_is_removed(whole_browser: Browser, tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    with whole_browser.new_context() as context:
        page = context.new_page()
        with serve(build_site(tmp_path / "built")) as mount:
            page.goto(f"{mount.top}index.html")
            until(page, SETTLED)
            assert page.evaluate("caches.keys().then((names) => names.length)") > 0
            port = mount.top.rsplit(":", 1)[1].rstrip("/")
        with preview(root, "--port", port) as started:
            assert started.top == mount.top
            page.goto(f"{started.top}points/gb21.html")
            shows(page, "Shoulder Well")
            until(page, "caches.keys().then((names) => !names.some((name) => name.includes('#')))")
            until(page, "navigator.serviceWorker.getRegistrations().then((found) => !found.length)")
            edit(root / POINT, "english: Shoulder Well", "english: Shoulder Spring")
            shows(page, "Shoulder Spring")
            page.goto(f"{started.top}index.html")
            assert page.evaluate("navigator.serviceWorker.controller") is None
        assert "Offline copy" not in page.inner_text("body")


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_of_problems_is_legible_and_can_be_scrolled_with_keys(
    running: Preview, browser: Browser, scheme: Any
) -> None:
    for number in range(9):
        file = running.root / f"content/glossary/word-{number}.md"
        file.write_text("---\nterm: Word\n---\n", encoding="utf-8")
    size: Any = {"width": 320, "height": 640}
    with browser.new_context(color_scheme=scheme, viewport=size, bypass_csp=True) as context:
        page = opened(context.new_page(), running, "safety.html")
        expect(banner(page)).to_be_visible()
        expect(banner(page)).to_have_css("position", "fixed")
        found = Axe().run(page, context="site-problems").response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
        box = banner(page).bounding_box()
        assert box
        assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 320, 640)
        assert box["height"] <= 640 * 0.46
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        foot = page.locator("footer").bounding_box()
        assert foot
        assert foot["y"] + foot["height"] <= box["y"] + 1
        items = banner(page).get_by_role("list")
        assert items.evaluate("(list) => list.scrollWidth <= list.clientWidth")
        items.focus()
        page.keyboard.press("End")
        expect(banner(page).get_by_role("listitem").last).to_be_in_viewport()
        page.emulate_media(media="print")
        expect(page.locator("site-problems")).to_be_hidden()


def test_the_page_is_as_strict_as_it_will_be(running: Preview, page: Page) -> None:
    response = page.goto(f"{running.top}points/gb21.html")
    assert response
    policy = response.headers["content-security-policy"]
    published = (running.root / "netlify.toml").read_text(encoding="utf-8")
    [strict] = re.findall(r'Content-Security-Policy = "(.*)"', published)
    assert policy == f"{strict}; connect-src 'self' ws://127.0.0.1:{running.port}"
    assert "unsafe" not in policy
