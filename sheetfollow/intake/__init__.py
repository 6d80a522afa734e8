"""What people typed -> typed tables and the faults in them, as values (spec 4). Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import numpy as np
import pandas as pd

from sheetfollow.intake.dates import Unreadable, is_sentinel, read_date, read_time
from sheetfollow.intake.settings import Settings, is_address, read_yes_no
from sheetfollow.intake.workbook import Book, Grid
from sheetfollow.model import Problem
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS, Column, Kind

DAY = "datetime64[s]"
_EPOCH = date(1970, 1, 1).toordinal()
_NO_DAY = np.iinfo("int64").min  # NaT, as numpy keeps it
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PROFILE = re.compile(
    r"(https?://)?([a-z]{2,3}\.|www\.)?linkedin\.(com|cn)/\S+|(in/)?[\w%.-]{3,100}/?", re.I
)
_MARKS = {"x", "✓", "✔", "yes", "y", "true", "1", "done", "sent"}
_SHOWN = ("status", "next_action", "channel", "due_from", "due_by", "id")
"""The output columns that a plan takes up again: what the user saw when they marked a row, and days
that stay."""

_READ = tuple(
    each
    for each in INTERVIEWS.columns
    if each.key != "notes" and (not each.output or each.key in _SHOWN)
)
_READ_LOG = tuple(each for each in COMMUNICATIONS.inputs if each.key != "notes")


@dataclass(frozen=True)
class Intake:
    """The typed tables of one book.

    `rows` and `log` have one line for each row that is one, in sheet order, a column for each key
    that is read, the 1-based `sheet_row`, and `problem`: the row's faults in words, "" for none.
    Dates are local days as datetime64[s], Yes/No are pandas booleans, `interview_time` is a
    timedelta since midnight, texts are "" where blank. The output columns among them hold what the
    sheet shows now. `marks` in `rows` is `sent_on` of both sheets together.
    """

    rows: pd.DataFrame
    log: pd.DataFrame
    problems: tuple[Problem, ...]


def take_in(book: Book, settings: Settings, *, today: date) -> Intake:
    """Read all that the user typed; every fault becomes a Problem beside the data."""
    reader = _Reader(book, settings, today)
    rows = reader.table(book.interviews, _READ, require=True)
    log = reader.table(book.log, _READ_LOG, require=False)
    rows = reader.join_today(rows)
    reader.check_marks(rows, book.interviews)
    reader.check_log(log, book.log)
    rows["problem"] = _told(rows, reader.told[book.interviews.name])
    log["problem"] = _told(log, reader.told[book.log.name])
    return Intake(rows, log, tuple(reader.problems))


def _told(table: pd.DataFrame, told: Mapping[int, list[str]]) -> Any:
    return _texts(["; ".join(told.get(row, ())) for row in table["sheet_row"].tolist()])


class _Once(dict[Any, Any]):
    """Reads equal cells once, since a column has far fewer different cells than rows; a fault is
    kept as a value."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read, self.faulty = read, False

    def __missing__(self, cell: Any) -> Any:
        value = self[cell] = self._said(cell)
        return value

    def _said(self, cell: Any) -> Any:
        try:
            return self._read(cell)
        except Unreadable as fault:
            self.faulty = True
            return fault

    def all(self, cells: Sequence[Any]) -> list[Any]:
        """What each cell says, or the Unreadable that it is. TRUE is no 1, though Python holds them
        equal."""
        return [self._said(cell) if cell is True or cell is False else self[cell] for cell in cells]


