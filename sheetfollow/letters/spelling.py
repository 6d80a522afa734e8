"""Words -> what they were probably meant to be. The dictionary is loaded when it is first
needed."""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import Any

from sheetfollow.letters.word_lists import lines
from sheetfollow.letters.wordings import builtin, forward
from sheetfollow.words.kinds import is_listed
from sheetfollow.words.lines import FRAMES

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST, _LONGEST = 4, 25
_COMMON = 5_000
"""How often a correction stands in the dictionary's corpus, so that rare terms are not bent into
rare words."""

_LONG, _COMMON_AND_LONG = 8, 500
"""The same for a long word: few terms are a letter away from one."""

_BRITISH = (
    (r"our(?=|s|ed|ing|able|ite|ites|ful|hood|ly|er|ers)", "or"),
    (r"is(?=e|es|ed|er|ers|ing|ation|ations|able)", "iz"),
    (r"ys(?=e|es|ed|er|ers|ing)", "yz"),
    (r"ll(?=ed|ing|er|ers|or|ors)", "l"),
    (r"tre(?=|s|d)", "ter"),
    (r"ogue(?=|s)", "og"),
    (r"ence(?=|s)", "ense"),
    (r"ae", "e"),
)
_VERY_COMMON = 25_000
"""The same for what is put together from two words: `backround` for all its back and round."""

_COMMON_ENOUGH = 200_000
"""The same for what a word of four letters was meant to be: many are short for something."""

_IN_USE = 500
"""The same for a word that others are formed from."""

_FORMS = re.compile(r"(?:ings?|ers?|ed|able|less|ish)$")
_DOUBLES = re.compile(r"(?:^|[^aeiou])[aeiouy][^aeiouwxy]$")
"""What doubles its last letter before an ending: `stop`, `stopping`."""

_PREFIX = re.compile(r"^(?:re|un|pre|non|over|under|out|sub|mis|inter|multi|micro)-?(?=\w{5})")
_COUNTED = "one two three four five six seven eight nine ten eleven twelve years of experience"
_REFERRED_TO = "my note message call of"
_ENDINGS = ("'s", "s'", "s", "ed", "d", "ing")


def correction(word: str) -> str:
    """What a word in lower case was probably meant to be, "" for one that is right or that nothing
    is known of."""
    slips, known = _lists()
    if word in slips:
        return slips[word]
    if not _SHORTEST <= len(word) <= _LONGEST or word in built_in() or is_word(word):
        return ""
    if known & {word, *(_stem(word, ending) for ending in _ENDINGS)} or _is_formed(word):
        return ""
    if is_listed(word):
        return ""
    return _nearest(word)


def is_slip(word: str) -> bool:
    """Whether a word in lower case is wrong however often it is written."""
    return word in _lists()[0]


def is_word(word: str) -> bool:
    """Whether the dictionary has the word in lower case, in American or British spelling."""
    dictionary = _dictionary()
    return word in dictionary or any(
        re.sub(
            pattern + "$",
            swap,
            word,
        )
        in dictionary
        or re.sub(
            pattern,
            swap,
            word,
        )
        in dictionary
        for pattern, swap in _BRITISH
    )


def _stem(word: str, ending: str) -> str:
    return word.removesuffix(ending) if word.endswith(ending) else ""


def _is_formed(word: str) -> bool:
    """Whether a word is a regular form of one in use: `texting`, `rehoming`, `reupholster`."""
    bare = _PREFIX.sub("", word)
    if bare != word and is_word(bare):
        return True
    stem = _FORMS.sub("", bare)
    if stem == bare or len(stem) < _SHORTEST or stem in _irregular():
        return False
    if _dictionary()[f"{stem}e"] >= _IN_USE:
        return True
    is_whole = not stem.endswith("e") and not _DOUBLES.search(stem)
    return is_whole and _dictionary()[stem] >= _IN_USE


def _is_made_of_two(word: str) -> bool:
    """`blowdown`, `rockfall`: two common words, and not `thoughtfull`."""
    ends = range(_SHORTEST, len(word) - _SHORTEST + 1)
    return any(_is_common(word[:end]) and _is_common(word[end:]) for end in ends)


def _is_common(word: str) -> bool:
    is_ending = word in ("able", "ally", "full")
    return not is_ending and is_listed(word) and bool(_dictionary()[word] >= _COMMON)


@cache
def _irregular() -> frozenset[str]:
    return frozenset(word for line in lines("irregular_verbs.txt") for word in line.split())


@cache
def _nearest(word: str) -> str:
    dictionary = _dictionary()
    near = sorted(dictionary.candidates(word) or (), key=lambda each: (-dictionary[each], each))
    if not near or near[0] == word:
        return ""
    is_common = dictionary[near[0]] >= _how_common(word, near[0])
    return str(near[0]) if is_common else ""


def _how_common(word: str, meant: str) -> int:
    """How often a word stands in the dictionary's corpus, at least, for another to be a slip of
    it."""
    if len(word) == _SHORTEST and sorted(meant) != sorted(word):
        return _COMMON_ENOUGH if len(meant) >= _SHORTEST else sys.maxsize
    if _is_made_of_two(word):
        return _VERY_COMMON
    is_long = len(word) >= _LONG and is_listed(meant)
    return _COMMON_AND_LONG if is_long else _COMMON


@cache
def built_in() -> frozenset[str]:
    """The words of the built-in wording and of the sentences made from a row. They are right, and
    most drafts hold no others but the row's own: the dictionary, which takes longer to load than
    all the drafts take to make, is then left alone."""
    wordings = (f"{each.subject} {each.body}" for each in (*builtin(), forward()))
    texts = (*wordings, *FRAMES, _COUNTED, _REFERRED_TO)
    return frozenset(word for text in texts for word in _WORD.findall(text.lower()))


@cache
def _dictionary() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language="en", distance=1)


@cache
def _lists() -> tuple[dict[str, str], frozenset[str]]:
    """({slip: what was meant}, words of work)."""
    slips = dict(line.split(" ", 1) for line in lines("misspellings.txt"))
    return slips, frozenset(word for line in lines("work_words.txt") for word in line.split())
