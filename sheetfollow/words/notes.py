"""Topics and challenges: what was talked about, and what their problem is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from sheetfollow.words import kinds as k
from sheetfollow.words.asks import Item, Kind, Reading, asked, quoted
from sheetfollow.words.clauses import clause, without_verb
from sheetfollow.words.kinds import Word, words_of
from sheetfollow.words.lists import beginning, closed, section_words, whole
from sheetfollow.words.phrases import doing, phrase
from sheetfollow.words.questions import question
from sheetfollow.words.refusals import Reason, is_praise, refused
from sheetfollow.words.sides import about_the_candidate
from sheetfollow.words.tidy import (
    heads,
    in_full,
    items,
    one_row,
    sentences,
    spelled,
    with_and,
    without_brackets,
    without_end,
)

_LISTS = "refusals.txt"
_FOLLOWS = re.compile(r"^(?:also|and|plus|then)\b[,:]?\s*", re.I)
_COUNTS = re.compile(r"\d|(?:one|two|three|four|five|six)\b", re.I)
_SECOND_REPORT = re.compile(r"\s+(?:and|but)\s+(?:(?:then )?(?:he|she|they|i)|that)\b.*$", re.I)
_MOVE = re.compile(r"(?:^|(?<=[,;] ))([\w.+#]+(?: [\w.+#]+)?) ?-> ?([\w.+#]+)(?=$|[,;])")
_ASKS = re.compile(r"(?:do|does|did|is|are|can|could|would|will|should|has)\b", re.I)
_WHAT = re.compile(r"[\"']?(?:how|why|what|where|when|which|who|whether)\b", re.I)
_ESPECIALLY = re.compile(r"([^,;:\n]+),? \(?(?:esp|especially|particularly) ([^,;:\n()]+)\)?", re.I)
_SOMEBODY = re.compile(r"(?:they|we|he|she)\b", re.I)
_DENIES = re.compile(r"n't\b|\b(?:not|no|never|none|hate|only)\b", re.I)
_SAYS = re.compile(r"(?:explained|mentioned|confirmed|stressed|admitted)$", re.I)
_HEAD = re.compile(": | - ")
_WHO_DOES = re.compile(r"([^,;:]+), (?:and )?(who [^,;:]+)")
_FROM_TO = re.compile(
    r"from ((?!the|a|an|what|how)[a-z]\w+) to ((?!the|a|an)[a-z]\w+)(?=$|,| - )", re.I
)
_OF_THE_FIRST = re.compile(
    r"(?:years?|yr|key stage|ks|phase|band|level|grade) ?\d+(?:[-/]\d+)?"
    r"|\d+ ?(?:min|minutes?|hours?|days?|weeks?|months?|years?)\+?",
    re.I,
)
_RISEN = re.compile(r"(?!\w+ing )((?:[\w-]+ ){0,3}\w+s),? (up|down) (since .+)", re.I)
_BY_RISE = {"up": "the rise", "down": "the fall"}
_UP_OR_DOWN = re.compile(r"\w (?:up|down)\b", re.I)
_NAMED_BY = 3
_IDIOM = re.compile(
    r"(?:struggling|looking|trying|hoping|planning(?= to\b)"
    r"|(?:short|low|behind|dependent|reliant) (?:on|of|with))\b",
    re.I,
)


def read_note(text: str, column: str, cell: str, names: Set[str]) -> Reading:
    """A topic or challenge cell."""
    narrowed = _ESPECIALLY.fullmatch(text)
    if narrowed:
        return _narrowed(narrowed[1], narrowed[2], column, cell, names)
    text = _FROM_TO.sub(_as_change, text, 1) if column == "topic" else text
    (first, *rest), sure = _listed(_MOVE.sub(_as_move, text).replace(", up ", " up "))
    left = () if _COUNTS.match(first) else tuple(_of_the_first(rest, column))
    own = [_FOLLOWS.sub("", part) for part in rest if part not in left]
    parts, sure = _whole([first, *own], sure)
    reading = _read_parts(parts, sure, column, cell, names)
    return replace(reading, left_out=(*reading.left_out, *left)) if reading.items else reading


def _read_parts(
    parts: Sequence[str], sure: bool, column: str, cell: str, names: Set[str]
) -> Reading:
    readings = [_one(one_row(part), column, cell, names) for part in parts]
    if column == "topic" and not sure:
        readings = list(map(_without_points, readings))
    return _together(parts, sure, readings, column, cell)


def _of_the_first(rest: Sequence[str], column: str) -> Iterator[str]:
    """`hard to get in Sudbury`, `year 1`, `400 pieces in Warsaw`, `arriving in May`: what
    says nothing without what stands before it."""
    titles = ["of the first", *(["of the first topic"] if column == "topic" else [])]
    for part in rest:
        said = _FOLLOWS.sub("", part)
        listed = any(whole(_LISTS, title).match(said) for title in titles)
        begins = said.partition(" ")[0].lower() in closed("going on")
        if listed or begins or _OF_THE_FIRST.fullmatch(part):
            yield part


def _together(
    parts: Sequence[str], sure: bool, readings: Sequence[Reading], column: str, cell: str
) -> Reading:
    """What the parts come to; `sure`: whether they surely are a list. A comma list of which one
    item alone can be used is asked about unless that begins it and stands alone, since the comma
    may have parted a sentence; what is private behind one colours what stands before."""
    found = _all_items(readings)
    if not found or (not sure and _has_colour(parts, readings)):
        return asked(_surest(_reasons(readings)), column, cell)
    if not sure and _may_be_parted(parts, readings):
        return asked(Reason.UNCLEAR, column, cell)
    kind = readings[0].kind if len(parts) == 1 else Kind.LIST
    return quoted(
        kind,
        *found,
        left_out=list(_left_out(parts, readings)),
    )


def _narrowed(whole: str, part: str, column: str, cell: str, names: Set[str]) -> Reading:
    """`attendance, especially Fridays`; the part left out where it is no thing by itself."""
    reading = _one(whole, column, cell, names)
    words = "" if refused(part, column) else _when_or_what(spelled(part), names)
    if len(reading.items) != 1 or reading.items[0].that or not words:
        return replace(reading, left_out=(*reading.left_out, part)) if reading.items else reading
    return quoted(Kind.PHRASE, Item(f"{reading.items[0].phrase}, especially {words}"))


def _when_or_what(part: str, names: Set[str]) -> str:
    """`in winter` for winter, `after Christmas` as it is, and a thing as a phrase."""
    time = part.lower().removeprefix("in ").removeprefix("on ").removeprefix("at ")
    when = next((at for at in ("in", "on", "at") if time in closed(f"{at} times")), "")
    if when:
        return f"{when} {part.split()[-1]}"
    if words_of(part)[0].can_be(k.PREPOSITION):
        return part if phrase(f"cases {part}", "", names) else ""
    return phrase(part, "the", names)


def _has_colour(parts: Sequence[str], readings: Sequence[Reading]) -> bool:
    """Whether a part is private, of the candidate, `my DBS`, or may say how they did: it colours
    those beside it."""
    reasons = _reasons(readings)
    unread = (part for part, why in zip(parts, reasons, strict=True) if why is Reason.UNCLEAR)
    mine = any(part.lower().startswith("my ") for part in parts)
    return mine or Reason.PRIVATE in reasons or any(map(_is_bare_past, unread))


def _may_be_parted(parts: Sequence[str], readings: Sequence[Reading]) -> bool:
    """Whether the one phrase that can be used may be a piece of a sentence with commas."""
    found = _all_items(readings)
    doubtful = len(found) == 1 and Reason.UNCLEAR in _reasons(readings)
    return doubtful and not found[0].that and not _begins(parts, readings)


def _is_bare_past(part: str) -> bool:
    """`talked too fast`: what the candidate did, without the I; not `talked about the rota`."""
    first = words_of(part.lower())[:1]
    alone = bool(first) and first[0].can_be(k.PAST) and not first[0].can_be("npabX")
    return alone and not beginning(_LISTS, "shells").match(part) and first[0].low in closed("said")


def _without_points(reading: Reading) -> Reading:
    """Beside commas what is stated is no point of theirs: `lovely garden, residents wave`."""
    if any(item.phrase.startswith("your point that") for item in reading.items):
        return Reading(Kind.ASKED, reason=Reason.UNCLEAR)
    return reading


def _as_move(names: re.Match[str]) -> str:
    """`the move from Jira to Linear` for Jira -> Linear."""
    is_amount = any(name[0].isdigit() for name in names.groups())
    return names[0] if is_amount else f"the move from {spelled(names[1])} to {spelled(names[2])}"


def _as_change(ends: re.Match[str]) -> str:
    """`the move from paper to tablets` for From paper to tablets; not of a time."""
    things = (words_of(end)[0] for end in ends.groups())
    named = all(word.can_be("npX") and word.low not in closed("dates") for word in things)
    return f"the move from {ends[1]} to {ends[2]}" if named and ends.start() == 0 else ends[0]


def _begins(parts: Sequence[str], readings: Sequence[Reading]) -> bool:
    """Whether the one that can be used begins the list, and stands alone."""
    return bool(readings[0].items) and _stands_alone(parts[0], parts[1])


def _listed(text: str) -> tuple[list[str], bool]:
    """(what the cell lists, whether it surely does): & is "and" within one topic."""
    text = with_and(text)
    asks = _WHO_DOES.fullmatch(text)
    if asks and not _names_somebody(asks[1]):
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
    return linked and bool(bare) and all(map(_is_topic, bare))


def _is_topic(word: Word) -> bool:
    """Whether a word by itself is a thing: not `hybrid`, `interesting`."""
    describes = word.can_be(k.ADJECTIVE) and not word.can_be(k.NAME)
    if describes or not word.can_be("npgX"):
        return False
    return not is_praise(word.low) and not refused(word.low, "")


def _all_items(readings: Sequence[Reading]) -> tuple[Item, ...]:
    """Each once, since `waiting lists, waiting lists` is one thing."""
    return tuple(dict.fromkeys(item for reading in readings for item in reading.items))


def _reasons(readings: Sequence[Reading]) -> list[Reason | None]:
    return [reading.reason for reading in readings]


def _left_out(parts: Sequence[str], readings: Sequence[Reading]) -> Iterator[str]:
    for part, reading in zip(parts, readings, strict=True):
        if not reading.items:
            yield part
        yield from reading.left_out


def _surest(reasons: Sequence[Reason | None]) -> Reason:
    """The first reason that is more than that something does not parse."""
    telling = (reason for reason in reasons if reason and reason is not Reason.UNCLEAR)
    return next(telling, Reason.UNCLEAR)


def _one(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    """One thing of a list, or the whole cell."""
    said = sentences(part)
    if len(said) > 1:
        return _several(said, column, cell, names)
    reason = refused(part, column)
    if column == "challenge" and _is_gossip(without_end(part)):
        reason = Reason.PRIVATE
    if column == "challenge" and _is_somebody(without_end(part).lower().split()):
        reason = Reason.UNCLEAR
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
    part = _without_praise(_without_there(in_full(spelled(part))))
    for title in ("shells", "told"):
        match = beginning(_LISTS, title).match(part)
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
    """`cargo bikes in Utrecht??`: a thing that was asked about, in three words or more."""
    bare = without_end(part)
    if len(bare.split()) < _NAMED_BY or _ASKS.match(bare):
        return False
    return all(phrase(each, "the", names) for each in bare.split(" - "))


def _is_gossip(part: str) -> bool:
    """`the porter snores`: somebody, and what they do, with nothing behind it."""
    found = words_of(part)
    if len(found) < 3 or not found[0].can_be(k.DETERMINER):
        return False
    somebody = found[-2].low in section_words("skills.txt", "roles")
    return somebody and found[-1].can_be(k.THIRD)


def _is_somebody(low: Sequence[str]) -> bool:
    """`the MD`, `people`: who, without what is hard about them."""
    who = [word for word in low if word not in ("the", "their", "all", "some", "new", "old")]
    return len(who) == 1 and who[0] in closed("people")


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
    if not told and _SOMEBODY.match(rest):
        reason = Reason.UNCLEAR  # talked about they plan
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
    risen = _RISEN.fullmatch(part)
    if risen:
        part = f"{_BY_RISE[risen[2].lower()]} in {risen[1][0].lower()}{risen[1][1:]} {risen[3]}"
    words = phrase(doing(part, names), "the", names)
    if words:
        return Item(phrase=words)
    return None if _may_be_owned(part) else clause(part, column, names)


def _may_be_owned(part: str) -> bool:
    """`volunteers leave`: what they do, or, without its sign, volunteers' leave."""
    found = words_of(part)
    two = len(found) == 2 and found[0].can_be(k.PLURAL)
    return two and found[1].can_be(k.NOUN) and found[1].can_be(k.BASE)


