"""A code as other books write it becomes that of the WHO: LIV3 is LR3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atlas.schema import MeridianMatter

WRITTEN = re.compile(r"(?P<letters>[A-Za-z]{2,3}(?:[ .-]?[A-Za-z]{1,2})?)[ .-]*0*(?P<number>[1-9]\d?)")
SIGNS = re.compile(r"[ .-]")
FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Codes:
    """Which letters mean which: `letters` as they are written, without signs; `most` by those of the WHO."""

    letters: Mapping[str, str]
    most: Mapping[str, int]

    def normal(self, text: str) -> str:
        """Return the WHO code that was meant: `gb-21` is GB21. Return nothing where that is not certain."""
        found = WRITTEN.fullmatch(text.strip())
        if not found:
            return ""
        letters = self.letters.get(SIGNS.sub("", found["letters"]).upper(), "")
        number = int(found["number"])
        return f"{letters}{number}" if letters and number <= self.most[letters] else ""


def codes_of(meridians: Iterable[MeridianMatter]) -> Codes:
    """Return how codes are written, as the meridians tell it.

    What two meridians claim belongs to neither, and one letter alone is never taken for a code: C7 is a bone
    of the neck before it is a point of the heart.
    """
    known = tuple(meridians)
    most = {letters: number for meridian in known for letters, number in meridian.series.items()}
    claims: dict[str, set[str]] = {}
    for meridian in known:
        if meridian.code in meridian.series:
            for written in (*meridian.aliases, *meridian.foreign):
                claims.setdefault(written.upper(), set()).add(meridian.code)
    sure = {
        written: claimed.pop()
        for written, claimed in claims.items()
        if len(claimed) == 1 and len(written) >= FEWEST_LETTERS
    }
    return Codes({**sure, **{SIGNS.sub("", letters): letters for letters in most}}, most)
