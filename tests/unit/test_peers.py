"""The content that the project and its peers are compared on, and the check that they say the same."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from sampling import ROOT

from atlas.patterns import CODE
from bench.peers.chart import draw
from bench.peers.convert import KINDS, PLACES, convert
from bench.peers.edits import PLACE, TEXT, edit
from bench.peers.made import make_project, widen
from bench.peers.report import Result, fill, missed, size_table
from bench.peers.systems import System, missing
from bench.peers.words import Page, differences, read, shared_pages
from bench.site import build

if TYPE_CHECKING:
    from pathlib import Path

NINE = ["bl1", "ht1", "ki1", "li1", "lu1", "pc1", "si1", "sp1", "st1"]
NAMES = {"atlas": "Acupoint Atlas", "hugo": "Hugo", "mkdocs": "MkDocs"}
RESULT = Result(
    size=400,
    pages=879,
    alone=21,
    rounds=3,
    values={
        "cold": {"atlas": (0.3, 0.2, 0.25), "hugo": (0.5, 0.5, 0.6), "mkdocs": (2.0, 2.1, 2.2)},
        "nothing": {"atlas": (0.1,), "hugo": (0.5,)},
        "memory": {"atlas": (61.0,), "hugo": (122.0,), "mkdocs": (40.0,)},
    },
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a made-up project of nine points. Nobody may change it."""
    return make_project(tmp_path_factory.mktemp("made") / "project", 9)


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    """Return the site of the nine points."""
    build(project, project / "output")
    return project / "output"


def test_nine_points_build_clean_with_a_page_and_a_card_each(built: Path) -> None:
    pages = shared_pages(built, 500)
    assert [page[7:-5] for page in pages if re.fullmatch(r"points/\w+\.html", page)] == NINE
    assert [page[7:-10] for page in pages if page.endswith("/card.html")] == NINE


def test_the_same_size_gives_the_same_words_every_time(project: Path, tmp_path: Path) -> None:
    again = make_project(tmp_path / "again", 9)
    for file in sorted((project / "content").rglob("*.*")):
        assert file.read_bytes() == (again / file.relative_to(project)).read_bytes()


def test_a_point_has_much_to_say(project: Path) -> None:
    texts = [file.read_text(encoding="utf-8") for file in (project / "content" / "points").glob("*.md")]
    keys = {key for text in texts for key in re.findall(r"^[ -]*(\w+):", text, re.MULTILINE)}
    words = [
        len(re.findall(r"[A-Za-z]+", re.sub(r"^[ -]*\w+:", "", text, flags=re.MULTILINE))) for text in texts
    ]
    assert len(keys) >= 30
    assert all(230 <= count <= 420 for count in words)


