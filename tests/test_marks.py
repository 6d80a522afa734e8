"""Marks without Excel: `sent`, `undo`, a draft moved to done/; kept while the workbook is open,
never lost and never taken twice (spec 3, Marking as sent)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from sheetfollow import writeback
from sheetfollow.intake.workbook import Book, read
from sheetfollow.model import Edit
from tests.helpers import DAY, folders, job_search, processes
from tests.helpers.processes import BOOK, Outcome

AMARA, AMARA_ID = "Amara Nwosu", "d3r3j5"
LOCK = ".~lock.interviews.xlsx#"
Run = Callable[..., Outcome]
Line = tuple[str, str, str, str, str]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, synced on Mon 23 Nov 2026."""
    home = tmp_path_factory.mktemp("search").resolve() / "home"
    job_search.begin(home)
    return home


@pytest.fixture
def synced(search: Path, tmp_path: Path) -> Path:
    return job_search.copy(search, tmp_path.resolve() / "home") / BOOK


@pytest.fixture
def run(synced: Path) -> Run:
    """`run("sent", "Amara", code=1)`: the command beside the workbook."""

    def invoke(*arguments: str, code: int = 0) -> Outcome:
        outcome = processes.run(synced.parent, *arguments)
        assert outcome.code == code, outcome
        return outcome

    return invoke


def _book(path: Path) -> Book:
    return read(path.read_bytes())


def _log(path: Path) -> list[Line]:
    """Who was sent what, how and when, and by which row, a tuple for each line."""
    log = _book(path).log
    keys = ("interviewer", "message", "method", "date", "id")
    rows = range(log.first_row, log.first_row + log.height)
    lines = [tuple(str(log.value(key, row) or "") for key in keys) for row in rows]
    return [(who, what, how, day[:10], key) for who, what, how, day, key in lines if what or who]


def _new_lines(path: Path, before: list[Line]) -> list[Line]:
    after = _log(path)
    assert after[: len(before)] == before
    return after[len(before) :]


def _kept(path: Path) -> list[str]:
    place = path.parent / "drafts" / f".{path.name}.marks.json"
    marks = json.loads(place.read_text(encoding="utf-8"))["kept"] if place.exists() else []
    return [mark["interviewer"] for mark in marks]


def _row(path: Path, who: str, key: str) -> object:
    grid = _book(path).interviews
    return grid.value(key, grid.values["interviewer"].index(who) + grid.first_row)


def _type(path: Path, sheet: str, cell: str, value: object) -> None:
    path.write_bytes(writeback.apply(path.read_bytes(), [Edit(sheet, cell, value)]))  # type: ignore[arg-type]


def _move_to_done(path: Path, pattern: str) -> Path:
    (draft,) = (path.parent / "drafts").glob(pattern)
    done = draft.parent / "done"
    done.mkdir(exist_ok=True)
    return draft.rename(done / draft.name)


@pytest.fixture
def opened(synced: Path) -> Iterator[Path]:
    """The workbook, open in LibreOffice."""
    lock = synced.with_name(LOCK)
    lock.write_bytes(b"")
    yield synced
    lock.unlink(missing_ok=True)


# ---- sheetfollow sent ----


@pytest.mark.parametrize("who", ["amara nwosu", "Amara", "NWO", AMARA_ID])
def test_a_name_part_of_one_or_an_id_marks_what_the_row_shows(
    run: Run, synced: Path, who: str
) -> None:
    before = _log(synced)
    told = run("sent", who, *DAY).out
    assert _new_lines(synced, before) == [(AMARA, "Thank-you", "Email", "2026-11-23", AMARA_ID)]
    assert told == (
        "logged: Thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov;"
        " next: Check-in from Wed 25 Nov\n"
    )
    names = {each.suffix for each in (synced.parent / "drafts" / "done").glob("*amara-nwosu*")}
    assert names == {".txt", ".eml"}
    assert _kept(synced) == []
    state = folders.tree(synced.parent)
    assert "nothing to change" in run("sync", synced.name, *DAY, code=3).out
    assert folders.tree(synced.parent) == state


def test_several_at_once_are_marked_in_one_write(run: Run, synced: Path) -> None:
    before = _log(synced)
    run("sent", "Amara", "Jonas", AMARA_ID, *DAY)
    assert [line[0] for line in _new_lines(synced, before)] == [AMARA, "Jonas Lindqvist"]


