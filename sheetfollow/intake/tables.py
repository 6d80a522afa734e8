"""A grid's cells -> a typed table, and what has to be told of them, as values (spec 4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sheetfollow.intake.addresses import read_email, read_profile
from sheetfollow.intake.cells import Asked, Moving, TwoFaced, Unreadable, says_something, shown
from sheetfollow.intake.typed_dates import time_beside
from sheetfollow.intake.workbook import Grid
from sheetfollow.model import Problem
from sheetfollow.schema import Column, Kind
from sheetfollow.xlsx.a1 import letters

DAY = "datetime64[s]"
Read = Callable[[Any], Any]
_EPOCH = date(1970, 1, 1).toordinal()
_NO_DAY = np.iinfo("int64").min  # NaT, as numpy keeps it


@dataclass(frozen=True, slots=True)
class Fault:
    """What has to be told of one cell: the place of its row in the table (-1 for none), the
    column's key, and the words. `asked`: it is told in Needs, and makes no Check row; `read`: what
    the cell says is known all the same."""

    index: int
    key: str
    problem: Problem
    asked: bool = False
    read: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a grid that are rows, by their kinds, `sheet_row` among them, the faults in their
    cells, and those whose words mean another day tomorrow, as the place of the row and the key."""

    rows: pd.DataFrame
    faults: tuple[Fault, ...]
    moving: tuple[tuple[int, str], ...] = ()

    def told(self, fault: Iterable[Fault]) -> Table:
        """The table with more faults."""
        return replace(self, faults=(*self.faults, *fault))


_ODD = (Unreadable, Asked, Moving)


