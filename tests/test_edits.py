"""What stands in the agenda (spec 3, Today)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sheetfollow import template, writeback
from sheetfollow.model import Edit
from tests.conftest import Run


def test_where_every_row_waits_there_is_nothing_to_send(tmp_path: Path, run: Run) -> None:
    row = ("Sablewood Energy", "Analyst", "Amara Osei", date(2025, 1, 7))
    cells = [Edit("Interviews", f"{letter}3", value) for letter, value in zip("ABCD", row, strict=True)]
    (tmp_path / "a.xlsx").write_bytes(writeback.apply(template.shipped(), cells))
    done = run("sync", "a.xlsx", "--today", "2026-11-23")
    assert done.stdout.splitlines()[1:] == ["  Nothing to send."]
