"""A merge holds its value for each of its rows, or the message names it (spec 4); one that is no
range, or of whole rows or columns, is refused in our words (spec 7)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.intake import take_in
from sheetfollow.intake.merges import Merges
from sheetfollow.intake.settings import read_settings
from sheetfollow.intake.workbook import read
from sheetfollow.schema import INTERVIEWS
from sheetfollow.xlsx.a1 import Corners, letters
from tests.helpers.hostile import merges
from tests.helpers.hostile_zip import with_sheet

TODAY = date(2026, 11, 23)
ROWS = [
    {"Company": "Acme", "Job title": "Analyst", "Interviewer": "Dana Lee"},
    {"Interviewer": "Bo Ray"},
    {"Interviewer": "Cy Poe"},
]


def _column(header: str) -> str:
    return letters([column.header for column in INTERVIEWS.columns].index(header) + 1)


def _row(number: int, cells: dict[str, str]) -> str:
    inline = (
        f'<c r="{_column(header)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for header, text in cells.items()
    )
    return f'<row r="{number}">{"".join(inline)}</row>'


def _sheet(*references: str) -> bytes:
    """Three people of one talk, who are named in rows 2 to 4; the merges are on their sheet."""
    lines = [_row(number, cells) for number, cells in enumerate(ROWS, start=2)]
    return with_sheet("".join(lines), after="".join(merges(each, 1) for each in references))


def test_a_merge_down_to_the_end_of_the_sheet_holds_its_value_for_each_row_that_is_there() -> None:
    company, title = _column("Company"), _column("Job title")
    book = read(_sheet(f"{company}2:{company}1048576", f"{title}2:{title}4"))
    rows = take_in(book, read_settings(book.settings), today=TODAY).rows
    assert list(rows["company"]) == ["Acme"] * 3
    assert list(rows["job_title"]) == ["Analyst"] * 3


def test_a_merge_that_begins_above_the_table_fills_no_row() -> None:
    company = _column("Company")
    book = read(_sheet(f"{company}1:{company}1048576"))
    assert book.interviews.merged_with("company", 3) == f"{company}1"
    rows = take_in(book, read_settings(book.settings), today=TODAY).rows
    assert list(rows["company"]) == ["Acme", "", ""]


@pytest.mark.parametrize("reference", ["A:C", "$A:$C", "1:2", "AX:AZ", "300:301"])
def test_a_sheet_of_ours_that_merges_whole_columns_or_rows_is_refused_in_our_words(
    reference: str,
) -> None:
    told = "^the sheet Interviews merges whole rows or columns; unmerge them, then sync$"
    with pytest.raises(UnsafeInput, match=told):
        read(_sheet(reference))


@pytest.mark.parametrize("reference", ["hello", "", "A0:B2", "A1:B2 C3:D4", "A1:B2:C3"])
def test_a_merge_that_names_no_cells_is_refused_in_our_words(reference: str) -> None:
    told = f"^the sheet Interviews merges '{reference}', which names no cells; open it in Excel"
    with pytest.raises(UnsafeInput, match=told):
        read(_sheet(reference))


# ---- which merge covers a cell ----

_edges = st.tuples(st.integers(1, 9), st.integers(1, 9)).map(sorted)
_ranges = st.builds(
    lambda rows, columns: (rows[0], columns[0], rows[1], columns[1]), _edges, _edges
)


@given(st.lists(_ranges, max_size=8), st.integers(1, 9), st.sets(st.integers(1, 9)))
def test_of_merges_over_each_other_the_upper_one_counts(
    merged: list[Corners], last_row: int, columns: set[int]
) -> None:
    known = Merges(merged, columns, last_row=last_row)
    for column in columns:
        below = {row: top for top, rows in known.downwards(column) for row in rows}
        for row in range(1, last_row + 1):
            corner = _upper(merged, row, column)
            assert known.corner(row, column) == (corner if corner != (row, column) else None)
            assert below.get(row) == (
                corner[0] if corner and corner[1] == column and corner[0] < row else None
            )


def _upper(merged: list[Corners], row: int, column: int) -> tuple[int, int] | None:
    """The first cell of the uppermost merge, then the leftmost, that covers that cell."""
    over = [each for each in merged if each[0] <= row <= each[2] and each[1] <= column <= each[3]]
    return min(over)[:2] if over else None