@pytest.mark.parametrize(("on", "day"), [("yesterday", "2026-11-22"), ("X", "2026-11-23")])
def test_the_day_is_read_as_in_sent_on(run: Run, synced: Path, on: str, day: str) -> None:
    before = _log(synced)
    run("sent", "Priya", "--on", on, *DAY)
    assert [line[3] for line in _new_lines(synced, before)] == [day]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Nobody",), "nobody in Interviews is called 'Nobody'"),
        (("a",), "'a' may be "),
        (("Amara", "--on", "2026-11-24"), "is in the future"),
        (("Amara", "--on", "2026-11-01"), "is before the interview"),
        (("Amara", "--on", "soon"), "--on: 'soon' "),
        (("Amara", "Nobody"), "nobody in Interviews"),
        (("Amara Nwoso",), "and no company; did you mean Amara Nwosu?"),
        (("Tallgras Robotics",), "and no company; did you mean Tallgrass Robotics?"),
    ],
)
def test_what_is_unclear_is_told_in_a_line_and_nothing_is_written(
    run: Run, synced: Path, arguments: tuple[str, ...], says: str
) -> None:
    state = folders.tree(synced.parent)
    told = run("sent", *arguments, *DAY, code=1).err
    assert says in told
    assert told.count("\n") == 1
    assert folders.tree(synced.parent) == state


def test_of_several_that_match_each_is_named_with_its_id(run: Run, synced: Path) -> None:
    told = run("sent", "an", *DAY, code=1).err
    assert "; name the one you mean by its ID" in told
    assert "(" in told


def test_a_company_is_enough_where_one_of_its_rows_has_something_due(
    run: Run, synced: Path
) -> None:
    """At Tallgrass Robotics three are due; once two are thanked Jonas alone is."""
    state = folders.tree(synced.parent)
    for who in ("Tallgrass", "tallgrass robotics"):
        told = run("sent", who, *DAY, code=1).err
        assert "Amara Nwosu, Tallgrass Robotics (" in told
        assert "Jonas Lindqvist, Tallgrass Robotics (" in told
    assert "nobody in Interviews is called 'Tallgr'" in run("sent", "Tallgr", *DAY, code=1).err
    assert folders.tree(synced.parent) == state
    run("sent", "Amara", "Mei-Ling", *DAY)
    before = _log(synced)
    run("sent", "Tallgrass", *DAY)
    assert [line[:2] for line in _new_lines(synced, before)] == [("Jonas Lindqvist", "Thank-you")]
    assert "; name the one you mean by its ID" in run("sent", "Tallgrass", *DAY, code=1).err


# ---- given twice ----


def test_sent_given_twice_on_one_day_logs_no_step_ahead_of_its_time(run: Run, synced: Path) -> None:
    run("sent", "Amara", *DAY)
    state = folders.tree(synced.parent)
    told = run("sent", "Amara", *DAY, code=1).err
    assert (
        "thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov: is in the log already; if the"
        " next step, Check-in, is done as well, type x in its Sent on"
    ) in told
    run("sent", "Jonas", "Amara", *DAY, code=1)
    assert folders.tree(synced.parent) == state


def test_on_another_day_the_next_step_may_be_sent_before_it_is_due(run: Run, synced: Path) -> None:
    run("sent", "Amara", *DAY)
    before = _log(synced)
    run("sent", "Amara", "--today", "2026-11-24")
    assert [line[1] for line in _new_lines(synced, before)] == ["Check-in"]


def test_an_x_over_two_merged_rows_is_of_both(run: Run, synced: Path) -> None:
    """A merge holds its value for each of its rows (spec 4)."""
    before = _log(synced)
    book = openpyxl.load_workbook(synced)
    sheet = book["Interviews"]
    column = next(cell.column_letter for cell in sheet[2] if cell.value == "Sent on")
    sheet[f"{column}3"].value = "x"
    sheet.merge_cells(f"{column}3:{column}4")
    book.save(synced)
    run("sync", synced.name, *DAY, code=3)
    assert [line[1] for line in _new_lines(synced, before)] == ["Thank-you", "Thank-you"]
    again = synced.read_bytes()
    run("sync", synced.name, *DAY, code=3)
    assert synced.read_bytes() == again


