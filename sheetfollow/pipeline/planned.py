"""Gathered and decided: all that a run knows before it renders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sheetfollow import files
from sheetfollow.adopt.export import SUFFIXES as EXPORTS
from sheetfollow.adopt.fed import Feed, is_adopted, with_offers
from sheetfollow.exceptions import NotOurs, SheetfollowError
from sheetfollow.intake import Intake, take_in, workbook
from sheetfollow.intake.settings import Settings, read_settings
from sheetfollow.intake.workbook import Book
from sheetfollow.model import Edit, Mark
from sheetfollow.plan import Plan, make_plan
from sheetfollow.plan.kept import (
    empty_lines,
    lines_to_empty,
    moved_marks,
    said,
    settle,
    without_lines,
)
from sheetfollow.xlsx import gate
from sheetfollow.xlsx.a1 import letters as letters_of

Moment = date | datetime


@dataclass(frozen=True)
class Planned:
    """Gathered and decided: all that a run knows before it renders.

    `found` are the marks of drafts that were moved to done/ by hand and those that were kept under
    an earlier name or elsewhere, `back` those whose drafts were moved back since, `settled` those
    that need not be kept any longer, since the plan has them in its log or they are `told`;
    `emptied` are the cells of those taken back. `fed` is what came over from a tracker that was
    adopted; it is in `book` already.
    """

    path: Path
    place: files.Place
    book: Book
    settings: Settings
    intake: Intake
    plan: Plan
    today: date
    now: datetime | None
    fed: Feed
    found: files.Marks = files.NO_MARKS
    back: tuple[Mark, ...] = ()
    settled: tuple[Mark, ...] = ()
    told: tuple[str, ...] = ()
    emptied: tuple[Edit, ...] = ()


def book_of(path: Path) -> Book:
    """The workbook as it stands. Raises SheetfollowError."""
    if path.suffix.lower() in EXPORTS:
        raise NotOurs("is an export, which cannot hold a plan")
    data = files.read(path)
    gate.check(data)
    return workbook.read(data)


def plan_of(path: Path, moment: Moment, taken_back: Sequence[Mark] = ()) -> Planned:
    """Gather, decide. The lines of the log that marks `taken_back` have written are no more. Raises
    SheetfollowError."""
    book = book_of(path)
    settings = read_settings(book.settings)
    today, now = _localise(moment, settings)
    fed = _taken_up(path, book, settings, today)
    book = fed.book
    intake = take_in(book, settings, today=today)
    gone = lines_to_empty(intake, book.log, taken_back)
    if gone:
        emptied = tuple(empty_lines(book.log, gone))
        book = replace(book, log=without_lines(book.log, gone))
        intake = take_in(book, settings, today=today)
    plan = make_plan(
        intake,
        book,
        settings,
        today=today,
        now=now,
    )
    place = _place(path, book, settings, plan)
    planned = Planned(
        path,
        place,
        book,
        settings,
        intake,
        plan,
        today,
        now,
        fed,
    )
    planned = _with_marks(replace(planned, emptied=emptied) if gone else planned)
    return replace(planned, plan=with_offers(planned.plan, fed.offers))


def _place(path: Path, book: Book, settings: Settings, plan: Plan) -> files.Place:
    """Where the drafts go; the rows and their links tell what the workbook has left elsewhere."""
    grid = book.interviews
    companies = dict(
        zip(
            plan.rows["id"],
            plan.rows["company"],
            strict=True,
        )
    )
    column = letters_of(grid.columns["draft"])
    shown = {link for cell, link in grid.links.items() if cell.rstrip("0123456789") == column}
    return files.place_of(
        files.real_place(path), settings.drafts_folder, companies=companies, links=shown
    )


def _taken_up(path: Path, book: Book, settings: Settings, today: date) -> Feed:
    """What comes over from an adopted tracker. Most workbooks have none, and load none of that."""
    if not is_adopted(book):
        return Feed(book)
    from sheetfollow import adoption

    return adoption.take_up(path, book, settings, today=today)


def _with_marks(planned: Planned) -> Planned:
    """With the marks that came through no cell in the log (spec 3, Marking as sent)."""
    name, today, place = files.real_place(planned.path).name, planned.today, planned.place
    moved = moved_marks(
        files.moved_by_hand(place, name),
        planned.plan,
        today=today,
    )
    left, own = files.marks_left(place), files.read_marks(place.folder, name)
    back = tuple(
        mark for mark in (*own.kept, *left.kept) if mark.draft and files.is_back(place, mark.draft)
    )
    found = left.without(back).with_found(files.Marks(tuple(moved)))
    planned = replace(
        planned,
        found=found,
        back=back,
        settled=back,
        told=tuple(f"{back_again(mark, today)}, so it is not logged" for mark in back),
    )
    marks = own.without(back).with_found(found).kept
    if not marks:
        return planned
    done = settle(
        planned.intake,
        planned.plan,
        marks,
        today=today,
    )
    book, settings = planned.book, planned.settings
    plan = make_plan(
        done.intake,
        book,
        settings,
        today=today,
        now=planned.now,
    )
    plan = replace(plan, marked=(*plan.marked, *done.emptied))
    return replace(
        planned,
        plan=plan,
        settled=(*back, *done.marks),
        told=(*planned.told, *done.told),
    )


def _localise(moment: Moment, settings: Settings) -> tuple[date, datetime | None]:
    """The local day, and the local moment where the hour is known, in the workbook's time zone
    (spec 2)."""
    if not isinstance(moment, datetime):
        return moment, None
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=settings.zone)
    else:
        local = moment.astimezone(settings.zone) if settings.zone else moment.replace(tzinfo=None)
    return local.date(), local


def back_again(mark: Mark, today: date) -> str:
    """What is said of a mark whose draft was moved back."""
    return f"{said(mark, today)}: its draft is back from {files.DONE}/"


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Every error names the workbook first; what is none of ours names the way from there."""
    try:
        yield
    except SheetfollowError as error:
        message = str(error)
        if str(path) not in message:
            message = f"{path}: {message}"
        if isinstance(error, NotOurs):
            from sheetfollow import adoption

            message += f"; to go on from a tracker of your own: {adoption.command_for(path)}"
        raise type(error)(message) from error
