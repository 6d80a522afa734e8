"""What an application's outcome makes of its plan (spec 5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
    any_of,
    days,
    first_line,
    is_one_of,
    latest,
    pick,
)
from sheetfollow.plan.history import History
from sheetfollow.plan.steps import Rest, Step, Words, window
from sheetfollow.plan.tables import Applications, Lines, Rows
from sheetfollow.schema import TRAITS, Outcome, Status

STRENGTH = {outcome.value: rank for rank, outcome in enumerate(Outcome)}
CLOSING = frozenset(
    (Outcome.ACCEPTED, Outcome.DECLINED, Outcome.CLOSED, Outcome.REJECTED, Outcome.WITHDRAWN)
)
ANSWERS = {traits.answers: message for message, traits in TRAITS.items() if traits.answers}
_SAID = {
    Outcome.REJECTED: "Rejected",
    Outcome.OFFER: "They made an offer",
    Outcome.WITHDRAWN: "You withdrew",
}
_CLOSED = "The application is closed"
_CLOSED_AS = {Outcome.CLOSED: _CLOSED}
EXPIRES = 7
"""The days after which the answer to a closing outcome is too late."""
_EPOCH = np.datetime64(0, "s")


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Each application's outcome: the latest by Outcome date, then the strongest; "" for none.

    `told_on` is the first Outcome date in that order, else the last inbound, else the Due from that
    the sheet shows for its answer, else the day of the plan; `dated_on` is that day where it is an
    Outcome date, `heard_on` where it is the last inbound, and `shown_by` the Due by shown along
    with such a Due from. `answered` says that the answer is logged, or that the sheet shows an
    undated one as closed; `closed` that nothing is left to do.
    """

    outcome: Array
    told_on: Array
    dated_on: Array
    heard_on: Array
    shown_by: Array
    answered: Array
    closed: Array

    @property
    def undated(self) -> Array:
        """Where it counts from the day it was seen."""
        undated: Array = np.isnat(self.dated_on) & np.isnat(self.heard_on)
        return undated


def outcomes(rows: Rows, apps: Applications, past: History, told: Lines) -> Outcomes:
    """The outcome of each application on the day of its plan."""
    size, ranked = rows.apps, _ranked(rows)
    dated = ranked[~np.isnat(rows.outcome_date[ranked])]
    outcome = _first(rows.outcome, rows, ranked, "")
    outcome_date = _first(rows.outcome_date, rows, dated, NO_DAY)
    answer = np.array([ANSWERS.get(each, "") for each in outcome], dtype=object)
    heard_on = np.where(
        np.isnat(outcome_date),
        past.heard_on,
        NO_DAY,
    )
    known = np.fmax(outcome_date, heard_on)
    unknown, shown = np.isnat(known), _shown(rows, answer)
    shown_on = pick(rows.shown_due_from, shown, NO_DAY)
    shown_by = pick(rows.shown_due_by, shown, NO_DAY)
    first_seen = np.where(
        np.isnat(shown_on),
        apps.today,
        shown_on,
    )
    told_on = np.where(unknown, first_seen, known)
    logged = any_of(
        told.message == answer[told.app],
        told.app,
        size,
    )
    shown_closed = pick(rows.shown_status, apps.contact, "") == Status.CLOSED
    answered = logged | (shown_closed & unknown)
    over = answered | (apps.today >= told_on + days(EXPIRES)) | (answer == "")
    return Outcomes(
        outcome=outcome,
        told_on=told_on,
        dated_on=outcome_date,
        heard_on=heard_on,
        shown_by=np.where(unknown, shown_by, NO_DAY),
        answered=answered,
        closed=is_one_of(outcome, CLOSING) & over,
    )


def _first(column: Array, rows: Rows, ranked: Array, missing: Any) -> Array:
    """What the first of these rows of each application says."""
    return pick(
        column,
        pick(
            ranked,
            first_line(rows.app[ranked], rows.apps),
            -1,
        ),
        missing,
    )


def _shown(rows: Rows, answer: Array) -> Array:
    """The first row of each application that the sheet shows with its answer, -1 for none: an
    outcome without a date counts from when it was first seen, and those days do not move."""
    asked = (rows.shown_next_action != "") & ~np.isnat(rows.shown_due_from)
    places = np.flatnonzero(asked & (rows.shown_next_action == answer[rows.app]))
    return pick(
        places,
        first_line(rows.app[places], len(answer)),
        -1,
    )


