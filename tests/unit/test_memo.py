"""What a pure function made, remembered from one build to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from atlas.halves import WORTH_IT
from atlas.memo import Job, Memo, keep, key_of, recall
from atlas.problems import Problem, SiteError

if TYPE_CHECKING:
    from pathlib import Path


class Counted:
    """Spells a word, and counts how often it did."""

    def __init__(self, memo: Memo) -> None:
        self.memo, self.made = memo, 0

    def spell(self, word: str) -> tuple[str, ...]:
        def make() -> tuple[str, ...]:
            self.made += 1
            return tuple(word)

        return self.memo.get(key_of("spell", word), make, list, tuple)


def test_what_was_made_is_not_made_again_in_the_same_process() -> None:
    counted = Counted(Memo())
    assert counted.spell("cun") == counted.spell("cun") == ("c", "u", "n")
    counted.memo.turn()
    assert counted.spell("cun") is counted.spell("cun")
    assert counted.made == 1


@pytest.mark.parametrize("word", ["cun", "", "Hégǔ 合谷", "two\nlines\tand a tab", "\x00\x85\u2028"])
def test_nor_in_the_next(tmp_path: Path, word: str) -> None:
    first = Counted(Memo())
    first.spell("other")
    made = first.spell(word)
    first.memo.turn()
    keep(tmp_path / "memo", "epoch", first.memo)
    memo, whole = recall(tmp_path / "memo", "epoch")
    second = Counted(memo)
    assert (whole, second.spell(word), second.made) == (True, made, 0)


def test_what_the_last_build_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    counted = Counted(Memo())
    counted.spell("old")
    counted.memo.turn()
    counted.spell("new")
    counted.memo.turn()
    keep(tmp_path / "memo", "epoch", counted.memo)
    memo, _ = recall(tmp_path / "memo", "epoch")
    assert set(memo.before) == {key_of("spell", "new")}
    assert set(counted.memo.values) == {key_of("spell", "new")}


def test_a_build_that_fails_forgets_nothing() -> None:
    counted = Counted(Memo())
    counted.spell("old")
    counted.memo.turn()
    counted.spell("wrong")  # and here it fails: there is no turn
    counted.spell("old")
    counted.spell("wrong")
    counted.memo.turn()
    assert (counted.spell("old"), counted.made) == (("o", "l", "d"), 2)


def test_much_is_made_at_once_and_mistakes_are_left_for_whoever_asks(tmp_path: Path) -> None:
    counted = Counted(Memo())
    wrong = SiteError([Problem(tmp_path, 1, "is wrong")])

    def fail() -> str:
        raise wrong

    words = [f"{number}é\t" for number in range(2 * WORTH_IT)]
    jobs: dict[str, Job] = {key_of("spell", word): (partial(tuple, word), list) for word in words}
    counted.memo.prepare(jobs | {"wrong": (fail, str)})
    assert [counted.spell(word) for word in words] == [tuple(word) for word in words]
    assert counted.made == 0
    with pytest.raises(SiteError):
        counted.memo.get("wrong", fail, str, str)
    counted.memo.turn()
    assert counted.memo.before.keys() == jobs.keys()


def test_what_cannot_be_made_is_not_remembered() -> None:
    memo = Memo()

    def fail() -> str:
        return str(1 // 0)

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            memo.get("key", fail, str, str)
    assert memo == Memo()


def test_keys_tell_apart_what_only_looks_the_same() -> None:
    keys = [key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of()]
    assert len(set(keys)) == len(keys)


def test_another_epoch_knows_nothing_and_a_damaged_file_says_so(tmp_path: Path) -> None:
    file = tmp_path / "memo"
    assert recall(file, "epoch") == (Memo(), True)
    counted = Counted(Memo())
    counted.spell("cun")
    counted.memo.turn()
    keep(file, "epoch", counted.memo)
    assert recall(file, "another") == (Memo(), True)
    whole = file.read_bytes()
    for damaged in (whole[:-1], whole + b" ", whole.replace(b"c", b"d", 1), b"", b"\xff\n", b"x\ny"):
        file.write_bytes(damaged)
        assert recall(file, "epoch") == (Memo(), False)
