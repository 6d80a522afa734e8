"""The door: the commands (spec 8). Heavy imports wait until a command needs them."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import NoReturn

import click

from sheetfollow import __version__
from sheetfollow.cli import adopting, marks, opening, reading, shortcut, start, syncing, watch
from sheetfollow.cli.output import speak_any_language


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Your interview spreadsheet as a follow-up engine.

    Type into the workbook, run sync, open the drafts folder. No network, no account; nothing is
    ever sent for you.

    \b
      sheetfollow init             make interviews.xlsx
      sheetfollow adopt jobs.xlsx  or go on from the tracker that you have
      sheetfollow sync             plan, fill the status columns, write the drafts
      sheetfollow status           what is due, without writing anything
    """
    speak_any_language()
    # a run is short and makes many cells but hardly a cycle: a sixth of its time went into looking
    gc.disable()


def run() -> NoReturn:
    """The command as a process of its own: once all is said and closed it leaves at once. Taking
    the interpreter down piece by piece took longer than planning a search does."""
    code: object = 0
    try:
        main(prog_name="sheetfollow")
    except SystemExit as done:
        code = done.code
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # a reader that has gone hears no more
            stream.flush()
    os._exit(code if isinstance(code, int) else 0)


for _command in (
    start.init,
    adopting.adopt,
    syncing.sync,
    marks.sent,
    marks.undo,
    watch.watch,
    reading.status,
    reading.check,
    opening.open_,
    shortcut.shortcut,
):
    main.add_command(_command)
