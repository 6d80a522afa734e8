"""The plan as cell edits: what changes in which sheet, and nothing that stands there already (spec
3, 7).

An edit is made only where the value differs from what the book holds, so that a second sync writes
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from sheetfollow.intake import Replaced
from sheetfollow.intake.names import fold
from sheetfollow.intake.workbook import Book, Grid
from sheetfollow.letters.letter import Letter
from sheetfollow.model import CellStyle, Edit, Problem, Value
from sheetfollow.outputs.agenda import whole_agenda, with_letters
from sheetfollow.outputs.checklist import checklist
from sheetfollow.outputs.heights import with_heights
from sheetfollow.outputs.lines import STYLES, append_lines, filled_length, is_below, value_of
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
)
from sheetfollow.xlsx.a1 import letters as column_letters
from sheetfollow.xlsx.a1 import place

_STATUS_STYLES: dict[Value, CellStyle] = {
    None: CellStyle(fill=""),
    **{
        status.value: CellStyle(
            fill=look.fill,
            color=look.color,
            bold=True,
        )
        for status, look in STATUS_LOOKS.items()
    },
}
_LINK_TEXT = "Open"
_WRAPPED = CellStyle(wrap=True, vertical="top")
_SENTENCES = ("why", "needs", "check")


@dataclass(frozen=True)
class Written:
    """The cells to write, and what keeps rows from being shown."""

    edits: Sequence[Edit]
    problems: Sequence[Problem]


def make_edits(
    book: Book,
    plan: Plan,
    letters: Sequence[Letter],
    *,
    today: date,
    replaced: Sequence[Replaced] = (),
    impersonal: Collection[str] = (),
) -> Written:
    """All cells to write: Interviews, the log, Today and Checklist, and the words for days that are
    `replaced` by their dates; `impersonal` as the Checklist takes it. Raises CannotWrite where a
    totals row stands in the way of the log."""
    rows = with_letters(plan, letters)
    problems = list[Problem]()
    edits = [
        *_interviews(book.interviews, rows),
        *_taken_marks(book, plan),
        *_log(book.log, plan),
    ]
    if book.today:
        listed = whole_agenda(rows, today=today)
        shown = _with_open_marks(
            book.today,
            rows,
            _taken(plan),
            listed,
        )
        shown = _that_fit(book.today, shown, problems)
        edits += _shown_whole(book.today, shown)
        edits += _heading(book.today, book.heading, rows, today)
    if book.checklist:
        ticks = checklist(plan, letters, impersonal)
        ticks = _that_fit(book.checklist, ticks, problems)
        edits += _generated(book.checklist, CHECKLIST, ticks)
    written = {(edit.sheet, edit.cell) for edit in edits} if replaced else set()
    edits += (each.edit for each in replaced if (each.edit.sheet, each.edit.cell) not in written)
    return Written(edits, problems)


def _interviews(grid: Grid, rows: pd.DataFrame) -> Iterator[Edit]:
    places = rows["sheet_row"].tolist()
    gone = _left_over(grid, set(places))
    for column in INTERVIEWS.outputs:
        yield from _changes(
            grid,
            column,
            places,
            _values(rows[column.key], column),
        )
        yield from _changes(grid, column, gone, [None] * len(gone))


def _left_over(grid: Grid, places: Container[int]) -> list[int]:
    """The lines that have an ID but are no rows any more, since their inputs were emptied: they
    keep no outputs."""
    known = enumerate(grid.values["id"], start=grid.first_row)
    return [row for row, cell in known if isinstance(cell, str) and cell and row not in places]


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
    places = plan.log["sheet_row"][old].tolist()
    yield from _changes(
        grid,
        check,
        places,
        _values(plan.lines["check"][old], check),
    )
    yield from _understood(grid, plan)
    new = plan.log[~old].to_dict("records")
    yield from append_lines(grid, COMMUNICATIONS.inputs, new, what="the log")


def _understood(grid: Grid, plan: Plan) -> Iterator[Edit]:
    """What a blank Message was, and whose row a line without an ID is about: written once, so that
    later edits don't change it (spec 3, Communications)."""
    for key, sure in (("message", "message_sure"), ("id", "sure")):
        if key not in grid.columns:
            continue
        known = (plan.lines[key] != "") & plan.lines[sure] & (plan.log["sheet_row"] > 0)
        blank = (plan.log[key] == "") & known
        named = zip(
            plan.log["sheet_row"][blank],
            plan.lines[key][blank],
            strict=True,
        )
        for row, value in named:
            yield Edit(
                grid.name,
                grid.cell(key, int(row)),
                str(value),
            )


