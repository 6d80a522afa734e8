"""Workbooks that others made or saved: planned, and nothing but sheetfollow's own cells changed
(spec 3, 7)."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sheetfollow.intake.workbook import Grid, read
from sheetfollow.schema import INTERVIEWS
from sheetfollow.xlsx.a1 import letters
from tests.conftest import Run
from tests.helpers import DAY
from tests.helpers.loss_meter import differences

DATA = Path(__file__).parent / "data"
SHARED = ("xl/styles.xml", "[Content_Types].xml", "xl/workbook.xml")


def _own_cells(grid: Grid) -> set[str]:
    keys = [column.key for column in INTERVIEWS.outputs] + ["sent_on"]
    return {letters(grid.columns[key]) for key in keys}


@pytest.mark.parametrize(
    ("name", "code", "statuses"),
    [
        ("own_columns.xlsx", 3, {"Acme": "Overdue", "Birch & Co": "Overdue", "Cedar": "Due"}),
        (
            "saved_by_libreoffice.xlsx",
            3,
            {"Kestrel Maps": "Due", "Juniper Lane Studio": "Check row"},
        ),
    ],
)
def test_it_is_planned_and_only_our_cells_change(
    run: Run, tmp_path: Path, name: str, code: int, statuses: dict[str, str]
) -> None:
    """Acme, talked to on Mon 16 Nov and never thanked, may still be thanked on day 7; Cedar, on day
    14, is called: day 12 was Sat 21 Nov, so the call is due on Mon 23 Nov."""
    path = tmp_path / name
    shutil.copy(DATA / name, path)
    before = path.read_bytes()
    run("sync", path, *DAY, code=code)
    after = path.read_bytes()
    grid = read(after).interviews
    found = dict(zip(grid.values["company"], grid.values["status"], strict=True))
    assert {company: found[company] for company in statuses} == statuses
    sheet = _sheet_part(after)
    for difference in differences(before, after):
        if difference.part == sheet and re.fullmatch(r"[A-Z]+[0-9]+", difference.place):
            assert re.sub(r"\d", "", difference.place) in _own_cells(grid), difference
        elif difference.part.startswith("xl/tables/"):
            assert difference.words.startswith("attribute ref "), "Today has more lines"
        else:
            assert difference.part.startswith((*SHARED, "xl/worksheets/")), difference
    again = path.read_bytes()
    run("sync", path, *DAY, code=code)
    assert path.read_bytes() == again


def _sheet_part(data: bytes) -> str:
    """Interviews is the second sheet of the example and the first of the own tracker."""
    return "xl/worksheets/sheet2.xml" if read(data).today else "xl/worksheets/sheet1.xml"


def test_each_row_of_the_own_tracker_has_its_action(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own_columns.xlsx"
    shutil.copy(DATA / "own_columns.xlsx", path)
    run("sync", path, *DAY, code=3)  # topics are missing
    grid = read(path.read_bytes()).interviews
    actions = dict(zip(grid.values["company"], grid.values["next_action"], strict=True))
    assert {key: actions[key] for key in ("Acme", "Birch & Co", "Cedar")} == {
        "Acme": "Thank-you",
        "Birch & Co": "Thank-you",
        "Cedar": "Call",
    }
