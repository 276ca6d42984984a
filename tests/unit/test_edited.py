"""The short way of a build of which nothing has changed but texts: what it does, and when it is not taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from sampling import PARTS, PROGRAM, copy_sample, edit, made

from atlas import building, last
from atlas.building import build_from
from atlas.edited import make_edited
from atlas.holdings import MANIFEST
from atlas.pipeline import LOCK, Site
from atlas.problems import SiteError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPTIONS = {"site_url": "", "drafts": False}


class Author:
    """Somebody who builds a project again and again."""

    def __init__(self, root: Path) -> None:
        self.root, self.output, self.cache = root, root / "output", root / ".cache"
        self.short = False
        self.build()

    def build(self, meanwhile: Callable[[], object] = lambda: None) -> int:
        """Build as the command does; note if it was the short way, and return how much was written."""
        look = last.look(self.root)
        since = last.since(self.cache, self.root, look, self.output, OPTIONS)
        meanwhile()
        ways = []

        def short(*given: Any) -> object:
            ways.append(make_edited(*given))
            return ways[0]

        with patch.object(building, "make_edited", short):
            built = build_from(self.cache, Site(self.root, self.output), since=since)
        self.short = ways not in ([], [None])
        done = last.Last(1, 1, "", (), last.seen(built.written.left.items()), built.shelf)
        last.keep(
            self.cache, look.after_writing(self.root, LOCK, built.made.lock), self.output, OPTIONS, done
        )
        return built.written.changed

    def edit(self, name: str, old: str, new: str) -> None:
        edit(self.root / "content" / name, old, new)

    def is_right(self) -> bool:
        """Tell whether what lies there is what a whole build makes."""
        ours = json.loads((self.output / MANIFEST).read_bytes())["files"]
        return {path: (self.output / path).read_bytes() for path in ours} == made(self.root).files


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(copy_sample(tmp_path / "project", (*PARTS, *PROGRAM)))


BODY = "\n---\n"
MORE = "\n---\n\nMore words.\n\n"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("points/gb21.md", "points/gb21.html"),
        ("pages/safety.md", "safety.html"),
        ("pages/about.md", "about.html"),
        ("pages/glossary.md", "glossary.html"),
        ("glossary/meridian.md", "glossary.html"),
    ],
)
def test_where_a_text_changed_its_page_is_written_and_the_list_of_files(
    author: Author, name: str, page: str
) -> None:
    before = (author.output / page).read_bytes()
    author.edit(name, BODY, MORE)
    assert (author.build(), author.short) == (2, True)
    assert (author.output / page).read_bytes() != before
    assert author.is_right()


def test_it_is_taken_again_and_again_and_forgets_what_nobody_asks_for(author: Author) -> None:
    for new, old in ((MORE, BODY), (BODY, MORE), (MORE, BODY)):
        author.edit("points/gb21.md", old, new)
        sizes = (author.cache / "memo").stat().st_size
        author.build()
        assert author.short
        assert abs((author.cache / "memo").stat().st_size - sizes) < 200
    assert author.is_right()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("points/gb21.md", "english: ", "english: The "),
        ("site.yaml", "tagline: ", "tagline: The "),
        ("../templates/partials/footer.html", "</footer>", "<hr></footer>"),
        ("../assets/css/main.css", "@layer", "/* more */ @layer"),
    ],
)
def test_where_anything_else_changed_the_whole_is_made(author: Author, name: str, old: str, new: str) -> None:
    author.edit("points/gb21.md", BODY, MORE)
    path = (author.root / "content" / name).resolve()
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    author.build()
    assert not author.short
    assert author.is_right()


def test_so_it_is_where_that_happens_after_the_files_were_looked_at(author: Author) -> None:
    author.edit("points/gb21.md", BODY, MORE)
    author.build(lambda: author.edit("points/li4.md", "english: ", "english: The "))
    assert not author.short
    assert author.is_right()


def test_another_text_that_changes_then_is_seen(author: Author) -> None:
    author.edit("points/gb21.md", BODY, MORE)
    author.build(lambda: author.edit("points/li4.md", BODY, MORE))
    assert author.short
    assert author.is_right()


def test_where_the_site_was_touched_the_whole_is_made(author: Author) -> None:
    author.edit("points/gb21.md", BODY, MORE)
    author.build((author.output / "index.html").unlink)
    assert not author.short
    assert author.is_right()


def test_a_mistake_is_told_as_ever(author: Author) -> None:
    author.edit("points/gb21.md", BODY, "\n---\n\n[Nowhere](page:nowhere)\n\n")
    with pytest.raises(SiteError, match='the link "page:nowhere" leads nowhere'):
        author.build()
    author.edit("points/gb21.md", "[Nowhere](page:nowhere)", "This is proven.")
    with pytest.raises(SiteError, match='"proven" is a promise'):
        author.build()
