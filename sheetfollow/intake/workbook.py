"""A workbook's bytes -> `Book`: the sheets we know, their headers found by name, their cells as
they stand (spec 3).

python-calamine reads; openpyxl is the second reader where it refuses. Nothing is interpreted here
but the places of things: what the cells mean is `intake`'s.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sheetfollow.exceptions import MissingColumn, MissingSheet, NotOurs, UnsafeInput
from sheetfollow.intake.headers import missing_inputs
from sheetfollow.intake.merges import Merges
from sheetfollow.intake.names import fold
from sheetfollow.model import Problem, Unknown, Wording
from sheetfollow.schema import (
    CHECKLIST,
    COMMUNICATIONS,
    HEADER_SEARCH_ROWS,
    INTERVIEWS,
    MESSAGES,
    NEWER,
    SETTINGS_SHEET,
    SHEETS,
    TODAY,
    Column,
    Message,
    Sheet,
)
from sheetfollow.xlsx.a1 import letters
from sheetfollow.xlsx.a1 import name as cell_name
from sheetfollow.xlsx.cells import Row, read_sheets
from sheetfollow.xlsx.frame import Frame, Layout, Table

_KNOWN = {fold(sheet.name): sheet for sheet in SHEETS}
_BY_NAME = {sheet.name: sheet for sheet in SHEETS}
_SUFFIX = "(sheetfollow)"


@dataclass(frozen=True)
class Grid:
    """One known sheet: where its columns stand and the raw cells below its header.

    `name` is as the workbook spells it; `columns` maps a column's key to its 1-based number,
    without those that are missing; `values` maps each such key to its cells from `first_row` down,
    None for blank and Unknown where no reader can tell; `layout` is what lies on and behind them,
    `others` are the headers that are not ours, by their cells.
    """

    name: str
    header_row: int
    columns: Mapping[str, int]
    values: Mapping[str, list[Any]]
    table: Table | None = None
    layout: Layout = field(default_factory=Layout)
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def links(self) -> Mapping[str, str]:
        """The outside targets of the sheet's hyperlinks, by A1 name."""
        return self.layout.links

    @cached_property
    def merges(self) -> Merges:
        """The merged ranges over its columns."""
        return Merges(
            self.layout.merged,
            self.columns.values(),
            last_row=self.header_row + self.height,
        )

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

    def merged_with(self, key: str, row: int) -> str:
        """The cell that is merged over a column's cell in that 1-based row, "" for none."""
        corner = self.merges.corner(row, self.columns.get(key, 0))
        return cell_name(*corner) if corner else ""

    def value(self, key: str, row: int) -> Any:
        """What stands in a column's cell in that 1-based row, None for blank or beyond the
        sheet."""
        cells = self.values.get(key, [])
        index = row - self.first_row
        return cells[index] if 0 <= index < len(cells) else None


@dataclass(frozen=True)
class Book:
    """A workbook as read: its bytes and the sheets that sheetfollow knows. Optional sheets may be
    None; `heading` is what stands in the first rows of Today, `problems` what has to be told of the
    sheets themselves, `newer` what an earlier version made the workbook without, in words."""

    data: bytes
    date1904: bool
    interviews: Grid
    log: Grid
    today: Grid | None
    checklist: Grid | None
    settings: Mapping[str, tuple[str, Any]]
    wordings: tuple[Wording, ...]
    heading: Sequence[Row]
    settings_sheet: Grid | None = None
    problems: tuple[Problem, ...] = ()
    newer: tuple[str, ...] = ()


