"""The cells of a sheet stay where readers can lay them out (spec 7).

Patterns look for what is unusual at the speed of C: first an estimate that never errs on the low
side, then, only where that is over a cap, an exact second look that decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.gate.advice import RESAVE, RESTORE, shown
from sheetfollow.xlsx.gate.content import Pieces, tags_of
from sheetfollow.xlsx.gate.texts import Texts

MOST_CELLS = (
    8_000_000  # 200,000 rows of 40 columns; readers lay out the whole rectangle, at 40 bytes a cell
)
MOST_EMPTY, BYTES_A_CELL = 3_000_000, 8  # without bytes for them; and with so many for each
MOST_SHEETS_LIKE = 3  # sheets that use as much as one may: they are read one after the other
MOST_MERGED = (
    10_000_000  # two whole columns, five times; a merge over the whole sheet is 17 billion
)
MERGE_AT_LEAST = 50  # each merge counts as so many cells: no more than 200,000 of them
MOST_WALKED = 3_000_000  # cells that are gone through one by one, at 1 s for each million
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_COLUMN = re.compile(rb' r="([A-Z]{1,3})[1-9]')
_ROW = re.compile(rb' r="[A-Z]{0,3}([1-9][0-9]{0,6})"')
_ODD_PLACE = re.compile(rb'r(?<=\sr)(?!="[A-Z]{0,3}[1-9][0-9]{0,6}")\s*=')
_NO_PLACE = (re.compile(rb'<c(?! r="| s="[0-9]+" r=")[\s/>]'), re.compile(rb'<row(?! r=")[\s/>]'))
_NO_PLACE_PREFIXED = re.compile(rb'<[^\s<>/:]+:(?:c(?! r="| s="[0-9]+" r=")|row(?! r="))[\s/>]')
_TAG = re.compile(rb"<(?:[^\s<>/:]+:)?(c|row)(?=[\s/>])([^<]*)")
_PLACE = re.compile(rb"""\sr\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NAME = re.compile(rb"([A-Za-z]{0,3})([1-9][0-9]{0,6})")
_MERGE = re.compile(rb"<(?:[^\s<>/:]+:)?mergeCell\s([^<]*)")
_RANGE = re.compile(rb"""\sref\s*=\s*["']\$?([A-Za-z]*)\$?([0-9]*):\$?([A-Za-z]*)\$?([0-9]*)""")


@dataclass(frozen=True, slots=True)
class Used:
    """The last row and column of a sheet that hold something."""

    last_row: int
    last_column: int

    @property
    def area(self) -> int:
        return self.last_row * self.last_column


