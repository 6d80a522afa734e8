"""`sheetfollow watch`: syncs by itself while one works, until Ctrl-C (spec 8)."""

from __future__ import annotations

import gc
import os
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
    if print_schedule:
        click.echo(schedule(sys.platform, sys.executable, paths))
        return 0
    _refuse_missing(paths)
    gc.enable()  # a watch is long
    runs = _Runs(command)
    watched = [
        Watched(
            path,
            now=arguments.local_now,
            ticks=time.monotonic,
            pause=time.sleep,
            say=_say,
            complain=complain,
            done=runs.start,
        )
        for path in paths
    ]
    at_work = threading.RLock()
    try:
        for each in watched:
            each.look()
        _warm_up()
        _say(f"The page: {_served(watched, at_work)} (Ctrl-C ends the watch)")
        _keep_looking(watched, runs, at_work)
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


def _served(watched: Sequence[Watched], at_work: threading.RLock) -> str:
    """Serve the pages of these workbooks; the address."""
    from sheetfollow.cli.serve import Desk, Server

    def desk(each: Watched) -> Desk:
        def marked(lines: Sequence[str]) -> None:
            each.look_again()
            for line in lines:
                _say(f"  {line}")

        return Desk(
            each.path,
            lambda: each.folder,
            arguments.local_now,
            at_work,
            marked,
        )

    return Server([desk(each) for each in watched]).address


def _keep_looking(watched: Sequence[Watched], runs: _Runs, at_work: threading.RLock) -> NoReturn:
    woken = threading.Event()
    while True:
        folders = _folders(watched)
        with _listening(folders, woken):
            while _folders(watched) == folders:
                with at_work:
                    soon = [each.look() for each in watched]
                runs.reap()
                woken.wait(A_MOMENT if any(soon) else _TICK)
                woken.clear()


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
