"""The paper rulers: the page that makes one to measure, and the sheets of ready-made ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from atlas.page import Page
from atlas.ruler import INCH, TAPE, write_ruler, write_test_lines
from atlas.stretches import FROM_THE_HEIGHT, LEAST, MOST, ON_THE_BODY, ON_THE_HAND
from atlas.views import RulerSheet, RulerSize, RulerView, SheetView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Entry
    from atlas.prose import Prose
    from atlas.schema import PageMatter
    from atlas.views import Citations

SHEETS = {"small": range(15, 20), "medium": range(20, 25), "large": range(25, 31)}
TO = "\N{EN DASH}"
EIGHTHS = ("", "⅛", "¼", "⅜", "½", "⅝", "¾", "⅞")


def view_ruler(entry: Entry[PageMatter], text: Prose, citations: Citations) -> RulerView:
    """Gather what ruler.html shows. A script moves the marks of its rulers to the reader's own length."""
    return RulerView(
        entry=entry,
        text=text,
        citations=citations,
        on_the_body=ON_THE_BODY,
        on_the_hand=ON_THE_HAND,
        guess=FROM_THE_HEIGHT,
        limits=(LEAST, MOST),
        ruler=_drawn(write_ruler("own-ruler", 15, ("", ""))),
        tape=_drawn(write_ruler("own-tape", 15, ("",), TAPE)),
        test_lines=_drawn(write_test_lines("test-lines")),
        sheets=list_sheets(),
    )


def list_sheets() -> tuple[RulerSheet, ...]:
    """Return the sheets of ready-made rulers, from the smallest to the largest."""
    return tuple(
        RulerSheet(slug, sizes.start, sizes.stop - 1, tuple(map(_size, sizes)))
        for slug, sizes in SHEETS.items()
    )


def list_rulers(entry: Entry[PageMatter]) -> Iterator[Page]:
    """Yield the pages with ready-made rulers, one sheet of paper each."""
    for sheet in list_sheets():
        yield Page(
            path=f"ruler/{sheet.slug}.html",
            template="layouts/rulers.html",
            title=f"Paper rulers: {sheet.slug}",
            description=f"Rulers to print, with a cun of {sheet.least} to {sheet.most} mm.",
            view=SheetView(sheet, _drawn(write_test_lines("test-lines"))),
            section=entry.slug,
            made_from=entry.source.path,
        )


def _size(cun: int) -> RulerSize:
    forearm = (cun - 0.5) * 12, (cun + 0.5) * 12
    words = (f"1 cun = {cun} mm, 12 cun = {centimetres(12 * cun)} cm or {inches(12 * cun)} in",
             "Only for this part of the body:")  # fmt: skip
    return RulerSize(
        cun=cun,
        forearm=TO.join(map(centimetres, forearm)),
        forearm_inches=TO.join(map(inches, forearm)),
        fingers=centimetres(3 * cun),
        drawing=_drawn(write_ruler(f"ruler-{cun}", cun, words)),
    )


def centimetres(millimetres: float) -> str:
    """Return millimetres as centimetres: 264 is 26.4."""
    return f"{millimetres / 10:.1f}"


def inches(millimetres: float) -> str:
    """Return millimetres as inches to the nearest eighth, as they stand on a ruler: 264 is 10⅜."""
    whole, eighths = divmod(round(millimetres / INCH * 8), 8)
    return f"{whole or ''}{EIGHTHS[eighths]}" or "0"


def _drawn(drawing: str) -> Markup:
    return Markup(drawing)  # noqa: S704  built as XML, which escapes its texts
