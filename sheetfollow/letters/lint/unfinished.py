"""Is it written to its end, once, and for its reader alone?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import filterfalse

from sheetfollow.letters.lint.expressions import entries_in
from sheetfollow.letters.lint.listed import word_list
from sheetfollow.letters.lint.signature import ends_in_a_name
from sheetfollow.letters.lint.text import LINES, WORD, Text, WithinALine, with_places
from sheetfollow.model import Finding
from sheetfollow.schema import Channel

_SEVERAL = re.compile(
    r"\b[\w'-]{1,30}(?: [\w'-]{1,30})? / (?:[\w'-]{1,30} ){1,3}/ [\w'-]{1,30}"
    r"|\([a-z' ]{3,30}/[a-z' ]{3,30}/[a-z' ]{3,40}\)|\b[a-z]{4,20}\(s\)"
)
_SIGNS_OF_NOTES = WithinALine(
    r"[-=]>|<-(?!\d)|<=>|(?<!\w)w/o?(?=[ \w])|(?<= )@(?= ?\d)|(?<=[a-z]{2} )=(?= [a-z\d])",
    signs=("->", "=>", "<-", "w/", "@", " = "),
)
_ASIDE = WithinALine(r"^\((?=[a-z])[^()\n]{10,200}\)$", re.M, signs="(")
"""A paragraph in brackets that begins small."""

_DO_IT = "do what it says, and take it out"
_BEFORE_AN_END = re.compile(r"[-\d]")
_WITH_ITS_DOT = re.compile(r"\. [a-z\d]")
_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?](?=\s)|$)", re.M)
_TOP = 5
"""Lines among which a greeting stands."""

_HAIL = re.compile(
    r"\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))\b[^.?\n]{0,60},\s*$", re.I
)
_LAST_LINE = re.compile(r"^[^\n]+(?=\n[ \t]*(?:\n|\Z)|\Z)", re.M)
_ASKED_BY_HALF = WithinALine(
    r"\b(?:whether|(?:ask|asked|wonder|wondered|wondering) if) (?:you|they|he|she|anyone)"
    r"(?:(?:'ve| have| has| had| are| were)(?: \w+)?"
    r"(?: able to| had time to| had a chance to| going to))?[.!?](?=\s|$)",
    words=("whether", "if"),
)
_CUT_SHORT = WithinALine(r"\b(?:I|[Yy]ou|[Ww]e|[Tt]hey)'(?:m|d|ll|ve|re)[.!?](?=\s|$)", signs="'")
_LAST_WORDS = word_list("never_last.txt")
_NEVER_LAST = WithinALine(
    rf"\b(?<!/)(?:{'|'.join(sorted(_LAST_WORDS))})[.!?](?= [A-Z,]|\n|$)", words=_LAST_WORDS
)
_LISTED = re.compile(r"\s*(?:[-*•–>]|\d+[.)])")
_NO_MARK = re.compile(r"(?<!\S)[^\W\d_][\w'-]*[^\W\d_],?$|(?<!\S)(?:I|a),?$")

_MARKS = (".", "!", "?", ":")
_MANY_DIGITS = re.compile(r"\d[\d ()-]{5,}")

_LONG_SENTENCE, _LONG_RUN, _OTHER_WORDS = 5, 7, 4
"""Words of a sentence and of a run that nobody says twice, and of those the words that are not the
row's."""

_SHORTEST, _LONG_LINE = 3, 8
"""Words of a line that can break off, and of one that ends with a mark, whatever its last word."""


def notes_to_oneself(letter: Text) -> Iterator[Finding]:
    """What was written for oneself, to do before it is sent."""
    for _, match in entries_in("notes_to_oneself.txt", letter):
        if not letter.holds_all(match[0]):  # they may have spoken of lorem ipsum
            yield letter.finding(match.start(), "note to oneself", match[0].strip(), _DO_IT)
    for match in letter.in_plain(_ASIDE, letter.note_start):
        yield letter.finding(match.start(), "note to oneself", match[0], _DO_IT)


def alternatives(letter: Text) -> Iterator[Finding]:
    """Choices that nobody has made yet."""
    several = list(_SEVERAL.finditer(letter.plain)) if _has_choices(letter) else []
    listed = [match for _, match in entries_in("alternatives.txt", letter)]
    for match in several + listed:
        if not letter.holds_all(match[0]):
            rule, advice = "unmade choice", "keep the one that is true"
            yield letter.finding(match.start(), rule, match[0], advice)


def _has_choices(letter: Text) -> bool:
    return "/" in letter.plain or "(s)" in letter.plain


def shorthand(letter: Text) -> Iterator[Finding]:
    """Words and signs as they stand in notes."""
    words = letter.said & word_list("shorthand.txt")
    words -= _of_names(letter) if words else set()
    for match in WORD.finditer(letter.plain) if words else ():
        is_right = _is_whole(letter.plain, match) or letter.quotes(match)
        if match[0] in words and not is_right:
            yield letter.finding(match.start(), "shorthand", match[0], "write it in full")
    for match in filterfalse(letter.quotes, letter.in_plain(_SIGNS_OF_NOTES)):
        yield letter.finding(match.start(), "shorthand", match[0], "write it in words")


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """`approx. 40`, with its dot, or the end of what is spelled so: a drive-thru, the 2nd."""
    is_end = match.start() > 0 and _BEFORE_AN_END.match(text, match.start() - 1) is not None
    return is_end or _WITH_ITS_DOT.match(text, match.end()) is not None


