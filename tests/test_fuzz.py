"""A share of the fuzz with fixed numbers; `python -m tests.fuzz --minutes 10` goes on from there
(spec 7)."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from tests import fuzz

pytestmark = pytest.mark.slow


def test_broken_workbooks_end_the_command_in_one_line_or_are_written_right(tmp_path: Path) -> None:
    tally = fuzz.of_the_command(range(1, 181), tmp_path.resolve())
    assert tally.faults == {}
    assert min(tally.ends[end] for end in ("refused", "written", "nothing to write")) > 10


def test_broken_workbooks_are_written_into_with_a_proof_or_refused() -> None:
    tally = fuzz.of_the_write_back(range(1, 1001))
    assert tally.faults == {}
    assert min(tally.ends[end] for end in ("stopped at the gate", "written", "CannotWrite")) > 10
