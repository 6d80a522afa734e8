"""A sheet cut into the frame around its cells, its rows and its cells; only what differs is ever
parsed (spec 7)."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cache
from xml.parsers import expat

from sheetfollow.xlsx.proof.book import Book, Element, fail, tree, whole

_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])[^>]*>")
_ROW_NUMBER = re.compile(rb"<[^<]*?\sr\s*=\s*[\"']([0-9]+)[\"']")
_CELL_NAME = re.compile(rb"<[^<]*?\sr\s*=\s*[\"']([A-Za-z]+)[0-9]+[\"']")
_COLUMNS = re.compile(rb"<((?:[\w.-]+:)?)cols[\s>].*?</\1cols\s*>", re.S)
_NUMBERED = re.compile(rb"(?:s|style)\s*=\s*[\"']\s*([0-9]{1,9})")
_STYLED = re.compile(
    rb"<(?:[\w.-]+:)?(?:(?:c|row)\s(?:[^<>]*?\s)?s|col\s(?:[^<>]*?\s)?style)"
    rb"\s*=\s*[\"']\s*([0-9]{1,9})"
)
_ROOT = re.compile(rb"<((?:[\w.-]+:)?worksheet)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Row:
    """A row cut at its cells: its start tag, the cells by column, and what follows them."""

    opening: bytes
    cells: dict[int, bytes]
    ending: bytes


class Grid:
    """One sheet's part, read as often as its rows are asked for, and never held. What stands behind
    the rows, `tail`, and the `asides` are known when they were read once."""

    def __init__(self, book: Book, part: str) -> None:
        self.part, self._book = part, book
        self.tail, self.asides = b"", list[bytes]()
        self.head, opening, _ = self._opened(iter(book.text(part)))
        self._prefix = opening[1]
        named = re.escape(self._prefix)
        self._row = re.compile(b"<" + named + rb"row(?=[\s/>])(?: r=\"([0-9]+)\")?")
        self._row_end = b"</" + self._prefix + b"row"
        self._cell_tag = b"<" + self._prefix + b"c"
        self._formula_tag = b"<" + self._prefix + b"f"
        self._cell = re.compile(b"<" + named + rb"c(?=[\s/>])(?: r=\"([A-Z]+)[0-9]+\")?")
        self._plain_cell = re.compile(b"<" + named + rb"c r=\"([A-Z]+)[0-9]+\"")

    def _opened(self, pieces: Iterator[bytes]) -> tuple[bytes, re.Match[bytes], bytes]:
        """What stands before the rows, the tag that opens them, and what was read behind it."""
        text = b""
        for piece in pieces:
            text += piece
            opening = _SHEET_DATA.search(text)
            if opening:
                return text[: opening.start()], opening, text[opening.end() :]
        fail(self.part, "the cells are missing")

    def rows(self) -> Iterator[tuple[int, bytes]]:
        """Each row with its number, in their order; first, as number 0, what stands before them."""
        text = self._book.text(self.part)
        pieces = iter(text)
        _, opening, rest = self._opened(pieces)
        if opening[0].endswith(b"/>"):
            yield 0, b""
        else:
            rest = yield from self._rows(rest, pieces)
        self.tail = rest + b"".join(pieces)
        self.asides = text.asides

    def _rows(
        self, text: bytes, pieces: Iterator[bytes]
    ) -> Generator[tuple[int, bytes], None, bytes]:
        """Returns what was read behind the last one."""
        number = known = 0
        while True:
            end = text.find(b"</" + self._prefix + b"sheetData", known)
            start = 0
            for row in self._row.finditer(
                text,
                known,
                end if end >= 0 else len(text),
            ):
                yield number, text[start : row.start()]
                start = row.start()
                named = row[1] or self._row_number(text, start)
                number = int(named) if named else number + 1
            if end >= 0:
                yield number, text[start:end]
                return text[text.index(b">", end) + 1 :]
            following = next(pieces, None)
            if following is None:
                fail(self.part, "the cells have no end")
            text, known = text[start:] + following, len(text) - start

    def _row_number(self, text: bytes, start: int) -> bytes | None:
        named = _ROW_NUMBER.match(text, start)
        return named[1] if named else None

    def columns(self) -> list[tuple[int, int, int]]:
        """First and last column and style of each group of columns."""
        found = []
        for columns in self.parse([block[0] for block in _COLUMNS.finditer(self.head)]):
            for each in columns:
                first = whole(
                    each.get("min"),
                    self.part,
                    "the first of some columns",
                )
                last = whole(
                    each.get("max"),
                    self.part,
                    "the last of some columns",
                )
                style = whole(
                    each.get("style"),
                    self.part,
                    "the style of some columns",
                )
                found.append((first, last, style))
        return found

    def has_formula(self, cell: bytes) -> bool:
        return self._formula_tag in cell

    def opening(self, row: int, column: int) -> bytes:
        """How a cell begins as most applications write it, up to behind its name."""
        return _opening(self._cell_tag, column) + b'%d"' % row

    def opening_of_row(self, number: int) -> bytes:
        """How a row begins that says its number alone."""
        return b'<%brow r="%d">' % (self._prefix, number)

    def is_plain(self, row: bytes) -> bool:
        """Whether all cells of a row begin so, each in a column of its own."""
        columns = self._plain_cell.findall(row)
        return len(set(columns)) == len(columns) == row.count(self._cell_tag)

    def end_of_cell(self, row: bytes, start: int) -> int:
        """Where the cell ends whose beginning ends at `start`, in a row whose cells are plain: at
        the next one."""
        end = row.find(self._cell_tag, start)
        return end if end >= 0 else row.rfind(self._row_end)

    def cut(self, row: bytes) -> Row:
        """A row's bytes in pieces."""
        close = row.rfind(self._row_end)
        limit = close if close >= 0 else len(row)
        cells: dict[int, bytes] = {}
        column = start = 0
        first = limit
        for found in self._cell.finditer(row, 0, limit):
            if start:
                cells[column] = row[start : found.start()]
            start = found.start()
            first = min(first, start)
            letters = found[1] or _letters_at(row, start)
            column = number_of(letters) if letters else column + 1
            if column in cells:
                fail(self.part, f"a cell of column {letters_of(column)} stands twice in its row")
        if start:
            cells[column] = row[start:limit]
        return Row(
            row[:first],
            cells,
            row[limit:],
        )

    def parse(self, pieces: list[bytes]) -> list[Element]:
        """Elements of this sheet, each from its own bytes, in the namespaces that the root
        declares."""
        root = _ROOT.search(self.head) or fail(self.part, "is no worksheet")
        if not pieces:
            return []
        wrapped = b"</_><_>".join(pieces)
        whole_text = b"".join([root[0], b"<_>", wrapped, b"</_></", root[1], b">"])
        elements = tree(whole_text, self.part)
        if len(elements) != len(pieces) or any(len(each) != 1 or each.text for each in elements):
            fail(self.part, "a cell is not where it seems")
        return [each[0] for each in elements]

    def children(self) -> list[str]:
        """The names of what stands right under the root, looking into alternatives: each by what
        its first choice holds first."""
        outline = _Outline()
        parser = expat.ParserCreate()
        parser.StartElementHandler = outline.start
        parser.EndElementHandler = outline.end
        try:
            parser.Parse(self.head + self.tail, True)
        except expat.ExpatError as error:
            fail(self.part, f"is no sound XML ({error})")
        return outline.names


