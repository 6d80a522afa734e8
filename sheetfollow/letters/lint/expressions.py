"""Lists of regular expressions, each searched for only in a text that has the words for it.

A line of a list is an expression, or `before | expression | behind`, or without the last. What it
finds stands within a line, as words of their own; its words stand apart from its groups, and there
is one that no text which it finds can lack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from sheetfollow.letters.lint.text import LINES, Text, letters_in
from sheetfollow.letters.word_lists import lines

_LISTS = (
    "alternatives.txt",
    "confusions.txt",
    "notes_to_oneself.txt",
    "seams.txt",
    "slang_in_context.txt",
    "stages.txt",
    "tone.txt",
)
_ANY = "\0"
"""Stands for what can be many things, and so for no word that a text must have."""

_MANY_THINGS = re.compile(r"\\[wdS]|\[(?:\\.|[^\]\\])*\]")
_ESCAPED = re.compile(r"\\.")
_ONE_OPTIONAL = re.compile(r"(\w*)(\w)\?(\w*)")
_GROUP = ("(?:", "(?-i:")
_TOKEN = re.compile(r"\((?:\?(?:<?[=!]|(?:-i)?:))?|\)(?:\?|\{0)?|\||[^\W\d_]+")

Words = frozenset[str]


@dataclass(frozen=True)
class Entry:
    """A line of a list: what it finds, what stands `before` that and `behind` it."""

    expression: str
    before: str
    behind: str

    @cached_property
    def needed(self) -> Sequence[Words]:
        """Of each of these a text has a word that the expression finds; the first tells most."""
        return sorted(_parts(_bare(self.expression)), key=_how_telling, reverse=True)

    def stands_in(self, line: str, said: AbstractSet[str]) -> bool:
        """Whether it finds something in a line of these words."""
        if any(map(said.isdisjoint, self.needed)):
            return False
        return self.pattern.search(f"\n{line}\n") is not None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it."""
        return re.compile(rf"(?<!\w)(?:{self.expression})(?!\w)", re.I | re.M)


def entries_in(
    name: str, letter: Text, concerns: Callable[[Entry], bool] | None = None
) -> Iterator[tuple[Entry, re.Match[str]]]:
    """What the expressions of a list find in a letter, in the order of the list; where it is given,
    `concerns` says which entries are looked for."""
    for entry in _standing_in(letter).get(name, ()):
        if not concerns or concerns(entry):
            for match in entry.pattern.finditer(letter.plain):
                yield entry, match


@lru_cache(maxsize=1)
def _standing_in(letter: Text) -> Mapping[str, Sequence[Entry]]:
    """The entries that may find something in a letter, by their list, in its order."""
    found: dict[str, list[Entry]] = {}
    told = set().union(*map(_standing_in_line, letter.plain_lines))
    for name, entry in map(_entries().__getitem__, sorted(told)):
        found.setdefault(name, []).append(entry)
    return found


@lru_cache(maxsize=LINES)
def _standing_in_line(line: str) -> Sequence[int]:
    """The numbers of the entries that find something in a line: each line is searched once, in
    however many letters it stands."""
    numbers, telling = _index()
    said = set(letters_in(line.lower()))
    told = set().union(*map(numbers.__getitem__, telling & said))
    return [number for number in told if _entries()[number][1].stands_in(line, said)]


@cache
def _entries() -> Sequence[tuple[str, Entry]]:
    return [(name, _entry(line)) for name in _LISTS for line in lines(name) if line]


@cache
def _index() -> tuple[Mapping[str, Sequence[int]], AbstractSet[str]]:
    """The numbers of the entries that a word tells of, and what tells of any."""
    numbers: dict[str, list[int]] = {}
    for number, (_, entry) in enumerate(_entries()):
        for each in entry.needed[0]:
            numbers.setdefault(each, []).append(number)
    return numbers, frozenset(numbers)


def _entry(line: str) -> Entry:
    before, bar, rest = line.partition(" | ")
    if not bar:
        return Entry(line, "", "")
    expression, _, behind = rest.partition(" | ")
    return Entry(expression, before, behind)


def _bare(expression: str) -> str:
    """The words, groups and bars of an expression, in small letters."""
    plain = _ESCAPED.sub("", _MANY_THINGS.sub(_ANY, expression))
    return _ONE_OPTIONAL.sub(r"(?:\1\3|\1\2\3)", plain).lower()


def _how_telling(words: Words) -> int:
    return min(map(len, words))


def _parts(bare: str) -> list[Words]:
    """Of each part that a text needs, the words of which it has one."""
    groups: list[list[list[Words]]] = [[[]]]
    kinds = [""]
    for token in _TOKEN.findall(bare):
        if token[0] == "(":
            groups.append([[]])
            kinds.append(token)
        elif token == "|":
            groups[-1].append([])
        elif token[0] == ")":
            parts = _of_group(groups.pop())
            if kinds.pop() in _GROUP and token == ")":
                groups[-1][-1] += parts
        else:
            groups[-1][-1].append(Words({token}))
    return _of_group(groups[0])


def _of_group(options: Sequence[list[Words]]) -> list[Words]:
    if len(options) == 1:
        return options[0]
    told = [
        max(
            reversed(parts),
            key=_how_telling,
            default=Words(),
        )
        for parts in options
    ]
    return [Words().union(*told)] if all(told) else []
