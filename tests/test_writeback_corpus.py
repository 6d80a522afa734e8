"""Fifty edits in each real workbook of the corpus: nothing else differs, and all readers read them
back (spec 7)."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from sheetfollow.exceptions import CannotWrite, UnsafeInput
from sheetfollow.model import CellStyle, Edit
from sheetfollow.writeback import apply, verify
from sheetfollow.xlsx.patch.archive import Archive
from tests.helpers.libreoffice import cells_of, convert
from tests.helpers.loss_meter import (
    Difference,
    cells_of_row,
    differences,
    letters_of,
    number_of,
    rows_of,
)

CORPUS = Path(
    os.environ.get("SHEETFOLLOW_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus"
)
VALUES = (
    "Thank-you due",
    "=1+1",
    42,
    -1.5,
    True,
    dt.date(2026, 3, 4),
    ' é <&> "quoted"',
    dt.datetime(2026, 3, 4, 15, 30),
    "two\nlines",
    None,
    False,
    1e-7,
    "+49 30 1234",
)
STYLES = (
    None,
    CellStyle(fill="FFE699", bold=True),
    None,
    CellStyle(number_format="0.00"),
    CellStyle(wrap=True, vertical="top"),
    None,
    CellStyle(color="0563C1", underline=True),
    CellStyle(fill=""),
    CellStyle(horizontal="center"),
)
LINKS = (
    None,
    None,
    "drafts/Ann Lee - thank-you.txt",
    None,
    "https://example.com/a?b=c&d=1#e",
    None,
    "#A1",
    "",
)
FORMATTED = dt.date, dt.datetime


@dataclass
class Sheet:
    """The first worksheet of a workbook as the test sees it."""

    name: str
    part: str
    root: etree._Element
    cells: dict[str, etree._Element]
    forbidden: set[str]
    avoided: set[
        str
        # besides: what is so near to a pivot table that LibreOffice, laying it out anew, writes
        # over it
    ]


@dataclass
class Outcome:
    """What became of one workbook."""

    passed: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def corpus_files() -> list[Path]:
    """The workbooks by others that are kept for checking; skips where there are none."""
    if not (CORPUS / "MANIFEST.tsv").exists():
        pytest.skip(f"no corpus at {CORPUS}; SHEETFOLLOW_CORPUS names its folder")
    lines = (CORPUS / "MANIFEST.tsv").read_text().splitlines()[1:]
    return [CORPUS / line.split("\t")[0] for line in lines if line.strip()]


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _related(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and target part of what a part refers to."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    known = {each.lower().replace("\\", "/"): each for each in archive.namelist()}
    if rels.lower() in known:
        for item in etree.fromstring(archive.read(known[rels.lower()])):
            target = item.get("Target", "").replace("\\", "/")
            place = target if target.startswith("/") else f"/{folder}/{target}"
            place = re.sub(
                r"/[^/]+/\.\./", "/", re.sub(r"/[^/]+/\.\./", "/", place.replace("/./", "/"))
            )
            found = known.get(place.lstrip("/").lower()) or known.get(
                target.lstrip("/").lower(), ""
            )
            yield item.get("Id", ""), item.get("Type", "").rpartition("/")[2], found


def worksheets(data: bytes) -> list[Sheet]:
    """The sheets that have cells, and which of them belong to something else."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    book = next(target for _, kind, target in _related(archive, "") if kind == "officeDocument")
    known = {identity: (kind, target) for identity, kind, target in _related(archive, book)}
    found = []
    for element in etree.fromstring(archive.read(book)).iter():
        if _local(element) == "sheet":
            kind, part = known.get(
                next(v for k, v in element.attrib.items() if k.endswith("}id")), ("", "")
            )
            if kind == "worksheet":
                found.append(_sheet(archive, element.get("name", ""), part))
    return found


