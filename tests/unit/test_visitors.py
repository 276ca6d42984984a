"""Who may ask the preview, and what nobody gets."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import TYPE_CHECKING

import pytest
from previewing import Preview, preview, project, wait
from sampling import edit
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect
from waiting import run_to_its_end

if TYPE_CHECKING:
    from collections.abc import Iterator

HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
SECRET = "acupressure point is a fact about the body's surface"  # noqa: S105  words that stand in no page


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = project(tmp_path_factory.mktemp("visitors") / "project")
    (root / "README.md").write_text(SECRET, encoding="utf-8")
    with preview(root) as started:
        started.hears("files built in ")
        yield started
        assert started.warned == []  # nothing that anybody asked was worth a word


def exchange(running: Preview, text: str) -> str:
    """Say something that no browser would, and return the answer."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(text.encode())
        said = b""
        while part := line.recv(65536):
            said += part
    return said.decode(errors="replace")


def shake_hands(running: Preview, *headers: str) -> str:
    """Ask for the line to an open page, and return the first line of the answer."""
    key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    lines = ("GET /livereload HTTP/1.1", "Upgrade: websocket", "Connection: Upgrade", key, *headers, "", "")
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall("\r\n".join(lines).encode())
        return line.recv(65536).decode().partition("\r\n")[0]


def test_only_this_computer_can_reach_it(running: Preview) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", running.port), timeout=5)
    with open("/proc/net/tcp", encoding="ascii") as table:  # noqa: PTH123  no file of ours
        listening = [row.split()[1] for row in table if f":{running.port:04X} 00000000:0000 0A" in row]
    assert listening == [f"0100007F:{running.port:04X}"]


@pytest.mark.parametrize(
    "path",
    [
        "/../README.md",
        "/..%2f..%2fREADME.md",
        "/%2e%2e/README.md",
        "/%2e%2e%2fREADME.md",
        "/%252e%252e%252fREADME.md",
        "/..%5cREADME.md",
        "/..%c0%afREADME.md",
        "/.//../README.md",
        "/assets/../../README.md",
        "/assets/%2e%2e/%2e%2e/README.md",
        "//etc/passwd",
        "/%2fetc/passwd",
        "///etc/passwd",
        "/etc/passwd%00.html",
        "/livereload/../preview.py",
        "/livereload/..%2fpreview.py",
        "/livereload/%2e%2e/%2e%2e/README.md",
        "/livereload//etc/passwd",
        "file:///etc/passwd",
        "/README.md",
        "/content/site.yaml",
        "/_headers",
        "/.atlas.json",
        "/assets",
        "/assets/",
        "/assets/css",
        "/assets/css/",
        "/points",
        "/points/",
        "/livereload/",
        "/forcereload",
        "/forcereload?path=*",
    ],
)
def test_nothing_but_the_files_of_the_site_is_to_be_had(running: Preview, path: str) -> None:
    said = exchange(
        running, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nConnection: close\r\n\r\n"
    )
    assert said.split()[1] in ("400", "404"), said[:200]
    assert not any(word in said for word in (SECRET, "root:", "import ", "gb21.md", "Index of"))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST:{port}", 200),
        ("127.0.0.1", 200),
        ("evil.example", 421),
        ("evil.example:{port}", 421),
        ("127.0.0.1.evil.example:{port}", 421),
        ("localhost.evil.example", 421),
        ("evil.example:80@127.0.0.1", 400),
        ("localhost, evil.example", 400),
        ("", 421),
        ("0.0.0.0:{port}", 421),
    ],
)
@pytest.mark.parametrize(
    "path", ["/index.html", "/livereload.js", "/livereload/state.json", "/livereload/reload.js"]
)
def test_a_name_that_only_leads_here_is_refused(running: Preview, host: str, status: int, path: str) -> None:
    name = host.format(port=running.port)
    said = exchange(running, f"GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n")
    assert said.split()[1] == str(status)
    if status == 421:
        assert said.endswith("\r\n\r\nThis is the preview of a site on 127.0.0.1. It has no other name.\n")


def test_a_name_in_the_address_does_not_stand_in_for_the_host(running: Preview) -> None:
    address = f"http://127.0.0.1:{running.port}/index.html"
    there = f"GET {address} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert exchange(running, there).split()[1] in ("400", "404", "421")
    twice = "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert exchange(running, twice).split()[1] == "400"


def test_pages_of_other_sites_may_ask_nothing(running: Preview) -> None:
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{running.port}", "http://127.0.0.1:1"):
        for path in ("/index.html", "/livereload/state.json"):
            response, said = running.ask(path, Origin=origin)
            assert (response.status, said) == (403, "Pages of other sites may not ask the preview.\n")
    response, _ = running.ask("/index.html", Origin=running.top.rstrip("/"))
    assert response.status == 200
    assert not any("access-control" in name.lower() for name, _ in response.getheaders())
    assert response.getheader("Cross-Origin-Resource-Policy") == "same-origin"


