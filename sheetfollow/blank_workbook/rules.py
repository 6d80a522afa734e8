"""What a column lets one type, and how its cells look by what stands in them (spec 3, 4, 7)."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sheetfollow.blank_workbook.looks import ALARM, NO_MARK, OUTPUT, YES_MARK, changed
from sheetfollow.schema import STATUS_LOOKS, Column, Kind, Look, Sheet, Status

LAST_ROW = 2000
"""Checks and colours reach this far below the table: LibreOffice does not grow a table by
typing."""

_MARK_PROMPT = (
    "Type x for today, or the date. Save, then sync: it is logged, and the cell is emptied."
)
EARLIEST, LATEST = 32874, 109574  # 1990-01-01 and 2199-12-31 as serials


def letter(sheet: Sheet, key: str) -> str:
    """The letter of a column in the shipped workbook, whose columns stand in the schema's order."""
    return get_column_letter([column.key for column in sheet.columns].index(key) + 1)


def check_inputs(ws: Worksheet, sheet: Sheet, first: int) -> None:
    """A drop-down or a check on each input column, from `first` down to LAST_ROW."""
    for column in sheet.inputs:
        where = letter(sheet, column.key)
        check = validation(column, f"{where}{first}")
        if check:
            check.add(f"{where}{first}:{where}{LAST_ROW}")
            ws.add_data_validation(check)


def validation(column: Column, cell: str) -> DataValidation | None:
    """The check of one input column, None where anything goes. Only a choice is enforced: what the
    reader understands all the same (tbd, today, y) is let through with a hint."""
    makers = {
        Kind.CHOICE: _choice,
        Kind.YES_NO: _yes_no,
        Kind.DATE: _date,
        Kind.TIME: _time,
        Kind.MARK: _mark,
        Kind.EMAIL: _email,
    }
    maker = makers.get(column.kind)
    return maker(column, cell) if maker else None


def listed(
    choices: tuple[str, ...], title: str, text: str, *, strict: bool = True
) -> DataValidation:
    """A drop-down of these words."""
    words = ",".join(choices)
    check = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
    return _told(check, title, text, "stop" if strict else "information")


def whole_number(least: int, title: str) -> DataValidation:
    check = DataValidation(
        "whole", formula1=str(least), formula2="9999", operator="between", allow_blank=True
    )
    return _told(check, title, f"Type a whole number from {least} to 9999.", "stop")


def _told(check: DataValidation, title: str, text: str, style: str) -> DataValidation:
    check.errorTitle, check.error, check.errorStyle = title[:32], text, style  # type: ignore[assignment]
    check.showErrorMessage = True
    return check


def _choice(column: Column, cell: str) -> DataValidation:  # noqa: ARG001
    return listed(column.choices, column.header, "Pick one from the list, or leave the cell blank.")


def _yes_no(column: Column, cell: str) -> DataValidation:  # noqa: ARG001
    text = "Yes or No is expected here. y, n and x are read as well."
    return listed(
        column.choices,
        column.header,
        text,
        strict=False,
    )


def _date(column: Column, cell: str) -> DataValidation:  # noqa: ARG001
    check = DataValidation(
        "date", formula1=str(EARLIEST), formula2=str(LATEST), operator="between", allow_blank=True
    )
    text = "A date like 4 Mar 2026 is expected here. today, yesterday and tbd are read as well."
    return _told(check, column.header, text, "information")


def _time(column: Column, cell: str) -> DataValidation:  # noqa: ARG001
    check = DataValidation(
        "time", formula1="0", formula2="0.999988425925926", operator="between", allow_blank=True
    )
    return _told(check, column.header, "A time like 15:30 is expected here.", "information")


