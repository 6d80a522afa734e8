"""What people typed -> typed tables and the faults in them, as values (spec 3, 4). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

import numpy as np
import pandas as pd

from sheetfollow.intake.addresses import read_email, read_phone, read_profile
from sheetfollow.intake.answers import ANSWERED_AHEAD, read_choice, read_outcome, with_answers
from sheetfollow.intake.cells import Asked, Moving, Unreadable, note_of, read_yes_no, shown, text_of
from sheetfollow.intake.likeness import near_alike
from sheetfollow.intake.names import NameKind, kind_of_name
from sheetfollow.intake.settings import Settings
from sheetfollow.intake.tables import DAY, Fault, Read, Table, read_table
from sheetfollow.intake.typed_dates import Lean, read_day, read_time, time_beside
from sheetfollow.intake.workbook import Book, Grid
from sheetfollow.model import CellStyle, Edit, Problem
from sheetfollow.schema import COMMUNICATIONS, DATE_FORMAT, INTERVIEWS, Column, Kind
from sheetfollow.words.people import salutation
from sheetfollow.xlsx.a1 import name
from sheetfollow.xlsx.frame import FoundCell, Frame
from sheetfollow.xlsx.walk import Place

MARKS = {
    "x",
    "✓",
    "✔",
    "yes",
    "y",
    "true",
    "1",
    "done",
    "sent",
}
"""What stands for today in Sent on, folded."""

_SHOWN = ("status", "next_action", "channel", "due_from", "due_by", "id")
"""The output columns that a plan takes up again: what the user saw when they marked a row, and days
that stay."""

_READ = tuple(
    each
    for each in INTERVIEWS.columns
    if each.key != "notes" and (not each.output or each.key in _SHOWN)
)
_READ_LOG = tuple(each for each in COMMUNICATIONS.inputs if each.key != "notes")

_LEANS = {
    "interview_date": Lean.EITHER,
    "decision_by": Lean.AHEAD,
    "snooze_until": Lean.AHEAD,
}
"""Where a day without a year lies, for the dates that are not of what has happened (spec 4)."""

_OF_THE_WORDING = {
    "phone",
    "topic",
    "challenge",
    "skill",
    "team",
    "idea",
    "work_sample",
    "sample_mentioned",
}
"""What a draft can show as a gap: the plan does without it, so it is asked about in Needs."""

_BETTER_WAYS = {"linkedin": ("email",), "hr_email": ("email", "linkedin")}
"""The ways to a person that are taken before this one, which then is not needed."""

_HOLDING = {"date", "direction", "message", "response"}
"""The cells of a log row without which nobody can tell what happened (spec 3, Communications)."""

_AHEAD = {"date": "is in the future; log it when it is sent", "response_date": ANSWERED_AHEAD}
"""What is said of a day in the log that has yet to come."""

_NAME_QUESTIONS = {
    NameKind.NOBODY: "names nobody; type first and last name once you know them",
    NameKind.UNNAMED: "names nobody; type first and last name once you know them",
    NameKind.ROLE: "is a role, not a name; type first and last name once you know them",
    NameKind.SEVERAL: "is several people; give each of them a row",
}


@dataclass(frozen=True)
class Intake:
    """The typed tables of one book.

    `rows` and `log` have one line for each row that is one, in sheet order, a column for each key
    that is read, the 1-based `sheet_row`, and three on what is wrong: `problem`, the faults in
    words without which nothing can be planned for the row (in the log: nobody can tell what
    happened), `asks`, the rest that is told in Needs, and `unread`, the keys of the cells that
    could not be read, as a tuple. Dates are local days as datetime64[s], Yes/No are pandas
    booleans, `interview_time` is a timedelta since midnight, texts are "" where blank. The output
    columns among them hold what the sheet shows now. `sent_on` in `rows` is that of both sheets
    together. The log has `answer` besides, what its Response is, and `hint`, what Needs tells of it
    to the person whose line it is. `replaced` are the words for days that become dates.
    """

    rows: pd.DataFrame
    log: pd.DataFrame
    problems: tuple[Problem, ...]
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Replaced:
    """A word for a day that becomes its date in the user's cell (spec 4): where, what stood there,
    the edit, and for a time of day that stood behind the word and has a cell of its own from here
    on, that time."""

    said: str
    edit: Edit
    clock: time | None = None

    def __str__(self) -> str:
        now = f"{self.clock:%H:%M}" if self.clock else self.edit.value
        shown_day = now.isoformat() if isinstance(now, date) else now
        return f"{self.edit.sheet}!{self.edit.cell}: {self.said!r} is now {shown_day}"


def take_in(book: Book, settings: Settings, *, today: date) -> Intake:
    """Read all that the user typed; every fault becomes a Problem beside the data."""
    reader = _Reader(book, settings, today)
    rows = read_table(
        book.interviews,
        _READ,
        reader.of,
        require=True,
    )
    rows = rows.told(_untimely_marks(rows, book.interviews, today))
    rows = _with_names_asked(rows, book.interviews)
    rows = rows.told(_moving(rows, book.interviews))
    rows = rows.told(near_alike(rows.rows, book.interviews))
    rows = reader.with_marks_of_today(rows)
    log = read_table(
        book.log,
        _READ_LOG,
        reader.of_log,
        require=False,
    )
    log = log.told(
        _untimely_lines(
            log,
            book.log,
            today,
        )
    ).told(_moving(log, book.log))
    rows, log = (
        _graded(rows, _may_be_asked),
        _graded(log, lambda fault, _: fault.key not in _HOLDING),
    )
    problems = (*book.problems, *(fault.problem for fault in (*rows.faults, *log.faults)))
    replaced = (
        *_replaced(
            rows,
            book.interviews,
            book,
        ),
        *_replaced(
            log,
            book.log,
            book,
        ),
    )
    lines = with_answers(_with_faults(log), book.log, today)
    return Intake(_with_faults(rows), lines, problems, replaced)


class _Reader:
    """Gives what reads the cells of a column, and reads the marks."""

    def __init__(self, book: Book, settings: Settings, today: date) -> None:
        self._book, self._settings, self._today = book, settings, today

    def of(self, column: Column) -> Read:
        """The reading of a column of Interviews."""
        if column.key == "outcome":
            return lambda cell: read_outcome(cell, column)
        return _READERS.get(column.kind) or self._of_day(column)

    def of_log(self, column: Column) -> Read:
        """The reading of a column of the log, where a name is only looked up."""
        if column.kind is Kind.CHOICE:
            return lambda cell: read_choice(cell, column)
        return _known_name if column.key == "interviewer" else self.of(column)

    def _of_day(self, column: Column) -> Read:
        lean = _LEANS.get(column.key, Lean.PAST)
        return self.mark if column.kind is Kind.MARK else lambda cell: self._date(cell, lean)

    def _date(self, cell: Any, lean: Lean) -> date | Moving | None:
        order, date1904 = self._settings.date_order, self._book.date1904
        day = read_day(
            cell,
            today=self._today,
            order=order,
            date1904=date1904,
            lean=lean,
        )
        return Moving(day.day) if day.moves else day.day

    def mark(self, cell: Any) -> date | Moving | None:
        """The day of a mark: a date, or x for today (spec 3, Marking as sent). Raises
        Unreadable."""
        if cell is True or (isinstance(cell, str) and cell.strip().casefold() in MARKS):
            return self._today
        try:
            return self._date(None if cell is False else cell, Lean.PAST)
        except Unreadable:
            raise Unreadable("is no mark; type x for today, or the date you sent it") from None

    def with_marks_of_today(self, table: Table) -> Table:
        """The marks typed in `Today` join those in `Interviews` by ID; a mark in both counts once
        (spec 3)."""
        grid, rows = self._book.today, table.rows
        marks = list(_typed_marks(grid)) if grid else []
        if grid is None or not marks:
            return table
        where = {key: index for index, key in reversed(list(enumerate(rows["id"].tolist()))) if key}
        days, faults = rows["sent_on"].copy(), []
        for row, cell in marks:
            index = where.get(_name_of(grid.value("id", row)), -1)
            day, fault = self._mark_of_today(cell, rows, index)
            if fault:
                faults.append(_today_fault(rows, index, grid, row, fault))
            elif day is not None and self._is_free(rows, index):
                days[index] = pd.Timestamp(day)
        return Table(rows.assign(sent_on=days), (*table.faults, *faults))

    def _mark_of_today(self, cell: Any, rows: pd.DataFrame, index: int) -> tuple[date | None, str]:
        """The day of a mark of that row, or why it is none."""
        try:
            day = self.mark(cell)
        except Unreadable as unread:
            return None, str(unread)
        day = day.value if isinstance(day, Moving) else day
        if day is None:
            return None, ""
        if index < 0:
            return None, "has no row with its ID in Interviews"
        return day, _untimely(
            pd.Timestamp(day),
            rows["interview_date"][index],
            self._today,
        )

    def _is_free(self, rows: pd.DataFrame, index: int) -> bool:
        """Whether nothing is typed in the row's own Sent on."""
        typed = self._book.interviews.value("sent_on", int(rows["sheet_row"][index]))
        return typed is None and bool(pd.isna(rows["sent_on"][index]))


