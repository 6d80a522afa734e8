"""A tracker that was adopted goes on being read at each sync: what is new comes over, and nothing
of it is ever changed (spec 8, adopt)."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetfollow import pipeline
from sheetfollow.intake.workbook import Book, read
from sheetfollow.outputs.report import Report
from sheetfollow.pipeline.planned import plan_of
from tests.helpers import trackers
from tests.helpers.folders import tree

TODAY = trackers.TODAY
HEAD = ["Company", "Role", "Applied", "Status", "Interview date", "Contact"]
ROWS: list[list[Any]] = [
    ["Acme", "Buyer", date(2026, 11, 1), "Applied", date(2026, 11, 18), "Ana Ruiz"],
    ["Bolt", "Cook", date(2026, 11, 2), "Applied", None, None],
    ["Corn", "Nurse", date(2026, 8, 1), "Rejected", date(2026, 11, 12), None],
]


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """A tracker, adopted and synced."""
    book = openpyxl.Workbook()
    book.active.title = "Jobs"
    for row in (HEAD, *ROWS):
        book.active.append(row)
    book.save(tmp_path / "jobs.xlsx")
    path = trackers.adopt(tmp_path / "jobs.xlsx")
    _sync(path)
    return path


def _sync(path: Path, day: date = TODAY) -> Report:
    return pipeline.sync(path, moment=day)


def _book(path: Path) -> Book:
    return read(path.read_bytes())


def _lines(path: Path) -> list[tuple[Any, ...]]:
    """(company, day, outcome) of each line of Interviews."""
    grid = _book(path).interviews
    keys = ("company", "interview_date", "outcome")
    columns = (grid.values[key] for key in keys)
    return [
        (company, _day(day), outcome)
        for company, day, outcome in zip(*columns, strict=True)
        if company
    ]


def _day(cell: Any) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell


def _type(path: Path, sheet: str, cells: dict[str, Any]) -> None:
    """A person types into cells and saves, in a program that loses nothing of ours here."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)


def _fill(path: Path, row: int, **values: Any) -> None:
    """A person types into a line of Interviews."""
    grid = _book(path).interviews
    _type(path, "Interviews", {grid.cell(key, row): value for key, value in values.items()})


def test_adopting_took_over_what_is_recent_and_an_old_end_as_closed(jobs: Path) -> None:
    assert _lines(jobs) == [
        ("Acme", date(2026, 11, 18), None),
        ("Corn", date(2026, 11, 12), "Closed"),
    ]


def test_a_new_interview_is_appended_told_and_planned_in_the_same_sync(jobs: Path) -> None:
    _type(jobs, "Jobs", {"E3": date(2026, 11, 19)})
    report = _sync(jobs)
    assert report.taken_over == ("Jobs: 1 interview taken over",)
    assert _lines(jobs)[-1] == ("Bolt", date(2026, 11, 19), None)
    assert "Bolt" in {item.company for item in report.items}
    before = tree(jobs.parent)
    assert _sync(jobs).taken_over == ()
    assert tree(jobs.parent) == before


@pytest.mark.parametrize(
    ("word", "told"),
    [("Offer", "Jobs: 1 offer taken over"), ("Rejected", "Jobs: 1 application closed")],
)
def test_an_offer_is_told_as_an_offer_and_not_as_an_end(jobs: Path, word: str, told: str) -> None:
    _type(jobs, "Jobs", {"D2": word})
    assert _sync(jobs).taken_over == (told,)


def test_a_time_typed_behind_the_day_comes_over_with_it(jobs: Path) -> None:
    _type(jobs, "Jobs", {"E3": "19 Nov 2026 2pm"})
    _sync(jobs)
    assert _lines(jobs)[-1][:2] == ("Bolt", date(2026, 11, 19))
    assert _book(jobs).interviews.values["interview_time"][2] == time(14)


def test_a_word_that_means_an_interview_asks_when_and_who_with_its_place(jobs: Path) -> None:
    _type(jobs, "Jobs", {"D3": "Interviewing"})
    _sync(jobs)
    assert _lines(jobs)[-1] == ("Bolt", None, None)
    needs = _book(jobs).interviews.values["needs"][2]
    assert "Jobs!D3 says 'Interviewing': type the day, and who it was" in needs
    _type(jobs, "Jobs", {"E3": date(2026, 11, 19)})
    _sync(jobs)
    grid = _book(jobs).interviews
    assert _lines(jobs)[-1] == ("Bolt", date(2026, 11, 19), None)
    assert "Jobs!E3 has a day by now: delete this line" in grid.values["needs"][2]


def test_a_line_that_was_deleted_does_not_come_back(jobs: Path) -> None:
    _fill(jobs, 3, **dict.fromkeys(_book(jobs).interviews.columns))
    _sync(jobs)
    assert [line[0] for line in _lines(jobs)] == ["Corn"]


def test_a_contact_is_offered_where_the_name_is_missing_and_no_longer_where_it_is_there(
    jobs: Path,
) -> None:
    assert "your contact there is Ana Ruiz (Jobs!F2)" in _book(jobs).interviews.values["needs"][0]
    _fill(jobs, 3, interviewer="Cy Ng")
    _sync(jobs)
    assert "Ana Ruiz" not in str(_book(jobs).interviews.values["needs"][0])


