"""The offline copy, with a host that is really stopped, changed, slowed down or broken."""

from __future__ import annotations

import gzip
import json
import re
import time
from contextlib import ExitStack, nullcontext
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pytest
from conftest import within_bounds
from playwright.sync_api import expect
from reading import read_document
from sampling import copy_real, edit, run
from serving import Answer, Mount, serve
from test_access import CUT_OFF, LOOKS, LOW, TOO_WIDE, barriers
from waiting import until
from walking import every_walk, walked

from atlas.theme import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request, Response

CARD = "routines/upper-back-relief/card.html"
ROUTINE = "routines/upper-back-relief.html"
EXAMPLES = ("index.html", "points.html", "points/gb21.html", "needs.html", "needs/upper-back-pain.html",
            "routines.html", ROUTINE, "safety.html", "how-to-press.html", "about.html")  # fmt: skip
# Wait until the newest worker is in charge, or has failed and the old one stays.
SETTLED = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update().catch(() => {});
  while (registration.installing || registration.waiting || registration.active.state !== "activated") {
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
CACHES = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    found[name.split("#")[1]] = requests.map((request) => request.url);
  }
  return found;
}"""
# Pictures that a reader who scrolls would miss.
BROKEN = """async () => {
  for (const image of document.images) {
    image.loading = "eager";
    await image.decode().catch(() => {});
  }
  const drawn = [...document.querySelectorAll("image")].map((image) => image.href.baseVal);
  for (const address of drawn) {
    const image = new Image();
    image.src = address;
    await image.decode();
  }
  return [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src);
}"""
EDITION = "getComputedStyle(document.documentElement).getPropertyValue('--edition')"
KEEPING = 90_000  # milliseconds that all the files may take on a busy machine
SAVING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
REDUCED = """const ask = window.matchMedia.bind(window);
window.matchMedia = (query) => query === "(prefers-reduced-data: reduce)" ? {matches: true} : ask(query)"""


class Host:
    """A host whose site can be changed, and that can be stopped and started again at the same address."""

    def __init__(self, folder: Path, live: Path, prefix: str = "/") -> None:
        self.live, self.prefix = live, prefix
        self.asked: list[str] = []
        self.meddle: Callable[[str], Answer | None] = lambda _: None
        self._stack = ExitStack()
        self._port = 0
        self.deploy(folder)

    def deploy(self, folder: Path) -> None:
        """Change the whole site at once."""
        new = self.live.with_suffix(".new")
        new.symlink_to(folder)
        new.replace(self.live)
        self.folder = folder

    def start(self) -> Mount:
        """Begin to answer."""
        mount = self._stack.enter_context(serve(self.live, self.prefix, self._port, self._hear))
        self._port = int(mount.top.split(":")[2].partition("/")[0])
        return mount

    def stop(self) -> None:
        """Answer nothing any more, as if there was no connection."""
        self._stack.close()

    def _hear(self, name: str) -> Answer | None:
        self.asked.append(name)
        return self.meddle(name)


def build_edition(folder: Path, edition: str) -> Path:
    """Build a site whose every page, style sheet and plate says which edition it is of."""
    root = copy_real(folder / f"project-{edition}")
    edit(root / "templates/partials/footer.html", "No cookies, no tracking.", f"Edition {edition}.")
    edit(root / "templates/components/card-origin.html", "card of", f"Edition {edition}. Card of")
    edit(root / "assets/css/tokens.css", "  --hair: 1px;", f"  --hair: 1px;\n  --edition: {edition};")
    edit(root / "assets/js/print-button.js", "window.print();", f"window.print(); // {edition}")
    edit(root / "content/points/gb21.md", "english: Shoulder Well", f"english: Shoulder Well {edition}")
    with (root / "assets/figures/plates/upper-back.webp").open("ab") as plate:
        plate.write(edition.encode())
    done = run(root, "--quiet", "--site-url", "https://example.org/")
    assert done.returncode == 0, done.stderr
    return root / "output"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return what builds a site that differs from the others in every page, each once."""
    return cache(partial(build_edition, tmp_path_factory.mktemp("editions")))


