"""Wordings that this program has ever shipped: a row of Messages that equals one was never edited,
and gets today's (spec 3, Messages)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from sheetfollow.letters.wordings import builtin
from sheetfollow.model import Wording

_HASHES = Path(__file__).parent / "shipped.txt"
_LENGTH = 16


def todays(wordings: Iterable[Wording]) -> tuple[Wording, ...]:
    """The sheet's wordings, with today's built-in ones in the place of those that were shipped."""
    found: list[Wording] = []
    for wording in wordings:
        if digest(wording.subject, wording.body) not in shipped():
            found.append(wording)
        elif wording.message not in {each.message for each in found if _is_todays(each, wording)}:
            found.extend(_for_the_same(wording))
    return tuple(found)


def digest(subject: str, body: str) -> str:
    """What a wording is known by: its words, whatever the white space between them."""
    words = " ".join(f"{subject} {body}".split())
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_LENGTH]


def _is_todays(found: Wording, wording: Wording) -> bool:
    return found.channel == wording.channel and found in _for_the_same(wording)


def _for_the_same(wording: Wording) -> Sequence[Wording]:
    same = (each for each in builtin() if each.message == wording.message)
    return [each for each in same if each.channel == wording.channel]


@cache
def shipped() -> frozenset[str]:
    """The digests of all wordings ever shipped."""
    rows: Iterable[str] = _HASHES.read_text(encoding="ascii").splitlines()
    return frozenset(row for row in rows if not row.startswith("#"))
