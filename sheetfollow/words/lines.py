"""Readings -> whole sentences for a letter: a frame for each kind, in variants (spec 6)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetfollow.words.articles import core
from sheetfollow.words.asks import Item, Kind, Reading
from sheetfollow.words.grammar import is_gerund
from sheetfollow.words.kinds import PLURAL, QUESTION, kinds_of, words_of
from sheetfollow.words.verbs import gerund

_AS = "working as "
_AMOUNT = re.compile(r"(?:too|not enough|no|few|little|more|fewer|less)\b", re.I)

_HOW_MANY = re.compile(r"(?:too (?:few|many|little|much)|not enough|fewer) ")

_TOPIC_NEW = (
    "I keep coming back to our conversation about {}.",
    "Since we talked, I have thought more about {}.",
    "I also enjoyed talking about {}.",
)
_POINT_NEW = (
    "Since we talked, I have kept thinking about {}.",
    "More than once I have thought back to {}.",
    "I keep coming back to {}.",
)
_CHALLENGE = ("You also mentioned {}.", "You also spoke about {}.", "You also spoke of {}.")
_DOING = ("You also spoke about {}.", "I have also thought about {}.", "We also talked about {}.")
_PROBLEM = ("You also mentioned that {}.", "You also told me that {}.", "You also said that {}.")
_ALONE = ", and I would like to hear more about that."
"""How a challenge ends behind which nothing is said of the candidate: else it leads nowhere."""
_AMOUNT_NEW = "One thing that you mentioned has stayed with me: {}."
_CHALLENGE_NEW = (
    "I have been thinking about what you said about {}.",
    "I have thought again about your point on {}.",
    "I keep coming back to what you said about {}.",
)
_DOING_NEW = ("Since we talked, I have thought more about {}.", "I keep coming back to {}.")
_PROBLEM_NEW = (
    "You mentioned that {}, and I have been thinking about it.",
    "I have been thinking about what you told me, that {}.",
    "When we talked, you said that {}, and I have come back to it since.",
)
_SKILL_LAST = "In this role I would draw on my experience {link} {words}."
_SKILL = (
    _SKILL_LAST,
    "I would bring my experience {link} {words} to this role.",
    "I would be glad to use my experience {link} {words} in this role.",
)
_PAPER = ("It may help to know that {}.", "You may like to know that {}.")
_DEED = (
    "{}, and I think that this experience would help me in this role.",
    "{}, and I would bring that experience to this role.",
    "{}, and I would draw on that experience in this role.",
)
_YEARS = ("{}, and I would draw on it in this role.", "{}, and I would bring it to this role.")
_IDEA = (
    "One idea since we talked: {}.",
    "A thought that I have had since: {}.",
    "An idea that came to me after our talk: {}.",
)
_THING = (
    "Since we talked, I have wondered whether {} might help.",
    "An idea that came to me after our talk: {} could be worth considering.",
    "I have wondered since then whether {} could be of use.",
)
_DONE = re.compile(r"ing$|^[a-z]+ing (?:with|for|to|at)\b")
_COULD = re.compile(r"you could ([a-z]+)(.*)")
_TWO_DEEDS = re.compile(r"\b(?:and|or|then|your|you)\b|[,;&:]")
_REASONED = re.compile(r", | (?:so|because|as|if|when|instead of) ")

FRAMES = (
    *_TOPIC_NEW,
    *_POINT_NEW,
    *_CHALLENGE,
    *_DOING,
    *_PROBLEM,
    _AMOUNT_NEW,
    *_CHALLENGE_NEW,
    *_DOING_NEW,
    *_PROBLEM_NEW,
    *_SKILL,
    *_PAPER,
    *_DEED,
    *_YEARS,
    *_IDEA,
    *_THING,
)
"""All of them; what stands in them is right."""


def heard(topic: Item) -> str:
    """`our conversation about their move`, `your remark that builds take long`: what it was that
    stayed."""
    return topic.phrase if topic.that else f"our conversation about {topic.phrase}"


def challenge_line(challenge: Item, variant: int, *, alone: bool = False) -> str:
    """`You also mentioned slow releases.`; alone, where no skill follows, it asks for more."""
    problem, phrase = _problem(challenge), challenge.phrase
    frames = _PROBLEM if problem else _DOING if _is_doing(phrase) else _CHALLENGE
    turn = 0 if frames is _CHALLENGE and _AMOUNT.match(phrase) else variant
    line = _one_of(frames, turn).format(problem or phrase)
    return line.removesuffix(".") + _ALONE if alone else line


def _problem(challenge: Item) -> str:
    """The challenge as a clause, `there are too few drivers`; "" for what is a thing."""
    if challenge.that or not _HOW_MANY.match(challenge.phrase):
        return challenge.that
    counted = core(words_of(_HOW_MANY.sub("", challenge.phrase, count=1)))
    several = bool(counted) and counted[-1].can_be(PLURAL)
    return f"there {'are' if several else 'is'} {challenge.phrase}"


def skill_line(skill: Reading, variant: int) -> str:
    """`My experience with Python would be useful in this role.`, `I led a team of 8, and I would
    draw on that in this role.`; "" for a blank. That it fits their challenge nobody knows."""
    if not skill.items:
        return ""
    item = skill.items[0]
    if skill.kind is Kind.CERTIFICATE:
        return _one_of(_PAPER, variant).format(item.said)
    if item.said:
        frames = _YEARS if "experience" in item.said else _DEED
        return _one_of(frames, variant).format(item.said)
    link, words = _linked(item.phrase)
    frame = _SKILL_LAST if ", " in words else _one_of(_SKILL, variant)
    return frame.format(link=link, words=words)


def _linked(phrase: str) -> tuple[str, str]:
    """(how experience is told, the words): with Python, in growing teams, as a mentor."""
    if phrase.startswith(_AS) and ", " not in phrase and " and working" not in phrase:
        return "as", phrase.removeprefix(_AS)
    done = phrase.startswith(_AS) or _is_doing(phrase) or _DONE.search(phrase) is not None
    return ("in" if done else "with"), phrase


def idea_line(idea: Item, variant: int) -> str:
    """`One idea since we talked: a shared runbook.`; an offer stands for itself, and what they
    could do is no more than a perhaps."""
    if idea.said.startswith("I "):
        offers = re.match(r"I (?:could|can|would)\b", idea.said)
        return f"{idea.said}, if that would be useful." if offers else f"{idea.said}."
    thing = idea.phrase if not idea.said else _deed_of(idea.said)
    if thing and not _REASONED.search(thing):
        return _one_of(_THING, variant).format(thing)
    perhaps = "perhaps " if idea.said.startswith("you could ") else ""
    return _one_of(_IDEA, variant).format(perhaps + (idea.said or thing))


def _deed_of(said: str) -> str:
    """`publishing the roadmap` of you could publish the roadmap; "" for what is no single deed."""
    could = _COULD.fullmatch(said)
    doing = gerund(could[1]) if could and not _TWO_DEEDS.search(could[2]) else ""
    return f"{doing}{could[2]}" if could and doing else ""


def new_line(kind: str, item: Item, variant: int) -> str:
    """The sentence that adds a topic, a challenge or an idea to a later message."""
    if kind == "idea":
        return idea_line(item, variant)
    if kind == "challenge":
        problem = _problem(item)
        if problem:
            return _one_of(_PROBLEM_NEW, variant).format(problem)
        return _new_challenge_frame(item.phrase, variant).format(item.phrase)
    frames = _POINT_NEW if item.that else _TOPIC_NEW
    return _one_of(frames, variant).format(item.phrase)


def _new_challenge_frame(phrase: str, variant: int) -> str:
    """An amount is mentioned; what is done, or how, is thought about."""
    if _AMOUNT.match(phrase):
        return _AMOUNT_NEW
    return _one_of(_DOING_NEW if _is_doing(phrase) else _CHALLENGE_NEW, variant)


def _is_doing(phrase: str) -> bool:
    """Whether a phrase is a gerund or a question: what one speaks about rather than mentions."""
    return QUESTION in kinds_of(phrase.split()[0].lower()) or is_gerund(phrase)


def _one_of(frames: Sequence[str], variant: int) -> str:
    return frames[variant % len(frames)]