def first_name(data: bytes) -> str:
    """The name of the first sheet, whatever it is."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    book = next(target for _, kind, target in _related(archive, "") if kind == "officeDocument")
    return next(
        each.get("name", "")
        for each in etree.fromstring(archive.read(book)).iter()
        if _local(each) == "sheet"
    )


def _sheet(archive: zipfile.ZipFile, name: str, part: str) -> Sheet:
    root = etree.fromstring(archive.read(part))
    data = next(each for each in root if _local(each) == "sheetData")
    cells = {
        cell: each for number, row in rows_of(data) for cell, each in cells_of_row(number, row)
    }
    forbidden, around = set[str](), set[str]()
    for element in root.iter():
        if _local(element) == "mergeCell":
            forbidden |= set(list(_area(element.get("ref", "")))[1:])
        elif _local(element) == "f" and element.get("t") in ("array", "dataTable"):
            forbidden |= set(_area(element.get("ref", "")))
    for _, kind, target in _related(archive, part):
        if kind == "pivotTable":
            pivot = etree.fromstring(archive.read(target))
            forbidden |= {
                cell
                for each in pivot
                if _local(each) == "location"
                for cell in _area(each.get("ref", ""))
            }
            around |= {
                cell
                for each in pivot
                if _local(each) == "location"
                for cell in _around(each.get("ref", ""))
            }
        elif kind == "table":
            table = etree.fromstring(archive.read(target))
            rows = _by_row(table.get("ref", ""))
            forbidden |= set(rows[0]) if table.get("headerRowCount", "1") != "0" else set()
            forbidden |= set(rows[-1]) if table.get("totalsRowCount", "0") != "0" else set()
    return Sheet(name, part, root, cells, forbidden, around | forbidden)


def _by_row(reference: str) -> list[list[str]]:
    cells = list(_area(reference))
    return [
        list(group)
        for _, group in itertools.groupby(cells, key=lambda cell: re.sub("[A-Z]", "", cell))
    ]


def _area(reference: str) -> Iterator[str]:
    found = re.findall(r"([A-Z]+)\$?([0-9]+)", reference)
    columns, rows = [number_of(letters) for letters, _ in found], [int(row) for _, row in found]
    for row in range(min(rows), min(max(rows), min(rows) + 2000) + 1):
        for column in range(min(columns), min(max(columns), min(columns) + 200) + 1):
            yield f"{letters_of(column)}{row}"


def _around(reference: str) -> Iterator[str]:
    """A range and five cells on each side."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _split(first), _split(last or first)
    for row in range(max(1, top - 5), bottom + 6):
        for column in range(max(1, left - 5), right + 6):
            yield f"{letters_of(column)}{row}"


def _split(cell: str) -> tuple[int, int]:
    letters, row = re.fullmatch("([A-Z]+)([0-9]+)", cell).groups()
    return int(row), number_of(letters)


def fifty(sheet: Sheet) -> list[Edit]:
    """Cells of every kind that the sheet has, new ones right and below, and rows that it lacks."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for cell, element in sheet.cells.items():
        children = [_local(each) for each in element]
        shared = [
            str(each.get("t")) + str(bool(each.text)) for each in element if _local(each) == "f"
        ]
        kinds.setdefault((element.get("t", "n"), *children, *shared), []).append(cell)
    chosen = [
        cell for group in itertools.zip_longest(*_grouped(kinds, sheet)) for cell in group if cell
    ][:30]
    places = [_split(cell) for cell in sheet.cells]
    bottom, right = (
        max((row for row, _ in places), default=0),
        max((column for _, column in places), default=0),
    )
    rows = sorted({row for row, _ in places}) or [1]
    gaps = [row for row in range(1, bottom) if row not in set(rows)][:2]
    new = [f"{letters_of(right + 1 + index % 2)}{row}" for index, row in enumerate(rows[:8])]
    new += [f"{letters_of(column)}{bottom + down}" for down in (1, 2, 5) for column in range(1, 30)]
    new = [f"{letter}{row}" for row in gaps for letter in "AD"] + new
    fresh = [
        cell for cell in dict.fromkeys(new) if cell not in sheet.avoided and cell not in sheet.cells
    ]
    cells = [*chosen, *fresh][:50]
    turns = zip(
        cells,
        itertools.cycle(VALUES),
        itertools.cycle(STYLES),
        itertools.cycle(LINKS),
        strict=False,
    )
    return [Edit(sheet.name, cell, value, style, link) for cell, value, style, link in turns]


def _grouped(kinds: dict[tuple[str, ...], list[str]], sheet: Sheet) -> list[list[str]]:
    return [[cell for cell in cells if cell not in sheet.avoided] for cells in kinds.values()]


def emptied(data: bytes, part: str) -> bytes:
    """The workbook with no rows in one sheet, and no merged cells that would forbid the edits."""
    archive = Archive(data)
    raw = archive.read(part)
    raw = re.sub(rb"<((?:\w+:)?sheetData)[ >].*</\1>", rb"<\1/>", raw, flags=re.S)
    archive.put(part, [raw])
    return archive.build()


def unaccounted(found: list[Difference], sheet: Sheet, edits: list[Edit]) -> list[Difference]:
    """The differences that fifty edits of one sheet do not explain."""
    cells = {edit.cell for edit in edits}
    rows = {_split(cell)[0] for cell in cells}
    followers = {
        cell for cell, element in sheet.cells.items() for each in element if _follows(each)
    }
    return [each for each in found if not _explained(each, sheet.part, cells, rows, followers)]


def _follows(element: etree._Element) -> bool:
    return _local(element) == "f" and element.get("t") == "shared" and not element.text


def _explained(
    each: Difference, part: str, cells: set[str], rows: set[int], followers: set[str]
) -> bool:
    name, place, words = each
    if place in followers and words.startswith(("text None became", "attribute ref None became")):
        return (
            True  # it may lead its shared formula now; that it says the same is openpyxl's to tell
        )
    if words.startswith("new <Default") and 'Extension="rels"' in words:
        return True
    if name == part:
        row = re.fullmatch("row ([0-9]+)", place)
        if row:
            return int(row[1]) in rows and (
                words == "new row with ['r']" or words.startswith("attribute spans")
            )
        if place == "/dimension":
            return words.startswith("attribute ref")
        ours = any(f'"{cell}"' in words for cell in cells)
        return place in cells or (
            place.startswith("/hyperlinks") and (ours or words.startswith("attribute"))
        )
    if name.endswith(f"_rels/{part.rpartition('/')[2]}.rels"):
        return words == "new part" or "hyperlink" in words or words.startswith("attribute Target")
    if "styles" in name:
        added = words.startswith("new element") and re.match(
            "/(numFmts|fonts|fills|cellXfs)", place
        )
        return bool(added) or words.startswith("attribute count") or words == "new part"
    if name.endswith("workbook.xml"):
        return place == "/calcPr" and ("fullCalcOnLoad" in words)
    if "calcChain" in name or "calcChain" in words:
        return words.startswith("lost") and ("!" not in place or place.rpartition("!")[2] in cells)
    return False


def read_back(data: bytes, sheet: str) -> dict[str, object]:
    """All cells of a sheet as openpyxl reads them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        cell.coordinate: cell.value
        for row in book[sheet].iter_rows()
        for cell in row
        if hasattr(cell, "value")
    }


