"""What people do to a workbook in Excel, done to its XML: sort, delete, hide, group, filter, move
and rename.

Each function takes a shipped workbook's bytes and gives those that Excel would leave, as far as the
sheet Interviews and what refers to it goes. None knows how sheetfollow writes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from sheetfollow.schema import INTERVIEWS
from tests.helpers.loss_meter import letters_of, number_of

SHEET, TABLE = "xl/worksheets/sheet2.xml", "xl/tables/table2.xml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REFERENCE = re.compile(r"(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b")
WIDTH = len(INTERVIEWS.columns)
Where = Callable[[str, int], tuple[str, int]]


def changed(data: bytes, part: str, change: Callable[[etree._Element], None]) -> bytes:
    """The package with one part changed as XML."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(
                    root, xml_declaration=True, encoding="UTF-8", standalone=True
                )
            after.writestr(name, content)
    return out.getvalue()


def sort_rows(data: bytes, order: Mapping[int, int]) -> bytes:
    """The cells of each row at the place that `order` gives it; heights and what is hidden stay
    where they were."""

    def change(sheet: etree._Element) -> None:
        rows = {int(row.get("r")): row for row in sheet.iter(f"{MAIN}row")}
        cells = {number: list(rows[number]) for number in order}
        for number, to in order.items():
            rows[to][:] = cells[number]
        _relocate(sheet, lambda column, row: (column, order.get(row, row)), (f"{MAIN}hyperlink",))
        for row in rows.values():
            for cell in row:
                cell.set("r", f"{cell.get('r').rstrip('0123456789')}{row.get('r')}")

    return changed(data, SHEET, change)


def delete_row(data: bytes, number: int) -> bytes:
    """The table row away, and all below it one up."""

    def up(column: str, row: int) -> tuple[str, int]:
        return column, row - (row > number)

    def change(sheet: etree._Element) -> None:
        for link in list(sheet.iter(f"{MAIN}hyperlink")):
            if link.get("ref").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(number):
                link.getparent().remove(link)
        for row in list(sheet.iter(f"{MAIN}row")):
            if int(row.get("r")) == number:
                row.getparent().remove(row)
            elif int(row.get("r")) > number:
                row.set("r", str(int(row.get("r")) - 1))
        _relocate(sheet, up)

    return changed(changed(data, SHEET, change), TABLE, lambda table: _relocate(table, up))


def turn_columns(data: bytes) -> bytes:
    """Every column at another place: the last one first."""
    to = {letters_of(number): letters_of(WIDTH + 1 - number) for number in range(1, WIDTH + 1)}

    def turn(column: str, row: int) -> tuple[str, int]:
        return to.get(column, column), row

    def change(sheet: etree._Element) -> None:
        _relocate(sheet, turn)
        for row in sheet.iter(f"{MAIN}row"):
            row[:] = sorted(row, key=lambda cell: number_of(cell.get("r").rstrip("0123456789")))
        (columns,) = sheet.iter(f"{MAIN}cols")
        columns[:] = reversed(columns)
        for number, column in enumerate(columns, start=1):
            column.set("min", str(number))
            column.set("max", str(number))

    def turn_table(table: etree._Element) -> None:
        (columns,) = table.iter(f"{MAIN}tableColumns")
        columns[:] = reversed(columns)

    return changed(changed(data, SHEET, change), TABLE, turn_table)


def hide_columns(data: bytes, letters: Iterable[str]) -> bytes:
    numbers = {str(number_of(each)) for each in letters}

    def change(sheet: etree._Element) -> None:
        for column in sheet.iter(f"{MAIN}col"):
            if column.get("min") in numbers:
                column.set("hidden", "1")

    return changed(data, SHEET, change)


def hide_rows(data: bytes, rows: Iterable[int], *, grouped: bool = False) -> bytes:
    """By hand, or folded away as a group."""

    def change(sheet: etree._Element) -> None:
        for row in sheet.iter(f"{MAIN}row"):
            if int(row.get("r")) in rows:
                row.set("hidden", "1")
                if grouped:
                    row.set("outlineLevel", "1")
            elif grouped and int(row.get("r")) == max(rows) + 1:
                row.set("collapsed", "1")

    return changed(data, SHEET, change)


def filter_column(data: bytes, number: int, word: str, hidden: Iterable[int]) -> bytes:
    """The table shows only rows with that word in its column, counted from 0."""

    def change(table: etree._Element) -> None:
        (filter_,) = table.iter(f"{MAIN}autoFilter")
        column = etree.SubElement(filter_, f"{MAIN}filterColumn", colId=str(number))
        etree.SubElement(etree.SubElement(column, f"{MAIN}filters"), f"{MAIN}filter", val=word)

    return hide_rows(changed(data, TABLE, change), hidden)


def rename_header(data: bytes, old: str, new: str) -> bytes:
    """A header in its cell and in its table."""

    def change(sheet: etree._Element) -> None:
        for text in sheet.iter(f"{MAIN}t"):
            if text.text == old:
                text.text = new

    def change_table(table: etree._Element) -> None:
        for column in table.iter(f"{MAIN}tableColumn"):
            if column.get("name") == old:
                column.set("name", new)

    for part, how in ((SHEET, change), ("xl/sharedStrings.xml", change), (TABLE, change_table)):
        data = changed(data, part, how)
    return data


def _relocate(part: etree._Element, where: Where, tags: tuple[str, ...] = ()) -> None:
    """Each reference of the part, in attributes and formulas, at its new place."""

    def at(match: re.Match[str]) -> str:
        column, row = where(match[2], int(match[4]))
        return f"{match[1]}{column}{match[3]}{row}"

    for element in part.iter(*tags):
        for key in ("ref", "sqref", "r"):
            if key in element.attrib and element.tag != f"{MAIN}row":
                element.set(key, REFERENCE.sub(at, element.get(key)))
        if element.tag in (f"{MAIN}formula", f"{MAIN}formula1", f"{MAIN}f") and element.text:
            element.text = REFERENCE.sub(at, element.text)