def _name(cell: Any) -> Any:
    """The interviewer as typed, "" where the cell names nobody; asked about unless it is one
    person."""
    text = text_of(cell)
    kind = kind_of_name(cell) if text else NameKind.PERSON
    lines = list(map(text_of, str(cell).splitlines()))
    if len(lines) > 1 and (kind is not NameKind.PERSON or not salutation(text).items):
        text = ", ".join(lines)  # a line break may part two people, or a name and a role
    if kind is NameKind.PERSON:
        return text
    return Asked("" if kind is NameKind.NOBODY else text, _NAME_QUESTIONS[kind])


def _name_of(cell: Any) -> str:
    """The name or ID in a cell, "" where nobody can tell."""
    try:
        return text_of(cell)
    except Unreadable:
        return ""


def _known_name(cell: Any) -> str:
    text = text_of(cell)
    return "" if kind_of_name(cell) is NameKind.NOBODY else text


_READERS: dict[Kind, Read] = {
    Kind.TEXT: text_of,
    Kind.NOTE: note_of,
    Kind.COUNT: text_of,
    Kind.LINK: text_of,
    Kind.NAME: _name,
    Kind.TIME: read_time,
    Kind.YES_NO: read_yes_no,
    Kind.EMAIL: read_email,
    Kind.LINKEDIN: read_profile,
    Kind.PHONE: read_phone,
}


