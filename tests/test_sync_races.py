"""Several at one workbook: syncs at once, another program that saves meanwhile, a program that has
it open (spec 7)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from tests.helpers import boundaries, environment, folders, job_search, processes
from tests.helpers.processes import BOOK, SYNC, Child, Outcome

BUSY = "another sync of it is at work; sync again when it is done"
STALE = "saved, moved or deleted by another program meanwhile; it stays so, sync again"
SENDABLE = (
    "Amara Nwosu",
    "Jonas Lindqvist",
    "Mei-Ling Hsu",
    "Tomás Arriaga",
    "Priya Raghunathan",
    "Kwabena Osei",
    "Grace Abernathy",
    "Yusuf Demirci",
    "Ingrid Solheim",
    "Aroha Ngata",
)


def _process(
    home: Path, code: str = "from sheetfollow.cli import main; main()"
) -> subprocess.Popen[str]:
    """A sync in a process that shares nothing with another."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *SYNC],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def _ended(process: subprocess.Popen[str]) -> Outcome:
    try:
        out, err = process.communicate(timeout=processes.MOST_PATIENCE)
    finally:
        process.kill()
    return Outcome(process.returncode, out, err)


# ---- syncs at once ----


@pytest.mark.parametrize("rounds", [2, pytest.param(10, marks=pytest.mark.slow)])
def test_eight_syncs_at_once_are_one(rounds: int, begun: Path, tmp_path: Path) -> None:
    dice = random.Random(8)
    for number in range(rounds):
        place = _marked(begun, tmp_path.resolve() / f"{number:02}", dice)
        _assert_one(
            place, lambda place=place: [each.end() for each in [Child(place) for _ in range(8)]]
        )  # type: ignore[misc]


@pytest.mark.slow
def test_eight_syncs_that_share_nothing_but_the_folder_are_one(begun: Path, tmp_path: Path) -> None:
    dice = random.Random(9)
    for number in range(4):
        place = _marked(begun, tmp_path.resolve() / f"{number:02}", dice)
        _assert_one(
            place,
            lambda place=place: [_ended(each) for each in [_process(place) for _ in range(8)]],
        )  # type: ignore[misc]


def _marked(begun: Path, place: Path, dice: random.Random) -> Path:
    """Some rows marked as sent."""
    job_search.copy(begun, place)
    job_search.type_in(
        place / BOOK, {name: {"sent_on": "x"} for name in dice.sample(SENDABLE, dice.randint(1, 6))}
    )
    return place


def _assert_one(place: Path, at_once) -> None:
    alone = job_search.copy(place, place.with_name(f"{place.name} alone"))
    marks = _marks(place)
    assert processes.run(alone, prepare=processes.unflushed).code == 3
    for outcome in at_once():
        assert (outcome.code, outcome.err) == (3, "") or (
            outcome.code == 1 and _is_line(outcome, BUSY)
        )
    assert folders.tree(place) == folders.tree(alone)
    assert set(_marks(place)) == set()
    assert [job_search.logged(place).count(name) for name in marks] == [1] * len(marks)


def _marks(place: Path) -> list[str]:
    grid = job_search.book(place).interviews
    return [
        str(name)
        for name, mark in zip(grid.values["interviewer"], grid.values["sent_on"], strict=True)
        if mark
    ]


def _is_line(outcome: Outcome, text: str) -> bool:
    return (
        outcome.err.startswith("sheetfollow: ")
        and outcome.err.count("\n") == 1
        and text in outcome.err
    )


@pytest.mark.slow
def test_a_sync_that_hangs_keeps_others_out_until_it_is_killed(home: Path, tmp_path: Path) -> None:
    place = job_search.copy(home, tmp_path.resolve() / "home")
    first = Child(place, prepare=partial(boundaries.stop_at, place, 40))
    with _stopped(first.pid):
        second = processes.run(place)
        assert second.code == 1
        assert _is_line(second, BUSY)
        assert (place / BOOK).read_bytes() == (home / BOOK).read_bytes()
    assert first.end().code == -signal.SIGKILL
    third = processes.run(place)
    assert (third.code, third.err) == (3, "")
    assert [job_search.logged(place).count(name) for name in job_search.MARKED] == [1, 1, 1]


@contextmanager
def _stopped(pid: int) -> Iterator[None]:
    """While the process stands still; then it is killed."""
    processes.stopped(pid)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)


# ---- another program saves between the reading and the replacing ----


