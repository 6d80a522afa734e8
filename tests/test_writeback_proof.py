"""The proof of each run: what nobody asked for stops the write, and is named (spec 7).

Each test breaks a written workbook on purpose, as a fault in the writing would.
"""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from typing import Any

import pytest

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.model import CellStyle, Edit
from sheetfollow.writeback import WouldLoseContent, apply, verify
from sheetfollow.xlsx import gate
from sheetfollow.xlsx.proof.text import Plain
from tests.helpers.hazards import ext, hazards, parts_of, table, zipped
from tests.helpers.packages import SHEET, changed, part

TAIL = (
    '<mergeCells count="1"><mergeCell ref="J1:K1"/></mergeCells><hyperlinks><hyperlink ref="B2"'
    ' r:id="rId1" tooltip="t"/><hyperlink ref="B4" location="Data!A1"/></hyperlinks><pageMargins'
    ' left="1"/>' + ext("05C60535", "<x14:kept/>")
)
BOOK = zipped(
    parts_of(
        tail=TAIL,
        sheet_refers=[("hyperlink", "old.txt"), ("drawing", "../drawings/drawing1.xml")],
        extra={
            "xl/drawings/drawing1.xml": "<wsDr><pic/></wsDr>",
            "xl/media/image1.png": b"\x89PNG 1",
        },
        book_refers=[("calcChain", "calcChain.xml")],
    )
    | {
        "xl/calcChain.xml": (
            '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<c r="B4" i="7"/><c r="Z9" l="1"/></calcChain>'
        )
    }
)
EDITS = [
    Edit(
        "Data",
        "C2",
        "new text",
        CellStyle(fill="FFE699", bold=True, number_format="0.0", wrap=True),
        "drafts/a b.txt",
    ),
    Edit("Data", "B4", 7),
    Edit("Data", "E2", date(2026, 3, 4)),
    Edit("Data", "C7", True),
    Edit("Data", "B2", 5, None, "new.txt"),
]
AFTER = apply(BOOK, EDITS)
RELS, STYLES, BOOK_XML = "xl/worksheets/_rels/sheet1.xml.rels", "xl/styles.xml", "xl/workbook.xml"
TYPES, CHAIN = "[Content_Types].xml", "xl/calcChain.xml"


def test_what_was_asked_is_proved() -> None:
    verify(BOOK, AFTER, EDITS)


