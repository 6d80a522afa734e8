"""The sheets that the schema names: each one's own head, lines and colours (spec 3)."""

from __future__ import annotations

from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sheetfollow.blank_workbook.grids import first_row, lay_out, two_lines_a_row
from sheetfollow.blank_workbook.looks import (
    INPUT_GROUP,
    OUTPUT_GROUP,
    PLAIN,
    QUIET,
    TITLE,
    paint,
    place,
)
from sheetfollow.blank_workbook.rules import (
    colour_filled,
    colour_marks,
    colour_status,
    grey_closed,
    grey_zero,
    letter,
    listed,
    whole_number,
)
from sheetfollow.letters.wordings import builtin
from sheetfollow.schema import (
    CHECKLIST,
    COMMUNICATIONS,
    DATE_FORMAT,
    HEADER_ROWS,
    INTERVIEWS,
    MESSAGES,
    SETTINGS,
    SETTINGS_SHEET,
    STATUS_LOOKS,
    TODAY,
    TODAY_AS_OF,
    TODAY_CARDS,
    Column,
    Kind,
    Setting,
    Sheet,
    Status,
)

TODAY_ROWS, INTERVIEW_ROWS, LOG_ROWS, CHECKLIST_ROWS = 20, 30, 40, 30
FROZEN_AFTER = "interviewer"
"""The last column of Interviews that stays in sight."""

PRINTED_TO = {
    INTERVIEWS.name: "needs",
    TODAY.name: "why",
    COMMUNICATIONS.name: "response_date",
}
START_HERE = "Start here: type your interviews into Interviews, save and close, then sync."
OLD_COUNTS = "The counts below are as of the last sync: sync again."
NOTHING_NOW = "Nothing to send now."
_LINE_POINTS, _TALLEST = 15, 400
LAST_OF_ALL = 1_048_576


def fill_today(ws: Worksheet) -> None:
    """What to do now: a title, the counts as cards, the table that sync fills. Without filter
    buttons: a row hidden today would hide tomorrow's message, since sync leaves hidden rows
    hidden."""
    lay_out(
        ws,
        TODAY,
        (),
        blank=TODAY_ROWS,
        filters=False,
    )
    first = first_row(TODAY)
    _clear_above(ws, TODAY)
    _title(ws, "Today")
    _as_of(ws)
    _what_now(ws)
    _cards(ws)
    for row, height in {1: 30, 2: 18, 3: 6, 4: 32, 5: 18, 6: 8, 7: 24}.items():
        ws.row_dimensions[row].height = height
    two_lines_a_row(ws)
    colour_status(ws, TODAY, first)
    ws.freeze_panes = f"A{first}"
    ws.sheet_view.showGridLines = False
    ws.sheet_properties.tabColor = TITLE.color
    _print_to(ws, TODAY)


def _clear_above(ws: Worksheet, sheet: Sheet) -> None:
    """The rows above the headers do not take the columns' own look."""
    for row in range(1, HEADER_ROWS[sheet.name]):
        for number in range(1, len(sheet.columns) + 1):
            cell = ws.cell(row, number)
            paint(cell, PLAIN)
            place(cell, vertical="center", wrap=False)


def _title(ws: Worksheet, text: str) -> None:
    ws["A1"] = text
    paint(
        ws["A1"],
        TITLE,
        size=20,
        bold=True,
    )


def _as_of(ws: Worksheet) -> None:
    ws["A2"], ws["C2"] = (
        "Last sync",
        "Sent one? Type x beside it under Sent on, save, sync: it is logged for you.",
    )
    ws[TODAY_AS_OF].number_format = DATE_FORMAT
    place(ws[TODAY_AS_OF], "left", "center", wrap=False)
    for cell in ("A2", TODAY_AS_OF, "C2"):
        paint(ws[cell], QUIET)


def _what_now(ws: Worksheet) -> None:
    """One sentence beside the title: how to start, that the counts are old, or that there is
    nothing to send."""
    overdue, due, *_, last = TODAY_CARDS.values()
    ws["C1"] = (
        f'=IF(SUM({overdue}:{last})=0,"{START_HERE}",IF({TODAY_AS_OF}<TODAY(),"{OLD_COUNTS}",'
        f'IF({overdue}+{due}=0,"{NOTHING_NOW}","")))'
    )
    paint(
        ws["C1"],
        TITLE,
        size=12,
        bold=True,
    )


def _cards(ws: Worksheet) -> None:
    for status, where in TODAY_CARDS.items():
        number, word = ws[where], ws[where].offset(row=1)
        number.value, word.value = 0, str(status)
        paint(
            number,
            STATUS_LOOKS[Status(status)],
            size=20,
            bold=True,
        )
        paint(
            word,
            STATUS_LOOKS[Status(status)],
            bold=True,
        )
        place(number, "center", "bottom", wrap=False)
        place(word, "center", "center", wrap=False)
        number.number_format = "0"
    grey_zero(ws, "A4:G5", "A$4")


