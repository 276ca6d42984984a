"""The real content: it has no problems, holds what was promised, and always makes the same bytes."""

from __future__ import annotations

import json
import os
import tomllib
from hashlib import blake2b
from typing import TYPE_CHECKING, get_args
from xml.etree import ElementTree as ET

import pytest
from bodies import library
from jsonschema import Draft202012Validator, FormatChecker
from sampling import ROOT, SITE_URL, copy_real, edit, made, run, state
from sampling import real_site as site
from serving import read_headers

from atlas.paper import KINDS
from atlas.schema import Evidence
from atlas.versions import versions_of

if TYPE_CHECKING:
    from pathlib import Path

NINE = ("LI4", "TE3", "GB21", "GV14", "SI15", "KI27", "CV17", "GB34", "LR3")


def test_the_content_has_no_problem() -> None:
    assert site().pages > 0
    assert site().points == len(library().points)


def test_the_nine_points_are_there_and_the_one_that_a_page_leads_to() -> None:
    assert {*NINE, "SP5"} <= set(library().points)


def test_the_meridians_and_regions_that_were_promised() -> None:
    assert list(library().meridians) == [
        "lung", "large-intestine", "stomach", "spleen", "heart", "small-intestine", "bladder", "kidney",
        "pericardium", "triple-energizer", "gallbladder", "liver", "governor-vessel", "conception-vessel",
        "extra-points",
    ]  # fmt: skip
    assert set(library().regions) >= {
        "head", "face", "neck", "shoulder", "upper-back", "chest", "abdomen", "lower-back", "upper-arm",
        "elbow", "forearm", "wrist", "hand", "hip", "thigh", "knee", "lower-leg", "ankle", "foot",
    }  # fmt: skip


def test_the_highest_number_of_each_meridian_is_that_of_the_standard() -> None:
    highest = {
        letters: most
        for entry in library().meridians.values()
        for letters, most in entry.matter.series.items()
    }
    assert {letters: most for letters, most in highest.items() if "EX" not in letters} == {
        "LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67, "KI": 27, "PC": 9, "TE": 23,
        "GB": 44, "LR": 14, "GV": 28, "CV": 24,
    }  # fmt: skip


def test_the_routine_for_the_upper_back() -> None:
    routine = library().routines["upper-back-relief"].matter
    short, standard, full, pregnancy = versions_of(routine, library())
    assert {stop.point.matter.code for stop in full.stops} == set(NINE)
    assert 3 <= len(short.stops) <= 5
    assert short.minutes <= 15
    assert len(short.stops) < len(standard.stops) < len(full.stops)
    assert [gone.point.matter.code for gone in pregnancy.left_out] == ["LI4", "GB21", "LR3"]
    assert not {"LI4", "GB21", "LR3"} & {stop.point.matter.code for stop in pregnancy.stops}


def test_for_cramps_nothing_is_pressed_in_pregnancy() -> None:
    made_of_it = {path for path in site().files if "ease-period-cramps" in path and path.endswith(".html")}
    pages = {path: site().files[path].decode() for path in made_of_it}
    assert "routines/ease-period-cramps/card.html" in pages
    assert "routines/ease-period-cramps/card-pregnancy.html" not in pages
    page = pages["routines/ease-period-cramps.html"]
    assert page.count("Do not use this routine if you are, or may be, pregnant.") == 1  # on the page
    assert page.count("If you are, or may be, pregnant, do not use this routine.") == 1  # in the player
    assert 'value="pregnancy"' not in page


def test_the_need_tells_first_when_to_get_help() -> None:
    flags = library().needs["upper-back-pain"].matter.red_flags
    assert {flag.level for flag in flags} == {"emergency", "today", "soon"}
    html = site().files["needs/upper-back-pain.html"].decode()
    assert html.index('id="flags"') < html.index('id="routines"') < html.index('id="points"')


def test_every_use_of_every_point_has_a_level_of_evidence() -> None:
    for code, entry in library().points.items():
        assert entry.matter.helps, code
        assert all(use.evidence in get_args(Evidence) for use in entry.matter.helps), code


def test_for_upper_back_pain_no_point_claims_a_trial_of_its_own() -> None:
    levels = {
        use.evidence
        for code in NINE
        for use in library().points[code].matter.helps
        if use.need == "upper-back-pain"
    }
    assert levels == {"traditional use, not tested"}


def test_cautions_stand_before_the_way_to_the_point() -> None:
    for code, entry in library().points.items():
        html = site().files[f"points/{entry.slug}.html"].decode()
        if entry.matter.cautions:
            assert html.index('id="cautions"') < html.index('id="find"'), code


