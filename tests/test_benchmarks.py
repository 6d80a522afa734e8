"""What is measured is what is meant: the workbooks of the benchmarks, and the command that prints
the table."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sheetfollow.intake.workbook import read
from sheetfollow.schema import Status
from tests.benchmarks.books import DAY, workbook
from tests.conftest import Run
from tests.helpers import ROOT

pytestmark = pytest.mark.filterwarnings("ignore:Data Validation extension:UserWarning")


def test_the_log_is_twice_as_long_as_the_interviews_and_a_chart_a_picture_and_lists_are_there() -> (
    None
):
    data = workbook(40)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["Interviews"].max_row == 2 + 40
    assert book["Communications"].max_row == 1 + 80
    assert book["Summary"]._charts
    assert "image1.png" in _part(data, "xl/drawings/_rels/drawing9.xml.rels")
    assert "x14:dataValidation" in _part(data, "xl/worksheets/sheet2.xml")


def _part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_every_status_changes_and_nothing_is_due(run: Run, tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(workbook(40))
    report = json.loads(run("sync", "book.xlsx", "--today", DAY.isoformat(), "--json").stdout)
    assert sum(report["counts"].values()) == 40
    assert (
        report["counts"][Status.DUE]
        == report["counts"][Status.OVERDUE]
        == report["counts"][Status.CHECK_ROW]
        == 0
    )
    grid = read((tmp_path / "book.xlsx").read_bytes()).interviews
    changed = {edit["cell"] for edit in report["edits"] if edit["sheet"] == "Interviews"}
    assert {grid.cell("status", row) for row in range(3, 43)} <= changed


@pytest.mark.slow
def test_one_command_prints_the_whole_table() -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--rows", "100", "--runs", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    measures = [line.split("|")[1].strip() for line in done.stdout.splitlines()[2:]]
    assert len(measures) == len(set(measures)) >= 8