BREAKS = [
    # an edited cell does not hold what was asked
    (SHEET, "new text", "new texts", "Data|sheet1.xml!C2"),
    (SHEET, "<v>46085</v>", "<v>46086</v>", "sheet1.xml!E2"),
    (SHEET, '<c r="C7" t="b"><v>1</v>', '<c r="C7"><v>1</v>', "sheet1.xml!C7"),
    (SHEET, '<c r="B4"><v>7</v>', '<c r="B4"><f>7</f><v>7</v>', "sheet1.xml!B4"),
    (SHEET, '<c r="B4"><v>7</v></c>', "", "sheet1.xml!B4"),
    (SHEET, '<c r="C7"', '<c r="C7" cm="1"', "sheet1.xml!C7"),
    (SHEET, '<c r="C2" s="4"', '<c r="C2" s="2"', "sheet1.xml!C2"),
    (SHEET, '<c r="B2" s="1"', '<c r="B2" s="3"', "sheet1.xml!B2"),
    # other cells and rows
    (SHEET, '<c r="D2" t="b"><v>1</v>', '<c r="D2" t="b"><v>0</v>', "sheet1.xml!D2"),
    (SHEET, '<c r="D2"', '<c s="1" r="D2"', "sheet1.xml!D2"),
    (SHEET, '<c r="C4" t="e"><v>#N/A</v></c>', "", "sheet1.xml!C4"),
    (SHEET, '<c r="C4" t="e">', '<c r="C4" t="e"><f>1+1</f>', "sheet1.xml!C4"),
    (SHEET, '</row><row r="7">', '<c r="Z4"/></row><row r="7">', "sheet1.xml!Z4"),
    (SHEET, ' ht="20"', ' ht="21"', "sheet1.xml!2:2"),
    (SHEET, ' customHeight="1"', "", "sheet1.xml!2:2"),
    (SHEET, 'spans="2:5"', 'spans="2:3"', "sheet1.xml!2:2"),
    (SHEET, '<row r="7">', '<row r="7" ht="9">', "sheet1.xml!7:7"),
    (SHEET, '<row r="7">', '<row r="6"><c r="A6"/></row><row r="7">', "sheet1.xml!A6"),
    (SHEET, '<row r="7">', '<row r="8">', "sheet1.xml"),
    (SHEET, "<sheetData>", "<sheetData><!-- x -->", "sheet1.xml: a comment"),
    # around the cells
    (SHEET, '<dimension ref="B2:E7"/>', '<dimension ref="A1:Z99"/>', "the dimension became A1:Z99"),
    (SHEET, '<dimension ref="B2:E7"/>', "", "the dimension came or went"),
    (SHEET, "<x14:kept/>", "", "what stands behind the cells differs"),
    (
        SHEET,
        '<pageMargins left="1"/>',
        '<pageMargins left="2"/>',
        "what stands behind the cells differs",
    ),
    (SHEET, "<mergeCell ", "<mergeCell  ", "what stands behind the cells differs"),
    (SHEET, "<worksheet ", '<worksheet xmlns:z="z" ', "what stands before the cells differs"),
    # hyperlinks and relationships
    (SHEET, '<hyperlink ref="B4" location="Data!A1"/>', "", "a hyperlink that no edit asked for"),
    (SHEET, 'location="Data!A1"', 'location="Data!A2"', "a hyperlink that no edit asked for"),
    (SHEET, ' tooltip="t"', "", "sheet1.xml!B2"),
    (SHEET, 'ref="C2"', 'ref="C3"', "a hyperlink that no edit asked for"),
    (RELS, 'Target="new.txt"', 'Target="newer.txt"', "sheet1.xml!B2"),
    (RELS, "drafts/a%20b.txt", "drafts/a b.txt", "sheet1.xml!C2"),
    (RELS, "drawing1.xml", "drawing2.xml", "relationship rId2 differs"),
    (
        RELS,
        "</Relationships>",
        (
            '<Relationship Id="rId9" Type="a/hyperlink" Target="x" TargetMode="External"/>'
            "</Relationships>"
        ),
        "relationship rId9",
    ),
    # styles
    (STYLES, "<kept/>", "", "styles.xml: something beside"),
    (STYLES, '<name val="Arial"/>', '<name val="Courier"/>', "styles.xml: fonts lost something"),
    (STYLES, 'quotePrefix="1"', "", "styles.xml: cellXfs lost something"),
    (STYLES, 'cellXfs count="6"', 'cellXfs count="5"', "styles.xml: the count of cellXfs"),
    (STYLES, '"FFFFE699"', '"FFFFE698"', "it should|fill|sheet1.xml!C2"),
    (STYLES, 'formatCode="0.0"', 'formatCode="0.00"', "number format"),
    (STYLES, 'wrapText="1"', 'wrapText="0"', "sheet1.xml!C2"),
    (STYLES, "d mmm yyyy", "d mmm", "styles.xml: numFmts lost something"),
    # the parts around
    (BOOK_XML, 'name="Data"', 'name="Data" state="hidden"', "workbook.xml: more than the settings"),
    (
        BOOK_XML,
        'fullCalcOnLoad="1"',
        'fullCalcOnLoad="1" iterate="1"',
        "workbook.xml: the settings",
    ),
    (CHAIN, 'r="Z9"', 'r="Z8"', "calcChain.xml: the chain"),
    (CHAIN, 'l="1"', "", "calcChain.xml: the chain"),
    (TYPES, 'Extension="png"', 'Extension="jpg"', "Content_Types"),
    ("xl/drawings/drawing1.xml", "<pic/>", "<pid/>", "drawing1.xml: the part differs"),
    ("xl/media/image1.png", "PNG 1", "PNG 2", "image1.png: the part differs"),
    ("xl/sharedStrings.xml", "first", "First", "sharedStrings.xml: the part differs"),
    ("xl/_rels/workbook.xml.rels", "calcChain.xml", "calcchains.xml", "workbook.xml.rels"),
]


@pytest.mark.parametrize(("name", "old", "new", "words"), BREAKS)
def test_any_other_difference_stops_the_write_and_names_the_place(
    name: str, old: str, new: str, words: str
) -> None:
    with pytest.raises(WouldLoseContent, match=words):
        verify(BOOK, changed(AFTER, name, old, new), EDITS)


def _with_field(data: bytes, name: str, at: int, value: int, *, central: bool) -> bytes:
    """The archive with two bytes of an entry's local header changed, and of its record in the
    directory too."""
    found, broken = zipfile.ZipFile(io.BytesIO(data)), bytearray(data)
    struct.pack_into("<H", broken, found.getinfo(name).header_offset + at, value)
    if central:
        record = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
        struct.pack_into("<H", broken, record + at + 2, value)
    return bytes(broken)


