"""Answer the browser of this computer, and nobody else."""

from __future__ import annotations

import asyncio
import contextlib
import errno
from typing import TYPE_CHECKING

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.routing import URLSpec
from tornado.web import Application, RequestHandler

from atlas.preview import answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from socket import socket

    from atlas.preview import Preview

HERE = "127.0.0.1"
NAMES = (HERE, "localhost")
LAST_PORT = 65535
WAITING = 1024  # connections that the system holds for us
RELOAD = {"command": "reload", "path": "*", "liveCSS": True}


def open_port(port: int) -> list[socket]:
    """Listen on a port that only this computer reaches: the wanted one, or the next that is free."""
    for free in range(port, LAST_PORT + 1):
        try:
            return bind_sockets(free, HERE, backlog=WAITING)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, "no port is free")


def receive(sockets: list[socket], newest: Callable[[], Awaitable[Preview]]) -> None:
    """Answer whoever comes, from now on."""
    _make_room()
    rules = [
        URLSpec("/livereload", _Line),
        URLSpec(r"/livereload\.js", _Script),
        URLSpec("/.*", _Page, {"newest": newest}),
    ]
    HTTPServer(Application(rules, log_function=lambda _: None)).add_sockets(sockets)


async def tell_pages() -> None:
    """Tell every open page that something changed. Those that have just gone need not hear it."""
    lines = [line.write_message(RELOAD) for line in tuple(LiveReloadHandler.waiters)]
    await asyncio.gather(*lines, return_exceptions=True)


def _make_room() -> None:
    """Let as many connections be open as the system allows: it begins with fewer."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows counts differently
        import resource  # noqa: PLC0415

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class _Local(RequestHandler):
    """Answers pages of this computer's own preview, and nobody else's.

    Another site may give its name our address (DNS rebinding): then the browser tells us that name. Or it may
    open a line to us from its own page: then the browser tells us where that page is from.
    """

    def prepare(self) -> None:
        """Refuse who is not ours."""
        origin = self.request.headers.get("Origin")
        if self.request.host_name not in NAMES:
            self._refuse(421, f"This is the preview of a site on {HERE}. It has no other name.")
        elif origin not in (None, f"http://{self.request.host}"):
            self._refuse(403, "Pages of other sites may not ask the preview.")

    def _refuse(self, status: int, words: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{words}\n")

    def set_default_headers(self) -> None:
        """Say nothing about the server."""
        self.clear_header("Server")


class _Page(_Local):
    """Any address of the site."""

    def initialize(self, newest: Callable[[], Awaitable[Preview]]) -> None:
        """Take what every request shares."""
        self.newest = newest

    async def get(self) -> None:
        """Answer, as soon as there is a first site."""
        said = answer(await self.newest(), self.request.path, self.request.host)
        self.set_status(said.status)
        for name, value in said.headers.items():
            self.set_header(name, value)
        self.finish(said.body)

    head = get


class _Script(_Local, LiveReloadJSHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's own script."""


class _Line(_Local, LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The line to an open page, in livereload's words."""

    def prepare(self) -> None:
        """Refuse who does not say where the page is from; every browser does."""
        if "Origin" not in self.request.headers:
            self._refuse(403, "Only pages of the preview may wait here.")
        else:
            super().prepare()

    def on_message(self, message: str | bytes) -> None:
        """Take part in the hand-shake. Who speaks otherwise is no page of ours."""
        try:
            super().on_message(message)
        except (AttributeError, TypeError, ValueError):
            self.close()
