"""The font of the Chinese names, cut to the characters in use: `python -m workshop.share.fonts` cuts it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workshop.share.sheets import FONTS, Project, list_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop.share.cards import Card

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")  # Debian's fonts-noto-cjk
SIMPLIFIED = 2  # its fonts in order: Japanese, Korean, simplified and traditional Chinese, Hong Kong
FAMILY = "Atlas Share Hanzi"
SIGNS = FONTS / "hanzi.txt"


def in_use(cards: Iterable[Card]) -> set[str]:
    """Return every character of the Chinese names."""
    return {sign for card in cards for sign in card.hanzi}


def kept() -> set[str]:
    """Return the characters that the font was cut to."""
    return set(SIGNS.read_text(encoding="utf-8").strip()) if SIGNS.is_file() else set()


def cut(signs: str) -> Path:
    """Write a font that holds these characters and no others, and the list of them."""
    from fontTools import subset  # noqa: PLC0415  only cutting needs it; drawing does not
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(SOURCE, fontNumber=SIMPLIFIED, lazy=True)
    options = subset.Options(
        layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], hinting=False, desubroutinize=True
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text=signs)
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):  # it is no longer the whole font, and says so
            record.string = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
    font.recalcTimestamp = False
    font.flavor = "woff2"
    file = FONTS / "hanzi.woff2"
    font.save(file)
    SIGNS.write_text(f"{signs}\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    cards = (sheet.card for sheet in list_sheets(Project.at(Path(__file__).parents[2])))
    every = "".join(sorted(in_use(cards) | kept()))
    print(f"{len(every)} characters in {cut(every)}")
