"""The site as its author sees it: the last good one, what is wrong since, and what each address answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import blake2b
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.problems import Problem

BROWSER = Path(__file__).parent / "browser"  # what runs on the open page; none of it is published
OWN = "livereload/"
STATE = f"{OWN}state.json"
HEADERS = "_headers"
# Not the machine's own list: on some, a script is plain text, which the site's headers then forbid to run.
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".xml": "application/xml",
}
STRICT = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SHEET = re.compile(rb"(assets/css/[\w/-]+)\.[0-9a-f]{10}\.css")


@dataclass(frozen=True, slots=True)
class Preview:
    """`files`: the last site that had no problem, by address. `problems`: what is wrong with the newest."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def changed_since(self, before: Preview) -> int:
        """Count the files that are new, different or gone."""
        different = sum(before.files.get(name) != content for name, content in self.files.items())
        return different + len(before.files.keys() - self.files.keys())


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a browser."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def answer(preview: Preview, path: str, host: str) -> Answer:
    """Answer as a plain host would. Names are looked up; no disk is searched for them."""
    name = unquote(path).removeprefix("/")
    if not name or name.endswith("/"):
        name += "index.html"
    if name == STATE:
        return _own(name, _state(preview), host)
    if name.startswith(OWN):
        return _tool(name.removeprefix(OWN), host)
    if not preview.files:
        return _own(".html", _unbuilt(preview, host), host, 503)
    if name == "sw.js":  # a copy of a site that changes all the time would only be in the way
        return _own(name, (BROWSER / "sw.js").read_bytes(), host)
    known = name in preview.files and name != HEADERS
    name = name if known else "404.html"
    body = preview.files.get(name, b"There is no such page, and no 404.html either.")
    headers = _headers(preview.files.get(HEADERS, b"").decode(), f"/{name}")
    if name.endswith(".html"):
        body = _with_scripts(body, host)
        headers["Content-Security-Policy"] = _with_line(headers.get("Content-Security-Policy", STRICT), host)
    kind = KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
    return Answer(200 if known else 404, {"Cache-Control": "no-cache", **headers, "Content-Type": kind}, body)


def _own(name: str, body: bytes, host: str, status: int = 200) -> Answer:
    """Return something that only the preview has, to be asked for anew each time."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": _with_line(STRICT, host),
        "Content-Type": KINDS[PurePosixPath(f"x{name}").suffix],
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return Answer(status, headers, body)


def _tool(name: str, host: str) -> Answer:
    tools = {file.name: file for file in BROWSER.iterdir()}
    if name not in tools:
        return _own(".txt", b"There is no such file.", host, 404)
    return _own(name, tools[name].read_bytes(), host)


def _state(preview: Preview) -> bytes:
    told = [{"place": p.place, "message": p.message, "hint": p.hint} for p in preview.problems]
    return json.dumps({"problems": told}).encode()


def _headers(rules: str, address: str) -> dict[str, str]:
    """Return what the site's hosts will send with an address: a pattern at the margin, its headers below."""
    found: dict[str, str] = {}
    applies = False
    for line in rules.splitlines():
        if not line.startswith(" "):
            applies = fnmatchcase(address, line)
        elif applies:
            name, _, value = line.strip().partition(": ")
            found[name] = value
    return found


def _with_line(policy: str, host: str) -> str:
    """Let an open page keep its line to us. All else stays as strict as it will be."""
    parts = [part.strip().partition(" ") for part in policy.split(";") if part.strip()]
    rules = {name: allowed for name, _, allowed in parts}
    own = rules.get("connect-src", rules.get("default-src", "'self'"))
    return "; ".join(
        f"{name} {allowed}" for name, allowed in (rules | {"connect-src": f"{own} ws://{host}"}).items()
    )


def _with_scripts(html: bytes, host: str) -> bytes:
    """Add what waits on the page for changes. It is told what the page is like, but for its style sheets."""
    like = blake2b(SHEET.sub(rb"\1.css", html), digest_size=8).hexdigest()
    port = "" if ":" in host else "&port=80"
    scripts = (
        f'<script src="/{OWN}reload.js?page={like}" defer></script>\n'
        f'<script src="/livereload.js?mindelay=200&amp;maxdelay=1000{escape(port)}" defer></script>\n'
    )
    head, end, body = html.partition(b"</head>")
    return b"".join((head, scripts.encode(), end, body))


def _unbuilt(preview: Preview, host: str) -> bytes:
    """Return the page that stands in for every page, as long as there is no site."""
    items = "".join(
        f'<li><p><code class="place">{escape(p.place)}</code></p><p>{escape(p.message)}</p>'
        f"{f'<p class=hint>Hint: {escape(p.hint)}</p>' if p.hint else ''}</li>\n"
        for p in preview.problems
    )
    html = (
        '<!doctype html>\n<html lang="en" data-unbuilt>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>Not built yet</title>\n<link rel="stylesheet" href="/{OWN}banner.css">\n</head>\n<body>\n'
        f"<main>\n<h1>The site cannot be built yet</h1>\n"
        f"<p>It will appear here when this is mended:</p>\n<ol>\n{items}</ol>\n</main>\n</body>\n</html>\n"
    )
    return _with_scripts(html.encode(), host)
