"""Killed anywhere, the workbook is the old one or the new one, whole, and the next run heals (spec
6, 7).

A driver process forks one child for each moment, and the child is killed there: before each change
to the disk, in the middle of each write, around each flush, or after a random time. What it leaves
behind is then judged from outside.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sheetfollow import files
from sheetfollow.exceptions import FileTrouble, StaleWorkbook
from sheetfollow.files import DraftPlan
from tests.helpers import environment
from tests.helpers.boundaries import die_at
from tests.helpers.folders import texts, tree
from tests.helpers.search_folder import plan_drafts

BOOK, MANIFEST = "interviews.xlsx", ".interviews.xlsx.manifest.json"
OLD, NEW = b"old workbook" * 5000, b"new workbook" * 5000
EDITS = {
    "edited in place",
    "edited and sent",
    "edited and stale",
    "edited with an offer",
    "a file of the user's",
}
AFTERWARDS = "typed after the crash"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


# ---- the story: what stands in the folder, and a run that has to do everything there is to do ----


def _name(key: str, day: int = 5, suffix: str = "txt") -> str:
    return f"2026-03-0{day}_acme_dana-li_thank-you_{key}.{suffix}"


FIRST = {
    _name(key): f"first {key}".encode()
    for key in ("plain", "edit1", "moves", "sent1", "sent2", "stale", "stal2", "gone1", "offer")
}
SECOND = {
    _name(key): f"second {key}".encode() for key in ("plain", "edit1", "gone1", "offer", "fresh")
} | {
    _name("moves", 9): b"first moves",
    _name("fresh", suffix="eml"): b"mail " * 3000,
    _name("sent2", 9): b"next sent2",
}
PAGES = {"index.html": b"<p>" * 2000, "followups.ics": b"BEGIN:VCALENDAR\r\n"}
SENT = {("sent1", "thank-you"): 1, ("sent2", "thank-you"): 1}


@contextlib.contextmanager
def _unflushed() -> Iterator[None]:
    """No waiting for the disk where no power cut is the matter."""
    flush = os.fsync
    os.fsync = lambda _: None
    try:
        yield
    finally:
        os.fsync = flush


@_unflushed()
def _prepare(home: Path) -> None:
    """Two earlier runs and a user who has edited, deleted and added files since."""
    folder = home / "drafts"
    home.mkdir()
    (home / BOOK).write_bytes(OLD)
    _commit(
        home, plan_drafts(folder, BOOK, FIRST, sent={}, generated={"index.html": b"older"}), OLD
    )
    (folder / _name("offer")).write_text("edited with an offer", encoding="utf-8")
    offered = FIRST | {_name("offer"): b"in between"}
    _commit(
        home, plan_drafts(folder, BOOK, offered, sent={}, generated={"index.html": b"older"}), OLD
    )
    for key, text in (
        ("edit1", "edited in place"),
        ("sent1", "edited and sent"),
        ("stal2", "edited and stale"),
    ):
        (folder / _name(key)).write_text(text, encoding="utf-8")
    (folder / "notes.txt").write_text("a file of the user's", encoding="utf-8")
    (folder / _name("gone1")).unlink()


def _plan(home: Path) -> DraftPlan:
    return plan_drafts(home / "drafts", BOOK, SECOND, sent=SENT, generated=PAGES)


def _commit(home: Path, plan: DraftPlan, after: bytes) -> None:
    book = home / BOOK
    files.commit(book, before=book.read_bytes(), after=after, drafts=plan)


def _run(home: Path) -> None:
    with files.locked(home / BOOK):
        _commit(home, _plan(home), NEW)


# ---- the driver: a process of its own, which may fork ----


def drive_boundaries(home: Path) -> None:
    """Kill one child before its first change to the disk, one before its second, and so on until
    one lives."""
    for number in range(1, 10_000):
        place = home / f"{number:04}"
        _prepare(place)
        if _killed(lambda place=place, number=number: _run_until(place, number)):  # type: ignore[misc]
            continue
        print(number - 1)
        return


def drive_moments(home: Path, count: int, seed: int) -> None:
    """Kill that many children after random times; the span follows the machine, so that most of
    them are caught."""
    dice, killed = random.Random(seed), 0
    _prepare(home / "whole")
    start = time.perf_counter()
    _run(home / "whole")
    span = time.perf_counter() - start
    for number in range(count * 10):
        place = home / f"{number:04}"
        _prepare(place)
        caught = _killed(lambda place=place: _run(place), after=dice.uniform(0, span))  # type: ignore[misc]
        span *= 1.02 if caught else 0.9
        killed += caught
        if killed == count:
            break
    print(killed)


def _killed(run: Callable[[], None], after: float | None = None) -> bool:
    child = os.fork()
    if not child:
        code = 1
        with contextlib.suppress(BaseException):
            run()
            code = 0
        os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the run itself failed"
    return os.WIFSIGNALED(status)


def _run_until(place: Path, number: int) -> None:
    """Run, and die at the boundary of that number."""
    die_at(place, number)
    _run(place)


def _drive(call: str, home: Path) -> int:
    """Run a driver in a process of its own; what it prints is a number."""
    code = f"from pathlib import Path; from tests import test_crash; test_crash.{call}"
    done = subprocess.run(
        [sys.executable, "-c", code, home],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout)


# ---- the judge ----


def _half_written(home: Path) -> list[Path]:
    return [each for each in home.rglob("*") if each.name.endswith(".tmp")]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run that nobody kills leaves behind."""
    home = tmp_path_factory.mktemp("whole").resolve() / "home"
    _prepare(home)
    _run(home)
    return tree(home)


