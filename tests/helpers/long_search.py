"""A long job search: the example's rows again and again, older each time, as a table that Excel has
grown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sheetfollow import new_workbook
from sheetfollow.model import Edit, Value
from sheetfollow.new_workbook import example
from sheetfollow.schema import COMMUNICATIONS, HEADER_ROWS, INTERVIEWS
from sheetfollow.writeback import apply

ROUNDS, WEEKS_APART = 13, 3


def three_hundred_rows(today: date) -> bytes:
    """A workbook of 312 interviews and their log that no sync has seen yet."""
    once = example.edits(today)
    edits = [edit for edit in once if edit.sheet not in (INTERVIEWS.name, COMMUNICATIONS.name)]
    for sheet in (INTERVIEWS, COMMUNICATIONS):
        edits += _again(sheet.name, [edit for edit in once if edit.sheet == sheet.name])
    return apply(new_workbook.shipped(), edits)


def _again(sheet: str, once: list[Edit]) -> Iterator[Edit]:
    """The newest last, as people type; each round at companies of its own."""
    first = HEADER_ROWS[sheet] + 1
    height = max(_row(edit) for edit in once) - first + 1
    company = {INTERVIEWS.name: "A", COMMUNICATIONS.name: "B"}[sheet]
    for turn in range(ROUNDS):
        age = ROUNDS - 1 - turn
        for edit in once:
            value = edit.value
            if edit.cell.rstrip("0123456789") == company and age:
                value = f"{value} {age + 1}"
            elif isinstance(value, str) and "@" in value and age:
                value = value.replace(".example", f"-{age + 1}.example")
            cell = f"{edit.cell.rstrip('0123456789')}{_row(edit) + turn * height}"
            yield Edit(sheet, cell, _older(value, age * WEEKS_APART), edit.style, edit.link, True)


def _older(value: Value, weeks: int) -> Value:
    return value - timedelta(weeks=weeks) if isinstance(value, date) else value


def _row(edit: Edit) -> int:
    return int(edit.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
