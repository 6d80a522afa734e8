"""The log -> who was told what, and who answered: each log row finds its interview row
(spec 3, Communications). What a blank message was is `blanks`' to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from sheetfollow.intake.answers import Answer
from sheetfollow.intake.likeness import did_you_mean
from sheetfollow.intake.names import fold
from sheetfollow.intake.workbook import Grid
from sheetfollow.plan.columns import (
    NO_DAY,
    Array,
    each_once,
    earliest,
    filled,
    is_one_of,
    last_line,
    pick,
    texts,
)
from sheetfollow.plan.people import choose_contacts
from sheetfollow.plan.tables import Lines, Rows
from sheetfollow.schema import TRAITS

BEFORE_INTERVIEW = "Dated before the interview, so it is not counted"
CHASING = frozenset(message.value for message, traits in TRAITS.items() if traits.chases)
_NO_ANSWER = frozenset(answer.value for answer in Answer) - {Answer.BLANK, Answer.GIVEN}
_HOLDING = ("date", "direction", "message", "response")


@dataclass(frozen=True, eq=False)
class Journal:
    """The log, matched.

    `lines` has one line for each log row, `row` -1 where it is not counted; `sent` says which of
    them went out, `bounced` which would have, `heard_on` when they answered (NaT for not), `check`
    why a row could not be matched. `held` says for each interview row what of the log keeps it from
    getting anything, "" for nothing, and `hints` what Needs tells of it.
    """

    lines: Lines
    sent: Array
    bounced: Array
    heard_on: Array
    check: Array
    held: Array
    hints: Array

    @cached_property
    def told(self) -> Lines:
        """What went to an application, oldest first."""
        return self.lines.at(self.sent).oldest_first()

    @cached_property
    def heard(self) -> Lines:
        """What came from one, oldest first; a Response comes after the line that it stands in."""
        here = ~np.isnat(self.heard_on)
        order = self.lines.order + np.where(self.sent, 0.5, 0)
        return replace(self.lines, day=self.heard_on, order=order).at(here).oldest_first()

    def named(self, message: Array) -> Journal:
        """The journal with these messages."""
        return replace(self, lines=replace(self.lines, message=message))


def match(rows: Rows, log: pd.DataFrame, grid: Grid) -> Journal:
    """Each log row belongs to the row with its ID; else to the one with its company and
    interviewer, the latest not after it; else, with the company alone, to the application's contact
    (spec 3, Communications)."""
    row = pd.Index(rows.id).get_indexer(log["id"])
    for search in (_by_name, _by_company):
        lost = np.flatnonzero(row < 0)
        if len(lost):
            row[lost] = search(
                rows,
                _named(log.iloc[lost]),
                log,
                row,
            )
    repeats = pick(rows.repeats, row, -1)
    row = np.where(repeats >= 0, repeats, row)
    day = log["date"].to_numpy()
    usable = (log["problem"].to_numpy() == "") & ~np.isnat(day)
    counted = np.where(
        usable & (day >= pick(rows.interview_date, row, NO_DAY)),
        row,
        -1,
    )
    lines = Lines(
        row=counted,
        app=pick(rows.app, counted, -1),
        person=pick(rows.person, counted, -1),
        day=day,
        order=np.arange(len(log), dtype=float),
        message=log["message"].to_numpy(),
        method=log["method"].to_numpy(),
    )
    received = log["direction"].to_numpy() == "Received"
    bounced = (counted >= 0) & _bounced(lines, log, received)
    sent = (counted >= 0) & ~received & ~bounced
    return Journal(
        lines=lines,
        sent=sent,
        bounced=bounced,
        heard_on=_heard_on(log, lines, received),
        check=_check(rows, log, counted, row),
        held=_held(rows, log, row, grid),
        hints=_hints(rows, log, lines, sent),
    )


def _named(log: pd.DataFrame) -> pd.DataFrame:
    """The lines, numbered, with their names as names are compared."""
    names = {
        key: each_once(log[key].to_numpy(), fold) for key in ("company", "interviewer", "job_title")
    }
    return pd.DataFrame({"line": range(len(log)), "date": log["date"].to_numpy(), **names})


def _people(rows: Rows) -> pd.DataFrame:
    """Who a line can name, by the names as they are compared."""
    here = np.flatnonzero(rows.placed)
    return pd.DataFrame(
        {
            "row": here,
            "app": rows.app[here],
            "held": rows.interview_date[here],
            "id": rows.id_order[here],
            "company": rows.company_name[here],
            "interviewer": rows.person_name[here],
            "row_title": rows.title_name[here],
        }
    )


def _by_name(rows: Rows, lines: pd.DataFrame, *_: object) -> Array:
    """The row of that company and interviewer whose interview is the latest not after the log row's
    day."""
    named = lines[(lines["company"] != "") & (lines["interviewer"] != "")]
    pairs = named.merge(_people(rows), on=["company", "interviewer"])
    pairs = pairs[(pairs["held"] <= pairs["date"]) & _same_title(pairs)]
    pairs = pairs.sort_values(
        ["held", "id"],
        ascending=[True, False],
        kind="stable",
    )
    found = pairs.groupby("line")["row"].last()
    return found.reindex(lines["line"], fill_value=-1).to_numpy()


def _by_company(rows: Rows, lines: pd.DataFrame, log: pd.DataFrame, row: Array) -> Array:
    """The contact, on the log row's day, of the one application that the company (and job title)
    name, where the interviewer is blank."""
    named = lines[(lines["company"] != "") & (lines["interviewer"] == "")]
    pairs = named.drop(columns="interviewer").merge(_people(rows), on="company")
    pairs = pairs[_same_title(pairs)]
    pairs = pairs[pairs.groupby("line")["app"].transform("nunique") == 1]
    pairs = pairs[pairs["held"] <= pairs["date"]]
    people = pairs["row"].to_numpy()
    chased = first_chased(rows, row, log)[people] <= pairs["date"].to_numpy()
    return choose_contacts(
        rows,
        people,
        pairs["line"].to_numpy(),
        len(lines),
        chased,
    )


def first_chased(rows: Rows, row: Array, log: pd.DataFrame) -> Array:
    """The day of the first follow-up to each interview row, by the rows that log lines belong to;
    NaT for none."""
    chased = (row >= 0) & is_one_of(log["message"].to_numpy(), CHASING)
    chased &= log["direction"].to_numpy() != "Received"
    return earliest(
        log["date"].to_numpy()[chased],
        row[chased],
        len(rows.id),
    )


def _same_title(pairs: pd.DataFrame) -> pd.Series:
    return (pairs["job_title"] == "") | (pairs["job_title"] == pairs["row_title"])


def _bounced(lines: Lines, log: pd.DataFrame, received: Array) -> Array:
    """The lines whose message did not arrive: their Response says so, or a Received row after
    them."""
    back = log["answer"].to_numpy() == Answer.BOUNCED
    lost = back & ~received
    for bounce in np.flatnonzero(back & received & (lines.row >= 0)).tolist():
        before = (lines.row == lines.row[bounce]) & ~received & (lines.when < lines.when[bounce])
        if before.any():
            lost[np.flatnonzero(before)[np.argmax(lines.when[before])]] = True
    return lost


def _heard_on(log: pd.DataFrame, lines: Lines, received: Array) -> Array:
    """The day on which an inbound came: a Received row on its Date, a Response on its Response
    date, else on the day of its line (spec 3)."""
    responded, response = (log[key].to_numpy() for key in ("response_date", "response"))
    silent = is_one_of(log["answer"].to_numpy(), _NO_ANSWER)
    answered = ~received & ((response != "") | ~np.isnat(responded))
    heard = np.where(
        answered & ~np.isnat(responded),
        responded,
        lines.day,
    )
    return np.where(
        (lines.row >= 0) & (received | answered) & ~silent,
        heard,
        NO_DAY,
    )


def _check(rows: Rows, log: pd.DataFrame, counted: Array, row: Array) -> Array:
    """Why a log row could not be matched, in words; "" where it could."""
    check = log["problem"].to_numpy().copy()
    lost = np.flatnonzero((counted < 0) & (check == ""))
    if len(lost):
        why = _why_lost(rows, log.iloc[lost])
        check[lost] = np.where(
            row[lost] >= 0,
            BEFORE_INTERVIEW,
            why,
        )
    return check


def _why_lost(rows: Rows, log: pd.DataFrame) -> Array:
    names, people = _named(log).set_index(log.index), _people(rows)
    company, titled = people["company"], people["company"] + "\n" + people["row_title"]
    known = people["company"] + "\n" + people["interviewer"]
    jobs = names["company"].map(people.groupby("company")["app"].nunique())
    several = (log["interviewer"] == "") & (log["job_title"] == "") & (jobs > 1)
    job, person = (names["company"] + "\n" + names[key] for key in ("job_title", "interviewer"))
    wrong_title = (log["job_title"] != "") & ~job.isin(titled)
    stranger = (log["interviewer"] != "") & ~person.isin(known)
    return np.select(
        [names["company"] == "", ~names["company"].isin(company), stranger, wrong_title, several],
        [
            "Company is blank and the ID is not one of Interviews",
            "Interviews has no company " + log["company"] + _meant(log["company"], rows.company),
            "Interviews has no " + log["interviewer"] + " at " + log["company"],
            "Interviews has no job " + log["job_title"] + " at " + log["company"],
            "There are two jobs at " + log["company"] + "; fill in Job title or Interviewer",
        ],
        default=BEFORE_INTERVIEW,
    )


def _meant(names: pd.Series, known: Array) -> Array:
    """What each of these names may mean among the known ones, as a question; "" for nothing."""
    among = set(known.tolist())

    def question(name: str) -> str:
        meant = did_you_mean(name, among) if name not in among else ""
        return f"; did you mean {meant}?" if meant else ""

    return each_once(names.to_numpy(), question)


def _held(rows: Rows, log: pd.DataFrame, row: Array, grid: Grid) -> Array:
    """What of the log holds each row, "" for nothing: where a Date, a Direction, a Message or a
    Response cannot be read, or they answered on a day that has yet to come, its person gets nothing
    until it is put right; nobody in particular, its company."""
    held = texts(len(rows.id))
    for line, key, fault in _holding(log):
        told = grid.place(key, int(log["sheet_row"].iloc[line])) + fault
        for where in _whose(rows, log.iloc[line], int(row[line])):
            if where.any():
                held[where] = told
                break
    return held


def _holding(log: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """The lines that hold somebody: the place of each, the key of the cell, and what is wrong with
    it."""
    unread = log["unread"].to_numpy()
    for line in np.flatnonzero(log["answer"].to_numpy() == Answer.AHEAD).tolist():
        yield line, "response_date", " is in the future"
    for line in filled(unread).tolist():
        key = next((each for each in _HOLDING if each in unread[line]), None)
        if key is not None:
            yield line, key, " cannot be read"


def _whose(rows: Rows, line: pd.Series, row: int) -> tuple[Array, ...]:
    """The rows that a line may be about, the surest guess first."""
    company, title, person = (fold(line[key]) for key in ("company", "job_title", "interviewer"))
    at_company = (rows.company_name == company) & (company != "")
    at_job = at_company & (rows.title_name == title)
    named = at_company & (rows.person_name == person) & (person != "")
    known = (rows.person == rows.person[row]) & (row >= 0)
    return known, named & at_job, named, at_job, at_company


def _hints(rows: Rows, log: pd.DataFrame, lines: Lines, sent: Array) -> Array:
    """What Needs tells of the log, by row: of the last message to each person, and of what came
    after it."""
    hints = texts(len(rows.id))
    odd = np.flatnonzero((log["hint"].to_numpy() != "") & (lines.row >= 0))
    if not len(odd):
        return hints
    told = lines.at(sent).oldest_first()
    last = pick(
        told.when,
        last_line(told.person, rows.people),
        -1,
    )
    for line in odd[lines.when[odd] >= last[lines.person[odd]]].tolist():
        at = lines.row[line]
        hints[at] = "; ".join(filter(None, (hints[at], log["hint"].iloc[line])))
    return hints
