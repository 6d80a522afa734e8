"""Tables: the one above a new row is extended to include it, and where cells are no table's to
change (spec 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sheetfollow.exceptions import CannotWrite
from sheetfollow.xlsx import a1
from sheetfollow.xlsx.patch.cells import Area
from sheetfollow.xlsx.patch.formulas import Ground
from sheetfollow.xlsx.patch.package import Package
from sheetfollow.xlsx.patch.xml import Xml

Filled = Callable[[Area], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the sheet: its range with headers and totals, and how many rows those take."""

    xml: Xml
    name: str
    area: Area
    headers: int
    totals: int


def tables_of(package: Package, part: str) -> list[Table]:
    """The tables of a sheet."""
    found = []
    for name in package.related(part, "table"):
        xml = package.xml(name)
        area = Area.read(xml.attribute(xml.root, b"ref") or "")
        if area:
            title = (
                xml.attribute(xml.root, b"displayName") or xml.attribute(xml.root, b"name") or name
            )
            headers, totals = (
                xml.attribute(xml.root, b"headerRowCount"),
                xml.attribute(xml.root, b"totalsRowCount"),
            )
            found.append(
                Table(
                    xml,
                    title,
                    area,
                    int(headers or 1),
                    int(totals or 0),
                )
            )
    return found


def fixed_rows(tables: Sequence[Table]) -> list[Ground]:
    """The rows whose texts stand in the table's own part too, so that they cannot change in the
    sheet alone."""
    grounds = []
    for table in tables:
        area = table.area
        if table.headers:
            head = replace(area, bottom=area.top + table.headers - 1)
            grounds.append(
                Ground(
                    head, f"the headers of the table {table.name} in", "rename that column by hand"
                )
            )
        if table.totals:
            foot = replace(area, top=area.bottom - table.totals + 1)
            grounds.append(
                Ground(
                    foot,
                    f"the totals row of the table {table.name} in",
                    "insert rows above it first",
                )
            )
    return grounds


def grow(
    sheet: str,
    tables: list[Table],
    places: Sequence[tuple[int, int]],
    grounds: Sequence[Ground],
    filled: Filled,
) -> None:
    """Extend the tables that end above `places`, which are in the order of their rows.

    `filled` finds the first cell of a range that has content and is no edit's. Raises CannotWrite
    for what stands in the way.
    """
    start = list(tables)
    for row, column in places:
        above = [
            each
            for each in tables
            if each.area.bottom < row and each.area.left <= column <= each.area.right
        ]
        if not above or any(each.area.holds(row, column) for each in tables):
            continue
        table = max(above, key=lambda each: each.area.bottom)
        tables[tables.index(table)] = _grown(
            sheet,
            table,
            row,
            column,
            tables,
            grounds,
            filled,
        )
    for old, new in zip(start, tables, strict=True):
        if new.area != old.area:
            _write(old, new.area)


def _grown(
    sheet: str,
    table: Table,
    row: int,
    column: int,
    tables: Sequence[Table],
    grounds: Sequence[Ground],
    filled: Filled,
) -> Table:
    place = f"{sheet}!{a1.name(row, column)}"
    if table.totals:
        raise CannotWrite(
            f"{place}: the table {table.name} above ends with a totals row; insert rows above it,"
            " or turn it off"
        )
    area = replace(table.area, bottom=row)
    added = replace(area, top=table.area.bottom + 1)
    for other in tables:
        if other is not table and other.area.meets(added):
            raise CannotWrite(
                f"{place}: the table {other.name} in {other.area} leaves no room for {table.name};"
                " move it"
            )
    for ground in grounds:
        if ground.area.meets(added):
            raise CannotWrite(
                f"{place}: {ground.owner} {ground.area} leave the table {table.name} no room;"
                f" {ground.remedy}"
            )
    found = filled(added)
    if found:
        raise CannotWrite(
            f"{place}: the content of {a1.name(*found)} leaves the table {table.name} no room; move"
            " it, or extend the table over it"
        )
    return replace(table, area=area)


def _write(table: Table, area: Area) -> None:
    """The new range of a table, and of its filter, which leaves out the totals."""
    xml = table.xml
    xml.set_attribute(xml.root, b"ref", str(area))
    filter_ = xml.child(xml.root, b"autoFilter")
    if filter_:
        present = Area.read(xml.attribute(filter_, b"ref") or "") or area
        xml.set_attribute(
            filter_,
            b"ref",
            str(replace(present, bottom=area.bottom)),
        )
