"""Names: how they are compared (spec 2), and what a cell for a name really holds (spec 3)."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sheetfollow.intake.vocabulary import words
from sheetfollow.words.people import salutation
from sheetfollow.words.refusals import Reason

_DASHES = "‐‑‒–—―⁃−﹘﹣－⸺⸻"
_QUOTES = '"`´‘’‚‛“”„‟′″‵‶ʹʺʻʼʽˈ＂＇｀«»‹›'
_ALIKE = str.maketrans(dict.fromkeys(_DASHES, "-") | dict.fromkeys(_QUOTES, "'"))
_SELECTORS = {
    "\u034f",
    "\u180b",
    "\u180c",
    "\u180d",
    *map(chr, range(0xFE00, 0xFE10)),
}

_NOT_KNOWN = re.compile(
    r"(?:i )?(?:do not|don't|dont|did not|didn't|didnt|can't|cant|cannot|forgot|have to|need to)\s"
    r"|(?:not sure|unknown|unsure|no idea|no name|names?) (?:yet|who|which|unknown|not|missing)\b"
    r"|(?:names? )?(?:tba|tbc|tbd|unknown|none|n/a)\b"
    r"|(?:ask for|check with|find out|look up|to be|waiting for)\s"
)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_PLAIN = re.compile(r"[^\W\d_][^\W_]*(?:[ '-][^\W_]+){0,4}")
_JOINING = {"and", "with", "und", "et", "or", "then"}


def fold(text: Any) -> str:
    """A header or a name as it is compared: NFKC, without zero-width characters, every dash, quote
    and space alike, white space collapsed, case-folded (spec 2)."""
    return _folded(str(text))


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    plain = text.translate(_ALIKE)
    if not plain.isascii():
        plain = "".join(each for each in unicodedata.normalize("NFKC", plain) if _shows(each))
        plain = unicodedata.normalize("NFKC", plain.casefold())
    return " ".join(plain.split()).casefold()


def _shows(character: str) -> bool:
    """Whether a character takes any room."""
    return unicodedata.category(character) != "Cf" and character not in _SELECTORS


_LONGEST = 500
"""Characters of a name cell that are looked at."""


class NameKind(StrEnum):
    """What a cell of Interviewer holds (spec 3, Interviews)."""

    PERSON = "person"
    NOBODY = "nobody"
    ROLE = "role"
    SEVERAL = "several"
    UNNAMED = "unnamed"


def kind_of_name(cell: Any) -> NameKind:
    """Whether a name cell names one person, nobody (blank, `?`, None, not sure), a role alone,
    several people, or only describes. The cell as it stands, since a line break may part two."""
    return _kind_of(str(cell or "")[:_LONGEST])


@lru_cache(maxsize=1024)
def _kind_of(typed: str) -> NameKind:
    """By its words, which is quick, else by who would be greeted: who can be is one person."""
    text = fold(typed)
    if _is_blank(text):
        return NameKind.NOBODY
    nobody, role = _names_nobody(text), _is_role(text)
    if not (nobody or role) and _is_plain(typed):
        return NameKind.PERSON
    reading = salutation(typed)
    if reading.items:
        return NameKind.PERSON
    if reading.reason is Reason.SEVERAL:
        return NameKind.SEVERAL
    return NameKind.NOBODY if nobody else NameKind.ROLE if role else NameKind.UNNAMED


def _is_plain(typed: str) -> bool:
    """Whether it is a few words and nothing between them, as a name is."""
    alone = _PLAIN.fullmatch(typed) is not None
    return alone and _JOINING.isdisjoint(typed.casefold().split()[1:-1])


def _names_nobody(text: str) -> bool:
    if _NOT_KNOWN.match(text):
        return True
    return "@" in text or "://" in text or not any(map(str.isalpha, text))


def _is_blank(text: str) -> bool:
    """`None`, `n/a`: what stands for a blank cell."""
    return text.rstrip(" .!?") in words("nobody")


def _is_role(text: str) -> bool:
    """Whether every word belongs to a role, as in `the HR team` or `Head of Data`."""
    said = {
        word if word in words("roles") else word.removesuffix("s") for word in _WORD.findall(text)
    }
    return bool(said & words("roles")) and said <= words("roles") | words("around roles")
