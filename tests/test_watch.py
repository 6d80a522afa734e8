"""`sheetfollow watch`: a real process, and a person who saves, opens, closes, edits and moves (spec
8)."""

from __future__ import annotations

import json
import plistlib
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("fcntl", reason="signals and forks are those of Linux and macOS")

from sheetfollow.cli.schedule import schedule
from sheetfollow.cli.watched import A_MOMENT, Watched
from tests.helpers import environment, folders, job_search, processes
from tests.helpers.processes import BOOK

LOCK = f".~lock.{BOOK}#"
SOON = 30.0
"""Seconds: far more than anything takes, on a machine that others use too."""


class Watching:
    """A watch under way, and what it says."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.home = home
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sheetfollow", "watch", *arguments],
            cwd=home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=environment(),
        )
        self._said: Queue[str] = Queue()
        self.heard: list[str] = []
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._said.put(line.rstrip("\n"))

    def hears(self, text: str) -> str:
        """Wait for a line with that text; the line."""
        end = time.monotonic() + SOON
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._said.get(timeout=left)
            except Empty:
                break
            self.heard.append(line)
            if text in line:
                return line
        raise AssertionError(f"never heard {text!r}, but {self.heard}")

    def rests(self) -> None:
        """Wait until it has looked at everything and says nothing more."""
        time.sleep(10 * A_MOMENT)
        while not self._said.empty():
            self.heard.append(self._said.get())

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(SOON)
        self._listener.join(SOON)
        assert self._process.stdout
        self._process.stdout.close()
        return code

    @property
    def is_over(self) -> bool:
        return self._process.poll() is not None


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example around today, synced."""
    home = tmp_path_factory.mktemp("search").resolve() / "home"
    home.mkdir()
    assert processes.run(home, "init", BOOK, "--example").code == 0
    assert processes.run(home, "sync", BOOK).code == 3
    return home


@pytest.fixture
def home(search: Path, tmp_path: Path) -> Path:
    return job_search.copy(search, tmp_path.resolve() / "home")


@pytest.fixture
def watching(home: Path) -> Iterator[Watching]:
    watch = Watching(home)
    watch.hears("The page: ")
    yield watch
    if not watch.is_over:
        assert watch.stop() == 0


def _click(page: str, home: Path) -> None:
    """The button Sent beside Jonas Lindqvist's draft on the live page."""
    (draft,) = (home / "drafts").glob("*_jonas-lindqvist_*.txt")
    address = page.split()[2]
    asked = Request(
        f"{address}sent",
        json.dumps({"draft": draft.name}).encode(),
        {"Origin": address.rsplit("/", 3)[0], "Content-Type": "application/json"},
    )
    with urlopen(asked, timeout=SOON) as answer:
        assert "logged: " in json.loads(answer.read())["said"]


def _mark(home: Path, *names: str) -> None:
    job_search.type_in(home / BOOK, {name: {"sent_on": "x"} for name in names})


def test_it_syncs_at_once_on_each_save_and_ends_on_ctrl_c_with_0(watching: Watching) -> None:
    _mark(watching.home, "Amara Nwosu")
    line = watching.hears("logged: ")
    assert "Thank-you to Amara Nwosu" in line
    assert "; next: Check-in from " in line
    _mark(watching.home, "Jonas Lindqvist")
    assert "Jonas Lindqvist" in watching.hears("logged: ")
    state = folders.tree(watching.home)
    watching.rests()
    assert folders.tree(watching.home) == state
    assert [line for line in watching.heard if "nothing to change" in line] in (
        [],
        [watching.heard[0]],
    )
    assert watching.stop() == 0


def test_while_it_is_open_it_says_so_once_and_syncs_when_it_is_closed(watching: Watching) -> None:
    """As LibreOffice saves: its lock is deleted and made again, a lu*.tmp takes the workbook's
    place."""
    home, lock = watching.home, watching.home / LOCK
    lock.touch()
    watching.rests()
    for name in ("Amara Nwosu", "Jonas Lindqvist"):
        new = home / "lu12345.tmp"
        new.write_bytes((home / BOOK).read_bytes())
        job_search.type_in(new, {name: {"sent_on": "x"}})
        lock.unlink()
        lock.touch()
        new.replace(home / BOOK)
        watching.rests()
    told = [line for line in watching.heard if "saved; I sync when you close it" in line]
    assert len(told) == 1
    assert not [line for line in watching.heard if "logged" in line]
    lock.unlink()
    watching.hears("logged: Thank-you to Amara Nwosu")
    watching.hears("logged: Thank-you to Jonas Lindqvist")


