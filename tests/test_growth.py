"""A workbook that lives: rows typed below the table, sorted, filtered, folded and deleted, columns
moved, and the user's own sheet that refers to ours (spec 3, 7)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName

from sheetfollow.intake.workbook import Book, Grid, read
from sheetfollow.model import Edit
from sheetfollow.schema import (
    CHECKLIST,
    COMMUNICATIONS,
    INTERVIEWS,
    TODAY,
    TODAY_AS_OF,
    TODAY_CARDS,
)
from sheetfollow.writeback import apply
from tests.conftest import Run
from tests.helpers import DAY
from tests.helpers import excel_user as hands
from tests.helpers.long_search import three_hundred_rows
from tests.helpers.loss_meter import Difference, differences

SHEETS = {
    f"xl/worksheets/sheet{number}.xml": sheet
    for number, sheet in enumerate((TODAY, INTERVIEWS, COMMUNICATIONS, CHECKLIST), start=1)
}
KEPT = (
    "status",
    "next_action",
    "due_by",
    "why",
    "needs",
    "channel",
    "due_from",
    "messages_sent",
    "last_contact",
)


def book_of(path: Path) -> Book:
    return read(path.read_bytes())


def by_id(grid: Grid, *keys: str) -> dict[str, tuple[object, ...]]:
    """What the output columns say of each row."""
    rows = range(grid.first_row, grid.first_row + len(grid.values["id"]))
    return {
        str(grid.value("id", row)): tuple(grid.value(key, row) for key in keys or KEPT)
        for row in rows
        if grid.value("id", row)
    }


def links(grid: Grid) -> dict[str, str]:
    """The draft that each row links to, by its ID."""
    rows = range(grid.first_row, grid.first_row + len(grid.values["id"]))
    return {
        str(grid.value("id", row)): grid.links[cell]
        for row in rows
        if (cell := grid.cell("draft", row)) in grid.links
    }


def not_ours(before: bytes, after: bytes) -> list[Difference]:
    """The differences that are none of sheetfollow's own cells, nor what holds them up: their
    styles and links, the range of a table that it fills, the height of the rows of Today, and the
    request to compute formulas anew."""
    own = {part: set(_own_cells(after, part)) for part in SHEETS}
    return [each for each in differences(before, after) if not _ours(each, own)]


def _ours(found: Difference, own: dict[str, set[str]]) -> bool:
    if found.part in SHEETS:
        generated = SHEETS[found.part] is not INTERVIEWS
        return (
            found.place in own[found.part]
            or found.place.startswith(("/hyperlinks", "/dimension"))
            or (generated and found.words.startswith("new row"))
            or (SHEETS[found.part] is TODAY and _is_height(found))
        )
    if found.part.startswith("xl/tables/table"):
        return found.part != hands.TABLE and "attribute ref" in found.words
    if found.part == "xl/workbook.xml":
        return found.place.startswith("/calcPr") and "fullCalcOnLoad" in found.words
    return found.part == "xl/styles.xml" or bool(
        re.fullmatch(r"xl/worksheets/_rels/sheet[1-4]\.xml\.rels", found.part)
    )


def _is_height(found: Difference) -> bool:
    row = found.place.removeprefix("row ")
    is_said = re.match(r"attribute (ht|customHeight) ", found.words)
    return bool(is_said) and row.isdigit() and int(row) > 7


def _own_cells(data: bytes, part: str) -> Iterator[str]:
    book, sheet = read(data), SHEETS[part]
    if sheet is INTERVIEWS:
        keys, grid = [column.key for column in INTERVIEWS.outputs] + ["sent_on"], book.interviews
        filled = [row for row, each in enumerate(grid.values["id"], start=grid.first_row) if each]
        yield from (grid.cell(key, row) for key in keys for row in filled)
        return
    found = {TODAY: book.today, COMMUNICATIONS: book.log, CHECKLIST: book.checklist}[sheet]
    assert found
    yield from (
        found.cell(key, row) for key in found.columns for row in range(found.first_row, 2000)
    )
    if sheet is TODAY:
        yield from (*TODAY_CARDS.values(), TODAY_AS_OF)


def typed(grid: Grid, row: int, number: int, *, grow: bool) -> Iterator[Edit]:
    """One more interview, as a person types it."""
    line = {
        "company": f"Newcomer {number}",
        "job_title": "Clerk",
        "interviewer": f"Ada Byron {number}",
        "interview_date": date(2026, 11, 23),
        "email": f"ada{number}@newcomer.example",
        "topic": "a long walk",
    }
    for key, value in line.items():
        yield Edit(grid.name, grid.cell(key, row), value, grow=grow)


@pytest.fixture
def synced(run: Run, example: Path) -> Path:
    run("sync", example, *DAY, code=3)
    return example


def assert_settled(run: Run, path: Path) -> None:
    """A second sync has nothing to change."""
    before = path.read_bytes()
    assert "nothing to change" in run("sync", path, *DAY, code=3).stdout
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "grow", [True, False], ids=["Excel grows the table", "LibreOffice does not"]
)
def test_rows_typed_past_the_end_of_the_table_are_planned_whether_it_grew_or_not(
    run: Run, synced: Path, grow: bool
) -> None:
    grid = book_of(synced).interviews
    assert grid.table
    rows = [*range(27, 42), 45]  # six in the table, nine below, a gap of three, one more
    edits = [edit for row in rows for edit in typed(grid, row, row, grow=grow and row != 45)]
    before = apply(synced.read_bytes(), edits)
    synced.write_bytes(before)
    planned = by_id(grid)
    run("sync", synced, *DAY, code=3)
    grid = book_of(synced).interviews
    assert [grid.value("status", row) for row in rows] == ["Due"] * 16
    assert [grid.value("next_action", row) for row in rows] == ["Thank-you"] * 16
    ids = [grid.value("id", row) for row in rows]
    assert len({*ids, *planned}) == len(planned) + 16
    assert all((synced.parent / links(grid)[str(each)]).is_file() for each in ids)
    assert {key: value for key, value in by_id(grid).items() if key in planned} == planned
    assert grid.table
    assert grid.table.last_row == (41 if grow else 32)
    assert not_ours(before, synced.read_bytes()) == []
    assert_settled(run, synced)


@pytest.mark.parametrize(("sheet", "key"), [("today", "company"), ("checklist", "interviewer")])
def test_what_the_user_typed_below_a_table_of_ours_stays_and_is_told_as_in_the_way(
    run: Run, synced: Path, sheet: str, key: str
) -> None:
    """Cells outside its own table are the user's (spec 3): the most urgent rows are shown, as many
    as there is room for."""
    grid = getattr(book_of(synced), sheet)
    note = Edit(grid.name, grid.cell(key, grid.table.last_row + 3), "call mum")
    rows = range(27, 43)
    people = [
        each for row in rows for each in typed(book_of(synced).interviews, row, row, grow=True)
    ]
    synced.write_bytes(apply(synced.read_bytes(), [note, *people]))
    said = run("sync", synced, *DAY, code=3).stdout
    after = getattr(book_of(synced), sheet)
    assert after.value(key, grid.table.last_row + 3) == "call mum"
    assert after.table.last_row == grid.table.last_row + 2
    assert f"{grid.name}!{note.cell}: 'call mum' stands where the table has to grow" in said
    assert_settled(run, synced)


def test_a_renamed_sent_on_in_today_takes_no_marks_and_stops_nothing(
    run: Run, synced: Path
) -> None:
    book = openpyxl.load_workbook(synced)
    (header,) = (cell for cell in book["Today"][7] if cell.value == "Sent on")
    header.value = "Done?"
    book.save(synced)
    assert "Today: no column Sent on" in run("sync", synced, *DAY, code=3).stdout


def test_three_hundred_rows_in_a_grown_table_all_get_their_status_and_id(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "long.xlsx"
    path.write_bytes(three_hundred_rows(date(2026, 11, 23)))
    before = path.read_bytes()
    run("sync", path, *DAY, code=3)
    book = book_of(path)
    rows = [
        row
        for row, each in enumerate(
            book.interviews.values["company"], start=book.interviews.first_row
        )
        if each
    ]
    assert len(rows) == 312
    assert all(book.interviews.value("status", row) for row in rows)
    assert len(by_id(book.interviews)) == 312
    assert book.today
    assert book.checklist
    assert book.checklist.table
    assert len(by_id(book.checklist, "company")) == 312
    assert book.checklist.table.last_row == book.checklist.header_row + 312
    assert not_ours(before, path.read_bytes()) == []
    assert_settled(run, path)


def test_sorted_rows_keep_their_ids_their_plan_and_their_log(run: Run, synced: Path) -> None:
    """The last row first, and so on: the outputs went with their rows, so not one of them is
    written again."""
    grid = book_of(synced).interviews
    planned, linked = by_id(grid), links(grid)
    order = {row: 29 - row for row in range(3, 27)}
    before = hands.sort_rows(synced.read_bytes(), order)
    assert links(read(before).interviews) == linked
    synced.write_bytes(before)
    run("sync", synced, *DAY, code=3)
    book = book_of(synced)
    assert list(by_id(book.interviews)) == [*reversed(planned)]
    problem = next(
        key for key, value in planned.items() if value[0] == "Check row"
    )  # it names its cell
    assert {**by_id(book.interviews), problem: 0} == {**planned, problem: 0}
    assert links(book.interviews) == linked
    assert not any(book.log.values["check"])
    written = {
        each.place for each in differences(before, synced.read_bytes()) if each.part == hands.SHEET
    }
    assert written == {book.interviews.cell("needs", 3)}
    assert not_ours(before, synced.read_bytes()) == []
    assert_settled(run, synced)


def test_filtered_hidden_and_grouped_rows_are_planned_and_stay_as_they_are(
    run: Run, example: Path
) -> None:
    status = [column.key for column in INTERVIEWS.columns].index("status")
    hidden = hands.filter_column(example.read_bytes(), status, "Due", [5, 6, 9])
    before = hands.hide_rows(hands.hide_rows(hidden, [12]), [15, 16, 17], grouped=True)
    example.write_bytes(before)
    run("sync", example, *DAY, code=3)
    grid = book_of(example).interviews
    assert all(grid.value("status", row) and grid.value("id", row) for row in range(3, 26))
    assert not_ours(before, example.read_bytes()) == []
    sheet = openpyxl.load_workbook(example)[INTERVIEWS.name]
    assert [row for row in range(3, 33) if sheet.row_dimensions[row].hidden] == [
        5,
        6,
        9,
        12,
        15,
        16,
        17,
    ]
    assert [row for row in range(3, 33) if sheet.row_dimensions[row].outlineLevel] == [15, 16, 17]
    assert sheet.row_dimensions[18].collapsed
    assert sheet.tables[INTERVIEWS.table].autoFilter.filterColumn[0].filters.filter == ["Due"]
    assert_settled(run, example)


def test_a_row_deleted_in_the_middle_leaves_no_trace_and_touches_no_other(
    run: Run, synced: Path
) -> None:
    grid = book_of(synced).interviews
    planned, linked = by_id(grid), links(grid)
    gone = str(grid.value("id", 8))
    assert (grid.value("company", 8), gone in linked) == ("Fennimore Foods", True)
    before = hands.delete_row(synced.read_bytes(), 8)
    synced.write_bytes(before)
    run("sync", synced, *DAY, code=3)
    book = book_of(synced)
    problem = next(
        key for key, value in planned.items() if value[0] == "Check row"
    )  # it names its cell
    kept = {key: value for key, value in planned.items() if key not in (gone, problem)}
    assert {key: value for key, value in by_id(book.interviews).items() if key != problem} == kept
    assert links(book.interviews) == {key: link for key, link in linked.items() if key != gone}
    assert book.today
    assert book.checklist
    assert gone not in by_id(book.today, "company")
    assert gone not in by_id(book.checklist, "company")
    drafts = synced.parent / "drafts"
    assert not [each for each in drafts.iterdir() if gone in each.name]
    assert gone not in (drafts / "index.html").read_text(encoding="utf-8")
    assert "STATUS:CANCELLED" in (drafts / "followups.ics").read_text(encoding="utf-8")
    assert not_ours(before, synced.read_bytes()) == []


def test_the_log_of_a_deleted_row_says_that_its_row_is_missing(run: Run, synced: Path) -> None:
    synced.write_bytes(hands.delete_row(synced.read_bytes(), 8))
    run("sync", synced, *DAY, code=3)
    log = book_of(synced).log
    said = {
        company: check
        for company, check in zip(log.values["company"], log.values["check"], strict=True)
        if check
    }
    assert list(said) == ["Fennimore Foods"]


def test_columns_that_were_moved_are_found_and_filled_where_they_are_now(
    run: Run, example: Path
) -> None:
    """The last column first, and so on, headers, table, checks and colours with them."""
    before = hands.turn_columns(example.read_bytes())
    other = example.with_name("other.xlsx")
    other.write_bytes(example.read_bytes())
    example.write_bytes(before)
    run("sync", example, *DAY, code=3)
    run("sync", other, *DAY, code=3)
    grid = book_of(example).interviews
    assert grid.cell("company", 3) == "AL3"
    assert list(by_id(grid).values()) == _with_moved_cells(
        list(by_id(book_of(other).interviews).values())
    )
    assert not_ours(before, example.read_bytes()) == []
    assert_settled(run, example)


def _with_moved_cells(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """A problem names its cell, which is now in another column."""
    return [
        tuple(each.replace("!D26", "!AI26") if isinstance(each, str) else each for each in row)
        for row in rows
    ]


def test_hidden_columns_are_filled_and_stay_hidden(run: Run, example: Path) -> None:
    grid = book_of(example).interviews
    letters = [grid.cell(key, 1).rstrip("1") for key in ("why", "due_from", "id", "phone")]
    before = hands.hide_columns(example.read_bytes(), letters)
    example.write_bytes(before)
    run("sync", example, *DAY, code=3)
    assert len(by_id(book_of(example).interviews)) == 24
    assert not_ours(before, example.read_bytes()) == []
    sheet = openpyxl.load_workbook(example)[INTERVIEWS.name]
    assert all(sheet.column_dimensions[letter].hidden for letter in letters)


def test_a_header_renamed_and_renamed_back_leaves_everything_as_it_was(
    run: Run, synced: Path
) -> None:
    before = synced.read_bytes()
    synced.write_bytes(hands.rename_header(before, "Interview date", "When"))
    away = synced.read_bytes()
    assert "no column Interview date" in run("sync", synced, *DAY, code=1).stderr
    assert synced.read_bytes() == away
    synced.write_bytes(hands.rename_header(away, "When", "Interview date"))
    assert_settled(run, synced)
    assert by_id(book_of(synced).interviews) == by_id(read(before).interviews)


def test_the_users_own_sheet_with_formulas_a_name_and_a_chart_over_ours_stays_to_the_byte(
    run: Run, example: Path
) -> None:
    book = openpyxl.load_workbook(example)
    mine = book.create_sheet("My view", 0)
    formulas = [
        '=COUNTIF(Interviews!$E:$E,"Overdue")',
        "=Interviews!F3",
        "=COUNTA(Interviews[Status])",
        '=IFERROR(INDEX(Interviews[Next action],MATCH("Kestrel Maps",Interviews[Company],0)),"")',
        "=MIN(NextDays)",
        "=Today!A4+Today!B4",
        "=Interviews!AJ3*2",
    ]
    for row, formula in enumerate(formulas, start=1):
        mine[f"A{row}"] = formula
    book.defined_names["NextDays"] = DefinedName("NextDays", attr_text="Interviews!$G$3:$G$32")
    chart = BarChart()
    chart.add_data(Reference(book[INTERVIEWS.name], 36, 2, 36, 25), titles_from_data=True)
    mine.add_chart(chart, "C2")
    book.save(example)
    parts = _parts(example)
    run("sync", example, *DAY, code=3)
    after = _parts(example)
    own = {name for name in parts if "chart" in name or "drawing" in name} | {
        "xl/worksheets/sheet1.xml"
    }
    assert len([name for name in own if "charts/chart" in name]) == 4
    assert b"NextDays" in after["xl/workbook.xml"]
    assert b"Interviews!$G$3:$G$32" in after["xl/workbook.xml"]
    assert [name for name in own if parts[name] != after[name]] == []
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]
    assert len(by_id(book_of(example).interviews)) == 24


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
