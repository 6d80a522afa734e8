"""The plan's rows -> `followups.ics`: one all-day event for each message that is due or scheduled
(spec 6).

An event stands on the day its message is due by: the day that the workbook, the page and the
draft's file name show, which lies ahead for everything that is not overdue. The day a window opens
would often be past before its row is typed in: a thank-you's is the day of the talk itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sheetfollow.intake.dates import say
from sheetfollow.letters.wordings.phrases import one_line
from sheetfollow.model import Task, whom
from sheetfollow.schema import slug

if TYPE_CHECKING:
    from icalendar import Alarm, Event, vText

_ALARM = timedelta(hours=9)
_CANCELLED, _CONFIRMED = "CANCELLED", "CONFIRMED"
_FIRST = date(2020, 1, 1)
_SEAL = re.compile(rb"X-SHEETFOLLOW-PLAN:.*\r\n")
_FIRST_EVENT = re.compile(rb"(?=BEGIN:VEVENT|END:VCALENDAR)")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One event: what the reader sees, and since which day and in which edition."""

    uid: str
    day: date
    summary: str
    description: str
    status: str = _CONFIRMED
    since: date = date.min
    edition: int = 0


def render(
    tasks: Sequence[Task], drafts: Mapping[str, str], previous: bytes | None, *, today: date
) -> bytes:
    """The calendar as bytes: the same plan gives the same ones.

    `tasks` are the due and the scheduled rows, `drafts` maps a row's ID to its draft's file name,
    `previous` is the calendar as it stands on disk. What is gone from the plan is cancelled once,
    and left out from the next day on.
    """
    shown = sorted((_entry(task, drafts.get(task.id, "")) for task in tasks), key=_place)
    if previous and _is_of(shown, previous):
        return previous
    before = _read(previous)
    planned = {entry.uid: entry for entry in shown}
    gone = [entry for uid, entry in before.items() if uid not in planned and _is_news(entry, today)]
    wanted = [*planned.values(), *map(_cancelled, gone)]
    entries = [
        _edition(
            entry,
            before.get(entry.uid),
            today,
        )
        for entry in wanted
    ]
    return _sealed(_written(sorted(entries, key=_place)), shown)


def _place(entry: _Entry) -> tuple[date, str]:
    """Where it stands among the others."""
    return entry.day, entry.uid


def _is_of(shown: Sequence[_Entry], calendar: bytes) -> bool:
    """Whether that calendar was written for this very plan, as its seal tells: on most days it was,
    and the library that reads calendars takes longer to load than the calendar takes to make. What
    is cancelled in it may have to go."""
    bare, seals = _SEAL.subn(b"", calendar)
    if not seals or b"STATUS:CANCELLED" in calendar:
        return False
    return _sealed(bare, shown) == calendar


def _sealed(calendar: bytes, shown: Sequence[_Entry]) -> bytes:
    """With a line that tells apart any other plan and any other content."""
    seal = hashlib.sha256(repr(shown).encode() + calendar).hexdigest()[:32]
    line = f"X-SHEETFOLLOW-PLAN:{seal}\r\n".encode()
    return _FIRST_EVENT.sub(line, calendar, count=1)


def _entry(task: Task, draft: str) -> _Entry:
    window = (
        f"From {say(task.due_from, today=task.due_by)} to {say(task.due_by, today=task.due_by)}"
    )
    lines = [
        f"{window}, by {task.channel}.",
        f"Role: {one_line(task.job_title)}",
        f"Draft: {draft}" if draft else "",
    ]
    return _Entry(
        uid=f"{one_line(task.id)}-{slug(task.message)}@sheetfollow",
        day=task.due_by,
        summary=one_line(f"{task.message}: {whom(task.interviewer, task.company)}"),
        description="\n".join(filter(None, lines)),
    )


def _cancelled(entry: _Entry) -> _Entry:
    """Its summary says so too, for readers that show what is cancelled like anything else."""
    who = entry.summary.partition(": ")[2]
    return replace(entry, status=_CANCELLED, summary=f"No longer due: {who}")


def _is_news(entry: _Entry, today: date) -> bool:
    """Whether readers may not yet have seen that it is gone."""
    return entry.status != _CANCELLED or entry.since >= today


def _edition(entry: _Entry, before: _Entry | None, today: date) -> _Entry:
    """The entry as of the day it last changed.

    Its edition is at least the number of that day, so that it goes on rising where an event comes
    back after it was cancelled and left out.
    """
    if (
        before
        and replace(
            before,
            since=entry.since,
            edition=entry.edition,
        )
        == entry
    ):
        return before
    return replace(
        entry, since=today, edition=max((today - _FIRST).days, before.edition + 1 if before else 0)
    )


def _written(entries: Iterable[_Entry]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("PRODID", "-//sheetfollow//follow-ups//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", "Interview follow-ups")
    for entry in entries:
        calendar.add_component(_event(entry))
    data: bytes = calendar.to_ical()
    return data


def _event(entry: _Entry) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", datetime.combine(entry.since, time(), UTC))
    event.add("SEQUENCE", entry.edition)
    event.add("DTSTART", entry.day)
    event.add("DTEND", entry.day + timedelta(days=1))
    event.add("SUMMARY", _text(entry.summary))
    event.add("DESCRIPTION", _text(entry.description))
    event.add("STATUS", entry.status)
    event.add("TRANSP", "TRANSPARENT")
    if entry.status == _CONFIRMED:
        event.add_component(_alarm(entry))
    return event


def _text(text: str) -> vText:
    return _text_type()(text)


@cache
def _text_type() -> type[vText]:
    r"""Texts escaped as RFC 5545 says (3.3.11): the library's own take a typed \N for a line end,
    so that an event would read back as another one, and be a new edition at each sync."""
    from icalendar import vText

    class Text(vText):
        def to_ical(self) -> bytes:
            escaped = re.sub(r"([\\;,])", r"\\\1", self).replace("\n", r"\n")
            return escaped.encode()

    return Text


def _alarm(entry: _Entry) -> Alarm:
    """At 9:00 on the day, wherever the reader is: counted from the local midnight that an all-day
    event begins with."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _text(entry.summary))
    alarm.add("TRIGGER", _ALARM)
    return alarm


def _read(data: bytes | None) -> dict[str, _Entry]:
    """Our own entries by UID; none where the calendar is missing or is one no more."""
    from icalendar import Calendar

    try:
        calendar: Any = Calendar.from_ical(data) if data else Calendar()
        return {entry.uid: entry for entry in _entries(calendar)}
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return {}


def _entries(calendar: Any) -> Iterator[_Entry]:
    for event in calendar.walk("VEVENT"):
        yield _Entry(
            uid=str(event["UID"]),
            day=event["DTSTART"].dt,
            summary=str(event["SUMMARY"]),
            description=str(event["DESCRIPTION"]),
            status=str(event["STATUS"]),
            since=event["DTSTAMP"].dt.date(),
            edition=int(event["SEQUENCE"]),
        )
