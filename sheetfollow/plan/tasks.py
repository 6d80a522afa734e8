"""The plan's rows as the drafts and the calendar need them: one `Task` for each row with something
to send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from sheetfollow.model import Sent, Task
from sheetfollow.schema import SKIPPED, Message, Status

_TEXTS = (
    "company",
    "job_title",
    "interviewer",
    "role",
    "email",
    "linkedin",
    "phone",
    "hr_email",
    "topic",
    "challenge",
    "skill",
    "team",
    "idea",
    "work_sample",
    "greet_as",
)
_DAYS = ("due_from", "due_by", "interview_date", "decision_by")
_OF_A_TASK = [*_TEXTS, *_DAYS, "id", "sheet_row", "status", "next_action", "channel", "ok", "app"]
_OF_A_TASK += ["person", "contact", "interview_time", "sample_mentioned"]
_OF_A_LINE = ["app", "row", "date", "message", "method"]


def tasks(
    rows: pd.DataFrame,
    statuses: Sequence[Status],
    *,
    sheet: str,
    lines: pd.DataFrame,
    checks_in: bool,
    today: date,
    now: datetime | None = None,
) -> list[Task]:
    """The rows of these statuses, in sheet order. `sheet` names the place of each, `lines` is the
    log as matched, `checks_in` the setting Light check-in; see `Task` for the rest."""
    chosen = rows["status"].isin(list(statuses))
    if not chosen.any():
        return []
    near = _with_places(rows.loc[rows["app"].isin(rows["app"][chosen]), _OF_A_TASK])
    near["checks_in"] = checks_in & (near["contact"] == near.index)
    sent = _sent(rows, lines)
    near["sent"] = [sent.get(app, ()) for app in near["app"]]
    return [
        _task(
            row,
            sheet,
            today,
            now,
        )
        for row in near[chosen[near.index]].to_dict("records")
    ]


def _with_places(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds which round of its application a row belongs to, its place among the application's
    interviewers, and whether an earlier round was with the same person."""
    held = rows["interview_date"].where(rows["ok"])
    rounds = held.groupby(rows["app"]).rank(method="dense")
    met = held.groupby(rows["person"]).rank(method="dense") > 1
    number = rows.groupby("app").cumcount()
    return rows.assign(
        round=rounds,
        number=number,
        met_before=met,
    )


def _sent(rows: pd.DataFrame, lines: pd.DataFrame) -> dict[int, tuple[Sent, ...]]:
    """What was sent to each application, oldest first."""
    found: dict[int, list[Sent]] = {}
    ids = rows["id"].to_numpy()
    went = lines["sent"] & (lines["row"] >= 0) & (lines["method"] != SKIPPED)
    sent = lines.loc[went, _OF_A_LINE].sort_values("date", kind="stable")
    for line in sent.to_dict("records"):
        each = Sent(
            line["message"],
            line["date"].date(),
            line["method"],
            ids[line["row"]],
        )
        found.setdefault(line["app"], []).append(each)
    return {app: tuple(several) for app, several in found.items()}


def _task(row: dict[str, Any], sheet: str, today: date, now: datetime | None) -> Task:
    days: dict[str, Any] = {key: None if pd.isna(row[key]) else row[key].date() for key in _DAYS}
    return Task(
        id=row["id"],
        place=f"{sheet}!{row['sheet_row']}",
        message=row["next_action"],
        channel=row["channel"],
        status=row["status"],
        due_from=days["due_from"],
        due_by=days["due_by"],
        interview_date=days["interview_date"],
        decision_by=days["decision_by"],
        sample_mentioned=not pd.isna(row["sample_mentioned"]) and bool(row["sample_mentioned"]),
        round=int(row["round"]),
        number=int(row["number"]),
        sent=row["sent"],
        met_before=bool(row["met_before"]),
        checks_in=bool(row["checks_in"]),
        hours_late=_hours_since(
            row,
            today,
            now,
        )
        if row["next_action"] == Message.THANK_YOU
        else 0,
        **{key: row[key] for key in _TEXTS},
    )


def _hours_since(row: dict[str, Any], today: date, now: datetime | None) -> int:
    """Whole hours since the talk; by days where no time is known."""
    if now and not pd.isna(row["interview_time"]):
        since = pd.Timestamp(now.replace(tzinfo=None)) - (
            row["interview_date"] + row["interview_time"]
        )
    else:
        since = pd.Timestamp(today) - row["interview_date"]
    return max(0, int(since / pd.Timedelta(1, "h")))
