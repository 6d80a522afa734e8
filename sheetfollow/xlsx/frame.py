"""What is where in a workbook, from its own parts: what readers of cells do not tell (spec 3)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.parsers import expat

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.model import Unknown
from sheetfollow.xlsx.a1 import Corners, corners, place
from sheetfollow.xlsx.names import Names, relationships_of
from sheetfollow.xlsx.unknown import Oddities, Watch, oddities
from sheetfollow.xlsx.walk import Cell, Place, walk

_CELLS_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_LONGEST_END = 64  # bytes of the tag that ends the cells, which two pieces may share
_AT_ONCE = 1 << 20
_FILTER = b"filterColumn"
_LONGEST_ROW = 1024  # bytes of the tag that begins a row, which two pieces may share
_HIDDEN_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s[^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*>")
_ROW_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d+)[\"']")
_HYPERLINK = re.compile(rb"<(?:[\w.-]+:)?hyperlink\s[^>]*>")
_MERGE = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*>")
_ATTRIBUTE = re.compile(rb"(?:[\w.-]+:)?(ref|id)\s*=\s*[\"']([^\"']*)[\"']")
_YES = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table: 1-based rows and columns of its range, header and totals included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    totals_rows: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What lies on and behind a sheet's cells: the outside targets of its `links` by A1 name, its
    `merged` ranges, and by row and column the cells whose content is `unknown` (error values,
    formulas without a stored result) and the formulas that are `moving` with the clock.
    `filtered` are the rows that are hidden while a filter is on."""

    links: Mapping[str, str] = field(default_factory=dict)
    merged: tuple[Corners, ...] = ()
    unknown: Mapping[Place, Unknown] = field(default_factory=dict)
    moving: Mapping[Place, str] = field(default_factory=dict)
    filtered: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell's number format (the code, or the number of one that is built in), and whether it
    holds a formula."""

    format: str
    has_formula: bool

    @property
    def is_text(self) -> bool:
        """Whether what is typed there stays text."""
        return self.format in _TEXT

    @property
    def is_date(self) -> bool:
        """Whether a number there is shown as a day."""
        if self.format.isdigit():
            return int(self.format) in _BUILT_IN_DATES
        return "d" in _LITERAL.sub("", self.format).lower()


_GENERAL = "0"
_TEXT = ("@", "49")
_BUILT_IN_DATES = {
    14,
    15,
    16,
    17,
    22,
    *range(27, 32),
    *range(34, 37),
    *range(50, 59),
}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class _Relationship:
    """What a part refers to: by which id, as what, and where that leads."""

    id: str
    kind: str
    target: str


class Frame:
    """The date system, tables and layout of a workbook whose bytes the gate has passed.

    Raises UnsafeInput where its parts contradict each other.
    """

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = Names(self._zip.namelist())
        self._book = self._workbook()
        self._root = self._xml(self._book)

    def _workbook(self) -> str:
        for each in self._relationships(""):
            entry = self._names.follow("", each.target)
            if each.kind == "officedocument" and entry:
                return entry
        raise _damaged("the file", "it holds no workbook")

    @property
    def date1904(self) -> bool:
        """Whether the workbook counts its days from 1904."""
        for each in self._root:
            if _local(each.tag) == "workbookPr":
                return each.get("date1904", "0").casefold() in _YES
        return False

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, hidden ones and charts included, in order."""
        sheets = (each for each in self._root.iter() if _local(each.tag) == "sheet")
        return [each.get("name", "") for each in sheets]

    def table(self, sheet: str, row: int, column: int) -> Table | None:
        """The table on that sheet whose header row and columns hold the place, None where there is
        none."""
        for table in self._tables(sheet):
            if table.first_row == row and table.first_column <= column <= table.last_column:
                return table
        return None

    def layout(self, sheet: str) -> Layout:
        """What lies on and behind the cells of that sheet, nothing where there is no such sheet."""
        part = self._sheets.get(sheet)
        if part is None:
            return Layout()
        watch = Watch()
        below = self._below_cells(part, watch)
        odd = self._oddities(part) if watch.suspects else Oddities()
        filtered = _FILTER in below or any(_FILTER in each for each in self._table_parts(part))
        hidden = frozenset(self._hidden_rows(part)) if filtered else frozenset[int]()
        return Layout(
            self._links(part, below),
            tuple(_ranges(_merged(below))),
            odd.unknown,
            odd.moving,
            hidden,
        )

    def merges(self, sheet: str) -> list[str]:
        """The references of the merged ranges on that sheet, as they are written."""
        part = self._sheets.get(sheet)
        return list(_merged(self._below_cells(part, Watch()))) if part else []

    def _hidden_rows(self, part: str) -> Iterator[int]:
        """The rows that are not shown, as a filter leaves them."""
        held = b""
        for piece in self._pieces(part):
            held = held[-_LONGEST_ROW:] + piece
            for tag in _HIDDEN_ROW.findall(held):
                number = _ROW_NUMBER.search(tag)
                if number:
                    yield int(number[1])

    def cells(self, sheet: str, places: Collection[Place]) -> dict[Place, FoundCell]:
        """What stands at these places of that sheet, without those where nothing is."""
        part = self._sheets.get(sheet)
        if part is None or not places:
            return {}
        try:
            found = [cell for cell in walk(self._pieces(part)) if cell.at in places]
        except (expat.ExpatError, ValueError) as error:
            raise _damaged(part, str(error)) from error
        return {cell.at: self._with_format(cell) for cell in found}

    def _with_format(self, cell: Cell) -> FoundCell:
        known = self._formats[cell.style] if cell.style < len(self._formats) else _GENERAL
        return FoundCell(known, cell.formula is not None)

    @cached_property
    def _formats(self) -> list[str]:
        """The number format of each style of a cell; of those built in the number alone."""
        root = self._styles()
        codes = {
            each.get("numFmtId", ""): each.get("formatCode", "")
            for each in root.iter()
            if _local(each.tag) == "numFmt"
        }
        for each in root:
            if _local(each.tag) == "cellXfs":
                numbers = [style.get("numFmtId", _GENERAL) for style in each]
                return [codes.get(number, number) for number in numbers]
        return []

    def _styles(self) -> ElementTree.Element:
        for each in self._relationships(self._book):
            entry = self._names.follow(self._book, each.target)
            if each.kind == "styles" and entry:
                return self._xml(entry)
        return ElementTree.Element("styleSheet")

    def _links(self, part: str, below: bytes) -> dict[str, str]:
        linked = self._relationships(part)
        targets = {each.id: unquote(each.target) for each in linked if each.kind == "hyperlink"}
        found: dict[str, str] = {}
        for tag in _HYPERLINK.findall(below) if targets else ():
            attributes = dict(_ATTRIBUTE.findall(tag))
            if b"ref" in attributes:
                identity = attributes.get(b"id", b"").decode()
                found[attributes[b"ref"].decode()] = targets.get(identity, "")
        return found

    def _below_cells(self, part: str, watch: Watch) -> bytes:
        """A sheet's text after its cells, which are nearly all of it; the watch sees those."""
        below: list[bytes] = []
        held = b""
        for piece in self._pieces(part):
            if below:
                below.append(piece)
                continue
            held = held[-_LONGEST_END:] + piece
            end = _CELLS_END.search(held) if b"sheetData" in held else None
            if end:
                below.append(held[end.end() :])
            watch.see(held[: end.start()] if end else piece)
        return b"".join(below)

    def _pieces(self, part: str) -> Iterator[bytes]:
        with self._zip.open(part) as stream:
            while piece := stream.read(_AT_ONCE):
                yield piece

    def _oddities(self, part: str) -> Oddities:
        try:
            return oddities(self._pieces(part))
        except (expat.ExpatError, ValueError) as error:
            raise _damaged(part, str(error)) from error

    def _tables(self, sheet: str) -> Iterator[Table]:
        part = self._sheets.get(sheet)
        for entry in self._table_entries(part) if part else ():
            root = self._xml(entry)
            if ":" in root.get("ref", ""):
                yield _table(root, entry)

    def _table_parts(self, part: str) -> Iterator[bytes]:
        yield from map(self._zip.read, self._table_entries(part))

    def _table_entries(self, part: str) -> Iterator[str]:
        for each in self._relationships(part):
            entry = self._names.follow(part, each.target)
            if each.kind == "table" and entry:
                yield entry

    @cached_property
    def _sheets(self) -> dict[str, str]:
        """The entry of each sheet that has one, by its name."""
        known = {each.id: each.target for each in self._relationships(self._book)}
        found: dict[str, str] = {}
        for each in self._root.iter():
            if _local(each.tag) == "sheet":
                wanted = (value for name, value in each.attrib.items() if _local(name) == "id")
                entry = self._names.follow(self._book, known.get(next(wanted, ""), ""))
                if entry:
                    found.setdefault(each.get("name", ""), entry)
        return found

    def _relationships(self, source: str) -> list[_Relationship]:
        """What a part refers to, "" for the package."""
        entry = self._names.find(relationships_of(source))
        return [
            _Relationship(
                each.get("Id", ""),
                each.get("Type", "").rpartition("/")[2].lower(),
                each.get("Target", ""),
            )
            for each in (self._xml(entry) if entry else ())
        ]

    def _xml(self, entry: str) -> ElementTree.Element:
        try:
            return ElementTree.fromstring(self._zip.read(entry))
        except ElementTree.ParseError as error:
            raise _damaged(entry, str(error)) from error


def _merged(below: bytes) -> Iterator[str]:
    """The references of the merged ranges among what follows the cells, as they are written."""
    for tag in _MERGE.findall(below):
        yield dict(_ATTRIBUTE.findall(tag)).get(b"ref", b"").decode(errors="replace")


def _ranges(references: Iterable[str]) -> Iterator[Corners]:
    """Those that name more than a cell."""
    for reference in references:
        named = corners(reference) if ":" in reference else None
        if named:
            yield named


def _table(root: ElementTree.Element, entry: str) -> Table:
    first, _, last = root.get("ref", "").partition(":")
    try:
        (top, left), (bottom, right) = place(first), place(last)
        return Table(
            top,
            bottom,
            left,
            right,
            int(root.get("totalsRowCount", 0)),
        )
    except ValueError as error:
        raise _damaged(entry, str(error)) from error


def _damaged(entry: str, why: str) -> UnsafeInput:
    return UnsafeInput(f"{entry} is damaged ({why}); open it in Excel, save it again, then sync")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
