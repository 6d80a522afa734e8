"""Writing back: what an edit becomes in the sheet, worked out by hand (spec 7)."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from sheetfollow.exceptions import CannotWrite, SheetfollowError, UnsafeInput
from sheetfollow.model import CellStyle, Edit
from sheetfollow.writeback import apply, is_signed, verify
from tests.helpers.hazards import MAIN, hazards, parts_of, related, table, zipped
from tests.helpers.packages import SHEET, cell, changed, part, proved

PLAIN = zipped(parts_of())
BOOKS = hazards()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=cmd()", '<c r="C2" t="inlineStr"><is><t>=cmd()</t></is></c>'),
        ("+1", '<c r="C2" t="inlineStr"><is><t>+1</t></is></c>'),
        ("a<b>&\"c'", '<c r="C2" t="inlineStr"><is><t>a&lt;b&gt;&amp;"c\'</t></is></c>'),
        (
            " two\nlines",
            '<c r="C2" t="inlineStr"><is><t xml:space="preserve"> two\nlines</t></is></c>',
        ),
        (
            "bell\x07 _x0041_",
            '<c r="C2" t="inlineStr"><is><t>bell_x0007_ _x005F_x0041_</t></is></c>',
        ),
        ("half \ud83d", '<c r="C2" t="inlineStr"><is><t>half _xD83D_</t></is></c>'),
        ("a\r\nb", '<c r="C2" t="inlineStr"><is><t xml:space="preserve">a&#13;\nb</t></is></c>'),
        ("\N{GRINNING FACE} é", '<c r="C2" t="inlineStr"><is><t>\N{GRINNING FACE} é</t></is></c>'),
        (42, '<c r="C2"><v>42</v></c>'),
        (1.0, '<c r="C2"><v>1</v></c>'),
        (-0.1, '<c r="C2"><v>-0.1</v></c>'),
        (1e300, '<c r="C2"><v>1e+300</v></c>'),
        (True, '<c r="C2" t="b"><v>1</v></c>'),
        (False, '<c r="C2" t="b"><v>0</v></c>'),
        (None, '<c r="C2"/>'),
        ("", '<c r="C2"/>'),
    ],
)
def test_a_value_is_written_as_what_it_is_and_text_never_becomes_a_formula(
    value: object, written: str
) -> None:
    assert cell(proved(PLAIN, [Edit("Data", "C2", value)]), "C2") == written  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "serial", "serial_1904"),
    [
        (date(2026, 3, 4), "46085", "44623"),
        (datetime(2026, 3, 4, 12), "46085.5", "44623.5"),
        (date(1900, 3, 1), "61", None),
        (date(1900, 2, 28), "59", None),
        (date(1900, 1, 1), "1", None),
        (date(1904, 1, 1), "1462", "0"),
    ],
)
def test_a_date_is_a_serial_of_the_workbooks_date_system(
    value: date, serial: str, serial_1904: str | None
) -> None:
    assert f"<v>{serial}</v>" in cell(proved(PLAIN, [Edit("Data", "B2", value)]), "B2")
    if serial_1904 is not None:
        assert f"<v>{serial_1904}</v>" in cell(
            proved(BOOKS["1904"], [Edit("Data", "B2", value)]), "B2"
        )


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        10**400,
        "x" * 32768,
        date(1899, 12, 31),
        datetime(2026, 1, 1, tzinfo=UTC),
        b"x",
        object(),
    ],
)
def test_a_value_that_no_cell_can_hold_stops_the_write_and_names_the_cell(value: object) -> None:
    with pytest.raises(CannotWrite, match="Data!C2"):
        apply(PLAIN, [Edit("Data", "C2", value)])  # type: ignore[arg-type]


def test_the_longest_text_is_32767_characters() -> None:
    assert "x" * 32767 in cell(proved(PLAIN, [Edit("Data", "C2", "x" * 32767)]), "C2")


def test_a_date_in_a_cell_without_a_date_format_gets_one_and_others_keep_theirs() -> None:
    after = proved(
        PLAIN,
        [
            Edit("Data", "B2", date(2026, 3, 4)),
            Edit("Data", "C2", date(2026, 3, 4)),
            Edit("Data", "D2", datetime(2026, 3, 4, 15, 30)),
            Edit("Data", "B4", date(2026, 3, 4), CellStyle(number_format="ddd d mmm")),
        ],
    )
    sheet = openpyxl.load_workbook(io.BytesIO(after))["Data"]
    formats = [sheet[name].number_format for name in ("B2", "C2", "D2", "B4")]
    assert formats == ["d mmm yyyy", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "ddd d mmm"]


def test_no_edits_and_edits_that_change_nothing_return_the_very_bytes() -> None:
    held = [
        Edit("Data", "B2", 45000),
        Edit("Data", "B2", date(2023, 3, 15)),
        Edit("Data", "C2", "first"),
        Edit("Data", "D2", True),
        Edit("Data", "A9", None),
        Edit("Data", "A9", ""),
        Edit(
            "Data",
            "B2",
            45000.0,
            CellStyle(number_format="d mmm yyyy", bold=False, fill="", wrap=False),
        ),
        Edit("Data", "B2", 45000, None, ""),
    ]
    assert apply(PLAIN, []) is PLAIN
    for edit in held:
        assert apply(PLAIN, [edit]) is PLAIN, edit


def test_true_and_one_are_two_values() -> None:
    assert cell(proved(PLAIN, [Edit("Data", "D2", 1)]), "D2") == '<c r="D2"><v>1</v></c>'
    assert (
        cell(proved(PLAIN, [Edit("Data", "B2", True)]), "B2")
        == '<c r="B2" s="1" t="b"><v>1</v></c>'
    )


def test_rich_text_that_says_the_same_stays_rich() -> None:
    assert apply(BOOKS["rich text"], [Edit("Data", "B5", "rich text")]) is BOOKS["rich text"]


def test_every_other_byte_of_the_sheet_stays() -> None:
    after = part(proved(PLAIN, [Edit("Data", "C2", 5)]))
    assert after == part(PLAIN).replace('<c r="C2" t="s"><v>0</v></c>', '<c r="C2"><v>5</v></c>')


def _row(data: bytes, number: int) -> str:
    """The start tag of a row."""
    found = re.search(rf'<row r="{number}"[^>]*>', part(data))
    return found[0] if found else ""


def test_a_row_is_as_high_as_an_edit_asks_and_no_other() -> None:
    edits = [
        Edit("Data", "C2", "two lines", height=30.0),
        Edit("Data", "D2", True),
        Edit("Data", "A9", "a new row", height=45.0),
        Edit("Data", "B4", 7),
    ]
    after = proved(PLAIN, edits)
    assert ' ht="30" customHeight="1"' in _row(after, 2)
    assert _row(after, 9) == '<row r="9" ht="45" customHeight="1">'
    assert _row(after, 4) == _row(PLAIN, 4)
    lower = proved(after, [Edit("Data", "C2", "one", height=15.5)])
    assert ' ht="15.5" customHeight="1"' in _row(lower, 2)
    assert _row(lower, 2).count(" ht=") == 1


def test_a_row_without_cells_keeps_none_and_is_as_high_as_asked() -> None:
    bare = changed(PLAIN, SHEET, "</sheetData>", '<row r="20" hidden="0"/></sheetData>')
    after = proved(bare, [Edit("Data", "A20", None, height=30.0)])
    assert _row(after, 20) == '<row r="20" hidden="0" ht="30" customHeight="1"/>'
    full = proved(bare, [Edit("Data", "A20", 1, height=30.0)])
    assert _row(full, 20) == '<row r="20" hidden="0" ht="30" customHeight="1">'


def test_other_entries_are_copied_raw() -> None:
    for name in (
        "plain",
        "picture",
        "stored",
        "data descriptors",
        "zip64",
        "bytes before the archive",
    ):
        before, after = BOOKS[name], proved(BOOKS[name], [Edit("Data", "C2", 5)])
        old, new = zipfile.ZipFile(io.BytesIO(before)), zipfile.ZipFile(io.BytesIO(after))
        assert [each.filename for each in old.infolist()] == [
            each.filename for each in new.infolist()
        ]
        assert new.testzip() is None
        ends = [each.header_offset for each in old.infolist()[1:]] + [old.start_dir]
        for one, other, end in zip(old.infolist(), new.infolist(), ends, strict=True):
            assert (one.date_time, one.extra, one.external_attr) == (
                other.date_time,
                other.extra,
                other.external_attr,
            )
            if one.filename not in (SHEET, "xl/workbook.xml"):
                size = end - one.header_offset
                raw = before[one.header_offset : end]
                assert after[other.header_offset : other.header_offset + size] == raw


def test_what_describes_the_old_value_goes_with_it_and_the_rest_stays() -> None:
    rows = (
        '<row r="2"><c r="B2" cm="1" s="2" t="s" ph="1" vm="3"><v>0</v><extLst><ext'
        ' uri="a"/></extLst></c></row>'
    )
    after = proved(zipped(parts_of(rows)), [Edit("Data", "B2", "new")])
    assert (
        cell(after, "B2") == '<c r="B2" s="2" ph="1" t="inlineStr"><is><t>new</t></is><extLst><ext'
        ' uri="a"/></extLst></c>'
    )


def test_new_cells_and_rows_stand_in_order_and_the_dimension_and_spans_grow() -> None:
    edits = [
        Edit("Data", name, index)
        for index, name in enumerate(("A2", "E2", "C3", "AA4", "C4", "A1", "B9"))
    ]
    after = part(proved(PLAIN, edits))
    assert (
        after[after.index("<dimension") : after.index("</sheetData>")]
        == '<dimension ref="A1:AA9"/><sheetData><row r="1"><c r="A1"><v>5</v></c></row><row r="2"'
        ' spans="1:5" ht="20" customHeight="1"><c r="A2"><v>0</v></c><c r="B2"'
        ' s="1"><v>45000</v></c><c r="C2" t="s"><v>0</v></c><c r="D2" t="b"><v>1</v></c><c'
        ' r="E2"><v>1</v></c></row><row r="3"><c r="C3"><v>2</v></c></row><row r="4"'
        ' spans="2:27"><c r="B4" t="str"><f>B2&amp;"x"</f><v>45000x</v></c><c'
        ' r="C4"><v>4</v></c><c r="AA4"><v>3</v></c></row><row r="9"><c'
        ' r="B9"><v>6</v></c></row>'
    )


def test_a_sheet_without_rows_gets_them() -> None:
    after = part(proved(BOOKS["no rows"], [Edit("Data", "B2", 1), Edit("Data", "A1", 2)]))
    assert (
        '<dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1"><v>2</v></c></row>'
        '<row r="2"><c r="B2"><v>1</v></c></row></sheetData>' in after
    )


def test_rows_and_cells_without_names_keep_their_places() -> None:
    edits = [Edit("Data", name, 9) for name in ("A1", "B1", "B2", "D2", "A3", "B5", "C7")]
    after = part(proved(BOOKS["no names"], edits))
    assert (
        after[after.index("<sheetData>") : after.index("</sheetData>")]
        == '<sheetData><row><c><v>9</v></c><c r="B1"><v>9</v></c></row><row><c/><c><v>9</v></c><c'
        ' t="str"><v>three</v></c><c r="D2"><v>9</v></c></row><row><c'
        ' r="A3"><v>9</v></c></row><row r="5"><c r="B5"><v>9</v></c></row><row'
        ' r="7"><c><v>4</v></c><c r="C7"><v>9</v></c></row>'
    )


def test_a_new_cell_takes_the_style_of_its_row_else_of_its_column() -> None:
    rows = '<row r="2" s="2" customFormat="1"/><row r="3" s="2"/>'
    data = zipped(parts_of(rows, head='<cols><col min="3" max="5" width="9" style="1"/></cols>'))
    edits = [Edit("Data", name, 1) for name in ("C2", "C3", "D4", "F4")]
    after = proved(
        data, [*edits, Edit("Data", "E5", None), Edit("Data", "E6", None, CellStyle(bold=True))]
    )
    written = [cell(after, name) for name in ("C2", "C3", "D4", "F4", "E5")]
    assert written == [
        '<c r="C2" s="2"><v>1</v></c>',
        '<c r="C3" s="1"><v>1</v></c>',
        '<c r="D4" s="1"><v>1</v></c>',
        '<c r="F4"><v>1</v></c>',
        "",
    ]
    font = openpyxl.load_workbook(io.BytesIO(after))["Data"]["E6"]
    assert (font.font.b, font.number_format) == (True, "d mmm yyyy")


def test_of_two_edits_of_a_cell_the_last_wins() -> None:
    edits = [Edit("Data", "C2", 1), Edit("data", "c2", 2)]
    assert cell(apply(PLAIN, edits), "C2") == '<c r="C2"><v>2</v></c>'


@pytest.mark.parametrize("name", ["XFE1", "A1048577", "A0", "1A", "", "A1:B2", "Data!A1", "$A$1"])
def test_a_cell_that_no_sheet_has_stops_the_write(name: str) -> None:
    with pytest.raises(CannotWrite, match="no such cell"):
        apply(PLAIN, [Edit("Data", name, 1)])


def test_the_last_cell_of_a_sheet_can_be_written() -> None:
    assert cell(proved(PLAIN, [Edit("Data", "XFD1048576", 1)]), "XFD1048576")


def test_a_sheet_is_found_by_its_name_whatever_its_case_and_an_unknown_one_stops_the_write() -> (
    None
):
    assert cell(apply(PLAIN, [Edit("dATA", "C2", 1)]), "C2") == '<c r="C2"><v>1</v></c>'
    with pytest.raises(CannotWrite, match="Other: the workbook has no such sheet"):
        apply(PLAIN, [Edit("Other", "A1", 1)])


def test_a_chart_sheet_has_no_cells_to_write() -> None:
    parts = parts_of()
    parts["xl/_rels/workbook.xml.rels"] = related(
        [("chartsheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]
    )
    with pytest.raises(CannotWrite, match="Data: this sheet has no cells"):
        apply(zipped(parts), [Edit("Data", "A1", 1)])


@pytest.mark.parametrize(
    ("book", "name", "owner"),
    [
        ("dynamic array", "F6", "the array formula in F6:F8"),
        ("dynamic array", "F7", "the array formula in F6:F8"),
        ("dynamic array", "F8", "the array formula in F6:F8"),
        ("pivot", "I5", "the pivot table in H3:J9"),
    ],
)
def test_what_belongs_to_something_else_stops_the_write_and_says_to_what(
    book: str, name: str, owner: str
) -> None:
    with pytest.raises(CannotWrite, match=f"Data!{name} belongs to {owner}; "):
        apply(BOOKS[book], [Edit("Data", name, 1)])


def test_of_a_merged_range_only_the_first_cell_can_be_written() -> None:
    data = zipped(parts_of(tail='<mergeCells count="1"><mergeCell ref="C2:D3"/></mergeCells>'))
    proved(data, [Edit("Data", "C2", 1)])
    with pytest.raises(
        CannotWrite, match="Data!D3 belongs to the merged cells C2:D3; unmerge them first"
    ):
        apply(data, [Edit("Data", "D3", 1)])


def test_a_what_if_table_is_not_ours_to_write() -> None:
    rows = (
        '<row r="2"><c r="B2"><f t="dataTable" ref="B2:C3" dt2D="1" r1="A1"'
        ' r2="A2"/><v>1</v></c></row>'
    )
    with pytest.raises(CannotWrite, match="Data!C3 belongs to the what-if data table in B2:C3"):
        apply(zipped(parts_of(rows)), [Edit("Data", "C3", 1)])


def test_a_formula_under_an_edit_is_replaced_and_the_workbook_recomputed() -> None:
    after = proved(PLAIN, [Edit("Data", "B4", 3)])
    assert cell(after, "B4") == '<c r="B4"><v>3</v></c>'
    assert '</sheets><calcPr fullCalcOnLoad="1"/></workbook>' in part(after, "xl/workbook.xml")


def test_without_formulas_or_a_changed_value_the_workbook_part_is_untouched() -> None:
    data = zipped(parts_of('<row r="2"><c r="B2"><v>1</v></c></row>'))
    for before, edit in (
        (data, Edit("Data", "B2", 3)),
        (PLAIN, Edit("Data", "C2", "first", CellStyle(bold=True))),
    ):
        assert part(proved(before, [edit]), "xl/workbook.xml") == part(before, "xl/workbook.xml")


def test_settings_of_calculation_that_are_there_are_kept() -> None:
    data = zipped(parts_of(book_tail='<calcPr calcId="191029" iterate="1"/><extLst/>'))
    after = part(proved(data, [Edit("Data", "B2", 3)]), "xl/workbook.xml")
    assert '<calcPr calcId="191029" iterate="1" fullCalcOnLoad="1"/><extLst/>' in after


def test_the_chain_of_calculation_loses_the_formula_and_the_next_link_says_its_sheet() -> None:
    book = BOOKS["calculation chain"]
    after = proved(book, [Edit("Data", "B4", 3)])
    assert '"><c r="F9" i="7"/></calcChain>' in part(after, "xl/calcChain.xml")
    assert '</definedNames><calcPr fullCalcOnLoad="1"/><extLst/>' in part(after, "xl/workbook.xml")


def test_a_chain_of_calculation_without_links_goes_with_its_relationship_and_content_type() -> None:
    after = proved(BOOKS["calculation chain"], [Edit("Data", "B4", 3), Edit("Data", "F9", 3)])
    assert part(after, "xl/calcChain.xml") == ""
    assert "calcChain" not in part(after, "xl/_rels/workbook.xml.rels") + part(
        after, "[Content_Types].xml"
    )


def test_a_shared_formula_is_passed_on_to_the_next_cell_of_its_group() -> None:
    after = proved(BOOKS["shared formulas"], [Edit("Data", "F6", 1)])
    assert (
        cell(after, "F7")
        == '<c r="F7"><f t="shared" si="0" ref="F7:F8">B7*$C$1+LOG10(C7)&amp;"A1"</f><v>0</v></c>'
    )
    assert cell(after, "F8") == cell(BOOKS["shared formulas"], "F8")


def test_a_follower_of_a_shared_formula_goes_alone() -> None:
    after = proved(BOOKS["shared formulas"], [Edit("Data", "F7", 1)])
    assert [cell(after, name) for name in ("F6", "F8")] == [
        cell(BOOKS["shared formulas"], name) for name in ("F6", "F8")
    ]


def test_a_shared_formula_skips_edited_cells_and_ends_with_its_last_cell() -> None:
    book = BOOKS["shared formulas"]
    after = proved(book, [Edit("Data", "F6", 1), Edit("Data", "F7", 1)])
    assert (
        cell(after, "F8")
        == '<c r="F8"><f t="shared" si="0" ref="F8">B8*$C$1+LOG10(C8)&amp;"A1"</f></c>'
    )
    gone = proved(book, [Edit("Data", name, 1) for name in ("F6", "F7", "F8")])
    assert "shared" not in part(gone)


def test_a_table_grows_to_the_row_that_asks_for_it_with_its_filter() -> None:
    edits = [Edit("Data", "B5", "x", grow=True), Edit("Data", "C6", "y", grow=True)]
    after = proved(BOOKS["table"], edits)
    assert part(after, "xl/tables/table1.xml") == table("B2:D6").replace("B2:D4", "B2:D6")
    assert part(proved(BOOKS["table"], [Edit("Data", "B5", "x")]), "xl/tables/table1.xml") == table(
        "B2:D4"
    )
    assert part(
        proved(BOOKS["table"], [Edit("Data", "A5", "x", grow=True)]), "xl/tables/table1.xml"
    ) == table("B2:D4")


def _with_table(rows: str, reference: str, *, totals: bool = False, tail: str = "") -> bytes:
    parts = dict(
        zip(zipfile.ZipFile(io.BytesIO(BOOKS["table"])).namelist(), [""] * 20, strict=False)
    )
    parts = {name: part(BOOKS["table"], name) for name in parts}
    parts["xl/tables/table1.xml"] = table(reference, totals=totals)
    parts[SHEET] = parts[SHEET].replace("</sheetData>", f"{rows}</sheetData>{tail}")
    return zipped(parts)


@pytest.mark.parametrize(
    ("rows", "reference", "totals", "tail", "reason"),
    [
        ("", "B2:D4", True, "", "the table Log above ends with a totals row"),
        (
            '<row r="5"><c r="D5"><v>1</v></c></row>',
            "B2:D4",
            False,
            "",
            "the content of D5 leaves the table Log no room",
        ),
        (
            "",
            "B2:D4",
            False,
            '<mergeCells><mergeCell ref="D6:E7"/></mergeCells>',
            "the merged cells D6:E7",
        ),
    ],
)
def test_what_stands_in_the_way_of_a_table_stops_the_write(
    rows: str, reference: str, totals: bool, tail: str, reason: str
) -> None:
    with pytest.raises(CannotWrite, match=f"Data!B6: .*{reason}"):
        apply(
            _with_table(rows, reference, totals=totals, tail=tail),
            [Edit("Data", "B6", "x", grow=True)],
        )


def test_another_table_in_the_way_stops_the_write() -> None:
    parts = {
        name: part(BOOKS["table"], name)
        for name in zipfile.ZipFile(io.BytesIO(BOOKS["table"])).namelist()
    }
    parts["xl/tables/table2.xml"] = table("C7:E9", name="Other")
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = related(
        [("table", "../tables/table1.xml"), ("table", "../tables/table2.xml")]
    )
    with pytest.raises(
        CannotWrite, match="Data!B8: the table Other in C7:E9 leaves no room for Log"
    ):
        apply(zipped(parts), [Edit("Data", "B8", "x", grow=True)])


PIVOT_WITH_FILTERS = zipped(
    parts_of(
        sheet_refers=[("pivotTable", "../pivotTables/pivotTable1.xml")],
        extra={
            "xl/pivotTables/pivotTable1.xml": (
                f'<pivotTableDefinition xmlns="{MAIN}"><location ref="H8:J12" rowPageCount="2"'
                ' colPageCount="3"/></pivotTableDefinition>'
            )
        },
    )
)


@pytest.mark.parametrize(
    ("cell", "is_filter"),
    [
        ("H5", True),  # two rows of filters stand above, with a blank row between
        ("O6", True),  # three pairs, each with a blank column behind it but the last: H to O
        ("P6", False),
        ("G6", False),
        ("H4", False),
        ("H7", False),
    ],
)
def test_the_filters_above_a_pivot_table_belong_to_it(cell: str, is_filter: bool) -> None:
    if is_filter:
        with pytest.raises(CannotWrite, match="the pivot table"):
            apply(PIVOT_WITH_FILTERS, [Edit("Data", cell, 1)])
    else:
        proved(PIVOT_WITH_FILTERS, [Edit("Data", cell, 1)])


def test_headers_and_totals_of_a_table_keep_their_texts() -> None:
    with pytest.raises(
        CannotWrite, match="Data!B2 belongs to the headers of the table Log in B2:D2"
    ):
        apply(BOOKS["table"], [Edit("Data", "B2", "New")])
    with pytest.raises(
        CannotWrite, match="Data!C4 belongs to the totals row of the table Log in B4:D4"
    ):
        apply(_with_table("", "B2:D4", totals=True), [Edit("Data", "C4", 1)])
    proved(BOOKS["table"], [Edit("Data", "B2", "One", CellStyle(bold=True))])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"PK\x03\x04 broken",
        PLAIN[:-40],
        PLAIN[: len(PLAIN) // 2],
        b"\xd0\xcf\x11\xe0" * 99,
    ],
)
def test_what_is_no_sound_zip_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(UnsafeInput, match="not a workbook"):
        apply(data, [Edit("Data", "A1", 1)])
    with pytest.raises(UnsafeInput, match="not a workbook"):
        verify(data, data, [Edit("Data", "A1", 1)])


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", SHEET, "[Content_Types].xml", "xl/styles.xml", "_rels/.rels"]
)
@pytest.mark.parametrize(
    "content", ["", "junk", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<a>", b"\xff\xfe\x00"]
)
def test_a_broken_part_is_a_clear_error_and_never_another(name: str, content: str | bytes) -> None:
    broken = zipped({**parts_of(), name: content})
    edits = [Edit("Data", "B4", 1, CellStyle(bold=True), "a")]
    with pytest.raises(SheetfollowError):
        verify(PLAIN, apply(broken, edits), edits)


def test_a_signed_workbook_can_be_told() -> None:
    assert is_signed(BOOKS["signed"])
    assert not is_signed(PLAIN)


def test_ten_thousand_rows_are_written_and_proved() -> None:
    columns = "ABCDEFGHIJKLMNOPQRSTUVWXY"
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}"><v>{row}</v></c>' for letter in columns)
        + "</row>"
        for row in range(1, 10_001)
    )
    data = zipped(parts_of(rows))
    edits = [
        Edit("Data", f"{letter}{row}", f"text {row}")
        for row in range(2, 10_001)
        for letter in columns[-8:]
    ]
    after = apply(data, edits)
    verify(data, after, edits)
    assert cell(after, "Y10000").endswith("<t>text 10000</t></is></c>")


def test_rows_in_the_middle_of_white_space_and_attributes_in_quotes_are_found() -> None:
    rows = "\n <row\tr='2' >\n  <c  r = 'B2'\ts='1'\n><v>1</v\n></c  >\n </row >\n"
    after = part(
        proved(
            zipped(parts_of(rows)),
            [Edit("Data", "B2", 2), Edit("Data", "C2", 3), Edit("Data", "A3", 4)],
        )
    )
    assert (
        "\n <row\tr='2' >\n  <c  r = 'B2'\ts='1'><v>2</v></c>\n <c r=\"C2\"><v>3</v></c></row >\n"
        in after
    )


def test_formulas_on_another_sheet_are_recomputed_though_no_chain_names_them() -> None:
    """Applications other than Excel write no calculation chain; a summary of the user's own must
    not go stale."""
    book = openpyxl.Workbook()
    book.active.title = "Data"
    book.create_sheet("Summary")["A1"] = "=COUNTA(Data!A:A)"
    out = io.BytesIO()
    book.save(out)
    data = changed(out.getvalue(), "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    assert 'fullCalcOnLoad="1"' in part(proved(data, [Edit("Data", "A1", "x")]), "xl/workbook.xml")
