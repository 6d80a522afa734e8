"""Has each subject its verb, and each verb the form that fits?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from sheetfollow.letters.lint.clauses import OF_CLAUSES
from sheetfollow.letters.lint.neighbours import Line, Misfit, Token, in_lines, line_of
from sheetfollow.letters.lint.text import LINES, Text, told_cells
from sheetfollow.letters.word_lists import section
from sheetfollow.model import Finding
from sheetfollow.words import kinds as k
from sheetfollow.words.grammar import is_phrase
from sheetfollow.words.verbs import distinct_pasts, participles

_SUBJECTS = section("verb_words.txt", "subjects")
_EITHER = section("verb_words.txt", "either")
"""Subjects or objects: what stands before tells."""

_OPENS_A_CLAUSE = section("verb_words.txt", "opens a clause")
_NAMES_A_THING = section("verb_words.txt", "names a thing")
_OPENS_WHAT_IS_FELT = section("verb_words.txt", "opens what is felt")
_OTHERS = section("verb_words.txt", "others")
_WISHES = section("verb_words.txt", "wishes")
_NUMBERED = section("verb_words.txt", "numbered")
"""Before I, they make it a number."""

_FELT = section("verb_words.txt", "felt")
_STATES = section("verb_words.txt", "states")
_BEHIND_A_STATE = section("verb_words.txt", "behind a state")
_NEARLY = frozenset({"just", "is", "are", "was", "were", "only", "all"})
_BESIDES = frozenset({"as", "than", "nor", "neither", "only", "so", "like"})
_ARTICLES = section("verb_words.txt", "articles")
_SELDOM_VERBS = section("verb_words.txt", "seldom verbs")
_PIECE = re.compile(r"[,;.]|\s[-–]\s")
_AROUND_A_THING = re.compile(
    r"\b(?:(?:of|with|in|about|for|on|and|from|at) X\b|[Tt]he X (?=(?:an?|the) ))"
)
_LONGEST_BEFORE, _LONGEST_BEHIND = len("about "), len(" the ")
_HAS = section("verb_words.txt", "has")
_THIRD_FORMS = section("verb_words.txt", "third forms")
_OBJECTS = section("verb_words.txt", "objects")
_FORM = "the form of the verb does not fit: read this sentence again"
_MISSING = "a verb is missing: read this sentence again"


def verb_missing(letter: Text) -> Iterator[Finding]:
    """A subject without its verb: `I very interested`, `if you still looking`; `I would glad`."""
    for at, said, advice in in_lines(letter, _missing, _as_things(letter)):
        if advice != _FORM or not set(said.lower().split()) <= letter.typed:
            yield letter.finding(at, "does not fit", said, advice)


def _as_things(letter: Text) -> str:
    """The text with a sign for each letter of what a cell says behind a preposition: whatever its
    words can be, it is a thing there."""
    text = letter.plain
    for piece in chain.from_iterable(map(_pieces, told_cells(letter.task))):
        if piece in text and is_phrase(piece):
            text = _with_a_thing(piece, text)
    return text


def _with_a_thing(piece: str, text: str) -> str:
    at = text.find(piece)
    while at >= 0:
        end = at + len(piece)
        around = f"{text[max(0, at - _LONGEST_BEFORE) : at]}X{text[end : end + _LONGEST_BEHIND]}"
        if _AROUND_A_THING.search(around):
            text = f"{text[:at]}X{'x' * (len(piece) - 1)}{text[end:]}"
        at = text.find(piece, end)
    return text


@lru_cache(maxsize=LINES)
def _pieces(cell: str) -> Sequence[str]:
    """The parts of a cell that are more than a word."""
    pieces = (piece.strip() for piece in _PIECE.split(cell))
    return [piece for piece in pieces if " " in piece]


@lru_cache(maxsize=LINES)
def _missing(text: str) -> tuple[Misfit, ...]:
    line = line_of(text)
    found = []
    for place, token in enumerate(line):
        for rule, advice in _OF_WORDS.get(token.low, ()):
            last = rule(line, place)
            if last:
                found.append((token.at, line.said(place, last), advice))
    return tuple(found)


def _subject_lacks_its_verb(line: Line, place: int) -> int:
    """Where the words end that a subject has instead of a verb; 0 where it has one."""
    token = line[place]
    if not _is_subject(line, place, token):
        return 0
    at = place + 1
    helped = not line[at].ends and _helps(line, at)
    at = _behind_adverbs(line, at + helped)
    word = line[at]
    if word.ends or not word.text.islower() or "'" in word.low:
        return 0
    lacks = _is_no_base(line, at) if helped else _is_said_alone(line, place, at)
    return at if lacks else 0


def _is_said_alone(line: Line, place: int, at: int) -> bool:
    """`I seen it`, `I very glad`, and not `have I seen`."""
    subject, before = line[place], line[place - 1]
    if before.can_be(k.AUXILIARY) and not subject.ends:
        return False
    if line[at].low in participles():
        return subject.low in _SUBJECTS
    return _is_no_verb(line, at, is_i=subject.low == "i")


def _helps(line: Line, at: int) -> bool:
    """`would`, `did not`: what a base form stands behind."""
    low = line[at].low
    return low in _WISHES or (low in ("do", "does", "did") and line[at + 1].low == "not")


def _is_subject(line: Line, place: int, token: Token) -> bool:
    before = line[place - 1]
    if token.text == "I":
        is_number = before.low in _NUMBERED or (before.text.istitle() and not before.can_be("PCWI"))
        return not is_number or token.ends
    if token.low in _SUBJECTS and token.low != "i":
        return True
    return token.low in _EITHER and (before.low in _OPENS_A_CLAUSE or line.opens(place))


def _behind_adverbs(line: Line, at: int) -> int:
    """Where the words end that may stand between a subject and its verb."""
    while not line[at].ends and _is_adverb(line[at]) and not _is_base(line[at]):
        if line[at - 1].low == "very" and line[at].can_be(k.ADJECTIVE):
            break
        at += 1
    return at


def _is_base(token: Token) -> bool:
    """`sound` in `it may sound odd`, and not `still`, which is a verb too."""
    return token.can_be(k.BASE) and token.low not in _SELDOM_VERBS


def _is_adverb(token: Token) -> bool:
    if token.low in _STATES or token.low == "to":
        return False
    return token.low in ("not", "both", "all", "then", "most") or token.can_be(k.ADVERB)


def _is_no_verb(line: Line, at: int, *, is_i: bool) -> bool:
    """Whether what stands behind a subject can only be said of it."""
    word = line[at]
    if _is_state(line, at) or _is_felt(line, at):
        return True
    if word.may_be_verb or word.low in ("being", "having"):
        return False
    if word.can_be(k.GERUND):
        return word.is_only("gna" if is_i else "ga")
    if word.low in _NAMES_A_THING:
        return is_i
    return _wants_a_verb(line, at)


def _wants_a_verb(line: Line, at: int) -> bool:
    """`I really the`, `I no idea`, `they early for it`."""
    word, before, behind = line[at], line[at - 1], line[at + 1]
    if word.low in _OTHERS:
        return before.low == "i"
    if word.low == "no":
        return before.low == "i" and behind.low not in ("longer", "more", "doubt")
    if word.low in _OPENS_WHAT_IS_FELT:
        return before.is_only("r")
    return word.is_only("ar") and (_is_whole(line, at) or behind.can_be("PC"))


def _is_state(line: Line, at: int) -> bool:
    """`able to`, `free for`, which nobody says but behind a verb; one may free of."""
    is_done = line[at].low in ("free", "kind") and line[at + 1].low in ("of", "from")
    return line[at].low in _STATES and _is_whole(line, at) and not is_done


def _is_felt(line: Line, at: int) -> bool:
    """`interested in`, `very pleased`, and not `I pleased them`."""
    word, behind = line[at], line[at + 1]
    if word.low in _FELT and behind.low in ("in", "to", "by", "that", "about", "and"):
        return True
    is_very = line[at - 1].low in ("very", "extremely") and word.can_be("ae")
    return is_very and not word.can_be("bU" if word.low in _FELT else "bzU")


def _is_no_base(line: Line, at: int) -> bool:
    """Whether what stands behind `would` is no base form."""
    word = line[at]
    if _is_state(line, at):
        return True
    if word.low == "to":
        return line[at - 1].low in ("would", "will", "must", "should") and line.opens(at - 2)
    if word.can_be("bUV") or not word.is_only("aeg") or word.low in distinct_pasts():
        return False
    return not word.is_only("a") or _is_whole(line, at)


def _is_whole(line: Line, at: int) -> bool:
    """Whether what is said of somebody ends here, or goes on with `to`, `that` or the like."""
    return line[at + 1].ends or line[at + 1].low in _BEHIND_A_STATE


def _past_behind_have(line: Line, place: int) -> int:
    """Where `have went` ends."""
    at = place + 1
    while not line[at].ends and line[at].is_only("r"):
        at += 1
    word, behind = line[at], line[at + 1]
    is_thing = word.can_be("na") and behind.can_be("npa") and not behind.ends
    is_thing = is_thing or word.text.istitle()
    return 0 if word.ends or is_thing or word.low not in distinct_pasts() - {"showed"} else at


def _past_behind_a_wish(line: Line, place: int) -> int:
    """Where `to went` ends, `could forgot` or `would likes`."""
    word = line[place + 1]
    if word.is_only("z") and not word.ends and line[place].low != "to":
        return place + 1
    return 0 if word.can_be("b") else _past_behind_have(line, place)


def _wish_lacks_its_verb(line: Line, place: int) -> int:
    """Where `my years of detailing would to your` ends, or `The tour would a pleasure`; not
    `When would the team`, `as you would to a friend`."""
    at = place + 1 + (line[place + 1].low in _OBJECTS | {"to"})
    before, first = line[place - 1], line.first_of_clause(place)
    is_thing = before.can_be("npgX") and not before.can_be("PCDUWOr") and not line[place].ends
    is_thing = is_thing or before.low in ("i", "it", "that", "this", "which", "we")
    asks = any(line[each].can_be("W") or line[each].low in _BESIDES for each in range(first, place))
    lacks = is_thing and not asks and line[at].low in _ARTICLES and not line[at].ends
    return at if lacks else 0


def _past_behind_about(line: Line, place: int) -> int:
    """Where `hearing about lost two` ends."""
    word, behind = line[place + 1], line[place + 2]
    is_past = word.is_only("e") and not word.ends and line[place - 1].low not in _NEARLY
    return place + 2 if is_past and behind.can_be("D#") and not behind.ends else 0


def _third_form(line: Line, place: int) -> int:
    """Where `they has` ends, or `I works`."""
    at = place + 1
    word = line[at]
    is_third = word.low in _THIRD_FORMS or (word.can_be("z") and not word.can_be("pbe"))
    is_one_of_two = line[place - 1].low in ("and", "or", "than")
    is_subject = _is_subject(line, place, line[place]) and not is_one_of_two
    return at if is_third and is_subject and not word.ends and word.text.islower() else 0


_RULES: Mapping[str, Callable[[Line, int], int]] = {
    **dict.fromkeys(_SUBJECTS | _EITHER, _subject_lacks_its_verb),
    **dict.fromkeys(("about", "regarding"), _past_behind_about),
    "would": _wish_lacks_its_verb,
}
_FORMS: Mapping[str, Callable[[Line, int], int]] = {
    **dict.fromkeys(_HAS, _past_behind_have),
    **dict.fromkeys(_WISHES | {"to"}, _past_behind_a_wish),
    **dict.fromkeys(("i", "we", "they"), _third_form),
}
_OF_WORDS = {
    word: [
        (rules[word], advice)
        for rules, advice in ((_RULES, _MISSING), (OF_CLAUSES, _MISSING), (_FORMS, _FORM))
        if word in rules
    ]
    for word in {*_RULES, *OF_CLAUSES, *_FORMS}
}
