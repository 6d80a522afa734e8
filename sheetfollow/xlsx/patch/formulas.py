"""Formulas that belong to more than one cell: where nothing may be written, and how a shared one is
passed on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheetfollow.exceptions import CannotWrite
from sheetfollow.xlsx import a1
from sheetfollow.xlsx.patch.cells import Area
from sheetfollow.xlsx.patch.package import Package
from sheetfollow.xlsx.patch.xml import Xml, attribute, escape, unescape, with_attribute

_ARRAY = re.compile(rb"<(?:\w+:)?f(\s[^>]*?\bt\s*=\s*[\"'](array|dataTable)[\"'][^>]*)>")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell(\s[^>]*?)/?>")
_FORMULA = re.compile(rb"<(?:\w+:)?f(\s[^>]*?)(/>|>(.*?)</(?:\w+:)?f\s*>)", re.S)
_BLANKS = re.compile(r"(\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\[[^\]]*\])|([ \t\r\n]+)")
_OF_PIVOT = ("the pivot table in", "move the pivot table or the column first")


@dataclass(frozen=True, slots=True)
class Ground:
    """A range that belongs to something else: what it is, and what the user can do about it."""

    area: Area
    owner: str
    remedy: str
    free: tuple[int, int] | None = None


class Guard:
    """The ranges of one sheet in which no cell may be written, or only the first of a merged
    range."""

    def __init__(self, package: Package, part: str) -> None:
        xml = package.xml(part)
        self.grounds = [
            *_arrays(xml),
            *_merges(xml),
            *_pivots(package, part),
        ]

    def check(self, sheet: str, changes: Mapping[int, Mapping[int, object]]) -> None:
        """`changes` by row and column. Raises CannotWrite for the first one on another's ground."""
        rows_of: dict[int, list[int]] = {}
        for row in sorted(changes) if self.grounds else ():
            for column in changes[row]:
                rows_of.setdefault(column, []).append(row)
        columns = sorted(rows_of)
        for ground in self.grounds:
            for column in _within(columns, ground.area.left, ground.area.right):
                for row in _within(
                    rows_of[column],
                    ground.area.top,
                    ground.area.bottom,
                ):
                    refuse(sheet, row, column, [ground])


