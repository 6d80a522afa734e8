"""The story of a run: gather, decide, render, prove, commit. Everything is computed before anything
is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sheetfollow import files
from sheetfollow.exceptions import CannotWrite, FileTrouble, SheetfollowError, WorkbookBusy
from sheetfollow.intake.settings import read_settings
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
from sheetfollow.pipeline.planned import (
    Moment,
    Planned,
    back_again,
    book_of,
    named,
    plan_of,
)
from sheetfollow.plan.kept import said
from sheetfollow.plan.tasks import tasks
from sheetfollow.schema import Status

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
        *(f"kept no more: {back_again(mark, planned.today)}" for mark in planned.back),
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
        wanted = read_settings(book_of(path).settings).drafts_folder
        folder = files.place_of(files.real_place(path), wanted).folder
        if not folder.is_dir():
            raise FileTrouble(
                f"there is no drafts folder yet; make it with: sheetfollow sync {as_typed(path)}"
            )
        return folder


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