@pytest.fixture
def page(whole_browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return an empty page of a browser that has kept nothing yet, and that can."""
    bounds = nullcontext if request.node.get_closest_marker("trespass") else within_bounds
    with whole_browser.new_context(reduced_motion="reduce") as context, bounds(context):
        yield context.new_page()


@pytest.fixture
def host(site_folder: Path, tmp_path: Path) -> Iterator[Host]:
    """Return the real site on a host at /atlas/, the path it was built for."""
    host = Host(site_folder, tmp_path / "live", "/atlas/")
    yield host
    host.stop()


@pytest.fixture
def changing(editions: Callable[[str], Path], tmp_path: Path) -> Iterator[Host]:
    """Return edition A on a host at its root."""
    host = Host(editions("A"), tmp_path / "live")
    yield host
    host.stop()


def listed(folder: Path) -> dict[str, Any]:
    """Return the list that a site's worker begins with."""
    text = (folder / "sw.js").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.removeprefix("const SITE = ").partition(";\n")[0])
    return found


def settle(page: Page) -> None:
    page.evaluate(SETTLED)


def visit(page: Page, url: str) -> Response:
    answer = page.goto(url)
    assert answer is not None
    return answer


def first_visit(page: Page, host: Host, name: str = "index.html") -> str:
    """Open a page and wait until the copy is complete. Return the top of the site."""
    top = host.start().top
    visit(page, top + name)
    settle(page)
    return top


def is_kept(page: Page) -> bool:
    return page.locator("h1").inner_text() != "This page is not kept on your device"


def note(page: Page) -> list[str]:
    return page.locator(".offline-note").all_inner_texts()


def found(page: Page, words: str) -> str:
    """Return what the search offers first."""
    page.get_by_role("combobox").first.press_sequentially(words)
    first = page.get_by_role("option").first.locator(".point-search__title")
    expect(first).to_be_visible()
    return first.inner_text()


def today() -> list[str]:
    return [f"Offline copy of {day(date.today())}. The site could not be reached."]  # noqa: DTZ011  the reader's


def edition_of(page: Page) -> tuple[set[str], str]:
    """Return the edition that a page's words are of, and that of its styles."""
    words = set(re.findall(r"Edition (\w)\.", page.locator("body").inner_text()))
    return words, page.evaluate(EDITION)


def title_of(folder: Path, name: str) -> str:
    words = read_document((folder / name).read_text(encoding="utf-8")).words
    return "".join(run.text for run in words if run.inside[-2:] == ("head", "title"))


def all_of(edition: str, page: Page, top: str, names: tuple[str, ...] = EXAMPLES) -> None:
    """Check that pages, styles and pictures are of one edition, and that they are copies that say so."""
    for name in names:
        assert visit(page, top + name).status == 200
        assert (name, *edition_of(page)) == (name, {edition}, edition)
        assert (name, note(page), page.evaluate(BROKEN)) == (name, today(), [])


# What is kept, and when