def test_the_data_keep_their_own_schema() -> None:
    schema = json.loads(site().files["api/schema.json"])
    Draft202012Validator.check_schema(schema)
    data = json.loads(site().files["api/points.json"])
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(data)] == []
    assert [item["point"]["code"] for item in data["points"]] == list(library().points)
    assert [item["page"] for item in data["points"] if item["page"] not in site().files] == []


def test_the_site_map_lists_every_page_that_may_be_found() -> None:
    top = ET.fromstring(site().files["sitemap.xml"])  # noqa: S314  our own
    listed = {
        (element.text or "").removeprefix(SITE_URL) for element in top.iter() if element.tag.endswith("}loc")
    }
    pages = {path: html.decode() for path, html in site().files.items() if path.endswith(".html")}
    assert listed == {path for path, html in pages.items() if 'content="noindex"' not in html}
    none = [one for one in library().routines.values() if not versions_of(one.matter, library())[3].stops]
    cards = len(KINDS) * len(library().routines) - len(none) + len(library().points)
    assert len(pages) - len(listed) == 2 + cards  # … 404, and what is shown without a connection


def test_the_feed_can_be_read_and_leads_to_pages() -> None:
    top = ET.fromstring(site().files["feed.xml"])  # noqa: S314  our own
    atom = "{http://www.w3.org/2005/Atom}"
    entries = top.findall(f"{atom}entry")
    assert len(entries) == len(library().points) + len(library().routines) + len(library().needs)
    ids = [entry.findtext(f"{atom}id", "") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if name.removeprefix(SITE_URL) not in site().files] == []
    days = [entry.findtext(f"{atom}updated", "") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert top.findtext(f"{atom}updated") == days[0]


def test_other_hosts_send_the_headers_of_netlify() -> None:
    netlify = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
    ours = read_headers(site().files["_headers"].decode())
    assert ours == {rule["for"]: rule["values"] for rule in netlify["headers"]}
    policy = ours["/*"]["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "immutable" in ours["/assets/*"]["Cache-Control"]


def test_every_address_is_plain_and_means_one_file_on_every_disk() -> None:
    paths = list(site().files)
    assert len({path.casefold() for path in paths}) == len(paths)
    assert [path for path in paths if not path.isascii() or " " in path or ".." in path] == []


# The same every time


def digests(files: dict[str, bytes]) -> dict[str, str]:
    return {path: blake2b(content).hexdigest() for path, content in files.items()}


def test_the_same_content_makes_the_same_bytes() -> None:
    again = made(ROOT, SITE_URL)
    assert again == site()
    assert list(again.files) == list(site().files)


@pytest.mark.parametrize(
    "environment",
    [
        {
            "PYTHONHASHSEED": "1",
            "TZ": "Asia/Tokyo",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        },
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8", "COLUMNS": "20"},
    ],
    ids=["Tokyo", "Los Angeles"],
)
def test_so_does_another_machine(tmp_path: Path, environment: dict[str, str]) -> None:
    output = tmp_path / "output"
    done = run(ROOT, "--quiet", "--output", str(output), "--site-url", SITE_URL, **environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    built = {path: content for path, (content, *_) in state(output).items() if path != ".atlas.json"}
    assert digests(built) == digests(site().files)


def test_so_do_files_that_were_written_in_another_order(tmp_path: Path) -> None:
    root = copy_real(tmp_path / "project")
    for folder in [path for path in (root / "content").iterdir() if path.is_dir()]:
        for file in sorted(folder.iterdir(), reverse=True):
            content = file.read_bytes()
            file.unlink()
            file.write_bytes(content)
            os.utime(file, (1_000_000_000, 1_000_000_000))
    assert digests(made(root, SITE_URL).files) == digests(site().files)


def test_a_second_build_changes_no_file(tmp_path: Path) -> None:
    root = copy_real(tmp_path / "project")
    assert run(root, "--quiet").returncode == 0
    before = state(root / "output")
    again = run(root)
    assert (again.returncode, again.stderr) == (0, "")
    assert ": nothing changed in " in again.stdout
    assert state(root / "output") == before


def test_a_change_of_one_word_changes_only_the_pages_that_show_it(tmp_path: Path) -> None:
    root = copy_real(tmp_path / "project")
    before = site().files
    edit(root / "content/glossary/de-qi.md", "term: ", "term: The ")
    after = made(root, SITE_URL).files
    changed = [path for path in before if before[path] != after.get(path)]
    assert changed == ["search-index.js", "glossary.html", "sw.js"]  # which lists every file with its hash
    assert before.keys() == after.keys()
