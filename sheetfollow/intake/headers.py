"""Columns that are not there: which of them has to be told, and which header it may have become
(spec 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from sheetfollow.intake.names import fold
from sheetfollow.intake.vocabulary import meanings
from sheetfollow.model import Problem
from sheetfollow.schema import Column

_ALIKE = 0.85
"""How much of two headers must agree, of 1: `Snooze til` and `Snooze until` do."""

_STOPPING = {
    "outcome": "so no Outcome can stop or answer anything",
    "outcome_date": "so no Outcome has its day",
    "decision_by": "so no day that they named holds anything back",
    "snooze_until": "so nothing can be snoozed",
    "no_phone_calls": "so a call can be planned where they asked for none",
    "warm": "so a call can be planned after a cool talk",
    "email": "so no message goes by email",
    "response": "so no answer is seen",
    "response_date": "so answers count on the day of your message",
    "direction": "so every line counts as sent by you",
    "sent_on": "so no x there marks a message as sent",
    "body": "so no wording of yours is used",
}
"""The inputs that can forbid or stop a message, by key, and what follows where they are missing."""


def missing_inputs(
    name: str, missing: list[Column], others: Mapping[str, str]
) -> Iterator[Problem]:
    """What to tell of the inputs that a sheet lacks: those that can stop a message, and those that
    one of its `others` looks like, the headers that are not ours by their cells."""
    free = dict(others)
    for column in missing:
        place = _like(column, free)
        if place:
            told = f"looks like {column.header}, which is not there; name it so, or add the header"
            yield Problem(f"{name}!{place}", free.pop(place), told)
        elif column.key in _STOPPING:
            told = f"no column {column.header}, {_STOPPING[column.key]}; add the header"
            yield Problem(name, "", told)


def _like(column: Column, others: Mapping[str, str]) -> str:
    """The cell of the header that is most like a column's, "" for none."""
    likeness = {place: _likeness(column.header, text) for place, text in others.items()}
    best = max(
        likeness,
        key=lambda place: likeness[place],
        default="",
    )
    return best if best and likeness[best] >= _ALIKE else ""


def _likeness(ours: str, theirs: str) -> float:
    """1 where a header is known to mean ours, else how much of the letters agree."""
    word = re.sub(r"[\W_]+", " ", fold(theirs)).strip()
    if meanings("headers").get(word) == ours or meanings("headers").get(fold(theirs)) == ours:
        return 1.0
    return SequenceMatcher(None, _letters(ours), _letters(theirs)).ratio()


def _letters(header: str) -> str:
    return re.sub(r"[\W_]+", "", fold(header))
