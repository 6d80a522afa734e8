"""What a person should look at after a run: every fault and finding, with its cell or file (spec
8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sheetfollow.intake.workbook import Book, Grid
from sheetfollow.letters.letter import Letter
from sheetfollow.model import Problem
from sheetfollow.plan import Plan
from sheetfollow.plan.log import BEFORE_INTERVIEW
from sheetfollow.schema import Status


def attention(
    problems: Iterable[Problem], plan: Plan, book: Book, letters: Sequence[Letter]
) -> Iterator[str]:
    """A line for each, once: the faults in the cells (`problems` are those of the reading), the log
    rows that found no match, what a filter hides, what the letters need. `book` names the cells."""
    drafts = [letter.draft.problem for letter in letters if letter.draft.problem]
    yield from dict.fromkeys(map(str, [*problems, *plan.problems, *drafts]))
    yield from _unmatched(plan, book.log)
    yield from _hidden(plan, book.interviews)
    for letter in letters:
        if letter.refusal:
            yield f"{letter.task.place}: {letter.refusal}"
        yield from (f"{letter.link}: {finding}" for finding in letter.findings)


def _hidden(plan: Plan, grid: Grid) -> Iterator[str]:
    """The overdue rows that a filter keeps out of sight."""
    late = plan.rows[plan.rows["status"] == Status.OVERDUE]
    for row, name in zip(late["sheet_row"], late["interviewer"], strict=True):
        if row in grid.layout.filtered:
            yield f"{grid.name}!{row}: {name} is overdue, and a filter hides the row; clear it"


def _unmatched(plan: Plan, log: Grid) -> Iterator[str]:
    """The log rows that could not be matched, but for those that are a problem of their own or
    merely early."""
    early = plan.lines["check"].isin(["", BEFORE_INTERVIEW])
    told = ~early & (plan.log["problem"] == "")
    for row, why in zip(plan.log["sheet_row"][told], plan.lines["check"][told], strict=True):
        yield f"{log.place('check', row)}: {why}"
