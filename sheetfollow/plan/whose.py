"""Whose a log row is, whether that is sure, and why it is nobody's (spec 3, Communications)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sheetfollow.intake.likeness import did_you_mean, whom_did_you_mean
from sheetfollow.intake.names import fold
from sheetfollow.intake.workbook import Grid
from sheetfollow.plan.columns import NO_DAY, Array, each_once, earliest, is_one_of, pick, said
from sheetfollow.plan.people import choose_contacts, is_unread
from sheetfollow.plan.tables import Rows
from sheetfollow.schema import TRAITS

BEFORE_INTERVIEW = "Dated before the interview, so it is not counted"
NAMING = ("company", "job_title", "interviewer")
"""The cells of a log row that say whose it is, where it has no ID."""
CANNOT_BE_READ = " cannot be read"
IS_BLANK = " is blank"
CHASING = frozenset(message.value for message, traits in TRAITS.items() if traits.chases)
_AS_LATE_AS_CAN_BE = np.datetime64("9999-12-31", "s")
_ASKED_FOR_A_CONTACT = ("main_contact", "role")
_THE_BEST_ROLE = "Hiring manager"


@dataclass(frozen=True, eq=False)
class Whose:
    """Whose each log row is, as far as the cells can be read: the interview `row`, -1 for nobody
    who is known. `sure` says that no cell which is blank or unreadable now can change that later;
    `blame` is the interview row whose cell can, where it is known, else -1."""

    row: Array
    sure: Array
    blame: Array

    def at(self, places: Array) -> Whose:
        """The same of the log rows at these places."""
        return Whose(
            self.row[places],
            self.sure[places],
            self.blame[places],
        )


def whose(rows: Rows, log: pd.DataFrame) -> Whose:
    """Each log row belongs to the row with its ID; else to the one with its company and
    interviewer, the latest not after it; else, with the company alone, to the application's contact
    (spec 3, Communications)."""
    row = pd.Index(rows.id).get_indexer(log["id"])
    sure, blame = row >= 0, np.full(len(log), -1)
    lost = np.flatnonzero(~sure)
    if not len(lost):
        return Whose(row, sure, blame)
    lines = _named(log.iloc[lost])
    row[lost], blame[lost] = _by_name(rows, lines)
    found, doubted = _by_company(rows, lines, _first_chased(rows, row, log))
    row[lost] = np.maximum(row[lost], found)
    blame[lost] = np.maximum(blame[lost], doubted)
    sure[lost] = (blame[lost] < 0) & ~_is_vague(rows, lines)
    return Whose(row, sure, blame)


def _named(log: pd.DataFrame) -> pd.DataFrame:
    """The lines, numbered, with their names as names are compared, and whether one cannot be
    read."""
    names = {key: each_once(log[key].to_numpy(), fold) for key in NAMING}
    unread = {f"{key}_unread": is_unread(log["unread"].to_numpy(), key) for key in NAMING}
    return pd.DataFrame(
        {"line": range(len(log)), "date": log["date"].to_numpy(), **names, **unread}
    )


def _people(rows: Rows) -> pd.DataFrame:
    """Who a line can name, by the names as they are compared; `held` is NaT and `row_title` ""
    where that is not known."""
    here = np.flatnonzero(rows.repeats < 0)
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


def _of_one_job(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs of a line and a row whose titles agree, as far as they are known."""
    job, title = pairs["job_title"], pairs["row_title"]
    return pairs[(job == "") | (title == "") | (job == title)]


def _in_time(pairs: pd.DataFrame) -> pd.DataFrame:
    """Those whose interview may be before the line."""
    return pairs[pairs["date"].notna() & ~(pairs["held"] > pairs["date"])]


def _by_name(rows: Rows, lines: pd.DataFrame) -> tuple[Array, Array]:
    """The row of that company and interviewer whose interview is the latest not after the log row's
    day, and the one that may turn out to be later."""
    named = lines[(lines["company"] != "") & (lines["interviewer"] != "")]
    pairs = _in_time(_of_one_job(named.merge(_people(rows), on=["company", "interviewer"])))
    known = pairs["held"].notna() & ((pairs["job_title"] == "") | (pairs["row_title"] != ""))
    best = pairs[known].sort_values(["held", "id"], kind="stable")
    found = _of_each(lines, best.drop_duplicates("line", keep="last"))
    open_ = pairs[~known]
    so_far = found[open_["line"]]
    as_late = open_["held"].fillna(open_["date"]).to_numpy()
    held, app = (
        pick(
            rows.interview_date,
            so_far,
            NO_DAY,
        ),
        pick(
            rows.app,
            so_far,
            -1,
        ),
    )
    same_talk = (as_late == held) & (open_["app"] == app)
    return found, _of_each(lines, open_[~(as_late < held) & ~same_talk])


