"""Which words keep their capitals, and which are small within a sentence."""

from __future__ import annotations

import re
from collections.abc import Set

from sheetfollow.words import kinds as k
from sheetfollow.words.kinds import is_common, is_known, kinds_of
from sheetfollow.words.lists import closed, section_words, words
from sheetfollow.words.tidy import tools

_SPELLING = "spelling.txt"
_SHORT = 4
_CAPITALS = re.compile(r"(?<![\w./+#&@'-])[A-Z]{2,}(?![\w/+#&@-]|[.']\w)")
_STAYS_BEFORE = re.compile(r"vs\.? |level|& [A-Z]")


def without_shouting(text: str) -> str:
    """ALL CAPS in small letters, but for what is written so: tools, short unknown words."""
    found = re.findall(r"[^\W\d_]{2,}", text)
    if not found or not text.isupper():
        return text
    alone = len(found) == 1 and _is_one_in_capitals(found[0])
    if alone or all(word.lower() in tools() or _is_acronym(word) for word in found):
        return text
    return re.sub(r"[^\W\d_]+(?:[./+#&'-][^\W\d_]+)*", _in_small_letters, text)


def _is_one_in_capitals(word: str) -> bool:
    """`EPLAN`, no word, or `HART`, which is said as one."""
    return not is_known(word) or word.lower() in section_words(_SPELLING, "acronyms too")


def small_inside(text: str, names: Set[str] = frozenset()) -> str:
    """Words in capitals for effect in small letters, `very excited` for VERY excited; not what is
    written so, nor the `names` of the row."""
    if text.isupper():
        return text

    def quiet(match: re.Match[str]) -> str:
        low = match[0].lower()
        return low if low not in names and _is_loud(low) else match[0]

    return _CAPITALS.sub(quiet, text)


def _is_loud(low: str) -> bool:
    """Whether capitals on a word can only be for effect: a short noun may be a name, `WASH`."""
    if low in tools() or low in section_words(_SPELLING, "acronyms too"):
        return False
    may_be_name = len(low) == _SHORT and k.NOUN in kinds_of(low)
    loud = len(low) >= _SHORT and is_known(low) and not may_be_name
    return low in words("small_capitals.txt") or loud


def _is_acronym(word: str) -> bool:
    said = any(sign in "AEIOUY" for sign in word)
    return (len(word) <= _SHORT or not said) and not is_known(word)


def _in_small_letters(match: re.Match[str]) -> str:
    word = match[0]
    low = word.lower()
    if low in tools():
        return tools()[low]
    if is_known(low) or word in ("A", "I"):
        return low
    return word if _is_acronym(word) else word.capitalize()


def small_first(text: str, names: Set[str] = frozenset()) -> str:
    """The first word in small letters, if the dictionary knows it, a small letter follows, and it
    is no name of a tool, a brand or this row."""
    first, _, rest = text.partition(" ")
    low = first.lower()
    bare = low.rstrip(",:;").removesuffix("'s")
    named = (low in tools() and first != "It") or bare in names or _begins_a_name(bare, rest)
    if named or not is_capitalized(first) or not is_known(bare):
        return text
    if not rest:
        return text if low in section_words(_SPELLING, "brands") else low
    return f"{low} {rest}" if _is_small_before(bare, rest[0]) else text


def _begins_a_name(low: str, rest: str) -> bool:
    """`Open` in Open Day: a common word with a capital behind one is part of its name."""
    second = rest.partition(" ")[0]
    own = tools().keys() | section_words(_SPELLING, "brands")
    common = second.istitle() and is_common(second.lower()) and second.lower() not in own
    grammar = not kinds_of(low).isdisjoint("DPWUOC#")
    beside = _STAYS_BEFORE.match(rest) and kinds_of(low) - {k.PAST, k.ADJECTIVE, k.GERUND}
    return bool(beside) or (common and not grammar)


def _is_small_before(low: str, sign: str) -> bool:
    """Whether a known word is small before what begins so: not in `Ward 7`, `Customer Success`."""
    if sign.isdigit():
        own = k.NOUN in kinds_of(low) and k.GERUND not in kinds_of(low)
        return not own or low in closed("how often")
    return sign.islower() or not sign.isalpha() or _stays_small(low)


def is_capitalized(word: str) -> bool:
    """Title case: `Team`, `Event-driven`, `A`; not I, AWS, iOS."""
    return word == "A" or (word[:1].isupper() and word[1:].islower())


def _stays_small(low: str) -> bool:
    """Whether a word before a name has a small letter: of grammar, an adjective, what is done."""
    kinds = kinds_of(low)
    if kinds & frozenset("DPWUO#"):
        return True
    return not kinds & frozenset("np") and bool(kinds & frozenset("agb"))
