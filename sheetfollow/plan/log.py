"""The log -> who was told what, and who answered: each log row finds its interview row and its
message (spec 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sheetfollow.intake.names import fold
from sheetfollow.intake.settings import Settings
from sheetfollow.plan.columns import NO_DAY, Array, Columns, days, each_once, pick
from sheetfollow.plan.people import choose_contacts
from sheetfollow.schema import TRAITS, Message

LADDER = (Message.CHECK_IN, Message.SECOND, Message.CALL, Message.FURTHER)
STAGE = {message: traits.stage for message, traits in TRAITS.items()}
BEFORE_INTERVIEW = "Dated before the interview, so it is not counted"


@dataclass(frozen=True)
class Journal:
    """The log, matched.

    `lines` has one line for each log row: `row` (position in the rows, -1 for none), `app`, `date`,
    `sent`, `message` ("" for one that no name is known of), `method`, and `check`: why it could not
    be matched. `sent` are those that went to an application, `inbound` what came from one, on its
    day: both oldest first, with their `order`, of two on one day the later.
    """

    lines: Columns
    sent: Columns
    inbound: Columns


def match(rows: Columns, apps: Columns, log: pd.DataFrame, settings: Settings) -> Journal:
    """Each log row belongs to the row with its ID; else to the one with its company and
    interviewer, the latest not after it; else, with the company alone, to the application's contact
    (spec 3, Communications)."""
    lines = {
        "date": log["date"].to_numpy(),
        "sent": log["direction"].to_numpy() != "Received",
        "message": log["message"].to_numpy(),
        "method": log["method"].to_numpy(),
        "order": np.arange(len(log), dtype=float),
    }
    row = _by_id(rows, log)
    for search in (_by_name, _by_company):
        lost = np.flatnonzero(row < 0)
        if len(lost):
            row[lost] = search(rows, _named(log.iloc[lost]))
    usable = (log["problem"].to_numpy() == "") & ~np.isnat(lines["date"])
    lines["row"] = np.where(usable, row, -1)
    lines["app"] = pick(rows["app"], lines["row"], -1)
    lines["check"] = _check(rows, log, lines["row"])
    lines["message"] = _name_blanks(rows, apps, lines, settings)
    sent = lines["sent"] & (lines["app"] >= 0)
    return Journal(lines, _oldest_first(lines, np.flatnonzero(sent)), _inbound(log, lines))


def _by_id(rows: Columns, log: pd.DataFrame) -> Array:
    found = pd.Index(rows["id"]).get_indexer(log["id"])
    held = pick(rows["interview_date"], found, NO_DAY)
    return np.where(log["date"].to_numpy() >= held, found, -1)


def _named(log: pd.DataFrame) -> pd.DataFrame:
    """The lines, numbered, with their names as names are compared."""
    names = {
        key: each_once(log[key].to_numpy(), fold) for key in ("company", "interviewer", "job_title")
    }
    return pd.DataFrame({"line": range(len(log)), "date": log["date"].to_numpy(), **names})


def _people(rows: Columns) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": np.arange(len(rows["app"])),
            "app": rows["app"],
            "ok": rows["ok"],
            "held": rows["interview_date"],
            "company": rows["company_name"],
            "interviewer": rows["person_name"],
            "row_title": rows["title_name"],
        }
    )


def _by_name(rows: Columns, lines: pd.DataFrame) -> Array:
    """The row of that company and interviewer whose interview is the latest not after the log row's
    day."""
    named = lines[(lines["company"] != "") & (lines["interviewer"] != "")]
    pairs = named.merge(_people(rows), on=["company", "interviewer"])
    pairs = pairs[(pairs["held"] <= pairs["date"]) & _same_title(pairs)]
    latest = pairs.sort_values(["held", "row"], kind="stable").groupby("line")["row"].last()
    return latest.reindex(lines["line"], fill_value=-1).to_numpy()


def _by_company(rows: Columns, lines: pd.DataFrame) -> Array:
    """The contact, on the log row's day, of the one application that the company (and job title)
    name, where the interviewer is blank."""
    named = lines[(lines["company"] != "") & (lines["interviewer"] == "")].drop(
        columns="interviewer"
    )
    pairs = named.merge(_people(rows), on="company")
    pairs = pairs[_same_title(pairs)]
    pairs = pairs[pairs.groupby("line")["app"].transform("nunique") == 1]
    pairs = pairs[pairs["ok"] & (pairs["held"] <= pairs["date"])]
    return choose_contacts(rows, pairs["row"].to_numpy(), pairs["line"].to_numpy(), len(lines))


def _same_title(pairs: pd.DataFrame) -> pd.Series:
    return (pairs["job_title"] == "") | (pairs["job_title"] == pairs["row_title"])


def _check(rows: Columns, log: pd.DataFrame, row: Array) -> Array:
    """Why a log row could not be matched, in words; "" where it could."""
    check = log["problem"].to_numpy().copy()
    lost = np.flatnonzero((row < 0) & (check == ""))
    if len(lost):
        check[lost] = _why_lost(rows, log.iloc[lost])
    return check


def _why_lost(rows: Columns, log: pd.DataFrame) -> Array:
    names, people = _named(log).set_index(log.index), _people(rows)
    company, titled = people["company"], people["company"] + "\n" + people["row_title"]
    known = people["company"] + "\n" + people["interviewer"]
    jobs = names["company"].map(people.groupby("company")["app"].nunique())
    several = (log["interviewer"] == "") & (log["job_title"] == "") & (jobs > 1)
    wrong_title = (log["job_title"] != "") & ~(names["company"] + "\n" + names["job_title"]).isin(
        titled
    )
    stranger = (log["interviewer"] != "") & ~(names["company"] + "\n" + names["interviewer"]).isin(
        known
    )
    return np.select(
        [names["company"] == "", ~names["company"].isin(company), stranger, wrong_title, several],
        [
            "Company is blank and the ID is not one of Interviews",
            "Interviews has no company " + log["company"],
            "Interviews has no " + log["interviewer"] + " at " + log["company"],
            "Interviews has no job " + log["job_title"] + " at " + log["company"],
            "There are two jobs at " + log["company"] + "; fill in Job title or Interviewer",
        ],
        default=BEFORE_INTERVIEW,
    )


def _name_blanks(rows: Columns, apps: Columns, lines: Columns, settings: Settings) -> Array:
    """The messages: a Sent row with a blank one is the thank-you when that interviewer has none yet
    and it is dated within 7 days of the interview, otherwise the next undone step (spec 3)."""
    unnamed = lines["sent"] & (lines["app"] >= 0) & (lines["message"] == "")
    if not unnamed.any():
        return lines["message"]
    in_time = np.lexsort((lines["order"], lines["date"]))
    lines = {key: column[in_time] for key, column in lines.items()}
    blank, row, message = unnamed[in_time], lines["row"], lines["message"]
    held = pick(rows["interview_date"], row, NO_DAY)
    thanked = row[lines["sent"] & (message == Message.THANK_YOU)]
    fits = (
        blank & ~np.isin(row, thanked) & (lines["date"] >= held) & (lines["date"] <= held + days(7))
    )
    first = fits & ~pd.Series(np.where(fits, row, -1 - np.arange(len(row)))).duplicated().to_numpy()
    message = np.where(first, Message.THANK_YOU.value, message)
    message = np.where(
        blank & ~first,
        _steps(apps, lines | {"message": message}, blank & ~first, settings),
        message,
    )
    return message[np.argsort(in_time)]


def _steps(apps: Columns, lines: Columns, blank: Array, settings: Settings) -> Array:
    """The step after the furthest one before it; several blank ones in a row go on from there."""
    app, age = lines["app"], lines["date"] - pick(apps["day"], lines["app"], NO_DAY)
    current = (app >= 0) & (age >= days(0))
    done = np.where(lines["sent"] & current, [STAGE.get(each, 0) for each in lines["message"]], 0)
    furthest = np.maximum(pd.Series(done).groupby(app).cummax().to_numpy(), _skipped(age, settings))
    after = pd.Series(blank & current).groupby([app, furthest]).cumsum().to_numpy()
    step = np.minimum(furthest + after, len(LADDER))
    named = np.array(["", *(each.value for each in LADDER)], dtype=object)[step]
    in_writing = (named == Message.CALL) & (lines["method"] != "Phone") & (lines["method"] != "")
    return np.where(in_writing | ~current, Message.FURTHER.value, named)


def _skipped(age: Array, settings: Settings) -> Array:
    """How many steps the ladder has left behind by a line's day: one whose next step has opened is
    no next step."""
    opened = (age >= days(settings.second_days[0])).astype(int) + (
        age >= days(settings.call_days[0])
    )
    return np.maximum(opened, 0 if settings.light_check_in else 1)


def _inbound(log: pd.DataFrame, lines: Columns) -> Columns:
    """A Received row on its Date, or a Sent row's Response on its Response date, else on its Date
    (spec 3)."""
    responded = log["response_date"].to_numpy()
    answered = lines["sent"] & ((log["response"].to_numpy() != "") | ~np.isnat(responded))
    heard = np.where(answered & ~np.isnat(responded), responded, lines["date"])
    order = lines["order"] + np.where(answered, 0.5, 0)
    known = (lines["app"] >= 0) & (answered | ~lines["sent"])
    return _oldest_first(lines | {"date": heard, "order": order}, np.flatnonzero(known))


def _oldest_first(lines: Columns, places: Array) -> Columns:
    places = places[np.lexsort((lines["order"][places], lines["date"][places]))]
    return {key: lines[key][places] for key in ("row", "app", "date", "order", "message", "method")}
