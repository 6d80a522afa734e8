"""The shipped workbook is the schema, drawn: every sheet, header, note, choice, default and look
(spec 3)."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sheetfollow import blank_workbook, new_workbook
from sheetfollow.blank_workbook import looks
from sheetfollow.intake import workbook
from sheetfollow.letters.wordings import builtin
from sheetfollow.schema import (
    CHECKLIST,
    COMMUNICATIONS,
    GUIDE,
    HEADER_ROWS,
    HEADER_SEARCH_ROWS,
    INTERVIEWS,
    MESSAGES,
    SETTINGS,
    SETTINGS_SHEET,
    SHEETS,
    STATUS_LOOKS,
    SUMMARY,
    TODAY,
    TODAY_AS_OF,
    TODAY_CARDS,
    Column,
    Kind,
    Look,
    Sheet,
    Status,
)
from tests.helpers.loss_meter import number_of

LOOKS = {name: each for name, each in vars(looks).items() if isinstance(each, Look)} | STATUS_LOOKS
REWRITE = "python -m sheetfollow.blank_workbook workbook_template.xlsx"
SCREEN = 1366 - 60
"""Pixels of a small laptop, but for the numbers of the rows and the scroll bar."""


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(new_workbook.shipped()))


@pytest.fixture(params=SHEETS, ids=lambda sheet: sheet.name)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    return request.param


@pytest.fixture
def ws(book: Workbook, sheet: Sheet) -> Worksheet:
    return book[sheet.name]


def headers(ws: Worksheet, sheet: Sheet) -> Iterator[tuple[Column, str]]:
    """Each column with its letter."""
    for number, column in enumerate(sheet.columns, start=1):
        yield column, get_column_letter(number)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def meaning(data: bytes) -> dict[str, str]:
    """Each part without what depends on the library that wrote the XML: prefixes and the order of
    attributes."""
    return {
        name: canonicalize(part.decode(), rewrite_prefixes=True)
        for name, part in parts(data).items()
    }


def checks(ws: Worksheet, cell: str) -> list[DataValidation]:
    return [each for each in ws.data_validations.dataValidation if cell in each.sqref]


def pixels(width: float) -> int:
    """What a width in characters takes on the screen, in Calibri 11."""
    return int(width * 7)


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two RRGGBB colours."""

    def luminance(colour: str) -> float:
        channels = (int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4))
        linear = [
            each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4
            for each in channels
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_committed_workbook_is_what_the_schema_builds() -> None:
    built, shipped = meaning(blank_workbook.build()), meaning(new_workbook.shipped())
    assert built.keys() == shipped.keys(), REWRITE
    assert [name for name in built if built[name] != shipped[name]] == [], REWRITE


def test_building_twice_gives_the_same_bytes() -> None:
    assert blank_workbook.build() == blank_workbook.build()


def test_the_command_rewrites_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    subprocess.run([sys.executable, "-m", "sheetfollow.blank_workbook", str(path)], check=True)
    assert meaning(path.read_bytes()) == meaning(new_workbook.shipped())


def test_handing_out_the_shipped_workbook_needs_no_openpyxl() -> None:
    code = (
        "import sys; from sheetfollow import new_workbook; new_workbook.shipped();"
        " sys.exit('openpyxl' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_sheets_stand_in_their_order_and_today_opens(book: Workbook) -> None:
    names = book.sheetnames
    assert [name for name in names if name not in (SUMMARY, GUIDE)] == [
        sheet.name for sheet in SHEETS
    ]
    assert names[-1] == MESSAGES.name, "the wording comes last"
    assert {SUMMARY, GUIDE} <= set(names)
    assert book.active.title == TODAY.name


def test_every_header_stands_where_the_schema_says(ws: Worksheet, sheet: Sheet) -> None:
    row = HEADER_ROWS[sheet.name]
    assert row <= HEADER_SEARCH_ROWS
    assert [cell.value for cell in ws[row]][: len(sheet.columns)] == [
        column.header for column in sheet.columns
    ]


def test_the_reader_finds_every_column_of_the_shipped_workbook() -> None:
    found = workbook.read(new_workbook.shipped())
    grids = {
        INTERVIEWS: found.interviews,
        COMMUNICATIONS: found.log,
        TODAY: found.today,
        CHECKLIST: found.checklist,
    }
    for sheet, grid in grids.items():
        assert grid is not None
        assert list(grid.columns) == [column.key for column in sheet.columns]
        assert grid.header_row == HEADER_ROWS[sheet.name]
        assert grid.table is not None


def test_every_header_has_its_note(ws: Worksheet, sheet: Sheet) -> None:
    for column, letter in headers(ws, sheet):
        comment = ws[f"{letter}{HEADER_ROWS[sheet.name]}"].comment
        assert (comment is not None) == bool(column.note)
        assert comment is None or comment.text.startswith(column.note)


def test_each_note_stands_in_a_box_that_shows_all_of_it(book: Workbook, sheet: Sheet) -> None:
    """A letter takes some 7 by 16 pixels."""
    notes = [
        cell.comment.text for cell in book[sheet.name][HEADER_ROWS[sheet.name]] if cell.comment
    ]
    boxes = list(_boxes(book.sheetnames.index(sheet.name) + 1))
    assert len(boxes) == len(notes)
    for text, (width, height) in zip(notes, boxes, strict=True):
        assert width * height >= len(text) * 7 * 16, text


def _boxes(number: int) -> Iterator[tuple[float, float]]:
    """Width and height of the notes of the sheet at that place, in their columns' order."""
    package = parts(new_workbook.shipped())
    relations = package[f"xl/worksheets/_rels/sheet{number}.xml.rels"].decode()
    (drawing,) = re.findall(r'Target="/(xl/[^"]+\.vml)"', relations)
    shapes = re.findall(r"<\w+:shape .*?</\w+:shape>", package[drawing].decode(), re.DOTALL)
    for shape in sorted(shapes, key=lambda each: int(re.search(r":Column>(\d+)<", each)[1])):
        width, height = (
            float(re.search(rf"\b{side}:([\d.]+)px", shape)[1]) for side in ("width", "height")
        )
        yield width, height


def test_a_note_says_who_fills_the_column(book: Workbook) -> None:
    ws, row = book[INTERVIEWS.name], HEADER_ROWS[INTERVIEWS.name]
    for column, letter in headers(ws, INTERVIEWS):
        text = ws[f"{letter}{row}"].comment.text
        assert ("Filled by sheetfollow" in text) == column.output
        assert ("Needed in every row" in text) == column.required


def test_each_sheet_has_one_table_over_its_headers_and_a_line_at_least(
    ws: Worksheet, sheet: Sheet
) -> None:
    (table,) = ws.tables.values()
    first, last = table.ref.split(":")
    assert table.displayName == sheet.table
    assert first == f"A{HEADER_ROWS[sheet.name]}"
    assert last.startswith(get_column_letter(len(sheet.columns)))
    assert int(last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) > HEADER_ROWS[sheet.name]
    assert [column.name for column in table.tableColumns] == [
        column.header for column in sheet.columns
    ]
    assert table.tableStyleInfo.showRowStripes
    assert (table.autoFilter is not None) == (sheet not in (TODAY, SETTINGS_SHEET))


@pytest.mark.parametrize("row", [0, 1500])
def test_every_choice_is_a_drop_down_also_below_the_table(
    ws: Worksheet, sheet: Sheet, row: int
) -> None:
    for column, letter in headers(ws, sheet):
        if column.output or not column.choices:
            continue
        (check,) = checks(ws, f"{letter}{HEADER_ROWS[sheet.name] + 1 + row}")
        assert check.type == "list"
        assert check.formula1 == '"' + ",".join(column.choices) + '"'
        assert len(check.formula1) <= 255 + 2  # or Excel calls the file damaged
        assert check.error
        assert check.errorTitle
        assert check.showErrorMessage


def test_what_the_reader_understands_is_never_forbidden(ws: Worksheet, sheet: Sheet) -> None:
    """tbd in a date, x in a mark, y in a Yes/No: the check tells, and lets it through."""
    lenient = {
        Kind.DATE: "date",
        Kind.MARK: "custom",
        Kind.TIME: "time",
        Kind.YES_NO: "list",
        Kind.EMAIL: "custom",
    }
    for column, letter in headers(ws, sheet):
        if column.output or column.kind not in lenient:
            continue
        (check,) = checks(ws, f"{letter}{HEADER_ROWS[sheet.name] + 1}")
        assert check.type == lenient[column.kind]
        assert check.errorStyle in ("information", "warning")
        assert check.error


def test_a_cell_for_the_mark_says_what_to_type_when_it_is_chosen(book: Workbook) -> None:
    for sheet in (INTERVIEWS, TODAY):
        letter = next(
            letter
            for column, letter in headers(book[sheet.name], sheet)
            if column.kind is Kind.MARK
        )
        (check,) = checks(book[sheet.name], f"{letter}{HEADER_ROWS[sheet.name] + 1}")
        assert check.showInputMessage
        assert check.prompt.startswith("Type x for today")


def test_an_output_has_no_check(ws: Worksheet, sheet: Sheet) -> None:
    for column, letter in headers(ws, sheet):
        if column.output:
            assert checks(ws, f"{letter}{HEADER_ROWS[sheet.name] + 1}") == []


def test_values_are_shown_as_what_they_are_also_below_the_table(
    ws: Worksheet, sheet: Sheet
) -> None:
    formats = {Kind.DATE: "ddd d mmm yyyy", Kind.MARK: "d mmm", Kind.TIME: "hh:mm", Kind.COUNT: "0"}
    for column, letter in headers(ws, sheet):
        wanted = "@" if column.key in ("phone", "id") else formats.get(column.kind)
        if wanted:
            assert ws[f"{letter}{HEADER_ROWS[sheet.name] + 1}"].number_format == wanted
            assert ws.column_dimensions[letter].number_format == wanted


def test_an_output_looks_different_from_an_input_and_is_not_protected(
    ws: Worksheet, sheet: Sheet
) -> None:
    row = HEADER_ROWS[sheet.name]
    fills = {
        column.output: ws[f"{letter}{row}"].fill.fgColor.rgb
        for column, letter in headers(ws, sheet)
    }
    assert len(set(fills.values())) == len(fills)
    assert not ws.protection.sheet


def test_among_inputs_an_output_steps_back(book: Workbook) -> None:
    ws, row = book[INTERVIEWS.name], HEADER_ROWS[INTERVIEWS.name] + 1
    looks = {True: set(), False: set()}
    for column, letter in headers(ws, INTERVIEWS):
        looks[column.output].add(
            (ws[f"{letter}{row}"].fill.fgColor.rgb, ws[f"{letter}{row}"].font.color.rgb)
        )
    assert not looks[True] & looks[False]


def span(ws: Worksheet, letters: Iterable[str]) -> int:
    """How many pixels these columns take side by side."""
    return sum(pixels(ws.column_dimensions[letter].width) for letter in letters)


def frozen(ws: Worksheet) -> list[str]:
    """The columns that stay in sight."""
    beyond = number_of(ws.freeze_panes.rstrip("0123456789"))
    return [get_column_letter(number) for number in range(1, beyond)]


def test_on_opening_interviews_one_sees_what_to_do(book: Workbook) -> None:
    """Who, Status, Next action, Due by, Draft, Sent on and Needs lie on the first screen."""
    ws = book[INTERVIEWS.name]
    shown = {"company", "interviewer", "status", "next_action", "due_by", "draft"}
    shown |= {"sent_on", "needs"}
    last = max(number_of(letter) for each, letter in headers(ws, INTERVIEWS) if each.key in shown)
    assert span(ws, map(get_column_letter, range(1, last + 1))) <= SCREEN


def test_one_scroll_away_all_notes_of_a_row_lie_side_by_side(book: Workbook) -> None:
    """Company and Interviewer stay in sight beside them."""
    ws = book[INTERVIEWS.name]
    notes = ("topic", "challenge", "skill", "team", "idea", "work_sample", "sample_mentioned")
    places = [letter for each, letter in headers(ws, INTERVIEWS) if each.key in notes]
    numbers = [number_of(letter) for letter in places]
    assert numbers == list(range(numbers[0], numbers[0] + len(notes)))
    assert [ws[f"{letter}2"].value for letter in frozen(ws)] == ["Company", "Interviewer"]
    assert span(ws, [*frozen(ws), *places]) <= SCREEN


def test_the_first_ten_columns_of_today_fit_a_small_screen(book: Workbook) -> None:
    """All but Why and the ID (spec 3, Today)."""
    ws = book[TODAY.name]
    assert [column.header for column in TODAY.columns] == [
        "Due by",
        "Company",
        "Job title",
        "Interviewer",
        "Next action",
        "Channel",
        "Status",
        "Needs",
        "Draft",
        "Sent on",
        "Why",
        "ID",
    ]
    assert span(ws, "ABCDEFGHIJ") <= SCREEN


def test_no_chart_of_the_summary_lies_over_another(book: Workbook) -> None:
    """Each covers cells of its own, and says so, however wide a program makes the columns."""
    covered: set[tuple[int, int]] = set()
    for chart in book[SUMMARY]._charts:
        start, end = chart.anchor._from, chart.anchor.to
        cells = {
            (row, column)
            for row in range(start.row, end.row)
            for column in range(start.col, end.col + 1)
        }
        assert not covered & cells
        covered |= cells
    assert len(book[SUMMARY]._charts) == 3


def test_headers_stay_in_sight(ws: Worksheet, sheet: Sheet) -> None:
    assert ws.freeze_panes
    assert int(ws.freeze_panes.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == HEADER_ROWS[sheet.name] + 1


def test_groups_stand_above_their_columns_and_say_who_fills_them(book: Workbook) -> None:
    ws, before = book[INTERVIEWS.name], None
    for column, letter in headers(ws, INTERVIEWS):
        label = ws[f"{letter}1"].value
        assert (label is not None) == (column.group != before)
        if label:
            assert label.startswith(column.group)
            assert ("sheetfollow fills this" in label) == column.output
        before = column.group


def test_every_pair_of_text_and_fill_can_be_read() -> None:
    weak = {name: contrast(look.fill, look.color) for name, look in LOOKS.items()}
    assert {name: ratio for name, ratio in weak.items() if ratio < 4.5} == {}


def test_text_without_a_fill_can_be_read_on_a_stripe_and_on_an_output_too() -> None:
    """The style of the tables makes every other row D9D9D9 where a cell has no fill of its own."""
    bare = {name: look.color for name, look in LOOKS.items() if look.fill == "FFFFFF"}
    grounds = ("FFFFFF", "D9D9D9", looks.OUTPUT.fill)
    assert [
        name for name, color in bare.items() if min(contrast(each, color) for each in grounds) < 4.5
    ] == []


def test_every_filled_cell_of_the_file_can_be_read(book: Workbook) -> None:
    for ws in book.worksheets:
        for cell in (cell for row in ws.iter_rows() for cell in row if cell.has_style):
            fill = cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else "FFFFFF"
            color = (
                cell.font.color.rgb[2:]
                if cell.font.color and isinstance(cell.font.color.rgb, str)
                else "000000"
            )
            assert contrast(fill, color) >= 4.5, f"{ws.title}!{cell.coordinate}"


@pytest.mark.parametrize("sheet_", [INTERVIEWS, TODAY], ids=lambda sheet: sheet.name)
def test_every_status_has_its_look_by_its_word(book: Workbook, sheet_: Sheet) -> None:
    ws = book[sheet_.name]
    rules = list(_rules(ws, "status", sheet_))
    for status, look in STATUS_LOOKS.items():
        rule = next(rule for rule in rules if rule.formula[0].endswith(f'="{status}"'))
        assert rule.dxf.fill.bgColor.rgb[2:] == look.fill
        assert rule.dxf.font.color.rgb[2:] == look.color
        assert rule.dxf.font.color.rgb[2:] not in ("000000", rule.dxf.fill.bgColor.rgb[2:])


def test_overdue_shows_tomorrow_without_a_sync(book: Workbook) -> None:
    """The first rule compares Due by with TODAY(), and shows the word as well as the colour."""
    for sheet in (INTERVIEWS, TODAY):
        first = next(_rules(book[sheet.name], "status", sheet))
        assert "<TODAY()" in first.formula[0]
        assert first.dxf.fill.bgColor.rgb[2:] == STATUS_LOOKS[Status.OVERDUE].fill
        assert first.dxf.numFmt.formatCode == ';;;"Overdue"'


def test_a_window_that_has_opened_shows_as_due_without_a_sync(book: Workbook) -> None:
    rule = list(_rules(book[INTERVIEWS.name], "status", INTERVIEWS))[1]
    assert "<=TODAY()" in rule.formula[0]
    assert rule.dxf.numFmt.formatCode == ';;;"Due"'


def _rules(ws: Worksheet, key: str, sheet: Sheet) -> Iterator:
    """The conditional formats of a column, the one that wins first."""
    letter = next(letter for column, letter in headers(ws, sheet) if column.key == key)
    cell = f"{letter}{HEADER_ROWS[sheet.name] + 1}"
    rules = [
        rule for area in ws.conditional_formatting if cell in area.sqref for rule in area.rules
    ]
    yield from sorted(rules, key=lambda rule: rule.priority)


def test_today_has_a_card_for_each_status_above_its_table(book: Workbook) -> None:
    ws = book[TODAY.name]
    assert set(TODAY_CARDS) == set(Status)
    for status, cell in TODAY_CARDS.items():
        number, word = ws[cell], ws[cell].offset(row=1)
        assert number.value == 0
        assert word.value == status
        assert word.row < HEADER_ROWS[TODAY.name]
        assert number.fill.fgColor.rgb[2:] == STATUS_LOOKS[Status(status)].fill
    assert ws[TODAY_AS_OF].value is None
    assert ws[TODAY_AS_OF].number_format == "ddd d mmm yyyy"


def test_a_card_that_counts_nothing_steps_back(book: Workbook) -> None:
    (area,) = [area for area in book[TODAY.name].conditional_formatting if "A4" in area.sqref]
    assert str(area.sqref) == "A4:G5"
    (rule,) = area.rules
    assert rule.formula == ["A$4=0"]
    assert rule.dxf.fill.bgColor.rgb[2:] == looks.OUTPUT.fill


def test_the_status_note_says_what_each_status_means(book: Workbook) -> None:
    for sheet in (INTERVIEWS, TODAY):
        letter = next(
            letter for column, letter in headers(book[sheet.name], sheet) if column.key == "status"
        )
        note = book[sheet.name][f"{letter}{HEADER_ROWS[sheet.name]}"].comment.text
        assert [status for status in Status if f"{status}:" not in note] == []


def test_a_bar_of_nothing_has_no_label(book: Workbook) -> None:
    charts = [
        part.decode()
        for name, part in parts(new_workbook.shipped()).items()
        if "charts/chart" in name
    ]
    assert len(charts) == 3
    for chart in charts:
        formats = re.findall(r"<dLbls><numFmt (.*?)/>", chart)
        assert formats
        assert set(formats) == {'formatCode="0;;" sourceLinked="0"'}


def test_today_says_how_to_start_when_its_counts_are_old_and_when_there_is_nothing_to_send(
    book: Workbook,
) -> None:
    said = book[TODAY.name]["C1"].value
    assert said.startswith('=IF(SUM(A4:G4)=0,"Start here')
    assert 'IF(B2<TODAY(),"The counts below are as of the last sync' in said
    assert 'IF(A4+B4=0,"Nothing to send now' in said


def test_the_longest_reason_stands_in_two_lines(book: Workbook) -> None:
    """157 letters of some 6 pixels each: sync does not touch a row's height, which Excel may have
    saved as it was."""
    for sheet in (INTERVIEWS, TODAY):
        letter = next(
            letter for column, letter in headers(book[sheet.name], sheet) if column.key == "why"
        )
        assert pixels(book[sheet.name].column_dimensions[letter].width) // 6 * 2 >= 157
        assert book[sheet.name].sheet_format.defaultRowHeight == 30


def test_settings_holds_every_setting_with_its_default_and_its_meaning(book: Workbook) -> None:
    rows = list(
        book[SETTINGS_SHEET.name].iter_rows(
            min_row=HEADER_ROWS[SETTINGS_SHEET.name] + 1, values_only=True
        )
    )
    assert [tuple(row[:3]) for row in rows] == [
        (each.name, each.default or None, each.meaning) for each in SETTINGS
    ]


def test_a_setting_of_two_days_stays_text(book: Workbook) -> None:
    """Or Excel would make a date of 5-7."""
    ws = book[SETTINGS_SHEET.name]
    for row, setting in enumerate(SETTINGS, start=HEADER_ROWS[SETTINGS_SHEET.name] + 1):
        assert ws[f"B{row}"].number_format == ("0" if setting.kind is Kind.COUNT else "@")


def test_each_setting_with_known_values_has_its_check(book: Workbook) -> None:
    ws = book[SETTINGS_SHEET.name]
    for row, setting in enumerate(SETTINGS, start=HEADER_ROWS[SETTINGS_SHEET.name] + 1):
        found = [check.type for check in checks(ws, f"B{row}")]
        wanted = {Kind.COUNT: ["whole"], Kind.YES_NO: ["list"], Kind.CHOICE: ["list"]}.get(
            setting.kind, []
        )
        assert found == wanted, setting.name


def test_messages_holds_the_built_in_wording_in_rows_that_show_it(book: Workbook) -> None:
    ws, first = book[MESSAGES.name], HEADER_ROWS[MESSAGES.name] + 1
    rows = list(ws.iter_rows(min_row=first, max_col=4, values_only=True))
    assert rows == [
        (each.message, each.channel or None, each.subject or None, each.body) for each in builtin()
    ]
    for row, (*_, body) in enumerate(rows, start=first):
        assert ws[f"D{row}"].alignment.wrap_text
        assert ws.row_dimensions[row].height >= 15 * min(len(body.strip().split("\n")), 26)


def test_summary_charts_count_by_formula(book: Workbook) -> None:
    """Interviews by status, on time against late, replies by message: over cells that are formulas
    of other sheets."""
    ws = book[SUMMARY]
    assert len(ws._charts) == 3
    series = [each for chart in ws._charts for each in chart.series]
    assert len(series) == 5
    for each in series:
        cells = each.val.numRef.f.split("!")[1].replace("$", "")
        for (cell,) in ws[cells]:
            assert cell.value.startswith("=COUNTIF")
            assert ":" in cell.value


def test_summary_counts_each_status_and_each_message(book: Workbook) -> None:
    formulas = [
        cell.value
        for row in book[SUMMARY].iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    for status in Status:
        assert any(f'"{status}")' in formula for formula in formulas)
    for message in MESSAGES.column("message").choices:
        assert any(f'"{message}"' in formula for formula in formulas)


def test_each_count_of_summary_is_computed_anew_in_libreoffice_too(book: Workbook) -> None:
    """It takes the results in a file as they are, but for those of formulas that depend on the
    day."""
    formulas = [
        cell.value
        for row in book[SUMMARY].iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    assert len(formulas) == len(Status) + 2 * 3 + 2 * len(MESSAGES.column("message").choices)
    assert all(formula.endswith("+0*TODAY()") for formula in formulas)


def test_guide_tells_the_way_the_timeline_and_what_not_to_do(book: Workbook) -> None:
    ws = book[GUIDE]
    text = "\n".join(str(cell.value) for row in ws.iter_rows() for cell in row if cell.value)
    for wanted in (
        "sheetfollow sync",
        "Sent on",
        "Day 2 to 3",
        "Day 5 to 7",
        "Day 10 to 12",
        "24 hours",
        "Don't",
        "✓",
    ):
        assert wanted in text
    assert ws.max_row <= 25
    assert ws.page_setup.fitToHeight == 1


def test_every_formula_uses_what_excel_libreoffice_and_google_sheets_share(book: Workbook) -> None:
    """Functions that were there before 2010, and no structured references."""
    formulas = [
        str(cell.value)
        for ws in book
        for row in ws.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    formulas += [
        text
        for ws in book
        for area in ws.conditional_formatting
        for rule in area.rules
        for text in rule.formula
    ]
    formulas += [str(check.formula1) for ws in book for check in ws.data_validations.dataValidation]
    shared = {
        "IF",
        "AND",
        "OR",
        "ISNUMBER",
        "SEARCH",
        "LEN",
        "LOWER",
        "TRIM",
        "SUM",
        "COUNTIF",
        "COUNTIFS",
        "TODAY",
    }
    assert len(formulas) > 100
    assert {name for text in formulas for name in re.findall(r"([A-Z0-9.]+)\(", text)} == shared
    assert not any("[" in text for text in formulas)


def test_every_sheet_prints_one_page_wide_in_landscape(book: Workbook) -> None:
    for ws in book.worksheets:
        assert ws.page_setup.orientation == "landscape"
        assert ws.sheet_properties.pageSetUpPr.fitToPage
        assert ws.page_setup.fitToWidth == 1
        assert "&P" in ws.oddFooter.right.text


def test_headers_are_repeated_on_each_page(ws: Worksheet, sheet: Sheet) -> None:
    assert ws.print_title_rows
    first, last = ws.print_title_rows.replace("$", "").split(":")
    assert int(first) <= HEADER_ROWS[sheet.name] <= int(last)
