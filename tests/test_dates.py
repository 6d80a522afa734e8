"""What people type as a day or a time is read as meant, or refused with what is expected (spec
4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetfollow.intake.cells import Unreadable
from sheetfollow.intake.dates import WorkingDays, read_date, read_time, say, say_all

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (date(2026, 3, 4), date(2026, 3, 4)),
        (datetime(2026, 3, 4, 15, 30), date(2026, 3, 4)),
        (46085, date(2026, 3, 4)),
        (46085.5, date(2026, 3, 4)),
        ("46085", date(2026, 3, 4)),
        ("2026-03-04", date(2026, 3, 4)),
        ("2026-03-04T09:00", date(2026, 3, 4)),
        ("4 Mar 2026", date(2026, 3, 4)),
        (" 4  march 2026 ", date(2026, 3, 4)),
        ("4th March, 2026", date(2026, 3, 4)),
        ("Wed 4 Mar 2026", date(2026, 3, 4)),
        ("Mar 4, 2026", date(2026, 3, 4)),
        ("4-Mar-2026", date(2026, 3, 4)),
        ("4 Mar", date(2026, 3, 4)),
        ("4 Dec", date(2025, 12, 4)),
        ("23 Nov", date(2026, 11, 23)),
        ("24 Nov", date(2025, 11, 24)),
        ("29 Feb", date(2024, 2, 29)),
        ("4 Sept 2026", date(2026, 9, 4)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("4/4/2026", date(2026, 4, 4)),
        ("2026/3/4", date(2026, 3, 4)),
        ("today", date(2026, 11, 23)),
        ("Yesterday", date(2026, 11, 22)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: Any, day: date) -> None:
    assert read_date(typed, today=TODAY) == day


@pytest.mark.parametrize("typed", [None, "", "  ", "-", "n/a", "N/A", "tbd", "?", False])
def test_sentinels_are_blank(typed: Any) -> None:
    assert read_date(typed, today=TODAY) is None


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "31 Feb 2026",
        "2026-02-30",
        "next week",
        12,
        19999,
        80001,
        True,
        "32/13/2026",
        "Marchember 4",
        "4 M",
        "4/3/12345",
        "0000-00-00",
        "1/1/0001",
    ],
)
def test_anything_else_is_refused(typed: Any) -> None:
    with pytest.raises(Unreadable):
        read_date(typed, today=TODAY)


def test_numbers_that_can_be_two_days_are_refused_until_settings_names_the_order() -> None:
    with pytest.raises(Unreadable, match="Date order"):
        read_date("3/4/2026", today=TODAY)
    assert read_date("3/4/2026", today=TODAY, order="DMY") == date(2026, 4, 3)
    assert read_date("3/4/2026", today=TODAY, order="MDY") == date(2026, 3, 4)
    assert read_date("26/4/3", today=TODAY, order="YMD") == date(2026, 4, 3)


def test_numbers_are_read_only_in_the_order_that_settings_names() -> None:
    with pytest.raises(Unreadable):
        read_date("25/12/2026", today=TODAY, order="MDY")


def test_serials_follow_the_date_system_of_the_workbook() -> None:
    assert read_date(44623, today=TODAY, date1904=True) == date(2026, 3, 4)


def test_a_day_without_a_year_is_the_nearest_in_either_direction_for_days_to_come() -> None:
    assert read_date("4 Dec", today=TODAY, past=False) == date(2026, 12, 4)
    assert read_date("4 Mar", today=TODAY, past=False) == date(2027, 3, 4)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_reads_back_from_its_iso_and_its_english_form(day: date) -> None:
    assert read_date(day.isoformat(), today=TODAY) == day
    assert read_date(day.strftime("%d %b %Y"), today=TODAY) == day
    assert read_date(day.strftime("%d.%m.%Y"), today=TODAY, order="DMY") == day


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        (time(15, 30), time(15, 30)),
        ("15:30", time(15, 30)),
        ("3:30 pm", time(15, 30)),
        ("3pm", time(15, 0)),
        ("12 am", time(0, 0)),
        ("9.15", time(9, 15)),
        (0.5, time(12, 0)),
        (timedelta(hours=9), time(9, 0)),
        (datetime(1899, 12, 31, 9, 15), time(9, 15)),
        ("tbd", None),
        (None, None),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: Any, moment: time | None) -> None:
    assert read_time(typed) == moment


@pytest.mark.parametrize("typed", ["25:00", "noonish", 3, 1.5, "13 pm", "7"])
def test_a_time_that_is_none_is_refused(typed: Any) -> None:
    with pytest.raises(Unreadable):
        read_time(typed)


def _column(*days: str) -> np.ndarray:
    return np.array(days, dtype="datetime64[s]")


def test_days_move_forward_to_the_next_working_day() -> None:
    """Sat 26 Dec 2026 -> Mon 28; in Germany Fri 25 Dec is a holiday too; a working day stays."""
    assert list(WorkingDays.of("").roll(_column("2026-12-26", "2026-12-25"))) == list(
        _column("2026-12-28", "2026-12-25")
    )
    assert list(WorkingDays.of("DE").roll(_column("2026-12-25"))) == list(_column("2026-12-28"))


def test_two_working_days_after_a_friday_are_the_tuesday() -> None:
    assert list(WorkingDays.of("").add(_column("2026-11-20", "2026-11-21"), 2)) == list(
        _column("2026-11-24", "2026-11-24")
    )


def test_a_subdivision_has_its_own_holidays() -> None:
    """6 January is a holiday in Bavaria, not in Berlin; 2027-01-06 is a Wednesday."""
    day = _column("2027-01-06")
    assert list(WorkingDays.of("DE-BY").roll(day)) == list(_column("2027-01-07"))
    assert list(WorkingDays.of("DE-BE").roll(day)) == list(day)
    assert not WorkingDays.knows("XX")
    assert not WorkingDays.knows("DE-QQ")


def test_a_day_is_said_with_its_year_where_that_is_not_todays() -> None:
    assert say(date(2026, 11, 16), today=TODAY) == "Mon 16 Nov"
    assert say(date(2027, 1, 4), today=TODAY) == "Mon 4 Jan 2027"
    assert list(say_all(_column("2026-11-16", "NaT"), today=TODAY)) == ["Mon 16 Nov", ""]
