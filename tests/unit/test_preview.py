"""What each address of the preview answers, before any server is involved."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

import pytest

from atlas.preview import Preview, answer
from atlas.problems import Problem

HOST = "127.0.0.1:8000"
RULES = b"""/*
  Content-Security-Policy: default-src 'self'; object-src 'none'
  X-Content-Type-Options: nosniff
/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""
SHEET = b'<link rel="stylesheet" href="assets/css/main.0123456789.css">'
FILES = {
    "index.html": b"<head>" + SHEET + b"</head>Home",
    "404.html": b"<head></head>Nothing here",
    "assets/css/main.0123456789.css": b"p {}",
    "points/gb21.html": b"<head></head>GB21",
    "sw.js": b"const SITE = {};",
    "_headers": RULES,
}
PROBLEM = Problem(PurePosixPath("content/points/a.md"), 3, 'cannot be "<b>"', 'did you mean "b" & c?')


def like(html: bytes) -> str:
    """Return what the page is told that it is like."""
    files = {**FILES, "index.html": html}
    said = answer(Preview(files), "/", HOST).body.decode()
    return said.partition("reload.js?page=")[2].partition('"')[0]


@pytest.mark.parametrize("path", ["/", "/index.html", "/index%2Ehtml"])
def test_a_page_comes_with_the_headers_of_its_hosts_and_a_line_to_us(path: str) -> None:
    said = answer(Preview(FILES), path, HOST)
    assert said.status == 200
    assert said.headers == {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'self'; object-src 'none'; connect-src 'self' ws://127.0.0.1:8000",
        "Content-Type": "text/html; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
    }
    assert re.fullmatch(
        "<head>"
        + re.escape(SHEET.decode())
        + r'<script src="/livereload/reload\.js\?page=\w{16}" defer></script>\n'
        r'<script src="/livereload\.js\?mindelay=200&amp;maxdelay=1000" defer></script>\n</head>Home',
        said.body.decode(),
    )


def test_a_policy_of_its_own_for_lines_is_kept() -> None:
    rules = b"/*\n  Content-Security-Policy: connect-src https://a.example; default-src 'none'\n"
    said = answer(Preview({**FILES, "_headers": rules}), "/", HOST).headers["Content-Security-Policy"]
    assert said == "connect-src https://a.example ws://127.0.0.1:8000; default-src 'none'"
    bare = answer(Preview({"index.html": b""}), "/", HOST).headers["Content-Security-Policy"]
    assert bare.startswith("default-src 'self'; ")
    assert bare.endswith("; connect-src 'self' ws://127.0.0.1:8000")


def test_at_the_port_that_goes_without_saying_livereload_is_told_it() -> None:
    assert b"maxdelay=1000&amp;port=80" in answer(Preview(FILES), "/", "localhost").body


def test_a_file_comes_as_it_will_be_published() -> None:
    said = answer(Preview(FILES), "/assets/css/main.0123456789.css?x=1".partition("?")[0], HOST)
    assert (said.status, said.body) == (200, b"p {}")
    assert said.headers == {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'self'; object-src 'none'",
        "Content-Type": "text/css; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
    }


@pytest.mark.parametrize(
    "path", ["/points/", "/points", "/points/gb22.html", "/_headers", "//", "/../x", "/.."]
)
def test_what_is_not_there_is_said_by_the_sites_own_page(path: str) -> None:
    said = answer(Preview(FILES), path, HOST)
    assert (said.status, said.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert said.body.endswith(b"Nothing here")
    assert b"/livereload/reload.js" in said.body


def test_a_page_is_still_like_itself_with_other_styles_but_not_with_other_words() -> None:
    was = like(FILES["index.html"])
    assert like(FILES["index.html"].replace(b"0123456789", b"aaaaaaaaaa")) == was
    assert like(FILES["index.html"].replace(b"main", b"paper")) != was
    assert like(FILES["index.html"].replace(b"Home", b"home")) != was
    script = b'<script src="assets/js/a.0123456789.js">'
    assert like(script) != like(script.replace(b"0123456789", b"aaaaaaaaaa"))


def test_the_worker_is_one_that_removes_itself() -> None:
    said = answer(Preview(FILES), "/sw.js", HOST)
    assert b"registration.unregister()" in said.body
    assert said.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert said.headers["Cache-Control"] == "no-store"


def test_open_pages_are_told_what_is_wrong() -> None:
    said = answer(Preview(FILES, (PROBLEM,)), "/livereload/state.json", HOST)
    assert said.headers["Content-Type"] == "application/json"
    assert json.loads(said.body) == {
        "problems": [
            {"place": "content/points/a.md:3", "message": 'cannot be "<b>"', "hint": 'did you mean "b" & c?'}
        ]
    }
    assert answer(Preview(FILES, (PROBLEM,)), "/", HOST) == answer(Preview(FILES), "/", HOST)


@pytest.mark.parametrize("path", ["/", "/points/gb21.html", "/sw.js"])
def test_without_a_site_every_address_says_what_is_wrong(path: str) -> None:
    said = answer(Preview({}, (PROBLEM,)), path, HOST)
    assert said.status == 503
    assert said.headers["Content-Security-Policy"].startswith("default-src 'self'; ")
    html = said.body.decode()
    assert "<h1>The site cannot be built yet</h1>" in html
    assert '<code class="place">content/points/a.md:3</code>' in html
    assert "<p>cannot be &quot;&lt;b&gt;&quot;</p>" in html
    assert "Hint: did you mean &quot;b&quot; &amp; c?" in html
    assert "/livereload/reload.js?page=" in html
    assert answer(Preview({}, ()), path, HOST).body != said.body


@pytest.mark.parametrize("name", ["", "gone.js", "../preview.py", "..", "//etc/passwd", "reload.js/"])
def test_only_the_files_of_the_open_page_are_given(name: str) -> None:
    assert answer(Preview(FILES), "/livereload/reload.js", HOST).status == 200
    assert answer(Preview(FILES), f"/livereload/{name}", HOST).status == 404


def test_what_changed_is_counted() -> None:
    newer = {name: content for name, content in FILES.items() if name != "sw.js"} | {
        "index.html": b"",
        "new": b"",
    }
    assert Preview(newer).changed_since(Preview(FILES)) == 3
    assert Preview(FILES).changed_since(Preview(dict(FILES))) == 0
    assert Preview(FILES).changed_since(Preview()) == len(FILES)
