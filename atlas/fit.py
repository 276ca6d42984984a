"""How much paper words take, reckoned before anything is printed."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

MM = 25.4 / 72  # one point of type, in millimetres
LEADING = 1.2
# How wide letters are in Arial, Helvetica and Liberation Sans, in thousandths of the size.
LETTERS = {
    **dict.fromkeys("'ijl\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}", 222),
    **dict.fromkeys(" !,./:;I[\\]ft·|", 278),
    **dict.fromkeys('()-`r{}"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}', 345),
    **dict.fromkeys("Jcksvxyz", 500),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("&ABEKPSVXY", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("Mm½¼¾", 834),
    **dict.fromkeys("%W—…@", 1000),
}
ORDINARY, IDEOGRAPH = 560, 1000
BOLD = 1.1  # … and how much wider bold letters are


class Type(NamedTuple):
    """How a text is set: its size in points, and the millimetres that a line may take."""

    size: float
    width: float

    @property
    def line(self) -> float:
        """How high a line is, in millimetres."""
        return self.size * LEADING * MM

    def lines(self, text: str, *, bold: bool = False, beside: int = 0, taken: float = 0.0) -> int:
        """Return how many lines a text takes, broken between its words.

        The first `beside` lines stand beside a picture, and are `taken` millimetres shorter.
        """
        return _lines(self, text, BOLD if bold else 1.0, beside, taken)

    def high(self, *paragraphs: str) -> float:
        """Return how high paragraphs are together, in millimetres."""
        return sum(map(self.lines, paragraphs)) * self.line

    def wide(self, words: str) -> float:
        """Return how wide words are on one line, in millimetres."""
        return self.size * MM * _thousandths(words) / 1000


@cache  # the same words stand on every card
def _lines(type_: Type, text: str, bold: float, beside: int, taken: float) -> int:
    count, used, space = 1, 0.0, type_.wide(" ")
    for word in text.split():
        wide = type_.wide(word) * bold
        if used and used + wide > type_.width - (taken if count <= beside else 0.0):
            count, used = count + 1, 0.0
        used += wide + space
    return count


@cache
def _thousandths(words: str) -> int:
    return sum(map(_letter, words))


def _letter(letter: str) -> int:
    plain = unicodedata.normalize("NFD", letter)[0]
    return LETTERS.get(plain, IDEOGRAPH if unicodedata.east_asian_width(letter) == "W" else ORDINARY)