class _Outline:
    """The names of the elements of a part at its first level."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._within: list[str] = []
        self._seen = 0

    def start(self, tag: str, _: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        depth = len(self._within)
        if depth == 1:
            self.names.append(name)
            self._seen = 0
        elif self._within[1:2] == ["AlternateContent"] and depth == 3 and not self._seen:
            self.names[-1] = name
            self._seen = 1
        self._within.append(name)

    def end(self, _: str) -> None:
        self._within.pop()


def _letters_at(row: bytes, start: int) -> bytes:
    """The column that a cell names in an unusual way, b"" where it names none."""
    named = _CELL_NAME.match(row, start)
    return named[1] if named else b""


def styles_from(book: Book, least: int) -> set[int]:
    """The style indexes from `least` on that cells, rows or columns of any sheet have."""
    found: set[int] = set()
    for sheet in book.sheets:
        for piece in book.text(sheet.part):
            numbers = set(_NUMBERED.findall(piece))
            if any(int(number) >= least for number in numbers):
                found |= {int(number) for number in _STYLED.findall(piece)}
    return {number for number in found if number >= least}


@cache
def number_of(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


@cache
def letters_of(number: int) -> str:
    return (letters_of((number - 1) // 26) if number > 26 else "") + chr(65 + (number - 1) % 26)


@cache
def _opening(tag: bytes, column: int) -> bytes:
    return tag + b' r="' + letters_of(column).encode()


def name_of(row: int, column: int) -> str:
    return f"{letters_of(column)}{row}"


def place_of(cell: str) -> tuple[int, int]:
    """Row and column of a cell."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), _column_of(letters)


@cache
def _column_of(letters: str) -> int:
    return number_of(letters.encode())


def corners(reference: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of a reference."""
    found = re.findall(r"([A-Za-z]+)([0-9]+)", reference.replace("$", ""))
    rows = [int(row) for _, row in found]
    columns = [number_of(letters.encode()) for letters, _ in found]
    return min(rows), min(columns), max(rows), max(columns)
