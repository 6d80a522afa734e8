"""Who else is at the workbook: another sync, Excel, LibreOffice (spec 7)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sheetfollow.exceptions import FileTrouble, WorkbookBusy
from sheetfollow.files.trouble import in_words, missing

PATIENCE_SECONDS = 10.0


@contextmanager
def locked(workbook: Path, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Keep other syncs out while this one runs; the system drops the lock when its process dies.

    It is the workbook's folder that is locked, since its workbooks share their drafts, and by its place on the disk,
    so that every path to it meets the same lock. The lock file lies with the system's temporary files: nothing stands
    about beside the workbook. Raises WorkbookBusy after waiting, FileTrouble where there is no such folder.
    """
    with in_words(workbook):
        lock = FileLock(_lock_file(workbook))
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            raise WorkbookBusy(
                f"{workbook}: another sync is at work in its folder; sync again when it is done"
            ) from None
    try:
        yield
    finally:
        lock.release()


def _lock_file(workbook: Path) -> Path:
    try:
        folder = workbook.resolve().parent.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise missing(workbook) from None
    return _own_folder() / f"{folder.st_dev:x}-{folder.st_ino:x}.lock"


def _own_folder() -> Path:
    """A folder for locks that no other user of the computer can prepare or look into."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"sheetfollow-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    known = folder.lstat()
    if folder.is_symlink() or (hasattr(os, "getuid") and known.st_uid != user):
        raise FileTrouble(f"{folder}: belongs to another user; delete it, then sync again")
    return folder


def refuse_if_open(workbook: Path) -> None:
    """Raise WorkbookBusy where the lock file of Excel or LibreOffice stands beside the workbook, stale or not.

    It looks beside the path that was given and beside the file that a symlink leads to.
    """
    with in_words(workbook):
        for place in dict.fromkeys((workbook.absolute(), workbook.resolve())):
            for name, program in ((f"~${place.name}", "Excel"), (f".~lock.{place.name}#", "LibreOffice")):
                if os.path.lexists(place.with_name(name)):
                    raise WorkbookBusy(_open_in(workbook, program, name))


def _open_in(workbook: Path, program: str, name: str) -> str:
    return (
        f"{workbook}: open in {program}; save and close it there, then sync again "
        f"(if {program} has crashed, delete the file {name} beside it)"
    )
