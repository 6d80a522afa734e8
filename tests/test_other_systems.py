"""What differs on Windows and macOS: consoles, other programs at a file, long paths, names whose
case or accents do not matter (spec 8)."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sheetfollow import files, writeback
from sheetfollow.exceptions import FileTrouble, WorkbookBusy
from sheetfollow.files.look import alike_name
from sheetfollow.files.os_errors import worded
from sheetfollow.intake.workbook import read
from sheetfollow.letters.samples import read_samples
from sheetfollow.model import Edit
from tests.conftest import Run
from tests.helpers import DAY, environment
from tests.helpers.search_folder import BOOK, DRAFT, SearchFolder, commit_book
from tests.test_samples import TASK

VIETNAMESE = "Nguyễn Thị Ánh"


def _held(winerror: int) -> OSError:
    """What Windows says of a file that another program holds."""
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


# ---- what the console cannot say ----


@pytest.fixture
def vietnamese(example: Path) -> Path:
    """A search with an interviewer whom no western code page can spell."""
    data = example.read_bytes()
    grid = read(data).interviews
    row = grid.values["interviewer"].index("Amara Nwosu") + grid.first_row
    cell = grid.cell("interviewer", row)
    example.write_bytes(writeback.apply(data, [Edit(grid.name, cell, VIETNAMESE)]))
    return example


def _on_windows(example: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Redirected on a western Windows, where a stream is cp1252 unless somebody says otherwise."""
    return subprocess.run(
        [sys.executable, "-m", "sheetfollow", *arguments],
        cwd=example.parent,
        capture_output=True,
        env=environment(PYTHONIOENCODING="cp1252", PYTHONUTF8="0"),
    )


def test_a_report_in_a_file_is_utf_8_whatever_the_code_page(vietnamese: Path) -> None:
    done = _on_windows(vietnamese, "sync", vietnamese.name, *DAY)
    assert (done.returncode, done.stderr) == (3, b"")
    assert VIETNAMESE in done.stdout.decode("utf-8")


def test_json_is_ascii_whatever_the_console(vietnamese: Path) -> None:
    done = _on_windows(vietnamese, "status", vietnamese.name, *DAY, "--json")
    assert done.stdout.isascii()
    assert VIETNAMESE in {item["interviewer"] for item in json.loads(done.stdout)["items"]}


def test_an_error_about_a_name_that_cannot_be_said_is_still_one_line(example: Path) -> None:
    done = _on_windows(example, "sync", f"{VIETNAMESE}.xlsx")
    assert done.returncode == 1
    assert done.stderr.decode("utf-8").startswith(f"sheetfollow: {VIETNAMESE}.xlsx: no such file")
    assert done.stderr.count(b"\n") == 1


# ---- other programs at a file ----


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def _refusing(times: int, winerror: int, usual: Callable[..., object]) -> Callable[..., object]:
    """The call that is refused so often, then done."""
    left = iter(range(times))

    def call(*arguments: object, **options: object) -> object:
        if next(left, None) is not None:
            raise _held(winerror)
        return usual(*arguments, **options)

    return call


@pytest.mark.parametrize("winerror", [5, 32, 33])
@pytest.mark.parametrize("call", ["replace", "rename", "unlink"])
def test_a_file_that_a_virus_scanner_or_onedrive_is_at_is_tried_again(
    search: SearchFolder,
    monkeypatch: pytest.MonkeyPatch,
    pauses: list[float],
    winerror: int,
    call: str,
) -> None:
    search.sync({DRAFT: "one"})
    search.sent.update({("ab12c", "thank-you"): 1} if call == "rename" else {})
    plan = search.plan({DRAFT: "two"} if call == "replace" else {})
    monkeypatch.setattr(Path, call, _refusing(3, winerror, getattr(Path, call)))
    files.commit(search.workbook, before=b"old", after=b"old", drafts=plan)
    wanted = {
        "replace": {DRAFT: "two"},
        "rename": {f"done/{DRAFT}": "one"},
        "unlink": {},
    }
    assert search.tree() == wanted[call]
    assert len(pauses) == 3 if call != "unlink" else pauses


@pytest.mark.parametrize(
    ("winerror", "says"),
    [(5, "held by another program (a virus scanner, OneDrive), or not yours"), (32, "open in")],
)
def test_a_file_that_is_held_for_longer_is_told_within_two_seconds(
    search: SearchFolder,
    monkeypatch: pytest.MonkeyPatch,
    pauses: list[float],
    winerror: int,
    says: str,
) -> None:
    monkeypatch.setattr(Path, "replace", _refusing(100, winerror, Path.replace))
    with pytest.raises(WorkbookBusy) as caught:
        commit_book(search, b"new")
    assert says in str(caught.value)
    assert 1 <= sum(pauses) <= 2
    assert search.workbook.read_bytes() == b"old"


