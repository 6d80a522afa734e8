"""The story of a run: gather, decide, render, prove, commit. Everything is computed before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sheetfollow import files, gate, workbook, writeback
from sheetfollow.checklist import DraftFacts, checklist
from sheetfollow.drafts import render
from sheetfollow.edits import make_edits
from sheetfollow.exceptions import CannotWrite, SheetfollowError
from sheetfollow.intake import Intake, take_in
from sheetfollow.lint import findings
from sheetfollow.model import Draft, Edit, Finding
from sheetfollow.plan import Plan, make_plan
from sheetfollow.plan.tasks import tasks
from sheetfollow.report import Report, counts_of, items_of
from sheetfollow.schema import Status
from sheetfollow.settings import Settings, read_settings
from sheetfollow.workbook import Book

Moment = date | datetime


def sync(path: Path, *, moment: Moment, dry_run: bool = False, break_signature: bool = False) -> Report:
    """Bring one workbook up to date and leave its drafts: the main job (spec 1).

    `moment` is a local day, a local naive moment, or an aware one. Raises SheetfollowError where the run stops; nothing
    is written then, nor with `dry_run`.
    """
    with _named(path), files.locked(path):
        files.refuse_if_open(path)
        desk = _gather(path, moment)
        outputs = _render(desk)
        after = _write_back(desk, outputs, break_signature=break_signature)
        if not dry_run:
            files.commit(path, before=desk.book.data, after=after, drafts=outputs.files, folder=desk.folder)
        return _report(desk, outputs, edits=outputs.edits if after != desk.book.data else (), dry_run=dry_run)


def status(path: Path, *, moment: Moment, days: int = 14) -> Report:
    """What is due and what needs attention, read only (spec 8, status and check)."""
    with _named(path):
        desk = _gather(path, moment)
        return _report(desk, _render(desk), ahead=days)


def init(path: Path, *, example_on: date | None) -> None:
    """A new workbook at `path`, with interviews around that day as an example. Raises FileTrouble where one exists."""
    from sheetfollow import example, template

    data = template.shipped()
    if example_on:
        data = writeback.apply(data, example.edits(example_on))
    with _named(path):
        files.create(path, data)


def drafts_folder(path: Path) -> Path:
    """The drafts folder of a workbook."""
    with _named(path):
        return _folder(path, read_settings(_book(path).settings))


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Every error names the workbook first."""
    try:
        yield
    except SheetfollowError as error:
        message = str(error)
        raise type(error)(message if str(path) in message else f"{path}: {message}") from error


@dataclass(frozen=True)
class _Desk:
    """Gathered and decided: all that a run knows before it renders."""

    path: Path
    folder: Path
    book: Book
    settings: Settings
    intake: Intake
    plan: Plan
    today: date
    now: datetime | None


def _book(path: Path) -> Book:
    data = files.read(path)
    gate.check(data)
    return workbook.read(data)


def _folder(path: Path, settings: Settings) -> Path:
    return path.resolve().parent / settings.drafts_folder


def _gather(path: Path, moment: Moment) -> _Desk:
    book = _book(path)
    settings = read_settings(book.settings)
    today, now = _localise(moment, settings)
    intake = take_in(book, settings, today=today)
    plan = make_plan(intake, book.interviews, settings, today=today, now=now)
    return _Desk(path, _folder(path, settings), book, settings, intake, plan, today, now)


def _localise(moment: Moment, settings: Settings) -> tuple[date, datetime | None]:
    """The local day, and the local moment where the hour is known, in the workbook's time zone (spec 2)."""
    if not isinstance(moment, datetime):
        return moment, None
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=settings.zone)
    else:
        local = moment.astimezone(settings.zone) if settings.zone else moment.replace(tzinfo=None)
    return local.date(), local


@dataclass(frozen=True)
class _Outputs:
    """Rendered: the drafts, the files to be, the findings by row ID, and the cells to write."""

    drafts: Sequence[Draft]
    files: files.DraftPlan
    findings: Mapping[str, Sequence[Finding]]
    plan: Plan
    edits: Sequence[Edit]


def _render(desk: _Desk) -> _Outputs:
    due = tasks(desk.plan.rows, (Status.OVERDUE, Status.DUE), sheet=desk.book.interviews.name, today=desk.today,
                now=desk.now)  # fmt: skip
    drafts = render(due, desk.book.wordings, desk.settings, today=desk.today)
    wanted = {f"{draft.stem}.txt": draft.text.encode() for draft in drafts if not draft.problem}
    plan_of_files = files.plan_drafts(desk.folder, wanted)
    raise NotImplementedError(plan_of_files, findings, replace, DraftFacts, checklist, make_edits)