def _heading(
    grid: Grid, heading: Sequence[Sequence[Any]], rows: pd.DataFrame, today: date
) -> Iterator[Edit]:
    """How many rows have each status, and the day, above Today's table (spec 3, Today)."""
    counts = rows["status"].value_counts()
    for status, cell in TODAY_CARDS.items():
        yield from _card(
            heading,
            grid.name,
            cell,
            int(counts.get(status, 0)),
            (1, 0),
            status,
        )
    yield from _card(
        heading,
        grid.name,
        TODAY_AS_OF,
        today,
        (0, -1),
        TODAY_AS_OF_LABEL,
    )


def _card(
    heading: Sequence[Sequence[Any]],
    name: str,
    cell: str,
    wanted: Value,
    beside: tuple[int, int],
    label: str,
) -> Iterator[Edit]:
    """A cell of Today's heading, while its label still stands `beside` it (rows down, columns
    right): once the user has rearranged the heading, its cells are theirs."""
    row, column = place(cell)
    down, right = beside
    labelled = fold(
        _at(
            heading,
            row + down,
            column + right,
        )
    ) == fold(label)
    if labelled and not _same(_at(heading, row, column), wanted):
        style = STYLES[Kind.DATE] if isinstance(wanted, date) else None
        yield Edit(name, cell, wanted, style)


