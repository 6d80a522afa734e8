"""Columns are found by header, in any order, wherever the header row is within the first 30 (spec
3)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from sheetfollow.exceptions import MissingColumn, MissingSheet, NotOurs, UnsafeInput
from sheetfollow.intake.workbook import read
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS
from sheetfollow.xlsx.a1 import letters
from tests.helpers.packages import changed

HEADERS = [column.header for column in INTERVIEWS.columns]
LOG = [column.header for column in COMMUNICATIONS.columns]


def _book(
    headers: list[Any],
    *rows: dict[str, Any],
    above: int = 0,
    change: Callable[[Any], None] = lambda _: None,
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Interviews"
    for number in range(above):
        sheet.append([f"my note {number}"])
    sheet.append(headers)
    for row in rows:
        sheet.append([row.get(header) for header in headers])
    book.create_sheet("Communications").append(LOG)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_columns_are_found_in_any_order_case_and_spacing_beside_the_users_own() -> None:
    headers = [
        "My stars",
        *[f"  {header.upper()} " for header in reversed(HEADERS)],
        None,
        "My formula",
    ]
    row = {
        "  COMPANY ": "Acme",
        "  INTERVIEW DATE ": date(2026, 11, 16),
        "My stars": 5,
        "My formula": "=1+1",
    }
    grid = read(_book(headers, row, above=7)).interviews
    assert grid.header_row == 8
    assert grid.place("company", 9) == f"Interviews!{letters(1 + len(HEADERS))}9"
    assert grid.value("company", 9) == "Acme"
    assert grid.value("interview_date", 9) in (date(2026, 11, 16), datetime(2026, 11, 16))
    assert set(grid.columns) == {column.key for column in INTERVIEWS.columns}


def test_a_missing_input_column_reads_as_blank() -> None:
    grid = read(
        _book(
            [header for header in HEADERS if header not in ("Phone", "Sent on")], {"Company": "A"}
        )
    ).interviews
    assert "phone" not in grid.columns
    assert grid.value("phone", 2) is None


def test_a_missing_required_column_is_named() -> None:
    with pytest.raises(
        MissingColumn, match=r"Interviews: no column Interviewer in the first 30 rows"
    ):
        read(_book([header for header in HEADERS if header != "Interviewer"]))


def test_a_missing_output_column_is_named_with_what_to_do() -> None:
    with pytest.raises(
        MissingColumn, match=r"no column Status and Why for sheetfollow to fill; add the header"
    ):
        read(_book([header for header in HEADERS if header not in ("Status", "Why")]))


def test_a_column_that_is_there_twice_is_named_with_both_places() -> None:
    with pytest.raises(MissingColumn, match=r"Company is there twice \(A1 and AM1\)"):
        read(_book([*HEADERS, "company"]))


def test_a_header_below_the_first_30_rows_is_not_found() -> None:
    with pytest.raises(MissingColumn):
        read(_book(HEADERS, above=30))
    assert read(_book(HEADERS, above=29)).interviews.header_row == 30


def test_a_workbook_without_its_sheets_is_refused_by_name() -> None:
    with pytest.raises(MissingSheet, match="no sheet Communications"):
        read(_book(HEADERS, change=lambda book: book.remove(book["Communications"])))


def test_sheet_names_are_compared_without_case() -> None:
    def rename(book: Any) -> None:
        book[
            "Interviews"
        ].title = "x"  # openpyxl sees a clash between a title and its own other spelling
        book["x"].title = "INTERVIEWS"

    assert read(_book(HEADERS, change=rename)).interviews.name == "INTERVIEWS"


def test_the_totals_row_of_a_table_is_no_data() -> None:
    def with_totals(book: Any) -> None:
        table = Table(displayName="T", ref=f"A1:{letters(len(HEADERS))}3", totalsRowCount=1)
        book["Interviews"].add_table(table)

    grid = read(
        _book(HEADERS, {"Company": "A"}, {"Company": "Total"}, change=with_totals)
    ).interviews
    assert [grid.value("company", row) for row in (2, 3)] == ["A", None]
    assert grid.table is not None
    assert (grid.table.last_row, grid.table.totals_rows) == (3, 1)


def test_a_damaged_table_range_gives_one_clear_line() -> None:
    def with_table(book: Any) -> None:
        book["Interviews"].add_table(Table(displayName="T", ref=f"A1:{letters(len(HEADERS))}2"))

    data = changed(
        _book(HEADERS, {"Company": "A"}, change=with_table),
        "xl/tables/table1.xml",
        'ref="A1:',
        'ref="A:',
    )
    with pytest.raises(UnsafeInput, match="is damaged"):
        read(data)


def test_the_1904_date_system_is_seen() -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    def set_epoch(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904

    assert read(_book(HEADERS, change=set_epoch)).date1904
    assert not read(_book(HEADERS)).date1904


def test_all_that_is_missing_is_told_in_one_message() -> None:
    headers = [header for header in HEADERS if header not in ("Interviewer", "Why")]
    with pytest.raises(
        MissingSheet,
        match=(
            r"no sheet Communications; .*\. Interviews: no column Interviewer in .*"
            r"\. Interviews: no column Why for sheetfollow to fill"
        ),
    ):
        read(_book(headers, change=lambda book: book.remove(book["Communications"])))


def test_a_foreign_workbook_is_told_from_one_that_lacks_a_sheet() -> None:
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(NotOurs, match="has none of sheetfollow's sheets"):
        read(out.getvalue())


def test_columns_of_ours_that_hold_values_beside_no_id_are_the_users_own() -> None:
    rows = [{"Company": "Acme", "Status": "Applied", "Why": "fun"}, {"Company": "B", "Status": "x"}]
    with pytest.raises(
        NotOurs, match=r"Interviews!E: your own Status\? sync would replace 3 cells; if not, empty"
    ):
        read(_book(HEADERS, *rows))
    assert read(_book(HEADERS, *rows, {"ID": "b2c3d4"})).interviews.height == 3


@pytest.mark.parametrize("title", ["My talks", "Interviews (sheetfollow)"])
def test_a_sheet_of_ours_is_found_by_its_headers_where_it_is_called_otherwise(title: str) -> None:
    def rename(book: Any) -> None:
        book["Interviews"].title = title
        book.create_sheet("Interviews").append(["Company", "When"])

    assert read(_book(HEADERS, {"Company": "Acme"}, change=rename)).interviews.name == title


def test_a_sheet_renamed_to_ours_is_theirs_whatever_else_is_missing() -> None:
    with pytest.raises(NotOurs, match=r"your own Status\? sync would replace 1 cell;"):
        read(
            _book(
                HEADERS,
                {"Company": "Acme", "Status": "Applied"},
                change=lambda book: book.remove(book["Communications"]),
            )
        )
