"""The workbook on the disk: written whole or not at all, read, and newly made (spec 7, 8)."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from sheetfollow import files
from sheetfollow.exceptions import FileTrouble, StaleWorkbook, WorkbookBusy
from sheetfollow.files import DraftPlan, FileChange
from tests.helpers.search_folder import (
    BOOK,
    DRAFT,
    KEY,
    MANIFEST,
    SearchFolder,
    commit_book,
    names,
    no_drafts,
)


def _backups(search: SearchFolder) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in (search.drafts / "backups").glob("*")}


def test_the_workbook_is_replaced_and_the_old_one_backed_up(search: SearchFolder) -> None:
    commit_book(search, b"new")
    assert search.workbook.read_bytes() == b"new"
    assert _backups(search) == {"interviews-0001.xlsx": b"old"}


def test_no_change_no_write(search: SearchFolder) -> None:
    before = search.workbook.stat()
    commit_book(search, b"old")
    after = search.workbook.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert not search.drafts.exists()


def test_the_last_ten_backups_are_kept(search: SearchFolder) -> None:
    for number in range(14):
        commit_book(search, b"state %d" % number)
    assert _backups(search) == {
        "interviews-0001.xlsx" if n < 0 else f"interviews-{n + 2:04}.xlsx": b"state %d" % n
        for n in range(3, 13)
    }


def test_backups_of_other_workbooks_are_left_alone(search: SearchFolder) -> None:
    others = [
        "interviews-old-0001.xlsx",
        "interviews-0001.xlsm",
        "x-0001.xlsx",
        "interviews-1.xlsx",
        "notes.txt",
    ]
    for name in others:
        search.write(f"backups/{name}", "other")
    for number in range(12):
        commit_book(search, b"state %d" % number)
    assert set(others) < _backups(search).keys()


def test_a_stale_write_is_refused_a_hundred_times_of_a_hundred(search: SearchFolder) -> None:
    plan = search.plan({DRAFT: "one"})
    for number in range(100):
        search.workbook.write_bytes(b"their save %d" % number)
        with pytest.raises(StaleWorkbook, match="sync again"):
            files.commit(search.workbook, before=b"old", after=b"new", drafts=plan)
        assert search.workbook.read_bytes() == b"their save %d" % number
    assert names(search.home) == [BOOK], "nothing else is written"


def test_a_save_between_the_drafts_and_the_replace_is_not_overwritten(
    search: SearchFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other program saves at the last moment: while the new workbook is flushed to the disk."""
    flush = os.fsync

    def save_too(handle: int) -> None:
        flush(handle)
        search.workbook.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", save_too)
    with pytest.raises(StaleWorkbook):
        commit_book(search, b"new")
    assert search.workbook.read_bytes() == b"theirs"
    assert list(search.home.glob(".*")) == []


def test_a_workbook_that_is_gone_is_not_brought_back(search: SearchFolder) -> None:
    search.workbook.unlink()
    with pytest.raises(StaleWorkbook):
        commit_book(search, b"new", before=b"old")
    assert not search.workbook.exists()


def test_a_symlink_stays_one_and_its_target_is_written(search: SearchFolder) -> None:
    link = search.home / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(search.workbook)
    commit_book(search, b"new", workbook=link)
    assert link.is_symlink()
    assert search.workbook.read_bytes() == b"new"
    assert names(link.parent) == ["link.xlsx"]


