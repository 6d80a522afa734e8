"""The story of a run: gather, decide, render, prove, commit. Everything is computed before anything
is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sheetfollow import files
from sheetfollow.adopt.export import SUFFIXES as EXPORTS
from sheetfollow.adopt.fed import Feed, is_adopted, with_offers
from sheetfollow.exceptions import (
    CannotWrite,
    FileTrouble,
    NotOurs,
    SheetfollowError,
    WorkbookBusy,
)
from sheetfollow.intake import Intake, take_in, workbook
from sheetfollow.intake.settings import Settings, read_settings
from sheetfollow.intake.workbook import Book
from sheetfollow.letters.letter import (
    Letter,
    impersonal,
    sent_counts,
    skipped_keys,
    write_letters,
)
from sheetfollow.letters.memory import NAME as MEMORY
from sheetfollow.letters.memory import Memory
from sheetfollow.letters.samples import read_samples, told
from sheetfollow.letters.stationery import Stationery
from sheetfollow.model import Edit, Mark, as_typed
from sheetfollow.outputs.agenda import on_page, with_letters
from sheetfollow.outputs.attention import attention
from sheetfollow.outputs.edits import make_edits
from sheetfollow.outputs.made import made_anew
from sheetfollow.outputs.report import Report, counts_of, items_of, logged_of
from sheetfollow.plan import Plan, make_plan
from sheetfollow.plan.kept import (
    empty_lines,
    lines_to_empty,
    moved_marks,
    said,
    settle,
    without_lines,
)
from sheetfollow.plan.tasks import tasks
from sheetfollow.schema import Status
from sheetfollow.xlsx import gate
from sheetfollow.xlsx.a1 import letters as letters_of

Moment = date | datetime
_ACTING = (Status.OVERDUE, Status.DUE, Status.SCHEDULED)


def sync(
    path: Path,
    *,
    moment: Moment,
    dry_run: bool = False,
    break_signature: bool = False,
    taken_back: Sequence[Mark] = (),
    prepared: Work | None = None,
    ready: Callable[[], None] = lambda: None,
) -> Report:
    """Bring one workbook up to date and leave its drafts: the main job (spec 1).

    `moment` is a local day, a local naive moment, or an aware one. The lines that the marks
    `taken_back` have written into the log are emptied. `prepared` is what `prepare` has made of the
    workbook as it stands. `ready` is called when all is computed and nothing is written yet; what
    it raises stops the run. Raises SheetfollowError where it stops; nothing is written then, nor
    with `dry_run`, but for the marks of drafts that were moved by hand: while the workbook is open
    they are kept.
    """
    with named(path), files.locked(path):
        if not dry_run and files.is_open(path):
            _refuse_with_moved(path, moment)
        files.refuse_if_open(path)
        work = prepared or prepare(
            path,
            moment=moment,
            taken_back=taken_back,
            break_signature=break_signature,
        )
        if not dry_run:
            ready()
            files.commit(
                path,
                before=work.before,
                after=work.after,
                drafts=work.files,
                found=work.found,
                settled=work.settled,
            )
        return replace(work.report, dry_run=dry_run)


def status(path: Path, *, moment: Moment, days: int = 14) -> Report:
    """What is due and what needs attention, read only (spec 8, status and check)."""
    from sheetfollow.letters.drafts import broken

    with named(path):
        planned = plan_of(path, moment)
        outcome = _render(planned)
        there = [_as_on_disk(letter, planned.place.folder) for letter in outcome.letters]
        wordings = map(str, broken(_stationery(planned, {})))
        attention = tuple(dict.fromkeys((*outcome.attention, *wordings)))
        report = _report(
            planned,
            replace(outcome, letters=there, attention=attention),
            ahead=days,
        )
        return replace(report, logged=(), kept=report.logged)


def keep_moved(path: Path, moment: Moment) -> tuple[str, ...]:
    """Keep the marks of the drafts that the user has moved to done/ while the workbook is open,
    which are of today, and none of such as were moved back; what there is to say of them. Raises
    SheetfollowError."""
    planned = plan_of(path, moment)
    name = files.real_place(path).name
    known = files.marks_known(planned.place, name)
    if not planned.found.kept and not planned.back:
        return ()
    kept = files.change_marks(
        path,
        planned.place,
        lambda marks: marks.without(planned.back).with_found(planned.found),
    )
    new = [mark for mark in kept.kept if mark not in known.kept]
    return (
        *(f"kept: {said(mark, planned.today)}" for mark in new),
        *(f"kept no more: {_back(mark, planned.today)}" for mark in planned.back),
    )


def _refuse_with_moved(path: Path, moment: Moment) -> None:
    """Raises WorkbookBusy, and says with it what was kept meanwhile."""
    told: tuple[str, ...] = ()
    with suppress(SheetfollowError):
        told = keep_moved(path, moment)
    try:
        files.refuse_if_open(path)
    except WorkbookBusy as error:
        raise WorkbookBusy("; ".join((str(error), *told))) from None


def _back(mark: Mark, today: date) -> str:
    return f"{said(mark, today)}: its draft is back from {files.DONE}/"


def init(path: Path, *, example_on: date | None) -> None:
    """A new workbook at `path`, with interviews around that day as an example. Raises FileTrouble
    where one exists."""
    from sheetfollow import new_workbook, writeback
    from sheetfollow.new_workbook import example

    data = new_workbook.shipped()
    if example_on:
        data = writeback.apply(data, example.edits(example_on))
    with named(path):
        files.create(path, data)


def drafts_folder(path: Path) -> Path:
    """The drafts folder of a workbook. Raises FileTrouble where no sync has made it yet."""
    with named(path):
        wanted = read_settings(_book(path).settings).drafts_folder
        folder = files.place_of(files.real_place(path), wanted).folder
        if not folder.is_dir():
            raise FileTrouble(
                f"there is no drafts folder yet; make it with: sheetfollow sync {as_typed(path)}"
            )
        return folder


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


def _book(path: Path) -> Book:
    if path.suffix.lower() in EXPORTS:
        raise NotOurs("is an export, which cannot hold a plan")
    data = files.read(path)
    gate.check(data)
    return workbook.read(data)


def plan_of(path: Path, moment: Moment, taken_back: Sequence[Mark] = ()) -> Planned:
    """Gather, decide. The lines of the log that marks `taken_back` have written are no more. Raises
    SheetfollowError."""
    book = _book(path)
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
        told=tuple(f"{_back(mark, today)}, so it is not logged" for mark in back),
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


@dataclass(frozen=True)
class _Outcome:
    """Rendered: the letters, the files to be, the cells to write, what to look at, which samples go
    with the mails, and what is told once."""

    letters: Sequence[Letter]
    files: files.DraftPlan
    edits: Sequence[Edit]
    attention: tuple[str, ...]
    attached: tuple[str, ...]
    notes: tuple[str, ...]


def _render(planned: Planned) -> _Outcome:
    """Plan -> letters -> files and cells."""
    book, plan, today = planned.book, planned.plan, planned.today
    acting = tasks(
        plan.rows,
        _ACTING,
        sheet=book.interviews.name,
        lines=plan.lines,
        checks_in=planned.settings.light_check_in,
        today=today,
        now=planned.now,
    )
    due = [task for task in acting if task.status != Status.SCHEDULED]
    path, place = files.real_place(planned.path), planned.place
    folder = files.Planner(
        place,
        path.name,
        sent_counts(plan),
        skipped_keys(plan),
    )
    samples, refused = read_samples(
        path.parent,
        due,
        drafts=place.base,
    )
    memory_name = folder.own_name(MEMORY)
    memory = Memory(folder.standing(memory_name) or b"")
    letters = write_letters(
        due,
        plan,
        _stationery(planned, samples),
        folder,
        memory,
        place=place.label,
        refused=refused,
    )
    notes = _notes(planned, folder)
    made = made_anew(
        folder,
        place,
        on_page(plan, letters, today=today),
        acting,
        planned.settings,
        memory,
        workbook=path.name,
        today=today,
        now=planned.now,
    )
    lacking = impersonal(plan, letters, folder, memory)
    remembered = memory.dumped()
    if remembered:
        made[memory_name] = remembered
    written = folder.finish(made)
    problems = (*planned.fed.problems, *planned.intake.problems)
    look = attention(problems, plan, book, letters)
    replaced = planned.intake.replaced
    own = make_edits(
        book,
        plan,
        letters,
        today=today,
        replaced=replaced,
        impersonal=lacking,
    )
    edits = [*planned.fed.edits, *own.edits]
    attached = tuple(told((letter.draft for letter in letters if letter.mail_name), samples))
    look_at = (*look, *map(str, own.problems), *planned.told, *written.notes)
    return _Outcome(letters, written, edits, look_at, attached, notes)


def _notes(planned: Planned, folder: files.Planner) -> tuple[str, ...]:
    """The words for days that became dates, and what the workbook lacks since it is older."""
    absent = {
        f"no sheet {name}: done without; copy it from a new workbook (sheetfollow init new.xlsx)"
        " to have it back"
        for name, grid in (("Today", planned.book.today), ("Checklist", planned.book.checklist))
        if grid is None
    }
    untold = folder.untold([*planned.book.newer, *sorted(absent, reverse=True)])
    newer = [each for each in untold if each not in absent]
    older = (
        f"this workbook was made by an earlier version and lacks {', '.join(newer)}; all works"
        " without, and a new workbook shows what it is (sheetfollow init new.xlsx)"
    )
    told = [each for each in untold if each in absent]
    return (*map(str, planned.intake.replaced), *([older] if newer else ()), *told)


def _stationery(planned: Planned, samples: Mapping[str, bytes]) -> Stationery:
    return Stationery(
        planned.book.wordings,
        planned.settings,
        planned.today,
        samples,
    )


def _as_on_disk(letter: Letter, folder: Path) -> Letter:
    """Without a link where no sync has written the file yet."""
    return letter if (folder / letter.name).is_file() else replace(letter, link="")


@dataclass(frozen=True)
class Work:
    """All that a sync has left to write, and what to say of it."""

    before: bytes
    after: bytes
    found: files.Marks
    settled: Sequence[Mark]
    files: files.DraftPlan
    report: Report


def prepare(
    path: Path,
    *,
    moment: Moment,
    taken_back: Sequence[Mark] = (),
    break_signature: bool = False,
) -> Work:
    """Gathered, decided, rendered, proved; nothing is written. Raises SheetfollowError."""
    with named(path):
        work, edits = _work_out(path, moment, taken_back)
        after = _write_back(
            work.before,
            edits,
            break_signature=break_signature,
        )
        written = tuple(edits if after != work.before else ())
        return replace(work, after=after, report=replace(work.report, edits=written))


def _work_out(path: Path, moment: Moment, taken_back: Sequence[Mark]) -> tuple[Work, list[Edit]]:
    """All but the new bytes, and the edits that they come of. What was read and planned is let go
    of here: of a big workbook it fills the memory that the writing needs."""
    planned = plan_of(path, moment, taken_back)
    outcome = _render(planned)
    work = Work(
        before=planned.book.data,
        after=planned.book.data,
        found=planned.found,
        settled=planned.settled,
        files=outcome.files,
        report=_report(planned, outcome),
    )
    return work, _each_cell_once([*planned.emptied, *outcome.edits])


def _each_cell_once(edits: Sequence[Edit]) -> list[Edit]:
    """A line that is emptied may be used again: the later edit counts."""
    return list({(edit.sheet, edit.cell): edit for edit in edits}.values())


def _write_back(before: bytes, edits: Sequence[Edit], *, break_signature: bool) -> bytes:
    """The new bytes of the workbook, proved to differ from the old ones in the edits alone (spec
    7). Without an edit they are the old ones, and what writes and proves is not loaded."""
    if not edits:
        return before
    from sheetfollow import writeback

    after = writeback.apply(before, edits)
    if after != before and writeback.is_signed(before) and not break_signature:
        raise CannotWrite(
            "is digitally signed, and a write breaks the signature; to go on: --break-signature"
        )
    writeback.verify(before, after, edits)
    return after


def _report(planned: Planned, outcome: _Outcome, *, ahead: int = 14) -> Report:
    rows = with_letters(planned.plan, outcome.letters)
    return Report(
        workbook=str(planned.path),
        today=planned.today,
        counts=counts_of(rows),
        items=items_of(rows, today=planned.today, ahead=ahead),
        drafts=str(planned.place.folder),
        attention=outcome.attention,
        taken_over=planned.fed.told,
        logged=logged_of(planned.plan.log, rows, today=planned.today),
        attached=outcome.attached,
        notes=outcome.notes,
        files=tuple(outcome.files.lines()),
    )
