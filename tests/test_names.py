"""One part, however its name is spelled: gate, frame, patch and proof all mean the same one (spec
7; ECMA-376 part 2 compares names without case, and real writers spell them in more ways)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from sheetfollow.exceptions import UnsafeInput, WouldLoseContent
from sheetfollow.model import CellStyle, Edit
from sheetfollow.writeback import apply, verify
from sheetfollow.xlsx import gate
from sheetfollow.xlsx.frame import Frame, Table
from tests.helpers.hazards import hazards, zipped

SPELLINGS: dict[str, Callable[[str], str]] = {
    "in capitals": str.upper,
    "with backslashes": lambda name: name.replace("/", "\\"),
    "with a leading slash": lambda name: f"/{name}",
    "percent-encoded": lambda name: name.replace("l", "%6C"),
}
PARTS = {
    "sheet": "xl/worksheets/sheet1.xml",
    "table": "xl/tables/table1.xml",
    "styles": "xl/styles.xml",
    "relationships of the sheet": "xl/worksheets/_rels/sheet1.xml.rels",
    "relationships of the workbook": "xl/_rels/workbook.xml.rels",
    "relationships of the package": "_rels/.rels",
}
TARGETS = {
    "sheet": ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml"),
    "table": ("xl/worksheets/_rels/sheet1.xml.rels", "../tables/table1.xml"),
    "styles": ("xl/_rels/workbook.xml.rels", "styles.xml"),
    "workbook": ("_rels/.rels", "xl/workbook.xml"),
}
# row 5 is new: the table that ends above it, in row 4, is to take it in
GROWING = Edit("Data", "B5", 7, CellStyle(bold=True), link="draft.txt", grow=True)


def _parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {info.orig_filename: archive.read(info) for info in archive.infolist()}


def _renamed(part: str, spelled: str) -> bytes:
    parts = _parts(hazards()["table"])
    assert part in parts
    return zipped({spelled if name == part else name: parts[name] for name in parts})


def _retargeted(part: str, target: str, spelled: str) -> bytes:
    parts = _parts(hazards()["table"])
    assert target.encode() in parts[part]
    parts[part] = parts[part].replace(target.encode(), spelled.encode())
    return zipped(parts)


def _assert_all_rooms_see_one_workbook(data: bytes) -> None:
    gate.check(data)
    frame = Frame(data)
    assert frame.table("Data", 2, 2) == Table(2, 4, 2, 4, 0), "the table is seen by the frame"
    after = apply(data, [GROWING])
    verify(data, after, [GROWING])
    grown = Frame(after)
    assert grown.table("Data", 2, 2) == Table(2, 5, 2, 4, 0), "the table is seen by the patch"
    assert grown.layout("Data").links == {"B5": "draft.txt"}
    assert len(_parts(after)) == len(_parts(data)), "no part is written a second time"
    smaller = apply(data, [Edit("Data", "B5", 7, CellStyle(bold=True), link="draft.txt")])
    with pytest.raises(WouldLoseContent, match="the table above did not grow"):
        verify(data, smaller, [GROWING])


@pytest.mark.parametrize("how", SPELLINGS)
@pytest.mark.parametrize("what", PARTS)
def test_an_entry_is_found_however_its_name_is_spelled(what: str, how: str) -> None:
    _assert_all_rooms_see_one_workbook(_renamed(PARTS[what], SPELLINGS[how](PARTS[what])))


@pytest.mark.parametrize("how", SPELLINGS)
@pytest.mark.parametrize("what", TARGETS)
def test_a_reference_leads_to_its_part_however_it_is_spelled(what: str, how: str) -> None:
    part, target = TARGETS[what]
    from_root = "xl/" + target.removeprefix("../").removeprefix("xl/")
    spelled = f"/{from_root}" if how == "with a leading slash" else SPELLINGS[how](target)
    _assert_all_rooms_see_one_workbook(_retargeted(part, target, spelled))


def test_a_whole_archive_with_backslashes_is_one_workbook() -> None:
    parts = _parts(hazards()["table"])
    turned = {name.replace("/", "\\"): content for name, content in parts.items()}
    _assert_all_rooms_see_one_workbook(zipped(turned))


def test_a_target_that_counts_from_the_root_without_a_slash_leads_there() -> None:
    part, target = TARGETS["sheet"]
    _assert_all_rooms_see_one_workbook(_retargeted(part, target, f"xl/{target}"))


def test_a_target_that_leads_to_two_parts_is_refused_since_readers_differ() -> None:
    part, target = TARGETS["sheet"]
    parts = _parts(_retargeted(part, target, f"xl/{target}"))
    parts[f"xl/xl/{target}"] = parts[PARTS["sheet"]]
    with pytest.raises(UnsafeInput, match="leads to two places"):
        gate.check(zipped(parts))
