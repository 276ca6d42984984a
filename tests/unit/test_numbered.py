from __future__ import annotations

from itertools import combinations

from bodies import cameras, solved

from atlas.numbered import draw_numbered


def test_numbered_points_have_each_its_number() -> None:
    entries = [
        (str(i), solved()[code].poses["stand"].at) for i, code in enumerate(("GV14", "SI15", "GB21"), 1)
    ]
    several = draw_numbered("back", cameras()["upper-back"], entries, "The upper back")
    assert several is not None
    assert [label.wish.words for label in several.labels] == ["1", "2", "3"]
    assert [target.words for target in several.targets] == ["1", "2", "3"]
    assert not any(a.box.meets(b.box) for a, b in combinations(several.labels, 2))
