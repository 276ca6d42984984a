from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from sampling import PARTS, copy_sample, edit, made

from atlas.offline import Keep, choose, read_worker, write_worker
from atlas.problems import SiteError
from atlas.prose import Link
from atlas.theme import Rendered

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = b"// the worker\n"
CSS, ONE, TWO = (
    "assets/css/main.1.css",
    "assets/figures/plates/one.1.webp",
    "assets/figures/plates/two.1.webp",
)
FILES = dict.fromkeys((CSS, ONE, TWO, "manifest.webmanifest", "feed.xml", "search-index.js"), b"x" * 10)


def rendered(*paths: str) -> dict[str, Rendered]:
    """Return pages that all load the same: ten bytes each, two pictures."""
    links = ("index.html#main", CSS, "manifest.webmanifest", "feed.xml", ONE, TWO, ONE)
    result = Rendered(b"x" * 10, tuple(Link(address, 0) for address in links), ())
    return dict.fromkeys(paths, result)


def files(*paths: str) -> dict[str, bytes]:
    return FILES | dict.fromkeys(paths, b"x" * 10)


def chosen(*paths: str, limit: int = 1000) -> Keep:
    return choose(rendered(*paths), files(*paths), limit)


def test_a_page_comes_with_what_it_loads_and_of_the_pictures_the_first() -> None:
    assert chosen("points/gb21.html") == Keep(
        core=(CSS, ONE, "manifest.webmanifest", "points/gb21.html"), more=(TWO,)
    )


@pytest.mark.parametrize("path", ["index.html", "needs/back.html", "routines/back.html"])
def test_whoever_begins_a_routine_has_all_its_pictures(path: str) -> None:
    assert chosen(path).more == ()


def test_cards_wait_until_they_are_opened() -> None:
    paths = ("cardinal.html", "points/cardia.html", "points/gb21/card.html", "routines/back/card-full.html")
    assert chosen(*paths).more == ("points/gb21/card.html", "routines/back/card-full.html")


def test_what_finds_no_room_waits_and_points_wait_before_needs() -> None:
    paths = (
        "regions/hand.html",
        "points/b.html",
        "points/a.html",
        "routines/r.html",
        "needs/n.html",
        "a.html",
    )
    whole = chosen(*paths)
    assert sum(len(files(*paths)[name]) for name in whole.core) == 100
    for limit, pages in (
        (99, {"a.html", "needs/n.html", "routines/r.html", "points/b.html", "points/a.html"}),
        (70, {"a.html", "needs/n.html", "routines/r.html"}),
        (69, {"a.html", "needs/n.html"}),
        (39, set()),
    ):
        keep = chosen(*paths, limit=limit)
        assert {name for name in keep.core if name.endswith(".html")} == pages
        assert sorted((*keep.core, *keep.more)) == sorted((*whole.core, *whole.more))


def test_of_a_kind_comes_first_what_most_pages_lead_to() -> None:
    pages = rendered("points/a.html", "points/b.html", "points/c.html", "needs/n.html", "needs/o.html")
    for path, leads in {"needs/n.html": ("b", "c", "b"), "needs/o.html": ("c",)}.items():
        links = (*pages[path].links, *(Link(f"points/{slug}.html", 0) for slug in leads))
        pages[path] = pages[path]._replace(links=links)
    keep = [choose(pages, files(*pages), limit).core for limit in (70, 80, 90)]
    kept = [[name for name in core if name.startswith("points/")] for core in keep]
    assert kept == [
        ["points/c.html"],
        ["points/b.html", "points/c.html"],
        ["points/a.html", "points/b.html", "points/c.html"],
    ]


def test_the_room_it_takes_is_rounded_up() -> None:
    assert Keep(("a",), ("b",)).room({"a": b"x" * 1_200_000, "b": b"x"}) == "1.3 MB"
    assert Keep(("a",), ()).room({"a": b"x" * 12_000_000}) == "12.0 MB"


def test_the_worker_begins_with_the_list_of_what_it_keeps() -> None:
    keep = Keep(("a.html",), ("b.html",))
    written = write_worker(SOURCE, keep, {"a.html": b"a", "b.html": b"b", "c.html": b"c"}).decode()
    version = json.loads(written.removeprefix("const SITE = ").partition(";\n")[0])["version"]
    assert written == (
        f'const SITE = {{"version": "{version}",\n'
        f'"core": {{"a.html": "{sha256(b"a").hexdigest()[:16]}"}},\n'
        f'"more": {{"b.html": "{sha256(b"b").hexdigest()[:16]}"}}}};\n'
        "\n"
        "// the worker\n"
    )


def test_every_change_is_a_version_of_its_own() -> None:
    a, b = Keep(("a.html",), ("b.html",)), Keep(("a.html", "b.html"), ())
    was = {"a.html": b"1", "b.html": b"1"}
    versions = [
        write_worker(source, keep, content).split(b"\n")[0]
        for source, keep, content in (
            (SOURCE, a, was),
            (SOURCE, a, was | {"a.html": b"2"}),
            (SOURCE, a, was | {"b.html": b"2"}),
            (SOURCE, b, was),
            (SOURCE + b" ", a, was),
        )
    ]
    assert len(set(versions)) == len(versions)
    assert write_worker(SOURCE, a, was | {"other": b"2"}) == write_worker(SOURCE, a, was)


def test_a_worker_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        read_worker(tmp_path / "assets" / "js" / "sw.js", tmp_path)
    assert str(caught.value) == "assets/js/sw.js: cannot be read: No such file or directory"


def test_the_worker_lies_at_the_top_and_lists_what_is_built(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "site", PARTS)
    site = made(root)
    listed = json.loads(site.files["sw.js"].decode().removeprefix("const SITE = ").partition(";\n")[0])
    hashes = listed["core"] | listed["more"]
    assert not [name for name in site.files if name.startswith("assets/js/sw")]
    assert hashes == {name: sha256(site.files[name]).hexdigest()[:16] for name in hashes}
    assert {name for name in site.files if name.endswith(".html")} <= set(hashes)
    cards = {name for name in site.files if "/card" in name and name.endswith(".html")}
    assert {name for name in listed["more"] if name.endswith(".html")} == cards
    assert made(root).files["sw.js"] == site.files["sw.js"]


def test_the_page_that_offers_it_says_how_much_it_is(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "site", PARTS)
    site = made(root)
    listed = json.loads(site.files["sw.js"].decode().removeprefix("const SITE = ").partition(";\n")[0])
    room = Keep(tuple(listed["core"]), tuple(listed["more"])).room(site.files)
    assert f"(about {room})" in site.files["about.html"].decode()


def test_one_word_on_a_card_is_a_new_version(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "site", PARTS)
    before = made(root).files["sw.js"]
    edit(root / "templates/components/card-origin.html", "card of", "a card of")
    after = made(root).files["sw.js"]
    assert before.split(b"\n")[0] != after.split(b"\n")[0]
