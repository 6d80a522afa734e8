"""A draft as the rules of the lint read it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from sheetfollow.intake.settings import Settings
from sheetfollow.letters.lint.listed import LETTERS, Phrases
from sheetfollow.letters.on_disk import Line, Parts, parts_of
from sheetfollow.model import Finding, Task
from sheetfollow.schema import Channel
from sheetfollow.words.kinds import is_grammar
from sheetfollow.words.titles import job_title

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
GAP = re.compile(r"\[[^\W\d_][^\[\]\n]{1,60}\]")
FORWARDED = "-----\n"

LINES = 2_048
"""So many lines and cells are remembered: letters share most of theirs."""

_QUOTED = re.compile(
    r"[\"“„«][^\"“”„«»{}\n]{1,120}[\"”“»]|`[^`\n]{1,120}`"
    r"|(?<!\S)[\w.]*(?:::|\w\(\)|[a-z\d]_[a-z\d]|\w<\w+>)[\w:.<>()\[\]]*"
)
"""What stands in quotation marks, and code: `std::vector<bool>`, `page_views`, `main()`."""

_WRAPPED = re.compile(r"\n(?<=[^\n]{45}[\w,;)'-]\n)(?=[^\W\d_])")
"""The end of a line within a sentence, where a mail program or a careful hand broke it."""

_NOT_TYPED = {"id", "place", "message", "channel", "status"}
_LIKE_ADDRESS = re.compile(r"(?<!\S)[^\s@.:]*+[@.:]\S*")
_ADDRESS = re.compile(r"@|://|^www\.|\w\.(?!\d)\w{2,}(?:/|$)|\.(?:com|org|net|io|example)\b")


Rule = Callable[[str], Sequence[tuple[int, str]]]
"""A line -> where in it something stands, and its words."""

Names = Mapping[str, Mapping[str, Mapping[int, AbstractSet[str]]]]


@dataclass(frozen=True)
class Others:
    """The companies and jobs of all applications as one says them, each by its first telling word
    in small letters, by all up to that word as it stands, and by its length."""

    companies: Names = field(default_factory=dict)
    jobs: Names = field(default_factory=dict)


class WithinALine:
    """A regular expression that finds the same in a line, whatever stands above and below it. So
    each line is searched once for all of these, in however many letters it stands. They are made
    where a module is loaded: the lines that were searched before know nothing of a later one.

    Where there are any, a line in which it finds something has one of its `words`, in small
    letters, or one of its `signs`.
    """

    def __init__(
        self,
        expression: str,
        flags: int = 0,
        *,
        words: Iterable[str] = (),
        signs: Iterable[str] = (),
    ) -> None:
        self._expression, self._flags = expression, flags
        self._words = frozenset(words)
        self._signs = tuple(signs)
        _WITHIN_A_LINE.append(self)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it, compiled where a line may hold it."""
        return re.compile(self._expression, self._flags)

    def stands_in(self, line: str, said: AbstractSet[str]) -> bool:
        """Whether it finds something in a line of these words."""
        return self._may_stand_in(line, said) and self.pattern.search(f"\n{line}\n") is not None

    def _may_stand_in(self, line: str, said: AbstractSet[str]) -> bool:
        if not self._words and not self._signs:
            return True
        return not self._words.isdisjoint(said) or any(map(line.__contains__, self._signs))


_WITHIN_A_LINE: list[WithinALine] = []


class _Row(NamedTuple):
    """A line of a letter: as it is read without links and addresses, its `words` in lower case,
    those and their parts (don't is also don and t), the parts in their order, and the expressions
    that stand in the line as it is, and in `plain`."""

    plain: str
    words: frozenset[str]
    said: frozenset[str]
    parts: Sequence[str]
    in_prose: frozenset[WithinALine]
    in_plain: frozenset[WithinALine]


