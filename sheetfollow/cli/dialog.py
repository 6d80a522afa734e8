"""The door of adopt: its preview, at most two questions, and one confirmation that also takes
corrections (spec 8)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from sheetfollow import adoption
from sheetfollow.adopt.block import fact_named, state_named
from sheetfollow.adopt.corrections import (
    NotUnderstood,
    corrected,
    example,
    refuse_missing_words,
    state_meant,
    with_columns,
)
from sheetfollow.adopt.facts import NAMES, Fact, State
from sheetfollow.adopt.preview import as_data, changed_lines, preview_lines
from sheetfollow.adopt.proposal import Proposal, Wishes, propose
from sheetfollow.adopt.vocabulary import fold, folded
from sheetfollow.adoption import Adopted, Tracker
from sheetfollow.cli.output import waiting
from sheetfollow.exceptions import NothingToAdopt
from sheetfollow.model import as_typed
from sheetfollow.schema import SETTINGS_SHEET

DONE, PREVIEW_ONLY, ATTENTION = 0, 3, 3
_MOST_WORDS = 8
_YES, _NO = ("y", "yes"), ("n", "no")
_ANSWERS = "w waiting, r rejected, o offer, c closed, i interview, Enter: says nothing"


@dataclass(frozen=True)
class Manner:
    """How the command was given: without questions (`yes`), a preview alone, as data."""

    yes: bool
    dry_run: bool
    as_json: bool
    all_sheets: bool

    @property
    def asks(self) -> bool:
        """Whether somebody is there to answer."""
        watched = sys.stdin.isatty() and sys.stdout.isatty()
        return watched and not (self.yes or self.dry_run or self.as_json)


def run(path: Path, into: Path | None, wishes: Wishes, manner: Manner, today: date) -> int:
    """Preview, questions, confirmation, write: the exit code (spec 8, adopt)."""
    if into and into.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--into makes a workbook: name it like {into.with_suffix('.xlsx')}")
    with waiting(f"Reading {path}"):
        tracker = adoption.look(
            path,
            into,
            all_sheets=manner.all_sheets,
        )
    _refuse_unknown(tracker, wishes)
    proposal = _propose(tracker, wishes, today)
    wishes, proposal = _with_columns(tracker, proposal, wishes)
    if proposal.survey.unclear:
        wishes = replace(wishes, sheets=_chosen_sheets(proposal, manner))
        proposal = _propose(tracker, wishes, today)
    if proposal.survey.refused:
        if manner.as_json:
            _print_data(proposal, tracker, adopted=False)
        raise NothingToAdopt(proposal.survey.refused)
    try:
        refuse_missing_words(wishes.words, proposal.survey.chosen)
    except NotUnderstood as error:
        raise click.UsageError(f"--word: {error}") from error
    if manner.asks:
        return _talk(tracker, proposal, wishes)
    return _without_questions(tracker, proposal, manner)


def _propose(tracker: Tracker, wishes: Wishes, today: date) -> Proposal:
    return propose(
        tracker.cells,
        wishes,
        today=today,
        quiet_days=adoption.QUIET_DAYS,
    )


def _with_columns(tracker: Tracker, proposal: Proposal, wishes: Wishes) -> tuple[Wishes, Proposal]:
    """The wishes by the columns that are there, and what they come to. Raises UsageError for a
    column that is not there."""
    if not wishes.maps or not proposal.survey.tables:
        return wishes, proposal
    try:
        maps = with_columns(wishes.maps, proposal.survey.tables)
    except NotUnderstood as error:
        raise click.UsageError(f"--map: {error}") from error
    if maps == wishes.maps:
        return wishes, proposal
    wishes = replace(wishes, maps=maps)
    return wishes, _propose(tracker, wishes, proposal.today)


def _refuse_unknown(tracker: Tracker, wishes: Wishes) -> None:
    for name in wishes.sheets:
        if name not in tracker.cells:
            there = ", ".join(tracker.cells)
            raise click.UsageError(f"there is no visible sheet {name!r}; there is {there}")


def _chosen_sheets(proposal: Proposal, manner: Manner) -> tuple[str, ...]:
    """Question 1: which of several different tables. Where nobody answers it is wrong usage."""
    names = proposal.survey.unclear
    tables = {table.sheet: table for table in proposal.survey.tables}
    if not manner.asks:
        options = " ".join(f'--sheet "{name}"' for name in names)
        raise click.UsageError(f"there are several different tables; name those to take: {options}")
    click.echo("There are several different tables:")
    for number, name in enumerate(names, start=1):
        facts = ", ".join(NAMES[fact] for fact in NAMES if fact in tables[name].facts)
        rows = len(tables[name].rows)
        click.echo(f"  {number}  {name}: {rows} row{'' if rows == 1 else 's'} with {facts}")
    chosen = click.prompt("Which holds your applications?", type=click.IntRange(1, len(names)))
    return (names[chosen - 1],)


def _without_questions(tracker: Tracker, proposal: Proposal, manner: Manner) -> int:
    write = manner.yes and not manner.dry_run
    done = adoption.adopt(tracker, proposal) if write else None
    if manner.as_json:
        _print_data(proposal, tracker, adopted=write)
    else:
        _print_preview(tracker, proposal)
        click.echo("")
        if done:
            _print_done(done, proposal)
        else:
            unknown = proposal.unknown[:1]
            if unknown:
                click.echo(f'To tell what a word means: --word "{unknown[0].text}=Rejected"')
            click.echo("Nothing is written yet; to do it, repeat with --yes.")
    if not write:
        return PREVIEW_ONLY
    return ATTENTION if proposal.nameless else DONE


def _talk(tracker: Tracker, proposal: Proposal, wishes: Wishes) -> int:
    """With somebody at the terminal. What was corrected is lost by an n alone, never by Enter."""
    _print_preview(tracker, proposal)
    first = wishes
    said = {word: state for word, state in _asked_words(proposal) if state is not State.SILENT}
    if said:
        wishes = replace(wishes, words={**wishes.words, **said})
        proposal = _shown_again(tracker, proposal, wishes)
    _print_question(tracker)
    while (answer := _confirmation(proposal, is_corrected=wishes != first)).casefold() not in _YES:
        if _declines(answer, is_corrected=wishes != first):
            click.echo("Nothing is written.")
            return PREVIEW_ONLY
        if not answer:
            click.echo("Nothing is written yet: y writes it as corrected, n drops it.")
            continue
        try:
            wishes, proposal = _after(answer, tracker, proposal, wishes)
        except NotUnderstood as error:
            click.echo(f"{error}.")
    _print_done(adoption.adopt(tracker, proposal), proposal)
    return ATTENTION if proposal.nameless else DONE


def _declines(answer: str, *, is_corrected: bool) -> bool:
    return answer.casefold() in _NO or not (answer or is_corrected)


def _after(
    answer: str, tracker: Tracker, proposal: Proposal, wishes: Wishes
) -> tuple[Wishes, Proposal]:
    """What a correction comes to, with the lines that it changes shown. Raises NotUnderstood."""
    wanted = corrected(answer, wishes, proposal)
    again = _propose(tracker, wanted, proposal.today)
    if again.survey.refused or again.survey.unclear:
        why = again.survey.refused or "several tables differ"
        raise NotUnderstood(f"with that: {why}; left as it was")
    return wanted, _shown_again(tracker, proposal, wanted)


def _shown_again(tracker: Tracker, proposal: Proposal, wishes: Wishes) -> Proposal:
    """The proposal by these wishes; only the lines that are new are shown."""
    again = _propose(tracker, wishes, proposal.today)
    changed = changed_lines(proposal, again, str(tracker.path))
    _print(changed or ["That changes nothing."])
    return again


def _asked_words(proposal: Proposal) -> list[tuple[str, State]]:
    """Question 2: what the words mean that only the user can tell, the most frequent ones."""
    unknown = proposal.unknown[:_MOST_WORDS]
    if unknown:
        click.echo(f"\nWhat do these words of yours mean? {_ANSWERS}")
    said = []
    for word in unknown:
        rows = f"{word.rows} row{'s' if word.rows > 1 else ''}"
        answer = click.prompt(
            f"{word.text} ({rows})",
            default="",
            show_default=False,
            prompt_suffix=" > ",
            value_proc=_state_answer,
        )
        said.append((folded(word.text), answer))
    return said


def _state_answer(text: str) -> State:
    state = state_meant(text)
    if state is None:
        raise click.BadParameter(f"answer with {_ANSWERS}")
    return state


def _print_question(tracker: Tracker) -> None:
    click.echo("")
    if tracker.into:
        click.echo(f"Make {tracker.into}, which reads {tracker.path} at each sync?")
    else:
        names = [sheet.name for sheet in tracker.sheets]
        click.echo(f"Add {len(names)} sheets behind yours ({', '.join(names)})?")
    click.echo("Your own sheets are not changed.")


def _confirmation(proposal: Proposal, *, is_corrected: bool) -> str:
    """The answer; the prompt says what Enter does, and how this sheet's lines are corrected."""
    choices = "y writes it as corrected, n drops it" if is_corrected else "y yes, n or Enter no"
    return str(
        click.prompt(
            f"  {choices}, or correct a line: {example(proposal)}",
            default="",
            show_default=False,
            prompt_suffix=" > ",
        )
    ).strip()


