"""Is a note in another language? Such a note is asked about, since what is read here is English."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sheetfollow.words.kinds import is_compound, is_known
from sheetfollow.words.lists import section, section_words
from sheetfollow.words.tidy import tools

_WORD = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?!\w|-\w)")
_LISTS = "foreign.txt"
_LONG = 10


def is_foreign(text: str) -> bool:
    """Whether a text is not English: another script, small words of another language beside one
    that is unknown, or mostly unknown words that look like another language's."""
    if _is_other_script(text):
        return True
    written = _WORD.findall(text)
    found = [word.lower() for word in written]
    unknown = [word for word in found if not is_known(word) and word not in tools()]
    if not unknown:
        return False
    if _has_small_words(written):
        return True
    mostly = len(unknown) * 2 > len(found)
    return mostly and any(map(_looks_foreign, unknown))


def _has_small_words(written: list[str]) -> bool:
    """Not for one in capitals, which is a code: `NL/DE`, `CE marking`."""
    known = section_words(_LISTS, "small words")
    small = [word for word in written if word.lower() in known]
    capitals = sum(map(str.isupper, written))
    code = len(small) == 1 and small[0].isupper() and capitals < min(3, len(written))
    return bool(small) and not code


def _is_other_script(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    if text.isascii() or not letters:
        return False
    other = [sign for sign in letters if "LATIN" not in unicodedata.name(sign, "")]
    return len(other) * 3 > len(letters)


def _looks_foreign(word: str) -> bool:
    """By its ending, or long without being put together from two English words."""
    if word in section_words(_LISTS, "business words") or _endings().search(word):
        return True
    return len(word) >= _LONG and not is_compound(word)


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"...(?:{'|'.join(section(_LISTS, 'endings'))})$")
