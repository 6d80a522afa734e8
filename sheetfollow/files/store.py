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
import os
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from sheetfollow.exceptions import FileTrouble, StaleWorkbook
from sheetfollow.files.changes import FileChange
from sheetfollow.files.lock import folder_locked, refuse_if_open
from sheetfollow.files.look import NotRead, digest_of, look, open_regular, real_place
from sheetfollow.files.marks import NO_MARKS, Marks, write_marks
from sheetfollow.files.os_errors import in_words, is_too_long, missing, worded
from sheetfollow.files.pen import Pen, flush_folder, link, patiently, replace
from sheetfollow.files.place import neighbours_of
from sheetfollow.files.planner import DraftPlan
from sheetfollow.model import Mark

BACKUPS = "backups"
READ_AT_MOST = (200 << 20) + 1
"""Bytes: one more than the gate lets in, so that what is larger is refused there, unread."""


def read(workbook: Path) -> bytes:
    """The workbook's bytes. Raises FileTrouble, or WorkbookBusy where another program holds it
    (Windows)."""
    try:
        if workbook.is_dir():
            raise FileTrouble(f"{workbook}: is a folder; name the workbook in it")
        with open_regular(workbook) as file:
            return file.read(READ_AT_MOST)
    except (FileNotFoundError, NotADirectoryError) as error:
        trouble = worded(workbook, error) if is_too_long(workbook, error) else missing(workbook)
        raise trouble from None
    except NotRead:
        raise FileTrouble(f"{workbook}: is no file; name a workbook") from None
    except OSError as error:
        raise worded(workbook, error) from error


def create(path: Path, data: bytes, *, executable: bool = False) -> None:
    """A new file, and the folder for it; with `executable` those who may read it may run it. Raises
    FileTrouble where there is something already: it stays as it is."""
    taken = FileTrouble(f"{path}: is there already and is left as it is; choose another name")
    with in_words(path):
        if os.path.lexists(path):
            raise taken
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            Pen(path).write(path, data, place_it=link)
            flush_folder(path.parent)
        except FileExistsError:
            raise taken from None
        if executable:
            mode = path.stat().st_mode
            path.chmod(mode | (mode & 0o444) >> 2)


def commit(
    workbook: Path,
    *,
    before: bytes,
    after: bytes,
    drafts: DraftPlan,
    found: Marks = NO_MARKS,
    settled: Sequence[Mark] = (),
    backups: int = 10,
) -> None:
    """Write the drafts, then the workbook, where they differ from what is there.

    `before` is the workbook as it was read, `after` as it is to be. The marks that were `found`, of
    drafts moved by hand or under an earlier name, are kept before anything changes that shows them,
    and those that are `settled` are kept no more once the workbook is replaced. Raises
    StaleWorkbook where the workbook or a draft has been saved by someone else since, WorkbookBusy
    where it is open, FileTrouble where the system refuses; the workbook is then as it was.
    """
    place = real_place(workbook)
    with folder_locked(workbook), in_words(workbook):
        pen = Pen(place)
        _check_inside(drafts.folder, place.parent)
        pen.sweep(
            place.parent,
            drafts.folder,
            drafts.folder / BACKUPS,
        )
        refuse_if_open(workbook)
        _check_fresh(place, before)
        if after != before:
            _check_writable(place)
        if found != NO_MARKS:
            write_marks(
                pen,
                place.name,
                drafts.folder,
                lambda kept: kept.with_found(found),
            )
        if drafts.changes or drafts.manifest != drafts.manifest_before:
            _check_neighbours(drafts)
            _write_drafts(drafts, pen)
        if after != before:
            _back_up(
                place,
                before,
                drafts.folder / BACKUPS,
                pen,
                backups,
            )
            pen.write(
                place,
                after,
                ready=lambda: _check_fresh(place, before),
            )
            flush_folder(place.parent)
        if settled:
            write_marks(
                pen,
                place.name,
                drafts.folder,
                lambda kept: kept.without(settled),
            )


