"""How high the rows of a generated table must be to show their texts whole (spec 3, Today).

No program fits a row to what was written into the file: LibreOffice takes each row as high as the
file says, and cuts off what does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sheetfollow.intake.workbook import Grid
from sheetfollow.model import Edit
from sheetfollow.outputs.report import room_of
from sheetfollow.schema import Column, Kind, Sheet
from sheetfollow.xlsx import a1

_LINE = 15.0
"""Points of a line of text."""

_LEAST, _MOST = 2, 27
"""Lines of a row: room for a reason of two lines as in the workbook that is shipped, and no more
than Excel takes."""

_LETTERS = 1.15
"""Letters of a text in the width of one digit, which columns are measured in; a little less than
there are, since the font may be another one."""


def with_heights(
    edits: Iterable[Edit], grid: Grid, sheet: Sheet, texts: Mapping[int, Mapping[str, object]]
) -> Iterator[Edit]:
    """The edits of a table that sync fills anew, the first of each row with the row's height.
    `texts` are the values of its rows by their numbers and the keys of the columns; a row that is
    not there is emptied."""
    columns = [
        each for each in sheet.columns if each.kind is Kind.TEXT and each.key in grid.columns
    ]
    done = set[int]()
    for edit in edits:
        row, _ = a1.place(edit.cell)
        yield edit if row in done else replace(edit, height=_height(columns, texts.get(row, {})))
        done.add(row)


def _height(columns: Iterable[Column], texts: Mapping[str, object]) -> float:
    lines = [_lines(str(texts.get(each.key) or ""), int(each.width * _LETTERS)) for each in columns]
    return _LINE * min(_MOST, max(_LEAST, *lines))


def _lines(text: str, width: int) -> int:
    """The lines that a text takes in a column that is so many letters wide."""
    if len(text) <= width and text.isascii():
        return 1
    count = used = 0
    for word in text.split():
        room = room_of(word)
        if count and used + 1 + room <= width:
            used += 1 + room
            continue
        count += 1 + (room - 1) // width
        used = (room - 1) % width + 1
    return count
