"""Marks that did not come through a cell: kept beside the drafts until the workbook holds them,
and taken back again (spec 3, Marking as sent)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from sheetfollow.exceptions import UnclearMark
from sheetfollow.intake import Intake
from sheetfollow.intake.dates import say
from sheetfollow.intake.tables import DAY
from sheetfollow.intake.workbook import Grid
from sheetfollow.model import Edit, Mark
from sheetfollow.plan import Plan
from sheetfollow.plan.marks import log_rows
from sheetfollow.schema import SKIPPED, TRAITS, Message, slug


@dataclass(frozen=True)
class Settled:
    """The tables with the marks in them. `emptied` are the positions of the rows whose own Sent on
    means the same step, `marks` those that need not be kept any longer once the workbook is
    written, `told` what became of those that are not in the log."""

    intake: Intake
    emptied: tuple[int, ...]
    marks: tuple[Mark, ...]
    told: tuple[str, ...]


def settle(intake: Intake, plan: Plan, marks: Sequence[Mark], *, today: date) -> Settled:
    """Put the marks into the log. Of several for one step, those in Sent on among them, the
    earliest counts; one whose step the log holds by now, or whose row is gone, is told.

    `plan` is the one without the marks.
    """
    rows = intake.rows.assign(id=plan.rows["id"].to_numpy())
    where = _positions(rows)
    counts = logged_counts(plan)
    taken: dict[int, list[Mark]] = {}
    settled: list[Mark] = []
    told: list[str] = []
    for mark in marks:
        index = where.get(mark.id)
        if index is None:
            told.append(f"{said(mark, today)}: its row is gone, so it is not logged")
        elif counts[mark.id, mark.message] > mark.logged:
            told += _already(mark, plan, today)
        elif rows["problem"][index]:
            told.append(f"{said(mark, today)}: is kept until its row is put right")
            continue
        else:
            taken.setdefault(index, []).append(mark)
        settled.append(mark)
    emptied = tuple(
        index
        for index in taken
        if _is_marked(
            rows,
            index,
            taken[index][0].message,
        )
    )
    lines = _lines(rows, plan, taken, emptied)
    log = pd.concat([intake.log, lines], ignore_index=True) if taken else intake.log
    days = rows["sent_on"].copy()
    days[list(emptied)] = pd.NaT
    grown = replace(
        intake,
        rows=rows.assign(sent_on=days),
        log=log,
    )
    return Settled(
        grown,
        emptied,
        tuple(settled),
        tuple(told),
    )


def moved_marks(
    moved: Sequence[tuple[str, str, int, str]], plan: Plan, *, today: date
) -> list[Mark]:
    """The marks of drafts that were moved to done/ by hand: (ID, message, both as in file names,
    how often it was sent before, name) for each file. A row of which nothing is known any more has
    none."""
    where = _positions(plan.rows)
    messages = {slug(message): message.value for message in Message}
    found = {}
    for key, message, logged, name in moved:
        if key in where and message in messages:
            row = plan.rows.iloc[where[key]]
            names = {each: str(row[each]) for each in ("company", "job_title", "interviewer")}
            mark = Mark(
                key,
                messages[message],
                "",
                today,
                logged,
                **names,
                draft=name,
            )
            found[key, message] = mark
    return list(found.values())


def _positions(rows: pd.DataFrame) -> dict[str, int]:
    """Each ID's row; of several the first."""
    found: dict[str, int] = {}
    for index, key in enumerate(rows["id"]):
        found.setdefault(key, index)
    return found


def logged_counts(plan: Plan) -> Counter[tuple[str, str]]:
    """How often the cells of the log hold each message of each row as done, by (row ID,
    message)."""
    here = (plan.log["sheet_row"].to_numpy() > 0) & plan.lines["sent"].to_numpy()
    lines = plan.lines[here & (plan.lines["row"].to_numpy() >= 0)]
    return Counter(
        zip(
            plan.rows["id"].reindex(lines["row"]),
            lines["message"],
            strict=True,
        )
    )


def said(mark: Mark, today: date) -> str:
    """The mark as people read it: thank-you to Dana Lee, Acme, on Mon 23 Nov."""
    message = TRAITS[Message(mark.message)].words if mark.message in list(Message) else mark.message
    skipped = "skipped: " if mark.channel == SKIPPED else ""
    who = ", ".join(filter(None, (mark.interviewer, mark.company)))
    return f"{skipped}{message} to {who or mark.id}, on {say(mark.day, today=today)}"


