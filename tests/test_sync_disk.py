"""Disks and folders that refuse: one clear line, and nothing is lost (spec 7, 8)."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from tests.helpers import boundaries, folders, job_search, processes
from tests.helpers.processes import BOOK, SYNC, Child, Outcome

NOBODY = 65534
FULL = "the disk is full; make room, then sync again"


@pytest.fixture(scope="module")
def whole(whole: Path) -> dict[str, bytes]:
    """What a sync on a good disk leaves behind."""
    return folders.tree(whole)


def _assert_refused(outcome: Outcome, text: str, place: Path, home: Path) -> None:
    """One line, and the workbook and what the user wrote are as they were."""
    assert outcome.code == 1
    assert outcome.err.startswith("sheetfollow: ")
    assert outcome.err.count("\n") == 1
    assert text in outcome.err
    assert (place / BOOK).read_bytes() == (home / BOOK).read_bytes()
    assert folders.texts(place) >= {*job_search.EDITED.values(), job_search.OWN_FILE}


def _assert_heals(place: Path, whole: dict[str, bytes]) -> None:
    assert job_search.quick(place)().end().code == 3
    assert folders.tree(place) == whole


# ---- no room ----


@contextlib.contextmanager
def _disk(place: Path, size: str) -> Iterator[Path]:
    """A small disk of its own, where that may be mounted."""
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no permission to mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("room", [0, 4, 12, 24, 36, 48])
def test_a_full_disk_is_said_and_with_room_the_next_sync_ends_where_one_should(
    room: int, home: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """So many kilobytes are free: none for the manifest, some for a few drafts, nearly enough for
    the workbook."""
    with _disk(tmp_path.resolve() / "disk", "2m") as disk:
        place = job_search.copy(home, disk / "home")
        _fill(disk / "ballast", room << 10)
        outcome = processes.run(place)
        _assert_refused(outcome, FULL, place, home)
        assert not [name for name in folders.tree(place) if name.endswith(".tmp")]
        (disk / "ballast").unlink()
        _assert_heals(place, whole)


def _fill(ballast: Path, room: int) -> None:
    with ballast.open("wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        file.truncate(file.tell() - room)


def test_a_disk_that_is_read_only_is_said(home: Path, tmp_path: Path) -> None:
    with _disk(tmp_path.resolve() / "disk", "2m") as disk:
        place = job_search.copy(home, disk / "home")
        before = folders.tree(place)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        outcome = processes.run(place)
        _assert_refused(outcome, "is read-only", place, home)
        assert folders.tree(place) == before


# ---- no permission ----


def _become_nobody() -> None:
    """An administrator may write anywhere; a user may not."""
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


@pytest.fixture
def theirs(home: Path) -> Iterator[Path]:
    """The search in a folder that a user without rights can reach and owns."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        place = job_search.copy(home, Path(name).resolve() / "home")
        for each in (place, *place.rglob("*")):
            os.chown(each, NOBODY if os.getuid() == 0 else -1, -1)
        yield place
        for folder in (place, place / "drafts"):
            folder.chmod(0o755)


@pytest.mark.parametrize(
    ("part", "mode", "says"),
    [
        (
            "",
            0o555,
            "no permission; give yourself the right to read and write the file and its folder",
        ),
        (BOOK, 0o444, "is read-only; allow writing to it, then sync again"),
        (
            BOOK,
            0o000,
            "no permission; give yourself the right to read and write the file and its folder",
        ),
        (
            "drafts",
            0o555,
            "no permission; give yourself the right to read and write the file and its folder",
        ),
        (
            "drafts/done",
            0o555,
            "no permission; give yourself the right to read and write the file and its folder",
        ),
        (
            "drafts/backups",
            0o555,
            "no permission; give yourself the right to read and write the file and its folder",
        ),
    ],
)
def test_what_may_not_be_read_or_written_is_named(
    part: str, mode: int, says: str, theirs: Path, home: Path, whole: dict[str, bytes]
) -> None:
    place = theirs / part
    if not place.exists():
        place.mkdir()
        os.chown(place, NOBODY if os.getuid() == 0 else -1, -1)
    usual = place.stat().st_mode
    place.chmod(mode)
    outcome = processes.run(theirs, prepare=_become_nobody)
    assert place.name in outcome.err
    place.chmod(usual)
    _assert_refused(outcome, says, theirs, home)
    healed = processes.run(theirs, prepare=_become_nobody)
    assert healed.code == 3
    assert folders.tree(theirs) == whole


