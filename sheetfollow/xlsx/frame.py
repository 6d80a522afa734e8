"""What is where in a workbook, from its own parts: what readers of cells do not tell (spec 3)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote
from xml.etree import ElementTree

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.a1 import place
from sheetfollow.xlsx.names import Names, relationships_of

_CELLS_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_LONGEST_END = 64  # bytes of the tag that ends the cells, which two pieces may share
_AT_ONCE = 1 << 20
_HYPERLINK = re.compile(rb"<(?:[\w.-]+:)?hyperlink\s[^>]*>")
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
class _Relationship:
    """What a part refers to: by which id, as what, and where that leads."""

    id: str
    kind: str
    target: str


class Frame:
    """The date system, tables and links of a workbook whose bytes the gate has passed.

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

    def table(self, sheet: str, row: int, column: int) -> Table | None:
        """The table on that sheet whose header row and columns hold the place, None where there is
        none."""
        for table in self._tables(sheet):
            if table.first_row == row and table.first_column <= column <= table.last_column:
                return table
        return None

    def links(self, sheet: str) -> dict[str, str]:
        """The outside targets of the sheet's hyperlinks, by A1 name."""
        part = self._sheets.get(sheet)
        linked = self._relationships(part) if part else ()
        targets = {each.id: unquote(each.target) for each in linked if each.kind == "hyperlink"}
        if part is None or not targets:
            return {}
        found: dict[str, str] = {}
        for tag in _HYPERLINK.findall(self._below_cells(part)):
            attributes = dict(_ATTRIBUTE.findall(tag))
            if b"ref" in attributes:
                identity = attributes.get(b"id", b"").decode()
                found[attributes[b"ref"].decode()] = targets.get(identity, "")
        return found

    def _below_cells(self, part: str) -> bytes:
        """A sheet's text after its cells, which are nearly all of it."""
        below: list[bytes] = []
        held = b""
        with self._zip.open(part) as stream:
            while piece := stream.read(_AT_ONCE):
                if below:
                    below.append(piece)
                    continue
                held = held[-_LONGEST_END:] + piece
                end = _CELLS_END.search(held)
                if end:
                    below.append(held[end.end() :])
        return b"".join(below)

    def _tables(self, sheet: str) -> Iterator[Table]:
        part = self._sheets.get(sheet)
        for each in self._relationships(part) if part else ():
            entry = self._names.follow(part or "", each.target)
            if each.kind == "table" and entry:
                root = self._xml(entry)
                if ":" in root.get("ref", ""):
                    yield _table(root, entry)

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


def _table(root: ElementTree.Element, entry: str) -> Table:
    first, _, last = root.get("ref", "").partition(":")
    try:
        (top, left), (bottom, right) = place(first), place(last)
        return Table(top, bottom, left, right, int(root.get("totalsRowCount", 0)))
    except ValueError as error:
        raise _damaged(entry, str(error)) from error


def _damaged(entry: str, why: str) -> UnsafeInput:
    return UnsafeInput(f"{entry} is damaged ({why}); open it in Excel, save it again, then sync")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
