"""New lines below what a sheet holds: in its table while that lasts, and growing it (spec 3, 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Any

import pandas as pd

from sheetfollow.exceptions import CannotWrite
from sheetfollow.intake.workbook import Grid
from sheetfollow.model import CellStyle, Edit, Value
from sheetfollow.schema import DATE_FORMAT, Column, Kind

STYLES = {
    Kind.DATE: CellStyle(number_format=DATE_FORMAT),
    Kind.MARK: CellStyle(number_format=DATE_FORMAT),
    Kind.TIME: CellStyle(number_format="hh:mm"),
    Kind.LINK: CellStyle(color="0B3D91", underline=True),
    Kind.COUNT: CellStyle(number_format="0"),
}
Line = Mapping[str, Any]


def append_lines(
    grid: Grid, columns: Sequence[Column], lines: Sequence[Line], *, what: str
) -> Iterator[Edit]:
    """The cells of new lines, values by the columns' keys, below everything in the sheet's columns.

    What was typed further below a table stays below it, and so do the lines. `what` names them.
    Raises CannotWrite where a totals row stands in the way.
    """
    first = first_free(grid)
    grow = grid.table is not None and first <= grid.table.last_row + 1
    for row, line in enumerate(lines, start=first):
        if _is_totals_row(grid, row):
            raise CannotWrite(
                f"{grid.name}!{row}:{row}: the table's totals row leaves no room for {what}; insert"
                " rows above it, then sync"
            )
        grown = grow and is_below(grid, row)
        for column in columns:
            value = value_of(line.get(column.key))
            if column.key in grid.columns and value is not None:
                cell = grid.cell(column.key, row)
                yield Edit(
                    grid.name,
                    cell,
                    value,
                    STYLES.get(column.kind),
                    grow=grown,
                )


def first_free(grid: Grid) -> int:
    """The row below everything that stands in the sheet's columns."""
    return grid.first_row + max(map(filled_length, grid.values.values()), default=0)


def filled_length(cells: Sequence[Any]) -> int:
    """How many cells there are without the blanks at the end."""
    length = len(cells)
    while length and cells[length - 1] is None:
        length -= 1
    return length


def is_below(grid: Grid, row: int) -> bool:
    """Whether the row is below the sheet's table."""
    return grid.table is not None and row > grid.table.last_row


def _is_totals_row(grid: Grid, row: int) -> bool:
    table = grid.table
    if table is None:
        return False
    return table.last_row - table.totals_rows < row <= table.last_row


def value_of(cell: Any) -> Value:
    """A value as a cell holds it: None for blank, days without an hour, a time of day as the part
    of a day that it is."""
    if isinstance(cell, str):
        return str(cell) or None  # a plain text, whatever words it is one of
    if isinstance(cell, time):
        return (cell.hour * 60 + cell.minute) / 1440
    if cell is None or pd.isna(cell):
        return None
    value: Value = cell.date() if isinstance(cell, pd.Timestamp) else cell
    return value
