"""Text on one line, and days that stay right whenever a message is sent (spec 6)."""

from __future__ import annotations

import unicodedata
from datetime import date

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
