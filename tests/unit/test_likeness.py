"""Whether two pages are alike."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from sampling import ROOT, sample, sample_pictures, stock

from atlas.library import Entry
from atlas.likeness import Likeness
from atlas.pages import list_pages
from atlas.prose import Link

if TYPE_CHECKING:
    from atlas.page import Page

PAGES = {page.path: page for page in list_pages(stock(sample(), sample_pictures()))}
POINT = PAGES["points/gb21.html"]
PICTURE = PAGES["needs/upper-back-pain.html"].pictures[0]
OTHER: dict[str, Any] = {
    "path": "points/x.html",
    "template": "layouts/text.html",
    "title": "x",
    "description": "x",
    "view": PAGES["points/li4.html"].view,
    "section": "x",
    "made_from": PurePath("x"),
    "updated": None,
    "indexed": False,
    "printed": True,
    "structured": {},
    "links": (Link("index.html", 7),),
    "pictures": (PICTURE,),
    "small": {"GB21": PICTURE},
    "maps": {"large": (PICTURE,)},
}


def like(page: Page) -> str:
    return Likeness().of(page)


def test_no_two_pages_are_alike_and_each_is_like_itself() -> None:
    likeness = Likeness()
    hashes = {path: likeness.of(page) for path, page in PAGES.items()}
    assert len(set(hashes.values())) == len(PAGES)
    assert hashes == {path: like(page) for path, page in PAGES.items()}


def test_every_fact_of_a_page_tells_it_from_others() -> None:
    assert set(OTHER) == {fact.name for fact in fields(POINT)}
    for name, value in OTHER.items():
        changed: dict[str, Any] = {name: value}
        assert like(replace(POINT, **changed)) != like(POINT), name


def test_every_process_writes_a_page_alike() -> None:
    words = "import test_likeness as t; print(*(f'{p} {t.like(q)}' for p, q in t.PAGES.items()), sep='\\n')"
    folders = os.pathsep.join(map(str, (Path(__file__).parent, ROOT / "tests", ROOT)))
    for seed in "12":  # sets have another order in each
        done = subprocess.run(
            [sys.executable, "-c", words],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": folders},
            capture_output=True,
            text=True,
            check=True,
        )
        told = dict(line.split(" ") for line in done.stdout.splitlines())
        assert told == {path: like(page) for path, page in PAGES.items()}


def test_of_an_entry_its_name_and_front_matter_count_and_not_its_text() -> None:
    entry = sample().points["GB21"]

    def alike(at: tuple[int, ...] = (), **changes: Any) -> bool:
        other = Entry(replace(entry.source, **changes), entry.matter, at)
        return like(replace(POINT, view=(entry,))) == like(replace(POINT, view=(other,)))

    assert alike(body="Other words.", body_line=99, lines={})
    assert not alike(front="another hash")
    assert not alike(path=PurePath("content/points/x.md"))
    assert not alike((1,))


def test_of_a_library_every_entry_counts_and_every_draft() -> None:
    def alike(**changes: Any) -> bool:
        other = replace(sample(), **changes)
        return like(replace(POINT, view=(sample(),))) == like(replace(POINT, view=(other,)))

    assert alike(points=dict(sample().points))
    assert not alike(points=dict(reversed(list(sample().points.items()))))
    assert not alike(references={})
    assert not alike(flags=())
    assert not alike(drafts=sample().drafts | {"GB22"})


def test_of_a_picture_all_counts_but_the_contours_which_all_share() -> None:
    picture = PICTURE

    def alike(**changes: Any) -> bool:
        return like(replace(POINT, pictures=(picture,))) == like(
            replace(POINT, pictures=(replace(picture, **changes),))
        )

    assert alike(contours={})
    assert not alike(figure=replace(picture.figure, title="x"))
    assert not alike(plate="x")
    assert not alike(caption="x")
    assert not alike(links={"1": ("points/gb21.html", "x")})


def test_templates_read_of_an_entry_only_what_is_hashed() -> None:
    for file in (ROOT / "templates").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert re.findall(r"\.source\b", text) == [], file