def _with_names_asked(table: Table, grid: Grid) -> Table:
    """A row without one name is planned, and asked for it, unless it says how to greet (spec 3)."""
    greeted = (table.rows["greet_as"] != "").to_numpy()
    faults = [
        fault
        for fault in table.faults
        if not (fault.key == "interviewer" and fault.asked and greeted[fault.index])
    ]
    blank = (each for each in _blank_names(table, grid) if not greeted[each.index])
    return replace(table, faults=(*faults, *blank))


def _blank_names(table: Table, grid: Grid) -> Iterator[Fault]:
    told = {fault.index for fault in table.faults if fault.key == "interviewer"}
    for index in np.flatnonzero(table.rows["interviewer"] == "").tolist():
        if index not in told:
            place = grid.place("interviewer", int(table.rows["sheet_row"][index]))
            question = "Interviewer is blank; type first and last name once you know them"
            yield Fault(index, "interviewer", Problem(place, "", question), asked=True)


def _moving(table: Table, grid: Grid) -> Iterator[Fault]:
    """A date that a formula takes from the clock is another day tomorrow: it is used, and told
    (spec 4)."""
    keys = {number: key for key, number in grid.columns.items()}
    places = {row: index for index, row in enumerate(table.rows["sheet_row"].tolist())}
    for (row, column), formula in grid.layout.moving.items():
        key = keys.get(column, "")
        if row in places and key in table.rows and table.rows[key].dtype == DAY:
            told = "is another day tomorrow; type the date in its place"
            problem = Problem(
                grid.place(key, row),
                formula,
                told,
            )
            yield Fault(places[row], key, problem, asked=True)


def _untimely_marks(table: Table, grid: Grid, today: date) -> Iterator[Fault]:
    """A mark in the future or before the interview is a problem, not a log row, and stays (spec
    3)."""
    rows = table.rows
    for index in np.flatnonzero(rows["sent_on"].notna()).tolist():
        mark = rows["sent_on"][index]
        if why := _untimely(mark, rows["interview_date"][index], today):
            place = grid.place("sent_on", int(rows["sheet_row"][index]))
            yield Fault(index, "sent_on", Problem(place, f"{mark:%Y-%m-%d}", why))


def _untimely(mark: pd.Timestamp, held: pd.Timestamp, today: date) -> str:
    """Why a mark cannot be of that day, "" where it can; a day that is not known is no reason."""
    if mark > pd.Timestamp(today):
        return "is in the future; type the day you sent it"
    return "is before the interview; type the day you sent it" if mark < held else ""


def _typed_marks(grid: Grid) -> Iterator[tuple[int, Any]]:
    """The cells of `Today` that hold something in Sent on, by their 1-based row."""
    if "id" in grid.columns:
        cells = enumerate(grid.values.get("sent_on", ()), start=grid.first_row)
        yield from ((row, cell) for row, cell in cells if cell is not None)


def _today_fault(rows: pd.DataFrame, index: int, grid: Grid, row: int, expected: str) -> Fault:
    """The rows of Today move with each sync: what is said of one names its person and no cell."""
    place = grid.place("sent_on", row)
    if index >= 0:
        place = f"{grid.name}, Sent on of {rows['interviewer'][index]}"
    return Fault(
        index,
        "sent_on",
        Problem(place, shown(grid.value("sent_on", row)), expected),
    )


