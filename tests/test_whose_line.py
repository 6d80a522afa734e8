"""A log row is nobody's for good while a cell that cannot be read may change whose it is, and what
Check says of one that found no row is true (spec 3, Communications; 5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetfollow.plan import Plan
from tests.conftest import Run
from tests.helpers.stories import plan_of

NOV_2, NOV_16, NOV_17 = (date(2026, 11, day) for day in (2, 16, 17))
DANA = {"Company": "Acme", "Job title": "Analyst", "Interviewer": "Dana Lee"}
BO = {"Company": "Acme", "Job title": "Analyst", "Interviewer": "Bo Ray"}
THANKS = {"Company": "Acme", "Message": "Thank-you"}
Cells = dict[str, Any]


@pytest.fixture
def path(run: Run, tmp_path: Path) -> Path:
    run("init", "interviews.xlsx")
    return tmp_path / "interviews.xlsx"


def _write(path: Path, sheet: str, header: int, rows: Sequence[Cells]) -> None:
    book = openpyxl.load_workbook(path)
    columns = {cell.value: cell.column for cell in book[sheet][header]}
    for number, cells in enumerate(rows, start=header + 1):
        for name, value in cells.items():
            book[sheet].cell(number, columns[name]).value = value
    book.save(path)


def _column(path: Path, sheet: str, header: int, name: str) -> list[Any]:
    cells = openpyxl.load_workbook(path)[sheet]
    (column,) = (cell.column for cell in cells[header] if cell.value == name)
    return [cells.cell(header + 1 + at, column).value for at in range(2)]


def _ids(path: Path) -> list[Any]:
    return _column(path, "Interviews", 2, "ID")


def _log_ids(path: Path) -> list[Any]:
    return _column(path, "Communications", 1, "ID")


def _actions(path: Path) -> list[Any]:
    return _column(path, "Interviews", 2, "Next action")


def test_a_line_waits_for_the_round_whose_day_cannot_be_read(run: Run, path: Path) -> None:
    rounds = [DANA | {"Interview date": NOV_2}, DANA | {"Interview date": "Mon or Tue"}]
    lines = [THANKS | {"Interviewer": "Dana Lee", "Date": day} for day in (NOV_2, NOV_17)]
    _write(path, "Interviews", 2, rounds)
    _write(path, "Communications", 1, lines)
    run("sync", path, "--today", "2026-11-17", code=3)
    first, _ = _ids(path)
    assert _log_ids(path) == [first, None]  # on the day of round 1 no other talk is later
    _write(path, "Interviews", 2, [{}, {"Interview date": NOV_16}])
    run("sync", path, "--today", "2026-11-17", code=0)
    assert _log_ids(path) == _ids(path)
    assert "Thank-you" not in _actions(path)


@pytest.mark.parametrize(
    ("broken", "mended", "theirs"),
    [
        (({"Interview date": "Thu or Fri"}, {}), ({"Interview date": NOV_16}, {}), 0),
        (({}, {"Main contact": "main"}), ({}, {"Main contact": "Yes"}), 1),
        (
            ({"Interviewer role": "Engineer"}, {"Interviewer role": "#N/A"}),
            ({}, {"Interviewer role": "Hiring manager"}),
            1,
        ),
        (({"Job title": "#REF!"}, {}), ({"Job title": "Analyst"}, {}), 0),
    ],
    ids=["day", "mark", "role", "title"],
)
def test_a_line_to_the_company_waits_for_what_may_change_its_contact(
    run: Run, path: Path, broken: tuple[Cells, Cells], mended: tuple[Cells, Cells], theirs: int
) -> None:
    role = {"Interviewer role": "Hiring manager"}
    rows = [DANA | role | {"Interview date": NOV_16}, BO | {"Interview date": NOV_16}]
    _write(path, "Interviews", 2, [row | odd for row, odd in zip(rows, broken, strict=True)])
    _write(path, "Communications", 1, [THANKS | {"Date": NOV_16}])
    run("sync", path, "--today", "2026-11-17", code=3)
    assert _log_ids(path)[0] is None
    _write(path, "Interviews", 2, mended)
    run("sync", path, "--today", "2026-11-17", code=3)
    assert _log_ids(path)[0] == _ids(path)[theirs]
    assert _actions(path)[1 - theirs] == "Thank-you"
    assert _actions(path)[theirs] != "Thank-you"


def test_a_marked_contact_is_sure_whatever_a_colleagues_day_is(run: Run, path: Path) -> None:
    rows = [
        DANA | {"Interview date": "Thu or Fri"},
        BO | {"Interview date": NOV_16, "Main contact": "Yes"},
    ]
    _write(path, "Interviews", 2, rows)
    _write(path, "Communications", 1, [THANKS | {"Date": NOV_16}])
    run("sync", path, "--today", "2026-11-17", code=3)
    assert _log_ids(path)[0] == _ids(path)[1]


def test_a_blank_message_is_not_named_for_good_either(run: Run, path: Path) -> None:
    rounds = [DANA | {"Interview date": NOV_2}, DANA | {"Interview date": "Mon or Tue"}]
    line = {"Company": "Acme", "Interviewer": "Dana Lee", "Date": NOV_17}
    _write(path, "Interviews", 2, rounds)
    _write(path, "Communications", 1, [line])
    run("sync", path, "--today", "2026-11-17", code=3)
    assert _column(path, "Communications", 1, "Message")[0] is None
    _write(path, "Interviews", 2, [{}, {"Interview date": NOV_16}])
    run("sync", path, "--today", "2026-11-17", code=0)
    assert _column(path, "Communications", 1, "Message")[0] == "Thank-you"
    assert _log_ids(path)[0] == _ids(path)[1]


def test_a_round_without_a_day_yet_holds_nobody(run: Run, path: Path) -> None:
    rounds = [DANA | {"Interview date": NOV_16}, DANA]
    line = THANKS | {"Interviewer": "Dana Lee", "Date": NOV_17}
    _write(path, "Interviews", 2, rounds)
    _write(path, "Communications", 1, [line])
    run("sync", path, "--today", "2026-11-18", code=3)
    assert _log_ids(path)[0] is None
    assert "put right" not in str(_column(path, "Interviews", 2, "Why")[0])


def _check(plan: Plan) -> str:
    return str(plan.lines["check"].iloc[0])


@pytest.mark.parametrize(
    ("row", "line", "told"),
    [
        ({}, {"Company": "#N/A"}, "Company cannot be read, so nobody can tell whose this is"),
        ({}, {"Interviewer": "#N/A"}, "Interviewer cannot be read, so nobody can tell whose"),
        ({"Interview date": "Mon or Tue"}, {}, "Interviews!D2 cannot be read, so this waits"),
        ({"Interview date": None}, {}, "Interviews!D2 is blank, so this waits for it"),
        ({"Job title": "#REF!"}, {"Job title": "Analyst"}, "Interviews!C2 cannot be read"),
        ({"Job title": "#REF!"}, {}, ""),
        ({}, {"Date": NOV_2}, "Dated before the interview, so it is not counted"),
        ({}, {"Company": ""}, "Company is blank and the ID is not one of Interviews"),
    ],
)
def test_check_says_why_a_line_found_no_row(row: Cells, line: Cells, told: str) -> None:
    held = {"Interview date": NOV_16}
    line = {"Interviewer": "Dana Lee", "Date": NOV_16, "Message": "Thank-you"} | line
    check = _check(plan_of([held | row], [line], {}, today=NOV_17))
    assert check.startswith(told)
    assert told or not check


def test_a_log_without_an_interview_is_told_and_holds_nobody(run: Run, path: Path) -> None:
    _write(path, "Communications", 1, [THANKS | {"Interviewer": "Dana Lee", "Date": "soon"}])
    told = run("sync", path, "--today", "2026-11-17", code=3).stdout
    assert "Communications!A2: 'soon' is not a date" in told


def test_a_row_whose_day_cannot_be_read_keeps_its_line_by_id(run: Run, path: Path) -> None:
    _write(path, "Interviews", 2, [DANA | {"Interview date": NOV_16, "ID": "abc234"}])
    line = THANKS | {"Date": NOV_16, "ID": "abc234", "Interviewer": "Dana Lee"}
    _write(path, "Communications", 1, [line])
    run("sync", path, "--today", "2026-11-17", code=0)
    _write(path, "Interviews", 2, [{"Interview date": "Mon or Tue"}])
    run("sync", path, "--today", "2026-11-17", code=3)
    told = _column(path, "Communications", 1, "Check")[0]
    assert str(told).endswith("3 cannot be read, so this waits for it")


def test_a_message_before_its_interview_is_told_in_the_report(run: Run, path: Path) -> None:
    _write(path, "Interviews", 2, [DANA | {"Interview date": NOV_16}])
    line = THANKS | {"Interviewer": "Dana Lee", "Date": date(2025, 11, 16)}
    _write(path, "Communications", 1, [line])
    told = run("sync", path, "--today", "2026-11-17", code=3).stdout
    assert "Dated before the interview, so it is not counted" in told
    _write(path, "Communications", 1, [{"Message": "", "Direction": "Received"}])
    again = run("sync", path, "--today", "2026-11-17", code=3).stdout
    assert "Dated before the interview" not in again  # how the interview came about
