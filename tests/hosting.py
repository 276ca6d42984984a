"""Real web servers, run as docs/hosting.md says, by whoever runs the tests and in a folder of their own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest
from serving import ROOT, Mount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GUIDE = ROOT / "docs/hosting.md"
PATIENCE = 20.0
# Debian keeps servers where only root's shell looks.
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
NGINX = """
{user}
worker_processes 2;
daemon off;
pid {work}/pid;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    include /etc/nginx/mime.types;
    {site}
}}
"""


class Served(NamedTuple):
    """A site on a real host, and how to stop that host."""

    mount: Mount
    stop: Callable[[], None]


def sample(name: str) -> str:
    """Return a file that the guide shows: a block that begins with its name."""
    block = re.compile(rf"^```\w*\n# {re.escape(name)}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    found = block.findall(GUIDE.read_text(encoding="utf-8"))
    assert len(found) == 1, f"{GUIDE} has {len(found)} blocks called {name}"
    return str(found[0])


def program(name: str) -> str | None:
    """Return where a server lies, if it is installed."""
    return shutil.which(name, path=PLACES)


def put(text: str, old: str, new: str) -> str:
    """Replace what stands in a sample, and what must still stand there."""
    assert old in text, old
    return text.replace(old, new)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as asked:
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def nginx(folder: Path, work: Path, prefix: str = "/") -> Iterator[Served]:
    """Serve a folder by nginx: at the top of a host, or under /atlas/."""
    port = free_port()
    headers = work / "atlas-headers.conf"
    headers.write_text(sample(headers.name), encoding="utf-8")
    whole = sample("atlas.conf")
    shared, _, servers = whole.partition("server {")
    if prefix == "/":
        server = f"server {{{servers.partition('server {')[2]}"
        server = put(server, "listen 443 ssl http2", f"listen 127.0.0.1:{port}")
        server = re.sub(r" *ssl_certificate.*\n", "", put(server, "/srv/atlas", str(folder)))
    else:
        (work / prefix.strip("/")).symlink_to(folder)
        inner = put(sample("atlas-path.conf"), "/srv/www", str(work))
        server = f"server {{ listen 127.0.0.1:{port}; absolute_redirect off;\n{inner}}}"
    site = put(shared + server, "include atlas-headers.conf", f"include {headers}")
    text = NGINX.format(user="user root;" if os.geteuid() == 0 else "", work=work, site=site)
    config = work / "nginx.conf"
    config.write_text(text, encoding="utf-8")
    command = [program("nginx") or "nginx", "-p", str(work), "-e", str(work / "log"), "-c", str(config)]
    with _running(command, port, work) as stop:
        yield Served(Mount(folder, f"http://127.0.0.1:{port}{prefix}"), stop)


@contextmanager
def lighttpd(folder: Path, work: Path) -> Iterator[Served]:
    """Serve a folder by lighttpd, at the top of a host."""
    port = free_port()
    text = put(sample("lighttpd.conf"), "/srv/atlas", str(folder))
    config = work / "lighttpd.conf"
    config.write_text(f'server.bind = "127.0.0.1"\nserver.port = {port}\n{text}', encoding="utf-8")
    with _running([program("lighttpd") or "lighttpd", "-D", "-f", str(config)], port, work) as stop:
        yield Served(Mount(folder, f"http://127.0.0.1:{port}/"), stop)


@contextmanager
def python_server(folder: Path, work: Path) -> Iterator[Served]:
    """Serve a folder by Python's own server, which knows neither headers nor a page for what is missing."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "-d", str(folder), str(port)]
    with _running(command, port, work) as stop:
        yield Served(Mount(folder, f"http://127.0.0.1:{port}/"), stop)


@contextmanager
def _running(command: list[str], port: int, work: Path) -> Iterator[Callable[[], None]]:
    """Run a server until the block ends or it is stopped."""
    said = work / "said"
    with said.open("wb") as words:
        server = subprocess.Popen(command, stdout=words, stderr=words)

    def stop() -> None:
        server.terminate()
        server.wait(PATIENCE)

    try:
        end = time.monotonic() + PATIENCE
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{command[0]} does not answer: {said.read_text(encoding='utf-8')}")
            time.sleep(0.02)
        yield stop
    finally:
        stop()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
