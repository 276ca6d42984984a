"""A build of the project into a folder, served as a host would: text compressed."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
TEXTS = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".webmanifest"}
LEVEL = 6  # what hosts use when they compress on the fly


def build(root: Path, output: Path) -> None:
    """Build a project by its own command, or raise RuntimeError with what it said."""
    command = [sys.executable, "build.py", "--quiet", "--output", str(output)]
    command += ["--site-url", "https://example.org/"]
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=root, env=usual, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or f"{root}: build.py failed")


def on_the_wire(file: Path) -> bytes:
    """Return a file's bytes as a host sends them."""
    data = file.read_bytes()
    return gzip.compress(data, LEVEL, mtime=0) if file.suffix in TEXTS else data


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder until the block ends. Gives the address of its top, which ends in a slash."""

    class Handler(_Handler):
        site = folder

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    site: Path

    def do_GET(self) -> None:
        file = self.site / unquote(urlsplit(self.path).path).lstrip("/")
        if not file.is_file():
            self.send_error(404)
            return
        body = on_the_wire(file)
        self.send_response(200)
        self.send_header("Content-Type", guess_type(file.name)[0] or "application/octet-stream")
        if file.suffix in TEXTS:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the library's
        """Say nothing: what a page asks for is seen in the browser."""
