"""Is it spelled right?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from operator import eq

from sheetfollow.letters import spelling
from sheetfollow.letters.lint.expressions import entries_in
from sheetfollow.letters.lint.text import LINES, WORD, Text, letters_in
from sheetfollow.model import Finding
from sheetfollow.words.kinds import is_known
from sheetfollow.words.lists import section_words

_TWICE = re.compile(r"(?<!-)\b([^\W\d_]++)(?:[^\S\n]+(?i:\1)|\n(?=[a-z])\1)\b")
_PHRASE_TWICE = re.compile(r"(?<![\w'-])([^\W\d_]+(?: [^\W\d_]+){1,4}) \1(?![\w'-])", re.I)
_THING_TWICE = re.compile(
    r"\b(?P<said>(?!best|most|worst)[a-z]{4,}) (?:about|of|on|for|regarding) (?:the|our|your|my) "
    r"(?P=said)\b"
    r"|\b(?P<alone>(?!hand\b|side\b|that\b)[a-z]{4,}) (?:with|in|of|about|as) (?P=alone)\b"
    r"|\b(?P<brought>experience|background|skills?|interest|knowledge|training|passion|role"
    r"|position|talk|chat|conversation|discussion|meeting|question)"
    r" (?:with|in|of|about|as|on|at|for) (?:[\w'-]+ ){1,2}(?P=brought)"
    r" (?:with|in|of|about|as|on|at|for|is)\b"
)
_NEAR = (2, 3)
"""How many words behind a thing the same one may stand."""

_LONG = 8
"""Letters of a word that may begin a sentence without being a name: `Tozer showed me`."""

_FARTHEST_WHAT = 90
_RIGHT_TWICE = {"that", "had"}


def typos(letter: Text) -> Iterator[Finding]:
    """Words that no dictionary knows and that are close to one it knows; words twice."""
    strange = letter.words - spelling.built_in() - letter.known
    suspects = {word for word in strange if not letter.knows(word) and not _is_meant(word, letter)}
    for match in WORD.finditer(letter.plain) if suspects else ():
        if match[0].lower() not in suspects or _is_name(letter.plain, match):
            continue
        meant = _meant(match, letter)
        if meant and not letter.quotes(match):
            yield letter.finding(match.start(), "probable typo", match[0], f"did you mean {meant}?")
    yield from _said_twice(letter)
    yield from _phrase_twice(letter)


def _is_meant(word: str, letter: Text) -> bool:
    """What is written twice is a word of the trade, but for the slips that one makes again."""
    return letter.parts.count(word) > 1 and not spelling.is_slip(word)


def _said_twice(letter: Text) -> Iterator[Finding]:
    words = letter.parts
    if letter.plain.isascii() and not any(map(eq, words, words[1:])):
        return
    for match in _TWICE.finditer(letter.plain):
        is_right = match[1].casefold() in _RIGHT_TWICE or _is_a_double_name(
            letter.prose[match.start() : match.end()]
        )
        if not is_right and not _ends_a_clause(letter.plain, match):
            yield letter.finding(match.start(), "probable typo", match[0], "it stands there twice")


def _is_a_double_name(said: str) -> bool:
    """`Duran Duran`."""
    first, _, second = said.partition(" ")
    return first == second and first.istitle() and len(first) > 1 and not is_known(first.lower())


def _phrase_twice(letter: Text) -> Iterator[Finding]:
    """`the role of the role of`, `our talk about the talk`, and not `again and again and again`."""
    if any(any(map(eq, letter.parts, islice(letter.parts, near, None))) for near in _NEAR):
        for match in _THING_TWICE.finditer(letter.plain, letter.note_start):
            yield letter.finding(match.start(), "probable typo", match[0], "it stands there twice")
    if not any(map(_has_a_phrase_twice, letter.plain_lines)):
        return
    for match in _PHRASE_TWICE.finditer(letter.plain):
        if not _is_idiom(letter.plain, match):
            yield letter.finding(match.start(), "probable typo", match[0], "it stands there twice")
            return


def _is_idiom(text: str, match: re.Match[str]) -> bool:
    """`again and again and again`, `from time to time to see`, `day by day by hand`."""
    words = match[1].casefold().split()
    is_from = words[-1] == "to" and text[: match.start()].endswith("from ")
    is_from = is_from or words[0] in ("face", "back", "end", "heart")
    return "and" in words or words[-1] in ("by", "after", "upon") or is_from


@lru_cache(maxsize=LINES)
def _has_a_phrase_twice(line: str) -> bool:
    words = letters_in(line.lower())
    has_a_pair_twice = len(set(pairwise(words))) < len(words) - 1
    return has_a_pair_twice and _PHRASE_TWICE.search(line) is not None


def _ends_a_clause(text: str, match: re.Match[str]) -> bool:
    """`what the plan is is open`: the first ends a clause that is the subject of the second."""
    if match[1] != "is":
        return False
    near = text[max(0, match.start() - _FARTHEST_WHAT) : match.start()]
    before = re.split(r"[.!?,;\n]", near)[-1].casefold().split()
    return not {"what", "who", "where"}.isdisjoint(before)


def confusions(letter: Text) -> Iterator[Finding]:
    """Words that are right alone and wrong where they stand."""
    for entry, match in entries_in("confusions.txt", letter):
        is_right = not letter.said.isdisjoint(entry.behind.split())
        if not is_right and not letter.holds_all(match[0]):
            advice = f"did you mean {entry.before}?"
            yield letter.finding(match.start(), "probable typo", match[0], advice)


def _meant(match: re.Match[str], letter: Text) -> str:
    word = match[0]
    lowered = word.lower()
    if letter.knows(lowered.removesuffix("'s")) or word.isupper() or not word.isascii():
        return ""
    bare = re.sub(r"'(?:s|ve|re|ll|d|m)$|n't$", "", lowered)
    meant = spelling.correction(bare)
    may_be_a_name = word[0].isupper() and len(word) < _LONG and not spelling.is_slip(bare)
    if not meant or (may_be_a_name and meant not in spelling.built_in()):
        return ""
    return "" if _is_foreign(letter.plain, match) else meant


def _is_foreign(text: str, match: re.Match[str]) -> bool:
    """A word beside one of another language: `l'équipe`, `le projet`."""
    around = WORD.findall(text[max(0, match.start() - 25) : match.start()])[-1:]
    around += WORD.findall(text[match.end() : match.end() + 25])[:1]
    small = section_words("foreign.txt", "small words") | section_words(
        "foreign.txt", "business words"
    )
    elided = re.match(r"[ldqnsc]'", match[0], re.I) is not None
    return elided or any(
        word.lower() in small or not word.isascii() or _is_strange(word) for word in around
    )


def _is_strange(word: str) -> bool:
    """Whether no list knows a word in small letters, nor what it was meant to be."""
    known = is_known(word) or spelling.is_word(word)
    return word.islower() and not known and not spelling.correction(word)


def _is_name(prose: str, match: re.Match[str]) -> bool:
    """A capital inside a sentence, or within a word: a name, which no dictionary knows."""
    before = prose[: match.start()].rstrip(" \"'(")
    inside = bool(before) and before[-1] not in ".!?:\n"
    return match[0][1:] != match[0][1:].lower() or (match[0][0].isupper() and inside)
