"""Guide: how to use the workbook, the timeline, do and don't, the checklist; on one screen (spec
3)."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from sheetfollow.blank_workbook.grids import print_landscape
from sheetfollow.blank_workbook.looks import (
    INPUT_GROUP,
    NO_MARK,
    PLAIN,
    QUIET,
    TITLE,
    YES_MARK,
    paint,
    place,
)
from sheetfollow.schema import Look

STEPS = (
    ("1", "Fill in Settings once: your name and how to reach you."),
    ("2", "After each talk, add one line per person to Interviews."),
    ("3", "Note the topic and the challenge while they are fresh."),
    ("4", "Save, close, run sheetfollow sync; or leave its watch on."),
    ("5", "Open Today. Read each draft, mend it, send it yourself."),
    ("6", "Type x under Sent on. The next sync logs it and plans on."),
    ("7", "They answered? Add a Received line to Communications."),
)
TIMELINE = (
    ("Same day or next", "Thank-you to each person you met, within 24 hours"),
    ("Day 2 to 3", "Check-in that adds a thought and asks for nothing"),
    ("Day 5 to 7", "Second follow-up: still keen, short, without hurry"),
    ("Day 10 to 12", "Call, or write where calls are not welcome"),
    ("Then", "Every 5 to 7 days; after four unanswered a closing note"),
    ("A date was named", "Silence until it has passed, and two working days more"),
    ("They wrote", "Answer by the next working day"),
    ("Offer, rejection", "Thank them within a day or two; never burn the bridge"),
)
DO = (
    "Write to one person about one talk",
    "Name something only you two discussed",
    "Stay below 200 words",
    "Sound like yourself on a good day",
    "Leave days between two messages",
)
DO_NOT = (
    "Send the same text to a whole panel",
    "Tell your CV once more",
    "Press for news or count the days aloud",
    "Use slang, emoji or capitals for effect",
    "Write twice in one day",
)
CHECKLIST_POINTS = (
    "Thanked everyone within 24 hours",
    "Names, role and topic are in the text",
    "Read once more for slips",
    "The sample you talked about is attached",
    "Five to seven days before the second one",
    "Logged: date, way, answer",
    "Phone script at hand before you call",
)
_WIDTHS = {
    "A": 2,
    "B": 4,
    "C": 58,
    "D": 3,
    "E": 20,
    "F": 28,
    "G": 3,
    "H": 42,
}


def fill(ws: Worksheet) -> None:
    """Two columns of four short lists."""
    for name, width in _WIDTHS.items():
        ws.column_dimensions[name].width = width
    ws["B1"] = "How this workbook works"
    paint(
        ws["B1"],
        TITLE,
        size=20,
        bold=True,
    )
    ws["B2"] = (
        "You type into the blue headers. The grey ones are filled by sheetfollow. Nothing is ever"
        " sent for you."
    )
    paint(ws["B2"], QUIET)
    ws.row_dimensions[1].height, ws.row_dimensions[2].height = 32, 20
    _steps(ws, 4)
    _timeline(ws, 4)
    _signed(
        ws,
        14,
        "Before you press send",
        ("B", "C"),
        "✓",
        CHECKLIST_POINTS,
        YES_MARK,
    )
    _pair(ws, 14)
    ws.sheet_view.showGridLines = False
    ws.sheet_view.showRowColHeaders = False
    print_landscape(ws)
    ws.page_setup.fitToHeight = 1
    ws.print_area = "A1:H22"


def _heading(
    ws: Worksheet, row: int, first: str, last: str, text: str, look: Look = INPUT_GROUP
) -> None:
    ws[f"{first}{row}"] = text
    for code in range(ord(first), ord(last) + 1):
        cell = ws[f"{chr(code)}{row}"]
        paint(cell, look, size=12, bold=True)
        place(cell, vertical="center", wrap=False)
    ws.row_dimensions[row].height = 22


def _line(ws: Worksheet, cell: str, text: str, *, bold: bool = False, look: Look = PLAIN) -> None:
    ws[cell] = text
    paint(ws[cell], look, bold=bold)
    place(ws[cell], vertical="center", wrap=False)
    ws.row_dimensions[ws[cell].row].height = 19


def _steps(ws: Worksheet, row: int) -> None:
    _heading(ws, row, "B", "C", "How to use it")
    for offset, (number, text) in enumerate(STEPS, start=1):
        _line(
            ws,
            f"B{row + offset}",
            number,
            bold=True,
            look=TITLE,
        )
        _line(ws, f"C{row + offset}", text)


def _timeline(ws: Worksheet, row: int) -> None:
    _heading(ws, row, "E", "H", "When to write (Settings can change the days)")
    for offset, (when, what) in enumerate(TIMELINE, start=1):
        _line(
            ws,
            f"E{row + offset}",
            when,
            bold=True,
            look=TITLE,
        )
        _line(ws, f"F{row + offset}", what)


def _signed(
    ws: Worksheet,
    row: int,
    title: str,
    columns: tuple[str, str],
    sign: str,
    lines: tuple[str, ...],
    look: Look,
) -> None:
    """A list whose lines each begin with a sign, so that colour is not all that tells them
    apart."""
    _heading(
        ws,
        row,
        columns[0],
        columns[1],
        title,
        look,
    )
    for offset, text in enumerate(lines, start=1):
        _line(ws, f"{columns[0]}{row + offset}", sign, bold=True)
        _line(ws, f"{columns[1]}{row + offset}", text)


def _pair(ws: Worksheet, row: int) -> None:
    _heading(ws, row, "E", "F", "Do", YES_MARK)
    _heading(ws, row, "H", "H", "Don't", NO_MARK)
    for offset, (good, bad) in enumerate(
        zip(
            DO,
            DO_NOT,
            strict=True,
        ),
        start=1,
    ):
        _line(ws, f"E{row + offset}", f"✓  {good}")
        _line(ws, f"H{row + offset}", f"✗  {bad}")