@dataclass(frozen=True, eq=False)
class Text:
    """A draft. `head` is what stands above the text, `body` what is sent, `prose` both subject and
    body, each in its line of the file. `colleagues` are the texts to the others of its round,
    `earlier` those that its person got before. Most rules look into the set of its words first:
    what is not among them need not be searched for."""

    head: Sequence[Line]
    prose: str
    body: str
    task: Task
    settings: Settings
    colleagues: Sequence[str] = ()
    earlier: Sequence[str] = ()
    attached: bool = False
    known: AbstractSet[str] = frozenset()
    others: Others = field(default_factory=Others)

    def finding(self, at: int, rule: str, said: str, suggestion: str) -> Finding:
        """At this offset into the prose."""
        return Finding(
            self.prose.count("\n", 0, at) + 1,
            rule,
            " ".join(said.split()),
            suggestion,
        )

    @property
    def start(self) -> int:
        """The offset of the first word that is sent."""
        return len(self.prose) - len(self.body.lstrip())

    @cached_property
    def words(self) -> set[str]:
        """Its words in lower case."""
        return set().union(*(row.words for row in self._rows))

    @cached_property
    def said(self) -> set[str]:
        """Its words and their parts: don't is also don and t."""
        return set().union(*(row.said for row in self._rows))

    @cached_property
    def parts(self) -> list[str]:
        """The words of `plain` in lower case, in their order; the parts around an apostrophe are
        words."""
        return list(chain.from_iterable(row.parts for row in self._rows))

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """Each two of these that follow each other."""
        return set(pairwise(self.parts))

    @cached_property
    def plain(self) -> str:
        """What is `flowing`, with links and mail addresses blanked out, every other sign where it
        was."""
        return "\n".join(row.plain for row in self._rows)

    def quotes(self, match: re.Match[str]) -> bool:
        """Whether what was found in the prose is another's words, or code."""
        return any(each.start() <= match.start() < each.end() for each in self._quoted)

    @cached_property
    def _quoted(self) -> Sequence[re.Match[str]]:
        return list(_QUOTED.finditer(self.flowing))

    def has(self, expression: WithinALine) -> bool:
        """Whether that stands in the prose."""
        return expression in self._in_prose

    def in_prose(self, expression: WithinALine, start: int = 0) -> Iterator[re.Match[str]]:
        """Where that stands in the prose, from this offset on."""
        if self.has(expression):
            yield from expression.pattern.finditer(self.prose, start)

    def in_plain(self, expression: WithinALine, start: int = 0) -> Iterator[re.Match[str]]:
        """Where that stands in `plain`, from this offset on."""
        if expression in self._in_plain:
            yield from expression.pattern.finditer(self.plain, start)

    @cached_property
    def _in_prose(self) -> AbstractSet[WithinALine]:
        return frozenset().union(*(row.in_prose for row in self._rows))

    @cached_property
    def _in_plain(self) -> AbstractSet[WithinALine]:
        return frozenset().union(*(row.in_plain for row in self._rows))

    @cached_property
    def plain_lines(self) -> AbstractSet[str]:
        """The lines of `plain`, each once."""
        return frozenset(row.plain for row in self._rows)

    @cached_property
    def _rows(self) -> Sequence[_Row]:
        return list(map(_row, self.flowing.split("\n")))

    @cached_property
    def flowing(self) -> str:
        """The prose with a space where a line is broken within a sentence."""
        return _WRAPPED.sub(" ", self.prose)

    def has_any(self, listed: Phrases) -> bool:
        """Whether one of these stands in it, be it as a part of a word."""
        for word in self.said & listed.telling:
            for phrase, words in listed.told_by[word]:
                if words <= self.said and phrase in self._flat:
                    return True
        return False

    @cached_property
    def _flat(self) -> str:
        """The prose, and once more without links and addresses, each word behind one space."""
        return " ".join(f"{self.prose}\n.\n{self.plain}".casefold().split())

    def knows(self, word: str) -> bool:
        """Whether a word in lower case stands in the workbook: it is right, whatever it is."""
        return word in self.known or word in own_words(self.settings) or word in self.typed

    @cached_property
    def typed(self) -> frozenset[str]:
        """Every word of the row, in small letters."""
        return own_words(self.task)

    def holds_all(self, said: str) -> bool:
        """Whether every word of what is said is one of the row."""
        return set(WORD.findall(said.casefold())) <= self.typed

    def tells_of(self, word: str) -> bool:
        """Whether a cell of the row has a word in small letters beside others."""
        cells = map(_words_of_cell, _cells(self.task))
        return any(word in words and len(words) > 1 for words in cells)

    def owns(self, words: AbstractSet[str]) -> bool:
        """Whether these are words of the row's company, of its job, or else of `own`."""
        company = _plain_words_of_cell(self.task.company)
        return words <= company or words <= _job_words(self.task.job_title) or words <= self.own

    @cached_property
    def note(self) -> str:
        """What the interviewer reads: without the request to an HR mailbox to pass it on."""
        return self.body.rpartition(FORWARDED)[2]

    @property
    def note_start(self) -> int:
        """The offset of what the interviewer reads."""
        return len(self.prose) - len(self.note)

    @property
    def is_mail(self) -> bool:
        return self.task.channel in (Channel.EMAIL, Channel.HR_MAILBOX)

    @cached_property
    def own(self) -> frozenset[str]:
        """The words of the row, its job as a letter says it, and of one's own name, in small
        letters without accents."""
        row = _plain_words(self.task)
        return row | _job_words(self.task.job_title) | _plain_words(self.settings)


