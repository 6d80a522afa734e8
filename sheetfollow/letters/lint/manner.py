"""Is it said as one writes after an interview, and not said twice?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import chain, filterfalse

from sheetfollow.letters import spelling
from sheetfollow.letters.lint.expressions import entries_in
from sheetfollow.letters.lint.listed import either, phrases, word_list
from sheetfollow.letters.lint.text import FORWARDED, WORD, Text, WithinALine, parts, words_in
from sheetfollow.letters.lint.topic import says_something_of_its_own
from sheetfollow.model import Finding
from sheetfollow.words.lists import words as listed_words

_Shingles = frozenset[tuple[str, ...]]

_ALIKE = 0.5
_SHINGLE = 3
_EMOJI = WithinALine(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23fa][\ufe0f\u200d]?"
    r"|[:;](?<![\w:].)['’]?-?[)(DPp](?!\w)|<3\b|x(?<!\w.)[D](?!\w)|\^\^"
)
_SHOUTS = WithinALine(r"[!?]*![!?]+|\?[?!]+", signs="!?")
_LOUD = WithinALine(r"[^\W\d_a-zß-ÿ]{2}")
_CAPITALS = re.compile(r"\b[^\W\d_]{2,}\b(?:\s+[^\W\d_]{2,}\b)*")
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*(?:-|–|to)\s*(?:(?:19|20)\d\d|present|today|now)\b", re.I)
_YEAR, _BULLET_SIGN = WithinALine(r"(?:19|20)\d\d"), WithinALine(r"[-*•]\s")
_BULLET = re.compile(r"^\s*[-*•]\s+(?![\w ]{1,30}: )\S", re.M)
_LISTED = WithinALine(
    r"\b(?:experienced?|skills?|skilled|background|expertise|proficien(?:t|cy)|knowledge|worked)\b"
    r"[^.;:\n]{0,40}?\b(?:in|with|of|as|include[sd]?|including)\b(?:[^.;,\n]{1,40},){3}[^.;,\n]+",
    re.I,
    words=(
        *("experience", "experienced", "skills", "skilled", "background", "expertise"),
        *("skill", "proficient", "proficiency", "knowledge", "worked"),
    ),
)
_SAY_WHAT_IS_NEW = "say what is new"
_COURTEOUS = {
    "leave it out",
    "name what you thank them for",
    "write: please",
    "write: thank you",
}
"""The advice on phrases of courtesy, of which one does no harm."""

_VERBS_AND_TIES = frozenset({"can", "will", "do", "did", "must", "may", "is", "are", "be", "and"})
_VERBS_AND_TIES |= {"or", "not", "get", "go", "use", "if", "last", "want"}
_BEFORE_A_THING = frozenset({"the", "a", "an", "your", "our", "over", "via", "with", "of", "for"})
_BEFORE_A_NOUN = re.compile(r" (?!to\b|a\b|the\b|all\b|in\b|with\b|for\b|and\b)[a-z]")
_LONGEST_BEFORE, _LONG = 12, 4

_STATIONS_OF_A_CV = 4
_OF_STATIONS = frozenset({"joined", "became", "moved", "started", "worked", "promoted", "hired"})
_OF_STATIONS |= {"graduated", "studied", "spent", "led", "went", "returned", "switched", "rose"}
_OF_STATIONS |= {"took", "founded", "completed", "earned"}


def emoji(letter: Text) -> Iterator[Finding]:
    """Pictures and smileys."""
    for match in letter.in_prose(_EMOJI):
        yield letter.finding(match.start(), "emoji", match[0], "leave it out")


def slang(letter: Text) -> Iterator[Finding]:
    """Words that are too casual."""
    yield from _listed(letter, "slang", "slang.txt")
    for entry, match in entries_in("slang_in_context.txt", letter):
        if not letter.holds_all(match[0]):
            yield letter.finding(match.start(), "slang", match[0], _as_advice(entry.before))


def stock_phrase(letter: Text) -> Iterator[Finding]:
    """Phrases that stand in every other message. Where the letter goes on to something of its own,
    one that asks for news is none, nor is a single one of courtesy."""
    found = list(_listed(letter, "stock phrase", "stock_phrases.txt"))
    courtesies = [each for each in found if each.suggestion in _COURTEOUS]
    spared = {_SAY_WHAT_IS_NEW} | (_COURTEOUS if len(courtesies) == 1 else set())
    for finding in found:
        if finding.suggestion not in spared or not says_something_of_its_own(letter):
            yield finding


def _listed(letter: Text, rule: str, name: str) -> Iterator[Finding]:
    """The phrases of a list, but for those that the row itself holds."""
    listed = phrases(name)
    for match in listed.pattern.finditer(letter.plain) if letter.has_any(listed) else ():
        said = " ".join(match[0].casefold().split())
        if not letter.holds_all(said):
            advice = _as_advice(listed.advice.get(said, ""))
            yield letter.finding(match.start(), rule, match[0], advice)


def _as_advice(text: str) -> str:
    is_one = " it " in f" {text} " or text.startswith(("say ", "ask ", "name ", "give "))
    return text if is_one else f"write: {text}"


def shouting(letter: Text) -> Iterator[Finding]:
    """Marks in rows, and words in capitals that one writes small."""
    for match in letter.in_prose(_SHOUTS):
        yield letter.finding(match.start(), "shouting", match[0], "one mark is enough")
    capitals = _CAPITALS.finditer(letter.prose) if letter.has(_LOUD) else ()
    for match in filterfalse(letter.quotes, capitals):
        for start, words in _runs_of_capitals(match):
            if _is_loud(words, letter) and not _is_a_short_form(letter.prose, start, words):
                said, advice = " ".join(words), "write it in small letters"
                yield letter.finding(start, "shouting", said, advice)


def _is_loud(words: Sequence[str], letter: Text) -> bool:
    loud = [word.lower() for word in words if not letter.knows(word.casefold())]
    if len(loud) > 1 and not word_list("acronyms.txt").isdisjoint(loud):  # NOT VALID
        return False
    if len(loud) > 2 or not listed_words("small_capitals.txt").isdisjoint(loud):
        return True
    words = [word for word in loud if len(word) > _LONG and word not in word_list("acronyms.txt")]
    return any(map(spelling.is_word, words))


def _is_a_short_form(text: str, start: int, words: Sequence[str]) -> bool:
    """`the CAN bus`, `over CAN`: behind an article or a preposition no verb stands, so it is short
    for something."""
    if len(words) > 1:
        return False
    if words[0] == "US":
        return _BEFORE_A_NOUN.match(text, start + 2) is not None
    if words[0].lower() not in _VERBS_AND_TIES:
        return False
    before = WORD.findall(text[max(0, start - _LONGEST_BEFORE) : start].rpartition("\n")[2])
    return bool(before) and text[start - 1] == " " and before[-1].lower() in _BEFORE_A_THING


def _runs_of_capitals(match: re.Match[str]) -> Iterator[tuple[int, list[str]]]:
    for run in re.finditer(r"\b[^\W\d_a-zß-ÿ]{2,}\b(?:\s+[^\W\d_a-zß-ÿ]{2,}\b)*", match[0]):
        if run[0].isupper():
            yield match.start() + run.start(), run[0].split()


def repeats_the_cv(letter: Text) -> Iterator[Finding]:
    """Phrases and lists that tell the CV again, or one station after the other."""
    listed = phrases("cv_phrases.txt")
    marks = [*listed.pattern.finditer(letter.prose)] if letter.has_any(listed) else []
    for several, hint in ((_YEARS, _YEAR), (_BULLET, _BULLET_SIGN)):
        found = [*several.finditer(letter.prose)] if letter.has(hint) else []
        marks += found[:1] if len(found) > 1 + (several is _BULLET) * 2 else []
    marks += list(letter.in_plain(_LISTED))[:1]
    told = len(letter.said & _OF_STATIONS) > 1
    stations = list(_stations().finditer(letter.plain)) if told else []
    marks += stations[:1] if len(stations) >= _STATIONS_OF_A_CV else []
    a_line = {
        letter.prose.count(
            "\n",
            0,
            mark.start(),
        ): mark
        for mark in reversed(marks)
    }
    for mark in a_line.values():
        said, advice = mark[0][:60], "they have it; keep to one example"
        yield letter.finding(mark.start(), "repeats the CV", said, advice)


@cache
def _stations() -> re.Pattern[str]:
    listed = either("stations.txt")
    return re.compile(rf"\b(?:I|then|and|before|after that|later) (?:\w+ )?(?:{listed})\b", re.I)


def repeats_a_note(letter: Text) -> Iterator[Finding]:
    """More than half of its runs of three words stand in a colleague's note or an earlier one."""
    me = letter.settings
    signature = frozenset((me.your_name, me.your_phone, me.your_link, me.your_email))
    others = {"a colleague's": letter.colleagues, "an earlier": letter.earlier}
    for whose, texts in others.items():
        pairs = (sorted((letter.body, parts(text).below)) for text in texts)
        alike = max((_likeness(one, other, signature) for one, other in pairs), default=0)
        if alike > _ALIKE:
            said = f"{alike:.0%} the same"
            rule = f"repeats {whose} note"
            yield letter.finding(letter.start, rule, said, "say it in other words")


@lru_cache(maxsize=64)
def _likeness(one: str, other: str, signature: AbstractSet[str]) -> float:
    """How much of two notes is the same: once for each of two colleagues."""
    ours, theirs = _shingles(one, signature), _shingles(other, signature)
    both = len(ours & theirs)
    return both / (len(ours) + len(theirs) - both) if ours or theirs else 0


@lru_cache(maxsize=64)
def _shingles(body: str, signature: AbstractSet[str]) -> _Shingles:
    """Each run of three words of a note, without what stands around it: the request to pass it on,
    the signature."""
    note = body.rpartition(FORWARDED)[2]
    rows = (row for row in note.split("\n") if row.strip() not in signature)
    words = list(chain.from_iterable(map(words_in, rows)))
    return frozenset(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))
