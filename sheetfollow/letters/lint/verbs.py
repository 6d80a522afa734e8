"""Has each subject its verb, and each verb the form that fits?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from sheetfollow.letters.lint.neighbours import Line, Misfit, Token, in_lines, line_of
from sheetfollow.letters.lint.text import LINES, Text, told_cells
from sheetfollow.letters.word_lists import section
from sheetfollow.model import Finding
from sheetfollow.words import kinds as k
from sheetfollow.words.grammar import is_phrase
from sheetfollow.words.lists import closed
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
_TOLD = section("verb_words.txt", "told")
_VERY = frozenset({"very", "really", "extremely", "especially", "particularly"})
_MOST = frozenset({"most", "best"})
_NEARLY = frozenset({"just", "is", "are", "was", "were", "only", "all"})
_BESIDES = frozenset({"as", "than", "nor", "neither", "only", "so", "like"})
_CALLS = section("verb_words.txt", "calls")
"""Behind these, that is a thing: I call that a piece of luck."""

_REASONS = section("verb_words.txt", "reasons")
_ARTICLES = section("verb_words.txt", "articles")
_SELDOM_VERBS = section("verb_words.txt", "seldom verbs")
_PIECE = re.compile(r"[,;.]|\s[-–]\s")
_AROUND_A_THING = re.compile(
    r"\b(?:(?:of|with|in|about|for|on|and|from|at) X\b|[Tt]he X (?=(?:an?|the) ))"
)
_LONGEST_BEFORE, _LONGEST_BEHIND = len("about "), len(" the ")
_SHORTEST, _SHORTEST_SENTENCE = 4, 6
_CLAUSES = section("verb_words.txt", "clauses")
_OPENS_A_SENTENCE = _ARTICLES - {"a", "an"}
_SAID_BESIDE = section("verb_words.txt", "said beside")
_HAS = section("verb_words.txt", "has")
_SEVERAL = section("verb_words.txt", "several")
_THIRD_FORMS = section("verb_words.txt", "third forms")
_OBJECTS = section("verb_words.txt", "objects")
_GOES_ON = frozenset({"and", "but", "so", "or", "there", "please"})
_NOT_FINITE = section("verb_words.txt", "not finite")
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
        is_number = before.low in _NUMBERED or (before.text.istitle() and not before.can_be("PCW"))
        return not is_number or token.ends
    if token.low in _SUBJECTS and token.low != "i":
        return True
    return token.low in _EITHER and (before.low in _OPENS_A_CLAUSE or _opens(line, place))


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
    is_done = line[at].low == "free" and line[at + 1].low in ("of", "from")
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
        return line[at - 1].low in ("would", "will", "must", "should") and _opens(line, at - 2)
    if word.can_be("bUV") or not word.is_only("aeg") or word.low in distinct_pasts():
        return False
    return not word.is_only("a") or _is_whole(line, at)


def _is_whole(line: Line, at: int) -> bool:
    """Whether what is said of somebody ends here, or goes on with `to`, `that` or the like."""
    return line[at + 1].ends or line[at + 1].low in _BEHIND_A_STATE


def _opens(line: Line, place: int) -> bool:
    """Whether a sentence begins here."""
    return not place or line[place].before[-1:] in (".", "!", "?")


def _clause_lacks_its_verb(line: Line, place: int) -> int:
    """Where `As you mentioned, the surgery two nurses short` ends: a clause has a verb."""
    first = place + 1
    if line[first].low not in _ARTICLES - {"your"} or not _opens_a_clause(line, place):
        return 0
    last = _last_of_all(line, first)
    is_whole = line[last + 1].before[:1] in (*".,;!?",)
    if last - first + 1 < _SHORTEST or not is_whole:
        return 0
    verbs = (_may_be_its_verb(line, first, at) for at in range(first + 1, last + 1))
    return 0 if any(verbs) else last


def _last_of_all(line: Line, first: int) -> int:
    """Where a clause ends, with what stands between commas: `that a claim, well put, may win`."""
    last = line.last_of_clause(first)
    while line[last + 1].before == "," and line[last + 1].low not in _SUBJECTS | _EITHER | _GOES_ON:
        last = line.last_of_clause(last + 1)
    return last


def _opens_a_clause(line: Line, place: int) -> bool:
    """`As you said,`, or a word behind which a clause stands."""
    word, behind = line[place], line[place + 1]
    if word.low in _TOLD:
        return line[place - 2].low == "as" and behind.before == ","
    is_object = word.low == "that" and line[place - 1].low in _CALLS
    return word.low in _REASONS and not behind.ends and not is_object


def _sentence_lacks_its_verb(line: Line, place: int) -> int:
    """Where the words end that a sentence has instead of a verb: `Your plans for the orchard very
    interesting`, `The tour the best part of my week`."""
    if line[place].low not in _OPENS_A_SENTENCE or not _opens(line, place):
        return 0
    last = line.last_of_clause(place)
    states = (at for at in range(place + 2, last + 1) if _is_very(line, at))
    state = next(states, 0)
    if state and not _has_verb(line, place, state - 2):
        return state
    lacks = _has_a_seam(line, place, last)
    return last if lacks and not _has_verb(line, place, last) else 0


def _is_very(line: Line, at: int) -> bool:
    """Whether `friendly` of `The team very friendly and` is all that is said of a thing."""
    thing, behind = line[at - 2], line[at + 1]
    is_thing = thing.can_be("np") and not thing.can_be("DPUa")
    is_state = line[at - 1].low in _VERY and line[at].can_be("ag")
    goes_on = behind.ends or behind.low in _BEHIND_A_STATE or behind.low in ("and", "but")
    return is_thing and is_state and goes_on


def _has_a_seam(line: Line, place: int, last: int) -> bool:
    """Whether a whole sentence has a place where nothing ties a thing to what follows it."""
    is_whole = line[last + 1].before[:1] == "." and last - place + 1 >= _SHORTEST_SENTENCE
    return is_whole and any(_stands_beside(line, at) for at in range(place + 2, last))


def _what_lacks_its_verb(line: Line, place: int) -> int:
    """Where `What stayed with me the new kiln` ends: its clause has a verb, and it has none."""
    if not _opens(line, place):
        return 0
    last = line.last_of_clause(place)
    gaps = [at for at in range(place + 2, last) if _is_tied_by_nothing(line, at)]
    if not gaps or line[last + 1].before[:1] != ".":
        return 0
    lacks = _has_no_be(line, gaps[0], last) or not _has_verb(line, place - 1, last)
    return last if lacks else 0


def _is_tied_by_nothing(line: Line, at: int) -> bool:
    before = line[at - 1]
    is_thing = before.low in _OBJECTS or before.is_only("npa") or before.low in _MOST
    return is_thing and line[at].low in _ARTICLES


def _has_no_be(line: Line, at: int, last: int) -> bool:
    """`What struck me most your plan to ...`: behind most nothing but a form of be ties the two."""
    return line[at - 1].low in _MOST and not any(line[each].can_be("U") for each in range(at, last))


def _thought_lacks_its_verb(line: Line, place: int) -> int:
    """Where `I think my work in archives useful here` ends."""
    first = place + 1 + (line[place + 1].low == "that")
    if line[first].low not in _ARTICLES or line[place].ends:
        return 0
    last = line.last_of_clause(first)
    said = [at for at in range(first + 2, last + 1) if _is_said_of_a_thing(line, at)]
    return last if said and not _has_verb(line, first, last) else 0


def _is_said_of_a_thing(line: Line, at: int) -> bool:
    word, before, behind = line[at], line[at - 1], line[at + 1]
    is_state = word.is_only("a") and before.can_be("npX") and not before.can_be("PCDU")
    return is_state and (behind.ends or behind.low in ("here", "to", "for", "there", "in"))


def _stands_beside(line: Line, at: int) -> bool:
    """Whether a thing is followed by what no preposition, verb or sign ties to it."""
    word, before = line[at], line[at - 1]
    is_thing = before.can_be("npX") and not before.can_be("PCDUa")
    is_beside = word.low in _ARTICLES or (is_thing and word.low in _SAID_BESIDE)
    return is_beside and (is_thing or before.low in _OBJECTS)


def _has_verb(line: Line, place: int, last: int) -> bool:
    """Whether a word may be the verb of what begins here; a clause inside has its own."""
    inside = 0
    for at in range(place + 1, last + 1):
        word, before = line[at], line[at - 1]
        is_subject = word.low in _SUBJECTS | _EITHER and before.low not in _CLAUSES
        inside += word.low in _CLAUSES or (is_subject and _may_be_its_verb(line, place, at + 1))
        if not _may_be_its_verb(line, place, at):
            continue
        if not inside:
            return True
        inside -= not _may_be_its_verb(line, place, at + 1)
    return False


def _may_be_its_verb(line: Line, first: int, at: int) -> bool:
    """Not what an article makes a thing, nor what a note says of a thing without a verb, nor what
    only several do: the rota open."""
    word, before = line[at], line[at - 1]
    if word.low in closed("doing") | _NOT_FINITE or word.text.istitle():
        return False
    if before.can_be("DS") and word.can_be("np"):
        return before.low in ("this", "that") and word.can_be("z")
    if word.can_be("zeUV") or _is_no_known_thing(word):
        return True
    return word.may_be_verb and word.low not in _SELDOM_VERBS and _are_several(line, first, at)


def _is_no_known_thing(word: Token) -> bool:
    return not word.kinds or word.low.endswith("'s")


def _are_several(line: Line, first: int, at: int) -> bool:
    """Whether somebody, or more than one thing, is named before."""
    words = (line[place] for place in range(first, at))
    return any(word.can_be("pCO#") or word.low in _SEVERAL for word in words)


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
    is_thing = before.can_be("npg") and not before.can_be("PCDUWOr") and not line[place].ends
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
    **dict.fromkeys(_TOLD | _REASONS, _clause_lacks_its_verb),
    **dict.fromkeys(_ARTICLES, _sentence_lacks_its_verb),
    **dict.fromkeys(("think", "believe", "hope", "sure"), _thought_lacks_its_verb),
    **dict.fromkeys(("about", "regarding"), _past_behind_about),
    "would": _wish_lacks_its_verb,
    "what": _what_lacks_its_verb,
}
_FORMS: Mapping[str, Callable[[Line, int], int]] = {
    **dict.fromkeys(_HAS, _past_behind_have),
    **dict.fromkeys(_WISHES | {"to"}, _past_behind_a_wish),
    **dict.fromkeys(("i", "we", "they"), _third_form),
}
_OF_WORDS = {
    word: [
        (rules[word], advice)
        for rules, advice in ((_RULES, _MISSING), (_FORMS, _FORM))
        if word in rules
    ]
    for word in {*_RULES, *_FORMS}
}
