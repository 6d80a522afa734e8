"""Who else is at the workbook: another sync, Excel, LibreOffice (spec 7)."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from sheetfollow.exceptions import FileTrouble, WorkbookBusy
from sheetfollow.files.look import folded_name
from sheetfollow.files.os_errors import in_words, missing

PATIENCE_SECONDS = 10.0


@contextmanager
def locked(workbook: Path, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Keep other syncs of this workbook out while this one runs; the system drops the lock when its
    process dies.

    It goes by the workbook's place on the disk, so that every path to it meets the same lock. The
    lock file lies with the system's temporary files: nothing stands about beside the workbook.
    Raises WorkbookBusy after waiting, FileTrouble where there is no such folder.
    """
    with in_words(workbook):
        name = folded_name(workbook.resolve().name).encode(errors="replace")
        lock = _acquired(workbook, f"-{hashlib.sha256(name).hexdigest()[:16]}", "of it", patience)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def folder_locked(workbook: Path, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Keep the syncs of the folder's other workbooks from writing at the same time: they share
    their drafts folder.

    Raises as `locked` does.
    """
    with in_words(workbook):
        lock = _acquired(workbook, "", "in its folder", patience)
    try:
        yield
    finally:
        lock.release()


def _acquired(workbook: Path, suffix: str, where: str, patience: float) -> BaseFileLock:
    lock = FileLock(_own_folder() / f"{_folder_of(workbook)}{suffix}.lock")
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise WorkbookBusy(
            f"{workbook}: another sync {where} is at work; sync again when it is done"
        ) from None
    return lock


def _folder_of(workbook: Path) -> str:
    try:
        folder = workbook.resolve().parent.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise missing(workbook) from None
    return f"{folder.st_dev:x}-{folder.st_ino:x}"


def _own_folder() -> Path:
    """A folder for locks that no other user of the computer can prepare or look into: among the
    system's temporary files, or where somebody else has made that one, in the user's own."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    usual = Path(tempfile.gettempdir()) / f"sheetfollow-{user}"
    other = Path(os.path.expanduser("~")) / ".cache" / "sheetfollow"  # noqa: PTH111  never raises
    for folder in (usual, other):
        with suppress(FileExistsError):
            folder.mkdir(
                mode=0o700,
                parents=True,
                exist_ok=True,
            )
        if _is_own(folder, user):
            return folder
    raise FileTrouble(f"{usual}: is not a folder of yours; delete it, then sync again")


def _is_own(folder: Path, user: int) -> bool:
    known = folder.lstat()
    if not stat.S_ISDIR(known.st_mode):
        return False
    return os.name == "nt" or (known.st_uid == user and not known.st_mode & 0o022)


def refuse_if_open(workbook: Path) -> None:
    """Raise WorkbookBusy where the lock file of Excel or LibreOffice stands beside the workbook,
    stale or not.

    It looks beside the path that was given and beside the file that a symlink leads to.
    """
    with in_words(workbook):
        for name, program in _locks_of(workbook):
            raise WorkbookBusy(_open_in(workbook, program, name))


def is_open(workbook: Path) -> bool:
    """Whether such a lock file stands there, as far as can be seen."""
    try:
        return any(_locks_of(workbook))
    except OSError:
        return False


def _locks_of(workbook: Path) -> Iterator[tuple[str, str]]:
    """The lock files beside the workbook, by name, and the program that makes such."""
    for place in dict.fromkeys((workbook.absolute(), workbook.resolve())):
        for name, program in (
            (f"~${place.name}", "Excel"),
            (f".~lock.{place.name}#", "LibreOffice"),
        ):
            if os.path.lexists(place.with_name(name)):
                yield name, program


def _open_in(workbook: Path, program: str, name: str) -> str:
    return (
        f"{workbook}: open in {program}; save and close it there, then sync again "
        f"(if {program} has crashed, delete the file {name} beside it)"
    )
