from __future__ import annotations

import json
from typing import Any

from sampling import sample

from atlas.search import write_index


def index() -> dict[str, Any]:
    text = write_index(sample()).decode()
    before, words = text.split("=", 1)
    assert before == "globalThis.atlasIndex"
    assert words.endswith(";\n")
    read: dict[str, Any] = json.loads(words.removesuffix(";\n"))
    return read


def test_it_is_one_script_that_sets_one_global_and_is_always_the_same() -> None:
    assert index()
    assert write_index(sample()) == write_index(sample())


def test_every_way_to_write_the_letters_of_a_code() -> None:
    assert index()["systems"] == [
        ["LI", "LI"], ["TE", "TE"], ["GB", "GB"], ["CV", "CV"], ["EX-HN", "EX-HN"], ["EX-UE", "EX-UE"],
        ["Co", "LI"], ["SJ", "TE"], ["TW", "TE"], ["G", "GB"], ["VB", "GB"], ["Ren", "CV"], ["RN", "CV"],
        ["Large Intestine", "LI"], ["Triple Energizer", "TE"], ["Gallbladder", "GB"],
        ["Conception Vessel", "CV"], ["Extra points", "EX"],
        ["3E", "TE"], ["P", "CV"],
    ]  # fmt: skip


def test_a_point_is_found_by_its_code_its_names_and_its_uses() -> None:
    points = index()["pages"]["point"]
    assert {key: column[0] for key, column in points.items()} == {
        "at": "points/li4.html",
        "code": "LI4",
        "title": "Joining Valley",
        "pinyin": "Hégǔ",
        "hanzi": "合谷",
        "also": ["Hoku"],
        "used": ["Stiffness"],
    }


def test_what_no_page_of_a_kind_has_is_left_out_and_what_one_lacks_is_nothing() -> None:
    pages = index()["pages"]
    assert list(pages) == ["point", "need", "routine", "region", "meridian", "word", "page"]
    assert pages["region"] == {
        "at": ["regions/chest.html", "regions/shoulder.html", "regions/hand.html"],
        "title": ["Chest", "Shoulder", "Hand"],
    }
    assert pages["point"]["also"][:3] == [["Hoku"], 0, 0]
    assert all(len(column) == len(columns["at"]) for columns in pages.values() for column in columns.values())


def test_every_page_that_has_an_address_is_there() -> None:
    found = {at for columns in index()["pages"].values() for at in columns["at"]}
    addresses = {at for name, at in sample().addresses().items() if not name.startswith("source:")}
    assert found == addresses
