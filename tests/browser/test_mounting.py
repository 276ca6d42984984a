from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from conftest import within_bounds
from reading import read_document
from serving import Mount, build_site, serve
from walking import every_walk, walked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Response

URL = "https://example.org/atlas/"
ADDRESSES = {"a": "href", "link": "href", "script": "src", "img": "src"}
# Its addresses are whole, for the place that the site was built for, so that it has tests of its own.
MISSING = "404.html"
INLINE = "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
# Whether a picture of the site can be shown by another.
SEEN = """(address) => new Promise((done) => {
  const image = new Image();
  image.onload = () => done("shown");
  image.onerror = () => done("refused");
  image.src = address;
})"""
STYLED = "getComputedStyle(document.documentElement).getPropertyValue('--paper') !== ''"


@pytest.fixture(
    params=[("/", True), ("/", False), ("/any/sub/path/", True)], ids=["root", "untold", "sub-path"]
)
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Mount]:
    """Return a host whose address the build was told, or could assume: a root."""
    prefix, told = request.param
    with serve(tmp_path / "output", prefix) as served:
        build_site(served.folder, served.top if told else "")
        yield served


def listen(page: Page, top: str) -> list[str]:
    """Return a list that grows with everything that goes wrong on a page."""
    heard: list[str] = []

    def asked(url: str) -> None:
        if not url.startswith(top):
            heard.append(f"{page.url}: asked elsewhere: {url}")

    def failed(url: str, why: str | None) -> None:
        if why != "net::ERR_ABORTED":  # the reader moved on before the icon of the tab had come
            heard.append(f"{page.url}: {why}: {url}")

    def answered(answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            heard.append(f"{page.url}: {answer.status}: {answer.url}")

    page.on("console", lambda said: heard.append(f"{page.url}: {said.type}: {said.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: failed(request.url, request.failure))
    page.on("response", answered)
    page.on("request", lambda request: asked(request.url))
    return heard


def faults_of(mount: Mount, name: str, ids: dict[Path, set[str]]) -> list[str]:
    """Return the addresses of a page that lead nowhere. Those of other hosts are not followed."""
    document = read_document((mount.folder / name).read_text(encoding="utf-8"))
    given = [found[ADDRESSES[tag]] for tag, found in document.elements if ADDRESSES.get(tag, "") in found]
    here = mount.top + name
    return [f"{name}: {address}" for address in given if not _leads(mount, urljoin(here, address), ids)]


def _leads(mount: Mount, url: str, ids: dict[Path, set[str]]) -> bool:
    if url.startswith(URL):
        url = mount.top + url.removeprefix(URL)
    host = urlsplit(url).netloc
    if not url.startswith(mount.top):
        return bool(host) and not host.startswith("127.0.0.1")
    address, fragment = urldefrag(url)
    file = mount.find(address)
    return file is not None and (not fragment or unquote(fragment) in ids.get(file, set()))


def read_ids(mount: Mount) -> dict[Path, set[str]]:
    """Return the fragments of every page."""
    files = [mount.folder / name for name in mount.pages()]
    return {file: set(read_document(file.read_text(encoding="utf-8")).ids()) for file in files}


@every_walk
def test_every_page_opens_with_an_empty_console(walk: str, mount: Mount, page: Page) -> None:
    heard = listen(page, mount.top)
    names = [name for name in walked(walk, mount.pages(), mount.folder) if name != MISSING]
    for name in names:
        page.goto(mount.top + name)
        assert page.evaluate(STYLED), name
    assert heard == []
    assert len(names) > 40


def test_every_address_and_fragment_resolves(mount: Mount) -> None:
    ids = read_ids(mount)
    names = [name for name in mount.pages() if name != MISSING]
    assert [fault for name in names for fault in faults_of(mount, name, ids)] == []


def test_a_missing_page_is_shown_whole_at_any_depth(host: Mount, page: Page) -> None:
    assert faults_of(host, MISSING, read_ids(host)) == []
    for address in ("nothing.html", "points/gb99.html", "a/b/c/d.html"):
        heard = listen(page, host.top)
        answer = page.goto(host.top + address)
        assert answer is not None
        assert answer.status == 404
        assert page.locator("h1").inner_text() == "There is no page here"
        assert page.evaluate(STYLED)
        # Chromium itself remarks on the status of the page, and on nothing else.
        assert [said for said in heard if "the server responded with a status of 404" not in said] == []
    page.get_by_role("link", name="All points").click()
    assert page.url == f"{host.top}points.html"


def test_a_missing_page_reads_well_from_a_disk(site_folder: Path, page: Page) -> None:
    page.goto((site_folder / MISSING).as_uri())
    assert page.locator("h1").inner_text() == "There is no page here"
    assert page.get_by_role("link", name="All points").is_visible()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (INLINE, "inline script"),
        ("document.body.innerHTML += '<p style=\"color: red\">'", "inline style"),
        ("new Image().src = 'https://example.invalid/'", "https://example.invalid/"),
        ("location.href = 'http://example.invalid/'", "asked elsewhere: http://example.invalid/"),
    ],
    ids=["script", "style", "picture", "link"],
)
def test_a_page_that_breaks_the_policy_fails_its_test(
    wrong: str, said: str, site: Mount, browser: Browser
) -> None:
    """What `within_bounds` sees to, for the pages of all other tests."""

    def trespass() -> None:
        with browser.new_context() as context, within_bounds(context):
            page = context.new_page()
            page.goto(f"{site.top}safety.html")
            page.evaluate(wrong)
            page.wait_for_timeout(100)

    with pytest.raises(AssertionError, match=said):
        trespass()


def test_no_other_site_can_frame_a_page_or_read_it(site: Mount, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text("", encoding="utf-8")
    frame = f'<iframe src="{site.top}index.html"></iframe>'
    (tmp_path / "index.html").write_text(frame, encoding="utf-8")
    heard: list[str] = []
    with serve(tmp_path) as other, browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.goto(other.top.replace("127.0.0.1", "localhost"))
        page.wait_for_load_state("networkidle")
        words = page.frames[1].evaluate("document.body.innerText")
        plate = next((site.folder / "assets/figures/plates").iterdir()).name
        seen = page.evaluate(SEEN, f"{site.top}assets/figures/plates/{plate}")
    assert "Acupoint" not in words
    assert any("frame-ancestors 'none'" in said for said in heard)
    assert seen == "refused"


@pytest.mark.trespass
def test_the_strict_policy_is_in_force(site: Mount, page: Page) -> None:
    heard = listen(page, site.top)
    page.goto(f"{site.top}index.html")
    page.evaluate(INLINE)
    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in heard[0]
