"""Whoever made a workbook with an earlier version loses nothing by a new one: what is newer is done
without and told once; drafts, edits, IDs and calendar go on (spec 3)."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sheetfollow.intake.workbook import Book, Grid, read
from sheetfollow.schema import NEWER, SETTINGS, SHEETS, Message
from tests.conftest import Run

MADE = Path(__file__).parent / "data" / "first_version.zip"
EDITED = "2026-11-24_tallgrass-robotics_jonas-lindqvist_thank-you_c2c3r9.txt"
DELETED = "2026-11-24_tallgrass-robotics_mei-ling-hsu_thank-you_n5b2c5.txt"
SENT = "2026-11-24_tallgrass-robotics_amara-nwosu_thank-you_w6k4d6.txt"
TODAY = ("--today", "2026-11-23")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The workbook and drafts folder that the first version has left on Mon 23 Nov 2026: one draft
    sent, one edited, one deleted by the user."""
    with zipfile.ZipFile(MADE) as files:
        files.extractall(tmp_path)
    return tmp_path / "interviews.xlsx"


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _ids(book: Book) -> dict[str, str]:
    cells = book.interviews.values
    return dict(zip(map(str, cells["interviewer"]), cells["id"], strict=True))


def test_what_is_newer_than_the_workbook_is_told_once_and_stops_nothing(
    older: Path, run: Run
) -> None:
    first = run("sync", older, *TODAY, code=3).stdout
    assert first.count("was made by an earlier version and lacks") == 1
    for name in ("Greet as in Interviews", "Closing note in Settings", "Job title in Today"):
        assert name in first
    files = _files(older.parent)
    again = run("sync", older, *TODAY, code=3).stdout
    assert "earlier version" not in again
    assert _files(older.parent) == files


def test_a_preview_does_not_count_as_told(older: Path, run: Run) -> None:
    run("sync", older, *TODAY, "--dry-run", code=3)
    assert "earlier version" in run("sync", older, *TODAY, code=3).stdout


def test_the_drafts_folder_goes_on(older: Path, run: Run) -> None:
    drafts = older.parent / "drafts"
    edited, sent = (drafts / EDITED).read_bytes(), (drafts / "done" / SENT).read_bytes()
    run("sync", older, *TODAY, code=3)
    assert (drafts / EDITED).read_bytes() == edited
    assert not (drafts / DELETED).exists()
    assert (drafts / "done" / SENT).read_bytes() == sent
    assert not list(drafts.glob("*amara-nwosu_thank-you*"))


def test_rows_keep_their_ids_and_the_calendar_its_events(older: Path, run: Run) -> None:
    calendar = older.parent / "drafts" / "followups.ics"
    ids, events = _ids(read(older.read_bytes())), _events(calendar)
    run("sync", older, *TODAY, code=3)
    assert _ids(read(older.read_bytes())) == ids
    assert _events(calendar) == events


def _events(calendar: Path) -> list[str]:
    """UID and day of each event."""
    return sorted(re.findall(r"UID:.*|DTSTART.*", calendar.read_text(encoding="utf-8")))


def test_each_name_that_came_later_is_known_as_newer(older: Path) -> None:
    """The names of today are those of the first version and the newer ones, no more."""
    book = read(older.read_bytes())
    for sheet in SHEETS:
        newer = {name for where, name in NEWER if where == sheet.name}
        grid = {"Interviews": book.interviews, "Communications": book.log, "Today": book.today}.get(
            sheet.name
        )
        if isinstance(grid, Grid):
            had = {each.header for each in sheet.columns if each.key in grid.columns}
            assert had | newer == {each.header for each in sheet.columns}, sheet.name
    newer = {name for where, name in NEWER if where == "Settings"}
    assert {each.name for each in SETTINGS if each.name.casefold() not in book.settings} == newer
    newer = {name for where, name in NEWER if where == "Messages"}
    assert set(Message) - {each.message for each in book.wordings} == newer


def test_a_deleted_sheet_of_ours_is_told_once_and_done_without(run: Run, tmp_path: Path) -> None:
    run("init", "interviews.xlsx", "--example")
    path = tmp_path / "interviews.xlsx"
    book = openpyxl.load_workbook(path)
    del book["Today"], book["Checklist"]
    book.save(path)
    first = run("sync", path, code=3).stdout
    for name in ("Today", "Checklist"):
        assert first.count(f"no sheet {name}: done without; copy it from a new workbook") == 1
    assert "no sheet" not in run("sync", path, code=3).stdout
