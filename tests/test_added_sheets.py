"""Sheets of another workbook added behind those of the user's: nothing else is new, and they say
what they said (spec 7, `adopt`)."""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle

from sheetfollow.exceptions import CannotWrite, UnsafeInput, WouldLoseContent
from sheetfollow.intake.workbook import read
from sheetfollow.model import AddedSheet, Edit
from sheetfollow.new_workbook import shipped
from sheetfollow.writeback import add_sheets, apply, verify, verify_sheets
from sheetfollow.xlsx import gate
from sheetfollow.xlsx.frame import Frame
from tests.helpers.hazards import hazards, parts_of, zipped
from tests.helpers.libreoffice import convert
from tests.helpers.loss_meter import Difference, differences
from tests.helpers.packages import changed, part

CORPUS = Path(
    os.environ.get("SHEETFOLLOW_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus"
)
SOURCE = shipped()
ALL = ("Today", "Interviews", "Communications", "Checklist", "Messages", "Settings")
SHEETS = [AddedSheet(name, SOURCE, name) for name in ALL]
BOOK, RELS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
STYLES = "xl/styles.xml"
PLAIN = hazards()["plain"]


def _own() -> bytes:
    """A tracker of the user's, with colours by value."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Mine"
    sheet.append(["Company", "Status"])
    italic = DifferentialStyle(font=Font(italic=True))
    sheet.conditional_formatting.add(
        "B2:B9", Rule(type="expression", dxf=italic, formula=["$B2=1"])
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


OWN = _own()


def _called(names: dict[str, str]) -> list[AddedSheet]:
    """Sheets by their names in the source, with the names that they get."""
    return [AddedSheet(new, SOURCE, old) for old, new in names.items()]


def _added(data: bytes, sheets: list[AddedSheet] | None = None) -> bytes:
    """With the sheets, proved."""
    sheets = SHEETS if sheets is None else sheets
    after = add_sheets(data, sheets)
    verify_sheets(data, after, sheets)
    return after


def _is_explained(found: Difference) -> bool:
    """Whether sheets added at the end account for a difference."""
    name, place, words = found
    if words == "new part":
        return True
    if "styles" in name:
        return words.startswith(("new element", "attribute count"))
    if name in (TYPES, RELS) or name.endswith("workbook.xml.rels"):
        return words.startswith("new ")
    if name.endswith("workbook.xml"):
        listed = place in ("/sheets/sheet", "/definedNames/definedName", "/definedNames")
        return (listed and words.startswith("new element")) or place == "/calcPr"
    return False


@pytest.mark.parametrize("name", sorted(hazards()))
def test_a_workbook_takes_the_sheets_and_loses_nothing_or_says_why_not(name: str) -> None:
    """Refused: the strict one, the signed one; all else of the small hazards takes them."""
    data = hazards()[name]
    if name in ("strict", "signed"):
        with pytest.raises(CannotWrite, match=r"Strict Open XML|is signed"):
            add_sheets(data, SHEETS)
        return
    after = _added(data)
    assert [each for each in differences(data, after) if not _is_explained(each)] == []
    if data.startswith(b"PK"):
        gate.check(after)
    assert read(after).interviews.columns == read(SOURCE).interviews.columns


def test_the_sheets_come_last_in_their_order_and_look_as_they_did() -> None:
    before = openpyxl.load_workbook(io.BytesIO(SOURCE))
    after = openpyxl.load_workbook(io.BytesIO(_added(OWN)))
    assert after.sheetnames == ["Mine", *ALL]
    for name in ALL:
        for row in before[name].iter_rows(max_row=40):
            for cell in row:
                twin = after[name][cell.coordinate]
                assert twin.value == cell.value
                assert twin.number_format == cell.number_format
                if cell.style_id:
                    for aspect in ("font", "fill", "border", "alignment"):
                        assert repr(getattr(twin, aspect)) == repr(getattr(cell, aspect))
        assert after[name].freeze_panes == before[name].freeze_panes
        assert len(after[name].data_validations.dataValidation) == len(
            before[name].data_validations.dataValidation
        )
        assert after[name].print_title_rows == before[name].print_title_rows


def _conditional(sheet: object) -> list[tuple[str, str, object, object]]:
    return [
        (str(area.sqref), rule.formula[0], rule.dxf.font, rule.dxf.fill)
        for area in sheet.conditional_formatting  # type: ignore[attr-defined]
        for rule in area.rules
    ]


def test_colours_by_status_stay_those_of_the_status() -> None:
    """The user's workbook has differential formats of its own: ours come behind them."""
    after = openpyxl.load_workbook(io.BytesIO(_added(OWN)))
    before = openpyxl.load_workbook(io.BytesIO(SOURCE))
    for name in ALL:
        assert _conditional(after[name]) == _conditional(before[name])


def test_a_name_that_is_taken_gets_another_and_formulas_follow() -> None:
    names = {"Summary": "Summary", "Interviews": "My interviews"}
    after = _added(OWN, _called(names))
    sheet = openpyxl.load_workbook(io.BytesIO(after))["Summary"]
    assert sheet["B5"].value == "=COUNTIF('My interviews'!$E:$E,\"Overdue\")+0*TODAY()"
    assert '<definedName name="_xlnm.Print_Area" localSheetId="2">\'My interviews\'!$A$1' in part(
        after, BOOK
    )


def test_charts_come_along() -> None:
    after = _added(OWN, _called({"Summary": "Summary", "Interviews": "Interviews"}))
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert len(book["Summary"]._charts) == 3


def test_new_formulas_are_computed_when_the_workbook_opens() -> None:
    assert 'fullCalcOnLoad="1"' in part(_added(PLAIN), BOOK)
    assert "fullCalcOnLoad" not in part(_added(PLAIN, _called({"Messages": "Messages"})), BOOK)


def test_tables_get_ids_and_names_that_are_free() -> None:
    """Of the user's, a table is called interviews and a defined name Settings."""
    data = changed(
        hazards()["table"], "xl/tables/table1.xml", 'displayName="Log"', 'displayName="interviews"'
    )
    names = '<definedNames><definedName name="Settings">Data!$A$1</definedName></definedNames>'
    after = _added(changed(data, BOOK, "</sheets>", "</sheets>" + names))
    tables = [
        re.search(r'<table[^>]*? id="(\d+)" name="([^"]+)"', part(after, name))
        for name in zipfile.ZipFile(io.BytesIO(after)).namelist()
        if "/tables/" in name
    ]
    assert len({found[1] for found in tables if found}) == len(tables) == 7
    assert {"Interviews_2", "Settings_2", "Today"} <= {found[2] for found in tables if found}


def test_a_workbook_with_prefixes_keeps_them_and_takes_the_sheets() -> None:
    archive = zipfile.ZipFile(io.BytesIO(OWN))
    parts = {name: archive.read(name) for name in archive.namelist()}
    for name in (BOOK, STYLES):
        text = re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", parts[name])
        parts[name] = text.replace(b' xmlns="', b' xmlns:x="', 1)
    after = _added(zipped(parts))
    assert read(after).interviews.header_row == 2
    assert '<x:sheet name="Today"' in part(after, BOOK)


def test_a_sheet_without_a_part_counts_among_the_tabs() -> None:
    """A module of macros of old stands second: the first of ours is the third."""
    module = '<sheet name="Module1" sheetId="99" state="veryHidden" r:id=""/></sheets>'
    after = _added(changed(PLAIN, BOOK, "</sheets>", module))
    assert "localSheetId=\"2\">'Today'!$" in part(after, BOOK)


def test_days_in_checks_of_cells_are_counted_as_the_workbook_counts() -> None:
    """32874 is 1 Jan 1990; in a workbook that counts from 1904 that day is 1,462 lower."""
    data = changed(OWN, BOOK, "<workbookPr/>", '<workbookPr date1904="1"/>')
    after = openpyxl.load_workbook(io.BytesIO(_added(data)))["Today"]
    [check] = after.data_validations.dataValidation
    assert ">=31412," in check.formula1
    assert "<=108112)" in check.formula1


def test_edits_of_the_new_sheets_are_a_second_step_with_its_own_proof() -> None:
    added = _added(hazards()["table"])
    edits = [
        Edit("Interviews", "A3", "Acme"),
        Edit("Settings", "B2", "Ada"),
        Edit("Interviews", "A33", "Birch", grow=True),
    ]
    after = apply(added, edits)
    verify(added, after, edits)
    assert read(after).interviews.value("company", 3) == "Acme"
    grown = Frame(after).table("Interviews", 2, 1)
    assert grown is not None
    assert grown.last_row == 33


REFUSED = [
    ({"Nothing": "Nothing"}, "Nothing: the workbook has no such sheet"),
    ({"Today": "data"}, "has a sheet data already"),
    ({"Today": "a/b"}, "no sheet can be called 'a/b'"),
    ({"Today": ""}, "no sheet can be called ''"),
    ({"Today": "x" * 32}, "no sheet can be called"),
    ({"Today": "One", "Settings": "one"}, "has a sheet one already"),
]


@pytest.mark.parametrize(("names", "words"), REFUSED)
def test_names_that_no_sheet_can_have_are_refused(names: dict[str, str], words: str) -> None:
    with pytest.raises(CannotWrite, match=words):
        add_sheets(PLAIN, _called(names))


def test_a_workbook_whose_structure_is_protected_is_refused() -> None:
    data = zipped(parts_of(book_head='<workbookProtection lockStructure="1"/>'))
    with pytest.raises(CannotWrite, match="structure is protected"):
        add_sheets(data, SHEETS)


def test_a_broken_workbook_is_refused_in_our_words() -> None:
    with pytest.raises(UnsafeInput):
        add_sheets(b"PK no zip", SHEETS)


# ---- the proof: what nobody asked for stops the write ----

AFTER = add_sheets(PLAIN, SHEETS)
TODAY, SETTINGS = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet7.xml"
BREAKS = [
    # the new sheets say something else
    (TODAY, "Last sync", "Lost sync"),
    (TODAY, "B2&lt;TODAY()", "B3&lt;TODAY()"),
    (TODAY, 'ySplit="7"', 'ySplit="6"'),
    (TODAY, 'allowBlank="1"', 'allowBlank="0"'),
    (TODAY, 'state="frozen"', ""),
    (TODAY, "<tablePart ", '<tablePart x="1" '),
    (SETTINGS, "Signs every draft.", "Signs no draft."),
    ("xl/tables/table1.xml", 'name="Company"', 'name="Firm"'),
    ("xl/tables/table1.xml", ' id="1"', ' id="2"'),
    ("xl/worksheets/_rels/sheet2.xml.rels", "table1.xml", "table2.xml"),
    # they look different
    (STYLES, 'rgb="FFB3261E"', 'rgb="FFB3261F"'),
    (STYLES, "ddd d mmm yyyy", "ddd dd mmm yyyy"),
    # what was there
    (STYLES, "<kept/>", ""),
    (STYLES, '<name val="Arial"/>', '<name val="Courier"/>'),
    ("xl/worksheets/sheet1.xml", "<v>45000</v>", "<v>45001</v>"),
    ("xl/sharedStrings.xml", "first", "First"),
    # the lists of the workbook
    (BOOK, 'name="Data"', 'name="Date"'),
    (BOOK, '<sheet name="Today"', '<sheet state="hidden" name="Today"'),
    (BOOK, 'sheetId="8"', 'sheetId="7"'),
    (BOOK, 'localSheetId="1"', 'localSheetId="0"'),
    (BOOK, "'Interviews'!$1:$2", "'Interviews'!$1:$3"),
    (BOOK, ' fullCalcOnLoad="1"', ""),
    (RELS, "worksheets/sheet2.xml", "worksheets/sheet3.xml"),
    (RELS, "sharedStrings.xml", "sharedstring.xml"),
    (TYPES, "/xl/worksheets/sheet2.xml", "/xl/worksheets/sheet99.xml"),
    (TYPES, 'Extension="png"', 'Extension="jpg"'),
]


@pytest.mark.parametrize(("name", "old", "new"), BREAKS)
def test_any_other_difference_stops_the_write(name: str, old: str, new: str) -> None:
    with pytest.raises(WouldLoseContent):
        verify_sheets(PLAIN, changed(AFTER, name, old, new), SHEETS)


def test_a_sheet_or_a_part_too_many_or_too_few_stops_the_write() -> None:
    with pytest.raises(WouldLoseContent):
        verify_sheets(PLAIN, AFTER, SHEETS[:-1])
    with pytest.raises(WouldLoseContent):
        verify_sheets(PLAIN, add_sheets(PLAIN, SHEETS[:-1]), SHEETS)
    archive = zipfile.ZipFile(io.BytesIO(AFTER))
    parts = {name: archive.read(name) for name in archive.namelist()}
    with pytest.raises(WouldLoseContent, match="extra"):
        verify_sheets(PLAIN, zipped({**parts, "xl/extra.xml": b"<a/>"}), SHEETS)


def test_what_was_added_and_nothing_else_is_let_through() -> None:
    verify_sheets(PLAIN, AFTER, SHEETS)


def test_no_sheets_no_change() -> None:
    assert add_sheets(PLAIN, []) is PLAIN
    verify_sheets(PLAIN, PLAIN, [])
    with pytest.raises(WouldLoseContent):
        verify_sheets(PLAIN, AFTER, [])


# ---- real workbooks ----


@pytest.mark.slow
def test_every_real_workbook_takes_the_sheets_or_says_why_not(tmp_path: Path) -> None:
    """Nothing is lost by the meter, and LibreOffice opens what it opened."""
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS}; SHEETFOLLOW_CORPUS names its folder")
    taken, refused = 0, list[str]()
    for path in sorted(CORPUS.glob("*.xls[xm]")):
        data = path.read_bytes()
        try:
            gate.check(data)
            after = _added(data)
        except (CannotWrite, UnsafeInput) as error:
            refused.append(f"{path.name}: {error}")
            continue
        taken += 1
        assert [each for each in differences(data, after) if not _is_explained(each)] == [], path
        (tmp_path / path.name).write_bytes(after)
    print(f"\n{taken} took the sheets; refused:", *refused, sep="\n")
    known = (
        "Strict Open XML",
        "is signed",
        "two names",
        "no worksheet",
        "protected",
        "name or number",
    )
    assert all(any(word in line for word in known) for line in refused)
    assert taken > 75
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            done = convert(Path(folder), sorted(tmp_path.iterdir()))
        assert {path.stem for path in tmp_path.iterdir()} == done.keys()
