"""A call's script and voicemail as they are spoken: 30 seconds each at most (spec 6)."""

from __future__ import annotations

import re

MOST_WORDS = 75
"""What fits into 30 seconds at the pace of a calm voice, 150 words a minute."""

_HEADINGS = frozenset({"Opening", "Two points", "The question"})
_VOICEMAIL = re.compile(r"^Voicemail[^\n]*\n", re.M)


def script(text: str) -> str:
    """What is said when somebody answers, without the headings."""
    before = _VOICEMAIL.split(text, maxsplit=1)[0]
    rows = (row for row in before.split("\n") if row.strip() not in _HEADINGS)
    return "\n".join(re.sub(r"^\d+\. ", "", row) for row in rows)


def voicemail(text: str) -> str:
    """What is said to a machine; "" where the text has no such part."""
    parts = _VOICEMAIL.split(text, maxsplit=1)
    return parts[1] if len(parts) > 1 else ""


def spoken_words(text: str) -> int:
    """How many words it takes to say: numbers digit by digit, with a word for a plus."""
    return sum(map(_said, text.split()))


def _said(word: str) -> int:
    digits = sum(sign.isdigit() for sign in word)
    return digits + word.count("+") if digits > 1 else 1


def is_short_enough(text: str) -> bool:
    """Whether script and voicemail take 30 seconds each at most."""
    return max(spoken_words(script(text)), spoken_words(voicemail(text))) <= MOST_WORDS