def _of_each(lines: pd.DataFrame, pairs: pd.DataFrame) -> Array:
    """The row that each line has first among the pairs, -1 for none."""
    row = np.full(len(lines), -1)
    first = pairs.drop_duplicates("line")
    row[first["line"]] = first["row"]
    return row


def _by_company(rows: Rows, lines: pd.DataFrame, chased_on: Array) -> tuple[Array, Array]:
    """The contact, on the log row's day, of the one application that the company (and job title)
    name, where the interviewer is blank; and the row without whose cells nobody can tell."""
    nameless = (lines["interviewer"] == "") & ~lines["interviewer_unread"]
    named = lines[(lines["company"] != "") & nameless].drop(columns="interviewer")
    pairs = _of_one_job(named.merge(_people(rows), on="company"))
    titled = pairs["row_title"] != ""
    jobs = pairs[titled].groupby("line")["app"].nunique()
    pairs = _in_time(pairs[~(pairs["line"].map(jobs) > 1)])
    titled = pairs["row_title"] != ""
    marked = said(rows.main_contact, unless_said=False)[pairs["row"]]
    known = pairs[titled & (pairs["held"].notna() | marked)]

    def contact(rows: Rows, among: pd.DataFrame) -> Array:
        people = among["row"].to_numpy()
        chased = chased_on[people] <= among["date"].to_numpy()
        return choose_contacts(
            rows,
            people,
            among["line"].to_numpy(),
            len(lines),
            chased,
        )

    chosen = contact(rows, known)
    other = contact(_at_best(rows), pairs)
    doubt = np.where(other != chosen, other, -1)
    other = contact(_at_worst(rows), known)
    doubt = np.where(
        (doubt < 0) & (other != chosen),
        chosen,
        doubt,
    )
    second = _of_each(lines, pairs[~titled & (pairs["job_title"] == "")])
    return chosen, np.where(doubt < 0, second, doubt)


def _at_best(rows: Rows) -> Rows:
    """The rows with what would make a contact of them in each cell that is not known."""
    undated = np.isnat(rows.interview_date)
    marks, roles = (is_unread(rows.unread, key) for key in _ASKED_FOR_A_CONTACT)
    return replace(
        rows,
        interview_date=np.where(undated, _AS_LATE_AS_CAN_BE, rows.interview_date),
        main_contact=_marked(rows, marks, as_=True),
        role=np.where(roles, _THE_BEST_ROLE, rows.role),
    )


def _at_worst(rows: Rows) -> Rows:
    """The rows with a No in each mark that cannot be read."""
    unread = is_unread(rows.unread, "main_contact")
    return replace(rows, main_contact=_marked(rows, unread, as_=False))


def _marked(rows: Rows, here: Array, *, as_: bool) -> Array:
    marks = rows.main_contact.copy()
    marks[here] = as_
    return marks


def _first_chased(rows: Rows, row: Array, log: pd.DataFrame) -> Array:
    """The day of the first follow-up to each interview row, by the rows that log lines belong to;
    NaT for none."""
    chased = (row >= 0) & is_one_of(log["message"].to_numpy(), CHASING)
    chased &= log["direction"].to_numpy() != "Received"
    return earliest(
        log["date"].to_numpy()[chased],
        row[chased],
        len(rows.id),
    )


def _is_vague(rows: Rows, lines: pd.DataFrame) -> Array:
    """Whether a name that cannot be read, in the line or in some row, may be the one that
    counts."""
    nobody, nowhere = (is_unread(rows.unread, key) for key in ("interviewer", "company"))
    somebody_there = lines["company"].isin(rows.company_name[nobody])
    somewhere = (lines["interviewer"] == "") | lines["interviewer"].isin(rows.person_name[nowhere])
    vague = lines[[f"{key}_unread" for key in NAMING]].any(axis=1)
    vague |= somebody_there & (lines["interviewer"] != "")
    if nowhere.any():
        vague |= somewhere
    return vague.to_numpy()


