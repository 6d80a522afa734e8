"""A CSV export of a tracker -> its cells (spec 8, adopt)."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.cells import Row

SUFFIXES = (".csv", ".tsv", ".txt")
_DELIMITERS = ",;\t|"


def read_export(data: bytes) -> list[Row]:
    """All rows of the export; the sign between cells is the one that parts the first line most.
    Raises UnsafeInput where it is no text of cells."""
    text = _text(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise UnsafeInput(f"is no export that can be read ({error}); export it again") from error


def _text(data: bytes) -> str:
    """UTF-8, or what its byte order mark says; else the old Windows letters."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
