"""A long piece of work, done by two processes at once.

What is tried begins in a process of its own: in that of the tests other threads are at work.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from sampling import ROOT

from atlas.halves import WORTH_IT, in_halves

MANY = range(WORTH_IT + 1)
ALONE = len(os.sched_getaffinity(0)) < 2 if hasattr(os, "sched_getaffinity") else True

needs_two = pytest.mark.skipif(ALONE, reason="there is one core, or no copy of a process")


def nothing() -> None:
    """Hear of a piece, and do not mind."""


def with_process(piece: int) -> tuple[int, str, int]:
    return piece, f"{piece}é", os.getpid()


def each_process_takes_every_other_pair_and_all_come_back_in_their_order() -> None:
    heard: Counter[int] = Counter()
    done = in_halves(with_process, MANY, lambda: heard.update([os.getpid()]))
    assert [piece[:2] for piece in done] == [(piece, f"{piece}é") for piece in MANY]
    others = {piece[2] for piece in done} - {os.getpid()}
    assert len(others) == 1
    assert [piece[2] in others for piece in done[:6]] == [False, False, True, True, False, False]
    assert heard == {os.getpid(): sum(piece[2] not in others for piece in done)}


def test_a_short_piece_of_work_and_one_beside_other_threads_stay_here() -> None:
    assert {piece[2] for piece in in_halves(with_process, MANY[:-2], nothing)} == {os.getpid()}
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert {piece[2] for piece in in_halves(with_process, MANY, nothing)} == {os.getpid()}
    done.set()
    thread.join()


def what_the_other_process_does_not_finish_is_done_here() -> None:
    here = os.getpid()

    def work(piece: int) -> int:
        if os.getpid() != here and piece > 9:
            raise SystemExit if piece % 2 else MemoryError
        return piece * 2

    assert in_halves(work, MANY, nothing) == [piece * 2 for piece in MANY]


def a_mistake_is_told_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        in_halves(lambda piece: 1 // (piece - 5), MANY, nothing)


@needs_two
@pytest.mark.parametrize(
    "name",
    [
        each_process_takes_every_other_pair_and_all_come_back_in_their_order.__name__,
        what_the_other_process_does_not_finish_is_done_here.__name__,
        a_mistake_is_told_as_it_is.__name__,
    ],
)
def test_in_a_process_of_its_own(name: str) -> None:
    words = f"import sys; sys.path[:0] = sys.argv[1:]; import test_halves; test_halves.{name}()"
    folders = [str(ROOT), str(Path(__file__).parent), str(ROOT / "tests")]
    done = subprocess.run(
        [sys.executable, "-c", words, *folders], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
