"""Several workbooks of one folder: each has its drafts, its page and its calendar (spec 6)."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from sheetfollow import new_workbook, writeback
from sheetfollow.model import Edit
from sheetfollow.schema import SETTINGS
from tests.conftest import Run
from tests.helpers import DAY, processes

OWN = {"index.html", "followups.ics"}
SHARED = {"index-second.html", "followups-second.ics"}


@pytest.fixture
def second(example: Path) -> Path:
    """A search with one interview, beside the example."""
    path = example.with_name("second.xlsx")
    row = ("Sablewood Energy", "Kofi Mensah", "Analyst", date(2026, 11, 22))
    cells = [
        Edit("Interviews", f"{letter}3", value) for letter, value in zip("ABCD", row, strict=True)
    ]
    path.write_bytes(writeback.apply(new_workbook.shipped(), cells))
    return path


@pytest.fixture
def shared(example: Path, second: Path) -> Path:
    """The drafts folder of both, as earlier versions left it to the second one too."""
    _sync(example)
    folder = example.parent / "drafts"
    (folder / ".second.xlsx.manifest.json").write_text('{"files": {}}', encoding="utf-8")
    _sync(second)
    return folder


def _sync(path: Path) -> str:
    """What the command says."""
    done = processes.run(path.parent, "sync", path.name, *DAY)
    assert done.code == 3, done.err
    return done.out


def _made(folder: Path) -> dict[str, str]:
    """The pages and calendars, by their paths from the drafts folder."""
    found = [each for each in folder.rglob("*") if each.suffix in (".html", ".ics")]
    return {each.relative_to(folder).as_posix(): each.read_text("utf-8") for each in sorted(found)}


def _in(folder: str, names: set[str]) -> set[str]:
    return {f"{folder}/{name}" for name in names}


def _tree(folder: Path) -> dict[str, bytes]:
    found = [each for each in folder.rglob("*") if each.is_file()]
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


def test_another_workbook_that_is_new_to_the_folder_has_a_folder_of_its_name_in_it(
    example: Path, second: Path
) -> None:
    drafts = example.parent / "drafts"
    _sync(example)
    alone = set(_made(drafts))
    _sync(second)
    assert alone == OWN
    assert set(_made(drafts)) == OWN | _in("second", OWN)
    assert "Kofi Mensah" in _made(drafts)["second/index.html"]
    assert "Kofi Mensah" in _made(drafts)["second/followups.ics"]
    (letter,) = (drafts / "second").glob("*kofi-mensah*.txt")
    (cell,) = _links(second)
    assert cell == f"drafts/second/{letter.name}"
    assert (drafts / "second" / "backups" / "second-0001.xlsx").is_file()


def _links(path: Path) -> set[str]:
    from sheetfollow.intake import workbook

    grid = workbook.read(path.read_bytes()).interviews
    return {link for cell, link in grid.links.items() if link.startswith("drafts/")}


def test_each_page_lists_the_other_workbooks_and_a_second_round_of_syncs_changes_no_byte(
    example: Path, second: Path
) -> None:
    for path in (example, second):
        _sync(path)
    pages = _made(example.parent / "drafts")
    assert 'href="second/index.html"' in pages["index.html"]
    assert 'href="../index.html"' in pages["second/index.html"]
    before = _tree(example.parent)
    for path in (second, example):
        assert "(nothing to change)" in _sync(path)
    assert _tree(example.parent) == before


def test_a_page_of_the_only_workbook_lists_none(example: Path) -> None:
    _sync(example)
    assert "Other workbooks of this folder" not in _made(example.parent / "drafts")["index.html"]


def test_of_two_that_are_new_at_the_same_time_one_is_the_first(
    example: Path, second: Path, run: Run
) -> None:
    run("sync", example.name, second.name, *DAY, code=3)
    pages = _made(example.parent / "drafts")
    assert len(pages) == 4
    assert set(pages) in (OWN | _in("second", OWN), OWN | _in("interviews", OWN))


def test_two_of_one_stem_and_one_named_like_a_folder_of_ours_have_their_whole_names(
    example: Path, second: Path
) -> None:
    third, fourth = second.with_suffix(".xlsm"), second.with_name("done.xlsx")
    shutil.copy(second, third)
    shutil.copy(second, fourth)
    for path in (example, second, third, fourth):
        _sync(path)
    folders = ("second", "second.xlsm", "done.xlsx")
    assert set(_made(example.parent / "drafts")) == OWN.union(*(_in(each, OWN) for each in folders))


# --- two that share their folder from earlier versions go on


def test_two_that_share_a_folder_already_stay(example: Path, second: Path, shared: Path) -> None:
    both = _made(shared)
    assert set(both) == OWN | SHARED
    assert "Kofi Mensah" in both["index-second.html"]
    assert "Kofi Mensah" in both["followups-second.ics"]
    before = _tree(example.parent)
    for path in (second, example, second):
        assert "(nothing to change)" in _sync(path)
    assert _tree(example.parent) == before


def test_a_page_that_two_have_written_by_turns_goes_to_one_of_them(
    example: Path, second: Path, shared: Path
) -> None:
    """As it was left by the first edition of this program."""
    _sync(example)
    manifest = shared / ".second.xlsx.manifest.json"
    text = manifest.read_text(encoding="utf-8")
    for name in ("index", "followups"):
        text = text.replace(f"{name}-second.", f"{name}.")
    manifest.write_text(text, encoding="utf-8")
    before = _made(shared)
    for path in (second, example):
        _sync(path)
    assert _made(shared) == before
    assert not (shared / "stale").exists()


def test_without_a_calendar_the_other_one_s_stays(second: Path, shared: Path) -> None:
    row = [setting.key for setting in SETTINGS].index("calendar") + 2
    second.write_bytes(writeback.apply(second.read_bytes(), [Edit("Settings", f"B{row}", "No")]))
    _sync(second)
    assert set(_made(shared)) == OWN | {"index-second.html"}


# ---- a draft dropped into the done/ that one sees ----


@pytest.mark.parametrize("suffix", ["txt", "eml"])
def test_a_draft_moved_to_the_done_of_the_folder_above_is_a_mark(
    example: Path, second: Path, suffix: str
) -> None:
    """Each of several workbooks has a folder; the user drops a draft into drafts/done/."""
    second = second.rename(second.with_name("Anna Å.xlsx"))
    _sync(example)
    _sync(second)
    drafts = example.parent / "drafts"
    (draft,) = (drafts / "Anna Å").glob(f"*kofi-mensah*.{suffix}")
    (drafts / "done").mkdir(exist_ok=True)
    text = draft.read_bytes()
    draft.rename(drafts / "done" / draft.name)
    before = _tree(example.parent)
    told = processes.run(second.parent, "sync", second.name, *DAY).out
    assert "logged: Thank-you to Kofi Mensah, Sablewood Energy" in told
    assert not list((drafts / "done").iterdir())
    assert (drafts / "Anna Å" / "done" / draft.name).read_bytes() == text
    assert (before[example.name], "logged" in _sync(example)) == (example.read_bytes(), False)
    done = processes.run(second.parent, "sync", second.name, *DAY)
    assert "nothing to change" in done.out


def test_a_draft_of_the_workbook_above_is_no_mark_of_its_copy(
    example: Path, tmp_path: Path
) -> None:
    """A copy has the same rows, IDs and names of drafts; the user has deleted its own draft."""
    _sync(example)
    copied = example.with_name("elsewhere.xlsx")
    shutil.copy(example, copied)
    _sync(copied)
    drafts = example.parent / "drafts"
    (draft,) = drafts.glob("*amara-nwosu*.txt")
    (drafts / "elsewhere" / draft.name).unlink()
    (drafts / "done").mkdir(exist_ok=True)
    draft.rename(drafts / "done" / draft.name)
    assert "logged" not in _sync(copied)
    assert "logged: Thank-you to Amara Nwosu" in _sync(example)
    assert "logged" not in _sync(copied)