@pytest.fixture(scope="module")
def foreign(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What another program saves meanwhile: the same workbook with one more note and one more
    mark."""
    place = job_search.copy(home, tmp_path_factory.mktemp("saved") / "foreign")
    job_search.type_in(
        place / BOOK, {"Grace Abernathy": {"sent_on": "x", "notes": "left a voicemail"}}
    )
    return place


@pytest.fixture(scope="module")
def last(cuts: list[str]) -> int:
    """The number of the last boundary before the workbook is looked at for the last time and
    replaced."""
    return next(
        n for n, cut in enumerate(cuts) if cut.startswith("os.rename") and cut.endswith(f"/{BOOK}")
    )


def test_what_another_program_saves_meanwhile_is_kept(
    home: Path, foreign: Path, last: int, tmp_path: Path
) -> None:
    """A sample for every day; the slow test takes every fourth moment."""
    _assert_refused(home, foreign, range(1, last + 1, 30), tmp_path)


@pytest.mark.slow
def test_what_another_program_saves_at_every_fourth_moment_is_kept(
    home: Path, foreign: Path, last: int, tmp_path: Path
) -> None:
    assert last >= 100
    _assert_refused(home, foreign, sorted({*range(1, last, 4), last}), tmp_path)


def _assert_refused(home: Path, foreign: Path, numbers: Iterable[int], tmp_path: Path) -> None:
    saved = (foreign / BOOK).read_bytes()
    places = {
        number: job_search.copy(home, tmp_path.resolve() / f"{number:04}") for number in numbers
    }
    saves = {
        place: partial(boundaries.save_at, place, number, foreign / BOOK, place / BOOK)
        for number, place in places.items()
    }
    starts = (partial(Child, place, prepare=save) for place, save in saves.items())
    for place, outcome in zip(saves, processes.side_by_side(starts), strict=True):
        assert outcome.code == 1
        assert _is_line(outcome, STALE)
        assert (place / BOOK).read_bytes() == saved
    _assert_taken_up(list(saves), foreign, tmp_path)


def _assert_taken_up(places: list[Path], foreign: Path, tmp_path: Path) -> None:
    """The next sync makes of what was saved what it would have made of it in the first place."""
    alone = job_search.copy(foreign, tmp_path.resolve() / "alone")
    assert processes.run(alone).code == 3
    for place, outcome in zip(
        places, processes.side_by_side(map(job_search.quick, places)), strict=True
    ):
        assert (outcome.code, outcome.err) == (3, "")
        assert _without_backups(place) == _without_backups(alone)
        assert [
            job_search.logged(place).count(name) for name in (*job_search.MARKED, "Grace Abernathy")
        ] == [1, 1, 1, 1]


def _without_backups(home: Path) -> dict[str, bytes]:
    return {name: data for name, data in folders.tree(home).items() if "/backups/" not in name}


@pytest.mark.slow
def test_what_openpyxl_saves_while_a_sync_stands_still_is_kept(
    home: Path, last: int, tmp_path: Path
) -> None:
    """Two programs that share nothing: one is stopped in the middle of its writing while the other
    saves."""
    for number in (1, last // 2, last - 8, last):
        place = job_search.copy(home, tmp_path.resolve() / f"{number:04}")
        stop = (
            "from pathlib import Path; from tests.helpers import boundaries;"
            f" boundaries.stop_at(Path.cwd(), {number}); "
        )
        process = _process(place, f"{stop}from sheetfollow.cli import main; main()")
        processes.stopped(process.pid)
        book = openpyxl.load_workbook(place / BOOK)
        book["Interviews"]["A1"] = "typed by hand meanwhile"
        book.save(place / BOOK)
        saved = (place / BOOK).read_bytes()
        process.send_signal(signal.SIGCONT)
        outcome = _ended(process)
        assert outcome.code == 1
        assert _is_line(outcome, STALE)
        assert (place / BOOK).read_bytes() == saved
        assert processes.run(place).code == 3
        assert [job_search.logged(place).count(name) for name in job_search.MARKED] == [1, 1, 1]


# ---- open in Excel or LibreOffice ----


@pytest.mark.parametrize(
    ("lock", "program"), [(f"~${BOOK}", "Excel"), (f".~lock.{BOOK}#", "LibreOffice")]
)
def test_a_workbook_that_is_open_is_left_alone_and_the_line_says_how_to_go_on(
    lock: str, program: str, home: Path, tmp_path: Path
) -> None:
    """A lock file that a crashed program has left cannot be told from a fresh one: the same line
    says what to do."""
    place = job_search.copy(home, tmp_path.resolve() / "home")
    (place / lock).write_bytes(b"\x05Robin" + bytes(159))
    os.utime(place / lock, (1_000_000_000, 1_000_000_000))
    before = folders.tree(place)
    outcome = processes.run(place)
    assert outcome.code == 1
    assert _is_line(outcome, f"open in {program}; save and close it there, then sync again")
    assert f"if {program} has crashed, delete the file {lock} beside it" in outcome.err
    assert folders.tree(place) == before
    (place / lock).unlink()
    assert processes.run(place).code == 3
