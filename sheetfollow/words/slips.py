"""A misspelt word that can only be one other -> that one (spec 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache

from sheetfollow.words.kinds import (
    COUNT,
    ill_plural,
    is_common,
    is_known,
    is_listed,
    kinds_of,
    work_words,
)
from sheetfollow.words.letters_off import (
    doubled,
    dropped,
    other_vowel,
    single_letters,
    swapped,
)
from sheetfollow.words.lists import section
from sheetfollow.words.tidy import pairs, tools
from sheetfollow.words.verbs import past, plural

_SHORTEST, _MIDDLE, _LONG_NAME, _LONG, _VERY_LONG = 5, 7, 8, 9, 11
_LONGEST = 24
_AROUND = ".,;:!?()[]\"'"


def mended(text: str, names: Set[str] = frozenset()) -> str:
    """The text with what is certainly misspelt put right; `names` of the row stay, in small
    letters, and so does whatever a list has."""
    for typed, meant in _confused():
        text = typed.sub(meant, text)
    return "\n".join(_mended_row(row, names) for row in text.split("\n"))


@cache
def _confused() -> tuple[tuple[re.Pattern[str], str], ...]:
    """(words that are taken for others, by what stands beside them; the others)."""
    rows = (row.split(" => ") for row in section("spelling.txt", "confused"))
    return tuple((re.compile(typed, re.I), meant) for typed, meant in rows)


def _mended_row(row: str, names: Set[str]) -> str:
    return " ".join(_mended(token, names) for token in row.split(" "))


def _mended(token: str, names: Set[str]) -> str:
    word = token.strip(_AROUND)
    low = word.lower()
    if "-" in word and word.replace("-", "").isalpha():
        return token.replace(word, "-".join(_mended(part, names) for part in word.split("-")))
    if low in names or not _may_be_slip(word):
        return token
    right = likely(low) if word.islower() else certain(low)
    if right and word.istitle():
        right = right[0].upper() + right[1:]
    return token.replace(word, right) if right else token


def _may_be_slip(word: str) -> bool:
    """Whether it is written as words are: a capital first may be that of a name."""
    if not word.isascii() or not word.isalpha():
        return False
    if word.islower():
        return True
    return word.istitle() and (len(word) >= _LONG_NAME or word.lower() in pairs("slips"))


@cache
def certain(word: str) -> str:
    """What a misspelt word in small letters certainly is; "" where it is none, or may be several:
    a letter dropped, doubled or swapped, else in a long word another vowel."""
    if word in pairs("slips"):
        return pairs("slips")[word]
    if len(word) < _SHORTEST or word in tools() or is_listed(word):
        return ""
    if is_listed(word.removesuffix("s")):
        return ill_plural(word)  # deliverys
    return _irregular_past(word) or _only(_near(word)) or _plural_of_certain(word)


def _irregular_past(word: str) -> str:
    """`taught` for teached."""
    right = past(word.removesuffix("ed")) if word.endswith("ed") else ""
    return "" if right.endswith("ed") else right


def _plural_of_certain(word: str) -> str:
    """`dashboards` for dashbords."""
    single = certain(word[:-1]) if word.endswith("s") and len(word) > _LONG_NAME else ""
    return plural(single) if single else ""


def _near(word: str) -> set[str]:
    """What it may be; modle, model or module, is both. A letter that is wanting, or another vowel,
    in a short word makes too many words of it: decon is no deacon, but for a word of work."""
    near = _common((*dropped(word), *doubled(word)))
    turned = _common(swapped(word))
    if len(word) >= _LONG:
        return near | turned or _common(other_vowel(word))
    found = near | turned if near or len(word) >= _MIDDLE else near
    if len(found) != 1:
        return found
    right = next(iter(found))
    sure = right in turned | work_words() or single_letters(right) == single_letters(word)
    return found if sure or (COUNT in kinds_of(right) and len(right) >= _MIDDLE) else set()


@cache
def likely(word: str) -> str:
    """The same of a word that no name may be: also where a letter is wanting in a longer one, as in
    `migratng`, or two letters of a short one are swapped: `peopel`."""
    found = certain(word)
    if found or not _SHORTEST <= len(word) <= _LONGEST or is_known(word):
        return found
    if len(word) < _LONG_NAME:
        return _only(_common(swapped(word))) if not any(map(is_known, dropped(word))) else ""
    return _only(_common((*dropped(word), *doubled(word), *swapped(word))))


def _only(found: Set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _common(words: Iterable[str]) -> set[str]:
    return {word for word in words if is_common(word) or word in tools()}
