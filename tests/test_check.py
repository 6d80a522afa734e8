"""`check` reports every problem in the templates too, whether a row needs them today or not (spec 8)."""

from __future__ import annotations

from pathlib import Path

from sheetfollow import workbook, writeback
from sheetfollow.model import Edit
from tests.conftest import Run

DAY = ("--today", "2026-11-23")
UNKNOWN = "the wording cannot be used: line 2: {{ intervewer }} is unknown; did you mean {{ interviewer }}?"
UNCLOSED = "the wording cannot be used: subject, line 1: "


def _break(path: Path, message: str, channel: str, **cells: str) -> str:
    """Overwrite cells of that wording's row; its place is that of its body."""
    wording = next(each for each in workbook.read(path.read_bytes()).wordings
                   if (each.message, each.channel) == (message, channel))  # fmt: skip
    row = wording.place.removeprefix("Messages!D")
    edits = [Edit("Messages", f"{column}{row}", text) for column, text in cells.items()]
    path.write_bytes(writeback.apply(path.read_bytes(), edits))
    return wording.place


def test_check_reports_every_broken_template_with_its_cell_and_line(run: Run, example: Path) -> None:
    run("sync", example.name, *DAY, code=3)
    unused = _break(example, "Decision-date follow-up", "LinkedIn", D="Hello\n{{ intervewer }}")
    used = _break(example, "Offer reply", "LinkedIn", C="{{ company", D="Hello")
    lines = run("check", example.name, *DAY, code=3).stdout.splitlines()
    assert lines.count(f"{unused}: {UNKNOWN}") == 1
    assert len([line for line in lines if line.startswith(f"{used}: {UNCLOSED}")]) == 1


def test_a_broken_template_that_a_row_needs_is_reported_once(run: Run, example: Path) -> None:
    run("sync", example.name, *DAY, code=3)
    place = _break(example, "Reply", "", D="Hello\n{{ intervewer }}")
    shown = run("check", example.name, *DAY, code=3).stdout
    assert shown.count(f"{place}: {UNKNOWN}") == 1


def test_sync_tells_of_the_templates_that_its_rows_need(run: Run, example: Path) -> None:
    place = _break(example, "Decision-date follow-up", "LinkedIn", D="Hello\n{{ intervewer }}")
    assert place not in run("sync", example.name, *DAY, code=3).stdout


def test_the_shipped_wording_has_nothing_to_mend(run: Run, tmp_path: Path) -> None:
    run("init", "new.xlsx")
    assert run("check", "new.xlsx", *DAY).stdout == "new.xlsx: nothing to mend\n"
