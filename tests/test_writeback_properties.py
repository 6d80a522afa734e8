"""Whatever is written: no other cell changes, twice is once, and text comes back as it was (spec
7)."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import load_workbook

from sheetfollow.exceptions import CannotWrite
from sheetfollow.model import CellStyle, Edit, Value
from sheetfollow.writeback import apply, verify
from tests.helpers.hazards import hazards
from tests.helpers.loss_meter import differences
from tests.helpers.packages import SHEET

BOOKS = {name: data for name, data in hazards().items() if name not in ("table", "signed")}
LIMITED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

texts = st.text(st.characters(), max_size=40) | st.text(
    " _x0041\r\n\t<&>\ud800\ufffe'\"", max_size=20
)
values: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
    st.dates(min_value=date(1904, 1, 1)),
    st.datetimes(min_value=datetime(1904, 1, 1)),
)
styles = st.none() | st.builds(
    CellStyle,
    number_format=st.sampled_from([None, "0.00", "d mmm", '"a&b"']),
    wrap=st.none() | st.booleans(),
    horizontal=st.sampled_from([None, "left", "fill"]),
    fill=st.sampled_from([None, "", "FFE699", "aabbcc"]),
    color=st.sampled_from([None, "C00000"]),
    bold=st.none() | st.booleans(),
    underline=st.none() | st.booleans(),
)
links = (
    st.none()
    | st.sampled_from(["", "#Data!A1", "a b.txt", "https://example.com/?a=b#c"])
    | texts
    | texts.map("#".__add__)
)
cells = st.builds(
    lambda column, row: f"{column}{row}", st.sampled_from("ABCDEG"), st.integers(1, 12)
)
edits = st.lists(st.builds(Edit, st.just("Data"), cells, values, styles, links), max_size=8)


@LIMITED
@given(st.sampled_from(sorted(BOOKS)), edits)
def test_whatever_is_written_is_proved_twice_is_once_and_no_other_cell_changes(
    name: str, asked: list[Edit]
) -> None:
    before = BOOKS[name]
    try:
        after = apply(before, asked)
    except CannotWrite:
        return
    verify(before, after, asked)
    assert apply(after, asked) == after
    ours = {edit.cell for edit in asked}
    for found in differences(before, after):
        if found.part == SHEET and found.place[:1].isupper():
            assert found.place in ours, found


@LIMITED
@given(texts)
def test_text_comes_back_as_the_same_text(text: str) -> None:
    after = apply(BOOKS["plain"], [Edit("Data", "C2", text)])
    found = openpyxl.load_workbook(io.BytesIO(after))["Data"]["C2"]
    assert unescape(str(found.value or "")) == text
    assert found.data_type != "f"
    if text and not re.search("[\ud800-\udfff\ufffe\uffff]", text):  # which calamine cannot hold
        rows = (
            load_workbook(io.BytesIO(after)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        )
        assert rows[1][2] == text


@LIMITED
@given(st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_as_the_same_number(number: float) -> None:
    after = apply(BOOKS["plain"], [Edit("Data", "C2", number)])
    assert openpyxl.load_workbook(io.BytesIO(after))["Data"]["C2"].value == number
