"""Questions on a terminal, asked by the real program; the files are checked by the real build."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from sampling import copy_real, run, state

from atlas.memo import Memo
from atlas.pipeline import Site
from atlas.questions import TOLD
from atlas.read import Reader
from atlas.warm import Warm

pytest.importorskip("pty", reason="no such terminals on Windows")

from typing_at import CTRL_C, CTRL_D, typing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = "Enter alone takes what stands in brackets. Ctrl-C stops, and nothing is written.\n"
LAST = "Wrote {}. Fill it in, then run: python build.py check --drafts\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_real(tmp_path_factory.mktemp("ask") / "project")


@pytest.fixture
def root(project: Path) -> Iterator[Path]:
    """Return the project; what a test wrote is taken away afterwards."""
    before = state(project / "content")
    yield project
    for name in set(state(project / "content")) - set(before):
        (project / "content" / name).unlink()
    assert state(project / "content") == before


@cache
def preview(root: Path) -> Warm:
    """Return the project's site with its drafts, kept warm from test to test."""
    return Warm(Site(root, root / "output", drafts=True), root / ".cache")


def front(root: Path, path: str) -> dict[str, object]:
    """Return what a file says, after the real site with drafts has taken it."""
    page = path.removeprefix("content/").replace(".md", ".html")
    assert page in preview(root)()
    data = Reader(root, Memo()).page(root / path).data
    assert isinstance(data, dict)
    return dict(data)


def test_a_point_is_asked_for_and_wrong_answers_are_asked_again(root: Path) -> None:
    with typing(root, "new", "point") as terminal:
        terminal.answer(
            "gb", "gb-23", "x" * 41, "Flank: Sinews", "Zhéjīn", "辄筋", "cheest", "chest, upper-arm"
        )
        terminal.answer("nobody", "either", "It heals.", "", "upper-back-pain")
        assert terminal.end() == 0
        english = "Common English name, such as Shoulder Well [fill in later]: "
        region = "Parts of the body, the most important first, such as shoulder, neck [head]: "
        reach = "Who can press it with ease: self, partner or either, such as partner [self]: "
        plain = "Where it is, in one sentence, such as In the hollow below the kneecap. [fill in later]: "
        assert terminal.screen == (
            f"{FIRST}"
            "Its code, such as GB22: gb\n"
            '  "gb" is no name for a point\n'
            "    hint: a code is capital letters and a number, such as GB21 or EX-HN3\n"
            "Its code, such as GB22: gb-23\n"
            "GB23: Gallbladder, on both sides of the body. Other books write G23 or VB23.\n"
            f"{english}{'x' * 41}\n"
            '  "names.english" is 41 letters long; 40 is the most\n'
            f"{english}Flank: Sinews\n"
            "Pinyin with tone marks, such as Jiānjǐng [fill in later]: Zhéjīn\n"
            "Simplified characters, such as 肩井 [fill in later]: 辄筋\n"
            f"{region}cheest\n"
            '  there is no region "cheest"\n'
            '    hint: did you mean "chest"?\n'
            f"{region}chest, upper-arm\n"
            f"{reach}nobody\n"
            '  "reach" cannot be "nobody"\n'
            "    hint: one of: self, partner, either\n"
            f"{reach}either\n"
            f"{plain}It heals.\n"
            '  "heals" is a promise\n'
            "    hint: say what people use it for, and how well that was tested\n"
            f"{plain}\n"
            "Needs, files of content/needs, such as upper-back-pain [fill in later]: upper-back-pain\n"
            + LAST.format("content/points/gb23.md")
        )
    said = front(root, "content/points/gb23.md")
    assert said["names"] == {"english": "Flank: Sinews", "pinyin": "Zhéjīn", "hanzi": "辄筋", "also": []}
    assert (said["code"], said["regions"], said["reach"]) == ("GB23", ["chest", "upper-arm"], "either")


def test_enter_alone_is_enough(root: Path) -> None:
    with typing(root, "new", "point", "BL67") as terminal:
        terminal.answer(*[""] * 7)
        assert terminal.end() == 0
        assert terminal.screen.startswith(
            f"{FIRST}BL67: Bladder, on both sides of the body. Other books write UB67 or B67 or V67.\nCommon"
        )
        assert terminal.screen.endswith(LAST.format("content/points/bl67.md"))
    assert front(root, "content/points/bl67.md")["code"] == "BL67"


def test_what_flags_tell_is_not_asked(root: Path) -> None:
    told = (
        "--english=Four Alert Spirits",
        "--pinyin=Sìshéncōng",
        "--hanzi=四神聪",
        "--plain=Round the top of the head.",
    )
    with typing(
        root, "new", "point", "EX-HN1", *told, "--region", "head", "--need", "upper-back-pain"
    ) as terminal:
        terminal.answer("left", "midline", "")
        assert terminal.end() == 0
        assert terminal.screen == (
            f"{FIRST}EX-HN1: Extra points, on both sides of the body.\n"
            "Sides, both or midline, such as midline [both]: left\n"
            '  "sides" cannot be "left"\n'
            "    hint: one of: both, midline\n"
            "Sides, both or midline, such as midline [both]: midline\n"
            "Who can press it with ease: self, partner or either, such as partner [self]: \n"
            + LAST.format("content/points/ex-hn1.md")
        )
    assert front(root, "content/points/ex-hn1.md")["sides"] == "midline"


