"""Paper as it looks: the sheets of a PDF in shades of grey."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import numpy as np
from conftest import lacking
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def scan(pdf: bytes, folder: Path, dpi: int) -> list[NDArray[np.uint8]]:
    """Return every sheet at so many dots an inch, from 0, black, to 255, white. The folder has no other."""
    if not shutil.which("pdftoppm"):
        lacking("no pdftoppm to look at paper with")
    file = folder / "printed.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", file, folder / "sheet"], check=True)
    return [np.asarray(Image.open(sheet)) for sheet in sorted(folder.glob("sheet*.pgm"))]
