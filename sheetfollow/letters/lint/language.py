"""Is all of it in the letter's own language?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from sheetfollow.letters import spelling
from sheetfollow.letters.lint.text import LINES, WORD, Text, with_places, words_in
from sheetfollow.model import Finding
from sheetfollow.words.kinds import is_grammar, is_listed
from sheetfollow.words.lists import closed, section, section_words
from sheetfollow.words.tidy import tools

_FOREIGN_WORDS = 4
_SMALL_WORDS = 2
_FARTHEST = 2
"""How many English words may stand between two foreign ones: `in`, `den`, `me` are both."""

_ELIDED = re.compile(r"\b(?:[cjns]|qu|aujourd)'", re.I)
_CONTRACTED = re.compile(r"'(?:s|d|ll|ve|re|m|t)$")
_QUOTES = "\"“”„«»'"
_BORROWED = frozenset({"je ne sais quoi"})


def other_language(letter: Text) -> Iterator[Finding]:
    """A sentence in another language within an English letter, or a part of one."""
    note_start = letter.note_start
    for start, line in with_places(letter.plain):
        for at, said in _foreign_runs(line) if start >= note_start else ():
            if not letter.holds_all(said):
                advice = "say it in the language of the letter"
                yield letter.finding(start + at, "another language", said, advice)


@lru_cache(maxsize=LINES)
def _foreign_runs(line: str) -> Sequence[tuple[int, str]]:
    """Where words of another language follow each other in a line, and which."""
    if not _may_say_something(line):
        return ()
    found = []
    for run in _runs(list(WORD.finditer(line))):
        start, said = run[0].start(), line[run[0].start() : run[-1].end()]
        is_quoted = start > 0 and line[start - 1] in _QUOTES
        if _is_sentence([_as_inside(word) for word in run]) and not is_quoted:
            found.append((start, said))
    return found


def _may_say_something(line: str) -> bool:
    """False for most lines: no word of theirs is what sentences of another language have."""
    words = set(words_in(line))
    if not words.isdisjoint(_of_sentences()) or not line.isascii():
        return True
    return any(sign.search(line) for sign in (_ELIDED, _verb_endings()))


def _as_inside(word: re.Match[str]) -> str:
    """A word as it stands within a sentence: small, if only its place makes it large."""
    begins = not word.start() or word.string[: word.start()].endswith((". ", "! ", "? "))
    return word[0].lower() if begins else word[0]


def _runs(words: Sequence[re.Match[str]]) -> Iterator[Sequence[re.Match[str]]]:
    """From one foreign word to another, with few English ones between any two."""
    places = [at for at, word in enumerate(words) if _is_foreign(word[0])]
    first = 0
    for number, place in enumerate(places):
        is_last = number + 1 == len(places)
        if is_last or places[number + 1] - place > _FARTHEST:
            yield words[places[first] : place + 1]
            first = number + 1


def _fewest(words: Sequence[str]) -> int:
    """How many words say something: one less where each is small and foreign, gracias por todo."""
    is_whole = all(word.islower() and _is_foreign(word) for word in words)
    return _FOREIGN_WORDS - is_whole


def _is_sentence(words: Sequence[str]) -> bool:
    """Whether they say something: a name, a title or a dish has none of the small words that
    sentences have."""
    if len(words) < _fewest(words) or " ".join(words) in _BORROWED:
        return False
    if sum(map(_is_foreign, words)) * 2 <= len(words):
        return False
    if sum(map(_is_other_script, words)) >= _FOREIGN_WORDS:
        return True
    foreign = set(filter(_is_foreign, words))
    telling = set(filter(_tells_a_sentence, foreign))
    return bool(telling) and len(telling | (foreign & _small_words())) >= _SMALL_WORDS


def _tells_a_sentence(word: str) -> bool:
    is_verb = word.islower() and _verb_endings().search(word) is not None
    return is_verb or word in _of_sentences() or _ELIDED.match(word) is not None


@lru_cache(maxsize=LINES)
def _is_foreign(word: str) -> bool:
    low = word.lower()
    is_english = low in spelling.built_in() or low in closed("subordinators") or low in tools()
    is_english = is_english or is_grammar(low) or is_listed(low)
    return not is_english and not _CONTRACTED.search(low)


def _is_other_script(word: str) -> bool:
    return not word.isascii() and "LATIN" not in unicodedata.name(word[0], "")


def _small_words() -> frozenset[str]:
    return section_words("foreign.txt", "small words")


def _of_sentences() -> frozenset[str]:
    return section_words("foreign.txt", "words of sentences")


@cache
def _verb_endings() -> re.Pattern[str]:
    return re.compile(rf"\w{{3}}(?:{'|'.join(section('foreign.txt', 'verb endings'))})\b")