def test_the_same_step_is_not_logged_again_for_an_earlier_day(run: Run, synced: Path) -> None:
    """Of several marks for the same step of the same row, whatever their day, one counts (spec
    3)."""
    day = ("--today", "2026-11-24")
    run("sent", "Jonas", *day)
    before = _log(synced)
    told = run("sent", "Jonas", "--on", "2026-11-23", *day, code=1).err
    assert "your thank-you went out on Tue 24 Nov" in told
    assert _log(synced) == before


def test_what_is_due_beside_it_on_that_day_is_logged(run: Run, synced: Path) -> None:
    """She answers the thank-you at once, and the answer to her is sent as well."""
    run("sent", "Amara", *DAY)
    before, log = _log(synced), _book(synced).log
    typed = {"date": date(2026, 11, 23), "direction": "Received", "id": AMARA_ID}
    for key, value in typed.items():
        _type(synced, log.name, log.cell(key, log.first_row + len(before)), value)
    run("sync", synced.name, *DAY, code=3)
    assert _row(synced, AMARA, "next_action") == "Reply"
    run("sent", "Amara", *DAY)
    assert [line[1] for line in _log(synced)][-1] == "Reply"


def test_a_step_may_be_skipped_behind_a_message_but_not_by_the_same_command_twice(
    run: Run, synced: Path
) -> None:
    before = _log(synced)
    run("sent", "Amara", *DAY)
    run("sent", "Amara", "--skip", *DAY)
    assert "is in the log already" in run("sent", "Amara", "--skip", *DAY, code=1).err
    steps = [line[1:3] for line in _new_lines(synced, before)]
    assert steps == [("Thank-you", "Email"), ("Check-in", "Skipped")]


def test_where_nothing_is_to_be_sent_the_reason_is_told(run: Run, synced: Path) -> None:
    grid = _book(synced).interviews
    rows = zip(grid.values["status"], grid.values["id"], strict=True)
    waiting = next(key for status, key in rows if status == "Waiting")
    assert "there is nothing to send to " in run("sent", str(waiting), *DAY, code=1).err


def test_of_several_workbooks_one_is_named_and_else_nothing_is_written(
    run: Run, synced: Path
) -> None:
    shutil.copy(synced, synced.with_name("other.xlsx"))
    state = folders.tree(synced.parent)
    for command in (("sent", "Amara"), ("undo",)):
        told = run(*command, *DAY, code=2).err
        assert "interviews.xlsx, other.xlsx" in told
    assert folders.tree(synced.parent) == state
    before = _log(synced)
    run("sent", "Amara", "--in", synced.name, *DAY)
    assert len(_new_lines(synced, before)) == 1


def test_a_step_that_is_skipped_is_done_without_a_message(run: Run, synced: Path) -> None:
    before, counted = _log(synced), _row(synced, AMARA, "messages_sent")
    told = run("sent", AMARA, "--skip", *DAY).out
    assert "(skipped); next: Check-in" in told
    assert _new_lines(synced, before) == [(AMARA, "Thank-you", "Skipped", "2026-11-23", AMARA_ID)]
    assert _row(synced, AMARA, "messages_sent") == counted
    assert _row(synced, AMARA, "last_contact") is None
    assert list((synced.parent / "drafts").rglob("*amara-nwosu*")) == []


# ---- while the workbook is open ----


def test_while_the_workbook_is_open_a_mark_is_kept_and_the_next_sync_takes_it(
    run: Run, opened: Path
) -> None:
    before, state = _log(opened), folders.tree(opened.parent)
    told = run("sent", "Amara", *DAY).out.splitlines()
    assert told[0] == "kept: thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov"
    assert told[1].startswith("the next sync takes it into the workbook (interviews.xlsx: open in")
    assert _kept(opened) == [AMARA]
    changed = {
        name for name, data in folders.tree(opened.parent).items() if state.get(name) != data
    }
    assert changed == {"drafts/.interviews.xlsx.marks.json"}
    opened.with_name(LOCK).unlink()
    told_later = run("sync", opened.name, "--today", "2026-11-24", code=3).out
    assert "logged: Thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov" in told_later
    assert _new_lines(opened, before) == [(AMARA, "Thank-you", "Email", "2026-11-23", AMARA_ID)]
    assert _kept(opened) == []


