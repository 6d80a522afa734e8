"""Marks typed in Sent on -> log rows (spec 3, Marking as sent)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from sheetfollow.intake.workbook import Grid
from sheetfollow.model import Problem
from sheetfollow.plan.columns import NO_DAY, Array
from sheetfollow.plan.tables import Rows
from sheetfollow.schema import Message

PlanOn = Callable[[date], tuple[Array, Array]]
"""The messages of the rows as planned for a day, and their channels."""


def take(
    rows: Rows, log: pd.DataFrame, grid: Grid, plan_on: PlanOn
) -> tuple[pd.DataFrame, tuple[int, ...], dict[int, Problem]]:
    """The log with a row for each mark, the positions of the rows whose mark was taken, and the
    marks that mean no message, by position.

    The message is the one that the row shows as Next action, else the one that `plan_on` its day
    gives; a message that the log already holds for that row and day is not logged twice.
    """
    marked = np.flatnonzero(~np.isnat(rows.sent_on) & (rows.problem == ""))
    if not len(marked):
        return log, (), {}
    named = pd.DataFrame(
        {"message": rows.shown_next_action, "method": rows.shown_channel, "day": rows.sent_on}
    ).loc[marked]
    named.loc[~named["message"].isin(list(Message)), ["message", "method"]] = ""
    for day, unnamed in named[named["message"] == ""].groupby("day"):
        message, method = plan_on(day.date())
        named.loc[unnamed.index, "message"] = message[unnamed.index]
        named.loc[unnamed.index, "method"] = method[unnamed.index]
    unclear = {
        index: _no_message(
            rows,
            grid,
            index,
        )
        for index in named.index[named["message"] == ""]
    }
    taken = named[named["message"] != ""]
    new = log_rows(vars(rows), taken)
    known = pd.MultiIndex.from_frame(log[["id", "message", "date"]])
    new = new[~pd.MultiIndex.from_frame(new[["id", "message", "date"]]).isin(known)]
    grown = pd.concat([log, new], ignore_index=True) if len(new) else log
    return grown, tuple(taken.index), unclear


def _no_message(rows: Rows, grid: Grid, index: int) -> Problem:
    known = "sent_on" in grid.columns
    place = grid.place("sent_on", int(rows.sheet_row[index])) if known else grid.name
    said = (
        "in Sent on, but nothing was to be sent that day; log it in Communications with its"
        " Message, and empty this"
    )
    return Problem(
        place,
        str(rows.sent_on[index].astype("datetime64[D]")),
        said,
    )


def log_rows(rows: Mapping[str, Any] | pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Log rows for what was sent: `named` has `message`, `method` and `day` by the position of the
    row in `rows`."""
    return pd.DataFrame(
        {
            "sheet_row": 0,
            **{
                key: rows[key][named.index] for key in ("company", "job_title", "interviewer", "id")
            },
            "date": named["day"].to_numpy(),
            "direction": "Sent",
            "method": named["method"].to_numpy(),
            "message": named["message"].to_numpy(),
            "response": "",
            "response_date": np.full(len(named), NO_DAY),
            "problem": "",
            "asks": "",
            "unread": [()] * len(named),
            "answer": "",
            "hint": "",
        }
    )
