"""A simulated job search: interviews, rounds, answers and outcomes as they happen, and a user who
sends what is due.

`script` invents the search from a seed: what happens on which day. `Search` lives it: each day the
world adds what happened, the plan is made, and the user sends some of what is due, after random
delays, by log rows or by marks in Sent on. Each plan is kept as a `Snapshot`, each message as a
`Sent`; the tests read the rules off both.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sheetfollow.intake import take_in
from sheetfollow.intake.dates import WorkingDays
from sheetfollow.intake.settings import Settings, read_settings
from sheetfollow.plan import Plan, make_plan
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS, SKIPPED
from tests.helpers.stories import book

START = date(2026, 11, 2)  # a Monday; the search runs over Christmas and the turn of the year
SETTINGS = {"Time zone": "Europe/Berlin", "Holidays": "DE"}
SHOWN = (
    "status",
    "next_action",
    "channel",
    "due_from",
    "due_by",
    "why",
    "needs",
    "messages_sent",
    "last_contact",
)
ANSWERS = ("Reply", "Rejection reply", "Offer reply", "Withdrawal note")
FOLLOW_UPS = (
    "Check-in",
    "Second follow-up",
    "Call",
    "Further follow-up",
    "Closing note",
    "Decision-date follow-up",
)
CLOSING = ("Rejected", "Withdrawn", "Accepted", "Declined", "Closed")
HEADERS = {column.key: column.header for column in INTERVIEWS.columns}
LOG_HEADERS = {column.key: column.header for column in COMMUNICATIONS.columns}

Row = dict[str, Any]
SEARCHES = [
    pytest.param((1, 60, 60, 0.4, ()), id="60 interviews in 60 days, many through two agencies"),
    pytest.param(
        (2, 60, 60, 0.15, (("Closing note", "No"), ("Gone quiet after days", 9))),
        id="60 interviews in 60 days, no closing notes, soon quiet",
        marks=pytest.mark.slow,
    ),
    *(
        pytest.param(
            (seed, 120, 90, agencies, ()),
            id=f"120 interviews in 90 days, {agencies:.0%} through two agencies",
            marks=pytest.mark.slow,
        )
        for seed, agencies in ((11, 0.15), (12, 0.3))
    ),
]
"""The searches that the tests look at: a seed, how many interviews, how many days, which share of
them through agencies, and settings."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that went out: its day, the row it went to, and when it was due as the plan showed
    it."""

    day: date
    row: str
    app: str
    message: str
    address: str
    due_by: date
    ladder_day: date | None


@dataclass(frozen=True)
class Snapshot:
    """One plan: the rows and the log as they stood, what the plan showed by ID, and what had
    changed since the plan before. On some days also what it shows of the shuffled rows, and what a
    second sync on that day shows."""

    settings: Row
    today: date
    now: datetime
    rows: dict[str, Row]
    log: tuple[Row, ...]
    shown: dict[str, dict[str, Any]]
    touched: frozenset[str]
    sent: tuple[Sent, ...]
    shuffled: dict[str, dict[str, Any]] | None = None
    repeated: dict[str, dict[str, Any]] | None = None

    def acting(self) -> Iterator[tuple[str, dict[str, Any]]]:
        return ((key, shown) for key, shown in self.shown.items() if shown["next_action"])

    def due(self) -> Iterator[tuple[str, dict[str, Any]]]:
        return (
            (key, shown) for key, shown in self.acting() if shown["status"] in ("Due", "Overdue")
        )

    def of_application(self, app: str) -> list[Row]:
        return [row for row in self.rows.values() if application(row) == app]


def application(row: Row) -> str:
    """Company and job title as they are compared (spec 2)."""
    return "/".join(" ".join(row[header].split()).casefold() for header in ("Company", "Job title"))


def address(row: Row, channel: str) -> str:
    """Where a message to this row by this channel arrives, "" where the user has yet to find
    out."""
    header = {"Email": "Email", "LinkedIn": "LinkedIn", "HR mailbox": "HR email", "Phone": "Phone"}[
        channel
    ]
    return str(row.get(header) or "").casefold()


@cache
def works(day: date) -> bool:
    """Whether follow-ups go out on that day of a simulated search."""
    asked = np.array([day], dtype="datetime64[s]")
    return bool((WorkingDays.of(SETTINGS["Holidays"]).roll(asked) == asked).all())


def next_working(day: date) -> date:
    """The first working day after it."""
    day += timedelta(days=1)
    return day if works(day) else next_working(day)


def plan_day(rows: list[Row], log: list[Row], settings: dict[str, Any], moment: datetime) -> Plan:
    """The plan of these sheets at a moment, through reading and planning as a sync does it."""
    made, known = book(rows, log, settings), _read(tuple(settings.items()))
    now = moment.replace(tzinfo=known.zone) if known.zone else moment
    today = moment.date()
    return make_plan(take_in(made, known, today=today), made, known, today=today, now=now)


@cache
def _read(settings: tuple[tuple[str, Any], ...]) -> Settings:
    return read_settings(book([], [], dict(settings)).settings)


def shown_by_id(plan: Plan) -> dict[str, dict[str, Any]]:
    """What the plan shows, by the row's ID; days as dates, None for blank."""
    table = plan.rows[["id", *SHOWN]].astype(object)
    lines = table.where(table.notna(), None).to_dict("records")
    return {line.pop("id"): {key: _plain(value) for key, value in line.items()} for line in lines}