def _of_names(letter: Text) -> set[str]:
    task = letter.task
    names = f"{task.company} {task.job_title} {task.team} {task.interviewer}"
    return set(WORD.findall(names.casefold()))


def said_twice(letter: Text) -> Iterator[Finding]:
    """A sentence that stands there twice, or most of one; a call says its name twice."""
    if letter.task.channel == Channel.PHONE:
        return
    again = _sentence_again(letter)
    if again is None:
        again = _run_again(letter)
    if again is not None:
        at, said = again
        yield letter.finding(at, "said twice", said, "once is enough")


def greeted_twice(letter: Text) -> Iterator[Finding]:
    """Two greetings, of which one was to go."""
    above = letter.note.lstrip().split("\n", _TOP)[:_TOP]
    greetings = [row.strip() for row in above if _HAIL.match(row)]
    if len(greetings) > 1 and letter.task.channel != Channel.PHONE:
        at = max(0, letter.prose.find(greetings[1], letter.note_start))
        yield letter.finding(at, "said twice", greetings[1], "greet once")


def _sentence_again(letter: Text) -> tuple[int, str] | None:
    """Where a sentence stands for the second time, or a greeting or a close, and its words."""
    seen = set()
    for start, line in with_places(letter.note):
        for at, said, words in _sentences(line):
            if words in seen:
                return letter.note_start + start + at, said
            is_line = len(words) > 1 and said.endswith(",")
            if is_line or len(words) >= _LONG_SENTENCE:
                seen.add(words)
    return None


@lru_cache(maxsize=LINES)
def _sentences(line: str) -> Sequence[tuple[int, str, tuple[str, ...]]]:
    """Where each sentence of a line begins, as it stands there, and its words."""
    return [
        (match.start(), match[0], tuple(WORD.findall(match[0].casefold())))
        for match in _SENTENCE.finditer(line)
    ]


def _run_again(letter: Text) -> tuple[int, str] | None:
    """Where seven words follow each other for the second time, and most are not the row's."""
    if not _may_run_again(letter):
        return None
    found = list(WORD.finditer(letter.plain, letter.note_start))
    runs = _runs([match[0].casefold() for match in found])
    seen = set()
    for number, run in enumerate(runs):
        if run in seen and len(set(run) - letter.typed) >= _OTHER_WORDS:
            first, last = found[number], found[number + _LONG_RUN - 1]
            return first.start(), letter.plain[first.start() : last.end()]
        seen.add(run)
    return None


def _may_run_again(letter: Text) -> bool:
    """False for most letters: too few pairs of their words stand there again, or no run does."""
    if not letter.plain.isascii():
        return True
    pairs_again = len(letter.parts) - 1 - len(letter.pairs)
    if pairs_again < _LONG_RUN - 1:
        return False
    runs = _runs(letter.parts)
    return len(set(runs)) < len(runs)


def _runs(words: Sequence[str]) -> Sequence[tuple[str, ...]]:
    return list(zip(*(words[number:] for number in range(_LONG_RUN)), strict=False))


def breaks_off(letter: Text) -> Iterator[Finding]:
    """A paragraph or a sentence without its end."""
    if letter.task.channel == Channel.PHONE:
        return
    for match in _LAST_LINE.finditer(letter.prose, letter.note_start):
        line = match[0].rstrip()
        if _is_open(line):
            said = " ".join(line.split()[-4:])
            yield letter.finding(match.start(), "breaks off", said, "write it to its end")
    for match in _ends_too_early(letter):
        yield letter.finding(match.start(), "breaks off", match[0], "write it to its end")


def _ends_too_early(letter: Text) -> Iterator[re.Match[str]]:
    """The ends of sentences that lack their last words, although a mark stands there."""
    yield from letter.in_prose(_NEVER_LAST, letter.note_start)
    yield from letter.in_prose(_ASKED_BY_HALF, letter.note_start)
    yield from letter.in_prose(_CUT_SHORT, letter.note_start)


@lru_cache(maxsize=LINES)
def _is_open(line: str) -> bool:
    """Whether the last line of a paragraph has no end: no mark, after a word that wants another
    one, or after so many words that it is no greeting, close or name."""
    words = line.split()
    if len(words) < _SHORTEST or line.endswith(_MARKS):
        return False
    if not _NO_MARK.search(line) or _LISTED.match(line):
        return False
    if words[-1].strip(",").casefold() in _wants_another():
        return True
    is_sentence = len(words) >= _LONG_LINE and line[-1] != "," and not _MANY_DIGITS.search(line)
    return is_sentence and not ends_in_a_name(line)


@cache
def _wants_another() -> frozenset[str]:
    return _LAST_WORDS | word_list("seldom_last.txt")