class Room:
    """How much readers lay out, sheet by sheet: they make a place for each cell of the rectangle
    that is used, whether something stands there or not."""

    def __init__(self, unpacked: int) -> None:
        """`unpacked` are the bytes of the whole workbook: one of many cells may use more places."""
        self._most = min(MOST_CELLS, MOST_EMPTY + unpacked // BYTES_A_CELL)
        self._all = 0

    def take(self, label: str, used: Used) -> None:
        """Raises UnsafeInput where that sheet, or all so far, use too much."""
        self._all += used.area
        if used.area > self._most or self._all > MOST_SHEETS_LIKE * self._most:
            raise UnsafeInput(
                f"{label} uses cells down to row {used.last_row:,} and right to column"
                f" {used.last_column:,}, too many; delete the cells far below or to the right of"
                " your table, then sync"
            )


def check_sheet(name: str, label: str, pieces: Pieces, texts: Texts) -> Used:
    """What a sheet uses, which is for `Room` to judge; its merges, its cells and the texts in them
    stay within what readers can hold. `label` names it in words."""
    used, merged, length = _Tally(), 0, 0
    for tags in tags_of(name, pieces):
        used.estimate(tags)
        merged += _merged(tags)
        length += texts.estimate(tags)
        if used.places > MOST_CELLS:
            raise UnsafeInput(f"{label} holds more than {MOST_CELLS:,} cells; {RESAVE}")
        if merged > MOST_MERGED:
            raise UnsafeInput(
                f"{label} merges more than {MOST_MERGED:,} cells; unmerge whole rows and columns,"
                " then sync"
            )
    texts.check(name, length, pieces)
    if used.area > MOST_EMPTY and used.places <= MOST_WALKED:
        used = _walked(name, pieces)
    return Used(used.last_row, used.last_column)


def _walked(name: str, pieces: Pieces) -> _Tally:
    """The used rectangle, cell by cell."""
    used = _Tally()
    for tags in tags_of(name, pieces, checked=True):
        used.count(tags)
    return used


class _Tally:
    """The used rectangle of a sheet, from the top left corner."""

    def __init__(self) -> None:
        self.last_row = self.last_column = self._row = self._column = self.places = 0

    @property
    def area(self) -> int:
        return self.last_row * self.last_column

    def estimate(self, tags: bytes) -> None:
        """No less than what these tags use. Raises UnsafeInput for a cell that no sheet can
        have."""
        columns, rows = _COLUMN.findall(tags), _ROW.findall(tags)
        self.places += len(rows)
        self._extend(
            max(map(int, set(rows)), default=0), max(map(_number, set(columns)), default=0)
        )
        if _unusual(tags):
            self._row, self._column = max(self._row, self.last_row), self.last_column
            self._walk(tags, count_empty=True)

    def count(self, tags: bytes) -> None:
        """What these tags use exactly: cells that hold something, since styled empty ones cost a
        reader nothing."""
        self._walk(tags, count_empty=False)

    def _walk(self, tags: bytes, *, count_empty: bool) -> None:
        """Go from cell to cell as readers do: one without a place of its own stands right of the
        one before it."""
        for kind, rest in _TAG.findall(tags):
            letters, row = _place(rest)
            if kind == b"row":
                self._row, self._column = row or self._row + 1, 0
                _check_place(self._row, 1)
                continue
            self._row, self._column = (
                row or self._row,
                _number(letters) if letters else self._column + 1,
            )
            self.places += 1
            if count_empty or not rest.rstrip().endswith(b"/>"):
                self._extend(self._row, self._column)

    def _extend(self, row: int, column: int) -> None:
        _check_place(row, column)
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)


def _check_place(row: int, column: int) -> None:
    if row > LAST_ROW or column > LAST_COLUMN:
        raise UnsafeInput(
            f"damaged: a cell in row {row:,}, column {column:,}, where no sheet has one; {RESTORE}"
        )


def _unusual(tags: bytes) -> bool:
    """Whether a cell or row has no place, or its place is not written as everybody writes it."""
    if _ODD_PLACE.search(tags) or any(pattern.search(tags) for pattern in _NO_PLACE):
        return True
    return (b":c" in tags or b":row" in tags) and bool(_NO_PLACE_PREFIXED.search(tags))


def _place(rest: bytes) -> tuple[bytes, int]:
    """The letters and the number of a cell's or row's place, b"" and 0 where it has none."""
    found = _PLACE.search(rest)
    if not found:
        return b"", 0
    name = _NAME.fullmatch(found[1] or found[2] or b"")
    if not name:
        raise UnsafeInput(
            f"damaged: a cell at {shown(found[1] or found[2] or b'')!r}, where no sheet has one;"
            f" {RESTORE}"
        )
    return name[1], int(name[2])


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _merged(tags: bytes) -> int:
    """How many cells the merges among these tags cover."""
    if b"mergeCell" not in tags:
        return 0
    return sum(max(_area(b" " + rest), MERGE_AT_LEAST) for rest in _MERGE.findall(tags))


def _area(attributes: bytes) -> int:
    """How many cells a reference covers; one of whole rows or columns goes from edge to edge."""
    found = _RANGE.search(attributes)
    if not found:
        return 0
    left, top, right, bottom = (each[:9] for each in found.groups())
    width = _number(right or b"XFD") - _number(left or b"A") + 1
    height = int(bottom or LAST_ROW) - int(top or 1) + 1
    return abs(width * height)
