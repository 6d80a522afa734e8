"""The only disk writer (spec 7). Its promise:

Drafts are written first, the workbook last. Each file appears whole or not at all: it is written beside its place,
flushed, and renamed. Killed anywhere, the workbook is the old one or the new one, whole, and the next run heals.
"""

from __future__ import annotations

import glob
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from sheetfollow.exceptions import FileTrouble, StaleWorkbook, WorkbookBusy
from sheetfollow.files.manifest import DraftPlan

BACKUPS = "backups"
_KEPT_BACKUPS = 10
_PATIENCE_SECONDS = 10


@contextmanager
def locked(workbook: Path) -> Iterator[None]:
    """Holds the workbook against another sync, by whatever path that reaches it; the lock dies with the process.
    Raises WorkbookBusy after waiting ten seconds."""
    key = hashlib.sha256(os.fsencode(workbook.resolve())).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"sheetfollow-{key}.lock")
    try:
        with lock.acquire(timeout=_PATIENCE_SECONDS):
            yield
    except Timeout:
        raise WorkbookBusy(f"{workbook}: another sync is at work on it; wait for it, then sync again") from None


def refuse_if_open(workbook: Path) -> None:
    """Raises WorkbookBusy while Excel or LibreOffice has the workbook open, by the lock file that stands beside it."""
    place = workbook.resolve()
    for name, program in ((f"~${place.name}", "Excel"), (f".~lock.{place.name}#", "LibreOffice")):
        # Excel leaves out the first two letters where the name is long
        for lock in {place.with_name(name), place.with_name(f"~${place.name[2:]}") if program == "Excel" else place}:
            if lock != place and lock.exists():
                hint = f"close it there, then sync again (if {program} is not running, delete {lock.name})"
                raise WorkbookBusy(f"{workbook} is open in {program}; {hint}")


def read(workbook: Path) -> bytes:
    """The workbook's bytes. Raises FileTrouble, or WorkbookBusy where another program holds it (Windows)."""
    try:
        return workbook.read_bytes()
    except FileNotFoundError:
        raise FileTrouble(f"{workbook}: no such file; make one with: sheetfollow init {workbook}") from None
    except IsADirectoryError:
        raise FileTrouble(f"{workbook} is a folder; name the workbook in it") from None
    except PermissionError as error:
        if getattr(error, "winerror", None) == 32:
            raise WorkbookBusy(f"{workbook} is open in another program; close it there, then sync again") from None
        raise FileTrouble(f"{workbook} may not be read; give yourself permission, then sync again") from None
    except OSError as error:
        raise _trouble(workbook, error) from None


def create(path: Path, data: bytes) -> None:
    """A new file, and the folder for it. Raises FileTrouble where there is one already."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise FileTrouble(f"{path} is there already and is left as it is; choose another name") from None
    except OSError as error:
        raise _trouble(path, error) from None


def commit(workbook: Path, *, before: bytes, after: bytes, drafts: DraftPlan) -> None:
    """Drafts first, workbook last; what is equal is not written. Raises StaleWorkbook where the workbook on disk is no
    longer `before`, FileTrouble where the system refuses; the workbook is then as it was."""
    place = workbook.resolve()
    try:
        for folder in (place.parent, drafts.folder, drafts.folder / BACKUPS):
            _sweep(folder, place)
        if drafts.changes:
            drafts.folder.mkdir(parents=True, exist_ok=True)
            _write_drafts(drafts, place)
        if after != before:
            _back_up(place, before, drafts.folder / BACKUPS)
            _replace(place, after, before)
    except OSError as error:
        raise _trouble(Path(error.filename or workbook), error) from None


def _sweep(folder: Path, place: Path) -> None:
    """What an earlier, killed run of this workbook left half-written; the lock is held, so nobody is at work on it."""
    for left in folder.glob(f"{glob.escape(_temporary(place))}*.tmp"):
        with suppress(FileNotFoundError):
            left.unlink()


def _temporary(place: Path) -> str:
    return f".{place.name}.sheetfollow-"


def _write_drafts(drafts: DraftPlan, place: Path) -> None:
    """The manifest says first what is about to change, and last that it is done: a file that a killed run has or has
    not written is never taken for the user's doing."""
    _put(drafts.folder / drafts.manifest_name, drafts.pending, place)
    for change in drafts.changes:
        target = drafts.folder / change.path
        if change.data is not None:
            _put(target, change.data, place)
        elif change.to:
            (drafts.folder / change.to).parent.mkdir(exist_ok=True)
            target.replace(drafts.folder / change.to)
        else:
            target.unlink(missing_ok=True)
    _put(drafts.folder / drafts.manifest_name, drafts.manifest, place)


def _put(path: Path, data: bytes, place: Path) -> None:
    """The file whole or not at all; its half is named after the workbook at `place`, so that a later run sweeps it."""
    half = path.with_name(f"{_temporary(place)}{path.name}.tmp")
    half.write_bytes(data)
    half.replace(path)


def _back_up(place: Path, data: bytes, folder: Path) -> None:
    """The workbook that is about to be replaced; the last ten are kept, by number."""
    folder.mkdir(parents=True, exist_ok=True)
    numbered = {int(each.stem.rpartition("-")[2]): each for each in folder.glob(f"{glob.escape(place.stem)}-*{place.suffix}")
                if each.stem.rpartition("-")[2].isdigit()}  # fmt: skip
    last = max(numbered, default=0)
    if last and numbered[last].read_bytes() == data:
        return
    _put(folder / f"{place.stem}-{last + 1:04}{place.suffix}", data, place)
    for number in sorted(numbered)[: -(_KEPT_BACKUPS - 1)]:
        numbered[number].unlink(missing_ok=True)


def _replace(place: Path, data: bytes, before: bytes) -> None:
    """Beside its place, flushed to the disk, then renamed over the old one; its mode is kept."""
    handle, name = tempfile.mkstemp(prefix=_temporary(place), suffix=".tmp", dir=place.parent)
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep_owner_and_mode(place, half)
        if hashlib.sha256(place.read_bytes()).digest() != hashlib.sha256(before).digest():
            raise StaleWorkbook(f"{place.name} was saved by another program meanwhile; nothing is lost, sync again")
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)
    _flush_folder(place.parent)


def _keep_owner_and_mode(place: Path, half: Path) -> None:
    known = place.stat()
    half.chmod(stat.S_IMODE(known.st_mode))
    with suppress(OSError, AttributeError):
        os.chown(half, known.st_uid, known.st_gid)


def _flush_folder(folder: Path) -> None:
    """The rename itself on the disk; Windows does that by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _trouble(path: Path, error: OSError) -> FileTrouble:
    reason = (error.strerror or str(error)).lower()
    return FileTrouble(f"{path}: {reason}; the workbook is as it was, make room or give permission, then sync again")