@pytest.mark.parametrize("name", [SHEET, STYLES, "xl/media/image1.png"])
@pytest.mark.parametrize("central", [False, True], ids=["local header", "both headers"])
def test_a_part_said_to_have_a_checksum_behind_it_that_is_not_there_stops_the_write(
    name: str, central: bool
) -> None:
    """The bit of a data descriptor left set: unzip -t calls such a file a possible zip bomb."""
    broken = _with_field(AFTER, name, 6, 0x8, central=central)
    with pytest.raises(WouldLoseContent, match=f"{name}: "):
        verify(BOOK, broken, EDITS)
    with pytest.raises(UnsafeInput, match="announces a checksum"):
        gate.check(broken)


@pytest.mark.parametrize("at", [8, 14, 18, 22], ids=["packing", "sum", "packed", "size"])
def test_a_local_header_that_tells_another_thing_than_the_directory_stops_the_write(
    at: int,
) -> None:
    with pytest.raises(WouldLoseContent, match="header in the archive"):
        verify(BOOK, _with_field(AFTER, SHEET, at, 1, central=False), EDITS)


def test_bytes_between_the_parts_of_an_archive_stop_the_write() -> None:
    class Gapped(zipfile.ZipFile):
        def writestr(self, *arguments: Any) -> None:  # type: ignore[override]
            self.fp.write(b"gap")
            self.start_dir = self.fp.tell()
            super().writestr(*arguments)

    out, archive = io.BytesIO(), zipfile.ZipFile(io.BytesIO(AFTER))
    with Gapped(out, "w", zipfile.ZIP_DEFLATED) as gapped:
        for info in archive.infolist():
            gapped.writestr(info, archive.read(info))
    with pytest.raises(WouldLoseContent, match="does not end where the next part begins"):
        verify(BOOK, out.getvalue(), EDITS)


def _parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def _repacked(data: bytes, leave_out: str = "", add: str = "", *, turned: bool = False) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in archive.namelist() if name != leave_out]
    parts = {name: archive.read(name) for name in (reversed(names) if turned else names)}
    return zipped({**parts, **({add: b"x"} if add else {})})


@pytest.mark.parametrize("name", zipfile.ZipFile(io.BytesIO(BOOK)).namelist())
def test_a_lost_part_stops_the_write(name: str) -> None:
    with pytest.raises(WouldLoseContent):
        verify(BOOK, _repacked(AFTER, leave_out=name), EDITS)


def test_a_new_part_or_another_order_stops_the_write() -> None:
    with pytest.raises(WouldLoseContent, match=r"xl/new.xml: the part is new"):
        verify(BOOK, _repacked(AFTER, add="xl/new.xml"), EDITS)
    with pytest.raises(WouldLoseContent):
        verify(BOOK, _repacked(AFTER, turned=True), EDITS)


def test_an_edit_that_was_not_made_stops_the_write() -> None:
    for edit in EDITS:
        with pytest.raises(WouldLoseContent):
            verify(BOOK, BOOK, [edit])
    verify(BOOK, BOOK, [])


def test_an_edit_too_many_stops_the_write() -> None:
    for edit in EDITS:
        with pytest.raises(WouldLoseContent):
            verify(BOOK, AFTER, [other for other in EDITS if other is not edit])


@pytest.mark.parametrize("height", [None, 30.0])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' ht="45" customHeight="1"', ""),
        ('ht="45"', 'ht="46"'),
        ('ht="45" customHeight="1"', 'ht="45"'),
        ('ht="45" customHeight="1"', 'ht="45" customHeight="1" hidden="1"'),
    ],
)
@pytest.mark.parametrize("name", ["B4", "B30"])
def test_a_row_of_another_height_than_asked_stops_the_write(
    name: str, old: str, new: str, height: float | None
) -> None:
    edits = [Edit("Data", name, 7, height=45.0)]
    after = apply(BOOK, edits)
    verify(BOOK, after, edits)
    with pytest.raises(WouldLoseContent, match=r"sheet1\.xml"):
        verify(BOOK, changed(after, SHEET, old, new), edits)
    with pytest.raises(WouldLoseContent, match=r"sheet1\.xml"):
        verify(BOOK, after, [Edit("Data", name, 7, height=height)])


