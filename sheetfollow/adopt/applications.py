"""The rows of a table -> applications: what each row says, read once (spec 8, adopt)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sheetfollow.adopt.facts import (
    FINAL,
    Application,
    Column,
    Contact,
    Fact,
    Row,
    State,
    Table,
    Talk,
)
from sheetfollow.adopt.headers import round_of
from sheetfollow.adopt.survey import state_of
from sheetfollow.adopt.values import (
    Days,
    Odd,
    address_in,
    is_blank,
    is_phone,
    same_day_in_other_years,
    text_of,
    ticked,
)
from sheetfollow.adopt.vocabulary import fold, folded, status_words
from sheetfollow.intake.cells import Unreadable
from sheetfollow.intake.typed_dates import read_time, time_beside
from sheetfollow.xlsx import a1


def applications(
    rows: Sequence[Row], table: Table, said: Mapping[str, State], days: Days
) -> Iterator[Application]:
    """Each row of the table that is an application, in order.

    `said` is what words mean as the user says, by folded word. A row that says there was no
    application yet is none.
    """
    columns = {fact: table.of(fact) for fact in Fact}
    for number in table.rows:
        line = _Line(
            table.sheet,
            number,
            rows[number - 1],
            columns,
        )
        found = _application(line, said, days)
        if found.state is not State.NOT_YET or found.talks:
            yield found


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of theirs, asked by fact."""

    sheet: str
    number: int
    row: Row
    columns: Mapping[Fact, tuple[Column, ...]]

    def cell(self, column: Column) -> Any:
        return self.row[column.number - 1] if column.number <= len(self.row) else None

    def cells(self, fact: Fact) -> Iterator[tuple[Column, Any]]:
        """The columns that hold the fact and what this row has there, where it says something."""
        for column in self.columns[fact]:
            if not is_blank(cell := self.cell(column)):
                yield column, cell

    def text(self, fact: Fact) -> str:
        """The first text for the fact, without what belongs to one interview."""
        for column, cell in self.cells(fact):
            if not column.round:
                return text_of(cell)
        return ""

    def place(self, column: Column) -> str:
        return f"{self.sheet}!{a1.name(self.number, column.number)}"

    def place_of(self, fact: Fact) -> str:
        return self.place(self.columns[fact][0]) if self.columns[fact] else ""


def _application(line: _Line, said: Mapping[str, State], days: Days) -> Application:
    states = list(_states(line, said))
    state, place, word, against = _settled(states)
    outcome_date = _day(line, Fact.OUTCOME_DATE, days)
    contact = _contact(line)
    applied = _day(line, Fact.APPLIED_ON, days)
    return Application(
        place=line.place_of(Fact.COMPANY),
        company=line.text(Fact.COMPANY),
        job_title=line.text(Fact.JOB_TITLE),
        state=state,
        state_place=place,
        state_word=word,
        against=against,
        applied=applied,
        outcome_date=outcome_date,
        heard=_heard(
            outcome_date,
            _day(
                line,
                Fact.LAST_HEARD,
                days,
            ),
            days.today,
        ),
        talks=tuple(_talks(line, contact, days, applied)),
        unread=tuple(_unread(line, said, days)),
        rounds_said=max(_rounds_said(line, states), default=0),
        people={column.round: text_of(cell) for column, cell in line.cells(Fact.INTERVIEWER)},
        contact=contact,
        notes=line.text(Fact.NOTES),
    )


def _day(line: _Line, fact: Fact, days: Days) -> date | None:
    for _, cell in line.cells(fact):
        day = days.read(cell)
        if day:
            return day
    return None


def _heard(outcome: date | None, last: date | None, today: date) -> date | None:
    known = [day for day in (outcome, last) if day and day <= today]
    return max(known, default=None)


_Said = tuple[State, str, str]


def _states(line: _Line, said: Mapping[str, State]) -> Iterator[_Said]:
    """What each status cell of the row says, with its place and its word."""
    for column, cell in line.cells(Fact.STATUS):
        if state := state_of(folded(cell), said):
            yield state, line.place(column), text_of(cell)
    for column, cell in line.cells(Fact.STATUS_FLAG):
        flagged = status_words().get(fold(column.header))
        if flagged and ticked(cell):
            yield flagged, line.place(column), column.header


