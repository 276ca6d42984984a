"""An address as a QR code."""

from __future__ import annotations

import segno

QUIET = 4  # modules of white around the code, which scanners need: ISO/IEC 18004


def write_code(address: str) -> str:
    """Return a QR code as a drawing. A seventh of it may be stained, and it can still be read."""
    code = segno.make(address, error="m", micro=False)
    title = f"Code to scan: {address}"
    drawing: str = code.svg_inline(
        border=QUIET, omitsize=True, title=title, svgclass="code-to-scan", lineclass=None
    )
    return drawing
