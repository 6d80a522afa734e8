"""Work samples: files beside the workbook, and nothing else (spec 6; safety)."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sheetfollow import new_workbook, writeback
from sheetfollow.intake.workbook import read
from sheetfollow.letters.samples import LARGEST, read_samples, refused_by_text
from sheetfollow.model import Edit, Task
from tests.conftest import Run

TASK = Task(
    id="b2c3d4",
    place="Interviews!3",
    message="Thank-you",
    channel="Email",
    status="Due",
    due_from=date(2026, 11, 23),
    due_by=date(2026, 11, 24),
    company="Acme",
    job_title="Analyst",
    interviewer="Dana Lee",
    interview_date=date(2026, 11, 23),
    sample_mentioned=True,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    (folder / "work").mkdir(parents=True)
    (folder / "work" / "sample.pdf").write_bytes(b"mine")
    (tmp_path / "secret.txt").write_bytes(b"not for them")
    return folder


def _read(home: Path, name: str) -> tuple[dict[str, bytes], dict[str, str]]:
    return read_samples(home, [replace(TASK, work_sample=name)], drafts=home / "drafts")


def _refusal(home: Path, name: str) -> str:
    found, refused = _read(home, name)
    assert found == {}
    return refused["b2c3d4"]


@pytest.mark.parametrize(
    "name", ["work/sample.pdf", "work\\sample.pdf", "./work/../work/sample.pdf"]
)
def test_a_mentioned_file_in_the_workbooks_folder_tree_is_read(home: Path, name: str) -> None:
    assert _read(home, name) == ({name: b"mine"}, {})


@pytest.mark.parametrize(
    "name", ["../secret.txt", "work/../../secret.txt", "/etc/passwd", "link.txt"]
)
def test_a_path_outside_the_folder_tree_is_refused(home: Path, name: str) -> None:
    (home / "link.txt").symlink_to(home.parent / "secret.txt")
    found, refused = _read(home, name)
    assert found == {}
    assert "outside the workbook's folder" in refused["b2c3d4"]


def test_a_file_of_more_than_ten_megabytes_is_refused(home: Path) -> None:
    with (home / "large.bin").open("wb") as file:
        file.truncate(LARGEST + 1)
    found, refused = _read(home, "large.bin")
    assert found == {}
    assert "larger than 10 MB" in refused["b2c3d4"]


@pytest.mark.parametrize("name", ["none.pdf", "a\0b", "work", "x" * 5000])
def test_a_file_that_is_none_is_refused(home: Path, name: str) -> None:
    found, refused = _read(home, name)
    assert found == {}
    assert list(refused) == ["b2c3d4"]


def test_a_link_and_a_sample_that_was_not_mentioned_are_left_alone(home: Path) -> None:
    tasks = [
        replace(TASK, work_sample="https://example.com/p"),
        replace(TASK, work_sample="work/sample.pdf", sample_mentioned=False),
    ]
    assert read_samples(home, tasks, drafts=home / "drafts") == ({}, {})


@pytest.mark.parametrize(
    "name",
    [".ssh/id_rsa", ".env", "work/.git/config", "work\\.git\\config", "plain.txt"],
)
def test_what_is_hidden_is_never_attached(home: Path, name: str) -> None:
    """Not even under a plain name that leads there."""
    for place in (".ssh/id_rsa", ".env", "work/.git/config"):
        (home / place).parent.mkdir(exist_ok=True)
        (home / place).write_bytes(b"secret")
    (home / "plain.txt").symlink_to(home / ".env")
    assert "is hidden or in a hidden folder" in _refusal(home, name)


@pytest.mark.parametrize(
    "name", ["drafts/notes.txt", "work/../drafts/notes.txt", "linked/notes.txt"]
)
def test_nothing_in_the_drafts_folder_is_attached(home: Path, name: str) -> None:
    (home / "drafts").mkdir()
    (home / "drafts" / "notes.txt").write_bytes(b"ours")
    (home / "linked").symlink_to(home / "drafts")
    assert "is in the drafts folder" in _refusal(home, name)


def test_a_tracker_is_never_attached_under_whatever_name(home: Path) -> None:
    (home / "cv.pdf").write_bytes(new_workbook.shipped())
    assert "is a tracker with all your interviews" in _refusal(home, "cv.pdf")


def test_another_workbook_is_a_sample_like_any_other(home: Path) -> None:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    (home / "model.xlsx").write_bytes(made.getvalue())
    assert _read(home, "model.xlsx") == ({"model.xlsx": made.getvalue()}, {})


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (r"\\server\share\cv.pdf", "outside"),
        ("//server/share/cv.pdf", "outside"),
        (r"\\?\C:\cv.pdf", "outside"),
        (r"\\.\COM1", "outside"),
        ("C:cv.pdf", "outside"),
        (r"C:\Users\me\cv.pdf", "outside"),
        ("CON", "is not there"),
        ("work/nul.txt", "is not there"),
        ("com1.pdf", "is not there"),
    ],
)
def test_a_server_or_a_device_of_windows_is_refused_by_its_text(
    home: Path, name: str, why: str
) -> None:
    """Asking whether it is there would log in to that server, or wait for the device."""
    assert why in refused_by_text(name)
    assert why in _refusal(home, name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_sample_and_nobody_waits_for_it(home: Path) -> None:
    os.mkfifo(home / "cv.pdf")
    assert "is not there" in _refusal(home, "cv.pdf")


def test_a_sample_is_told_with_its_name_and_size_and_to_whom_it_goes(
    run: Run, example: Path
) -> None:
    data = example.read_bytes()
    grid = read(data).interviews
    row = grid.values["interviewer"].index("Amara Nwosu") + grid.first_row
    cells = {"work_sample": "sample.pdf", "sample_mentioned": "Yes"}
    edits = [Edit(grid.name, grid.cell(key, row), value) for key, value in cells.items()]
    example.write_bytes(writeback.apply(data, edits))
    example.with_name("sample.pdf").write_bytes(bytes(1500))
    done = run("sync", example, "--today", "2026-11-23", code=3)
    (line,) = (each for each in done.stdout.splitlines() if "attached:" in each)
    assert line.startswith("  attached: sample.pdf (2 KB) to Amara Nwosu, ")
