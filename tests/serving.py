"""The built site, served as a host would: its own headers, at any depth, with its own 404 page."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]


class Answer(NamedTuple):
    """What a host says instead of the file that was asked for."""

    status: int
    headers: dict[str, str]
    body: bytes


class Mount(NamedTuple):
    """A folder, and the address it is seen at. `top` ends in a slash."""

    folder: Path
    top: str

    def pages(self) -> list[str]:
        """Return the address of every page, as seen from the top."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def find(self, url: str) -> Path | None:
        """Return the file that a whole address leads to, if it is one of this site."""
        if not url.startswith(self.top):
            return None
        file = self.folder / unquote(urlsplit(url.removeprefix(self.top)).path)
        return file if file.is_file() else None


def build_site(folder: Path, site_url: str = "") -> Path:
    """Build the real site with the real program."""
    command = [sys.executable, "build.py", "--quiet", "--output", str(folder), "--site-url", site_url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@contextmanager
def serve(
    folder: Path, prefix: str = "/", port: int = 0, meddle: Callable[[str], Answer | None] = lambda _: None
) -> Iterator[Mount]:
    """Serve a folder, which may be built later, until the block ends. `prefix` ends in a slash.

    `meddle` hears the address of each file that is asked for, and may answer in its place.
    """

    class Handler(_Handler):
        site = folder
        begins = prefix
        instead = staticmethod(meddle)

    with _Server(("127.0.0.1", port), Handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield Mount(folder, f"http://127.0.0.1:{server.server_port}{prefix}")
        server.shutdown()
        server.hang_up()


def read_headers(text: str) -> dict[str, dict[str, str]]:
    """Read a `_headers` file: a pattern at the margin, its headers indented below."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            found[list(found)[-1]][name] = value
        elif line:
            found[line] = {}
    return found


class _Server(ThreadingHTTPServer):
    """A server that, once stopped, answers nobody: browsers keep connections in store for later."""

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.lines: set[socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.lines.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.lines.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # the reader moved on
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        for line in list(self.lines):
            with suppress(OSError):
                line.shutdown(SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    site: Path
    begins: str
    instead: Callable[[str], Answer | None]

    def do_GET(self) -> None:
        address = unquote(urlsplit(self.path).path)
        rest = address.removeprefix(self.begins) if address.startswith(self.begins) else "404.html"
        if answer := self.instead(rest):
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
            return
        file = self.site / (rest or "index.html")
        known = file.is_file() and address.startswith(self.begins)
        file = file if known else self.site / "404.html"
        body = file.read_bytes()
        self.send_response(200 if known else 404)
        kind = "application/manifest+json" if file.suffix == ".webmanifest" else guess_type(file.name)[0]
        self.send_header("Content-Type", kind or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        for pattern, headers in read_headers((self.site / "_headers").read_text(encoding="utf-8")).items():
            if fnmatchcase(f"/{rest}", pattern):
                for name, value in headers.items():
                    self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the library's
        """Say nothing: the tests tell what is wrong."""
