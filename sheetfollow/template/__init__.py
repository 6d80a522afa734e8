"""The workbook that `init` hands out: built from the schema, and shipped as a file (spec 3)."""

from __future__ import annotations

from pathlib import Path

NAME = "workbook_template.xlsx"
_PACKAGE = Path(__file__).parent.parent


def shipped() -> bytes:
    """The shipped workbook's bytes: beside the code in an installed wheel, at the repository's top in a checkout."""
    places = (_PACKAGE / NAME, _PACKAGE.parent / NAME)
    return next(place for place in places if place.is_file()).read_bytes()


def build() -> bytes:
    """A fresh workbook from the schema; the same bytes every time."""
    from sheetfollow.template import assemble  # openpyxl is slow to import, and `init` does not need it

    return assemble.workbook()
