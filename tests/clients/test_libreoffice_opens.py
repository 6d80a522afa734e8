"""LibreOffice opens every synced workbook without a repair and shows what was written (spec 7).

Without a person who agrees to a repair it loads no package that needs one; parts that it can make
nothing of come out empty. So a workbook is whole where it loads and each cell shows its value.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from sheetfollow import writeback
from sheetfollow.model import Edit
from tests.helpers import ROOT, job_search, processes
from tests.helpers.hazards import hazards
from tests.helpers.hostile_zip import Entry, Zip
from tests.helpers.libreoffice import cells_of, convert
from tests.helpers.mutations import parts_of
from tests.helpers.processes import BOOK, SYNC
from tests.test_writeback_hazards import _edits as edits_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]
UNSEEN = {
    "odd case"
}  # LibreOffice finds no part whose name is spelled otherwise: the sheet is empty before, too
Written = dict[tuple[str, str], Any]


def _homes(folder: Path) -> list[Path]:
    """Our fixtures, each in a folder of its own, not yet synced but for the two of a search under
    way."""
    job_search.begin(folder / "synced")
    job_search.make(folder / "search")
    books = {"template": ROOT / "workbook_template.xlsx"}
    books |= {path.stem: path for path in (ROOT / "tests" / "data").glob("*.xlsx")}
    for name, path in books.items():
        (folder / name).mkdir()
        shutil.copy(path, folder / name / BOOK)
    (folder / "example").mkdir()
    assert processes.run(folder / "example", "init", BOOK, "--example", *SYNC[2:]).code == 0
    return [folder / name for name in ("synced", "search", "example", *books)]


def _sync(home: Path) -> Written:
    """What the command says that it has written, by cell."""
    outcome = processes.run(home, *SYNC, "--json")
    assert outcome.code in (0, 3), outcome
    return {
        (edit["sheet"], edit["cell"]): edit["value"] for edit in json.loads(outcome.out)["edits"]
    }


def _wrong(converted: Path, written: Written) -> list[str]:
    """The cells that LibreOffice shows otherwise."""
    wrong = []
    for sheet in dict.fromkeys(sheet for sheet, _ in written):
        wanted = {cell: value for (name, cell), value in written.items() if name == sheet}
        shown = cells_of(converted, sheet, set(wanted))
        wrong += [
            f"{sheet}!{cell}: {shown.get(cell)} instead of {value!r}"
            for cell, value in wanted.items()
            if not _agrees(value, *shown.get(cell, ("", "")))
        ]
    return wrong


def _agrees(value: Any, kind: str, shown: str) -> bool:
    if value is None:
        return shown == ""
    if kind == "date":
        return shown.partition("T")[0] == str(value)
    if isinstance(value, bool):
        return shown in (str(value).lower(), str(int(value)))
    return shown == value if isinstance(value, str) else kind == "float" and float(shown) == value


def _as_files(folder: Path, books: Iterable[tuple[str, bytes]]) -> list[Path]:
    folder.mkdir()
    for name, data in books:
        (folder / f"{name}.xlsx").write_bytes(data)
    return sorted(folder.iterdir())


def test_every_synced_workbook_opens_and_shows_what_was_written(tmp_path: Path) -> None:
    homes = _homes(tmp_path.resolve())
    written = {home.name: _sync(home) for home in homes}
    assert sum(map(len, written.values())) > 1000
    converted = convert(
        tmp_path,
        _as_files(tmp_path / "in", ((home.name, (home / BOOK).read_bytes()) for home in homes)),
    )
    assert converted.keys() == written.keys()
    assert {
        name: wrong for name, path in converted.items() if (wrong := _wrong(path, written[name]))
    } == {}


def test_a_damaged_workbook_fails_the_same_check(tmp_path: Path) -> None:
    home = tmp_path.resolve() / "home"
    job_search.make(home)
    written, whole = _sync(home), (home / BOOK).read_bytes()
    half = [
        Entry(each.name, each.data[: len(each.data) // 2] if b"sheet1" in each.name else each.data)
        for each in parts_of(whole)
    ]
    damaged = {"cut off": whole[:-200], "half a sheet": Zip(half).build(), "whole": whole}
    converted = convert(tmp_path, _as_files(tmp_path / "in", damaged.items()))
    assert converted.keys() == {"half a sheet", "whole"}, "what needs a repair does not load"
    assert _wrong(converted["half a sheet"], written)
    assert _wrong(converted["whole"], written) == []


def test_workbooks_with_everything_that_can_be_lost_open_as_before(tmp_path: Path) -> None:
    """Those have no sheets of ours: cells are written into theirs."""
    before = {
        name.replace(" ", "-"): data for name, data in hazards().items() if name not in UNSEEN
    }
    edits = {name.replace(" ", "-"): edits_of(name) for name in hazards()}
    after = {name: writeback.apply(data, edits[name]) for name, data in before.items()}
    opened = convert(tmp_path / "a", _as_files(tmp_path / "before", before.items()))
    converted = convert(tmp_path / "b", _as_files(tmp_path / "after", after.items()))
    assert converted.keys() == opened.keys()
    assert len(converted) > 20
    wrong = {name: _wrong(path, _written(edits[name])) for name, path in converted.items()}
    assert {name: cells for name, cells in wrong.items() if cells} == {}


def _written(edits: Iterable[Edit]) -> Written:
    return {
        (edit.sheet, edit.cell): edit.value.isoformat()
        if isinstance(edit.value, date)
        else edit.value
        for edit in edits
    }
