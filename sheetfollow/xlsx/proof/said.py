"""A formula of one workbook as another says it: with its names of sheets, and its count of days
(spec 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DAYS = 1462  # from 1 January 1900 to 1 January 1904, with the 29 February 1900 that never was
_PLAIN = re.compile("[A-Za-z_][A-Za-z_.]*")
_NUMBER = re.compile(r"[A-Za-z0-9_.$]+\(?")


class Said:
    """How formulas are to be said: with sheets under their new names, and where days are `shifted`,
    with the days in checks of cells counted from 1904."""

    def __init__(self, names: Mapping[str, str], *, shifted: bool) -> None:
        self._names = {old: new for old, new in names.items() if old != new}
        self._shifted = shifted

    def formula(self, text: str, *, checks: bool) -> str:
        """A formula as it is to be; `checks` where it checks a cell."""
        pieces = text.split('"')
        for index in range(0, len(pieces), 2):  # the others are texts
            pieces[index] = self._renamed(pieces[index])
            if checks and self._shifted:
                pieces[index] = _NUMBER.sub(_earlier, pieces[index])
        return '"'.join(pieces)

    def _renamed(self, piece: str) -> str:
        for old, new in self._names.items():
            said = f"{new}!" if _PLAIN.fullmatch(new) else f"{_quoted(new)}!"
            piece = piece.replace(f"{_quoted(old)}!", said)
            bare = rf"(?<![\w.'\]]){re.escape(old)}!"
            piece = said.join(re.split(bare, piece))
        return piece


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _earlier(found: re.Match[str]) -> str:
    word = found[0]
    return str(int(word) - _DAYS) if word.isdigit() and len(word) in (5, 6) else word
