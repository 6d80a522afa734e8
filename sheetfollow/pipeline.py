"""The story of a run: gather, decide, render, prove, commit. Everything is computed before anything
is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from sheetfollow import files, writeback
from sheetfollow.exceptions import CannotWrite, FileTrouble, SheetfollowError
from sheetfollow.intake import Intake, take_in, workbook
from sheetfollow.intake.dates import say
from sheetfollow.intake.settings import Settings, read_settings
from sheetfollow.intake.workbook import Book
from sheetfollow.letters.drafts import broken, render, reread
from sheetfollow.letters.lint import findings as lint
from sheetfollow.letters.mail import carries_file
from sheetfollow.letters.samples import read_samples
from sheetfollow.letters.wordings import slug
from sheetfollow.model import Draft, Edit, Finding, Task
from sheetfollow.outputs import calendar, page
from sheetfollow.outputs.checklist import DraftFacts, checklist
from sheetfollow.outputs.edits import make_edits
from sheetfollow.outputs.report import Report, counts_of, items_of
from sheetfollow.plan import Plan, make_plan
from sheetfollow.plan.log import BEFORE_INTERVIEW
from sheetfollow.plan.tasks import tasks
from sheetfollow.schema import Status
from sheetfollow.xlsx import gate

Moment = date | datetime
PAGE, CALENDAR = "index.html", "followups.ics"
_WORD = re.compile(r"[^\W\d_]+")
_ACTING = (Status.OVERDUE, Status.DUE, Status.SCHEDULED)
_SPELLED_RIGHT = (
    "company",
    "job_title",
    "interviewer",
    "role",
    "topic",
    "challenge",
    "skill",
    "team",
    "idea",
)


def sync(
    path: Path, *, moment: Moment, dry_run: bool = False, break_signature: bool = False
) -> Report:
    """Bring one workbook up to date and leave its drafts: the main job (spec 1).

    `moment` is a local day, a local naive moment, or an aware one. Raises SheetfollowError where
    the run stops; nothing is written then, nor with `dry_run`.
    """
    with _named(path), files.locked(path):
        files.refuse_if_open(path)
        work = _work_out(path, moment)
        after = _write_back(work.before, work.edits, break_signature=break_signature)
        if not dry_run:
            files.commit(path, before=work.before, after=after, drafts=work.files)
        return replace(
            work.report, edits=tuple(work.edits if after != work.before else ()), dry_run=dry_run
        )


def status(path: Path, *, moment: Moment, days: int = 14) -> Report:
    """What is due and what needs attention, read only (spec 8, status and check)."""
    with _named(path):
        desk = _gather(path, moment)
        outputs = _render(desk)
        there = [
            link if (desk.path.parent / link).is_file() else ""
            for link in outputs.plan.rows["draft"]
        ]
        found = replace(outputs.plan, rows=outputs.plan.rows.assign(draft=there))
        wordings = map(str, broken(desk.book.wordings, desk.settings, today=desk.today))
        attention = tuple(dict.fromkeys((*outputs.attention, *wordings)))
        return _report(desk, replace(outputs, plan=found, attention=attention), ahead=days)


def init(path: Path, *, example_on: date | None) -> None:
    """A new workbook at `path`, with interviews around that day as an example. Raises FileTrouble
    where one exists."""
    from sheetfollow import new_workbook
    from sheetfollow.new_workbook import example

    data = new_workbook.shipped()
    if example_on:
        data = writeback.apply(data, example.edits(example_on))
    with _named(path):
        files.create(path, data)


def drafts_folder(path: Path) -> Path:
    """The drafts folder of a workbook. Raises FileTrouble where no sync has made it yet."""
    with _named(path):
        folder = _folder(path, read_settings(_book(path).settings))
        if not folder.is_dir():
            raise FileTrouble(
                f"there is no drafts folder yet; make it with: sheetfollow sync {path}"
            )
        return folder


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
class _Outputs:
    """Rendered: the plan with its drafts and needs, the files to be, the cells to write, and what
    to look at."""

    plan: Plan
    files: files.DraftPlan
    edits: Sequence[Edit]
    attention: tuple[str, ...]


@dataclass(frozen=True)
class _Letters:
    """The due drafts: all with the mail as it is to be, those that are `shown` as they stand on
    disk, what was `found` in them and their file `names` by the row's ID, and the plan of their
    folder so far."""

    drafts: Sequence[Draft]
    shown: Sequence[Draft]
    found: Mapping[str, Sequence[Finding]]
    names: Mapping[str, str]
    folder: files.Planner


def _render(desk: _Desk) -> _Outputs:
    planned = tasks(
        desk.plan.rows, _ACTING, sheet=desk.book.interviews.name, today=desk.today, now=desk.now
    )
    due = [task for task in planned if task.status != Status.SCHEDULED]
    samples, refused = read_samples(desk.path.resolve().parent, due)
    letters = _letters(desk, due, samples)
    of_files = letters.folder.finish(_generated(desk, planned, letters))
    rows = _with_drafts(desk, letters.drafts, of_files, letters.found, refused)
    plan = replace(desk.plan, rows=rows)
    facts = {
        draft.task.id: _facts(draft, letters.found) for draft in letters.drafts if not draft.problem
    }
    edits = make_edits(desk.book, plan, checklist(plan, facts), today=desk.today)
    attention = _attention(desk, letters.drafts, of_files, letters.found, refused)
    return _Outputs(plan, of_files, edits, tuple(attention))


def _letters(desk: _Desk, due: Sequence[Task], samples: Mapping[str, bytes]) -> _Letters:
    """The drafts, proofread as the user has left them; then the mails, which say what the drafts
    say by then."""
    drafts = render(due, desk.book.wordings, desk.settings, today=desk.today, attachments=samples)
    folder = files.Planner(desk.folder, desk.path.resolve().name, _sent(desk.plan))
    folder.place(
        {f"{draft.stem}.txt": draft.text.encode() for draft in drafts if not draft.problem}
    )
    wanted = {draft.task.id: f"{draft.stem}.txt" for draft in drafts}
    names = {key: live for key, name in wanted.items() if (live := folder.live.get(name))}
    texts = {key: folder.texts[wanted[key]].decode(errors="replace") for key in names}
    found = _findings(drafts, texts, desk)
    standing = [draft for draft in drafts if draft.task.id in texts]
    shown = {
        draft.task.id: reread(draft, texts[draft.task.id], attachments=samples)
        for draft in standing
    }
    mailed = [replace(draft, mail=shown.get(draft.task.id, draft).mail) for draft in drafts]
    folder.place({f"{draft.stem}.eml": draft.mail for draft in mailed if draft.mail is not None})
    return _Letters(mailed, list(shown.values()), found, names, folder)


def _findings(
    drafts: Sequence[Draft], texts: Mapping[str, str], desk: _Desk
) -> dict[str, Sequence[Finding]]:
    """What the lint says of each draft as it stands on disk, by the row's ID (spec 6)."""
    rounds: dict[tuple[str, ...], list[str]] = {}
    for draft in drafts:
        rounds.setdefault(_round(draft.task), []).append(draft.task.id)
    cells = desk.plan.rows[list(_SPELLED_RIGHT)].to_numpy().ravel() if texts else ()
    known = frozenset(_WORD.findall("\n".join(cells).lower()))
    return {
        draft.task.id: lint(
            texts[draft.task.id],
            draft.task,
            desk.settings,
            colleagues=[
                texts[each]
                for each in rounds[_round(draft.task)]
                if each != draft.task.id and each in texts
            ],
            attached=carries_file(draft.mail),
            known=known,
        )
        for draft in drafts
        if draft.task.id in texts
    }


