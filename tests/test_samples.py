"""Work samples: files beside the workbook, and nothing else (spec 6; safety)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sheetfollow.letters.samples import LARGEST, read_samples
from sheetfollow.model import Task

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


@pytest.mark.parametrize(
    "name", ["work/sample.pdf", "work\\sample.pdf", "./work/../work/sample.pdf"]
)
def test_a_mentioned_file_in_the_workbooks_folder_tree_is_read(home: Path, name: str) -> None:
    assert read_samples(home, [replace(TASK, work_sample=name)]) == ({name: b"mine"}, {})


@pytest.mark.parametrize(
    "name", ["../secret.txt", "work/../../secret.txt", "/etc/passwd", "link.txt"]
)
def test_a_path_outside_the_folder_tree_is_refused(home: Path, name: str) -> None:
    (home / "link.txt").symlink_to(home.parent / "secret.txt")
    found, refused = read_samples(home, [replace(TASK, work_sample=name)])
    assert found == {}
    assert "outside the workbook's folder" in refused["b2c3d4"]


def test_a_file_of_more_than_ten_megabytes_is_refused(home: Path) -> None:
    with (home / "large.bin").open("wb") as file:
        file.truncate(LARGEST + 1)
    found, refused = read_samples(home, [replace(TASK, work_sample="large.bin")])
    assert found == {}
    assert "larger than 10 MB" in refused["b2c3d4"]


@pytest.mark.parametrize("name", ["none.pdf", "a\0b", "work", "x" * 5000])
def test_a_file_that_is_none_is_refused(home: Path, name: str) -> None:
    found, refused = read_samples(home, [replace(TASK, work_sample=name)])
    assert found == {}
    assert list(refused) == ["b2c3d4"]


def test_a_link_and_a_sample_that_was_not_mentioned_are_left_alone(home: Path) -> None:
    tasks = [
        replace(TASK, work_sample="https://example.com/p"),
        replace(TASK, work_sample="work/sample.pdf", sample_mentioned=False),
    ]
    assert read_samples(home, tasks) == ({}, {})
