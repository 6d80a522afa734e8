"""What theirs has and ours lacks -> new lines, outcomes and offers (spec 8, adopt).

It adds and never changes or deletes: an interview without a line is appended, a final word is
written where both cells of the outcome are blank. The lines are in the book that the plan then
reads, so that one sync is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sheetfollow.adopt.block import KEYS_IN_A_CELL, NO_KEYS, Adoption, taken_lines
from sheetfollow.adopt.facts import FINAL, Application, InterviewLine, LogLine, State, Talk
from sheetfollow.adopt.fed import Feed
from sheetfollow.adopt.source import Source
from sheetfollow.adopt.takeover import (
    OUTCOMES,
    Known,
    Name,
    current,
    group,
    name_of,
    outcome_of,
    take_over,
    with_years,
)
from sheetfollow.intake.answers import read_outcome
from sheetfollow.intake.cells import Unreadable, is_sentinel
from sheetfollow.intake.settings import Settings
from sheetfollow.intake.typed_dates import read_date
from sheetfollow.intake.workbook import Book, Grid
from sheetfollow.model import Edit, Problem, Value
from sheetfollow.outputs.lines import STYLES, append_lines
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS, SETTINGS_SHEET, Outcome
from sheetfollow.xlsx import a1


def feed(
    book: Book,
    adoption: Adoption,
    source: Source,
    settings: Settings,
    *,
    today: date,
    adopting: bool = False,
) -> Feed:
    """What comes over now. With `adopting` outcomes that are no news are history (`take_over`)."""
    ours = list(_ours(book, settings, today))
    known = Known(_days(ours, source.applications), adoption.taken)
    applications = with_years(source.applications, known)
    taken = take_over(
        applications,
        known,
        today=today,
        quiet_days=settings.gone_quiet,
        adopting=adopting,
    )
    outcomes = list(_outcomes(ours, applications, book.interviews, today))
    edits = [
        *append_lines(
            book.interviews, INTERVIEWS.inputs, list(map(_line, taken.interviews)), what="it"
        ),
        *append_lines(
            book.log,
            COMMUNICATIONS.inputs,
            list(map(_entry, taken.log)),
            what="it",
        ),
        *(edit for each in outcomes for edit in each.edits),
    ]
    fed = _with(book, edits)
    keys = [line.key for line in taken.interviews]
    return Feed(
        book=fed,
        edits=(
            *edits,
            *_remember(
                book,
                adoption,
                [*keys, *dict.fromkeys(taken.settled)],
            ),
        ),
        told=tuple(
            _told(
                adoption,
                len(keys),
                [each.edits[0].value for each in outcomes if each.edits],
            )
        ),
        problems=(
            *source.problems,
            *_contradictions(ours, applications),
            *_unread(applications),
            *(each.problem for each in outcomes if each.problem),
        ),
        offers=dict(_offers(_ours(fed, settings, today), applications)),
    )


@dataclass(frozen=True, slots=True)
class _Ours:
    """A line of Interviews, as far as it matters here."""

    row: int
    name: Name
    interviewer: str
    day: date | None
    outcome: str
    outcome_date: Any


def _ours(book: Book, settings: Settings, today: date) -> Iterator[_Ours]:
    grid = book.interviews
    for row in range(grid.first_row, grid.first_row + grid.height):
        company = _text(grid.value("company", row))
        if company:
            yield _Ours(
                row=row,
                name=name_of(company, _text(grid.value("job_title", row))),
                interviewer=_text(grid.value("interviewer", row)),
                day=_day(grid.value("interview_date", row), book, settings, today),
                outcome=_outcome(grid.value("outcome", row)),
                outcome_date=grid.value("outcome_date", row),
            )


def _text(cell: Any) -> str:
    text = "" if cell is None or cell is False else " ".join(str(cell).split())
    return "" if is_sentinel(text) else text


def _outcome(cell: Any) -> str:
    """An outcome of ours by its name, as far as it can be read."""
    try:
        return read_outcome(cell, INTERVIEWS.column("outcome"))
    except Unreadable:
        return _text(cell)


def _day(cell: Any, book: Book, settings: Settings, today: date) -> date | None:
    try:
        return read_date(
            cell,
            today=today,
            order=settings.date_order,
            date1904=book.date1904,
        )
    except Unreadable:
        return None


def _days(
    ours: Sequence[_Ours], applications: Sequence[Application]
) -> dict[Name, list[date | None]]:
    """The days of our lines by the application of theirs that they belong to."""
    days: dict[Name, list[date | None]] = {}
    names = _joined(ours, applications)
    for line in ours:
        days.setdefault(names.get(line.name, line.name), []).append(line.day)
    return days


def _joined(ours: Sequence[_Ours], applications: Sequence[Application]) -> dict[Name, Name]:
    """Ours by theirs where only one of the two knows a job title, and the company has one job."""
    theirs = {name_of(each.company, each.job_title) for each in applications}
    ours_names = {line.name for line in ours}
    joined = {}
    for name in ours_names - theirs:
        near = [each for each in theirs if each[0] == name[0]]
        if len(near) == 1 and (not near[0][1] or not name[1]):
            joined[name] = near[0]
    return joined


def _line(line: InterviewLine) -> dict[str, Any]:
    """A line for Interviews, by the keys of its columns."""
    return {
        "company": line.company,
        "job_title": line.job_title,
        "interviewer": line.interviewer,
        "interview_date": line.day,
        "interview_time": line.time,
        "email": line.email,
        "phone": line.phone,
        "linkedin": line.linkedin,
        "outcome": line.outcome,
        "outcome_date": line.outcome_date,
        "notes": line.notes,
    }


def _entry(line: LogLine) -> dict[str, Any]:
    """A line for the log, by the keys of its columns."""
    return {
        "date": line.day,
        "company": line.company,
        "job_title": line.job_title,
        "interviewer": line.interviewer,
        "direction": "Sent",
        "message": line.message,
        "notes": line.notes,
    }


@dataclass(frozen=True, slots=True)
class _Settled:
    """What an outcome of theirs does to ours: cells to write, or a contradiction."""

    edits: tuple[Edit, ...] = ()
    problem: Problem | None = None


def _outcomes(
    ours: Sequence[_Ours], applications: Sequence[Application], grid: Grid, today: date
) -> Iterator[_Settled]:
    """Each final word of theirs beside the lines of its application."""
    names = _joined(ours, applications)
    lines: dict[Name, list[_Ours]] = {}
    for line in ours:
        lines.setdefault(names.get(line.name, line.name), []).append(line)
    for name, rows in group(applications).items():
        row = current(rows)
        if row.state in OUTCOMES and name in lines:
            yield _settled(lines[name], row, grid, today)


def _settled(lines: Sequence[_Ours], row: Application, grid: Grid, today: date) -> _Settled:
    said = [line for line in lines if line.outcome]
    if said:
        return _Settled(problem=_against(said[0], row, grid))
    if lines[0].outcome_date is not None or "outcome" not in grid.columns:
        return _Settled()
    outcome, day = outcome_of(row, today, adopting=False)
    return _Settled(
        tuple(
            _outcome_cells(
                grid,
                lines[0].row,
                outcome,
                day,
            )
        )
    )


def _outcome_cells(grid: Grid, row: int, outcome: str, day: date | None) -> Iterator[Edit]:
    for key, value in (("outcome", outcome), ("outcome_date", day)):
        if key in grid.columns:
            style = STYLES.get(INTERVIEWS.column(key).kind)
            yield Edit(grid.name, grid.cell(key, row), value, style)


def _against(line: _Ours, row: Application, grid: Grid) -> Problem | None:
    """A problem where ours says otherwise. Closed agrees with every end, and an answer to an offer
    with the offer."""
    theirs = row.state.value if row.state else ""
    ours = line.outcome.casefold()
    ends = {state.value.casefold() for state in FINAL}
    agrees = ours == theirs.casefold() or (ours == Outcome.CLOSED.casefold() and row.state in FINAL)
    answered = row.state is State.OFFER and ours in ends
    if agrees or answered:
        return None
    return Problem(
        grid.place("outcome", line.row),
        line.outcome,
        f"is not what {row.state_place} says: {row.state_word!r} ({theirs}); make the two agree",
    )


def _contradictions(
    ours: Sequence[_Ours], applications: Sequence[Application]
) -> Iterator[Problem]:
    """Where theirs contradicts itself on an application that has a line."""
    joined = _joined(ours, applications)
    here = {joined.get(line.name, line.name) for line in ours}
    for name, rows in group(applications).items():
        row = current(rows)
        if row.against and name in here:
            yield Problem(
                row.against, "", f"tell two different ends of {row.company}; mend one of them"
            )


def _unread(applications: Sequence[Application]) -> Iterator[Problem]:
    """Interviews of applications that go on whose day cannot be read."""
    cells = [each for row in applications if row.state not in FINAL for each in row.unread]
    for place, text, why in cells[:_MOST_TOLD]:
        yield Problem(place, text, why)
    if len(cells) > _MOST_TOLD:
        sheet = cells[0][0].rpartition("!")[0]
        yield Problem(sheet, "", f"has {len(cells) - _MOST_TOLD} more such days of interviews")


_MOST_TOLD = 20


def _offers(
    ours: Iterator[_Ours], applications: Sequence[Application]
) -> Iterator[tuple[int, str]]:
    """What theirs knows for the gaps of our lines: the contact's name, the day, the word."""
    groups = group(applications)
    lines = list(ours)
    names = _joined(lines, applications)
    for line in lines:
        rows = groups.get(names.get(line.name, line.name))
        if rows and not (line.interviewer and line.day):
            offer = "; ".join(_offer(line, rows, lines))
            if offer:
                yield line.row, offer