def read(data: bytes) -> Book:
    """The book in these bytes, which the gate has passed.

    Raises MissingSheet or MissingColumn with what to do, UnsafeInput where no reader can make sense
    of it.
    """
    frame = Frame(data)
    sheets = _read_ours(data)
    grids = {
        name: _grid(
            _BY_NAME[name],
            *found,
            frame,
        )
        for name, found in sheets.items()
    }
    if INTERVIEWS.name in grids:
        _refuse_foreign(grids[INTERVIEWS.name])
    _complain(grids)
    return Book(
        data=data,
        date1904=frame.date1904,
        interviews=grids[INTERVIEWS.name],
        log=grids[COMMUNICATIONS.name],
        today=grids.get(TODAY.name),
        checklist=grids.get(CHECKLIST.name),
        settings=_settings(grids.get(SETTINGS_SHEET.name)),
        wordings=_wordings(grids.get(MESSAGES.name)),
        heading=sheets[TODAY.name][1].top if TODAY.name in sheets else (),
        settings_sheet=grids.get(SETTINGS_SHEET.name),
        problems=tuple(_told(grids)),
        newer=tuple(_newer(grids)),
    )


def has_interviews(data: bytes) -> bool:
    """Whether a sheet of the workbook is an Interviews of ours, whatever else it lacks."""
    found = _read_ours(data).get(INTERVIEWS.name)
    return found is not None and _is_like(INTERVIEWS, found[1])


@dataclass(frozen=True, slots=True)
class _Cells:
    """What is of use of a sheet: its first rows, and the columns that one of our headers stands
    over, by their 1-based numbers, whole, None for blank."""

    top: Sequence[Row]
    columns: Mapping[int, list[Any]]


def _read_ours(data: bytes) -> dict[str, tuple[str, _Cells]]:
    """{a sheet's name in the schema: (its name in the workbook, its cells)}.

    A sheet is found by its name, else by its headers: the user may have renamed it, or has one of
    that name already.
    """
    named = read_sheets(
        data,
        lambda name, _: _sheet_named(name) is not None,
        _cells_by_name,
    )
    ours = {sheet: _best(sheet, named) for sheet in SHEETS}
    lacking = [sheet for sheet, found in ours.items() if not found or not _is_like(sheet, found[1])]
    if lacking:
        others = _others(data, named)
        ours |= {sheet: _first_like(sheet, others) or ours[sheet] for sheet in lacking}
    return {sheet.name: found for sheet, found in ours.items() if found}


def _others(data: bytes, named: Container[str]) -> dict[str, Mapping[str, _Cells]]:
    """The sheets that bear none of our names; what no reader can make sense of is none of ours."""
    try:
        return read_sheets(
            data,
            lambda name, _: name not in named,
            _cells_by_headers,
        )
    except UnsafeInput:
        return {}


def _sheet_named(name: str) -> Sheet | None:
    """The sheet of ours that bears this name, whether or not the name says so."""
    return _KNOWN.get(fold(name)) or _KNOWN.get(fold(name).removesuffix(f" {_SUFFIX}"))


def _cells_by_name(name: str, rows: Sequence[Row]) -> _Cells:
    sheet = _sheet_named(name)
    return _of_use(sheet, rows) if sheet else _Cells((), {})


def _cells_by_headers(_: str, rows: Sequence[Row]) -> Mapping[str, _Cells]:
    """Its cells as the sheet of ours that it has most headers of, by the schema's name: Interviews
    has all those of Today as well."""
    top = rows[:HEADER_SEARCH_ROWS]
    alike = {sheet.name: _of_use(sheet, rows) for sheet in SHEETS if _has_headers(sheet, top)}
    most = max(
        alike,
        key=lambda name: len(alike[name].columns),
        default="",
    )
    return {most: alike[most]} if most else {}


def _best(sheet: Sheet, named: Mapping[str, _Cells]) -> tuple[str, _Cells] | None:
    """Of the sheets with that name the one that adopt made, else the one with the name alone."""
    found = [(name, cells) for name, cells in named.items() if _sheet_named(name) is sheet]
    return max(
        found,
        key=lambda each: (len(each[1].columns), len(each[0])),
        default=None,
    )


def _first_like(
    sheet: Sheet, others: Mapping[str, Mapping[str, _Cells]]
) -> tuple[str, _Cells] | None:
    for name, cells in others.items():
        if sheet.name in cells:
            return name, cells[sheet.name]
    return None


