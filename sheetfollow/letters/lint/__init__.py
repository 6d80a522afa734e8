"""A draft as it stands on disk -> what to look at before it is sent (spec 6, Lint). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from sheetfollow.intake.settings import Settings
from sheetfollow.letters.lint import (
    greeting,
    language,
    leftovers,
    manner,
    mixed_up,
    names,
    seams,
    sides,
    signature,
    tone,
    topic,
    typos,
    unfinished,
    verbs,
)
from sheetfollow.letters.lint.names import others
from sheetfollow.letters.lint.text import Others, Text, parts, prose
from sheetfollow.letters.lint.topic import is_personal
from sheetfollow.model import Finding, Task

__all__ = ["Others", "findings", "is_personal", "others"]

_NOBODY_ELSE = Others()
_RULES: tuple[Callable[[Text], Iterator[Finding]], ...] = (
    leftovers.head,
    leftovers.too_long,
    leftovers.note_too_long,
    leftovers.gaps,
    leftovers.residue,
    greeting.generic_greeting,
    greeting.wrong_person,
    names.wrong_company,
    names.wrong_job,
    topic.off_topic,
    manner.emoji,
    language.other_language,
    manner.slang,
    manner.stock_phrase,
    manner.shouting,
    manner.repeats_a_note,
    manner.repeats_the_cv,
    leftovers.not_attached,
    unfinished.notes_to_oneself,
    unfinished.alternatives,
    unfinished.shorthand,
    unfinished.said_twice,
    unfinished.greeted_twice,
    unfinished.breaks_off,
    signature.signed_by_another,
    signature.not_signed,
    tone.tone,
    tone.wrong_stage,
    typos.typos,
    typos.confusions,
    mixed_up.mixed_up,
    seams.seam,
    sides.wrong_side,
    sides.told_to_me,
    sides.told_of_nobody,
    sides.raw_note,
    verbs.verb_missing,
)


def findings(
    text: str,
    task: Task,
    settings: Settings,
    *,
    colleagues: Sequence[str] = (),
    earlier: Sequence[str] = (),
    attached: bool = False,
    known: AbstractSet[str] = frozenset(),
    others: Others = _NOBODY_ELSE,
) -> list[Finding]:
    """Everything to look at in the text of a .txt draft, in the order of its lines.

    `colleagues` are the drafts of the others of the same round, `earlier` what went to the same
    person before, `attached` whether the mail carries a file, `known` further words of the
    workbook, in lower case, that are spelled right, and `others` the names of other rows.
    """
    read = parts(text)
    letter = Text(
        read.head,
        prose(read),
        read.below,
        task,
        settings,
        colleagues,
        earlier,
        attached,
        known,
        others,
    )
    found = [finding for rule in _RULES for finding in rule(letter)]
    return sorted(_told_once(found), key=lambda each: each.line)


def _told_once(found: Sequence[Finding]) -> Iterator[Finding]:
    """Without what a rule says again of the same words in a line, or of fewer of them."""
    told: dict[tuple[int, str, str], dict[str, Finding]] = {}
    for each in found:
        alike = told.setdefault((each.line, each.rule, each.suggestion), {})
        alike.setdefault(each.said.casefold(), each)
    for alike in told.values():
        for said, each in alike.items():
            if not any(said in other for other in alike if other != said):
                yield each
