"""Which row is which: IDs that last, and rows that repeat each other (spec 3, Interviews)."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pandas as pd

from sheetfollow.intake.names import fold
from sheetfollow.intake.workbook import Grid
from sheetfollow.model import Problem
from sheetfollow.plan.columns import Array
from sheetfollow.plan.tables import Rows

_SIGNS = ("bcdfghjkmnpqrstvwxz", "23456789") * 3
_ROOM = 19**3 * 8**3
"""How many IDs of six signs there are."""
_LONGEST_STEP = 16


def with_ids(rows: pd.DataFrame, log: pd.DataFrame, grid: Grid) -> pd.DataFrame:
    """Each row with an ID of its own: one without gets one, and of rows with one ID all but the one
    that it belongs to. A new ID sorts behind all that are there, the upper row's before the
    lower's."""
    lacking = np.flatnonzero(~_keeps(rows, log, grid))
    if not len(lacking):
        return rows
    ids = rows["id"].copy()
    words = (rows["company"] + "\n" + rows["job_title"] + "\n" + rows["interviewer"]).to_numpy()
    last = max((*rows["id"], *filter(_is_ours, log["id"])), default="")
    for place in lacking.tolist():
        last = ids[place] = _after(last, fold(words[place]))
    return rows.assign(id=ids)


def _keeps(rows: pd.DataFrame, log: pd.DataFrame, grid: Grid) -> Array:
    """Whether a row keeps the ID that it has."""
    keeps = (rows["id"] != "").to_numpy(copy=True)
    shared = keeps & rows["id"].duplicated(keep=False).to_numpy()
    for key, places in rows[shared].groupby("id").groups.items():
        lines = log[log["id"] == key]
        scores = [(_named_by(rows.loc[at], lines), _fits(rows.loc[at], grid)) for at in places]
        keeps[places] = False
        keeps[places[scores.index(max(scores))]] = True
    return keeps


def _named_by(row: pd.Series, lines: pd.DataFrame) -> bool:
    """Whether a log line names this row: its company, its interviewer, and an interview that is not
    after it."""
    here = (lines["company"].map(fold) == fold(row["company"])) & (
        lines["interviewer"].map(fold) == fold(row["interviewer"])
    )
    return bool((here & (lines["date"] >= row["interview_date"])).any())


def _fits(row: pd.Series, grid: Grid) -> int:
    """How much of what the row shows fits it: its Last contact, and the draft that it leads to."""
    number = int(row["sheet_row"])
    last = grid.value("last_contact", number) if "last_contact" in grid.columns else None
    day = last.date() if isinstance(last, datetime) else last
    held = None if pd.isna(row["interview_date"]) else row["interview_date"].date()
    fits = isinstance(day, date) and held is not None and held <= day
    draft = grid.links.get(grid.cell("draft", number), "") if "draft" in grid.columns else ""
    return fits + (_plain(row["interviewer"]) in _plain(draft))


def _plain(text: str) -> str:
    """Letters and digits alone, as they stand in the name of a file."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(filter(str.isalnum, bare.lower()))


def _is_ours(key: str) -> bool:
    return len(key) == len(_SIGNS) and _number(key) is not None


def _after(last: str, text: str) -> str:
    """An ID behind the last one: six signs, the first ones of a workbook and the gap between two
    made from the row's own words, so that two workbooks hardly share one."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    head, tail = last[: -len(_SIGNS)], _number(last[-len(_SIGNS) :])
    if tail is not None and tail + _LONGEST_STEP < _ROOM:
        return head + _signs(tail + 1 + number % _LONGEST_STEP)
    if last < _SIGNS[0][0]:
        return _signs(number % (_ROOM // 4))
    behind = [letter for letter in _SIGNS[0] if letter > last[0]]
    first = _signs(0)
    return behind[0] + first[1:] if behind else last + first


def _number(key: str) -> int | None:
    """The place of an ID among all of six signs, None for one of another form."""
    number = 0
    for sign, alphabet in zip(key, _SIGNS, strict=False):
        if sign not in alphabet:
            return None
        number = number * len(alphabet) + alphabet.index(sign)
    return number if len(key) == len(_SIGNS) else None


def _signs(number: int) -> str:
    signs = []
    for alphabet in reversed(_SIGNS):
        number, rest = divmod(number, len(alphabet))
        signs.append(alphabet[rest])
    return "".join(reversed(signs))


def without_repeats(
    rows: Rows, typed: pd.DataFrame, log: pd.DataFrame, grid: Grid
) -> tuple[Rows, tuple[Problem, ...]]:
    """Of rows that repeat each other one plans: that with log lines, else that with an ID (in
    `typed`, as the sheet has it), else the upper. The others are Check rows that say so; their
    snooze counts for it. Returns the problems besides."""
    groups = _alike(rows)
    if not groups:
        return rows, ()
    problems = []
    logged = pd.Series(rows.id).isin(log["id"]).to_numpy()
    known = typed["id"].to_numpy() == rows.id
    repeats, problem = rows.repeats.copy(), rows.problem.copy()
    snooze = rows.snooze_until.copy()
    for places in groups:
        ranked = sorted(places, key=lambda at: (not logged[at], not known[at], rows.id[at]))
        plans, others = ranked[0], ranked[1:]
        snooze[plans] = np.fmax.reduce(snooze[places])
        for other in others:
            repeats[other] = plans
            problems.append(_repeated(rows, other, plans, grid))
            told = (problem[other], str(problems[-1]))
            problem[other] = "; ".join(filter(None, told))
    return replace(
        rows,
        repeats=repeats,
        problem=problem,
        snooze_until=snooze,
    ), tuple(problems)


def _alike(rows: Rows) -> Sequence[list[int]]:
    """The places of the rows that repeat each other: same application, interviewer and day; without
    a name, the same address, role and time too."""
    placed = ~rows.unnamed & ~np.isnat(rows.interview_date)
    named = placed & (rows.person_name != "")
    return [
        *_same(np.flatnonzero(named), rows.person, rows.interview_date),
        *_same(
            np.flatnonzero(placed & ~named),
            rows.app,
            rows.interview_date,
            rows.email,
            rows.role,
            rows.interview_time,
        ),
    ]


def _same(places: Array, *columns: Array) -> Iterator[list[int]]:
    """The groups of these places at which all the columns say the same."""
    keys = pd.DataFrame({number: column[places] for number, column in enumerate(columns)})
    keys = keys[keys.duplicated(keep=False)]
    if len(keys):
        for _, group in keys.groupby(
            list(keys.columns),
            dropna=False,
            sort=False,
        ):
            yield places[group.index].tolist()


def _repeated(rows: Rows, other: int, plans: int, grid: Grid) -> Problem:
    key = "interviewer" if "interviewer" in grid.columns else next(iter(grid.columns))
    row = int(rows.sheet_row[other])
    said = f"repeats row {rows.sheet_row[plans]}; delete one of the two, they are the same talk"
    if merged := grid.merged_with(key, row):
        said = f"is merged with {merged}, so this is the same talk; unmerge them, and type the name"
    return Problem(
        grid.place(key, row),
        rows.interviewer[other],
        said,
    )
