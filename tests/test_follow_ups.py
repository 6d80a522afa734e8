"""The plan as a function: DataFrame in, DataFrame out (spec 8)."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import sheetfollow
from sheetfollow.exceptions import BadSetting, MissingColumn
from sheetfollow.intake.workbook import read
from sheetfollow.schema import INTERVIEWS, Kind
from tests.conftest import Run
from tests.helpers import DAY, environment

MONDAY = date(2026, 11, 16)
HEADERS = [column.header for column in INTERVIEWS.outputs]


def search(**cells: list[object]) -> pd.DataFrame:
    """Two interviews of one application on Mon 16 Nov."""
    columns: dict[str, list[object]] = {
        "Company": ["Acme", "Acme"],
        "Job title": ["Analyst", "Analyst"],
        "Interviewer": ["Dana Lee", "Omar Ruiz"],
        "Interview date": [MONDAY, MONDAY],
        "Email": ["dana@example.com", None],
    }
    return pd.DataFrame(columns | {key.replace("_", " "): each for key, each in cells.items()})


def test_importing_sheetfollow_imports_no_pandas() -> None:
    code = "import sys, sheetfollow; print('pandas' in sys.modules, sheetfollow.__version__)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout.split()[0] == "False"


def test_each_interview_has_its_line_on_the_index_of_the_input() -> None:
    """The day after the talk both thank-yous are due by the next day; days are datetime64, blanks
    NaT, and each row gets an ID."""
    interviews = search().set_index(pd.Index(["b", "a"]))
    found = sheetfollow.follow_ups(interviews, today=date(2026, 11, 17))
    assert list(found.index) == ["b", "a"]
    assert list(found.columns) == HEADERS
    assert list(found["Status"]) == ["Due", "Due"]
    assert list(found["Next action"]) == ["Thank-you", "Thank-you"]
    assert list(found["Due by"]) == [pd.Timestamp("2026-11-17")] * 2
    assert found["Last contact"].isna().all()
    assert {found[each].dtype for each in ("Due from", "Due by", "Last contact")} == {
        pd.Series(dtype="datetime64[s]").dtype
    }
    assert found["ID"].is_unique
    assert list(found["Draft"]) == ["", ""]
    assert list(found["Needs"]) == ["", "an address: Email, LinkedIn or HR email"]


def test_the_inputs_stay_as_they_are() -> None:
    interviews = search(Sent_on=[date(2026, 11, 16), None])
    log = pd.DataFrame({"Date": [MONDAY], "Company": ["Acme"], "Interviewer": ["Omar Ruiz"]})
    before = interviews.copy(deep=True), log.copy(deep=True)
    sheetfollow.follow_ups(interviews, log, {"Holidays": "DE"}, today=date(2026, 11, 17))
    pd.testing.assert_frame_equal(interviews, before[0])
    pd.testing.assert_frame_equal(log, before[1])


def test_a_mark_is_planned_as_if_it_were_logged() -> None:
    """The thank-you of the contact is marked, so the check-in comes next; the log is counted."""
    log = pd.DataFrame({"Date": [MONDAY], "Company": ["Acme"], "Interviewer": ["Omar Ruiz"]})
    interviews = search(Sent_on=[MONDAY, None], Interviewer_role=["Hiring manager", "Engineer"])
    found = sheetfollow.follow_ups(interviews, log, today=date(2026, 11, 17))
    assert list(found["Next action"]) == ["Check-in", ""]
    assert list(found["Due from"]) == [pd.Timestamp("2026-11-18"), pd.NaT]
    assert list(found["Messages sent"]) == [1, 1]


def test_a_fault_is_a_check_row_and_settings_that_are_none_raise() -> None:
    interviews = search(Interview_date=["Thu or Fri", MONDAY])
    found = sheetfollow.follow_ups(interviews, today=MONDAY)
    assert list(found["Status"]) == ["Check row", "Due"]
    assert "Interviews!D2" in found["Needs"][0]
    with pytest.raises(BadSetting, match="Check-in days"):
        sheetfollow.follow_ups(search(), settings={"Check-in days": "soon"}, today=MONDAY)
    with pytest.raises(BadSetting, match="no setting"):
        sheetfollow.follow_ups(search(), settings={"Chek-in days": "2-3"}, today=MONDAY)
    with pytest.raises(MissingColumn, match="Interview date"):
        sheetfollow.follow_ups(search().drop(columns="Interview date"), today=MONDAY)


def test_a_setting_is_taken_as_a_value_of_its_kind() -> None:
    """Check-ins off, given as False: after the thank-you of Monday the second follow-up opens on
    Monday a week later."""
    log = pd.DataFrame({"Date": [MONDAY], "Company": ["Acme"], "Interviewer": ["Dana Lee"]})
    interviews = search().head(1)
    found = sheetfollow.follow_ups(
        interviews, log, {"Light check-in": False}, today=date(2026, 11, 17)
    )
    assert list(found["Next action"]) == ["Second follow-up"]
    assert list(found["Due from"]) == [pd.Timestamp("2026-11-23")]


def test_with_now_a_thank_you_is_due_to_the_hour() -> None:
    """A talk that ended at 15:00 on Monday: at 15:01 on Tuesday its thank-you is overdue."""
    interviews = search(Interview_time=["15:00", "15:00"])
    for minute, status in ((0, "Due"), (1, "Overdue")):
        now = datetime(2026, 11, 17, 15, minute)
        found = sheetfollow.follow_ups(interviews, today=now.date(), now=now)
        assert set(found["Status"]) == {status}


def test_it_says_what_sync_writes(run: Run, example: Path) -> None:
    """Read with pandas and planned, the example is what a sync writes into it, but for the drafts'
    part."""
    sheets = pd.read_excel(example, sheet_name=None, header=None, engine="calamine")
    tables = {
        name: _below(sheets[name], row) for name, row in (("Interviews", 1), ("Communications", 0))
    }
    found = sheetfollow.follow_ups(*tables.values(), today=date(2026, 11, 23))
    run("sync", example, *DAY, code=3)
    grid = read(example.read_bytes()).interviews
    for column in INTERVIEWS.outputs:
        if column.key in ("draft", "needs", "why"):
            continue
        for place, value in enumerate(found[column.header]):
            cell = grid.value(column.key, grid.first_row + place)
            if column.kind is Kind.DATE:
                assert (None if pd.isna(value) else value.date()) == cell, column.header
            elif value:
                assert cell == value, (column.header, place)


def _below(sheet: pd.DataFrame, header: int) -> pd.DataFrame:
    """The rows below the header that hold something."""
    table = sheet.iloc[header + 1 :].set_axis(list(sheet.iloc[header]), axis=1)
    return table.dropna(how="all").reset_index(drop=True)
