"""What a run did and what is due, in words and as JSON; it owns the counts, the wording and the exit code (spec 8)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from sheetfollow.dates import say
from sheetfollow.edits import agenda
from sheetfollow.model import Edit
from sheetfollow.schema import Status

CARDS = (Status.OVERDUE, Status.DUE, Status.SCHEDULED, Status.UPCOMING, Status.WAITING, Status.CLOSED, Status.CHECK_ROW)
DONE, ATTENTION = 0, 3


@dataclass(frozen=True, slots=True)
class Item:
    """One row to act on. `draft` is the path of its draft, "" for none."""

    status: str
    due_from: date
    due_by: date
    action: str
    channel: str
    company: str
    interviewer: str
    why: str
    needs: str
    draft: str
    id: str


@dataclass(frozen=True)
class Report:
    """The outcome of one workbook. `attention` is what a person should look at: faults, findings, kept drafts; `edits`
    are the cells written (or that would be), None where the command only reads."""

    workbook: str
    today: date
    counts: dict[str, int]
    items: tuple[Item, ...]
    attention: tuple[str, ...] = ()
    logged: tuple[str, ...] = ()
    edits: tuple[Edit, ...] | None = None
    files: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        return ATTENTION if self.attention else DONE

    def line(self) -> str:
        """The outcome in one line, for one of several workbooks."""
        attention = f"; {_count(len(self.attention), 'thing')} to look at" if self.attention else ""
        return f"{self._heading()}{attention}"

    def lines(self) -> Iterator[str]:
        """The report as people read it: what was done, what is due, what needs attention."""
        yield from self._done()
        yield from self._due()
        if self.attention:
            yield ""
            yield f"Needs attention ({len(self.attention)})"
            yield from (f"  {each}" for each in self.attention)

    def _done(self) -> Iterator[str]:
        yield self._heading()
        yield from (f"  logged: {each}" for each in self.logged)
        if self.dry_run:
            yield from (f"  {edit.sheet}!{edit.cell} = {_shown(edit.value)}" for edit in self.edits or ())
            yield from (f"  {each}" for each in self.files)

    def _heading(self) -> str:
        return f"{self.workbook}, {say(self.today, today=self.today)}: {_counted(self.counts)}{self._changed()}"

    def _changed(self) -> str:
        if self.edits is None:
            return ""
        cells = _count(len(self.edits), "cell")
        return f" ({cells} {'would change' if self.dry_run else 'written'})" if self.edits else " (nothing to change)"

    def _due(self) -> Iterator[str]:
        yield from agenda_lines(self.items, self.today)

    def as_json(self) -> str:
        """The whole report for programs; dates as ISO text."""
        whole = asdict(replace(self, edits=()))
        whole["edits"] = [{"sheet": edit.sheet, "cell": edit.cell, "value": edit.value} for edit in self.edits or ()]
        whole["exit_code"] = self.exit_code
        return json.dumps(whole, ensure_ascii=False, indent=2, default=_iso)


def items_of(rows: pd.DataFrame, *, today: date, ahead: int = 14) -> tuple[Item, ...]:
    """The rows to act on, most urgent first, and what opens within `ahead` days."""
    return tuple(
        Item(
            status=row["status"], due_from=row["due_from"].date(), due_by=row["due_by"].date(),
            action=row["next_action"], channel=row["channel"], company=row["company"], interviewer=row["interviewer"],
            why=row["why"], needs=row["needs"], draft=row["draft"], id=row["id"],
        )
        for row in agenda(rows, today=today, ahead=ahead).to_dict("records")
    )  # fmt: skip


def counts_of(rows: pd.DataFrame) -> dict[str, int]:
    """How many rows have each status, in the order of urgency."""
    found = rows["status"].value_counts()
    return {status.value: int(found.get(status.value, 0)) for status in CARDS}


def agenda_lines(items: Sequence[Item], today: date) -> Iterator[str]:
    """Due rows and what is coming, aligned; each with its draft on the line below."""
    if not items:
        yield "  Nothing to send."
        return
    columns = [[item.status, when(item, today), item.action, f"{item.interviewer}, {item.company}", item.channel]
               for item in items]  # fmt: skip
    widths = [max(len(row[number]) for row in columns) for number in range(4)]
    for item, row in zip(items, columns, strict=True):
        yield (
            "  " + "  ".join([*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[4]])
        ).rstrip()
        if item.draft:
            yield f"    {item.draft}"


def when(item: Item, today: date) -> str:
    """The day that matters as people say it: by tomorrow, Tue 24 Nov; or from, while its window is ahead."""
    day = item.due_from if item.status == Status.SCHEDULED else item.due_by
    word = "from" if item.status == Status.SCHEDULED else "by"
    near = {-1: "yesterday, ", 0: "today, ", 1: "tomorrow, "}.get((day - today).days, "")
    return f"{word} {near}{say(day, today=today)}"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {status.lower()}" for status, number in counts.items() if number) or "no interviews yet"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _shown(value: Any) -> str:
    return "(empty)" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
