"""The only disk writer (spec 7). Its promise:

Drafts and calendar are written first, the workbook last. Each file appears whole or not at all: it
is written beside its place, flushed, and renamed; the drafts all together, since a flush of one
waits as long as a flush of all. Killed anywhere, the workbook is the old one or the new one, whole,
and the next run heals: it sweeps up half-written files and knows by the manifest which drafts it
had begun to change. What the user or another program has saved since the plan was made is never
overwritten.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from sheetfollow.exceptions import FileTrouble, StaleWorkbook
from sheetfollow.files.lock import folder_locked, refuse_if_open
from sheetfollow.files.manifest import DraftPlan, FileChange, digest_of
from sheetfollow.files.os_errors import in_words, missing, worded

BACKUPS = "backups"
READ_AT_MOST = (
    200 << 20
) + 1  # one byte more than the gate lets in: what is larger is refused there, unread
_NEW_HALF = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_MODE_OF_NEW, _MODE_OF_HALF = 0o666, 0o600
_FEW = 16


def read(workbook: Path) -> bytes:
    """The workbook's bytes. Raises FileTrouble, or WorkbookBusy where another program holds it
    (Windows)."""
    try:
        if workbook.is_dir():
            raise FileTrouble(f"{workbook}: is a folder; name the workbook in it")
        if workbook.exists() and not workbook.is_file():
            raise FileTrouble(f"{workbook}: is no file; name a workbook")
        with workbook.open("rb") as file:
            return file.read(READ_AT_MOST)
    except (FileNotFoundError, NotADirectoryError):
        raise missing(workbook) from None
    except OSError as error:
        raise worded(workbook, error) from error


def create(path: Path, data: bytes) -> None:
    """A new file, and the folder for it. Raises FileTrouble where there is something already: it
    stays as it is."""
    taken = FileTrouble(f"{path}: is there already and is left as it is; choose another name")
    with in_words(path):
        if os.path.lexists(path):
            raise taken
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(path, data, _temporary(path), place_it=_link)
            _flush_folder(path.parent)
        except FileExistsError:
            raise taken from None


def commit(
    workbook: Path, *, before: bytes, after: bytes, drafts: DraftPlan, backups: int = 10
) -> None:
    """Write the drafts, then the workbook, where they differ from what is there.

    `before` is the workbook as it was read, `after` as it is to be. Raises StaleWorkbook where the
    workbook or a draft has been saved by someone else since, WorkbookBusy where it is open,
    FileTrouble where the system refuses; the workbook is then as it was.
    """
    place = workbook.resolve()
    temporary = _temporary(place)
    with folder_locked(workbook), in_words(workbook):
        _check_inside(drafts.folder, place.parent)
        _sweep(temporary, place.parent, drafts.folder, drafts.folder / BACKUPS)
        refuse_if_open(workbook)
        _check_fresh(place, before)
        if after != before:
            _check_writable(place)
        if drafts.changes or drafts.manifest != drafts.manifest_before:
            _write_drafts(drafts, temporary)
        if after != before:
            _back_up(place, before, drafts.folder / BACKUPS, temporary, backups)
            _write(place, after, temporary, ready=lambda: _check_fresh(place, before))
            _flush_folder(place.parent)


def _temporary(place: Path) -> str:
    """How the half-written files of this workbook's runs begin: a name that is never too long, and
    no other's."""
    whole = hashlib.sha256(place.name.encode(errors="replace")).hexdigest()
    return f".~{place.name[:40]}-{whole[:8]}-"


def _sweep(temporary: str, *folders: Path) -> None:
    """Delete what an earlier, killed run left half-written."""
    for folder in folders:
        with suppress(FileNotFoundError):
            for left in [each for each in folder.iterdir() if each.name.startswith(temporary)]:
                left.unlink(missing_ok=True)


def _check_inside(folder: Path, home: Path) -> None:
    """By its name: a drafts folder that is a symlink may lead anywhere, since the user made it."""
    if (
        not Path(os.path.normpath(folder)).is_relative_to(home)
        or Path(os.path.normpath(folder)) == home
    ):
        raise FileTrouble(
            f"{folder}: is not inside the workbook's folder; name another Drafts folder in Settings"
        )


def _check_fresh(place: Path, before: bytes) -> None:
    try:
        fresh = place.read_bytes() == before
    except FileNotFoundError:
        fresh = False
    if not fresh:
        raise StaleWorkbook(
            f"{place}: saved, moved or deleted by another program meanwhile; it stays so, sync"
            " again"
        )


def _check_writable(place: Path) -> None:
    """Before anything is written. A rename would replace even a file that its owner has marked as
    read-only."""
    if not place.stat().st_mode & 0o222 or not _writable(place):
        raise FileTrouble(f"{place}: is read-only; allow writing to it, then sync again")
    if not _writable(place.parent):
        raise PermissionError(errno.EACCES, "read-only folder", str(place.parent))


