"""Applications -> the lines that Interviews and the log get (spec 8, adopt).

Only what is going on comes over: interviews ahead or within the days after which a search has gone
quiet, and open applications whose word says interview without a day. The rest stays in their sheet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sheetfollow.adopt.facts import (
    FINAL,
    Application,
    Contact,
    InterviewLine,
    LogLine,
    State,
    TakeOver,
    Talk,
)
from sheetfollow.intake.names import fold
from sheetfollow.schema import Message

Name = tuple[str, str]
"""An application's company and job title, folded."""

OUTCOMES = FINAL | {State.OFFER}
_NEWS = timedelta(days=7)
_OPEN = timedelta(days=30)
"""How long an offer waits for its answer; without a day it is as young as its interview."""

_ASSUMED = "from your sheet, day assumed"
_TOLD = "from your sheet"


def name_of(company: str, job_title: str) -> Name:
    return fold(company), fold(job_title)


@dataclass(frozen=True)
class Known:
    """What our sheets hold already: the days of each application's interviews (None for a line
    without a day), and the keys of all that was ever taken over."""

    days: Mapping[Name, Sequence[date | None]]
    taken: Collection[str]


NOTHING_KNOWN = Known({}, frozenset())


def take_over(
    rows: Sequence[Application],
    known: Known = NOTHING_KNOWN,
    *,
    today: date,
    quiet_days: int,
    adopting: bool = True,
) -> TakeOver:
    """The lines that are not known yet.

    `quiet_days` is how far back an interview still comes over. With `adopting` an outcome is
    history unless it is news: it is written as Closed, so that nothing answers it.
    """
    since = today - timedelta(days=quiet_days)
    rows = with_years(rows, known)
    found: list[_Line] = []
    for name, each in group(rows).items():
        lines = _lines(name, each, known, since)
        found += _with_outcome(lines, current(each), today, adopting)
    order = {each.place: number for number, each in enumerate(rows)}
    found.sort(key=lambda each: order[each[0].row])
    return TakeOver(
        interviews=tuple(line for line, _ in found),
        log=_logged(found, today),
        older=sum(talk.day < since for each in rows for talk in each.talks),
        unasked=_unasked(rows, known, since),
        without=sum(not (each.talks or each.unread or each.rounds_said) for each in rows),
        settled=tuple(_older_without_year(rows, known, since)),
    )


def with_years(rows: Sequence[Application], known: Known) -> list[Application]:
    """The applications with each interview typed without a year in the year in which it came over,
    or stands in ours: read by what day it is today, it would be another one next year."""
    return [
        replace(
            row,
            talks=tuple(
                _with_year(
                    row,
                    talk,
                    known,
                )
                for talk in row.talks
            ),
        )
        if any(talk.others for talk in row.talks)
        else row
        for row in rows
    ]


def _with_year(row: Application, talk: Talk, known: Known) -> Talk:
    name = name_of(row.company, row.job_title)
    ours = known.days.get(name, ())
    for day in (talk.day, *talk.others) if talk.others else ():
        if day in ours or _day_key(name, day, 1) in known.taken:
            return replace(talk, day=day)
    return talk


def _older_without_year(rows: Sequence[Application], known: Known, since: date) -> Iterator[str]:
    """The keys of older interviews without a year that are not remembered yet."""
    for row in rows:
        for talk in row.talks:
            key = _day_key(name_of(row.company, row.job_title), talk.day, 1)
            if talk.others and talk.day < since and key not in known.taken:
                yield key


def _logged(found: Sequence[_Line], today: date) -> tuple[LogLine, ...]:
    """The log lines of all that was sent already, in the order of the interviews."""
    log: list[LogLine] = []
    for line, talk in found:
        log += _log(line, talk, today) if talk else ()
    return tuple(log)


def _unasked(rows: Sequence[Application], known: Known, since: date) -> int:
    """How many applications lack an interview's day and are too old to be asked for it."""
    return sum(
        _lacks_a_day(name, each, known) and not _is_alive(each, since)
        for name, each in group(rows).items()
    )


def group(rows: Sequence[Application]) -> dict[Name, list[Application]]:
    """The rows of each application, in their order."""
    groups: dict[Name, list[Application]] = {}
    for each in rows:
        groups.setdefault(name_of(each.company, each.job_title), []).append(each)
    return groups


def current(rows: Sequence[Application]) -> Application:
    """The row that tells how an application stands: the latest applied, of like ones one that says
    something, then the first."""
    last = _latest(rows)
    finals = [each for each in last if each.state in FINAL]
    if not finals:
        return next((each for each in last if each.state or each.against), last[0])
    other = next((each for each in finals if each.state is not finals[0].state), None)
    if other is None:
        return finals[0]
    against = f"{finals[0].state_place} and {other.state_place}"
    return replace(
        finals[0],
        state=None,
        against=against,
    )


def _latest(rows: Sequence[Application]) -> list[Application]:
    latest = max(map(_applied, rows))
    return [each for each in rows if _applied(each) == latest]


def _applied(row: Application) -> date:
    return row.applied or date.min


_Line = tuple[InterviewLine, Talk | None]


