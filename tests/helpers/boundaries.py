"""Where a run can be cut: before each change to its folder, within each write, before and after
each flush."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CHANGES = {
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.link",
    "os.chmod",
    "os.chown",
    "os.rmdir",
    "os.truncate",
}


def at_boundaries(home: Path, act: Callable[[int, str], object]) -> None:
    """From now on call `act` at each boundary of this process, with its number and what is about to
    happen.

    What happens outside of `home` does not count: whether the file of the lock is there already is
    a matter of chance.
    """
    seen, acting = 0, False

    def boundary(what: str) -> None:
        nonlocal seen, acting
        if acting:
            return
        seen, acting = seen + 1, True
        try:
            act(seen, what)
        finally:
            acting = False

    def changes(event: str, arguments: tuple[Any, ...]) -> None:
        reads = event == "open" and not (
            isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if event in _CHANGES and not reads and _within(home, arguments[0]):
            boundary(f"{event} {' '.join(str(each) for each in arguments[:2])}")

    flush, opened = os.fsync, os.fdopen

    def flushed(handle: int) -> None:
        boundary("flush")
        flush(handle)
        boundary("flushed")

    class Torn:
        """A file whose every write can be cut in the middle."""

        def __init__(self, handle: int, mode: str) -> None:
            self.file = opened(handle, mode)

        def __enter__(self) -> Torn:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def __getattr__(self, name: str) -> Any:
            return getattr(self.file, name)

        def write(self, data: bytes) -> None:
            self.file.write(data[: len(data) // 2])
            self.file.flush()
            boundary("write")
            self.file.write(data[len(data) // 2 :])

    sys.addaudithook(changes)
    os.fsync, os.fdopen = flushed, Torn  # type: ignore[assignment]


def _within(home: Path, place: Any) -> bool:
    """Whether that is a path in the folder, or the number of a file in it that is open already:
    some versions of the lock's library set the mode of its file by number."""
    path = _path_of(place) if isinstance(place, int) else os.fsdecode(place)
    return path.startswith(str(home))


def _path_of(handle: int) -> str:
    """Where the file of that number lies."""
    if sys.platform == "darwin":
        return os.fsdecode(fcntl.fcntl(handle, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0"))
    return os.readlink(f"/proc/self/fd/{handle}")  # noqa: PTH115  an audit hook stays plain


def die_at(home: Path, number: int) -> None:
    """Kill this process at the boundary of that number."""
    at_boundaries(
        home, lambda seen, _: os.kill(os.getpid(), signal.SIGKILL) if seen == number else None
    )


def note(home: Path, path: Path) -> None:
    """Write down what happens at each boundary, a line each."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    at_boundaries(home, lambda _, what: os.write(handle, f"{what}\n".encode()))


def stop_at(home: Path, number: int) -> None:
    """Stop this process at the boundary of that number until it is told to go on."""
    at_boundaries(
        home, lambda seen, _: os.kill(os.getpid(), signal.SIGSTOP) if seen == number else None
    )


def save_at(home: Path, number: int, saved: Path, to: Path) -> None:
    """Another program saves the workbook at the boundary of that number: in its place, or by a
    rename."""

    def save() -> None:
        if number % 2:
            to.write_bytes(saved.read_bytes())
        else:
            to.with_name("by another program").write_bytes(saved.read_bytes())
            to.with_name("by another program").replace(to)

    at_boundaries(home, lambda seen, _: save() if seen == number else None)


def fail_at(home: Path, number: int, code: int) -> None:
    """The system refuses what is about to happen at the boundary of that number."""

    def fail(seen: int, _: str) -> None:
        if seen == number:
            raise OSError(code, os.strerror(code))

    at_boundaries(home, fail)


def slow(home: Path, seconds: float) -> None:
    """A disk far away: everything takes its time."""
    at_boundaries(home, lambda *_: time.sleep(seconds))