def _at(heading: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    """What stands in a cell by its 1-based place, None beyond what is there."""
    if row > len(heading) or column > len(heading[row - 1]):
        return None
    return heading[row - 1][column - 1]


def _taken(plan: Plan) -> set[str]:
    """The IDs of the rows whose mark became a log row."""
    return set(plan.rows["id"].iloc[list(plan.marked)])


def _with_open_marks(
    grid: Grid, rows: pd.DataFrame, taken: AbstractSet[str], chosen: pd.DataFrame
) -> pd.DataFrame:
    """A mark that could not be taken stays beside its row, wherever the row now stands, and keeps
    it in sight."""
    if "sent_on" not in grid.columns:
        return chosen
    marks = {
        key: mark
        for key, mark in zip(
            grid.values["id"],
            grid.values["sent_on"],
            strict=True,
        )
        if key and mark is not None and key not in taken
    }
    ids = rows["id"]
    marked = rows[ids.isin(list(marks)) & ~ids.isin(chosen["id"])]
    shown = pd.concat([marked, chosen])
    beside = [marks.get(key) for key in shown["id"]]
    return shown.assign(
        sent_on=pd.Series(
            beside,
            shown.index,
            dtype=object,
        )
    )


def _that_fit(grid: Grid, rows: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    """The rows for which there is room above what the user typed below the table: that is theirs
    (spec 3). What is left out is told with the cell in the way."""
    height = _generated_height(grid)
    for row in range(grid.first_row + height, grid.first_row + len(rows)):
        for key in grid.columns:
            there = grid.value(key, row)
            if there is not None:
                room = max(row - grid.first_row, height)
                problems.append(
                    _in_the_way(
                        grid,
                        key,
                        row,
                        there,
                        len(rows) - room,
                    )
                )
                return rows.head(room)
    return rows


def _in_the_way(grid: Grid, key: str, row: int, there: Any, left_out: int) -> Problem:
    few = "1 row is" if left_out == 1 else f"{left_out} rows are"
    told = f"stands where the table has to grow, so {few} not shown; move it away, then sync"
    return Problem(grid.place(key, row), str(there), told)


def _generated(grid: Grid, sheet: Sheet, rows: pd.DataFrame) -> Iterator[Edit]:
    """A table that sync fills anew: its rows in order, then blanks where it held more."""
    height = max(_generated_height(grid), len(rows))
    places = range(grid.first_row, grid.first_row + height)
    blanks = [None] * (height - len(rows))
    for column in sheet.columns:
        if column.key in grid.columns:
            wanted = _values(rows[column.key], column) + blanks
            yield from _changes(grid, column, places, wanted, grow=True)


def _shown_whole(grid: Grid, rows: pd.DataFrame) -> Iterator[Edit]:
    """The sheet Today, each row that changes as high as its texts are."""
    lines = dict(enumerate(rows.to_dict("records"), start=grid.first_row))
    yield from with_heights(_generated(grid, TODAY, rows), grid, TODAY, lines)


def _generated_height(grid: Grid) -> int:
    """How many rows the generated table may hold now: its table's, else down to the last one with
    an ID."""
    if grid.table:
        return grid.table.last_row - grid.table.totals_rows - grid.header_row
    return filled_length(grid.values["id"])


def _values(column: pd.Series, kind: Column) -> list[Value]:
    """A column of the plan as cells; None for blank."""
    if kind.kind is Kind.DATE:
        codes, days = pd.factorize(column)
        known = [*(day.date() for day in days), None]
        return [known[code] for code in codes]
    values: list[Value] = column.tolist()
    if kind.kind is Kind.COUNT:
        return values
    if kind.kind is Kind.MARK:
        return [value_of(each) for each in values]
    return [each or None for each in values]


def _changes(
    grid: Grid,
    column: Column,
    places: Sequence[int],
    wanted: Sequence[Value],
    *,
    grow: bool = False,
) -> Iterator[Edit]:
    """The edits of one own column in these rows: none for a cell that holds its value already. With
    `grow` a row below the table is to belong to it."""
    if column.kind is Kind.LINK:
        yield from _link_changes(grid, column, places, wanted, grow=grow)
        return
    letter = column_letters(grid.columns[column.key])
    cells = grid.values[column.key]
    style = _styling(column)
    for row, value in zip(places, wanted, strict=True):
        index = row - grid.first_row
        present = cells[index] if index < len(cells) else None
        if present is not value and not _same(present, value):
            grown = grow and value is not None and is_below(grid, row)
            yield Edit(grid.name, f"{letter}{row}", value, style(value), None, grown)


def _link_changes(
    grid: Grid, column: Column, places: Sequence[int], wanted: Sequence[Value], *, grow: bool
) -> Iterator[Edit]:
    """The same for a column whose values are where its cells lead."""
    for row, value in zip(places, wanted, strict=True):
        cell = grid.cell(column.key, row)
        link = str(value or "")
        text = _LINK_TEXT if value else None
        style = STYLES[Kind.LINK] if value else None
        if link != grid.links.get(cell, "") or not _same(grid.value(column.key, row), text):
            grown = grow and text is not None and is_below(grid, row)
            yield Edit(grid.name, cell, text, style, link, grown)


def _same(present: Any, wanted: Value) -> bool:
    if isinstance(present, str) and isinstance(wanted, str):
        return present.strip() == wanted.strip()
    if isinstance(present, datetime) and not (present.hour or present.minute):
        present = present.date()
    return bool(present == wanted) and isinstance(present, bool) == isinstance(wanted, bool)


def _styling(column: Column) -> Callable[[Value], CellStyle | None]:
    """What gives a value of that column its style; only a status has looks of its own."""
    if column.key == "status":
        return _STATUS_STYLES.get
    usual = _WRAPPED if column.key in _SENTENCES else None
    style = STYLES.get(column.kind, usual)
    return lambda value: None if value is None else style
