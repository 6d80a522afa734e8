"""A sheet cut into the frame around its cells, its rows and its cells; only what differs is ever parsed (spec 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from sheetfollow.writeback.proof.book import Book, Element, asides, fail, local, plain, tree, utf8

_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])[^>]*>")
_ROW_NUMBER = re.compile(rb"<[^<]*?\sr\s*=\s*[\"']([0-9]+)[\"']")
_CELL_NAME = re.compile(rb"<[^<]*?\sr\s*=\s*[\"']([A-Za-z]+)[0-9]+[\"']")
_ROOT = re.compile(rb"<((?:[\w.-]+:)?worksheet)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Row:
    """A row cut at its cells: its start tag, the cells by column, and what follows them."""

    opening: bytes
    cells: dict[int, bytes]
    ending: bytes


class Grid:
    """One sheet's part."""

    def __init__(self, book: Book, part: str) -> None:
        self.part = part
        raw = utf8(book.read(part))
        self.asides = asides(raw)
        data = plain(raw)
        opening = _SHEET_DATA.search(data) or fail(part, "the cells are missing")
        closed = opening[0].endswith(b"/>")
        end = opening.end() if closed else data.find(b"</" + opening[1] + b"sheetData", opening.end())
        self._prefix = opening[1]
        self._cell = re.compile(b"<" + re.escape(self._prefix) + rb"c(?=[\s/>])(?: r=\"([A-Z]+)[0-9]+\")?")
        self.head = data[: opening.start()]
        self.tail = data[opening.end() :] if closed else data[data.index(b">", end) + 1 :]
        self._body = b"" if closed else data[opening.end() : end]

    @cached_property
    def rows(self) -> dict[int, bytes]:
        """The bytes of each row by its number; what stands before the first is under 0."""
        found: dict[int, bytes] = {}
        number = 0
        before, *chunks = _pieces(re.compile(b"<" + re.escape(self._prefix) + rb"row[\s/>]"), self._body)
        found[0] = before
        for chunk in chunks:
            named = _ROW_NUMBER.match(chunk)
            number = int(named[1]) if named else number + 1
            found[number] = found.get(number, b"") + chunk
        return found

    def cut(self, row: bytes) -> Row:
        """A row's bytes in pieces."""
        close = row.rfind(b"</" + self._prefix + b"row")
        limit = close if close >= 0 else len(row)
        cells: dict[int, bytes] = {}
        column = start = 0
        first = limit
        for found in self._cell.finditer(row, 0, limit):
            if start:
                cells[column] = row[start : found.start()]
            start, letters = found.start(), found[1]
            first = min(first, start)
            if not letters:
                named = _CELL_NAME.match(row, start)
                letters = named[1] if named else b""
            column = number_of(letters) if letters else column + 1
            if column in cells:
                fail(self.part, f"a cell of column {letters_of(column)} stands twice in its row")
        if start:
            cells[column] = row[start:limit]
        return Row(row[:first], cells, row[limit:])

    def parse(self, pieces: list[bytes]) -> list[Element]:
        """Elements of this sheet, each from its own bytes, in the namespaces that the root declares."""
        root = _ROOT.search(self.head) or fail(self.part, "is no worksheet")
        elements = tree(b"".join([root[0], *pieces, b"</", root[1], b">"]), self.part)
        if len(elements) != len(pieces):
            fail(self.part, "a cell is not where it seems")
        return list(elements)

    def frame(self) -> Element:
        """All of the sheet but its cells."""
        return tree(self.head + self.tail, self.part)

    def children(self) -> list[str]:
        """The names of what stands right under the root, looking into alternatives."""
        names = []
        for element in self.frame():
            name = local(str(element.tag))
            if name == "AlternateContent":
                inner = [local(str(each.tag)) for choice in element[:1] for each in choice[:1]]
                name = inner[0] if inner else name
            names.append(name)
        return names


def _pieces(start: re.Pattern[bytes], data: bytes) -> list[bytes]:
    """Bytes cut before each place that `start` finds; first what stands before all of them."""
    places = [0, *(found.start() for found in start.finditer(data)), len(data)]
    return [data[one:other] for one, other in pairwise(places)]


@cache
def number_of(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


@cache
def letters_of(number: int) -> str:
    return (letters_of((number - 1) // 26) if number > 26 else "") + chr(65 + (number - 1) % 26)


def name_of(row: int, column: int) -> str:
    return f"{letters_of(column)}{row}"


def place_of(cell: str) -> tuple[int, int]:
    """Row and column of a cell."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), number_of(letters.encode())


def corners(reference: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of a reference."""
    found = re.findall(r"([A-Za-z]+)([0-9]+)", reference.replace("$", ""))
    rows, columns = [int(row) for _, row in found], [number_of(letters.encode()) for letters, _ in found]
    return min(rows), min(columns), max(rows), max(columns)
