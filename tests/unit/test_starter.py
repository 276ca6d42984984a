from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sampling import ROOT, copy_real, copy_sample, made

from atlas.collect import load_library
from atlas.paper import KINDS
from atlas.pipeline import Site, make
from atlas.problems import SiteError
from atlas.starter import start

if TYPE_CHECKING:
    from pathlib import Path

CODE = "a code is capital letters and a number, such as GB21 or EX-HN3"
LETTERS = "\n    hint: one of: LI, TE, GB, CV, EX-HN, EX-UE"
SLUG = "a name is small letters, digits and hyphens, such as upper-back-pain"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project", ("templates",))


def refusal(root: Path, kind: str, name: str) -> str:
    before = sorted(root.rglob("*"))
    with pytest.raises(SiteError) as caught:
        start(root, kind, name)
    assert sorted(root.rglob("*")) == before
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "path", "facts"),
    [
        ("GB22", "content/points/gb22.md", ("GB22", "gallbladder", "both")),
        ("gb22", "content/points/gb22.md", ("GB22", "gallbladder", "both")),
        ("CV16", "content/points/cv16.md", ("CV16", "conception-vessel", "midline")),
        ("ex-hn3", "content/points/ex-hn3.md", ("EX-HN3", "extra-points", "both")),
    ],
)
def test_a_new_point_knows_its_code_its_meridian_and_its_sides(
    root: Path, name: str, path: str, facts: tuple[str, str, str]
) -> None:
    assert start(root, "point", name) == root / path
    text = (root / "templates/new/point.md").read_text(encoding="utf-8")
    for key, value in zip(("code", "meridian", "sides"), facts, strict=True):
        text = text.replace(f"{{{{ {key} }}}}", value)
    assert (root / path).read_bytes().decode() == text
    point = load_library(root / "content", root, drafts=True).points[facts[0]].matter
    assert (point.code, point.meridian, point.sides, point.draft) == (*facts, True)


@pytest.mark.parametrize("kind", ["routine", "need"])
def test_a_new_page_has_its_title(root: Path, kind: str) -> None:
    path = start(root, kind, "better-sleep-2")
    assert path == root / f"content/{kind}s/better-sleep-2.md"
    text = (root / f"templates/new/{kind}.md").read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text.replace("{{ title }}", "Better sleep 2")


def test_the_first_of_its_kind_gets_a_folder(root: Path) -> None:
    (root / "content/needs/upper-back-pain.md").unlink()
    (root / "content/needs").rmdir()
    assert start(root, "need", "neck-pain").is_file()


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("point", "GB", f'content/points: "GB" is no name for a point\n    hint: {CODE}'),
        ("point", "../gb22", f'content/points: "../gb22" is no name for a point\n    hint: {CODE}'),
        ("point", "", f'content/points: "" is no name for a point\n    hint: {CODE}'),
        ("point", "GB22\n", f'content/points: "GB22\n" is no name for a point\n    hint: {CODE}'),
        ("point", "GB45", "content/points/gb45.md: there is no GB45\n    hint: the last one is GB44"),
        (
            "point",
            "ST36",
            f"content/points/st36.md: no meridian has points that begin with ST{LETTERS}",
        ),
        ("point", "GB21", "content/points/gb21.md: is there already; it was left as it is"),
        ("need", "Neck pain", f'content/needs: "Neck pain" is no name for a need\n    hint: {SLUG}'),
        ("need", "../points/x", f'content/needs: "../points/x" is no name for a need\n    hint: {SLUG}'),
        (
            "need",
            "upper-back-pain",
            "content/needs/upper-back-pain.md: is there already; it was left as it is",
        ),
        ("routine", "a" * 300, f"content/routines/{'a' * 300}.md: cannot be written: File name too long"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_is_touched(
    root: Path, kind: str, name: str, said: str
) -> None:
    before = (root / "content/points/gb21.md").read_bytes()
    assert refusal(root, kind, name) == said
    assert (root / "content/points/gb21.md").read_bytes() == before


def test_a_mistake_elsewhere_does_not_keep_anyone_from_a_new_need(root: Path) -> None:
    (root / "content/points/gb21.md").write_text("---\n---\n", encoding="utf-8")
    assert start(root, "need", "neck-pain").is_file()


def test_what_was_started_is_a_draft_without_a_problem(tmp_path: Path) -> None:
    root = copy_real(tmp_path / "project")
    before = made(root)
    for kind, name in (
        ("point", "GB22"),
        ("point", "EX-HN3"),
        ("need", "stiff-neck"),
        ("routine", "short-break"),
    ):
        start(root, kind, name)
    assert made(root) == before  # drafts are left out
    drafts = make(Site(root, root / "output", drafts=True))
    new = set(drafts.files) - set(before.files)
    assert {name for name in new if name.endswith(".html")} == {
        "points/gb22.html",
        "points/ex-hn3.html",
        "needs/stiff-neck.html",
        "routines/short-break.html",
        "points/gb22/card.html",
        "points/ex-hn3/card.html",
        *(f"routines/short-break/{kind.name}.html" for kind in KINDS),
    }


def test_there_is_a_sample_for_every_kind_that_can_be_started() -> None:
    assert {file.stem for file in (ROOT / "templates/new").iterdir()} == {"point", "routine", "need"}
