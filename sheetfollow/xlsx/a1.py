"""Cells and columns by their A1 names, rows and columns counted from 1."""

from __future__ import annotations

import re
from functools import cache

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
Corners = tuple[int, int, int, int]
"""Top, left, bottom and right of a range."""

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,8})?")


@cache
def letters(column: int) -> str:
    """A column number as letters: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@cache
def number(letters: str) -> int:
    """A column's letters, in whatever case, as its number."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def place(cell: str) -> tuple[int, int]:
    """(row, column) of a cell, whose name may have dollar signs."""
    name = cell.replace("$", "")
    column = name.rstrip("0123456789")
    return int(name[len(column) :]), number(column)


def name(row: int, column: int) -> str:
    """The cell in that row and column."""
    return f"{letters(column)}{row}"


def corners(reference: str) -> Corners | None:
    """The range that a reference names, one of whole rows or columns too, which goes from edge to
    edge; None where it names none."""
    first, colon, last = reference.strip().partition(":")
    start = _CORNER.fullmatch(first)
    end = _CORNER.fullmatch(last) if colon else start
    if not first or start is None or end is None:
        return None
    if not colon and None in start.groups():
        return None
    return _span(start, end)


def _span(start: re.Match[str], end: re.Match[str]) -> Corners:
    """The range between two corners; what a corner leaves open goes to the edge."""
    rows = int(start[2] or 1), int(end[2] or LAST_ROW)
    columns = number(start[1] or "A"), number(end[1] or letters(LAST_COLUMN))
    return min(rows), min(columns), max(rows), max(columns)
