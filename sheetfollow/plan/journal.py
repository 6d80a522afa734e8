"""The log -> who was told what, and who answered: each log row finds its interview row and its message (spec 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sheetfollow.plan.people import choose_contacts
from sheetfollow.schema import Message
from sheetfollow.settings import Settings
from sheetfollow.workbook import fold

LADDER = (Message.CHECK_IN, Message.SECOND, Message.CALL, Message.FURTHER)
STAGE = {Message.CHECK_IN: 1, Message.SECOND: 2, Message.CALL: 3, Message.FURTHER: 4, Message.REPLY: 4,
         Message.DECISION: 4}  # fmt: skip
OUTCOME_MESSAGES = (Message.REJECTION, Message.OFFER, Message.WITHDRAWAL)
BEFORE_INTERVIEW = "Dated before the interview, so it is not counted"
_WEEK = pd.Timedelta(7, "D")


@dataclass(frozen=True)
class Journal:
    """The log, matched.

    `lines` has one line for each log row: `row` (position in the rows, -1 for none), `app`, `date`, `sent`, `message`
    ("" for one that no name is known of), `order` (of two on one day the later), and `check`: why it could not be
    matched. `inbound` has one line for each inbound: `row`, `app`, `date`, `order`.
    """

    lines: pd.DataFrame
    inbound: pd.DataFrame

    @property
    def sent(self) -> pd.DataFrame:
        return self.lines[self.lines["sent"] & (self.lines["app"] >= 0)]


def match(rows: pd.DataFrame, apps: pd.DataFrame, log: pd.DataFrame, settings: Settings) -> Journal:
    """Each log row belongs to the row with its ID; else to the one with its company and interviewer, the latest not
    after it; else, with the company alone, to the application's contact (spec 3, Communications)."""
    lines = pd.DataFrame({
        "date": log["date"],
        "sent": log["direction"] != "Received",
        "message": log["message"],
        "method": log["method"],
        "order": range(len(log)),
        "usable": (log["problem"] == "") & log["date"].notna(),
    })  # fmt: skip
    lines["row"] = _by_id(rows, log)
    lines["row"] = lines["row"].where(lines["row"] >= 0, _by_name(rows, log))
    lines["row"] = lines["row"].where(lines["row"] >= 0, _by_company(rows, log))
    lines.loc[~lines["usable"], "row"] = -1
    lines["app"] = rows["app"].reindex(lines["row"]).fillna(-1).astype(int).to_numpy()
    lines["check"] = _check(rows, log, lines)
    lines = _name_blanks(rows, apps, lines, settings)
    return Journal(lines, _inbound(log, lines))


def _by_id(rows: pd.DataFrame, log: pd.DataFrame) -> pd.Series:
    owners = pd.Series(rows.index, index=rows["id"])
    found = log["id"].map(owners[owners.index != ""])
    held = rows["interview_date"].reindex(found).to_numpy()
    return found.where(log["date"].to_numpy() >= held).fillna(-1).astype(int)


def _by_name(rows: pd.DataFrame, log: pd.DataFrame) -> pd.Series:
    """The row of that company and interviewer whose interview is the latest not after the log row's day."""
    left = pd.DataFrame({
        "line": log.index, "company": log["company"].map(fold), "interviewer": log["interviewer"].map(fold),
        "title": log["job_title"].map(fold), "date": log["date"],
    })  # fmt: skip
    right = pd.DataFrame({
        "row": rows.index, "company": rows["company"].map(fold), "interviewer": rows["interviewer"].map(fold),
        "row_title": rows["job_title"].map(fold), "held": rows["interview_date"],
    })  # fmt: skip
    pairs = left[(left["company"] != "") & (left["interviewer"] != "")].merge(right, on=["company", "interviewer"])
    pairs = pairs[(pairs["held"] <= pairs["date"]) & ((pairs["title"] == "") | (pairs["title"] == pairs["row_title"]))]
    latest = pairs.sort_values(["held", "row"], kind="stable").groupby("line")["row"].last()
    return latest.reindex(log.index).fillna(-1).astype(int)


def _by_company(rows: pd.DataFrame, log: pd.DataFrame) -> pd.Series:
    """The contact, on the log row's day, of the one application that the company (and job title) name, where the
    interviewer is blank."""
    right = pd.DataFrame({"company": rows["company"].map(fold), "row_title": rows["job_title"].map(fold),
                          "row": rows.index})  # fmt: skip
    left = pd.DataFrame({"group": log.index, "company": log["company"].map(fold), "title": log["job_title"].map(fold),
                         "date": log["date"]})  # fmt: skip
    left = left[(left["company"] != "") & (log["interviewer"] == "")]
    pairs = left.merge(right.join(rows[["app", "ok", "interview_date", "role", "main_contact"]]), on="company")
    pairs = pairs[(pairs["title"] == "") | (pairs["title"] == pairs["row_title"])]
    pairs = pairs[pairs.groupby("group")["app"].transform("nunique") == 1]
    pairs = pairs[pairs["ok"] & (pairs["interview_date"] <= pairs["date"])].reset_index(drop=True)
    return choose_contacts(pairs).reindex(log.index).fillna(-1).astype(int)


