"""Workbooks that unusual programs write are written right, and what cannot be is refused in our own
words (spec 7).

`data/fidelity/` holds a small workbook for each kind; the same oddities are put into our own.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS
from python_calamine import CalamineWorkbook

pytest.importorskip("fcntl", reason="this system cannot fork")

from sheetfollow.exceptions import CannotWrite, UnsafeInput, WouldLoseContent
from sheetfollow.intake.workbook import read
from sheetfollow.model import CellStyle, Edit
from sheetfollow.new_workbook import shipped
from sheetfollow.new_workbook.example import edits as example_edits
from sheetfollow.writeback import apply, verify
from sheetfollow.xlsx import gate
from tests.helpers import processes
from tests.helpers.hazards import parts_of, zipped
from tests.helpers.oddities import ODDITIES, Parts
from tests.helpers.packages import changed, part, proved
from tests.helpers.processes import BOOK

FILES = sorted((Path(__file__).parent / "data" / "fidelity").glob("*.xlsx"))
SHEET, STYLES = "xl/sheet1.xml", "xl/styles.xml"
LOUD = CellStyle(bold=True, fill="FFE699", number_format="0.00", wrap=True)
EDITS = [
    Edit("S", "A1", 2.5, LOUD),
    Edit("S", "A2", "hello", LOUD, "notes.txt"),
    Edit("S", "B5", date(2026, 3, 4)),
]


def _file(name: str) -> bytes:
    [found] = [path for path in FILES if path.name.startswith(name)]
    return found.read_bytes()


def _by_calamine(data: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _by_openpyxl(data: bytes) -> list[list[object]]:
    with warnings.catch_warnings(action="ignore"):
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def _reads(reader: Callable[[bytes], object], data: bytes) -> bool:
    try:
        reader(data)
    except Exception:
        return False
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_is_written_and_proved_and_opens_wherever_it_opened(path: Path) -> None:
    data = path.read_bytes()
    gate.check(data)
    after = proved(data, EDITS)
    gate.check(after)
    readers = [reader for reader in (_by_calamine, _by_openpyxl) if _reads(reader, data)]
    assert readers
    for reader in readers:
        assert reader(after)[1][0] == "hello"
        assert reader(after)[0][0] == 2.5


# ---- what is written is right, kind by kind ----


def _style(data: bytes, cell: str) -> int:
    [found] = re.findall(rf'<c r="{cell}"[^>]*? s="(\d+)"', part(data, SHEET))
    return int(found)


def test_formats_among_alternatives_count_as_one_each() -> None:
    """A1 has format 1, which stands among alternatives: centred, in font 1."""
    data = _file("F1")
    after = proved(data, EDITS[:1])
    styles = part(after, STYLES)
    assert 'horizontal="center"' in styles.rpartition("<xf ")[2]
    assert _style(after, "A1") == 4, "behind the four that an application counts"
    assert 'fontId="1"' in styles.rpartition("<xf ")[2], "which is bold already"
    wrong = changed(after, SHEET, 's="4"', 's="3"')
    with pytest.raises(WouldLoseContent, match="A1"):
        verify(data, wrong, EDITS[:1])


def test_alternatives_that_differ_in_number_are_refused() -> None:
    data = changed(
        _file("F1"), STYLES, '<xf numFmtId="0" fontId="1"', '<xf/><xf numFmtId="0" fontId="1"'
    )
    with pytest.raises(UnsafeInput, match="counted in two ways"):
        apply(data, EDITS)


def test_styles_that_are_named_and_missing_come_under_that_name() -> None:
    after = proved(_file("F3"), EDITS)
    assert part(after, "[Content_Types].xml").count("/xl/styles.xml") == 1
    assert part(after, "xl/_rels/workbook.xml.rels").count("styles.xml") == 1


def test_styles_that_lie_there_unnamed_are_not_written_over() -> None:
    parts = parts_of(styles=None, extra={"xl/styles.xml": "<styleSheet/>"})
    with pytest.raises(CannotWrite, match="does not refer to"):
        apply(zipped(parts), [Edit("Data", "B2", 1, LOUD)])


def test_a_workbook_at_the_root_has_its_styles_where_readers_look() -> None:
    after = proved(_file("F7"), EDITS)
    assert part(after, "xl/styles.xml")
    assert 'Target="xl/styles.xml"' in part(after, "_rels/workbook.xml.rels")


@pytest.mark.parametrize(("was", "is_"), [("1:4", "1:5"), ("A:A", "A:B"), ("", ""), ("x", "x")])
def test_a_dimension_grows_in_its_own_form(was: str, is_: str) -> None:
    """Row 5 and column B are new; what names no cells stays as it is."""
    data = changed(_file("F5"), SHEET, 'ref="1:4"', f'ref="{was}"')
    after = proved(data, EDITS)
    assert f'<dimension ref="{is_}"/>' in part(after, SHEET)


@pytest.mark.parametrize("blanks", ["  ", "\n", "\r\n", " \t ", "\n  "])
def test_a_shared_formula_is_passed_on_with_its_blanks(blanks: str) -> None:
    data = changed(_file("F6"), SHEET, "A1,  2", f"A1,{blanks}2")
    after = proved(data, [Edit("S", "B1", 7)])
    formula = f'<f t="shared" si="0" ref="B2:B3">SUM(A2,{blanks}2)</f>'
    assert formula in zipfile.ZipFile(io.BytesIO(after)).read(SHEET).decode()


def test_a_built_in_number_that_means_something_else_here_is_passed_over() -> None:
    """2 is 0.00 in every program but in this workbook, where it is #0.#: a new number says 0.00."""
    after = proved(_file("F8"), EDITS[:1])
    [number] = re.findall(r'<xf numFmtId="([^0]\d*)"', part(after, STYLES))
    assert f'<numFmt numFmtId="{number}" formatCode="0.00"/>' in part(after, STYLES)
    assert int(number) not in BUILTIN_FORMATS


