"""Summary: counts by formula, and the charts over them (spec 3). Sync never writes here."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

from sheetfollow.blank_workbook.grids import print_landscape
from sheetfollow.blank_workbook.looks import (
    INPUT_HEADER,
    LATE,
    ON_TIME,
    OUTPUT,
    PLAIN,
    QUIET,
    TITLE,
    paint,
    place,
)
from sheetfollow.blank_workbook.rules import letter
from sheetfollow.schema import (
    CHECKLIST,
    COMMUNICATIONS,
    INTERVIEWS,
    STATUS_LOOKS,
    Look,
    Message,
    Sheet,
    Status,
)

SENT = Look("B9C6D6", "22272E")
COUNT = '0;-0;"–"'
_ALWAYS = "+0*TODAY()"
"""LibreOffice takes the results in a file as they are, but for those of formulas that depend on the
day."""

_LABELS, _FIRST, _SECOND = 1, 2, 3
_WIDTHS = {"A": 30, "B": 12, "C": 12, "D": 3} | dict.fromkeys("EFGHIJKLMNOP", 9.6)
_EMU_A_LETTER, _GAP = 66_675, 110_000
"""Drawing units: a letter of Calibri 11 is 7 pixels wide, the gap beside a chart 12."""

# the first and the last cell that each chart covers; so none lies over another, however wide a
# program makes the columns
_BY_STATUS, _ON_TIME, _REPLIES = ("E3", "J17"), ("K3", "P17"), ("E19", "P34")


@dataclass(frozen=True, slots=True)
class Block:
    """A small table at `row`: its title, its headers, and lines of a label with its formulas."""

    row: int
    title: str
    headers: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]

    @property
    def first(self) -> int:
        return self.row + 2

    @property
    def last(self) -> int:
        return self.row + 1 + len(self.lines)


def blocks() -> tuple[Block, Block, Block]:
    """Interviews by status, what was on time, and what was answered, each from the columns of other
    sheets."""
    return (
        Block(
            3,
            "Interviews by status",
            ("Status", "Rows"),
            tuple(_status_line(each) for each in STATUS_LOOKS),
        ),
        Block(13, "On time and late", ("Follow-up", "On time", "Late"), _time_lines()),
        Block(
            19,
            "Replies by message",
            ("Message", "Sent", "Answered"),
            tuple(_reply_line(each) for each in Message),
        ),
    )


def _status_line(status: Status) -> tuple[str, str]:
    return status.value, _count(_cells(INTERVIEWS, "status"), status)


def _time_lines() -> tuple[tuple[str, str, str], ...]:
    thanked, waited, status = (
        _cells(CHECKLIST, "thanked"),
        _cells(CHECKLIST, "waited"),
        _cells(INTERVIEWS, "status"),
    )
    return (
        ("Thank-you within 24 hours", _count(thanked, "✓"), _count(thanked, "✗")),
        ("Second follow-up not too soon", _count(waited, "✓"), _count(waited, "✗")),
        ("To send now", _count(status, Status.DUE), _count(status, Status.OVERDUE)),
    )


def _reply_line(message: Message) -> tuple[str, str, str]:
    named = f'{_cells(COMMUNICATIONS, "message")},"{message}"'
    received = f'{_cells(COMMUNICATIONS, "direction")},"Received"'
    answered = f'{_cells(COMMUNICATIONS, "response")},"?*"'
    sent = f"=COUNTIFS({named})-COUNTIFS({named},{received}){_ALWAYS}"
    return message.value, sent, f"=COUNTIFS({named},{answered}){_ALWAYS}"


def _count(cells: str, word: str) -> str:
    return f'=COUNTIF({cells},"{word}"){_ALWAYS}'


def _cells(sheet: Sheet, key: str) -> str:
    """The whole column, so that no row is beyond it; its header is none of the words that are
    counted."""
    column = letter(sheet, key)
    return f"{sheet.name}!${column}:${column}"


def fill(ws: Worksheet) -> None:
    """The three blocks and a chart beside each."""
    ws["A1"] = "Summary"
    paint(
        ws["A1"],
        TITLE,
        size=20,
        bold=True,
    )
    place(ws["A1"], vertical="center", wrap=False)
    ws.row_dimensions[1].height = 30
    ws["E1"] = "Counted from your other sheets; it follows each sync by itself."
    paint(ws["E1"], QUIET)
    place(ws["E1"], vertical="center", wrap=False)
    for name, width in _WIDTHS.items():
        ws.column_dimensions[name].width = width
    by_status, on_time, replies = blocks()
    for block in (by_status, on_time, replies):
        _write(ws, block)
    _add(ws, _by_status(ws, by_status), *_BY_STATUS)
    _add(
        ws,
        _stacked(ws, on_time, (ON_TIME, LATE)),
        *_ON_TIME,
    )
    _add(
        ws,
        _beside(ws, replies, (SENT, ON_TIME)),
        *_REPLIES,
    )
    ws.sheet_view.showGridLines = False
    print_landscape(ws)
    ws.page_setup.fitToHeight = 1


def _add(ws: Worksheet, chart: BarChart, first: str, last: str) -> None:
    """The chart over the cells from `first` to `last`, but for the gap on its right."""
    start, end = ws[first], ws[last]
    corner = AnchorMarker(col=start.column - 1, row=start.row - 1)
    width = round(_WIDTHS[end.column_letter] * _EMU_A_LETTER) - _GAP
    opposite = AnchorMarker(
        col=end.column - 1,
        row=end.row,
        colOff=width,
    )
    chart.anchor = TwoCellAnchor(
        "twoCell",
        _from=corner,
        to=opposite,
    )  # type: ignore[assignment]
    ws.add_chart(chart)


def _write(ws: Worksheet, block: Block) -> None:
    ws.cell(block.row, 1, block.title)
    paint(
        ws.cell(block.row, 1),
        TITLE,
        size=13,
        bold=True,
    )
    for number, header in enumerate(block.headers, start=1):
        cell = ws.cell(
            block.row + 1,
            number,
            header,
        )
        paint(cell, INPUT_HEADER, bold=True)
        place(
            cell,
            "left" if number == 1 else "right",
            "center",
            wrap=False,
        )
    for row, line in enumerate(block.lines, start=block.first):
        for number, value in enumerate(line, start=1):
            cell = ws.cell(row, number, value)
            paint(cell, PLAIN if number == 1 else OUTPUT)
            cell.number_format = COUNT
            place(
                cell,
                "left" if number == 1 else "right",
                "center",
                wrap=False,
            )


def _chart(ws: Worksheet, block: Block, columns: tuple[int, ...]) -> BarChart:
    chart = BarChart()
    chart.type, chart.style = "bar", 10
    chart.title = _title(block.title)
    for column in columns:
        chart.add_data(
            Reference(
                ws,
                column,
                block.row + 1,
                column,
                block.last,
            ),
            titles_from_data=True,
        )
    chart.set_categories(Reference(ws, _LABELS, block.first, _LABELS, block.last))
    chart.gapWidth = 40
    chart.x_axis.delete = False
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.scaling.orientation = "maxMin"  # the first line on top, as in the table
    chart.y_axis.majorGridlines = None
    chart.y_axis.delete = True  # each bar says its number
    chart.dataLabels = _labels(PLAIN.color)
    return chart


def _by_status(ws: Worksheet, block: Block) -> BarChart:
    """A bar for each status in its own colour."""
    chart = _chart(ws, block, (_FIRST,))
    chart.legend = None
    for index, look in enumerate(STATUS_LOOKS.values()):
        edge = LineProperties(solidFill=look.color if look.color != "FFFFFF" else look.fill)
        chart.series[0].dPt.append(
            DataPoint(idx=index, spPr=GraphicalProperties(solidFill=look.fill, ln=edge))
        )
    return chart


def _title(text: str) -> Title:
    letters = CharacterProperties(
        sz=1300,
        b=True,
        solidFill=TITLE.color,
    )
    line = Paragraph(
        pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=text)]
    )
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def _labels(colour: str) -> DataLabelList:
    """Each bar's number; a bar of nothing has none."""
    letters = ParagraphProperties(defRPr=CharacterProperties(sz=900, solidFill=colour))
    text = RichText(p=[Paragraph(pPr=letters, endParaRPr=CharacterProperties())])
    shown = {
        "showSerName": False,
        "showCatName": False,
        "showLegendKey": False,
        "showPercent": False,
    }
    return DataLabelList(
        showVal=True,
        numFmt="0;;",
        txPr=text,
        **shown,
    )


def _stacked(ws: Worksheet, block: Block, looks: tuple[Look, Look]) -> BarChart:
    """The numbers stand in the bars, so they take the colour that can be read there."""
    chart = _coloured(_chart(ws, block, (_FIRST, _SECOND)), looks)
    for series, look in zip(chart.series, looks, strict=True):
        series.dLbls = _labels(look.color)
    chart.grouping, chart.overlap = "stacked", 100
    return chart


def _beside(ws: Worksheet, block: Block, looks: tuple[Look, Look]) -> BarChart:
    return _coloured(_chart(ws, block, (_FIRST, _SECOND)), looks)


def _coloured(chart: BarChart, looks: tuple[Look, Look]) -> BarChart:
    """A dark and a light colour, which differ in grey too."""
    for series, look in zip(chart.series, looks, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=look.fill)
    chart.legend.position = "b"
    return chart
