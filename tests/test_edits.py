"""What sync writes into the generated sheets (spec 3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from sheetfollow.intake.workbook import Grid, read
from sheetfollow.model import Edit
from sheetfollow.outputs.agenda import agenda, whole_agenda, with_letters
from sheetfollow.outputs.report import agenda_lines, items_of
from sheetfollow.schema import INTERVIEWS
from sheetfollow.writeback import apply
from tests.conftest import Run
from tests.helpers import DAY
from tests.helpers.stories import plan_of

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 20)  # a Friday


def test_today_lists_nothing_where_nothing_is_due() -> None:
    """A search whose applications are all closed or at rest has nothing to do now, and nothing that
    is coming."""
    closed = {"Interview date": HELD, "Outcome": "Closed"}
    plan = plan_of([closed, closed | {"Company": "Borealis"}], [], {}, today=TODAY)
    rows = with_letters(plan, [])
    assert len(agenda(rows, today=TODAY)) == 0
    assert list(agenda_lines(items_of(rows, today=TODAY), TODAY, Path())) == ["  Nothing to send."]


@pytest.mark.parametrize(("ahead", "people"), [(14, ["Late", "Now", "Soon"]), (1, ["Late", "Now"])])
def test_today_has_the_most_urgent_first_and_what_opens_soon(ahead: int, people: list[str]) -> None:
    """Overdue: a thank-you for Friday, due on Saturday. Due: one for today. Scheduled: the check-in
    of a talk of today, thanked for at once, opens on Wednesday."""
    rows = [
        {"Company": "A", "Interviewer": "Soon", "Interview date": TODAY, "ID": "b2d3f4"},
        {"Company": "B", "Interviewer": "Now", "Interview date": TODAY},
        {"Company": "C", "Interviewer": "Late", "Interview date": HELD},
    ]
    log = [{"ID": "b2d3f4", "Date": TODAY, "Message": "Thank-you", "Method": "Email"}]
    shown = agenda(plan_of(rows, log, {}, today=TODAY).rows, today=TODAY, ahead=ahead)
    assert shown["interviewer"].tolist() == people


def test_today_lists_what_is_coming_day_by_day_with_interviews_and_then_what_to_check() -> None:
    """Due: the thank-you for a talk of today. Coming: an interview tomorrow, the check-in that
    opens on Wednesday, an interview in 14 days; one in 15 days is not near yet. Last the row whose
    date cannot be read."""
    rows = [
        {"Company": "A", "Interviewer": "Unread", "Interview date": "Thu or Fri"},
        {"Company": "B", "Interviewer": "In 15 days", "Interview date": date(2026, 12, 8)},
        {"Company": "C", "Interviewer": "In 14 days", "Interview date": date(2026, 12, 7)},
        {"Company": "D", "Interviewer": "Thanked", "Interview date": TODAY, "ID": "b2d3f4"},
        {"Company": "E", "Interviewer": "Tomorrow", "Interview date": date(2026, 11, 24)},
        {"Company": "F", "Interviewer": "Due", "Interview date": TODAY},
    ]
    log = [{"ID": "b2d3f4", "Date": TODAY, "Message": "Thank-you", "Method": "Email"}]
    shown = whole_agenda(plan_of(rows, log, {}, today=TODAY).rows, today=TODAY)
    assert shown["interviewer"].tolist() == ["Due", "Tomorrow", "Thanked", "In 14 days", "Unread"]
    days = [None if pd.isna(day) else day.date() for day in shown["due_by"]]
    assert days[1] == date(2026, 11, 24), "an interview stands on its day"
    assert days[3:] == [date(2026, 12, 7), None]


def test_each_row_of_today_is_high_enough_for_its_longest_text_and_interviews_stays(
    run: Run, example: Path
) -> None:
    """Of 15 points a line, two lines at least; Needs is 56 characters wide. The row heights of
    Interviews are the user's."""
    run("sync", example, *DAY, code=3)
    book = openpyxl.load_workbook(example)
    sheet, heights = book["Today"], {}
    for row in range(8, sheet.max_row + 1):
        if sheet.cell(row, 4).value:
            heights[sheet.cell(row, 4).value] = sheet.row_dimensions[row].height
    needs = {sheet.cell(row, 4).value: sheet.cell(row, 8).value or "" for row in range(8, 27)}
    assert 64 < len(needs["Priya Raghunathan"]) < 2 * 56
    assert 3 * 64 < len(needs["Jonas Lindqvist"]) < 5 * 56
    assert (heights["Priya Raghunathan"], heights["Mei-Ling Hsu"]) == (30, 30)
    assert heights["Jonas Lindqvist"] in (60, 75)
    assert not [
        row for row, each in book["Interviews"].row_dimensions.items() if row > 2 and each.ht
    ]
    run("sent", "Stephen", "--in", example, *DAY)
    book = openpyxl.load_workbook(example)
    names = [cell.value for cell in book["Today"]["D"]]
    tall = [row for row, each in book["Today"].row_dimensions.items() if row > 7 and each.ht > 30]
    assert [names[row - 1] for row in tall] == ["Jonas Lindqvist"]


def test_a_row_whose_inputs_the_user_emptied_keeps_no_outputs(run: Run, example: Path) -> None:
    """Neither a status of somebody who is gone, nor an ID that would make it a row again."""
    run("sync", example, *DAY, code=3)
    data = example.read_bytes()
    grid = read(data).interviews
    inputs = [column.key for column in INTERVIEWS.inputs]
    gone = [Edit(grid.name, grid.cell(key, grid.first_row), None) for key in inputs]
    example.write_bytes(apply(data, gone))
    run("sync", example, *DAY, code=3)
    after = read(example.read_bytes()).interviews
    left = {column.key: after.value(column.key, after.first_row) for column in INTERVIEWS.outputs}
    assert set(left.values()) == {None}
    assert after.value("status", after.first_row + 1)


def test_a_line_typed_into_the_log_gets_its_message_and_its_id_and_keeps_them(
    run: Run, tmp_path: Path
) -> None:
    """A line without Message and ID is the thank-you of its row; what it was once matched to it
    stays, whatever is renamed later."""
    path = tmp_path / "search.xlsx"
    run("init", path)
    empty = read(path.read_bytes())
    interview = {
        "company": "Acme",
        "job_title": "Analyst",
        "interviewer": "Dana Lee",
        "interview_date": HELD,
        "email": "dana@acme.example",
    }
    line = {"date": TODAY, "company": "Acme", "interviewer": "Dana Lee", "method": "Email"}
    typed = [*_typed(empty.interviews, interview), *_typed(empty.log, line)]
    path.write_bytes(apply(empty.data, typed))
    run("sync", path, *DAY)
    book = read(path.read_bytes())
    first = book.log.first_row
    key = book.interviews.value("id", book.interviews.first_row)
    assert key
    assert (book.log.value("message", first), book.log.value("id", first)) == ("Thank-you", key)
    path.write_bytes(apply(book.data, [*_typed(book.interviews, {"company": "Acme Group"})]))
    run("sync", path, *DAY)
    renamed = read(path.read_bytes())
    assert renamed.interviews.value("messages_sent", renamed.interviews.first_row) == 1
    assert renamed.log.value("check", first) is None
    before = path.read_bytes()
    run("sync", path, *DAY)
    assert path.read_bytes() == before


def _typed(grid: Grid, cells: Mapping[str, Any]) -> list[Edit]:
    """What a user types into the first row of a sheet."""
    return [Edit(grid.name, grid.cell(key, grid.first_row), value) for key, value in cells.items()]