def test_the_drafts_folder_may_be_a_symlink(
    search: SearchFolder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    search.drafts.symlink_to(away)
    search.sync({DRAFT: "one"})
    assert (away / DRAFT).read_bytes() == b"one"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_is_kept(search: SearchFolder, mode: int) -> None:
    search.workbook.chmod(mode)
    commit_book(search, b"new")
    assert stat.S_IMODE(search.workbook.stat().st_mode) == mode


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", lambda: 1)() != 0,
    reason="only root may give files away",
)
def test_the_owner_is_kept(search: SearchFolder) -> None:
    os.chown(search.workbook, 12345, 23456)
    commit_book(search, b"new")
    assert (search.workbook.stat().st_uid, search.workbook.stat().st_gid) == (12345, 23456)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_new_files_have_the_mode_of_any_new_file(search: SearchFolder) -> None:
    (search.home / "plain").write_bytes(b"")
    search.sync({DRAFT: "one"})
    usual = stat.S_IMODE((search.home / "plain").stat().st_mode)
    assert stat.S_IMODE((search.drafts / DRAFT).stat().st_mode) == usual


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_what_is_made_from_a_workbook_is_as_private_as_it_is(
    search: SearchFolder, mode: int
) -> None:
    search.workbook.chmod(mode)
    commit_book(search, b"new")
    search.sync({DRAFT: "one"}, {"index.html": b"page", "followups.ics": b"calendar"})
    search.sent[KEY] = 1
    search.sync({})
    made = [each for each in search.drafts.rglob("*") if each.is_file()]
    folders = [search.drafts, *(each for each in search.drafts.rglob("*") if each.is_dir())]
    assert {each.name for each in folders} == {"drafts", "done", "backups"}
    assert {stat.S_IMODE(each.stat().st_mode) for each in made} == {mode}
    enter = {0o600: 0o700, 0o640: 0o750, 0o644: 0o755}[mode]
    assert {stat.S_IMODE(each.stat().st_mode) for each in folders} == {enter}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_draft_written_anew_is_no_more_open_than_its_workbook_is_by_then(
    search: SearchFolder,
) -> None:
    search.sync({DRAFT: "one"})
    search.workbook.chmod(0o600)
    search.sync({DRAFT: "two"})
    assert stat.S_IMODE((search.drafts / DRAFT).stat().st_mode) == 0o600


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root may give away")
def test_what_is_made_belongs_to_whom_the_workbook_belongs(search: SearchFolder) -> None:
    os.chown(search.workbook, 12345, 23456)
    search.sync({DRAFT: "one"})
    for made in (search.drafts, search.drafts / DRAFT):
        assert (made.stat().st_uid, made.stat().st_gid) == (12345, 23456)