def test_a_draft_that_is_edited_is_proofread_and_one_moved_to_done_is_logged(
    watching: Watching,
) -> None:
    drafts = watching.home / "drafts"
    (edited,) = drafts.glob("*_jonas-lindqvist_*.txt")
    edited.write_text(edited.read_text(encoding="utf-8") + "\nMy own words.\n", encoding="utf-8")
    watching.hears(BOOK)
    assert "My own words." in (drafts / "index.html").read_text(encoding="utf-8")
    (moved,) = drafts.glob("*_amara-nwosu_*.txt")
    (drafts / "done").mkdir(exist_ok=True)
    moved.rename(drafts / "done" / moved.name)
    watching.hears("logged: Thank-you to Amara Nwosu")


def test_an_error_is_one_line_once_and_it_goes_on(watching: Watching) -> None:
    book = watching.home / BOOK
    sound = book.read_bytes()
    book.write_bytes(b"no workbook")
    assert watching.hears("sheetfollow: ").startswith(f"sheetfollow: {BOOK}: ")
    watching.rests()
    assert len([line for line in watching.heard if line.startswith("sheetfollow: ")]) == 1
    book.write_bytes(sound)
    _mark(watching.home, "Amara Nwosu")
    watching.hears("logged: Thank-you to Amara Nwosu")


def test_a_name_typed_wrong_is_told_and_nothing_is_watched(home: Path) -> None:
    done = processes.run(home, "watch", "interview.xlsx")
    assert done.code == 1
    assert "interview.xlsx: no such file" in done.err


def test_several_workbooks_are_watched_by_one_process(home: Path) -> None:
    for name in ("anna.xlsx", "bert.xlsx"):
        (home / "clients" / name).parent.mkdir(exist_ok=True)
        (home / "clients" / name).write_bytes((home / BOOK).read_bytes())
    watch = Watching(home, "clients")
    for name in ("anna.xlsx", "bert.xlsx"):
        watch.hears(f"{name}, ")
    watch.hears("The page: ")
    job_search.type_in(home / "clients" / "bert.xlsx", {"Amara Nwosu": {"sent_on": "x"}})
    watch.hears("logged: Thank-you to Amara Nwosu")
    assert watch.stop() == 0


def test_a_workbook_that_comes_into_a_watched_folder_is_watched_too(home: Path) -> None:
    watch = Watching(home, ".")
    watch.hears("The page: ")
    new = home / "bert.xlsx"
    new.write_bytes((home / BOOK).read_bytes())
    assert watch.hears("bert.xlsx: ") == "bert.xlsx: new here; I watch it too"
    watch.hears("bert.xlsx, ")
    job_search.type_in(new, {"Amara Nwosu": {"sent_on": "x"}})
    watch.hears("logged: Thank-you to Amara Nwosu")
    (home / "bert (1).xlsx").write_bytes(new.read_bytes())
    watch.hears("bert (1).xlsx looks like another copy of bert.xlsx")
    watch.rests()
    assert len([line for line in watch.heard if "bert (1)" in line]) == 1
    assert watch.stop() == 0


@pytest.mark.parametrize("given", [".", BOOK])
def test_a_workbook_that_is_renamed_is_followed(home: Path, given: str) -> None:
    watch = Watching(home, given)
    watch.hears("The page: ")
    new = (home / BOOK).rename(home / "my search.xlsx")
    told = f"{BOOK} is called my search.xlsx now; I go on with that"
    assert watch.hears("my search.xlsx") == told
    watch.hears("my search.xlsx, ")
    job_search.type_in(new, {"Amara Nwosu": {"sent_on": "x"}})
    watch.hears("logged: Thank-you to Amara Nwosu")
    watch.rests()
    assert not [line for line in watch.heard if "new here" in line or "no such" in line]
    assert not (home / BOOK).exists()
    assert watch.stop() == 0


