"""What a run did and what is due, in words and as JSON; it owns the counts, the wording and the
exit code (spec 8)."""

from __future__ import annotations

import functools
import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import combining, east_asian_width

import pandas as pd

from sheetfollow.intake.dates import say
from sheetfollow.letters.wordings.phrases import one_line
from sheetfollow.model import Edit, as_typed, whom
from sheetfollow.outputs.agenda import agenda
from sheetfollow.schema import SKIPPED, Status

CARDS = (
    Status.OVERDUE,
    Status.DUE,
    Status.SCHEDULED,
    Status.UPCOMING,
    Status.WAITING,
    Status.CLOSED,
    Status.CHECK_ROW,
)
DONE, ATTENTION = 0, 3
Paint = Callable[[str, str], str]
Cells = tuple[str, str, str, str]
Layout = Callable[[Cells], Iterator[str]]
_OF_AN_ITEM = ["status", "due_from", "due_by", "next_action", "channel", "company", "job_title"]
_OF_AN_ITEM += ["interviewer", "why", "needs", "draft", "id"]
_TIE = "\N{NO-BREAK SPACE}"
_LEAST_NAME = 20
"""Characters of a name that still tell who it is."""

_MOST_TOLD = 5
"""Findings that a terminal shows below what is due."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row to act on. `draft` is the path of its draft, "" for none."""

    status: str
    due_from: date
    due_by: date
    action: str
    channel: str
    company: str
    job_title: str
    interviewer: str
    why: str
    needs: str
    draft: str
    id: str


@dataclass(frozen=True)
class Report:
    """The outcome of one workbook. `attention` is what a person should look at: faults, findings,
    kept drafts. `logged` are the marks that became lines of the log, `kept` those that the next
    sync puts there. `notes` is what is told once, with nothing to do. `edits` are the cells written
    (or that would be), None where the command only reads. `drafts` is the path of the drafts
    folder."""

    workbook: str
    today: date
    counts: dict[str, int]
    items: tuple[Item, ...]
    drafts: str = ""
    attention: tuple[str, ...] = ()
    taken_over: tuple[str, ...] = ()
    logged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    edits: tuple[Edit, ...] | None = None
    files: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        return ATTENTION if self.attention else DONE

    @property
    def has_changed(self) -> bool:
        """Whether the sync has written anything."""
        return bool(self.edits or self.files)

    def line(self) -> str:
        """The outcome in one line, for one of several workbooks."""
        attention = f"; {_count(len(self.attention), 'thing')} to look at" if self.attention else ""
        return f"{self.headline}{attention}"

    def lines(
        self, width: int | None = None, paint: Paint | None = None, *, paths: bool = False
    ) -> Iterator[str]:
        """The report as people read it: what was done, what is due, what needs attention.

        `width` is the terminal's, None for a pipe, which gets everything whole; on a terminal what
        is most urgent is to stay in sight, so that a row is a line, without the path of its draft
        unless `paths` says so. `paint` gives a heading its colour.
        """
        with_paths = paths or width is None
        yield from folded(self.headline, width)
        yield from self._done()
        if any(self.counts.values()):
            folder = Path(self.workbook).parent if with_paths else None
            yield from agenda_lines(self.items, self.today, folder, width, paint)
        else:
            hint = "Type your interviews into the sheet Interviews, save, then sync."
            yield from folded(hint, width, indent="  ")
        yield from self._undrafted(width)
        if not with_paths:
            yield from self._drafted(width)
        yield from self._attention(width, paint)

    def _done(self) -> Iterator[str]:
        """What came of what was typed, and on a dry run each cell and file that would change."""
        yield from (f"  {each}" for each in self.taken_over)
        yield from (f"  logged: {each}" for each in self.logged)
        yield from (f"  kept for the next sync: {each}" for each in self.kept)
        yield from (f"  attached: {each}" for each in self.attached)
        yield from (f"  note: {each}" for each in self.notes)
        if self.dry_run:
            for edit in self.edits or ():
                yield f"  {edit.sheet}!{edit.cell} = {_shown(edit.value)}"
            yield from (f"  {each}" for each in self.files)

    @property
    def headline(self) -> str:
        """One line: the workbook, the day, how many rows have each status, and how much was
        written."""
        counts = ", ".join(
            f"{number} {status.lower()}" for status, number in self.counts.items() if number
        )
        day = say(self.today, today=self.today)
        return f"{self.workbook}, {day}: {counts or 'no interviews yet'}{self._changed()}"

    def _changed(self) -> str:
        if self.edits is None:
            return ""
        cells = _count(len(self.edits), "cell")
        return (
            f" ({cells} {'would change' if self.dry_run else 'written'})"
            if self.edits
            else " (nothing to change)"
        )

    def _undrafted(self, width: int | None) -> Iterator[str]:
        """Before the first sync: how to get the drafts."""
        due = [item for item in self.items if item.status != Status.SCHEDULED]
        if self.edits is None and due and not any(item.draft for item in due):
            yield ""
            hint = f"There are no drafts yet; write them with: {self._command('sync')}"
            yield from folded(hint, width)

    def _drafted(self, width: int | None) -> Iterator[str]:
        """How to get at the drafts, in place of the path of each."""
        if any(item.draft for item in self.items):
            yield ""
            yield from folded(f"Open the drafts with: {self._command('open')}", width)

    def _attention(self, width: int | None, paint: Paint | None) -> Iterator[str]:
        """All of it; on a terminal the first few, so that what is due is not pushed out of it."""
        if not self.attention:
            return
        yield ""
        yield _heading("Needs attention", len(self.attention), paint)
        most = len(self.attention) if width is None else _MOST_TOLD
        for each in self.attention[:most]:
            yield from folded(each, width, indent="  ")
        if self.attention[most:]:
            more = f"and {len(self.attention) - most} more: {self._command('check')}"
            yield from folded(more, width, indent="  ")

    def _command(self, name: str) -> str:
        """A command for this workbook, as it is typed."""
        return f"sheetfollow {name} {as_typed(self.workbook)}"

    def findings(self, width: int | None = None) -> Iterator[str]:
        """What needs attention and nothing else, or that nothing does."""
        for each in self.attention or (f"{self.workbook}: nothing to mend",):
            yield from folded(each, width)

    def as_json(self) -> str:
        """The whole report for programs, in ASCII whatever the console; dates as ISO text."""
        whole = asdict(replace(self, edits=()))
        whole["edits"] = [
            {"sheet": edit.sheet, "cell": edit.cell, "value": edit.value}
            for edit in self.edits or ()
        ]
        whole["exit_code"] = self.exit_code
        return json.dumps(whole, indent=2, default=_iso)