@lru_cache(maxsize=64)
def parts(text: str) -> Parts:
    """Head and body of a file, with straight apostrophes and plain line ends."""
    return parts_of(text.replace("\r\n", "\n").replace("\u2019", "'"))


def prose(read: Parts) -> str:
    """The subject and the body, each in its line of the file; see `Text`."""
    above = [""] * (read.start - 1)
    for line in read.head:
        if line.name == "Subject":
            above[line.number - 1] = line.value
    below = [read.below] if read.below or not above else []
    return "\n".join(above + below)


@lru_cache(maxsize=16)
def own_words(source: Task | Settings) -> frozenset[str]:
    """Every word of the row or the settings, in small letters."""
    return frozenset().union(*map(_words_of_cell, _cells(source)))


@lru_cache(maxsize=16)
def _plain_words(source: Task | Settings) -> frozenset[str]:
    return frozenset().union(*map(_plain_words_of_cell, _cells(source)))


def with_places(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, the line) of each line of a text."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def named_in_lines(letter: Text, rule: Rule, start: int) -> Iterator[tuple[int, str]]:
    """What a rule for lines finds from an offset on: the offset of each, and the words."""
    if any(map(rule, letter.plain_lines)):
        for at, line in with_places(letter.plain):
            if at >= start:
                yield from ((at + place, said) for place, said in rule(line))


def told_cells(task: Task) -> tuple[str, str, str, str]:
    """The cells of a row that a letter tells of: topic, challenge, skill and idea."""
    return task.topic, task.challenge, task.skill, task.idea


def _cells(source: Task | Settings) -> Iterator[str]:
    values = _values(source.__match_args__)(source)
    return (value for value in values if value and isinstance(value, str))


@cache
def _values(names: Sequence[str]) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*(name for name in names if name not in _NOT_TYPED))


def letters_in(text: str) -> list[str]:
    """The runs of letters in a text, in their order."""
    return LETTERS.findall(text)


@lru_cache(maxsize=LINES)
def words_in(line: str) -> Sequence[str]:
    """The words of a line or a cell, in small letters, in their order."""
    return tuple(WORD.findall(line.casefold()))


@lru_cache(maxsize=LINES)
def _words_of_cell(text: str) -> frozenset[str]:
    return frozenset(word.replace("’", "'") for word in words_in(text))


@lru_cache(maxsize=LINES)
def _plain_words_of_cell(text: str) -> frozenset[str]:
    return frozenset(map(plain, _words_of_cell(text)))


@lru_cache(maxsize=LINES)
def _job_words(job: str) -> frozenset[str]:
    said = " ".join(item.phrase for item in job_title(job).items)
    return frozenset(map(plain, WORD.findall(said)))


@lru_cache(maxsize=LINES)
def _row(line: str) -> _Row:
    words = frozenset(word.lower() for word in WORD.findall(line))
    said = words.union(*(word.split("'") for word in words if "'" in word))
    without = _LIKE_ADDRESS.sub(_blank, line)
    in_prose = _standing_in(line, said)
    return _Row(
        without,
        words,
        said,
        letters_in(without.lower()),
        in_prose,
        in_prose if without == line else _standing_in(without, said),
    )


def _standing_in(line: str, said: AbstractSet[str]) -> frozenset[WithinALine]:
    return frozenset(each for each in _WITHIN_A_LINE if each.stands_in(line, said))


def _blank(word: re.Match[str]) -> str:
    return " " * len(word[0]) if _ADDRESS.search(word[0]) else word[0]


def plain(text: str) -> str:
    """Text to compare by: lower case, no accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )


def words_said(text: str) -> set[str]:
    """The words of a text, in small letters without accents, with and without an s of theirs."""
    return {part for word in WORD.findall(plain(text)) for part in (word, word.removesuffix("'s"))}


def stems(words: Iterable[str]) -> set[str]:
    """The beginnings of the words that carry meaning: enough to know them again in another form."""
    found = set(words)
    telling = {word for word in found if not is_grammar(word)} or found
    return {word.removesuffix("s")[:5] for word in telling}
