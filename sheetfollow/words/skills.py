"""A cell of Relevant skill: a sentence about the candidate, or what one has experience with."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from sheetfollow.words.abilities import abilities
from sheetfollow.words.asks import Kind, Reading, asked
from sheetfollow.words.deeds import (
    as_i_am,
    first_person,
    told,
)
from sheetfollow.words.lists import section_words
from sheetfollow.words.papers import certificate, is_bare_role, languages
from sheetfollow.words.refusals import Reason, refused
from sheetfollow.words.sides import has_plural_before_them
from sheetfollow.words.tidy import heads, in_full, one_row, sentences, spelled, tools, without_end
from sheetfollow.words.years import in_years

_AND_ALL = re.compile(r",? (?:you name it|the lot|and more|and so on|etc)\.?$", re.I)
_AMOUNT = re.compile(
    r",(?!\d{3}\b)\s*(?=[+\d-]|so\b)"
    r"|\s(?=before (?:re)?(?:training|qualifying|moving|becoming|joining|"
    r"switching|starting|going)\b)"
)
_NEGATIVE = re.compile(
    r"^i(?:'d| would| could| might|'ll| will)\b|\b(?:cv|references?|resume)\b"
    r"|^no\b|\b(?:no experience|not yet|not|nothing|forgot|without any|lack)\b|n't\b"
    r"|\bnever\b(?! (?:missed|had an? (?:accident|incident|complaint|lti)\b))",
    re.I,
)
_BADLY = re.compile(
    r"^(?:i )?did (?:an? (?:bit|little|lot)|some|it|this|that)\b"
    r"|\b(?:badly|poorly|terribly|unsuccessfully|without (?:much )?success)$"
    r"|\b(?:barely|hardly|struggled|failed|rusty|shaky|weak|weakest|dropped out|half (?:an? \w+|of)"
    r"|(?<=\()(?:very |quite )?(?:bad|poor|weak|meh|so-so)(?=\))"
    r"|but|although|though|(?:better|worse|more|less|other) than|than (?:the )?others?)\b",
    re.I,
)
_OF_THEM = re.compile(r"\b(?:they|them|their|you|your|he|she|him)\b", re.I)
_LISTED = re.compile(r"(,\s*(?:and\s+|&\s*)?|\s+(?:and|&|\+|/)\s+)")


def read_skill(text: str, cell: str, names: Set[str]) -> Reading:
    """A cell of Relevant skill."""
    text = _AND_ALL.sub("", text)
    flat = without_end(one_row(text))
    reason = refused(flat, "skill") or _speaks_against(flat)
    if reason:
        return asked(reason, "skill", cell)
    text, flat = _with_languages(text), _with_languages(flat)
    held = _held_beside(flat, names)
    if held:
        return held
    if "\n" in text:
        return abilities(text, cell, names)
    head, *more = _AMOUNT.split(spelled(in_full(flat)), maxsplit=1)
    reading = _sentence(head, names) if head else None
    if reading:
        return replace(reading, left_out=(*reading.left_out, *more))
    reading = abilities(text, cell, names)
    return reading if reading.kind is Kind.LIST else _first_part(flat, names) or reading


def _held_beside(flat: str, names: Set[str]) -> Reading | None:
    """A certificate before a plus, the rest left out: `PRINCE2 certified + agile coaching`; behind
    it too where it says so there: `NMC + NMBI registered, ICU`."""
    for papers, mark, others in heads(flat, (", ", " + ", " plus ")):
        listed = mark == " plus " or " + " in papers + mark
        held = certificate(spelled(papers), names) if listed else None
        if held:
            return replace(held, left_out=(others,))
    return None


def _sentence(text: str, names: Set[str]) -> Reading | None:
    """What is said of the candidate."""
    return next(filter(None, (reader(text, names) for reader in _READERS)), None)


def _first_part(flat: str, names: Set[str]) -> Reading | None:
    """What stands before a dash, a comma or, if a role does, `while`, the rest left out:
    `butchery - whole carcass`."""
    for head, mark, tail in heads(flat, (" - ", ", ", " while ")):
        if mark == " while " and not is_bare_role(head):
            continue
        found = _sentence(spelled(in_full(head)), names) or abilities(head, head, names)
        if found.items:
            return replace(found, left_out=(*found.left_out, tail))
    return None


def _with_languages(text: str) -> str:
    """`Python and Go`: beside a tool, a word of a list that is spelled like one is one."""
    parts = _LISTED.split(text)
    if not _names_a_tool(parts):
        return text
    beside = {word.lower(): word for word in section_words("spelling.txt", "beside other tools")}
    known = tools() | beside
    return "".join(known.get(part.lower(), part) for part in parts)


def _names_a_tool(parts: Sequence[str]) -> bool:
    """Whether a part is spelled as a tool is, or has one that is no common word."""
    low = {word for part in parts for word in part.lower().split()}
    common = section_words("spelling.txt", "only as typed")
    return bool(set(parts) & set(tools().values()) or low & tools().keys() - common)


def _begins_as_wish(words: Sequence[str]) -> bool:
    """`hope to learn Go`, `planning to move`; not `planning rotas`, which is done."""
    wishes = section_words("skills.txt", "wishes")
    return words[0] in wishes or " ".join(words[:2]) in wishes


def _speaks_against(flat: str) -> Reason | None:
    """Why a skill is none to write of; `flat` is the cell in one line, without its end."""
    if _begins_as_wish(flat.lower().split()):
        return Reason.NOTE
    if spelled(flat).lower() in section_words("skills.txt", "too little alone"):
        return Reason.NOTHING
    if _NEGATIVE.search(flat) or _BADLY.search(flat):
        return Reason.PRIVATE
    if _is_of_them(flat):
        return Reason.UNCLEAR
    return Reason.LONG if len(sentences(flat)) > 1 else None


def _is_of_them(flat: str) -> bool:
    """`trained them on the tills`: who they are, no reader could tell."""
    return bool(_OF_THEM.search(flat)) and not has_plural_before_them(flat)


_READERS = (languages, certificate, in_years, as_i_am, first_person, told)
