"""A trouble that was told bluntly -> the thing it is about: nobody wants to read in a letter that
nobody reads their handover notes (spec 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sheetfollow.words.asks import Item
from sheetfollow.words.grammar import is_gerund, is_noun_phrase, is_predicate
from sheetfollow.words.kinds import words_of
from sheetfollow.words.lists import closed

_BLUNT = re.compile(
    r"\b(?:nobody|no one|none of|your (?:\w+ ){1,3}(?:is|are) always|always (?:off|wrong|late)"
    r"|nothing|forever|constantly|all the time|a fortune|going wrong|hopeless|useless"
    r"|a (?:mess|joke|nightmare|disaster))\b",
    re.I,
)
_NO_ONE = re.compile(r"(?:nobody|no one|none|nothing|everyone|everybody|every|you|it|there)\b")
_NOBODY_DOES = re.compile(r" (?:that |which )?(?:nobody|no one) .*")
_NO_THING = re.compile(
    r"(?:all|every|each|any|no|them|us|me|it|one|(?:a )?(?:lot|fortune|mess)|time|\d+)\b"
)
_ASKS = re.compile(r"\b(?:nobody|no one) .*\b(?:how|what|when|where|which|who|why)\b")
_BESIDE = re.compile(r" and (?:nobody|no one) .*")


def softened(item: Item) -> Item | None:
    """`the handover notes` for "nobody reads the handover notes", `your forecast` for one that is
    always off; as it is where it says nothing bluntly, or names no thing. None where too little is
    left: policies, which nobody reads."""
    if not item.that:
        thing = _NOBODY_DOES.sub("", item.phrase)
        named = thing and is_noun_phrase(thing) and not is_gerund(thing)
        if thing == item.phrase or not named:
            return item
        return Item(phrase=thing) if " " in thing else None
    item = Item(_BESIDE.sub("", item.phrase), that=_BESIDE.sub("", item.that))
    if not _BLUNT.search(item.that) or _ASKS.search(item.that):
        return item
    thing = next(_things(item.that), "")
    return Item(phrase=thing) if thing else item


def _things(said: str) -> Iterator[str]:
    """Its subject, if that is a thing; else what it ends on; else the people that it tells of."""
    tokens = said.split()
    subject = _subject(tokens)
    people = subject != "" and words_of(subject)[-1].low in closed("people")
    if subject and not people:
        yield subject
    for at in range(1, len(tokens)):
        ending = " ".join(tokens[at:])
        does = at < len(tokens) - 1 and words_of(tokens[at])[0].can_be("bzeU")
        if not does and is_noun_phrase(ending) and not _NO_THING.match(ending):
            yield ending
    if people:
        yield subject


def _subject(tokens: Sequence[str]) -> str:
    """Who or what does it; "" for nobody."""
    for count in range(1, len(tokens)):
        subject = " ".join(tokens[:count])
        if is_noun_phrase(subject) and is_predicate(" ".join(tokens[count:])):
            return "" if _NO_ONE.match(subject) else subject
    return ""