# ---- links, slow disks, disks that fail ----


def test_a_workbook_behind_a_link_is_written_where_it_lies(
    home: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    place, desk = (
        job_search.copy(home, tmp_path.resolve() / "far" / "home"),
        tmp_path.resolve() / "desk",
    )
    desk.mkdir()
    (desk / "link.xlsx").symlink_to(place / BOOK)
    assert processes.run(desk, "sync", "link.xlsx", *SYNC[2:]).code == 3
    assert folders.tree(place) == whole
    assert [each.name for each in desk.iterdir()] == ["link.xlsx"]
    assert (desk / "link.xlsx").is_symlink()


def test_on_a_slow_disk_a_second_sync_waits_for_the_first(
    home: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    place = job_search.copy(home, tmp_path.resolve() / "home")
    first = Child(place, prepare=partial(boundaries.slow, place, 0.02))
    first.begun()
    second = processes.run(place)
    assert (first.end().code, second.code) == (3, 3)
    assert folders.tree(place) == whole


def test_a_disk_that_fails_all_along_the_way_loses_nothing(
    home: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """A sample for every day; the slow test takes each of the boundaries."""
    _assert_failures(range(1, 130, 25), home, whole, tmp_path)


@pytest.mark.slow
def test_a_disk_that_fails_at_any_write_flush_or_rename_loses_nothing(
    home: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    _assert_failures(range(1, 130), home, whole, tmp_path)


def _assert_failures(
    numbers: Iterable[int], home: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """Some failures do no harm (the owner of a new file, the flush of a folder): then the sync is
    done."""
    places = {
        number: job_search.copy(home, tmp_path.resolve() / f"{number:04}") for number in numbers
    }
    failures = {
        place: partial(boundaries.fail_at, place, number, errno.EIO)
        for number, place in places.items()
    }
    starts = (partial(Child, place, prepare=failure) for place, failure in failures.items())
    outcomes = list(processes.side_by_side(starts))
    for place, outcome in zip(failures, outcomes, strict=True):
        if outcome.code != 3:
            _assert_refused(outcome, "check the disk and the folder, then sync again", place, home)
    assert {outcome.code for outcome in outcomes} == {1, 3} if len(outcomes) > 100 else {1}
    for place, outcome in zip(
        failures, processes.side_by_side(map(job_search.quick, failures)), strict=True
    ):
        assert outcome.code == 3
        assert folders.tree(place) == whole


# ---- a folder where a file should be ----


@pytest.mark.parametrize("name", ["followups.ics", "index.html"])
def test_a_folder_in_the_place_of_a_file_is_named_and_all_others_are_written(
    name: str, home: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    home = job_search.copy(home, tmp_path.resolve() / "home")
    there = home / "drafts" / name
    there.unlink(missing_ok=True)
    there.mkdir()
    (there / "note.txt").write_text("mine")
    done = processes.run(home)
    assert done.code == 3
    assert f"drafts/{name}: is a folder where a file should be; rename it" in done.out
    left = folders.tree(home)
    assert not [path for path in left if ".~" in path]
    assert (there / "note.txt").read_text() == "mine"
    assert left[BOOK] == whole[BOOK]
    assert {path for path in left if path.endswith(".eml")} == {
        path for path in whole if path.endswith(".eml")
    }


def test_a_folder_in_the_place_of_the_manifest_is_named_itself(home: Path, tmp_path: Path) -> None:
    home = job_search.copy(home, tmp_path.resolve() / "home")
    before = (home / BOOK).read_bytes()
    (manifest,) = (home / "drafts").glob("*.manifest.json")
    manifest.unlink()
    manifest.mkdir()
    done = processes.run(home)
    assert done.code == 1
    assert f"{manifest}: is a folder where a file should be; rename it" in done.err
    assert (home / BOOK).read_bytes() == before
    assert not list(home.rglob(".~*.tmp"))