def _mark(column: Column, cell: str) -> DataValidation:
    words = ",".join(
        f'LOWER(TRIM({cell}))="{word}"' for word in ("x", "today", "yesterday", "✓", "yes")
    )
    number = f"AND(ISNUMBER({cell}),{cell}>={EARLIEST},{cell}<={LATEST})"
    check = DataValidation("custom", formula1=f"OR({number},{words})", allow_blank=True)
    text = "Type x if you sent it today, or the date you sent it, like 4 Mar 2026."
    check.promptTitle, check.prompt, check.showInputMessage = "Sent it?", _MARK_PROMPT, True
    return _told(check, column.header, text, "information")


def _email(column: Column, cell: str) -> DataValidation:
    check = DataValidation(
        "custom", formula1=f'OR(ISNUMBER(SEARCH("?@?*.?",{cell})),LEN({cell})<4)', allow_blank=True
    )
    return _told(
        check, column.header, "One address like name@example.com is expected here.", "information"
    )


def colour_status(ws: Worksheet, sheet: Sheet, first: int) -> None:
    """A look for each status word. What has become overdue or due since the last sync shows it,
    word and colour."""
    status, due_by = letter(sheet, "status"), letter(sheet, "due_by")
    acting = (
        "OR("
        + ",".join(f'${status}{first}="{each}"' for each in (Status.DUE, Status.SCHEDULED))
        + ")"
    )
    late = f"{acting},ISNUMBER(${due_by}{first}),${due_by}{first}<TODAY()"
    _rule(
        ws,
        status,
        first,
        f"AND({late})",
        STATUS_LOOKS[Status.OVERDUE],
        bold=True,
        word=Status.OVERDUE,
    )
    if any(column.key == "due_from" for column in sheet.columns):
        opens = f"${letter(sheet, 'due_from')}{first}"
        now = f'AND(${status}{first}="{Status.SCHEDULED}",ISNUMBER({opens}),{opens}<=TODAY())'
        _rule(
            ws,
            status,
            first,
            now,
            STATUS_LOOKS[Status.DUE],
            bold=True,
            word=Status.DUE,
        )
    for each, look in STATUS_LOOKS.items():
        _rule(
            ws,
            status,
            first,
            f'${status}{first}="{each}"',
            look,
            bold=True,
        )
    overdue = f'OR(${status}{first}="{Status.OVERDUE}",AND({late}))'
    _rule(
        ws,
        due_by,
        first,
        overdue,
        ALARM,
        bold=True,
    )


def colour_marks(ws: Worksheet, columns: tuple[str, ...], first: int) -> None:
    """The yes and the no of a checklist, each beside its sign."""
    for column in columns:
        _rule(ws, column, first, f'{column}{first}="✓"', YES_MARK)
        _rule(
            ws,
            column,
            first,
            f'{column}{first}="✗"',
            NO_MARK,
            bold=True,
        )


def colour_filled(ws: Worksheet, column: str, first: int, look: Look) -> None:
    """A cell that is blank when all is well."""
    _rule(ws, column, first, f"LEN({column}{first})>0", look)


def grey_zero(ws: Worksheet, cards: str, number: str) -> None:
    """A card that counts nothing steps back, so that a red one always means something. `number` is
    the first card's."""
    rule = Rule(
        type="expression",
        dxf=changed(OUTPUT),
        formula=[f"{number}=0"],
        stopIfTrue=True,
    )
    ws.conditional_formatting.add(cards, rule)


def grey_closed(ws: Worksheet, sheet: Sheet, keys: tuple[str, ...], first: int) -> None:
    """What is over steps back."""
    status = letter(sheet, "status")
    for key in keys:
        look = Look("FFFFFF", OUTPUT.color)
        _rule(
            ws,
            letter(sheet, key),
            first,
            f'${status}{first}="{Status.CLOSED}"',
            look,
        )


def _rule(
    ws: Worksheet,
    column: str,
    first: int,
    formula: str,
    look: Look,
    *,
    bold: bool = False,
    word: str = "",
) -> None:
    rule = Rule(
        type="expression",
        dxf=changed(look, bold=bold, word=word),
        formula=[formula],
        stopIfTrue=True,
    )
    ws.conditional_formatting.add(f"{column}{first}:{column}{LAST_ROW}", rule)