def _ranked(rows: Rows) -> Array:
    """The rows with an outcome, the one that counts first. An undated one counts from its
    interview, so that a later round's outcome follows an earlier one's. `Next round` is past once a
    later round stands in the workbook."""
    placed, held = rows.placed, rows.interview_date
    last = latest(
        held[placed],
        rows.app[placed],
        rows.apps,
    )
    past = (rows.outcome == Outcome.NEXT_ROUND) & (held < last[rows.app])
    typed = np.flatnonzero((rows.outcome != "") & (rows.outcome != Outcome.WAITING) & ~past)
    strength = [STRENGTH[each] for each in rows.outcome[typed]]
    return typed[np.lexsort((strength, _EPOCH - _counts_on(rows, typed)))]


def _counts_on(rows: Rows, places: Array) -> Array:
    dated, held = rows.outcome_date[places], rows.interview_date[places]
    return np.where(
        np.isnat(dated),
        held,
        dated,
    )


def conflicts(rows: Rows, grid: Grid) -> tuple[dict[int, str], list[Problem]]:
    """Two different outcomes of one application that no date sets apart: a problem that names both
    cells. Returns {place in rows: the fault in words} and the problems."""
    told: dict[int, str] = {}
    problems = []
    for group in _tied(rows):
        outcomes_ = rows.outcome[group]
        pair = group[0], group[outcomes_ != outcomes_[0]][0]
        places = [grid.place("outcome", int(rows.sheet_row[each])) for each in pair]
        expected = (
            f"but {places[1]} says {rows.outcome[pair[1]]!r}; keep one of them, or date both in"
            " Outcome date"
        )
        problem = Problem(
            places[0],
            rows.outcome[pair[0]],
            expected,
        )
        problems.append(problem)
        told.update(dict.fromkeys(group.tolist(), str(problem)))
    return told, problems


def _tied(rows: Rows) -> Iterator[Array]:
    """The rows of each application whose outcomes count from its latest such day and differ, in
    sheet order."""
    ranked = np.sort(_ranked(rows))
    counts_on = _counts_on(rows, ranked)
    counts_on = np.where(
        np.isnat(counts_on),
        _EPOCH,
        counts_on,
    )
    last = latest(
        counts_on,
        rows.app[ranked],
        rows.apps,
    )
    ranked = ranked[counts_on == last[rows.app[ranked]]]
    app, outcome = rows.app[ranked], rows.outcome[ranked]
    differs = outcome != outcome[first_line(app, rows.apps)[app]]
    for each in np.unique(app[differs]):
        yield ranked[app == each]


def answers(apps: Applications, ends: Outcomes, settings: Settings) -> list[Step]:
    """The contact answers an outcome from the day it was told: the lines of 5.4."""
    steps = []
    for outcome, message in ANSWERS.items():
        due, length = window(ends.told_on, message, settings)
        due = np.where(
            np.isnat(ends.shown_by),
            due,
            ends.shown_by,
        )
        here = (ends.outcome == outcome) & ~ends.answered & ~ends.closed
        said = _told(ends, _SAID[outcome])
        steps.append(
            Step(
                message,
                here,
                ends.told_on,
                due,
                length,
                said,
                apps.contact,
            )
        )
    return steps


def _told(ends: Outcomes, said: str) -> Words:
    def told(here: Array, today: date) -> Array:
        dated, heard = ends.dated_on[here], ends.heard_on[here]
        undated = np.where(
            np.isnat(heard),
            said,
            said + ", counted from their last word on " + say_all(heard, today=today),
        )
        return np.where(
            np.isnat(dated),
            undated,
            said + " on " + say_all(dated, today=today),
        )

    return told


def settled(ends: Outcomes) -> list[Rest]:
    """Why an open application with an outcome has nothing more to send."""
    offered = (ends.outcome == Outcome.OFFER) & ends.answered
    waits = ends.outcome == Outcome.NEXT_ROUND
    return [
        Rest(offered, _plain("Offer answered; nothing more to send until you decide")),
        Rest(waits, _plain("They invited you to a next round; add its row when the date is known")),
    ]


def _plain(text: str) -> Words:
    return lambda here, today: np.full(len(here), text, dtype=object)  # noqa: ARG005


def why_closed(apps: Applications, past: History, ends: Outcomes) -> Words:
    """That an application is closed. A later inbound or round reopens nothing by itself, which is
    said too."""
    newer = np.fmax.reduce([past.heard_on, apps.booked, apps.day])

    def closed(here: Array, today: date) -> Array:
        said = [_CLOSED_AS.get(each, f"{_CLOSED} ({each.lower()})") for each in ends.outcome[here]]
        hint = ", though there is something newer, on "
        newest = hint + say_all(newer[here], today=today) + "; clear the Outcome to reopen it"
        late = newer[here] > ends.told_on[here]
        return np.array(said, dtype=object) + np.where(
            late,
            newest,
            "",
        )

    return closed
