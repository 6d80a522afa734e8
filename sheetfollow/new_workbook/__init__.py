"""What `init` hands out: the shipped workbook, and the example that fills it (spec 3, 8)."""

from __future__ import annotations

from pathlib import Path

NAME = "workbook_template.xlsx"
_PACKAGE = Path(__file__).parent.parent


def shipped() -> bytes:
    """The shipped workbook's bytes: beside the code in an installed wheel, at the repository's top
    in a checkout."""
    places = (_PACKAGE / NAME, _PACKAGE.parent / NAME)
    return next(place for place in places if place.is_file()).read_bytes()
