"""The log -> who was told what, and who answered: what each log row counts for
(spec 3, Communications). Whose it is is `whose`' to say, what a blank message was is `blanks`'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from sheetfollow.intake.answers import Answer
from sheetfollow.intake.cells import says_something
from sheetfollow.intake.names import fold
from sheetfollow.intake.workbook import Book, Grid
from sheetfollow.plan.columns import NO_DAY, Array, filled, is_one_of, last_line, pick, texts
from sheetfollow.plan.tables import Lines, Rows
from sheetfollow.plan.whose import (
    CANNOT_BE_READ,
    IS_BLANK,
    NAMING,
    Whose,
    open_cell,
    whose,
    why_lost,
)

_NO_ANSWER = frozenset(answer.value for answer in Answer) - {Answer.BLANK, Answer.GIVEN}
_IN_THE_FUTURE = " is in the future"
_HOLDING = ("date", "direction", "message", "response")


@dataclass(frozen=True, eq=False)
class Journal:
    """The log, matched.

    `lines` has one line for each log row, `row` -1 where it is not counted; `sent` says which of
    them went out, `bounced` which would have, `heard_on` when they answered (NaT for not), `check`
    why a row could not be matched. `held` says for each interview row what of the log keeps it from
    getting anything, "" for nothing, and `hints` what Needs tells of it. `sure` are the lines that
    keep their row, whatever is put right or filled in later.
    """

    lines: Lines
    sent: Array
    bounced: Array
    heard_on: Array
    check: Array
    held: Array
    hints: Array
    sure: Array

    @cached_property
    def told(self) -> Lines:
        """What went to an application, oldest first."""
        return self.lines.at(self.sent).oldest_first()

    @cached_property
    def heard(self) -> Lines:
        """What came from one, oldest first; a Response comes after the line that it stands in."""
        here = ~np.isnat(self.heard_on)
        order = self.lines.order + np.where(self.sent, 0.5, 0)
        return (
            replace(
                self.lines,
                day=self.heard_on,
                order=order,
            )
            .at(here)
            .oldest_first()
        )

    def named(self, message: Array) -> Journal:
        """The journal with these messages."""
        return replace(self, lines=replace(self.lines, message=message))


def match(rows: Rows, log: pd.DataFrame, book: Book) -> Journal:
    """Each log row finds whose it is, and counts from the interview on (spec 3, Communications).
    `book` only names the cells in what is told."""
    found = whose(rows, log)
    repeats = pick(rows.repeats, found.row, -1)
    row = np.where(repeats >= 0, repeats, found.row)
    found = replace(found, row=row)
    day = log["date"].to_numpy()
    usable = (log["problem"].to_numpy() == "") & ~np.isnat(day)
    counted = np.where(
        usable & (day >= pick(rows.interview_date, row, NO_DAY)),
        row,
        -1,
    )
    lines = Lines(
        row=counted,
        app=pick(rows.app, counted, -1),
        person=pick(rows.person, counted, -1),
        day=day,
        order=np.arange(len(log), dtype=float),
        message=log["message"].to_numpy(),
        method=log["method"].to_numpy(),
    )
    received = log["direction"].to_numpy() == "Received"
    bounced = (counted >= 0) & _bounced(lines, log, received)
    sent = (counted >= 0) & ~received & ~bounced
    return Journal(
        lines=lines,
        sent=sent,
        bounced=bounced,
        heard_on=_heard_on(log, lines, received),
        check=_check(rows, log, counted, found, book.interviews),
        held=_held(rows, log, found, book),
        hints=_hints(rows, log, lines, sent),
        sure=found.sure,
    )


def _bounced(lines: Lines, log: pd.DataFrame, received: Array) -> Array:
    """The lines whose message did not arrive: their Response says so, or a Received row after
    them."""
    back = log["answer"].to_numpy() == Answer.BOUNCED
    lost = back & ~received
    for bounce in np.flatnonzero(back & received & (lines.row >= 0)).tolist():
        before = (lines.row == lines.row[bounce]) & ~received & (lines.when < lines.when[bounce])
        if before.any():
            lost[np.flatnonzero(before)[np.argmax(lines.when[before])]] = True
    return lost


def _heard_on(log: pd.DataFrame, lines: Lines, received: Array) -> Array:
    """The day on which an inbound came: a Received row on its Date, a Response on its Response
    date, else on the day of its line (spec 3)."""
    responded, response = (log[key].to_numpy() for key in ("response_date", "response"))
    silent = is_one_of(log["answer"].to_numpy(), _NO_ANSWER)
    answered = ~received & ((response != "") | ~np.isnat(responded))
    heard = np.where(
        answered & ~np.isnat(responded),
        responded,
        lines.day,
    )
    return np.where(
        (lines.row >= 0) & (received | answered) & ~silent,
        heard,
        NO_DAY,
    )


def _check(rows: Rows, log: pd.DataFrame, counted: Array, found: Whose, grid: Grid) -> Array:
    """Why a log row could not be matched, in words; "" where it could."""
    check = log["problem"].to_numpy().copy()
    lost = np.flatnonzero((counted < 0) & (check == ""))
    if len(lost):
        check[lost] = why_lost(
            rows,
            log.iloc[lost],
            found.at(lost),
            grid,
        )
    return check


def _held(rows: Rows, log: pd.DataFrame, found: Whose, book: Book) -> Array:
    """What of the log holds each row, "" for nothing: where a cell of the log cannot be read, or is
    of a day that has yet to come, its person gets nothing until it is put right; nobody in
    particular, its company. So it is where a cell of Interviews may change whose a log row is."""
    held = texts(len(rows.id))
    reasons = [
        *_holding(
            log,
            found.row,
            book.log,
        ),
        *_in_doubt(
            rows,
            log,
            found,
            book,
        ),
    ]
    for line, told in reasons:
        for where in _whose(
            rows,
            log.iloc[line],
            int(found.row[line]),
        ):
            if where.any():
                held[where] = told
                break
    return held


def _holding(log: pd.DataFrame, row: Array, grid: Grid) -> Iterator[tuple[int, str]]:
    """The lines that hold somebody, by their place, and the cell that does, with what is wrong with
    it."""
    numbers, unread = log["sheet_row"].to_numpy(), log["unread"].to_numpy()
    for line in np.flatnonzero(log["answer"].to_numpy() == Answer.AHEAD).tolist():
        yield line, grid.place("response_date", int(numbers[line])) + _IN_THE_FUTURE
    for line in filled(unread).tolist():
        keys = _HOLDING if row[line] >= 0 else (*_HOLDING, *NAMING)
        key = next((each for each in keys if each in unread[line]), None)
        if key is not None:
            number = int(numbers[line])
            blank = not says_something(grid.value(key, number))
            dated = key == "date" and not np.isnat(log["date"].to_numpy()[line])
            fault = _IN_THE_FUTURE if dated else IS_BLANK if blank else CANNOT_BE_READ
            yield line, grid.place(key, number) + fault


def _in_doubt(rows: Rows, log: pd.DataFrame, found: Whose, book: Book) -> Iterator[tuple[int, str]]:
    """The lines that may turn out to be another person's once a cell of Interviews can be read;
    what is only blank is no news of a talk, and holds nobody."""
    for line in np.flatnonzero((found.row >= 0) & (found.blame >= 0)).tolist():
        cell = open_cell(rows, int(found.blame[line]), book.interviews)
        if cell.endswith(CANNOT_BE_READ):
            number = int(log["sheet_row"].iloc[line])
            yield line, f"{cell} and may change whose {book.log.name}!{number} is"


def _whose(rows: Rows, line: pd.Series, row: int) -> tuple[Array, ...]:
    """The rows that a line may be about, the surest guess first."""
    company, title, person = (fold(line[key]) for key in ("company", "job_title", "interviewer"))
    at_company = (rows.company_name == company) & (company != "")
    at_job = at_company & (rows.title_name == title) & (title != "")
    called = (rows.person_name == person) & (person != "")
    known = rows.person == (rows.person[row] if row >= 0 else -1)
    anywhere = called & ("company" in line["unread"])
    named = called & at_company
    return known, named & at_job, named, at_job, at_company, anywhere


def _hints(rows: Rows, log: pd.DataFrame, lines: Lines, sent: Array) -> Array:
    """What Needs tells of the log, by row: of the last message to each person, and of what came
    after it."""
    hints = texts(len(rows.id))
    odd = np.flatnonzero((log["hint"].to_numpy() != "") & (lines.row >= 0))
    if not len(odd):
        return hints
    told = lines.at(sent).oldest_first()
    last = pick(
        told.when,
        last_line(told.person, rows.people),
        -1,
    )
    for line in odd[lines.when[odd] >= last[lines.person[odd]]].tolist():
        at = lines.row[line]
        hints[at] = "; ".join(filter(None, (hints[at], log["hint"].iloc[line])))
    return hints
