from __future__ import annotations

from pathlib import Path

import pytest
from sampling import SAMPLE, copy_sample, edit, sample

from atlas.collect import load_library
from atlas.problems import SiteError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project", ())


def problems(root: Path) -> str:
    with pytest.raises(SiteError) as caught:
        load_library(root / "content", root)
    return str(caught.value)


def test_everything_is_read_in_the_order_in_which_it_is_shown() -> None:
    library = sample()
    assert list(library.points) == ["LI4", "TE3", "GB21", "CV17"]  # along the meridians
    assert list(library.meridians) == [
        "large-intestine",
        "triple-energizer",
        "gallbladder",
        "conception-vessel",
        "extra-points",
    ]
    assert list(library.regions) == ["chest", "shoulder", "hand"]  # by their own order
    assert list(library.pages) == [
        "about",
        "glossary",
        "how-to-measure",
        "how-to-press",
        "ruler",
        "safety",
        "sources",
    ]
    assert list(library.references) == ["first-source", "second-source"]  # as written
    assert [flag.matter.points for flag in library.flags] == [("GB21", "LI4", "SP6")]
    assert library.drafts == frozenset()


def test_a_path_begins_at_the_project() -> None:
    assert sample().points["GB21"].source.path == Path("content/points/gb21.md")
    assert sample().references["first-source"].source.path == Path("content/references.yaml")


def test_points_of_one_meridian_go_by_number_and_extra_points_by_letters(root: Path) -> None:
    text = (root / "content/points/gb21.md").read_text(encoding="utf-8")
    for code, meridian in (
        ("GB3", "gallbladder"),
        ("GB30", "gallbladder"),
        ("EX-UE9", "extra-points"),
        ("EX-HN10", "extra-points"),
        ("EX-HN3", "extra-points"),
    ):
        new = text.replace("code: GB21", f"code: {code}").replace(
            "meridian: gallbladder", f"meridian: {meridian}"
        )
        (root / f"content/points/{code.lower()}.md").write_text(new, encoding="utf-8")
    order = ["LI4", "TE3", "GB3", "GB21", "GB30", "CV17", "EX-HN3", "EX-HN10", "EX-UE9"]
    assert list(load_library(root / "content", root).points) == order


def test_a_draft_is_left_out_unless_it_is_asked_for(root: Path) -> None:
    edit(root / "content/points/te3.md", "reviewed:", "draft: true\nreviewed:")
    edit(root / "content/routines/shoulder-break.md", "reviewed:", "draft: true\nreviewed:")
    library = load_library(root / "content", root)
    assert (list(library.points), list(library.routines)) == (["LI4", "GB21", "CV17"], [])
    assert library.drafts == {"TE3", "shoulder-break"}
    whole = load_library(root / "content", root, drafts=True)
    assert (list(whole.points), list(whole.routines)) == (["LI4", "TE3", "GB21", "CV17"], ["shoulder-break"])
    assert whole.drafts == frozenset()


def test_a_folder_may_be_missing_or_empty_and_hidden_files_are_nobody_s_business(root: Path) -> None:
    for file in (root / "content/glossary").iterdir():
        file.unlink()
    (root / "content/glossary").rmdir()
    (root / "content/.DS_Store").write_bytes(b"\0")
    (root / "content/points/.gb21.md.swp").write_bytes(b"\0")
    library = load_library(root / "content", root)
    assert (library.glossary, len(library.points)) == ({}, 4)


def test_the_problems_of_all_files_are_told_at_once(root: Path) -> None:
    edit(root / "content/points/gb21.md", "sides: both\n", "")
    edit(root / "content/regions/hand.md", "order: 3", "order: third")
    edit(root / "content/site.yaml", "language: en", "language: English")
    edit(root / "content/references.yaml", "  study: rct", "  study: trial")
    (root / "content/flags.yaml").unlink()
    (root / "content/x").mkdir()
    assert problems(root) == (
        "content/flags.yaml: cannot be read: No such file or directory\n"
        'content/points/gb21.md:2: "sides" is missing\n'
        'content/references.yaml:7: "study" cannot be "trial"\n'
        "    hint: one of: systematic-review, rct, observational, case-report, guideline, standard,"
        " institution, commentary, protocol, trial-registration, book\n"
        'content/regions/hand.md:3: "order" must be a whole number, not "third"\n'
        'content/site.yaml:4: "language" cannot be "English"\n'
        "    hint: a language is two small letters, such as en\n"
        "content/x: nothing reads this\n"
        "    hint: one of: points, routines, needs, regions, meridians, glossary, pages"
    )


def test_without_a_content_folder_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert problems(tmp_path) == "content: there is no such folder"


def test_a_link_out_of_the_content_is_refused(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\n", encoding="utf-8")
    (root / "content/pages/secret.md").symlink_to(secret)
    (root / "content/pages/gone.md").symlink_to(tmp_path / "gone.md")
    (root / "content/site.yaml").rename(tmp_path / "site.yaml")
    (root / "content/site.yaml").symlink_to(tmp_path / "site.yaml")
    (root / "content/regions").rename(tmp_path / "regions")
    (root / "content/regions").symlink_to(tmp_path / "regions")
    assert problems(root) == "\n".join(
        f"content/{name}: is a link to another place\n    hint: put the file itself here"
        for name in ("pages/gone.md", "pages/secret.md", "regions", "site.yaml")
    )


def test_two_files_with_one_code_are_told_however_they_are_named(root: Path) -> None:
    text = (root / "content/points/gb21.md").read_bytes()
    (root / "content/points/aa1.md").write_bytes(text)
    (root / "content/points/zz1.md").write_bytes(text)
    assert problems(root) == "\n".join(
        f'content/points/{name}.md:2: there is already a point "GB21"\n    hint: at content/points/aa1.md:2'
        for name in ("gb21", "zz1")
    )


def test_the_sample_is_whole() -> None:
    folders = {path.name for path in (SAMPLE / "content").iterdir() if path.is_dir()}
    assert folders == {"points", "routines", "needs", "regions", "meridians", "glossary", "pages"}
