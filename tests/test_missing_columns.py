"""A column that is not there is told by name where it can forbid or stop a message, or where an
unknown header looks like it; what is newer than the workbook is done without (spec 3)."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from sheetfollow.exceptions import MissingColumn
from sheetfollow.intake import take_in
from sheetfollow.intake.settings import Settings
from sheetfollow.intake.workbook import Book, read
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS, SETTINGS_SHEET, TODAY, Sheet

STOPPING = ["Outcome", "Outcome date", "Decision by", "Snooze until", "No phone calls", "Warm"]
STOPPING_LOG = ["Response", "Response date", "Direction"]


def _headers(sheet: Sheet, renamed: dict[str, str | None]) -> list[str]:
    names = (renamed.get(column.header, column.header) for column in sheet.columns)
    return [name for name in names if name]


def _book(
    rows: dict[str, str | None] | None = None,
    log: dict[str, str | None] | None = None,
    today: dict[str, str | None] | None = None,
    more: list[str] | None = None,
) -> Book:
    """A workbook whose headers are renamed, None for one that is gone."""
    book = openpyxl.Workbook()
    book.active.title = "Interviews"
    book.active.append([*_headers(INTERVIEWS, rows or {}), *(more or [])])
    book.create_sheet("Communications").append(_headers(COMMUNICATIONS, log or {}))
    book.create_sheet("Today").append(_headers(TODAY, today or {}))
    settings = book.create_sheet("Settings")
    settings.append([column.header for column in SETTINGS_SHEET.columns])
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue())


def _told(book: Book) -> list[str]:
    intake = take_in(book, Settings(), today=date(2026, 11, 23))
    return [str(problem) for problem in intake.problems]


@pytest.mark.parametrize("header", [*STOPPING, "Email"])
def test_a_missing_column_that_can_stop_a_message_is_told(header: str) -> None:
    (told,) = _told(_book({header: None}))
    assert told.startswith(f"Interviews: no column {header}, so ")


@pytest.mark.parametrize("header", STOPPING_LOG)
def test_a_missing_column_of_the_log_that_can_stop_a_message_is_told(header: str) -> None:
    (told,) = _told(_book(log={header: None}))
    assert told.startswith(f"Communications: no column {header}, so ")


@pytest.mark.parametrize(
    ("header", "became"),
    [
        ("Outcome", "Result"),
        ("Outcome", "Status of application?"),
        ("Email", "E-mail"),
        ("Email", "Email address"),
        ("No phone calls", "No calls please"),
        ("Phone", "Phone number"),
        ("Snooze until", "Snooze til"),
        ("Topic discussed", "Topics"),
        ("LinkedIn", "LinkedIn URL"),
    ],
)
def test_a_missing_column_is_told_with_the_header_that_it_may_have_become(
    header: str, became: str
) -> None:
    (told,) = _told(_book({header: became}))
    assert header in told
    if "?" not in became:
        assert f"{became!r} looks like {header}" in told
        assert told.startswith("Interviews!")


def test_any_other_missing_input_reads_as_blank_without_a_word() -> None:
    assert _told(_book({"Phone": None, "Team or project": None}, more=["Salary", "Source"])) == []


def test_a_header_of_the_users_own_is_never_told_while_ours_is_there() -> None:
    assert _told(_book(more=["Result", "E-mail", "Phone number"])) == []


def test_missing_output_columns_of_all_sheets_are_named_at_once() -> None:
    with pytest.raises(MissingColumn) as error:
        _book({"Status": None, "Why": None}, {"Check": None}, {"Draft": None})
    message = str(error.value)
    for part in ("Interviews: no column Status and Why", "Communications: no column Check"):
        assert part in message
    assert "Today: no column Draft" in message


def test_what_is_newer_is_no_fault_in_a_sheet_that_was_renamed_either() -> None:
    book = openpyxl.Workbook()
    book.active.title = "My talks"
    book.active.append(_headers(INTERVIEWS, {}))
    book.create_sheet("Communications").append(_headers(COMMUNICATIONS, {}))
    book.create_sheet("My day").append(_headers(TODAY, {"Job title": None}))
    out = io.BytesIO()
    book.save(out)
    read_back = read(out.getvalue())
    assert read_back.today
    assert read_back.today.name == "My day"


def test_renamed_interviews_are_never_taken_for_today() -> None:
    """They have all of its headers, too."""
    book = openpyxl.Workbook()
    book.active.title = "My talks"
    book.active.append(_headers(INTERVIEWS, {}))
    book.create_sheet("Communications").append(_headers(COMMUNICATIONS, {}))
    out = io.BytesIO()
    book.save(out)
    read_back = read(out.getvalue())
    assert read_back.interviews.name == "My talks"
    assert read_back.today is None


def test_what_is_newer_than_the_workbook_is_no_fault() -> None:
    book: Any = _book({"Greet as": None}, today={"Job title": None})
    assert "the setting Closing note in Settings" in book.newer
    assert _told(book) == []
