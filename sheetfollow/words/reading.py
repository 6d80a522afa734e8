"""A cell as typed -> its reading (spec 6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import replace
from functools import lru_cache

from sheetfollow.words.agreement import with_several
from sheetfollow.words.articles import with_an
from sheetfollow.words.asks import Kind, Reading, asked
from sheetfollow.words.capitals import small_inside, without_shouting
from sheetfollow.words.foreign import is_foreign
from sheetfollow.words.ideas import read_idea
from sheetfollow.words.kinds import is_known
from sheetfollow.words.notes import read_note
from sheetfollow.words.people import salutation
from sheetfollow.words.refusals import Reason, says_nothing, taboo
from sheetfollow.words.skills import read_skill
from sheetfollow.words.slips import mended
from sheetfollow.words.tact import LIMIT_OF_REPORT, is_doubtful
from sheetfollow.words.teams import read_team
from sheetfollow.words.tidy import one_row, spelled, tidy, tools, with_rates, without_end
from sheetfollow.words.titles import company, job_title

_TOO_LONG = 200
_WHOLE: dict[str, Callable[[str], Reading]] = {
    "name": salutation,
    "company": company,
    "job": job_title,
}


_READERS: dict[str, Callable[[str, str, Set[str]], Reading]] = {
    "team": read_team,
    "skill": read_skill,
    "idea": read_idea,
}


@lru_cache(maxsize=4096)
def read(cell: str, column: str, names: Set[str] = frozenset()) -> Reading:
    """What a cell says, as words for a letter or as a question.

    `column` is topic, challenge, skill, team, idea, name, company or job; `names` are words in
    small letters that are names in this row. Any text is read, in time that grows with its length.
    """
    if column in _WHOLE:
        return _WHOLE[column](cell[:_TOO_LONG])
    reading = _by_grammar(cell, column, names)
    if reading.kind is Kind.REPORT:
        return (
            asked(Reason.DOUBTFUL, column, cell) if _is_doubted(reading, cell, column) else reading
        )
    return _without_doubts(reading, cell, column, names) if reading.items else reading


def _is_doubted(report: Reading, cell: str, column: str) -> bool:
    """Whether what somebody told may not be written, or that it was told like this."""
    told = (item.that or item.phrase for item in report.items)
    return is_doubtful(cell, column, LIMIT_OF_REPORT) or any(is_doubtful(it, column) for it in told)


def _is_doubtful(part: str, column: str) -> bool:
    """Whether nobody would write it, as typed and as it is spelt: a slip or a short form alone
    tells nothing against it."""
    return is_doubtful(part, column) and is_doubtful(mended(spelled(part)), column)


def _without_doubts(reading: Reading, cell: str, column: str, names: Set[str]) -> Reading:
    """The reading of what is left of a cell without the lines of it, or what semicolons part,
    that nobody would write."""
    parts = re.split("[;\n]", cell)
    doubtful = [part for part in parts if _is_doubtful(part, column)]
    if not doubtful:
        return reading
    rest = "\n".join(part for part in parts if part not in doubtful)
    reading = _by_grammar(rest, column, names)
    if not reading.items:
        return asked(Reason.DOUBTFUL, column, cell)
    return replace(reading, left_out=(*reading.left_out, *map(one_row, doubtful)))


def _by_grammar(cell: str, column: str, names: Set[str]) -> Reading:
    """What of a cell of notes makes a phrase or a sentence."""
    text = _behind_nothing(tidy(cell[: _TOO_LONG * 2]))
    flat = one_row(text)
    if not flat:
        return Reading(Kind.BLANK)
    reason = _unreadable(flat, column)
    if reason:
        return asked(reason, column, cell)
    text = with_an(with_several(mended(with_rates(without_shouting(text)), names)))
    if column not in ("team", "skill"):
        text = small_inside(text, names)
    if column in _READERS:
        return _READERS[column](text, cell, names)
    return read_note(text, column, cell, names)


def _behind_nothing(text: str) -> str:
    """What stands behind a colon and words that say nothing: `same as last time: rotas`."""
    head, colon, tail = text.partition(": ")
    doubts = head.lower().startswith(("not ", "unsure", "maybe", "don't", "idk"))
    return tail if colon and tail.strip() and not doubts and says_nothing(head) else text


def _unreadable(flat: str, column: str) -> Reason | None:
    """Why a cell is asked about before anything is read in it."""
    if _is_empty(flat, column):
        return Reason.NOTHING
    if " " not in flat and _is_sigh_or_name(flat, column):
        return Reason.UNCLEAR
    reason = taboo(flat, column)
    if reason:
        return reason
    if len(flat) > _TOO_LONG:
        return Reason.LONG
    return Reason.FOREIGN if is_foreign(flat) and is_foreign(mended(flat)) else None


def _is_empty(flat: str, column: str) -> bool:
    """Whether all of it, or what a dash parts from the rest, says nothing; a team may be called
    so."""
    if column == "team" or not any(sign.isalnum() for sign in flat):
        return not any(sign.isalnum() for sign in flat)
    return says_nothing(without_end(flat)) or says_nothing(flat.partition(" - ")[0])


def _is_sigh_or_name(word: str, column: str) -> bool:
    """`PARENTS!!!`, which is shouted, or `Brian`: somebody, or who knows what."""
    low = without_end(word).lower()
    if word.isupper() and word.endswith("!"):
        return is_known(low)
    unknown = low.isalpha() and low not in tools() and not is_known(low)
    return column in ("topic", "challenge") and word.istitle() and unknown
