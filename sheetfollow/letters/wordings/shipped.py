"""Wordings that this program has ever shipped: a row of Messages that equals one was never edited,
and gets today's (spec 3, Messages)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from sheetfollow.letters.wordings import builtin
from sheetfollow.model import Wording

_HASHES = Path(__file__).parent / "shipped.txt"
_LENGTH = 16


def todays(wordings: Iterable[Wording]) -> tuple[Wording, ...]:
    """The sheet's wordings, with today's built-in ones in the place of those that were shipped."""
    found: list[Wording] = []
    done: set[tuple[str, str]] = set()
    for wording in wordings:
        about = (wording.message, wording.channel)
        if digest(wording.subject, wording.body) not in shipped():
            found.append(wording)
        elif about not in done:
            done.add(about)
            found.extend(each for each in builtin() if (each.message, each.channel) == about)
    return tuple(found)


def digest(subject: str, body: str) -> str:
    """What a wording is known by: its words, whatever the white space between them."""
    words = " ".join(f"{subject} {body}".split())
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_LENGTH]


@cache
def shipped() -> frozenset[str]:
    """The digests of all wordings ever shipped."""
    rows: Iterable[str] = _HASHES.read_text(encoding="ascii").splitlines()
    return frozenset(row for row in rows if not row.startswith("#"))
