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
_BEHIND_WHAT_IS_DONE = section("alike_words.txt", "behind what is done")
_ASKS = section("alike_words.txt", "asks")
_PREPOSITIONS = section("alike_words.txt", "prepositions")
_OF_THINGS = section("alike_words.txt", "of things")
_DEALT_WITH = section("alike_words.txt", "dealt with")
_OPENS_A_THING = section("alike_words.txt", "opens a thing")
_SHORT_OF = frozenset({"short", "light", "tight", "clear", "down", "out"})
_GETS = section("alike_words.txt", "gets")
_OF_A_FORM = section("alike_words.txt", "of a form")
"""Whose object a form may be."""

_FORMS = section("alike_words.txt", "forms")
_BEHIND_A_PLACE = section("alike_words.txt", "behind a place")
_BEFORE_YOUR = section("alike_words.txt", "before your")
_YOU_ALL = section("alike_words.txt", "you all")
_HAS = section("alike_words.txt", "has")
_FARTHEST = 9
_SMALLER = section("alike_words.txt", "smaller")
_BEFORE_THEN = section("alike_words.txt", "before then")
_ORDERS = section("alike_words.txt", "orders")
_THINKS = section("alike_words.txt", "thinks")
_SOMEBODY = section("alike_words.txt", "somebody")
_JUDGED = section("alike_words.txt", "judged")
_REACHED = section("alike_words.txt", "reached")
_THEMSELVES = section("alike_words.txt", "themselves")
_THERE_IS = section("alike_words.txt", "there is")
_BEHIND_A_STATE = section("alike_words.txt", "behind a state")
_BEFORE_A_STATE = section("alike_words.txt", "before a state")
_DAYS = section("alike_words.txt", "days")
_SUBJECTS = section("alike_words.txt", "subjects")
_ARTICLES = frozenset({"the", "a", "an", "your", "my"})


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
    if word.ends or not (behind.ends or behind.low in _BEHIND_IT | _BEHIND_WHAT_IS_DONE):
        return ""
    is_late = at > place + 1
    return "you're" * (_is_meanwhile(word) if is_late else _is_said_of_you(line, place))


def _is_meanwhile(word: Token) -> bool:
    """`looking` behind `your still`, and not `own` behind `your very`."""
    return word.low in _SAID_OF_YOU or (word.can_be("ag") and word.low not in _ONES_OWN)


def _is_said_of_you(line: Line, place: int) -> bool:
    """`looking for`, `hope your doing well`, and not `your looking after the dog`."""
    word, before, behind = line[place + 1], line[place - 1], line[place + 2]
    told = before.low in _BEFORE_IT
    if before.low == "hope" and word.low in ("well", "fine"):
        return behind.ends
    if word.low in _JUDGED:
        return behind.low in ("about", "that")
    if _is_only_said(line, place, told=told):
        return behind.ends or behind.low in _BEHIND_A_STATE
    if told and _is_a_state(line, place):
        return True
    return _is_done_by_you(line, place, told=told)


def _is_only_said(line: Line, place: int, *, told: bool) -> bool:
    """`kind`, where a clause begins, and not `on your desktop`."""
    word, begins = line[place + 1], not place or line[place].ends
    return word.is_only("a") and word.low not in _ONES_OWN and (told or begins)


def _is_a_state(line: Line, place: int) -> bool:
    """`short of`, `based in`, `interested in`, `moving to`, and not `best of`, `work in`."""
    word, behind = line[place + 1], line[place + 2]
    if _is_asked(line, place):
        return True
    is_state = word.can_be("ae") and not word.can_be("p") and word.low not in _ONES_OWN
    is_state = is_state and (word.low in _SHORT_OF or not word.can_be("n"))
    is_moving = word.is_only("ag") and not word.can_be("n")
    return (is_state or is_moving) and not behind.ends and behind.low in _BEHIND_A_STATE | {"of"}