def _lines(name: Name, rows: Sequence[Application], known: Known, since: date) -> list[_Line]:
    """The lines of one application, each with the interview that it comes from, None for one that
    only a word speaks of."""
    ours = list(known.days.get(name, ()))
    found: list[_Line] = []
    for row, talk, key in _talks(name, rows):
        there = talk.day in ours
        if there:
            ours.remove(talk.day)
        elif key not in known.taken and talk.day >= since:
            found.append((_line(row, talk, key), talk))
    return [*found, *_asked(name, rows, known, since)]


def _talks(name: Name, rows: Sequence[Application]) -> Iterator[tuple[Application, Talk, str]]:
    """The interviews of an application with their keys: each day once for each interviewer."""
    seen: dict[date, list[str]] = {}
    for row in rows:
        for talk in row.talks:
            people = seen.setdefault(talk.day, [])
            person = fold(talk.interviewer)
            if person in people or (people and not person):
                continue
            people.append(person)
            yield row, talk, _day_key(name, talk.day, len(people))


def _asked(name: Name, rows: Sequence[Application], known: Known, since: date) -> Iterator[_Line]:
    """A line that asks when and with whom, where words speak of more interviews than are known."""
    row = current(rows)
    said = max(each.rounds_said for each in rows)
    key = _key(name, f"round {said}")
    if (
        key not in known.taken
        and _is_alive(rows, since)
        and _lacks_a_day(
            name,
            rows,
            known,
        )
    ):
        person = row.people.get(said) or row.people.get(0, "")
        yield replace(_line(row, None, key), interviewer=person), None


def _lacks_a_day(name: Name, rows: Sequence[Application], known: Known) -> bool:
    """Whether an application that goes on speaks of more interviews than have a day."""
    row = current(rows)
    ended = row.state in FINAL or row.state is State.NOT_YET or bool(row.against)
    said = max(each.rounds_said for each in rows)
    return not ended and said > _rounds_known(rows, known.days.get(name, ()))


def _rounds_known(rows: Sequence[Application], ours: Sequence[date | None]) -> int:
    """The interviews that have a day in theirs or in ours, and our lines that ask for one."""
    days = {talk.day for each in rows for talk in each.talks}
    days |= {day for day in ours if day}
    return len(days) + ours.count(None)


def _is_alive(rows: Sequence[Application], since: date) -> bool:
    """Whether the application was made, or anything heard of it, since that day."""
    days = [day for each in rows for day in (each.applied, each.heard)]
    return any(day is not None and day >= since for day in days)


def _day_key(name: Name, day: date, person: int) -> str:
    """The key of an interview with the first, second ... person of that day."""
    return _key(name, f"{day.isoformat()} {person}")


def _key(name: Name, which: str) -> str:
    """Eight letters and digits that name an interview for good, wherever its row moves."""
    return hashlib.sha256("\n".join((*name, which)).encode()).hexdigest()[:8]


def _line(row: Application, talk: Talk | None, key: str) -> InterviewLine:
    """The line of an interview, or of one that only a word speaks of."""
    contact = row.contact
    line = InterviewLine(
        key=key,
        row=row.place,
        place=row.place,
        company=row.company,
        job_title=row.job_title,
        email=contact.email,
        phone=contact.phone,
        linkedin=contact.linkedin,
        notes=row.notes,
    )
    if talk is None:
        return line
    line = replace(
        line,
        place=talk.place,
        day=talk.day,
        time=talk.time,
        email=talk.email,
    )
    line = replace(line, interviewer=talk.interviewer)
    if _is_somebody_else(talk.interviewer, contact):
        return replace(line, phone="", linkedin="")
    return line


def _is_somebody_else(interviewer: str, contact: Contact) -> bool:
    return bool(interviewer and contact.name) and fold(interviewer) != fold(contact.name)


def _with_outcome(
    lines: Sequence[_Line], row: Application, today: date, adopting: bool
) -> list[_Line]:
    """The outcome of an application goes on its first line."""
    if not lines or row.state not in OUTCOMES:
        return list(lines)
    outcome, day = outcome_of(row, today, adopting=adopting)
    first, talk = lines[0]
    return [
        (
            replace(
                first,
                outcome=outcome,
                outcome_date=day,
            ),
            talk,
        ),
        *lines[1:],
    ]


def outcome_of(row: Application, today: date, *, adopting: bool) -> tuple[str, date | None]:
    """What to write for a final word, and its day: news and open offers as
    themselves; history, at adopt, as Closed."""
    state = row.state or State.CLOSED
    day = row.outcome_date
    if not adopting:
        return state.value, day or today
    if state is State.OFFER and (day is None or today - _OPEN <= day <= today):
        return state.value, day
    if day and today - _NEWS <= day <= today:
        return state.value, day
    return State.CLOSED.value, day


def _log(line: InterviewLine, talk: Talk, today: date) -> Iterator[LogLine]:
    """The follow-ups that theirs shows as sent after the interview: the first was the thank-you."""
    days = [day for day in talk.sent if talk.day <= day <= today]
    if not days and talk.ticked and talk.day <= today:
        assumed = min(talk.day + timedelta(days=1), today)
        yield _entry(line, assumed, Message.THANK_YOU.value, _ASSUMED)
    for number, day in enumerate(days):
        yield _entry(line, day, "" if number else Message.THANK_YOU.value, _TOLD)


def _entry(line: InterviewLine, day: date, message: str, notes: str) -> LogLine:
    return LogLine(
        day,
        line.company,
        line.job_title,
        line.interviewer,
        message,
        notes,
    )