def exchange(workbook: Path, *, before: bytes, after: bytes, keep: Path) -> None:
    """The workbook with new bytes, and the old ones under the name `keep`, for good.

    Raises FileTrouble where there is something of that name, StaleWorkbook where the workbook has
    been saved by someone else since, WorkbookBusy where it is open; it is then as it was.
    """
    place = workbook.resolve()
    with folder_locked(workbook), in_words(workbook):
        pen = Pen(place)
        refuse_if_open(workbook)
        _check_fresh(place, before)
        _check_writable(place)
        pen.make_folder(keep.parent.parent)
        pen.make_folder(keep.parent)
        pen.write(keep, before, place_it=link)
        flush_folder(keep.parent)
        pen.write(
            place,
            after,
            ready=lambda: _check_fresh(place, before),
        )
        flush_folder(place.parent)


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
        fresh = look(place, at_most=len(before)) == before
    except NotRead:
        fresh = False
    if not fresh:
        raise _stale(place)


def _stale(place: Path) -> StaleWorkbook:
    return StaleWorkbook(
        f"{place}: saved, moved or deleted by another program meanwhile; it stays so, sync again"
    )


def _check_neighbours(drafts: DraftPlan) -> None:
    """Of two workbooks that are new to a folder at the same time the second plans anew: it has a
    place of its own then, and they know of each other."""
    place = drafts.place
    if place and neighbours_of(place.base, drafts.manifest_name) != place.neighbours:
        raise StaleWorkbook(
            f"{drafts.folder}: another workbook was synced into it meanwhile; sync again"
        )


def _check_writable(place: Path) -> None:
    """Before anything is written. A rename would replace even a file that its owner has marked as
    read-only."""
    if not place.stat().st_mode & 0o222 or not _writable(place):
        raise FileTrouble(f"{place}: is read-only; allow writing to it, then sync again")
    if not _writable(place.parent):
        raise PermissionError(errno.EACCES, "read-only folder", str(place.parent))


def _writable(place: Path) -> bool:
    return os.access(
        place,
        os.W_OK,
        effective_ids=os.access in os.supports_effective_ids,
    )


def _write_drafts(drafts: DraftPlan, pen: Pen) -> None:
    """The manifest says first what is about to change, and last that it is done, so that the next
    run can tell what a killed one has written from what the user did."""
    pen.make_folder(drafts.folder)
    manifest = drafts.folder / drafts.manifest_name
    if drafts.changes:
        pen.write(manifest, drafts.pending)
        flush_folder(drafts.folder)
        _apply(drafts.changes, drafts.folder, pen)
        flush_folder(drafts.folder)
    pen.write(manifest, drafts.manifest)


def _apply(changes: Collection[FileChange], folder: Path, pen: Pen) -> None:
    """All that is to be written is on the disk before the first change shows."""
    texts = {change.path: change.data for change in changes if change.data is not None}

    def one_by_one(halves: dict[str, Path]) -> None:
        for change in changes:
            _apply_one(change, folder, halves, pen)

    pen.write_all(folder, texts, one_by_one)


def _apply_one(change: FileChange, folder: Path, halves: dict[str, Path], pen: Pen) -> None:
    target = folder / change.path
    _check_untouched(target, change.found)
    if change.data is not None:
        replace(halves[change.path], target)
        del halves[change.path]
    elif change.to:
        pen.make_folder((folder / change.to).parent)
        _check_untouched(folder / change.to, None)
        patiently(lambda: target.rename(folder / change.to))
    else:
        patiently(lambda: target.unlink(missing_ok=True))


def _check_untouched(target: Path, found: str | None) -> None:
    if digest_of(target) != found:
        raise _stale(target)


def _back_up(place: Path, data: bytes, folder: Path, pen: Pen, keep: int) -> None:
    """Keep the workbook that is about to be replaced, numbered; the oldest of more than `keep`
    go."""
    pen.make_folder(folder)
    known = _numbered(place, folder)
    last = max(known, default=0)
    if last and _holds(known[last], data):
        return
    pen.write(folder / f"{place.stem}-{last + 1:04}{place.suffix}", data)
    flush_folder(folder)
    kept = sorted(number for number, path in known.items() if path.is_file())
    for number in kept[: max(0, len(kept) + 1 - keep)]:
        known[number].unlink(missing_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return look(path, at_most=len(data)) == data
    except NotRead:
        return False


def _numbered(place: Path, folder: Path) -> dict[int, Path]:
    ours = re.compile(rf"{re.escape(place.stem)}-([0-9]{{4,9}}){re.escape(place.suffix)}")
    found = ((ours.fullmatch(each.name), each) for each in folder.iterdir())
    return {int(match[1]): path for match, path in found if match}