def _already(mark: Mark, plan: Plan, today: date) -> Iterator[str]:
    """Nothing is said where the very line of the mark is there: then only its removal was cut
    off."""
    log = plan.log
    same = (log["id"] == mark.id) & (log["message"] == mark.message)
    if not (same & (log["date"] == pd.Timestamp(mark.day))).any():
        yield f"{said(mark, today)}: this step is in the log already, so it is not logged again"


def _is_marked(rows: pd.DataFrame, index: int, message: str) -> bool:
    """Whether the row's own Sent on is about that message, too."""
    shown = rows["next_action"][index]
    return bool(pd.notna(rows["sent_on"][index])) and shown in (message, "")


def _lines(
    rows: pd.DataFrame, plan: Plan, taken: Mapping[int, Sequence[Mark]], emptied: Sequence[int]
) -> pd.DataFrame:
    """A line of the log for each message of each row that was marked."""
    steps: dict[tuple[int, str], list[Mark]] = {}
    for index, marks in taken.items():
        for mark in marks:
            steps.setdefault((index, mark.message), []).append(mark)
    days = [
        min(
            [
                *(each.day for each in marks),
                *_own_day(
                    rows,
                    index,
                    emptied,
                ),
            ]
        )
        for (index, _), marks in steps.items()
    ]
    named = pd.DataFrame(
        {
            "message": [message for _, message in steps],
            "method": [
                _method(
                    rows,
                    plan,
                    index,
                    marks,
                )
                for (index, _), marks in steps.items()
            ],
            "day": pd.array(days, dtype=DAY),
        },
        index=[index for index, _ in steps],
    )
    return log_rows(rows, named)


def _own_day(rows: pd.DataFrame, index: int, emptied: Sequence[int]) -> Iterator[date]:
    if index in emptied:
        yield rows["sent_on"][index].date()


def _method(rows: pd.DataFrame, plan: Plan, index: int, marks: Sequence[Mark]) -> str:
    """The channel as the user saw it; what was sent is not skipped."""
    known = [mark.channel for mark in marks if mark.channel not in ("", SKIPPED)]
    if known:
        return known[0]
    if any(mark.channel == SKIPPED for mark in marks):
        return SKIPPED
    for table in (rows, plan.rows):
        if table["next_action"][index] == marks[0].message:
            return str(table["channel"][index])
    return ""


# ---- taking marks back ----


def lines_to_empty(intake: Intake, log: Grid, marks: Sequence[Mark]) -> list[int]:
    """The rows of the log's sheet that these marks have written, without those that the user has
    deleted since. Raises UnclearMark with the cell where something was typed there since."""
    return [row for mark in marks for row in _line_of(intake.log, log, mark)]


def _line_of(lines: pd.DataFrame, log: Grid, mark: Mark) -> list[int]:
    ours = lines[(lines["id"] == mark.id) & (lines["message"] == mark.message)]
    if len(ours) <= mark.logged:
        return []
    line = ours.iloc[-1]
    row = int(line["sheet_row"])
    written = {
        "date": pd.Timestamp(mark.day),
        "direction": "Sent",
        "message": mark.message,
    }
    if mark.channel:
        written["method"] = mark.channel
    for key, value in written.items():
        if line[key] != value:
            raise _typed_since(log, key, row)
    for key in ("response", "response_date", "notes"):
        if log.value(key, row) is not None:
            raise _typed_since(log, key, row)
    return [row]


def _typed_since(log: Grid, key: str, row: int) -> UnclearMark:
    return UnclearMark(
        f"{log.place(key, row)}: was changed since the mark was logged; nothing is taken back,"
        " empty the row by hand if it is wrong"
    )


def without_lines(log: Grid, rows: Sequence[int]) -> Grid:
    """The grid as if these rows of the sheet were blank."""
    gone = {row - log.first_row for row in rows}
    values: dict[str, list[Any]] = {
        key: [None if index in gone else cell for index, cell in enumerate(cells)]
        for key, cells in log.values.items()
    }
    return replace(log, values=values)


def empty_lines(log: Grid, rows: Sequence[int]) -> Iterator[Edit]:
    """The edits that empty these rows of the sheet."""
    for row in rows:
        for key in log.columns:
            if log.value(key, row) is not None:
                yield Edit(log.name, log.cell(key, row), None)