def test_a_kept_mark_and_an_x_for_the_same_step_are_one(run: Run, opened: Path) -> None:
    """The earliest day counts, and the cell is emptied."""
    before = _log(opened)
    run("sent", "Amara", *DAY)
    grid = _book(opened).interviews
    row = grid.values["interviewer"].index(AMARA) + grid.first_row
    _type(opened, grid.name, grid.cell("sent_on", row), date(2026, 11, 24))
    opened.with_name(LOCK).unlink()
    run("sync", opened.name, "--today", "2026-11-24", code=3)
    assert _new_lines(opened, before) == [(AMARA, "Thank-you", "Email", "2026-11-23", AMARA_ID)]
    assert _row(opened, AMARA, "sent_on") is None
    assert _kept(opened) == []


def test_a_command_a_moved_draft_and_a_line_typed_by_hand_for_one_step_are_one(
    run: Run, opened: Path
) -> None:
    before = _log(opened)
    run("sent", "Amara", *DAY)
    run("sent", "Amara", *DAY)
    _move_to_done(opened, "*amara-nwosu*.txt")
    log = _book(opened).log
    typed = {"date": date(2026, 11, 23), "interviewer": AMARA, "company": "Tallgrass Robotics"}
    for key, value in (typed | {"message": "Thank-you", "id": AMARA_ID}).items():
        _type(opened, log.name, log.cell(key, log.first_row + len(before)), value)
    opened.with_name(LOCK).unlink()
    run("sync", opened.name, *DAY, code=3)
    assert len(_new_lines(opened, before)) == 1
    assert _kept(opened) == []


def test_a_kept_mark_whose_row_is_gone_is_told_and_dropped(run: Run, opened: Path) -> None:
    run("sent", "Amara", *DAY)
    grid = _book(opened).interviews
    row = grid.values["interviewer"].index(AMARA) + grid.first_row
    edits = [Edit(grid.name, grid.cell(key, row), None) for key in grid.columns]
    opened.write_bytes(writeback.apply(opened.read_bytes(), edits))
    opened.with_name(LOCK).unlink()
    told = run("sync", opened.name, *DAY, code=3).out
    assert "thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov: its row is gone" in told
    assert _kept(opened) == []
    assert "its row is gone" not in run("sync", opened.name, *DAY, code=3).out


def test_damaged_marks_stop_the_sync_rather_than_be_lost(run: Run, synced: Path) -> None:
    (synced.parent / "drafts" / f".{synced.name}.marks.json").write_text("{", encoding="utf-8")
    state = folders.tree(synced.parent)
    assert "is damaged, and with it the marks" in run("sync", synced.name, *DAY, code=1).err
    assert folders.tree(synced.parent) == state


# ---- a draft moved to done/ by hand ----


@pytest.mark.parametrize("suffix", ["txt", "eml"])
def test_a_draft_moved_to_done_is_a_mark_of_the_day_that_sees_it(
    run: Run, synced: Path, suffix: str
) -> None:
    before = _log(synced)
    moved = _move_to_done(synced, f"*amara-nwosu*.{suffix}")
    run("sync", synced.name, "--today", "2026-11-24", code=3)
    assert _new_lines(synced, before) == [(AMARA, "Thank-you", "Email", "2026-11-24", AMARA_ID)]
    done = {each.suffix for each in moved.parent.glob("*amara-nwosu*")}
    assert done == {".txt", ".eml"}
    state = folders.tree(synced.parent)
    run("sync", synced.name, "--today", "2026-11-24", code=3)
    assert folders.tree(synced.parent) == state


def test_moved_while_the_workbook_is_open_it_is_of_the_day_that_saw_it_first(
    run: Run, opened: Path
) -> None:
    before = _log(opened)
    _move_to_done(opened, "*amara-nwosu*.txt")
    told = run("sync", opened.name, *DAY, code=1).err
    assert "open in LibreOffice" in told
    assert told.endswith("; kept: thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov\n")
    assert told.count("\n") == 1
    assert _kept(opened) == [AMARA]
    assert "kept: " not in run("sync", opened.name, *DAY, code=1).err
    opened.with_name(LOCK).unlink()
    run("sync", opened.name, "--today", "2026-11-25", code=3)
    assert _new_lines(opened, before) == [(AMARA, "Thank-you", "Email", "2026-11-23", AMARA_ID)]