def test_a_new_final_word_is_written_as_itself_with_todays_date(jobs: Path) -> None:
    _type(jobs, "Jobs", {"D2": "Rejected"})
    report = _sync(jobs)
    assert report.taken_over == ("Jobs: 1 application closed",)
    grid = _book(jobs).interviews
    assert _lines(jobs)[0] == ("Acme", date(2026, 11, 18), "Rejected")
    assert _day(grid.values["outcome_date"][0]) == TODAY
    assert _sync(jobs).edits == ()


def test_ours_is_never_overwritten_and_a_contradiction_names_both_cells(jobs: Path) -> None:
    outcome = _book(jobs).interviews.cell("outcome", 3)
    _fill(jobs, 3, outcome="Next round")
    _type(jobs, "Jobs", {"D2": "Rejected"})
    report = _sync(jobs)
    assert _lines(jobs)[0][2] == "Next round"
    said = f"Interviews!{outcome}: 'Next round' is not what Jobs!D2 says: 'Rejected' (Rejected)"
    assert any(each.startswith(said) for each in report.attention)


def test_sorting_and_new_rows_and_columns_change_nothing(jobs: Path) -> None:
    before = _lines(jobs)
    book = openpyxl.load_workbook(jobs)
    sheet = book["Jobs"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    random.Random(4).shuffle(rows)
    sheet.delete_rows(1, 9)
    sheet.append(["my jobs"])
    sheet.append(["Mood", *reversed(HEAD)])
    for row in rows:
        sheet.append(["fine", *reversed(row)])
    book.save(jobs)
    report = _sync(jobs)
    assert report.taken_over == ()
    assert _lines(jobs) == before


@pytest.mark.parametrize(
    ("header", "nearest"), [("Interview day", "; nearest: 'Interview day' (E)"), (None, "")]
)
def test_a_renamed_or_removed_header_is_told_with_the_nearest_and_the_rest_goes_on(
    jobs: Path, header: str | None, nearest: str
) -> None:
    _type(jobs, "Jobs", {"E1": header, "D2": "Rejected"})
    theirs = _parts_of_theirs(jobs)
    report = _sync(jobs)
    (told,) = [each for each in report.attention if "is no column of Jobs" in each]
    assert told.startswith("Settings!B")
    assert f"'Interview date' is no column of Jobs (Interview date){nearest}" in told
    assert _lines(jobs)[0][2] == "Rejected"
    assert _parts_of_theirs(jobs) == theirs


def _parts_of_theirs(path: Path) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(path)["Jobs"]
    return list(sheet.iter_rows(values_only=True))


def test_a_word_that_nobody_knows_is_told_once_and_settings_can_say_what_it_means(
    jobs: Path,
) -> None:
    _type(jobs, "Jobs", {"D2": "Hmm", "D3": "Hmm"})
    (told,) = [each for each in _sync(jobs).attention if "says nothing until" in each]
    assert told.startswith("Jobs!D2: 'Hmm' says nothing until Settings has a line")
    settings = _book(jobs).settings_sheet
    assert settings is not None
    row = settings.first_row + settings.height
    _type(jobs, "Settings", {f"A{row}": "Status word: Hmm", f"B{row}": "Rejected"})
    report = _sync(jobs)
    assert not [each for each in report.attention if "says nothing until" in each]
    assert _lines(jobs)[0][2] == "Rejected"


def test_an_interview_that_stands_in_ours_already_is_not_taken_over(jobs: Path) -> None:
    day = date(2026, 11, 19)
    _fill(jobs, 5, company="bolt", job_title="COOK", interviewer="Bo", interview_date=day)
    _type(jobs, "Jobs", {"E3": date(2026, 11, 19)})
    assert _sync(jobs).taken_over == ()


def test_what_grows_old_after_it_was_adopted_stays(jobs: Path) -> None:
    report = _sync(jobs, TODAY + timedelta(days=90))
    assert report.taken_over == ()
    assert len(_lines(jobs)) == 2


def test_a_renamed_sheet_is_found_by_its_headers(jobs: Path) -> None:
    book = openpyxl.load_workbook(jobs)
    book["Jobs"].title = "Applications 2026"
    book.save(jobs)
    report = _sync(jobs)
    assert not [each for each in report.attention if "is no sheet here" in each]
    _type(jobs, "Applications 2026", {"E3": date(2026, 11, 19)})
    assert len(_sync(jobs).taken_over) == 1


def test_a_missing_sheet_or_file_is_told_and_the_rest_goes_on(jobs: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(jobs)
    book["Jobs"].title = "Applications 2026"
    book["Applications 2026"]["A1"] = "Employer"
    book.save(jobs)
    told = [each for each in _sync(jobs).attention if "is no sheet here" in each]
    assert len(told) == 1
    assert "'Jobs' is no sheet here; there is Applications 2026" in told[0]
    export = tmp_path / "export.csv"
    export.write_text("Company;Job;Status\nAcme;Buyer;Interview\n", encoding="utf-8")
    beside = trackers.adopt(export, tmp_path / "beside.xlsx")
    export.unlink()
    assert any("export.csv" in each for each in _sync(beside).attention)


def test_without_a_mapping_nothing_of_this_runs(example: Path) -> None:
    assert plan_of(example, date(2026, 11, 23)).fed.edits == ()


def test_a_source_that_is_gone_is_to_be_put_back_and_no_empty_one_made(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    beside = trackers.adopt(tmp_path / "r.xlsx", tmp_path / "beside.xlsx")
    (tmp_path / "r.xlsx").unlink()
    (told,) = [each for each in _sync(beside).attention if "r.xlsx" in each]
    assert "'r.xlsx' is no file any more; put it back at" in told
    assert "init" not in told
