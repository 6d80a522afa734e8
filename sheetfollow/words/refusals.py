"""What a note must not, or cannot, lend to a letter, and why."""

from __future__ import annotations

import re
from enum import StrEnum

from sheetfollow.words.lists import beginning, inside, whole
from sheetfollow.words.tidy import spelled, without_end

_LISTS = "refusals.txt"
_WHOLE_CELL = ("secrets", "blunt", "hitches", "gossip")
_DOUBT = re.compile(r"\?\?+[\s,;:-]*\w")
_TAIL = re.compile(r"(?:[,;:?!(]|\s-)\s*(?=\w)")


class Reason(StrEnum):
    """Why a cell is asked about, as `Needs` says it behind the cell's words."""

    NOTHING = "says nothing a letter could use"
    CLICHE = "is what everybody writes"
    FOREIGN = "is not in English"
    QUESTION = "is a question of the interview"
    NOTE = "is a note to yourself"
    PRIVATE = "is nothing to write to them"
    SELF = "is about you or the application, not about their work"
    LONG = "is more than fits into a sentence"
    UNCLEAR = "does not fit into a sentence as it stands"
    SEVERAL = "is more than one person"
    NOBODY = "names nobody"


def taboo(flat: str, column: str) -> Reason | None:
    """Why nothing of a cell, in one line, is quoted, however well a part of it would read: what is
    blunt or went wrong in one part colours the rest."""
    titles = _WHOLE_CELL + (("own hitches",) if column in ("topic", "skill") else ())
    if any(inside(_LISTS, title).search(flat) for title in titles):
        return Reason.PRIVATE
    if _DOUBT.search(flat) or inside(_LISTS, "own papers").search(flat):
        return Reason.NOTE
    tails = (flat[mark.end() :] for mark in _TAIL.finditer(flat))
    return Reason.NOTE if any(map(whole(_LISTS, "tail notes").match, tails)) else None


def refused(text: str, column: str) -> Reason | None:
    """Why these words may not be quoted, whatever they parse as; None where nothing speaks against
    it."""
    text = spelled(text)
    bare = without_end(text)
    if whole(_LISTS, "says nothing").match(bare) or whole(_LISTS, "says nothing").match(text):
        return Reason.NOTHING
    if inside(_LISTS, "interview questions").search(text):
        return Reason.QUESTION
    if _is_note(bare, column):
        return Reason.NOTE
    if inside(_LISTS, "private").search(text):
        return Reason.PRIVATE
    if column == "skill" and inside(_LISTS, "clichés").search(text):
        return Reason.CLICHE
    return Reason.SELF if _is_about_oneself(text, column) else None


def _is_about_oneself(text: str, column: str) -> bool:
    """Whether it tells the candidate's own words or, as a note on the talk, of the job sought."""
    if inside(_LISTS, "own words").search(text):
        return True
    about_them = column in ("topic", "challenge", "")
    return about_them and inside(_LISTS, "about the job").search(text) is not None


def is_praise(text: str) -> bool:
    """Whether a sentence only says how the talk was."""
    return whole(_LISTS, "praise").match(without_end(text)) is not None


def _is_note(text: str, column: str) -> bool:
    if inside(_LISTS, "inside notes").search(text):
        return True
    match = beginning(_LISTS, "notes to oneself").match(text)
    return match is not None and not (column == "skill" and _is_skill(match[0]))


def _is_skill(word: str) -> bool:
    """`research`, `practice management`: what begins a note elsewhere is a skill there."""
    return word.lower().startswith(("research", "practi", "email", "e-mail", "book"))
