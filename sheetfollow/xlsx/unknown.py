"""The cells of a sheet that readers take for blank though something stands there, and those whose
formulas move with the clock.

Patterns look for a sign of one at the speed of C; only a sheet that shows one is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sheetfollow.model import Unknown
from sheetfollow.xlsx.walk import Place, walk

_HEAD = 4096
_SEAM = 256  # longer than any sign, which two pieces may share
_ERROR_SIGN, _FORMULA_SIGN = b'"e"', b"<f"
_USUAL = re.compile(rb"<worksheet[\s>]")
_QUOTED = re.compile(rb"=\s*'")
_CLOCK_SIGNS = (b"TODAY(", b"NOW(")
_NO_RESULT = re.compile(
    rb"(?:/|</(?:[\w.-]+:)?f\s*)>\s*"
    rb"(?:<(?:[\w.-]+:)?v\s*/>|<(?:[\w.-]+:)?v\s*>\s*</(?:[\w.-]+:)?v\s*>)?"
    rb"\s*</(?:[\w.-]+:)?c\s*>"
)
_CLOCK = re.compile(r"\b(?:TODAY|NOW)\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Oddities:
    """`unknown`: error values, and formulas without a stored result; `moving`: formulas with
    TODAY() or NOW(), as text."""

    unknown: dict[Place, Unknown] = field(default_factory=dict)
    moving: dict[Place, str] = field(default_factory=dict)


class Watch:
    """Looks at the pieces of a sheet as they go by for a sign of an oddity."""

    def __init__(self) -> None:
        self.suspects = False
        self._before = b""

    def see(self, piece: bytes) -> None:
        """One piece, in order."""
        if self.suspects:
            return
        text = self._before + piece
        if not self._before:
            self.suspects = not _is_usual(text[:_HEAD])
        self.suspects |= _shows_sign(text)
        self._before = text[-_SEAM:]


def _is_usual(head: bytes) -> bool:
    """Whether a sheet begins as nearly all do: no prefix, attributes in double quotes."""
    root = _USUAL.search(head)
    return root is not None and not _QUOTED.search(head, root.start())


def _shows_sign(text: bytes) -> bool:
    if _ERROR_SIGN in text:
        return True
    if _FORMULA_SIGN not in text:
        return False
    return any(sign in text for sign in _CLOCK_SIGNS) or bool(_NO_RESULT.search(text))


def oddities(pieces: Iterable[bytes]) -> Oddities:
    """Those of a sheet, whose bytes the gate has passed. Raises ExpatError where it is no sound
    XML."""
    found = Oddities()
    masters: dict[str, str] = {}
    for cell in walk(pieces):
        if cell.kind == "e":
            found.unknown[cell.at] = Unknown(cell.result or "#N/A")
        elif cell.formula is not None:
            masters.setdefault(cell.group, cell.formula)
            formula = f"={cell.formula or masters[cell.group]}"
            if not cell.has_result:
                found.unknown[cell.at] = Unknown(formula, formula=True)
            elif _CLOCK.search(formula):
                found.moving[cell.at] = formula
    return found
