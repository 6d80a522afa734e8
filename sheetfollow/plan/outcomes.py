"""What an application's outcome makes of its plan (spec 5.4)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sheetfollow.dates import say_all
from sheetfollow.model import Problem
from sheetfollow.plan.journal import Journal
from sheetfollow.plan.ladder import days
from sheetfollow.schema import Message, Outcome, Status
from sheetfollow.settings import Settings
from sheetfollow.workbook import Grid

STRENGTH = {outcome.value: rank for rank, outcome in enumerate(Outcome)}
CLOSING = (Outcome.ACCEPTED, Outcome.DECLINED, Outcome.CLOSED, Outcome.REJECTED, Outcome.WITHDRAWN)
ANSWERS = {Outcome.REJECTED: Message.REJECTION, Outcome.OFFER: Message.OFFER, Outcome.WITHDRAWN: Message.WITHDRAWAL}
_EXPIRES = 7


def with_outcome(apps: pd.DataFrame, rows: pd.DataFrame, journal: Journal, *, today: date) -> pd.DataFrame:
    """Adds `outcome` (the application's: the latest by Outcome date, then the strongest; "" for none), `told_on` (its
    Outcome date, else the last inbound, else the Due from that the sheet already shows for its answer, else today),
    `told` (that day in words, "" where it is only inferred), `shown_by` (the Due by shown along with such a Due from)
    and `answered_outcome` (the answer is logged, or the sheet already shows an undated one as closed)."""
    latest = _ranked(rows).groupby("app").first().reindex(apps.index)
    answers = latest["outcome"].map(ANSWERS).fillna("")
    shown = _shown(rows).reindex(pd.MultiIndex.from_arrays([apps.index, answers])).set_axis(apps.index)
    known = latest["outcome_date"].fillna(apps["heard_on"])
    sent = journal.sent
    sent = sent[sent["message"] == answers.reindex(sent["app"]).to_numpy()]
    closed = rows["status"].reindex(apps["contact"]).set_axis(apps.index) == Status.CLOSED
    return apps.assign(
        outcome=latest["outcome"].fillna(""),
        told_on=known.fillna(shown["due_from"]).fillna(pd.Timestamp(today)).astype("datetime64[s]"),
        told=say_all(known, today=today),
        shown_by=shown["due_by"].where(known.isna()),
        answered_outcome=apps.index.isin(sent["app"]) | (closed & known.isna()),
    )


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The Due from and Due by of each answer that the sheet shows, by application and message: an outcome without a
    date counts from when it was first seen, and those days do not move."""
    shown = rows[rows["next_action"].isin(list(ANSWERS.values())) & rows["due_from"].notna()]
    return shown.drop_duplicates(["app", "next_action"]).set_index(["app", "next_action"])[["due_from", "due_by"]]


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """The outcomes typed, the one that counts first. An undated one counts from its interview, so that a later round's
    outcome follows an earlier one's. `Next round` is past once a later round stands in the workbook."""
    typed = rows[(rows["outcome"] != "") & (rows["outcome"] != Outcome.WAITING)]
    last = rows["interview_date"].where(rows["ok"]).groupby(rows["app"]).max().reindex(typed["app"]).to_numpy()
    typed = typed[(typed["outcome"] != Outcome.NEXT_ROUND) | ~(typed["interview_date"] < last)]
    typed = typed.assign(counts_on=typed["outcome_date"].fillna(typed["interview_date"]),
                         strength=typed["outcome"].map(STRENGTH))  # fmt: skip
    return typed.sort_values(["counts_on", "strength"], ascending=[False, True], kind="stable", na_position="last")


