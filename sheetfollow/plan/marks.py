"""Marks typed in Sent on -> log rows (spec 3, Marking as sent)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from sheetfollow.model import Problem
from sheetfollow.schema import Message
from sheetfollow.workbook import Grid

PlanOn = Callable[[date], pd.DataFrame]


def take(
    rows: pd.DataFrame, log: pd.DataFrame, grid: Grid, plan_on: PlanOn
) -> tuple[pd.DataFrame, tuple[int, ...], dict[int, Problem]]:
    """The log with a row for each mark, the positions of the rows whose mark was taken, and the marks that mean no
    message, by position.

    The message is the one that the row shows as Next action, else the one that `plan_on` its day gives; a message that
    the log already holds for that row and day is not logged twice.
    """
    marked = rows[rows["sent_on"].notna() & (rows["problem"] == "")]
    named = pd.DataFrame({"message": marked["next_action"], "method": marked["channel"]})
    named = named.where(named["message"].isin(list(Message)), "")
    for day in marked["sent_on"][named["message"] == ""].unique():
        then = plan_on(day.date())
        here = marked.index[(marked["sent_on"] == day) & (named["message"] == "")]
        named.loc[here, "message"], named.loc[here, "method"] = then["message"][here], then["by"][here]
    unclear = {index: _no_message(rows, grid, index) for index in named.index[named["message"] == ""]}
    taken = named[named["message"] != ""]
    new = _log_rows(rows.loc[taken.index], taken)
    known = pd.MultiIndex.from_frame(log[["id", "message", "date"]])
    new = new[~pd.MultiIndex.from_frame(new[["id", "message", "date"]]).isin(known)]
    grown = pd.concat([log, new], ignore_index=True) if len(new) else log
    return grown, tuple(taken.index), unclear


def _no_message(rows: pd.DataFrame, grid: Grid, index: int) -> Problem:
    place = grid.place("sent_on", int(rows["sheet_row"][index])) if "sent_on" in grid.columns else grid.name
    said = "in Sent on, but nothing was to be sent that day; log it in Communications with its Message, and empty this"
    return Problem(place, rows["sent_on"][index].date().isoformat(), said)


def _log_rows(rows: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({
        "sheet_row": 0,
        "date": rows["sent_on"],
        "company": rows["company"],
        "job_title": rows["job_title"],
        "interviewer": rows["interviewer"],
        "direction": "Sent",
        "method": named["method"],
        "message": named["message"],
        "response": "",
        "response_date": pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]"),
        "id": rows["id"],
        "problem": "",
    })  # fmt: skip
