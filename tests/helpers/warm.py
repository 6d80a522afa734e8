"""Imported once by the fork server: a sync of the example pays for every import and table that a
sync needs."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import openpyxl  # noqa: F401  the second reader, which a sound workbook never asks for

from sheetfollow import adoption, cli, pipeline  # noqa: F401
from sheetfollow.cli import dialog, marking  # noqa: F401

_DAY = date(2026, 11, 23)

with tempfile.TemporaryDirectory() as _name:
    _book = Path(_name) / "interviews.xlsx"
    pipeline.init(_book, example_on=_DAY)
    pipeline.sync(_book, moment=_DAY)
    for _draft in (_book.parent / "drafts").glob("*.txt"):
        _draft.write_text(
            _draft.read_text(encoding="utf-8") + "Unusuel wrods ask for the dictionary.\n",
            encoding="utf-8",
        )
    pipeline.sync(_book, moment=_DAY)
