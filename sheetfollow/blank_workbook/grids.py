"""A sheet of the schema as a table: headers, notes, blank lines, checks and how it prints (spec
3)."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as _Text
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from sheetfollow.blank_workbook.looks import style_header, style_value
from sheetfollow.blank_workbook.rules import check_inputs, letter
from sheetfollow.schema import CHECKLIST, HEADER_ROWS, TODAY, Column, Sheet

GENERATED = (TODAY, CHECKLIST)
A4 = 9
MARGINS = {
    "left": 0.4,
    "right": 0.4,
    "top": 0.5,
    "bottom": 0.6,
    "header": 0.3,
    "footer": 0.3,
}
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 260, 20, 34


def first_row(sheet: Sheet) -> int:
    """The row below the sheet's headers."""
    return HEADER_ROWS[sheet.name] + 1


def lay_out(
    ws: Worksheet,
    sheet: Sheet,
    rows: Sequence[Sequence[object]],
    *,
    blank: int,
    filters: bool = True,
) -> None:
    """Headers with their notes, these rows and `blank` more, the table around them, checks and
    widths."""
    first = first_row(sheet)
    last = first + len(rows) + blank - 1
    _headers(ws, sheet, first - 1)
    for number, column in enumerate(sheet.columns, start=1):
        for row in range(first, last + 1):
            cell = ws.cell(row, number)
            style_value(cell, column, generated=sheet in GENERATED)
            if row - first < len(rows):
                cell.value = rows[row - first][number - 1] or None  # type: ignore[assignment]
    _columns(ws, sheet)
    _table(
        ws,
        sheet,
        first - 1,
        last,
        filters=filters,
    )
    check_inputs(ws, sheet, first)
    print_landscape(ws)
    ws.print_title_rows = f"{first - 1}:{first - 1}"


def _headers(ws: Worksheet, sheet: Sheet, row: int) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        cell = ws.cell(row, number, column.header)
        style_header(cell, column)
        if column.note:
            cell.comment = note(column)
    ws.row_dimensions[row].height = 32


def note(column: Column) -> Comment:
    """The column's note, and who fills it, in a box that shows all of it."""
    text = f"{column.note}\n{filled_by(column)}" if filled_by(column) else column.note
    lines = sum(1 + len(line) // _NOTE_LETTERS for line in text.split("\n"))
    return Comment(
        text,
        "sheetfollow",
        width=_NOTE_WIDTH,
        height=_NOTE_LINE * lines + 16,
    )


def filled_by(column: Column) -> str:
    if column.output:
        return "Filled by sheetfollow; what you type here is replaced."
    return "Needed in every row." if column.required else ""


def _columns(ws: Worksheet, sheet: Sheet) -> None:
    for column in sheet.columns:
        dimension = ws.column_dimensions[letter(sheet, column.key)]
        dimension.width = (
            column.width + 0.71
        )  # Excel's own margin: the width is then that of the characters
        style_value(dimension, column, generated=sheet in GENERATED)


def _table(ws: Worksheet, sheet: Sheet, header: int, last: int, *, filters: bool) -> None:
    table = Table(
        displayName=sheet.table, ref=f"A{header}:{get_column_letter(len(sheet.columns))}{last}"
    )
    for number, column in enumerate(sheet.columns, start=1):
        table.tableColumns.append(TableColumn(id=number, name=column.header))
    if filters:
        table.autoFilter = AutoFilter(ref=table.ref)
    table.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=True)
    ws.add_table(table)


def two_lines_a_row(ws: Worksheet) -> None:
    """Room for a reason of two lines: LibreOffice does not fit a row's height to what was written
    into the file."""
    ws.sheet_format.defaultRowHeight, ws.sheet_format.customHeight = 30, True


def print_landscape(ws: Worksheet) -> None:
    """One page wide on A4 and on Letter, the header on each page, the sheet and the page number
    below."""
    ws.page_setup.orientation = "landscape"
    ws.page_setup.paperSize = A4
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side, inches in MARGINS.items():
        setattr(ws.page_margins, side, inches)
    ws.HeaderFooter.oddFooter = HeaderFooterItem(left=_Text("&A"), right=_Text("Page &P of &N"))
