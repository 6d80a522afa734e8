"""Each thing that a careless writer loses is still there after a write, byte for byte (spec 7)."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from python_calamine import load_workbook

from sheetfollow.model import CellStyle, Edit
from sheetfollow.writeback import apply
from tests.helpers.hazards import hazards
from tests.helpers.loss_meter import Difference, differences
from tests.helpers.packages import SHEET, cell, part, proved

BOOKS = hazards()
EDITS = [
    Edit(
        "Data",
        "B2",
        date(2026, 3, 4),
        CellStyle(fill="FFE699", color="C00000", bold=True, underline=True),
    ),
    Edit("Data", "C2", "=1+1", CellStyle(wrap=True, vertical="top"), "drafts/Ann Lee.txt"),
    Edit("Data", "B4", 3, CellStyle(number_format='0.0 "h"')),
    Edit("Data", "C4", None),
    Edit("Data", "D3", False),
    Edit("Data", "G2", "new", None, "#Data!A1"),
    Edit("Data", "A12", "below"),
]
ALLOWED = {"B2", "C2", "B4", "C4", "D3", "G2", "A12"}
SHEET_PLACES = re.compile(r"row (3|12)|row [24]|/dimension|/hyperlinks")


def _edits(name: str) -> list[Edit]:
    """The edits, without those of a table's headers."""
    return [edit for edit in EDITS if name != "table" or edit.cell not in ("B2", "C2")]


def _explained(found: Difference) -> bool:
    if found.part.lower().replace("\\", "/") == SHEET:
        return found.place in ALLOWED or bool(SHEET_PLACES.fullmatch(found.place))
    if found.part == "xl/workbook.xml":
        return found.place.startswith("/calcPr") and "fullCalcOnLoad" in found.words
    if found.part == "xl/styles.xml":
        return found.words == "new part" or bool(
            re.match("(new element|attribute count)", found.words)
        )
    if found.part.lower().replace("\\", "/").endswith("sheet1.xml.rels"):
        return found.words == "new part" or "hyperlink" in found.words
    return "calcChain" in found.part or "styles.xml" in found.words


@pytest.mark.parametrize("name", BOOKS)
def test_nothing_outside_the_edits_changes(name: str) -> None:
    before, edits = BOOKS[name], _edits(name)
    after = proved(before, edits)
    assert [found for found in differences(before, after) if not _explained(found)] == []


@pytest.mark.parametrize("name", BOOKS)
def test_calamine_and_openpyxl_read_the_values_back(name: str) -> None:
    after = apply(BOOKS[name], _edits(name))
    wanted = {edit.cell: edit.value for edit in _edits(name)}
    try:
        readable = (
            load_workbook(io.BytesIO(BOOKS[name])).get_sheet_by_index(0).to_python()
            or name == "no rows"
        )
    except Exception:
        readable = False
    if not readable:
        return  # calamine does not read the original either
    rows = load_workbook(io.BytesIO(after)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[11][0] == wanted["A12"]
    assert rows[1][6] == wanted["G2"]
    assert rows[2][3] is False
    if "C2" in wanted:
        assert (rows[1][2], str(rows[1][1])[:10] in ("2026-03-04", "46085.0", "44623.0")) == (
            "=1+1",
            True,
        )


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
@pytest.mark.parametrize(
    "name", ["plain", "prefixed", "no styles", "empty lists of styles", "no lists of styles"]
)
def test_formats_come_back_as_asked(name: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(apply(BOOKS[name], EDITS)))["Data"]
    dated, linked = sheet["B2"], sheet["C2"]
    assert (dated.fill.fgColor.rgb, dated.font.color.rgb) == ("FFFFE699", "FFC00000")
    assert (dated.font.b, dated.font.u is not None) == (True, True)
    assert (linked.alignment.wrap_text, linked.alignment.vertical) == (True, "top")
    assert linked.hyperlink.target == "drafts/Ann%20Lee.txt"
    assert sheet["B4"].number_format == '0.0 "h"'


def test_a_strict_workbook_stays_strict_and_a_prefixed_one_prefixed() -> None:
    assert "purl.oclc.org/ooxml/officeDocument/relationships/hyperlink" in part(
        apply(BOOKS["strict"], EDITS), "xl/worksheets/_rels/sheet1.xml.rels"
    )
    assert cell(apply(BOOKS["prefixed"], [Edit("Data", "C2", "x")]), "C2") == (
        '<x:c r="C2" t="inlineStr"><x:is><x:t>x</x:t></x:is></x:c>'
    )


def test_a_part_in_utf_16_stays_in_utf_16() -> None:
    after = apply(BOOKS["utf-16"], [Edit("Data", "C2", "é\N{GRINNING FACE}")])
    raw = zipfile.ZipFile(io.BytesIO(after)).read(SHEET)
    assert raw.startswith(b"\xff\xfe")
    assert "<t>é\N{GRINNING FACE}</t>" in raw.decode("utf-16")


def test_what_looks_like_a_cell_in_a_comment_is_none() -> None:
    after = part(
        proved(BOOKS["comments and CDATA"], [Edit("Data", "A1", 1), Edit("Data", "C2", 2)])
    )
    assert (
        '<!-- <row r="1"><c r="A1"/></row> --><row r="1"><c r="A1"><v>1</v></c></row><row r="2">'
        in after
    )
    assert (
        '<v><![CDATA[</c><c r="C2">]]></v></c><?note <c r=\'D2\'>?><c r="C2"><v>2</v></c></row>'
        in after
    )


def test_a_value_in_cdata_is_known() -> None:
    book = BOOKS["comments and CDATA"]
    assert apply(book, [Edit("Data", "B2", '</c><c r="C2">')]) is book
