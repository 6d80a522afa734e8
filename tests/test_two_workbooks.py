"""Two workbooks in one folder share their drafts folder, and neither takes the other's page or
calendar (spec 6)."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from sheetfollow import new_workbook, writeback
from sheetfollow.model import Edit
from sheetfollow.schema import SETTINGS
from tests.conftest import Run
from tests.helpers import DAY

OWN = {"index.html", "followups.ics"}
SECOND = {"index-second.html", "followups-second.ics"}


@pytest.fixture
def second(example: Path, run: Run) -> Path:
    """A search with one interview, beside the example."""
    path = example.with_name("second.xlsx")
    row = ("Sablewood Energy", "Analyst", "Kofi Mensah", date(2026, 11, 22))
    cells = [
        Edit("Interviews", f"{letter}3", value) for letter, value in zip("ABCD", row, strict=True)
    ]
    path.write_bytes(writeback.apply(new_workbook.shipped(), cells))
    return path


def _made(folder: Path) -> dict[str, str]:
    names = sorted(
        each for each in (folder / "drafts").iterdir() if each.suffix in (".html", ".ics")
    )
    return {each.name: each.read_text(encoding="utf-8") for each in names}


def test_each_workbook_has_its_own_page_and_calendar_and_keeps_them(
    example: Path, second: Path, run: Run
) -> None:
    run("sync", example.name, *DAY, code=3)
    alone = _made(example.parent)
    assert set(alone) == OWN
    run("sync", second.name, *DAY, code=3)
    both = _made(example.parent)
    assert set(both) == OWN | SECOND
    assert {name: both[name] for name in OWN} == alone
    assert "Kofi Mensah" in both["index-second.html"]
    assert "Kofi Mensah" in both["followups-second.ics"]
    for name in (second.name, example.name, second.name):
        assert "(nothing to change)" in run("sync", name, *DAY, code=3).stdout
    assert _made(example.parent) == both


def test_the_first_to_come_keeps_the_plain_names(example: Path, second: Path, run: Run) -> None:
    run("sync", second.name, *DAY, code=3)
    run("sync", example.name, *DAY, code=3)
    assert set(_made(example.parent)) == OWN | {"index-interviews.html", "followups-interviews.ics"}
    assert "Kofi Mensah" in _made(example.parent)["index.html"]


def test_two_of_one_stem_have_their_whole_names(example: Path, second: Path, run: Run) -> None:
    third = second.with_suffix(".xlsm")
    shutil.copy(second, third)
    for name in (example.name, second.name, third.name):
        run("sync", name, *DAY, code=3)
    assert set(_made(example.parent)) == OWN | SECOND | {
        "index-second.xlsm.html",
        "followups-second.xlsm.ics",
    }


def test_a_page_that_two_have_written_by_turns_goes_to_one_of_them(
    example: Path, second: Path, run: Run
) -> None:
    """As it was left by the first edition of this program."""
    run("sync", example.name, *DAY, code=3)
    folder = example.parent / "drafts"
    run("sync", second.name, *DAY, code=3)
    manifest = folder / ".second.xlsx.manifest.json"
    text = manifest.read_text(encoding="utf-8")
    for name in ("index", "followups"):
        text = text.replace(f"{name}-second.", f"{name}.")
    manifest.write_text(text, encoding="utf-8")
    before = _made(example.parent)
    for name in (second.name, example.name):
        run("sync", name, *DAY, code=3)
    assert _made(example.parent) == before
    assert not (folder / "stale").exists()


def test_without_a_calendar_the_other_one_s_stays(example: Path, second: Path, run: Run) -> None:
    for path in (example, second):
        run("sync", path.name, *DAY, code=3)
    row = [setting.key for setting in SETTINGS].index("calendar") + 2
    second.write_bytes(writeback.apply(second.read_bytes(), [Edit("Settings", f"B{row}", "No")]))
    run("sync", second.name, *DAY, code=3)
    assert set(_made(example.parent)) == OWN | {"index-second.html"}
