"""Freshness: a result is made again when, and only when, what went into it changed."""

from pathlib import Path

import numpy as np

from workshop import keys
from workshop.keys import KeyFile, digest


def test_fresh_only_with_the_same_key(tmp_path: Path) -> None:
    """Unknown, noted, changed, deleted."""
    known = KeyFile(tmp_path / "keys.json")
    result = tmp_path / "plate.webp"
    assert not known.fresh(result, "a")
    result.write_bytes(b"picture")
    known.note(result, "a")
    assert known.fresh(result, "a")
    assert not known.fresh(result, "b")
    result.unlink()
    assert not known.fresh(result, "a")


def test_digest_sees_a_hundredth_of_a_millimetre() -> None:
    """Smaller noise between machines does not count, real movement does."""
    place = np.array([[1.0, 2.0, 3.0]])
    assert digest(place) == digest(place + 1e-7)
    assert digest(place) != digest(place + 2e-3)


def test_comments_are_not_code() -> None:
    """Comments, docstrings and layout may change without rendering again."""
    plain = "def f(x):\n    return x + 1\n"
    talkative = '"""Says much."""\n\ndef f(x):\n    """Add."""\n    # one\n    return (x + 1)\n'
    assert keys.meaning(plain) == keys.meaning(talkative)
    assert keys.meaning("x = 1") != keys.meaning("x = 2")
