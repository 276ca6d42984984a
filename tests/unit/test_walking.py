from __future__ import annotations

from typing import TYPE_CHECKING

from walking import walked

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {
    "index.html": "",
    "about.html": "x",
    "points/a.html": "x" * 9,
    "points/b.html": "<svg><svg>",
    "points/c.html": "caution caution" + "x" * 90,
    "points/d.html": "x" * 30,
    "points/a/card.html": "x",
    "routines/r/card.html": "x",
    "routines/r/card-full.html": "x",
}


def test_a_sample_has_every_kind_of_page_and_the_extremes_of_each(tmp_path: Path) -> None:
    for name, text in PAGES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert walked("all", PAGES, tmp_path) == sorted(PAGES)
    assert walked("some", PAGES, tmp_path) == sorted(PAGES.keys() - {"points/d.html"})