def items_of(rows: pd.DataFrame, *, today: date, ahead: int = 14) -> tuple[Item, ...]:
    """The rows to act on, most urgent first, and what opens within `ahead` days."""
    return tuple(
        Item(
            status=row["status"],
            due_from=row["due_from"].date(),
            due_by=row["due_by"].date(),
            action=row["next_action"],
            channel=row["channel"],
            company=one_line(row["company"]),
            job_title=one_line(row["job_title"]),
            interviewer=one_line(row["interviewer"]),
            why=row["why"],
            needs=row["needs"],
            draft=row["draft"],
            id=row["id"],
        )
        for row in agenda(rows[_OF_AN_ITEM], today=today, ahead=ahead).to_dict("records")
    )


def logged_of(log: pd.DataFrame, rows: pd.DataFrame, *, today: date) -> tuple[str, ...]:
    """The lines that marks have added to the log, in words, with what comes next for each row."""
    added = log[log["sheet_row"] == 0]
    if added.empty:
        return ()
    upcoming = {
        item.id: item
        for item in items_of(
            rows,
            today=today,
            ahead=366,
        )
    }
    return tuple(
        f"{_line_said(line, today)}{_next_said(upcoming.get(line['id']), today)}"
        for line in added.to_dict("records")
    )


def _line_said(line: Mapping[str, Any], today: date) -> str:
    day = say(line["date"].date(), today=today)
    skipped = " (skipped)" if line["method"] == SKIPPED else ""
    who = whom(line["interviewer"], line["company"], line["job_title"])
    return f"{line['message']} to {who}, on {day}{skipped}"


def _next_said(item: Item | None, today: date) -> str:
    return f"; next: {item.action} {when(item, today)}" if item else ""


def counts_of(rows: pd.DataFrame) -> dict[str, int]:
    """How many rows have each status, in the order of urgency."""
    found = rows["status"].value_counts()
    return {status.value: int(found.get(status.value, 0)) for status in CARDS}