def _is_asked(line: Line, place: int) -> bool:
    """`if your hiring again`, `when your hiring`."""
    behind = line[place + 2]
    is_asked = line[place - 1].low in _ASKS if behind.ends else behind.low in _BEHIND_WHAT_IS_DONE
    return is_asked and line[place + 1].can_be("g")


def _is_done_by_you(line: Line, place: int, *, told: bool) -> bool:
    word = line[place + 1]
    if word.low in _SAID_OF_YOU - _THINGS_TOO:
        return told or not place or line[place].ends
    is_done = told and (word.low in _ALWAYS_SAID or _is_planned(line, place + 1))
    return is_done or (word.low in _SURELY_SAID and not line[place + 2].ends)


def _is_planned(line: Line, at: int) -> bool:
    """`planning to choose`."""
    return line[at].can_be("g") and line[at + 1].low == "to" and line[at + 2].is_only("bV")


def _you_are(line: Line, place: int) -> str:
    """`liked you're shop`, `in you're hands`, and not `think you're family`."""
    before, word, behind = line[place - 1], line[place + 1], line[place + 2]
    if word.ends:
        return ""
    if line[place].ends:
        is_thing = _is_a_thing_of_yours(word, behind) or _is_a_thing_that_does(line, place + 1)
        return "your" * is_thing
    if before.low in _BEFORE_YOUR:
        return "your" * (word.can_be("npaX") and not word.can_be("gDPU"))
    if before.can_be("begz") and before.low not in _THINKS:
        return "your" * _is_thing(word)
    return "your" * _is_a_thing_of_yours(word, behind)


def _is_a_thing_of_yours(word: Token, behind: Token) -> bool:
    """`point about`, `team has`."""
    goes_on = behind.can_be("Uz") and not behind.ends and word.can_be("n")
    return _is_thing(word) and (goes_on or behind.low in ("about", "with", "on"))


def _is_a_thing_that_does(line: Line, first: int) -> bool:
    """`CAN bus timeout puzzle kept`, `tour of the mill made`: things up to their verb."""
    at = first
    while not line[at + 1].ends and line[at].can_be("npX") and not line[at].can_be("agr"):
        at += 1
    verb = line[at]
    is_verb = verb.can_be("U") or (verb.is_only("ez") and line[at + 1].low in _REACHED)
    return at > first and is_verb


def _is_thing(word: Token) -> bool:
    return word.can_be("npX") and not word.can_be("agrDPUO")


def _you(line: Line, place: int) -> str:
    before, word = line[place - 1], line[place + 1]
    if word.ends or line[place].ends or before.low not in _BEFORE_YOUR:
        return ""
    if word.low in _YOU_ALL:
        return ""
    is_thing = word.is_only("np") or (before.can_be("eg") and _is_all(line, place + 1))
    return "your" * (is_thing or word.low in ("earliest", "own"))


def _is_all(line: Line, at: int) -> bool:
    """Whether a thing has nothing behind it, or a preposition: `plan for`, and not `plan to`."""
    behind = line[at + 1]
    is_last = behind.ends or (behind.can_be("PC") and behind.low != "to")
    return is_last and line[at].can_be("np") and not line[at].can_be("argDPUO")


def _too(line: Line, place: int) -> str:
    before, word = line[place - 1], line[place + 1]
    if word.ends or line[place].ends:
        return ""
    if before.low == "forward" and (word.can_be("g") or word.low == "it"):
        return "to"
    if _is_reached(before, word):
        return "to"
    return "two" * (before.low in ("in", "for", "after", "about") and word.is_only("p"))


def _is_reached(before: Token, word: Token) -> bool:
    """`want` and `keep`, `thanks` and `the`, and not `we` and `want`."""
    if before.low in _THEMSELVES:
        return False
    is_done = word.can_be("bV") and not word.can_be("arD") and not before.is_only("p")
    return is_done or word.low in _REACHED