def test_a_routine_is_named_by_its_title_and_has_the_points_of_its_need(root: Path) -> None:
    with typing(root, "new", "routine") as terminal:
        terminal.answer(
            "肩", "Upper back relief", "neck", "upper-back-pain", "li4, gb-21", "li4, gb-21, TE3, Ren17"
        )
        assert terminal.end() == 0
        points = (
            "Points, in order, such as LI4, GB21, KI27 [GB21, LI4, TE3, KI27, CV17, GV14, SI15, GB34, LR3]: "
        )
        assert terminal.screen == (
            f"{FIRST}"
            "Title, such as Better sleep: 肩\n"
            '  "" is no name for a routine\n'
            "    hint: a name is small letters, digits and hyphens, such as upper-back-pain\n"
            "Title, such as Better sleep: Upper back relief\n"
            '"upper-back-relief" is taken. The next free name is "upper-back-relief-2".\n'
            "Needs, files of content/needs, such as upper-back-pain [upper-back-pain]: neck\n"
            '  there is no need "neck"\n'
            "Needs, files of content/needs, such as upper-back-pain [upper-back-pain]: upper-back-pain\n"
            f"{points}li4, gb-21\n"
            '  "steps" has 2 entries; 3 is the least\n'
            '  "versions.short" has 2 entries; 3 is the least\n'
            '  "versions.standard" has 2 entries; 3 is the least\n'
            f"{points}li4, gb-21, TE3, Ren17\n" + LAST.format("content/routines/upper-back-relief-2.md")
        )
    said = front(root, "content/routines/upper-back-relief-2.md")
    kept = ["LI4", "GB21", "TE3", "CV17"]
    assert said["versions"] == {"short": kept, "standard": kept}
    assert said["title"] == "Upper back relief"


def test_a_need_is_asked_for_its_title_its_parts_of_the_body_and_its_points(root: Path) -> None:
    with typing(root, "new", "need", "stiff-neck") as terminal:
        terminal.answer("Stiff: neck", "", "")
        assert terminal.end() == 0
        assert terminal.screen == (
            f"{FIRST}"
            "Title, such as Better sleep [Stiff neck]: Stiff: neck\n"
            "Parts of the body, the most important first, such as shoulder, neck [neck]: \n"
            "Points, in order, such as LI4, GB21, KI27 [SI14, SI15, BL10]: \n"
            + LAST.format("content/needs/stiff-neck.md")
        )
    said = front(root, "content/needs/stiff-neck.md")
    assert (said["title"], said["regions"], said["draft"]) == ("Stiff: neck", ["neck"], "true")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("before", [(), ("gb22",), ("gb22", "A name", "Yuānyè")])
def test_who_stops_leaves_nothing_written(root: Path, key: str, before: tuple[str, ...]) -> None:
    with typing(root, "new", "point") as terminal:
        terminal.answer(*before)
        terminal.press(key)
        assert terminal.end() == 1
        question, *rest = terminal.screen.removeprefix(FIRST).splitlines()[-2:]
        assert question.rstrip("^C").endswith(": ")
        assert rest == ["stopped; nothing was written"]
    assert not (root / "content/points/gb22.md").exists()


def test_what_is_no_text_is_asked_again(root: Path) -> None:
    with typing(root, "new", "need", "stiff-neck", "--region", "neck", "--point", "GB21") as terminal:
        terminal.answer("\udcff\udcfe", "Stiff neck")
        assert terminal.end() == 0
        assert "\n  is not UTF-8 text\n" in terminal.screen
    assert front(root, "content/needs/stiff-neck.md")["title"] == "Stiff neck"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("point", "GB21"), "content/points/gb21.md: is there already; it was left as it is\n\n1 problem\n"),
        (("point", "gb22", "--reach", "nobody"), 'content/points/gb22.md: "reach" cannot be "nobody"\n'),
        (("need", "Stiff neck"), 'content/needs: "Stiff neck" is no name for a need\n'),
    ],
)
def test_what_was_told_wrong_is_not_asked_about(root: Path, arguments: tuple[str, ...], said: str) -> None:
    with typing(root, "new", *arguments) as terminal:
        assert terminal.end() == 1
        assert terminal.screen.startswith(FIRST + said)


def test_without_a_terminal_nothing_is_asked(root: Path) -> None:
    done = run(root, "new", "routine", "--need", "upper-back-pain", "--title", "An evening at home")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == LAST.format("content/routines/an-evening-at-home.md")
    assert front(root, "content/routines/an-evening-at-home.md")["title"] == "An evening at home"
    done = run(
        root,
        "new",
        "point",
        "st12",
        "--region=neck,shoulder",
        "--region",
        "chest",
        "--need",
        "upper-back-pain",
    )
    assert (done.returncode, done.stdout) == (0, LAST.format("content/points/st12.md"))
    assert front(root, "content/points/st12.md")["regions"] == ["neck", "shoulder", "chest"]
    done = run(root, "new", "routine", "--need", "upper-back-pain")
    assert (done.returncode, done.stdout) == (0, LAST.format("content/routines/upper-back-pain.md"))


@pytest.mark.parametrize("kind", TOLD)
def test_without_a_terminal_a_name_is_needed(root: Path, kind: str) -> None:
    done = run(root, "new", kind)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search(rf"^python build.py new {kind}: error: .* required: name$", done.stderr, re.MULTILINE)