def agenda_lines(
    items: Sequence[Item],
    today: date,
    folder: Path | None,
    width: int | None = None,
    paint: Paint | None = None,
) -> Iterator[str]:
    """Due rows and what is coming under a heading for each status, aligned.

    `folder` is the workbook's: below each row stands the path of its draft from there; None for
    rows alone.
    """
    if not items:
        yield "  Nothing to send."
        return
    columns, layout = _laid_out(items, today, width)
    counts = Counter(item.status for item in items)
    for number, (item, cells) in enumerate(
        zip(
            items,
            columns,
            strict=True,
        )
    ):
        if number == 0 or item.status != items[number - 1].status:
            yield ""
            yield _heading(item.status, counts[item.status], paint)
        yield from layout(cells)
        if folder is not None and item.draft:
            yield f"    {folder / item.draft}"


def _laid_out(
    items: Sequence[Item], today: date, width: int | None
) -> tuple[Sequence[Cells], Layout]:
    """The cells of each row and how they become lines. Where there is no room for all of it the day
    gives way first, then the channel, which the draft says too; then the name goes on a line of its
    own."""
    whole = [
        _cells(
            item,
            when(item, today),
            item.channel,
        )
        for item in items
    ]
    short = [
        _cells(
            item,
            shortly(item, today),
            item.channel,
        )
        for item in items
    ]
    bare = [_cells(item, shortly(item, today), "") for item in items]
    longest = max(room_of(cells[2]) for cells in whole)
    least = min(longest, _LEAST_NAME)
    for columns, name in ((whole, least), (short, longest), (bare, least)):
        day, action, room = _widths(columns, width)
        if room >= name:
            return columns, functools.partial(_one_line, day=day, action=action, room=room)
    left = max(width or 0, _LEAST_NAME) - 1
    return whole, functools.partial(
        _two_lines,
        day=_widths(whole, width)[0],
        left=left,
    )


def _cells(item: Item, day: str, channel: str) -> Cells:
    return day, item.action, whom(item.interviewer, item.company, item.job_title), channel


def _heading(title: str, count: int, paint: Paint | None) -> str:
    text = f"{title} ({count})"
    return paint(text, title) if paint else text


def _widths(columns: Sequence[Cells], width: int | None) -> tuple[int, int, int]:
    """How wide day and action are, and how much room is left for the name."""
    day, action, name, channel = (
        max(room_of(cells[number]) for cells in columns) for number in range(4)
    )
    if width is None:
        return day, action, name
    return day, action, min(name, width - 1 - (2 + day + 2 + action + 2 + 2 + channel))


def _one_line(cells: Cells, *, day: int, action: int, room: int) -> Iterator[str]:
    who = _fitted(cells[2], room)
    yield f"  {cells[0]:{day}}  {cells[1]:{action}}  {who}  {cells[3]}".rstrip()


def _two_lines(cells: Cells, *, day: int, left: int) -> Iterator[str]:
    yield _fitted(f"  {cells[0]:{day}}  {cells[1]}", left).rstrip()
    yield f"    {_fitted(cells[2], left - len(cells[3]) - 7).rstrip()} ({cells[3]})"


def _fitted(text: str, room: int) -> str:
    """The text padded to the room, or shortened to it with an ellipsis."""
    if room_of(text) <= room:
        return text + " " * (room - room_of(text))
    while text and room_of(text) >= room:
        text = text[:-1]
    return _fitted(f"{text.rstrip(' ,')}…", max(room, 1))


def room_of(text: str) -> int:
    """The columns that the text takes on a terminal, where Chinese letters are two wide and accents
    none."""
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def folded(text: str, width: int | None, *, indent: str = "") -> list[str]:
    """A sentence in lines of the terminal's width, the later ones indented further. Paths stay
    whole, and a number stays with the word that it counts."""
    if width is None:
        return [indent + text]
    lines = textwrap.wrap(
        re.sub(r"(\d) ", rf"\1{_TIE}", text),
        max(width - 1, _LEAST_NAME),
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_TIE, " ") for line in lines]


def when(item: Item, today: date) -> str:
    """The day that matters as people say it: by tomorrow, Tue 24 Nov; or from, while its window is
    ahead."""
    word, day, near = _word_and_day(item, today)
    return f"{word} {near + ', ' if near else ''}{say(day, today=today)}"


def shortly(item: Item, today: date) -> str:
    """The same in fewer letters: by tomorrow; by Tue 24 Nov."""
    word, day, near = _word_and_day(item, today)
    return f"{word} {near or say(day, today=today)}"


def _word_and_day(item: Item, today: date) -> tuple[str, date, str]:
    scheduled = item.status == Status.SCHEDULED
    day = item.due_from if scheduled else item.due_by
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days, "")
    return "from" if scheduled else "by", day, near


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _shown(value: Any) -> str:
    return (
        "(empty)" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    )


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
