"""One file after the other onto the disk: whole or not at all, and as private as the workbook that
it is made from (spec 6, 7)."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

from sheetfollow.files.look import flag
from sheetfollow.files.os_errors import is_passing

_NEW_HALF = os.O_WRONLY | os.O_CREAT | os.O_EXCL | flag("O_BINARY")
_OWNER, _GROUP, _OTHERS = 0o700, 0o070, 0o007
_FEW = 16
"""Files that are flushed one by one."""

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds to wait for another program, which has let go of a file within two as a rule."""

Placing = Callable[[Path, Path], None]


def patiently(change: Callable[[], object]) -> None:
    """Do it, again and again for a moment while a virus scanner or OneDrive is at the file
    (Windows). Raises OSError."""
    for pause in _PAUSES:
        try:
            change()
            return
        except OSError as error:
            if not is_passing(error):
                raise
        time.sleep(pause)
    change()


def replace(half: Path, place: Path) -> None:
    """Put the new file in the place of what stands there. Raises OSError."""
    patiently(lambda: half.replace(place))


def link(half: Path, place: Path) -> None:
    """Give a new file a name that is not taken yet, in one step where the disk knows links. Raises
    FileExistsError."""
    try:
        os.link(half, place)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(place):
            raise FileExistsError(place) from None
        replace(half, place)


class Pen:
    """Writes for one workbook, whose `place` is its path without links; there need be none yet.

    Every file is written beside its place, flushed, and renamed. Modes and owner follow the
    workbook: nobody may read a new file who may not read that one. Methods raise OSError.
    """

    def __init__(self, place: Path) -> None:
        whole = hashlib.sha256(place.name.encode(errors="replace")).hexdigest()
        # a name that is never too long, and no other workbook's
        self._temporary = f".~{place.name[:40]}-{whole[:8]}-"
        self._workbook = _known(place)

    def sweep(self, *folders: Path) -> None:
        """Delete what an earlier, killed run left half-written."""
        for folder in folders:
            with suppress(FileNotFoundError):
                left = [each for each in folder.iterdir() if each.name.startswith(self._temporary)]
                for half in left:
                    half.unlink(missing_ok=True)

    def make_folder(self, folder: Path) -> None:
        """The folder and those above it, where they are not there yet."""
        if folder.is_dir():
            return
        if not folder.parent.is_dir():
            self.make_folder(folder.parent)
        folder.mkdir(mode=self._mode(0o777), exist_ok=True)
        if self._workbook:
            _give(folder, self._workbook)

    def write(
        self,
        place: Path,
        data: bytes,
        *,
        ready: Callable[[], None] = lambda: None,
        place_it: Placing = replace,
    ) -> None:
        """One file; `ready` is asked one last time right before the rename."""
        half = self._half(place.parent)
        try:
            self._fill(half, data, place, flush=True)
            ready()
            place_it(half, place)
        finally:
            _clear_away(half)

    def write_all(
        self, folder: Path, texts: Mapping[str, bytes], use: Callable[[dict[str, Path]], None]
    ) -> None:
        """Many files of one folder, by name: all are on the disk before `use` is given them. It
        takes out each that it renames into its place; what is left is cleared away."""
        halves = {name: self._half(folder) for name in texts}
        try:
            for name, data in texts.items():
                self._fill(halves[name], data, folder / name)
            _flush(halves.values())
            use(halves)
        finally:
            for half in halves.values():
                _clear_away(half)

    def _half(self, folder: Path) -> Path:
        """The name of a half-written file, which nobody has had."""
        return folder / f"{self._temporary}{os.urandom(8).hex()}.tmp"

    def _fill(self, half: Path, data: bytes, place: Path, *, flush: bool = False) -> None:
        """A new file with that data. One that is to replace another gets its owner and mode, and
        nobody else looks into it before."""
        known = _known(place)
        handle = os.open(
            half,
            _NEW_HALF,
            0o600 if known else self._mode(0o666),
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if known:
                _give(half, known)
                self._set_mode(half, stat.S_IMODE(known.st_mode))
            elif self._workbook:
                _give(half, self._workbook)
            if flush:
                os.fsync(handle)

    def _mode(self, usual: int) -> int:
        """The usual mode of a new file or folder, but for what others may not do with the
        workbook. A folder may be entered by those who may read it."""
        if not self._workbook:
            return usual
        read = self._workbook.st_mode & 0o444
        return usual & (self._workbook.st_mode | read >> 2 | _OWNER)

    def _set_mode(self, half: Path, mode: int) -> None:
        narrowed = mode & (self._workbook.st_mode | _OWNER) if self._workbook else mode
        with suppress(OSError):
            half.chmod(narrowed)


def _known(place: Path) -> os.stat_result | None:
    """What the system knows of the regular file there, None where there is none."""
    try:
        known = place.lstat()
    except FileNotFoundError:
        return None
    return known if stat.S_ISREG(known.st_mode) else None


def _give(path: Path, like: os.stat_result) -> None:
    """Owner and group as of another file, as far as the system lets this user give files away.
    Where the group stays another one, it may do no more than everybody may."""
    mine = path.stat()
    if os.name == "nt" or (mine.st_uid, mine.st_gid) == (like.st_uid, like.st_gid):
        return
    for owner in (like.st_uid, -1):
        with suppress(OSError):
            os.chown(path, owner, like.st_gid)
            return
    everybody = mine.st_mode & _OTHERS
    with suppress(OSError):
        path.chmod(stat.S_IMODE(mine.st_mode) & ~_GROUP | everybody << 3)


def _flush(halves: Collection[Path]) -> None:
    """Onto the disk, before any is renamed. Linux can flush all files at once and wait for it;
    elsewhere that only asks for it. A few are flushed one by one, so as not to wait for what other
    programs have written."""
    if len(halves) > _FEW and sys.platform == "linux":
        os.sync()
        return
    for half in halves:
        with half.open("rb+") as file:
            os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """The new name itself onto the disk; Windows does that by itself, and some network disks
    cannot."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _clear_away(half: Path) -> None:
    """A disk that refuses it now is no reason to stop, least of all behind the rename; the next run
    sweeps."""
    with suppress(OSError):
        half.unlink()
