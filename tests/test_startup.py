"""A run loads what it needs and no more: on small workbooks the imports are the time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import Run
from tests.helpers import DAY, environment

_HEAVY = {
    "pandas",
    "openpyxl",
    "jinja2",
    "icalendar",
    "spellchecker",
    "holidays",
    "filelock",
    "email.message",
    "json",
}


def _loaded(folder: Path, *arguments: str) -> set[str]:
    """The top-level modules that a command has loaded by its end."""
    code = (
        "import sys\n"
        "from sheetfollow.cli import main\n"
        f"main({list(arguments)!r}, standalone_mode=False)\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_version_and_help_load_no_more_than_the_command_line(tmp_path: Path) -> None:
    for option in ("--version", "--help"):
        assert not _loaded(tmp_path, option) & _HEAVY, option


def test_a_sync_of_a_workbook_that_adopted_no_tracker_loads_nothing_to_read_one(
    example: Path, run: Run
) -> None:
    run("sync", example.name, *DAY, code=3)
    loaded = _loaded(example.parent, "sync", example.name, *DAY)
    assert not {"sheetfollow.adoption", "sheetfollow.adopt.headers"} & loaded


def test_a_sync_without_a_change_needs_no_library_for_words_the_calendar_or_the_page(
    example: Path, run: Run
) -> None:
    run("sync", example.name, *DAY, code=3)
    loaded = _loaded(example.parent, "sync", example.name, *DAY)
    assert not loaded & {"spellchecker", "icalendar", "jinja2"}


def test_a_sync_without_a_change_loads_nothing_that_writes_a_workbook(
    example: Path, run: Run
) -> None:
    run("sync", example.name, *DAY, code=3)
    loaded = _loaded(example.parent, "sync", example.name, *DAY)
    wing = ("sheetfollow.writeback", "sheetfollow.xlsx.patch", "sheetfollow.xlsx.proof")
    assert not [name for name in loaded if name.startswith(wing)]


def test_a_report_that_nobody_reads_to_its_end_is_no_fault(example: Path) -> None:
    """`sheetfollow status | head -1`: what was printed has arrived, and nothing is said of it."""
    command = f"{sys.executable} -m sheetfollow status {example.name} | head -1"
    done = subprocess.run(
        command, shell=True, cwd=example.parent, env=environment(), capture_output=True, text=True
    )
    assert done.stdout.startswith(f"{example.name}, ")
    assert done.stderr == ""
