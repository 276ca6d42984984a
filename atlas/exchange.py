"""Put one folder in another's place, in one step where the system can.

The three folders are siblings: `output`, the next one `.output.next`, and for a moment, where two steps
are needed, `.output.previous`. Linux exchanges two names in one call, so that `output` is at every
instant the old site or the new one. Elsewhere the old folder is first moved aside: for that moment there
is no `output`, and should the program be killed in it, the next build puts the old site back.

Two builds at once wait for each other on a lock of the parent folder itself, which leaves no lock file.
Windows has no such lock, so two builds at once are not safe there.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.last import previous, staged
from atlas.problems import Problem, SiteError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ELSEWHERE = "choose an empty or new folder with --output"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}  # EPERM: older containers


def locate(folder: Path) -> Path:
    """Return the full path of `folder`, unless it is a place that no build may replace."""
    given = folder if folder.name not in ("", "..") else Path(os.path.realpath(folder))
    parent = Path(os.path.realpath(given.parent))
    where = parent / given.name
    here = Path.cwd()
    hint = ELSEWHERE
    if where == parent:
        fault = "is the root of the disk"
    elif not parent.is_dir():
        fault = "cannot be made, because the folder around it does not exist"
        hint = f'make the folder "{given.parent.as_posix()}" first, or choose another with --output'
    elif where.is_symlink():
        fault = "is a link to another place, not a folder"
    elif where.exists() and not where.is_dir():
        fault = "is a file, not a folder"
    elif _same(where, Path(os.path.expanduser("~"))):  # noqa: PTH111 - Path.home() raises if there is none
        fault = "is your home folder"
    elif any(_same(where, place) for place in (here, *here.parents)):
        fault = "is the folder you are in, or holds it"
    elif where.is_mount():
        fault = "is a mount point, which cannot change places with another folder"
    else:
        return where
    raise SiteError([Problem(folder, 0, fault, hint)])


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


@contextlib.contextmanager
def only_one(parent: Path) -> Iterator[None]:
    """Wait until no other build is at work in `parent`, and keep others waiting."""
    if fcntl is None:
        yield
        return
    lock = os.open(parent, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network disks know no locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def flush(folder: Path) -> None:
    """Wait until everything written to the disk of `folder` is really on it."""
    syncfs = _system_call("syncfs")
    if syncfs is None:
        if hasattr(os, "sync"):
            os.sync()
        return
    disk = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(disk):
            raise _last_error()
    finally:
        os.close(disk)


def change_places(folder: Path) -> bool:
    """Exchange `folder` and its staged sibling; say whether that took a single step."""
    if not os.path.lexists(folder):
        staged(folder).rename(folder)
        return True
    rename = _system_call("renameat2")
    if rename is None:
        return two_steps(folder)
    one, other = os.fsencode(folder), os.fsencode(staged(folder))
    if rename(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE) == 0:
        return True
    error = _last_error()
    if error.errno not in _NO_EXCHANGE:
        raise error
    return two_steps(folder)


def two_steps(folder: Path) -> bool:
    """Exchange `folder` and its staged sibling, with a moment in between when there is no `folder`."""
    folder.rename(previous(folder))
    staged(folder).rename(folder)
    previous(folder).rename(staged(folder))
    return False


def put_back(folder: Path, mark: str) -> None:
    """Undo the first of two steps, if there is no `folder`; `mark` is the file by which a site is known."""
    if os.path.lexists(previous(folder) / mark) and not os.path.lexists(folder):
        previous(folder).rename(folder)


def clear(folder: Path) -> None:
    """Remove the hidden siblings of `folder` that a swap, or a build that was killed, has left."""
    for left in (previous(folder), staged(folder)):
        if os.path.lexists(left):
            _remove(left)


def _remove(tree: Path) -> None:
    """Remove a folder, even if parts of it are write-protected."""
    if tree.is_symlink() or not tree.is_dir():
        tree.unlink()
        return
    try:
        shutil.rmtree(tree)
    except PermissionError:
        for folder, _, _ in os.walk(tree):
            os.chmod(folder, 0o700)  # noqa: PTH101 - os.walk speaks of str
        shutil.rmtree(tree)


def _system_call(name: str) -> Callable[..., int] | None:
    """Return a function of the C library, if it has it."""
    try:
        return getattr(ctypes.CDLL(None, use_errno=True), name)  # type: ignore[no-any-return]
    except (AttributeError, OSError, TypeError):
        return None


def _last_error() -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))
