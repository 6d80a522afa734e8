"""The tracker that a person has, adopted and synced through the real command (spec 8)."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sheetfollow import pipeline
from sheetfollow.exceptions import AlreadyOurs, CannotWrite, NotOurs
from sheetfollow.intake.workbook import read
from tests.conftest import Run
from tests.helpers import trackers
from tests.helpers.folders import tree

DAY = ("--today", "2026-11-20")


def _tracker(folder: Path, name: str) -> Path:
    return Path(shutil.copy(trackers.FOLDER / name, folder / name))


def _cells(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


@pytest.mark.parametrize("name", [n for n in trackers.LOOK_ALIKES if "REFUSE" not in n])
def test_a_look_alike_is_adopted_and_two_syncs_later_its_sheets_are_byte_for_byte_theirs(
    tmp_path: Path, name: str
) -> None:
    path = _tracker(tmp_path, name)
    before = path.read_bytes()
    into = None if path.suffix == ".xlsx" else tmp_path / "new.xlsx"
    book = trackers.adopt(path, into)
    first = pipeline.sync(book, moment=trackers.TODAY)
    assert first.taken_over == ()  # adopt took it all
    once = tree(tmp_path)
    again = pipeline.sync(book, moment=trackers.TODAY)
    assert tree(tmp_path) == once
    assert again.edits == ()
    if into:
        assert path.read_bytes() == before
        return
    old = zipfile.ZipFile(trackers.FOLDER / name)
    new = zipfile.ZipFile(path)
    for part in old.namelist():
        if "worksheets" in part or "tables" in part or "sharedStrings" in part:
            assert new.read(part) == old.read(part), part
    kept = tmp_path / "drafts" / "backups" / f"{path.stem} before adopt.xlsx"
    assert kept.read_bytes() == before


@pytest.mark.parametrize("name", [n for n in trackers.LOOK_ALIKES if "REFUSE" in n])
def test_a_tracker_that_cannot_be_read_is_refused_with_its_cell_and_nothing_is_written(
    run: Run, tmp_path: Path, name: str
) -> None:
    path = _tracker(tmp_path, name)
    before = tree(tmp_path)
    done = run("adopt", path.name, "--yes", *DAY, code=1)
    assert len(done.stderr.splitlines()) == 1
    assert "B1" in done.stderr
    assert tree(tmp_path) == before


def test_without_a_terminal_the_preview_is_shown_and_nothing_written(
    run: Run, tmp_path: Path
) -> None:
    path = _tracker(tmp_path, "d_portuguese.xlsx")
    before = tree(tmp_path)
    shown = run("adopt", path.name, *DAY, code=3).stdout
    assert "repeat with --yes" in shown
    assert "Resposta        3  unknown" in shown
    assert tree(tmp_path) == before


def test_the_preview_for_programs_names_each_column_as_by_hand(run: Run, tmp_path: Path) -> None:
    path = _tracker(tmp_path, "a_us_table.xlsx")
    data = json.loads(run("adopt", path.name, "--json", *DAY, code=3).stdout)
    (table,) = data["tables"]
    found = {
        (table["sheet"], each["column"]): (table["header_row"], each["meaning"])
        for each in table["columns"]
    }
    assert found == trackers.right_mapping()["a_us_table.xlsx"]
    assert table["refused"] is None
    assert {"word": "Offer", "rows": 2, "means": "Offer"} in table["words"]


def test_the_first_sync_drafts_for_nobody_without_a_day_for_no_old_end_and_no_thanks_twice(
    tmp_path: Path,
) -> None:
    path = trackers.adopt(_tracker(tmp_path, "f_rounds_in_columns.xlsx"))
    report = pipeline.sync(path, moment=trackers.TODAY)
    assert {(item.company, item.action) for item in report.items} == {
        ("Grauer Fuchs GmbH", "Second follow-up"),  # 11 Nov: the thank-you is too late by now
        ("Tidewater Rail", "Thank-you"),  # 19 Nov
    }
    log = read(path.read_bytes()).log
    assert [each for each in log.values["message"] if each] == ["Thank-you", "Thank-you"]


def test_adopting_twice_is_refused_and_names_where_the_mapping_is(tmp_path: Path) -> None:
    path = trackers.adopt(_tracker(tmp_path, "a_us_table.xlsx"))
    with pytest.raises(AlreadyOurs, match=r"adopted already; the mapping is in Settings, rows 25-"):
        trackers.adopt(path)


def test_several_different_tables_and_no_sheet_named_is_wrong_usage(
    run: Run, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Company", "Role", "Date applied", "Status"])
    book.active.append(["Acme", "Buyer", "2026-11-01", "Applied"])
    talks = book.create_sheet("Talks")
    talks.append(["Company", "Role", "Interview date"])
    talks.append(["Acme", "Buyer", "2026-11-12"])
    book.save(tmp_path / "jobs.xlsx")
    done = run("adopt", "jobs.xlsx", "--yes", *DAY, code=2)
    assert '--sheet "Sheet" --sheet "Talks"' in done.stderr
    trackers.adopt(tmp_path / "jobs.xlsx", sheets=("Talks",))
    companies = read((tmp_path / "jobs.xlsx").read_bytes()).interviews.values["company"]
    assert companies == ["Acme"]


def test_deleting_the_added_sheets_undoes_it(tmp_path: Path) -> None:
    path = trackers.adopt(_tracker(tmp_path, "c_german.xlsx"))
    book = openpyxl.load_workbook(path)
    for name in book.sheetnames[1:]:
        del book[name]
    book.save(path)
    assert _cells(path, "Bewerbungen") == _cells(trackers.FOLDER / path.name, "Bewerbungen")
    with pytest.raises(NotOurs, match=r"sheetfollow adopt .*c_german\.xlsx"):
        pipeline.sync(path, moment=trackers.TODAY)
    trackers.adopt(path)
    kept = tmp_path / "drafts" / "backups"
    assert (kept / "c_german before adopt 2.xlsx").is_file()


def test_a_foreign_workbook_and_an_export_name_adopt_with_its_command_line(
    run: Run, tmp_path: Path
) -> None:
    path = _tracker(tmp_path, "a_us_table.xlsx")
    done = run("sync", path.name, *DAY, code=1)
    assert done.stderr.rstrip().endswith("sheetfollow adopt a_us_table.xlsx")
    path = _tracker(tmp_path, "n_export.csv")
    done = run("sync", path.name, *DAY, code=1)
    assert done.stderr.rstrip().endswith("sheetfollow adopt n_export.csv --into interviews.xlsx")


def test_a_locked_book_is_refused_and_read_from_beside(tmp_path: Path) -> None:
    path = _tracker(tmp_path, "h_own_status_column.xlsx")
    book = openpyxl.load_workbook(path)
    book.security.lockStructure = True
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match=r"--into NEW\.xlsx"):
        trackers.adopt(path)
    beside = trackers.adopt(path, tmp_path / "talks.xlsx")
    assert path.read_bytes() == before
    book = openpyxl.load_workbook(path)
    book["Sheet1"]["I2"] = "2026-11-19"
    book.save(path)
    report = pipeline.sync(beside, moment=trackers.TODAY)
    assert report.taken_over == (f"{path.name}: 1 interview taken over",)


def test_a_sheet_of_theirs_with_a_name_of_ours_stays_theirs(tmp_path: Path) -> None:
    path = _tracker(tmp_path, "c_german.xlsx")
    book = openpyxl.load_workbook(path)
    book["Bewerbungen"].title = "Interviews"
    book.create_sheet("Settings").append(["my", "own"])
    book.save(path)
    pipeline.sync(trackers.adopt(path), moment=trackers.TODAY)
    names = openpyxl.load_workbook(path).sheetnames
    assert names[:2] == ["Interviews", "Settings"]
    assert {"Interviews (sheetfollow)", "Settings (sheetfollow)", "Today"} < set(names)
    assert _cells(path, "Interviews") == _cells(trackers.FOLDER / "c_german.xlsx", "Bewerbungen")


def test_what_goes_to_nobody_known_yet_says_so(tmp_path: Path) -> None:
    path = trackers.adopt(_tracker(tmp_path, "e_chinese.xlsx"))
    lines = list(pipeline.sync(path, moment=trackers.TODAY).lines())
    assert any("Nordlicht Werke (no name yet, " in line for line in lines), "and the job"
    drafts = [each.name for each in (tmp_path / "drafts").glob("*.txt")]
    assert any("_nordlicht-werke_no-name_" in name for name in drafts)


def _jobs(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Jobs"
    for row in (["Company", "Role", "Date applied", "Status", "Interview date"], *rows):
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--map", "zzz=Company"), "--map: there is no column 'zzz'; there is Company, Role, Date"),
        (("--map", "ZZ=Company"), "--map: there is no column 'ZZ'; there is Company, Role, Date"),
        (("--word", "zzz=Closed"), "--word: no status column has the word 'zzz'; there is Applied"),
    ],
)
def test_an_option_for_what_is_not_there_is_wrong_usage_and_never_ignored(
    run: Run, tmp_path: Path, option: tuple[str, str], told: str
) -> None:
    path = _jobs(tmp_path / "jobs.xlsx", ["Acme", "Buyer", "2026-11-01", "Applied", None])
    before = tree(tmp_path)
    done = run("adopt", path.name, *option, "--yes", *DAY, code=2)
    assert told in done.stderr
    assert tree(tmp_path) == before


def test_a_word_for_a_later_round_beside_a_day_is_taken_over_at_once(tmp_path: Path) -> None:
    path = _jobs(
        tmp_path / "jobs.xlsx", ["Acme", "Buyer", "2026-11-01", "2nd round!!", "2026-11-12"]
    )
    report = pipeline.sync(trackers.adopt(path), moment=trackers.TODAY)
    assert report.taken_over == ()
    companies = read(path.read_bytes()).interviews.values["company"]
    assert [each for each in companies if each] == ["Acme", "Acme"]


def test_what_is_too_old_to_ask_about_is_told_and_interviews_are_typed_from_now_on(
    run: Run, tmp_path: Path
) -> None:
    path = _jobs(
        tmp_path / "jobs.xlsx",
        ["Acme", "Buyer", "2026-08-01", "Interview", None],
        ["Bolt", "Cook", "2026-08-02", "Interview", None],
        ["Corn", "Clerk", "2026-08-03", "Applied", None],
    )
    shown = run("adopt", path.name, "--yes", *DAY).stdout
    assert (
        "2 applications that speak of one without a day are older than 45 days, and not asked"
        " about; 1 application had none."
    ) in shown
    assert "1. Open it. Type the interviews you have from now on into Interviews." in shown


def test_nothing_speaks_of_a_guide_that_was_not_added(tmp_path: Path) -> None:
    path = trackers.adopt(_tracker(tmp_path, "c_german.xlsx"))
    start = openpyxl.load_workbook(path)["Today"]["C1"].value
    assert "Start here: type your interviews into Interviews" in start
    assert "Guide" not in start


def test_what_stops_adopt_says_to_adopt_then_and_not_to_sync_or_begin_anew(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512))
    done = run("adopt", "old.xls", "--yes", *DAY, code=1)
    assert done.stderr.rstrip().endswith("save it as .xlsx without a password, then adopt")
    done = run("adopt", "nope.xlsx", "--yes", *DAY, code=1)
    assert "nope.xlsx: no such file;" in done.stderr
    assert "init" not in done.stderr
    path = _jobs(tmp_path / "jobs.xlsx", ["Acme", "Buyer", "2026-11-01", "Applied", None])
    path.chmod(0o444)
    done = run("adopt", path.name, "--yes", *DAY, code=1)
    assert done.stderr.rstrip().endswith("is read-only; allow writing to it, then adopt")
