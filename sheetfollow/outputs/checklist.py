"""The article's seven points for each row, decided from data: yes, no, does not apply yet (spec 3,
Checklist)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from sheetfollow.letters.letter import Letter
from sheetfollow.plan import Plan
from sheetfollow.plan.columns import Array, Columns, columns_of, count, days, said
from sheetfollow.schema import CHECKLIST, Channel, Message, Status

YES, NO, LATER = "✓", "✗", "–"


def checklist(
    plan: Plan, letters: Sequence[Letter], impersonal: Collection[str] = ()
) -> pd.DataFrame:
    """One line for each row of the plan, with the columns of the Checklist sheet; marks are YES, NO
    or LATER. `impersonal` are the IDs of the rows whose thank-you lacks a name, the job or the
    topic."""
    rows = columns_of(plan.rows)
    standing = {letter.task.id: letter for letter in letters if letter.name}
    known, clean, sample = _letter_facts([standing.get(key) for key in rows["id"]])
    points = {
        "thanked": _thanked(rows),
        "personalised": _personalised(rows, impersonal),
        "proofread": _mark(clean, known & ~clean),
        "sample_attached": _sample(rows, known, sample),
        "waited": _waited(rows),
        "logged": _logged(plan),
        "script_ready": _script_ready(rows),
    }
    lines = {key: rows[key] for key in ("company", "interviewer", "id")} | points
    return pd.DataFrame({column.key: lines[column.key] for column in CHECKLIST.columns})


def _letter_facts(letters: Sequence[Letter | None]) -> tuple[Array, Array, Array]:
    """For each row: whether there is a letter, nothing to mend in it, and whether its sample goes
    with it."""
    known = [each is not None for each in letters]
    clean = [each is not None and not each.findings for each in letters]
    sample = [each is not None and each.carries_sample for each in letters]
    return np.array(known, bool), np.array(clean, bool), np.array(sample, bool)


def _mark(yes: Array, no: Array) -> Array:
    return np.select(
        [yes, no],
        [YES, NO],
        default=LATER,
    )


def _thanked(rows: Columns) -> Array:
    """Within 24 hours of the talk: on its day or the next."""
    thanked = rows["thanked"]
    in_time = thanked <= rows["interview_date"] + days(1)
    late = ~np.isnat(thanked) & ~in_time
    due = rows["next_action"] == Message.THANK_YOU
    missed = due & (rows["status"] == Status.OVERDUE)
    return _mark(in_time, late | missed | rows["thanks_lost"])


def _personalised(rows: Columns, impersonal: Collection[str]) -> Array:
    """Name, role and topic stand in the row, and in its text as drafted or as sent."""
    lacking = np.isin(rows["id"], list(impersonal))
    there = _filled(rows, "interviewer", "role", "topic") & ~lacking
    return _mark(rows["past"] & there, rows["past"] & ~there)


def _filled(rows: Columns, *keys: str) -> Array:
    """Whether something stands in each of these columns."""
    return np.logical_and.reduce([rows[key] != "" for key in keys])


def _sample(rows: Columns, known: Array, sample: Array) -> Array:
    """Attached or linked where it was mentioned in the talk; it goes with the thank-you, or the
    first mail after it."""
    mentioned = rows["past"] & said(rows["sample_mentioned"], unless_said=False)
    there = _filled(rows, "work_sample")
    gone = there & (sample | ~np.isnat(rows["thanked"]))
    return _mark(mentioned & gone, mentioned & ~gone & (known | ~there))


def _waited(rows: Columns) -> Array:
    """Five days at least lay between the talk and the second follow-up, on the contact's row."""
    contact = rows["contact"]
    mine = np.arange(len(contact)) == contact
    gap = rows["second_on"] - rows["day"]
    return _mark(mine & (gap >= days(5)), mine & (gap < days(5)))


def _logged(plan: Plan) -> Array:
    """Every message to that person has a date and a method, and every answer its words."""
    log = columns_of(plan.log)
    answered = ~np.isnat(log["response_date"])
    whole = ~np.isnat(log["date"]) & _filled(log, "method")
    whole &= ~answered | _filled(log, "response")
    row = plan.lines["row"].to_numpy()
    matched = row >= 0
    some = count(row[matched], len(plan.rows)) > 0
    broken = count(row[matched & ~whole], len(plan.rows)) > 0
    return _mark(some & ~broken, broken)


def _script_ready(rows: Columns) -> Array:
    """The call is next and its number is known, so that the script is whole before the window
    opens."""
    call = rows["next_action"] == Message.CALL
    by_phone = call & (rows["channel"] == Channel.PHONE)
    ready = by_phone & _filled(rows, "phone", "topic")
    return _mark(ready, by_phone & ~ready)
