"""With another copy of the workbook in the folder, or with one that is only in a cloud, sync says
so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    "copy",
    [
        "interviews (conflicted copy 2026-11-20).xlsx",
        "interviews (Dana's conflicted copy 2026-11-20).xlsx",
        "interviews.sync-conflict-20261120-101010-ABCDEFG.xlsx",
        "interviews-DESKTOP-4A5B6C.xlsx",
        "interviews [Conflict].xlsx",
        "interviews (1).xlsx",
        "interviews - Copy.xlsx",
        "interviews 2.xlsx",
        "interviews - Copy (2).xlsx",
        "interviews - Kopie.xlsx",
        "Copy of interviews.xlsx",
        "Kopie von interviews.xlsx",
        "interviews_conf(1).xlsx",
        "interviews_backup.xlsx",
    ],
)
def test_another_copy_is_told_and_not_read(run: Run, tmp_path: Path, copy: str) -> None:
    run("init", "interviews.xlsx")
    shutil.copy(tmp_path / "interviews.xlsx", tmp_path / copy)
    done = run("sync")
    assert f"{copy} looks like another copy of interviews.xlsx" in done.stderr
    assert done.stdout.startswith("interviews.xlsx, ")
    assert not list(tmp_path.glob("drafts*/*conflict*"))


def test_a_folder_stands_for_no_other_copy_either(run: Run, tmp_path: Path) -> None:
    run("init", "bob.xlsx")
    shutil.copy(tmp_path / "bob.xlsx", tmp_path / "bob (copy).xlsx")
    done = run("sync", ".")
    assert "bob (copy).xlsx looks like another copy of bob.xlsx" in done.stderr
    assert done.stdout.startswith("bob.xlsx, ")


def test_it_is_told_whatever_the_name_of_the_workbook(run: Run, tmp_path: Path) -> None:
    run("init", "search.xlsx")
    shutil.copy(tmp_path / "search.xlsx", tmp_path / "search (conflicted copy).xlsx")
    assert "looks like another copy of search.xlsx" in run("sync").stderr


def test_two_workbooks_of_ones_own_are_listed(run: Run, tmp_path: Path) -> None:
    run("init", "design.xlsx")
    shutil.copy(tmp_path / "design.xlsx", tmp_path / "research.xlsx")
    assert "several workbooks here (design.xlsx, research.xlsx)" in run("sync", code=2).stderr


@pytest.mark.parametrize("command", [("sync",), ("sync", "interviews.xlsx")])
def test_a_workbook_that_is_only_in_a_cloud_is_named(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / ".interviews.xlsx.icloud").write_bytes(b"bplist00")
    done = run(*command, code=2)
    assert "interviews.xlsx is in iCloud and not on this disk" in done.stderr


def test_a_link_to_google_sheets_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "interviews.gsheet").write_text("{}")
    assert "only a link to Google Sheets" in run("sync", code=2).stderr
