"""`sheetfollow watch`: syncs by itself while one works, until Ctrl-C (spec 8)."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

import click

from sheetfollow.cli import arguments
from sheetfollow.cli.output import complain, one_line
from sheetfollow.cli.schedule import schedule
from sheetfollow.cli.watched import A_MOMENT, Watched

if TYPE_CHECKING:
    from sheetfollow.cli.serve import Desk, Server
    from sheetfollow.outputs.report import Report

_TICK = 1.0
"""Seconds between two looks where no event comes: on network drives, in WSL, in cloud folders, and
behind a sleep of the computer."""


@click.command()
@arguments.many
@click.option("--exec", "command", metavar="CMD", help="Run this after a sync that changed things.")
@click.option("--print-schedule", is_flag=True, help="Print how to sync each morning instead.")
@one_line
def watch(workbooks: tuple[Path, ...], command: str | None, print_schedule: bool) -> int:
    """Sync by itself, until Ctrl-C.

    At once, after each save, when you close the workbook, when you edit a draft, and at midnight.
    Meanwhile the page with the drafts has buttons: Sent, and Undo. It is for this computer alone.
    CMD gets the workbook as SHEETFOLLOW_WORKBOOK and what changed as SHEETFOLLOW_REPORT.

    \b
      sheetfollow watch
      sheetfollow watch clients --exec "notify-send sheetfollow"
      sheetfollow watch --print-schedule
    """
    paths = arguments.workbooks_of(workbooks)
    _refuse_missing(paths)
    if print_schedule:
        click.echo(schedule(sys.platform, sys.executable, paths))
        return 0
    gc.enable()  # a watch is long
    folders = [each for each in workbooks if each.is_dir()]
    try:
        _Watch(paths, folders, command).goes_on()
    except KeyboardInterrupt:
        return 0


def _refuse_missing(paths: Sequence[Path]) -> None:
    """Raises FileTrouble for a name that was typed wrong."""
    from sheetfollow.files.os_errors import missing

    for path in paths:
        if not path.exists():
            raise missing(path)


def _warm_up() -> None:
    """Sync an example that nobody sees: what a sync that writes loads and compiles is there by
    then, and nobody waits for it behind the first save."""
    from sheetfollow import pipeline

    with suppress(Exception), TemporaryDirectory() as folder:
        example, now = Path(folder) / "example.xlsx", arguments.local_now()
        pipeline.init(example, example_on=now.date())
        pipeline.sync(example, moment=now)


def _say(line: str) -> None:
    click.echo(line)
    sys.stdout.flush()


class _Watch:
    """Some workbooks under watch, those among them that come into the `folders` later, and their
    pages."""

    def __init__(self, paths: Sequence[Path], folders: Sequence[Path], command: str | None) -> None:
        self._runs, self._folders, self._ctrl_c = _Runs(command), folders, _CtrlC()
        self._at_work = threading.RLock()
        self._watched = [self._watched_one(path) for path in paths]
        self._known = {*paths, *(each for folder in folders for each in _workbooks_in(folder))}

    def goes_on(self) -> NoReturn:
        """Until Ctrl-C."""
        from sheetfollow.cli.serve import Server

        for each in self._watched:
            each.look()
        self._ctrl_c.check()
        _warm_up()
        self._ctrl_c.check()
        server = Server(map(self._desk, self._watched))
        _say(f"The page: {server.address} (Ctrl-C ends the watch)")
        woken = threading.Event()
        while True:
            folders = _folders(self._watched)
            with _listening(folders, woken):
                while _folders(self._watched) == folders:
                    self._look_about(server, woken)

    def _look_about(self, server: Server, woken: threading.Event) -> None:
        """Look at each once, and wait until there is a reason to look again."""
        with self._at_work:
            soon = [each.look() for each in self._watched]
            for path in list(self._newcomers()):
                _say(f"{path}: new here; I watch it too")
                self._watched.append(self._watched_one(path))
                server.add(self._desk(self._watched[-1]))
                soon.append(True)
        self._runs.reap()
        with self._ctrl_c.at_once():
            woken.wait(A_MOMENT if any(soon) else _TICK)
        woken.clear()

    def _newcomers(self) -> Iterator[Path]:
        """The workbooks that have come into the folders since, without other copies of one that is
        there; of those it is told once."""
        for folder in self._folders:
            here = _workbooks_in(folder)
            new = [each for each in here if each not in self._known and not self._was_known(each)]
            self._known.update(new)
            copies = arguments.copies_in(here) if new else {}
            for each in new:
                if each in copies:
                    complain(copies[each])
                else:
                    yield each

    def _was_known(self, path: Path) -> bool:
        """Whether it is one that is watched already, under another name so far."""
        with suppress(OSError):
            return any(each.path == path or each.was(path) for each in self._watched)
        return True  # gone by now

    def _watched_one(self, path: Path) -> Watched:
        return Watched(
            path,
            now=arguments.local_now,
            ticks=time.monotonic,
            pause=time.sleep,
            say=_say,
            complain=complain,
            done=self._runs.start,
        )

    def _desk(self, watched: Watched) -> Desk:
        """What answers for the workbook on its page."""
        from sheetfollow.cli.serve import Desk

        def marked(lines: Sequence[str], report: Report | None) -> None:
            watched.look_again()
            for line in lines:
                _say(f"  {line}")
            if report and report.has_changed:
                self._runs.start(report)

        return Desk(
            lambda: watched.path,
            lambda: watched.folder,
            arguments.local_now,
            self._at_work,
            marked,
        )


def _workbooks_in(folder: Path) -> list[Path]:
    """Those in it by now; none where it is gone or may not be looked into."""
    with suppress(OSError):
        return arguments.workbooks_in(folder)
    return []


def _folders(watched: Sequence[Watched]) -> list[Path]:
    return sorted({folder for each in watched for folder in each.folders()})


@contextmanager
def _listening(folders: Sequence[Path], woken: threading.Event) -> Iterator[None]:
    """Sets `woken` when something happens in one of the folders, as far as the system tells."""
    ended = threading.Event()
    listener = threading.Thread(
        target=_listen,
        args=(folders, woken, ended),
        daemon=True,
    )
    listener.start()
    try:
        yield
    finally:
        ended.set()


def _listen(folders: Sequence[Path], woken: threading.Event, ended: threading.Event) -> None:
    import watchfiles

    try:
        for _ in watchfiles.watch(
            *folders,
            watch_filter=None,
            debounce=20,
            step=10,
            stop_event=ended,
            raise_interrupt=False,
            recursive=False,
        ):
            woken.set()
    except (OSError, RuntimeError):
        return  # no more events to be had, or the folder is gone: it is looked at each second


class _CtrlC:
    """Ctrl-C ends the watch between two looks: what is begun is finished, and no library that is
    being loaded swallows it. Pressed again it ends at once."""

    def __init__(self) -> None:
        self._pressed = self._waits = False
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._press)

    def _press(self, *_: object) -> None:
        if self._pressed or self._waits:
            raise KeyboardInterrupt
        self._pressed = True

    def check(self) -> None:
        """Raises KeyboardInterrupt where it was pressed."""
        if self._pressed:
            raise KeyboardInterrupt

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Nothing is at work meanwhile. Raises as `check`."""
        self._waits = True
        try:
            self.check()
            yield
        finally:
            self._waits = False


class _Runs:
    """The command that the user has named, once for each sync that changed something."""

    def __init__(self, command: str | None) -> None:
        self._command = command
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, report: Report) -> None:
        """Begin it; it is not waited for."""
        if self._command:
            told = "\n".join([report.line(), *report.logged])
            names = {"SHEETFOLLOW_WORKBOOK": report.workbook, "SHEETFOLLOW_REPORT": told}
            self._running.append(
                subprocess.Popen(
                    self._command, shell=True, stdin=subprocess.DEVNULL, env=os.environ | names
                )
            )

    def reap(self) -> None:
        """Tell of those that have failed."""
        for run in [each for each in self._running if each.poll() is not None]:
            self._running.remove(run)
            if run.returncode:
                complain(f"--exec: {self._command} ended with exit code {run.returncode}")
