"""Cells -> words that fit into a sentence: names to greet, days that stay right, details as phrases
(spec 6)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from itertools import takewhile

from sheetfollow.letters.word_lists import lines

_TITLES = {"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "rev"}
_AFTER_NAMES = {
    "phd",
    "md",
    "mba",
    "msc",
    "ma",
    "ba",
    "bsc",
    "jr",
    "sr",
    "ii",
    "iii",
    "esq",
    "cpa",
    "cfa",
    "pmp",
}
_SEVERAL = re.compile(r"[&/+]|\s(?:and|und|et|y)\s", re.I)
_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_GENDERS = re.compile(r"\s*\((?:\w{1,3}\s*/\s*){1,3}\w{1,3}\)")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def one_line(text: str) -> str:
    """Text as it may stand in a header or a sentence: one line, and no sign that steers a terminal,
    a mail header or the direction of writing."""
    if not text.isprintable():
        text = "".join(" " if _steers(sign) else sign for sign in text)
    return " ".join(text.split())


def _steers(sign: str) -> bool:
    """Controls, half characters, separators of lines, and bidi marks; joiners stay, since scripts
    need them."""
    kind = unicodedata.category(sign)
    return kind in ("Cc", "Cs", "Zl", "Zp") or (kind == "Cf" and sign not in "\u200c\u200d")


def greeting_name(interviewer: str) -> str:
    """The name to greet with: the first one, or title and last name; all of it where the first is
    not to be told."""
    last, _, after = interviewer.partition(",")
    if after and not _AFTER_NAMES & {word.strip(".").casefold() for word in after.split()}:
        interviewer = f"{after.strip()} {last.strip()}"
    else:
        interviewer = last
    words = [word for word in interviewer.split() if not word.startswith("(")]
    titled = list(takewhile(lambda word: word.rstrip(".").casefold() in _TITLES, words))
    if titled and len(words) > len(titled):
        return f"{titled[0]} {words[-1]}"
    if (
        not words
        or _SEVERAL.search(interviewer)
        or _EAST_ASIAN.search(interviewer)
        or words[0].endswith(".")
    ):
        return interviewer.strip()
    return words[0] if len(words[0]) > 1 else interviewer.strip()


def spoken(day: date, *, until: date, month_first: bool) -> str:
    """A day that is right whenever the message is sent up to `until`: the weekday within five days,
    else the date."""
    if 0 <= (until - day).days <= 5:
        return _WEEKDAYS[day.weekday()]
    return in_full(day, year=until.year, month_first=month_first)


def in_full(day: date, *, year: int, month_first: bool) -> str:
    """A date in words, with its year where it is not `year`: 16 November, or November 16, 2025."""
    month = _MONTHS[day.month - 1]
    if month_first:
        return f"{month} {day.day}" + (f", {day.year}" if day.year != year else "")
    return f"{day.day} {month}" + (f" {day.year}" if day.year != year else "")


def phrase(text: str) -> str:
    """A cell as a part of a sentence: no full stop at its end, a common first word without its
    capital."""
    text = one_line(text).rstrip(".;,: ")
    first, _, rest = text.partition(" ")
    grammar, common = _sentence_starts()
    if first.istitle() and (
        first.casefold() in grammar or (first.casefold() in common and rest[:1].islower())
    ):
        return f"{first.lower()} {rest}".strip()
    return text


def job(title: str) -> str:
    """A job title as people say it: without (m/f/d)."""
    return _GENDERS.sub("", one_line(title)).strip() or one_line(title)


@cache
def _sentence_starts() -> tuple[frozenset[str], frozenset[str]]:
    """(words of grammar, common words), each in lower case."""
    grammar, common = "\n".join(lines("sentence_starts.txt")).split("\n\n")
    return frozenset(grammar.split()), frozenset(common.split())


def grammar_words() -> frozenset[str]:
    """Articles, prepositions and the like, in lower case: words that carry no topic."""
    return _sentence_starts()[0]
