"""Words that sound or look alike, told apart by what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from sheetfollow.letters.lint.neighbours import Line, Misfit, Token, in_lines, line_of
from sheetfollow.letters.lint.text import LINES, Text
from sheetfollow.letters.word_lists import section
from sheetfollow.model import Finding
from sheetfollow.words import kinds as k

_SAID_OF_YOU = section("alike_words.txt", "said of you")
_ALWAYS_SAID = section("alike_words.txt", "always said")
_SURELY_SAID = section("alike_words.txt", "surely said")
_THINGS_TOO = section("alike_words.txt", "things too")
_ONES_OWN = section("alike_words.txt", "ones own")
_SAID_OF_IT = section("alike_words.txt", "said of it")
_BEFORE_IT = section("alike_words.txt", "before it")
_MEANWHILE = section("alike_words.txt", "meanwhile")
_BEHIND_IT = section("alike_words.txt", "behind it")
_PREPOSITIONS = section("alike_words.txt", "prepositions")
_OF_THINGS = section("alike_words.txt", "of things")
_DEALT_WITH = section("alike_words.txt", "dealt with")
_OPENS_A_THING = section("alike_words.txt", "opens a thing")
_GETS = section("alike_words.txt", "gets")
_OF_A_FORM = section("alike_words.txt", "of a form")
"""Whose object a form may be."""

_FORMS = section("alike_words.txt", "forms")
_BEHIND_A_PLACE = section("alike_words.txt", "behind a place")
_BEFORE_TO = section("alike_words.txt", "before to")
_BEFORE_YOUR = section("alike_words.txt", "before your")
_YOU_ALL = section("alike_words.txt", "you all")
_HAS = section("alike_words.txt", "has")
_FARTHEST = 6
_SMALLER = section("alike_words.txt", "smaller")
_THAN_WHAT = _OPENS_A_THING | section("alike_words.txt", "than what")
_CAN = section("alike_words.txt", "can")
_DAYS = section("alike_words.txt", "days")


def mixed_up(letter: Text) -> Iterator[Finding]:
    """`your` for you're, `form` for from and the like: right alone, wrong where they stand."""
    for at, said, meant in in_lines(letter, _mixed_up):
        if said.lower() not in letter.typed:
            yield letter.finding(at, "probable typo", said, f"did you mean {meant}?")


@lru_cache(maxsize=LINES)
def _mixed_up(text: str) -> Sequence[Misfit]:
    line = line_of(text)
    found = []
    for place, token in enumerate(line):
        meant = _RULES[token.low](line, place) if token.low in _RULES else ""
        if meant:
            found.append((token.at, line.said(place, place + (not line[place + 1].ends)), meant))
    return found


def _your(line: Line, place: int) -> str:
    at = place + 1
    while line[at].low in _MEANWHILE and not line[at].ends:
        at += 1
    word, behind = line[at], line[at + 1]
    if word.ends or not (behind.ends or behind.low in _BEHIND_IT):
        return ""
    is_late = at > place + 1
    return "you're" * (_is_meanwhile(word) if is_late else _is_said_of_you(line, place))


def _is_meanwhile(word: Token) -> bool:
    """`looking` behind `your still`, and not `own` behind `your very`."""
    return word.low in _SAID_OF_YOU or (word.can_be("ag") and word.low not in _ONES_OWN)


def _is_said_of_you(line: Line, place: int) -> bool:
    """`looking for`, `hope your doing well`, and not `your looking after the dog`."""
    word, told = line[place + 1], line[place - 1].low in _BEFORE_IT
    if line[place - 1].low == "hope" and word.low in ("well", "fine"):
        return line[place + 2].ends
    if line[place + 2].ends:
        return False
    if word.low in _SAID_OF_YOU - _THINGS_TOO:
        return told or not place or line[place].ends
    is_done = told and (word.low in _ALWAYS_SAID or _is_planned(line, place + 1))
    return is_done or word.low in _SURELY_SAID


def _is_planned(line: Line, at: int) -> bool:
    """`planning to choose`."""
    return line[at].can_be("g") and line[at + 1].low == "to" and line[at + 2].is_only("bV")


def _you_are(line: Line, place: int) -> str:
    before, word = line[place - 1], line[place + 1]
    if before.low in (
        "for",
        "of",
        "with",
        "about",
        "from",
        "appreciate",
        "like",
        "love",
        "share",
    ) and word.is_only("npa"):
        return "your"
    goes_on = line[place + 2].can_be("Uz") and not line[place + 2].ends
    is_thing = word.can_be("n") and not word.can_be("agrDPU")
    return "your" * (not word.ends and is_thing and goes_on)


def _you(line: Line, place: int) -> str:
    before, word = line[place - 1], line[place + 1]
    if word.ends or line[place].ends or before.low not in _BEFORE_YOUR:
        return ""
    is_thing = word.is_only("np") and word.low not in _YOU_ALL
    return "your" * (is_thing or word.low in ("earliest", "own"))


def _too(line: Line, place: int) -> str:
    before, word = line[place - 1], line[place + 1]
    if word.ends or line[place].ends:
        return ""
    if before.low == "forward":
        return "to" * (word.low in _OPENS_A_THING or word.can_be("g") or word.low == "it")
    if before.low in _BEFORE_TO:
        return "to" * (word.can_be("b") and not word.can_be("arD"))
    return "two" * (before.low in ("in", "for", "after", "about") and word.is_only("p"))


