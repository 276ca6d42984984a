"""The same files on real hosts: what each sends, and what a browser makes of it."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import tomllib
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
from conftest import lacking, within_bounds
from hosting import Served, lighttpd, nginx, program, python_server, sample
from playwright.sync_api import expect
from serving import ROOT, Mount, build_site
from test_mounting import MISSING, STYLED, listen
from test_offline_copy import BROKEN, note, settle, today, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FOR_EVER = "public, max-age=31536000, immutable"
HIDDEN = ("_headers", ".atlas.json")
LOST = (
    "nothing.html",
    "points",
    "points/",
    "points/gb99.html",
    "a/b/c/d.html",
    "assets/",
    "assets/css/main.css",
)
CLIMBS = (
    "../etc/passwd",
    "..%2f..%2fetc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "assets/..%2f..%2f..%2fetc%2fpasswd",
)
KINDS = {
    ".css": {"text/css; charset=utf-8"},
    ".html": {"text/html; charset=utf-8"},
    ".js": {"text/javascript; charset=utf-8", "application/javascript; charset=utf-8"},
    ".json": {"application/json", "application/json; charset=utf-8"},
    ".png": {"image/png"},
    ".svg": {"image/svg+xml"},
    ".txt": {"text/plain; charset=utf-8"},
    ".webmanifest": {"application/manifest+json"},
    ".webp": {"image/webp"},
    ".xml": {"application/xml", "text/xml; charset=utf-8"},
}
SECONDS = 60
WRK = """
local addresses = {}
for line in io.lines("ADDRESSES") do addresses[#addresses + 1] = line end
local at = 0
request = function()
    at = at % #addresses + 1
    return wrk.format("GET", addresses[at], {["Accept-Encoding"] = "gzip"})
end
done = function(summary, latency)
    local wrong = summary.errors
    io.write(string.format(
        '\\n{"requests": %d, "seconds": %.2f, "worst99_ms": %.2f, "bytes": %d, "wrong": %d}\\n',
        summary.requests, summary.duration / 1e6, latency:percentile(99) / 1e3, summary.bytes,
        wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
"""


@pytest.fixture(scope="session")
def root_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site, built for the top of a host."""
    return build_site(tmp_path_factory.mktemp("root") / "output", "https://example.org/")


@contextmanager
def host(name: str, folder: Path, work: Path) -> Iterator[Served]:
    """Serve a folder by a host of this name, or open it from a disk."""
    work.mkdir()
    if name == "disk":
        yield Served(Mount(folder, f"{folder.as_uri()}/"), lambda: None)
        return
    if name != "python" and not program(name.partition(" ")[0]):
        lacking(f"no {name.partition(' ')[0]}")
    if name == "python":
        serving = python_server(folder, work)
    elif name == "lighttpd":
        serving = lighttpd(folder, work)
    else:
        serving = nginx(folder, work, name.partition(" ")[2] or "/")
    with serving as served:
        yield served


# What hosts send


class Told(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(mount: Mount, *names: str, **headers: str) -> list[Told]:
    """Ask for addresses exactly as they are written, one after another on one line."""
    top = urlsplit(mount.top)
    line = HTTPConnection(top.netloc, timeout=20)
    answers = []
    for name in names:
        line.request("GET", top.path + name, headers={key.replace("_", "-"): headers[key] for key in headers})
        answer = line.getresponse()
        answers.append(
            Told(answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read())
        )
    line.close()
    return answers


def wanted() -> dict[str, str]:
    """Return the headers of every address, from the one place where they are written."""
    settings = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
    (headers,) = [rule["values"] for rule in settings["headers"] if rule["for"] == "/*"]
    return {name.lower(): value for name, value in headers.items()}


def faults(told: Told) -> list[str]:
    return [name for name, value in wanted().items() if told.headers.get(name) != value]


def files_of(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if name not in HIDDEN}


def test_the_headers_of_the_guide_are_those_of_the_site() -> None:
    told = dict(
        re.findall(r'^add_header ([\w-]+) "([^"]+)" always;$', sample("atlas-headers.conf"), re.MULTILINE)
    )
    assert {name.lower(): value for name, value in told.items()} == wanted()
    told = dict(re.findall(r'^    "([\w-]+)" => "([^"]+)",$', sample("lighttpd.conf"), re.MULTILINE))
    assert {name.lower(): value for name, value in told.items()} == wanted()


@pytest.mark.parametrize("name", ["nginx", "nginx /atlas/"])
def test_nginx_sends_every_file_as_it_is_with_the_right_headers(
    name: str, site_folder: Path, tmp_path: Path
) -> None:
    with host(name, site_folder, tmp_path / "host") as (mount, _):
        files = files_of(site_folder)
        for file, told in zip(files, ask(mount, *files), strict=True):
            assert (file, told.status, faults(told)) == (file, 200, [])
            assert told.body == files[file]
            assert told.headers["content-type"] in KINDS[f".{file.rpartition('.')[2]}"], file
            assert told.headers["cache-control"] == (
                FOR_EVER if file.startswith("assets/") else "no-cache"
            ), file
            assert told.headers["etag"]
        missing = (site_folder / MISSING).read_bytes()
        for file, told in zip((*LOST, *HIDDEN), ask(mount, *LOST, *HIDDEN), strict=True):
            assert (file, told.status, faults(told)) == (file, 404, [])
            assert (told.body, told.headers["cache-control"]) == (missing, "no-cache"), file
        (front,) = ask(mount, "")
        assert (front.status, front.body) == (200, files["index.html"])
        for file in ("index.html", next(file for file in files if file.startswith("assets/css/"))):
            (squeezed,) = ask(mount, file, Accept_Encoding="gzip")
            assert squeezed.headers["content-encoding"] == "gzip"
            (same,) = ask(mount, file, Accept_Encoding="gzip", If_None_Match=squeezed.headers["etag"])
            assert (same.status, same.body) == (304, b"")
            assert same.headers["cache-control"] == squeezed.headers["cache-control"]
        for climb in CLIMBS:
            (told,) = ask(mount, climb)
            assert (climb, told.status in (400, 404), b"root:" in told.body) == (climb, True, False)


def test_lighttpd_sends_every_file_as_it_is_with_the_right_headers(site_folder: Path, tmp_path: Path) -> None:
    with host("lighttpd", site_folder, tmp_path / "host") as (mount, _):
        files = files_of(site_folder)
        for file, told in zip(files, ask(mount, *files), strict=True):
            assert (file, told.status, faults(told)) == (file, 200, [])
            assert told.body == files[file]
            assert told.headers["content-type"] in KINDS[f".{file.rpartition('.')[2]}"], file
            assert told.headers["cache-control"] == f"max-age={31536000 * file.startswith('assets/')}", file
            assert told.headers["etag"]
        for file in ("nothing.html", "a/b/c/d.html", "assets/css/main.css"):
            (told,) = ask(mount, file)
            assert (told.status, faults(told)) == (404, [])
            assert told.body == (site_folder / MISSING).read_bytes()
            assert "cache-control" not in told.headers
        assert {told.status for told in ask(mount, *HIDDEN, "assets/", "points/")} == {403}
        for climb in CLIMBS:
            (told,) = ask(mount, climb)
            assert (climb, told.status in (400, 404), b"root:" in told.body) == (climb, True, False)


@pytest.mark.parametrize("name", ["nginx", "nginx /atlas/", "lighttpd"])
def test_of_what_begins_with_a_dot_only_the_well_known_is_shown(name: str, tmp_path: Path) -> None:
    for file in (".well-known/security.txt", ".git/config", ".atlas.json", "points/.secret", "404.html"):
        (tmp_path / "site" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / file).write_text(file, encoding="utf-8")
    with host(name, tmp_path / "site", tmp_path / "host") as (mount, _):
        (told,) = ask(mount, ".well-known/security.txt")
        assert (told.status, told.body) == (200, b".well-known/security.txt")
        assert told.headers["content-type"] == "text/plain; charset=utf-8"
        refused = ask(
            mount, ".git/config", ".atlas.json", "points/.secret", "%2egit/config", "x/../.git/config"
        )
        assert {answer.status for answer in refused} == {403 if name == "lighttpd" else 404}


# What a browser makes of it

HOSTS = ("nginx", "nginx /atlas/", "lighttpd", "python")


def folder_for(name: str, request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue("site_folder" if name.endswith("/atlas/") else "root_folder")
    return folder


@pytest.fixture
def reader(whole_browser: Browser) -> Iterator[Page]:
    """Return an empty page of a browser that can keep a copy."""
    with whole_browser.new_context(reduced_motion="reduce") as context, within_bounds(context):
        yield context.new_page()


@pytest.mark.soak
@pytest.mark.parametrize("name", HOSTS)
def test_every_page_opens_on_a_real_host_and_what_is_missing_is_told_at_any_depth(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, page: Page
) -> None:
    with host(name, folder_for(name, request), tmp_path / "host") as (mount, _):
        heard = listen(page, mount.top)
        for file in mount.pages():
            answer = page.goto(mount.top + file)
            assert answer is not None
            assert (file, answer.status, page.evaluate(STYLED)) == (file, 200, True)
        for file in ("nothing.html", "points/gb99.html", "a/b/c/d.html"):
            answer = page.goto(mount.top + file)
            assert answer is not None
            assert answer.status == 404
            if name != "python":  # which has a page of its own for what is missing
                assert page.locator("h1").inner_text() == "There is no page here"
                assert page.evaluate(STYLED)
        if name != "python":
            page.get_by_role("link", name="All points").click()
            assert page.url == f"{mount.top}points.html"
        # Chromium itself remarks on the status of a missing page, and on nothing else.
        assert [said for said in heard if "the server responded with a status of 404" not in said] == []


@pytest.mark.soak
@pytest.mark.parametrize("name", [*HOSTS, "disk"])
def test_the_tools_work_on_a_real_host(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, page: Page
) -> None:
    with host(name, folder_for(name, request), tmp_path / "host") as (mount, _):
        heard = listen(page, mount.top)
        page.goto(f"{mount.top}index.html")
        use_search(page, mount)
        use_player(page, mount)
        use_card(page, mount)
        page.goto(f"{mount.top}points.html?region=hand")
        assert 0 < page.locator("#point-list > li:visible").count() < page.locator("#point-list > li").count()
        assert heard == []


def use_search(page: Page, mount: Mount) -> None:
    page.get_by_role("combobox").first.press_sequentially("gb21")
    expect(page.get_by_role("option").first).to_contain_text("Shoulder Well")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Shoulder Well")
    assert page.url == f"{mount.top}points/gb21.html"


def use_player(page: Page, mount: Mount) -> None:
    page.goto(f"{mount.top}routines/upper-back-relief.html")
    for button in ("open", "begin", "now"):
        page.locator(f"[data-do={button}]:visible").click()
    expect(page.locator("dialog")).to_be_visible()
    expect(page.locator("dialog")).to_contain_text("LI4 Joining Valley")


def use_card(page: Page, mount: Mount) -> None:
    page.goto(f"{mount.top}my-card.html?p=LI4,GB21")
    rows = page.locator(".card:visible .card-row")
    expect(rows).to_have_count(2)
    page.goto(f"{mount.top}routines/upper-back-relief/card.html")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    assert page.evaluate(BROKEN) == []


@pytest.mark.soak
@pytest.mark.parametrize("name", HOSTS)
def test_a_real_host_may_stop_once_a_reader_has_a_copy(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, reader: Page
) -> None:
    with host(name, folder_for(name, request), tmp_path / "host") as (mount, stop):
        assert visit(reader, f"{mount.top}index.html").status == 200
        settle(reader)
        stop()
        for file in ("index.html", "points/gb21.html", "needs.html"):
            assert visit(reader, mount.top + file).status == 200
            assert (file, note(reader), reader.evaluate(STYLED)) == (file, today(), True)
        use_search(reader, mount)
        use_player(reader, mount)
        assert visit(reader, f"{mount.top}a/b/c.html").status == 404


# Many readers at once


@pytest.mark.soak
def test_nginx_serves_a_crowd_for_a_minute_without_an_error(
    site_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file in turn, to 64 readers. The guide has the figure; this says that of this machine."""
    if not program("wrk"):
        lacking("no wrk")
    with host("nginx", site_folder, tmp_path / "host") as (mount, _):
        addresses = tmp_path / "addresses"
        addresses.write_text("".join(f"/{name}\n" for name in files_of(site_folder)), encoding="utf-8")
        script = tmp_path / "crowd.lua"
        script.write_text(WRK.replace("ADDRESSES", str(addresses)), encoding="utf-8")
        command = ["wrk", "-t2", "-c64", f"-d{SECONDS}s", "--timeout", "10s", "-s", str(script), mount.top]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert told["wrong"] == 0
    assert told["seconds"] > SECONDS - 1
    assert told["requests"] > SECONDS * 100
    with capsys.disabled():
        print(f"\n{told['requests'] / told['seconds']:.0f} files a second, {told}, {cpu()}")


def cpu() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as facts:  # noqa: PTH123  no file of ours
        names = [line.partition(": ")[2].strip() for line in facts if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.processor()
