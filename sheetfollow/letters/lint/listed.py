"""The lists of words, phrases and expressions, as the rules look for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from sheetfollow.letters.word_lists import lines

LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Phrases:
    """A list of phrases: what finds any of them, the `advice` that stands behind each, and those
    that are `told_by` a word, the longest of each, with all their words: by the `telling` words
    most texts are done with."""

    pattern: re.Pattern[str]
    advice: Mapping[str, str]
    told_by: Mapping[str, Sequence[tuple[str, AbstractSet[str]]]]
    telling: frozenset[str]


@cache
def phrases(name: str) -> Phrases:
    """The list of that name."""
    pairs = (line.partition("|")[::2] for line in lines(name))
    advice = {phrase.strip(): text.strip() for phrase, text in pairs}
    longest_first = sorted(advice, key=len, reverse=True)
    found = re.compile(
        rf"(?<![\w'-])(?:{'|'.join(map(spaced, longest_first))})(?![\w'-]|\.\w)", re.I
    )
    told_by: dict[str, list[tuple[str, AbstractSet[str]]]] = {}
    for phrase in advice:
        words = LETTERS.findall(phrase)
        told = (" ".join(phrase.split()), frozenset(words))
        told_by.setdefault(max(words, key=len), []).append(told)
    return Phrases(
        found,
        advice,
        told_by,
        frozenset(told_by),
    )


def spaced(phrase: str) -> str:
    """A phrase as it stands in a text, over the end of a line too."""
    return r"\s+".join(map(re.escape, phrase.split()))


def either(name: str, **stands_for: str) -> str:
    """An expression for any of those of a list; a word in capitals stands for another
    expression."""
    listed = "|".join(f"(?:{line})" for line in lines(name))
    for word, meant in stands_for.items():
        listed = listed.replace(word, meant)
    return listed


@cache
def word_list(name: str) -> frozenset[str]:
    """All words of a list."""
    return frozenset(word for line in lines(name) for word in line.split())