def _to(line: Line, place: int) -> str:
    """`was to nervous`, and not `is to northern shops`."""
    before, word = line[place - 1], line[place + 1]
    if word.ends or line[place].ends or before.low not in _BEFORE_A_STATE:
        return ""
    behind = line[place + 2]
    return "too" * (word.is_only("a") and (behind.ends or not behind.can_be("npa")))


def _its(line: Line, place: int) -> str:
    word, behind = line[place + 1], line[place + 2]
    if word.ends:
        return ""
    if word.low in ("been", "a", "an", "the", "not", "my", "your", "our", "that", "because", "why"):
        return "it's"
    if word.low not in _SAID_OF_IT:
        return ""
    is_told = not place or line[place].ends or line[place - 1].low in _BEFORE_IT
    goes_on = behind.low in _BEHIND_A_STATE if not behind.ends else word.low != "worth"
    return "it's" * (behind.low in ("to", "that") or (is_told and goes_on))


def _it_is(line: Line, place: int) -> str:
    """`from it's start`, `plans it's breaks`, and not `think it's nights`."""
    before, word = line[place - 1], line[place + 1]
    if word.ends or line[place].ends:
        return ""
    if before.low in ("of", "with", "by", "from", "into", "under", "within"):
        return "its"
    is_end = before.low in ("at", "all") and word.low in ("best", "worst")
    if word.low == "own" or is_end:
        return "its"
    if before.low == "and":
        return "its" * (_is_thing(word) and line[place + 2].can_be(k.AUXILIARY))
    return "its" * _has_things(before, word)


def _has_things(before: Token, word: Token) -> bool:
    """`plans` of breaks, `from` or `had` of whatever it is."""
    if not word.can_be("np") or word.can_be("DPOr"):
        return False
    is_done = before.can_be("zeg") and before.low not in _THINKS
    return (is_done and not word.can_be("aeg")) or before.low in _PREPOSITIONS | _HAS


def _there(line: Line, place: int) -> str:
    word = line[place + 1]
    if word.ends:
        return ""
    if not place or line[place].ends:
        is_subject = word.is_only("nbV") and line[place + 2].can_be(k.AUXILIARY)
        return "their" * (is_subject and not line[place + 2].ends)
    return "their" * _is_owned(line, place)


def _is_owned(line: Line, place: int) -> bool:
    """What stands around `their`, where nothing stands there."""
    before, word = line[place - 1], line[place + 1]
    is_thing = (word.can_be("np") and not word.can_be("DPUCrg")) or word.low == "own"
    if word.low == "own" or (before.low in ("in", "on", "into") and word.is_only("p")):
        return True
    is_dealt_with = before.low in _DEALT_WITH and (word.is_only("npz") or _is_all(line, place + 1))
    return is_dealt_with or (before.low in _OF_THINGS and is_thing)


def _their(line: Line, place: int) -> str:
    word, behind = line[place + 1], line[place + 2]
    if word.ends:
        return "there" * (word.before[:1] in (*".,;!?",))
    if word.low in ("is", "are", "was", "were", "has", "seems"):
        return "there"
    if line[place - 1].low in ("is", "are", "was", "were") and word.low in _THERE_IS:
        return "there"
    if word.low in _BEHIND_A_PLACE:
        return "there"
    return "they're" * (word.low in _ALWAYS_SAID and behind.low in _BEHIND_IT)


def _they_are(line: Line, place: int) -> str:
    word = line[place + 1]
    goes_on = line[place + 2].can_be("U") and not line[place + 2].ends
    return "their" * (not word.ends and _is_thing(word) and goes_on)


def _form(line: Line, place: int) -> str:
    before, behind = line[place - 1], line[place + 1]
    if line[place].ends or behind.ends or before.low in _FORMS:
        return ""
    if before.can_be("D") or (before.can_be("a") and line[place - 2].can_be("D")):
        return "from" * (behind.low in _SOMEBODY)  # the online form this morning
    return "from" * (before.low in _GETS - _OF_A_FORM or _is_from(line, place))


