"""What a command says: reports, one line for what stops it, a word while it is at work (spec 8)."""

from __future__ import annotations

import functools
import io
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from sheetfollow.exceptions import SheetfollowError

if TYPE_CHECKING:
    from sheetfollow.outputs.report import Paint, Report

_FOR_CLICK = (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError)
"""What the library that reads the command line tells by itself."""

_BADGES = {
    "Overdue": ("red", "bright_white"),
    "Due": ("yellow", "black"),
    "Check row": ("magenta", "bright_white"),
}


def speak_any_language() -> None:
    """No report fails on a letter that the console cannot show: there it becomes a question mark,
    and in a file or a pipe all is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def one_line(command: Callable[..., int]) -> Callable[..., None]:
    """An error that stops the run becomes one line on stderr and its exit code; never a
    traceback."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            code = command(*args, **options)
        except Exception as error:
            complain(words_of(error))
            code = SheetfollowError.exit_code
        click.get_current_context().exit(code)

    return run


def words_of(error: Exception) -> str:
    """The error for the user. Raises it again where it is a usage error or the like, which is told
    elsewhere, or a fault of ours and whoever looks for it wants to see the traceback."""
    if isinstance(error, SheetfollowError):
        return str(error)
    if os.environ.get("SHEETFOLLOW_TRACEBACK") or isinstance(error, _FOR_CLICK):
        raise error
    return (
        f"stopped by a fault of its own, {type(error).__name__}: {error}; nothing is lost, please"
        " report it"
    )


def complain(message: str) -> None:
    """One line on stderr."""
    click.echo(f"sheetfollow: {' '.join(message.split())}", err=True)


def show(report: Report, as_json: bool, *, with_paths: bool) -> None:
    """The whole report of one workbook."""
    if as_json:
        click.echo(report.as_json())
        return
    for line in report.lines(width(), paint(), paths=with_paths):
        click.echo(line)


def width() -> int | None:
    """The terminal's width, None for a pipe or a file."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def paint() -> Paint | None:
    """What gives a heading its colour on a terminal, unless its user wants none (no-color.org)."""
    return _badge if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else None


def _badge(text: str, status: str) -> str:
    """Text and ground are both set, so that it can be read on any terminal's ground."""
    ground, letters = _BADGES.get(status, ("blue", "bright_white"))
    return click.style(
        f" {text} ",
        fg=letters,
        bg=ground,
        bold=True,
    )


def is_piped() -> bool:
    """Whether nobody watches what goes on."""
    return not sys.stderr.isatty()


@contextmanager
def waiting(label: str) -> Iterator[None]:
    """After a second's work a word that it goes on, on a terminal only; it is gone when the work is
    done (spec 8)."""
    if is_piped():
        yield
        return
    word = threading.Timer(
        1.0,
        click.echo,
        [f"{label} ..."],
        {"nl": False, "err": True},
    )
    word.start()
    try:
        yield
    finally:
        word.cancel()
        word.join()
        click.echo("\r\033[K", nl=False, err=True)
