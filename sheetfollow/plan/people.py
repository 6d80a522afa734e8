"""Who is who: ids, applications, rounds and the contact that carries an application's follow-ups
(spec 2, 5.2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from datetime import date, datetime

import numpy as np
import pandas as pd

from sheetfollow.intake.names import fold
from sheetfollow.intake.settings import Settings
from sheetfollow.plan.columns import (
    NO_DAY,
    Array,
    Columns,
    count,
    day_of,
    each_once,
    earliest,
    first_line,
    latest,
    pick,
    said,
)

_LETTERS = "bcdfghjkmnpqrstvwxz"
_DIGITS = "23456789"
_HIRING = re.compile(r"\bhiring[\s-]*manager", re.I)
_RECRUITING = re.compile(r"\b(?:recruit\w*|talent|people|hr|human resources)\b", re.I)


def with_ids(rows: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    """Each row with an ID of its own: one without gets one, and so does a copy of a row above it
    (spec 3)."""
    lacking = (rows["id"] == "") | rows["id"].duplicated()
    if not lacking.any():
        return rows
    taken = {*rows["id"][~lacking], *log["id"]}
    words = rows["company"] + "\n" + rows["job_title"] + "\n" + rows["interviewer"]
    new = []
    for text in words[lacking]:
        new.append(_new_id(fold(text), taken))
        taken.add(new[-1])
    ids = rows["id"].copy()
    ids[lacking] = new
    return rows.assign(id=ids)


def _new_id(text: str, taken: Collection[str]) -> str:
    """Six letters and digits made from the row's own words, so that the same row gets the same ID
    again."""
    for attempt in range(10_000):
        number = int.from_bytes(hashlib.sha256(f"{text}\n{attempt}".encode()).digest()[:8])
        signs = []
        for alphabet in (_LETTERS, _DIGITS, _LETTERS, _DIGITS, _LETTERS, _DIGITS):
            number, rest = divmod(number, len(alphabet))
            signs.append(alphabet[rest])
        if (found := "".join(signs)) not in taken:
            return found
    raise RuntimeError("no free ID")  # ten thousand rows of the same person at the same job


def with_names(rows: Columns) -> Columns:
    """Adds `company_name`, `title_name` and `person_name` as names are compared, `app`, the
    application's number, and `person`, the number of the interviewer in it (spec 2)."""
    company, title, person = (
        each_once(rows[key], fold) for key in ("company", "job_title", "interviewer")
    )
    nameless = (company == "") | (title == "")
    apps = _pairs(_numbers(company), _numbers(title))
    apps = _numbers(np.where(nameless, -1 - np.arange(len(apps)), apps))
    return rows | {
        "company_name": company,
        "title_name": title,
        "person_name": person,
        "nameless": nameless,
        "app": apps,
        "person": _numbers(_pairs(apps, _numbers(person))),
    }


def _numbers(column: Array) -> Array:
    """Equal values by one number, counted in the order in which they come."""
    return pd.factorize(column)[0]


def _pairs(first: Array, second: Array) -> Array:
    return first * (second.max(initial=0) + 1) + second


def with_rounds(rows: Columns, settings: Settings, *, today: date, now: datetime | None) -> Columns:
    """Adds `past` (the talk is over), `ahead` (it is not yet), and `deadline`, the local moment
    when a talk with a time is `Thank-you within hours` ago, in real hours (spec 2, 5.1)."""
    ok, held, day = _readable(rows), rows["interview_date"], day_of(today)
    end = held + rows["interview_time"]
    ahead = ok & (held > day)
    if now:
        ahead |= ok & (held == day) & (end > np.datetime64(now.replace(tzinfo=None)))
    return rows | {
        "ok": ok,
        "past": ok & ~ahead,
        "ahead": ahead,
        "deadline": _deadline(end, settings),
    }


def _readable(rows: Columns) -> Array:
    """Whether a row has no fault and all that a plan needs."""
    return (rows["problem"] == "") & ~rows["nameless"] & ~np.isnat(rows["interview_date"])


def _deadline(end: Array, settings: Settings) -> Array:
    """Hours that really pass: over a change of the clock, 24 of them end an hour earlier or later
    by the clock."""
    within = np.timedelta64(settings.thank_you_hours, "h")
    known = ~np.isnat(end)
    if not settings.zone or not known.any():
        return end + within
    first = np.ones(len(end), dtype=bool)
    aware = pd.DatetimeIndex(end).tz_localize(
        settings.zone, ambiguous=first, nonexistent="shift_forward"
    )
    return (aware + within).tz_localize(None).to_numpy().astype(end.dtype)


def applications(rows: Columns) -> Columns:
    """One line for each application, by its number: `day` (D, the latest past round), `booked` (the
    next round ahead), `contact` (a position in rows, -1 for none), `no_calls`, `decision_by`, and
    of the contact `cool` (the talk was not warm) and `snoozed`."""
    app, held = rows["app"], rows["interview_date"]
    size = int(app.max(initial=-1)) + 1
    day = latest(held[rows["past"]], app[rows["past"]], size)
    contact = _contacts(rows, size)
    named = np.where(rows["decision_by"] >= day[app], rows["decision_by"], NO_DAY)
    return {
        "day": day,
        "booked": earliest(held[rows["ahead"]], app[rows["ahead"]], size),
        "contact": contact,
        "no_calls": count(app[said(rows["no_phone_calls"], unless_said=False)], size) > 0,
        "cool": ~pick(said(rows["warm"], unless_said=True), contact, True),
        "snoozed": pick(rows["snooze_until"], contact, NO_DAY),
        "decision_by": latest(named, app, size),
    }


def _contacts(rows: Columns, size: int) -> Array:
    """The contact of each application among its past rows; where none is past, among the rows
    ahead."""
    app, past = rows["app"], rows["past"]
    some_past = count(app[past], size) > 0
    people = np.flatnonzero(rows["ok"] & (past | ~some_past[app]))
    return choose_contacts(rows, people, app[people], size)


def choose_contacts(rows: Columns, people: Array, groups: Array, size: int) -> Array:
    """Of each group of people (positions in rows) the one that carries the follow-ups: the one
    marked Main contact, of the latest round if several; else of the latest round the first whose
    role says hiring manager, else recruiter, talent, people or HR; else its first row, one marked
    No last of all (spec 5.2)."""
    held, mark = rows["interview_date"][people], rows["main_contact"]
    rank = each_once(rows["role"][people], _rank).astype("int64")
    rank[~said(mark, unless_said=True)[people]] = 4
    rank[said(mark, unless_said=False)[people]] = 0
    wanted = (rank == 0) | (held == latest(held, groups, size)[groups])
    order = np.lexsort((people, -held.view("int64"), rank))
    order = order[wanted[order]]
    return pick(people[order], first_line(groups[order], size), -1)


def _rank(role: str) -> int:
    return 1 if _HIRING.search(role) else 2 if _RECRUITING.search(role) else 3
