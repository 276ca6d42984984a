"""What tests share: the real site built by the real program, where it is served, and a browser."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

import pytest
from bodies import read_task
from playwright.sync_api import sync_playwright
from sampling import SITE_URL
from serving import ROOT, Mount, build_site, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        BrowserType,
        ConsoleMessage,
        Dialog,
        Page,
        Request,
        ViewportSize,
    )

    from atlas.tasks import Task

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
# The same engine without all that surrounds a page: a new page costs less than half.
SHELL = "chromium-headless-shell"
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# A worker would copy the whole site in every test. Those of the offline copy have pages of their own.
NO_WORKER = "delete Navigator.prototype.serviceWorker"
VNU = ROOT / ".cache" / "vnu"
VNU_VERSION = "26.9.27"
VNU_SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"


def pytest_configure() -> None:
    """Hear Ctrl-C: a shell that runs us in the background makes us deaf to it, and whatever we start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def lacking(what: str) -> NoReturn:
    """Skip at a desk that lacks a tool; fail where CI should have brought it."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture
def task(tmp_path: Path) -> Callable[..., Task]:
    """Return a function that reads a construction as an author writes it."""

    def make(text: str, code: str = "LI20") -> Task:
        file = tmp_path / f"{code.lower()}.yaml"
        file.write_text(text, encoding="utf-8")
        return read_task(file, code)

    return make


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site, built for https://example.org/atlas/."""
    return build_site(tmp_path_factory.mktemp("site") / "output", SITE_URL)


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[Mount]:
    """Return the real site, served under the path it was built for, /atlas/."""
    with serve(site_folder, "/atlas/") as mount:
        yield mount


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("root", marks=pytest.mark.soak),
        "sub-path",
        pytest.param("disk", marks=pytest.mark.soak),
    ],
)
def mount(request: pytest.FixtureRequest, site_folder: Path) -> Iterator[Mount]:
    """Return the same files at the root of a host, deep under one, and opened from a disk."""
    if request.param == "disk":
        yield Mount(site_folder, f"{site_folder.as_uri()}/")
        return
    with serve(site_folder, "/" if request.param == "root" else "/any/sub/path/") as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """Return what starts browsers."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """Return one Chromium for all tests that look at pages alone."""
    with _launch(chromium, (SHELL, *CHROMIUMS)) as started:
        yield started


@pytest.fixture(scope="session")
def whole_browser(chromium: BrowserType) -> Iterator[Browser]:
    """Return one for those that need what surrounds pages: copies kept offline, a screen that stays on."""
    with _launch(chromium) as started:
        yield started


def _launch(chromium: BrowserType, names: Sequence[str] = CHROMIUMS, refused: Sequence[str] = ()) -> Browser:
    """Start the first browser that is installed, without those of Playwright's own flags that are refused."""
    given = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    program = given or chromium.executable_path
    if not Path(program).is_file():
        lacking("no Chromium: set CHROMIUM, install one, or run  playwright install chromium")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
    return chromium.launch(executable_path=program, args=flags, ignore_default_args=refused)


@contextmanager
def within_bounds(context: BrowserContext) -> Iterator[BrowserContext]:
    """Fail in the end if a page broke the site's policy, or asked another host for anything."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Permissions policy" in message.text:
            said.append(message.text)

    def see(request: Request) -> None:
        if urlsplit(request.url).hostname not in (None, "127.0.0.1", "localhost"):
            said.append(f"asked elsewhere: {request.url}")

    context.on("console", hear)
    context.on("request", see)
    yield context
    assert said == []


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return an empty page that remembers nothing of the tests before, and keeps to the site's policy."""
    whole = request.node.get_closest_marker("whole_browser")
    browser: Browser = request.getfixturevalue("whole_browser" if whole else "browser")
    size: ViewportSize = {"width": 1280, "height": 900}
    bounds = nullcontext if request.node.get_closest_marker("trespass") else within_bounds
    with browser.new_context(viewport=size, reduced_motion="reduce") as context, bounds(context):
        context.add_init_script(NO_WORKER)
        yield context.new_page()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """Return one page for all tests of a file that open an address and ask: a new one costs half a second."""
    with browser.new_context(reduced_motion="reduce") as context, within_bounds(context):
        context.add_init_script(NO_WORKER)
        yield context.new_page()


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


@pytest.fixture(params=["http", pytest.param("disk", marks=pytest.mark.soak)])
def top(request: pytest.FixtureRequest, site: Mount) -> str:
    """Return the top of the site, on a host and on a disk."""
    return site.top if request.param == "http" else f"{site.folder.as_uri()}/"


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """Return an empty page on which no script runs."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def kept_page(chromium: BrowserType) -> Iterator[Page]:
    """Return an empty page of a browser that keeps a page as it was for the back button, as readers' do."""
    with _launch(chromium, refused=["--disable-back-forward-cache"]) as started:
        yield started.new_page()


@pytest.fixture(scope="session")
def vnu() -> Path:
    """Return the Nu HTML checker, fetched once if it has to be."""
    if not shutil.which("java"):
        lacking("no java for the HTML checker")
    given = os.environ.get("VNU_JAR")
    jar = Path(given or VNU / "node_modules/vnu-jar/build/dist/vnu.jar")
    if not given and not jar.is_file():
        _fetch_vnu()
    if not jar.is_file():
        lacking(f"no HTML checker at {jar}")
    if not given and hashlib.sha256(jar.read_bytes()).hexdigest() != VNU_SHA256:
        pytest.fail(f"{jar} is not the HTML checker that was agreed on")
    return jar


def _fetch_vnu() -> None:
    if not shutil.which("npm"):
        lacking("no npm to fetch the HTML checker with")
    quiet = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts")
    command = ["npm", "install", *quiet, "--prefix", str(VNU), f"vnu-jar@{VNU_VERSION}"]
    VNU.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lacking(f"npm could not fetch the HTML checker: {done.stderr.strip()[-300:]}")
