"""Sheets of ours behind those of a workbook: they are all that is new, and they are whole."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from sheetfollow.exceptions import CannotWrite
from sheetfollow.intake.workbook import read
from sheetfollow.model import AddedSheet, Edit
from sheetfollow.new_workbook import shipped
from sheetfollow.schema import GUIDE, SHEETS, SUMMARY
from sheetfollow.writeback import WouldLoseContent, add_sheets, apply, verify, verify_sheets
from sheetfollow.xlsx import gate
from tests.helpers.hazards import zipped
from tests.helpers.loss_meter import differences
from tests.helpers.packages import changed, part

NAMES = [*(sheet.name for sheet in SHEETS), SUMMARY, GUIDE]
SOURCE = shipped()
OURS = [AddedSheet(name, SOURCE, name) for name in NAMES]


LISTING = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
}
"""The parts that name the new ones."""


def _theirs(change: Any = lambda _: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Jobs"
    sheet.append(["Company", "Role", "Status"])
    sheet.append(["Acme", "Buyer", "Applied"])
    sheet["A2"].font = openpyxl.styles.Font(bold=True, color="FF0000")
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _added(data: bytes, sheets: list[AddedSheet] | None = None) -> bytes:
    """The workbook with the sheets, proved and safe to read."""
    sheets = OURS if sheets is None else sheets
    after = add_sheets(data, sheets)
    verify_sheets(data, after, sheets)
    gate.check(after)
    return after


def test_the_added_sheets_stand_behind_theirs_and_are_read_as_ours() -> None:
    after = _added(_theirs())
    assert openpyxl.load_workbook(io.BytesIO(after)).sheetnames == ["Jobs", *NAMES]
    book, blank = read(after), read(SOURCE)
    assert book.interviews == blank.interviews
    assert book.settings == blank.settings


def test_every_part_that_was_there_is_byte_for_byte_what_it_was_but_those_that_list() -> None:
    data = _theirs()
    old, new = (zipfile.ZipFile(io.BytesIO(each)) for each in (data, _added(data)))
    for name in set(old.namelist()) - LISTING:
        assert old.read(name) == new.read(name), name


def test_nothing_is_lost_by_the_meter() -> None:
    data = _theirs()
    after = _added(data)
    there = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    changed_parts = {each.part for each in differences(data, after)} & there
    assert changed_parts <= LISTING


def test_edits_go_into_the_added_sheets_as_into_any() -> None:
    base = _added(_theirs())
    edits = [Edit("Interviews", "A3", "Acme"), Edit("Settings", "B2", "Robin")]
    after = apply(base, edits)
    verify(base, after, edits)
    assert read(after).interviews.value("company", 3) == "Acme"


def test_a_name_that_is_taken_is_another_and_what_refers_to_it_follows() -> None:
    data = _theirs(lambda book: book.create_sheet("Interviews"))
    sheets = [
        AddedSheet("It's ours" if name == "Interviews" else name, SOURCE, name) for name in NAMES
    ]
    after = _added(data, sheets)
    formulas = openpyxl.load_workbook(io.BytesIO(after))[SUMMARY]
    assert formulas["B5"].value == "=COUNTIF('It''s ours'!$E:$E,\"Overdue\")+0*TODAY()"
    assert "'It''s ours'!$1:$2" in part(after, "xl/workbook.xml")


def test_tables_get_numbers_and_names_that_are_free() -> None:
    def with_tables(book: Any) -> None:
        book["Jobs"].add_table(Table(displayName="interviews", id=7, ref="A1:C2"))
        book.create_sheet("More")
        from openpyxl.workbook.defined_name import DefinedName

        book.defined_names["Settings"] = DefinedName("Settings", attr_text="Jobs!$A$1")

    after = openpyxl.load_workbook(io.BytesIO(_added(_theirs(with_tables))))
    names = {table.displayName for sheet in after for table in sheet.tables.values()}
    assert {"interviews", "Interviews_2", "Settings_2", "Today"} <= names
    numbers = [table.id for sheet in after for table in sheet.tables.values()]
    assert len(set(numbers)) == len(numbers)


def test_a_workbook_with_prefixes_keeps_them_and_takes_the_sheets() -> None:
    data = _theirs()
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("xl/workbook.xml", "xl/styles.xml"):
        text = re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", parts[name])
        parts[name] = text.replace(b' xmlns="', b' xmlns:x="', 1)
    assert read(_added(zipped(parts))).interviews.header_row == 2


def test_a_workbook_that_counts_from_1904_gets_the_bounds_of_its_days() -> None:
    def from_1904(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904

    bounds = re.compile(r"&gt;=(\d{5})")
    after = _added(_theirs(from_1904))
    new = part(after, "xl/worksheets/sheet3.xml")
    assert "32874" in part(SOURCE, "xl/worksheets/sheet2.xml")
    assert "31412" in new or "31412" in "".join(bounds.findall(new))
    assert "32874" not in new


def test_a_workbook_without_styles_takes_ours() -> None:
    data = _theirs()
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist() if "styles" not in name}
    parts["xl/_rels/workbook.xml.rels"] = re.sub(
        rb"<Relationship [^>]*styles[^>]*/>", b"", parts["xl/_rels/workbook.xml.rels"]
    )
    types = re.sub(rb"<Override [^>]*styles[^>]*/>", b"", parts["[Content_Types].xml"])
    parts["[Content_Types].xml"] = types
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb' s="\d+"', b"", parts["xl/worksheets/sheet1.xml"])
    assert read(_added(zipped(parts))).interviews.header_row == 2


def test_a_strict_workbook_is_refused_with_what_to_do() -> None:
    data = _theirs()
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist()}
    transitional = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts = {name: raw.replace(transitional, strict) for name, raw in parts.items()}
    with pytest.raises(CannotWrite, match="Strict Open XML"):
        add_sheets(zipped(parts), OURS)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", "Buyer", "Cook"),
        ("xl/worksheets/sheet3.xml", "Interviewer", "Someone"),
        ("xl/worksheets/sheet3.xml", ' s="', ' s="1'),
        ("xl/worksheets/sheet2.xml", 'dxfId="3"', 'dxfId="4"'),
        ("xl/worksheets/sheet2.xml", "Sent it?", "Gone?"),
        ("xl/styles.xml", "00FF0000", "0000FF00"),
        ("xl/styles.xml", '<color rgb="FF3B2A00"/>', '<color rgb="FF3B2A01"/>'),
        ("xl/workbook.xml", 'name="Jobs"', 'name="Jobz"'),
        ("xl/workbook.xml", 'name="Today"', 'name="Todai"'),
        ("xl/workbook.xml", "$A$1:$K$1048576", "$A$1:$B$1048576"),
        ("xl/workbook.xml", 'localSheetId="2"', 'localSheetId="0"'),
        ("xl/tables/table2.xml", "Job title", "Job"),
        ("xl/tables/table2.xml", 'id="2"', 'id="1"'),
        ("xl/comments/comment2.xml", "employer", "boss"),
        ("[Content_Types].xml", "/xl/tables/table2.xml", "/xl/tables/table99.xml"),
        ("xl/_rels/workbook.xml.rels", "theme/theme1.xml", "theme/theme2.xml"),
    ],
)
def test_any_other_difference_stops_the_write(name: str, old: str, new: str) -> None:
    data = _again(_theirs())
    after = _again(add_sheets(data, OURS))
    verify_sheets(data, after, OURS)
    with pytest.raises(WouldLoseContent):
        verify_sheets(data, changed(after, name, old, new), OURS)


def _again(data: bytes) -> bytes:
    """The same parts in an archive as the tests write it, so that only parts can differ."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    return zipped({name: archive.read(name) for name in archive.namelist()})


def test_a_part_too_many_stops_the_write() -> None:
    data = _again(_theirs())
    archive = zipfile.ZipFile(io.BytesIO(add_sheets(data, OURS)))
    parts = {name: archive.read(name) for name in archive.namelist()}
    with pytest.raises(WouldLoseContent, match="extra"):
        verify_sheets(data, zipped({**parts, "xl/extra.xml": b"<a/>"}), OURS)


def test_no_sheets_no_change() -> None:
    data = _theirs()
    assert add_sheets(data, []) is data
    verify_sheets(data, data, [])
