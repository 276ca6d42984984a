from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import pytest
from sampling import ROOT

from atlas.assets import Assets, collect_assets
from atlas.problems import SiteError

if TYPE_CHECKING:
    from pathlib import Path

MAIN = """/* All of it. */
@layer reset, blocks;
@import "reset.css" layer(reset);
@import "blocks/card.css" layer(blocks);
"""
WHOLE = b"""/* All of it. */
@layer reset, blocks;
@layer reset {
* { margin: 0; }
}
@layer blocks {
.card { color: var(--ink); }
}
"""


def mark(content: bytes) -> str:
    return blake2b(content, digest_size=5).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assets = tmp_path / "assets"
    for name, content in {
        "css/main.css": MAIN,
        "css/reset.css": "\n* { margin: 0; }\n",
        "css/blocks/card.css": ".card { color: var(--ink); }\n",
        "js/tool.min.js": "one",
        "images/hand.webp": "two",
        "images/deep/foot.webp": "three",
        "js/sw.js": "goes to the top of the site",
        ".DS_Store": "x",
    }.items():
        (assets / name).parent.mkdir(parents=True, exist_ok=True)
        (assets / name).write_text(content, encoding="utf-8")
    return assets


def test_sheets_become_one_and_every_name_changes_with_its_content(folder: Path) -> None:
    names = {
        "css/main.css": f"assets/css/main.{mark(WHOLE)}.css",
        "images/deep/foot.webp": f"assets/images/deep/foot.{mark(b'three')}.webp",
        "images/hand.webp": f"assets/images/hand.{mark(b'two')}.webp",
        "js/tool.min.js": f"assets/js/tool.min.{mark(b'one')}.js",
    }
    assert collect_assets(folder, folder.parent) == Assets(
        files={
            names["css/main.css"]: WHOLE,
            names["images/deep/foot.webp"]: b"three",
            names["images/hand.webp"]: b"two",
            names["js/tool.min.js"]: b"one",
        },
        names=names,
    )


def test_authors_name_pictures_as_they_lie_in_their_folder(folder: Path) -> None:
    assert collect_assets(folder, folder.parent).image_names() == {
        "image:deep/foot.webp": f"assets/images/deep/foot.{mark(b'three')}.webp",
        "image:hand.webp": f"assets/images/hand.{mark(b'two')}.webp",
    }


def test_another_content_is_another_name_and_the_rest_stay(folder: Path) -> None:
    before = collect_assets(folder, folder.parent).names
    (folder / "css/reset.css").write_text("* { padding: 0; }", encoding="utf-8")
    after = collect_assets(folder, folder.parent).names
    assert [name for name in before if before[name] != after[name]] == ["css/main.css"]


def test_every_sheet_that_is_not_there_is_told_at_its_line(folder: Path) -> None:
    (folder / "css/reset.css").unlink()
    (folder / "css/blocks/card.css").unlink()
    with pytest.raises(SiteError) as caught:
        collect_assets(folder, folder.parent)
    assert str(caught.value) == (
        'assets/css/main.css:3: there is no style sheet "reset.css"\n'
        'assets/css/main.css:4: there is no style sheet "blocks/card.css"'
    )


def test_a_file_that_cannot_be_read_is_a_problem(folder: Path) -> None:
    (folder / "css/main.css").unlink()
    with pytest.raises(SiteError) as caught:
        collect_assets(folder, folder.parent)
    assert str(caught.value) == "assets/css/main.css: cannot be read: No such file or directory"


def test_the_real_sheets_open_and_close_in_pairs() -> None:
    sheet = collect_assets(ROOT / "assets", ROOT)
    text = sheet.files[sheet.names["css/main.css"]].decode()
    assert "@import" not in text
    assert text.count("{") == text.count("}")
