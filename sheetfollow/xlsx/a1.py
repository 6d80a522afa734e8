"""Cells and columns by their A1 names, rows and columns counted from 1."""

from __future__ import annotations

from functools import cache


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
