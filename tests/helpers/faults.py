"""One fault of a kind put into a letter that is right, as a hand or a template does."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from random import Random

from sheetfollow.model import Task

_LINE_WIDTH = 72
_COMPANIES = (
    "Northgate Logistics",
    "Bellweather",
    "Harrow & Pike",
    "Marlow Foods",
    "Orvane Health",
    "Tidewater Mutual",
)
_FIRST_NAMES = ("Ottilie", "Marcus", "Siobhan", "Henrik", "Yolanda", "Graham")
_HALVES = (
    "und ich würde mich sehr freuen, bald von Ihnen zu hören",
    "et je serais ravi de pouvoir en parler avec vous",
    "y me encantaría formar parte de su equipo",
    "i bardzo chętnie porozmawiam o tym jeszcze raz",
)

Fault = Callable[[Random, Task, str], str]
"""Dice, a row and its letter -> the letter with the fault, or as it was where none fits in."""


def _swap(expression: str, new: str) -> Fault:
    """One of what this finds in what the reader reads becomes `new`."""

    def put(dice: Random, row: Task, text: str) -> str:
        start = _start(text)
        found = list(re.finditer(expression, text[start:]))
        if not found:
            return text
        match = dice.choice(found)
        before, behind = text[: start + match.start()], text[start + match.end() :]
        return before + match.expand(new) + behind

    return put


def _said(sentence: str) -> Fault:
    """One more sentence at the end of the longest paragraph."""

    def put(dice: Random, row: Task, text: str) -> str:
        return _behind_the_longest(text, sentence.format(topic=row.topic))

    return put


def _another_company(dice: Random, row: Task, text: str) -> str:
    return _for_the_first(row.company, dice.choice(_COMPANIES), text)


def _another_name(dice: Random, row: Task, text: str) -> str:
    """In the greeting."""
    return _for_the_first(row.interviewer.split()[0], dice.choice(_FIRST_NAMES), text)


def _another_name_at_the_end(dice: Random, row: Task, text: str) -> str:
    return _behind_the_longest(text, f"Thank you again, {dice.choice(_FIRST_NAMES)}.")


def _twice_over_the_line_end(dice: Random, row: Task, text: str) -> str:
    longest = _longest(text)
    rows = textwrap.wrap(longest, _LINE_WIDTH)
    if len(rows) < 2 or not rows[0][-1].isalpha():
        return text
    last = rows[0].split()[-1]
    rows[1] = f"{last} {rows[1]}"
    return text.replace(longest, "\n".join(rows))


def _half_in_another_language(dice: Random, row: Task, text: str) -> str:
    longest = _longest(text)
    sentence = max(re.split(r"(?<=[.!?]) ", longest), key=len)
    words = sentence.split()
    half = " ".join(words[: len(words) // 2])
    return text.replace(sentence, f"{half} {dice.choice(_HALVES)}.")


def _for_the_first(old: str, new: str, text: str) -> str:
    """In what the reader reads."""
    start = _start(text)
    return text[:start] + text[start:].replace(old, new, 1)


def _start(text: str) -> int:
    """The offset of what the reader reads."""
    head = re.match(r"(?:[A-Z][A-Za-z]+: [^\n]*\n)+", text.lstrip())
    return len(text) - len(text.lstrip()) + (head.end() if head else 0)


def _longest(text: str) -> str:
    return max(text[_start(text) :].strip().split("\n\n"), key=len)


def _behind_the_longest(text: str, sentence: str) -> str:
    longest = _longest(text)
    return text.replace(longest, f"{longest} {sentence}")


FAULTS: Mapping[str, Fault] = {
    "a verb left out behind I": _swap(r"\b(I) (?:am|was|would|have|had|will)(?= [a-z])", r"\1"),
    "your for you're": _swap(r"\b([Yy])ou(?:'re| are)\b", r"\1our"),
    "you're for your": _swap(r"\b([Yy])our\b", r"\1ou're"),
    "form for from": _swap(r"\bfrom\b", "form"),
    "then for than": _swap(r"\bthan\b", "then"),
    "too for to": _swap(r"\bto\b", "too"),
    "their for there": _swap(r"\bthere\b", "their"),
    "there for their": _swap(r"\btheir\b", "there"),
    "it's for its": _swap(r"\bits\b", "it's"),
    "a word twice": _swap(r"(?<= )([a-z]{2,})(?= [a-z])", r"\1 \1"),
    "another company": _another_company,
    "another name in the greeting": _another_name,
    "another name at the end": _another_name_at_the_end,
    "a word twice over the end of a line": _twice_over_the_line_end,
    "half a sentence in another language": _half_in_another_language,
    "a cell as it was typed": _said("I enjoyed hearing about {topic}."),
    "an attachment": _said("I have attached my references."),
    "no value": _swap(r"\b((?:about|of|with|for|at|in) )(?:the )?[a-z]+(?=[,.])", r"\1nan"),
    "an emoji": _swap(r"(?<=[a-z])\.(?=\s)", " 👍"),
}
