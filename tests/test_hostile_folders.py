"""Folders that may not be looked into, and what is no file where one should be: sync, status and
check end in one line, and nothing is lost (spec 7)."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from sheetfollow import writeback
from sheetfollow.intake.workbook import read
from sheetfollow.model import Edit
from sheetfollow.schema import SETTINGS
from tests.helpers import folders, job_search, processes
from tests.helpers.processes import BOOK, Outcome

NOBODY = 65534
DAY = ("--today", "2026-11-23")
MOST_SECONDS = 30
"""A run takes less than one; whoever waits for a pipe waits for ever."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A search in which a draft goes to done/, one to stale/, and others are written."""
    place = tmp_path_factory.mktemp("search").resolve() / "home"
    job_search.make(place)
    return place


@pytest.fixture
def home(made: Path) -> Iterator[Path]:
    """A copy of it that belongs to a user without rights, who may look where it lies."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        place = job_search.copy(made, Path(name).resolve() / "home")
        for each in ("done", "stale", "backups"):
            (place / "drafts" / each).mkdir(exist_ok=True)
        for each in (place, *place.rglob("*")):
            _give(each)
        yield place
        for each in ("", "done", "stale", "backups"):
            (place / "drafts" / each).chmod(0o755)


def _give(path: Path) -> None:
    os.chown(path, NOBODY if os.getuid() == 0 else -1, -1)


def _without_rights() -> None:
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    signal.alarm(MOST_SECONDS)


def _run(home: Path, command: str, prepare: Callable[[], None] = _without_rights) -> Outcome:
    return processes.run(home, command, BOOK, *DAY, prepare=prepare)


def _assert_line(outcome: Outcome, text: str) -> None:
    assert outcome.code == 1, outcome
    assert outcome.err.startswith("sheetfollow: ")
    assert outcome.err.count("\n") == 1
    assert text in outcome.err


@pytest.mark.parametrize("command", ["sync", "status", "check"])
@pytest.mark.parametrize("folder", [".", "done", "stale"])
def test_a_folder_of_drafts_that_may_not_be_looked_into_is_named(
    folder: str, command: str, home: Path
) -> None:
    closed = home / "drafts" / folder
    before = folders.tree(home)
    closed.chmod(0)
    outcome = _run(home, command)
    closed.chmod(0o755)
    _assert_line(outcome, f"{closed.name}: no permission; give yourself the right to read")
    assert folders.tree(home) == before


@pytest.mark.parametrize("command", ["sync", "status", "check"])
@pytest.mark.parametrize(
    "name",
    ["index.html", "followups.ics", f".{BOOK}.manifest.json", "backups/interviews-0009.xlsx"],
)
def test_nobody_waits_for_a_pipe_in_the_drafts_folder(name: str, command: str, home: Path) -> None:
    pipe = home / "drafts" / name
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    _give(pipe)
    outcome = _run(home, command)
    assert outcome.code in ((3,) if command != "status" else (0,)), outcome


@pytest.mark.parametrize("command", ["sync", "status", "check"])
def test_a_drafts_folder_of_300_letters_is_refused_with_its_cell(command: str, home: Path) -> None:
    data = (home / BOOK).read_bytes()
    row = [setting.key for setting in SETTINGS].index("drafts_folder") + 2
    (home / BOOK).write_bytes(writeback.apply(data, [Edit("Settings", f"B{row}", "x" * 300)]))
    before = folders.tree(home)
    _assert_line(_run(home, command), f"Settings!B{row}: ")
    assert folders.tree(home) == before


def test_an_unreadable_draft_is_told_and_the_others_are_written(home: Path) -> None:
    draft = next((home / "drafts").glob("*_priya-raghunathan_*.txt"))
    draft.chmod(0)
    outcome = _run(home, "sync")
    assert outcome.code == 3, outcome
    draft.chmod(0o644)
    grid = read((home / BOOK).read_bytes()).interviews
    assert "Overdue" in grid.values["status"]