def _check(rows: pd.DataFrame, log: pd.DataFrame, lines: pd.DataFrame) -> pd.Series:
    """Why a log row could not be matched, in words; "" where it could."""
    check = log["problem"].copy()
    lost = (lines["row"] < 0) & (check == "")
    companies = rows["company"].map(fold)
    several = rows.assign(company=companies).groupby("company")["app"].nunique()
    company = log["company"].map(fold)
    titled = companies + "\n" + rows["job_title"].map(fold)
    people = companies + "\n" + rows["interviewer"].map(fold)
    stranger = (log["interviewer"] != "") & ~(company + "\n" + log["interviewer"].map(fold)).isin(people)
    wrong_title = (log["job_title"] != "") & ~(company + "\n" + log["job_title"].map(fold)).isin(titled)
    unclear = (log["interviewer"] == "") & (log["job_title"] == "") & (company.map(several) > 1)
    check[lost] = BEFORE_INTERVIEW
    check[lost & unclear] = "There are two jobs at " + log["company"] + "; fill in Job title or Interviewer"
    check[lost & wrong_title] = "Interviews has no job " + log["job_title"] + " at " + log["company"]
    check[lost & stranger] = "Interviews has no " + log["interviewer"] + " at " + log["company"]
    check[lost & ~company.isin(companies)] = "Interviews has no company " + log["company"]
    check[lost & (company == "")] = "Company is blank and the ID is not one of Interviews"
    return check


def _name_blanks(rows: pd.DataFrame, apps: pd.DataFrame, lines: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """A Sent row with a blank Message is the thank-you when that interviewer has none yet and it is dated within 7
    days of the interview, otherwise the next undone step (spec 3)."""
    lines = lines.sort_values(["date", "order"], kind="stable")
    blank = lines["sent"] & (lines["app"] >= 0) & (lines["message"] == "")
    held = rows["interview_date"].reindex(lines["row"]).to_numpy()
    thanked = set(lines.loc[lines["sent"] & (lines["message"] == Message.THANK_YOU), "row"])
    fits = blank & ~lines["row"].isin(thanked) & (lines["date"] >= held) & (lines["date"] <= held + _WEEK)
    first = fits & ~lines["row"].where(fits).duplicated()
    lines.loc[first, "message"] = Message.THANK_YOU
    return _name_steps(apps, lines, blank & ~first, settings)


def _name_steps(apps: pd.DataFrame, lines: pd.DataFrame, blank: pd.Series, settings: Settings) -> pd.DataFrame:
    """The step after the furthest one before it; several blank ones in a row go on from there."""
    current = (lines["app"] >= 0) & (lines["date"] >= apps["day"].reindex(lines["app"]).to_numpy())
    done = lines["message"].map(STAGE).astype(float).where(lines["sent"] & current).fillna(0)
    furthest = np.maximum(done.groupby(lines["app"]).cummax(), _skipped(apps, lines, settings))
    run = blank & current
    after = run.groupby([lines["app"], furthest]).cumsum()
    step = (furthest + after).clip(upper=len(LADDER)).astype(int)
    named = step.map(dict(enumerate(LADDER, start=1)))
    in_writing = (named == Message.CALL) & (lines["method"] != "Phone") & (lines["method"] != "")
    named = named.mask(in_writing | ~current, Message.FURTHER)
    lines["message"] = lines["message"].mask(blank, named)
    return lines.sort_values("order")


def _skipped(apps: pd.DataFrame, lines: pd.DataFrame, settings: Settings) -> pd.Series:
    """How many steps the ladder has left behind by a line's day: one whose next step has opened is no next step."""
    age = lines["date"] - apps["day"].reindex(lines["app"]).to_numpy()
    opened = [age >= pd.Timedelta(span[0], "D") for span in (settings.second_days, settings.call_days)]
    least = 0 if settings.light_check_in else 1
    return sum(each.astype(int) for each in opened).clip(lower=least)


def _inbound(log: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """A Received row on its Date, or a Sent row's Response on its Response date, else on its Date (spec 3)."""
    known = lines["app"] >= 0
    received = lines[known & ~lines["sent"]]
    answered = lines[known & lines["sent"] & ((log["response"] != "") | log["response_date"].notna())]
    answered = answered.assign(date=log["response_date"].reindex(answered.index).fillna(answered["date"]))
    columns = ["row", "app", "date", "order"]
    return pd.concat([received[columns], answered[columns].assign(order=answered["order"] + 0.5)])
