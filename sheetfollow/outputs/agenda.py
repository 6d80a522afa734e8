"""Plan and letters -> the rows as people see them, and of these the ones to act on (spec 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from sheetfollow.letters.letter import Letter
from sheetfollow.plan import Plan
from sheetfollow.schema import Status


def with_letters(plan: Plan, letters: Sequence[Letter]) -> pd.DataFrame:
    """The plan's rows, and what their letters add to them: `draft`, the link to each ("" for none),
    and what each still needs, behind the row's own `needs`."""
    rows = plan.rows
    links = {letter.task.id: letter.link for letter in letters}
    asked = {letter.task.id: letter.needs for letter in letters}
    needs = [
        "; ".join(filter(None, (own, asked.get(key, ""))))
        for own, key in zip(rows["needs"], rows["id"], strict=True)
    ]
    return rows.assign(draft=[links.get(key, "") for key in rows["id"]], needs=needs)


def agenda(rows: pd.DataFrame, *, today: date, ahead: int = 14) -> pd.DataFrame:
    """The rows to act on, most urgent first: overdue, due, then those whose window opens within
    `ahead` days."""
    ranks = {Status.OVERDUE: 0, Status.DUE: 1, Status.SCHEDULED: 2}
    ranked = rows.assign(rank=rows["status"].map(ranks))
    soon = rows["due_from"] <= pd.Timestamp(today) + pd.Timedelta(ahead, "D")
    chosen = ranked[(ranked["rank"] < 2) | ((ranked["rank"] == 2) & soon)]
    return chosen.sort_values(["rank", "due_by", "due_from", "company", "interviewer", "id"])
