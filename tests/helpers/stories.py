"""Stories: a workbook on a day, written as TOML, and what the plan must say of it.

    story = "One sentence of the spec"
    spec = "5.3"
    [settings]              # optional; names as in the Settings sheet
    "Send on weekends" = "Yes"
    [[rows]]                # headers as in Interviews; what is left out is blank
    Company = "Acme"        # Company, Job title and Interviewer default to Acme, Analyst, Dana Lee
    "Interview date" = 2026-11-16
    [[log]]                 # headers as in Communications; Company and Interviewer default likewise
    Date = 2026-11-16
    [[days]]
    today = 2026-11-18      # or now = 2026-11-18T15:00:00
    expect = [
      { Status = "Due", "Next action" = "Check-in", "Due from" = 2026-11-18 },
    ]

Each line of `expect` belongs to the row at its place, and only the columns it names are compared;
"" is blank. A key `Why has` or `Needs has` holds a piece of the text. `log` under a day appends log
rows from that day on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from sheetfollow.intake import take_in
from sheetfollow.intake.settings import read_settings
from sheetfollow.intake.workbook import Book, Grid
from sheetfollow.plan import Plan, make_plan
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS, Sheet

STORIES = Path(__file__).parents[1] / "scenarios"
DEFAULTS = {"Company": "Acme", "Job title": "Analyst", "Interviewer": "Dana Lee"}


def grid(sheet: Sheet, rows: Sequence[dict[str, Any]]) -> Grid:
    """The rows as a sheet whose header stands in row 1."""
    headers = {column.header: column.key for column in sheet.columns}
    unknown = {header for row in rows for header in row} - headers.keys()
    assert not unknown, f"no such column: {unknown}"
    values = {key: [row.get(header) for row in rows] for header, key in headers.items()}
    return Grid(sheet.name, 1, {key: number for number, key in enumerate(values, start=1)}, values)


def book(
    rows: Sequence[dict[str, Any]], log: Sequence[dict[str, Any]], settings: dict[str, Any]
) -> Book:
    cells = {
        name.casefold(): (f"Settings!B{row}", value)
        for row, (name, value) in enumerate(settings.items(), 2)
    }
    return Book(
        data=b"",
        date1904=False,
        interviews=grid(INTERVIEWS, rows),
        log=grid(COMMUNICATIONS, log),
        today=None,
        checklist=None,
        settings=cells,
        wordings=(),
        heading=(),
    )


def plan_of(
    rows: Sequence[dict[str, Any]],
    log: Sequence[dict[str, Any]],
    settings: dict[str, Any],
    *,
    today: date,
    now: datetime | None = None,
) -> Plan:
    """The plan of a workbook with these rows, through reading and planning as a sync does it."""
    rows = [DEFAULTS | row for row in rows]
    log = [({} if "ID" in row else {"Company": "Acme"}) | row for row in log]
    made = book(rows, log, settings)
    known = read_settings(made.settings)
    if now and known.zone:
        now = now.replace(tzinfo=known.zone)
    return make_plan(take_in(made, known, today=today), made, known, today=today, now=now)


def shown(plan: Plan, row: int, header: str) -> Any:
    """An output cell as the user sees it: a date, a text, or "" for blank."""
    column = next(column for column in INTERVIEWS.columns if column.header == header)
    value = plan.rows[column.key].iloc[row]
    if pd.isna(value):
        return ""
    return value.date() if isinstance(value, pd.Timestamp) else value


def read_story(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
