"""The article's seven points for each row, decided from data: yes, no, does not apply yet (spec 3, Checklist)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sheetfollow.plan import Plan
from sheetfollow.schema import CHECKLIST, Channel, Message, Status

YES, NO, LATER = "✓", "✗", "–"
_Marks = np.ndarray


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What is known of a row's live draft: nothing was found to mend, the sample is attached or linked."""

    clean: bool
    sample: bool


def checklist(plan: Plan, drafts: Mapping[str, DraftFacts]) -> pd.DataFrame:
    """One line for each row of the plan, with the columns of the Checklist sheet; marks are YES, NO or LATER."""
    rows = plan.rows
    known = rows["id"].isin(list(drafts))
    clean = rows["id"].map({key: facts.clean for key, facts in drafts.items()}).eq(True)
    sample = rows["id"].map({key: facts.sample for key, facts in drafts.items()}).eq(True)
    points = {
        "thanked": _thanked(rows),
        "personalised": _personalised(rows),
        "proofread": _mark(clean, known & ~clean),
        "sample_attached": _sample(rows, known, sample),
        "waited": _waited(rows),
        "logged": _logged(plan),
        "script_ready": _script_ready(rows),
    }
    identity = rows[["company", "interviewer", "id"]]
    return identity.assign(**points)[[column.key for column in CHECKLIST.columns]]


def _mark(yes: pd.Series, no: pd.Series) -> _Marks:
    return np.select([yes, no], [YES, NO], default=LATER)


def _thanked(rows: pd.DataFrame) -> _Marks:
    """Within 24 hours of the talk: on its day or the next."""
    in_time = rows["thanked"] <= rows["interview_date"] + pd.Timedelta(1, "D")
    missed = (rows["next_action"] == Message.THANK_YOU) & (rows["status"] == Status.OVERDUE)
    return _mark(in_time, (rows["thanked"].notna() & ~in_time) | missed | rows["thanks_lost"])


def _personalised(rows: pd.DataFrame) -> _Marks:
    """Name, role and topic stand in the row, and so in its text."""
    there = (rows["interviewer"] != "") & (rows["role"] != "") & (rows["topic"] != "")
    return _mark(rows["past"] & there, rows["past"] & ~there)


def _sample(rows: pd.DataFrame, known: pd.Series, sample: pd.Series) -> _Marks:
    """Attached or linked where it was mentioned in the talk; it goes with the thank-you, or the first mail after it."""
    mentioned = rows["past"] & rows["sample_mentioned"].fillna(False).astype(bool)
    gone = (rows["work_sample"] != "") & (sample | rows["thanked"].notna())
    return _mark(mentioned & gone, mentioned & ~gone & (known | (rows["work_sample"] == "")))


def _waited(rows: pd.DataFrame) -> _Marks:
    """Five days at least lay between the talk and the second follow-up, on the contact's row."""
    mine = rows.index == rows["contact"]
    gap = (rows["second_on"] - rows["day"]) / pd.Timedelta(1, "D")
    return _mark(mine & (gap >= 5), mine & (gap < 5))


def _logged(plan: Plan) -> _Marks:
    """Every message to that person has a date and a method, and every answer its words."""
    lines = plan.lines[plan.lines["row"] >= 0]
    log = plan.log.reindex(lines.index)
    whole = log["date"].notna() & (log["method"] != "")
    whole &= log["response_date"].isna() | (log["response"] != "")
    each = whole.groupby(lines["row"]).all().reindex(plan.rows.index)
    return _mark(each.eq(True), each.eq(False))


def _script_ready(rows: pd.DataFrame) -> _Marks:
    """The call is next and its number is known, so that the script is whole before the window opens."""
    calls = (rows["next_action"] == Message.CALL) & (rows["channel"] == Channel.PHONE)
    ready = calls & (rows["phone"] != "") & (rows["topic"] != "")
    return _mark(ready, calls & ~ready)
