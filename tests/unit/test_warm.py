"""A site that is made again and again is the one that would be made from nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import UndefinedError
from sampling import PARTS, PROGRAM, copy_sample, edit, made, run

from atlas.pipeline import Made, Site, finish
from atlas.problems import SiteError
from atlas.warm import Warm

if TYPE_CHECKING:
    from pathlib import Path

POINT = "content/points/gb21.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project", (*PARTS, *PROGRAM))


def warm(root: Path) -> Warm:
    return Warm(Site(root, root / "output"), root / ".cache")


def test_whatever_changed_it_is_made_as_if_from_nothing(root: Path) -> None:
    again = warm(root)
    assert again() == made(root).files
    first = again()
    edit(root / POINT, "english: Shoulder Well", "english: Shoulder Spring")
    second = again()
    assert second == made(root).files
    assert b"Shoulder Spring" in second["points/gb21.html"]
    assert second["safety.html"] is first["safety.html"]  # it was not made anew
    edit(root / "templates/layouts/point.html", "{% block main %}", "{% block main %}<p>New</p>")
    third = again()
    assert third == made(root).files
    assert b"<p>New</p>" in third["points/te3.html"]
    sheet = root / "assets/css/utilities.css"
    sheet.write_text(f"{sheet.read_text(encoding='utf-8')}\nh1 {{ color: red; }}\n", encoding="utf-8")
    assert again() == made(root).files


def test_a_mistake_in_a_template_is_forgotten_when_it_is_undone(root: Path) -> None:
    again = warm(root)
    before = again()
    template = root / "templates/layouts/point.html"
    good = template.read_text(encoding="utf-8")
    for wrong, error in (("{% if %}", SiteError), ("{{ nobody }}", UndefinedError)):
        template.write_text(good.replace("{% block main %}", f"{{% block main %}}{wrong}"), encoding="utf-8")
        for _ in range(2):
            with pytest.raises(error):
                again()
        template.write_text(good, encoding="utf-8")
        assert again() == before


def test_a_mistake_on_the_way_does_no_harm(root: Path) -> None:
    again = warm(root)
    before = again()
    good = (root / POINT).read_bytes()
    for wrong in (good.replace(b"sides: both", b"sides: midline"), b"", good[:300]):
        (root / POINT).write_bytes(wrong)
        with pytest.raises(SiteError):
            again()
    (root / POINT).write_bytes(good)
    assert again() == before
    shutil.rmtree(root / "content")
    with pytest.raises(SiteError):
        again()


def test_it_begins_with_what_builds_left_in_the_cache_and_leaves_that_alone(root: Path) -> None:
    assert run(root, "--quiet").returncode == 0
    kept = {file: file.read_bytes() for file in (root / ".cache").iterdir()}
    again = warm(root)
    assert again() == made(root).files
    assert {file: file.read_bytes() for file in (root / ".cache").iterdir()} == kept
    for file in kept:
        file.write_bytes(b"damaged")
    assert warm(root)() == made(root).files


def test_drafts_are_made_when_asked_for(root: Path) -> None:
    run(root, "new", "need", "stiff-neck")
    drafts = Warm(Site(root, root / "output", drafts=True), root / ".cache")
    assert "needs/stiff-neck.html" in drafts()
    assert "needs/stiff-neck.html" not in warm(root)()
    assert not (root / "output").exists()


def test_a_template_that_changed_while_the_site_was_made_and_changed_back_is_forgotten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = warm(root)
    before = again()
    template = root / "templates/layouts/point.html"
    good = template.read_text(encoding="utf-8")

    def meanwhile(*parts: Any) -> Made:
        template.write_text(good.replace("{% block main %}", "{% block main %}<p>New</p>"), encoding="utf-8")
        made = finish(*parts)
        template.write_text(good, encoding="utf-8")
        return made

    edit(root / "templates/layouts/text.html", "{% block main %}", "{% block main %}<p>Text</p>")
    with monkeypatch.context() as patch:  # nothing else tells when templates are read
        patch.setattr("atlas.warm.finish", meanwhile)
        assert b"<p>New</p>" in again()["points/te3.html"]
    after = again()
    assert after == made(root).files
    assert after["points/te3.html"] == before["points/te3.html"]
