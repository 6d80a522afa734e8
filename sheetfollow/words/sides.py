"""Whose side is meant: theirs becomes yours, and who cannot be told is asked about."""

from __future__ import annotations

import re

from sheetfollow.words import kinds as k
from sheetfollow.words.kinds import Word, kinds_of, words_of
from sheetfollow.words.lists import closed, section_words
from sheetfollow.words.verbs import third

_FIRST_PERSON = re.compile(r"\b(?<!title )(?<!phase )(?<!type )(?:i|me|my|mine|myself)\b", re.I)
_SHARED = re.compile(r"\b(?:[Oo]urs?|us|ourselves)\b")
_HIS = re.compile(r"\b(?:his|her)\b(?= \w)", re.I)
_YOURS = (
    (re.compile(r"\b(?:he|she) is(?= \w+ing\b)", re.I), "you are"),
    (re.compile(r"\b(?:he|she) was\b", re.I), "you were"),
    (re.compile(r"\b(they (?:\w+ ){1,2})themselves\b", re.I), r"\1yourselves"),
    (re.compile(r"\b(?:they|we|he|she)\b", re.I), "you"),
    (re.compile(r"\b(?:himself|herself)\b", re.I), "yourself"),
    (re.compile(r"\btheirs\b", re.I), "yours"),
    (re.compile(r"\btheir\b", re.I), "your"),
    (_HIS, "your"),
)
_ALSO_DOES = re.compile(r"(?<= and )((?:now|then|also|still) )?(\w+)\b", re.I)
_THEIRS = re.compile(r"\b(?:they|them|their|theirs)\b", re.I)
_THEM = re.compile(r"\b(?:them|him|himself|herself|hers)\b", re.I)
_THEY = re.compile(r"\bthey\b", re.I)
_OBJECTS = re.compile(r"\b(?:themsel\w+|them|him|her|us|his|hers|he|she)\b", re.I)
_OWNED = re.compile(r"\btheir (\w+)\b", re.I)
_POINTS = re.compile(
    r"\b(?:it(?! (?:rains|snows|freezes|(?:is|gets) (?:wet|hot|cold|dark|busy|windy))\b)|you"
    r"|this(?! (?:year|term|quarter|month|week|season|summer|winter|spring|autumn)))\b"
)
_OF_PEOPLE = ("er", "or", "ist", "ian", "ee", "ant", "friend", "parent", "resident", "client")


def about_the_candidate(text: str) -> bool:
    """Whether it speaks in the first person."""
    return _FIRST_PERSON.search(text) is not None


def is_theirs(text: str) -> bool:
    """Whether it speaks neither of the candidate nor of us, who may be both, nor of who knows
    whom."""
    shared = about_the_candidate(text) or _SHARED.search(text) is not None
    return not shared and not may_be_things(text)


def yours(text: str) -> str:
    """The interviewer's side in the second person; they and their stay behind a plural noun of the
    cell, which they may mean, and a quotation stays as it is."""
    if _THEIRS.search(text) and has_plural_before_them(text):
        return text
    if '"' in text:
        parts = text.split('"')
        parts[::2] = map(yours, parts[::2])
        return '"'.join(parts)
    for pattern, other in _YOURS:
        if pattern is not _HIS or not _has_person_before(text):
            text = pattern.sub(other, text)
    return text


def addressed(text: str) -> str:
    """The clause said to them; "" where he, she or them cannot be told for whom."""
    low = text.lower()
    third_person = re.match(r"(?:he|she) (?:also |once |first )?(\w+)", low)
    if third_person and not _fits_you(third_person[1], low):
        return ""
    their_side = re.match(r"(?:they|we|he|she|their|our|his|her)\b", low)
    if third_person:
        text = _ALSO_DOES.sub(_as_you_do, text)
    if their_side or (_THEIRS.search(text) and not has_plural_before_them(text)):
        text = yours(text)
    rest = text.partition(" ")[2]
    return "" if _OBJECTS.search(rest) or _POINTS.search(rest.partition(" ")[2]) else text


def _as_you_do(joined: re.Match[str]) -> str:
    """`now run` for he started as a porter and now runs four shops."""
    form = joined[2].lower()
    stems = (form[:-1], form[:-2], f"{form[:-3]}y")
    base = next((stem for stem in stems if third(stem) == form), joined[2])
    return (joined[1] or "") + base


def _fits_you(verb: str, low: str) -> bool:
    """Whether what he or she does is said in the same way of you, and is no scene of the talk: a
    modal, or a past of their work."""
    if re.match(r"(?:he|she) \w+(?: not\b|n't)", low):
        return False  # he could not name one
    if verb in ("will", "can", "could", "would", "used", "had", "was"):
        return True
    continuous = re.match(r"(?:he|she) is \w+ing\b", low)
    return continuous is not None or verb in closed("careers")


def _has_person_before(text: str) -> bool:
    """`the new head and her plan`: somebody of the cell, whose it is."""
    match = _HIS.search(text)
    before = words_of(text[: match.start()]) if match else ()
    roles = section_words("skills.txt", "roles")
    return any(word.low in roles or word.low in closed("bosses") for word in before)


def has_plural_before_them(text: str) -> bool:
    """Whether they may be several of the cell; not where they stand right behind a thing, `targets
    they never hit`."""
    before = _before_them(text)
    if _is_of_a_firm(text) and not any(map(_are_people, before)):
        return False
    right_behind = before and before[-1].can_be(k.PLURAL) and not _are_people(before[-1])
    many = any(word.can_be(k.PLURAL) for word in before)
    return many and not (right_behind and _THEY.search(text) is not None)


def _is_of_a_firm(text: str) -> bool:
    """`programmes for their clients`: which no programme has."""
    owned = _OWNED.search(text)
    return owned is not None and owned[1].lower() in closed("of a firm")


def _before_them(text: str) -> tuple[Word, ...]:
    match = _THEIRS.search(text)
    return words_of(text[: match.start()]) if match else ()


def may_be_things(text: str) -> bool:
    """`a map of all bins & when they fill up`: the bins, or who empties them?"""
    before = _before_them(text)
    if any(word.low in ("that", "which", "who") for word in before):
        return False  # vans that rest more than they drive
    many = [word for word in before if word.can_be(k.PLURAL)]
    return bool(many) and has_plural_before_them(text) and not any(map(_are_people, many))


def _are_people(word: Word) -> bool:
    if word.low in closed("people"):
        return True
    single = word.low.removesuffix("s")
    return word.can_be(k.PLURAL) and (
        single in section_words("skills.txt", "roles") or single.endswith(_OF_PEOPLE)
    )


def points_nowhere(text: str) -> bool:
    """`googled them`, `a gift for him`, `it works`: what or who is not named before."""
    it_does = text.startswith("it ") and k.THIRD in kinds_of(text.split()[1])
    match = _THEM.search(text)
    before = words_of(text[: match.start()]) if match else ()
    named = (word for word in before if not word.text.isupper() or word.can_be(k.PLURAL))
    somebody = any(word.can_be(k.PLURAL + k.NAME) for word in named)
    return it_does or (match is not None and not somebody)
