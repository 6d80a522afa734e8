"""A proposal in words, and as data (spec 8, adopt). What is left alone is named, never shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

from sheetfollow.adopt.facts import (
    FINAL,
    NAMES,
    Column,
    Fact,
    InterviewLine,
    LogLine,
    State,
    Table,
)
from sheetfollow.adopt.proposal import Proposal
from sheetfollow.adopt.values import Days, text_of, ticked
from sheetfollow.adopt.vocabulary import fold
from sheetfollow.outputs.report import room_of
from sheetfollow.xlsx import a1

_EXAMPLE, _SHOWN_WORDS, _SHOWN_LINES = 20, 24, 12
_WANTED = {
    Fact.JOB_TITLE: "Job title",
    Fact.INTERVIEW_DATE: "Interview date",
    Fact.INTERVIEWER: "who you talked to (Interviewer)",
    Fact.STATUS: "Status",
    Fact.CONTACT_EMAIL: "Email",
}
_INSTEAD = {
    Fact.INTERVIEW_DATE: {Fact.INTERVIEW_DATE, Fact.INTERVIEW_FLAG},
    Fact.STATUS: {Fact.STATUS, Fact.STATUS_FLAG},
    Fact.CONTACT_EMAIL: {Fact.CONTACT_EMAIL, Fact.CONTACT_MIXED},
}
_DAYS = frozenset(
    {Fact.APPLIED_ON, Fact.INTERVIEW_DATE, Fact.OUTCOME_DATE, Fact.LAST_HEARD, Fact.SENT_FLAG}
)
_MEANT = {
    State.INTERVIEW: "an interview: asks for its day, if it is recent",
    State.NOT_YET: "no application yet: the row is left out",
    State.SILENT: "says nothing",
}


def preview_lines(proposal: Proposal, workbook: str) -> Iterator[str]:
    """The proposal as people read it."""
    days = Days(proposal.today, proposal.survey.order)
    for tables in _alike(proposal.survey.chosen):
        yield _title(tables, workbook)
        yield ""
        yield from _columns(tables, days)
    yield from outcome_lines(proposal)


def changed_lines(before: Proposal, after: Proposal, workbook: str) -> list[str]:
    """The lines of the preview that a correction has changed, whatever room they take."""
    known = Counter(_bare(line) for line in preview_lines(before, workbook))
    changed = []
    for line in preview_lines(after, workbook):
        if known[_bare(line)]:
            known[_bare(line)] -= 1
        else:
            changed.append(line)
    return changed


def _bare(line: str) -> str:
    return " ".join(line.split())


def outcome_lines(proposal: Proposal) -> Iterator[str]:
    """What the words mean, what is unsure, and what comes over: what an answer may change."""
    yield from _words(proposal)
    yield from _doubts(proposal)
    yield ""
    yield from _take_over(proposal)


def _alike(tables: Sequence[Table]) -> list[list[Table]]:
    """The tables by what their columns are, so that like sheets are shown once."""
    groups: dict[tuple[Any, ...], list[Table]] = {}
    for table in tables:
        key = tuple((column.number, fold(column.header), column.fact) for column in table.columns)
        groups.setdefault((table.header_row, *key), []).append(table)
    return list(groups.values())


def _title(tables: Sequence[Table], workbook: str) -> str:
    sheets = _list([table.sheet for table in tables])
    rows = sum(len(table.rows) for table in tables)
    skipped = sum(table.skipped for table in tables)
    more = f" ({_count(skipped, 'row')} left out)" if skipped else ""
    plural = "s" if len(tables) > 1 else ""
    return (
        f"{workbook}, sheet{plural} {sheets}, headers in row {tables[0].header_row}:"
        f" {_count(rows, 'application')}{more}"
    )


def _columns(tables: Sequence[Table], days: Days) -> Iterator[str]:
    """A line for each column that is taken, then what was not found and what is left alone."""
    table = tables[0]
    taken = [column for column in table.columns if column.fact is not Fact.LEFT_ALONE]
    wide = max(room_of(_own(column)) for column in taken)
    name = max(len("is taken as"), *(len(_name(column)) for column in taken))
    yield f"  {_padded('your column', wide)}  {'is taken as':{name}}  filled  for example"
    for column in taken:
        filled, examples = _filled(tables, column), _examples(column, days)
        line = f"  {_padded(_own(column), wide)}  {_name(column):{name}}  {filled:6}  {examples}"
        yield line.rstrip()
    yield from _named("not found", _lacking(table))
    yield from _named("left alone", [column.header for column in table.of(Fact.LEFT_ALONE)])


def _named(what: str, names: Sequence[str]) -> Iterator[str]:
    named = [name for name in names if name]
    if named:
        yield f"  {what}: {', '.join(named)}"


def _filled(tables: Sequence[Table], column: Column) -> int:
    """In how many rows of like tables the column says something."""
    columns = [each for table in tables for each in table.columns]
    return sum(each.filled for each in columns if each.number == column.number)


def _lacking(table: Table) -> list[str]:
    """What people are glad to have taken over, and is not there."""
    return [text for fact, text in _WANTED.items() if not table.facts & _INSTEAD.get(fact, {fact})]


def _own(column: Column) -> str:
    return f"{a1.letters(column.number):2} {column.header}"


def _name(column: Column) -> str:
    name = NAMES[column.fact]
    return f"{name} ({column.round})" if column.round > 1 else name


def _examples(column: Column, days: Days) -> str:
    if column.fact in (Fact.STATUS, Fact.STATUS_FLAG):
        return "words below"
    if column.fact in (Fact.SENT_FLAG, Fact.INTERVIEW_FLAG) and any(map(ticked, column.examples)):
        return "ticked"
    return ", ".join(
        _example(
            cell,
            _day(
                cell,
                column.fact,
                days,
            ),
        )
        for cell in column.examples
    )


def _day(cell: Any, fact: Fact, days: Days) -> date | None:
    if fact is Fact.INTERVIEW_DATE:
        return days.read_talk(cell)
    return days.read(cell) if fact in _DAYS else None


def _example(cell: Any, day: date | None) -> str:
    """A value as it is read: a day as the day that it means."""
    if day:
        return f"{day.day} {day:%b %Y}"
    text = f"{cell:%Y-%m-%d}" if isinstance(cell, date) else text_of(cell)
    return text if len(text) <= _EXAMPLE else f"{text[: _EXAMPLE - 1].rstrip()}…"


def _words(proposal: Proposal) -> Iterator[str]:
    headers = dict.fromkeys(
        column.header for table in proposal.survey.chosen for column in table.of(Fact.STATUS)
    )
    rows: dict[str, tuple[str, int, State | None]] = {}
    for table in proposal.survey.chosen:
        for word in table.words:
            count = rows.get(fold(word.text), ("", 0, None))[1] + word.rows
            rows[fold(word.text)] = (word.text, count, word.state)
    if not rows:
        return
    words = sorted(rows.values(), key=lambda each: (-each[1], each[0]))
    shown = words[:_SHOWN_WORDS]
    title = f"your word ({', '.join(headers)})"
    wide = max(room_of(title), *(room_of(text) + 6 for text, _, _ in shown))
    yield ""
    yield f"  {_padded(title, wide)}  means"
    for text, count, state in shown:
        yield f"  {_padded(text, wide - 6)} {count:5}  {_meaning(text, state)}"
    if len(words) > len(shown):
        yield f"  and {len(words) - len(shown)} rarer ones"


def _meaning(word: str, state: State | None) -> str:
    if state is None:
        return f"unknown: type {word}=Closed or the like, else it says nothing"
    if state in FINAL or state is State.OFFER:
        return f"{state}"
    return _MEANT.get(state, f"{state}")


def _doubts(proposal: Proposal) -> Iterator[str]:
    doubts = [str(doubt) for table in proposal.survey.chosen for doubt in table.doubts]
    doubts += [
        f"{each.against}: contradict each other on {each.company}, so neither counts"
        for each in proposal.applications
        if each.against
    ]
    doubts += _unread(proposal)
    left = [
        f"{table.sheet}: is left alone; to take it as well: --sheet"
        for table in proposal.survey.tables
        if not table.chosen
    ]
    if doubts or left:
        yield ""
    yield from (f"  {each}" for each in (*doubts, *left))


def _unread(proposal: Proposal) -> Iterator[str]:
    """The days that cannot be read, of what is not over."""
    for each in proposal.applications:
        if each.state not in FINAL:
            yield from (f"{place}: {text!r} {why}" for place, text, why in each.unread)


def _take_over(proposal: Proposal) -> Iterator[str]:
    taken = proposal.taken
    since = proposal.today - timedelta(days=proposal.quiet_days)
    dated = sorted((line for line in taken.interviews if line.day), key=_when)
    asked = [line for line in taken.interviews if not line.day]
    count = _count(len(dated), "interview")
    yield f"To take over: {count} (since {since.day} {since:%b}, or ahead){_rest(proposal)}"
    yield from _some([_shown(line, proposal.today) for line in dated])
    if asked:
        yield _asking(len(asked))
        yield from _some([f"{_job(line)} ({line.place})" for line in asked])
    if taken.log:
        yield "Sent already, as your sheet shows, so it is not drafted again:"
        yield from _some([_logged(line) for line in taken.log])


def _when(line: InterviewLine) -> tuple[date, time]:
    return line.day or date.max, line.time or time.min


def _some(lines: Sequence[str]) -> Iterator[str]:
    """The first of them, and how many more there are."""
    yield from (f"  {line}" for line in lines[:_SHOWN_LINES])
    if len(lines) > _SHOWN_LINES:
        yield f"  and {len(lines) - _SHOWN_LINES} more"


def _asking(count: int) -> str:
    if count == 1:
        return "One application speaks of an interview without a day; its line asks for it:"
    return f"{count} applications speak of an interview without a day; their lines ask for it:"


def _rest(proposal: Proposal) -> str:
    taken, parts = proposal.taken, []
    if taken.older:
        stay = "is older and stays" if taken.older == 1 else "are older and stay"
        parts.append(f"{taken.older} {stay} in your sheet only")
    if taken.unasked:
        speak = "speaks" if taken.unasked == 1 else "speak"
        are = "is" if taken.unasked == 1 else "are"
        parts.append(
            f"{_count(taken.unasked, 'application')} that {speak} of one without a day {are} older"
            f" than {proposal.quiet_days} days, and not asked about"
        )
    if taken.without:
        parts.append(f"{_count(taken.without, 'application')} had none")
    return f". {'; '.join(parts)}." if parts else "."


def _shown(line: InterviewLine, today: date) -> str:
    day = f"{line.day.day} {line.day:%b}" if line.day else "?"
    year = f" {line.day.year}" if line.day and line.day.year != today.year else ""
    who = line.interviewer or ("" if line.outcome else "name missing")
    rest = ", ".join(filter(None, (who, line.outcome)))
    return f"{day}{year}  {_job(line)}: {rest}"


def _job(line: InterviewLine) -> str:
    return ", ".join(filter(None, (line.company, line.job_title)))


def _logged(line: LogLine) -> str:
    day = f"{line.day.day} {line.day:%b}"
    assumed = " (day assumed)" if "assumed" in line.notes else ""
    who = f"{line.interviewer}, " if line.interviewer else ""
    return f"{line.message or 'a later follow-up'} to {who}{line.company}, {day}{assumed}"


def _padded(text: str, room: int) -> str:
    return text + " " * (room - room_of(text))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _list(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def as_data(proposal: Proposal, workbook: str) -> dict[str, Any]:
    """The proposal for programs; meanings by the names of facts, days as ISO text."""
    return {
        "workbook": workbook,
        "date_order": proposal.survey.order,
        "refused": proposal.survey.refused or None,
        "tables": [_table_data(table) for table in proposal.survey.tables],
        "interviews": [_line_data(line) for line in proposal.taken.interviews],
        "log": [
            {
                "date": line.day.isoformat(),
                "company": line.company,
                "job_title": line.job_title,
                "interviewer": line.interviewer,
                "message": line.message,
                "notes": line.notes,
            }
            for line in proposal.taken.log
        ],
        "older": proposal.taken.older,
        "unasked": proposal.taken.unasked,
        "without": proposal.taken.without,
    }


def _table_data(table: Table) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "taken": table.chosen,
        "applications": len(table.rows),
        "columns": [
            {
                "column": a1.letters(column.number),
                "header": column.header,
                "meaning": column.fact.public,
                "filled": column.filled,
            }
            for column in table.columns
        ],
        "words": [
            {
                "word": word.text,
                "rows": word.rows,
                "means": word.state.value if word.state else None,
            }
            for word in table.words
        ],
        "doubts": [str(doubt) for doubt in table.doubts],
        "refused": table.refused or None,
    }


def _line_data(line: InterviewLine) -> dict[str, Any]:
    return {
        "from": line.place,
        "company": line.company,
        "job_title": line.job_title,
        "interview_date": line.day.isoformat() if line.day else None,
        "interview_time": f"{line.time:%H:%M}" if line.time else None,
        "interviewer": line.interviewer,
        "email": line.email,
        "phone": line.phone,
        "outcome": line.outcome,
        "outcome_date": line.outcome_date.isoformat() if line.outcome_date else None,
    }
