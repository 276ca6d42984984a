"""Read a file of the project, if it is a plain file that lies there itself and is not too large."""

from __future__ import annotations

from itertools import chain
from stat import S_ISLNK, S_ISREG
from typing import TYPE_CHECKING

from atlas.problems import Problem, SiteError

if TYPE_CHECKING:
    from pathlib import Path, PurePath

# A site is made from the texts and pictures themselves, so that what is published is what is kept there.
LINKED = ("is a link to another place", "put the file itself here")
ODD = ("is no plain file", "put the file itself here")
LONGEST_NAME = 80
RESERVED = ("is a name that Windows keeps for itself", "choose another name")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
DEVICES = frozenset(
    chain(
        ("aux", "con", "nul", "prn"), (f"{port}{number}" for port in ("com", "lpt") for number in range(10))
    )
)


def read_plain(file: Path, path: PurePath, most: int) -> bytes:
    """Return the bytes of a file, or raise SiteError in words that do not need a programmer.

    No more than `most` bytes are ever read: what is no plain file might have no end, or never begin.
    """
    try:
        info = file.lstat()
        if S_ISLNK(info.st_mode):
            raise SiteError([Problem(path, 0, *LINKED)])
        if not S_ISREG(info.st_mode):
            raise SiteError([Problem(path, 0, *ODD)])
        size = info.st_size
        if size <= most:
            with file.open("rb") as opened:
                raw = opened.read(most + 1)
            size = len(raw)  # it may have grown meanwhile
    except OSError as error:
        raise SiteError([Problem(path, 0, f"cannot be read: {error.strerror}")]) from None
    if size > most:
        raise SiteError([Problem(path, 0, f"is {size // 1024} KB long; {most // 1024} KB is the most")])
    return raw


def is_reserved(name: str) -> bool:
    """Tell whether Windows takes a name for a device, whatever its ending."""
    return name.partition(".")[0].lower() in DEVICES


def listed(folder: Path, path: PurePath) -> list[Path]:
    """Return what lies in a folder, in order. Raises SiteError if it cannot be read."""
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise SiteError([Problem(path, 0, f"cannot be read: {error.strerror}")]) from None