def test_moved_back_before_the_workbook_is_closed_it_is_a_mark_no_more(
    run: Run, opened: Path
) -> None:
    before = _log(opened)
    moved = _move_to_done(opened, "*amara-nwosu*.txt")
    run("sync", opened.name, *DAY, code=1)
    moved.rename(moved.parent.parent / moved.name)
    told = run("sync", opened.name, *DAY, code=1).err
    assert (
        "; kept no more: thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov: its" in told
    )
    assert _kept(opened) == []
    opened.with_name(LOCK).unlink()
    run("sync", opened.name, *DAY, code=3)
    assert _log(opened) == before
    assert _row(opened, AMARA, "next_action") == "Thank-you"


def test_moved_back_and_closed_it_is_told_and_not_logged(run: Run, opened: Path) -> None:
    before = _log(opened)
    moved = _move_to_done(opened, "*amara-nwosu*.txt")
    run("sync", opened.name, *DAY, code=1)
    moved.rename(moved.parent.parent / moved.name)
    opened.with_name(LOCK).unlink()
    told = run("sync", opened.name, *DAY, code=3).out
    assert "on Mon 23 Nov: its draft is back from done/, so it is not logged" in told
    assert (_log(opened), _kept(opened)) == (before, [])
    assert "is back from" not in run("sync", opened.name, *DAY, code=3).out


def test_deleted_from_done_it_is_a_mark_all_the_same(run: Run, opened: Path) -> None:
    before = _log(opened)
    moved = _move_to_done(opened, "*amara-nwosu*.eml")
    run("sync", opened.name, *DAY, code=1)
    moved.unlink()
    opened.with_name(LOCK).unlink()
    run("sync", opened.name, *DAY, code=3)
    assert [line[0] for line in _new_lines(opened, before)] == [AMARA]


def test_status_says_of_a_mark_that_waits_that_it_is_kept(run: Run, opened: Path) -> None:
    run("sent", "Amara", *DAY)
    told = run("status", opened.name, *DAY).out
    assert (
        "  kept for the next sync: Thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov;"
        " next: Check-in from Wed 25 Nov\n"
    ) in told
    assert "logged" not in told
    found = json.loads(run("status", opened.name, "--json", *DAY).out)
    assert (found["logged"], len(found["kept"])) == ([], 1)


def test_a_dry_run_writes_no_mark(run: Run, opened: Path) -> None:
    _move_to_done(opened, "*amara-nwosu*.txt")
    state = folders.tree(opened.parent)
    run("sync", opened.name, *DAY, "--dry-run", code=1)
    assert folders.tree(opened.parent) == state


# ---- sheetfollow undo ----


def test_undo_empties_the_line_and_brings_the_draft_back_with_its_edits(
    run: Run, synced: Path
) -> None:
    (draft,) = (synced.parent / "drafts").glob("*amara-nwosu*.txt")
    draft.write_text(draft.read_text(encoding="utf-8") + "\nMy own words.\n", encoding="utf-8")
    run("sync", synced.name, *DAY, code=3)
    before = _log(synced)
    drafts = folders.tree(synced.parent / "drafts")
    run("sent", "Amara", "Jonas", *DAY)
    assert not draft.exists()
    told = run("undo", *DAY).out
    assert told.splitlines() == [
        "taken back: thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov",
        "taken back: thank-you to Jonas Lindqvist, Tallgrass Robotics, on Mon 23 Nov",
    ]
    assert _log(synced) == before
    assert _row(synced, AMARA, "next_action") == "Thank-you"
    after = folders.tree(synced.parent / "drafts")
    assert {name: data for name, data in after.items() if name.endswith((".txt", ".eml"))} == {
        name: data for name, data in drafts.items() if name.endswith((".txt", ".eml"))
    }
    assert "My own words." in draft.read_text(encoding="utf-8")
    assert "nothing is left to take back" in run("undo", *DAY, code=1).err
    run("sent", "Kwabena", *DAY)
    assert [line[0] for line in _new_lines(synced, before)] == ["Kwabena Osei"]


