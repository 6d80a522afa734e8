"""Sheets of ours behind those of each corpus workbook: nothing of it is lost, and what takes none
is refused with a reason. And other programs open what comes of it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from sheetfollow.exceptions import SheetfollowError
from sheetfollow.intake.names import fold
from sheetfollow.model import AddedSheet
from sheetfollow.new_workbook import shipped
from sheetfollow.schema import INTERVIEWS, SHEETS
from sheetfollow.writeback import add_sheets, verify_sheets
from sheetfollow.xlsx import gate
from sheetfollow.xlsx.frame import Frame
from sheetfollow.xlsx.proof.book import Book, relationships_part
from tests.helpers import trackers
from tests.helpers.libreoffice import cells_of, convert
from tests.helpers.loss_meter import differences
from tests.test_writeback_corpus import corpus_files

pytestmark = pytest.mark.slow


def _sheets_for(data: bytes) -> list[AddedSheet]:
    taken = {fold(name) for name in Frame(data).sheet_names}
    names = {s.name: f"{s.name} 2" if fold(s.name) in taken else s.name for s in SHEETS}
    return [AddedSheet(called, shipped(), name) for name, called in names.items()]


def test_each_corpus_workbook_takes_the_sheets_without_loss_or_is_refused_in_one_line() -> None:
    took, refused = 0, []
    for path in corpus_files():
        data = path.read_bytes()
        try:
            gate.check(data)
            sheets = _sheets_for(data)
            after = add_sheets(data, sheets)
            verify_sheets(data, after, sheets)
        except SheetfollowError as error:
            refused.append(f"{path.name}: {error}")
            continue
        there = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
        changed = {each.part for each in differences(data, after)} & there
        assert changed <= _listing(data), path.name
        took += 1
    assert took > len(refused) * 10, refused
    assert not [each for each in refused if "\n" in each]


def _listing(data: bytes) -> set[str]:
    """The parts that name others, whatever they are called in this workbook."""
    book = Book(data)
    styles = book.related(book.workbook, "styles")
    relationships = book.find(relationships_part(book.workbook)) or ""
    return {"[Content_Types].xml", book.workbook, relationships, *styles}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_adopted_look_alike_with_their_cells_and_ours(
    tmp_path: Path,
) -> None:
    adopted = []
    for name in trackers.LOOK_ALIKES:
        if name.endswith(".xlsx") and "REFUSE" not in name:
            adopted.append(trackers.adopt(Path(shutil.copy(trackers.FOLDER / name, tmp_path))))
    opened = convert(tmp_path, adopted)
    for path in adopted:
        (_, text) = cells_of(opened[path.stem], INTERVIEWS.name, {"A2"})["A2"]
        assert text == "Company"