def test_a_formula_of_several_cells_is_never_written_over() -> None:
    book = hazards()["dynamic array"]
    spilled = '<c r="F6" cm="1"><f t="array" ref="F6:F8">SORT(B2:B4)</f><v>1</v></c>'
    broken = changed(book, SHEET, spilled, '<c r="F6"><v>5</v></c>')
    with pytest.raises(WouldLoseContent, match="F6"):
        verify(book, broken, [Edit("Data", "F6", 5)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("B7*$C$1", "B8*$C$1"),
        ("LOG10(C7)", "LOG10(C6)"),
        ('&amp;"A1"', '&amp;"A2"'),
        (
            '<f t="shared" si="0" ref="F7:F8">B7*$C$1+LOG10(C7)&amp;"A1"</f>',
            '<f t="shared" si="0"/>',
        ),
    ],
)
def test_a_shared_formula_that_was_passed_on_wrongly_stops_the_write(old: str, new: str) -> None:
    book, edits = hazards()["shared formulas"], [Edit("Data", "F6", 1)]
    with pytest.raises(WouldLoseContent, match="formula"):
        verify(book, changed(apply(book, edits), SHEET, old, new), edits)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('ref="B2:D5" totalsRowShown', 'ref="B2:D9" totalsRowShown'),
        ('ref="B2:D5" totalsRowShown', 'ref="B2:E5" totalsRowShown'),
        ('ref="B2:D5" totalsRowShown', 'ref="B2:D4" totalsRowShown'),
        ('<autoFilter ref="B2:D5"/>', '<autoFilter ref="B2:D4"/>'),
        ('name="Two"', 'name="2"'),
    ],
)
def test_a_table_that_grew_other_than_asked_stops_the_write(old: str, new: str) -> None:
    book, edits = hazards()["table"], [Edit("Data", "B5", 1, grow=True)]
    with pytest.raises(WouldLoseContent):
        verify(book, changed(apply(book, edits), "xl/tables/table1.xml", old, new), edits)


@pytest.mark.parametrize("new_row", [5, 6, 9])
def test_a_row_in_the_wrong_place_stops_the_write(new_row: int) -> None:
    """The sheet has the rows 2, 4 and 7; a new one stands before the first with a higher number."""
    edits = [Edit("Data", f"B{new_row}", 1)]
    after = apply(BOOK, edits)
    row = f'<row r="{new_row}"><c r="B{new_row}"><v>1</v></c></row>'
    taken_out = changed(after, SHEET, row, "")
    wrong = changed(taken_out, SHEET, "<sheetData>", f"<sheetData>{row}")
    with pytest.raises(WouldLoseContent, match="the rows are out of order"):
        verify(BOOK, wrong, edits)


def test_a_table_with_a_totals_row_that_grew_stops_the_write() -> None:
    """What was the totals row would be data, and its formulas would sum themselves."""
    filled = _parts(hazards()["table"]) | {
        "xl/tables/table1.xml": table("B2:D4", totals=True).encode()
    }
    book = zipped(filled)
    edits = [Edit("Data", "B5", 1, grow=True)]
    after = apply(book, [Edit("Data", "B5", 1)])
    for old, new in (('ref="B2:D4"', 'ref="B2:D5"'), ('ref="B2:D3"', 'ref="B2:D5"')):
        after = changed(after, "xl/tables/table1.xml", old, new)
    with pytest.raises(WouldLoseContent, match="a table with a totals row grew"):
        verify(book, after, edits)


def test_a_table_that_took_in_what_is_no_edits_stops_the_write() -> None:
    book, edits = hazards()["table"], [Edit("Data", "B6", 1, grow=True)]
    filled = changed(
        book, SHEET, "</sheetData>", '<row r="5"><c r="C5"><v>1</v></c></row></sheetData>'
    )
    grown = changed(
        filled, SHEET, "</sheetData>", '<row r="6"><c r="B6"><v>1</v></c></row></sheetData>'
    )
    for piece in ('ref="B2:D4" totals', '<autoFilter ref="B2:D4"'):
        grown = changed(grown, "xl/tables/table1.xml", piece, piece.replace("D4", "D6"))
    with pytest.raises(WouldLoseContent, match="C5"):
        verify(filled, grown, edits)


def test_rich_text_that_is_asked_to_stay_stays_rich() -> None:
    book = hazards()["rich text"]
    plain = changed(
        book, SHEET, '<c r="B5" t="s"><v>1</v>', '<c r="B5" t="inlineStr"><is><t>rich text</t></is>'
    )
    with pytest.raises(WouldLoseContent, match="B5"):
        verify(book, plain, [Edit("Data", "B5", "rich text")])


