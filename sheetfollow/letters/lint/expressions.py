"""Lists of regular expressions, each searched for only in a text that has the words for it.

A line of a list is an expression, or `before | expression | behind`, or without the last. What it
finds stands as words of their own; its words stand apart from its groups, and there is one that no
text which it finds can lack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise

from sheetfollow.letters.lint.text import LINES, Text, letters_in
from sheetfollow.letters.word_lists import lines

_LISTS = (
    "alternatives.txt",
    "confusions.txt",
    "notes_to_oneself.txt",
    "seams.txt",
    "stages.txt",
    "tone.txt",
)
_ANY = "\0"
"""Stands for what can be many things, and so for no word that a text must have."""

_MANY_THINGS = re.compile(r"\\[wdS]|\[(?:\\.|[^\]\\])*\]")
_ESCAPED = re.compile(r"\\.")
_ONE_OPTIONAL = re.compile(r"(\w*)(\w)\?(\w*)")
_OVER_LINES = re.compile(r"\\[sWD]|\[\^(?![^\]]*\\n)")
_GROUP = ("(?:", "(?-i:")
_TOKEN = re.compile(r"\((?:\?(?:<?[=!]|(?:-i)?:))?|\)(?:\?|\{0)?|\||[^\W\d_]+")
_BRACKET, _BRACKET_OR_BAR = re.compile(r"[()]"), re.compile(r"[()|]")
_WORD = re.compile(r"[^\W\d_]+")
_TWO_WORDS = re.compile(r"[^\W\d_][\W\d_]+[^\W\d_]+[\W\d_]")

Words = frozenset[str]
Pair = tuple[str, str]


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

    def may_stand_in(self, said: AbstractSet[str], text: str) -> bool:
        """Whether a text, of which `said` are the words, has those and the signs that it cannot
        lack."""
        if any(map(said.isdisjoint, self.needed)):
            return False
        return not self._signs or all(sign in text for sign in self._signs)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it."""
        return re.compile(rf"(?<!\w)(?:{self.expression})(?!\w)", re.I | re.M)

    @property
    def is_within_a_line(self) -> bool:
        """Whether it finds the same in a line, whatever stands above and below it."""
        return not _OVER_LINES.search(self.expression)

    @cached_property
    def _signs(self) -> str:
        return "(" * self.expression.startswith("\\(") + "/" * ("/" in self.expression)

    @cached_property
    def telling(self) -> AbstractSet[str | Pair]:
        """Of these a letter has one: the first two words of each text that it finds; one word of
        each where a text begins with less."""
        pairs = set()
        for text in chain.from_iterable(map(_spelled, _options(_bare(self.expression)))):
            words = _first_words(text)
            if len(words) < 2:
                return self.needed[0]
            pairs.add((words[0], words[1]))
        return pairs


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
    told = set().union(*map(_standing_in_line, letter.plain_lines))
    for number in _over_lines():
        if _entries()[number][1].may_stand_in(letter.said, letter.plain):
            told.add(number)
    found: dict[str, list[Entry]] = {}
    for name, entry in map(_entries().__getitem__, sorted(told)):
        found.setdefault(name, []).append(entry)
    return found


@lru_cache(maxsize=LINES)
def _standing_in_line(line: str) -> Sequence[int]:
    """The numbers of the entries that find something in a line: each line is searched once, in
    however many letters it stands."""
    numbers, telling = _index()
    words = letters_in(line.lower())
    said = set(words)
    told = set().union(*map(numbers.__getitem__, telling & said.union(pairwise(words))))
    return [number for number in told if _stands_in_line(_entries()[number][1], said, line)]


def _stands_in_line(entry: Entry, said: AbstractSet[str], line: str) -> bool:
    return entry.may_stand_in(said, line) and entry.pattern.search(f"\n{line}\n") is not None


@cache
def _entries() -> Sequence[tuple[str, Entry]]:
    return [(name, _entry(line)) for name in _LISTS for line in lines(name) if line]


@cache
def _index() -> tuple[Mapping[str | Pair, Sequence[int]], AbstractSet[str | Pair]]:
    """The numbers of the entries within a line that a word or a pair of words tells of, and what
    tells of any."""
    numbers: dict[str | Pair, list[int]] = {}
    for number, (_, entry) in enumerate(_entries()):
        for each in entry.telling if entry.is_within_a_line else ():
            numbers.setdefault(each, []).append(number)
    return numbers, frozenset(numbers)


@cache
def _over_lines() -> Sequence[int]:
    return [number for number, (_, entry) in enumerate(_entries()) if not entry.is_within_a_line]


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


def _first_words(text: str) -> Sequence[str]:
    """The whole words before the first thing that can be many."""
    told, cut, _ = text.partition(_ANY)
    words = _WORD.findall(told)
    return words[:-1] if cut and told[-1:].isalpha() else words


def _spelled(bare: str) -> Iterator[str]:
    """The texts, each at least up to its second word."""
    start = bare.find("(")
    head = bare if start < 0 else bare[:start]
    if start < 0 or _ANY in head or _TWO_WORDS.search(head):
        yield head
        return
    end = _behind_group(bare, start)
    options = [""]
    if bare.startswith(_GROUP, start):
        options = _options(bare[start : end - 1].partition(":")[2])
    if bare.startswith(("?", "{0"), end):
        options = ["", *options]
    for option in options:
        yield from _spelled(f"{head}{option}{bare[end:]}")


def _behind_group(bare: str, start: int) -> int:
    depth = 0
    for sign in _BRACKET.finditer(bare, start):
        depth += 1 if sign[0] == "(" else -1
        if not depth:
            return sign.end()
    raise ValueError(bare)


def _options(inside: str) -> list[str]:
    """The parts between the bars that stand in no deeper group."""
    if "(" not in inside:
        return inside.split("|")
    depth, start, options = 0, 0, []
    for sign in _BRACKET_OR_BAR.finditer(inside):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if sign[0] == "|" and not depth:
            options.append(inside[start : sign.start()])
            start = sign.end()
    return [*options, inside[start:]]