def _problem(part: str, names: Set[str]) -> Item | None:
    stated = without_verb(part, names)
    if stated and (" since " in part or not _UP_OR_DOWN.search(part)):
        return stated  # footfall down since the bypass opened: the first verb is wanting
    if stated:
        return clause(part, "challenge", names) or stated
    if _is_bare_deed(part):
        return None
    part = doing(part, names)
    words = "" if _IDIOM.match(part) else phrase(part, "the", names)
    return Item(phrase=words) if words else clause(part, "challenge", names)


def _is_bare_deed(part: str) -> bool:
    """`run out of space`, `miss deadlines`: what happens, without to whom."""
    found = words_of(part[:1].lower() + part[1:])
    if len(found) < 2 or not found[0].can_be(k.BASE) or found[0].can_be(k.ADJECTIVE):
        return False
    if found[0].low == "keep" and found[1].can_be(k.DETERMINER):
        return False
    if found[1].low == "out of" or found[0].low in ("miss", "make", "keep"):
        return True
    return found[0].can_be(k.MOSTLY_VERB) and found[1].can_be(k.DETERMINER)


def _first_part(part: str, column: str, cell: str, names: Set[str]) -> Reading:
    """What stands before a dash, a colon or a comma, the rest left out: `the team is remote first,
    they meet in Lisbon`, `slow tills - one till for 200 guests`."""
    marks = (" - ", ": ", ", ", " but ") if column == "topic" else (" - ", ": ", ", ")
    for head, mark, tail in heads(part, marks):
        found = _item(head, column, names)
        said = found and found.that and mark != " but "
        if found and (said or mark in (" - ", ": ") or _stands_alone(head, tail)):
            kind = Kind.CLAUSE if found.that else Kind.PHRASE
            return quoted(kind, found, left_out=[tail])
    return asked(Reason.UNCLEAR, column, cell)


def _stands_alone(head: str, tail: str) -> bool:
    """Whether the words before a comma are a thing that what follows does not undo: not a person,
    nor what `not` or `but` stands behind."""
    first = tail.split()[0].lower()
    last = head.split()[-1].lower()
    is_person = last in section_words("skills.txt", "roles")
    if first in ("they", "we"):
        is_topic = " " in head or _is_topic(words_of(last)[0])
        return (
            is_topic and not is_person and not refused(tail, "topic") and not _DENIES.search(tail)
        )
    return " " in head and not is_person and first not in closed("undoing")
