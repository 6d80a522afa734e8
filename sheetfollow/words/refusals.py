"""What a note must not, or cannot, lend to a letter, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import chain

from sheetfollow.words.kinds import (
    ADJECTIVE,
    ADVERB,
    GERUND,
    NOUN,
    PLURAL,
    PREPOSITION,
    is_known,
    kinds_of,
)
from sheetfollow.words.lists import closed, inside, lines, whole
from sheetfollow.words.tidy import spelled, without_end

_LISTS = "refusals.txt"
_LONGEST = 5
"""Words of an expression."""
_PIECES = re.compile(r"[,:.!?()\"]+| - ")
_APART = str.maketrans("-/&+*;:", "       ")
_DOUBT = re.compile(r"\?\?+[\s,;:-]*\w")
_HAS = re.compile(r"(?:i )?ha(?:ve|d) (?!\w+ed\b)")
_TAIL = re.compile(r"(?:[,;:?!(]|\s-)\s*(?=\w)")


class Reason(StrEnum):
    """Why a cell is asked about, as `Needs` says it behind the cell's words."""

    NOTHING = "says nothing a letter could use"
    CLICHE = "is what everybody writes"
    FOREIGN = "is not in English"
    QUESTION = "is a question of the interview"
    NOTE = "is a note to yourself"
    PRIVATE = "is nothing to write to them"
    DOUBTFUL = "may be nothing to write to them"
    SELF = "is about you or the application, not about their work"
    LONG = "is more than fits into a sentence"
    UNCLEAR = "does not fit into a sentence as it stands"
    SEVERAL = "is more than one person"
    NOBODY = "names nobody"


_FIELDS = {
    "empty": Reason.NOTHING,
    "small-talk": Reason.NOTHING,
    "exercise": Reason.QUESTION,
    "question": Reason.QUESTION,
    "note": Reason.NOTE,
    "application": Reason.SELF,
    "cliché": Reason.CLICHE,
}
"""Why what a field of the words names is asked about; PRIVATE for all others."""
_COLOURS = ("blunt", "exercise", "own-mishap", "question", "secret", "trouble")
"""Fields of which nothing beside is quoted either."""
_SELVES = frozenset(("i", "i've", "ive", "i'm", "im", "me", "my", "myself"))


@cache
def _taboos() -> dict[str, dict[str, str]]:
    """{the words of an expression: {when it counts: its field}}."""
    found: dict[str, dict[str, str]] = {}
    for line in lines("taboo.txt"):
        if line.startswith("["):
            field, _, when = line[1:-1].partition(" ")
            continue
        for words in line.split(", "):
            for form in (words, words.replace("'", "")):
                found.setdefault(form, {}).update(dict.fromkeys(when.split("+"), field))
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words.partition(" ")[0] for words in _taboos())


def _fields(text: str, column: str) -> Iterator[str]:
    """The fields of the listed words in it, where they count."""
    for words in filter(None, map(_words, _PIECES.split(text.lower()))):
        for by_when, behind in _found(words):
            for when, field in by_when.items():
                if _counts(when, words, behind, column):
                    yield field


def _counts(when: str, words: Sequence[str], behind: Sequence[str], column: str) -> bool:
    """Whether what is listed so counts among these words, with those `behind` it."""
    if when == "of one":
        return _is_of_one(words, column)
    if when == "of an event" and closed(when).isdisjoint(words):
        return False
    if when in ("bare", "of an event"):
        return not _is_trade(behind)
    return when in ("anywhere", f"in {column}")


def _colours(text: str, column: str) -> Iterator[str]:
    """The fields of what nothing beside is quoted with."""
    return filter(_COLOURS.__contains__, chain(_fields(text, column), _whole_fields(text)))


def _words(piece: str) -> list[str]:
    return piece.translate(_APART).split()


def _found(words: Sequence[str]) -> Iterator[tuple[dict[str, str], Sequence[str]]]:
    """({when: field}, the words behind it) of each expression that is listed."""
    for at, first in enumerate(words):
        if first.removesuffix("'s") in _first_words():
            for end in range(at + 1, min(at + _LONGEST, len(words)) + 1):
                by_when = _taboos().get(" ".join(words[at:end]).removesuffix("'s"))
                if by_when:
                    yield by_when, words[end:]


