"""What people type as a day or a time of day -> dates and times (spec 4)."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any, NamedTuple

from sheetfollow.intake.cells import Unreadable, is_sentinel, known

EXPECTED_DATE = "is not a date; write it like 2026-03-04 or 4 Mar 2026"
EXPECTED_TIME = "is not a time; write it like 15:30"
_NO_DAY = "is no day of the calendar; write it like 2026-03-04"
_TWO_DAYS = "can be two different days; set Date order in Settings, or write it like 2026-03-04"
_OTHER_WEEKDAY = "names a weekday that this day is not; write it like 2026-03-04"
_WHICH_WEEK = "can be in this week or in another; write the date, like 2026-03-04"
_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)
_JUST_PASSED = timedelta(days=60)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}

_WEEKDAY = r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_BARE_WEEKDAY = re.compile(rf"(?:(last|past|this|next|on|coming)\s+)?{_WEEKDAY}")
_IN_FRONT = re.compile(rf"{_WEEKDAY}[,\s]+(?:the\s+|on\s+)?(?=\S)")
_BEHIND = re.compile(rf"[,\s]+\(?{_WEEKDAY}\)?")
_CLOCK = (
    r"(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?"
    r"|\d{1,2}(?:[.:]\d{2})?\s*[ap]\.?m\.?|\d{1,2}(?:[.:]\d{2})?\s*(?:h|hrs|uhr|o'clock)"
    r"|\d{1,2}h\d{2}|noon|midnight|(?:in the )?(?:morning|afternoon|evening))"
)
_ZONE = (
    r"(?:\s*(?:z|utc|gmt|cet|cest|est|edt|pst|pdt|cst|cdt|mst|mdt|bst|ist)\b)?(?:[+-]\d{2}:?\d{2})?"
)
_TIME_BEHIND = re.compile(
    rf"(?:[\s,]+(?:at|@|um|from)?\s*|\s*@\s*|(?<=\d)t)(?P<clock>{_CLOCK})"
    rf"(?:\s*(?:-|to)\s*(?P<end>{_CLOCK}))?(?P<zone>{_ZONE})$"
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?z?|(\d{4})(\d{2})(\d{2})")
_DAY_MONTH = re.compile(
    r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\.?[\s/-]*(?:of\s+)?([a-z]{3,9})\.?"
    r"(?:[\s,/-]*'?(\d{4}|\d{2}))?"
)
_MONTH_DAY = re.compile(
    r"([a-z]{3,9})\.?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+'?(\d{4}))?"
    r"|([a-z]{3,9})-(\d{1,2})-(\d{4}|\d{2})"
)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{1,4})\.?")
_TWO_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./]?")


class Lean(Enum):
    """Where a day without a year or a bare weekday lies: of what has happened not after today, of
    what lies ahead not before it, or the nearest either way."""

    PAST = "past"
    AHEAD = "ahead"
    EITHER = "either"


class Day(NamedTuple):
    """The local day that a cell means, None for blank. `moves`: it was read by what day it is
    today, so that the same words mean another day tomorrow."""

    day: date | None
    moves: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text is read by; see read_day."""

    today: date
    order: str
    lean: Lean


def read_date(
    value: Any, *, today: date, order: str = "", date1904: bool = False, lean: Lean = Lean.PAST
) -> date | None:
    """The day of read_day."""
    return read_day(
        value,
        today=today,
        order=order,
        date1904=date1904,
        lean=lean,
    ).day


def read_day(
    value: Any, *, today: date, order: str = "", date1904: bool = False, lean: Lean = Lean.PAST
) -> Day:
    """The local day that a cell means (spec 4).

    `order` is DMY, MDY, YMD or "" (unset); `date1904` is the workbook's date system for serials;
    `lean` says where a day without a year lies. Raises Unreadable.
    """
    known(value)
    if value is None or value is False:
        return Day(None)
    found = _read(
        value,
        date1904,
        _Reading(today, order, lean),
    )
    if found.day is not None and not _EARLIEST <= found.day <= _LATEST:
        raise Unreadable(
            f"is the day {found.day.isoformat()}; a date between 1990 and 2199 is expected"
        )
    return found