def _round(task: Task) -> tuple[str, ...]:
    return (
        workbook.fold(task.company),
        workbook.fold(task.job_title),
        task.interview_date.isoformat(),
    )


def _generated(desk: _Desk, planned: Sequence[Task], letters: _Letters) -> dict[str, bytes]:
    """The page and the calendar, which are made anew each time (spec 6), each workbook's own."""
    shown = page.render(letters.shown, letters.found, desk.settings, today=desk.today)
    made = {letters.folder.own_name(PAGE): shown.encode()}
    if desk.settings.calendar:
        name = letters.folder.own_name(CALENDAR)
        before = desk.folder / name
        previous = before.read_bytes() if before.is_file() else None
        made[name] = calendar.render(planned, letters.names, previous, today=desk.today)
    return made


def _facts(draft: Draft, found: Mapping[str, Sequence[Finding]]) -> DraftFacts:
    shown = carries_file(draft.mail) or bool(
        draft.task.work_sample and draft.task.work_sample in draft.body
    )
    return DraftFacts(clean=not found.get(draft.task.id), sample=shown)


def _attention(
    desk: _Desk,
    drafts: Sequence[Draft],
    of_files: files.DraftPlan,
    found: Mapping[str, Sequence[Finding]],
    refused: Mapping[str, str],
) -> Iterator[str]:
    """Every fault and finding, with its cell or file, each once."""
    problems = [
        *desk.intake.problems,
        *desk.plan.problems,
        *(each.problem for each in drafts if each.problem),
    ]
    yield from dict.fromkeys(str(problem) for problem in problems)
    for row, text in _unmatched(desk):
        yield f"{desk.book.log.place('check', row)}: {text}"
    for draft in drafts:
        if draft.task.id in refused:
            yield f"{draft.task.place}: {refused[draft.task.id]}"
        name = of_files.live.get(f"{draft.stem}.txt", "")
        yield from (
            f"{desk.settings.drafts_folder}/{name}: {finding}"
            for finding in found.get(draft.task.id, ())
        )
    yield from of_files.notes


