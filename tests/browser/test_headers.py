from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from reading import read_document
from serving import read_headers

if TYPE_CHECKING:
    from pathlib import Path

    from reading import Document
    from serving import Mount

URL = "https://example.org/atlas/"
LOADED = {"script": "src", "img": "src", "source": "src", "iframe": "src", "use": "href"}
LOADING_LINKS = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload"}
DATA = "application/ld+json"


@pytest.fixture(scope="session")
def documents(site: Mount) -> dict[str, Document]:
    """Return every page of the site, read."""
    read = {name: (site.folder / name).read_text(encoding="utf-8") for name in site.pages()}
    return {name: read_document(text) for name, text in read.items()}


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(site_folder: Path) -> None:
    headers = read_headers((site_folder / "_headers").read_text(encoding="utf-8"))
    always = headers["/*"]
    policy = [rule.strip().partition(" ") for rule in always.pop("Content-Security-Policy").split(";")]
    assert {name: allowed for name, _, allowed in policy} == {
        "default-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    for device in ("camera", "geolocation", "microphone", "payment", "usb"):
        assert f"{device}=()" in always["Permissions-Policy"].split(", ")
    del always["Permissions-Policy"]
    assert always == {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
    }
    assert "immutable" in headers["/assets/*"]["Cache-Control"]
    assert headers["/sw.js"]["Cache-Control"] == "no-cache"


def test_nothing_is_inline_but_data(documents: dict[str, Document]) -> None:
    faults = []
    for name, document in documents.items():
        faults += [f"{name}: <style>" for _ in document.all("style")]
        faults += [f"{name}: inline script" for given in document.all("script") if _is_inline_code(given)]
        for tag, given in document.elements:
            forbidden = [key for key in given if key == "style" or key.startswith("on")]
            faults += [f"{name}: <{tag} {key}>" for key in forbidden]
            faults += [f"{name}: {value}" for value in given.values() if value.startswith("javascript:")]
    assert faults == []


def _is_inline_code(given: dict[str, str]) -> bool:
    return "src" not in given and given.get("type") != DATA


def test_scripts_are_classic_and_deferred(documents: dict[str, Document]) -> None:
    """The theme alone runs before the styles, so that no page flashes in the wrong colours."""
    scripts = [given for document in documents.values() for given in document.all("script") if "src" in given]
    assert [given for given in scripts if "type" in given] == []
    at_once = [given["src"].rpartition("/")[2] for given in scripts if "defer" not in given]
    assert len(at_once) == len(documents)
    assert {name.partition(".")[0] for name in at_once} == {"every-page"}


def test_structured_data_can_be_read(documents: dict[str, Document]) -> None:
    described = set()
    for name, document in documents.items():
        blocks = [json.loads(text) for text in document.text_in("script")]
        assert len(blocks) == len([1 for given in document.all("script") if given.get("type") == DATA])
        for block in blocks:
            assert block["@context"] == "https://schema.org"
            assert block["@type"]
            described.add(name)
    told = {name for name in documents if name.startswith(("points/", "routines/")) and "/card" not in name}
    assert told <= described


def test_every_page_says_what_it_is(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        metas = document.all("meta")
        properties = {given["property"]: given["content"] for given in metas if "property" in given}
        names = {given["name"]: given["content"] for given in metas if "name" in given}
        canonical = [given["href"] for given in document.all("link") if given.get("rel") == "canonical"]
        assert {"og:site_name", "og:title", "og:description", "og:type"} <= set(properties), name
        assert all(properties.values()), name
        assert names["description"], name
        assert document.all("html") == [{"lang": "en"}], name
        if names.get("robots") == "noindex":
            assert canonical == [], name
        else:
            assert canonical == [URL + name]
            assert properties["og:url"] == URL + name


def test_titles_are_all_different(documents: dict[str, Document]) -> None:
    titles = ["".join(document.text_in("title")) for document in documents.values()]
    assert sorted(set(titles)) == sorted(titles)


def test_the_manifest_names_icons_that_are_what_it_says(site_folder: Path) -> None:
    manifest = json.loads((site_folder / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (site_folder / manifest["start_url"]).is_file()
    assert manifest["icons"]
    for icon in manifest["icons"]:
        width, height = struct.unpack(">II", (site_folder / icon["src"]).read_bytes()[16:24])
        assert icon["sizes"] == f"{width}x{height}"
        assert icon["type"] == "image/png"


def test_nothing_is_loaded_from_another_host(documents: dict[str, Document]) -> None:
    loaded = [
        given[LOADED[tag]]
        for document in documents.values()
        for tag, given in document.elements
        if LOADED.get(tag) in given
    ]
    links = [given for document in documents.values() for given in document.all("link")]
    loaded += [given["href"] for given in links if LOADING_LINKS & set(given["rel"].split())]
    assert [address for address in loaded if urlsplit(address).scheme or urlsplit(address).netloc] == []


def test_styles_and_scripts_name_no_other_host(site_folder: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in site_folder.rglob("assets/*/*.[cj]s*")}
    assert texts
    assert [name for name, text in texts.items() if "://" in text or "url(//" in text] == []


def test_links_that_leave_take_nothing_along(documents: dict[str, Document]) -> None:
    outside = [
        (name, given)
        for name, document in documents.items()
        for given in document.all("a")
        if urlsplit(given.get("href", "")).netloc
    ]
    assert outside
    assert [name for name, given in outside if "noopener" not in given.get("rel", "").split()] == []
