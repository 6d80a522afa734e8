"""What has happened in a simulated search, read off the typed rows and the log alone: by loops and
comparisons, without the plan's code, so that what the plan says can be held against it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sheetfollow.schema import SKIPPED
from tests.helpers.simulation import FOLLOW_UPS, Row, Snapshot, application

CHASING = set(FOLLOW_UPS) - {"Closing note"}


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """A message or an inbound: its day, its order in the log, the row it belongs to; `message` is
    "" for an inbound."""

    day: date
    order: float
    row: str
    message: str
    skipped: bool = False


class Facts:
    """The facts of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.today = snapshot, snapshot.today
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in snapshot.rows.values():
            self._rows[application(row)].append(row)
        self._events: dict[str, list[Event]] = defaultdict(list)
        for event in sorted(_events(snapshot.log)):
            self._events[application(snapshot.rows[event.row])].append(event)

    @cached_property
    def applications(self) -> dict[str, Application]:
        """Each application by its name."""
        return {
            name: Application(rows, self._events[name], self.snapshot)
            for name, rows in self._rows.items()
        }

    def of(self, key: str) -> Application:
        """The application of that row."""
        return self.applications[application(self.snapshot.rows[key])]


class Application:
    """The facts of one application: its rows, and its events, the oldest first."""

    def __init__(self, rows: list[Row], events: list[Event], snapshot: Snapshot) -> None:
        self.rows, self.events, self.snapshot = rows, events, snapshot
        self.past = [row for row in rows if is_over(row, snapshot.now)]
        self.ahead = [row for row in rows if not is_over(row, snapshot.now)]
        self.started = max((row["Interview date"] for row in self.past), default=None)
        self.booked = min((row["Interview date"] for row in self.ahead), default=None)

    @cached_property
    def contact(self) -> str:
        """The ID of who gets its follow-ups (spec 5.2)."""
        rows = self.past or self.rows
        last = max(row["Interview date"] for row in rows)
        marked = [row for row in rows if row.get("Main contact") == "Yes"]
        if marked:
            latest = max(row["Interview date"] for row in marked)
            return self._first([row for row in marked if row["Interview date"] == latest])
        latest_round = [row for row in rows if row["Interview date"] == last]
        for words in ("Hiring manager", "Recruiter|HR", ""):
            fit = [row for row in latest_round if re.search(words, row["Interviewer role"])]
            if fit:
                return self._first(fit)
        raise AssertionError(rows)

    def _first(self, rows: list[Row]) -> str:
        """Of several the one who got a follow-up already, then the smallest ID."""
        chased = {each.row for each in self.events if each.message in CHASING}
        return min((row["ID"] not in chased, str(row["ID"])) for row in rows)[1]

    def since_started(self, events: list[Event]) -> list[Event]:
        return [each for each in events if self.started and each.day >= self.started]

    @property
    def told(self) -> list[Event]:
        """The messages."""
        return [each for each in self.events if each.message]

    @property
    def heard(self) -> list[Event]:
        """The inbounds."""
        return [each for each in self.events if not each.message]

    @property
    def last_step(self) -> Event | None:
        """The last message since the latest round, thank-yous of others than the contact aside."""
        steps = [
            each
            for each in self.since_started(self.told)
            if each.message != "Thank-you" or each.row == self.contact
        ]
        return steps[-1] if steps else None

    @property
    def unanswered(self) -> int:
        """How many follow-ups since the latest round nobody has answered."""
        heard = self.since_started(self.heard)
        chased = [
            each
            for each in self.since_started(self.told)
            if each.message in CHASING and not each.skipped and not (heard and each < heard[-1])
        ]
        return len(chased)

    @property
    def named(self) -> date | None:
        """The day that they named for their decision."""
        named = [row["Decision by"] for row in self.rows if row.get("Decision by")]
        return max((day for day in named if self.started and day >= self.started), default=None)

    @property
    def outcome(self) -> Row | None:
        """The row with the outcome that counts: a next round is past once its rows are there."""
        last = max(row["Interview date"] for row in self.rows)
        said = [
            row
            for row in self.rows
            if row.get("Outcome")
            and not (row["Outcome"] == "Next round" and row["Interview date"] < last)
        ]
        outcomes = {row["Outcome"] for row in said}
        assert len(outcomes) < 2, said
        return said[0] if said else None

    def thanked(self, key: str) -> Event | None:
        """The thank-you to that row."""
        thanks = [each for each in self.told if (each.row, each.message) == (key, "Thank-you")]
        return thanks[0] if thanks else None

    def waits_for_reply(self, key: str) -> Event | None:
        """The last inbound of that row, where no later message to them answers it."""
        own = [each for each in self.events if each.row == key]
        return own[-1] if own and not own[-1].message else None


def is_over(row: Row, now: datetime) -> bool:
    """Whether a talk has taken place: at its end where the time is known, else on its day."""
    if row["Interview date"] == now.date() and row.get("Interview time"):
        return datetime.combine(now.date(), row["Interview time"]) <= now
    return bool(row["Interview date"] <= now.date())


def _events(log: tuple[Row, ...]) -> Iterator[Event]:
    for order, line in enumerate(log):
        key = line["ID"]
        if line.get("Direction") == "Received":
            yield Event(line["Date"], order, key, "")
            continue
        yield Event(line["Date"], order, key, line["Message"], line.get("Method") == SKIPPED)
        if line.get("Response date"):
            yield Event(line["Response date"], order + 0.5, key, "")


def spoken(text: str, today: date) -> date:
    """A day as Why says it, `Thu 17 Dec`, with its year where it is another one than today's; the
    weekday has to fit."""
    year = text if re.search(r"\d{4}$", text) else f"{text} {today.year}"
    day = datetime.strptime(year, "%a %d %b %Y").date()
    assert day.strftime("%a") == text[:3], text
    return day
