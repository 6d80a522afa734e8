"""What a person should look at after a run: every fault and finding, with its cell or file (spec
8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sheetfollow.intake.names import fold
from sheetfollow.intake.workbook import Book, Grid
from sheetfollow.letters.letter import Letter
from sheetfollow.model import OPEN_GAP, Finding, Problem
from sheetfollow.plan import Plan
from sheetfollow.plan.whose import BEFORE_INTERVIEW
from sheetfollow.schema import SETTINGS, SETTINGS_SHEET, Status


def attention(
    problems: Iterable[Problem], plan: Plan, book: Book, letters: Sequence[Letter]
) -> Iterator[str]:
    """A line for each, once: the faults in the cells (`problems` are those of the reading), the log
    rows that found no match, what a filter hides, what the letters need. `book` names the cells."""
    drafts = [letter.draft.problem for letter in letters if letter.draft.problem]
    over = _names_of_closed(plan, book.interviews)
    open_ = (each for each in problems if each.place not in over)
    yield from dict.fromkeys(map(str, [*open_, *plan.problems, *drafts]))
    yield from _unmatched(plan, book.log)
    yield from _hidden(plan, book.interviews)
    blank = _blank_settings(book)
    yield from _lacking(blank, letters)
    for letter in letters:
        yield from _of_letter(letter, blank)


def _of_letter(letter: Letter, blank: Collection[str]) -> Iterator[str]:
    """What one letter needs, but for the gaps of `blank` settings, which are told already."""
    if letter.refusal:
        yield f"{letter.task.place}: {letter.refusal}"
    told = [each for each in letter.findings if not (_is_gap(each) and each.said in blank)]
    yield from (f"{letter.link}: {line}" for line in _gaps_together(told))


def _names_of_closed(plan: Plan, grid: Grid) -> frozenset[str]:
    """The cells of the interviewers whom nobody writes to any more: no name is asked for there."""
    over = plan.rows["sheet_row"][plan.rows["status"] == Status.CLOSED]
    return frozenset(grid.place("interviewer", int(row)) for row in over)


def _is_gap(finding: Finding) -> bool:
    return finding.rule == OPEN_GAP


def _blank_settings(book: Book) -> dict[str, str]:
    """{what stands in the drafts for a blank setting: its cell and name}."""
    found = {}
    for setting in SETTINGS:
        place, value = book.settings.get(fold(setting.name), (SETTINGS_SHEET.name, None))
        if not str(value or "").strip():
            found[f"[{setting.name.lower()}]"] = f"{place}: {setting.name}"
    return found


def _lacking(blank: Mapping[str, str], letters: Sequence[Letter]) -> Iterator[str]:
    """A blank setting once for the workbook, however many drafts have a gap for it."""
    for gap, name in blank.items():
        count = sum(gap in {each.said for each in letter.findings} for letter in letters)
        if count:
            drafts = "1 draft has" if count == 1 else f"{count} drafts have"
            yield f"{name} is blank; {drafts} a gap for it"


def _gaps_together(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each finding, and one for all the open gaps of a draft, where the first stands."""
    gaps = [each for each in findings if _is_gap(each)]
    for each in findings:
        if not _is_gap(each) or len(gaps) == 1:
            yield str(each)
        elif each is gaps[0]:
            yield _in_one_line(gaps)


def _in_one_line(gaps: Sequence[Finding]) -> str:
    numbers = list(dict.fromkeys(str(each.line) for each in gaps))
    said = list(dict.fromkeys(repr(each.said) for each in gaps))
    where = f"{'lines' if numbers[1:] else 'line'} {', '.join(numbers)}"
    what = f"{OPEN_GAP}{'s' if said[1:] else ''} {', '.join(said)}"
    them = "them" if said[1:] or numbers[1:] else "it"
    return f"{where}: {what}; fill {them} in, here or in the row"


def _hidden(plan: Plan, grid: Grid) -> Iterator[str]:
    """The overdue rows that a filter keeps out of sight."""
    late = plan.rows[plan.rows["status"] == Status.OVERDUE]
    for row, name in zip(
        late["sheet_row"],
        late["interviewer"],
        strict=True,
    ):
        if row in grid.layout.filtered:
            yield f"{grid.name}!{row}: {name} is overdue, and a filter hides the row; clear it"


def _unmatched(plan: Plan, log: Grid) -> Iterator[str]:
    """The log rows that could not be matched, but for those that are a problem of their own, or
    merely early: people log how the interview came about, yet no message of the plan goes before
    it."""
    named = (plan.log["message"] != "") & (plan.log["direction"] != "Received")
    early = (plan.lines["check"] == BEFORE_INTERVIEW) & ~named
    told = (plan.lines["check"] != "") & ~early & (plan.log["problem"] == "")
    for row, why in zip(
        plan.log["sheet_row"][told],
        plan.lines["check"][told],
        strict=True,
    ):
        yield f"{log.place('check', row)}: {why}"
