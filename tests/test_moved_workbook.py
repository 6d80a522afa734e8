"""A workbook that is renamed, or told another drafts folder: what the user edited follows, and what
is no longer true is cleared or told (spec 6)."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from sheetfollow import new_workbook, writeback
from sheetfollow.intake import workbook
from sheetfollow.model import Edit
from sheetfollow.schema import SETTINGS
from tests.helpers import DAY, processes

EDITED, UNTOUCHED, SENT = "*kwabena-osei*", "*amara-nwosu*", "*jonas-lindqvist*"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example after a first sync; one draft is edited, another deleted, and one that was edited
    is marked as sent."""
    home = tmp_path_factory.mktemp("made")
    example = ("init", "interviews.xlsx", "--example", "--today", "2026-11-23")
    assert processes.run(home, *example).code == 0
    assert processes.run(home).code == 3
    for pattern in (EDITED, SENT):
        draft = _one(home / "drafts", pattern + ".txt")
        mine = draft.read_text("utf-8").replace("Dear", "Good morning,")
        draft.write_text(mine, encoding="utf-8")
    _one(home / "drafts", "*yusuf-demirci*.txt").unlink()
    assert processes.run(home).code == 3
    assert processes.run(home, "sent", "Jonas", *DAY).code == 0
    return home


@pytest.fixture
def synced(made: Path, tmp_path: Path) -> Path:
    """The workbook of a copy."""
    return Path(shutil.copytree(made, tmp_path / "home")) / "interviews.xlsx"


def _sync(path: Path) -> str:
    """What the command says."""
    done = processes.run(path.parent, "sync", path.name, *DAY)
    assert done.code == 3, done.err
    return done.out