@pytest.mark.parametrize("prefix", [pytest.param("/", marks=pytest.mark.soak), "/atlas/"])
def test_after_one_visit_all_that_matters_opens_without_a_connection(
    prefix: str, site_folder: Path, tmp_path: Path, page: Page
) -> None:
    host = Host(site_folder, tmp_path / "live", prefix)
    later = [
        name for name in sorted(listed(site_folder)["more"]) if name.startswith(("points/", "meridians/"))
    ]
    visited = later[0] if later else "points/gb21.html"
    top = first_visit(page, host, visited)
    host.stop()
    assert visit(page, top + visited).status == 200
    assert (note(page), page.evaluate(BROKEN)) == (today(), [])
    failed: set[str] = set()
    heard: list[str] = []

    def fail(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader moved on before the icon of the tab had come
            failed.add(request.url.removeprefix(top))

    page.on("requestfailed", fail)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    names = [name for name in listed(site_folder)["core"] if name.endswith(".html") and name != "404.html"]
    every = {path.relative_to(site_folder).as_posix() for path in site_folder.rglob("*.html")}
    mattering = {name for name in every if "/" not in name or name.startswith("needs/")} - {"404.html"}
    assert {*mattering, *EXAMPLES} <= set(names)
    for name in walked("some", names, site_folder) if prefix == "/atlas/" else EXAMPLES:
        assert (name, visit(page, top + name).status) == (name, 200)
        assert (name, note(page)) == (name, today())
        assert page.title() == title_of(site_folder, name)
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
        if name.startswith(("routines/", "needs/")) or name == "index.html":
            assert (name, page.evaluate(BROKEN)) == (name, [])
    assert heard == []
    # What a point shows further down may wait until it is visited.
    assert failed <= {
        name for name in listed(site_folder)["more"] if name.startswith("assets/figures/plates/")
    }


def test_scripts_and_addresses_with_a_question_work_without_a_connection(host: Host, page: Page) -> None:
    top = first_visit(page, host)
    host.stop()
    visit(page, f"{top}points.html?region=foot#main")
    assert 0 < page.locator("#point-list > li:visible").count() < page.locator("#point-list > li").count()
    visit(page, top)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Safety").click()
    expect(page.locator("h1")).to_have_text("Safety first")
    assert found(page, "vb 21") == "GB21 Shoulder Well"
    page.go_back()
    expect(page.locator(".hero--home")).to_be_visible()


def test_a_routine_is_played_without_a_connection(host: Host, page: Page) -> None:
    top = first_visit(page, host)
    host.stop()
    visit(page, top + ROUTINE)
    page.get_by_role("button", name="Start the short version").click()
    page.get_by_role("button", name="None of the signs fits me: start").click()
    page.get_by_role("button", name="Found it: press").click()
    expect(page.locator("[data-slot=cue]")).to_have_text("Left side")
    seen = set()
    while page.get_by_role("button", name="Skip").is_visible():
        until(page, "document.querySelector('[data-slot=picture] img').naturalWidth > 0")
        seen.add(page.locator("[data-slot=title]").inner_text())
        page.get_by_role("button", name="Skip").click()
    assert len(seen) == 4


def test_the_search_works_if_the_connection_is_lost_on_an_open_page(host: Host, page: Page) -> None:
    top = first_visit(page, host)
    visit(page, f"{top}points/gb21.html")
    host.stop()
    assert note(page) == []
    assert found(page, "vb 21") == "GB21 Shoulder Well"


@pytest.mark.soak
def test_a_copy_is_searched_by_its_own_index(
    changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    """The host has the new site but is too busy for its pages: the copy is given nothing of the new one."""
    top = first_visit(page, changing)
    changing.deploy(editions("B"))
    changing.meddle = lambda name: Answer(502, {}, b"") if name.endswith(("html", "sw.js")) else None
    all_of("A", page, top, ("safety.html",))
    assert found(page, "vb 21") == "GB21 Shoulder Well A"


@pytest.mark.soak
def test_the_console_stays_empty_whoever_answers(host: Host, page: Page) -> None:
    top = first_visit(page, host)
    heard: list[str] = []
    page.on("console", lambda said: heard.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    for name in Mount(host.folder, top).pages():
        if name not in ("404.html", "offline.html"):
            assert (name, visit(page, top + name).status, note(page)) == (name, 200, [])
    assert heard == []


def test_what_a_first_visit_leaves_is_small(site_folder: Path) -> None:
    core = listed(site_folder)["core"]
    held = {name: (site_folder / name).read_bytes() for name in core}
    assert sum(map(len, held.values())) <= 5_000_000
    texts = (".html", ".css", ".js", ".svg", ".webmanifest")
    sent = sum(len(gzip.compress(held[name]) if name.endswith(texts) else held[name]) for name in core)
    assert sent <= 2_000_000
    assert not [name for name in core if "/card" in name and name.endswith(".html")]
    pages = {name for name in (*core, *listed(site_folder)["more"]) if name.endswith(".html")}
    assert pages == {path.relative_to(site_folder).as_posix() for path in site_folder.rglob("*.html")}


def test_the_page_comes_first(host: Host, page: Page) -> None:
    def slow(name: str) -> None:
        if name.startswith("assets/js/"):
            time.sleep(0.5)

    host.meddle = slow
    first_visit(page, host, "points/gb21.html")
    before = host.asked[: host.asked.index("sw.js")]
    assert [name for name in before if name.endswith(".html")] == ["points/gb21.html"]
    kinds = {name.split("/")[-1].partition(".")[0] for name in before if name.endswith((".css", ".js"))}
    assert kinds >= {"main", "every-page"}
    assert len(set(before)) == len(before)


@pytest.mark.parametrize("wish", [SAVING, REDUCED], ids=["save-data", "reduced-data"])
def test_whoever_saves_data_is_left_alone_and_may_still_ask_for_all(
    wish: str, host: Host, page: Page
) -> None:
    page.add_init_script(wish)
    top = host.start().top
    visit(page, f"{top}about.html")
    page.wait_for_timeout(1500)
    assert "sw.js" not in host.asked
    assert page.locator(".offline-keeper__state").inner_text() == "Nothing is kept on this device."
    page.get_by_role("button", name="Keep everything").click()
    expect(page.get_by_role("status")).to_have_text("Everything is kept on this device.", timeout=KEEPING)
    host.stop()
    assert visit(page, top + CARD).status == 200


def test_a_card_is_kept_once_it_was_opened_with_all_its_pictures(host: Host, page: Page) -> None:
    top = first_visit(page, host)
    visit(page, top + CARD)
    until(page, "(url) => caches.match(url).then((found) => Boolean(found))", top + CARD)
    page.wait_for_timeout(500)
    host.stop()
    assert visit(page, top + CARD).status == 200
    assert (note(page), page.evaluate(BROKEN)) == (today(), [])


def test_what_is_not_kept_says_so_and_what_is_not_there_too(host: Host, page: Page) -> None:
    top = first_visit(page, host)
    host.stop()
    visit(page, top)
    visit(page, top + CARD)
    assert (is_kept(page), note(page)) == (False, today())
    page.get_by_role("link", name="Try again").click()
    assert not is_kept(page)
    page.go_back()
    page.go_back()
    assert page.url == top
    for name in ("nothing.html", "points/gb99.html", "constructor", "a/b/c/"):
        assert visit(page, top + name).status == 404
        assert page.locator("h1").inner_text() == "There is no page here"
        assert note(page) == today()
    page.get_by_role("link", name="All points").click()
    assert page.url == f"{top}points.html"
    for name in (CARD, "https://example.org/", "javascript:alert(1)", ""):
        visit(page, f"{top}offline.html?page={name}")
        assert page.get_by_role("link", name="Try again").is_visible() == (name == CARD)
    visit(page, top + CARD)
    host.start()
    page.get_by_role("link", name="Try again").click()
    page.wait_for_url(top + CARD)
    assert note(page) == []


def test_the_page_for_what_is_not_kept_has_no_dead_button(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}offline.html")
    assert not page.get_by_role("link", name="Try again").is_visible()


@pytest.mark.trespass
def test_a_copy_keeps_the_strict_policy(host: Host, page: Page) -> None:
    top = first_visit(page, host)
    host.stop()
    visit(page, f"{top}safety.html")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None


# The network that is slow, or answers something else


@pytest.mark.soak
def test_a_slow_network_gives_way_to_the_copy_and_is_waited_for_where_there_is_none(
    host: Host, page: Page
) -> None:
    def slow(name: str) -> None:
        if name.endswith(".html"):
            time.sleep(6)

    top = first_visit(page, host)
    host.meddle = slow
    began = time.monotonic()
    visit(page, f"{top}safety.html")
    assert 3.5 < time.monotonic() - began < 6
    assert note(page) == today()
    assert visit(page, top + CARD).status == 200
    assert note(page) == []


def test_a_host_in_trouble_gives_way_to_the_copy(host: Host, page: Page) -> None:
    top = first_visit(page, host)
    host.meddle = lambda _: Answer(502, {}, b"Bad gateway")
    assert visit(page, f"{top}safety.html").status == 200
    assert note(page) == today()
    assert visit(page, top + CARD).status == 502


def test_what_a_host_says_of_its_own_is_shown_and_never_kept(host: Host, page: Page) -> None:
    top = first_visit(page, host)
    portal = Answer(200, {"Content-Type": "text/html"}, b"<!doctype html><title>Log in</title>Log in")
    host.meddle = lambda name: portal if name.endswith(".html") else None
    for name in ("safety.html", CARD):
        visit(page, top + name)
        assert (page.title(), note(page)) == ("Log in", [])
    page.wait_for_timeout(300)
    host.stop()
    visit(page, f"{top}safety.html")
    assert page.locator("h1").inner_text() == "Safety first"
    visit(page, top + CARD)
    assert not is_kept(page)


@pytest.mark.soak
def test_hosts_that_leave_out_the_endings_of_names(host: Host, site_folder: Path, page: Page) -> None:
    def pretty(name: str) -> Answer | None:
        if name.endswith(".html"):
            bare = name.removesuffix("index.html").removesuffix(".html")
            return Answer(301, {"Location": f"{host.prefix}{bare}"}, b"")
        if name and (site_folder / f"{name}.html").is_file():
            body = (site_folder / f"{name}.html").read_bytes()
            return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, body)
        return None

    host.meddle = pretty
    top = first_visit(page, host)
    assert page.url == top
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Safety").click()
    page.wait_for_url(f"{top}safety")
    visit(page, top + CARD)
    until(page, "(url) => caches.match(url).then((found) => Boolean(found))", top + CARD)
    host.stop()
    for address in ("", "index.html", "safety", "safety.html", "points/gb21", CARD.removesuffix(".html")):
        assert visit(page, top + address).status == 200
        assert note(page) == today()


# A site that changes


def test_a_changed_site_takes_the_place_of_the_old_one_whole(
    changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    top = first_visit(page, changing)
    changing.stop()
    all_of("A", page, top)
    changing.start()
    changing.deploy(editions("B"))
    changing.asked.clear()
    visit(page, f"{top}index.html")
    settle(page)
    was, now = listed(editions("A")), listed(editions("B"))
    same = {name for name, mark in now["core"].items() if was["core"].get(name) == mark}
    assert same
    assert set(changing.asked) & {name for name in same if name.startswith("assets/figures/")} == set()
    changing.stop()
    all_of("B", page, top)
    found = page.evaluate(CACHES)
    assert set(found) == {now["version"], "before"}
    assert {url.removeprefix(top) for url in found[now["version"]]} == {*now["core"], "offline-date"}
    assert {url.removeprefix(top) for url in found["before"]} == {
        name for name in was["core"] if name.startswith("assets/") and name not in now["core"]
    }


@pytest.mark.soak
def test_an_open_page_of_the_old_site_still_finds_what_it_shows(
    changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    first_visit(page, changing, "routines/upper-back-relief.html")
    changing.deploy(editions("B"))
    settle(page)
    assert list(page.evaluate(CACHES)) == [listed(editions("B"))["version"], "before"]
    changing.stop()
    assert edition_of(page) == ({"A"}, "A")
    assert page.evaluate(BROKEN) == []


@pytest.mark.soak
def test_online_pages_are_new_and_offline_ones_old_until_the_copy_is_whole(
    changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    """The worker of the new site cannot be had: old copy and new site stand side by side, each whole."""
    top = first_visit(page, changing)
    changing.deploy(editions("B"))
    changing.meddle = lambda name: Answer(503, {}, b"") if name == "sw.js" else None
    for name in (*EXAMPLES, CARD):
        visit(page, top + name)
        assert (name, *edition_of(page), note(page)) == (name, {"B"}, "B", [])
        assert page.evaluate(BROKEN) == []
    changing.stop()
    all_of("A", page, top)
    visit(page, top + CARD)
    assert not is_kept(page)  # it was seen, but belongs to another version


@pytest.mark.soak
def test_a_card_of_the_old_site_becomes_one_of_the_new(
    changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    top = first_visit(page, changing)
    visit(page, top + CARD)
    until(page, "(url) => caches.match(url).then((found) => Boolean(found))", top + CARD)
    changing.deploy(editions("B"))
    settle(page)
    changing.stop()
    all_of("B", page, top, (CARD, "index.html"))


SPOILT = {
    "old-page": None,
    "error": Answer(500, {}, b"Sorry"),
    "missing": Answer(404, {"Content-Type": "text/html"}, b"Not here"),
    "log-in": Answer(200, {"Content-Type": "text/html"}, b"<title>Log in</title>"),
    "cut-off": Answer(200, {"Content-Length": "9000"}, b"<!doctype html><html lang=en>"),
    "elsewhere": Answer(302, {"Location": "http://localhost:9/"}, b""),
    "redirected": Answer(302, {"Location": "/safety.html"}, b""),
}


@pytest.mark.parametrize("file", ["points/gb21.html", pytest.param("css", marks=pytest.mark.soak)])
@pytest.mark.parametrize(
    "fault",
    [
        # What a host sends half-way through a change, and a page that somebody else sends in its place.
        "old-page",
        "log-in",
        *(pytest.param(fault, marks=pytest.mark.soak) for fault in list(SPOILT)[1:] if fault != "log-in"),
    ],
)
def test_a_site_that_is_not_all_there_leaves_the_old_copy_whole(
    fault: str, file: str, changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    top = first_visit(page, changing)
    path = next((editions("A") / "assets/css").glob("main.*")) if file == "css" else editions("A") / file
    spoilt = SPOILT[fault] or Answer(200, {"Content-Type": "text/html"}, path.read_bytes())
    main = next(name for name in listed(editions("B"))["core"] if name.startswith("assets/css/main."))
    changing.meddle = lambda asked: spoilt if asked == (main if file == "css" else file) else None
    changing.deploy(editions("B"))
    settle(page)
    assert listed(editions("A"))["version"] in page.evaluate(CACHES)
    changing.stop()
    all_of("A", page, top, EXAMPLES[:5])
    changing.meddle = lambda _: None
    changing.start()
    visit(page, f"{top}index.html")
    settle(page)
    changing.stop()
    all_of("B", page, top, EXAMPLES[:5])


@pytest.mark.soak
@pytest.mark.parametrize("moment", ["points/gb21.html", "index.html", "safety.html"])
def test_a_site_that_changes_again_while_it_is_copied(
    moment: str, changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    top = first_visit(page, changing, "about.html")

    def change(name: str) -> None:
        if name == moment:
            changing.deploy(editions("C"))
            changing.meddle = lambda _: None

    changing.deploy(editions("B"))
    changing.meddle = change
    settle(page)
    assert changing.folder == editions("C")
    changing.stop()
    visit(page, f"{top}index.html")
    _, edition = edition_of(page)
    assert edition in ("A", "C")  # the browser may have looked once more by itself
    all_of(edition, page, top, EXAMPLES[:5])
    changing.start()
    visit(page, f"{top}about.html")
    settle(page)
    changing.stop()
    all_of("C", page, top)
    assert set(page.evaluate(CACHES)) == {listed(editions("C"))["version"], "before"}


@pytest.mark.soak
def test_a_first_copy_that_fails_is_made_at_the_next_visit(changing: Host, page: Page) -> None:
    top = changing.start().top
    changing.meddle = lambda name: Answer(500, {}, b"") if name == "safety.html" else None
    visit(page, f"{top}index.html")
    until(page, "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.installing))")
    until(page, "navigator.serviceWorker.getRegistration().then((found) => !found)")
    changing.meddle = lambda _: None
    visit(page, f"{top}index.html")
    settle(page)
    changing.stop()
    all_of("A", page, top)


def test_a_reader_who_saves_data_keeps_the_copy_that_is_there(
    changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    """The worker itself asks: nothing that a page does may start a download of a new version."""
    source = (editions("B") / "sw.js").read_bytes()
    saving = source.replace(b"navigator.connection?.saveData", b"true")
    assert saving != source
    top = first_visit(page, changing)
    changing.deploy(editions("B"))
    changing.meddle = lambda name: (
        Answer(200, {"Content-Type": "text/javascript"}, saving) if name == "sw.js" else None
    )
    changing.asked.clear()
    settle(page)
    assert set(changing.asked) == {"sw.js"}
    changing.stop()
    all_of("A", page, top, EXAMPLES[:3])


# The buttons on the page about the site


def keep_button(page: Page) -> Any:
    return page.get_by_role("button", name="Keep everything for offline")


WATCH = """() => {
  window.seen = [];
  const progress = document.querySelector("offline-keeper progress");
  const status = document.querySelector("offline-keeper [role=status]");
  new MutationObserver(() => seen.push(progress.value)).observe(progress, {attributes: true});
  window.said = [];
  new MutationObserver(() => said.push(status.textContent)).observe(status, {childList: true});
}"""


@every_walk
def test_everything_is_kept_with_progress_and_removed_again(
    walk: str, host: Host, site_folder: Path, page: Page
) -> None:
    top = first_visit(page, host, "about.html")
    core, every = (
        len(listed(site_folder)["core"]),
        len(listed(site_folder)["core"]) + len(listed(site_folder)["more"]),
    )
    state, status = page.locator(".offline-keeper__state"), page.get_by_role("status")
    on = f"are kept on this device, as they were on {today()[0].split('of ')[1].split('.')[0]}."
    expect(state).to_have_text(f"{core} of {every} files {on}")
    page.evaluate(WATCH)
    keep_button(page).focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text("Everything is kept on this device.", timeout=KEEPING)
    expect(state).to_have_text(f"All {every} files {on}")
    assert page.evaluate("said") == [
        "Keeping the site. You can go on reading.",
        "Half of it is copied.",
        "Everything is kept on this device.",
    ]
    values = page.evaluate("seen")
    assert values[-1] == every
    assert len(set(values)) > every / 2
    assert status.evaluate("element => element === document.activeElement")
    assert not keep_button(page).is_visible()
    assert not page.locator("offline-keeper progress").is_visible()
    host.stop()
    kept = {url.removeprefix(top) for urls in page.evaluate(CACHES).values() for url in urls}
    more = listed(site_folder)["more"]
    assert set(more) <= kept
    for name in walked(walk, (name for name in more if name.endswith(".html")), site_folder):
        assert (name, visit(page, top + name).status) == (name, 200)
        assert (name, note(page), page.evaluate(BROKEN)) == (name, today(), [])
    visit(page, f"{top}about.html")
    page.get_by_role("button", name="Remove the offline copy").click()
    expect(state).to_have_text("Nothing is kept on this device.")
    expect(status).to_contain_text("The offline copy is removed.")
    assert set(page.evaluate(CACHES)) == {"wish"}
    host.start()
    host.asked.clear()
    for _ in range(2):
        visit(page, f"{top}about.html")
        page.wait_for_timeout(700)
    assert "sw.js" not in host.asked
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((found) => !found)")
    if walk == "all":
        keep_button(page).click()
        expect(status).to_have_text("Everything is kept on this device.", timeout=KEEPING)
        host.stop()
        assert visit(page, top + CARD).status == 200


@pytest.mark.soak
def test_whoever_asked_for_everything_gets_everything_of_a_changed_site(
    changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    top = first_visit(page, changing, "about.html")
    keep_button(page).click()
    expect(page.get_by_role("status")).to_have_text("Everything is kept on this device.", timeout=KEEPING)
    changing.deploy(editions("B"))
    visit(page, f"{top}index.html")
    settle(page)
    changing.stop()
    all_of("B", page, top, (CARD, *EXAMPLES[:3]))


@pytest.mark.soak
def test_keeping_everything_of_a_site_that_has_just_changed(
    changing: Host, editions: Callable[[str], Path], page: Page
) -> None:
    top = first_visit(page, changing, "about.html")
    changing.deploy(editions("B"))
    keep_button(page).click()
    expect(page.get_by_role("status")).to_have_text("Everything is kept on this device.", timeout=KEEPING)
    changing.stop()
    all_of("B", page, top, (CARD, *EXAMPLES[:3]))


def test_a_failure_is_told_and_can_be_tried_again(host: Host, page: Page) -> None:
    top = first_visit(page, host, "about.html")
    status = page.get_by_role("status")
    rest = " Not everything could be kept. What was kept before is still there."
    host.meddle = lambda name: Answer(500, {}, b"") if name == CARD else None
    keep_button(page).click()
    expect(status).to_have_text(f"The site was changed while it was being copied.{rest}", timeout=KEEPING)
    host.stop()
    page.get_by_role("button", name="Try again").click()
    expect(status).to_have_text(f"The connection failed.{rest}")
    assert visit(page, f"{top}safety.html").status == 200
    host.meddle = lambda _: None
    host.start()
    visit(page, f"{top}about.html")
    keep_button(page).click()
    expect(status).to_have_text("Everything is kept on this device.", timeout=KEEPING)


@pytest.mark.parametrize(
    "state",
    [*(pytest.param(state, marks=pytest.mark.soak) for state in ("nothing", "some", "failed")), "all"],
)
def test_axe_finds_nothing_in_the_keeper(state: str, host: Host, page: Page) -> None:
    host.meddle = lambda name: Answer(500, {}, b"") if name == CARD and state == "failed" else None
    if state == "nothing":
        page.add_init_script(SAVING)
        visit(page, f"{host.start().top}about.html")
    else:
        first_visit(page, host, "about.html")
    if state in ("all", "failed"):
        keep_button(page).click()
        words = "Everything is kept" if state == "all" else "Not everything could be kept"
        expect(page.get_by_role("status")).to_contain_text(words, timeout=KEEPING)
    expect(page.locator(".offline-keeper__state")).to_be_visible()
    assert barriers(page, LOOKS) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert (page.evaluate(TOO_WIDE), page.evaluate(LOW, "offline-keeper button")) == ([], [])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (page.evaluate(TOO_WIDE), page.evaluate(CUT_OFF)) == ([], [])


def test_a_device_without_room_keeps_what_it_had(host: Host, page: Page) -> None:
    top = first_visit(page, host, "about.html")
    devtools = page.context.new_cdp_session(page)
    origin = top.removesuffix("/atlas/")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1000})
    keep_button(page).click()
    expect(page.get_by_role("status")).to_have_text(
        "There is no room for it on this device. Not everything could be kept."
        " What was kept before is still there.",
        timeout=KEEPING,
    )
    host.stop()
    assert visit(page, f"{top}points/gb21.html").status == 200


def test_on_a_disk_and_without_scripts_there_is_no_dead_button(
    site: Mount, page: Page, plain_page: Page
) -> None:
    page.goto(f"{site.folder.as_uri()}/about.html")
    plain_page.goto(f"{site.top}about.html")
    for window in (page, plain_page):
        assert window.get_by_role("heading", name="Use it without a connection").is_visible()
        assert not window.locator("offline-keeper").is_visible()


# Installing


def test_a_browser_can_install_the_site(site: Mount, page: Page) -> None:
    page.goto(f"{site.top}points/gb21.html")
    devtools = page.context.new_cdp_session(page)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == f"{site.top}manifest.webmanifest"
    faults = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [fault for fault in faults if fault["errorId"] != "in-incognito"] == []
    assert devtools.send("Page.getAppId")["appId"] == f"{site.top}index.html"
