"""What the operating system refuses, in words: what, and what to do next (spec 7, 8)."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sheetfollow.exceptions import FileTrouble, SheetfollowError, WorkbookBusy
from sheetfollow.model import as_typed

# what Windows says where another program holds the file: open, or at it for a moment (a virus
# scanner, OneDrive), which it calls a want of permission
_SHARING_VIOLATIONS = (32, 33)
_ACCESS_DENIED = 5
_TOO_LONG_NAME = 206
LONGEST_PATH = 259
"""Letters of a path that the programs of Windows open."""

_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_CLOSE = "close it there, then sync again"


@contextmanager
def in_words(place: Path) -> Iterator[None]:
    """An OSError within becomes FileTrouble, or WorkbookBusy where another program holds the
    file."""
    try:
        yield
    except OSError as error:
        raise worded(_meant(error, place), error) from error


def _meant(error: OSError, place: Path) -> Path:
    """The file that the system names, or the folder of a temporary one: the user knows nothing of
    those. Of a file that could not be moved, the folder where it was to go, or the one that stands
    in its place."""
    if error.filename2 and isinstance(error, IsADirectoryError):
        return Path(str(error.filename2))
    if error.filename2:
        return Path(str(error.filename2)).parent
    named = Path(str(error.filename or place))
    return named.parent if named.name.startswith(".~") else named


def worded(place: Path, error: OSError) -> SheetfollowError:
    """The error for the user: one line that begins with the path."""
    windows = getattr(error, "winerror", None)
    if windows in _SHARING_VIOLATIONS:
        return WorkbookBusy(f"{place}: open in another program; {_CLOSE}")
    if windows == _ACCESS_DENIED:
        return WorkbookBusy(
            f"{place}: held by another program (a virus scanner, OneDrive), or not yours to write;"
            " wait a moment or give yourself the right, then sync again"
        )
    if is_too_long(place, error):
        return FileTrouble(
            f"{place}: the path is longer than the system takes; move the folder nearer to the top"
            " of the disk, or give it a shorter name"
        )
    return FileTrouble(f"{place}: {_what(error)}")


def is_passing(error: OSError) -> bool:
    """Whether it may be gone in a moment, since another program is at the file (Windows)."""
    return getattr(error, "winerror", None) in (*_SHARING_VIOLATIONS, _ACCESS_DENIED)


def is_too_long(place: Path, error: OSError) -> bool:
    """Whether the length of its path is the trouble. Windows says of a path that is too long that
    there is no such file."""
    windows = getattr(error, "winerror", None)
    if error.errno == errno.ENAMETOOLONG or windows == _TOO_LONG_NAME:
        return True
    return windows is not None and len(os.path.abspath(place)) > LONGEST_PATH  # noqa: PTH100


def missing(workbook: Path) -> FileTrouble:
    """There is no workbook at that path."""
    new = workbook.with_suffix(".xlsx")
    return FileTrouble(f"{workbook}: no such file; make one with: sheetfollow init {as_typed(new)}")


def _what(error: OSError) -> str:
    if error.errno in _FULL:
        return "the disk is full; make room, then sync again"
    if error.errno == errno.EROFS:
        return "the disk is read-only; copy the folder to a place where you may write"
    if isinstance(error, PermissionError):
        return "no permission; give yourself the right to read and write the file and its folder"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return (
            "is a file where a folder should be; rename it or name another folder, then try again"
        )
    if isinstance(error, IsADirectoryError):
        return "is a folder where a file should be; rename it, then sync again"
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    return f"{reason}; check the disk and the folder, then sync again"
