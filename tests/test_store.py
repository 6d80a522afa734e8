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
from tests.helpers.drafts_folder import BOOK, DRAFT, MANIFEST, Desk, commit_book, names, no_drafts


def _backups(desk: Desk) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in (desk.folder / "backups").glob("*")}


def test_the_workbook_is_replaced_and_the_old_one_backed_up(desk: Desk) -> None:
    commit_book(desk, b"new")
    assert desk.workbook.read_bytes() == b"new"
    assert _backups(desk) == {"interviews-0001.xlsx": b"old"}


def test_no_change_no_write(desk: Desk) -> None:
    before = desk.workbook.stat()
    commit_book(desk, b"old")
    assert desk.workbook.stat() == before
    assert not desk.folder.exists()


def test_the_last_ten_backups_are_kept(desk: Desk) -> None:
    for number in range(14):
        commit_book(desk, b"state %d" % number)
    assert _backups(desk) == {
        "interviews-0001.xlsx" if n < 0 else f"interviews-{n + 2:04}.xlsx": b"state %d" % n
        for n in range(3, 13)
    }


def test_backups_of_other_workbooks_are_left_alone(desk: Desk) -> None:
    others = [
        "interviews-old-0001.xlsx",
        "interviews-0001.xlsm",
        "x-0001.xlsx",
        "interviews-1.xlsx",
        "notes.txt",
    ]
    for name in others:
        desk.write(f"backups/{name}", "other")
    for number in range(12):
        commit_book(desk, b"state %d" % number)
    assert set(others) < _backups(desk).keys()


def test_a_stale_write_is_refused_a_hundred_times_of_a_hundred(desk: Desk) -> None:
    plan = desk.plan({DRAFT: "one"})
    for number in range(100):
        desk.workbook.write_bytes(b"their save %d" % number)
        with pytest.raises(StaleWorkbook, match="sync again"):
            files.commit(desk.workbook, before=b"old", after=b"new", drafts=plan)
        assert desk.workbook.read_bytes() == b"their save %d" % number
    assert names(desk.home) == [BOOK], "nothing else is written"


def test_a_save_between_the_drafts_and_the_replace_is_not_overwritten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other program saves at the last moment: while the new workbook is flushed to the disk."""
    flush = os.fsync

    def save_too(handle: int) -> None:
        flush(handle)
        desk.workbook.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", save_too)
    with pytest.raises(StaleWorkbook):
        commit_book(desk, b"new")
    assert desk.workbook.read_bytes() == b"theirs"
    assert list(desk.home.glob(".*")) == []


def test_a_workbook_that_is_gone_is_not_brought_back(desk: Desk) -> None:
    desk.workbook.unlink()
    with pytest.raises(StaleWorkbook):
        commit_book(desk, b"new", before=b"old")
    assert not desk.workbook.exists()


def test_a_symlink_stays_one_and_its_target_is_written(desk: Desk) -> None:
    link = desk.home / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(desk.workbook)
    commit_book(desk, b"new", workbook=link)
    assert link.is_symlink()
    assert desk.workbook.read_bytes() == b"new"
    assert names(link.parent) == ["link.xlsx"]


def test_the_drafts_folder_may_be_a_symlink(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    desk.folder.symlink_to(away)
    desk.sync({DRAFT: "one"})
    assert (away / DRAFT).read_bytes() == b"one"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_is_kept(desk: Desk, mode: int) -> None:
    desk.workbook.chmod(mode)
    commit_book(desk, b"new")
    assert stat.S_IMODE(desk.workbook.stat().st_mode) == mode


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", lambda: 1)() != 0,
    reason="only root may give files away",
)
def test_the_owner_is_kept(desk: Desk) -> None:
    os.chown(desk.workbook, 12345, 23456)
    commit_book(desk, b"new")
    assert (desk.workbook.stat().st_uid, desk.workbook.stat().st_gid) == (12345, 23456)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_new_files_have_the_mode_of_any_new_file(desk: Desk) -> None:
    (desk.home / "plain").write_bytes(b"")
    desk.sync({DRAFT: "one"})
    usual = stat.S_IMODE((desk.home / "plain").stat().st_mode)
    assert stat.S_IMODE((desk.folder / DRAFT).stat().st_mode) == usual


def test_a_read_only_workbook_stays_as_it_is(desk: Desk) -> None:
    desk.workbook.chmod(0o444)
    with pytest.raises(FileTrouble, match=r"interviews\.xlsx: is read-only; allow writing to it"):
        files.commit(desk.workbook, before=b"old", after=b"new", drafts=desk.plan({DRAFT: "one"}))
    desk.workbook.chmod(0o644)
    assert desk.workbook.read_bytes() == b"old"
    assert not desk.folder.exists()


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named_in_one_line(desk: Desk) -> None:
    desk.home.chmod(0o555)
    try:
        with pytest.raises(FileTrouble, match="no permission"):
            commit_book(desk, b"new")
    finally:
        desk.home.chmod(0o755)
    assert names(desk.home) == [BOOK]


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
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int, words: str, call: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    if call == "replace":
        monkeypatch.setattr(Path, call, refuse)
    with pytest.raises(FileTrouble) as caught:
        commit_book(desk, b"new")
    message = str(caught.value)
    assert words in message
    assert message.startswith(str(desk.home))
    assert "; " in message
    assert "\n" not in message
    assert desk.workbook.read_bytes() == b"old"
    assert [each for each in desk.home.rglob("*") if each.name.startswith(".")] == []


def test_a_sharing_violation_of_windows_says_that_the_workbook_is_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        error = PermissionError(13, "in use")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WorkbookBusy, match="open in another program"):
        commit_book(desk, b"new")
    assert list(desk.home.glob(".*")) == []


def test_a_file_in_the_place_of_the_drafts_folder_is_named(desk: Desk) -> None:
    desk.folder.write_bytes(b"mine")
    with pytest.raises(FileTrouble, match="is a file where a folder should be"):
        commit_book(desk, b"new")
    assert desk.folder.read_bytes() == b"mine"
    assert desk.workbook.read_bytes() == b"old"


@pytest.mark.parametrize("folder", ["..", "../beside", ".", "a/../.."])
def test_the_drafts_folder_is_inside_the_workbooks_folder(desk: Desk, folder: str) -> None:
    plan = DraftPlan(desk.home / folder, MANIFEST, [FileChange("write", DRAFT, b"one")])
    with pytest.raises(FileTrouble, match="not inside the workbook's folder"):
        files.commit(desk.workbook, before=b"old", after=b"new", drafts=plan)
    assert desk.workbook.read_bytes() == b"old"


def test_a_workbook_with_an_odd_or_long_name_is_written_like_any_other(desk: Desk) -> None:
    for name in (
        "[a]*.xlsx",
        "é" * 100 + ".xlsx",
        "with space; and 'quotes'.xlsx",
        "-dash.xlsx",
        ".hidden.xlsx",
    ):
        place = desk.home / name
        place.write_bytes(b"old")
        files.commit(place, before=b"old", after=b"new", drafts=no_drafts(desk))
        assert place.read_bytes() == b"new"
    assert len(_backups(desk)) == 5


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


def test_a_new_file_below_a_file_cannot_be_made(desk: Desk) -> None:
    with pytest.raises(FileTrouble, match="is a file where a folder should be"):
        files.create(desk.workbook / "new.xlsx", b"new")
