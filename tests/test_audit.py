"""What we write is what Excel expects: openxml-audit, with the schemas of the Open XML SDK, finds
nothing in our own parts, and nothing after a sync or an adoption that it did not find before
(spec 7)."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from sheetfollow import new_workbook, pipeline
from tests.conftest import Run
from tests.helpers import job_search, trackers

audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
pytestmark = pytest.mark.slow

BEGIN = date(2026, 11, 23)
MARKS = {1: "Amara Nwosu", 4: "Luca Marchetti", 9: "Samuel Achebe"}
ADOPTED = (
    "a_us_table.xlsx",
    "e_chinese.xlsx",
    "f_rounds_in_columns.xlsx",
    "h_own_status_column.xlsx",
)
IGNORED = {
    "inline-string cell": "Excel moves texts to its shared strings when it saves, without a word",
}
Finding = tuple[str, str]


def _findings(path: Path) -> Counter[Finding]:
    """How often each part has what kind of finding, whatever the places in it."""
    result = audit.OpenXmlValidator(max_errors=0).validate(str(path))
    found = [(each.part_uri, each.description) for each in result.errors]
    return Counter(
        (part, re.sub(r"\d+", "N", said))
        for part, said in found
        if not any(kind in said for kind in IGNORED)
    )


def test_the_template_has_nothing_that_excel_would_mind(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(new_workbook.shipped())
    assert not _findings(path)


def test_the_example_has_nothing_that_excel_would_mind_and_two_weeks_of_syncs_add_nothing(
    run: Run, example: Path
) -> None:
    assert not _findings(example)
    for number in range(14):
        if number in MARKS:
            job_search.type_in(example, {MARKS[number]: {"sent_on": "x"}})
        run("sync", example.name, "--today", BEGIN + timedelta(number), code=3)
    assert set(MARKS.values()) <= _sent_to(example)
    assert not _findings(example)


def _sent_to(path: Path) -> set[object]:
    """To whom the log says that a message went on a day with a mark."""
    log = job_search.book(path.parent).log
    days = {(BEGIN + timedelta(number)).isoformat() for number in MARKS}
    return {
        log.value("interviewer", row)
        for row, day in enumerate(log.values["date"], start=log.first_row)
        if str(day)[:10] in days and log.value("direction", row) == "Sent"
    }


@pytest.mark.parametrize("name", ADOPTED)
def test_sheets_that_adopt_adds_and_a_sync_fills_add_no_finding(tmp_path: Path, name: str) -> None:
    path = Path(shutil.copy(trackers.FOLDER / name, tmp_path / name))
    before = _findings(path)
    trackers.adopt(path)
    assert not _findings(path) - before
    pipeline.sync(path, moment=trackers.TODAY)
    assert not _findings(path) - before
