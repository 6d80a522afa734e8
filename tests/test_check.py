"""`check` reports every problem of the templates too, whether a row needs them today or not (spec
8)."""

from __future__ import annotations

from pathlib import Path

from sheetfollow import writeback
from sheetfollow.intake import workbook
from sheetfollow.model import Edit
from tests.conftest import Run
from tests.helpers import DAY

UNKNOWN = (
    "the wording cannot be used: line 2: {{ intervewer }} is unknown; did you mean {{"
    " interviewer }}?"
)
UNCLOSED = "the wording cannot be used: subject, line 1: "


def _break(path: Path, message: str, channel: str, **cells: str) -> list[str]:
    """Overwrite cells of each row of that wording; the places are those of the bodies."""
    wordings = workbook.read(path.read_bytes()).wordings
    places = [each.place for each in wordings if (each.message, each.channel) == (message, channel)]
    rows = [place.removeprefix("Messages!D") for place in places]
    edits = [
        Edit("Messages", f"{column}{row}", text) for row in rows for column, text in cells.items()
    ]
    path.write_bytes(writeback.apply(path.read_bytes(), edits))
    return places


def test_check_reports_every_broken_template_with_its_cell_and_line(
    run: Run, example: Path
) -> None:
    run("sync", example.name, *DAY, code=3)
    unused, *_ = _break(example, "Decision-date follow-up", "LinkedIn", D="Hello\n{{ intervewer }}")
    used, *_ = _break(example, "Offer reply", "LinkedIn", C="{{ company", D="Hello")
    lines = run("check", example.name, *DAY, code=3).stdout.splitlines()
    assert lines.count(f"{unused}: {UNKNOWN}") == 1
    assert len([line for line in lines if line.startswith(f"{used}: {UNCLOSED}")]) == 1


def test_a_broken_template_that_a_row_needs_is_reported_once(run: Run, example: Path) -> None:
    run("sync", example.name, *DAY, code=3)
    places = _break(example, "Reply", "", D="Hello\n{{ intervewer }}")
    assert run("sync", example.name, *DAY, code=3).stdout.count(UNKNOWN) == 1
    shown = run("check", example.name, *DAY, code=3).stdout
    assert [shown.count(f"{place}: {UNKNOWN}") for place in places] == [1] * len(places)


def test_sync_tells_of_the_templates_that_its_rows_need(run: Run, example: Path) -> None:
    _break(example, "Decision-date follow-up", "LinkedIn", D="Hello\n{{ intervewer }}")
    assert UNKNOWN not in run("sync", example.name, *DAY, code=3).stdout


def test_the_shipped_wording_has_nothing_to_mend(run: Run, tmp_path: Path) -> None:
    run("init", "new.xlsx")
    assert run("check", "new.xlsx", *DAY).stdout == "new.xlsx: nothing to mend\n"
