"""The plan as cell edits: what changes in which sheet, and nothing that stands there already (spec 3, 7).

An edit is made only where the value differs from what the book holds, so that a second sync writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from sheetfollow.a1 import place
from sheetfollow.exceptions import CannotWrite
from sheetfollow.intake import Intake
from sheetfollow.model import CellStyle, Edit, Value
from sheetfollow.plan import Plan
from sheetfollow.schema import (
    CHECKLIST,
    COMMUNICATIONS,
    INTERVIEWS,
    STATUS_LOOKS,
    TODAY,
    TODAY_AS_OF,
    TODAY_AS_OF_LABEL,
    TODAY_CARDS,
    Column,
    Kind,
    Sheet,
    Status,
)
from sheetfollow.workbook import Book, Grid, fold

DATE_FORMAT = "ddd d mmm yyyy"
_STYLES = {
    Kind.DATE: CellStyle(number_format=DATE_FORMAT),
    Kind.MARK: CellStyle(number_format=DATE_FORMAT),
    Kind.LINK: CellStyle(color="0B3D91", underline=True),
    Kind.COUNT: CellStyle(number_format="0"),
}
_LINK_TEXT = "Open"
_WRAPPED = CellStyle(wrap=True, vertical="top")


def make_edits(book: Book, intake: Intake, plan: Plan, checks: pd.DataFrame, *, today: date) -> list[Edit]:
    """All cells to write: Interviews, the log, Today and Checklist.

    `plan.rows` has by now its `draft` (the link, "" for none); `checks` is the checklist. Raises CannotWrite where a
    totals row stands in the way of the log.
    """
    edits = [*_interviews(book.interviews, plan.rows), *_taken_marks(book, plan), *_log(book.log, plan)]
    if book.today:
        edits += _today(book.today, book.cells[book.today.name], intake, plan.rows, today)
    if book.checklist:
        edits += _generated(book.checklist, CHECKLIST, checks)
    return edits


def _interviews(grid: Grid, rows: pd.DataFrame) -> Iterator[Edit]:
    places = rows["sheet_row"].tolist()
    for column in INTERVIEWS.outputs:
        wanted = _values(rows[column.key], column)
        for row, value in zip(places, wanted, strict=True):
            yield from _changed(grid, column, row, value)
    yield from _left_over(grid, set(places))


def _left_over(grid: Grid, places: set[int]) -> Iterator[Edit]:
    """The output cells of a line that has an ID but is no row any more: its inputs were emptied."""
    for row, known in enumerate(grid.values["id"], start=grid.first_row):
        if isinstance(known, str) and known and row not in places:
            for column in INTERVIEWS.outputs:
                yield from _changed(grid, column, row, None)


def _taken_marks(book: Book, plan: Plan) -> Iterator[Edit]:
    """A mark that became a log row is emptied in the same write (spec 3)."""
    grid = book.interviews
    for index in plan.marked:
        row = int(plan.rows["sheet_row"].iloc[index])
        if grid.value("sent_on", row) is not None:
            yield Edit(grid.name, grid.cell("sent_on", row), None)


def _log(grid: Grid, plan: Plan) -> Iterator[Edit]:
    check = COMMUNICATIONS.column("check")
    old = plan.log["sheet_row"] > 0
    for row, text in zip(plan.log["sheet_row"][old].tolist(), plan.lines["check"][old].tolist(), strict=True):
        yield from _changed(grid, check, row, text or None)
    row = _first_free(grid)
    grow = grid.table is not None and row <= grid.table.last_row + 1  # what was typed below a table stays below it
    for line in plan.log[~old].to_dict("records"):
        yield from _log_row(grid, line, row, grow=grow and _below(grid, row))
        row += 1


def _first_free(grid: Grid) -> int:
    """The row below everything that stands in the log's columns."""
    last = grid.header_row
    for cells in grid.values.values():
        filled = [index for index, cell in enumerate(cells) if cell is not None]
        last = max(last, grid.first_row + filled[-1] if filled else last)
    return last + 1


def _log_row(grid: Grid, line: Mapping[str, Any], row: int, *, grow: bool) -> Iterator[Edit]:
    table = grid.table
    if table and table.totals_rows and table.last_row - table.totals_rows < row <= table.last_row:
        place = f"{grid.name}!{row}:{row}"
        raise CannotWrite(
            f"{place}: the table's totals row leaves no room for the log; insert rows above it, then sync"
        )
    for column in COMMUNICATIONS.inputs:
        value = _value(line[column.key])
        if column.key in grid.columns and value is not None:
            style = _STYLES.get(column.kind)
            yield Edit(grid.name, grid.cell(column.key, row), value, style, grow=grow)


def _below(grid: Grid, row: int) -> bool:
    return grid.table is not None and row > grid.table.last_row


def _today(
    grid: Grid, sheet: Sequence[Sequence[Any]], intake: Intake, rows: pd.DataFrame, today: date
) -> Iterator[Edit]:
    """What to do now, most urgent first, then what is coming in the next 14 days, and the counts (spec 3, Today)."""
    yield from _generated(grid, TODAY, _with_open_marks(grid, intake, agenda(rows, today=today)))
    counts = rows["status"].value_counts()
    for status, cell in TODAY_CARDS.items():
        yield from _card(sheet, grid.name, cell, int(counts.get(status, 0)), (1, 0), status)
    yield from _card(sheet, grid.name, TODAY_AS_OF, today, (0, -1), TODAY_AS_OF_LABEL)


