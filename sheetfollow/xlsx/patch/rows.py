"""The rows and cells of a sheet as they stand in its bytes (spec 7)."""

from __future__ import annotations

import itertools
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from sheetfollow.model import Edit
from sheetfollow.xlsx import a1
from sheetfollow.xlsx.patch.cells import Area, position
from sheetfollow.xlsx.patch.formulas import SharedCell
from sheetfollow.xlsx.patch.xml import Element, Xml, attribute

_LIKE_STYLE = re.compile(rb"s=[\"']([0-9]{1,9})[\"']")
_LIKE_COLUMN_STYLE = re.compile(rb"style=[\"']([0-9]{1,9})[\"']")
_STYLE = re.compile(
    rb"<(?:\w+:)?(?:c|row|col)\s(?:[^>]*?\s)?(?:s|style)=[\"']([0-9]{1,9})[\"'][^>]*>"
)
_CONTENT = re.compile(rb"<(?:\w+:)?(?:f|v|is)[\s/>]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number, and where it stands. A self-closed one has `body`, `close` and `end` at
    one place."""

    number: int
    start: int
    body: int
    close: int
    end: int


class Rows:
    """All rows of one sheet, in their order; `data` is the element that holds them. Only where each
    one begins is kept: the rest is looked up when it is asked for."""

    def __init__(self, xml: Xml, data: Element) -> None:
        self._xml, self._data = xml, data
        p = re.escape(xml.prefix)
        self.cell = re.compile(
            rb"<%bc(?=[\s/>])((?:\s+r=\"([A-Z]{1,3})[0-9]+\"(?=[\s/>]))?[^>]*?)(?:/>|>(.*?)</%bc\s*>)"
            % (p, p),
            re.S,
        )
        self.numbers, self._starts = self._found()

    def _found(self) -> tuple[list[int], array[int]]:
        """The number of each row, and where it stands; one without a number follows the one
        before."""
        opening = re.compile(
            b"<" + re.escape(self._xml.prefix) + rb"row(?=[\s/>])(?: r=\"([0-9]+)\")?"
        )
        numbers: list[int] = []
        starts, number = array("Q"), 0
        for found in opening.finditer(
            self._xml.quiet,
            self._data.body,
            self._data.close,
        ):
            number = int(found[1]) if found[1] else self._number(found.start(), number)
            numbers.append(number)
            starts.append(found.start())
        return numbers, starts

    def _number(self, start: int, before: int) -> int:
        named = attribute(self._xml.quiet[start : self._xml.quiet.index(b">", start)], b"r")
        return int(named) if named else before + 1

    @cached_property
    def _in_order(self) -> bool:
        return all(one < other for one, other in itertools.pairwise(self.numbers))

    def row(self, index: int) -> Row:
        start, quiet = self._starts[index], self._xml.quiet
        body = quiet.index(b">", start) + 1
        if quiet[body - 2 : body] == b"/>":
            return Row(
                self.numbers[index],
                start,
                body,
                body,
                body,
            )
        close = quiet.index(b"</" + self._xml.prefix + b"row", body)
        return Row(
            self.numbers[index],
            start,
            body,
            close,
            quiet.index(b">", close) + 1,
        )

    def between(self, first: int, last: int) -> Iterator[Row]:
        """The rows with numbers from `first` to `last`."""
        if self._in_order:
            return map(
                self.row, range(bisect_left(self.numbers, first), bisect_right(self.numbers, last))
            )
        return (
            self.row(index) for index, number in enumerate(self.numbers) if first <= number <= last
        )

    def place_for(self, number: int) -> int | None:
        """Where a new row belongs: before the first with a higher number, None behind all of
        them."""
        if self._in_order:
            index = bisect_right(self.numbers, number)
        else:
            index = next(
                (index for index, other in enumerate(self.numbers) if other > number),
                len(self.numbers),
            )
        return self._starts[index] if index < len(self.numbers) else None

    def cells(self, row: Row) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The cells of a row with their columns; one without a name follows the one before."""
        column = 0
        for found in self.cell.finditer(
            self._xml.quiet,
            row.body,
            row.close,
        ):
            column = _column(found[2]) if found[2] else position(found[1], column)
            yield column, found

    def shared_cells(self) -> list[SharedCell]:
        """All cells with a shared formula, in their order."""
        found = []
        for row in self.between(1, a1.LAST_ROW):
            if (
                self._xml.quiet.find(
                    b"shared",
                    row.body,
                    row.close,
                )
                >= 0
            ):
                for column, cell in self.cells(row):
                    member = SharedCell.read(
                        self._xml,
                        row.number,
                        column,
                        *cell.span(),
                    )
                    if member:
                        found.append(member)
        return found

    def filled(
        self, area: Area, edited: Mapping[int, Mapping[int, Edit]]
    ) -> tuple[int, int] | None:
        """The first cell of a range that has content and no edit."""
        for row in self.between(area.top, area.bottom):
            for column, cell in self.cells(row):
                inside = area.left <= column <= area.right and column not in edited.get(
                    row.number, ()
                )
                if inside and cell[3] and _CONTENT.search(cell[3]):
                    return row.number, column
        return None


def highest_style(sheet: bytes, least: int) -> int:
    """The highest style index, from `least` on, that a cell, row or column of a sheet names; -1
    where none does. Only where some text looks like one are the tags looked into."""
    likely = set(_LIKE_STYLE.findall(sheet)) | set(_LIKE_COLUMN_STYLE.findall(sheet))
    if max(map(int, likely), default=-1) < least:
        return -1
    sure = set(_STYLE.findall(sheet))
    return max(map(int, sure), default=-1)


@cache
def _column(letters: bytes) -> int:
    return a1.number(letters.decode())