def _plain(value: Any) -> Any:
    return (
        value.date()
        if isinstance(value, pd.Timestamp)
        else str(value)
        if isinstance(value, str)
        else value
    )


def shuffled_rows(rows: list[Row], chance: random.Random) -> list[Row]:
    """The rows in another order."""
    return chance.sample(rows, len(rows))


# What happens
# ------------------------------------------------------------------------------------------


@dataclass
class Script:
    """What happens in a search: new rows, and what is typed into them or received, by day."""

    rows: dict[date, list[Row]] = field(default_factory=dict)
    typed: dict[date, list[tuple[str, Row]]] = field(default_factory=dict)
    received: dict[date, list[str]] = field(default_factory=dict)

    def add(self, day: date, row: Row) -> None:
        self.rows.setdefault(day, []).append(row)

    def type(self, day: date, key: str, **cells: Any) -> None:
        self.typed.setdefault(day, []).append(
            (key, {name.replace("_", " "): cell for name, cell in cells.items()})
        )


def script(seed: int, *, interviews: int, length: int, agencies: float) -> Script:
    """A search of that many interviews, most of them in the first half of its days; through an
    agency comes that share of them."""
    chance = random.Random(seed)
    made = Script()
    count = 0
    while count < interviews:
        count += _application(made, chance, count, length, agencies)
    return made