def _is_like(sheet: Sheet, cells: _Cells) -> bool:
    return _has_headers(sheet, cells.top)


def _has_headers(sheet: Sheet, top: Sequence[Row]) -> bool:
    """Whether a row has most of the sheet's headers: some may be newer than the workbook."""
    ours = {fold(column.header) for column in sheet.columns}
    found = [ours & {fold(cell) for cell in row if isinstance(cell, str)} for row in top]
    return max(map(len, found), default=0) * 3 >= len(ours) * 2


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


def _grid(sheet: Sheet, name: str, cells: _Cells, frame: Frame) -> Grid:
    index, found = _header(sheet, name, cells.top)
    if not found:
        return Grid(name, index + 1, {}, {})
    table = frame.table(
        name,
        index + 1,
        min(found.values()),
    )
    layout = frame.layout(name) if sheet.inputs else Layout()
    values = {key: cells.columns[number][index + 1 :] for key, number in found.items()}
    for key, number in found.items():
        _put_unknown(
            values[key],
            number,
            index + 2,
            layout.unknown,
        )
    if table:
        _without_totals(values, table)
    others = _others_in(
        cells.top[index],
        index + 1,
        set(found.values()),
    )
    return Grid(
        name,
        index + 1,
        found,
        values,
        table,
        layout,
        others,
    )


def _others_in(header: Row, row: int, ours: set[int]) -> dict[str, str]:
    return {
        f"{letters(number)}{row}": text
        for number, text in enumerate(header, start=1)
        if isinstance(text, str) and text.strip() and number not in ours
    }


def _put_unknown(
    cells: list[Any], number: int, first_row: int, unknown: Mapping[tuple[int, int], Unknown]
) -> None:
    """What readers take for blank in that column, though something stands there."""
    for (row, column), what in unknown.items():
        if column == number and row >= first_row:
            cells.extend([None] * (row - first_row + 1 - len(cells)))
            cells[row - first_row] = what


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
    best = _header_row(set(wanted), rows)
    found: dict[str, int] = {}
    for number, cell in enumerate(rows[best] if rows else (), start=1):
        column = wanted.get(fold(cell)) if isinstance(cell, str) else None
        if column and found.setdefault(column.key, number) != number:
            first, second = (f"{letters(each)}{best + 1}" for each in (found[column.key], number))
            raise MissingColumn(
                f"{name}: {column.header} is there twice ({first} and {second}); rename one of them"
            )
    return best, found


def _header_row(wanted: set[str], rows: Sequence[Row]) -> int:
    """The index of the first row that holds most of these headers, 0 where there is none."""
    words = [{fold(cell) for cell in row if isinstance(cell, str)} for row in rows]
    counts = [len(each & wanted) for each in words]
    return counts.index(max(counts)) if counts else 0


def _complain(grids: Mapping[str, Grid]) -> None:
    """All that is missing at once: sheets, required columns and those that we fill (spec 3)."""
    if not any(_is_ours(_BY_NAME[name], grid) for name, grid in grids.items()):
        names = _list([sheet.name for sheet in SHEETS])
        raise NotOurs(f"has none of sheetfollow's sheets ({names})")
    sheets = [sheet.name for sheet in (INTERVIEWS, COMMUNICATIONS) if sheet.name not in grids]
    faults = [f"there is no sheet {_list(sheets)}; {_ADD_SHEETS}"] if sheets else []
    for name, grid in grids.items():
        faults += _lacking(grid.name, _missing(_BY_NAME[name], grid))
    if faults:
        raise (MissingSheet if sheets else MissingColumn)(". ".join(faults))


def _missing(sheet: Sheet, grid: Grid) -> list[Column]:
    """The columns that are not there, but for those that are newer than the workbook."""
    return [
        each
        for each in sheet.columns
        if each.key not in grid.columns and (sheet.name, each.header) not in NEWER
    ]