def _offer(line: _Ours, rows: Sequence[Application], lines: Sequence[_Ours]) -> Iterator[str]:
    row = current(rows)
    if line.day is None:
        days = {other.day for other in lines if other.name == line.name}
        yield _offered_day(row, [talk for each in rows for talk in each.talks if talk.day in days])
    if not line.interviewer and row.contact.name:
        yield f"your contact there is {row.contact.name} ({row.contact.place})"


def _offered_day(row: Application, talks: Sequence[Talk]) -> str:
    """What theirs says of a line without a day; `talks` are those that have a line by now."""
    if talks:
        return f"{talks[0].place} has a day by now: delete this line if it is that interview"
    if row.state is State.INTERVIEW:
        return f"{row.state_place} says {row.state_word!r}: type the day, and who it was"
    return f"{row.place} speaks of an interview: type the day, and who it was"


def _with(book: Book, edits: Sequence[Edit]) -> Book:
    """The book as it will be when these cells are written."""
    return replace(
        book,
        interviews=_with_cells(book.interviews, edits),
        log=_with_cells(book.log, edits),
    )


def _with_cells(grid: Grid, edits: Sequence[Edit]) -> Grid:
    mine = [edit for edit in edits if edit.sheet == grid.name]
    if not mine:
        return grid
    keys = {number: key for key, number in grid.columns.items()}
    places = [(*a1.place(edit.cell), edit.value) for edit in mine]
    height = max(grid.height, max(row for row, _, _ in places) - grid.header_row)
    values = {key: [*cells, *[None] * (height - len(cells))] for key, cells in grid.values.items()}
    for row, column, value in places:
        values[keys[column]][row - grid.first_row] = value
    return replace(grid, values=values)


