"""Plan and letters -> the rows as people see them, and of these the ones to act on (spec 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from sheetfollow.letters.letter import Letter
from sheetfollow.plan import Plan
from sheetfollow.schema import Status

_COMING, _LAST = 2, 3
_BY = ["due_by", "due_from", "company", "interviewer"]


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


def on_page(plan: Plan, letters: Sequence[Letter], *, today: date) -> list[tuple[Letter, str]]:
    """(letter, Why) of each that the user can look at, in the order of Today; not of those that
    they have deleted."""
    shown = {each.task.id: each for each in letters if each.name or each.draft.problem}
    rows = agenda(plan.rows[["id", "why", "status", *_BY]], today=today)
    reasons = zip(
        rows["id"],
        rows["why"],
        strict=True,
    )
    return [(shown[key], why) for key, why in reasons if key in shown]


def agenda(rows: pd.DataFrame, *, today: date, ahead: int = 14) -> pd.DataFrame:
    """The rows to act on, most urgent first: overdue, due, then those whose window opens within
    `ahead` days."""
    ranks = {
        Status.OVERDUE: 0,
        Status.DUE: 1,
        Status.SCHEDULED: _COMING,
    }
    return _in_order(rows, ranks, today=today, ahead=ahead)


def whole_agenda(rows: pd.DataFrame, *, today: date, ahead: int = 14) -> pd.DataFrame:
    """The lines of the sheet Today: what there is to do and, day by day, what is coming within
    `ahead` days, interviews on their day included; then the rows to check (spec 3, Today)."""
    ranks = {
        Status.OVERDUE: 0,
        Status.DUE: 1,
        Status.SCHEDULED: _COMING,
    }
    ranks |= {Status.UPCOMING: _COMING, Status.CHECK_ROW: _LAST}
    upcoming = rows["status"] == Status.UPCOMING
    on_its_day = {
        key: rows[key].mask(upcoming, rows["interview_date"]) for key in ("due_by", "due_from")
    }
    return _in_order(
        rows.assign(**on_its_day),
        ranks,
        today=today,
        ahead=ahead,
    )


def _in_order(
    rows: pd.DataFrame, ranks: Mapping[Status, int], *, today: date, ahead: int
) -> pd.DataFrame:
    """The rows that have a rank, by rank and day; of what is coming, what is near."""
    ranked = rows.assign(rank=rows["status"].map(ranks))
    far = rows["due_from"] > pd.Timestamp(today) + pd.Timedelta(ahead, "D")
    chosen = ranked[ranked["rank"].notna() & ~(far & (ranked["rank"] == _COMING))]
    return chosen.sort_values(["rank", *_BY, "id"])