def _is_ours(sheet: Sheet, grid: Grid) -> bool:
    """Whether the grid has most of the sheet's columns, whatever it is called."""
    return len(grid.columns) * 3 >= len(sheet.columns) * 2


_ADD_SHEETS = "add it from a new workbook (sheetfollow init new.xlsx)"


def _lacking(name: str, missing: Sequence[Column]) -> Iterator[str]:
    required = [column.header for column in missing if column.required]
    if required:
        yield (
            f"{name}: no column {_list(required)} in the first {HEADER_SEARCH_ROWS} rows; add the"
            " header, then sync"
        )
    outputs = [each.header for each in missing if each.output]
    if outputs:
        yield (
            f"{name}: no column {_list(outputs)} for sheetfollow to fill; add the header anywhere"
            " in the header row"
        )


def _told(grids: Mapping[str, Grid]) -> Iterator[Problem]:
    """The inputs that are missing and have to be told at every sync (spec 3)."""
    for name, grid in grids.items():
        missing = [each for each in _BY_NAME[name].inputs if each.key not in grid.columns]
        yield from missing_inputs(grid.name, missing, grid.others)
    if MESSAGES.name in grids:
        yield from _unknown_in(grids[MESSAGES.name])


def _unknown_in(wordings: Grid) -> Iterator[Problem]:
    """The cells of Messages that nobody can read: their rows are as if they were not there."""
    for key, cells in wordings.values.items():
        for row, cell in enumerate(cells, start=wordings.first_row):
            if isinstance(cell, Unknown):
                told = f"{cell.advice}; until then the built-in wording is used"
                yield Problem(wordings.place(key, row), cell.shown, told)


def _newer(grids: Mapping[str, Grid]) -> Iterator[str]:
    """What the workbook lacks since it is older; it is done without, and told once (spec 3)."""
    for name, word in sorted(NEWER):
        grid = grids.get(name)
        if grid and fold(word) not in map(fold, _names_in(grid, _BY_NAME[name])):
            kind = {SETTINGS_SHEET.name: "setting", MESSAGES.name: "message"}.get(name, "column")
            yield f"the {kind} {word} in {grid.name}"


def _names_in(grid: Grid, sheet: Sheet) -> Iterator[Any]:
    """What a sheet knows by name: settings, messages, or its own columns."""
    if sheet in (SETTINGS_SHEET, MESSAGES):
        yield from grid.values[sheet.columns[0].key]
    else:
        yield from (column.header for column in sheet.columns if column.key in grid.columns)


def _refuse_foreign(grid: Grid) -> None:
    """Columns that we fill and that hold values beside no ID at all are the user's own (spec 3)."""
    if any(cell is not None for cell in grid.values.get("id", ())) or _lacks_only_ids(grid):
        return
    filled = {
        column.header: (column.key, count)
        for column in INTERVIEWS.outputs
        if (count := sum(cell is not None for cell in grid.values.get(column.key, ())))
    }
    if not filled:
        return
    header, (key, _) = next(iter(filled.items()))
    cells = sum(count for _, count in filled.values())
    raise NotOurs(
        f"{grid.name}!{letters(grid.columns[key])}: your own {header}? sync would replace {cells}"
        f" cell{'s' if cells > 1 else ''}; if not, empty {_list(list(filled))} below the headers"
    )


def _lacks_only_ids(grid: Grid) -> bool:
    """Whether it is ours, and the header of its IDs alone is gone."""
    lacking = [column.key for column in INTERVIEWS.outputs if column.key not in grid.columns]
    return lacking == ["id"]


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

    def unknown(row: int) -> bool:
        return any(isinstance(grid.value(key, row), Unknown) for key in grid.columns)

    return tuple(
        Wording(
            known[fold(name)],
            text("channel", row).strip(),
            text("subject", row),
            text("body", row),
            grid.place("body", row),
        )
        for row, name in enumerate(grid.values["message"], start=grid.first_row)
        if fold(name or "") in known and text("body", row).strip() and not unknown(row)
    )