def _read(value: Any, date1904: bool, by: _Reading) -> Day:
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Day(_from_number(value, date1904))
    text = " ".join(str(value).split())
    if is_sentinel(text):
        return Day(None)
    if re.fullmatch(r"\d{5}", text):
        return Day(_from_number(int(text), date1904))
    return _from_text(text.translate(_PLAIN).casefold(), by)


_PLAIN = str.maketrans("‐‑‒–—’‘`´", "-----''''")


def _from_number(value: float, date1904: bool) -> date:
    if not 20000 <= value <= 80000:
        raise Unreadable(EXPECTED_DATE)
    return (
        date(
            1904,
            1,
            1,
        )
        if date1904
        else date(
            1899,
            12,
            30,
        )
    ) + timedelta(days=int(value))


def _from_text(text: str, by: _Reading) -> Day:
    """The day in a text, with a time or a weekday around it."""
    text = _TIME_BEHIND.sub("", text).strip(" ,")
    if text in _WORDS:
        return Day(by.today + timedelta(days=_WORDS[text]), moves=True)
    if bare := _BARE_WEEKDAY.fullmatch(text):
        return Day(
            _weekday(
                bare[1] or "",
                _number_of(bare[2]),
                by,
            ),
            moves=True,
        )
    text, weekday = _without_weekday(text)
    days = _days_in(text, by)
    fitting = [day for day in days if weekday in (None, day.weekday())]
    if not fitting:
        raise Unreadable(_OTHER_WEEKDAY)
    return Day(_nearest(fitting, by), moves=len(days) > 1)


def _days_in(text: str, by: _Reading) -> list[date]:
    """The day in a text, or, without its year, the same one of several years."""
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(text):
            return read(found, by)
    raise Unreadable(EXPECTED_DATE)


def _without_weekday(text: str) -> tuple[str, int | None]:
    """The text without the weekday in front of the day or behind it, and which weekday that is."""
    if found := _IN_FRONT.match(text):
        return text[found.end() :], _number_of(found[1])
    if (found := _BEHIND.search(text)) and found.end() == len(text):
        return text[: found.start()], _number_of(found[1])
    return text, None


def _number_of(weekday: str) -> int:
    """Monday is 0."""
    return next(at for at, name in enumerate(_WEEKDAYS) if name.startswith(weekday[:3]))


def _weekday(word: str, weekday: int, by: _Reading) -> date:
    """A weekday alone: the nearest one on the side where the column leans."""
    back = timedelta(days=(by.today.weekday() - weekday) % 7)
    ahead = timedelta(days=(weekday - by.today.weekday()) % 7)
    if word in ("last", "past"):
        return by.today - (back or timedelta(days=7))
    if word in ("next", "this", "coming") or by.lean is Lean.EITHER:
        raise Unreadable(_WHICH_WEEK)
    return by.today + ahead if by.lean is Lean.AHEAD else by.today - back


def _iso(found: re.Match[str], _: _Reading) -> list[date]:
    year, month, day = (
        (found[1], found[3], found[4])
        if found[1]
        else found.group(
            5,
            6,
            7,
        )
    )
    return [_day(int(year), int(month), int(day))]


def _day_month(found: re.Match[str], by: _Reading) -> list[date]:
    return _dated(
        found[3],
        _month(found[2]),
        int(found[1]),
        by,
    )


def _month_day(found: re.Match[str], by: _Reading) -> list[date]:
    month, day, year = (
        found.group(
            1,
            2,
            3,
        )
        if found[1]
        else found.group(
            4,
            5,
            6,
        )
    )
    return _dated(
        year,
        _month(month),
        int(day),
        by,
    )


def _numbers(found: re.Match[str], by: _Reading) -> list[date]:
    """Numbers alone, in the order that Settings names; refused where unset and both readings are
    days (spec 4)."""
    if by.order == "YMD":
        return [
            _day(
                _full_year(found[1]),
                int(found[3]),
                int(found[4]),
            )
        ]
    month, day = _in_order(
        int(found[1]),
        int(found[3]),
        by,
    )
    return [_day(_full_year(found[4]), month, day)]


