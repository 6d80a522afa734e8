"""Marks without Excel: a command or a click says that something was sent, and takes it back (spec
3, Marking as sent).

A mark is kept first, durable, in the drafts folder; then a sync puts it into the log, now or as
soon as the workbook can be written. So none is lost, and none counts twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from sheetfollow import files, pipeline
from sheetfollow.cli.whom import place_of
from sheetfollow.exceptions import FileTrouble, StaleWorkbook, UnclearMark, WorkbookBusy
from sheetfollow.intake import MARKS
from sheetfollow.intake.cells import Unreadable
from sheetfollow.intake.dates import say
from sheetfollow.intake.typed_dates import read_date
from sheetfollow.model import Mark
from sheetfollow.outputs.report import Report
from sheetfollow.pipeline.planned import Moment, Planned, named, plan_of
from sheetfollow.plan.kept import lines_to_empty, logged_counts, said
from sheetfollow.schema import SKIPPED, TRAITS, Message, Status, slug

_ANSWERS = (Message.REPLY, *(each for each, traits in TRAITS.items() if traits.answers))


@dataclass(frozen=True)
class Marked:
    """What a command or a click has done: the `marks` that it set or took back, and the `report` of
    the sync that followed, None where the workbook could not be written, as `waits` says. `gone`
    are those of the marks that were to be taken back and are nowhere any more, each with the
    reason."""

    today: date
    marks: tuple[Mark, ...]
    report: Report | None = None
    waits: str = ""
    gone: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """What became of each mark that was set, and what comes next."""
        if self.report is None:
            yield from (f"kept: {said(mark, self.today)}" for mark in self.marks)
            yield f"the next sync takes it into the workbook ({self.waits})"
            return
        yield from (f"logged: {line}" for line in self.report.logged)
        yield from self.report.attention if not self.report.logged else ()

    def lines_taken_back(self) -> list[str]:
        """What was taken back, for marks that `undo` has."""
        return [*(f"taken back: {said(mark, self.today)}" for mark in self.marks), *self.gone]


def sent(
    path: Path, who: Sequence[str], *, moment: Moment, on: str = "", skip: bool = False
) -> Marked:
    """Mark what these people's rows show as sent, on that day (as it is typed in Sent on; blank is
    today), or as done without a message with `skip`.

    `who` are names, parts of names, companies or IDs, each of which must mean one row. Raises
    UnclearMark, with nothing written, where one does not, where there is nothing to send to it, or
    where it was marked already; else as a sync does.
    """
    with named(path):
        planned = plan_of(path, moment)
        day = _day(on, planned)
        planned_then = planned if day == planned.today else plan_of(path, day)
        places = dict.fromkeys(place_of(each, planned.plan.rows) for each in who)
        marks = [_mark(planned, planned_then, place, day, skip) for place in places]
        for place, mark in zip(places, marks, strict=True):
            _refuse_twice(planned, place, mark)
        files.change_marks(
            path,
            planned.place,
            lambda kept: kept.with_new(marks),
        )
        return _synced(path, moment, planned.today, marks)


def sent_draft(path: Path, draft: str, *, moment: Moment) -> Marked:
    """Mark the step that this draft was written for, by the name of its file in the drafts folder.
    Raises UnclearMark where the file or its step is there no more."""
    parts = files.names.parts_of(draft)
    with named(path):
        planned = plan_of(path, moment)
        if not parts or not (planned.place.folder / draft).is_file():
            raise UnclearMark(f"{draft[:150]} is not there any more; look at the page again")
        place = place_of(parts.id, planned.plan.rows)
        mark = _mark(
            planned,
            planned,
            place,
            planned.today,
            skip=False,
        )
        if slug(mark.message) != parts.message:
            raise UnclearMark(f"{draft} is not what is due now; look at the page again")
        files.change_marks(
            path,
            planned.place,
            lambda kept: kept.with_new([mark]),
        )
        return _synced(path, moment, planned.today, [mark])


def undo(path: Path, *, moment: Moment) -> Marked:
    """Take back the marks of the last command or click: their lines of the log are emptied, their
    drafts come back from done/. Raises UnclearMark where there are none or where something was
    typed there since, WorkbookBusy where the log holds them and the workbook is open."""
    with named(path):
        planned = plan_of(path, moment)
        marks = files.marks_known(planned.place, files.real_place(path).name)
        if not marks.last:
            raise UnclearMark(
                "nothing is left to take back; undo knows the last command or click alone, so for"
                f" an older mark empty its line in {planned.book.log.name}, then sync"
            )
        settled = [mark for mark in marks.last if mark not in marks.kept]
        in_log, gone = _parted(settled, planned)
        if in_log:
            files.refuse_if_open(path)
        files.change_marks(
            path,
            planned.place,
            lambda now: now.without(marks.last),
        )
        report = pipeline.sync(path, moment=moment, taken_back=in_log) if in_log else None
        files.change_marks(
            path,
            planned.place,
            lambda now: replace(now, last=()),
        )
        return Marked(
            planned.today,
            tuple(mark for mark in marks.last if mark not in gone),
            report,
            gone=tuple(_gone(mark, planned) for mark in gone),
        )


def _parted(marks: Sequence[Mark], planned: Planned) -> tuple[list[Mark], list[Mark]]:
    """The marks that the log holds, and those that it holds no more."""
    log = planned.book.log
    held = [mark for mark in marks if lines_to_empty(planned.intake, log, [mark])]
    return held, [mark for mark in marks if mark not in held]


def _gone(mark: Mark, planned: Planned) -> str:
    """Why there is nothing to take back: the user was faster, or the mark never came there."""
    where = planned.book.log.name
    if mark.id in set(planned.plan.rows["id"]):
        why = f"it is not in {where} any more"
    else:
        why = f"its row is gone, and it is not in {where}"
    return f"nothing to take back: {said(mark, planned.today)}: {why}"


def _synced(path: Path, moment: Moment, today: date, marks: Sequence[Mark]) -> Marked:
    try:
        report = pipeline.sync(path, moment=moment)
    except (WorkbookBusy, StaleWorkbook, FileTrouble) as error:
        return Marked(
            today,
            tuple(marks),
            waits=str(error),
        )
    return Marked(today, tuple(marks), report)


def _day(on: str, planned: Planned) -> date:
    today, order = planned.today, planned.settings.date_order
    try:
        is_today = on.strip().casefold() in MARKS
        day = today if is_today else read_date(on or None, today=today, order=order)
    except Unreadable as error:
        raise UnclearMark(f"--on: {on!r} {error}") from None
    day = day or today
    if day > today:
        raise UnclearMark(f"--on: {day} is in the future; name the day you sent it")
    return day


def _mark(planned: Planned, then: Planned, place: int, day: date, skip: bool) -> Mark:
    """The mark for what the row shows, else for what is planned for that day. Raises
    UnclearMark."""
    row, shown = planned.plan.rows.iloc[place], planned.intake.rows.iloc[place]
    if shown["next_action"] not in list(Message):
        shown = then.plan.rows.iloc[place]
    who = f"{row['interviewer']}, {row['company']}"
    if not shown["next_action"]:
        raise UnclearMark(f"there is nothing to send to {who}: {row['why']}")
    if pd.notna(row["interview_date"]) and day < row["interview_date"].date():
        held = say(row["interview_date"].date(), today=planned.today)
        raise UnclearMark(f"{day} is before the interview with {who} on {held}; name the day")
    return Mark(
        id=str(row["id"]),
        message=str(shown["next_action"]),
        channel=SKIPPED if skip else str(shown["channel"]),
        day=day,
        logged=logged_counts(planned.plan)[row["id"], shown["next_action"]],
        company=str(row["company"]),
        job_title=str(row["job_title"]),
        interviewer=str(row["interviewer"]),
    )


def _refuse_twice(planned: Planned, place: int, mark: Mark) -> None:
    """Raises UnclearMark where the log has something for that person and day, and the next step is
    not due yet: the command was given twice. An answer may be given before its time, and a step be
    skipped behind a message."""
    plan = planned.plan
    if plan.rows["status"].iloc[place] != Status.SCHEDULED or mark.message in _ANSWERS:
        return
    lines = plan.lines
    written = lines["sent"].to_numpy() & (plan.log["sheet_row"].to_numpy() > 0)
    same_day = (lines["row"] == plan.rows.index[place]) & (lines["date"] == pd.Timestamp(mark.day))
    logged = lines[written & same_day]
    if mark.channel == SKIPPED:
        logged = logged[logged["method"] == SKIPPED]
    if len(logged):
        before = replace(
            mark,
            message=logged["message"].iloc[-1],
            channel="",
        )
        raise UnclearMark(
            f"{said(before, planned.today)}: is in the log already; if the next step,"
            f" {mark.message}, is done as well, type x in its Sent on"
        )
