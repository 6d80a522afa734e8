"""Days as people type them into their own tracker: none slides, none is lost (spec 4; spec 8,
adopt)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetfollow import pipeline
from sheetfollow.adopt.values import Days
from sheetfollow.intake.workbook import read
from sheetfollow.outputs.report import Report
from tests.helpers import trackers
from tests.helpers.packages import changed

TODAY = trackers.TODAY
SHEET = "xl/worksheets/sheet1.xml"
HEAD = ["Company", "Role", "Applied", "Status", "Interview date"]
ROWS = [
    ["Acme", "Buyer", date(2026, 11, 1), "Applied", date(2026, 11, 18)],
    ["Bolt", "Cook", date(2026, 11, 2), "Applied", date(2026, 11, 12)],
    ["Corn", "Nurse", date(2026, 11, 3), "Applied", None],
]


def _made(folder: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Jobs"
    for row in (HEAD, *ROWS, *rows):
        book.active.append(row)
    book.save(folder / "jobs.xlsx")
    return trackers.adopt(folder / "jobs.xlsx", order="MDY")


def _type(path: Path, cells: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Jobs"][cell] = value
    book.save(path)


def _sync(path: Path, day: date = TODAY) -> Report:
    return pipeline.sync(path, moment=day)


def _days_of(path: Path, company: str) -> list[date]:
    """The days of a company's lines in Interviews."""
    grid = read(path.read_bytes()).interviews
    pairs = zip(grid.values["company"], grid.values["interview_date"], strict=True)
    return [_day(cell) for each, cell in pairs if each == company]


def _day(cell: Any) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell


@pytest.mark.parametrize("word", ["tomorrow", "today", "yesterday", "tomorrow 2pm", "last Friday"])
def test_a_word_that_slides_is_never_an_interview_and_asks_for_the_date(
    tmp_path: Path, word: str
) -> None:
    path = _made(tmp_path)
    _type(path, {"E4": word})
    for number in range(4):
        report = _sync(path, TODAY + timedelta(days=number))
        assert report.taken_over == ()
        said = f"Jobs!E4: {word!r} is another day at each sync; type the date, like 2026-03-04"
        assert said in report.attention
    assert _days_of(path, "Corn") == []


@pytest.mark.parametrize("text", ["next week?", "Tuesday", "soon", "Yes"])
def test_an_interviews_day_that_cannot_be_read_is_a_problem_that_names_the_cell(
    tmp_path: Path, text: str
) -> None:
    path = _made(tmp_path)
    _type(path, {"E4": text})
    told = [each for each in _sync(path).attention if each.startswith("Jobs!E4: ")]
    assert len(told) == 1
    assert _days_of(path, "Corn") == []


@pytest.mark.parametrize("text", ["n/a", "TBD", "no", "pending", "Rejected"])
def test_a_word_for_no_interview_is_no_fault(tmp_path: Path, text: str) -> None:
    path = _made(tmp_path)
    _type(path, {"E4": text})
    assert not [each for each in _sync(path).attention if each.startswith("Jobs!E4: ")]


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("25 Nov", (1, 40, 190, 340, 370, 800)),
        ("11/25", (190, 370)),
        ("Nov 25th", (190, 370)),
        ("Wed 25 Nov", (190, 370)),
    ],
)
def test_a_day_without_a_year_may_lie_ahead_and_stays_one_interview_for_years(
    tmp_path: Path, text: str, later: Sequence[int]
) -> None:
    path = _made(tmp_path)
    _type(path, {"E4": text})
    assert _sync(path).taken_over == ("Jobs: 1 interview taken over",)
    for days in later:
        assert _sync(path, TODAY + timedelta(days=days)).taken_over == ()
    _type(path, {"E4": date(2026, 11, 25)})
    assert _sync(path).taken_over == ()
    assert _days_of(path, "Corn") == [date(2026, 11, 25)]


def test_an_old_interview_without_a_year_is_not_read_as_next_years(tmp_path: Path) -> None:
    path = _made(tmp_path, ["Dune", "Pilot", "1 Feb", "Applied", "3 Mar"])
    assert _days_of(path, "Dune") == []
    for days in range(0, 400, 50):
        _sync(path, TODAY + timedelta(days=days))
    assert _days_of(path, "Dune") == []


@pytest.mark.parametrize(
    ("text", "applied", "day"),
    [
        ("25 Nov", None, date(2026, 11, 25)),
        ("12/31", None, date(2026, 12, 31)),
        ("Jan 5", None, date(2027, 1, 5)),
        ("3 Mar", None, date(2026, 3, 3)),
        ("3 Mar", date(2025, 2, 1), date(2025, 3, 3)),
        ("25 Oct", date(2026, 11, 1), date(2026, 10, 25)),
        ("11.25", None, date(2026, 11, 25)),
        ("2026-11-25", None, date(2026, 11, 25)),
        ("29 Feb", None, date(2024, 2, 29)),
        ("tomorrow", None, None),
    ],
)
def test_a_day_without_a_year_is_the_first_since_the_application_else_the_nearest(
    text: str, applied: date | None, day: date | None
) -> None:
    assert Days(TODAY, "MDY").read_talk(text, applied) == day


def _formula(path: Path, cell: str, formula: str, kind: str, result: str) -> None:
    """The formula in a cell of theirs, with the result that Excel has stored."""
    _type(path, {cell: f"={formula}"})
    data = path.read_bytes()
    data = changed(data, SHEET, f"<f>{formula}</f><v></v>", f"<f>{formula}</f><v>{result}</v>")
    path.write_bytes(changed(data, SHEET, f'<c r="{cell}"', f'<c r="{cell}" t="{kind}"'))


@pytest.mark.parametrize(
    ("formula", "kind", "result", "why"),
    [
        ("NA()", "e", "#N/A", "is an error value"),
        ("TODAY()-3", "n", "46349", "is another day at each sync"),
        ("A4", "n", "", "without a stored result"),
    ],
)
def test_an_error_or_a_date_that_moves_with_the_clock_is_no_interview_and_is_told(
    tmp_path: Path, formula: str, kind: str, result: str, why: str
) -> None:
    path = _made(tmp_path)
    _type(path, {"E4": TODAY})  # the format of a date
    _formula(path, "E4", formula, kind, result)
    (said,) = [each for each in _sync(path).attention if "Jobs!E4" in each]
    assert why in said
    assert _days_of(path, "Corn") == []


def test_a_state_that_a_formula_makes_of_todays_date_is_read(tmp_path: Path) -> None:
    path = _made(tmp_path)
    _formula(path, "D2", "REPT(F2,TODAY()-C2)", "str", "Rejected")
    _sync(path)
    assert "Rejected" in read(path.read_bytes()).interviews.values["outcome"]