def test_a_read_only_workbook_stays_as_it_is(search: SearchFolder) -> None:
    search.workbook.chmod(0o444)
    with pytest.raises(FileTrouble, match=r"interviews\.xlsx: is read-only; allow writing to it"):
        files.commit(
            search.workbook, before=b"old", after=b"new", drafts=search.plan({DRAFT: "one"})
        )
    search.workbook.chmod(0o644)
    assert search.workbook.read_bytes() == b"old"
    assert not search.drafts.exists()


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named_in_one_line(search: SearchFolder) -> None:
    search.home.chmod(0o555)
    try:
        with pytest.raises(FileTrouble, match="no permission"):
            commit_book(search, b"new")
    finally:
        search.home.chmod(0o755)
    assert names(search.home) == [BOOK]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full; make room"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "no permission"),
        (errno.EIO, "check the disk"),
        (errno.EPERM, "no permission"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_what_the_system_refuses_is_said_in_one_line_and_leaves_the_workbook(
    search: SearchFolder, monkeypatch: pytest.MonkeyPatch, number: int, words: str, call: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    if call == "replace":
        monkeypatch.setattr(Path, call, refuse)
    with pytest.raises(FileTrouble) as caught:
        commit_book(search, b"new")
    message = str(caught.value)
    assert words in message
    assert message.startswith(str(search.home))
    assert "; " in message
    assert "\n" not in message
    assert search.workbook.read_bytes() == b"old"
    assert [each for each in search.home.rglob("*") if each.name.startswith(".")] == []


def test_a_sharing_violation_of_windows_says_that_the_workbook_is_open(
    search: SearchFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        error = PermissionError(13, "in use")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WorkbookBusy, match="open in another program"):
        commit_book(search, b"new")
    assert list(search.home.glob(".*")) == []


def test_a_file_in_the_place_of_the_drafts_folder_is_named(search: SearchFolder) -> None:
    search.drafts.write_bytes(b"mine")
    with pytest.raises(FileTrouble, match="is a file where a folder should be"):
        commit_book(search, b"new")
    assert search.drafts.read_bytes() == b"mine"
    assert search.workbook.read_bytes() == b"old"


@pytest.mark.parametrize("folder", ["..", "../beside", ".", "a/../.."])
def test_the_drafts_folder_is_inside_the_workbooks_folder(
    search: SearchFolder, folder: str
) -> None:
    plan = DraftPlan(search.home / folder, MANIFEST, [FileChange("write", DRAFT, b"one")])
    with pytest.raises(FileTrouble, match="not inside the workbook's folder"):
        files.commit(search.workbook, before=b"old", after=b"new", drafts=plan)
    assert search.workbook.read_bytes() == b"old"


def test_a_workbook_with_an_odd_or_long_name_is_written_like_any_other(
    search: SearchFolder,
) -> None:
    for name in (
        "[a]*.xlsx",
        "é" * 100 + ".xlsx",
        "with space; and 'quotes'.xlsx",
        "-dash.xlsx",
        ".hidden.xlsx",
    ):
        place = search.home / name
        place.write_bytes(b"old")
        files.commit(place, before=b"old", after=b"new", drafts=no_drafts(search))
        assert place.read_bytes() == b"new"
    assert len(_backups(search)) == 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_among_the_backups_holds_nobody_up_and_stays(search: SearchFolder) -> None:
    commit_book(search, b"one")
    os.mkfifo(search.drafts / "backups" / "interviews-0007.xlsx")
    for number in range(12):
        commit_book(search, b"state %d" % number)
    kept = _regular_backups(search)
    assert len(kept) == 10
    assert kept["interviews-0019.xlsx"] == b"state 10"
    assert (search.drafts / "backups" / "interviews-0007.xlsx").is_fifo()


def _regular_backups(search: SearchFolder) -> dict[str, bytes]:
    found = (search.drafts / "backups").iterdir()
    return {each.name: each.read_bytes() for each in found if each.is_file()}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_put_in_the_workbooks_place_meanwhile_is_a_stale_write(search: SearchFolder) -> None:
    search.workbook.unlink()
    os.mkfifo(search.workbook)
    with pytest.raises(StaleWorkbook):
        commit_book(search, b"new", before=b"old")


# ---- reading and making (spec 8) ----


def test_a_missing_workbook_is_named_with_the_command_that_makes_one(tmp_path: Path) -> None:
    for path in (tmp_path / "no.xlsx", tmp_path / "no" / "such.xlsx"):
        with pytest.raises(
            FileTrouble, match=r"no such file; make one with: sheetfollow init .*\.xlsx"
        ):
            files.read(path)
    with pytest.raises(FileTrouble, match=r'sheetfollow init ".*a b\.xlsx"'):
        files.read(tmp_path / "a b.xlsx")


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="is a folder; name the workbook in it"):
        files.read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_workbook(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(FileTrouble, match="is no file"):
        files.read(tmp_path / "pipe.xlsx")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read everything")
def test_a_workbook_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"a")
    (tmp_path / "a.xlsx").chmod(0)
    with pytest.raises(FileTrouble, match="no permission"):
        files.read(tmp_path / "a.xlsx")


def test_a_new_file_is_never_made_over_an_existing_one(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / BOOK
    files.create(path, b"first")
    with pytest.raises(FileTrouble, match="is there already"):
        files.create(path, b"second")
    assert path.read_bytes() == b"first"
    assert names(path.parent) == [BOOK]
    (tmp_path / "dangling.xlsx").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileTrouble, match="is there already"):
        files.create(tmp_path / "dangling.xlsx", b"second")
    with pytest.raises(FileTrouble, match="is there already"):
        files.create(tmp_path / "deep", b"second")


def test_a_file_that_appears_while_a_new_one_is_made_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def make_it_too(handle: int) -> None:
        flush(handle)
        (tmp_path / BOOK).write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", make_it_too)
    with pytest.raises(FileTrouble, match="is there already"):
        files.create(tmp_path / BOOK, b"ours")
    assert (tmp_path / BOOK).read_bytes() == b"theirs"
    assert names(tmp_path) == [BOOK]


def test_a_new_file_is_made_where_the_disk_knows_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    files.create(tmp_path / BOOK, b"first")
    assert (tmp_path / BOOK).read_bytes() == b"first"
    assert names(tmp_path) == [BOOK]


def test_a_new_file_below_a_file_cannot_be_made(search: SearchFolder) -> None:
    with pytest.raises(FileTrouble, match="is a file where a folder should be"):
        files.create(search.workbook / "new.xlsx", b"new")
