"""What an application's outcome makes of its plan (spec 5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from sheetfollow.intake.dates import say_all
from sheetfollow.intake.settings import Settings
from sheetfollow.intake.workbook import Grid
from sheetfollow.model import Problem
from sheetfollow.plan.columns import (
    NO_DAY,
    Array,
    Columns,
    count,
    day_count,
    day_of,
    days,
    first_line,
    latest,
    pick,
    texts,
)
from sheetfollow.plan.log import Journal
from sheetfollow.schema import TRAITS, Outcome, Status

STRENGTH = {outcome.value: rank for rank, outcome in enumerate(Outcome)}
CLOSING = (Outcome.ACCEPTED, Outcome.DECLINED, Outcome.CLOSED, Outcome.REJECTED, Outcome.WITHDRAWN)
ANSWERS = {traits.answers: message for message, traits in TRAITS.items() if traits.answers}
_EXPIRES = 7
_EPOCH = np.datetime64(0, "s")


def with_outcome(apps: Columns, rows: Columns, journal: Journal, *, today: date) -> Columns:
    """Adds `outcome` (the application's: the latest by Outcome date, then the strongest; "" for
    none), `told_on` (the first Outcome date in that order, else the last inbound, else the Due from
    that the sheet already shows for its answer, else today), `told` (that day in words, "" where it
    is only inferred), `shown_by` (the Due by shown along with such a Due from) and
    `answered_outcome` (the answer is logged, or the sheet already shows an undated one as
    closed)."""
    size, ranked = len(apps["day"]), _ranked(rows)
    dated = ranked[~np.isnat(rows["outcome_date"][ranked])]
    outcome, outcome_date = (
        _first(rows, "outcome", ranked, size, ""),
        _first(rows, "outcome_date", dated, size, NO_DAY),
    )
    answer = np.array([ANSWERS.get(each, "") for each in outcome], dtype=object)
    known: Array = np.where(np.isnat(outcome_date), apps["heard_on"], outcome_date)
    unknown, shown = np.isnat(known), _shown(rows, answer)
    shown_on, shown_by = pick(rows["due_from"], shown, NO_DAY), pick(rows["due_by"], shown, NO_DAY)
    first_seen = np.where(np.isnat(shown_on), day_of(today), shown_on)
    sent = journal.sent["app"][journal.sent["message"] == answer[journal.sent["app"]]]
    closed = pick(rows["status"], apps["contact"], "") == Status.CLOSED
    return apps | {
        "outcome": outcome,
        "told_on": np.where(unknown, first_seen, known),
        "told": say_all(known, today=today),
        "shown_by": np.where(unknown, shown_by, NO_DAY),
        "answered_outcome": (count(sent, size) > 0) | (closed & unknown),
    }


def _first(rows: Columns, key: str, ranked: Array, size: int, missing: Any) -> Array:
    """What the first of these rows of each application says."""
    return pick(rows[key], pick(ranked, first_line(rows["app"][ranked], size), -1), missing)


def _shown(rows: Columns, answer: Array) -> Array:
    """The first row of each application that the sheet shows with its answer, -1 for none: an
    outcome without a date counts from when it was first seen, and those days do not move."""
    shown = (
        (rows["next_action"] != "")
        & (rows["next_action"] == answer[rows["app"]])
        & ~np.isnat(rows["due_from"])
    )
    places = np.flatnonzero(shown)
    return pick(places, first_line(rows["app"][places], len(answer)), -1)


def _ranked(rows: Columns) -> Array:
    """The rows with an outcome, the one that counts first. An undated one counts from its
    interview, so that a later round's outcome follows an earlier one's. `Next round` is past once a
    later round stands in the workbook."""
    app, outcome, held = rows["app"], rows["outcome"], rows["interview_date"]
    last = latest(held[rows["ok"]], app[rows["ok"]], int(app.max(initial=-1)) + 1)
    past = (outcome == Outcome.NEXT_ROUND) & (held < last[app])
    typed = np.flatnonzero((outcome != "") & (outcome != Outcome.WAITING) & ~past)
    strength = [STRENGTH[each] for each in outcome[typed]]
    return typed[np.lexsort((strength, _EPOCH - _counts_on(rows, typed)))]


def _counts_on(rows: Columns, places: Array) -> Array:
    dated, held = rows["outcome_date"][places], rows["interview_date"][places]
    return np.where(np.isnat(dated), held, dated)


def conflicts(rows: Columns, grid: Grid) -> tuple[dict[int, str], list[Problem]]:
    """Two different outcomes of one application that no date sets apart: a problem that names both
    cells. Returns {position in rows: the fault in words} and the problems."""
    told: dict[int, str] = {}
    problems = []
    for group in _tied(rows):
        outcomes = rows["outcome"][group]
        pair = group[0], group[outcomes != outcomes[0]][0]
        places = [grid.place("outcome", int(rows["sheet_row"][each])) for each in pair]
        expected = (
            f"but {places[1]} says {rows['outcome'][pair[1]]!r}; keep one of them, or date both in"
            " Outcome date"
        )
        problem = Problem(places[0], rows["outcome"][pair[0]], expected)
        problems.append(problem)
        told.update(dict.fromkeys(group.tolist(), str(problem)))
    return told, problems


def _tied(rows: Columns) -> Iterator[Array]:
    """The rows of each application whose outcomes count from its latest such day and differ, in
    sheet order."""
    ranked, size = np.sort(_ranked(rows)), int(rows["app"].max(initial=-1)) + 1
    counts_on = _counts_on(rows, ranked)
    counts_on = np.where(np.isnat(counts_on), _EPOCH, counts_on)
    ranked = ranked[counts_on == latest(counts_on, rows["app"][ranked], size)[rows["app"][ranked]]]
    app, outcome = rows["app"][ranked], rows["outcome"][ranked]
    differs = outcome != outcome[first_line(app, size)[app]]
    for each in np.unique(app[differs]):
        yield ranked[app == each]


def settle(apps: Columns, settings: Settings, *, today: date) -> Columns:
    """Overrules the ladder where there is an outcome. Adds `closed` (why, "" while open)."""
    apps = apps | {"closed": texts(len(apps["day"]))}
    _answer(apps, settings, Outcome.REJECTED, "Rejected")
    _answer(apps, settings, Outcome.OFFER, "They made an offer")
    _answer(apps, settings, Outcome.WITHDRAWN, "You withdrew")
    over = apps["answered_outcome"] | (day_of(today) >= apps["told_on"] + days(_EXPIRES))
    for outcome in CLOSING:
        ends = over if outcome in ANSWERS else True
        apps["closed"][(apps["outcome"] == outcome) & ends] = (
            f"The application is closed ({outcome.lower()})"
        )
    offered = (apps["outcome"] == Outcome.OFFER) & apps["answered_outcome"]
    apps["rest"][offered] = "Offer answered; nothing more to send until you decide"
    waits = apps["outcome"] == Outcome.NEXT_ROUND
    apps["rest"][waits] = "They invited you to a next round; add its row when the date is known"
    _say_reopened(apps, today=today)
    return apps


def _answer(apps: Columns, settings: Settings, outcome: Outcome, said: str) -> None:
    """The contact answers the outcome from the day it was told."""
    here = apps["outcome"] == outcome
    told_on, told, shown_by = (apps[key][here] for key in ("told_on", "told", "shown_by"))
    length = TRAITS[ANSWERS[outcome]].days
    next_day = settings.working_days.add(told_on, 1)
    due = told_on + days(length) if isinstance(length, int) else next_day
    apps["message"][here], apps["rest"][here] = ANSWERS[outcome].value, ""
    apps["due_from"][here], apps["due_by"][here] = (
        told_on,
        np.where(np.isnat(shown_by), due, shown_by),
    )
    apps["length"][here] = day_count(due - told_on)
    apps["because"][here] = np.where(told != "", said + " on " + told, said)
    apps["target"][here] = apps["contact"][here]


def _say_reopened(apps: Columns, *, today: date) -> None:
    """A later inbound or round on a closed application reopens nothing by itself: Why says so."""
    newer = np.fmax.reduce([apps[key] for key in ("heard_on", "booked", "day")])
    here = (apps["closed"] != "") & (newer > apps["told_on"])
    newest = say_all(newer[here], today=today)
    hint = ", though there is something newer, on " + newest + "; clear the Outcome to reopen it"
    apps["closed"][here] = apps["closed"][here] + hint
