"""Readings -> whole sentences for a letter: a frame for each kind, in variants (spec 6)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetfollow.words.asks import Item, Kind, Reading
from sheetfollow.words.grammar import is_gerund
from sheetfollow.words.kinds import QUESTION, kinds_of

_AS = "working as "
_AMOUNT = re.compile(r"(?:too|not enough|no|few|little|more|fewer|less)\b", re.I)

_TOPIC_NEW = (
    "I have kept thinking about {} since we talked.",
    "Since our conversation I have come back to {} more than once.",
    "Our talk about {} is still on my mind.",
)
_POINT_NEW = (
    "I have kept thinking about {} since we talked.",
    "Since our conversation I have come back to {} more than once.",
    "I keep coming back to {}.",
)
_CHALLENGE = ("You also mentioned {}.", "I have also thought about {}.", "You also spoke of {}.")
_DOING = ("You also spoke about {}.", "I have also thought about {}.", "We also talked about {}.")
_PROBLEM = ("You also mentioned that {}.", "You also told me that {}.", "You also said that {}.")
_CHALLENGE_NEW = (
    "You mentioned {}, and I have given it some thought since.",
    "I have been thinking about {}, which you mentioned.",
    "What you said about {} has stayed with me.",
)
_PROBLEM_NEW = (
    "You mentioned that {}, and I have given that some thought since.",
    "I have been thinking about what you told me, that {}.",
    "You told me that {}, and I keep thinking about it.",
)
_SKILL = (
    "My experience {link} {words} would help me {there}.",
    "I would draw on my experience {link} {words} {there}.",
    "I could bring in my experience {link} {words} {there}.",
)
_DEED = (
    "{}, and I would draw on that {there}.",
    "{}, which would help me {there}.",
    "{}, and I could build on that {there}.",
)
_IDEA = (
    "One idea since then: {}.",
    "Something I have wondered about since: {}.",
    "An idea that came to me after our talk: {}.",
)

FRAMES = (
    *_TOPIC_NEW,
    *_POINT_NEW,
    *_CHALLENGE,
    *_DOING,
    *_PROBLEM,
    *_CHALLENGE_NEW,
    *_PROBLEM_NEW,
    *_SKILL,
    *_DEED,
    *_IDEA,
)
"""All of them; what stands in them is right."""


def heard(topic: Item) -> str:
    """`our conversation about their move`, `your point that builds take long`: what it was that
    stayed."""
    return topic.phrase if topic.that else f"our conversation about {topic.phrase}"


def challenge_line(challenge: Item, variant: int) -> str:
    """`You also mentioned slow releases.`"""
    if challenge.that:
        return _one_of(_PROBLEM, variant).format(challenge.that)
    if _is_doing(challenge.phrase):
        return _one_of(_DOING, variant).format(challenge.phrase)
    first_only = _AMOUNT.match(challenge.phrase)
    return _one_of(_CHALLENGE, 0 if first_only else variant).format(challenge.phrase)


def skill_line(skill: Reading, variant: int, *, there: bool) -> str:
    """`My experience with Python would help me there.`, `I led a team of 8, and I would draw on
    that there.`; "" for a blank. `there`: a challenge stands before it."""
    if not skill.items:
        return ""
    item, place = skill.items[0], "there" if there else "in this role"
    if skill.kind is Kind.CERTIFICATE:
        return f"{item.said}."
    if item.said:
        return _one_of(_DEED, variant).format(item.said, there=place)
    link, words = _linked(item.phrase)
    return _one_of(_SKILL, variant).format(link=link, words=words, there=place)


def _linked(phrase: str) -> tuple[str, str]:
    """(with what experience is told, the words): with Python, in growing teams, as a mentor."""
    if phrase.startswith(_AS) and ", " not in phrase and " and working" not in phrase:
        return "as", phrase.removeprefix(_AS)
    return ("in" if phrase.startswith(_AS) or _is_doing(phrase) else "with"), phrase


def idea_line(idea: Item, variant: int) -> str:
    """`One idea since then: a shared runbook.`; an offer stands for itself."""
    if idea.said.startswith("I "):
        offers = re.match(r"I (?:could|can|would)\b", idea.said)
        return f"{idea.said}, if that would be useful." if offers else f"{idea.said}."
    return _one_of(_IDEA, variant).format(idea.said or idea.phrase)


def new_line(kind: str, item: Item, variant: int) -> str:
    """The sentence that adds a topic, a challenge or an idea to a later message."""
    if kind == "idea":
        return idea_line(item, variant)
    if kind == "challenge":
        if item.that:
            return _one_of(_PROBLEM_NEW, variant).format(item.that)
        plain = not _AMOUNT.match(item.phrase) and not _is_doing(item.phrase)
        return _one_of(_CHALLENGE_NEW, variant if plain else 0).format(item.phrase)
    frames = _POINT_NEW if item.that else _TOPIC_NEW
    return _one_of(frames, variant).format(item.phrase)


def _is_doing(phrase: str) -> bool:
    """Whether a phrase is a gerund or a question: what one speaks about rather than mentions."""
    return QUESTION in kinds_of(phrase.split()[0].lower()) or is_gerund(phrase)


def _one_of(frames: Sequence[str], variant: int) -> str:
    return frames[variant % len(frames)]
