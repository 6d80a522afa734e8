"""Each hostile or broken file through the command: one line, bounded time and memory, nothing
written (spec 7)."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from tests.helpers import folders, processes
from tests.helpers.hostile import CASES, Case, most_megabytes
from tests.helpers.processes import BOOK, Outcome

pytestmark = pytest.mark.slow
MOST_SECONDS = 5.0
OWN_FAULT = "stopped by a fault of its own"


def assert_ended_well(outcome: Outcome, data: bytes) -> None:
    """Done, or stopped in one line that is about the file and no fault of the program; in the
    memory that it may take."""
    assert outcome.code in (0, 1, 3), outcome
    if outcome.code == 1:
        assert outcome.err.startswith("sheetfollow: "), outcome.err
        assert outcome.err.count("\n") == 1
        assert outcome.err.strip().isprintable()
        assert OWN_FAULT not in outcome.err
    else:
        assert outcome.err == ""
    assert outcome.seconds < MOST_SECONDS
    assert outcome.megabytes < most_megabytes(data)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_ends_in_one_line_within_5_seconds_and_the_memory_that_it_may_take(
    case: Case, tmp_path: Path, record_property
) -> None:
    book, data = tmp_path / BOOK, case.data()
    book.write_bytes(data)
    before = folders.tree(tmp_path)
    outcome = processes.run(tmp_path)
    record_property("seconds", outcome.seconds)
    record_property("megabytes", outcome.megabytes)
    assert_ended_well(outcome, data)
    if case.says:
        assert outcome.code == 1
        assert case.says in outcome.err
    if outcome.code == 1:
        assert folders.tree(tmp_path) == before


@pytest.mark.parametrize("command", ["status", "check", "open"])
def test_the_other_commands_refuse_in_the_same_line(command: str, tmp_path: Path) -> None:
    refused = [case for case in CASES if case.says and not case.heavy]
    for case in refused[::20]:
        data = case.data()
        (tmp_path / BOOK).write_bytes(data)
        outcome = processes.run(tmp_path, command, BOOK)
        assert_ended_well(outcome, data)
        assert outcome.code == 1
        assert case.says in outcome.err
        assert outcome.out == ""