def check(
    path: Path, data: bytes, sheets: list[Sheet], label: str, outcome: Outcome, results: Path
) -> list[Edit]:
    """Edits these sheets of one workbook, all in one write, and tells what became of it."""
    of_sheet = [fifty(sheet) for sheet in sheets]
    edits = [edit for each in of_sheet for edit in each]
    try:
        after = apply(data, edits)
        verify(data, after, edits)
    except Exception as error:
        outcome.trouble.append(f"{label}: {type(error).__name__}: {error}")
        return []
    lost = differences(data, after)
    for sheet, mine in zip(sheets, of_sheet, strict=True):
        lost = unaccounted(lost, sheet, mine)
    outcome.trouble += [f"{label}: {each}" for each in lost]
    if apply(after, edits) is not after:
        outcome.trouble.append(f"{label}: a second run changes something")
    for sheet, mine in zip(sheets, of_sheet, strict=True):
        for cell in list(sheet.forbidden & set(sheet.cells))[:3]:
            outcome.trouble += _refusal(data, sheet.name, cell, label)
        outcome.trouble += [
            f"{label}: {each}" for each in _wrong(data, after, sheet.name, mine, outcome, label)
        ]
    (results / f"{label}{path.suffix}").write_bytes(after)
    outcome.passed.append(label)
    return edits


def _refusal(data: bytes, sheet: str, cell: str, label: str) -> list[str]:
    try:
        apply(data, [Edit(sheet, cell, "something else")])
    except Exception as error:
        return (
            []
            if type(error).__name__ == "CannotWrite" and f"{sheet}!{cell}" in str(error)
            else [f"{label}: {error}"]
        )
    return [f"{label}: {cell} was written over"]


def _wrong(
    before: bytes, after: bytes, sheet: str, edits: list[Edit], outcome: Outcome, label: str
) -> Iterator[str]:
    try:
        expected = read_back(before, sheet)
    except Exception:
        outcome.unread.append(f"{label} openpyxl")
        return
    found = read_back(after, sheet)
    for cell in expected.keys() - {edit.cell for edit in edits}:
        if str(expected[cell]) != str(found.get(cell)) and "object at" not in str(expected[cell]):
            yield f"openpyxl reads {cell} as {found.get(cell)!r}, which was {expected[cell]!r}"
    for edit in edits:
        wanted = _as_openpyxl(edit.value, isinstance(found.get(edit.cell), int | float))
        if edit.value is None and edit.link:
            continue  # openpyxl shows the link where there is no value
        if found.get(edit.cell) != wanted and not _formatted(edit):
            yield f"openpyxl reads {edit.cell} as {found.get(edit.cell)!r}, not {edit.value!r}"


