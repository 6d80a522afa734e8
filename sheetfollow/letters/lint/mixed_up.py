"""Words that sound or look alike, told apart by what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from sheetfollow.letters.lint.neighbours import Line, Misfit, Token, in_lines, line_of
from sheetfollow.letters.lint.text import LINES, Text
from sheetfollow.model import Finding
from sheetfollow.words import kinds as k

_SAID_OF_YOU = frozenset({"looking", "going", "doing", "trying", "hoping", "having", "getting"})
_SAID_OF_YOU |= {"coming", "expecting", "interested", "able", "happy", "aware", "right", "sure"}
_SAID_OF_YOU |= {"welcome", "ready", "keen", "willing", "certain", "glad", "pleased", "busy"}
_SAID_OF_YOU |= {"free", "available", "not", "thinking", "planning"}
_ALWAYS_SAID = frozenset({"looking", "going", "doing", "trying", "hoping", "getting", "expecting"})
_ALWAYS_SAID |= {"enjoying", "keeping"}
_SURELY_SAID = frozenset({"looking", "hoping", "trying", "expecting"})
_THINGS_TOO = frozenset({"right", "going", "doing", "having", "coming", "getting", "thinking"})
_THINGS_TOO |= {"planning", "not"}
_ONES_OWN = frozenset({"own", "best", "first", "last", "latest", "next"})
_SAID_OF_IT = frozenset({"clear", "great", "good", "important", "nice", "hard", "easy", "lovely"})
_SAID_OF_IT |= {"possible", "likely", "true", "fair", "worth", "wonderful", "obvious"}
_BEFORE_IT = frozenset({"if", "when", "that", "because", "while", "hope", "since", "as", "and"})
_BEFORE_IT |= {"think", "know", "whenever", "once", "unless", "sure", "glad", "until", "where"}
_MEANWHILE = frozenset({"still", "always", "already", "currently", "also", "probably", "now"})
_MEANWHILE |= {"not", "never", "very", "really", "so", "quite"}
_BEHIND_IT = frozenset({"to", "for", "at", "in", "on", "with", "that", "then", "now", "today"})
_BEHIND_IT |= {"about", "if", "when", "tomorrow", "next", "this", "well", "forward", "a", "the"}
_BEHIND_IT |= {"of", "there", "here", "someone", "somebody"}
_PREPOSITIONS = frozenset({"of", "in", "with", "from", "by", "on", "at", "about", "to", "into"})
_PREPOSITIONS |= {"through", "under", "within"}
_OF_THINGS = frozenset({"of", "with", "for", "about", "by", "between", "join", "meet", "joining"})
_DEALT_WITH = frozenset(
    {"want", "wanted", "sell", "sold", "bring", "brought", "keep", "kept", "use"}
)
_DEALT_WITH |= {
    "used",
    "know",
    "love",
    "loved",
    "like",
    "liked",
    "need",
    "needed",
    "show",
    "showed",
}
_DEALT_WITH |= {
    "take",
    "took",
    "lost",
    "lose",
    "give",
    "gave",
    "built",
    "build",
    "changed",
    "change",
}
_DEALT_WITH |= {"saw", "meet", "joined", "admire", "admired", "run", "ran", "improve", "improved"}
_OPENS_A_THING = frozenset({"the", "a", "an", "my", "our", "your", "his", "her", "their", "this"})
_OPENS_A_THING |= {"these", "those", "you", "me", "him", "them", "us"}
_GETS = frozenset({"learn", "learned", "learnt", "learning", "hear", "heard", "hearing", "hears"})
_GETS |= {"take", "took", "taken", "get", "got", "receive", "received", "come", "came", "comes"}
_GETS |= {"coming", "benefit", "benefited", "gain", "gained", "differ", "differs", "different"}
_GETS |= {"start", "started", "move", "moved", "moving", "return", "returned", "suffer", "drawn"}
_GETS |= {"travel", "commute", "back", "away", "far", "apart", "straight", "fresh", "free", "ran"}
_GETS |= {"run", "available", "message", "news", "advice", "help", "support", "graduated", "call"}
_GETS |= {"miles", "minutes", "hour", "hours", "bought", "buy", "lessons", "else", "experience"}
_GETS |= {"word", "letter", "email", "reply", "answer", "switch", "switched", "transfer", "grew"}
_OF_A_FORM = frozenset({"take", "took", "taken", "get", "got", "receive", "received", "help"})
_OF_A_FORM |= {"bought", "buy", "ran", "run", "moved", "reply", "word", "letter", "email", "answer"}
_OF_A_FORM |= {"support", "transfer", "switch"}
"""Whose object a form may be."""

_FORMS = frozenset({"application", "order", "entry", "consent", "booking", "contact", "referral"})
_FORMS |= {"feedback", "intake", "claim", "request", "to", "they", "we", "that", "which", "can"}
_FORMS |= {"will", "would", "could", "who", "must", "and", "or", "not", "i", "you", "in"}
_GETS |= {"taught", "teach", "line", "visit", "question", "offer"}
_BEHIND_A_PLACE = frozenset({"for", "since", "until", "as", "in", "on", "at", "with", "when"})
_BEFORE_TO = frozenset({"like", "want", "need", "love", "hope", "able", "happy", "glad", "pleased"})
_BEFORE_TO |= {
    "eager",
    "going",
    "ready",
    "keen",
    "wish",
    "due",
    "hoping",
    "willing",
    "wanted",
    "delighted",
}
_BEFORE_YOUR = frozenset({"at", "of", "in", "with", "for", "from", "to", "about", "on", "join"})
_BEFORE_YOUR |= {"meet", "appreciate", "visit", "taking"}
_YOU_ALL = frozenset({"people", "guys", "folks", "lot", "ladies", "gentlemen", "boys", "girls"})
_HAS = frozenset(
    {"has", "have", "had", "kept", "keeps", "keep", "lost", "loses", "built", "opened"}
)
_HAS |= {"changed", "changes", "doubled", "moved", "improved", "improve", "lose"}
_FARTHEST = 6
_SMALLER = frozenset({"more", "less", "fewer", "better", "worse", "rather", "other", "earlier"})
_SMALLER |= {"later", "larger", "smaller", "longer", "shorter", "faster", "slower", "easier"}
_SMALLER |= {"harder", "higher", "lower", "greater", "closer", "sooner", "older", "younger"}
_SMALLER |= {"bigger", "busier", "cheaper", "nicer", "kinder", "warmer", "quieter", "stronger"}
_THAN_WHAT = _OPENS_A_THING | {"i", "we", "they", "it", "most", "ever", "expected", "planned"}
_THAN_WHAT |= {"usual", "in", "before", "two", "three", "four", "five", "six", "ten", "what"}
_CAN = frozenset({"to", "will", "would", "can", "could", "not", "might", "may", "never", "don't"})
_CAN |= {"i", "we", "they", "you", "didn't", "won't"}
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


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
