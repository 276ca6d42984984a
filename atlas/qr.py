"""An address as a QR code."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from zxingcpp import BarcodeFormat, create_barcode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUIET = 4  # modules of white around the code, which scanners need: ISO/IEC 18004
LEVEL = "M"  # at least a seventh of it may be stained, and it can still be read


def write_code(address: str) -> str:
    """Return a QR code as a drawing without a style of its own, as the content policy asks."""
    rows = modules(address)
    size = len(rows) + 2 * QUIET
    path = "".join(f"M{x} {y}.5h{long}" for y, row in enumerate(rows, QUIET) for x, long in _runs(row))
    title = f"<title>Code to scan: {escape(address)}</title>"
    lines = f'<path stroke="#000" d="{path}"/>'
    return f'<svg viewBox="0 0 {size} {size}" class="code-to-scan">{title}{lines}</svg>'


def modules(address: str) -> list[list[bool]]:
    """Return the squares of the code, row by row: those that are True are dark."""
    code = create_barcode(address, BarcodeFormat.QRCode, ec_level=LEVEL)
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    shades: Any = memoryview(picture).tolist()
    return [[not shade for shade in row] for row in shades]


def _runs(row: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Yield where each dark stroke of a row begins, and how long it is."""
    x = QUIET
    for dark, squares in groupby(row):
        long = len(list(squares))
        if dark:
            yield x, long
        x += long
