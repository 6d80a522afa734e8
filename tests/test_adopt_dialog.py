"""Adopting from a terminal: a preview, what only the user can tell, one confirmation that also
takes corrections (spec 8)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from sheetfollow.intake.workbook import read
from tests.helpers import environment, trackers

pty = pytest.importorskip("pty", reason="a terminal of our own needs a system that has them")


def _talk(folder: Path, answers: str, *arguments: str) -> tuple[int, str]:
    """The command on a terminal where somebody types these answers: its exit code and all that
    stands on the screen in the end."""
    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sheetfollow", "adopt", *arguments, "--today", "2026-11-20"],
        cwd=folder,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment(),
    )
    os.close(terminal)
    os.write(screen, answers.encode())
    shown = b""
    try:
        while piece := os.read(screen, 4096):
            shown += piece
    except OSError:  # the terminal is closed: the command has ended
        pass
    os.close(screen)
    return process.wait(), shown.decode()


def _tracker(folder: Path, name: str) -> Path:
    return Path(shutil.copy(trackers.FOLDER / name, folder / name))


def test_a_word_is_asked_about_and_a_yes_adds_the_sheets(tmp_path: Path) -> None:
    path = _tracker(tmp_path, "d_portuguese.xlsx")
    code, shown = _talk(tmp_path, "x\nr\ny\n", path.name)
    assert code == 3
    assert "Resposta (3 rows) >" in shown
    assert "Resposta        3  Rejected" in shown
    assert "Add 6 sheets behind yours (Today, Interviews," in shown
    assert "6 sheets added, 7 interviews taken over" in shown
    assert "sheetfollow sync d_portuguese.xlsx" in shown
    outcomes = read(path.read_bytes()).interviews.values["outcome"]
    assert [each for each in outcomes if each] == ["Closed"] * 4


def test_a_no_writes_nothing_and_a_correction_is_shown_before_it_is_done(tmp_path: Path) -> None:
    path = _tracker(tmp_path, "h_own_status_column.xlsx")
    before = path.read_bytes()
    code, shown = _talk(tmp_path, "Z=Nonsense\nI=-, G=Interviewer\nn\n", path.name)
    assert code == 3
    assert "it can be Company, Job title" in shown
    assert "G  Contact Person       Interviewer" in shown
    assert "To take over: 0 interviews" in shown
    assert "Nothing is written." in shown
    assert path.read_bytes() == before


def test_which_of_two_trackers_is_asked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Company", "Role", "Date applied", "Status"])
    book.active.append(["Acme", "Buyer", "2026-11-01", "Applied"])
    talks = book.create_sheet("Talks")
    talks.append(["Company", "Role", "Interview date"])
    talks.append(["Acme", "Buyer", "2026-11-12"])
    book.save(tmp_path / "jobs.xlsx")
    _, shown = _talk(tmp_path, "2\nn\n", "jobs.xlsx")
    assert "1  Sheet: 1 row with Company, Job title, Applied on, Status" in shown
    assert "jobs.xlsx, sheet Talks, headers in row 1: 1 application" in shown