def _remember(book: Book, adoption: Adoption, keys: Sequence[str]) -> Iterator[Edit]:
    """What came over is written behind what came before, in a line of its own where a cell is
    full."""
    if not keys or not adoption.taken_cells or book.settings_sheet is None:
        return
    place, value = list(adoption.taken_cells.items())[-1]
    before = [key for key in value.split() if key != NO_KEYS]
    if len(before) + len(keys) <= KEYS_IN_A_CELL:
        sheet, _, cell = place.rpartition("!")
        yield Edit(sheet, cell, " ".join([*before, *keys]))
        return
    lines = [
        {"setting": name, "value": value, "meaning": meaning}
        for name, value, meaning in taken_lines(keys)
    ]
    yield from append_lines(book.settings_sheet, SETTINGS_SHEET.columns, lines, what="it")


def _told(adoption: Adoption, lines: int, outcomes: Sequence[Value]) -> Iterator[str]:
    """Planilha1: 2 interviews taken over, 1 offer taken over, 1 application closed."""
    offers = outcomes.count(Outcome.OFFER)
    counts = (
        (lines, "interview", "taken over"),
        (offers, "offer", "taken over"),
        (len(outcomes) - offers, "application", "closed"),
    )
    said = [
        f"{count} {what}{'s' if count > 1 else ''} {done}" for count, what, done in counts if count
    ]
    if said:
        sheets = (
            [adoption.file] if adoption.file else [n for b in adoption.blocks for n in b.sheets]
        )
        yield f"{', '.join(sheets)}: {', '.join(said)}"
