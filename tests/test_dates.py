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
from sheetfollow.intake.dates import WorkingDays, say, say_all
from sheetfollow.intake.typed_dates import Lean, read_date, read_day, read_time

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
    assert read_date("4 Dec", today=TODAY, lean=Lean.EITHER) == date(2026, 12, 4)
    assert read_date("4 Mar", today=TODAY, lean=Lean.EITHER) == date(2027, 3, 4)


_MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("16-Nov-26", date(2026, 11, 16)),
        ("16 Nov 26", date(2026, 11, 16)),
        ("16Nov2026", date(2026, 11, 16)),
        ("16. November 2026", date(2026, 11, 16)),
        ("16/Nov/2026", date(2026, 11, 16)),
        ("Nov-16-2026", date(2026, 11, 16)),
        ("16/11/2026 15:00", date(2026, 11, 16)),
        ("16.11.2026, 15.30 Uhr", date(2026, 11, 16)),
        ("2026-11-16T15:00:00Z", date(2026, 11, 16)),
        ("2026-11-16T15:00:00.000+01:00", date(2026, 11, 16)),
        ("2026-11-16 15:00 CET", date(2026, 11, 16)),
        ("2026-11-16Z", date(2026, 11, 16)),
        ("20261116", date(2026, 11, 16)),
        ("24th of Nov 2026", date(2026, 11, 24)),
        ("the 24th of November 2026", date(2026, 11, 24)),
        ("November 24th, 2026", date(2026, 11, 24)),
        ("Nov 22 2pm", date(2026, 11, 22)),
        ("22 Nov, 2:30 p.m.", date(2026, 11, 22)),
        ("22 Nov at 14h30", date(2026, 11, 22)),
        ("22 Nov 2pm-3pm", date(2026, 11, 22)),
        ("Mon, 16 Nov 2026, 15:00", date(2026, 11, 16)),
        ("16 Nov 2026 (Mon)", date(2026, 11, 16)),
        ("22.11.", date(2026, 11, 22)),
        ("11/22", date(2026, 11, 22)),
        ("22/11", date(2026, 11, 22)),
        ("today 3pm", date(2026, 11, 23)),
        ("Tuesday", date(2026, 11, 17)),
        ("on Tue", date(2026, 11, 17)),
        ("Monday", date(2026, 11, 23)),
        ("last Monday", date(2026, 11, 16)),
        ("last Friday", date(2026, 11, 20)),
        ("Friday afternoon", date(2026, 11, 20)),
        ("Wed 4 Mar", date(2026, 3, 4)),
    ],
)
def test_a_day_is_read_as_excel_and_its_people_write_it(typed: str, day: date) -> None:
    """From Mon 23 Nov 2026, of what has happened."""
    assert read_date(typed, today=_MONDAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", date(2026, 11, 24)),
        ("Tuesday", date(2026, 11, 24)),
        ("Monday", date(2026, 11, 23)),
        ("last Friday", date(2026, 11, 20)),
        ("24.11.", date(2026, 11, 24)),
        ("11/24", date(2026, 11, 24)),
        ("4 Mar", date(2027, 3, 4)),
        ("20 Nov", date(2026, 11, 20)),
    ],
)
def test_a_day_that_lies_ahead_is_not_before_today_unless_it_has_just_passed(
    typed: str, day: date
) -> None:
    assert read_date(typed, today=_MONDAY, lean=Lean.AHEAD) == day


def test_a_bare_weekday_of_an_interview_is_asked_about() -> None:
    for typed in ("Tuesday", "next Tuesday"):
        with pytest.raises(Unreadable, match="in this week or in another"):
            read_date(typed, today=_MONDAY, lean=Lean.EITHER)
    assert read_date("last Tuesday", today=_MONDAY, lean=Lean.EITHER) == date(2026, 11, 17)


@pytest.mark.parametrize(
    "typed",
    [
        "3/4",
        "3.4.",
        "Nov 2026",
        "Nov-26",
        "13/13",
        "31/2",
        "Tue 16 Nov 2026",
        "16/11-2026",
        "16",
        "2pm",
        "in 3 days",
        "end of November",
        "Q4",
        "20261332",
    ],
)
def test_what_can_be_two_days_or_none_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_date(typed, today=_MONDAY)


@pytest.mark.parametrize(
    ("typed", "moves"),
    [
        ("today", True),
        ("tomorrow 3pm", True),
        ("Tuesday", True),
        ("last Friday", True),
        ("4 Mar", True),
        ("11/24", True),
        ("4 Mar 2026", False),
        ("25/12/2026", False),
        ("46085", False),
        (None, False),
    ],
)
def test_what_needed_today_to_be_read_is_known(typed: Any, moves: bool) -> None:
    assert read_day(typed, today=_MONDAY).moves is moves


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_day_without_its_year_lies_on_the_side_where_the_column_leans(
    day: date, today: date
) -> None:
    typed = day.strftime("%d %b")
    past = read_date(typed, today=today, lean=Lean.PAST)
    either = read_date(typed, today=today, lean=Lean.EITHER)
    ahead = read_date(typed, today=today, lean=Lean.AHEAD)
    assert past
    assert either
    assert ahead
    assert past <= today
    assert ahead >= today - timedelta(days=60)
    assert abs(either - today) <= min(abs(past - today), abs(ahead - today))
    assert {(each.month, each.day) for each in (past, either, ahead)} == {(day.month, day.day)}


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