def test_exec_runs_a_command_after_a_sync_that_changed_something(home: Path) -> None:
    heard = home / "heard"
    code = (
        "import json, os, sys; open('heard', 'a').write(json.dumps("
        "[os.environ['SHEETFOLLOW_WORKBOOK'], os.environ['SHEETFOLLOW_REPORT']]) + '\\n')"
    )
    watch = Watching(
        home, "--exec", f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}; exit 7"
    )
    watch.hears("The page: ")
    watch.rests()
    assert not heard.exists()
    _mark(home, "Amara Nwosu")
    watch.hears("--exec: ")
    (line,) = heard.read_text(encoding="utf-8").splitlines()
    workbook, report = json.loads(line)
    assert workbook == BOOK
    assert "Thank-you to Amara Nwosu" in report
    assert "exit code 7" in watch.heard[-1]
    _click(next(line for line in watch.heard if "The page: " in line), home)
    watch.hears("--exec: ")
    assert "Thank-you to Jonas Lindqvist" in heard.read_text(encoding="utf-8").splitlines()[-1]
    assert watch.stop() == 0


# ---- when: without a process, on a clock of our own ----


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment, self.seconds = datetime(2026, 11, 23, 23, 59).astimezone(), 0.0
        self.meanwhile: list[Callable[[], object]] = []
        """What others do, one thing each time that it is moved."""

    def passes(self, seconds: float) -> None:
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)
        if self.meanwhile:
            self.meanwhile.pop(0)()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def watched(clock: Clock, said: list[str], tmp_path: Path) -> Watched:
    home = tmp_path.resolve() / "home"
    home.mkdir()
    assert processes.run(home, "init", BOOK, "--example", "--today", "2026-11-23").code == 0
    return Watched(
        home / BOOK,
        now=lambda: clock.moment,
        ticks=lambda: clock.seconds,
        pause=clock.passes,
        say=said.append,
        complain=said.append,
        done=lambda _: None,
    )


def _looks(watched: Watched, clock: Clock) -> None:
    """Looks until there is nothing more to do."""
    while watched.look():
        clock.passes(A_MOMENT)


def test_when_the_day_changes_it_syncs_also_behind_a_sleep(
    watched: Watched, clock: Clock, said: list[str]
) -> None:
    _looks(watched, clock)
    assert ", Mon 23 Nov: " in said[-1]
    clock.passes(3 * 86_400)
    _looks(watched, clock)
    assert ", Thu 26 Nov: " in said[-1]
    count = len(said)
    _looks(watched, clock)
    assert len(said) == count