def _application(
    made: Script, chance: random.Random, number: int, length: int, agencies: float
) -> int:
    """One application, from its first round to its outcome. Returns how many interviews it has."""
    job: Row = {"Company": f"Company {number // 3}", "Job title": f"Job {number}"}
    held = START + timedelta(days=chance.randrange(max(1, length // 2)))
    booked = held - timedelta(days=chance.choice((-1, 0, 0, 2, 5)))
    keys: list[str] = []
    panel: list[str] = []
    for turn in range(chance.choice((1, 1, 1, 2, 2, 3))):
        if turn:
            gap = chance.randint(4, 16)
            told = held + timedelta(days=chance.randint(1, gap))
            if chance.random() < 0.6:
                made.type(told, chance.choice(panel), Outcome="Next round")
            held, booked = held + timedelta(days=gap), told + timedelta(days=chance.randint(0, 3))
        panel = []
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
            row = job | _interviewer(chance, number + len(keys), agencies)
            row["Interview date"] = held
            if chance.random() < 0.3:
                row["Interview time"] = time(chance.choice((9, 11, 15, 17, 20)), 30)
            made.add(max(booked, START), row)
            keys.append(row["ID"])
            panel.append(row["ID"])
    _afterwards(made, chance, panel, keys, held)
    return len(keys)


def _interviewer(chance: random.Random, number: int, agencies: float) -> Row:
    person = f"person{number:03}"
    row: Row = {
        "ID": f"{chance.choice('bdfk')}{number:05}",
        "Interviewer": person.title(),
        "Interviewer role": chance.choice(
            ("Engineer", "Architect", "Hiring manager", "Senior Recruiter", "HR", "")
        ),
    }
    kind = chance.random()
    if kind < 0.75 - agencies:
        row["Email"] = f"{person}@example.com"
    elif kind < 0.75:
        row["Email"] = f"agency{number % 2}@example.com"  # a recruiter of several companies
    elif kind < 0.85:
        row["LinkedIn"] = f"linkedin.com/in/{person}"
    elif kind < 0.97:
        row["HR email"] = f"hr{number // 6}@example.com"
    if chance.random() < 0.5:
        row["Phone"] = f"+49 30 {number % 17:07}"
    for header, share in (("Main contact", 0.15), ("No phone calls", 0.1)):
        if chance.random() < share:
            row[header] = "Yes"
    if chance.random() < 0.15:
        row["Warm"] = "No"
    return row


def _afterwards(
    made: Script, chance: random.Random, panel: list[str], keys: list[str], held: date
) -> None:
    """What comes after the last round: a named day, a snooze, answers, an outcome."""

    def later(first: int, last: int) -> date:
        return held + timedelta(days=chance.randint(first, last))

    if chance.random() < 0.3:
        made.type(later(0, 4), chance.choice(keys), Decision_by=later(3, 20))
    if chance.random() < 0.2:
        day = later(1, 20)
        made.type(
            day, chance.choice(panel), Snooze_until=day + timedelta(days=chance.randint(1, 12))
        )
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        made.received.setdefault(later(0, 45), []).append(chance.choice(panel))
    if chance.random() < 0.6:
        _outcome(made, chance, chance.choice(panel), later(2, 40))


def _outcome(made: Script, chance: random.Random, key: str, day: date) -> None:
    outcome = chance.choice(
        ("Rejected", "Rejected", "Offer", "Withdrawn", "Accepted", "Declined", "Closed")
    )
    made.type(day, key, Outcome=outcome, Outcome_date=day if chance.random() < 0.6 else None)
    if outcome == "Offer" and chance.random() < 0.7:
        decided = day + timedelta(days=chance.randint(2, 12))
        made.type(
            decided, key, Outcome=chance.choice(("Accepted", "Declined")), Outcome_date=decided
        )
    if chance.random() < 0.15:
        made.received.setdefault(day + timedelta(days=chance.randint(1, 15)), []).append(key)


# The user
# ------------------------------------------------------------------------------------------


class Search:
    """A workbook, its user, and the days of the search."""

    def __init__(
        self,
        seed: int,
        *,
        interviews: int,
        length: int,
        shuffle_every: int = 5,
        agencies: float = 0.15,
        settings: Row | None = None,
    ) -> None:
        self.script = script(seed, interviews=interviews, length=length, agencies=agencies)
        self.settings = SETTINGS | (settings or {})
        self.chance = random.Random(f"user {seed}")
        self.leaves_out = random.Random(f"skipped {seed}")
        self.length, self.shuffle_every = length, shuffle_every
        self.rows: list[Row] = []
        self.log: list[Row] = []
        self.sent: list[Sent] = []
        self.history: list[Snapshot] = []
        self._touched: set[str] = set()
        self._patience: dict[tuple[str, str, Any], int] = {}

    def run(self) -> list[Snapshot]:
        for number in range(self.length):
            today = START + timedelta(days=number)
            self._world(today)
            self._sync(
                datetime.combine(today, time(8, 30)), shuffle=number % self.shuffle_every == 0
            )
            evening = self.chance.random() < 0.25
            self._send(today, evening)
            if evening:
                self._sync(datetime.combine(today, time(21, 0)), shuffle=False)
        return self.history

    def _world(self, today: date) -> None:
        for row in self.script.rows.get(today, ()):
            self.rows.append(dict(row))
            self._touched.add(application(row))
        for key, cells in self.script.typed.get(today, ()):
            row = self._row(key)
            if row:
                row.update(cells)
                self._touched.add(application(row))
        for key in self.script.received.get(today, ()):
            row = self._row(key)
            if row:
                self._receive(row, today)

    def _row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row["ID"] == key), None)

    def _receive(self, row: Row, today: date) -> None:
        """An answer: as a Response beside the last message to them, or as a row of its own."""
        if today < row["Interview date"]:
            return
        open_ = [
            line for line in self.log if line.get("ID") == row["ID"] and not line.get("Response")
        ]
        if open_ and open_[-1].get("Direction") != "Received" and self.chance.random() < 0.5:
            self._fill(open_[-1], {"Response": "They wrote back", "Response date": today})
        else:
            names = {key: row[key] for key in ("ID", "Company", "Job title", "Interviewer")}
            self.log.append(names | {"Date": today, "Direction": "Received"})
        self._touched.add(application(row))

    def _fill(self, line: Row, cells: Row) -> Row:
        """Fills cells of a log line; the snapshots before keep it as it was."""
        place = next(place for place, each in enumerate(self.log) if each is line)
        self.log[place] = line | cells
        return self.log[place]

    def _sync(self, moment: datetime, *, shuffle: bool) -> None:
        """A sync: the plan, its columns and the log rows of the marks written back, a snapshot
        kept."""
        plan = plan_day(self.rows, self.log, self.settings, moment)
        shuffled = repeated = None
        if shuffle:
            shuffled = shown_by_id(
                plan_day(shuffled_rows(self.rows, self.chance), self.log, self.settings, moment)
            )
        self._write_back(plan)
        if shuffle:
            repeated = shown_by_id(plan_day(self.rows, self.log, self.settings, moment))
        self.history.append(
            Snapshot(
                settings=self.settings,
                today=moment.date(),
                now=moment,
                rows={row["ID"]: dict(row) for row in self.rows},
                log=tuple(self.log),
                shown=shown_by_id(plan),
                touched=frozenset(self._touched),
                sent=tuple(self.sent),
                shuffled=shuffled,
                repeated=repeated,
            )
        )
        self._touched.clear()

    def _write_back(self, plan: Plan) -> None:
        """What a sync writes: the messages and IDs of typed lines, the lines of the marks, which it
        takes away, and the columns of the plan."""
        known = plan.lines[["id", "message"]].head(len(self.log)).itertuples(index=False)
        for line, (key, message) in zip(list(self.log), known, strict=True):
            if not line.get("ID"):
                line = self._fill(line, {"ID": key})
            if not line.get("Message") and not line.get("Direction"):
                self._fill(line, {"Message": message})
        for place in plan.marked:
            self.rows[place].pop("Sent on", None)
        for line in plan.log[plan.log["sheet_row"] == 0].to_dict("records"):
            cells = {header: line[key] for key, header in LOG_HEADERS.items() if line.get(key)}
            cells["Date"] = line["date"].date()
            cells.pop("Response date", None)
            self.log.append(cells)
        table = plan.rows
        for key in ("status", "next_action", "channel", "due_from", "due_by"):
            for row, value in zip(self.rows, table[key], strict=True):
                row[HEADERS[key]] = None if pd.isna(value) else _plain(value)

    def _send(self, today: date, evening: bool) -> None:
        """The user sends what has been due for as long as they let it lie; but for a thank-you on
        working days."""
        for row in self.rows:
            message = row["Next action"]
            if row["Status"] not in ("Due", "Overdue") or (
                message != "Thank-you" and not works(today)
            ):
                continue
            left = self._patience.setdefault(
                (row["ID"], message, row["Due from"]), self._new_patience()
            )
            if left > 0:
                self._patience[row["ID"], message, row["Due from"]] = left - 1
                continue
            self._note(row, message, today, evening)

    def _new_patience(self) -> int:
        return self.chance.choice((0, 0, 0, 0, 0, 1, 1, 2, 4, 12))

    def _note(self, row: Row, message: str, today: date, evening: bool) -> None:
        app = application(row)
        reached = address(row, row["Channel"])
        self._touched |= {app, reached}
        if self.leaves_out.random() < 0.04:
            self.log.append(_line(row, message, today, SKIPPED) | {"ID": row["ID"]})
            return
        past = [each["Interview date"] for each in self.rows if application(each) == app]
        ladder_day = max((day for day in past if day <= today), default=None)
        self.sent.append(Sent(today, row["ID"], app, message, reached, row["Due by"], ladder_day))
        if self.chance.random() < 0.4:
            row["Sent on"] = "x" if evening else today
            return
        line = _line(row, message, today, row["Channel"])
        how = self.chance.random()
        if how < 0.6:
            line["ID"] = row["ID"]
        elif how < 0.75 and len(past) == 1:
            del line["Interviewer"]  # the company alone: whoever is the contact on that day
        if (
            message == "Thank-you"
            and today <= row["Interview date"] + timedelta(days=7)
            and self.chance.random() < 0.3
        ):
            del line["Message"]
        self.log.append(line)


@cache
def lived(
    seed: int,
    interviews: int,
    length: int,
    agencies: float,
    settings: tuple[tuple[str, Any], ...],
) -> tuple[Snapshot, ...]:
    """The days of such a search, lived once for all tests of a process."""
    search = Search(
        seed, interviews=interviews, length=length, agencies=agencies, settings=dict(settings)
    )
    return tuple(search.run())


def _line(row: Row, message: str, today: date, method: str) -> Row:
    """A line of the log for a message to this row."""
    names = {header: row[header] for header in ("Company", "Job title", "Interviewer")}
    return names | {"Date": today, "Message": message, "Method": method}
