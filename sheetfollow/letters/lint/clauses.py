"""Has each clause a word that may be its verb?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sheetfollow.letters.lint.neighbours import Line, Token
from sheetfollow.letters.word_lists import section
from sheetfollow.words import kinds as k
from sheetfollow.words.lists import closed

_SUBJECTS = section("verb_words.txt", "subjects")
_EITHER = section("verb_words.txt", "either")
_OBJECTS = section("verb_words.txt", "objects")
_ARTICLES = section("verb_words.txt", "articles")
_OPENS_A_SENTENCE = _ARTICLES - {"a", "an"}
_OURS = frozenset({"my", "our", "your"})
_TOLD = section("verb_words.txt", "told")
_CALLS = section("verb_words.txt", "calls")
"""Behind these, that is a thing: I call that a piece of luck."""

_REASONS = section("verb_words.txt", "reasons")
_WISHES = section("verb_words.txt", "wishes")
_CLAUSES = section("verb_words.txt", "clauses")
_ENDS_A_CLAUSE = section("verb_words.txt", "ends a clause")
_BEFORE_ANOTHER = section("verb_words.txt", "before another subject")
_SAID_BESIDE = section("verb_words.txt", "said beside")
_BEHIND_A_STATE = section("verb_words.txt", "behind a state")
_BROUGHT = section("verb_words.txt", "brought")
_SEVERAL = section("verb_words.txt", "several")
_SELDOM_VERBS = section("verb_words.txt", "seldom verbs")
_NOT_FINITE = section("verb_words.txt", "not finite")
_VERY = frozenset({"very", "really", "extremely", "especially", "particularly"})
_MOST = frozenset({"most", "best"})
_GOES_ON = frozenset({"and", "but", "so", "or", "there", "please", "especially", "particularly"})
_BESIDE_A_SUBJECT = frozenset({"all", "both", "each", "some", "most", "many", "few"})
"""`we all need`"""

_SHORTEST, _SHORTEST_SENTENCE, _LONG_SENTENCE = 3, 4, 6
_SIGNS = (*".,;!?",)


def _clause_lacks_its_verb(line: Line, place: int) -> int:
    """Where `As you mentioned, the surgery two nurses short` ends: a clause has a verb."""
    first = place + 1
    if line[first].low not in _ARTICLES - {"your"} or not _opens_a_clause(line, place):
        return 0
    last = _last_of_all(line, first)
    fewest = _SHORTEST + (line[place].low == "that")
    if last - first + 1 < fewest or line[last + 1].before[:1] not in _SIGNS:
        return 0
    verbs = (_may_be_its_verb(line, first, at) for at in range(first + 1, last + 1))
    return 0 if any(verbs) else last


def _last_of_all(line: Line, first: int) -> int:
    """Where a clause ends, with what stands between commas: `that a claim, well put, may win`."""
    last = line.last_of_clause(first)
    while last + 1 < len(line) and _goes_on_behind_a_comma(line[last + 1]):
        last = line.last_of_clause(last + 1)
    return last


def _goes_on_behind_a_comma(token: Token) -> bool:
    return token.before == "," and token.low not in _SUBJECTS | _EITHER | _GOES_ON


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
    if line[place].low not in _OPENS_A_SENTENCE or not line.opens(place):
        return 0
    last = line.last_of_clause(place)
    states = (at for at in range(place + 2, last + 1) if _is_very(line, at))
    state = next(states, 0)
    if state and not _has_verb(line, place, state - 2):
        return state
    if not _has_a_seam(line, place, last):
        last = _last_of_all(line, place)
        last *= _tells_of_oneself(line, place, last)
    return last if last and not _has_verb(line, place, last) else 0


def _tells_of_oneself(line: Line, place: int, last: int) -> bool:
    """`My six years of night shifts to the role at hand.`"""
    is_whole = line.opens(last + 1) or not line[last + 1].text
    words = {line[at].low for at in range(place + 1, last)}
    is_mine = line[place].low == "my" and not _BROUGHT.isdisjoint(words)
    is_long = last - place >= (_SHORTEST_SENTENCE if is_mine else _LONG_SENTENCE)
    is_yours = line[place].low == "your" and words.isdisjoint(_CLAUSES | _SUBJECTS | _EITHER)
    return is_whole and is_long and (is_mine or is_yours)


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
    if not line.opens(place):
        return 0
    last = line.last_of_clause(place)
    gaps = [at for at in range(place + 2, last) if _is_tied_by_nothing(line, at)]
    if not gaps or line[last + 1].before[:1] != ".":
        return 0
    lacks = _has_no_be(line, gaps[0], last) or not _has_verb(line, place - 1, last)
    return last if lacks else 0


def _is_tied_by_nothing(line: Line, at: int) -> bool:
    before, word = line[at - 1], line[at]
    is_thing = before.low in _OBJECTS or before.is_only("npa") or before.low in _MOST
    if word.low in ("how", "that"):
        return before.low in _OBJECTS | _MOST
    is_number = word.can_be("#") and before.can_be("D") is False and before.is_only("np")
    return is_number or (is_thing and word.low in _ARTICLES)


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
    lacks = said or _is_hoped(line, place, last)
    return last if lacks and not _has_verb(line, first, last) else 0


def _is_hoped(line: Line, place: int, last: int) -> bool:
    """`I hope the move well.`"""
    is_whole = line[last + 1].before[:1] in _SIGNS
    words = {line[at].low for at in range(place + 1, last + 1)}
    is_hoped = line[place].low == "hope" and "your" not in (
        line[place + 1].low,
        line[place + 2].low,
    )
    return is_hoped and is_whole and words.isdisjoint(_SUBJECTS | _EITHER)


def _is_said_of_a_thing(line: Line, at: int) -> bool:
    word, before, behind = line[at], line[at - 1], line[at + 1]
    is_state = word.is_only("a") and before.can_be("npX") and not before.can_be("PCDU")
    return is_state and (behind.ends or behind.low in ("here", "to", "for", "there", "in"))


def _one_lacks_a_verb(line: Line, place: int) -> int:
    """Where `I eight years on the desk` ends: no word behind a subject may be its verb."""
    last = place
    while not line[last + 1].ends and line[last + 1].low not in _ENDS_A_CLAUSE | _SUBJECTS:
        last += 1
    words = range(place + 1, last + 1)
    if not _is_a_subject_alone(line, place) or not _is_whole(line, place, last):
        return 0
    return 0 if any(_may_be_done(line, place, at) for at in words) or not words else last


def _is_whole(line: Line, place: int, last: int) -> bool:
    """Whether a clause ends with a sign, or where another begins; not `I also, on Fridays,` nor
    `You free on Monday?`."""
    behind = line[last + 1]
    if behind.before[:1] == "." or behind.low in ("and", "but", "that", "as"):
        return True
    is_asked = behind.before[:1] == "?" and line[place].low in _EITHER
    only_adverbs = all(line[at].can_be(k.ADVERB) for at in range(place + 1, last + 1))
    return behind.before[:1] in _SIGNS and not is_asked and not only_adverbs


def _is_a_subject_alone(line: Line, place: int) -> bool:
    """Not `so do I`, `you and I`, `than they`; some only where a sentence begins."""
    word, before = line[place], line[place - 1]
    if word.low in _EITHER or word.low == "they":
        return line.opens(place)
    is_one_of_two = before.low in _BEFORE_ANOTHER or before.can_be("U")
    return word.text != "i" and (not place or word.ends or not is_one_of_two)


def _may_be_done(line: Line, place: int, at: int) -> bool:
    """Whether a word may be what a subject does: `staff` in `I staff the desk` too."""
    if at == place + 1 and line[at + 1].can_be("DSO") and not line[at + 1].ends:
        return line[at].can_be("nb") or line[at].may_be_verb
    is_thing = at > place + 1 and _is_a_thing(line, place + 1, at)
    return not is_thing and (line[at].may_be_verb or _may_be_its_verb(line, place, at))


def _thing_before_an_object(line: Line, place: int) -> int:
    """Where `The foreman me round the yard` shows that it lacks its verb."""
    thing, first = line[place - 1], line.first_of_clause(place)
    if line[place].ends or place - 1 <= first or line[place + 1].low in ("and", "or"):
        return 0
    before = line[place - 2]
    is_thing = thing.is_only("npz") and before.low not in ("this", "that", "to")
    is_thing = is_thing and not (before.can_be("#") or before.text[:1].isdigit())
    is_told = thing.is_only("np") or _is_a_thing(line, first, place - 1)
    return place if is_thing and is_told else 0


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
        is_subject = is_subject and not before.can_be("P")
        inside += word.low in _CLAUSES or (is_subject and _may_be_its_verb(line, place, at + 1))
        if not _may_be_its_verb(line, place, at):
            continue
        if not inside:
            return True
        goes_on = _may_be_its_verb(line, place, at + 1) and line[at + 1].low not in _WISHES
        inside -= not goes_on
    return False


def _may_be_its_verb(line: Line, first: int, at: int) -> bool:
    """Not what an article makes a thing, nor what a note says of a thing without a verb, nor what
    only several do: the rota open."""
    word, before = line[at], line[at - 1]
    if word.low in closed("doing") | _NOT_FINITE or word.text.istitle():
        return False
    if _is_a_thing(line, first, at):
        return before.low in ("this", "that") and word.can_be("z")
    if word.can_be("zeUV") or _is_no_known_thing(word):
        return True
    return word.may_be_verb and word.low not in _SELDOM_VERBS and _are_several(line, first, at)


def _is_a_thing(line: Line, first: int, at: int) -> bool:
    """Whether an article, a number or a preposition makes a thing of a word."""
    word, before = line[at], line[at - 1]
    if before.low == "to":
        return word.can_be("npb") and not word.can_be("U")
    if before.can_be("DS") and word.is_only("ea"):
        return line[at + 1].can_be("np")
    if not word.can_be("np") or word.low.endswith("'s"):
        return False
    if before.can_be("DS"):
        return before.low not in _BESIDE_A_SUBJECT
    return _is_called_so(line, at) or _ends_no_clause(line, first, at - 1)


def _is_called_so(line: Line, at: int) -> bool:
    """`six years`, `a small set`."""
    word, before = line[at], line[at - 1]
    if before.can_be("#"):
        return word.can_be("p")
    is_one = line[at - 2].low in _ARTICLES - {"the"} and not word.can_be("z")
    return before.can_be("a") and is_one


def _ends_no_clause(line: Line, first: int, at: int) -> bool:
    """Of a preposition; behind another subject one may: the job I applied for means a lot."""
    subjects = (line[each].low in _SUBJECTS | _EITHER for each in range(first, at + 1))
    return line[at].can_be("P") and not any(subjects)


def _is_no_known_thing(word: Token) -> bool:
    return not word.kinds or word.low.endswith("'s")


def _are_several(line: Line, first: int, at: int) -> bool:
    """Whether somebody, or more than one thing, is named before."""
    words = (line[place] for place in range(first, at))
    return any(word.can_be("pCO#") or word.low in _SEVERAL for word in words)


OF_CLAUSES: Mapping[str, Callable[[Line, int], int]] = {
    **dict.fromkeys(_TOLD | _REASONS, _clause_lacks_its_verb),
    **dict.fromkeys(_ARTICLES, _sentence_lacks_its_verb),
    **dict.fromkeys(("think", "believe", "hope", "sure"), _thought_lacks_its_verb),
    **dict.fromkeys(_SUBJECTS | _EITHER, _one_lacks_a_verb),
    **dict.fromkeys(("me", "us"), _thing_before_an_object),
    "what": _what_lacks_its_verb,
}
"""Where what begins with a word lacks its verb: its last word, or 0."""