def test_undo_takes_a_mark_back_that_is_only_kept(run: Run, opened: Path) -> None:
    before = _log(opened)
    run("sent", "Amara", *DAY)
    assert "taken back: thank-you to Amara Nwosu" in run("undo", *DAY).out
    assert _kept(opened) == []
    opened.with_name(LOCK).unlink()
    run("sync", opened.name, *DAY, code=3)
    assert _log(opened) == before


@pytest.mark.parametrize(
    ("key", "value"),
    [("response", "Thanks!"), ("notes", "by phone in the end"), ("date", date(2026, 11, 22))],
)
def test_undo_names_the_cell_where_something_was_typed_since(
    run: Run, synced: Path, key: str, value: object
) -> None:
    before = _log(synced)
    run("sent", "Kwabena", *DAY)
    log = _book(synced).log
    cell = log.cell(key, log.first_row + len(before))
    _type(synced, log.name, cell, value)
    state = folders.tree(synced.parent)
    assert f"Communications!{cell}: was changed since" in run("undo", *DAY, code=1).err
    assert folders.tree(synced.parent) == state


def test_undo_of_a_line_in_an_open_workbook_stops_and_changes_nothing(
    run: Run, synced: Path
) -> None:
    run("sent", "Amara", *DAY)
    synced.with_name(LOCK).write_bytes(b"")
    state = folders.tree(synced.parent)
    assert "open in LibreOffice" in run("undo", *DAY, code=1).err
    assert folders.tree(synced.parent) == state


def test_a_log_line_deleted_by_hand_does_the_same(run: Run, synced: Path) -> None:
    before, drafts = _log(synced), folders.tree(synced.parent / "drafts")
    run("sent", "Amara", *DAY)
    log = _book(synced).log
    row = log.first_row + len(before)
    edits = [Edit(log.name, log.cell(key, row), None) for key in log.columns]
    synced.write_bytes(writeback.apply(synced.read_bytes(), edits))
    run("sync", synced.name, *DAY, code=3)
    after = folders.tree(synced.parent / "drafts")
    assert {name for name in after if "amara" in name} == {
        name for name in drafts if "amara" in name
    }
    assert _row(synced, AMARA, "next_action") == "Thank-you"


def _delete_row(path: Path, sheet: str, who: str) -> None:
    """Delete the content of somebody's rows there."""
    book = _book(path)
    grid = book.log if sheet == "Communications" else book.interviews
    rows = [
        row for row, name in enumerate(grid.values["interviewer"], grid.first_row) if name == who
    ]
    edits = [Edit(grid.name, grid.cell(key, row), None) for row in rows for key in grid.columns]
    path.write_bytes(writeback.apply(path.read_bytes(), edits))


def test_undo_tells_what_it_cannot_take_back_since_row_and_line_are_gone(
    run: Run, synced: Path
) -> None:
    run("sent", "Amara", "Jonas", *DAY)
    _delete_row(synced, "Interviews", AMARA)
    _delete_row(synced, "Communications", AMARA)
    told = run("undo", *DAY).out.splitlines()
    assert told == [
        "taken back: thank-you to Jonas Lindqvist, Tallgrass Robotics, on Mon 23 Nov",
        "nothing to take back: thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov:"
        " its row is gone, and it is not in Communications",
    ]
    assert "nothing is left to take back" in run("undo", *DAY, code=1).err


def test_undo_empties_a_line_whose_row_is_gone(run: Run, synced: Path) -> None:
    before = _log(synced)
    run("sent", "Amara", *DAY)
    _delete_row(synced, "Interviews", AMARA)
    run("sync", synced.name, *DAY, code=3)
    assert run("undo", *DAY).out.startswith("taken back: thank-you to Amara Nwosu")
    assert _log(synced) == before


def test_undo_of_a_line_that_was_deleted_by_hand_says_so(run: Run, synced: Path) -> None:
    run("sent", "Amara", *DAY)
    _delete_row(synced, "Communications", AMARA)
    run("sync", synced.name, *DAY, code=3)
    assert run("undo", *DAY).out == (
        "nothing to take back: thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov:"
        " it is not in Communications any more\n"
    )
