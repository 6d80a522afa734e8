"""Others at the workbook: another sync, Excel, LibreOffice (spec 7)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sheetfollow import files
from sheetfollow.exceptions import FileTrouble, WorkbookBusy
from tests.helpers import environment
from tests.helpers.search_folder import BOOK, SearchFolder, commit_book, names


@pytest.mark.parametrize(
    ("name", "program"), [(f"~${BOOK}", "Excel"), (f".~lock.{BOOK}#", "LibreOffice")]
)
def test_a_workbook_that_is_open_is_refused_and_its_lock_file_named(
    search: SearchFolder, name: str, program: str
) -> None:
    files.refuse_if_open(search.workbook)
    (search.home / name).write_bytes(b"")
    with pytest.raises(WorkbookBusy) as caught:
        files.refuse_if_open(search.workbook)
    assert f"open in {program}; save and close it there" in str(caught.value)
    assert f"delete the file {name} beside it" in str(caught.value)
    with pytest.raises(WorkbookBusy):
        commit_book(search, b"new")
    assert search.workbook.read_bytes() == b"old"


def test_a_lock_file_beside_a_symlink_or_beside_its_target_counts(search: SearchFolder) -> None:
    link = search.home / "sub" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(search.workbook)
    files.refuse_if_open(link)
    for lock in (link.parent / ".~lock.link.xlsx#", search.home / f"~${BOOK}"):
        lock.write_bytes(b"")
        with pytest.raises(WorkbookBusy):
            files.refuse_if_open(link)
        lock.unlink()


def test_a_second_sync_stops_and_the_lock_leaves_nothing_beside_the_workbook(
    search: SearchFolder,
) -> None:
    link = search.home / "sub" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(search.workbook)
    with files.locked(search.workbook):
        for path in (search.workbook, link):
            with (
                pytest.raises(WorkbookBusy, match="another sync of it is at work"),
                files.locked(path, patience=0.05),
            ):
                pass
        assert names(search.home) == [BOOK, "sub"]
    with files.locked(link, patience=0.05):
        pass


def test_two_workbooks_of_one_folder_are_synced_side_by_side_but_write_one_after_the_other(
    search: SearchFolder,
) -> None:
    other = search.home / "other.xlsx"
    with files.locked(search.workbook), files.locked(other, patience=0.05):
        with files.folder_locked(search.workbook):
            match = "another sync in its folder is at work"
            with (
                pytest.raises(WorkbookBusy, match=match),
                files.folder_locked(other, patience=0.05),
            ):
                pass
        with files.folder_locked(other, patience=0.05):
            pass


def test_a_lock_is_dropped_when_the_run_stops_with_an_error(search: SearchFolder) -> None:
    with pytest.raises(ZeroDivisionError), files.locked(search.workbook):
        raise ZeroDivisionError
    with files.locked(search.workbook, patience=0.05):
        pass


def test_the_lock_of_a_missing_workbook_says_that_it_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="no such file"), files.locked(tmp_path / "no" / BOOK):
        pass


def test_a_lock_never_outlives_its_process(search: SearchFolder) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from sheetfollow import files\n"
        "with files.locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, search.workbook],
        stdout=subprocess.PIPE,
        env=environment(),
    ) as holder:
        try:
            assert holder.stdout
            assert holder.stdout.readline() == b"held\n"
            with pytest.raises(WorkbookBusy), files.locked(search.workbook, patience=0.05):
                pass
        finally:
            holder.kill()
    with files.locked(search.workbook, patience=1):
        pass


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows has a temporary folder for each")
@pytest.mark.parametrize("made", ["open to all", "a file", "a link", "another's"])
def test_a_folder_for_locks_that_somebody_else_has_made_is_not_used(
    search: SearchFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    theirs, home = tmp_path / "tmp" / f"sheetfollow-{os.getuid()}", tmp_path / "me"
    theirs.parent.mkdir()
    home.mkdir()
    if made == "a file":
        theirs.touch()
    elif made == "a link":
        theirs.symlink_to(search.home)
    else:
        theirs.mkdir()
        theirs.chmod(0o777 if made == "open to all" else 0o700)
    if made == "another's":
        if os.getuid() != 0:
            pytest.skip("only root may give folders away")
        os.chown(theirs, 12345, -1)
    before = names(theirs) if theirs.is_dir() else []
    monkeypatch.setattr(tempfile, "tempdir", str(theirs.parent))
    monkeypatch.setenv("HOME", str(home))
    with files.locked(search.workbook):
        assert len(list(home.rglob("*.lock"))) == 1
        with pytest.raises(WorkbookBusy), files.locked(search.workbook, patience=0.05):
            pass
    assert (names(theirs) if theirs.is_dir() else []) == before
