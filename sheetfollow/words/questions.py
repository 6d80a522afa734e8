"""A question as typed -> in the order of a statement, as it fits into a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import determined_inside
from sheetfollow.words.grammar import is_noun_phrase, is_phrase
from sheetfollow.words.kinds import kinds_of
from sheetfollow.words.lists import closed
from sheetfollow.words.sides import is_theirs, yours
from sheetfollow.words.tidy import in_full, without_aside
from sheetfollow.words.verbs import gerund, past, third

_ONE_LOOKS = re.compile(r"(an? (?:[\w-]+ ){1,3}look)( like\b)", re.I)
_LOOKS_LIKE = re.compile(r"\w looks? like$")
_QUESTION = re.compile(
    r"(?P<what>how|why|what|where|when|which|who|whether)(?: (?P<more>many|much|long|often|far))? "
    r"(?:(?P<helper>do|does|did|is|are|was|were|can|could|would|should|will|has|have) )?"
    r"(?P<rest>.+)",
    re.I,
)
_SO_MUCH = re.compile(
    r"((?:the |your |their )?(?:[\w-]+ )?[\w-]+) "
    r"((?:so|too|always|that) [\w-]+(?: (?:in|on|at) .+)?)"
)
_IS_WHAT = re.compile(r"((?:the|their|your|our) .+) (?:is|are)")
_SIDE = re.compile(r"(they|we|you|he|she) (.+)", re.I)
_SIDES = {"they", "we", "you", "he", "she", "it"}
_OWNS = ("has", "have")
_LIKENED = {"look", "feel", "sound", "taste", "smell"}
_LONGEST_SUBJECT = 4


def question(text: str, names: Set[str] = frozenset()) -> str:
    """A question in the order of a statement, `how you do planning`; "" where that is not sure."""
    text = in_full(without_aside(text))
    match = _QUESTION.fullmatch(text)
    if not match or not is_theirs(text):
        return ""
    what, rest = match["what"].lower(), _ONE_LOOKS.sub(r"\1s\2", match["rest"])
    asked = " ".join(filter(None, (_what(what, rest), match["more"])))
    helper = (match["helper"] or "").lower()
    acts = what == "who" and (helper in _OWNS or k.GERUND in kinds_of(rest.split()[0]))
    stated = f"{helper} {rest}".lstrip() if acts else _stated(helper, rest)  # who is running it
    found = _told(asked, stated) if stated else ""
    return found if found and is_phrase(found, names) else ""


def _told(asked: str, stated: str) -> str:
    """`how you do planning`, and `the future of banking` for what the future of banking is."""
    thing = _IS_WHAT.fullmatch(stated) if asked == "what" else None
    return determined_inside(yours(thing[1] if thing else f"{asked} {stated}"), "the")


def _what(asked: str, rest: str) -> str:
    """`what a day looks like` for how a day looks like."""
    return "what" if asked == "how" and _LOOKS_LIKE.search(rest) else asked


def _stated(helper: str, rest: str) -> str:
    """What stands behind the question word, its helper put where a statement has it."""
    if not helper:
        return rest
    side = _SIDE.fullmatch(rest)
    if helper in ("do", "does", "did"):
        return _without_do(helper, rest)
    if side:
        return f"{side[1]} {helper} {side[2]}"
    state = _SO_MUCH.fullmatch(rest)
    if state:
        return f"{state[1]} {helper} {state[2]}"
    verb, _, subject = rest.partition(" ")
    if kinds_of(verb) & {k.GERUND, k.PAST} and kinds_of(subject.split(" ")[0]) & {k.DETERMINER}:
        return f"{subject} {helper} {verb}" if _may_stand_behind(verb) else ""
    done = _done_to_it(helper, rest.split())
    if done:
        return done
    return f"{rest} {helper}" if re.match(r"(?:the|their|your|our)\b", rest, re.I) else ""


def _done_to_it(helper: str, tokens: Sequence[str]) -> str:
    """`the night bus is funded by the council` for is the night bus funded by the council."""
    for at in range(1, min(len(tokens), _LONGEST_SUBJECT + 1)):
        subject = " ".join(tokens[:at])
        done = kinds_of(tokens[at]) & {k.PAST, k.GERUND} - {k.NOUN}
        if done and is_noun_phrase(subject) and at > 0:
            return " ".join((subject, helper, *tokens[at:]))
    return ""


def _may_stand_behind(verb: str) -> bool:
    """Whether what it is done to, or does it, may go before: how the rota `is planned`, the pilot
    `is going`; not what somebody `is running`."""
    alone = any(gerund(base) == verb for base in closed("intransitives"))
    return k.PAST in kinds_of(verb) or alone


def _without_do(helper: str, rest: str) -> str:
    """`they do planning` for `do they do planning`, `it works` for `does it work`."""
    if helper == "do":
        return rest
    tokens = rest.split()
    for at in range(
        min(len(tokens) - 1, _LONGEST_SUBJECT),
        0,
        -1,
    ):
        subject, verb = " ".join(tokens[:at]), tokens[at]
        if verb == "like" and tokens[at - 1] in _LIKENED:
            continue  # what does good look like
        if kinds_of(verb) & {k.PREPOSITION}:
            continue  # how does the night shift hand over to days
        form = past(verb) if helper == "did" else third(verb)
        if form and _may_do(subject):
            return " ".join((subject, form, *tokens[at + 1 :]))
    return ""


def _may_do(subject: str) -> bool:
    return subject.lower() in _SIDES or is_noun_phrase(subject)