def _card(
    sheet: Sequence[Sequence[Any]], name: str, cell: str, wanted: Value, beside: tuple[int, int], label: str
) -> Iterator[Edit]:
    """A cell of Today's heading, while its label still stands `beside` it (rows down, columns right): once the user has
    rearranged the heading, its cells are theirs."""
    row, column = place(cell)
    if fold(_at(sheet, row + beside[0], column + beside[1])) == fold(label) and not _same(
        _at(sheet, row, column), wanted
    ):
        yield Edit(name, cell, wanted, CellStyle(number_format=DATE_FORMAT) if isinstance(wanted, date) else None)


def _at(sheet: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    """What stands in a cell by its 1-based place, None beyond the sheet."""
    return sheet[row - 1][column - 1] if row <= len(sheet) and column <= len(sheet[row - 1]) else None


def agenda(rows: pd.DataFrame, *, today: date, ahead: int = 14) -> pd.DataFrame:
    """The rows to act on, most urgent first: overdue, due, then those whose window opens within `ahead` days."""
    rank = rows["status"].map({Status.OVERDUE: 0, Status.DUE: 1, Status.SCHEDULED: 2})
    soon = rows["due_from"] <= pd.Timestamp(today) + pd.Timedelta(ahead, "D")
    chosen = rows[(rank < 2) | ((rank == 2) & soon)].assign(rank=rank)
    return chosen.sort_values(["rank", "due_by", "due_from", "company", "interviewer", "id"])


def _with_open_marks(grid: Grid, intake: Intake, chosen: pd.DataFrame) -> pd.DataFrame:
    """A mark that could not be taken stays beside its row, wherever the row now stands."""
    open_ = {}
    for row, cell in enumerate(grid.values["sent_on"], start=grid.first_row):
        known = grid.value("id", row)
        if cell is not None and row not in intake.today_marks and known:
            open_[known] = cell
    return chosen.assign(sent_on=[open_.get(each) for each in chosen["id"]])


def _generated(grid: Grid, sheet: Sheet, rows: pd.DataFrame) -> Iterator[Edit]:
    """A table that sync fills anew: its rows in order, then blanks where it held more."""
    for column in sheet.columns:
        if column.key not in grid.columns:
            continue
        wanted = _values(rows[column.key], column)
        end = _generated_end(grid)
        wanted += [None] * (end - grid.first_row + 1 - len(wanted))
        for row, value in enumerate(wanted, start=grid.first_row):
            yield from _changed(grid, column, row, value, grow=_below(grid, row))


def _generated_end(grid: Grid) -> int:
    """The last row that the generated table may hold now: its table's, else the last row with an ID."""
    if grid.table:
        return grid.table.last_row - grid.table.totals_rows
    filled = [row for row, known in enumerate(grid.values["id"], start=grid.first_row) if known is not None]
    return filled[-1] if filled else grid.header_row


def _values(column: pd.Series, kind: Column) -> list[Value]:
    if kind.kind is Kind.DATE:
        return [None if pd.isna(each) else each.date() for each in column]
    if kind.kind is Kind.COUNT:
        return [int(each) for each in column]
    return [_value(each) for each in column]


def _value(cell: Any) -> Value:
    if cell is None or cell == "" or (not isinstance(cell, str) and pd.isna(cell)):
        return None
    value: Value = cell.date() if isinstance(cell, pd.Timestamp) else str(cell) if isinstance(cell, str) else cell
    return value


def _changed(grid: Grid, column: Column, row: int, wanted: Value, *, grow: bool = False) -> Iterator[Edit]:
    """The edit of one own cell, none where it holds the value, and the link, already."""
    cell, link = grid.cell(column.key, row), None
    if column.kind is Kind.LINK:
        link, wanted = str(wanted or ""), _LINK_TEXT if wanted else None
        if link == grid.links.get(cell, "") and _same(grid.value(column.key, row), wanted):
            return
    elif _same(grid.value(column.key, row), wanted):
        return
    yield Edit(grid.name, cell, wanted, _style(column, wanted), link, grow and wanted is not None)


def _same(present: Any, wanted: Value) -> bool:
    if isinstance(present, datetime):
        present = present.date() if not (present.hour or present.minute) else present
    if isinstance(present, str) and isinstance(wanted, str):
        return present.strip() == wanted.strip()
    return bool(present == wanted) and isinstance(present, bool) == isinstance(wanted, bool)


def _style(column: Column, value: Value) -> CellStyle | None:
    if value is None:
        return CellStyle(fill="") if column.key == "status" else None
    if column.key == "status":
        look = STATUS_LOOKS[Status(str(value))]
        return CellStyle(fill=look.fill, color=look.color, bold=True)
    return _STYLES.get(column.kind, _WRAPPED if column.key in ("why", "needs", "check") else None)
