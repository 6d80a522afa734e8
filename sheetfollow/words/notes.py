"""Topics and challenges: what was talked about, and what their problem is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from sheetfollow.words import kinds as k
from sheetfollow.words.asks import Kind, Reading, asked, quoted
from sheetfollow.words.kinds import Word, words_of
from sheetfollow.words.lists import beginning, section_words
from sheetfollow.words.phrases import Item, about_the_candidate, clause, in_full, phrase, question
from sheetfollow.words.refusals import Reason, is_praise, refused
from sheetfollow.words.tidy import items, one_row, sentences, spelled, without_brackets, without_end

_LISTS = "refusals.txt"
_FOLLOWS = re.compile(r"^(?:also|and|plus|then)\b,?\s*", re.I)
_SECOND_REPORT = re.compile(r"\s+(?:and|but)\s+(?:then )?(?:he|she|they|i)\b.*$", re.I)
_ASKS = re.compile(r"(?:do|does|did|is|are|can|could|would|will|should|has)\b", re.I)
_WHAT = re.compile(r"[\"']?(?:how|why|what|where|when|which|who|whether)\b", re.I)
_AND = re.compile(r"(?<!\S)([^\W_]\S*) [&+] (?=(\S))")
_IDIOM = re.compile(r"(?:struggling|looking|trying|hoping|planning)\b", re.I)


def read_note(text: str, column: str, cell: str, names: Set[str]) -> Reading:
    """A topic or challenge cell. A comma list of which one item alone can be used is asked about,
    since the comma may have parted a sentence."""
    parts, sure = _topics(text)
    readings = [_one(one_row(part), column, cell, names) for part in parts]
    found = _all_items(readings)
    reasons = [reading.reason for reading in readings if reading.reason]
    if not found:
        return asked(
            min(reasons, key=_vague, default=Reason.UNCLEAR),
            column,
            cell,
        )
    alone = len(found) == 1 and not found[0].that
    if alone and not sure and Reason.UNCLEAR in reasons:
        return asked(Reason.UNCLEAR, column, cell)
    kind = readings[0].kind if len(parts) == 1 else Kind.LIST
    return quoted(
        kind,
        *found,
        left_out=list(_left_out(parts, readings)),
    )


def _topics(text: str) -> tuple[list[str], bool]:
    """(what the cell lists, whether it surely does): & is "and" within one topic, and what commas
    or slashes part is one as well where a half of it is no topic by itself."""
    parts, sure = items(_AND.sub(_with_and, text), by_and=False)
    if sure or not _share_words(parts):
        return parts, sure
    return [f"{', '.join(parts[:-1])} and {parts[-1]}"], True


def _with_and(pair: re.Match[str]) -> str:
    """`nights and` for nights &; between capitals it is part of a name, `Health & Safety`."""
    named = pair[1][0].isupper() and pair[2].isupper()
    return pair[0] if named else f"{pair[1]} and "


def _share_words(parts: Sequence[str]) -> bool:
    """Whether a bare noun stands beside what has a preposition, which then may belong to both:
    `training, hiring of nurses`, `problems with staff, stock`."""
    each = [words_of(part) for part in parts]
    bare = [found[0] for found in each if len(found) == 1]
    linked = any(word.can_be(k.PREPOSITION) for found in each for word in found[1:])
    return linked and bool(bare) and all(map(_is_topic, bare))


def _is_topic(word: Word) -> bool:
    return word.can_be("npgX") and not is_praise(word.low) and not refused(word.low, "")


def _all_items(readings: Sequence[Reading]) -> tuple[Item, ...]:
    return tuple(item for reading in readings for item in reading.items)


def _left_out(parts: Sequence[str], readings: Sequence[Reading]) -> Iterator[str]:
    for part, reading in zip(parts, readings, strict=True):
        if not reading.items:
            yield part
        yield from reading.left_out


def _vague(reason: Reason) -> bool:
    return reason is Reason.UNCLEAR


def _one(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    """One thing of a list, or the whole cell."""
    said = sentences(part)
    if len(said) > 1:
        return _several(said, column, cell, names)
    reason = refused(part, column)
    if column == "challenge" and _is_gossip(without_end(part)):
        reason = Reason.PRIVATE
    if reason:
        return asked(reason, column, cell)
    return _statement(part, column, cell, names)


def _several(said: list[str], column: str, cell: str, names: Set[str]) -> Reading:
    """Of several sentences the first that is not mere praise, if it can be used."""
    telling = [sentence for sentence in said if not is_praise(sentence)]
    if not telling:
        return asked(Reason.NOTHING, column, cell)
    first, *rest = (_FOLLOWS.sub("", sentence) for sentence in telling)
    reading = _one(first, column, cell, names)
    if not reading.items:
        return reading
    if column == "challenge" and not reading.items[0].that:
        others = [_one(sentence, column, cell, names) for sentence in rest]
        return _with_more_problems(reading, rest, others)
    return quoted(
        reading.kind,
        *reading.items,
        left_out=rest,
    )


def _with_more_problems(first: Reading, rest: Sequence[str], others: Sequence[Reading]) -> Reading:
    """The first problem and those of the other sentences that are phrases too."""
    more = [item for item in _all_items(others) if not item.that]
    return quoted(
        Kind.LIST,
        *first.items,
        *more,
        left_out=list(_left_out(rest, others)),
    )


def _statement(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    part = _without_praise(in_full(spelled(part)))
    for title in ("shells", "told"):
        match = beginning(_LISTS, title).match(part)
        if match:
            rest = part[match.end() :].lstrip(" :,-")
            return _reported(rest, title == "told", column, cell, names)
    if about_the_candidate(part):
        return asked(Reason.SELF, column, cell)
    if part.endswith("?") or _WHAT.match(part):
        return _question(part, column, cell, names)
    if _ASKS.match(part):
        return asked(Reason.QUESTION, column, cell)
    found = _item(part, column, names)
    if found:
        return quoted(Kind.CLAUSE if found.that else Kind.PHRASE, found)
    return _first_clause(part, column, cell, names)


def _is_gossip(part: str) -> bool:
    """`the porter snores`: somebody, and what they do, with nothing behind it."""
    found = words_of(part)
    if len(found) < 3 or not found[0].can_be(k.DETERMINER):
        return False
    somebody = found[-2].low in section_words("skills.txt", "roles")
    return somebody and found[-1].can_be(k.THIRD)


def _without_praise(part: str) -> str:
    """Without what stands beside a comma and only says how the talk was."""
    head, comma, tail = part.partition(", ")
    if comma and is_praise(tail):
        return head
    return tail if comma and is_praise(head) else part


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
    return quoted(Kind.REPORT, found) if found else asked(Reason.UNCLEAR, column, cell)


def _question(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    asks = question(_lowered(without_brackets(without_end(part.strip('"')))), names)
    if not asks:
        return asked(Reason.QUESTION, column, cell)
    return quoted(Kind.QUESTION, Item(phrase=asks))


def _lowered(text: str) -> str:
    return spelled(text[:1].lower() + text[1:])


def _item(part: str, column: str, names: Set[str]) -> Item | None:
    words = "" if column == "challenge" and _IDIOM.match(part) else phrase(part, "the", names)
    return Item(phrase=words) if words else clause(part, column, names)


def _first_clause(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    """`the team is remote first, they meet in Lisbon`: what stands before the comma; before a dash
    a phrase too, as in `slow tills - one till for 200 guests`."""
    head, dash, tail = part.partition(" - ")
    if dash:
        found = _item(head, column, names)
    else:
        head, _, tail = part.partition(", ")
        found = clause(head, column, names) if tail else None
    if not found:
        return asked(Reason.UNCLEAR, column, cell)
    return quoted(Kind.CLAUSE, found, left_out=[tail])
