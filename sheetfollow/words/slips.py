"""A misspelt word that can only be one other -> that one (spec 6)."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache

from sheetfollow.words.kinds import is_common, is_listed
from sheetfollow.words.letters_off import doubled, dropped, other_vowel, swapped
from sheetfollow.words.tidy import pairs, tools

_SHORTEST, _LONG, _LONG_NAME = 5, 7, 8
_AROUND = ".,;:!?()[]\"'"


def mended(text: str, names: Set[str] = frozenset()) -> str:
    """The text with what is certainly misspelt put right; `names` of the row stay, in small
    letters, and so does whatever a list has."""
    return "\n".join(_mended_row(row, names) for row in text.split("\n"))


def _mended_row(row: str, names: Set[str]) -> str:
    return " ".join(_mended(token, names) for token in row.split(" "))


def _mended(token: str, names: Set[str]) -> str:
    word = token.strip(_AROUND)
    low = word.lower()
    if low in names or not _may_be_slip(word):
        return token
    right = certain(low)
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
    known = word in tools() or is_listed(word) or is_listed(word.removesuffix("s"))
    if len(word) < _SHORTEST or known:
        return ""
    near = _common((*dropped(word), *doubled(word)))
    if len(word) >= _LONG:
        near |= _common(swapped(word))
        near = near or _common(other_vowel(word))
    return near.pop() if len(near) == 1 else ""


def _common(words: Iterable[str]) -> set[str]:
    return {word for word in words if is_common(word) or word in tools()}
