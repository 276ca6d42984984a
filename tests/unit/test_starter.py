from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sampling import ROOT, SITE_URL, copy_real, copy_sample, edit, made, real_site, started

from atlas.collect import load_library
from atlas.paper import KINDS
from atlas.pipeline import Site, make
from atlas.problems import SiteError
from atlas.questions import TOLD
from atlas.starter import Desk
from atlas.wording import HINT

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.starter import Sketch

CODE = "a code is capital letters and a number, such as GB21 or EX-HN3"
LETTERS = "\n    hint: one of: LI, TE, GB, CV, EX-HN, EX-UE"
SLUG = "a name is small letters, digits and hyphens, such as upper-back-pain"
UNSEEN = "delete it, and type a plain space if one belongs there"
THERE = "is there already; it was left as it is"
DAY = date(2026, 11, 22)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project", ("templates", "assets"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the real project that no test changes."""
    return copy_real(tmp_path_factory.mktemp("starter") / "project")


@cache
def desk(root: Path) -> Desk:
    """Return the desk of a project that no test changes: what it has read is kept."""
    return Desk(root, DAY)


def refusal(root: Path, kind: str, name: str, **told: tuple[str, ...]) -> str:
    before = sorted(root.rglob("*"))
    with pytest.raises(SiteError) as caught:
        started(root, kind, name, **told)
    assert sorted(root.rglob("*")) == before
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "path", "facts"),
    [
        ("GB22", "content/points/gb22.md", ("GB22", "gallbladder", "both")),
        ("gb22", "content/points/gb22.md", ("GB22", "gallbladder", "both")),
        ("gb-22", "content/points/gb22.md", ("GB22", "gallbladder", "both")),
        ("CV16", "content/points/cv16.md", ("CV16", "conception-vessel", "midline")),
        ("Ren16", "content/points/cv16.md", ("CV16", "conception-vessel", "midline")),
        ("ex-hn1", "content/points/ex-hn1.md", ("EX-HN1", "extra-points", "both")),
    ],
)
def test_a_new_point_knows_its_code_its_meridian_and_its_sides(
    root: Path, name: str, path: str, facts: tuple[str, str, str]
) -> None:
    assert started(root, "point", name) == root / path
    point = load_library(root / "content", root, drafts=True).points[facts[0]].matter
    assert (point.code, point.meridian, point.sides, point.draft) == (*facts, True)
    assert (point.names.english, point.reviewed) == ("Write the common English name", DAY)


