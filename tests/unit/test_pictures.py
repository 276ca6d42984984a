from __future__ import annotations

import json
import shutil
import subprocess
import sys
from math import dist
from typing import TYPE_CHECKING

import pytest
from bodies import FIGURES, gallery, library
from sampling import ROOT, sample, sample_pictures

from atlas.lock import checksum
from atlas.pictures import LOCK, hang_pictures, keep_lock
from atlas.problems import SiteError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_point_without_construction_has_no_picture() -> None:
    drawn = {code for code, point in sample().points.items() if point.matter.locate.find}
    assert drawn
    assert drawn != set(sample().points)
    assert set(sample_pictures().large) == set(sample_pictures().small) == drawn


def test_every_view_of_a_point_is_a_picture_and_the_first_is_the_small_one() -> None:
    for code, point in library().points.items():
        views = [shown.view for shown in point.matter.locate.views]
        assert [picture.figure.camera.name for picture in gallery().large[code]] == views
        assert gallery().small[code].figure.camera.name == views[0]
        assert gallery().small[code].plate == gallery().large[code][0].plate


def test_a_map_shows_points_on_the_side_they_lie_on() -> None:
    points = {str(n): library().points[code] for n, code in enumerate(("CV17", "GV14", "SI15"), 1)}
    front, back = gallery().map_of("three", points, "Three points")
    assert [target.words for target in front.figure.targets] == ["1"]
    assert [target.words for target in back.figure.targets] == ["2", "3"]
    assert front.links["1"] == ("points/cv17.html", "1: CV17 Middle of the Chest")
    assert (front.figure.name, front.figure.title) == ("three-body-front", "Three points, from the front")
    assert (back.figure.title, back.plate) == ("Three points, from behind", "figures/plates/body-back.webp")


def test_a_map_of_one_side_is_one_picture_and_a_map_of_nothing_none() -> None:
    (only,) = gallery().map_of("one", {"1": library().points["GV14"]}, "One")
    assert only.figure.name == "one-body-back"
    assert gallery().map_of("none", {}, "None") == ()
    undrawn = next(point for point in sample().points.values() if not point.matter.locate.find)
    assert sample_pictures().map_of("undrawn", {"1": undrawn}, "Undrawn") == ()


def test_what_is_locked_is_drawn_as_it_would_be_anew(tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    shutil.copytree(FIGURES, folder)
    (folder / LOCK).unlink()
    anew = hang_pictures(library().points, folder)
    assert anew == gallery()
    assert not (folder / LOCK).exists()
    keep_lock(folder, anew.lock)
    assert hang_pictures(library().points, folder) == anew


def test_only_what_changed_is_solved_again(tmp_path: Path) -> None:
    """An entry whose sum agrees is believed; one that was changed by hand is solved anew."""
    folder = tmp_path / "figures"
    shutil.copytree(FIGURES, folder)
    lock = json.loads(gallery().lock)
    lock["GV14"]["scenes"]["upper-back-close"]["ghost"] = True
    lock["GV14"]["sum"] = checksum(lock["GV14"])
    lock["CV17"]["scenes"]["chest"]["place"]["at"][1] += 0.5  # a merge by hand
    lock["KI27"] = []
    lock["GB21"]["scenes"]["upper-back-close"]["ghost"] = False
    lock["GB21"]["key"] = "another"
    del lock["SI15"]
    lock["XX1"] = lock["GB21"]
    keep_lock(folder, json.dumps(lock))
    again = json.loads(hang_pictures(library().points, folder).lock)
    expected = json.loads(gallery().lock)
    expected["GV14"]["scenes"]["upper-back-close"]["ghost"] = True
    expected["GV14"]["sum"] = lock["GV14"]["sum"]
    assert again == expected


def test_a_lock_that_says_the_same_is_not_written(tmp_path: Path) -> None:
    keep_lock(tmp_path, "{}\n")
    before = (tmp_path / LOCK).stat()
    keep_lock(tmp_path, "{}\n")
    assert (tmp_path / LOCK).stat().st_mtime_ns == before.st_mtime_ns
    keep_lock(tmp_path / "nowhere", "{}\n")  # a place that cannot be written costs time, and nothing else


@pytest.mark.parametrize(
    "name", ["regions.json", "meridians.json", "landmarks.json", "plates/chest.webp", "body.npz"]
)
def test_a_missing_file_of_the_figure_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "figures"
    shutil.copytree(FIGURES, folder)
    (folder / name).unlink()
    with pytest.raises(SiteError) as caught:
        hang_pictures(library().points, folder)
    assert str(caught.value) == (
        f"assets/figures/{name.rpartition('/')[2]}: cannot be read: No such file or directory\n"
        "    hint: the files here are made by workshop/; take them from the last commit"
    )


def test_a_number_is_clearly_nearer_to_its_own_dot_than_to_another() -> None:
    need = library().needs["upper-back-pain"].matter
    points = {str(n): library().points[use.code] for n, use in enumerate(need.points, 1)}
    for picture in gallery().map_of("need", points, "Upper back pain"):
        dots = {target.words: target.at for target in picture.figure.targets}
        for label in picture.figure.labels:
            box = label.box
            middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
            others = [dist(middle, at) for number, at in dots.items() if number != label.wish.words]
            assert dist(middle, dots[label.wish.words]) < 0.8 * min(others), label.wish.words


def test_a_region_is_marked_only_where_its_points_lie() -> None:
    for code, expected in (("GV14", "Back"), ("CV17", "Front")):
        point = library().points[code]
        assert [side for side in ("Front", "Back") if gallery().lies_on(point, side)] == [expected]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_a_disk_that_fills_up_leaves_the_lock_as_it_was(tmp_path: Path) -> None:
    lock = tmp_path / "lock.json"
    keep_lock(tmp_path, "old")
    code = (
        "import resource, sys; from pathlib import Path; from atlas.pictures import keep_lock\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "keep_lock(Path(sys.argv[1]), 'x' * 1000)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True)
    assert [(file, file.read_bytes()) for file in tmp_path.iterdir()] == [(lock, b"old")]