def _whole_fields(text: str) -> Iterator[str]:
    """The fields of what is listed as a whole, `hours and pay` too, or as a beginning."""
    words = _words(text.lower())
    parts = " ".join(words).split(" and ")
    if all("whole" in _taboos().get(part, "") for part in parts):
        yield _taboos()[parts[0]]["whole"]
    for end in range(1, _LONGEST):
        start = _taboos().get(" ".join(words[:end]), {})
        if "begins" in start:
            yield start["begins"]


def _is_of_one(words: Sequence[str], column: str) -> bool:
    """Whether it speaks of one person; in a skill they themselves only if they
    `have` it, and not `have worked` with it."""
    persons = {word.removesuffix("'s") for word in words} & closed("of one person")
    persons |= {word for word in words if word.endswith("'s") and not is_known(word[:-2])}
    if column == "skill":
        return bool(persons - _SELVES) or _HAS.match(" ".join(words)) is not None
    return bool(persons)


def _is_trade(behind: Sequence[str]) -> bool:
    """Whether what stands behind a word makes a thing of work of it: `visa` casework, `criminal`
    legal aid, `dress code` for chefs; not who is meant, `lazy` boss, and no time."""
    if behind[:1] == ["for"]:
        return _has_plural(behind[1:4])
    at = next((at for at, word in enumerate(behind[:2]) if _is_kind(word, NOUN + PLURAL)), None)
    if at is None or (at == 1 and not _is_kind(behind[0], ADJECTIVE + GERUND)):
        return False
    linked = _is_kind(behind[0], PREPOSITION) or (at == 0 and _is_kind(behind[0], ADVERB))
    return not linked and behind[at] not in closed("no trade") | closed("time nouns")


def _has_plural(words: Sequence[str]) -> bool:
    return any(_is_kind(word, PLURAL) for word in words)


def _is_kind(word: str, kinds: str) -> bool:
    return not kinds_of(word).isdisjoint(kinds)


def taboo(flat: str, column: str) -> Reason | None:
    """Why nothing of a cell, in one line, is quoted, however well a part of it would read: what is
    blunt or went wrong in one part colours the rest."""
    titles = ("whole cell", "own hitches") if column in ("topic", "skill") else ("whole cell",)
    if any(inside(_LISTS, title).search(flat) for title in titles):
        return Reason.PRIVATE
    if _DOUBT.search(flat):
        return Reason.NOTE
    coloured = next(_colours(flat, column), "")
    if coloured:
        return _FIELDS.get(coloured, Reason.PRIVATE)
    tails = (flat[mark.end() :] for mark in _TAIL.finditer(flat))
    return Reason.NOTE if any(map(whole(_LISTS, "tail notes").match, tails)) else None


def refused(text: str, column: str) -> Reason | None:
    """Why these words may not be quoted, whatever they parse as; None where nothing speaks against
    it."""
    text = spelled(text)
    bare = without_end(text)
    field = next(chain(_whole_fields(bare), _fields(text, column)), "")
    if field:
        return _FIELDS.get(field, Reason.PRIVATE)
    return _by_form(bare, column)


def _by_form(text: str, column: str) -> Reason | None:
    """By the form of it; what is about the job is so in a note on the talk alone."""
    if says_nothing(text):
        return Reason.NOTHING
    for reason in (Reason.QUESTION, Reason.NOTE, Reason.PRIVATE, Reason.SELF):
        if inside(_LISTS, reason.name.lower()).search(text):
            return reason
    about_them = column in ("topic", "challenge", "")
    return Reason.SELF if about_them and inside(_LISTS, "about the job").search(text) else None


def says_nothing(text: str) -> bool:
    """Whether all of it is as good as blank: `n/a`, `the usual`, `various`."""
    listed = _taboos().get(" ".join(_words(text.lower())), {}).get("whole", "")
    nothing = _FIELDS.get(listed) is Reason.NOTHING
    return nothing or whole(_LISTS, "says nothing").match(text) is not None


def is_praise(text: str) -> bool:
    """Whether a sentence only says how the talk was."""
    return whole(_LISTS, "praise").match(without_end(text)) is not None
