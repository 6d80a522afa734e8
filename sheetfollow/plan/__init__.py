"""Rows + log + settings + today -> the plan: which message is due, to whom, by which channel and
when, and why.

Pure: the same inputs give the same plan, and nothing here reads a clock (spec 5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from sheetfollow.intake import Intake
from sheetfollow.intake.settings import Settings
from sheetfollow.intake.workbook import Book
from sheetfollow.model import Problem
from sheetfollow.plan import marks
from sheetfollow.plan.blanks import name_blanks
from sheetfollow.plan.channels import Channels, channels, ways_to
from sheetfollow.plan.columns import NO_DAY, Array, any_of, day_of, pick
from sheetfollow.plan.decide import Decision, decide
from sheetfollow.plan.explain import Outputs, explain
from sheetfollow.plan.holds import holds
from sheetfollow.plan.identity import with_ids, without_repeats
from sheetfollow.plan.ladder import next_step
from sheetfollow.plan.log import Journal, match
from sheetfollow.plan.outcomes import conflicts
from sheetfollow.plan.people import rows_of
from sheetfollow.plan.scene import Scene, scene_on
from sheetfollow.plan.spacing import make_room
from sheetfollow.plan.tables import Next, Rows


@dataclass(frozen=True)
class Plan:
    """The plan of one workbook on one day.

    `rows` holds, for each interview row, its inputs and the outputs of spec 3 under their keys
    (dates as datetime64[s], NaT for blank), with `next_action` "" where nothing is to be sent.
    `log` is the log with the rows that marks added at its end (`sheet_row` 0); `lines` is the log
    as matched: the interview `row` and the `app` of each line (-1 for none), whether it was `sent`,
    its `date`, `method`, and by now its `message` and `id`, and its output column `check`; the two
    are for good where `sure` and `message_sure` say so.
    `problems` are the faults found while planning, `marked` the positions of the rows whose mark
    was taken.
    """

    rows: pd.DataFrame
    log: pd.DataFrame
    lines: pd.DataFrame
    problems: tuple[Problem, ...]
    marked: tuple[int, ...]


def make_plan(
    intake: Intake, book: Book, settings: Settings, *, today: date, now: datetime | None = None
) -> Plan:
    """The plan for the local day `today`. `now` is the local moment, aware where Settings names a
    zone; without it the 24 hours of a thank-you are counted in days. `book` only names the cells in
    the problems."""
    grid = book.interviews
    typed = with_ids(intake.rows, intake.log, grid)
    rows, repeated = without_repeats(
        rows_of(typed),
        intake.rows,
        intake.log,
        grid,
    )
    tied, conflicting = conflicts(rows, grid)
    rows = _with_faults(rows, tied)
    planner = _Planner(book, settings, tied)

    def plan_on(day: date) -> tuple[Array, Array]:
        planned = planner.plan(
            rows,
            intake.log,
            today=day,
            now=None,
        )
        return planned.chosen.message, planned.channels.by

    log, marked, unclear = marks.take(
        rows,
        intake.log,
        grid,
        plan_on,
    )
    rows = _with_faults(rows, {index: str(problem) for index, problem in unclear.items()})
    planned = planner.plan(
        rows,
        log,
        today=today,
        now=now,
    )
    outputs = explain(
        planned.scene,
        planned.decision,
        planned.chosen,
        planned.channels,
        planned.journal,
        today=today,
        now=now,
    )
    problems = (*repeated, *conflicting, *unclear.values())
    return Plan(
        _table(typed, planned, outputs),
        log,
        _lines(planned),
        problems,
        marked,
    )


def _with_faults(rows: Rows, told: Mapping[int, str]) -> Rows:
    """The rows with these faults, by position, added to their own."""
    problem = rows.problem.copy()
    for index, fault in told.items():
        problem[index] = "; ".join(filter(None, (problem[index], fault)))
    return replace(rows, problem=problem)


@dataclass(frozen=True, eq=False)
class _Planned:
    """A plan in its parts, before it is put into words; `chosen` has its final days."""

    scene: Scene
    decision: Decision
    chosen: Next
    channels: Channels
    journal: Journal


@dataclass(frozen=True)
class _Planner:
    """Plans one workbook on any day; `tied` are its outcomes that contradict each other."""

    book: Book
    settings: Settings
    tied: Mapping[int, str]

    def plan(self, rows: Rows, log: pd.DataFrame, *, today: date, now: datetime | None) -> _Planned:
        journal = match(rows, log, self.book)
        journal = name_blanks(
            rows,
            journal,
            self.settings,
            today=today,
        )
        scene = scene_on(
            rows,
            journal.told,
            journal.heard,
            ways_to(rows),
            holds(rows, journal, self.tied, self.book.interviews),
            self.settings,
            today=np.full(rows.apps, day_of(today)),
            now=now,
        )
        planned = _decided(scene, journal)
        again = _as_promised(planned)
        return _decided(again, journal) if again else planned


def _decided(scene: Scene, journal: Journal) -> _Planned:
    decision = decide(scene)
    by = channels(scene.ways, decision.chosen)
    chosen = make_room(scene, decision.chosen, by.address)
    return _Planned(scene, decision, chosen, by, journal)


def _as_promised(planned: _Planned) -> Scene | None:
    """The scene in which each contact's next message waits as long as another one to its address
    makes it wait, where another step would have opened by then; None where none would."""
    scene = planned.scene
    opens = scene.at_contact(planned.chosen.due_from, NO_DAY)
    apps = replace(scene.apps, not_before=opens)
    same = next_step(apps, scene.past, scene.settings) == next_step(
        scene.apps, scene.past, scene.settings
    )
    return None if same.all() else replace(scene, apps=apps)


def _table(typed: pd.DataFrame, planned: _Planned, outputs: Outputs) -> pd.DataFrame:
    """The rows with all that the plan says of them."""
    scene, app = planned.scene, planned.scene.rows.app
    known: dict[str, Any] = {
        "app": app,
        "person": scene.rows.person,
        "ok": scene.rows.ok,
        "past": scene.rows.ok & scene.talks.past,
        "contact": scene.apps.contact[app],
        "day": scene.apps.day[app],
        "thanked": scene.past.thanked,
        "thanks_lost": planned.decision.thanks_lost,
        "second_on": scene.past.second_on[app],
        "decision_by": scene.apps.decision_by[app],
    }
    return typed.assign(**known, **vars(outputs))


def _lines(planned: _Planned) -> pd.DataFrame:
    journal, rows = planned.journal, planned.scene.rows
    lines = journal.lines
    matched = lines.row >= 0
    unsure = any_of(
        ~journal.sure & matched,
        np.maximum(lines.app, 0),
        rows.apps,
    )
    return pd.DataFrame(
        {
            "row": lines.row,
            "app": lines.app,
            "date": lines.day,
            "method": lines.method,
            "sent": journal.sent,
            "message": lines.message,
            "id": np.where(
                matched,
                rows.id[lines.row] if len(rows.id) else "",
                "",
            ),
            "check": journal.check,
            "sure": journal.sure,
            "message_sure": ~pick(unsure, lines.app, False),
        }
    )
