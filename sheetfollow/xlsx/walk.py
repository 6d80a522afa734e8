"""The cells of a sheet one by one, as its text has them: kind, style, formula and result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from sheetfollow.xlsx.a1 import place

Place = tuple[int, int]
"""Row and column, from 1."""

_LONGEST = 200  # characters of a formula or result that are kept


@dataclass(slots=True)
class Cell:
    """One cell. `kind` and `style` are its attributes t and s, `formula` is None without one,
    `group` the number of a shared formula, "" for none, `result` what is stored of it."""

    at: Place
    kind: str
    style: int
    formula: str | None = None
    group: str = ""
    result: str | None = None

    @property
    def has_result(self) -> bool:
        """Whether a result of its formula is stored; an empty text is one."""
        return bool(self.result) or (self.result is not None and self.kind == "str")


def walk(pieces: Iterable[bytes]) -> Iterator[Cell]:
    """Each cell of a sheet, whose bytes the gate has passed. Raises ExpatError or ValueError where
    it is no sound XML."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    for piece in pieces:
        parser.Parse(piece, False)
        yield from reader.cells
        reader.cells.clear()
        if reader.done:
            return


class _Reader:
    """Goes from cell to cell as readers do: one without a place of its own stands right of the one
    before it."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.done = False
        self._at = (0, 0)
        self._cell = Cell(
            (0, 0),
            "",
            0,
        )
        self._inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._at = int(attributes.get("r") or self._at[0] + 1), 0
        elif name == "c":
            where, (row, column) = attributes.get("r"), self._at
            self._at = place(where) if where else (row, column + 1)
            self._cell = Cell(
                self._at,
                attributes.get("t", ""),
                int(attributes.get("s") or 0),
            )
        elif name == "f":
            self._cell.formula, self._cell.group = "", attributes.get("si", "")
            self._inside = "formula"
        elif name == "v":
            self._cell.result, self._inside = "", "result"

    def text(self, data: str) -> None:
        if self._inside == "formula":
            self._cell.formula = ((self._cell.formula or "") + data)[:_LONGEST]
        elif self._inside == "result":
            self._cell.result = ((self._cell.result or "") + data)[:_LONGEST]

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self.cells.append(self._cell)
        elif name == "sheetData":
            self.done = True
        self._inside = ""
