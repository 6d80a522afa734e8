"""The commands, as real processes on real files (spec 8)."""

from __future__ import annotations

import json
import os
import shlex
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sheetfollow import writeback
from sheetfollow.intake.workbook import Book, read
from sheetfollow.model import Edit
from sheetfollow.schema import INTERVIEWS, Status
from tests.conftest import Run
from tests.helpers import DAY, hostile_zip
from tests.helpers.folders import tree


def _book(path: Path) -> Book:
    return read(path.read_bytes())


def _row_of(book: Book, status: str) -> int:
    """The first sheet row with that status."""
    return book.interviews.values["status"].index(status) + book.interviews.first_row


def _type(path: Path, key: str, row: int, value: object) -> None:
    """A person types into a cell and saves."""
    data = path.read_bytes()
    grid = read(data).interviews
    path.write_bytes(writeback.apply(data, [Edit(grid.name, grid.cell(key, row), value)]))  # type: ignore[arg-type]


def test_sync_fills_the_statuses_and_leaves_one_draft_per_due_row(run: Run, example: Path) -> None:
    report = json.loads(run("sync", example, *DAY, "--json", code=3).stdout)
    book = _book(example)
    statuses = [each for each in book.interviews.values["status"] if each]
    assert set(statuses) == {status.value for status in Status}
    due = [item for item in report["items"] if item["status"] in ("Overdue", "Due")]
    texts = {each.name for each in (example.parent / "drafts").glob("*.txt")}
    assert len(due) == len(texts) == statuses.count("Overdue") + statuses.count("Due")
    assert {Path(item["draft"]).stem for item in due} == {Path(name).stem for name in texts}


def test_a_second_sync_on_the_same_day_changes_no_byte(run: Run, example: Path) -> None:
    run("sync", example, *DAY, code=3)
    before = tree(example.parent)
    again = run("sync", example, *DAY, code=3)
    assert tree(example.parent) == before
    assert "nothing to change" in again.stdout


def test_x_in_sent_on_becomes_a_log_row_the_cell_is_emptied_and_the_next_step_planned(
    run: Run, example: Path
) -> None:
    run("sync", example, *DAY, code=3)
    book = _book(example)
    row = _row_of(book, "Due")
    shown = {
        key: book.interviews.value(key, row)
        for key in ("company", "interviewer", "next_action", "channel", "id")
    }
    logged = sum(each is not None for each in book.log.values["date"])
    _type(example, "sent_on", row, "x")
    run("sync", example, *DAY, code=3)
    book = _book(example)
    assert book.interviews.value("sent_on", row) is None
    line = book.log.first_row + logged
    assert {
        "company": book.log.value("company", line),
        "interviewer": book.log.value("interviewer", line),
        "next_action": book.log.value("message", line),
        "channel": book.log.value("method", line),
        "id": book.log.value("id", line),
    } == shown
    assert str(book.log.value("date", line))[:10] == "2026-11-23"
    assert book.interviews.value("next_action", row) != shown["next_action"]
    before = tree(example.parent)
    run("sync", example, *DAY, code=3)
    assert tree(example.parent) == before


def test_a_mark_in_today_counts_like_one_in_interviews_and_once(run: Run, example: Path) -> None:
    run("sync", example, *DAY, code=3)
    book = _book(example)
    assert book.today is not None
    known = book.today.value("id", book.today.first_row)
    row = book.interviews.values["id"].index(known) + book.interviews.first_row
    data = writeback.apply(
        example.read_bytes(),
        [
            Edit("Today", book.today.cell("sent_on", book.today.first_row), "x"),
            Edit("Interviews", book.interviews.cell("sent_on", row), "x"),
        ],
    )
    example.write_bytes(data)
    before = [each for each in book.log.values["id"] if each == known]
    run("sync", example, *DAY, code=3)
    after = _book(example)
    assert after.today is not None
    assert len([each for each in after.log.values["id"] if each == known]) == len(before) + 1
    assert after.today.value("sent_on", after.today.first_row) is None
    assert after.interviews.value("sent_on", row) is None


def test_a_mark_in_today_that_cannot_be_taken_stays_beside_its_row(run: Run, example: Path) -> None:
    run("sync", example, *DAY, code=3)
    today = _book(example).today
    assert today is not None
    row, known = today.first_row + 3, today.value("id", today.first_row + 3)
    example.write_bytes(
        writeback.apply(
            example.read_bytes(), [Edit("Today", today.cell("sent_on", row), date(2027, 1, 8))]
        )
    )
    told = run("sync", example, *DAY, code=3).stdout
    assert (
        "Today, Sent on of Kwabena Osei: '2027-01-08' is in the future; type the day you sent it"
        in told
    )
    today = _book(example).today
    assert today is not None
    row = today.first_row + today.values["id"].index(known)
    assert str(today.value("sent_on", row))[:10] == "2027-01-08"
    assert today.value("status", row) == "Check row"
    before = tree(example.parent)
    run("sync", example, *DAY, code=3)
    assert tree(example.parent) == before


