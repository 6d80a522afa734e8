"""Working days, and days as people say them (spec 5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import numpy as np
import pandas as pd

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


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

    def roll_back(self, days: np.ndarray) -> np.ndarray:
        """Each day, or the last working day before it where it is none. NaT stays."""
        return self._offset(days, 0, "backward")

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
    days = holidays.country_holidays(
        country,
        subdiv=part or None,
        years=range(2015, 2051),
    )
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