def _formatted(edit: Edit) -> bool:
    """Whether the edit shows a day as a number, or a number may stand in a cell that shows days."""
    return isinstance(edit.value, int | float | FORMATTED[0])


def _as_openpyxl(value: object, plain: bool) -> object:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day) if not plain else value
    return value


def _libre_agrees(edit: Edit, kind: str, value: str) -> bool:
    asked = edit.value
    if asked is None:
        return value == ""
    if isinstance(asked, bool) and kind != "date":
        return value in (str(asked).lower(), str(int(asked)))
    if isinstance(asked, str):
        return value == asked and kind == "string"
    if isinstance(asked, dt.date):
        return kind in ("date", "float", "time", "percentage", "currency")
    if kind in ("date", "time", "boolean"):
        return True  # the number format of the cell decides what a number is there
    return (
        kind in ("float", "percentage", "currency")
        and abs(float(value) - asked) <= abs(asked) * 1e-9
    )


@pytest.mark.slow
@pytest.mark.parametrize("share", range(4))
@pytest.mark.filterwarnings(
    "ignore::UserWarning"
)  # what openpyxl says of workbooks that it knows in part
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_fifty_edits_lose_nothing_in_any_workbook_of_the_corpus(share: int, tmp_path: Path) -> None:
    """After a sync everything outside the own cells is unchanged: in each file's first worksheet,
    in the same emptied, and in all its worksheets at once."""
    outcome, edited, labels = Outcome(), {}, []
    results = tmp_path / "results"
    results.mkdir()
    for path in corpus_files()[share::4]:
        data = path.read_bytes()
        if zipfile.ZipFile(path).testzip():
            with pytest.raises(UnsafeInput):
                apply(data, [Edit("Sheet1", "A1", 1)])
            outcome.refused.append(f"{path.name}: broken, its checksums are wrong")
            continue
        sheets = worksheets(data)
        if not sheets:
            with pytest.raises(CannotWrite):
                apply(data, [Edit(first_name(data), "A1", 1)])
            outcome.refused.append(f"{path.name}: it has chart sheets alone, without cells")
            continue
        empty = emptied(data, sheets[0].part)
        variants = {
            path.stem: (data, sheets[:1]),
            f"{path.stem}-empty": (empty, worksheets(empty)[:1]),
        }
        if len(sheets) > 1:
            variants[f"{path.stem}-all"] = data, sheets
        for label, (variant, chosen) in variants.items():
            labels.append(label)
            (results / f"{label}-before{path.suffix}").write_bytes(variant)
            edits = check(path, variant, chosen, label, outcome, results)
            if edits:
                edited[label] = (
                    chosen[0].name,
                    [edit for edit in edits if edit.sheet == chosen[0].name],
                )
    if shutil.which("soffice"):
        _checkconvert(results, edited, outcome)
    print(
        f"\n{len(labels)} workbooks, {len(outcome.passed)} passed, {len(outcome.trouble)} troubles"
    )
    print(
        "\n".join(
            outcome.trouble + outcome.refused + [f"not compared: {each}" for each in outcome.unread]
        )
    )
    assert not outcome.trouble


def _checkconvert(
    results: Path, edited: dict[str, tuple[str, list[Edit]]], outcome: Outcome
) -> None:
    """LibreOffice reads the values back wherever it reads the original."""
    with tempfile.TemporaryDirectory() as folder:
        done = convert(Path(folder), sorted(results.iterdir()))
        for label, (sheet, edits) in edited.items():
            if f"{label}-before" not in done:
                outcome.unread.append(f"{label} LibreOffice")
            elif label not in done:
                outcome.trouble.append(f"{label}: LibreOffice does not read it any more")
            else:
                found = cells_of(done[label], sheet, {edit.cell for edit in edits})
                for edit in edits:
                    kind, value = found.get(edit.cell, ("", ""))
                    if not _libre_agrees(edit, kind, value):
                        outcome.trouble.append(
                            f"{label}: LibreOffice reads {edit.cell} as {kind} {value!r}, not"
                            f" {edit.value!r}"
                        )