def open_cell(rows: Rows, row: int, grid: Grid) -> str:
    """The cell of an interview row that keeps a log row from being matched for good, and what is
    the matter with it."""
    unread = rows.unread[row]
    if np.isnat(rows.interview_date[row]):
        key = "interview_date"
    elif rows.title_name[row] == "":
        key = "job_title"
    else:
        key = next((each for each in _ASKED_FOR_A_CONTACT if each in unread), "interviewer")
    place = grid.place(key, int(rows.sheet_row[row]))
    return place + (CANNOT_BE_READ if key in unread else IS_BLANK)


def why_lost(rows: Rows, log: pd.DataFrame, found: Whose, grid: Grid) -> Array:
    """Why each of these log rows is not counted, in words."""
    reason = _why_nobodys(rows, log)
    for place in range(len(log)):
        row = int(found.row[place])
        at = row if row >= 0 and np.isnat(rows.interview_date[row]) else int(found.blame[place])
        if row >= 0 and at != row:
            reason[place] = BEFORE_INTERVIEW
        elif at >= 0:
            reason[place] = open_cell(rows, at, grid) + ", so this waits for it"
    return reason


def _why_nobodys(rows: Rows, log: pd.DataFrame) -> Array:
    """Why nobody is found for these log rows."""
    names, people = _named(log).set_index(log.index), _people(rows)
    company, titled = people["company"], people["company"] + "\n" + people["row_title"]
    known = people["company"] + "\n" + people["interviewer"]
    jobs = names["company"].map(people.groupby("company")["app"].nunique())
    several = (log["interviewer"] == "") & (log["job_title"] == "") & (jobs > 1)
    job, person = (names["company"] + "\n" + names[key] for key in ("job_title", "interviewer"))
    wrong_title = (log["job_title"] != "") & ~job.isin(titled)
    stranger = (log["interviewer"] != "") & ~person.isin(known)
    reasons = [
        (names["company_unread"], _nobody_can_tell("Company")),
        (names["interviewer_unread"], _nobody_can_tell("Interviewer")),
        (names["company"] == "", "Company is blank and the ID is not one of Interviews"),
        (
            ~names["company"].isin(company),
            "Interviews has no company " + log["company"] + _meant(log["company"], rows.company),
        ),
        (
            stranger,
            "Interviews has no "
            + log["interviewer"]
            + " at "
            + log["company"]
            + _meant_there(person, "interviewer", log, rows, whom_did_you_mean),
        ),
        (
            wrong_title,
            "Interviews has no job "
            + log["job_title"]
            + " at "
            + log["company"]
            + _meant_there(job, "job_title", log, rows, did_you_mean),
        ),
        (
            several & names["job_title_unread"],
            _nobody_can_tell("Job title"),
        ),
        (
            several,
            "There are two jobs at " + log["company"] + "; fill in Job title or Interviewer",
        ),
    ]
    return np.select(
        [where for where, _ in reasons],
        [words for _, words in reasons],
        default=BEFORE_INTERVIEW,
    )


def _nobody_can_tell(header: str) -> str:
    return header + " cannot be read, so nobody can tell whose this is"


def _meant_there(
    where: pd.Series,
    key: str,
    log: pd.DataFrame,
    rows: Rows,
    meant: Callable[[str, Iterable[str]], str],
) -> Array:
    """What the lines may mean by a person or a job that Interviews has not at their company, as a
    question. `where` is company and name of each line, as names are compared."""
    there: dict[str, list[str]] = {}
    for company, name in zip(rows.company_name, getattr(rows, key), strict=True):
        there.setdefault(company, []).append(name)
    typed = dict(zip(where, log[key], strict=True))

    def question(place: str) -> str:
        company = place.partition("\n")[0]
        return _asked(meant(typed[place], there.get(company, ())))

    return each_once(where.to_numpy(), question)


def _asked(meant: str) -> str:
    return f"; did you mean {meant}?" if meant else ""


def _meant(names: pd.Series, known: Array) -> Array:
    """What each of these names may mean among the known ones, as a question; "" for nothing."""
    among = dict.fromkeys(known.tolist())  # in their order, so that two runs say the same

    def question(name: str) -> str:
        return _asked(did_you_mean(name, among)) if name not in among else ""

    return each_once(names.to_numpy(), question)