def test_a_new_point_holds_what_was_told(root: Path) -> None:
    told = {
        "english": ("Flank: Sinews",),
        "pinyin": ("Zhéjīn",),
        "hanzi": ("辄筋",),
        "region": ("chest", "shoulder"),
        "reach": ("either",),
        "plain": ('On the side of the chest, "below" the armpit # there',),
        "need": ("upper-back-pain",),
    }
    started(root, "point", "GB23", **told)
    point = load_library(root / "content", root, drafts=True).points["GB23"].matter
    assert (point.names.english, point.names.pinyin, point.names.hanzi) == ("Flank: Sinews", "Zhéjīn", "辄筋")
    assert (point.regions, point.reach, point.locate.plain) == (told["region"], "either", told["plain"][0])
    assert [(use.need, use.evidence) for use in point.helps] == [
        ("upper-back-pain", "traditional use, not tested")
    ]
    assert "Fill in" not in (root / "content/points/gb23.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["routine", "need"])
def test_a_new_page_has_its_title(root: Path, kind: str) -> None:
    path = started(root, kind, "better-sleep-2")
    assert path == root / f"content/{kind}s/better-sleep-2.md"
    assert "\ntitle: Better sleep 2\n" in path.read_text(encoding="utf-8")
    other = started(root, kind, "no-sleep", title=("yes",))
    assert '\ntitle: "yes"\n' in other.read_text(encoding="utf-8")  # for editors it would be no text


def test_a_routine_has_real_steps_and_versions_that_fit_their_cards(real: Path) -> None:
    sketch = Desk(real, DAY).sketch("routine", "evening", {"need": ("upper-back-pain",)})
    library = load_library(real / "content", real)
    listed = [use.code for use in library.needs["upper-back-pain"].matter.points]
    assert sketch.problems == ()
    assert list(sketch.facts["point"]) == listed
    assert sketch.facts["short"] == ("GB21", "LI4", "TE3", "CV17")  # five, or the first four, find no room
    assert sketch.facts["standard"] == tuple(listed[:6])


def test_a_routine_takes_the_next_free_name_and_says_so(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert started(root, "routine", "shoulder-break").name == "shoulder-break-2.md"
    assert capsys.readouterr().out == (
        '"shoulder-break" is taken. The next free name is "shoulder-break-2".\n'
    )
    assert started(root, "routine", "shoulder-break-2").name == "shoulder-break-3.md"


def test_a_code_of_other_books_is_told_in_the_spelling_of_the_standard(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    started(root, "point", "Ren-16")
    assert capsys.readouterr().out == "Ren-16 is CV16 in the spelling of the WHO.\n"
    started(root, "routine", "two", point=("ren17", "gb-21", "TE3"))
    assert "  - point: CV17\n" in (root / "content/routines/two.md").read_text(encoding="utf-8")


def test_the_first_of_its_kind_gets_a_folder(root: Path) -> None:
    (root / "content/needs/upper-back-pain.md").unlink()
    (root / "content/needs").rmdir()
    assert started(root, "need", "neck-pain").is_file()


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("point", "GB", f'content/points: "GB" is no name for a point\n    hint: {CODE}'),
        ("point", "../gb22", f'content/points: "../gb22" is no name for a point\n    hint: {CODE}'),
        ("point", "", f'content/points: "" is no name for a point\n    hint: {CODE}'),
        ("point", "GB45", "content/points/gb45.md: there is no GB45\n    hint: the last one is GB44"),
        ("point", "C7", f'content/points: "C7" is no name for a point\n    hint: {CODE}'),
        (
            "point",
            "ST36",
            f"content/points/st36.md: no meridian has points that begin with ST{LETTERS}",
        ),
        ("point", "GB21", f"content/points/gb21.md: {THERE}"),
        ("point", "gb-21", f"content/points/gb21.md: {THERE}"),
        ("need", "Neck pain", f'content/needs: "Neck pain" is no name for a need\n    hint: {SLUG}'),
        ("need", "neck\n", f'content/needs: "neck\\n" is no name for a need\n    hint: {SLUG}'),
        ("need", "../points/x", f'content/needs: "../points/x" is no name for a need\n    hint: {SLUG}'),
        ("need", "upper-back-pain", f"content/needs/upper-back-pain.md: {THERE}"),
        ("routine", "a" * 300, f"content/routines/{'a' * 300}.md: cannot be written: File name too long"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_is_touched(
    root: Path, kind: str, name: str, said: str
) -> None:
    before = (root / "content/points/gb21.md").read_bytes()
    assert refusal(root, kind, name) == said
    assert (root / "content/points/gb21.md").read_bytes() == before


@pytest.mark.parametrize(
    ("kind", "told", "said"),
    [
        (
            "point",
            {"region": ("shoulderr",)},
            'content/points/gb22.md: there is no region "shoulderr"\n    hint: did you mean "shoulder"?',
        ),
        ("point", {"english": ("",)}, 'content/points/gb22.md: "names.english" is empty'),
        (
            "point",
            {"english": ("x" * 41,)},
            'content/points/gb22.md: "names.english" is 41 letters long; 40 is the most',
        ),
        (
            "point",
            {"sides": ("midline",)},
            "content/points/gb22.md: GB22 lies on both sides of the body",
        ),
        (
            "point",
            {"plain": ("It heals.",)},
            f'content/points/gb22.md: "heals" is a promise\n    hint: {HINT}',
        ),
        (
            "point",
            {"plain": ("\udcff",)},
            "content/points/gb22.md: is not UTF-8 text\n    hint: save it as UTF-8 in your editor",
        ),
        (
            "point",
            {"hanzi": ("肩\u200b井",)},
            f'content/points/gb22.md: "names.hanzi" has an invisible character (U+200B)\n    hint: {UNSEEN}',
        ),
        (
            "routine",
            {"point": ("GB21", "GB21", "LI4")},
            "{0}: GB21 is already a step\n{0}: GB21 is already in this version".format(
                "content/routines/gb22.md"
            ),
        ),
    ],
)
def test_what_is_told_wrong_is_answered_as_a_build_would(
    root: Path, kind: str, told: dict[str, tuple[str, ...]], said: str
) -> None:
    assert refusal(root, kind, "gb22" if kind != "point" else "GB22", **told) == said


def test_a_mistake_elsewhere_does_not_keep_anyone_from_beginning(root: Path) -> None:
    (root / "content/points/gb21.md").write_text("---\n---\n", encoding="utf-8")
    (root / "content/points/te3.md").write_bytes(b"\xff")
    edit(root / "content/needs/upper-back-pain.md", "title:", "named:")
    assert started(root, "need", "neck-pain").is_file()
    assert started(root, "point", "GB22").is_file()


def test_a_disk_that_is_full_is_no_traceback(root: Path) -> None:
    sketch: Sketch = Desk(root, DAY).sketch("need", "neck-pain", {})
    (root / "content/needs").rename(root / "content/other")
    (root / "content/needs").write_text("no folder", encoding="utf-8")
    with pytest.raises(SiteError, match=r"^content/needs/neck-pain\.md: (cannot be written|is there)"):
        sketch.write(root)


def test_what_was_started_is_a_draft_without_a_problem(tmp_path: Path) -> None:
    root = copy_real(tmp_path / "project")
    for kind, name in (
        ("point", "GB22"),
        ("point", "EX-HN1"),
        ("point", "ST12"),  # it must have two cautions
        ("need", "stiff-neck"),
        ("routine", "short-break"),
    ):
        started(root, kind, name)
    started(root, "routine", "drafts", need=("stiff-neck",))
    assert made(root, SITE_URL) == real_site()  # drafts are left out
    drafts = make(Site(root, root / "output", SITE_URL, drafts=True))
    new = set(drafts.files) - set(real_site().files)
    assert {name for name in new if name.endswith(".html")} == {
        *(f"points/{name}.html" for name in ("gb22", "ex-hn1", "st12")),
        *(f"points/{name}/card.html" for name in ("gb22", "ex-hn1", "st12")),
        "needs/stiff-neck.html",
        *(f"routines/{name}.html" for name in ("short-break", "drafts")),
        *(f"routines/{name}/{kind.name}.html" for name in ("short-break", "drafts") for kind in KINDS),
    }


def test_every_flagged_point_can_be_begun(real: Path) -> None:
    codes = {code for flag in desk(real).library.flags for code in flag.matter.points}
    assert len(codes) > 40
    assert {code: found for code in codes if (found := desk(real).sketch("point", code, {}).problems)} == {}


@given(st.text(min_size=1, max_size=30))
@settings(max_examples=30, deadline=None)
@example("no")
@example("1e3")
@example("2026-13-45")
@example("- a")
@example("a: b")
@example("[a")
@example('"')
@example("*a")
@example("a #b")
@example("'")
@example("{% raw %}")
@example("&amp;")
def test_whatever_is_told_is_written_so_that_it_is_read_back_or_is_refused(real: Path, words: str) -> None:
    sketch = desk(real).sketch("need", "any", {"title": (words.strip(),)})
    if not sketch.problems:
        front = yaml.safe_load(sketch.text.split("---\n")[1])
        assert front["title"] == words.strip()
    elif words.isprintable() and words.strip():
        assert [problem.message for problem in sketch.problems if "promise" not in problem.message] == []


def test_there_is_a_sample_for_every_kind_that_can_be_started() -> None:
    assert {file.stem for file in (ROOT / "templates/new").iterdir()} == set(TOLD)
