"""One search, one memory: which of a row's details a message uses, given what was sent before it.

Each topic, challenge and idea is written once for an application. Nothing is stored: what earlier
messages have used follows from the row and from their names (spec 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sheetfollow.words.asks import Item


class Use(StrEnum):
    """How a message treats the stock of details."""

    THANKS = "thanks"
    ADDS = "adds"
    ASKS = "asks"
    REPEATS = "repeats"
    NONE = "none"


_ORDER = {Use.ADDS: ("idea", "topic", "challenge"), Use.ASKS: ("topic", "challenge", "idea")}


@dataclass(frozen=True, slots=True)
class Stock:
    """The details of a row in the order of its cells; `idea_first`: there is no message after the
    thank-you that would carry the idea, or the idea was written out to be sent at once;
    `short_thanks`: the thank-you leaves the challenge out."""

    topics: tuple[Item, ...] = ()
    challenges: tuple[Item, ...] = ()
    ideas: tuple[Item, ...] = ()
    idea_first: bool = False
    short_thanks: bool = False


@dataclass(frozen=True, slots=True)
class Details:
    """What one message says; None or "" where it says nothing of the kind. `new` is the one detail
    that it adds, and `new_kind` says whether that is a topic, a challenge or an idea."""

    topic: Item | None = None
    challenge: Item | None = None
    idea: Item | None = None
    new: Item | None = None
    new_kind: str = ""


@dataclass(slots=True)
class _Left:
    """What no message has used so far; `latest` is the topic that was used last."""

    kinds: dict[str, list[Item]]
    latest: Item | None = None

    @classmethod
    def of(cls, stock: Stock) -> _Left:
        kinds = {
            "topic": list(stock.topics),
            "challenge": list(stock.challenges),
            "idea": list(stock.ideas),
        }
        return cls(kinds)

    @property
    def count(self) -> int:
        return sum(map(len, self.kinds.values()))

    def take(self, *kinds: str) -> tuple[str, Item | None]:
        """The next detail of the first of these kinds that has one left."""
        for kind in kinds:
            if self.kinds[kind]:
                item = self.kinds[kind].pop(0)
                self.latest = item if kind == "topic" else self.latest
                return kind, item
        return "", None


def details(stock: Stock, before: Sequence[Use], now: Use) -> Details:
    """What a message of the use `now` says, when `before` were sent, in their order."""
    left = _Left.of(stock)
    for use in before:
        _taken(left, use, stock)
    return _taken(left, now, stock)


def _taken(left: _Left, use: Use, stock: Stock) -> Details:
    if use is Use.THANKS:
        return _thanks(left, stock)
    if use is Use.REPEATS:
        things = (challenge for challenge in stock.challenges if not challenge.that)
        topic = left.latest or next(iter((*stock.topics, *things)), None)
        return Details(topic=topic)
    if use not in _ORDER:
        return Details()
    kind, item = left.take(*_ORDER[use])
    return Details(new=item, new_kind=kind)


def _thanks(left: _Left, stock: Stock) -> Details:
    """The first topic; the challenge too, if something stays for the check-in after it."""
    topic = left.take("topic")[1]
    idea = left.take("idea")[1] if stock.idea_first else None
    stays = left.count > 1 or stock.idea_first
    wanted = stays and not stock.short_thanks
    challenge = left.take("challenge")[1] if wanted else None
    return Details(topic=topic, challenge=challenge, idea=idea)