def _is_from(line: Line, place: int) -> bool:
    """Whether what stands behind begins as what one gets a thing from does."""
    before, behind = line[place - 1], line[place + 1]
    if behind.low in _SOMEBODY:
        return True
    opens = behind.low in _OPENS_A_THING or behind.can_be("#")
    if opens and _is_no_form(line, place):
        return True
    begins = opens or behind.low in _DAYS or behind.text[0].isupper()
    return begins and not before.can_be("p") and _is_got(line, place)


def _is_no_form(line: Line, place: int) -> bool:
    """`withdraw form the process`, `a link form a stranger`: no paper, and nobody forms it."""
    before = line[place - 1]
    if before.low == "not":
        return before.before == ","
    if not before.can_be("npX"):
        return not before.can_be("r")
    if before.can_be("p"):
        return False
    behind = range(place + 1, line.last_of_clause(place) + 1)
    return not any(_goes_on(line[at]) for at in behind)


def _goes_on(token: Token) -> bool:
    """Whether a clause has its verb here."""
    return token.can_be("bzeUV") or token.low in ("i", "we", "they", "you")


def _is_got(line: Line, place: int) -> bool:
    """Whether something is learned, taken or the like before."""
    nearby = {line[at].low for at in range(max(0, place - _FARTHEST), place)}
    return not _GETS.isdisjoint(nearby)


def _from(line: Line, place: int) -> str:
    before, behind = line[place - 1], line[place + 1]
    if line[place].ends or before.low not in _ARTICLES | {"application", "consent"}:
        return ""
    goes_on = behind.ends or behind.can_be("UPC") or behind.low in ("i", "you", "we")
    return "form" * (goes_on or before.low in _ARTICLES)


def _were(line: Line, place: int) -> str:
    """`the room were we met`, `saw were you sit`, and not `the firm were I to join`."""
    before, behind = line[place - 1], line[place + 1]
    if line[place].ends or behind.low not in _SUBJECTS or line[place + 2].low == "to":
        return ""
    asks = any(line[at].can_be("W") for at in range(line.first_of_clause(place), place))
    is_place = before.can_be("n") and not before.can_be("pDP")
    return "where" * (not asks and (is_place or before.is_only("ebz")))


def _where(line: Line, place: int) -> str:
    """`The clerks where kind.`"""
    before, word, behind = line[place - 1], line[place + 1], line[place + 2]
    are_several = before.can_be("p") or before.low in ("them", "us", "all", "both", "we", "they")
    is_state = word.can_be("ae") and behind.ends and not word.ends
    return "were" * (are_several and is_state and not line[place].ends)


def _then(line: Line, place: int) -> str:
    """`more often then we do`, and not `when I was younger then, too`."""
    before, behind = line[place - 1], line[place + 1]
    if line[place].ends or behind.ends or before.low in _BEFORE_THEN or before.can_be("U"):
        return ""
    if _is_compared(before):
        return "than"
    clause = [line[at].low for at in range(line.first_of_clause(place), place)]
    if not _SMALLER.isdisjoint(clause[-_FARTHEST:]) and _ORDERS.isdisjoint(clause):
        return "than" * (behind.low != "than")
    return ""


def _is_compared(token: Token) -> bool:
    """`rather`, `calmer`."""
    return token.low == "rather" or (token.low.endswith("er") and token.is_only("a"))


_RULES: dict[str, Callable[[Line, int], str]] = {
    "form": _form,
    "from": _from,
    "it's": _it_is,
    "its": _its,
    "their": _their,
    "to": _to,
    "too": _too,
    "you": _you,
    "then": _then,
    "were": _were,
    "where": _where,
    "there": _there,
    "they're": _they_are,
    "you're": _you_are,
    "your": _your,
}
