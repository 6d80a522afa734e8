"""The words of a line with what they can be, for the rules that look at what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sheetfollow.letters.lint.text import Text, with_places
from sheetfollow.words import kinds as k
from sheetfollow.words.kinds import kinds_of

_TOKEN = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*'?")
_LONGEST_LINE = 4_000
VERBS = frozenset({k.BASE, k.THIRD, k.PAST, k.AUXILIARY, k.MOSTLY_VERB})
"""What may be the verb of a sentence."""

_HELPED = re.compile(r"'(?:s|d|ll|ve|re|m)$|n't$")


class Token(NamedTuple):
    """A word of a line: where it stands, as it stands and in small letters, the sign that stands
    `before` it; the one that stands for the end of the line has no text."""

    at: int
    text: str = ""
    low: str = ""
    before: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """What it can be."""
        return kinds_of(self.text.rstrip("'")) - {k.COUNT}

    def can_be(self, kinds: Collection[str]) -> bool:
        """Whether it can be one of these kinds."""
        return not self.kinds.isdisjoint(kinds)

    def is_only(self, kinds: Collection[str]) -> bool:
        """Whether it can be nothing but these kinds, and is written small."""
        return bool(self.kinds) and self.kinds <= frozenset(kinds) and self.text.islower()

    @property
    def may_be_verb(self) -> bool:
        """Also for what no list knows."""
        return self.can_be(VERBS) or not self.kinds or _HELPED.search(self.low) is not None

    @property
    def ends(self) -> bool:
        """Whether the clause before it ends here: a sign, or the end of the line."""
        return bool(self.before) or not self.text


class Line:
    """The words of a line; beyond its ends stands what has no words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = tuple(_tokens(text))
        behind = _TOKEN.split(text)[-1].strip()
        self._end = Token(len(text), before=behind or "\n")

    def __len__(self) -> int:
        return len(self._tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)

    def __getitem__(self, place: int) -> Token:
        return self._tokens[place] if 0 <= place < len(self) else self._end

    def first_of_clause(self, place: int) -> int:
        """Where the clause of a word begins."""
        while place and not self[place].ends:
            place -= 1
        return place

    def last_of_clause(self, place: int) -> int:
        """Where it ends: the last word before a sign or the end of the line."""
        while not self[place + 1].ends:
            place += 1
        return place

    def opens(self, place: int) -> bool:
        """Whether a sentence begins with a word."""
        return not place or self[place].before[-1:] in (".", "!", "?")

    def said(self, first: int, last: int) -> str:
        """The text from one word to another, both included."""
        token = self[last]
        return self.text[self[first].at : token.at + len(token.text)]


Misfit = tuple[int, str, str]
"""Where in a line, the words there, and what to do."""


def in_lines(
    letter: Text, rule: Callable[[str], Sequence[Misfit]], text: str = ""
) -> Iterator[Misfit]:
    """What a rule for lines finds in what the interviewer reads, from the start of the letter. The
    `text` is the letter's, sign for sign, where a rule reads it otherwise."""
    note_start = letter.note_start
    for start, line in with_places(text or letter.plain):
        if start >= note_start and " " in line:
            for at, said, advice in rule(line):
                place = start + at
                yield place, letter.plain[place : place + len(said)], advice


@lru_cache(maxsize=512)
def line_of(text: str) -> Line:
    """A line with its words."""
    return Line(text[:_LONGEST_LINE])


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for match in _TOKEN.finditer(text):
        start, word = match.start(), match[0]
        gap = text[end:start]
        yield Token(start, word, word.lower(), "" if gap == " " else gap.strip())
        end = match.end()
