"""The cells of a sheet that readers take for blank though something stands there, and those whose
formulas move with the clock.

Patterns look for a sign of one at the speed of C; only a sheet that shows one is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from sheetfollow.model import Unknown
from sheetfollow.xlsx.a1 import place

Cell = tuple[int, int]
"""Row and column, from 1."""

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
_LONGEST_FORMULA = 200


@dataclass(frozen=True, slots=True)
class Oddities:
    """`unknown`: error values, and formulas without a stored result; `moving`: formulas with
    TODAY() or NOW(), as text."""

    unknown: dict[Cell, Unknown] = field(default_factory=dict)
    moving: dict[Cell, str] = field(default_factory=dict)


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
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    for piece in pieces:
        parser.Parse(piece, False)
        if reader.done:
            break
    return reader.found


class _Reader:
    """Goes from cell to cell as readers do: one without a place of its own stands right of the one
    before it."""

    def __init__(self) -> None:
        self.found = Oddities()
        self.done = False
        self._row = self._column = 0
        self._kind = self._shared = ""
        self._masters: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif name == "c":
            at = attributes.get("r")
            self._row, self._column = place(at) if at else (self._row, self._column + 1)
            self._kind, self._shared = attributes.get("t", ""), ""
            self._texts = {}
        elif name in ("f", "v"):
            self._texts[name], self._inside = "", name
            self._shared = attributes.get("si", "") if name == "f" else self._shared

    def text(self, data: str) -> None:
        if self._inside and len(self._texts[self._inside]) < _LONGEST_FORMULA:
            self._texts[self._inside] += data

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._look()
        elif name == "sheetData":
            self.done = True
        self._inside = ""

    def _look(self) -> None:
        at = self._row, self._column
        if self._kind == "e":
            self.found.unknown[at] = Unknown(self._texts.get("v") or "#N/A")
        elif "f" in self._texts:
            formula = self._formula()
            if not self._has_result():
                self.found.unknown[at] = Unknown(formula, formula=True)
            elif _CLOCK.search(formula):
                self.found.moving[at] = formula

    def _formula(self) -> str:
        """The cell's formula, or the one that it shares with the first of its group."""
        text = self._texts["f"]
        if self._shared and text:
            self._masters[self._shared] = text
        return f"={text or self._masters.get(self._shared, '')}"

    def _has_result(self) -> bool:
        """An empty text is a result as well."""
        return bool(self._texts.get("v")) or ("v" in self._texts and self._kind == "str")