def test_only_pages_of_the_preview_may_wait_for_changes(running: Preview) -> None:
    here = f"127.0.0.1:{running.port}"
    local = f"localhost:{running.port}"
    for host, origin, status in (
        (here, f"http://{here}", 101),
        (local, f"http://{local}", 101),
        (here, f"http://{local}", 403),
        (here, "http://evil.example", 403),
        (here, f"http://{here}.evil.example", 403),
        (here, "null", 403),
        ("evil.example", "http://evil.example", 421),
        (f"evil.example:{running.port}", f"http://evil.example:{running.port}", 421),
    ):
        said = shake_hands(running, f"Host: {host}", f"Origin: {origin}")
        assert said.split()[1] == str(status), (host, origin)
    assert shake_hands(running, f"Host: {here}").split()[1] == "403"


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "NONSENSE"]
)
def test_nothing_can_be_done_but_to_read(running: Preview, method: str) -> None:
    for path in ("/index.html", "/livereload", "/livereload/state.json"):
        said = exchange(
            running,
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        )
        assert said.split()[1] in ("400", "403", "405"), (method, path)


def test_a_second_request_hidden_in_a_first_is_none(running: Preview) -> None:
    hidden = "GET /livereload/state.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for given in (
        f"Content-Length: {len(hidden)}\r\nTransfer-Encoding: chunked",
        f"Content-Length: 0\r\nContent-Length: {len(hidden)}",
        "Transfer-Encoding: identity, chunked",
        "Content-Length: +5",
    ):
        said = exchange(
            running, f"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{given}\r\n\r\n{hidden}"
        )
        assert '"problems"' not in said
        assert said.count("HTTP/1.1") <= 1


def test_who_talks_nonsense_on_the_line_is_hung_up_on(running: Preview) -> None:
    async def talk(words: str | bytes) -> str | bytes | None:
        line = await connect(running)
        await line.write_message(words, binary=isinstance(words, bytes))
        heard = await line.read_message()
        line.close()
        return heard

    for words in ("", "[]", "null", "{}", '"hello"', "{", b"\xff\xfe", "5"):
        assert run_to_its_end(talk(words)) is None
    answer = json.loads(run_to_its_end(talk(json.dumps(HELLO))) or "")
    assert answer["command"] == "hello"


async def connect(running: Preview) -> WebSocketClientConnection:
    address = f"ws://127.0.0.1:{running.port}/livereload"
    headers = {"Origin": running.top.rstrip("/")}
    return await websocket_connect(HTTPRequest(address, headers=headers, connect_timeout=60))


def test_a_head_is_told_without_its_body(running: Preview) -> None:
    (whole, page), (head, nothing) = running.ask("/index.html"), running.ask("/index.html", "HEAD")
    assert (head.status, nothing) == (200, "")
    assert int(head.getheader("Content-Length") or 0) == len(page.encode())
    same, nothing = running.ask("/index.html", If_None_Match=whole.getheader("Etag") or "")
    assert (same.status, nothing) == (304, "")


PAGES = 1000


@pytest.mark.soak
def test_a_thousand_open_pages_reload_at_once(running: Preview) -> None:
    """Each hears of a change, and asks for all that reload.js asks for: what is wrong, and its own page."""
    before = len(running.said)

    async def page() -> tuple[str, str]:
        reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
        found = []
        for path in ("/livereload/state.json", "/points/gb21.html"):
            host = f"Host: 127.0.0.1:{running.port}"
            writer.write(f"GET {path} HTTP/1.1\r\n{host}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            assert head.startswith("HTTP/1.1 200 OK"), head
            length = int(head.partition("Content-Length: ")[2].split()[0])
            found.append((await reader.readexactly(length)).decode())
        writer.close()
        return found[0], found[1]

    async def all_pages() -> list[tuple[str, str]]:
        lines = [await connect(running) for _ in range(PAGES)]
        for line in lines:
            await line.write_message(json.dumps(HELLO))
            await line.write_message(json.dumps({"command": "info", "url": running.top}))
        for line in lines:
            await line.read_message()
        edit(running.root / "content/points/gb21.md", "english: Shoulder Well", "english: Shoulder Spring")
        for line in lines:
            assert json.loads(await line.read_message() or "")["command"] == "reload"
        found = await asyncio.gather(*(page() for _ in lines))
        for line in lines:
            line.close()
        return found

    found = run_to_its_end(all_pages())
    assert len(found) == PAGES
    assert {state for state, _ in found} == {'{"problems": []}'}
    assert all("Shoulder Spring" in html for _, html in found)
    wait(lambda: len(running.said) == before + 1)
    assert running.ask("/index.html")[0].status == 200
