"""Rows + log + settings + today -> the plan: which message is due, to whom, by which channel and
when, and why.

Pure: the same inputs give the same plan, and nothing here reads a clock (spec 5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from sheetfollow.intake import Intake
from sheetfollow.intake.settings import Settings
from sheetfollow.intake.workbook import Grid
from sheetfollow.model import Problem
from sheetfollow.plan import marks
from sheetfollow.plan.channels import make_room, with_addresses, with_channel
from sheetfollow.plan.columns import Columns, columns_of
from sheetfollow.plan.ladder import climb, with_facts
from sheetfollow.plan.log import match
from sheetfollow.plan.outcomes import conflicts, settle, with_outcome
from sheetfollow.plan.people import applications, with_ids, with_names, with_rounds
from sheetfollow.plan.rows import decide, explain


@dataclass(frozen=True)
class Plan:
    """The plan of one workbook on one day.

    `rows` holds, for each interview row, its inputs and the outputs of spec 3 under their keys
    (dates as datetime64[s], NaT for blank), with `next_action` "" where nothing is to be sent.
    `log` is the log with the rows that marks added at its end (`sheet_row` 0); `lines` is the log
    as matched, with its output column `check`. `problems` are the faults found while planning,
    `marked` the positions of the rows whose mark was taken.
    """

    rows: pd.DataFrame
    log: pd.DataFrame
    lines: pd.DataFrame
    problems: tuple[Problem, ...]
    marked: tuple[int, ...]


def make_plan(
    intake: Intake, grid: Grid, settings: Settings, *, today: date, now: datetime | None = None
) -> Plan:
    """The plan for the local day `today`. `now` is the local moment, aware where Settings names a
    zone; without it the 24 hours of a thank-you are counted in days. `grid` only names the cells in
    the problems."""
    rows = with_addresses(with_names(columns_of(with_ids(intake.rows, intake.log))))
    told, conflicting = conflicts(with_rounds(rows, settings, today=today, now=now), grid)
    rows = _with_faults(rows, told)

    def plan_on(day: date) -> Columns:
        return _plan(rows, intake.log, settings, today=day, now=None)[0]

    log, marked, unclear = marks.take(rows, intake.log, grid, plan_on)
    rows = _with_faults(rows, {index: str(problem) for index, problem in unclear.items()})
    planned, lines = _plan(rows, log, settings, today=today, now=now)
    problems = (*conflicting, *unclear.values())
    return Plan(pd.DataFrame(planned), log, pd.DataFrame(lines), problems, marked)


def _with_faults(rows: Columns, told: Mapping[int, str]) -> Columns:
    """The rows with these faults, by position, added to their own."""
    problems = rows["problem"].copy()
    for index, fault in told.items():
        problems[index] = "; ".join(filter(None, (problems[index], fault)))
    return rows | {"problem": problems}


def _plan(
    rows: Columns, log: pd.DataFrame, settings: Settings, *, today: date, now: datetime | None
) -> tuple[Columns, Columns]:
    rows = with_rounds(rows, settings, today=today, now=now)
    apps = applications(rows)
    journal = match(rows, apps, log, settings)
    apps = with_facts(apps, rows, journal)
    apps = climb(apps, settings, today=today)
    apps = with_outcome(apps, rows, journal, today=today)
    apps = settle(apps, settings, today=today)
    rows = decide(rows, apps, journal, settings, today=today)
    rows = with_channel(rows)
    rows = make_room(rows, journal, settings, today=today)
    return explain(rows, journal, today=today, now=now), journal.lines
