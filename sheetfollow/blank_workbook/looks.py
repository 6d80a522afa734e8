"""The palette and the cell styles of the shipped workbook, in one place.

Every pair of text and fill has a contrast of 4.5:1 at least, and a word or a sign stands beside
each colour.
"""

from __future__ import annotations

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.dimensions import ColumnDimension

from sheetfollow.schema import DATE_FORMAT, Column, Kind, Look, Status

INPUT_HEADER = Look("1F3A5F", "FFFFFF")
OUTPUT_HEADER = Look("5B6675", "FFFFFF")
INPUT_GROUP = Look("DCE6F2", "1F3A5F")
OUTPUT_GROUP = Look("E6E8EB", "3F4954")
OUTPUT = Look("F3F4F6", "474F59")
MARK = Look("FFF8DC", "3B2A00")
PLAIN = Look("FFFFFF", "22272E")
TITLE = Look("FFFFFF", "1F3A5F")
QUIET = Look("FFFFFF", "4F5761")
ON_TIME = Look("1F5FA8", "FFFFFF")
LATE = Look("F2B441", "22272E")
YES_MARK = Look("D8F0DF", "0B4A2A")
NO_MARK = Look("F9DAD6", "7A1710")
ALARM = Look("FFFFFF", "9C1C14")

FONT = "Calibri"
LINE = "DDE1E6"
_FORMATS = {
    Kind.DATE: DATE_FORMAT,
    Kind.MARK: "d mmm",
    Kind.TIME: "hh:mm",
    Kind.COUNT: "0",
}
_TEXT_KEYS = ("phone", "id")
_NARROW = (Kind.DATE, Kind.TIME, Kind.YES_NO, Kind.MARK, Kind.COUNT)

Styled = Cell | MergedCell | ColumnDimension


def font(look: Look, *, size: int = 11, bold: bool = False, italic: bool = False) -> Font:
    return Font(
        name=FONT,
        size=size,
        bold=bold,
        italic=italic,
        color=f"FF{look.color}",
    )


def fill(look: Look) -> PatternFill:
    return PatternFill("solid", fgColor=f"FF{look.fill}")


def paint(
    cell: Styled, look: Look, *, size: int = 11, bold: bool = False, italic: bool = False
) -> None:
    """Text in the look's colour on its fill; white is left to the sheet."""
    cell.font = font(
        look,
        size=size,
        bold=bold,
        italic=italic,
    )
    if look.fill != "FFFFFF":
        cell.fill = fill(look)


def place(
    cell: Styled, horizontal: str | None = None, vertical: str = "top", *, wrap: bool = True
) -> None:
    cell.alignment = Alignment(
        horizontal=horizontal,
        vertical=vertical,
        wrap_text=wrap,
    )


def number_format(column: Column) -> str:
    """What the column's cells show a value as. Text stops Excel from making a sum of +49 30 or a
    power of an ID."""
    return "@" if column.key in _TEXT_KEYS else _FORMATS.get(column.kind, "General")


def style_value(cell: Styled, column: Column, *, generated: bool) -> None:
    """A cell below the header, or the column itself, so that lines typed below the table look the
    same. Among inputs an output steps back; a sheet that is `generated` as a whole is there to be
    read."""
    quiet = column.output and not generated
    paint(
        cell,
        MARK if column.kind is Kind.MARK else OUTPUT if quiet else PLAIN,
        italic=quiet and column.key != "status",
    )
    place(
        cell,
        "left" if column.kind in _NARROW else None,
        wrap=column.kind not in (Kind.LINK, *_NARROW),
    )
    cell.number_format = number_format(column)
    cell.border = Border(bottom=Side("thin", color=f"FF{LINE}"))


def style_header(cell: Styled, column: Column) -> None:
    paint(
        cell,
        OUTPUT_HEADER if column.output else INPUT_HEADER,
        bold=True,
    )
    place(cell, vertical="center")


def changed(look: Look, *, bold: bool = False, word: str = "") -> DifferentialStyle:
    """The look as a conditional format, which leaves the fill as it is where the look's is white;
    `word` is shown in place of the cell's own, until the next sync writes it."""
    return DifferentialStyle(
        font=Font(color=f"FF{look.color}", bold=bold, italic=False),
        fill=PatternFill(bgColor=f"FF{look.fill}") if look.fill != "FFFFFF" else None,
        numFmt=NumberFormat(
            numFmtId=200 + list(Status).index(Status(word)), formatCode=f';;;"{word}"'
        )
        if word
        else None,
    )