class _Reader:
    """Reads cells of each kind and collects the faults by sheet row."""

    def __init__(self, book: Book, settings: Settings, today: date) -> None:
        self.book, self.settings, self.today = book, settings, today
        self.problems: list[Problem] = []
        self.told: dict[str, dict[int, list[str]]] = {book.interviews.name: {}, book.log.name: {}}

    def table(self, grid: Grid, columns: Sequence[Column], *, require: bool) -> pd.DataFrame:
        """The grid's rows as a typed table; a row with only blanks, FALSE or sentinels is no row
        (spec 4)."""
        keep = _filled(
            grid,
            [column.key for column in columns if not column.output and column.key in grid.columns],
        )
        rows = [index + grid.first_row for index in keep]
        out: dict[str, Any] = {"sheet_row": np.array(rows, dtype="int64")}
        for column in columns:
            cells = grid.values.get(column.key, [None] * grid.height)
            cells = cells if len(keep) == len(cells) else [cells[index] for index in keep]
            out[column.key] = self._column(column, cells, grid, rows)
            if require and column.required:
                self._require(column, out[column.key], cells, grid, rows)
        return pd.DataFrame(out)

    def _column(self, column: Column, cells: Sequence[Any], grid: Grid, rows: Sequence[int]) -> Any:
        read, finish = self._readers(column)
        once = _Once(read)
        values = once.all(cells)
        if once.faulty:
            for index, value in enumerate(values):
                if isinstance(value, Unreadable):
                    values[index] = None
                    if not column.output:
                        self._fault(grid, column, rows[index], cells[index], str(value))
        return finish(values)

    def _readers(self, column: Column) -> tuple[Callable[[Any], Any], Callable[[list[Any]], Any]]:
        past = column.key in ("interview_date", "date", "response_date", "outcome_date", "sent_on")
        readers: dict[Kind, tuple[Callable[[Any], Any], Callable[[list[Any]], Any]]] = {
            Kind.DATE: (lambda cell: self._date(cell, past), _days),
            Kind.MARK: (self._mark, _days),
            Kind.TIME: (read_time, _times),
            Kind.YES_NO: (_yes_no, lambda values: pd.array(values, dtype="boolean")),
            Kind.CHOICE: (lambda cell: _choice(cell, column), _texts),
            Kind.EMAIL: (_email, _texts),
            Kind.LINKEDIN: (_profile, _texts),
        }
        return readers.get(column.kind, (_text, _texts))

    def _date(self, cell: Any, past: bool) -> date | None:
        order, date1904 = self.settings.date_order, self.book.date1904
        return read_date(cell, today=self.today, order=order, date1904=date1904, past=past)

    def _mark(self, cell: Any) -> date | None:
        """The day of a mark: a date, or x for today (spec 3, Marking as sent)."""
        if cell is True or (isinstance(cell, str) and cell.strip().casefold() in _MARKS):
            return self.today
        try:
            return self._date(None if cell is False else cell, True)
        except Unreadable:
            raise Unreadable("is no mark; type x for today, or the date you sent it") from None

    def _require(
        self, column: Column, values: Any, cells: Sequence[Any], grid: Grid, rows: Sequence[int]
    ) -> None:
        lacking = pd.isna(values) if column.kind is Kind.DATE else values == ""
        for index in np.flatnonzero(lacking).tolist():
            cell = cells[index]
            if cell is None or (isinstance(cell, str) and is_sentinel(cell)):
                self._fault(
                    grid, column, rows[index], None, f"{column.header} is blank; fill it in"
                )

    def _fault(self, grid: Grid, column: Column, row: int, cell: Any, expected: str) -> None:
        problem = Problem(
            grid.place(column.key, row), "" if cell is None else str(cell)[:60], expected
        )
        self.problems.append(problem)
        self.told[grid.name].setdefault(row, []).append(str(problem))

    def join_today(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The marks typed in `Today` join those in `Interviews` by ID; a mark in both counts once
        (spec 3)."""
        grid = self.book.today
        marks = list(_typed_marks(grid)) if grid else []
        if grid is None or not marks:
            return rows
        where = {key: index for index, key in reversed(list(enumerate(rows["id"].tolist()))) if key}
        days = rows["sent_on"].copy()
        for row, cell in marks:
            index = where.get(_text(grid.value("id", row)))
            try:
                day = self._mark(cell)
            except Unreadable as unread:
                self._today_fault(rows, index, grid, row, str(unread))
                continue
            if day is None:
                continue
            if index is None:
                self._today_fault(rows, None, grid, row, "has no row with its ID in Interviews")
            elif fault := self._untimely(pd.Timestamp(day), rows["interview_date"][index]):
                self._today_fault(rows, index, grid, row, fault)
            elif self.book.interviews.value(
                "sent_on", int(rows["sheet_row"][index])
            ) is None and pd.isna(days[index]):
                days[index] = pd.Timestamp(day)
        return rows.assign(sent_on=days)

    def _today_fault(
        self, rows: pd.DataFrame, index: int | None, grid: Grid, row: int, expected: str
    ) -> None:
        """The rows of Today move with each sync: what is said of one names its person and no
        cell."""
        said = str(grid.value("sent_on", row))[:60]
        if index is None:
            self.problems.append(Problem(grid.place("sent_on", row), said, expected))
            return
        problem = Problem(f"{grid.name}, Sent on of {rows['interviewer'][index]}", said, expected)
        self.problems.append(problem)
        self.told[self.book.interviews.name].setdefault(int(rows["sheet_row"][index]), []).append(
            str(problem)
        )

    def check_marks(self, rows: pd.DataFrame, grid: Grid) -> None:
        """A mark in the future or before the interview is a problem, not a log row, and stays (spec
        3)."""
        if "sent_on" not in grid.columns:
            return
        column = INTERVIEWS.column("sent_on")
        for index in np.flatnonzero(rows["sent_on"].notna()):
            mark = rows["sent_on"][index]
            if fault := self._untimely(mark, rows["interview_date"][index]):
                self._fault(
                    grid, column, int(rows["sheet_row"][index]), mark.date().isoformat(), fault
                )

    def _untimely(self, mark: pd.Timestamp, held: pd.Timestamp) -> str:
        """Why a mark cannot be of that day, "" where it can; a day that is not known is no
        reason."""
        if mark > pd.Timestamp(self.today):
            return "is in the future; type the day you sent it"
        return "is before the interview; type the day you sent it" if mark < held else ""

    def check_log(self, log: pd.DataFrame, grid: Grid) -> None:
        """A log row needs a day that has come."""
        column, told = COMMUNICATIONS.column("date"), self.told[grid.name]
        for row, day in _column_of(log, log["date"] > pd.Timestamp(self.today)):
            self._fault(
                grid, column, row, f"{day:%Y-%m-%d}", "is in the future; log it when it is sent"
            )
        for row, _ in _column_of(log, log["date"].isna()):
            if row not in told:
                self._fault(grid, column, row, None, "Date is blank; type the day of it")


def _column_of(log: pd.DataFrame, here: pd.Series) -> Iterator[tuple[int, pd.Timestamp]]:
    """The sheet row and the date of these lines."""
    return zip(log["sheet_row"][here].tolist(), log["date"][here].tolist(), strict=True)


def _typed_marks(grid: Grid) -> Iterator[tuple[int, Any]]:
    """The cells of `Today` that hold something in Sent on, by their 1-based row."""
    if "id" in grid.columns:
        cells = enumerate(grid.values.get("sent_on", ()), start=grid.first_row)
        yield from ((row, cell) for row, cell in cells if cell is not None)


def _filled(grid: Grid, keys: Sequence[str]) -> list[int]:
    """The 0-based indexes of the lines in which at least one input holds something."""
    blank: Sequence[int] = range(grid.height)
    for key in keys:
        cells = grid.values[key]
        blank = [index for index in blank if not _says_something(cells[index])]
    gone = set(blank)
    return [index for index in range(grid.height) if index not in gone]


def _says_something(cell: Any) -> bool:
    if cell is None or cell is False:
        return False
    return not isinstance(cell, str) or not is_sentinel(cell)


def _text(cell: Any) -> str:
    """A cell as one line of text: white space collapsed, control characters gone, whole numbers
    without .0."""
    if cell is None or cell is False:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    text = " ".join(text.split())
    return "" if is_sentinel(text) else text


def _yes_no(cell: Any) -> bool | None:
    text = str(cell) if isinstance(cell, bool) else _text(cell)
    if not text:
        return None
    answer = read_yes_no(text)
    if answer is None:
        raise Unreadable("is neither Yes nor No")
    return answer


def _choice(cell: Any, column: Column) -> str:
    text = _text(cell)
    if not text:
        return ""
    known = {_loose(choice): choice for choice in column.choices}
    if _loose(text) not in known:
        raise Unreadable(f"is not one of {', '.join(column.choices)}")
    return known[_loose(text)]


def _loose(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text.casefold())


def _email(cell: Any) -> str:
    text = _text(cell).removeprefix("mailto:")
    if text and not is_address(text):
        raise Unreadable("is not one address; write it like name@example.com")
    return text


def _profile(cell: Any) -> str:
    text = _text(cell)
    if text and not _PROFILE.fullmatch(text):
        raise Unreadable("is not a LinkedIn profile; write it like linkedin.com/in/name")
    return text


def _texts(values: list[Any]) -> Any:
    return pd.array([value or "" for value in values], dtype="str")


def _days(values: list[date | None]) -> Any:
    numbers = [_NO_DAY if day is None else day.toordinal() - _EPOCH for day in values]
    return pd.array(np.array(numbers, dtype="int64").view("datetime64[D]"), dtype=DAY)


def _times(values: list[time | None]) -> Any:
    minutes = [_NO_DAY if value is None else value.hour * 60 + value.minute for value in values]
    return pd.array(np.array(minutes, dtype="int64").view("timedelta64[m]"), dtype="timedelta64[s]")
