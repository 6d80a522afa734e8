"""A workbook's bytes -> `Book`: the sheets we know, their headers found by name, their cells as
they stand (spec 3).

python-calamine reads; openpyxl is the second reader where it refuses. Nothing is interpreted here
but the places of things: what the cells mean is `intake`'s.
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sheetfollow.exceptions import MissingColumn, MissingSheet, UnsafeInput
from sheetfollow.model import Wording
from sheetfollow.schema import (
    CHECKLIST,
    COMMUNICATIONS,
    HEADER_SEARCH_ROWS,
    INTERVIEWS,
    MESSAGES,
    SETTINGS_SHEET,
    SHEETS,
    TODAY,
    Column,
    Message,
    Sheet,
)
from sheetfollow.xlsx.a1 import letters
from sheetfollow.xlsx.frame import Frame, Table

Row = Sequence[Any]
_KNOWN = {sheet.name.casefold(): sheet for sheet in SHEETS}


@dataclass(frozen=True)
class Grid:
    """One known sheet: where its columns stand and the raw cells below its header.

    `name` is as the workbook spells it; `columns` maps a column's key to its 1-based number,
    without those that are missing; `values` maps each such key to its cells from `first_row` down,
    None for blank; `links` are the targets of the sheet's hyperlinks by A1 name.
    """

    name: str
    header_row: int
    columns: Mapping[str, int]
    values: Mapping[str, list[Any]]
    table: Table | None = None
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    @property
    def height(self) -> int:
        return max((len(cells) for cells in self.values.values()), default=0)

    def cell(self, key: str, row: int) -> str:
        """The A1 name of a column's cell in that 1-based row."""
        return f"{letters(self.columns[key])}{row}"

    def place(self, key: str, row: int) -> str:
        """The cell as people find it: Interviews!I7."""
        return f"{self.name}!{self.cell(key, row)}"

    def value(self, key: str, row: int) -> Any:
        """What stands in a column's cell in that 1-based row, None for blank or beyond the
        sheet."""
        cells = self.values.get(key, [])
        index = row - self.first_row
        return cells[index] if 0 <= index < len(cells) else None


@dataclass(frozen=True)
class Book:
    """A workbook as read: its bytes and the sheets that sheetfollow knows. Optional sheets may be
    None; `heading` is what stands in the first rows of Today."""

    data: bytes
    date1904: bool
    interviews: Grid
    log: Grid
    today: Grid | None
    checklist: Grid | None
    settings: Mapping[str, tuple[str, Any]]
    wordings: tuple[Wording, ...]
    heading: Sequence[Row]


def read(data: bytes) -> Book:
    """The book in these bytes, which the gate has passed.

    Raises MissingSheet or MissingColumn with what to do, UnsafeInput where no reader can make sense
    of it.
    """
    sheets = _read_cells(data)
    frame = Frame(data)
    interviews = _find(INTERVIEWS, sheets, frame)
    log = _find(COMMUNICATIONS, sheets, frame)
    if interviews is None or log is None:
        wanted = INTERVIEWS.name if interviews is None else COMMUNICATIONS.name
        raise MissingSheet(
            f"there is no sheet {wanted}; add it from a new workbook (sheetfollow init new.xlsx)"
        )
    today = _find(TODAY, sheets, frame)
    return Book(
        data=data,
        date1904=frame.date1904,
        interviews=interviews,
        log=log,
        today=today,
        checklist=_find(CHECKLIST, sheets, frame),
        settings=_settings(_find(SETTINGS_SHEET, sheets, frame)),
        wordings=_wordings(_find(MESSAGES, sheets, frame)),
        heading=sheets[today.name].top if today else (),
    )


def fold(text: Any) -> str:
    """A header or a name as it is compared: trimmed, white space collapsed, case folded (spec 2,
    3)."""
    return " ".join(str(text).split()).casefold()


@dataclass(frozen=True, slots=True)
class _Cells:
    """What is of use of a sheet: its first rows, and the columns that one of our headers stands
    over, by their 1-based numbers, whole, None for blank."""

    top: Sequence[Row]
    columns: Mapping[int, list[Any]]