def _its(line: Line, place: int) -> str:
    word, behind = line[place + 1], line[place + 2]
    if word.ends:
        return ""
    if word.low in ("been", "a", "an", "the", "not", "my", "your", "our", "that", "because", "why"):
        return "it's"
    said = word.low in _SAID_OF_IT and behind.low in ("to", "that") and not behind.ends
    return "it's" * said


def _it_is(line: Line, place: int) -> str:
    before, word = line[place - 1], line[place + 1]
    if word.ends or line[place].ends:
        return ""
    if word.low == "own":
        return "its"
    is_thing = word.can_be("npa") and not word.can_be("DPOr")
    is_had = before.low in _HAS and line[place + 2].ends
    return "its" * (is_thing and (is_had or before.low in _PREPOSITIONS))


def _there(line: Line, place: int) -> str:
    before, word = line[place - 1], line[place + 1]
    if word.ends:
        return ""
    if not place or line[place].ends:
        is_subject = word.is_only("nbV") and line[place + 2].can_be(k.AUXILIARY)
        return "their" * (is_subject and not line[place + 2].ends)
    return "their" * _is_owned(before, word)


def _is_owned(before: Token, word: Token) -> bool:
    """What stands around `their`, where nothing stands there."""
    is_thing = (word.can_be("np") and not word.can_be("DPUCrg")) or word.low == "own"
    is_dealt_with = before.low in _DEALT_WITH and word.is_only("npz")
    return is_dealt_with or (before.low in _OF_THINGS and is_thing)


def _their(line: Line, place: int) -> str:
    word, behind = line[place + 1], line[place + 2]
    if word.ends:
        return "there" * (word.before[:1] in (*".,;!?",))
    if word.low in ("is", "are", "was", "were", "has", "seems"):
        return "there"
    if word.low in _BEHIND_A_PLACE:
        return "there"
    return "they're" * (word.low in _ALWAYS_SAID and behind.low in _BEHIND_IT)


def _they_are(line: Line, place: int) -> str:
    word = line[place + 1]
    goes_on = line[place + 2].can_be("U") and not line[place + 2].ends
    return "their" * (not word.ends and word.is_only("np") and goes_on)


def _form(line: Line, place: int) -> str:
    before, behind = line[place - 1], line[place + 1]
    if line[place].ends or behind.ends or before.low in _FORMS or before.can_be("D"):
        return ""
    return "from" * (before.low in _GETS - _OF_A_FORM or _is_from(line, place))


def _is_from(line: Line, place: int) -> bool:
    """Whether what stands behind begins as what one gets a thing from does."""
    before, behind = line[place - 1], line[place + 1]
    opens = behind.low in _OPENS_A_THING
    if opens and _is_aside(before):
        return True
    begins = opens or behind.low in _DAYS or behind.text[0].isupper()
    return begins and not before.is_only("p") and _is_got(line, place)


def _is_aside(token: Token) -> bool:
    """`, mostly`."""
    return token.before == "," and token.is_only("r")


def _is_got(line: Line, place: int) -> bool:
    """Whether something is learned, taken or the like before."""
    nearby = {line[at].low for at in range(max(0, place - _FARTHEST), place)}
    return not _GETS.isdisjoint(nearby)


def _from(line: Line, place: int) -> str:
    before, behind = line[place - 1], line[place + 1]
    if line[place].ends or before.low not in ("the", "a", "an", "application", "consent"):
        return ""
    return "form" * (behind.ends or behind.can_be("UPC") or behind.low in ("i", "you", "we"))


def _then(line: Line, place: int) -> str:
    before, behind = line[place - 1], line[place + 1]
    if line[place].ends or behind.ends or before.low not in _SMALLER:
        return ""
    if before.low in ("rather", "other"):
        return "than"
    return "than" * (behind.low in _THAN_WHAT or behind.can_be("#"))


def _than(line: Line, place: int) -> str:
    is_time = line[place - 1].low in ("and", "since", "until", "till")
    return "then" * (is_time and not line[place].ends)


def _loose(line: Line, place: int) -> str:
    behind = line[place + 1]
    is_done = line[place - 1].low in _CAN and not line[place].ends
    is_thing = behind.low in _OPENS_A_THING or behind.can_be("np")
    return "lose" * (is_done and not behind.ends and is_thing)


def _lose(line: Line, place: int) -> str:
    is_said = line[place - 1].low in (
        "a",
        "the",
        "too",
        "very",
        "some",
        "any",
        "is",
        "are",
        "was",
        "were",
    )
    return "loose" * (is_said and not line[place].ends)


def _here(line: Line, place: int) -> str:
    before, behind = line[place - 1], line[place + 1]
    can = before.low in ("to", "can", "could", "would", "will") and not line[place].ends
    told = behind.low in ("from", "about", "that", "how", "more", "what", "back", "your", "of")
    return "hear" * (can and told)


def _hear(line: Line, place: int) -> str:
    before, behind = line[place - 1], line[place + 1]
    there = before.low in ("over", "out", "right", "around", "near", "live", "been", "am", "is")
    return "here" * (there and (behind.ends or behind.can_be("P")))


def _whose(line: Line, place: int) -> str:
    return "who's" * (line[place + 1].low in ("been", "going", "not"))


_RULES: dict[str, Callable[[Line, int], str]] = {
    "form": _form,
    "from": _from,
    "hear": _hear,
    "here": _here,
    "it's": _it_is,
    "its": _its,
    "loose": _loose,
    "lose": _lose,
    "than": _than,
    "their": _their,
    "too": _too,
    "you": _you,
    "then": _then,
    "there": _there,
    "they're": _they_are,
    "whose": _whose,
    "you're": _you_are,
    "your": _your,
}
