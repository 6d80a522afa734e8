"""The values that the rooms of adopt hand to each other: what a tracker's columns and words are
taken as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

Row = Sequence[Any]
Cells = Mapping[str, Sequence[Row]]
"""The visible sheets by name, in order: all rows from row 1 and column A, dates as datetime, None
for blank."""


class Fact(StrEnum):
    """What a column holds. Several columns may hold a state, a round or a sent flag; each other
    fact has one."""

    COMPANY = "company"
    JOB_TITLE = "job_title"
    APPLIED_ON = "applied_on"
    STATUS = "status"
    STATUS_FLAG = "status_flag"
    INTERVIEW_DATE = "interview_date"
    INTERVIEW_FLAG = "interview_flag"
    INTERVIEW_TIME = "interview_time"
    INTERVIEWER = "interviewer"
    SENT_FLAG = "sent_flag"
    OUTCOME_DATE = "outcome_date"
    CONTACT_NAME = "contact_name"
    CONTACT_EMAIL = "contact_email"
    CONTACT_PHONE = "contact_phone"
    CONTACT_LINKEDIN = "contact_linkedin"
    CONTACT_MIXED = "contact_mixed"
    LAST_HEARD = "last_heard"
    NOTES = "notes"
    LEFT_ALONE = "-"

    @property
    def public(self) -> str:
        """The name for programs: a day on which something was last heard is only looked at, to see
        what is still going on, and so counts as left alone."""
        return Fact.LEFT_ALONE.value if self is Fact.LAST_HEARD else self.value


SEVERAL = frozenset(
    {
        Fact.STATUS,
        Fact.STATUS_FLAG,
        Fact.INTERVIEW_DATE,
        Fact.INTERVIEW_FLAG,
        Fact.INTERVIEW_TIME,
        Fact.INTERVIEWER,
        Fact.SENT_FLAG,
        Fact.LEFT_ALONE,
    }
)
"""The facts that more than one column of a table may hold."""

NAMES: dict[Fact, str] = {
    Fact.COMPANY: "Company",
    Fact.JOB_TITLE: "Job title",
    Fact.APPLIED_ON: "Applied on",
    Fact.STATUS: "Status",
    Fact.STATUS_FLAG: "Status, ticked",
    Fact.INTERVIEW_DATE: "Interview date",
    Fact.INTERVIEW_FLAG: "Interview, ticked",
    Fact.INTERVIEW_TIME: "Interview time",
    Fact.INTERVIEWER: "Interviewer",
    Fact.SENT_FLAG: "Follow-up sent",
    Fact.OUTCOME_DATE: "Outcome date",
    Fact.CONTACT_NAME: "Contact",
    Fact.CONTACT_EMAIL: "Email",
    Fact.CONTACT_PHONE: "Phone",
    Fact.CONTACT_LINKEDIN: "LinkedIn",
    Fact.CONTACT_MIXED: "Email or phone",
    Fact.LAST_HEARD: "Last heard",
    Fact.NOTES: "Notes",
    Fact.LEFT_ALONE: "-",
}
"""What a fact is called before the user: in the preview, in corrections and in Settings."""


class State(StrEnum):
    """What a word of theirs means. The outcomes bear the names that they have in `Outcome`."""

    WAITING = "Waiting"
    INTERVIEW = "Interview"
    OFFER = "Offer"
    ACCEPTED = "Accepted"
    DECLINED = "Declined"
    REJECTED = "Rejected"
    WITHDRAWN = "Withdrawn"
    CLOSED = "Closed"
    NOT_YET = "No application yet"
    SILENT = "Says nothing"


FINAL = frozenset({State.ACCEPTED, State.DECLINED, State.REJECTED, State.WITHDRAWN, State.CLOSED})
"""The states that end an application."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of theirs: its 1-based number, its header as it stands, and what it is taken as.

    `filled` counts the cells that say something, `examples` are the first two different ones.
    `round` groups what belongs to one interview, from 1; 0 for the rest.
    """

    number: int
    header: str
    fact: Fact
    filled: int = 0
    examples: tuple[Any, ...] = ()
    round: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """One word of their status columns, spelled as it is most often: how many rows have it and what
    it means, None where the user has to say."""

    text: str
    rows: int
    state: State | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that only the user can settle: where it stands, what is unsure, and what settles
    it."""

    place: str
    unsure: str
    settle: str

    def __str__(self) -> str:
        return f"{self.place}: {self.unsure}; {self.settle}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of applications as it is taken.

    `rows` are the 1-based sheet rows that are applications; `skipped` counts the filled rows that
    are none. `refused` says why the table cannot be taken, "" where it can; `chosen` whether it is.
    """

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    skipped: int = 0
    words: tuple[Word, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    refused: str = ""
    chosen: bool = False

    def of(self, fact: Fact) -> tuple[Column, ...]:
        """The columns that hold the fact, from left to right."""
        return tuple(column for column in self.columns if column.fact is fact)

    @property
    def facts(self) -> frozenset[Fact]:
        return frozenset(column.fact for column in self.columns) - {Fact.LEFT_ALONE}


@dataclass(frozen=True, slots=True)
class Survey:
    """What a workbook offers: its tables, in the order of its sheets.

    `order` is how dates typed as numbers are read (DMY, MDY, YMD, "" where nothing tells).
    `refused` says why nothing can be taken, "" where something can; `unclear` names the tables
    between which only the user can choose.
    """

    tables: tuple[Table, ...]
    order: str = ""
    refused: str = ""
    unclear: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[Table, ...]:
        return tuple(table for table in self.tables if table.chosen)


@dataclass(frozen=True, slots=True)
class Talk:
    """One interview of theirs. `sent` are the days of follow-ups; `ticked` says that one was sent
    on a day unknown; `others` are the days that it can mean in other years where it was typed
    without one."""

    place: str
    day: date
    time: time | None = None
    interviewer: str = ""
    email: str = ""
    sent: tuple[date, ...] = ()
    ticked: bool = False
    others: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom their row names: never the interviewer by itself. `place` is the name's cell."""

    name: str = ""
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """One row of theirs, read. `place` is its company's cell.

    `state` is what its words and ticks come to, `state_place` the cell that says so, `state_word`
    the word there; `against` names two cells that contradict each other. `rounds_said` is how many
    interviews are spoken of, `people` who is named as the interviewer of which (0: of none in
    particular), `heard` the latest day on which anything was heard, `unread` the cells of
    interviews' days that cannot be read: place, text, why.
    """

    place: str
    company: str
    job_title: str
    state: State | None = None
    state_place: str = ""
    state_word: str = ""
    against: str = ""
    applied: date | None = None
    outcome_date: date | None = None
    heard: date | None = None
    talks: tuple[Talk, ...] = ()
    unread: tuple[tuple[str, str, str], ...] = ()
    rounds_said: int = 0
    people: Mapping[int, str] = field(default_factory=dict)
    contact: Contact = Contact()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One line for Interviews. `key` is the interview's name for good, `row` its application's
    place and `place` the cell of theirs that it comes from; `day` is None where only a word says
    that there was an interview."""

    key: str
    row: str
    place: str
    company: str
    job_title: str
    day: date | None = None
    time: time | None = None
    interviewer: str = ""
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    outcome: str = ""
    outcome_date: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line for the log: a follow-up that theirs shows as sent. `message` is "" for a later one,
    whose step the plan knows."""

    day: date
    company: str
    job_title: str
    interviewer: str
    message: str
    notes: str


@dataclass(frozen=True, slots=True)
class TakeOver:
    """What comes over, in the order of their rows. `older` counts the interviews before the window,
    `unasked` the applications that speak of one without a day and are older, `without` those that
    tell of none. `settled` are the keys of older interviews typed without a year: remembered, they
    are not read as the next year's later."""

    interviews: tuple[InterviewLine, ...]
    log: tuple[LogLine, ...]
    older: int
    unasked: int
    without: int
    settled: tuple[str, ...] = ()