def test_a_workbook_reached_by_a_link_is_the_same_workbook(run: Run, example: Path) -> None:
    run("sync", example, *DAY, code=3)
    link = example.with_name("link.xlsx")
    link.symlink_to(example)
    before = tree(example.parent)
    run("sync", link, *DAY, code=3)
    assert tree(example.parent) == before


def test_an_edited_draft_is_kept_and_its_mail_and_the_page_say_the_same(
    run: Run, example: Path
) -> None:
    run("sync", example, *DAY, code=3)
    folder = example.parent / "drafts"
    (text,) = folder.glob("*kwabena-osei_check-in*.txt")
    edited = text.read_text(encoding="utf-8").replace(
        "Dear Kwabena,", "Dear Kwabena, my own words:"
    )
    text.write_text(edited, encoding="utf-8")
    run("sync", example, *DAY, code=3)
    assert text.read_text(encoding="utf-8") == edited
    assert b"my own words:" in text.with_suffix(".eml").read_bytes()
    assert "my own words:" in (folder / "index.html").read_text(encoding="utf-8")
    before = tree(example.parent)
    run("sync", example, *DAY, code=3)
    assert tree(example.parent) == before


def test_a_newer_version_of_a_deleted_draft_goes_beside_its_place(run: Run, example: Path) -> None:
    run("sync", example, *DAY, code=3)
    folder = example.parent / "drafts"
    (deleted,) = folder.glob("*_tomas-arriaga_*.txt")
    deleted.unlink()
    _type(
        example,
        "topic",
        _book(example).interviews.values["interviewer"].index("Tomás Arriaga") + 3,
        "paper",
    )
    assert "was deleted and stays so" in run("sync", example, *DAY, code=3).stdout
    assert not deleted.exists()
    assert "paper" in deleted.with_suffix(".new.txt").read_text(encoding="utf-8")


def test_where_nothing_is_due_the_report_says_so_and_today_has_what_is_to_check(
    run: Run, example: Path
) -> None:
    book = _book(example)
    rows = [
        row
        for row, company in enumerate(book.interviews.values["company"], book.interviews.first_row)
        if company
    ]
    closed = [Edit("Interviews", book.interviews.cell("outcome", row), "Closed") for row in rows]
    example.write_bytes(writeback.apply(book.data, closed))
    told = run("sync", example, *DAY, code=3).stdout
    assert "Nothing to send." in told
    assert json.loads(run("status", example, *DAY, "--json").stdout)["items"] == []
    today = _book(example).today
    assert today is not None
    assert [each for each in today.values["status"] if each] == ["Check row"]


def test_a_dry_run_prints_every_cell_and_file_and_writes_nothing(run: Run, example: Path) -> None:
    before = tree(example.parent)
    shown = run("sync", example, *DAY, "--dry-run", code=3).stdout
    assert tree(example.parent) == before
    assert "Interviews!" in shown
    assert ".txt" in shown


def test_status_and_check_write_nothing(run: Run, example: Path) -> None:
    before = tree(example.parent)
    assert "Thank-you" in run("status", example, *DAY).stdout
    assert "Interviews!" in run("check", example, *DAY, code=3).stdout
    assert tree(example.parent) == before


def test_status_looks_ahead_by_the_days_given(run: Run, example: Path) -> None:
    none, many = (
        json.loads(run("status", example, *DAY, "--json", "--days", days).stdout)
        for days in ("0", "60")
    )
    assert not [item for item in none["items"] if item["status"] == "Scheduled"]
    assert [item for item in many["items"] if item["status"] == "Scheduled"]


def test_init_never_writes_over_a_file_and_says_what_to_do_next(run: Run, tmp_path: Path) -> None:
    assert "sheetfollow sync" in run("init").stdout
    before = (tmp_path / "interviews.xlsx").read_bytes()
    error = run("init", code=1).stderr
    assert error.count("\n") == 1
    assert (tmp_path / "interviews.xlsx").read_bytes() == before