def _untimely_lines(table: Table, grid: Grid, today: date) -> Iterator[Fault]:
    """A log row needs a day that has come, and so does the answer in it. Without its own nobody can
    tell what happened by today: it is as good as unread."""
    told = {fault.index for fault in table.faults if fault.key == "date"}
    for key, expected in _AHEAD.items():
        days = table.rows[key]
        for index in np.flatnonzero(days > pd.Timestamp(today)).tolist():
            place = grid.place(key, int(table.rows["sheet_row"][index]))
            ahead = Problem(place, f"{days[index]:%Y-%m-%d}", expected)
            yield Fault(index, key, ahead, read=key != "date")
    for index in np.flatnonzero(table.rows["date"].isna()).tolist():
        if index not in told:
            place = grid.place("date", int(table.rows["sheet_row"][index]))
            blank = Problem(place, "", "Date is blank; type the day of it")
            yield Fault(index, "date", blank, read=False)


def _replaced(table: Table, grid: Grid, book: Book) -> Iterator[Replaced]:
    """The words for a day that stand in a cell of their own, as dates; formulas stay (spec 4)."""
    places: dict[Place, tuple[str, date]] = {}
    for index, key in table.moving:
        row = int(table.rows["sheet_row"][index])
        said = grid.value(key, row)
        if isinstance(said, str):
            places[row, grid.columns[key]] = said, table.rows[key][index].date()
    if not places or not book.data:  # a book made of tables has no cells to write
        return
    found = Frame(book.data).cells(grid.name, places)
    for (row, column), (said, day) in places.items():
        cell = found.get((row, column))
        if cell and not cell.has_formula:
            yield Replaced(
                said,
                _dated(
                    grid.name,
                    name(row, column),
                    day,
                    cell,
                ),
            )
            yield from _with_its_time(grid, row, column, said)


def _with_its_time(grid: Grid, row: int, column: int, said: str) -> Iterator[Replaced]:
    """The time of day that was typed behind an interview's day, into its own cell where that is
    blank."""
    clock = time_beside(said)
    if clock is None or column != grid.columns.get("interview_date"):
        return
    if "interview_time" in grid.columns and grid.value("interview_time", row) is None:
        part_of_day = (clock.hour * 60 + clock.minute) / 1440
        style = CellStyle(number_format="hh:mm")
        yield Replaced(
            said,
            Edit(
                grid.name,
                grid.cell("interview_time", row),
                part_of_day,
                style,
            ),
            clock,
        )


def _dated(sheet: str, at: str, day: date, cell: FoundCell) -> Edit:
    """The date as the cell shows it: as text where it is formatted so, in its own format where that
    is one of dates."""
    if cell.is_text:
        return Edit(sheet, at, day.isoformat())
    return Edit(
        sheet,
        at,
        day,
        None if cell.is_date else CellStyle(number_format=DATE_FORMAT),
    )


def _graded(table: Table, may_be_asked: Callable[[Fault, pd.DataFrame], bool]) -> Table:
    """The faults, each known by now as one that only has to be asked about or not."""
    faults = (
        replace(fault, asked=fault.asked or may_be_asked(fault, table.rows))
        for fault in table.faults
    )
    return replace(table, faults=tuple(faults))


def _may_be_asked(fault: Fault, rows: pd.DataFrame) -> bool:
    """Whether neither the plan nor the way of the due message depends on the cell."""
    better = _BETTER_WAYS.get(fault.key, ())
    known = any(rows[key][fault.index] for key in better)
    return known or fault.key in _OF_THE_WORDING


def _with_faults(table: Table) -> pd.DataFrame:
    """The rows with what is wrong in them; see Intake."""
    faults = [fault for fault in table.faults if fault.index >= 0]
    size = len(table.rows)
    unread = np.empty(size, dtype=object)
    unread[:] = [()] * size
    for fault in faults:
        if not fault.read:
            unread[fault.index] = (*unread[fault.index], fault.key)
    return table.rows.assign(
        problem=_in_words((each for each in faults if not each.asked), size),
        asks=_in_words((each for each in faults if each.asked), size),
        unread=unread,
    )


def _in_words(faults: Iterable[Fault], size: int) -> Any:
    told: dict[int, list[str]] = {}
    for fault in faults:
        told.setdefault(fault.index, []).append(str(fault.problem))
    return pd.array(["; ".join(told.get(index, ())) for index in range(size)], dtype="str")
