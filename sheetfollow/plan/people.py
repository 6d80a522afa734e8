"""Who is who: ids, applications, rounds and the contact that carries an application's follow-ups (spec 2, 5.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime

import numpy as np
import pandas as pd

from sheetfollow.settings import Settings
from sheetfollow.workbook import fold

_LETTERS = "bcdfghjkmnpqrstvwxz"
_DIGITS = "23456789"
HIRING = r"\bhiring[\s-]*manager"
RECRUITING = r"\b(?:recruit\w*|talent|people|hr|human resources)\b"


def with_ids(rows: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    """Each row with an ID of its own: one without gets one, and so does a copy of a row above it (spec 3)."""
    lacking = (rows["id"] == "") | rows["id"].duplicated()
    taken = {*rows["id"][~lacking], *log["id"]}
    words = rows["company"] + "\n" + rows["job_title"] + "\n" + rows["interviewer"]
    new = []
    for text in words[lacking]:
        new.append(_new_id(fold(text), taken))
        taken.add(new[-1])
    ids = rows["id"].copy()
    ids[lacking] = new
    return rows.assign(id=ids)


def _new_id(text: str, taken: Collection[str]) -> str:
    """Six letters and digits made from the row's own words, so that the same row gets the same ID again."""
    for attempt in range(10_000):
        number = int.from_bytes(hashlib.sha256(f"{text}\n{attempt}".encode()).digest()[:8])
        signs = []
        for alphabet in (_LETTERS, _DIGITS, _LETTERS, _DIGITS, _LETTERS, _DIGITS):
            number, rest = divmod(number, len(alphabet))
            signs.append(alphabet[rest])
        if (found := "".join(signs)) not in taken:
            return found
    raise RuntimeError("no free ID")  # ten thousand rows of the same person at the same job


def with_rounds(rows: pd.DataFrame, settings: Settings, *, today: date, now: datetime | None) -> pd.DataFrame:
    """Adds `app` (the application's number), `past` (the talk is over), `ahead` (it is not yet), and `deadline`, the
    local moment when a talk with a time is `Thank-you within hours` ago, in real hours (spec 2, 5.1)."""
    day = pd.Timestamp(today)
    keys = rows["company"].map(fold) + "\n" + rows["job_title"].map(fold)
    nameless = (rows["company"] == "") | (rows["job_title"] == "")
    keys = keys.where(~nameless, "\n\n" + rows.index.astype(str))
    end = rows["interview_date"] + rows["interview_time"]
    ok = (rows["problem"] == "") & ~nameless & rows["interview_date"].notna()
    still_today = (rows["interview_date"] == day) & end.notna() & (end > _local(now) if now else False)
    ahead = ok & ((rows["interview_date"] > day) | still_today)
    codes, _ = pd.factorize(keys)
    return rows.assign(app=codes, ok=ok, past=ok & ~ahead, ahead=ahead, deadline=_deadline(end, settings))


def _local(now: datetime) -> pd.Timestamp:
    return pd.Timestamp(now.replace(tzinfo=None))


def _deadline(end: pd.Series, settings: Settings) -> pd.Series:
    """Hours that really pass: over a change of the clock, 24 of them end an hour earlier or later by the clock."""
    within = pd.Timedelta(settings.thank_you_hours, "h")
    if not settings.zone:
        return end + within
    first = np.ones(len(end), dtype=bool)
    aware = end.dt.tz_localize(settings.zone, ambiguous=first, nonexistent="shift_forward")
    return (aware + within).dt.tz_convert(settings.zone).dt.tz_localize(None)


def applications(rows: pd.DataFrame) -> pd.DataFrame:
    """One line for each application, by its number: `day` (D, the latest past round), `booked` (the next round ahead),
    `first` (its first past round), `contact` (a position in rows, -1 for none), `no_calls`, `decision_by`, and of the
    contact `cool` (the talk was not warm) and `snoozed`."""
    size = int(rows["app"].max()) + 1 if len(rows) else 0
    past, ahead = rows[rows["past"]], rows[rows["ahead"]]
    apps = pd.DataFrame(index=pd.RangeIndex(size))
    apps["day"] = past.groupby("app")["interview_date"].max().reindex(apps.index)
    apps["first"] = past.groupby("app")["interview_date"].min().reindex(apps.index)
    apps["booked"] = ahead.groupby("app")["interview_date"].min().reindex(apps.index)
    apps["contact"] = _contacts(rows, apps)
    apps["no_calls"] = rows["no_phone_calls"].fillna(False).astype(bool).groupby(rows["app"]).any().reindex(apps.index)
    warm = rows["warm"].reindex(apps["contact"])
    apps["cool"] = (~warm.fillna(True).astype(bool)).to_numpy()
    apps["snoozed"] = rows["snooze_until"].reindex(apps["contact"]).to_numpy()
    named = rows["decision_by"].where(rows["decision_by"] >= apps["day"].reindex(rows["app"]).to_numpy())
    apps["decision_by"] = named.groupby(rows["app"]).max().reindex(apps.index)
    return apps


def _contacts(rows: pd.DataFrame, apps: pd.DataFrame) -> pd.Series:
    """The contact of each application among its past rows; where none is past, among the rows ahead."""
    some_past = rows["past"].groupby(rows["app"]).transform("any")
    candidates = rows[rows["ok"] & (rows["past"] | ~some_past)]
    chosen = choose_contacts(candidates.assign(group=candidates["app"], row=candidates.index))
    return chosen.reindex(apps.index).fillna(-1).astype(int)


def choose_contacts(people: pd.DataFrame) -> pd.Series:
    """Of each `group` the `row` that carries the follow-ups: the one marked Main contact, of the latest round if
    several; else of the latest round the first whose role says hiring manager, else recruiter, talent, people or HR;
    else its first row, one marked No last of all (spec 5.2)."""
    held, mark = people["interview_date"], people["main_contact"]
    marked = mark.fillna(False).astype(bool)
    latest = held == held.groupby(people["group"]).transform("max")
    rank = pd.Series(3, index=people.index)
    rank[people["role"].str.contains(RECRUITING, case=False, regex=True)] = 2
    rank[people["role"].str.contains(HIRING, case=False, regex=True)] = 1
    rank[~mark.fillna(True).astype(bool)] = 4
    rank[marked] = 0
    order = people.assign(rank=rank)[marked | latest]
    order = order.sort_values(["rank", "interview_date", "row"], ascending=[True, False, True], kind="stable")
    return order.groupby("group")["row"].first()
