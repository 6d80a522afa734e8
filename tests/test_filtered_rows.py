"""A filter that hides an overdue row is told; rows that the user hides by hand are theirs."""

from __future__ import annotations

from pathlib import Path

from sheetfollow.intake.workbook import read
from tests.conftest import Run
from tests.helpers.excel_user import filter_column, hide_rows


def _row_of(path: Path, name: str) -> int:
    grid = read(path.read_bytes()).interviews
    return grid.first_row + grid.values["interviewer"].index(name)


def test_an_overdue_row_that_a_filter_hides_is_told(run: Run, example: Path) -> None:
    row = _row_of(example, "Priya Raghunathan")
    example.write_bytes(filter_column(example.read_bytes(), 1, "Acme", [row]))
    told = f"Interviews!{row}: Priya Raghunathan is overdue, and a filter hides the row; clear it"
    assert told in run("sync", example, "--today", "2026-11-23", code=3).stdout


def test_a_row_hidden_by_hand_is_not(run: Run, example: Path) -> None:
    row = _row_of(example, "Priya Raghunathan")
    example.write_bytes(hide_rows(example.read_bytes(), [row]))
    done = run("sync", example, "--today", "2026-11-23", code=3)
    assert "a filter hides" not in done.stdout