def test_no_fill_is_no_fill_where_the_first_one_is_solid() -> None:
    data = _file("F9")
    after = proved(data, [Edit("S", "A1", 2, CellStyle(fill=""))])
    [number] = re.findall(r'fillId="([^0])"', part(after, STYLES))
    fills = re.findall("<fill>.*?</fill>", part(after, STYLES))
    assert fills[int(number)] == '<fill><patternFill patternType="none"/></fill>'
    filled = proved(data, [Edit("S", "A1", 2, CellStyle(fill="FF0000"))])
    [number] = re.findall(r'fillId="([^0])"', part(filled, STYLES))
    assert int(number) >= 2, "applications take the first two for none and a grey pattern"


def _with_missing(font: int) -> bytes:
    book = zipped(parts_of())
    return changed(book, STYLES, 'numFmtId="164" fontId="0"', f'numFmtId="164" fontId="{font}"')


def test_a_font_that_is_used_and_missing_stays_missing() -> None:
    """Two fonts are there, and format 1 uses font 3. What is added stands behind it, and font 3
    shows what it showed: the first."""
    data = _with_missing(3)
    edits = [Edit("Data", "C2", "loud", CellStyle(bold=True))]
    after = proved(data, edits)
    fonts = re.findall("<font>.*?</font>", part(after, STYLES))
    assert fonts[2] == fonts[3] == fonts[0]
    assert "<b/>" in fonts[4]
    taken = changed(after, STYLES, fonts[3] + fonts[4], fonts[4] + fonts[4])
    with pytest.raises(WouldLoseContent, match="fonts 3 was used"):
        verify(data, taken, edits)


def test_a_cell_format_that_is_used_and_missing_stays_missing() -> None:
    """Four formats are there, and D2 uses format 5."""
    data = changed(zipped(parts_of()), "xl/worksheets/sheet1.xml", '<c r="D2"', '<c r="D2" s="5"')
    edits = [Edit("Data", "C2", "loud", CellStyle(bold=True))]
    after = proved(data, edits)
    [style] = re.findall('<c r="C2" s="(\\d)"', part(after))
    assert int(style) == 6
    styles = part(after, STYLES)
    loud = re.findall(r"<xf [^>]*/>", styles)[-1]
    wrong = changed(after, STYLES, loud + "</cellXfs>", "</cellXfs>")
    with pytest.raises(WouldLoseContent):
        verify(data, changed(wrong, STYLES, "<cellXfs ", f"<cellXfs {loud}"), edits)


def test_what_is_used_and_missing_by_thousands_is_refused() -> None:
    with pytest.raises(UnsafeInput, match="number 4000000 of fonts is used and missing"):
        apply(_with_missing(4_000_000), [Edit("Data", "C2", "loud", CellStyle(bold=True))])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('s="1"', 's="x"'),
        ('s="1"', 's="-1"'),
        ('s="1"', 's="99999999999999"'),
    ],
)
def test_a_style_that_is_no_number_is_told_in_our_words(old: str, new: str) -> None:
    data = changed(zipped(parts_of()), "xl/worksheets/sheet1.xml", old, new)
    with pytest.raises(UnsafeInput, match="which is no number; open and save"):
        apply(data, [Edit("Data", "B2", 1, LOUD)])


def test_merged_cells_that_name_whole_rows_are_not_written_into() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="4:5"/></mergeCells>'
    data = zipped(parts_of(tail=merged))
    with pytest.raises(CannotWrite, match="merged cells"):
        apply(data, [Edit("Data", "C5", 1)])


# ---- the same in our own workbook, through the command ----


@pytest.fixture(scope="module")
def parts() -> Parts:
    archive = zipfile.ZipFile(io.BytesIO(apply(shipped(), example_edits(date(2026, 11, 23)))))
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda oddity: oddity.__name__)
def test_our_own_workbook_with_that_oddity_is_synced(
    oddity: Callable[[Parts], Parts], parts: Parts, tmp_path: Path
) -> None:
    book = tmp_path / BOOK
    book.write_bytes(zipped(oddity(parts)))
    outcome = processes.run(tmp_path)
    assert outcome.code == 3, outcome.err
    after = book.read_bytes()
    interviews = read(after).interviews
    rows = zip(interviews.values["company"], interviews.values["status"], strict=True)
    assert all(status for company, status in rows if company)
    assert processes.run(tmp_path).code == 3
    assert book.read_bytes() == after, "a second sync changes no byte"
