"""Looking at the disk without being held up by it: nothing but regular files is opened, none is
read beyond a bound, and no link is followed out of the drafts folder (spec 7)."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import IO

from sheetfollow.files.os_errors import worded

LARGEST = 64 << 20
"""Bytes. The largest file that a sync makes is a mail with a sample of 10 MB; what is larger is the
user's."""

LISTED = re.compile(rb"(?<=<!--workbooks-->).*?(?=<!--/workbooks-->)", re.S)
"""The list of the folder's other workbooks, in a page."""

UNREADABLE = "unreadable"
"""The fingerprint of what stands there but is no regular file, too large, or not to be read."""


def flag(name: str) -> int:
    """A flag for opening files, 0 on a system that has none of that name."""
    return getattr(os, name, 0)


_READ = os.O_RDONLY | flag("O_BINARY") | flag("O_NONBLOCK")
_NO_LINK = flag("O_NOFOLLOW")


class NotRead(OSError):
    """Something stands there that is not to be read: a folder, a pipe, a link, too many bytes, or a
    file without permission."""


def open_regular(path: Path, *, follow: bool = True) -> IO[bytes]:
    """The file, opened for reading; through a link only with `follow`. Raises NotRead for what is
    no regular file: a pipe would keep whoever opens it waiting for ever. Raises OSError where it
    cannot be opened."""
    _check_regular(path.stat() if follow else path.lstat())
    handle = os.open(path, _READ if follow else _READ | _NO_LINK)
    try:
        _check_regular(os.fstat(handle))
    except NotRead:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb")


def _check_regular(known: os.stat_result) -> None:
    if not stat.S_ISREG(known.st_mode):
        raise NotRead("no regular file")


def look(path: Path, *, at_most: int = LARGEST) -> bytes | None:
    """What the regular file of that very name holds, None where nothing stands there.

    Raises NotRead where something else does, or more than `at_most` bytes, and FileTrouble where
    the folder around it cannot be looked into.
    """
    try:
        if path.lstat().st_size > at_most:
            raise NotRead("too large")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except NotRead:
        raise
    except OSError as error:
        raise worded(path.parent, error) from error
    return _read(path, at_most)


def _read(path: Path, at_most: int) -> bytes | None:
    try:
        with open_regular(path, follow=False) as file:
            data = file.read(at_most + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NotRead(str(error)) from error
    if len(data) > at_most:
        raise NotRead("too large")
    return data


def bytes_of(path: Path) -> bytes:
    """The same, with nothing for what is not there or not to be read. Raises FileTrouble."""
    try:
        return look(path) or b""
    except NotRead:
        return b""


@lru_cache(maxsize=1)
def digest(data: bytes) -> str:
    """A text's fingerprint. Line ends do not count as edits, nor does the list of workbooks in a
    page: the others of the folder keep it up to date."""
    if data.startswith(b"<!DOCTYPE html>"):
        data = LISTED.sub(b"", data)
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def digest_of(path: Path) -> str | None:
    """The fingerprint of a file as it stands, None where there is none, UNREADABLE where it is not
    to be read. Raises FileTrouble where the folder around it cannot be looked into."""
    try:
        data = look(path)
    except NotRead:
        return UNREADABLE
    return None if data is None else digest(data)


def real_place(path: Path) -> Path:
    """The path without links, with the file's name as its folder has it: macOS and Windows find
    `Interviews.XLSX` where interviews.xlsx lies, and macOS takes the two ways to write an é for
    one. Unchanged where there is no such file."""
    place = path.resolve()
    try:
        alike = [each for each in place.parent.iterdir() if alike_name(each.name, place.name)]
        if place not in alike:
            return next((each for each in alike if each.samefile(place)), place)
    except OSError:
        pass  # whoever reads or writes the file says what is the matter
    return place


def alike_name(name: str, other: str) -> bool:
    """Whether some system takes the two for one name."""
    return folded_name(name) == folded_name(other)


def folded_name(name: str) -> str:
    """A name as it is where neither case nor the way to write an é matters."""
    return unicodedata.normalize("NFC", name).casefold()
