"""What a cell of theirs is: a day, a tick, an address, a link (spec 8, adopt). Nothing is believed
by halves."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sheetfollow.adopt.facts import Row
from sheetfollow.adopt.vocabulary import folded, word_set
from sheetfollow.intake.cells import Unreadable, is_sentinel
from sheetfollow.intake.typed_dates import Day, Lean, read_day
from sheetfollow.xlsx.frame import Layout

_BLANKS = word_set("na none null nan nil nothing unknown")
_YES = word_set(
    """yes y true x ✓ ✔ ✅ ☑ done sent ok si sim oui ja da tak hai 是 有 已 はい 예
    completed attended
    held scheduled booked invited"""
)
_NO = word_set("no n false ✗ ✘ ❌ ☐ nao non nein nie net 否 无 没有 未 いいえ 아니오 pending none")
_ADDRESS = re.compile(r"[^\s@<>,;:()\"\[\]]+@[^\s@<>,;:()\"\[\]]+\.[^\s@<>,;:()\"\[\]]{2,}")
_LONGEST_ADDRESS = 320
_LINK = re.compile(r"(https?://|www\.)\S+", re.I)
_HASH = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f-]{12,}|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{20,}")
_PHONE = re.compile(r"[+(]?\d[\d\s().+/-]{5,20}\d")
_HUNDREDTHS = len("0.21")
_POINTED = re.compile(r"\d{1,2}\.\d{1,2}")
_OLDEST = timedelta(days=5 * 366)
_NEWEST = timedelta(days=2 * 366)
_WEEK = timedelta(days=7)
_AHEAD = timedelta(days=60)
"""How far ahead people fix an interview without naming its year."""

MOVING = "is another day at each sync; type the date, like 2026-03-04"


@dataclass(frozen=True, slots=True)
class Odd:
    """What stands in a cell that says nothing one could rely on, and why not: an error value, a
    formula without a stored result, a date that moves with the clock."""

    shown: str
    why: str

    def __str__(self) -> str:
        return self.shown


def with_oddities(rows: Sequence[Row], layout: Layout) -> list[Row]:
    """The rows of a sheet with what readers take for blank, or for a date that stays."""
    odd = {at: Odd(str(what), what.advice) for at, what in layout.unknown.items()}
    for (row, column), formula in layout.moving.items():
        if row <= len(rows) and isinstance(rows[row - 1][column - 1], date):
            odd[row, column] = Odd(formula, MOVING)
    changed = list(rows)
    for (row, column), what in odd.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            line = changed[row - 1]
            changed[row - 1] = (*line[: column - 1], what, *line[column:])
    return changed


def is_blank(cell: Any) -> bool:
    """Whether a cell says nothing: blank, unticked, odd, or a word for nothing."""
    if cell is None or cell is False or isinstance(cell, Odd):
        return True
    if not isinstance(cell, str):
        return False
    return is_sentinel(cell) or cell.strip().casefold() in _BLANKS


def text_of(cell: Any) -> str:
    """A cell as one line of text, "" for one that says nothing; whole numbers without .0."""
    if is_blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def ticked(cell: Any) -> bool | None:
    """Whether a box is ticked, None where the cell is neither."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return cell in (1, 1.0) if cell in (0, 1) else None
    word = str(cell or "").strip().casefold()
    for each in (word, folded(word)):
        if each in _YES:
            return True
        if each in _NO:
            return False
    return None


def address_in(text: str) -> str:
    """The one mail address in a cell, "" where there is none or a choice of them."""
    if len(text) > _LONGEST_ADDRESS or "@" not in text:
        return ""
    found = _ADDRESS.findall(text)
    return found[0].strip(".") if len(found) == 1 else ""


def is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and 7 <= sum(map(str.isdigit, text)) <= 15


def is_link(cell: Any) -> bool:
    return isinstance(cell, str) and bool(_LINK.match(cell.strip()))


def is_number(cell: Any) -> bool:
    """A number or a long code, as no company and no job is called."""
    if isinstance(cell, bool):
        return False
    return isinstance(cell, int | float) or bool(_HASH.fullmatch(str(cell).strip()))