def _settled(states: Sequence[_Said]) -> tuple[State | None, str, str, str]:
    """The state, its place and its word; the last is what two cells say against each other.

    A final word in any column counts. Closed beside Rejected is Rejected: it says no more.
    """
    finals = [each for each in states if each[0] in FINAL]
    telling = [each for each in finals if each[0] is not State.CLOSED] or finals
    if len({each[0] for each in telling}) > 1:
        return None, telling[0][1], "", f"{telling[0][1]} and {telling[1][1]}"
    if not states:
        return None, "", "", ""
    weightiest = min(telling or states, key=lambda each: _weight(each[0]))
    return *weightiest, ""


def _weight(state: State) -> int:
    return next(at for at, states in enumerate(_BY_WEIGHT) if state in states)


_BY_WEIGHT = (
    FINAL,
    {State.OFFER},
    {State.INTERVIEW},
    {State.WAITING},
    {State.NOT_YET},
    {State.SILENT},
)


def _rounds_said(line: _Line, states: Sequence[_Said]) -> Iterator[int]:
    """How many interviews each word and each tick speaks of."""
    for state, _, word in states:
        if state is State.INTERVIEW:
            yield max(round_of(word) or 1, 1)
    for number, column in enumerate(line.columns[Fact.INTERVIEW_FLAG], start=1):
        if ticked(line.cell(column)):
            yield round_of(column.header) or number


def _talks(line: _Line, contact: Contact, days: Days, applied: date | None) -> Iterator[Talk]:
    """The interviews that have a day, from left to right."""
    for column, cell in line.cells(Fact.INTERVIEW_DATE):
        if day := days.read_talk(cell, applied):
            others = same_day_in_other_years(day, days.today) if days.lacks_year(cell) else ()
            names = _beside(line, Fact.INTERVIEWER, column.round)
            interviewer = text_of(names[0]) if names else ""
            sent = _beside(line, Fact.SENT_FLAG, column.round)
            yield Talk(
                place=line.place(column),
                day=day,
                time=_time(_beside(line, Fact.INTERVIEW_TIME, column.round), cell),
                interviewer=interviewer,
                email=_email(interviewer, contact),
                sent=tuple(sorted(read for each in sent if (read := days.read(each)))),
                ticked=any(ticked(each) for each in sent),
                others=tuple(others),
            )


def _unread(line: _Line, said: Mapping[str, State], days: Days) -> Iterator[tuple[str, str, str]]:
    """Cells of interviews' days that nobody can read. A word that says there was none is no fault,
    and a day with two readings is told elsewhere."""
    for column in line.columns[Fact.INTERVIEW_DATE]:
        if isinstance(odd := line.cell(column), Odd):
            yield line.place(column), odd.shown, odd.why
    for column, cell in line.cells(Fact.INTERVIEW_DATE):
        if not isinstance(cell, str) or ticked(cell) is False or days.is_unread(cell):
            continue
        why = days.why_unread(cell)
        if why and state_of(folded(cell), said) in (None, State.INTERVIEW):
            yield line.place(column), text_of(cell), why


def _beside(line: _Line, fact: Fact, number: int) -> list[Any]:
    """What the row says of that fact for the interview of that number."""
    return [cell for column, cell in line.cells(fact) if column.round == number]


def _time(cells: Sequence[Any], day: Any) -> time | None:
    """The time beside the day, else the one within its cell, of which midnight is none."""
    if not cells:
        return None if (inside := time_beside(day)) == time() else inside
    try:
        return read_time(cells[0])
    except Unreadable:
        return None


def _email(interviewer: str, contact: Contact) -> str:
    """The contact's address, unless the contact is somebody else."""
    other = interviewer and contact.name and fold(interviewer) != fold(contact.name)
    return "" if other else contact.email


def _contact(line: _Line) -> Contact:
    mixed = line.text(Fact.CONTACT_MIXED)
    phone = line.text(Fact.CONTACT_PHONE) or mixed
    return Contact(
        name=line.text(Fact.CONTACT_NAME),
        email=address_in(line.text(Fact.CONTACT_EMAIL)) or address_in(mixed),
        phone=phone if is_phone(phone) else "",
        linkedin=line.text(Fact.CONTACT_LINKEDIN),
        place=line.place_of(Fact.CONTACT_NAME),
    )
