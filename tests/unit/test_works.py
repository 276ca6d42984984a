from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from bodies import FIGURES, cameras

from atlas.problems import SiteError
from atlas.works import read_works

if TYPE_CHECKING:
    from pathlib import Path


def test_what_the_workshop_made_is_read_at_once() -> None:
    works = read_works(FIGURES)
    assert works.cameras == cameras()
    assert set(works.contours) == set(works.cameras)
    assert [side.title for side in works.sides] == ["Front", "Back"]
    assert len(works.lines) == 14
    assert works.contours["body-front"].simple


def test_a_file_that_a_merge_has_spoilt_is_told_as_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    shutil.copytree(FIGURES, folder)
    for spoilt in ("<<<<<<< HEAD\n", json.dumps({"key": ""})):
        (folder / "meridians.json").write_text(spoilt, encoding="utf-8")
        with pytest.raises(SiteError, match="cannot be read: "):
            read_works(folder)