@pytest.mark.parametrize("size", [9, 400, 2000, 10000])
def test_there_are_codes_for_every_size_and_each_fits_its_meridian(size: int, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content" / "meridians", tmp_path / "meridians")
    codes = widen(tmp_path / "meridians", size)
    assert len({code for code, _ in codes}) == size
    assert all(re.fullmatch(CODE, code) for code, _ in codes)
    series = {file.stem: file.read_text(encoding="utf-8") for file in (tmp_path / "meridians").iterdir()}
    for code, meridian in codes:
        letters = code.rstrip("0123456789")
        last = re.search(rf"^  {letters}: (\d+)$", series[meridian], re.MULTILINE)
        assert last, code
        assert int(code[len(letters) :]) <= int(last[1])


@pytest.mark.parametrize("peer", sorted(PLACES))
def test_a_peer_gets_every_page_with_addresses_for_names(peer: str, project: Path, tmp_path: Path) -> None:
    folder = convert(project, tmp_path / peer, peer, "https://example.org/")
    content = folder / PLACES[peer].content
    files = [file for kind in KINDS for file in (content / kind).rglob("*.md")]
    own = 4 if peer == "hugo" else 0  # its lists have a file each
    assert len(files) == 9 + 2 + 19 + 15 + own
    texts = "".join(file.read_text(encoding="utf-8") for file in files)
    assert re.findall(r"\]\((?!\.\./|https:).*?\)", texts) == []


def test_an_edit_changes_one_number_and_tells_what_to_look_for(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "lu1.md"
    shutil.copyfile(project / "content" / "points" / "lu1.md", file)
    before = file.read_text(encoding="utf-8").split()
    assert edit(file, TEXT, 77) == "Count to 77 as you press"
    assert edit(file, PLACE, 88) == "about 88 finger-widths"
    after = file.read_text(encoding="utf-8").split()
    assert [word for old, word in zip(before, after, strict=True) if old != word] == ["88", "77"]


def test_a_system_that_is_not_installed_is_named() -> None:
    system = System("x", "X", ("/nowhere/x",), ("build",), ("serve",), "output", ("output",))
    assert missing(system) == "X is not installed: /nowhere/x is missing"


def test_a_page_is_what_a_reader_gets_from_it() -> None:
    page = read(
        '<html><head><title>A &amp; B</title><meta name="description" content="Short"><style>p{}</style>'
        "</head><body><p>One<br>two</p><p>three<b>fold</b></p><svg><title>no</title><path/></svg>"
        '<div hidden><p>no<input></p></div><a href="../x.html#y">four</a><template><i>no</i></template>'
        '<script>no</script><a href="/points/z.html">five</a></body></html>',
        "points/a.html",
    )
    links = ("https://example.org/x.html#y", "https://example.org/points/z.html")
    assert page == Page("A & B", "Short", ("One", "two", "threefold", "four", "five"), links)


def test_a_site_says_the_same_as_itself_and_every_difference_is_told(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(built, other)
    assert list(differences(built, other)) == []
    for address, old, new in (
        ("points/lu1.html", "Who should not", "Who must not"),
        ("points/st1.html", 'href="../regions.html"', 'href="../region.html"'),
        ("needs.html", "<title>What", "<title>Where"),
        ("search-index.js", '"LU1"', '"LU2"'),
        ("sitemap.xml", "/points/lu1.html", "/points/lu2.html"),
        ("feed.xml", "ST1 ", "ST2 "),
    ):
        text = (other / address).read_text(encoding="utf-8")
        (other / address).write_text(text.replace(old, new, 1), encoding="utf-8")
    (other / "regions" / "hand.html").unlink()
    found = list(differences(built, other))
    assert [words.split(" differ")[0] for words in found] == [
        "regions/hand.html: they have no such page",
        'needs.html: title: ours "What hurts? · Acupoint Atlas", theirs "Where hurts? · Acupoint Atlas"',
        "points/lu1.html: words",
        "points/st1.html: links",
        "search-index.js:",
        "sitemap.xml:",
        "feed.xml:",
    ]
    assert found[3] == (
        'points/st1.html: links differ from number 7: ours "https://example.org/regions.html", '
        'theirs "https://example.org/region.html"'
    )


def test_a_table_has_medians_and_the_share_of_hugos() -> None:
    assert size_table(RESULT, NAMES).splitlines() == [
        "|                | Cold         | Nothing changed | Peak memory  |",
        "| -------------- | ------------ | --------------- | ------------ |",
        "| Acupoint Atlas | 250 ms (0.5) | 100 ms (0.2)    | 61 MB (0.5)  |",
        "| Hugo           | 500 ms       | 500 ms          | 122 MB       |",
        "| MkDocs         | 2.10 s (4.2) | not measured    | 40 MB (0.33) |",
    ]


def test_a_missed_target_is_known() -> None:
    assert missed([RESULT])  # nothing changed: 0.2, at most 0.1


def test_the_chart_says_in_words_what_its_bars_show() -> None:
    top = ET.fromstring(draw([RESULT], NAMES))  # noqa: S314
    described = top.findtext("{*}desc")
    assert described == (
        "400 points, cold: Acupoint Atlas 250 ms, Hugo 500 ms, MkDocs 2.10 s. "
        "400 points, nothing changed: Acupoint Atlas 100 ms, Hugo 500 ms."
    )


def test_a_table_is_put_between_its_marks(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    begin, end = "<!-- python -m bench.peers writes this -->\n", "<!-- until here -->\n"
    file.write_text(f"before\n{begin}old\n{end}after\n", encoding="utf-8")
    fill(file, "new\n")
    assert file.read_text(encoding="utf-8") == f"before\n{begin}new\n{end}after\n"