def _two_numbers(found: re.Match[str], by: _Reading) -> list[date]:
    month, day = _in_order(
        int(found[1]),
        int(found[3]),
        by,
    )
    return _of_any_year(month, day, by)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Reading], list[date]]], ...] = (
    (_ISO, _iso),
    (_NUMBERS, _numbers),
    (_TWO_NUMBERS, _two_numbers),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
)


def _in_order(first: int, second: int, by: _Reading) -> tuple[int, int]:
    """(month, day) of two numbers."""
    if by.order:
        return (second, first) if by.order == "DMY" else (first, second)
    if first <= 12 and second <= 12 and first != second:
        raise Unreadable(_TWO_DAYS)
    return (first, second) if second > 12 else (second, first)


def _dated(year: str | None, month: int, day: int, by: _Reading) -> list[date]:
    return (
        [
            _day(
                _full_year(year),
                month,
                day,
            )
        ]
        if year
        else _of_any_year(
            month,
            day,
            by,
        )
    )


def _of_any_year(month: int, day: int, by: _Reading) -> list[date]:
    """The same day in the years around; 29 February in leap years alone."""
    _day(2024, month, day)
    years = range(by.today.year - 8, by.today.year + 9)
    return [
        date(
            year,
            month,
            day,
        )
        for year in years
        if (month, day) != (2, 29) or isleap(year)
    ]


def _nearest(days: list[date], by: _Reading) -> date:
    """The one on the side where the column leans. What lies ahead may just have passed: a decision
    named for the 20th is not next year's on the 23rd."""
    if len(days) == 1:
        return days[0]
    if by.lean is Lean.AHEAD:
        days = [day for day in days if day >= by.today - _JUST_PASSED]
        return min(days)
    if by.lean is Lean.PAST:
        days = [day for day in days if day <= by.today]
    return min(days, key=lambda day: abs(day - by.today))


def _month(word: str) -> int:
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word) or word == "sept" == name[:4]:
            return number
    raise Unreadable(EXPECTED_DATE)


def _full_year(text: str) -> int:
    if len(text) not in (2, 4):
        raise Unreadable(EXPECTED_DATE)
    return int(text) + (2000 if len(text) < 4 else 0)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(_NO_DAY) from None


def read_time(value: Any) -> time | None:
    """The local time of day that a cell means, None for blank. Raises Unreadable."""
    known(value)
    if value is None or value is False:
        return None
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, timedelta):
        value = value / timedelta(days=1)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 <= value < 1:
            raise Unreadable(EXPECTED_TIME)
        minutes = min(round(value * 1440), 1439)
        return time(minutes // 60, minutes % 60)
    return _time_from_text(str(value).strip().casefold())


def time_beside(value: Any) -> time | None:
    """The local time of day that stands in a cell behind its day, the later one of two; None where
    there is none that can be told, or one of another time zone."""
    if isinstance(value, datetime):
        return read_time(value)
    text = " ".join(value.split()).casefold() if isinstance(value, str) else ""
    found = _TIME_BEHIND.search(text)
    if not found or found["zone"]:
        return None
    try:
        return _time_from_text(found["end"] or found["clock"])
    except Unreadable:
        return None


def _time_from_text(word: str) -> time | None:
    if is_sentinel(word):
        return None
    match = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2})(?::\d{2})?)?\s*([ap])?\.?(?:m\.?)?", word)
    if not match or not (match[2] or match[3]):
        raise Unreadable(EXPECTED_TIME)
    minute = int(match[2] or 0)
    hour = _hour_by_halves(int(match[1]), match[3]) if match[3] else int(match[1])
    if hour > 23 or minute > 59:
        raise Unreadable(EXPECTED_TIME)
    return time(hour, minute)


def _hour_by_halves(hour: int, half: str) -> int:
    """The hour of the day for 1 to 12, a.m. or p.m."""
    if not 1 <= hour <= 12:
        raise Unreadable(EXPECTED_TIME)
    return hour % 12 + (12 if half == "p" else 0)