def test_without_a_name_the_workbook_in_this_folder_is_meant(run: Run, example: Path) -> None:
    run("sync", *DAY, code=3)
    (example.parent / "other.xlsx").write_bytes(example.read_bytes())
    run("status", *DAY)
    example.rename(example.with_name("mine.xlsx"))
    assert "name the one you mean" in run("status", *DAY, code=2).stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.xlsx", None, "sheetfollow init"),
        ("text.xlsx", b"Company,Job title\n", "not"),
        ("empty.xlsx", b"", "empty"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    ],
)
def test_what_is_no_workbook_gives_one_clear_line(
    run: Run, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    error = run("sync", name, code=1).stderr
    assert error.count("\n") == 1
    assert name in error
    assert said in error


def test_what_the_second_reader_warns_of_is_not_the_users_business(
    run: Run, tmp_path: Path
) -> None:
    """Where the first reader refuses, openpyxl tries, and would warn of styles that are not to its
    liking."""
    (tmp_path / "odd.xlsx").write_bytes(
        hostile_zip.with_sheet('<row r="2"><c r="A2" t="s"><v>9</v></c></row>')
    )
    assert run("sync", "odd.xlsx", *DAY, code=1).stderr.count("\n") == 1


def test_a_number_beyond_all_days_in_a_date_cell_is_a_problem_and_no_noise(
    run: Run, example: Path
) -> None:
    """The first reader panics over it, and would say so by itself."""
    _type(example, "interview_date", 3, -493012345678900)
    told = run("sync", example, *DAY, code=3)
    assert told.stderr == ""
    assert _book(example).interviews.value("status", 3) == "Check row"


def test_a_workbook_without_a_required_column_gives_one_clear_line(run: Run, example: Path) -> None:
    book = openpyxl.load_workbook(example)
    sheet = book["Interviews"]
    sheet["A2"] = sheet.tables["Interviews"].tableColumns[0].name = "Firm"
    book.save(example)
    before = tree(example.parent)
    error = run("sync", example, *DAY, code=1).stderr
    assert "no column Company" in error
    assert error.count("\n") == 1
    assert tree(example.parent) == before


def test_an_unreadable_date_is_named_with_its_cell_and_the_rest_goes_on(
    run: Run, example: Path
) -> None:
    run("sync", example, *DAY, code=3)
    row = _row_of(_book(example), "Due")
    _type(example, "interview_date", row, "sometime soon")
    shown = run("sync", example, *DAY, code=3).stdout
    grid = _book(example).interviews
    assert f"{grid.place('interview_date', row)}: 'sometime soon' is not a date" in shown
    assert grid.value("status", row) == "Check row"
    assert "is not a date" in grid.value("needs", row)


def test_several_workbooks_get_a_line_each_and_one_bad_one_does_not_stop_the_others(
    run: Run, example: Path
) -> None:
    (example.parent / "bad.xlsx").write_bytes(b"no")
    done = run("sync", "bad.xlsx", example, *DAY, code=1)
    assert "bad.xlsx" in done.stderr
    assert "overdue" in done.stdout
    assert _book(example).interviews.values["status"][0]


def test_only_the_cells_that_changed_are_written(run: Run, example: Path) -> None:
    """The user's own sheet and every part that has none of our cells stay as they are, byte for
    byte."""
    before = zipfile.ZipFile(example)
    parts = {name: before.read(name) for name in before.namelist()}
    run("sync", example, *DAY, code=3)
    after = zipfile.ZipFile(example)
    same = [name for name, content in parts.items() if after.read(name) == content]
    assert {
        name for name in parts if "chart" in name or "comment" in name or "theme" in name
    } <= set(same)
    assert INTERVIEWS.name in after.read("xl/workbook.xml").decode()


@pytest.mark.skipif(sys.platform != "linux", reason="the file manager that stands in is xdg-open")
def test_open_opens_the_drafts_folder(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file manager of the test's own stands in for the desktop's."""
    assert "sheetfollow sync" in run("open", code=1).stderr
    run("sync", *DAY, code=3)
    opener = example.parent / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > "{example.parent}/opened"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}:/usr/bin:/bin")
    assert str(example.parent / "drafts") in run("open").stdout
    opened = example.parent / "opened"
    end = time.monotonic() + 30
    while not (opened.exists() and opened.read_text()) and time.monotonic() < end:
        time.sleep(0.01)  # the command does not wait for what it opens
    assert opened.read_text().strip() == str(example.parent / "drafts")


def test_usage_errors_have_their_own_code(run: Run) -> None:
    run("sync", "--today", "soon", code=2)
    run("sync", "--today", "2026-11-23", "--now", "2026-11-23T10:00", "x.xlsx", code=2)
    assert "sheetfollow init" in run("status", code=2).stderr


@pytest.mark.skipif(os.name == "nt", reason="the shell of this system quotes in another way")
@pytest.mark.parametrize("name", ["a.xlsx", "my search.xlsx", "Bob's (1).xlsx", "$(x) `a`.xlsx"])
def test_a_command_that_is_named_can_be_typed_as_it_stands(run: Run, name: str) -> None:
    run("init", name)
    told = run("open", name, code=1).stderr
    assert shlex.split(told.partition("make it with: ")[2]) == ["sheetfollow", "sync", name]
    run("sync", name)