def test_what_has_not_stood_still_for_a_moment_is_waited_for(
    watched: Watched, clock: Clock, said: list[str]
) -> None:
    _looks(watched, clock)
    whole = watched.path.read_bytes()
    pieces = range(0, len(whole), len(whole) // 5)
    clock.meanwhile = [partial(watched.path.write_bytes, whole[:size]) for size in pieces]
    clock.meanwhile += [partial(watched.path.write_bytes, whole)]
    clock.meanwhile.pop(0)()
    _looks(watched, clock)
    assert not clock.meanwhile
    assert not [line for line in said if "damaged" in line or "not a" in line]


def test_another_file_in_the_place_of_a_deleted_workbook_is_not_followed(
    watched: Watched, clock: Clock, said: list[str]
) -> None:
    """Most disks give a new file the place of one that was deleted just now."""
    _looks(watched, clock)
    gone = watched.path
    other = gone.rename(gone.with_name("other search.xlsx"))
    other.write_bytes(other.read_bytes() + b"\0")
    _looks(watched, clock)
    assert watched.path == gone
    assert not [line for line in said if "is called" in line]


def _marked_and_left_open(watched: Watched, clock: Clock) -> Path:
    """A workbook with an x that was saved and not closed; the lock beside it."""
    _looks(watched, clock)
    lock = watched.path.with_name(LOCK)
    lock.touch()
    job_search.type_in(watched.path, {"Amara Nwosu": {"sent_on": "x"}})
    _looks(watched, clock)
    return lock


def test_nothing_is_written_when_the_lock_is_back_within_the_moment(
    watched: Watched, clock: Clock, said: list[str]
) -> None:
    """As in each save of LibreOffice."""
    lock = _marked_and_left_open(watched, clock)
    state = folders.tree(watched.path.parent)
    lock.unlink()
    clock.meanwhile = [lock.touch]
    _looks(watched, clock)
    assert folders.tree(watched.path.parent) == state
    assert not [line for line in said if "logged" in line]
    lock.unlink()
    _looks(watched, clock)
    assert len([line for line in said if "logged: Thank-you to Amara Nwosu" in line]) == 1


def test_what_was_prepared_while_it_was_open_is_done_anew_where_it_was_saved_since(
    watched: Watched, clock: Clock, said: list[str]
) -> None:
    lock = _marked_and_left_open(watched, clock)
    job_search.type_in(watched.path, {"Jonas Lindqvist": {"sent_on": "x"}})
    lock.unlink()
    _looks(watched, clock)
    logged = [line for line in said if "logged: " in line]
    assert [name for line in logged for name in ("Amara", "Jonas") if name in line] == [
        *("Amara", "Jonas"),
    ]


def test_a_workbook_that_is_open_at_the_start_waits(
    watched: Watched, clock: Clock, said: list[str]
) -> None:
    lock = watched.path.with_name(LOCK)
    lock.touch()
    _looks(watched, clock)
    _looks(watched, clock)
    assert said == [f"{watched.path}: open; I sync when you close it"]
    lock.unlink()
    _looks(watched, clock)
    assert ", Mon 23 Nov: " in said[-1]


def test_a_draft_moved_while_it_is_open_is_kept_and_moved_back_it_is_not(
    watched: Watched, clock: Clock, said: list[str]
) -> None:
    _looks(watched, clock)
    watched.path.with_name(LOCK).touch()
    _looks(watched, clock)
    (draft,) = (watched.path.parent / "drafts").glob("*_amara-nwosu_*.txt")
    done = draft.parent / "done" / draft.name
    done.parent.mkdir(exist_ok=True)
    draft.rename(done)
    _looks(watched, clock)
    mark = "thank-you to Amara Nwosu, Tallgrass Robotics, on Mon 23 Nov"
    assert said[-1] == f"  kept: {mark}"
    done.rename(draft)
    _looks(watched, clock)
    assert said[-1] == f"  kept no more: {mark}: its draft is back from done/"
    count = len(said)
    _looks(watched, clock)
    assert len(said) == count


# ---- the schedule ----


def test_the_schedule_is_a_line_for_each_system_that_runs_a_sync_each_morning() -> None:
    place = Path("/home/me/my search/100% sure.xlsx")
    cron = schedule("linux", "/opt/py thon", [place]).splitlines()[-1]
    assert cron.startswith("0 8 * * * ")
    assert shlex.split(cron.replace(r"\%", "%"))[5:] == [
        *("/opt/py thon", "-m", "sheetfollow", "sync", str(place)),
    ]
    assert not re.search(r"(?<!\\)%", cron)
    windows = schedule("win32", r"C:\Py thon\python.exe", [place]).splitlines()[-1]
    assert windows.startswith("schtasks /Create /SC DAILY /ST 08:00 ")
    assert r'/TR "\"C:\Py thon\python.exe\" -m sheetfollow sync \"' in windows
    plist = schedule("darwin", "/opt/a & b", [place]).partition("-->\n")[2].encode()
    found = plistlib.loads(b'<?xml version="1.0" encoding="UTF-8"?>' + plist)
    assert found["ProgramArguments"] == ["/opt/a & b", "-m", "sheetfollow", "sync", str(place)]
    assert found["StartCalendarInterval"] == {"Hour": 8, "Minute": 0}


def test_no_schedule_is_printed_for_a_workbook_that_is_not_there(home: Path) -> None:
    done = processes.run(home, "watch", "--print-schedule", "interview.xlsx")
    assert (done.code, done.out) == (1, "")
    assert "interview.xlsx: no such file" in done.err


def test_printing_the_schedule_writes_nothing(home: Path) -> None:
    state = folders.tree(home)
    done = processes.run(home, "watch", "--print-schedule")
    assert (done.code, str(home / BOOK) in done.out) == (0, True)
    assert folders.tree(home) == state