def _read_cells(data: bytes) -> dict[str, _Cells]:
    try:
        with _hushed():
            return dict(_with_calamine(data))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the reader's Rust is no Exception; the second reader decides
        pass
    try:
        return dict(_with_openpyxl(data))
    except Exception as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnsafeInput(
            f"cannot be read ({reason}); open it in Excel, save it again, then sync"
        ) from error


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep what the reader's Rust would write to stderr when it panics, past Python: the second
    reader decides then."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no stderr
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _with_calamine(data: bytes) -> Iterator[tuple[str, _Cells]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        if sheet := _KNOWN.get(fold(name)):
            yield (
                name,
                _of_use(sheet, book.get_sheet_by_name(name).to_python(skip_empty_area=False)),
            )


def _with_openpyxl(data: bytes) -> Iterator[tuple[str, _Cells]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings(
        action="ignore"
    ):  # they are about what it would not save, and it never saves here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for each in book.worksheets:
            if sheet := _KNOWN.get(fold(each.title)):
                each.reset_dimensions()
                rows = list(each.iter_rows(values_only=True))
                width = max(map(len, rows), default=0)
                yield (
                    each.title,
                    _of_use(sheet, [(*row, *[None] * (width - len(row))) for row in rows]),
                )


def _of_use(sheet: Sheet, rows: Sequence[Row]) -> _Cells:
    """From rows of one width. The rest is let go sheet by sheet, since it is most of a large
    workbook's memory."""
    words = {fold(column.header) for column in sheet.columns}
    top = rows[:HEADER_SEARCH_ROWS]
    places = {
        at
        for row in top
        for at, cell in enumerate(row)
        if isinstance(cell, str) and fold(cell) in words
    }
    columns = {at + 1: [None if (cell := row[at]) == "" else cell for row in rows] for at in places}
    return _Cells(top, columns)


def _find(sheet: Sheet, sheets: Mapping[str, _Cells], frame: Frame) -> Grid | None:
    """The sheet's grid, None where the workbook has no such sheet."""
    name = next((name for name in sheets if fold(name) == fold(sheet.name)), None)
    if name is None:
        return None
    index, found = _header(sheet, name, sheets[name].top)
    table = frame.table(name, index + 1, min(found.values()))
    links = frame.links(name) if "draft" in found else {}
    values = {key: sheets[name].columns[number][index + 1 :] for key, number in found.items()}
    if table:
        _without_totals(values, table)
    return Grid(name, index + 1, found, values, table, links)


def _without_totals(values: Mapping[str, list[Any]], table: Table) -> None:
    """A table's totals row reads as blank, since it is no data."""
    end, last = (
        row - table.first_row for row in (table.last_row - table.totals_rows, table.last_row)
    )
    for cells in values.values():
        cells[end:last] = [None] * len(cells[end:last])


def _header(sheet: Sheet, name: str, rows: Sequence[Row]) -> tuple[int, dict[str, int]]:
    """The 0-based index of the row among the first 30 that holds most of the headers, and where
    they stand."""
    wanted = {fold(column.header): column for column in sheet.columns}
    best, best_row = -1, 0
    for index, row in enumerate(rows):
        count = len({fold(cell) for cell in row if isinstance(cell, str)} & wanted.keys())
        if count > best:
            best, best_row = count, index
    row = rows[best_row] if rows else []
    found: dict[str, int] = {}
    for number, cell in enumerate(row, start=1):
        column = wanted.get(fold(cell)) if isinstance(cell, str) else None
        if column and column.key in found:
            twice = (
                f"{letters(found[column.key])}{best_row + 1} and {letters(number)}{best_row + 1}"
            )
            raise MissingColumn(
                f"{name}: {column.header} is there twice ({twice}); rename one of them"
            )
        if column:
            found[column.key] = number
    _complain(name, [column for column in sheet.columns if column.key not in found])
    return best_row, found


def _complain(name: str, missing: Sequence[Column]) -> None:
    required = [column.header for column in missing if column.required]
    if required:
        raise MissingColumn(
            f"{name}: no column {_list(required)} in the first {HEADER_SEARCH_ROWS} rows; add the"
            " header, then sync"
        )
    outputs = [column.header for column in missing if column.output]
    if outputs:
        raise MissingColumn(
            f"{name}: no column {_list(outputs)} for sheetfollow to fill; add the header anywhere"
            " in the header row"
        )


def _list(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _settings(grid: Grid | None) -> dict[str, tuple[str, Any]]:
    """{setting's name, folded: (place of its value, the value)}."""
    if grid is None:
        return {}
    return {
        fold(name): (grid.place("value", row), grid.value("value", row))
        for row, name in enumerate(grid.values["setting"], start=grid.first_row)
        if name is not None
    }


def _wordings(grid: Grid | None) -> tuple[Wording, ...]:
    if grid is None or "body" not in grid.columns:
        return ()
    known = {fold(message): message.value for message in Message}

    def text(key: str, row: int) -> str:
        return str(grid.value(key, row) or "").replace("\r\n", "\n")

    return tuple(
        Wording(
            known[fold(name)],
            text("channel", row).strip(),
            text("subject", row),
            text("body", row),
            grid.place("body", row),
        )
        for row, name in enumerate(grid.values["message"], start=grid.first_row)
        if name is not None and fold(name) in known and text("body", row).strip()
    )