def read_maps(texts: Sequence[str]) -> dict[str, Fact]:
    """`Firma=Company` or `K=Interview date` as facts by folded header and by letters. Raises
    UsageError."""
    maps: dict[str, Fact] = {}
    for text in texts:
        header, _, name = (part.strip() for part in text.rpartition("="))
        fact = fact_named(name)
        if not header or fact is None:
            allowed = ", ".join(NAMES.values())
            raise click.UsageError(f"{text!r} is not like K=Interview date; it can be {allowed}")
        maps[header if _is_letters(header) else fold(header)] = fact
    return maps


def _is_letters(header: str) -> bool:
    return header.isascii() and header.isalpha() and header.isupper() and len(header) <= 3


def read_words(texts: Sequence[str]) -> dict[str, State]:
    """`abgesagt=Rejected` as states by folded word. Raises UsageError."""
    words: dict[str, State] = {}
    for text in texts:
        word, _, name = (part.strip() for part in text.rpartition("="))
        state = state_named(name)
        if not word or state is None:
            allowed = ", ".join(State)
            raise click.UsageError(f"{text!r} is not like abgesagt=Rejected; it can be {allowed}")
        words[folded(word)] = state
    return words


def _print_preview(tracker: Tracker, proposal: Proposal) -> None:
    _print(preview_lines(proposal, str(tracker.path)))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _print_data(proposal: Proposal, tracker: Tracker, *, adopted: bool) -> None:
    data = as_data(proposal, str(tracker.path)) | {"adopted": adopted}
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _print_done(done: Adopted, proposal: Proposal) -> None:
    """What was done, and what comes next."""
    count = len(proposal.taken.interviews)
    lines = f"{count} interview{'' if count == 1 else 's'} taken over"
    if done.backup:
        click.echo(f"{len(done.sheets)} sheets added, {lines}.")
        click.echo(f"The workbook as it was: {done.backup} (kept for good).")
        click.echo("To undo: delete the added sheets, or take that file.")
    else:
        click.echo(f"Made {done.workbook}, {lines}.")
    click.echo("Next:")
    for number, step in enumerate(_next_steps(done, proposal), start=1):
        click.echo(f"  {number}. {step}")


def _next_steps(done: Adopted, proposal: Proposal) -> list[str]:
    grid = done.book.interviews
    first, last = grid.first_row, grid.first_row + len(proposal.taken.interviews) - 1
    steps = []
    if proposal.nameless:
        cells = grid.cell("interviewer", first)
        if last > first:
            cells += f":{grid.cell('interviewer', last)}"
        when = "" if all(line.day for line in proposal.taken.interviews) else ", and when"
        steps.append(f"Open it. {grid.name} {cells}: who you talked to{when}, where it is missing.")
    if not proposal.taken.interviews:
        steps.append(f"Open it. Type the interviews you have from now on into {grid.name}.")
    settings = done.book.settings_sheet
    steps.append(
        f"{settings.name if settings else SETTINGS_SHEET.name}: your name. Save and close."
    )
    steps.append(f"sheetfollow sync {as_typed(done.workbook)}")
    return steps