class _Once(dict[Any, Any]):
    """Reads equal cells once, since a column has far fewer different cells than rows; a fault is
    kept as a value."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read, self.odd = read, False

    def __missing__(self, cell: Any) -> Any:
        value = self[cell] = self._said(cell)
        return value

    def _said(self, cell: Any) -> Any:
        try:
            value = self._read(cell)
        except Unreadable as fault:
            value = fault
        if isinstance(value, _ODD):
            self.odd = True
        return value

    def all(self, cells: Sequence[Any]) -> list[Any]:
        """What each cell says, or the Unreadable that it is. TRUE is no 1, though Python holds them
        equal."""
        if bool not in set(map(type, cells)):
            return list(map(self.__getitem__, cells))
        return [self._said(cell) if cell is True or cell is False else self[cell] for cell in cells]


def read_table(
    grid: Grid, columns: Sequence[Column], reader: Callable[[Column], Read], *, require: bool
) -> Table:
    """The grid's rows as a typed table; a row with only blanks, FALSE or sentinels is no row (spec
    4). `reader` gives what reads the cells of a column; with `require` a required one that is blank
    is a fault."""
    inputs = [each.key for each in columns if not each.output and each.key in grid.columns]
    keep = _filled(grid, inputs)
    rows = [index + grid.first_row for index in keep]
    out: dict[str, Any] = {"sheet_row": np.array(rows, dtype="int64")}
    faults: list[Fault] = []
    moving: list[tuple[int, str]] = []
    for column in columns:
        cells = _cells(grid, column, keep)
        values, found = _column(cells, reader(column))
        out[column.key] = _FINISHED.get(column.kind, _texts)(values)
        found += _lacking(column, values, found) if require else ()
        if not column.output:
            moving += ((each.at, column.key) for each in found if each.moves)
            faults += _faults(grid, column, rows, cells, found)
    return Table(
        pd.DataFrame(out),
        tuple(faults),
        tuple(moving),
    )


def _filled(grid: Grid, keys: Sequence[str]) -> list[int]:
    """The 0-based indexes of the lines in which at least one input holds something."""
    blank: Sequence[int] = range(grid.height)
    for key in keys:
        cells = grid.values[key]
        blank = [index for index in blank if not says_something(cells[index])]
    gone = set(blank)
    return [index for index in range(grid.height) if index not in gone]


def _cells(grid: Grid, column: Column, keep: Sequence[int]) -> Sequence[Any]:
    """The cells of a column in these lines, with what a merge or a link makes of them."""
    cells = grid.values.get(column.key)
    if cells is None:
        return [None] * len(keep)
    found = cells if len(keep) == len(cells) else [cells[index] for index in keep]
    changed = dict(_merged(grid, column)) | dict(_linked(grid, column))
    if column.kind is Kind.TIME:
        changed |= _beside_days(grid, column)
    if not changed:
        return found
    return [
        changed.get(index, cell)
        for index, cell in zip(
            keep,
            found,
            strict=True,
        )
    ]


def _beside_days(grid: Grid, column: Column) -> dict[int, time]:
    """The lines without a time of their own, with the time that was typed behind their day."""
    days = grid.values.get("interview_date", [])
    times = {
        index: time_beside(day)
        for index, day in enumerate(days)
        if isinstance(day, str | datetime)
        and grid.value(column.key, index + grid.first_row) is None
    }
    return {index: found for index, found in times.items() if found and found != time.min}


def _merged(grid: Grid, column: Column) -> Iterator[tuple[int, Any]]:
    """The lines of an input that a merge downwards covers, with the value that it shows (spec 4):
    an x over two people is of both."""
    if column.output:
        return
    for top, below in grid.merges.downwards(grid.columns[column.key]):
        if top >= grid.first_row:
            shown_there = grid.value(column.key, top)
            yield from ((row - grid.first_row, shown_there) for row in below)


def _linked(grid: Grid, column: Column) -> Iterator[tuple[int, Any]]:
    """The lines whose cell shows other words than the address that it leads to, with that address
    (spec 4)."""
    leads_there, read = _LINKED.get(column.kind, (None, None))
    if leads_there is None or read is None:
        return
    for row, target in _links_of(grid, column.key):
        cell = grid.value(column.key, row)
        if leads_there.match(target) and says_something(cell) and not _reads(read, cell):
            yield row - grid.first_row, target


def _links_of(grid: Grid, key: str) -> Iterator[tuple[int, str]]:
    """The rows of the links in a column."""
    letter = letters(grid.columns[key])
    for reference, target in grid.links.items():
        if reference.startswith(letter):
            number = reference.partition(":")[0].removeprefix(letter)
            if number.isdigit():
                yield int(number), target


def _reads(read: Read, cell: Any) -> bool:
    try:
        read(cell)
    except Unreadable:
        return False
    return True


_LINKED: dict[Kind, tuple[re.Pattern[str], Read]] = {
    Kind.EMAIL: (re.compile(r"mailto:", re.IGNORECASE), read_email),
    Kind.LINKEDIN: (re.compile(r"https?://([\w-]+\.)?linkedin\.", re.IGNORECASE), read_profile),
}
"""Where the links of a kind of column lead, and what reads its cells."""


class _Found(NamedTuple):
    """A place in a column, and what is to be told of it; see Fault."""

    at: int
    expected: str
    asked: bool = False
    read: bool = True
    moves: bool = False


def _column(cells: Sequence[Any], read: Read) -> tuple[list[Any], list[_Found]]:
    """What the cells say, None for blank and for what cannot be read, and what is to be told."""
    once = _Once(read)
    values = once.all(cells)
    return values, list(_told(values)) if once.odd else []


def _told(values: list[Any]) -> Iterator[_Found]:
    """Takes what is odd among the values out of them."""
    for index, value in enumerate(values):
        if isinstance(value, Unreadable):
            values[index] = None
            yield _Found(index, str(value), isinstance(value, TwoFaced), read=False)
        elif isinstance(value, Asked):
            values[index] = value.value
            yield _Found(index, value.question, asked=True)
        elif isinstance(value, Moving):
            values[index] = value.value
            yield _Found(index, "", moves=True)


def _lacking(column: Column, values: Sequence[Any], found: Iterable[_Found]) -> Iterator[_Found]:
    """The blanks of a required column; what is there and cannot be read is told already, and
    without a name a row is planned all the same (spec 3)."""
    if not column.required or column.kind is Kind.NAME:
        return
    told = {each.at for each in found}
    for index, value in enumerate(values):
        if not value and index not in told:
            yield _Found(index, f"{column.header} is blank; fill it in")


def _faults(
    grid: Grid,
    column: Column,
    rows: Sequence[int],
    cells: Sequence[Any],
    found: Iterable[_Found],
) -> list[Fault]:
    return [
        _fault(
            grid,
            column,
            rows,
            cells,
            each,
        )
        for each in found
        if not each.moves
    ]


def _fault(
    grid: Grid, column: Column, rows: Sequence[int], cells: Sequence[Any], found: _Found
) -> Fault:
    row = rows[found.at]
    expected = found.expected
    if covered := grid.merged_with(column.key, row):
        expected += f"; it is merged with {covered}, so unmerge them"
    problem = Problem(
        grid.place(column.key, row),
        shown(cells[found.at]),
        expected,
    )
    return Fault(
        found.at,
        column.key,
        problem,
        found.asked,
        found.read,
    )


def _texts(values: list[Any]) -> Any:
    return pd.array([value or "" for value in values], dtype="str")


def _days(values: list[date | None]) -> Any:
    numbers = [_NO_DAY if day is None else day.toordinal() - _EPOCH for day in values]
    return pd.array(np.array(numbers, dtype="int64").view("datetime64[D]"), dtype=DAY)


def _times(values: list[time | None]) -> Any:
    minutes = [_NO_DAY if value is None else value.hour * 60 + value.minute for value in values]
    return pd.array(np.array(minutes, dtype="int64").view("timedelta64[m]"), dtype="timedelta64[s]")


def _truths(values: list[bool | None]) -> Any:
    return pd.array(values, dtype="boolean")


_FINISHED: dict[Kind, Callable[[list[Any]], Any]] = {
    Kind.DATE: _days,
    Kind.MARK: _days,
    Kind.TIME: _times,
    Kind.YES_NO: _truths,
}
