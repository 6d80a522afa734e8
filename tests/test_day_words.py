"""What needed today to be read is replaced by its date, in the user's cell, at the first sync, and
the report says so (spec 4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Run

ROW = {"Company": "Acme", "Job title": "Analyst", "Interviewer": "Dana Lee"}


@pytest.fixture
def typed(run: Run, tmp_path: Path) -> Callable[..., Path]:
    """A workbook with one row and one log row, typed as in Excel; a function sets the cell."""
    run("init", "interviews.xlsx")
    path = tmp_path / "interviews.xlsx"

    def make(**cells: Any) -> Path:
        book = openpyxl.load_workbook(path)
        _type(book["Interviews"], 2, ROW | cells)
        if "Date" in cells:
            _type(book["Communications"], 1, ROW | {"Message": "Thank-you"} | cells)
        book.save(path)
        return path

    return make


def _type(sheet: Any, header: int, cells: dict[str, Any]) -> None:
    columns = {cell.value: cell.column for cell in sheet[header]}
    for name, value in cells.items():
        column = columns.get(name.replace("_", " "))
        if callable(value) and column:
            value(sheet.cell(header + 1, column))
        elif column:
            sheet.cell(header + 1, column).value = value


def _cell(path: Path, name: str, sheet: str = "Interviews", header: int = 2) -> Any:
    rows = openpyxl.load_workbook(path)[sheet]
    column = next(cell.column for cell in rows[header] if cell.value == name)
    return rows.cell(header + 1, column)


def test_the_word_becomes_its_date_and_does_not_slide(typed: Any, run: Run) -> None:
    path = typed(Interview_date="yesterday", Decision_by="Friday", Date="today")
    done = run("sync", path, "--today", "2026-11-23")
    assert "'yesterday' is now 2026-11-22" in done.stdout
    assert "'Friday' is now 2026-11-27" in done.stdout
    assert "note: Communications!A2: 'today' is now 2026-11-23" in done.stdout
    assert _cell(path, "Interview date").value == datetime(2026, 11, 22)
    assert _cell(path, "Decision by").value == datetime(2026, 11, 27)
    assert _cell(path, "Date", "Communications", 1).value == datetime(2026, 11, 23)
    before = path.read_bytes()
    assert "note:" not in run("sync", path, "--today", "2026-11-23").stdout
    assert path.read_bytes() == before
    run("sync", path, "--today", "2026-11-24")
    assert _cell(path, "Interview date").value == datetime(2026, 11, 22)


@pytest.mark.parametrize(
    "said", ["Nov 24 2pm", "tomorrow at 14:00", "Tue 24 Nov 1:30pm - 2pm", "24 Nov, 14h00"]
)
def test_a_time_behind_the_day_gets_its_own_cell_and_counts(
    typed: Any, run: Run, said: str
) -> None:
    path = typed(Interview_date=said)
    done = run("sync", path, "--now", "2026-11-23T09:00")
    assert f"{said!r} is now 14:00" in done.stdout
    assert _cell(path, "Interview date").value == datetime(2026, 11, 24)
    assert _cell(path, "Interview time").value == time(14)
    assert _cell(path, "Interview time").number_format == "hh:mm"
    run("sync", path, "--now", "2026-11-24T09:00")
    assert _cell(path, "Status").value == "Upcoming", "the talk is five hours ahead"


def test_a_time_in_a_date_counts_where_interview_time_is_blank(typed: Any, run: Run) -> None:
    path = typed(Interview_date=datetime(2026, 11, 24, 14))
    run("sync", path, "--now", "2026-11-24T09:00")
    assert _cell(path, "Status").value == "Upcoming"


def test_a_preview_says_it_and_writes_nothing(typed: Any, run: Run) -> None:
    path = typed(Interview_date="yesterday")
    before = path.read_bytes()
    assert (
        "'yesterday' is now"
        in run("sync", path, "--today", "2026-11-23", "--dry-run", code=3).stdout
    )
    assert path.read_bytes() == before


def test_a_cell_formatted_as_text_gets_the_date_as_text(typed: Any, run: Run) -> None:
    def as_text(cell: Any) -> None:
        cell.value, cell.number_format = "yesterday", "@"

    path = typed(Interview_date=as_text)
    run("sync", path, "--today", "2026-11-23", code=3)
    cell = _cell(path, "Interview date")
    assert (cell.value, cell.number_format) == ("2026-11-22", "@")


@pytest.mark.parametrize("own", ["dd/mm/yy", "mmm-yy", "[$-409]d. mmmm yyyy"])
def test_the_users_own_date_format_stays(typed: Any, run: Run, own: str) -> None:
    def formatted(cell: Any) -> None:
        cell.value, cell.number_format = "yesterday", own

    path = typed(Interview_date=formatted)
    run("sync", path, "--today", "2026-11-23", code=3)
    cell = _cell(path, "Interview date")
    assert (cell.value, cell.number_format) == (datetime(2026, 11, 22), own)


def test_a_cell_without_a_date_format_gets_one(typed: Any, run: Run) -> None:
    def general(cell: Any) -> None:
        cell.value, cell.number_format = "yesterday", "General"

    path = typed(Interview_date=general)
    run("sync", path, "--today", "2026-11-23", code=3)
    assert _cell(path, "Interview date").is_date


def test_a_word_in_a_merge_is_replaced_where_it_stands(typed: Any, run: Run) -> None:
    path = typed(Interview_date="yesterday")
    book = openpyxl.load_workbook(path)
    sheet = book["Interviews"]
    names = {cell.value: cell for cell in sheet[2]}
    for name, value in (ROW | {"Interviewer": "Bo Ray"}).items():
        sheet.cell(4, names[name].column).value = value
    column = names["Interview date"].column_letter
    sheet.merge_cells(f"{column}3:{column}4")
    book.save(path)
    run("sync", path, "--today", "2026-11-23", code=3)
    assert _cell(path, "Interview date").value == datetime(2026, 11, 22)
    status = names["Status"].column_letter
    assert openpyxl.load_workbook(path)["Interviews"][f"{status}4"].value == "Due"


def test_a_mark_that_was_taken_is_emptied_and_not_dated(typed: Any, run: Run) -> None:
    path = typed(Interview_date=date(2026, 11, 20), Sent_on="yesterday")
    done = run("sync", path, "--today", "2026-11-23")
    assert "logged: Thank-you" in done.stdout
    assert _cell(path, "Sent on").value is None


def test_a_mark_that_could_not_be_taken_keeps_its_day(typed: Any, run: Run) -> None:
    path = typed(Interview_date=date(2026, 11, 23), Sent_on="yesterday")
    run("sync", path, "--today", "2026-11-23", code=3)
    assert _cell(path, "Sent on").value == datetime(2026, 11, 22)
