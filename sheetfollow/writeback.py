"""Writing back into a user's workbook (spec 7).

The promise: `apply` replaces the cells of the edits and nothing else. Every other byte of their
sheets stays as it is, every part that no edit needs is carried over as it lies in the archive,
styles are only appended, and what belongs to something else (an array, a pivot table, a merged
range, a table's totals) stops the write. `verify` proves it for one run, by other means: it
compares the two packages, and raises for any difference that no edit asked for. `add_sheets` puts
sheets of ours behind those of a workbook, and `verify_sheets` proves that they are all that is new.
"""

from __future__ import annotations

from sheetfollow.exceptions import WouldLoseContent
from sheetfollow.model import AddedSheet, CellStyle, Edit
from sheetfollow.xlsx.patch.added import add_sheets
from sheetfollow.xlsx.patch.apply import apply, is_signed
from sheetfollow.xlsx.proof.added import verify_sheets
from sheetfollow.xlsx.proof.verify import verify

__all__ = [
    "AddedSheet",
    "CellStyle",
    "Edit",
    "WouldLoseContent",
    "add_sheets",
    "apply",
    "is_signed",
    "verify",
    "verify_sheets",
]
