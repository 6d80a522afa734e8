"""Whether a note is likely one that nobody would write to the interviewer, however well it reads:
a linear classifier over its words, learned from cells that people have judged (spec 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from sheetfollow.words.lists import lines

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[^\w\s]")
_STEM, _ENDING = 5, 3
"""Letters of a word's beginning and of its ending that are looked at by themselves."""
LIMIT = -12
"""Tenths of the log-odds above which a note is asked about: below even odds, since a note that
ought not to be there is worse than a question. About 7 of 100 that may be quoted are asked."""

LIMIT_OF_REPORT = 20
"""The same of a report as a whole: that somebody told it counts against it by itself."""


def features(text: str, column: str) -> set[str]:
    """What is looked at: each word, alone and in its column, its beginning, its ending, and each
    word with the next; all numbers are one."""
    tokens = ["0" if each.isdigit() else each for each in _TOKEN.findall(_plain(text))]
    return {column + ":", *_of_words(tokens, column), *_of_pairs(tokens)}


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _of_words(tokens: list[str], column: str) -> Iterator[str]:
    for token in tokens:
        yield token
        yield f"{column}:{token}"
        if len(token) >= _STEM:
            yield f"{token[:_STEM]}-"
        if len(token) > _ENDING:
            yield f"-{token[-_ENDING:]}"


def _of_pairs(tokens: list[str]) -> Iterator[str]:
    for one, two in pairwise(["", *tokens, ""]):
        yield f"{one}_{two}"


@cache
def weights() -> dict[str, int]:
    """{feature: tenths of the log-odds that it adds}."""
    found = {}
    for line in lines("tact.txt"):
        weight, *seen = line.split(" ")
        found.update(dict.fromkeys(seen, int(weight)))
    return found


def log_odds(text: str, column: str, learned: Mapping[str, int]) -> int:
    """That it is not to be quoted, in tenths, by weights that were learned."""
    return sum(learned.get(each, 0) for each in features(text, column))


def is_doubtful(text: str, column: str, limit: int = LIMIT) -> bool:
    """Whether a careful person would likely not write what a note in that column says; a blank one
    says nothing."""
    says = any(sign.isalnum() for sign in text)
    return says and log_odds(text, column, weights()) > limit
