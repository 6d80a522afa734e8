"""The user's edits win, nothing is half written, nothing is lost (spec 6, 7)."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sheetfollow import files
from sheetfollow.exceptions import FileTrouble, StaleWorkbook, WorkbookBusy

NAME = "2026-11-24_acme_dana-lee_thank-you_b2c3d4.txt"
LATER = "2026-11-30_acme_dana-lee_thank-you_b2c3d4.txt"
KEY = ("b2c3d4", "thank-you")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "interviews.xlsx"
    path.write_bytes(b"old")
    return path


def _sync(workbook: Path, wanted: dict[str, bytes], sent: int = 0) -> files.DraftPlan:
    """One run's drafts, written; a second plan of the same must be empty."""
    folder = workbook.parent / "drafts"
    plan = files.plan_drafts(folder, workbook.name, wanted, sent={KEY: sent})
    data = workbook.read_bytes()
    files.commit(workbook, before=data, after=data, drafts=plan)
    again = files.plan_drafts(folder, workbook.name, wanted, sent={KEY: sent})
    assert [str(change) for change in again.changes] == []
    return plan


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*")
            if each.is_file() and not each.name.startswith(".")}  # fmt: skip


def test_a_draft_is_written_and_stands_for_its_row(workbook: Path, folder: Path) -> None:
    plan = _sync(workbook, {NAME: b"one"})
    assert _tree(folder) == {NAME: b"one"}
    assert plan.live == {NAME: NAME}


def test_an_unedited_draft_follows_the_row(workbook: Path, folder: Path) -> None:
    _sync(workbook, {NAME: b"one"})
    _sync(workbook, {NAME: b"two"})
    assert _tree(folder) == {NAME: b"two"}
    _sync(workbook, {LATER: b"two"})
    assert _tree(folder) == {LATER: b"two"}


def test_an_edited_draft_is_kept_and_a_newer_version_goes_beside_it(workbook: Path, folder: Path) -> None:
    _sync(workbook, {NAME: b"one"})
    (folder / NAME).write_bytes(b"mine")
    assert not _sync(workbook, {NAME: b"one"}).notes
    plan = _sync(workbook, {LATER: b"two"})
    newer = NAME.replace(".txt", ".new.txt")
    assert _tree(folder) == {NAME: b"mine", newer: b"two"}
    assert plan.live == {LATER: NAME}
    assert newer in plan.notes[0]


def test_a_deleted_draft_stays_deleted_and_only_a_newer_version_goes_beside_its_place(
    workbook: Path, folder: Path
) -> None:
    _sync(workbook, {NAME: b"one"})
    (folder / NAME).unlink()
    plan = _sync(workbook, {NAME: b"one"})
    assert _tree(folder) == {}
    assert plan.live == {NAME: ""}
    _sync(workbook, {NAME: b"two"})
    assert _tree(folder) == {NAME.replace(".txt", ".new.txt"): b"two"}


def test_line_ends_do_not_count_as_edits(workbook: Path, folder: Path) -> None:
    _sync(workbook, {NAME: b"one\ntwo\n"})
    (folder / NAME).write_bytes(b"one\r\ntwo\r\n")
    _sync(workbook, {NAME: b"three\n"})
    assert _tree(folder) == {NAME: b"three\n"}


def test_a_sent_draft_moves_to_done_as_it_was_sent(workbook: Path, folder: Path) -> None:
    _sync(workbook, {NAME: b"one"})
    (folder / NAME).write_bytes(b"mine")
    _sync(workbook, {}, sent=1)
    assert _tree(folder) == {f"done/{NAME}": b"mine"}


def test_a_stale_draft_is_deleted_unless_it_was_edited(workbook: Path, folder: Path) -> None:
    _sync(workbook, {NAME: b"one"})
    _sync(workbook, {})
    assert _tree(folder) == {}
    _sync(workbook, {NAME: b"one"})
    (folder / NAME).write_bytes(b"mine")
    _sync(workbook, {})
    assert _tree(folder) == {f"stale/{NAME}": b"mine"}


def test_nothing_in_done_is_overwritten(workbook: Path, folder: Path) -> None:
    for number in (1, 2):
        _sync(workbook, {NAME: b"%d" % number}, sent=number - 1)
        _sync(workbook, {}, sent=number)
    assert _tree(folder) == {f"done/{NAME}": b"1", f"done/{NAME.replace('.txt', '-2.txt')}": b"2"}


def test_a_message_that_is_due_again_is_a_draft_of_its_own(workbook: Path, folder: Path) -> None:
    """A further follow-up sent a while ago and due again: the old draft is done, the new one is written."""
    _sync(workbook, {NAME: b"one"})
    _sync(workbook, {NAME: b"two"}, sent=1)
    assert _tree(folder) == {f"done/{NAME}": b"one", NAME: b"two"}


def test_a_file_that_sheetfollow_never_wrote_is_the_users(workbook: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / NAME).write_bytes(b"mine")
    (folder / "notes.txt").write_bytes(b"mine too")
    _sync(workbook, {NAME: b"one"})
    assert _tree(folder) == {NAME: b"mine", NAME.replace(".txt", ".new.txt"): b"one", "notes.txt": b"mine too"}


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"a": 1}', b"\xff\xfe"])
def test_a_broken_manifest_heals_and_no_file_is_lost(workbook: Path, folder: Path, manifest: bytes) -> None:
    _sync(workbook, {NAME: b"one"})
    (folder / ".interviews.xlsx.manifest.json").write_bytes(manifest)
    _sync(workbook, {NAME: b"one"})
    assert _tree(folder) == {NAME: b"one"}


