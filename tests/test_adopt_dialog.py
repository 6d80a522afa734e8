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
    assert "there is no column and no word 'Z'; for example J=" in shown
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


def _jobs(folder: Path) -> Path:
    """Two words unknown to us; an interview that is nearer stands below one that is later."""
    book = openpyxl.Workbook()
    for row in (
        ["Co.", "Role", "Date applied", "Status", "Interview date", "Met"],
        ["Acme", "Buyer", "2026-11-01", "ghosted??", "2026-11-19", "Kim Lee"],
        ["Bolt", "Cook", "2026-11-02", "NOPE", "2026-11-12", "Ann Roe"],
        ["Corn", "Clerk", "2026-11-03", "Applied", None, None],
    ):
        book.active.append(row)
    book.save(folder / "jobs.xlsx")
    return folder / "jobs.xlsx"


def test_words_and_columns_are_corrected_in_one_answer_parted_by_commas_or_semicolons(
    tmp_path: Path,
) -> None:
    path = _jobs(tmp_path)
    _, shown = _talk(tmp_path, "\nghosted??=Waiting; f=interviewer, NOPE = c\ny\n", path.name)
    corrected = shown.partition("NOPE=Closed > ")[2].partition("as corrected")[0]
    assert "ghosted??" in corrected
    assert "F  Met             Interviewer" in corrected
    assert "A  Co." not in corrected  # only what changed is shown again
    grid = read(path.read_bytes()).interviews
    assert [each for each in grid.values["interviewer"] if each] == ["Kim Lee", "Ann Roe"]
    assert [each for each in grid.values["outcome"] if each] == ["Closed"]


def test_enter_leaves_where_nothing_is_corrected_and_never_drops_a_correction(
    tmp_path: Path,
) -> None:
    path = _jobs(tmp_path)
    before = path.read_bytes()
    code, shown = _talk(tmp_path, "\n\n", path.name)
    assert code == 3
    assert "y yes, n or Enter no, or correct a line: F=Interviewer, NOPE=Closed >" in shown
    assert path.read_bytes() == before
    _, shown = _talk(tmp_path, "\nF=Interviewer\n\ny\n", path.name)
    assert "Nothing is written yet: y writes it as corrected, n drops it." in shown
    assert "2 interviews taken over" in shown


def test_a_wrong_answer_is_told_in_a_short_line_with_an_example_of_this_sheet(
    tmp_path: Path,
) -> None:
    path = _jobs(tmp_path)
    answers = "F=Nonsense\nNOPE=Maybe\nzzz=Company\nwhat\n"
    _, shown = _talk(tmp_path, f"\n{answers}n\n", path.name)
    example = "for example F=Interviewer, NOPE=Closed."
    assert f"'Nonsense' is nothing that a column can be; {example}" in shown
    assert f"'Maybe' is nothing that a word can mean; {example}" in shown
    assert f"there is no column and no word 'zzz'; {example}" in shown
    assert f"'what' is not understood; {example}" in shown


def test_the_preview_is_in_the_order_of_days_and_says_how_to_tell_a_word(tmp_path: Path) -> None:
    _, shown = _talk(tmp_path, "\nn\n", _jobs(tmp_path).name)
    assert shown.index("12 Nov  Bolt") < shown.index("19 Nov  Acme")
    assert "unknown: type NOPE=Closed or the like" in shown
