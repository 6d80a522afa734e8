"""What people typed -> typed tables and the faults in them, as values (spec 4). Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from sheetfollow.dates import Unreadable, is_sentinel, read_date, read_time
from sheetfollow.model import Problem
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS, Column, Kind
from sheetfollow.settings import Settings, is_address, read_yes_no
from sheetfollow.workbook import Book, Grid

DAY = "datetime64[s]"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PROFILE = re.compile(r"(https?://)?([a-z]{2,3}\.|www\.)?linkedin\.(com|cn)/\S+|(in/)?[\w%.-]{3,100}/?", re.I)
_MARKS = {"x", "✓", "✔", "yes", "y", "true", "1", "done", "sent"}


@dataclass(frozen=True)
class Intake:
    """The typed tables of one book.

    `rows` and `log` have one line for each row that is one, in sheet order, a column for each key of the schema, the
    1-based `sheet_row`, and `problem`: the row's faults in words, "" for none. Dates are local days as datetime64[s],
    Yes/No are pandas booleans, `interview_time` is a timedelta since midnight, texts are "" where blank. The output
    columns of `rows` hold what the sheet shows now. `marks` in `rows` is `sent_on` of both sheets together.
    """

    rows: pd.DataFrame
    log: pd.DataFrame
    problems: tuple[Problem, ...]
    today_marks: Mapping[int, str]


def take_in(book: Book, settings: Settings, *, today: date) -> Intake:
    """Read all that the user typed; every fault becomes a Problem beside the data."""
    reader = _Reader(settings, today, book.date1904)
    rows = reader.table(book.interviews, INTERVIEWS.columns, require=True)
    log = reader.table(book.log, COMMUNICATIONS.columns, require=False)
    rows, today_marks = reader.join_today(rows, book)
    reader.check_marks(rows, book.interviews)
    reader.check_log(log, book.log)
    rows["problem"] = _told(rows, reader.told["rows"])
    log["problem"] = _told(log, reader.told["log"])
    return Intake(rows, log, tuple(reader.problems), today_marks)


def _told(table: pd.DataFrame, told: Mapping[int, list[str]]) -> Any:
    return _texts(["; ".join(told.get(row, ())) for row in table["sheet_row"]])


class _Reader:
    """Reads cells of each kind and collects the faults by sheet row."""

    def __init__(self, settings: Settings, today: date, date1904: bool) -> None:
        self.settings, self.today, self.date1904 = settings, today, date1904
        self.problems: list[Problem] = []
        self.told: dict[str, dict[int, list[str]]] = {"rows": {}, "log": {}}
        self._days: dict[Any, date | None] = {}

    def table(self, grid: Grid, columns: tuple[Column, ...], *, require: bool) -> pd.DataFrame:
        """The grid's rows as a typed table; a row with only blanks, FALSE or sentinels is no row (spec 4)."""
        own = [column.key for column in columns if not column.output and column.key != "notes"]
        inputs = [key for key in own if key in grid.columns]
        keep = _filled(grid, inputs)
        out: dict[str, Any] = {"sheet_row": keep + grid.first_row}
        for column in columns:
            raw = grid.values.get(column.key)
            cells = [raw[index] if index < len(raw) else None for index in keep] if raw else [None] * len(keep)
            out[column.key] = self._column(column, cells, grid, out["sheet_row"])
            if require and column.required:
                self._require(column, out[column.key], cells, grid, out["sheet_row"])
        return pd.DataFrame(out)

    def _column(self, column: Column, cells: list[Any], grid: Grid, rows: Any) -> Any:
        if column.output and column.kind is not Kind.DATE:
            return _texts([_text(cell) for cell in cells])
        read, finish = self._readers(column)
        values: list[Any] = []
        for cell, row in zip(cells, rows, strict=True):
            try:
                values.append(read(cell))
            except Unreadable as fault:
                values.append(None)
                if not column.output:
                    self._fault(grid, column, int(row), cell, str(fault))
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
        """Equal cells are read once: a log has far fewer days than rows."""
        if cell is None:
            return None
        key = (type(cell), cell, past)
        if key not in self._days:
            self._days[key] = read_date(
                cell, today=self.today, order=self.settings.date_order, date1904=self.date1904, past=past
            )
        return self._days[key]

    def _mark(self, cell: Any) -> date | None:
        """The day of a mark: a date, or x for today (spec 3, Marking as sent)."""
        if cell is True or (isinstance(cell, str) and cell.strip().casefold() in _MARKS):
            return self.today
        try:
            return self._date(None if cell is False else cell, True)
        except Unreadable:
            raise Unreadable("is no mark; type x for today, or the date you sent it") from None

    def _require(self, column: Column, values: Any, cells: list[Any], grid: Grid, rows: Any) -> None:
        for value, cell, row in zip(values, cells, rows, strict=True):
            blank = cell is None or (isinstance(cell, str) and (not cell.strip() or is_sentinel(cell)))
            if blank and (value == "" or value is None or pd.isna(value)):
                self._fault(grid, column, int(row), None, f"{column.header} is blank; fill it in")

    def _fault(self, grid: Grid, column: Column, row: int, cell: Any, expected: str) -> None:
        problem = Problem(grid.place(column.key, row), "" if cell is None else str(cell)[:60], expected)
        self.problems.append(problem)
        told = self.told["rows" if column in INTERVIEWS.columns else "log"]
        told.setdefault(row, []).append(str(problem))

    def join_today(self, rows: pd.DataFrame, book: Book) -> tuple[pd.DataFrame, dict[int, str]]:
        """The marks typed in `Today` join those in `Interviews` by ID; a mark in both counts once (spec 3)."""
        grid = book.today
        if grid is None or "sent_on" not in grid.columns or "id" not in grid.columns:
            return rows, {}
        column = INTERVIEWS.column("sent_on")
        where = {key: index for index, key in reversed(list(enumerate(rows["id"]))) if key}
        marks, places = list(rows["sent_on"]), {}
        for row, cell in enumerate(grid.values["sent_on"], start=grid.first_row):
            index = where.get(_text(grid.value("id", row)))
            try:
                day = self._mark(cell)
            except Unreadable as fault:
                self._today_fault(rows, index, grid.place("sent_on", row), cell, str(fault))
                continue
            if day is None:
                continue
            if index is None:
                self._today_fault(rows, None, grid.place("sent_on", row), cell, "has no row with its ID in Interviews")
                continue
            places[row] = grid.cell("sent_on", row)
            if pd.isna(marks[index]) and book.interviews.value(column.key, int(rows["sheet_row"][index])) is None:
                marks[index] = pd.Timestamp(day)
        rows["sent_on"] = pd.Series(marks, dtype=DAY, index=rows.index)
        return rows, places

    def _today_fault(self, rows: pd.DataFrame, index: int | None, place: str, cell: Any, expected: str) -> None:
        problem = Problem(place, str(cell)[:60], expected)
        self.problems.append(problem)
        if index is not None:
            self.told["rows"].setdefault(int(rows["sheet_row"][index]), []).append(str(problem))

    def check_marks(self, rows: pd.DataFrame, grid: Grid) -> None:
        """A mark in the future or before the interview is a problem, not a log row, and stays (spec 3)."""
        if "sent_on" not in grid.columns:
            return
        column, today = INTERVIEWS.column("sent_on"), pd.Timestamp(self.today)
        future, early = rows["sent_on"] > today, rows["sent_on"] < rows["interview_date"]
        for index in np.flatnonzero(future | early):
            fault = "is in the future" if future[index] else "is before the interview"
            day = rows["sent_on"][index].date().isoformat()
            self._fault(grid, column, int(rows["sheet_row"][index]), day, f"{fault}; type the day you sent it")

    def check_log(self, log: pd.DataFrame, grid: Grid) -> None:
        """A log row needs a day that has come."""
        column, today = COMMUNICATIONS.column("date"), pd.Timestamp(self.today)
        for index in np.flatnonzero(log["date"] > today):
            day = log["date"][index].date().isoformat()
            self._fault(grid, column, int(log["sheet_row"][index]), day, "is in the future; log it when it is sent")
        told = self.told["log"]
        for index in np.flatnonzero(log["date"].isna()):
            if int(log["sheet_row"][index]) not in told:
                self._fault(grid, column, int(log["sheet_row"][index]), None, "Date is blank; type the day of it")


def _filled(grid: Grid, keys: list[str]) -> Any:
    """The 0-based indexes of the lines in which at least one input holds something."""
    height = grid.height
    filled = np.zeros(height, dtype=bool)
    for key in keys:
        cells = grid.values[key]
        filled[: len(cells)] |= np.array([_says_something(cell) for cell in cells], dtype=bool)
    return np.flatnonzero(filled)


def _says_something(cell: Any) -> bool:
    if cell is None or cell is False:
        return False
    return not isinstance(cell, str) or not (cell.isspace() or is_sentinel(cell))


def _text(cell: Any) -> str:
    """A cell as one line of text: white space collapsed, control characters gone, whole numbers without .0."""
    if cell is None or cell is False:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = " ".join(_CONTROL.sub(" ", str(cell)).split())
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


def _days(values: list[Any]) -> Any:
    return pd.array([np.datetime64(day, "s") if day is not None else np.datetime64("NaT", "s") for day in values],
                    dtype=DAY)  # fmt: skip


def _times(values: list[Any]) -> Any:
    return pd.to_timedelta([
        np.timedelta64(value.hour * 60 + value.minute, "m") if value is not None else np.timedelta64("NaT", "m")
        for value in values
    ])  # fmt: skip
