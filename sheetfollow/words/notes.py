"""A cell of topics or challenges: the things that it lists, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import core
from sheetfollow.words.asks import Item, Kind, Reading, asked, quoted
from sheetfollow.words.kinds import words_of
from sheetfollow.words.lists import beginning, closed, section_words, whole
from sheetfollow.words.phrases import phrase
from sheetfollow.words.refusals import Reason, refused
from sheetfollow.words.statements import (
    all_items,
    is_topic,
    parts_left_out,
    read_one,
    stands_alone,
    without_link,
)
from sheetfollow.words.tidy import items, one_row, spelled, with_and

_LISTS = "refusals.txt"
_COUNTS = re.compile(r"\d|(?:one|two|three|four|five|six)\b", re.I)
_MOVE = re.compile(r"(?:^|(?<=[,;] ))([\w.+#]+(?: [\w.+#]+)?) ?-> ?([\w.+#]+)(?=$|[,;])")
_ESPECIALLY = re.compile(r"([^,;:\n]+),? \(?(?:esp|especially|particularly) ([^,;:\n()]+)\)?", re.I)
_MOSTLY = re.compile(
    r"([^,;:\n]+), (?:mostly|mainly) (?!(?:about|on|by|with|from) )([^,;:\n()]+)", re.I
)
_CHOICE = re.compile(r"([^,;:\n]+), ([\w-]+ or [\w-]+)")
_NARROWED = ((_ESPECIALLY, "especially "), (_MOSTLY, "mostly "), (_CHOICE, ""))
_LEANS = re.compile(
    r"(?:how|what|who|why|when|where|which)\b|(?:\w+ing (?:.* )?(?:it|them)|no (?:.* )?ones)\b",
    re.I,
)
_THEY_DO = re.compile(r"\bthey\b(?=.*\bthem\b)", re.I)
_TWO = 2
_HEAD = re.compile(": | - ")
_WHO_DOES = re.compile(r"([^,;:]+), (?:and )?(who [^;:]+)")
_WHO_DOES_WHAT = re.compile(r"who (?:\w+ ){1,2}(?:what|it|them|first)$")
_FROM_TO = re.compile(
    r"from ((?!(?:the|a|an|what|how)\b)[a-z][\w-]+(?: [a-z][\w-]+){0,2})"
    r" to ((?!the\b)(?:an? )?[a-z][\w-]+(?: [a-z][\w-]+){0,2})(?=$|,| - )",
    re.I,
)


def read_note(text: str, column: str, cell: str, names: Set[str]) -> Reading:
    """A topic or challenge cell."""
    for pattern, link in _NARROWED:
        narrowed = pattern.fullmatch(text)
        reading = _narrowed(narrowed, link, column, cell, names) if narrowed else None
        if reading and reading.items:
            return reading
    text = _FROM_TO.sub(_as_change, text, 1) if column == "topic" else text
    listed, sure = _listed(_MOVE.sub(_as_move, text).replace(", up ", " up "))
    first, *rest = _tied(listed, column, names)
    left = () if _COUNTS.match(first) else tuple(_of_the_first(rest, column))
    own = [without_link(part) for part in rest if part not in left]
    parts, sure = _whole([first, *own], sure)
    reading = _read_parts(parts, sure, column, cell, names)
    return replace(reading, left_out=(*reading.left_out, *left)) if reading.items else reading


def _read_parts(
    parts: Sequence[str], sure: bool, column: str, cell: str, names: Set[str]
) -> Reading:
    readings = [read_one(one_row(part), column, cell, names) for part in parts]
    if column == "topic" and not sure:
        readings = list(map(_without_points, readings))
    return _together(parts, sure, readings, column, cell)


def _of_the_first(rest: Sequence[str], column: str) -> Iterator[str]:
    """`hard to get in Sudbury`, `year 1`, `400 pieces in Warsaw`, `arriving in May`: what
    says nothing without what stands before it."""
    titles = ["of the first", *(["of the first topic"] if column == "topic" else [])]
    for part in rest:
        said = without_link(part)
        listed = any(whole(_LISTS, title).match(said) for title in titles)
        begins = said.partition(" ")[0].lower() in closed("going on")
        if listed or begins:
            yield part


def _together(
    parts: Sequence[str], sure: bool, readings: Sequence[Reading], column: str, cell: str
) -> Reading:
    """What the parts come to; `sure`: whether they surely are a list. A comma list of which one
    item alone can be used is asked about unless that begins it and stands alone, since the comma
    may have parted a sentence; what is private behind one colours what stands before."""
    found = all_items(readings)
    if not found or (not sure and Reason.PRIVATE in _reasons(readings)):
        return asked(_surest(_reasons(readings)), column, cell)
    if not sure and _may_be_parted(parts, readings):
        return asked(Reason.UNCLEAR, column, cell)
    if not sure and readings[0].items and len(parts) == _TWO:
        readings = [readings[0], _as_typed(parts[1], readings[1])]
        found = all_items(readings)
    kind = readings[0].kind if len(parts) == 1 else Kind.LIST
    return quoted(
        kind,
        *found,
        left_out=list(parts_left_out(parts, readings)),
    )


def _tied(parts: Sequence[str], column: str, names: Set[str]) -> list[str]:
    """The same, what leans on the thing before it tied to that: `key safes and who has the
    number`, `one yard and two systems`, `the upgrade with zero downtime`."""
    tied = [parts[0]]
    for part in parts[1:]:
        said = _THEY_DO.sub("you", without_link(part))
        link = _tie(tied[-1], said, column)
        both = f"{tied[-1]} {link} {said}"
        if link and phrase(both, "the", names):
            tied[-1] = both
        else:
            tied.append(part)
    return tied


def _tie(before: str, part: str, column: str) -> str:
    """What ties a part to the one before it; "" where it stands by itself."""
    if column == "topic" and part.lower().startswith(("no ", "zero ")):
        return "with"
    counted = _COUNTS.match(before) and _COUNTS.match(part)
    return "and" if counted or _LEANS.match(part) else ""


def _narrowed(found: re.Match[str], link: str, column: str, cell: str, names: Set[str]) -> Reading:
    """`attendance, especially Fridays`, `necks, maple or mahogany`; the part left out where it is
    no thing by itself."""
    whole, part = found.groups()
    reading = read_one(whole, column, cell, names)
    words = "" if refused(part, column) else spelled(with_and(part))
    if words and link == "especially ":
        words = _when_or_what(words, names)
    if len(reading.items) != 1 or reading.items[0].that or not words:
        return replace(reading, left_out=(*reading.left_out, part)) if reading.items else reading
    return quoted(reading.kind, Item(f"{reading.items[0].phrase}, {link}{words}"))


def _when_or_what(part: str, names: Set[str]) -> str:
    """`in winter` for winter, `after Christmas` as it is, and a thing as a phrase."""
    time = part.lower().removeprefix("in ").removeprefix("on ").removeprefix("at ")
    when = next((at for at in ("in", "on", "at") if time in closed(f"{at} times")), "")
    if when:
        return f"{when} {part.split()[-1]}"
    if words_of(part)[0].can_be(k.PREPOSITION):
        return part if phrase(f"cases {part}", "", names) else ""
    return phrase(part, "the", names)


def _may_be_parted(parts: Sequence[str], readings: Sequence[Reading]) -> bool:
    """Whether the one phrase that can be used may be a piece of a sentence with commas."""
    found = all_items(readings)
    doubtful = len(found) == 1 and Reason.UNCLEAR in _reasons(readings)
    return doubtful and not found[0].that and not _begins(parts, readings)


def _without_points(reading: Reading) -> Reading:
    """Beside commas what is stated is no point of theirs: `lovely garden, residents wave`."""
    if any(item.phrase.startswith("your remark that") for item in reading.items):
        return Reading(Kind.ASKED, reason=Reason.UNCLEAR)
    return reading


def _as_move(names: re.Match[str]) -> str:
    """`the move from Jira to Linear` for Jira -> Linear."""
    is_amount = any(name[0].isdigit() for name in names.groups())
    return names[0] if is_amount else f"the move from {spelled(names[1])} to {spelled(names[2])}"


def _as_change(ends: re.Match[str]) -> str:
    """`the move from paper to tablets` for From paper to tablets; not of a time."""
    things = [words_of(end.removeprefix("a ").removeprefix("an "))[-1] for end in ends.groups()]
    named = all(word.can_be("npX") and word.low not in closed("dates") for word in things)
    return f"the move from {ends[1]} to {ends[2]}" if named and ends.start() == 0 else ends[0]


def _begins(parts: Sequence[str], readings: Sequence[Reading]) -> bool:
    """Whether the one that can be used begins the list, and stands alone."""
    return bool(readings[0].items) and stands_alone(parts[0], parts[1])


def _listed(text: str) -> tuple[list[str], bool]:
    """(what the cell lists, whether it surely does): & is "and" within one topic."""
    text = with_and(text)
    asks = _WHO_DOES.fullmatch(text)
    if asks and (_WHO_DOES_WHAT.match(asks[2]) or not _names_somebody(asks[1])):
        return [asks[1], asks[2]], True
    parts, sure = items(text, by_and=False)
    if sure:
        return parts, True
    return _under_head(text, parts), False


def _whole(parts: list[str], sure: bool) -> tuple[list[str], bool]:
    """The same, what commas or slashes part as one where a half of it is no topic by itself."""
    if sure or not _share_words(parts):
        return parts, sure or len(parts) == 1
    return [f"{', '.join(parts[:-1])} and {parts[-1]}"], True


def _names_somebody(text: str) -> bool:
    """`the trustees`, whom what follows a comma describes: `who own the building`."""
    last = words_of(text)[-1]
    listed = closed("people") | closed("bosses") | section_words("skills.txt", "roles")
    does = last.low.endswith(("er", "ers"))
    return does or last.text.istitle() or not listed.isdisjoint((last.low, last.low[:-1]))


def _under_head(text: str, parts: list[str]) -> list[str]:
    """`bread: rye, spelt`, `delays - steel, timber`: what follows belongs to the words before the
    colon or the dash."""
    at = next((at for at, part in enumerate(parts) if _has_head(part)), len(parts))
    return [*parts[:at], text[text.index(parts[at]) :]] if at < len(parts) else parts


def _has_head(part: str) -> bool:
    """Whether it tells what it lists; a report, `talked about: rye`, does not."""
    reports = ": " in part and beginning(_LISTS, "shells").match(part)
    return _HEAD.search(part) is not None and not reports


def _share_words(parts: Sequence[str]) -> bool:
    """Whether a bare noun stands beside what has a preposition, which then may belong to both:
    `training, hiring of nurses`, `problems with staff, stock`."""
    each = [words_of(part) for part in parts]
    bare = [found[0] for found in each if len(found) == 1]
    linked = any(word.can_be(k.PREPOSITION) for found in each for word in found[1:])
    return linked and bool(bare) and all(map(is_topic, bare))


def _reasons(readings: Sequence[Reading]) -> list[Reason | None]:
    return [reading.reason for reading in readings]


def _as_typed(part: str, reading: Reading) -> Reading:
    """The second of two things that may be none, if it can be said as it was typed: not `price per
    tonne`, which without what stands before it is of who knows what."""
    guessed = any(not item.that and _is_guessed(part, item.phrase) for item in reading.items)
    return Reading(Kind.ASKED, reason=Reason.UNCLEAR) if guessed else reading


def _is_guessed(part: str, said: str) -> bool:
    """`the price per tonne`, `mayo` for Mayo; what is new, or is wanting, surely is a thing."""
    if " " not in part:
        return said != part and part.istitle()
    article, _, thing = said.partition(" ")
    sure = thing.startswith("lack of ") or len(core(words_of(thing))) > 1
    return article == "the" and not sure and not part.lower().startswith("the ")


def _surest(reasons: Sequence[Reason | None]) -> Reason:
    """The first reason that is more than that something does not parse."""
    telling = (reason for reason in reasons if reason and reason is not Reason.UNCLEAR)
    return next(telling, Reason.UNCLEAR)
