"""What people type becomes typed tables; every fault is a value with its cell (spec 4)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pandas as pd
import pytest

from sheetfollow.intake import Intake, take_in
from sheetfollow.intake.settings import Settings
from sheetfollow.schema import INTERVIEWS
from sheetfollow.xlsx.a1 import letters
from tests.helpers.stories import DEFAULTS, book

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 16)


def _take(
    *rows: dict[str, Any], log: list[dict[str, Any]] | None = None, **settings: Any
) -> Intake:
    return take_in(book(rows, log or [], {}), Settings(**settings), today=TODAY)


def _letters(header: str) -> str:
    return letters([column.header for column in INTERVIEWS.columns].index(header) + 1)


def _row(**more: Any) -> dict[str, Any]:
    return (
        DEFAULTS
        | {"Interview date": HELD}
        | {key.replace("_", " "): value for key, value in more.items()}
    )


def test_a_whole_row_is_read_by_its_kinds() -> None:
    row = _row(
        Email="Dana@Example.com",
        Interview_time=time(15, 30),
        Main_contact="✓",
        Warm="n",
        Phone="+49 30 123456",
        Outcome="next ROUND",
        Topic_discussed="  customer \n retention ",
        LinkedIn="-",
    )
    intake = _take(row)
    assert intake.problems == ()
    read = intake.rows.iloc[0]
    assert read["interview_date"] == pd.Timestamp(2026, 11, 16)
    assert read["interview_time"] == pd.Timedelta(hours=15, minutes=30)
    assert read["email"] == "Dana@Example.com"
    assert bool(read["main_contact"]) is True
    assert bool(read["warm"]) is False
    assert read["phone"] == "+49 30 123456"
    assert read["outcome"] == "Next round"
    assert read["topic"] == "customer\nretention"
    assert read["linkedin"] == ""
    assert pd.isna(read["decision_by"])


@pytest.mark.parametrize(
    ("header", "typed", "expected"),
    [
        ("Interview date", "next week", "is not a date"),
        ("Interview time", "noonish", "is not a time"),
        ("Email", "dana at example", "is not one address"),
        ("Main contact", "perhaps", "neither Yes nor No"),
        ("Outcome", "Rejected by e-mail", "is not one of Waiting, Next round"),
        ("Sent on", "hm", "type x for today"),
        ("Sent on", date(2026, 11, 24), "is in the future"),
        ("Sent on", date(2026, 11, 15), "is before the interview"),
        ("LinkedIn", "ask her", "is not a LinkedIn profile"),
    ],
)
def test_an_unreadable_cell_is_a_problem_with_its_cell_and_every_other_row_goes_on(
    header: str, typed: Any, expected: str
) -> None:
    intake = _take(_row() | {header: typed}, _row(Interviewer="Sam Roe"))
    (problem,) = intake.problems
    assert problem.place == f"Interviews!{_letters(header)}2"
    assert expected in str(problem)
    assert list(intake.rows["problem"]) == [str(problem), ""]


@pytest.mark.parametrize("header", ["Company", "Job title", "Interviewer", "Interview date"])
@pytest.mark.parametrize("typed", [None, " ", "tbd"])
def test_a_required_cell_that_is_blank_is_a_problem(header: str, typed: Any) -> None:
    (problem,) = _take(_row() | {header: typed}).problems
    assert f"{header} is blank" in str(problem)


def test_a_row_with_only_blanks_false_or_sentinels_is_no_row() -> None:
    blank = {"Company": None, "Warm": False, "Email": "-", "Interview date": "tbd", "Notes": "mine"}
    intake = _take(blank, _row())
    assert list(intake.rows["sheet_row"]) == [3]
    assert intake.problems == ()


def test_a_log_row_without_a_day_or_with_one_ahead_is_a_problem() -> None:
    log = [
        {"Date": None, "Company": "Acme"},
        {"Date": date(2026, 11, 24), "Company": "Acme"},
        {"Date": "23 Nov", "Company": "A"},
    ]
    intake = _take(_row(), log=log)
    assert [problem.place for problem in intake.problems] == [
        "Communications!A3",
        "Communications!A2",
    ]
    assert list(intake.log["problem"] == "") == [False, False, True]


def test_dates_typed_as_numbers_follow_the_order_in_settings() -> None:
    assert _take(_row(Interview_date="3/11/2026"), date_order="DMY").rows["interview_date"][
        0
    ] == pd.Timestamp(2026, 11, 3)
    (problem,) = _take(_row(Interview_date="3/11/2026")).problems
    assert "can be two different days" in problem.expected
