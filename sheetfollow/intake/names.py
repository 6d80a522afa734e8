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
_ASIDE = re.compile(r"[(\[](?!\s*(?:and|with|w/|&|\+))[^()\[\]]*[)\]]")
_FAMILY_IN_CAPITALS = re.compile(r"[^\W\d_a-z]+(?:[ '-][^\W\d_a-z]+)*,\s*[^\W\d_]+(?:-[^\W\d_]+)?")
_JOINED = re.compile(
    r"[&+/;|、\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]|\b(?:and|with|und)\b|\bu\.(?= )"
)
_BETWEEN = re.compile(r"\s*(?:[,;/|&+、()\[\]]|\b(?:and|with|und|et|plus)\b|\bw/|\bu\.(?= ))\s*")
_OTHERS = re.compile(
    r"\bet al\b|\bmr\.? (?:and|&) mrs\b"
    r"|(?:\band|[&+,/]|\bwith)\s*(?:\d+"
    r"|(?:(?:the|her|his|their|a|one|two|three) )*(?:team|others?|colleagues?|more|panel)\b)"
)


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
    """By its shape, which is quick; whoever can be greeted all the same is one person."""
    kind = _kind_by_shape(typed)
    if kind is NameKind.PERSON or _is_blank(fold(typed)):
        return kind
    reading = salutation(typed)
    if reading.items:
        return NameKind.PERSON
    described = kind is NameKind.SEVERAL and reading.reason is Reason.NOBODY
    return NameKind.UNNAMED if described else kind  # tall guy w/ beard


def _kind_by_shape(typed: str) -> NameKind:
    if _has_family_in_capitals(typed):
        return NameKind.PERSON
    lines = [fold(line) for line in typed.splitlines()]
    text = " ".join(filter(None, lines))
    if _names_nobody(text):
        return NameKind.NOBODY
    if _is_role(text):
        return NameKind.ROLE
    return NameKind.SEVERAL if _is_several(lines) else NameKind.PERSON


def _has_family_in_capitals(typed: str) -> bool:
    """`GARCÍA LÓPEZ, Marta`, which is one person, family name first."""
    family, _, given = typed.partition(",")
    known = _FAMILY_IN_CAPITALS.fullmatch(typed.strip()) is not None
    return known and family.isupper() and not given.isupper()


def _names_nobody(text: str) -> bool:
    if _is_blank(text) or _NOT_KNOWN.match(text):
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


def _is_several(lines: list[str]) -> bool:
    """Whether at least two parts of the cell, between commas, slashes or `and`, name a person."""
    inside = [_ASIDE.sub(" ", line) for line in lines]
    parts = [part.strip(" .-'") for line in inside for part in _BETWEEN.split(line)]
    people = [part for part in parts if part and not _belongs_to_one(part)]
    if len(people) < 2:
        return bool(_OTHERS.search(" ".join(inside)))
    return not (len(people) == 2 and _is_turned(people, " ".join(lines)))


def _belongs_to_one(part: str) -> bool:
    """A degree, a role or a form of address beside a name."""
    return part in words("degrees") or _is_role(part) or not any(map(str.isalpha, part))


def _is_turned(people: list[str], text: str) -> bool:
    """`Lee, Dana` or `van der Berg, Bo` is one person, family name first; so is a name that a line
    break parts."""
    family = [word for word in people[0].split() if word not in words("particles")]
    return len(family) == 1 and len(people[1].split()) == 1 and not _JOINED.search(text)
