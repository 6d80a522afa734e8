"""Who is who: applications, rounds and the contact that carries an application's follow-ups
(spec 2, 5.2)."""

from __future__ import annotations

import re
from datetime import datetime

import numpy as np
import pandas as pd

from sheetfollow.intake.names import fold
from sheetfollow.intake.settings import Settings
from sheetfollow.plan.columns import (
    NO_DAY,
    Array,
    any_of,
    columns_of,
    each_once,
    earliest,
    filled,
    first_line,
    latest,
    pick,
    said,
)
from sheetfollow.plan.tables import Applications, Rows, Talks
from sheetfollow.words.titles import is_hr

_HIRING = re.compile(r"\bhiring[\s-]*manager", re.I)
_TYPED = (
    *("sheet_row", "id", "company", "job_title", "interviewer", "role"),
    *("interview_date", "interview_time", "email", "linkedin", "phone", "hr_email"),
    *("main_contact", "no_phone_calls", "warm", "decision_by", "snooze_until"),
    *("outcome", "outcome_date", "sent_on", "problem", "asks", "unread"),
)
_SHOWN = ("status", "next_action", "channel", "due_from", "due_by")
_FAR = np.iinfo("int64").max


def rows_of(table: pd.DataFrame) -> Rows:
    """The rows as read, numbered by application and interviewer; names are compared folded."""
    columns = columns_of(table)
    company = each_once(columns["company"], fold)
    title = each_once(columns["job_title"], fold)
    person = each_once(columns["interviewer"], fold)
    alone = -1 - np.arange(len(table))
    unnamed = (company == "") | (title == "")
    pairs = _pairs(_numbers(company), _numbers(title))
    app = _numbers(np.where(unnamed, alone, pairs))
    people = _pairs(app, _numbers(person))
    return Rows(
        **{key: columns[key] for key in _TYPED},
        **{f"shown_{key}": columns[key] for key in _SHOWN},
        company_name=company,
        title_name=title,
        person_name=person,
        unnamed=unnamed,
        app=app,
        person=_numbers(np.where(person == "", alone, people)),
        repeats=np.full(len(table), -1),
    )


def _numbers(column: Array) -> Array:
    """Equal values by one number, counted in the order in which they come."""
    return pd.factorize(column)[0]


def _pairs(first: Array, second: Array) -> Array:
    return first * (second.max(initial=0) + 1) + second


def talks_on(rows: Rows, settings: Settings, today: Array, now: datetime | None) -> Talks:
    """Whose talk is over by then: on the local days `today`, one for each row; with `now` the talks
    of that day by their end (spec 5.1)."""
    end = rows.interview_date + rows.interview_time
    ahead = rows.placed & (rows.interview_date > today)
    if now:
        later = end > np.datetime64(now.replace(tzinfo=None))
        ahead |= rows.placed & (rows.interview_date == today) & later
    return Talks(
        rows.placed & ~ahead,
        ahead,
        _deadline(end, settings),
    )


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


def applications(rows: Rows, talks: Talks, chased_on: Array, today: Array) -> Applications:
    """The applications by their number, on these days, one for each; `chased_on` is the day of each
    row's first follow-up, NaT for none."""
    app, held, size = rows.app, rows.interview_date, rows.apps
    day = latest(
        held[talks.past],
        app[talks.past],
        size,
    )
    contact = _contacts(
        rows,
        talks,
        ~np.isnat(chased_on),
    )
    named = np.where(
        rows.decision_by >= day[app],
        rows.decision_by,
        NO_DAY,
    )
    no_calls = said(rows.no_phone_calls, unless_said=False) | is_unread(
        rows.unread, "no_phone_calls"
    )
    return Applications(
        today=today,
        day=day,
        booked=earliest(held[talks.ahead], app[talks.ahead], size),
        last_round=latest(held[rows.placed], app[rows.placed], size),
        contact=contact,
        no_calls=any_of(no_calls, app, size),
        cool=~pick(said(rows.warm, unless_said=True), contact, True),
        snoozed=pick(rows.snooze_until, contact, NO_DAY),
        decision_by=latest(named, app, size),
        not_before=np.full(size, NO_DAY),
    )


def is_unread(unread: Array, key: str) -> Array:
    """Where a column of the keys that cannot be read has that one."""
    here = np.zeros(len(unread), dtype=bool)
    for place in filled(unread):
        here[place] = key in unread[place]
    return here


def _contacts(rows: Rows, talks: Talks, chased: Array) -> Array:
    """The contact of each application among its past rows, those with a problem included; where
    none is past, among all. Who is marked counts, whatever the day."""
    some_past = any_of(talks.past, rows.app, rows.apps)[rows.app]
    marked = said(rows.main_contact, unless_said=False) & np.isnat(rows.interview_date)
    fits = talks.past | (rows.placed & ~some_past) | (marked & ~rows.unnamed & (rows.repeats < 0))
    people = np.flatnonzero(fits)
    return choose_contacts(
        rows,
        people,
        rows.app[people],
        rows.apps,
        chased[people],
    )


def choose_contacts(rows: Rows, people: Array, groups: Array, size: int, chased: Array) -> Array:
    """Of each group of people (places in rows) the one that carries the follow-ups: the one marked
    Main contact, of the latest round if several; else of the latest round one whose role says
    hiring manager, else recruiter, talent, people or HR; else any, one marked No last of all. Of
    several, who was `chased` already, then the smallest ID (spec 5.2)."""
    held, mark = rows.interview_date[people], rows.main_contact
    rank = each_once(rows.role[people], _rank).astype("int64")
    rank[~said(mark, unless_said=True)[people]] = 4
    rank[said(mark, unless_said=False)[people]] = 0
    wanted = (rank == 0) | (
        held
        == latest(
            held,
            groups,
            size,
        )[groups]
    )
    recent = np.where(
        np.isnat(held),
        _FAR,
        -held.view("int64"),
    )
    order = np.lexsort((rows.id_order[people], ~chased, recent, rank))
    order = order[wanted[order]]
    return pick(
        people[order],
        first_line(groups[order], size),
        -1,
    )


def _rank(role: str) -> int:
    return 1 if _HIRING.search(role) else 2 if is_hr(role) else 3
