"""The story of adopt: look, propose, ask at the door, write once (spec 8). Their sheets are read
and never written; ours are added behind them, or make a workbook of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sheetfollow import files, writeback
from sheetfollow.adopt.block import (
    Adoption,
    adoption_of,
    lines_of,
    read_adoption,
    rows_of,
    taken_lines,
)
from sheetfollow.adopt.export import SUFFIXES, read_export
from sheetfollow.adopt.facts import Cells
from sheetfollow.adopt.fed import Feed
from sheetfollow.adopt.feed import feed
from sheetfollow.adopt.proposal import Proposal
from sheetfollow.adopt.source import Source, read_source, sheets_of
from sheetfollow.adopt.values import Days, with_oddities
from sheetfollow.exceptions import (
    AlreadyOurs,
    CannotWrite,
    FileTrouble,
    MissingColumn,
    MissingSheet,
    NotOurs,
    SheetfollowError,
    UnsafeInput,
    WouldLoseContent,
)
from sheetfollow.intake import workbook
from sheetfollow.intake.names import fold
from sheetfollow.intake.settings import Settings, read_settings
from sheetfollow.intake.workbook import Book
from sheetfollow.model import AddedSheet, Edit, Problem, as_typed
from sheetfollow.new_workbook import shipped
from sheetfollow.outputs.lines import append_lines
from sheetfollow.schema import GUIDE, SETTINGS_SHEET, SHEETS, SUMMARY
from sheetfollow.xlsx import gate
from sheetfollow.xlsx.cells import read_sheets
from sheetfollow.xlsx.frame import Frame

QUIET_DAYS = Settings().gone_quiet
_ELSEWHERE = "to keep our sheets in a workbook of their own: --into NEW.xlsx"
_DATE_ORDER = "Date order"


@dataclass(frozen=True)
class Tracker:
    """A file of theirs, read once: its bytes and its cells.

    `into` is the workbook to make, None where our `sheets` are to be added to this one; `base` is
    the workbook that what comes over is then written into, with our sheets in it.
    """

    path: Path
    data: bytes
    cells: Cells
    into: Path | None
    base: bytes
    sheets: tuple[AddedSheet, ...] = ()


@dataclass(frozen=True)
class Adopted:
    """What was done: the workbook to sync from now on as it is now, our sheets that were added, and
    the backup, None for a new workbook."""

    workbook: Path
    sheets: tuple[str, ...]
    book: Book
    backup: Path | None


def command_for(path: Path) -> str:
    """What to type to adopt that file."""
    if path.suffix.lower() in SUFFIXES:
        into = path.with_name("interviews.xlsx")
        return f"sheetfollow adopt {as_typed(path)} --into {as_typed(into)}"
    return f"sheetfollow adopt {as_typed(path)}"


def look(path: Path, into: Path | None, *, all_sheets: bool = False) -> Tracker:
    """Read a tracker that can be adopted.

    Raises SheetfollowError with what to do where it cannot: broken, ours already, or a workbook
    `into` that is there; without `into` open elsewhere, an export, or one that takes no sheets.
    """
    if into and os.path.lexists(into):
        raise FileTrouble(f"{into}: is there already and is left as it is; choose another name")
    if not path.exists():
        raise FileTrouble(f"{path}: no such file; look at its name and its folder, then adopt")
    if path.suffix.lower() in SUFFIXES:
        if into is None:
            raise CannotWrite(f"no sheets can be added to an export; {_ELSEWHERE}")
        data = files.read(path)
        return Tracker(
            path,
            data,
            {path.stem: read_export(data)},
            into,
            shipped(),
        )
    if into is None:
        files.refuse_if_open(path)
    data = files.read(path)
    gate.check(data)
    _refuse_ours(data)
    cells = _sheets_that(data, lambda _, visible: visible)
    if into:
        return Tracker(path, data, cells, into, shipped())
    sheets = _sheets_for(data, all_sheets=all_sheets)
    return Tracker(
        path,
        data,
        cells,
        None,
        _with_sheets(data, sheets),
        sheets,
    )


def take_up(path: Path, book: Book, settings: Settings, *, today: date) -> Feed:
    """What an adopted tracker has by now, at a sync of the workbook at `path`."""
    adoption = adoption_of(book)
    if adoption is None:
        return Feed(book)
    days = Days(today, settings.date_order)
    try:
        source = read_source(
            adoption,
            _cells(path, book, adoption),
            days,
        )
    except SheetfollowError as error:
        return Feed(
            book,
            problems=(
                Problem(
                    adoption.file_place,
                    adoption.file,
                    str(error),
                ),
            ),
        )
    return feed(book, adoption, source, settings, today=today)


def _cells(path: Path, book: Book, adoption: Adoption) -> Cells:
    """The cells of their sheets, in this workbook or in the file beside it."""
    sheets, data = sheets_of(adoption), book.data
    if adoption.file:
        beside = path.resolve().parent / adoption.file
        if not beside.exists():
            raise FileTrouble(
                f"is no file any more; put it back at {beside}, or write its place here"
            )
        data = files.read(beside)
        if beside.suffix.lower() in SUFFIXES:
            return {beside.stem: read_export(data)}
        gate.check(data)
    named = _sheets_that(data, lambda name, _: name in sheets)
    if named.keys() >= sheets:
        return named
    ours = {sheet.name for sheet in SHEETS} | {
        grid.name
        for grid in (book.interviews, book.log, book.today, book.checklist, book.settings_sheet)
        if grid
    }
    others = _sheets_that(data, lambda name, visible: visible and name not in ours)
    return {**named, **others}


def _sheets_that(data: bytes, fits: Callable[[str, bool], bool]) -> Cells:
    """The cells of the sheets whose name and visibility fit."""
    frame = Frame(data)
    return read_sheets(data, fits, lambda name, rows: with_oddities(rows, frame.layout(name)))


def _refuse_ours(data: bytes) -> None:
    try:
        book = workbook.read(data)
    except NotOurs:
        return
    except (MissingSheet, MissingColumn) as error:
        if workbook.has_interviews(data):
            raise AlreadyOurs(f"is sheetfollow's already, but {error}") from error
        return
    rows = rows_of(book)
    if rows and book.settings_sheet:
        where = f"{book.settings_sheet.name}, rows {min(rows)}-{max(rows)}"
        raise AlreadyOurs(f"is adopted already; the mapping is in {where}")
    raise AlreadyOurs("is sheetfollow's already; sync it")


def _sheets_for(data: bytes, *, all_sheets: bool) -> tuple[AddedSheet, ...]:
    """Our sheets; one whose name is taken gets `(sheetfollow)` behind it."""
    source = shipped()
    wanted = [sheet.name for sheet in SHEETS] + ([SUMMARY, GUIDE] if all_sheets else [])
    taken = {fold(name) for name in Frame(data).sheet_names}
    called = {name: f"{name} (sheetfollow)" if fold(name) in taken else name for name in wanted}
    return tuple(
        AddedSheet(
            name,
            source,
            ours,
        )
        for ours, name in called.items()
    )


def _with_sheets(data: bytes, sheets: Sequence[AddedSheet]) -> bytes:
    """Their workbook with ours behind it, proved. What stops that does not stop one beside it."""
    try:
        base = writeback.add_sheets(data, sheets)
        writeback.verify_sheets(data, base, sheets)
    except (CannotWrite, UnsafeInput, WouldLoseContent) as error:
        raise type(error)(f"{error}; {_ELSEWHERE}") from error
    return base


def adopt(tracker: Tracker, proposal: Proposal) -> Adopted:
    """Write what was proposed. Raises SheetfollowError where it cannot be; nothing is written
    then."""
    path, into = tracker.path, tracker.into
    file = _beside(path, into) if into else ""
    edits = _edits(
        workbook.read(tracker.base),
        proposal,
        file=file,
    )
    after = writeback.apply(tracker.base, edits)
    writeback.verify(tracker.base, after, edits)
    book = workbook.read(after)
    if into:
        files.create(into, after)
        return Adopted(into, (), book, None)
    keep = _backup(path, book)
    with files.locked(path):
        files.exchange(
            path,
            before=tracker.data,
            after=after,
            keep=keep,
        )
    return Adopted(
        path,
        tuple(each.name for each in tracker.sheets),
        book,
        keep,
    )


def _backup(path: Path, book: Book) -> Path:
    """A name for the workbook as it was, which no later sync takes away."""
    folder = path.resolve().parent / read_settings(book.settings).drafts_folder / files.BACKUPS
    number = 1
    while True:
        count = f" {number}" if number > 1 else ""
        keep = folder / f"{path.stem} before adopt{count}{path.suffix}"
        if not os.path.lexists(keep):
            return keep
        number += 1


def _beside(path: Path, into: Path) -> str:
    """The way from the new workbook to theirs."""
    try:
        way = os.path.relpath(path.resolve(), into.resolve().parent)
    except ValueError:  # on another drive (Windows)
        return str(path.resolve())
    return Path(way).as_posix()


def _edits(book: Book, proposal: Proposal, *, file: str) -> list[Edit]:
    """The cells to fill: the mapping, and what comes over."""
    mapping = list(lines_of(proposal.survey, file))
    adoption = read_adoption(("", name, value) for name, value, _ in mapping)
    if adoption is None or book.settings_sheet is None:
        raise NotOurs("the workbook that comes with sheetfollow has no Settings; install it again")
    keys = [line.key for line in proposal.taken.interviews]
    keys += dict.fromkeys(proposal.taken.settled)
    rows = [
        {"setting": name, "value": value, "meaning": meaning}
        for name, value, meaning in (*mapping, *taken_lines(keys))
    ]
    fed = feed(
        book,
        adoption,
        Source(proposal.applications, ()),
        read_settings(book.settings),
        today=proposal.today,
        adopting=True,
    )
    return [
        *_order(book, proposal.survey.order),
        *append_lines(book.settings_sheet, SETTINGS_SHEET.columns, rows, what="the mapping"),
        *fed.edits,
    ]


def _order(book: Book, order: str) -> Iterator[Edit]:
    """How they type days is how they will type them here."""
    place, value = book.settings.get(fold(_DATE_ORDER), ("", None))
    if order and place and value is None:
        sheet, _, cell = place.rpartition("!")
        yield Edit(sheet, cell, order)