def test_hyperlinks_in_the_wrong_place_stop_the_write() -> None:
    book, edits = hazards()["form control"], [Edit("Data", "C2", 1, None, "a.txt")]
    after = apply(book, edits)
    text = part(after)
    links = text[text.index("<hyperlinks>") : text.index("</hyperlinks>") + len("</hyperlinks>")]
    moved = changed(changed(after, SHEET, links, ""), SHEET, "</worksheet>", f"{links}</worksheet>")
    with pytest.raises(WouldLoseContent, match="the hyperlinks stand on the wrong side"):
        verify(book, moved, edits)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_a_text_reads_the_same_in_pieces_of_any_size(size: int) -> None:
    text = (
        b"<?xml ?><a b='?!'>1 > 2<!-- <c> -- ! --><![CDATA[<&>]]>?!<d/><?note <?><e></e></a><!--"
        b" end -->"
    )
    pieces = Plain(text[at : at + size] for at in range(0, len(text), size))
    read = list(pieces)
    assert b"".join(read) == b"<a b='?!'>1 > 2&lt;&amp;&gt;?!<d/><e></e></a>"
    assert pieces.asides == [b"<?xml ?>", b"<!-- <c> -- ! -->", b"<?note <?>", b"<!-- end -->"]
    assert all(piece.count(b"<") == 0 or piece.rindex(b"<") < piece.rfind(b">") for piece in read)


def _long() -> bytes:
    """A workbook whose sheet is read in several pieces."""
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c><c r="B{number}" s="1"><v>1</v></c>'
        f'<c r="C{number}" t="inlineStr"><is><t>{"x" * (number % 50)}</t></is></c></row>'
        for number in range(1, 9001)
    )
    return changed(
        BOOK, SHEET, part(BOOK).partition("<sheetData>")[2].partition("</sheetData>")[0], rows
    )


LONG = _long()
LONG_EDITS = [Edit("Data", f"B{row}", 2) for row in range(1, 9001)]


def test_one_wrong_cell_among_thousands_alike_stops_the_write() -> None:
    after = apply(LONG, LONG_EDITS)
    verify(LONG, after, LONG_EDITS)
    for old, new, words in [
        ('r="B8765" s="1"><v>2', 'r="B8765" s="1"><v>3', "B8765"),
        ('r="B8765" s="1"><v>2', 'r="B8765" s="2"><v>2', "B8765"),
        ('r="A8765"><v>8765', 'r="A8765"><v>8766', "A8765"),
        ('<row r="9000">', '<row r="9001">', "9000:9000"),
        ('<row r="8000">', '<row r="8000" ht="9">', "8000:8000"),
        ('r="C77"', 'r="D77"', "C77"),
    ]:
        with pytest.raises(WouldLoseContent, match=words):
            verify(LONG, changed(after, SHEET, old, new), LONG_EDITS)


@pytest.mark.parametrize("name", ['r="C4"', 'r="c4"', "r='C4'", 's="0" r="C4"'])
def test_a_cell_that_stands_twice_stops_the_write(name: str) -> None:
    before, edits = (
        changed(BOOK, SHEET, "</row></sheetData>", f"<c {name}/></row></sheetData>"),
        [Edit("Data", "C4", 1)],
    )
    with pytest.raises(WouldLoseContent, match="twice"):
        verify(before, apply(before, edits), edits)


def test_a_row_that_stands_twice_is_edited_in_one_place() -> None:
    again = '<row r="4"><c r="{}4"><v>3</v></c></row></sheetData>'
    other, same = (changed(BOOK, SHEET, "</sheetData>", again.format(column)) for column in "XB")
    verify(other, apply(other, EDITS), EDITS)
    with pytest.raises(WouldLoseContent, match="B4: the cell stands twice"):
        verify(same, apply(same, EDITS), EDITS)


@pytest.mark.parametrize(
    "other",
    [Edit("Data", "B7", 3), Edit("Data", "B7", True), Edit("Data", "B7", 1, CellStyle(bold=True))],
)
def test_cells_alike_that_were_asked_for_different_things_are_told_apart(other: Edit) -> None:
    same = [Edit("Data", f"B{row}", 1) for row in (5, 6, 7)]
    verify(LONG, apply(LONG, [*same, other]), [*same, other])
    with pytest.raises(WouldLoseContent, match="B7"):
        verify(LONG, apply(LONG, same), [*same, other])