def test_any_other_refusal_is_not_tried_again(
    search: SearchFolder, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileTrouble, match="no permission"):
        commit_book(search, b"new")
    assert pauses == []


# ---- long paths, names ----


def test_a_path_that_is_too_long_is_told_as_that(tmp_path: Path) -> None:
    """Windows says that there is no such file; elsewhere one name of 300 letters is too long."""
    with pytest.raises(FileTrouble, match="the path is longer than the system takes"):
        files.read(tmp_path / f"{'a' * 300}.xlsx")
    place = tmp_path / "/".join(["folder"] * 50) / BOOK
    error = FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")
    error.winerror = 3  # type: ignore[attr-defined]
    assert "the path is longer than the system takes" in str(worded(place, error))
    assert "longer" not in str(worded(tmp_path / BOOK, error))


def test_names_are_one_where_neither_case_nor_the_way_to_write_an_accent_matters() -> None:
    assert alike_name("Gespräche.xlsx", unicodedata.normalize("NFD", "GESPRÄCHE.XLSX"))
    assert not alike_name("Gespräche.xlsx", "Gesprache.xlsx")


def test_a_workbook_keeps_the_name_that_its_folder_has(search: SearchFolder) -> None:
    link = search.home / "link.xlsx"
    link.symlink_to(search.workbook)
    assert files.real_place(link) == search.workbook
    (search.home / BOOK.upper()).write_bytes(b"another where case matters")
    assert files.real_place(search.workbook).name == BOOK


def test_manifest_and_backups_have_the_workbooks_own_name_however_it_was_typed(
    search: SearchFolder,
) -> None:
    typed = search.home / BOOK.upper()
    if not typed.exists():
        pytest.skip("case matters on this disk")
    assert files.real_place(typed) == search.workbook
    commit_book(search, b"new", workbook=typed)
    assert [each.name for each in (search.drafts / "backups").iterdir()] == ["interviews-0001.xlsx"]
    assert search.workbook in list(search.home.iterdir())


def test_a_sample_is_found_in_whichever_way_its_accent_is_written(tmp_path: Path) -> None:
    composed, parted = (unicodedata.normalize(form, "Lösung.pdf") for form in ("NFC", "NFD"))
    (tmp_path / parted).write_bytes(b"mine")
    task = replace(TASK, work_sample=composed)
    found, refused = read_samples(tmp_path, [task], drafts=tmp_path / "drafts")
    assert (found, refused) == ({composed: b"mine"}, {})


# ---- folders and several workbooks ----


def test_a_folder_stands_for_the_workbooks_in_it(run: Run, tmp_path: Path) -> None:
    for name in ("clients/anna.xlsx", "clients/bert.xlsm"):
        run("init", "clients/made.xlsx", "--example", "--today", "2026-11-23")
        (tmp_path / "clients" / "made.xlsx").rename(tmp_path / name)
    for name in ("~$other.xlsx", ".hidden.xlsx", "notes.txt"):
        (tmp_path / "clients" / name).write_bytes(b"no workbook")
    wanted = [str(Path("clients") / name) for name in ("anna.xlsx", "bert.xlsm")]
    for command, code in (("sync", 3), ("status", 0), ("check", 3)):
        done = run(command, "clients", *DAY, "--json", code=code)
        assert [report["workbook"] for report in json.loads(done.stdout)] == wanted
    lines = run("check", "clients", *DAY, code=3).stdout.splitlines()
    assert {line.partition(":")[0] for line in lines} == set(wanted)
    told = run("status", "clients", "clients/anna.xlsx", *DAY).stdout
    assert [told.count(f"{name}, Mon 23 Nov:") for name in wanted] == [1, 1]
    assert "there is no workbook in empty" in _refused(run, tmp_path, "sync", "empty")


def _refused(run: Run, home: Path, *arguments: str) -> str:
    (home / "empty").mkdir(exist_ok=True)
    return run(*arguments, code=2).stderr


def test_init_makes_a_xlsx_of_a_bare_name_and_refuses_what_it_cannot_make(
    run: Run, tmp_path: Path
) -> None:
    assert "Made a.xlsx" in run("init", "a").stdout
    assert "the new workbook is a .xlsx, not a .ods: b.xlsx" in _refused(
        run, tmp_path, "init", "b.ods"
    )
    told = _refused(run, tmp_path, "init", "empty")
    assert (
        f"empty is a folder; name the new workbook in it: {Path('empty/interviews.xlsx')}" in told
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.xlsx", "empty"]