def _one(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def _tree(folder: Path) -> dict[str, bytes]:
    found = [each for each in folder.rglob("*") if each.is_file()]
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


def _without_backups(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in _tree(folder).items() if "backups/" not in name}


def _set(path: Path, key: str, value: str) -> None:
    row = [setting.key for setting in SETTINGS].index(key) + 2
    path.write_bytes(writeback.apply(path.read_bytes(), [Edit("Settings", f"B{row}", value)]))


def _mark(path: Path, interviewer: str) -> None:
    grid = workbook.read(path.read_bytes()).interviews
    row = grid.values["interviewer"].index(interviewer) + grid.first_row
    edit = Edit(grid.name, grid.cell("sent_on", row), "x")
    path.write_bytes(writeback.apply(path.read_bytes(), [edit]))


def _links(path: Path) -> set[str]:
    grid = workbook.read(path.read_bytes()).interviews
    cells = (grid.cell("draft", row) for row in range(grid.first_row, grid.first_row + grid.height))
    return {grid.links[cell] for cell in cells if cell in grid.links}


# --- renamed


def test_a_renamed_workbook_goes_on_with_its_drafts(synced: Path) -> None:
    renamed = synced.rename(synced.with_name("search 2026.xlsx"))
    drafts = synced.parent / "drafts"
    before = _without_backups(drafts)
    said = _sync(renamed)
    told = "interviews.xlsx is gone; search 2026.xlsx goes on with its drafts in drafts"
    assert said.count(told) == 1
    after = _without_backups(drafts)
    for kind in ("manifest", "marks"):
        left = before.pop(f".interviews.xlsx.{kind}.json")
        assert after.pop(f".search 2026.xlsx.{kind}.json") == left
    assert after == before
    again = _sync(renamed)
    assert "is gone" not in again
    assert "(nothing to change)" in again


def test_what_is_sent_after_the_renaming_is_due_nowhere(synced: Path) -> None:
    renamed = synced.rename(synced.with_name("search 2026.xlsx"))
    for name in ("Kwabena Osei", "Amara Nwosu"):
        _mark(renamed, name)
    _sync(renamed)
    drafts = synced.parent / "drafts"
    for pattern in (EDITED, UNTOUCHED):
        assert not list(drafts.glob(pattern))
        assert len(list((drafts / "done").glob(pattern))) == 2
    assert b"Good morning" in _one(drafts / "done", EDITED + ".txt").read_bytes()
    page = (drafts / "index.html").read_text("utf-8")
    assert "Kwabena Osei" not in page
    assert "Amara Nwosu" not in page
    calendar = (drafts / "followups.ics").read_text("utf-8").split("BEGIN:VEVENT")
    (event,) = (each for each in calendar if "SUMMARY:No longer due: Kwabena Osei" in each)
    assert "STATUS:CANCELLED" in event


def test_a_copy_leaves_the_drafts_to_the_workbook_that_is_still_there(synced: Path) -> None:
    copied = Path(shutil.copy(synced, synced.with_name("copy.xlsx")))
    drafts = synced.parent / "drafts"
    before = {name: data for name, data in _tree(drafts).items() if "/" not in name}
    _sync(copied)
    after = {name: data for name, data in _tree(drafts).items() if "/" not in name}
    assert b"copy.xlsx" in after.pop("index.html")
    before.pop("index.html")
    assert after == before
    assert len(list((drafts / "copy").glob("*.txt"))) > 5


def test_another_workbook_takes_no_drafts_over_from_one_that_is_gone(synced: Path) -> None:
    synced.unlink()
    other = synced.with_name("other.xlsx")
    row = ("Sablewood Energy", "Kofi Mensah", "Analyst")
    cells = [Edit("Interviews", f"{at}3", value) for at, value in zip("ABC", row, strict=True)]
    other.write_bytes(writeback.apply(new_workbook.shipped(), cells))
    drafts = synced.parent / "drafts"
    before = _without_backups(drafts)
    said = _sync(other)
    after = _without_backups(drafts)
    assert "is gone" not in said
    assert {name for name in before if after.get(name) != before[name]} == {
        "index.html",
        "followups.ics",
        ".letters.json",  # what a sync need not work out again, of the page among it
    }


# --- another drafts folder


@pytest.mark.parametrize("wanted", ["letters", "search/my letters", "drafts/now"])
def test_when_the_drafts_folder_changes_what_was_edited_follows(synced: Path, wanted: str) -> None:
    old, new = synced.parent / "drafts", synced.parent / wanted
    before = set(_without_backups(old))
    edited = _one(old, EDITED + ".txt").read_bytes()
    sent = _one(old / "done", SENT + ".txt").name
    _set(synced, "drafts_folder", wanted)
    preview = processes.run(synced.parent, "sync", synced.name, *DAY, "--dry-run").out
    assert f"move drafts/done/{sent} to done/{sent}" in preview
    said = _sync(synced)
    told = (
        f"drafts/: what you had edited or sent is in {wanted}/ now; what is in stale/ and backups/"
    )
    assert said.count(f"{told} stays in drafts/") == 1
    assert set(_without_backups(new)) == before
    assert _one(new, EDITED + ".txt").read_bytes() == edited
    assert b"Good morning" in _one(new / "done", SENT + ".txt").read_bytes()
    assert b"Good morning" in _one(new, EDITED + ".eml").read_bytes()
    assert [name for name in _without_backups(old) if not name.startswith("now/")] == []
    assert {Path(link).parent.as_posix() for link in _links(synced)} == {wanted}
    steady = _tree(synced.parent)
    again = _sync(synced)
    assert "what you had edited" not in again
    assert _tree(synced.parent) == steady


def test_a_workbook_that_is_renamed_and_told_another_folder_at_once_loses_nothing(
    synced: Path,
) -> None:
    renamed = synced.rename(synced.with_name("search 2026.xlsx"))
    _set(renamed, "drafts_folder", "letters")
    edited = _one(synced.parent / "drafts", EDITED + ".txt").read_bytes()
    assert "what is in stale/ and backups/ stays in drafts/" in _sync(renamed)
    assert _one(synced.parent / "letters", EDITED + ".txt").read_bytes() == edited
    assert not list((synced.parent / "drafts").glob(EDITED))
    steady = _tree(synced.parent)
    _sync(renamed)
    assert _tree(synced.parent) == steady


def test_a_mark_that_was_kept_for_an_open_workbook_follows_it(synced: Path) -> None:
    """A draft moved to done/ while the workbook is open, which is renamed before the next sync."""
    drafts = synced.parent / "drafts"
    lock = synced.with_name(f"~${synced.name}")
    (drafts / "done").mkdir(exist_ok=True)
    for each in list(drafts.glob(UNTOUCHED)):
        each.rename(drafts / "done" / each.name)
    lock.touch()
    assert processes.run(synced.parent).code == 1
    assert (drafts / ".interviews.xlsx.marks.json").is_file()
    lock.unlink()
    renamed = synced.rename(synced.with_name("search 2026.xlsx"))
    said = _sync(renamed)
    assert said.count("logged: Thank-you to Amara Nwosu") == 1
    assert not (drafts / ".interviews.xlsx.marks.json").exists()
    assert "logged:" not in _sync(renamed)


def _undone(path: Path) -> bytes:
    """Jonas's draft once the mark of it is taken back."""
    done = processes.run(path.parent, "undo", "--in", path.name, *DAY)
    assert done.code == 0, done.err
    assert done.out.startswith("taken back: thank-you to Jonas Lindqvist")
    assert "Jonas Lindqvist" not in _logged(path)
    (draft,) = path.parent.glob(f"*/{SENT}.txt")
    return draft.read_bytes()


def _logged(path: Path) -> list[object]:
    return workbook.read(path.read_bytes()).log.values["interviewer"][-3:]


@pytest.mark.parametrize("syncs", [0, 1])
@pytest.mark.parametrize("folder", ["drafts", "letters"])
def test_undo_knows_the_last_marks_under_another_name_and_in_another_folder(
    syncs: int, folder: str, synced: Path
) -> None:
    assert "Jonas Lindqvist" in _logged(synced)
    renamed = synced.rename(synced.with_name("search 2026.xlsx"))
    _set(renamed, "drafts_folder", folder)
    for _ in range(syncs):
        _sync(renamed)
    assert b"Good morning" in _undone(renamed)
    told = processes.run(renamed.parent, "undo", *DAY)
    assert "nothing is left to take back" in told.err
    assert not (renamed.parent / "drafts" / ".interviews.xlsx.marks.json").exists()


def test_a_mark_that_is_taken_back_under_another_name_is_not_taken_up_again(synced: Path) -> None:
    """It was kept for the workbook that was open, and is taken back before it was ever written."""
    lock = synced.with_name(f"~${synced.name}")
    lock.touch()
    assert processes.run(synced.parent, "sent", "Amara", *DAY).out.startswith("kept: ")
    lock.unlink()
    renamed = synced.rename(synced.with_name("search 2026.xlsx"))
    lock = renamed.with_name(f"~${renamed.name}")
    lock.touch()
    assert processes.run(renamed.parent, "undo", *DAY).code == 0
    lock.unlink()
    assert "logged:" not in _sync(renamed)
    assert "Amara Nwosu" not in _logged(renamed)


def test_a_draft_that_was_moved_to_the_old_done_by_hand_is_sent_and_moves_along(
    synced: Path,
) -> None:
    drafts = synced.parent / "drafts"
    for each in list(drafts.glob(UNTOUCHED)):
        each.rename(drafts / "done" / each.name)
    _set(synced, "drafts_folder", "letters")
    assert _sync(synced).count("logged: Thank-you to Amara Nwosu") == 1
    assert len(list((synced.parent / "letters" / "done").glob(UNTOUCHED))) == 2
    assert "logged:" not in _sync(synced)


def test_an_edited_draft_that_is_sent_as_the_folder_changes_is_in_the_new_done(
    synced: Path,
) -> None:
    _set(synced, "drafts_folder", "letters")
    _mark(synced, "Kwabena Osei")
    _sync(synced)
    home = synced.parent
    assert b"Good morning" in _one(home / "letters" / "done", EDITED + ".txt").read_bytes()
    assert not list((home / "drafts").glob(EDITED))


def test_an_event_of_the_calendar_that_moves_along_is_no_new_edition(synced: Path) -> None:
    old = (synced.parent / "drafts" / "followups.ics").read_bytes()
    _set(synced, "drafts_folder", "letters")
    _sync(synced)
    assert (synced.parent / "letters" / "followups.ics").read_bytes() == old


def test_a_folder_that_the_user_has_put_away_is_left_alone(synced: Path) -> None:
    """The links of the workbook do not lead there, so it is theirs."""
    away = (synced.parent / "drafts").rename(synced.parent / "drafts 2025")
    before = _tree(away)
    _sync(synced)
    assert _tree(away) == before


def test_a_draft_of_the_users_own_in_the_new_folder_stays_and_the_old_one_is_kept(
    synced: Path,
) -> None:
    old, new = synced.parent / "drafts", synced.parent / "letters"
    name = _one(old, EDITED + ".txt").name
    edited = (old / name).read_bytes()
    new.mkdir()
    (new / name).write_bytes(b"mine, begun over there")
    _set(synced, "drafts_folder", "letters")
    _sync(synced)
    assert (new / name).read_bytes() == b"mine, begun over there"
    assert (new / "stale" / name).read_bytes() == edited


def test_a_run_that_is_killed_while_the_drafts_move_is_healed_by_the_next(
    synced: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Killed before each seventh of its renames and deletions: whatever stood where by then, all
    is there in the end."""
    _set(synced, "drafts_folder", "letters")
    whole = _copied(synced.parent, tmp_path_factory)
    assert processes.run(whole).code == 3
    wanted = _without_backups(whole)
    killed = 0
    for step in range(0, 1_000, 7):
        home = _copied(synced.parent, tmp_path_factory)
        if processes.run(home, prepare=partial(_die_at, step)).code != _KILLED:
            break
        killed += 1
        assert processes.run(home).code == 3
        assert _without_backups(home) == wanted, step
    assert killed > 5


_KILLED = 9


def _copied(home: Path, made: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(home, made.mktemp("search") / "home"))


def _die_at(step: int) -> None:
    """In a child: the process ends before that rename or deletion, as if it were killed."""
    left = [step]

    def watch(event: str, _: object) -> None:
        if event in ("os.rename", "os.remove"):
            left[0] -= 1
            if left[0] < 0:
                os._exit(_KILLED)

    sys.addaudithook(watch)
