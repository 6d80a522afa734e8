"""One thing of a topic or challenge cell: what was talked about, told, asked or hard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from sheetfollow.words import kinds as k
from sheetfollow.words.asks import Item, Kind, Reading, asked, quoted
from sheetfollow.words.clauses import clause, without_verb
from sheetfollow.words.grammar import is_predicate
from sheetfollow.words.kinds import NO_WORD, Word, words_of
from sheetfollow.words.lists import beginning, closed
from sheetfollow.words.phrases import doing, phrase
from sheetfollow.words.questions import question
from sheetfollow.words.refusals import Reason, is_praise, refused
from sheetfollow.words.sides import about_the_candidate
from sheetfollow.words.softened import softened
from sheetfollow.words.tidy import heads, in_full, sentences, spelled, without_brackets, without_end
from sheetfollow.words.verbs import goes_alone

_FOLLOWS = re.compile(
    r"^(?:(?:also|and|plus|then)\b[,:]?\s*)?(?:a (?:little )?bit (?:of|about) )?", re.I
)
_SECOND_REPORT = re.compile(r"\s+(?:and|but)\s+(?:(?:then )?(?:he|she|they|i)|that)\b.*$", re.I)
_ASKS = re.compile(r"(?:do|does|did|is|are|can|could|would|will|should|has)\b", re.I)
_WHAT = re.compile(r"[\"']?(?:how|why|what|where|when|which|who|whether)\b", re.I)
_TAKES_BACK = re.compile(r" but |, not (?:in|on|at|for|with|when|by)\b", re.I)
_SAYS = re.compile(r"(?:explained|mentioned|confirmed|stressed|admitted)$", re.I)
_WE_BOTH = re.compile(
    r"(?:that )?(?:we both|both of us) "
    r"((?:trained|studied|worked|taught|started|grew up) (?:at|in|for|on|with|as|near) .+)",
    re.I,
)
_SURE_MARKS = (" - ", ": ", " -> ")
_MARKS = {
    "topic": (*_SURE_MARKS, ", ", " but ", " and "),
    "challenge": (*_SURE_MARKS, ", "),
}
"""What parts a thing from what is said of it."""
_ALSO_ASKS = re.compile(r" and (?:how|why|what|where|when) (?:they|it|the|that)\b", re.I)
_UP_OR_DOWN = re.compile(r"\w (?:up|down)\b", re.I)
_IDIOM = re.compile(
    r"(?:struggling|looking|trying|hoping|planning(?= to\b)"
    r"|(?:short|low|behind|dependent|reliant) (?:on|of|with))\b",
    re.I,
)


def read_one(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    """One thing of a list, or the whole cell, as words for a letter or as a question that shows the
    `cell`; `column` is topic or challenge."""
    said = sentences(part)
    if len(said) > 1:
        return _several(said, column, cell, names)
    reason = refused(part, column)
    if reason:
        return asked(reason, column, cell)
    reading = _statement(part, column, cell, names)
    if column == "challenge":
        return _named(reading, cell)
    return reading


def _named(reading: Reading, cell: str) -> Reading:
    """With each trouble that is told bluntly named instead."""
    items = tuple(filter(None, map(softened, reading.items)))
    if reading.items and not items:
        return asked(Reason.DOUBTFUL, "challenge", cell)
    return replace(reading, items=items)


def _several(said: list[str], column: str, cell: str, names: Set[str]) -> Reading:
    """Of several sentences the first that is not mere praise, if it can be used."""
    telling = [sentence for sentence in said if not is_praise(sentence)]
    if not telling:
        return asked(Reason.NOTHING, column, cell)
    first, *rest = (without_link(sentence) for sentence in telling)
    reading = read_one(first, column, cell, names)
    if not reading.items:
        return reading
    if column == "challenge" and not reading.items[0].that:
        others = [read_one(sentence, column, cell, names) for sentence in rest]
        return _with_more_problems(reading, rest, others)
    return quoted(
        reading.kind,
        *reading.items,
        left_out=rest,
    )


def _with_more_problems(first: Reading, rest: Sequence[str], others: Sequence[Reading]) -> Reading:
    """The first problem and those of the other sentences that are phrases too."""
    more = [item for item in all_items(others) if not item.that]
    return quoted(
        Kind.LIST,
        *first.items,
        *more,
        left_out=list(parts_left_out(rest, others)),
    )


def all_items(readings: Sequence[Reading]) -> tuple[Item, ...]:
    """What the readings say, each once, since `waiting lists, waiting lists` is one thing."""
    return tuple(dict.fromkeys(item for reading in readings for item in reading.items))


def parts_left_out(parts: Sequence[str], readings: Sequence[Reading]) -> Iterator[str]:
    """The parts that came to nothing, and what was left out of the others; a reading for each."""
    for part, reading in zip(parts, readings, strict=True):
        if not reading.items:
            yield part
        yield from reading.left_out


def without_link(part: str) -> str:
    """`the rota` of also the rota."""
    return _FOLLOWS.sub("", part)


def _statement(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    part = _without_there(in_full(spelled(part)))
    for title in ("shells", "told"):
        match = beginning("refusals.txt", title).match(part)
        if match:
            rest = part[match.end() :].lstrip(" :,-")
            return _reported(rest, _tells(match[0], title), column, cell, names)
    if about_the_candidate(part):
        return asked(Reason.SELF, column, cell)
    if _WHAT.match(part) or (part.endswith("?") and not _is_named_thing(part, names)):
        return _question(part, column, cell, names)
    if _ASKS.match(part):
        return asked(Reason.QUESTION, column, cell)
    found = _item(part, column, names)
    if found:
        return quoted(Kind.CLAUSE if found.that else Kind.PHRASE, found)
    return _first_part(part, column, cell, names)


def _tells(report: str, title: str) -> bool:
    """Whether a sentence may follow: not behind talked about."""
    return title == "told" or _SAYS.search(report) is not None


def _without_there(part: str) -> str:
    """`no handover between shifts` for there is no handover between shifts."""
    low = part.lower()
    there = next(filter(low.startswith, ("there is ", "there are ")), "")
    lacks = low[len(there) :].startswith(
        ("no ", "not enough ", "too many ", "too much ", "too few ")
    )
    return part[len(there) :] if lacks else part


def _is_named_thing(part: str, names: Set[str]) -> bool:
    """`cargo bikes in Utrecht??`: a thing that was asked about."""
    return all(phrase(each, "the", names) for each in without_end(part).split(" - "))


def _reported(rest: str, told: bool, column: str, cell: str, names: Set[str]) -> Reading:
    """What stands behind "talked about" or "she said"."""
    rest = _SECOND_REPORT.sub("", rest)
    reason = refused(rest, column) if rest else Reason.NOTHING
    if about_the_candidate(rest):
        reason = Reason.SELF
    if reason:
        return asked(reason, column, cell)
    found = clause(rest, column, names) if told else None
    found = found or _item(rest, column, names)
    return quoted(Kind.REPORT, found) if found else _first_part(rest, column, cell, names)


def _question(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    part = part.strip('"') if part.count('"') != 1 and part[0] == part[-1] == '"' else part
    asks = question(_lowered(without_brackets(without_end(part))), names)
    if not asks:
        return asked(Reason.QUESTION, column, cell)
    return quoted(Kind.QUESTION, Item(phrase=asks))


def _lowered(text: str) -> str:
    return spelled(text[:1].lower() + text[1:])


def _item(part: str, column: str, names: Set[str]) -> Item | None:
    if column == "challenge":
        return _problem(part, names)
    words = phrase(doing(part, names), "the", names) or _shared(part, names)
    return Item(phrase=words) if words else clause(part, column, names)


def _shared(part: str, names: Set[str]) -> str:
    """`how we both trained in Glasgow`: what they and the candidate did alike; "" for else."""
    both = _WE_BOTH.fullmatch(part)
    return f"how we both {both[1]}" if both and is_predicate(both[1], names) else ""


def _problem(part: str, names: Set[str]) -> Item | None:
    stated = without_verb(part, names)
    if stated and (" since " in part or not _UP_OR_DOWN.search(part)):
        return stated  # footfall down since the bypass opened: the first verb is wanting
    if stated:
        return clause(part, "challenge", names) or stated
    first, second = (*words_of(part), NO_WORD, NO_WORD)[:2]
    if first.can_be(k.BASE) and second.low == "out of":
        return None  # run out of space: who does?
    part = doing(part, names)
    words = "" if _is_stated(part) else phrase(part, "the", names)
    return Item(phrase=words) if words else clause(part, "challenge", names)


def _is_stated(part: str) -> bool:
    return _IDIOM.match(part) is not None or _goes(words_of(part))


def _are_several(word: Word) -> bool:
    people = word.low in closed("people") and word.low.endswith("s")
    return people or word.kinds == {k.PLURAL}


def _goes(found: Sequence[Word]) -> bool:
    """`parents stop on the kerb`, `permits lapse`: what several do by themselves, no stop of
    theirs."""
    many = (at for at, word in enumerate(found) if _are_several(word))
    at = next(many, len(found))
    verb, *behind = (*found[at + 1 :], None, None)[:2]
    inside = found[0].can_be(k.GERUND) or any(word.can_be("PD") for word in found[:at])
    if verb is None or inside or not verb.can_be(k.BASE) or not goes_alone(verb.low):
        return False
    return behind[0] is None or behind[0].can_be(k.PREPOSITION)


def _first_part(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    """What stands before a dash, a colon or a comma, the rest left out: `the team is remote first,
    they meet in Lisbon`, `slow tills - one till for 200 guests`."""
    for head, mark, tail in heads(part, _MARKS.get(column, _MARKS["challenge"])):
        found = _item(head, column, names)
        if found and (_may_end_there(found, mark, tail) or _stands_alone(found, head, mark, tail)):
            kind = Kind.CLAUSE if found.that else Kind.PHRASE
            return quoted(kind, found, left_out=[tail])
    return asked(Reason.UNCLEAR, column, cell)


def _may_end_there(found: Item, mark: str, tail: str) -> bool:
    """Whether it is surely whole before the mark: a statement that is not taken back."""
    if mark in _SURE_MARKS:
        return True
    return bool(found.that) and mark != " and " and not _TAKES_BACK.match(mark + tail)


def _stands_alone(found: Item, head: str, mark: str, tail: str) -> bool:
    """`exit interviews`, before and what they learn; not the clause `holiday lets`, before and the
    council rules."""
    if mark == " and " and found.that:
        return False
    asks = " " in head and _ALSO_ASKS.match(mark + tail) is not None
    return asks or stands_alone(head, tail)


def stands_alone(head: str, tail: str) -> bool:
    """Whether the words before a comma are a thing that what follows does not undo, as `not` and
    `but` do."""
    first = tail.split()[0].lower()
    return first in ("they", "we") or (" " in head and first not in closed("undoing"))


def is_topic(word: Word) -> bool:
    """Whether a word by itself is a thing: not `hybrid`, `interesting`."""
    describes = word.can_be(k.ADJECTIVE) and not word.can_be(k.NAME)
    if describes or not word.can_be("npgX"):
        return False
    return not is_praise(word.low) and not refused(word.low, "")
