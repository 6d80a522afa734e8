"""The example shows every status and every message, on any day it is made (spec 5, 8)."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import load_workbook

from sheetfollow import new_workbook
from sheetfollow.intake import Intake, take_in, workbook
from sheetfollow.intake.settings import read_settings
from sheetfollow.new_workbook import example
from sheetfollow.plan import Plan, make_plan
from sheetfollow.schema import HEADER_ROWS, SHEETS, Channel, Message, Status
from sheetfollow.writeback import apply

MONDAY = date(2026, 11, 23)
FORTNIGHT = [MONDAY + timedelta(days) for days in range(14)]
TURNS = [date(2026, 1, 1), date(2027, 3, 1), date(2028, 2, 29), date(2026, 12, 31)]


def plan_of(today: date) -> tuple[Intake, Plan]:
    """What a sync on `today` makes of the example of that day."""
    book = workbook.read(apply(new_workbook.shipped(), example.edits(today)))
    settings = read_settings(book.settings)
    intake = take_in(book, settings, today=today)
    return intake, make_plan(intake, book, settings, today=today)


@pytest.mark.parametrize("today", [*FORTNIGHT, *TURNS], ids=str)
def test_every_status_occurs_on_every_day(today: date) -> None:
    _, plan = plan_of(today)
    assert set(plan.rows["status"]) == set(Status)


@pytest.mark.parametrize("today", FORTNIGHT, ids=str)
def test_every_message_is_planned_on_every_day(today: date) -> None:
    _, plan = plan_of(today)
    assert set(plan.rows["next_action"]) - {""} == set(Message)
    assert set(plan.rows["channel"]) - {""} == set(Channel)


@pytest.mark.parametrize("today", [day for day in FORTNIGHT if day.weekday() < 5], ids=str)
def test_on_a_working_day_every_message_is_there_to_be_sent(today: date) -> None:
    _, plan = plan_of(today)
    now = plan.rows[plan.rows["status"].isin([Status.DUE, Status.OVERDUE])]
    assert set(now["next_action"]) == set(Message)


@pytest.mark.parametrize("today", FORTNIGHT, ids=str)
def test_only_the_one_unreadable_date_is_a_problem(today: date) -> None:
    intake, plan = plan_of(today)
    (problem,) = (*intake.problems, *plan.problems)
    assert problem.value == "Thu or Fri"
    assert set(plan.lines["check"]) == {""}


def test_a_panel_of_three_is_thanked_one_by_one() -> None:
    _, plan = plan_of(MONDAY)
    panel = plan.rows[plan.rows["company"] == "Tallgrass Robotics"]
    assert list(panel["next_action"]) == [Message.THANK_YOU] * 3
    assert panel["topic"].nunique() == panel["email"].nunique() == 3


def test_a_call_that_is_due_has_its_number() -> None:
    _, plan = plan_of(MONDAY)
    call = plan.rows[plan.rows["next_action"] == Message.CALL]
    assert list(call["phone"] != "") == [True]


def test_each_edit_lies_below_the_headers_and_inside_the_table() -> None:
    book = load_workbook(io.BytesIO(new_workbook.shipped()))
    for edit in example.edits(MONDAY):
        (table,) = book[edit.sheet].tables.values()
        assert edit.cell in _cells_below_header(book[edit.sheet][table.ref])


def _cells_below_header(cells: tuple) -> set[str]:
    return {cell.coordinate for row in cells[1:] for cell in row}


def test_each_edit_reads_back_under_its_header() -> None:
    data = apply(new_workbook.shipped(), example.edits(MONDAY))
    book = load_workbook(io.BytesIO(data))
    for edit in example.edits(MONDAY):
        assert _as_written(book[edit.sheet][edit.cell].value) == edit.value


def _as_written(value: object) -> object:
    """A day without its midnight, a time of day as the part of a day that it is."""
    if isinstance(value, time):
        return (value.hour * 60 + value.minute) / 1440
    return value.date() if isinstance(value, datetime) else value


def test_the_example_fills_inputs_only() -> None:
    outputs = {
        (sheet.name, number)
        for sheet in SHEETS
        for number, each in enumerate(sheet.columns, start=1)
        if each.output
    }
    book = load_workbook(io.BytesIO(new_workbook.shipped()))
    touched = {(edit.sheet, book[edit.sheet][edit.cell].column) for edit in example.edits(MONDAY)}
    assert not touched & outputs
    assert all(
        book[edit.sheet][edit.cell].row > HEADER_ROWS[edit.sheet] for edit in example.edits(MONDAY)
    )


def test_no_address_of_the_example_can_reach_anyone() -> None:
    """RFC 2606 keeps .example and example.com; 555 01xx are numbers for stories."""
    for edit in example.edits(MONDAY):
        text = str(edit.value)
        if "@" in text or "://" in text:
            assert ".example" in text or text.endswith("@example.com")
        if text.startswith("+1"):
            assert " 555 01" in text


def test_the_example_leaves_the_time_zone_and_the_weekend_as_they_are() -> None:
    settings = read_settings(
        workbook.read(apply(new_workbook.shipped(), example.edits(MONDAY))).settings
    )
    assert settings.your_name
    assert settings.time_zone == ""
    assert not settings.send_on_weekends