def _sent(plan: Plan) -> Counter[tuple[str, str]]:
    """How often the log holds each message of each row as sent, by (row ID, message as in file
    names)."""
    lines = plan.lines[plan.lines["sent"] & (plan.lines["row"] >= 0)]
    return Counter(
        zip(plan.rows["id"].reindex(lines["row"]), lines["message"].map(slug), strict=True)
    )


def _with_drafts(
    desk: _Desk,
    drafts: Sequence[Draft],
    of_files: files.DraftPlan,
    found: Mapping[str, Sequence[Finding]],
    refused: Mapping[str, str],
) -> pd.DataFrame:
    """The plan's rows with the link to each draft, and with what the draft still needs."""
    live = {draft.task.id: of_files.live.get(f"{draft.stem}.txt", "") for draft in drafts}
    links = {key: f"{desk.settings.drafts_folder}/{name}" for key, name in live.items() if name}
    rows = desk.plan.rows
    draft_needs = {draft.task.id: _draft_needs(draft, found, refused) for draft in drafts}
    needs = [
        "; ".join(filter(None, (text, draft_needs.get(key, ""))))
        for text, key in zip(rows["needs"], rows["id"], strict=True)
    ]
    return rows.assign(draft=[links.get(key, "") for key in rows["id"]], needs=needs)


def _draft_needs(
    draft: Draft, found: Mapping[str, Sequence[Finding]], refused: Mapping[str, str]
) -> str:
    """The missing details by name, then each other finding in short."""
    if draft.problem:
        return str(draft.problem)
    gaps = [
        gap
        for gap in draft.gaps
        if any(f"[{gap}]" in finding.said for finding in found.get(draft.task.id, ()))
    ]
    rest = [
        f"{finding.rule} {finding.said!r}" if finding.said else finding.rule
        for finding in found.get(draft.task.id, ())
        if finding.said.strip("[]") not in gaps
    ]
    return "; ".join(filter(None, (*gaps, *rest, refused.get(draft.task.id, ""))))


def _unmatched(desk: _Desk) -> Iterator[tuple[int, str]]:
    """The log rows that could not be matched, but for those that are a problem of their own or
    merely early."""
    quiet = desk.plan.lines["check"].isin(["", BEFORE_INTERVIEW]) | (desk.plan.log["problem"] != "")
    yield from zip(
        desk.plan.log["sheet_row"][~quiet], desk.plan.lines["check"][~quiet], strict=True
    )


@dataclass(frozen=True)
class _Work:
    """All that is left to do, and what to say of it."""

    before: bytes
    edits: Sequence[Edit]
    files: files.DraftPlan
    report: Report


def _work_out(path: Path, moment: Moment) -> _Work:
    """Gathered, decided, rendered. What was read and planned is let go of here: of a big workbook
    it fills the memory that the writing needs."""
    desk = _gather(path, moment)
    outputs = _render(desk)
    return _Work(desk.book.data, outputs.edits, outputs.files, _report(desk, outputs))


def _write_back(before: bytes, edits: Sequence[Edit], *, break_signature: bool) -> bytes:
    """The new bytes of the workbook, proved to differ from the old ones in the edits alone (spec
    7)."""
    after = writeback.apply(before, edits)
    if after != before and writeback.is_signed(before) and not break_signature:
        raise CannotWrite(
            "is digitally signed, and a write breaks the signature; to go on: --break-signature"
        )
    writeback.verify(before, after, edits)
    return after


def _report(desk: _Desk, outputs: _Outputs, *, ahead: int = 14) -> Report:
    rows = outputs.plan.rows
    logged = desk.plan.log[desk.plan.log["sheet_row"] == 0]
    return Report(
        workbook=str(desk.path),
        today=desk.today,
        counts=counts_of(rows),
        items=items_of(rows, today=desk.today, ahead=ahead),
        attention=outputs.attention,
        logged=tuple(_logged(line, desk.today) for line in logged.to_dict("records")),
        files=tuple(outputs.files.lines()),
    )


def _logged(line: Mapping[str, Any], today: date) -> str:
    return (
        f"{line['message']} to {line['interviewer']}, {line['company']}, on"
        f" {say(line['date'].date(), today=today)}"
    )