@dataclass
class Days:
    """Reads their days, each different cell once. `order` is that of dates typed as numbers, "" for
    unknown."""

    today: date
    order: str = ""
    _read: dict[Any, date | None] = field(default_factory=dict, repr=False)

    def read(self, cell: Any) -> date | None:
        """The day in a cell, None where there is none that is sure; a day long past stands for
        none."""
        if is_blank(cell) or isinstance(cell, bool | time | timedelta):
            return None
        if isinstance(cell, datetime | date):
            return self._likely(cell.date() if isinstance(cell, datetime) else cell)
        if cell not in self._read:
            self._read[cell] = self._likely(self._of_text(cell))
        return self._read[cell]

    def read_surely(self, cell: Any) -> date | None:
        """The same without numbers such as 8.1, which may have been typed as 8.10."""
        shortened = isinstance(cell, float) and pointed(cell) and len(f"{cell % 1:g}") < _HUNDREDTHS
        return None if shortened else self.read(cell)

    def read_talk(self, cell: Any, applied: date | None = None) -> date | None:
        """The day of an interview. One without a year is the first since the application, where
        that is not far ahead, else the nearest either way."""
        sure = self.read_surely(cell)
        if not self.lacks_year(cell):
            return sure
        near = sure or self._nearest(cell)
        return self._of_likely_year(cell, near, applied) if near else None

    def _of_likely_year(self, cell: Any, near: date, applied: date | None) -> date:
        latest = self.today + _AHEAD
        days = [day for day in _of_years_around(near, self.today) if day <= latest]
        days = [day for day in days if self._can_be(cell, day)] or [near]
        since = [day for day in days if applied and day >= applied]
        return since[0] if since else min(days, key=lambda day: abs(day - self.today))

    def lacks_year(self, cell: Any) -> bool:
        """Whether a day is typed without its year, so that other years read it anew."""
        if not isinstance(cell, str | float):
            return False
        return bool(pointed(cell)) or self._moves(cell)

    def _nearest(self, cell: Any) -> date | None:
        """The day nearest either way, as a weekday beside it allows."""
        if pointed(cell) or self.why_unread(cell):
            return None
        return read_day(
            cell,
            today=self.today,
            order=self.order,
            lean=Lean.EITHER,
        ).day

    def _can_be(self, cell: Any, day: date) -> bool:
        """Whether the cell allows that year: a weekday in it may not."""
        if pointed(cell):
            return True
        return (
            read_day(
                cell,
                today=day,
                order=self.order,
                lean=Lean.EITHER,
            ).day
            == day
        )

    def _moves(self, cell: Any) -> bool:
        try:
            return read_day(cell, today=self.today, order=self.order).moves
        except Unreadable:
            return False

    def why_unread(self, cell: Any) -> str:
        """Why no day can be read in a cell that says something, "" where one can."""
        try:
            found = read_day(
                cell,
                today=self.today,
                order=self.order,
                lean=Lean.EITHER,
            )
        except Unreadable as error:
            return str(error)
        return MOVING if self._slides(cell, found, self.order) else ""

    def _slides(self, cell: Any, found: Day, order: str) -> bool:
        """Whether a word such as tomorrow or Tuesday is meant, which a week later is another day of
        the month."""
        if not found.moves or found.day is None:
            return False
        later = read_day(cell, today=self.today + _WEEK, order=order).day
        return later is not None and (later.month, later.day) != (found.day.month, found.day.day)

    def is_unread(self, cell: Any) -> bool:
        """Whether a cell is meant as a day of this search, and nobody can tell which."""
        if isinstance(cell, datetime | date) or not self.is_day(cell):
            return False
        return self.read_surely(cell) is None and (is_unsure(cell) or bool(pointed(cell)))

    def is_day(self, cell: Any) -> bool:
        """Whether a cell is meant as a day, though it may be unsure which."""
        if is_blank(cell) or isinstance(cell, bool):
            return False
        if isinstance(cell, datetime | date):
            return True
        return any(self._found(cell, order).day for order in _ORDERS) or bool(pointed(cell))

    def _of_text(self, cell: Any) -> date | None:
        parts = pointed(cell)
        if parts and self.order in ("DMY", "MDY"):
            day, month = parts if self.order == "DMY" else (parts[1], parts[0])
            return _latest(day, month, self.today)
        return self._try(cell, self.order)

    def _try(self, cell: Any, order: str) -> date | None:
        """The day, None for a word that is another day at each sync: their sheet is never written,
        so nothing could fix what it meant."""
        found = self._found(cell, order)
        return None if self._slides(cell, found, order) else found.day

    def _found(self, cell: Any, order: str) -> Day:
        try:
            return read_day(cell, today=self.today, order=order)
        except Unreadable:
            return Day(None)

    def _likely(self, day: date | None) -> date | None:
        """A day of this job search: 2000-01-01 is what a form puts where nothing was typed."""
        if day is None or not self.today - _OLDEST <= day <= self.today + _NEWEST:
            return None
        return day


_ORDERS = ("DMY", "MDY", "YMD")


def same_day_in_other_years(day: date, today: date) -> list[date]:
    """What a day typed without its year can mean but for the year that it is read with."""
    return [each for each in _of_years_around(day, today) if each != day]


def _of_years_around(day: date, today: date) -> list[date]:
    """The same day of the month from five years ago to the year after today's, in order; 29
    February in leap years alone."""
    years = range(today.year - 5, today.year + 2)
    leap = (day.month, day.day) == (2, 29)
    return [day.replace(year=year) for year in years if isleap(year) or not leap]


def pointed(cell: Any) -> tuple[int, int] | None:
    """The two numbers of a day typed as 8.21, None where the cell is no such number."""
    if isinstance(cell, bool) or not isinstance(cell, float | str):
        return None
    text = str(cell).strip()
    if not _POINTED.fullmatch(text):
        return None
    first, second = (int(part) for part in text.split("."))
    fits = 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12
    return (first, second) if fits else None


def _latest(day: int, month: int, today: date) -> date | None:
    """The last such day that is not after today."""
    for year in (today.year, today.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        if found <= today:
            return found
    return None


def order_of(cells: Sequence[Any]) -> str:
    """The order that days typed as numbers show by a day over 12; "" where none does, or two
    contradict."""
    found = set()
    for cell in cells:
        if isinstance(cell, str | float) and (parts := _two_numbers(cell)):
            first, second = parts
            if first > 12 >= second:
                found.add("DMY")
            elif second > 12 >= first:
                found.add("MDY")
    return found.pop() if len(found) == 1 else ""


_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](?:\d{2}|\d{4})|\.)?")


def _two_numbers(cell: str | float) -> tuple[int, int] | None:
    match = _NUMERIC.fullmatch(str(cell).strip())
    return (int(match[1]), int(match[2])) if match else None


def is_unsure(cell: Any) -> bool:
    """Whether a day typed as numbers has two readings."""
    parts = _two_numbers(cell) if isinstance(cell, str | float) else None
    return parts is not None and max(parts) <= 12 and parts[0] != parts[1]


def share(cells: Sequence[Any], test: Callable[[Any], bool]) -> float:
    """The share of cells that pass; 0 for none."""
    return sum(map(test, cells)) / len(cells) if cells else 0.0
