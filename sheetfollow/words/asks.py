"""What reading a cell comes to: words for a letter, or a question to the person who typed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sheetfollow.words.refusals import Reason

_SHOWN = 40
_WANTED = {
    "topic": "write what you talked about in 2 to 6 words, like: the Kafka migration",
    "challenge": "write a problem they named in 2 to 6 words, like: slow releases",
    "skill": "write what you bring, like: Python / led a team of 8 / 5 years of React",
    "team": "write the name of the team or project, like: Payments",
    "idea": "write one idea in a few words, like: a shared runbook",
    "name": "write one person's name, or fill in Greet as, like: Ms López",
    "company": "write the company's name",
    "job": "write the job title",
}


class Kind(StrEnum):
    """What kind of note a cell holds."""

    BLANK = "blank"
    PHRASE = "phrase"
    CLAUSE = "clause"
    REPORT = "report"
    QUESTION = "question"
    LIST = "list"
    PAST = "past"
    YEARS = "years"
    CERTIFICATE = "certificate"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a cell says, ready for a sentence; each "" where there is none.

    `phrase` fits behind a preposition, `that` is a clause for "You mentioned that ...", `said` a
    sentence about the candidate or the idea, without its full stop.
    """

    phrase: str = ""
    that: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as it was understood: its items in their order, or what to `ask`; `left_out` are the
    parts of it that no letter will use, as typed."""

    kind: Kind
    items: tuple[Item, ...] = ()
    ask: str = ""
    left_out: tuple[str, ...] = ()
    reason: Reason | None = None


def wanted(column: str) -> str:
    """What to type into a cell of that column."""
    return _WANTED.get(column, "write it in a few words")


def asked(reason: Reason, column: str, cell: str) -> Reading:
    """The reading of a cell that has no words for a letter."""
    shown = " ".join(cell.split())
    if not shown:
        return Reading(
            Kind.ASKED,
            ask=wanted(column),
            reason=reason,
        )
    if len(shown) > _SHOWN:
        shown = shown[: _SHOWN - 1].rstrip() + "…"
    return Reading(Kind.ASKED, ask=f"'{shown}' {reason}; {wanted(column)}", reason=reason)


def quoted(kind: Kind, *items: Item, left_out: Sequence[str] = ()) -> Reading:
    """The reading of a cell that has."""
    return Reading(kind, items, left_out=tuple(left_out))