def _writable(place: Path) -> bool:
    return os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _write_drafts(drafts: DraftPlan, temporary: str) -> None:
    """The manifest says first what is about to change, and last that it is done, so that the next
    run can tell what a killed one has written from what the user did."""
    drafts.folder.mkdir(parents=True, exist_ok=True)
    manifest = drafts.folder / drafts.manifest_name
    if drafts.changes:
        _write(manifest, drafts.pending, temporary)
        _flush_folder(drafts.folder)
        _apply(drafts.changes, drafts.folder, temporary)
        _flush_folder(drafts.folder)
    _write(manifest, drafts.manifest, temporary)


def _apply(changes: Collection[FileChange], folder: Path, temporary: str) -> None:
    """All that is to be written is on the disk before the first change shows."""
    halves = {
        change.path: _half(folder, temporary) for change in changes if change.data is not None
    }
    try:
        for change in changes:
            if change.data is not None:
                _fill(halves[change.path], change.data, folder / change.path)
        _flush(halves.values())
        for change in changes:
            _apply_one(change, folder, halves)
    finally:
        for half in halves.values():
            _clear_away(half)


def _apply_one(change: FileChange, folder: Path, halves: dict[str, Path]) -> None:
    target = folder / change.path
    _check_untouched(target, change.found)
    if change.data is not None:
        halves.pop(change.path).replace(target)
    elif change.to:
        (folder / change.to).parent.mkdir(exist_ok=True)
        _check_untouched(folder / change.to, None)
        target.rename(folder / change.to)
    else:
        target.unlink(missing_ok=True)


def _check_untouched(target: Path, found: str | None) -> None:
    if digest_of(target) != found:
        raise StaleWorkbook(
            f"{target}: saved, moved or deleted by another program meanwhile; it stays so, sync"
            " again"
        )


def _back_up(place: Path, data: bytes, folder: Path, temporary: str, keep: int) -> None:
    """Keep the workbook that is about to be replaced, numbered; the oldest of more than `keep`
    go."""
    folder.mkdir(parents=True, exist_ok=True)
    known = _numbered(place, folder)
    last = max(known, default=0)
    if last and known[last].read_bytes() == data:
        return
    _write(folder / f"{place.stem}-{last + 1:04}{place.suffix}", data, temporary)
    _flush_folder(folder)
    for number in sorted(known)[: max(0, len(known) + 1 - keep)]:
        known[number].unlink(missing_ok=True)


def _numbered(place: Path, folder: Path) -> dict[int, Path]:
    ours = re.compile(rf"{re.escape(place.stem)}-([0-9]{{4,9}}){re.escape(place.suffix)}")
    return {
        int(found[1]): each for each in folder.iterdir() if (found := ours.fullmatch(each.name))
    }


def _replace(half: Path, place: Path) -> None:
    half.replace(place)


def _link(half: Path, place: Path) -> None:
    """A name for a new file that is not taken yet, in one step where the disk knows links."""
    try:
        os.link(half, place)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(place):
            raise FileExistsError(place) from None
        half.replace(place)


def _write(
    place: Path,
    data: bytes,
    temporary: str,
    *,
    ready: Callable[[], None] = lambda: None,
    place_it: Callable[[Path, Path], None] = _replace,
) -> None:
    """The file whole or not at all: written beside its place, flushed, `ready` asked one last time,
    then renamed."""
    half = _half(place.parent, temporary)
    try:
        _fill(half, data, place, flush=True)
        ready()
        place_it(half, place)
    finally:
        _clear_away(half)


def _clear_away(half: Path) -> None:
    """A disk that refuses it now is no reason to stop, least of all behind the rename; the next run
    sweeps."""
    with suppress(OSError):
        half.unlink()


def _half(folder: Path, temporary: str) -> Path:
    """The name of a half-written file, which nobody has had."""
    return folder / f"{temporary}{os.urandom(8).hex()}.tmp"


def _fill(half: Path, data: bytes, place: Path, *, flush: bool = False) -> None:
    """A new file with that data, and with owner and mode of the file that it is to replace; nobody
    else looks into it before. One that replaces none gets what any new file of the user's gets."""
    try:
        known = place.stat()
    except FileNotFoundError:
        known = None
    handle = os.open(half, _NEW_HALF, _MODE_OF_HALF if known else _MODE_OF_NEW)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        if known:
            _keep_owner_and_mode(known, half)
        if flush:
            os.fsync(handle)


def _keep_owner_and_mode(known: os.stat_result, half: Path) -> None:
    with suppress(OSError, AttributeError):
        os.chown(half, known.st_uid, known.st_gid)
    with suppress(OSError):
        half.chmod(stat.S_IMODE(known.st_mode))


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


def _flush_folder(folder: Path) -> None:
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
