"""A log row that the user typed keeps what it was taken for, whatever is renamed later; a row that
is there twice is told (spec 3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Run

ROW = {
    "Company": "Acme",
    "Job title": "Analyst",
    "Interviewer": "Dana Lee",
    "Interview date": date(2026, 11, 16),
    "Email": "dana@acme.example",
}


@pytest.fixture
def path(run: Run, tmp_path: Path) -> Path:
    run("init", "interviews.xlsx")
    return tmp_path / "interviews.xlsx"


def _write(path: Path, sheet: str, header: int, row: int, cells: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(path)
    columns = {cell.value: cell.column for cell in book[sheet][header]}
    for name, value in cells.items():
        book[sheet].cell(row, columns[name]).value = value
    book.save(path)


def _read(path: Path, sheet: str, header: int, row: int) -> dict[str, Any]:
    rows = openpyxl.load_workbook(path)[sheet]
    return {cell.value: rows.cell(row, cell.column).value for cell in rows[header]}


def test_a_typed_line_gets_its_message_and_its_row_once(run: Run, path: Path) -> None:
    line = {"Date": date(2026, 11, 16), "Company": "acme", "Interviewer": "dana  lee"}
    _write(path, "Interviews", 2, 3, ROW)
    _write(path, "Communications", 1, 2, line)
    run("sync", path, "--today", "2026-11-17")
    known, row = _read(path, "Communications", 1, 2), _read(path, "Interviews", 2, 3)
    assert (known["Message"], known["ID"]) == ("Thank-you", row["ID"])
    assert (known["Company"], known["Interviewer"]) == ("acme", "dana  lee")
    before = path.read_bytes()
    run("sync", path, "--today", "2026-11-17")
    assert path.read_bytes() == before


def test_what_bounced_gets_its_message_too_and_is_sent_again(run: Run, path: Path) -> None:
    line = {"Company": "Acme", "Interviewer": "Dana Lee"}
    _write(path, "Interviews", 2, 3, ROW)
    bounced = line | {"Date": date(2026, 11, 16), "Response": "bounced"}
    _write(path, "Communications", 1, 2, bounced)
    run("sync", path, "--today", "2026-11-17", code=3)
    assert _read(path, "Communications", 1, 2)["Message"] == "Thank-you"
    assert _read(path, "Interviews", 2, 3)["Next action"] == "Thank-you"
    _write(path, "Communications", 1, 3, line | {"Date": date(2026, 11, 17)})
    run("sync", path, "--today", "2026-11-18", code=3)
    assert _read(path, "Communications", 1, 3)["Message"] == "Thank-you"
    assert _read(path, "Interviews", 2, 3)["Next action"] == "Check-in"


def test_a_line_stays_with_its_row_when_company_and_name_are_changed(run: Run, path: Path) -> None:
    line = {"Date": date(2026, 11, 16), "Company": "Acme", "Interviewer": "Dana Lee"}
    _write(path, "Interviews", 2, 3, ROW)
    _write(path, "Communications", 1, 2, line | {"Message": "Thank-you"})
    run("sync", path, "--today", "2026-11-17")
    renamed = {"Company": "Acme Holdings", "Interviewer": "Dana Lee-Smith"}
    _write(path, "Interviews", 2, 3, renamed)
    run("sync", path, "--today", "2026-11-17")
    assert _read(path, "Interviews", 2, 3)["Next action"] == "Check-in"


def test_what_the_user_typed_is_never_replaced(run: Run, path: Path) -> None:
    line = {"Date": date(2026, 11, 16), "Company": "Acme", "Message": "Check-in", "ID": "mine"}
    _write(path, "Interviews", 2, 3, ROW)
    _write(path, "Communications", 1, 2, line)
    run("sync", path, "--today", "2026-11-17", code=3)
    known = _read(path, "Communications", 1, 2)
    assert (known["Message"], known["ID"], known["Interviewer"]) == ("Check-in", "mine", None)


def test_a_row_pasted_twice_is_told_and_thanked_once(run: Run, path: Path) -> None:
    _write(path, "Interviews", 2, 3, ROW)
    _write(path, "Interviews", 2, 4, ROW)
    done = run("sync", path, "--today", "2026-11-16", code=3)
    assert "repeats row 3; delete one of the two" in done.stdout
    assert [_read(path, "Interviews", 2, row)["Next action"] for row in (3, 4)] == [
        "Thank-you",
        None,
    ]


def test_a_name_that_is_merged_over_rows_is_told_by_its_merge(run: Run, path: Path) -> None:
    for row, name in ((3, "Dana Lee"), (4, "Bo Ray")):
        _write(path, "Interviews", 2, row, ROW | {"Interviewer": name})
    book = openpyxl.load_workbook(path)
    column = next(cell for cell in book["Interviews"][2] if cell.value == "Interviewer")
    place = column.column_letter
    book["Interviews"].merge_cells(f"{place}3:{place}4")
    book.save(path)
    done = run("sync", path, "--today", "2026-11-16", code=3)
    assert f"Interviews!{place}4: 'Dana Lee' is merged with {place}3" in done.stdout
