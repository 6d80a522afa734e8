"""The real command in children of a fork server, each a process of its own that can be watched,
stopped and killed.

A fresh process pays half a second for its imports; a fork of one that has paid is there at once, so
that thousands of runs are affordable. What the command is given, prints, exits with and leaves on
the disk is the same.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path

from tests.helpers import DAY, ROOT

BOOK = "interviews.xlsx"
SYNC = ("sync", BOOK, *DAY)
MOST_SECONDS, MOST_BYTES = 60, 6 << 30  # no child may take the machine along
MOST_PATIENCE = 300  # seconds that a test waits for one, which may wait for something itself
_SERVER = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Outcome:
    """How a run ended: its exit code, or the negative number of the signal that killed it, and what
    it cost: seconds of the processor, megabytes above what the command needs before it begins."""

    code: int
    out: str
    err: str
    seconds: float = 0.0
    megabytes: float = 0.0


class Child:
    """`sheetfollow ARGUMENTS` in a folder, begun. `prepare` is called in the child before the
    command is."""

    def __init__(
        self, home: Path, *arguments: str, prepare: Callable[[], object] | None = None
    ) -> None:
        _start_server()
        self._said = tempfile.TemporaryDirectory()
        wanted = arguments or SYNC
        self._process = _SERVER.Process(
            target=_command, args=(home, wanted, prepare, Path(self._said.name))
        )
        self._process.start()

    @property
    def pid(self) -> int:
        pid = self._process.pid
        assert pid
        return pid

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def begun(self) -> None:
        """Wait until the command is about to begin."""
        while not self._file("begun").exists():
            assert self._process.is_alive(), "ended before it began"
            time.sleep(0.0005)

    def end(self) -> Outcome:
        """Wait for the end. Raises AssertionError where it does not come."""
        with self._said:
            self._process.join(MOST_PATIENCE)
            code = self._process.exitcode
            if code is None:
                self.kill()
            assert code is not None, "it does not end"
            cost = (
                json.loads(self._file("cost").read_text() or "{}")
                if self._file("cost").exists()
                else {}
            )
            return Outcome(code, self._text("out"), self._text("err"), **cost)

    def _file(self, name: str) -> Path:
        return Path(self._said.name) / name

    def _text(self, name: str) -> str:
        return self._file(name).read_text(encoding="utf-8") if self._file(name).exists() else ""


def run(home: Path, *arguments: str, prepare: Callable[[], object] | None = None) -> Outcome:
    """The same, to its end."""
    return Child(home, *arguments, prepare=prepare).end()


def stopped(pid: int) -> None:
    """Wait until a process has stopped itself. Raises AssertionError where it ends instead."""
    while (state := Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]) != "T":
        assert state != "Z", "ended before it came to where it should stop"
        time.sleep(0.001)


def side_by_side(starts: Iterable[Callable[[], Child]]) -> Iterator[Outcome]:
    """The outcomes of many runs in their order, as many at once as there are processors."""
    running: deque[Child] = deque()
    for start in starts:
        running.append(start())
        if len(running) == (os.cpu_count() or 1):
            yield running.popleft().end()
    yield from (each.end() for each in running)


def live_in(variables: dict[str, str]) -> None:
    """Take these environment variables, and no other."""
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()


def unflushed() -> None:
    """No waiting for the disk where no power cut is the matter."""
    os.fsync = lambda _: None  # type: ignore[assignment]


def _start_server() -> None:
    _SERVER.set_forkserver_preload(["tests.helpers.warm"])
    path = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(
        ROOT
    )  # the server imports before it is told where its starter finds modules
    try:
        forkserver.ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        if path is not None:
            os.environ["PYTHONPATH"] = path


def _command(
    home: Path, arguments: tuple[str, ...], prepare: Callable[[], object] | None, said: Path
) -> None:
    from sheetfollow.cli import main

    os.environ.pop("SHEETFOLLOW_TRACEBACK", None)
    # its own children come as they do from a fresh process, not from a fork server of their own
    multiprocessing.set_start_method(None, force=True)
    os.chdir(home)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(said / name, os.O_WRONLY | os.O_CREAT), number)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    cost = (said / "cost").open("w")
    (said / "begun").touch()
    if prepare:
        prepare()
    before, start = _peak(), time.process_time()
    try:
        main(list(arguments), prog_name="sheetfollow")
    finally:
        json.dump({"seconds": time.process_time() - start, "megabytes": _peak() - before}, cost)
        cost.close()


def _peak() -> float:
    """The most memory that this process had so far, in megabytes; what getrusage says on Linux
    counts its parent's."""
    if sys.platform == "linux":
        with open("/proc/self/status") as status:  # noqa: PTH123
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
