"""Days: what people type -> dates, working days, and dates as people say them (spec 4, 5.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Literal

import numpy as np
import pandas as pd

from sheetfollow.intake.cells import Unreadable, is_sentinel, known

EXPECTED_DATE = "is not a date; write it like 2026-03-04 or 4 Mar 2026"
EXPECTED_TIME = "is not a time; write it like 15:30"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.I
)
_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)


def read_date(
    value: Any, *, today: date, order: str = "", date1904: bool = False, past: bool = True
) -> date | None:
    """The local day that a cell means, None for blank (spec 4).

    `order` is DMY, MDY, YMD or "" (unset); `date1904` is the workbook's date system for serials;
    `past` says that a day without a year is the nearest one not after today, else the nearest to
    it. Raises Unreadable.
    """
    known(value)
    if value is None or isinstance(value, bool):
        if value:
            raise Unreadable(EXPECTED_DATE)
        return None
    found = _read_date(value, today, order, date1904, past)
    if found is not None and not _EARLIEST <= found <= _LATEST:
        raise Unreadable(
            f"is the day {found.isoformat()}; a date between 1990 and 2199 is expected"
        )
    return found


def _read_date(value: Any, today: date, order: str, date1904: bool, past: bool) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _from_serial(value, date1904)
    text = " ".join(str(value).split())
    if is_sentinel(text):
        return None
    word = text.casefold()
    if word in ("today", "yesterday"):
        return today - timedelta(days=word == "yesterday")
    if re.fullmatch(r"\d{5}", word):
        return _from_serial(int(word), date1904)
    return _from_text(_WEEKDAY.sub("", word), today, order, past)


def _from_serial(value: float, date1904: bool) -> date:
    if not 20000 <= value <= 80000:
        raise Unreadable(EXPECTED_DATE)
    return (date(1904, 1, 1) if date1904 else date(1899, 12, 30)) + timedelta(days=int(value))


def _from_text(word: str, today: date, order: str, past: bool) -> date:
    clock = r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
    if match := re.fullmatch(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){clock}", word):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(
        r"(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+([a-z]+)\.?(?:,?[\s-]+(\d{4}))?", word
    ):
        return _named(match[2], match[1], match[3], today, past)
    if match := re.fullmatch(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?", word):
        return _named(match[1], match[2], match[3], today, past)
    if match := re.fullmatch(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\.?", word):
        return _numeric([match[1], match[2], match[3]], order)
    raise Unreadable(EXPECTED_DATE)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("is no day of the calendar; write it like 2026-03-04") from None


def _named(month: str, day: str, year: str | None, today: date, past: bool) -> date:
    known = (
        len(month) >= 3
        and month[:3] in _MONTHS
        and _full_month(_MONTHS.index(month[:3])).startswith(month)
    )
    if not known and month != "sept":
        raise Unreadable(EXPECTED_DATE)
    number = _MONTHS.index(month[:3]) + 1
    if year:
        return _day(int(year), number, int(day))
    return _nearest(number, int(day), today, past)


def _full_month(index: int) -> str:
    return (
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
    )[index]


def _nearest(month: int, day: int, today: date, past: bool) -> date:
    """The nearest such day: not after today, or in either direction. 29 February looks back to a
    leap year."""
    _day(2024, month, day)
    found = [
        date(year, month, day)
        for year in range(today.year - 8, today.year + 9)
        if not (month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)))
    ]
    return min(
        (each for each in found if not past or each <= today), key=lambda each: abs(each - today)
    )


def _numeric(parts: list[str], order: str) -> date:
    """Numbers alone, in the order that Settings names; refused where unset and both readings are
    days (spec 4)."""
    if len(parts[0]) == 4:
        return _day(int(parts[0]), int(parts[1]), int(parts[2]))
    if order == "YMD":
        return _day(_full_year(parts[0]), int(parts[1]), int(parts[2]))
    year, first, second = _full_year(parts[2]), int(parts[0]), int(parts[1])
    if order:
        day, month = (first, second) if order == "DMY" else (second, first)
        return _day(year, month, day)
    if first <= 12 and second <= 12 and first != second:
        raise Unreadable(
            "can be two different days; set Date order in Settings, or write it like 2026-03-04"
        )
    return (
        _day(year, min(first, second), max(first, second))
        if first != second
        else _day(year, first, second)
    )


def _full_year(text: str) -> int:
    if len(text) not in (2, 4):
        raise Unreadable(EXPECTED_DATE)
    return int(text) + (2000 if len(text) == 2 else 0)


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


def _time_from_text(word: str) -> time | None:
    if is_sentinel(word):
        return None
    match = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2})(?::\d{2})?)?\s*([ap])?\.?(?:m\.?)?", word)
    if not match or not (match[2] or match[3]):
        raise Unreadable(EXPECTED_TIME)
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise Unreadable(EXPECTED_TIME)
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    if hour > 23 or minute > 59:
        raise Unreadable(EXPECTED_TIME)
    return time(hour, minute)


@dataclass(frozen=True)
class WorkingDays:
    """Monday to Friday without the holidays of a region, as numpy's business day calendar."""

    calendar: np.busdaycalendar

    @classmethod
    def of(cls, region: str) -> WorkingDays:
        """The working days of a country or country-subdivision code, "" for no holidays."""
        return cls(np.busdaycalendar(holidays=_holidays(region)))

    @staticmethod
    def knows(region: str) -> bool:
        """Whether there is a holiday calendar for that code."""
        try:
            _holidays(region)
        except (NotImplementedError, KeyError, ValueError):
            return False
        return True

    def roll(self, days: np.ndarray) -> np.ndarray:
        """Each day, or the next working day where it is none. NaT stays."""
        return self._offset(days, 0, "forward")

    def add(self, days: np.ndarray, count: int) -> np.ndarray:
        """`count` working days after each day: 1 is the next working day, 0 the day itself or the
        next. NaT stays."""
        return self._offset(days, count, "backward" if count else "forward")

    def _offset(
        self, days: np.ndarray, count: int, roll: Literal["forward", "backward"]
    ) -> np.ndarray:
        moved, known = days.copy(), ~np.isnat(days)
        moved[known] = np.busday_offset(
            days[known].astype("datetime64[D]"), count, roll, busdaycal=self.calendar
        )
        return moved


@cache
def _holidays(region: str) -> tuple[np.datetime64, ...]:
    """The public holidays of a region over the years that a job search can touch."""
    if not region:
        return ()
    import holidays  # a second of imports that most workbooks do not need

    country, _, part = region.upper().replace("_", "-").partition("-")
    days = holidays.country_holidays(country, subdiv=part or None, years=range(2015, 2051))
    return tuple(np.datetime64(day, "D") for day in days)


def say(day: date, *, today: date) -> str:
    """A day as people say it: Mon 16 Nov, with the year where it is not today's."""
    month = _MONTHS[day.month - 1].title()
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_DAYS[day.weekday()]} {day.day} {month}{year}"


def say_all(days: np.ndarray, *, today: date) -> np.ndarray:
    """`say` for a column; "" for NaT. Each different day is put into words once."""
    codes, different = pd.factorize(days)
    words = np.array(
        [*(say(day, today=today) for day in different.astype("datetime64[D]").tolist()), ""],
        dtype=object,
    )
    said: np.ndarray = words[codes]
    return said