def _within(numbers: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of the sorted numbers that lie between two."""
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def refuse(sheet: str, row: int, column: int, grounds: Sequence[Ground]) -> None:
    """Raises CannotWrite for a cell on one of the grounds."""
    for ground in grounds:
        if ground.area.holds(row, column) and (row, column) != ground.free:
            place = f"{sheet}!{a1.name(row, column)}"
            raise CannotWrite(f"{place} belongs to {ground.owner} {ground.area}; {ground.remedy}")


def _arrays(xml: Xml) -> Iterator[Ground]:
    some = b"array" in xml.quiet or b"dataTable" in xml.quiet
    for found in _ARRAY.finditer(xml.quiet) if some else ():
        area = Area.read(attribute(found[1], b"ref") or "")
        if area and found[2] == b"array":
            yield Ground(area, "the array formula in", "move or clear that formula first")
        elif area:
            yield Ground(area, "the what-if data table in", "move or clear that data table first")


def _merges(xml: Xml) -> Iterator[Ground]:
    for found in _MERGE.finditer(xml.quiet) if b"mergeCell" in xml.quiet else ():
        area = Area.read(attribute(found[1], b"ref") or "")
        if area:
            yield Ground(area, "the merged cells", "unmerge them first", (area.top, area.left))


def _pivots(package: Package, part: str) -> Iterator[Ground]:
    for name in package.related(part, "pivotTable"):
        xml = package.xml(name)
        location = xml.child(xml.root, b"location")
        area = Area.read(xml.attribute(location, b"ref") or "") if location else None
        if location and area:
            yield Ground(area, *_OF_PIVOT)
            rows, columns = (
                int(xml.attribute(location, key) or 0) for key in (b"rowPageCount", b"colPageCount")
            )
            # the filters stand above, with a blank row between and a blank column after each pair
            if rows:
                right = area.left + 3 * max(columns, 1) - 2
                yield Ground(
                    Area(
                        area.top - 1 - rows,
                        area.left,
                        area.top - 2,
                        right,
                    ),
                    *_OF_PIVOT,
                )


@dataclass(frozen=True, slots=True)
class SharedCell:
    """A cell with a shared formula: its place, the span of its `<f>`, its attributes, and its text
    if it has one."""

    row: int
    column: int
    start: int
    end: int
    attributes: bytes
    text: bytes | None

    @property
    def group(self) -> str:
        return attribute(self.attributes, b"si") or ""

    @property
    def leads(self) -> bool:
        """Whether the others of its group take their formula from this cell."""
        return bool(self.text) and attribute(self.attributes, b"ref") is not None

    @classmethod
    def read(cls, xml: Xml, row: int, column: int, start: int, end: int) -> SharedCell | None:
        """The shared formula within a cell's content, None where it has none."""
        found = _FORMULA.search(xml.quiet, start, end)
        if found is None or attribute(found[1], b"t") != "shared":
            return None
        text = xml.data[found.start(3) : found.end(3)] if found[3] is not None else None
        return cls(
            row,
            column,
            found.start(),
            found.end(),
            found[1],
            text,
        )


def pass_on(
    xml: Xml, sheet: str, cells: Sequence[SharedCell], edited: Mapping[int, Mapping[int, object]]
) -> None:
    """Where the cell that leads a shared formula is edited, the next one of its group leads from
    now on.

    `cells` are all those with shared formulas, in the order of the sheet. Raises CannotWrite where
    the formula cannot be said from the next cell.
    """
    for members in _groups(cells):
        leaders = [cell for cell in members if cell.leads]
        left = [cell for cell in members if cell.column not in edited.get(cell.row, ())]
        if leaders and left and leaders[0] not in left:
            _hand_over(xml, sheet, leaders[0], left)


def _groups(cells: Sequence[SharedCell]) -> list[list[SharedCell]]:
    """The cells of each shared formula: a new leader begins a group, whatever its number."""
    groups: dict[str, list[SharedCell]] = {}
    closed: list[list[SharedCell]] = []
    for cell in cells:
        if cell.leads:
            closed.append(groups.pop(cell.group, []))
        groups.setdefault(cell.group, []).append(cell)
    return [*closed, *groups.values()]


def _hand_over(xml: Xml, sheet: str, old: SharedCell, left: Sequence[SharedCell]) -> None:
    new = left[0]
    area = Area(
        new.row,
        new.column,
        new.row,
        new.column,
    )
    for cell in left:
        area = area.around(
            Area(
                cell.row,
                cell.column,
                cell.row,
                cell.column,
            )
        )
    text = _translated(
        sheet,
        unescape((old.text or b"").decode()),
        old,
        new,
    )
    attributes = with_attribute(
        new.attributes.rstrip(b"/ "),
        b"ref",
        str(area),
    )
    tag = xml.prefix + b"f"
    xml.splice(
        new.start,
        new.end,
        b"<" + tag + attributes + b">" + escape(text).encode() + b"</" + tag + b">",
    )


def _translated(sheet: str, text: str, old: SharedCell, new: SharedCell) -> str:
    origin, place = a1.name(old.row, old.column), a1.name(new.row, new.column)
    moved = _moved(text, origin, place)
    if moved is None or ("#REF!" in moved and "#REF!" not in text):
        raise CannotWrite(
            f"{sheet}!{origin}: other cells share its formula, which cannot be passed on to"
            f" {place}; clear the formula there first"
        )
    return moved


def _moved(text: str, origin: str, place: str) -> str | None:
    """The formula of one cell as another cell says it, its blanks as they are; None where that
    cannot be told. The translator keeps one blank of several, so it gets one for each run."""
    from openpyxl.formula.translate import Translator, TranslatorError

    blanks: list[str] = []

    def shortened(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        blanks.append(found[2])
        return " "

    short = _BLANKS.sub(shortened, text)
    try:
        moved = str(Translator("=" + short, origin).translate_formula(place))[1:]
    except TranslatorError:
        return None
    left = iter(blanks)
    try:
        whole = _BLANKS.sub(lambda found: found[1] or next(left), moved)
    except StopIteration:
        return None
    return whole if next(left, None) is None else None