def conflicts(rows: pd.DataFrame, grid: Grid) -> tuple[dict[int, str], list[Problem]]:
    """Two different outcomes of one application that no date sets apart: a problem that names both cells. Returns
    {position in rows: the fault in words} and the problems."""
    ranked = _ranked(rows)
    day = ranked["counts_on"].fillna(pd.Timestamp(0))
    top = ranked[day == day.groupby(ranked["app"]).transform("max")]
    several = top[top.groupby("app")["outcome"].transform("nunique") > 1].sort_values(["app", "sheet_row"])
    told: dict[int, str] = {}
    problems = []
    for _, group in several.groupby("app"):
        first = group.iloc[0]
        other = group[group["outcome"] != first["outcome"]].iloc[0]
        places = [grid.place("outcome", int(each["sheet_row"])) for each in (first, other)]
        expected = f"but {places[1]} says {other['outcome']!r}; keep one of them, or date both in Outcome date"
        problem = Problem(places[0], first["outcome"], expected)
        problems.append(problem)
        told.update(dict.fromkeys(group.index, str(problem)))
    return told, problems


def settle(apps: pd.DataFrame, settings: Settings, *, today: date) -> pd.DataFrame:
    """Overrules the ladder where there is an outcome. Adds `closed` (why, "" while open)."""
    apps = apps.assign(closed="")
    day = pd.Timestamp(today)
    apps = _answer(apps, settings, Outcome.REJECTED, 2, "Rejected")
    apps = _answer(apps, settings, Outcome.OFFER, 1, "They made an offer")
    apps = _answer(apps, settings, Outcome.WITHDRAWN, None, "You withdrew")
    over = apps["answered_outcome"] | (day >= apps["told_on"] + days(_EXPIRES))
    for outcome in (Outcome.REJECTED, Outcome.WITHDRAWN):
        apps["closed"] = apps["closed"].mask(
            (apps["outcome"] == outcome) & over, f"The application is closed ({outcome.lower()})"
        )
    for outcome in (Outcome.ACCEPTED, Outcome.DECLINED, Outcome.CLOSED):
        apps["closed"] = apps["closed"].mask(
            apps["outcome"] == outcome, f"The application is closed ({outcome.lower()})"
        )
    offered = (apps["outcome"] == Outcome.OFFER) & apps["answered_outcome"]
    apps["rest"] = apps["rest"].mask(offered, "Offer answered; nothing more to send until you decide")
    waits = apps["outcome"] == Outcome.NEXT_ROUND
    text = "They invited you to a next round; add its row when the date is known"
    apps["rest"] = apps["rest"].mask(waits, text)
    return _say_reopened(apps, today=today)


def _answer(apps: pd.DataFrame, settings: Settings, outcome: Outcome, length: int | None, said: str) -> pd.DataFrame:
    """The contact answers the outcome from the day it was told; `length` None is the next business day."""
    here = apps["outcome"] == outcome
    due = settings.working_days.add(apps["told_on"], 1) if length is None else apps["told_on"] + days(length)
    span = ((due - apps["told_on"]) / pd.Timedelta(1, "D")).astype(int)
    apps["message"] = apps["message"].mask(here, ANSWERS[outcome].value)
    apps["due_from"] = apps["due_from"].mask(here, apps["told_on"])
    apps["due_by"] = apps["due_by"].mask(here, apps["shown_by"].fillna(due))
    apps["length"] = apps["length"].mask(here, span)
    apps["because"] = apps["because"].mask(here, (said + " on " + apps["told"]).where(apps["told"] != "", said))
    apps["rest"] = apps["rest"].mask(here, "")
    apps["target"] = apps["target"].mask(here, apps["contact"])
    return apps


def _say_reopened(apps: pd.DataFrame, *, today: date) -> pd.DataFrame:
    """A later inbound or round on a closed application reopens nothing by itself: Why says so."""
    newer = apps[["heard_on", "booked", "day"]].max(axis=1)
    newer = newer.where(newer > apps["told_on"])
    said = apps["closed"] + ", though there is something newer, on " + say_all(newer, today=today)
    hint = said + "; clear the Outcome to reopen it"
    apps["closed"] = apps["closed"].mask((apps["closed"] != "") & newer.notna(), hint)
    return apps
