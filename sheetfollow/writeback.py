"""Writing back into a user's workbook (spec 7).

The promise: `apply` replaces the cells of the edits and nothing else. Every other byte of their
sheets stays as it is, every part that no edit needs is carried over as it lies in the archive,
styles are only appended, and what belongs to something else (an array, a pivot table, a merged
range, a table's totals) stops the write. `verify` proves it for one run, by other means: it
compares the two packages, and raises for any difference that no edit asked for.
"""

from __future__ import annotations

from sheetfollow.exceptions import WouldLoseContent
from sheetfollow.model import CellStyle, Edit
from sheetfollow.xlsx.patch.apply import apply, is_signed
from sheetfollow.xlsx.proof.verify import verify

__all__ = ["CellStyle", "Edit", "WouldLoseContent", "apply", "is_signed", "verify"]