@pytest.fixture(scope="module")
def remains(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What the killed runs left behind, one folder for each boundary."""
    home = tmp_path_factory.mktemp("boundaries").resolve()
    count = _drive("drive_boundaries(Path(__import__('sys').argv[1]))", home)
    assert count > 100, "every write, flush and rename is a boundary"
    return sorted(home.iterdir())


@pytest.fixture
def copied(remains: list[Path], tmp_path: Path) -> list[Path]:
    """The same for a test that goes on from there."""
    subprocess.run(["cp", "-a", *remains, tmp_path], check=True)
    return sorted(tmp_path.resolve().iterdir())


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with _unflushed():
        yield


def _assert_heals(home: Path, whole: dict[str, bytes]) -> None:
    assert (home / BOOK).read_bytes() in (OLD, NEW)
    assert texts(home) >= EDITS
    _run(home)
    assert tree(home) == whole
    assert _plan(home).changes == []


def test_the_story_has_every_kind_of_change(whole: dict[str, bytes], tmp_path: Path) -> None:
    home = tmp_path.resolve() / "home"
    _prepare(home)
    assert {change.kind for change in _plan(home).changes} == {
        "write",
        "new beside",
        "move",
        "delete",
    }
    assert whole[BOOK] == NEW
    assert whole["drafts/backups/interviews-0001.xlsx"] == OLD
    assert set(whole) == {BOOK, f"drafts/{MANIFEST}", "drafts/backups/interviews-0001.xlsx"} | {
        f"drafts/{name}"
        for name in (
            "notes.txt",
            "index.html",
            "followups.ics",
            _name("plain"),
            _name("edit1"),
            _name("edit1", suffix="new.txt"),
            _name("moves", 9),
            f"done/{_name('sent1')}",
            f"done/{_name('sent2')}",
            _name("sent2", 9),
            f"stale/{_name('stal2')}",
            _name("gone1", suffix="new.txt"),
            _name("offer"),
            _name("offer", suffix="new.txt"),
            _name("fresh"),
            _name("fresh", suffix="eml"),
        )
    }


def test_killed_at_any_boundary_the_next_run_ends_where_an_unbroken_one_does(
    remains: list[Path], whole: dict[str, bytes], copied: list[Path]
) -> None:
    assert any(_half_written(each) for each in remains), "some were killed while they wrote"
    assert {(each / BOOK).read_bytes() for each in remains} == {OLD, NEW}
    for home in copied:
        _assert_heals(home, whole)
        assert _half_written(home) == []


def test_what_the_user_types_after_a_crash_is_not_lost_either(copied: list[Path]) -> None:
    for home in copied:
        drafts = [each for each in (home / "drafts").glob("*.txt") if each.name != "notes.txt"]
        for number, each in enumerate(drafts):
            each.write_text(f"{AFTERWARDS} {number}", encoding="utf-8")
        _run(home)
        kept = texts(home)
        assert all(f"{AFTERWARDS} {number}" in kept for number in range(len(drafts)))
        assert not (home / "drafts" / _name("fresh", suffix="new.txt")).exists(), (
            "it is no newer than what was edited"
        )
        assert _plan(home).changes == []


def test_of_two_names_that_a_crash_left_the_one_that_the_user_works_on_is_the_draft(
    copied: list[Path],
) -> None:
    twice = [home for home in copied if (home / "drafts" / _name("moves")).exists()]
    assert any((home / "drafts" / _name("moves", 9)).exists() for home in twice)
    for home in twice:
        (home / "drafts" / _name("moves")).write_text(AFTERWARDS, encoding="utf-8")
        assert _plan(home).live[_name("moves", 9)] == _name("moves")
        _run(home)
        assert (home / "drafts" / _name("moves")).read_text(encoding="utf-8") == AFTERWARDS
        assert not (home / "drafts" / _name("moves", 9)).exists()


def test_after_a_crash_the_plan_may_be_another_one(copied: list[Path]) -> None:
    """The day after, nothing is due: what was the user's is kept, and nothing of ours stays
    behind."""
    for home in copied:
        plan = plan_drafts(home / "drafts", BOOK, {}, sent=SENT)
        _commit(home, plan, NEW)
        assert texts(home) >= EDITS
        left = {each.name for each in (home / "drafts").iterdir() if each.is_file()}
        assert left == {"notes.txt", MANIFEST}


def test_a_run_undone_after_a_crash_does_not_take_a_moved_draft_for_a_deleted_one(
    copied: list[Path],
) -> None:
    """The user takes the mark back: the draft that had moved to done/ is due again, and is
    there."""
    for home in copied:
        plan = plan_drafts(home / "drafts", BOOK, FIRST, sent={})
        _commit(home, plan, OLD)
        live = plan.live[_name("stale")]
        assert live
        assert (home / "drafts" / live).read_bytes() == b"first stale"
        assert plan.live[_name("sent2")]


@pytest.mark.slow
def test_killed_at_300_random_moments_the_next_run_ends_where_an_unbroken_one_does(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    home = tmp_path.resolve() / "moments"
    home.mkdir()
    killed = _drive("drive_moments(Path(__import__('sys').argv[1]), 300, 11)", home)
    assert killed == 300
    for each in sorted(home.iterdir()):
        _assert_heals(each, whole)
        assert _half_written(each) == []


# ---- a disk that is full ----

_LIMITED = """
import resource, sys
from pathlib import Path
from sheetfollow import files
from sheetfollow.exceptions import FileTrouble
from tests import test_crash
home, most = Path(sys.argv[1]), int(sys.argv[2])
plan = test_crash._plan(home)
try:
    with files.locked(home / test_crash.BOOK):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        test_crash._commit(home, plan, test_crash.NEW)
except FileTrouble as error:
    print(error)
"""


@pytest.mark.parametrize("most", [0, 1, 1000, 4000, 10_000, len(NEW) - 1])
def test_a_full_disk_is_said_in_one_line_and_nothing_is_lost(
    most: int, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    """A limit on the size of any file stands for the disk: 0 stops the first draft, the last one
    the workbook."""
    home = tmp_path.resolve() / "home"
    _prepare(home)
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, home, str(most)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    assert "the disk is full; make room" in done.stdout
    assert done.stdout.count("\n") == 1
    assert (home / BOOK).read_bytes() == OLD
    assert _half_written(home) == []
    _assert_heals(home, whole)


def test_a_disk_that_is_truly_full_loses_nothing(tmp_path: Path, whole: dict[str, bytes]) -> None:
    disk = tmp_path.resolve() / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no permission to mount a small disk")
    try:
        home = disk / "home"
        _prepare(home)
        ballast = disk / "ballast"
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        with pytest.raises(FileTrouble, match="the disk is full; make room"):
            _run(home)
        assert (home / BOOK).read_bytes() == OLD
        assert _half_written(home) == []
        ballast.unlink()
        _assert_heals(home, whole)
    finally:
        subprocess.run(["umount", disk], check=True)


# ---- several at once ----

_COUNTER = """
import sys
from pathlib import Path
from sheetfollow import files
from tests.helpers.search_folder import plan_drafts
book, folder, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
for _ in range(rounds):
    with files.locked(book, patience=300):
        before = files.read(book)
        after = str(int(before) + 1).encode()
        wanted = {"2026-03-05_acme_dana_call_ab12c.txt": after}
        plan = plan_drafts(folder, book.resolve().name, wanted, sent={})
        files.commit(book, before=before, after=after, drafts=plan)
"""


@pytest.mark.parametrize("rounds", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_eight_processes_at_once_do_one_thing_after_another(rounds: int, tmp_path: Path) -> None:
    book, link = tmp_path.resolve() / BOOK, tmp_path.resolve() / "sub" / "link.xlsx"
    book.write_bytes(b"0")
    link.parent.mkdir()
    link.symlink_to(book)
    folder = book.parent / "drafts"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _COUNTER, path, folder, str(rounds)],
            stderr=subprocess.PIPE,
            env=environment(),
        )
        for path in (book, link) * 4
    ]
    for each in running:
        assert each.communicate()[1] == b""
        assert each.returncode == 0
    assert book.read_bytes() == b"%d" % (8 * rounds)
    assert (folder / "2026-03-05_acme_dana_call_ab12c.txt").read_bytes() == b"%d" % (8 * rounds)
    assert len(list((folder / "backups").iterdir())) == 10
    assert _half_written(tmp_path) == []


def test_without_the_lock_a_program_that_keeps_saving_is_never_overwritten(tmp_path: Path) -> None:
    """Another program saves a hundred times while runs try to write: each save is there until the
    next one."""
    book = tmp_path.resolve() / BOOK
    plan = DraftPlan(book.parent / "drafts", MANIFEST)
    for number in range(100):
        book.write_bytes(b"read")
        before = files.read(book)
        book.write_bytes(b"saved %d" % number)
        with pytest.raises(StaleWorkbook):
            files.commit(book, before=before, after=b"ours", drafts=plan)
        assert book.read_bytes() == b"saved %d" % number
