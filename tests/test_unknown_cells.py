"""Unknown is never nothing: what no reader can tell is a problem that names the cell and what
stands there (spec 4)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from sheetfollow.exceptions import BadSetting
from sheetfollow.intake import Intake, take_in
from sheetfollow.intake.settings import read_settings
from sheetfollow.intake.workbook import read
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS
from sheetfollow.xlsx.a1 import letters, number
from sheetfollow.xlsx.unknown import Watch, oddities
from tests.helpers.packages import SHEET, changed

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 16)
ROW = {"Company": "Acme", "Job title": "Analyst", "Interview date": HELD}


def _data(change: Callable[[Any, Any], None] = lambda *_: None) -> bytes:
    """A workbook with one row and one log row, as openpyxl writes it: formulas without results."""
    book = openpyxl.Workbook()
    rows, log = book.active, book.create_sheet("Communications")
    rows.title = "Interviews"
    rows.append([column.header for column in INTERVIEWS.columns])
    _put(rows, 2, ROW | {"Interviewer": "Dana Lee"})
    log.append([column.header for column in COMMUNICATIONS.columns])
    change(rows, log)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Any, row: int, cells: dict[str, Any]) -> None:
    for header, value in cells.items():
        sheet.cell(row, _column(sheet, header)).value = value


def _column(sheet: Any, header: str) -> int:
    return [cell.value for cell in sheet[1]].index(header) + 1


def _take(data: bytes) -> Intake:
    book = read(data)
    return take_in(book, read_settings(book.settings), today=TODAY)


def _in_row(**cells: Any) -> bytes:
    def change(rows: Any, log: Any) -> None:
        _put(rows, 2, {header.replace("_", " "): value for header, value in cells.items()})

    return _data(change)


def _row(data: bytes) -> dict[str, Any]:
    (row,) = _take(data).rows.to_dict("records")
    return row


def _place(key: str) -> str:
    """The cell of a column in the first row."""
    return f"{letters([column.key for column in INTERVIEWS.columns].index(key) + 1)}2"


def _with_formula(header: str, formula: str, stored: str) -> bytes:
    """The cell with a formula, and what Excel has stored of it."""
    data = _in_row(**{header: f"={formula}"})
    return changed(data, SHEET, f"<f>{formula}</f><v></v>", f"<f>{formula}</f>{stored}")


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Company", "company"),
        ("Interviewer", "interviewer"),
        ("Interview_date", "interview_date"),
        ("Interview_time", "interview_time"),
        ("Interviewer_role", "role"),
        ("Email", "email"),
        ("Main_contact", "main_contact"),
        ("No_phone_calls", "no_phone_calls"),
        ("Warm", "warm"),
        ("Decision_by", "decision_by"),
        ("Snooze_until", "snooze_until"),
        ("Outcome", "outcome"),
        ("Outcome_date", "outcome_date"),
        ("Sent_on", "sent_on"),
    ],
)
@pytest.mark.parametrize("typed", ["#N/A", "=VLOOKUP(A2,Z:Z,1)"])
def test_a_cell_that_the_plan_depends_on_makes_a_row_to_check(
    header: str, key: str, typed: str
) -> None:
    row = _row(_in_row(**{header: typed}))
    assert row["unread"] == (key,)
    assert row["problem"].startswith(f"Interviews!{_place(key)}: {typed!r}")
    assert "is blank" not in row["problem"]


@pytest.mark.parametrize("header", ["Phone", "Topic_discussed", "Sample_mentioned", "Work_sample"])
@pytest.mark.parametrize("typed", ["#REF!", '=IF(1=1,"a","")'])
def test_a_cell_that_only_the_wording_depends_on_is_told_in_needs(header: str, typed: str) -> None:
    row = _row(_in_row(**{header: typed}))
    assert row["problem"] == ""
    assert repr(typed) in row["asks"]


def test_a_way_that_is_not_needed_is_told_in_needs() -> None:
    row = _row(_in_row(Email="dana@acme.example", LinkedIn="#N/A", HR_email="call them"))
    assert row["problem"] == ""
    assert "'#N/A' is an error value" in row["asks"]
    assert "'call them' is not one address" in row["asks"]


def test_notes_are_never_read() -> None:
    row = _row(_in_row(Notes="#N/A"))
    assert row["problem"] == row["asks"] == ""


def test_a_formula_whose_result_is_stored_is_read_and_an_empty_text_is_a_blank() -> None:
    row = _row(_with_formula("Outcome", "Z9", "<v>Rejected</v>"))
    assert row["outcome"] == "Rejected"
    data, at = _in_row(Outcome="=Z9"), _place("outcome")
    blank = changed(data, SHEET, f'<c r="{at}">', f'<c r="{at}" t="str">')
    assert _row(blank)["outcome"] == ""
    assert _take(blank).problems == ()


@pytest.mark.parametrize("stored", ["", "<v/>", "<v></v>"])
def test_a_formula_without_a_stored_result_is_told_with_the_way_out(stored: str) -> None:
    row = _row(_with_formula("No_phone_calls", "Z9", stored))
    assert "'=Z9' is a formula without a stored result; open the workbook" in row["problem"]


def test_a_text_that_is_an_error_value_is_one() -> None:
    """As a CSV brings it in."""
    book = read(_in_row(Outcome="pending"))
    book.interviews.values["outcome"][0] = "#N/A"
    (row,) = take_in(book, read_settings({}), today=TODAY).rows.to_dict("records")
    assert row["unread"] == ("outcome",)


def test_a_date_that_a_formula_takes_from_the_clock_is_used_and_told() -> None:
    row = _row(_with_formula("Interview_date", "TODAY()-7", "<v>46342</v>"))
    assert row["interview_date"].date() == HELD
    assert row["problem"] == ""
    assert f"{_place('interview_date')}: '=TODAY()-7' is another day tomorrow" in row["asks"]


@pytest.mark.parametrize("header", ["Subject", "Body"])
def test_a_wording_that_nobody_can_read_is_told_and_never_sent(header: str) -> None:
    def change(rows: Any, log: Any) -> None:
        sheet = rows.parent.create_sheet("Messages")
        sheet.append(["Message", "Channel", "Subject", "Body"])
        sheet.append(["Thank-you", None, "Hello", "Dear all"])
        sheet.append(["Call", None, "Hello", "Dear all"])
        _put(sheet, 2, {header: "#N/A"})

    book = read(_data(change))
    assert [wording.message for wording in book.wordings] == ["Call"]
    (told,) = [each for each in book.problems if each.place.startswith("Messages!")]
    assert "'#N/A' is an error value" in str(told)


def test_a_setting_that_is_unknown_stops_the_run_by_its_cell() -> None:
    with pytest.raises(BadSetting, match=r"Settings!B2: '#N/A' is an error value"):
        read_settings({"your name": ("Settings!B2", "#N/A")})


def test_a_log_row_whose_response_is_unknown_is_of_no_use_to_the_plan() -> None:
    def change(rows: Any, log: Any) -> None:
        _put(log, 2, {"Date": HELD, "Company": "Acme", "Response": "#N/A"})

    (line,) = _take(_data(change)).log.to_dict("records")
    assert line["unread"] == ("response",)
    assert "'#N/A' is an error value" in line["problem"]


def test_a_merge_downwards_holds_its_value_for_each_of_its_rows() -> None:
    def change(rows: Any, log: Any) -> None:
        for name in ("Bo Ray", "Cy Poe"):
            _put(rows, rows.max_row + 1, {"Interviewer": name, "Interview date": HELD})
        for header, last in (("Company", 40), ("Job title", 4)):
            column = letters(_column(rows, header))
            rows.merge_cells(f"{column}2:{column}{last}")

    intake = _take(_data(change))
    assert list(intake.rows["company"]) == ["Acme"] * 3
    assert list(intake.rows["job_title"]) == ["Analyst"] * 3
    assert intake.problems == ()


def test_a_merge_over_a_required_cell_is_named() -> None:
    def change(rows: Any, log: Any) -> None:
        column = _column(rows, "Job title")
        rows.merge_cells(f"{letters(column - 1)}2:{letters(column)}2")

    told = [each for each in _take(_data(change)).problems if "merged" in str(each)]
    (problem,) = told
    assert problem.place == f"Interviews!{_place('job_title')}"
    before = letters(number(_place("job_title")[:-1]) - 1)
    assert f"it is merged with {before}2, so unmerge them" in problem.expected


def test_the_address_that_a_cell_leads_to_is_used_where_it_shows_other_words() -> None:
    def change(rows: Any, log: Any) -> None:
        for header, shown, target in (
            ("Email", "Dana's mail", "mailto:dana@acme.example?subject=Hi"),
            ("LinkedIn", "Dana on LinkedIn", "https://www.linkedin.com/in/dana-lee"),
            ("HR email", "hr@acme.example", "mailto:old@acme.example"),
        ):
            cell = rows.cell(2, _column(rows, header))
            cell.hyperlink, cell.value = target, shown

    row = _row(_data(change))
    assert row["email"] == "dana@acme.example"
    assert row["linkedin"] == "https://www.linkedin.com/in/dana-lee"
    assert row["hr_email"] == "hr@acme.example"
    assert row["problem"] == row["asks"] == ""


_ODD = (
    "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c t='e'><x:v>#N/A</x:v></x:c>"
    '<x:c><x:f t="shared" si="0" ref="B1:B2">NOW()</x:f><x:v>1</x:v></x:c></x:row>'
    '<x:row><x:c r="B2"><x:f t="shared" si="0"/><x:v>1</x:v></x:c><x:c><x:f>A1</x:f></x:c></x:row>'
    "</x:sheetData></x:worksheet>"
)


@pytest.mark.parametrize("size", [7, 64, 10_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_cells_are_found_however_they_are_written(size: int, encoding: str) -> None:
    """Prefixed, without places of their own, in other quotes and encodings, cut anywhere."""
    data = f'<?xml version="1.0" encoding="{encoding}"?>{_ODD}'.encode(encoding)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    watch = Watch()
    for piece in pieces:
        watch.see(piece)
    assert watch.suspects
    found = oddities(pieces)
    assert {at: str(what) for at, what in found.unknown.items()} == {(1, 1): "#N/A", (2, 3): "=A1"}
    assert found.moving == {(1, 2): "=NOW()", (2, 2): "=NOW()"}


def test_a_sheet_without_a_sign_is_not_looked_at_again() -> None:
    watch = Watch()
    watch.see(b'<worksheet><c r="A1" t="s"><v>1</v></c><c r="B1"><f>A1</f><v>2</v></c>')
    assert not watch.suspects
