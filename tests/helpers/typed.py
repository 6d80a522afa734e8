"""A workbook as a person types it: our headers, their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import openpyxl

from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS

ROW = {
    "Company": "Acme",
    "Job title": "Analyst",
    "Interviewer": "Dana Lee",
    "Email": "dana.lee@acme.example",
    "Interview date": date(2026, 11, 23),
}


def typed_book(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Writes a workbook whose rows are `ROW` but for the cells given, by header; no log."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Interviews"
    headers = [column.header for column in INTERVIEWS.columns]
    sheet.append(headers)
    for cells in rows:
        row = ROW | dict(cells)
        sheet.append([row.get(header) for header in headers])
    log = book.create_sheet("Communications")
    log.append([column.header for column in COMMUNICATIONS.columns])
    book.save(path)