def fill_interviews(ws: Worksheet) -> None:
    """The rows that people type, and beside each one what to do."""
    lay_out(ws, INTERVIEWS, (), blank=INTERVIEW_ROWS)
    first = first_row(INTERVIEWS)
    _clear_above(ws, INTERVIEWS)
    _groups(ws)
    ws.print_title_rows = f"1:{first - 1}"
    two_lines_a_row(ws)
    colour_status(ws, INTERVIEWS, first)
    grey_closed(
        ws,
        INTERVIEWS,
        ("company", "job_title", "interviewer", "interview_date"),
        first,
    )
    after = [column.key for column in INTERVIEWS.columns].index(FROZEN_AFTER) + 2
    ws.freeze_panes = f"{get_column_letter(after)}{first}"
    ws.sheet_properties.tabColor = TITLE.color
    _print_to(ws, INTERVIEWS)


def _groups(ws: Worksheet) -> None:
    """A band over the columns of each moment, which says who fills them."""
    number = 1
    for group, members in groupby(INTERVIEWS.columns, key=lambda column: column.group):
        columns = list(members)
        look = OUTPUT_GROUP if columns[0].output else INPUT_GROUP
        for offset in range(len(columns)):
            paint(
                ws.cell(1, number + offset),
                look,
                bold=offset == 0,
            )
        ws.cell(1, number).value = group + _who_fills(columns)
        number += len(columns)
    ws.row_dimensions[1].height = 20


def _who_fills(columns: list[Column]) -> str:
    typed = [column.header for column in columns if not column.output]
    if len(typed) == len(columns):
        return ""
    return (
        f" · sheetfollow fills this; you type {typed[0]}" if typed else " · sheetfollow fills this"
    )


def fill_communications(ws: Worksheet) -> None:
    """The log: what went out and what came back."""
    lay_out(ws, COMMUNICATIONS, (), blank=LOG_ROWS)
    first = first_row(COMMUNICATIONS)
    colour_filled(
        ws,
        letter(COMMUNICATIONS, "check"),
        first,
        STATUS_LOOKS[Status.CHECK_ROW],
    )
    ws.freeze_panes = f"A{first}"
    _print_to(ws, COMMUNICATIONS)


def fill_checklist(ws: Worksheet) -> None:
    """Seven points for each row, filled by sync."""
    lay_out(ws, CHECKLIST, (), blank=CHECKLIST_ROWS)
    first = first_row(CHECKLIST)
    points = [letter(CHECKLIST, column.key) for column in CHECKLIST.columns[2:-1]]
    for point in points:
        place(ws.column_dimensions[point], "center", wrap=False)
        for row in range(first, first + CHECKLIST_ROWS):
            place(ws[f"{point}{row}"], "center", wrap=False)
    colour_marks(ws, tuple(points), first)
    ws.row_dimensions[first - 1].height = 48
    ws.freeze_panes = f"C{first}"


def fill_messages(ws: Worksheet) -> None:
    """The wording, for the user to edit."""
    rows = [(each.message, each.channel, each.subject, each.body) for each in builtin()]
    lay_out(ws, MESSAGES, rows, blank=0)
    first, width = first_row(MESSAGES), MESSAGES.column("body").width
    for row, (*_, body) in enumerate(rows, start=first):
        lines = sum(1 + len(line) // width for line in body.strip().split("\n"))
        ws.row_dimensions[row].height = min(_LINE_POINTS * lines + _LINE_POINTS // 2, _TALLEST)
    ws.freeze_panes = f"C{first}"


def fill_settings(ws: Worksheet) -> None:
    """Each setting with its default and its meaning; each value's cell has its own check."""
    rows = [(each.name, each.default, each.meaning) for each in SETTINGS]
    lay_out(
        ws,
        SETTINGS_SHEET,
        rows,
        blank=0,
        filters=False,
    )
    value = letter(SETTINGS_SHEET, "value")
    for row, setting in enumerate(SETTINGS, start=first_row(SETTINGS_SHEET)):
        cell = ws[f"{value}{row}"]
        place(cell, "left")
        paint(
            ws.cell(row, 1),
            PLAIN,
            bold=True,
        )
        paint(ws.cell(row, 3), QUIET)
        # Text, or Excel would make a date of 5-7 and a number of +49 30
        cell.number_format = "0" if setting.kind is Kind.COUNT else "@"
        _check_setting(ws, setting, cell.coordinate)
    ws.freeze_panes = f"A{first_row(SETTINGS_SHEET)}"


def _check_setting(ws: Worksheet, setting: Setting, cell: str) -> None:
    if setting.kind is Kind.COUNT:
        check = whole_number(0 if setting.key == "decision_grace" else 1, setting.name)
    elif setting.kind in (Kind.YES_NO, Kind.CHOICE):
        check = listed(
            setting.choices or ("Yes", "No"),
            setting.name,
            "Pick one from the list.",
        )
    else:
        return
    check.add(cell)
    ws.add_data_validation(check)


def _print_to(ws: Worksheet, sheet: Sheet) -> None:
    """On paper: what one reads. To the last row there is, which means as far as there is
    something."""
    ws.print_area = f"A1:{letter(sheet, PRINTED_TO[sheet.name])}{LAST_OF_ALL}"