def test_two_workbooks_of_one_folder_do_not_touch_each_others_drafts(workbook: Path, folder: Path) -> None:
    _sync(workbook, {NAME: b"one"})
    other = workbook.with_name("other.xlsx")
    other.write_bytes(b"other")
    theirs = NAME.replace("acme", "birch").replace("b2c3d4", "c2c3d4")
    _sync(other, {theirs: b"theirs"})
    _sync(workbook, {NAME: b"one"})
    assert _tree(folder) == {NAME: b"one", theirs: b"theirs"}


def _commit(workbook: Path, after: bytes, before: bytes | None = None) -> None:
    plan = files.plan_drafts(workbook.parent / "drafts", workbook.name, {}, sent={})
    files.commit(workbook, before=workbook.read_bytes() if before is None else before, after=after, drafts=plan)


def test_the_workbook_is_replaced_whole_with_its_mode_kept_and_a_backup_made(workbook: Path, folder: Path) -> None:
    workbook.chmod(0o640)
    _commit(workbook, b"new")
    assert workbook.read_bytes() == b"new"
    assert stat.S_IMODE(workbook.stat().st_mode) == 0o640
    assert _tree(folder) == {"backups/interviews-0001.xlsx": b"old"}
    assert [each.name for each in workbook.parent.iterdir() if "tmp" in each.name] == []


def test_the_last_ten_backups_are_kept(workbook: Path, folder: Path) -> None:
    for number in range(14):
        _commit(workbook, b"%d" % number)
    kept = sorted(path.name for path in (folder / "backups").iterdir())
    assert kept == [f"interviews-{number:04}.xlsx" for number in range(5, 15)]
    assert (folder / "backups" / kept[-1]).read_bytes() == b"12"


def test_a_workbook_saved_by_another_program_meanwhile_is_not_replaced(workbook: Path) -> None:
    for number in range(100):
        workbook.write_bytes(b"saved %d" % number)
        with pytest.raises(StaleWorkbook, match="sync again"):
            _commit(workbook, b"new", before=b"old")
        assert workbook.read_bytes() == b"saved %d" % number
    assert [each.name for each in workbook.parent.iterdir() if "tmp" in each.name] == []


def test_no_change_no_write(workbook: Path, folder: Path) -> None:
    before = workbook.stat()
    _commit(workbook, b"old")
    assert workbook.stat().st_mtime_ns == before.st_mtime_ns
    assert workbook.stat().st_ino == before.st_ino
    assert not folder.exists()


def test_a_symlinked_workbook_stays_a_link_and_its_target_is_replaced(workbook: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(workbook)
    _commit(link, b"new")
    assert link.is_symlink()
    assert workbook.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("lock", "program"), [("~$interviews.xlsx", "Excel"), (".~lock.interviews.xlsx#", "LibreOffice")]
)
def test_a_workbook_that_is_open_is_left_alone(workbook: Path, lock: str, program: str) -> None:
    files.refuse_if_open(workbook)
    workbook.with_name(lock).write_bytes(b"")
    with pytest.raises(WorkbookBusy, match=f"open in {program}") as error:
        files.refuse_if_open(workbook)
    assert lock in str(error.value)


def test_a_second_sync_waits_for_the_first(workbook: Path) -> None:
    order = []

    def second() -> None:
        with files.locked(workbook):
            order.append("second")

    with files.locked(workbook):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.2)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_a_lock_never_outlives_its_process(workbook: Path) -> None:
    hold = "import sys, time; from pathlib import Path; from sheetfollow import files\n"
    hold += "with files.locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    root = str(Path(__file__).parent.parent)
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(workbook)], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": root}
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with files.locked(workbook):
        pass


def test_a_missing_file_and_a_folder_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="no such file; make one with: sheetfollow init"):
        files.read(tmp_path / "none.xlsx")
    with pytest.raises(FileTrouble):
        files.read(tmp_path)


def test_create_never_writes_over_a_file(workbook: Path, tmp_path: Path) -> None:
    files.create(tmp_path / "deep" / "new.xlsx", b"new")
    assert (tmp_path / "deep" / "new.xlsx").read_bytes() == b"new"
    with pytest.raises(FileTrouble, match="is left as it is"):
        files.create(workbook, b"new")
    assert workbook.read_bytes() == b"old"


def test_what_a_killed_run_left_is_swept(workbook: Path) -> None:
    """The process dies at the rename: its half stays, the workbook is the old one, and the next run clears up."""
    die = "import os, sys; from pathlib import Path; from sheetfollow import files\n"
    die += "os.replace = os.rename = lambda *_, **__: os.kill(os.getpid(), 9)\n"
    die += "path = Path(sys.argv[1]); plan = files.plan_drafts(path.parent / 'drafts', path.name, {}, sent={})\n"
    die += "files.commit(path, before=b'old', after=b'new', drafts=plan)\n"
    root = str(Path(__file__).parent.parent)
    killed = subprocess.run([sys.executable, "-c", die, str(workbook)], env=os.environ | {"PYTHONPATH": root})
    assert killed.returncode == -9
    assert workbook.read_bytes() == b"old"
    halves = [each for each in workbook.parent.rglob("*") if each.name.startswith(".~")]
    assert halves
    _commit(workbook, b"new")
    assert workbook.read_bytes() == b"new"
    assert not any(each.exists() for each in halves)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told_in_one_line_and_nothing_is_lost(workbook: Path) -> None:
    workbook.parent.chmod(0o500)
    try:
        with pytest.raises(FileTrouble):
            _commit(workbook, b"new")
        assert workbook.read_bytes() == b"old"
    finally:
        workbook.parent.chmod(0o700)
