"""The door: options, the one clock, printing and exit codes (spec 8). Heavy imports wait until a
command needs them."""

from __future__ import annotations

import functools
import gc
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from sheetfollow import __version__
from sheetfollow.exceptions import FileTrouble, SheetfollowError, StaleWorkbook

Moment = date | datetime
_SUFFIXES = (".xlsx", ".xlsm")
_STOPS = (
    SheetfollowError,
    OSError,
    ArithmeticError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
_BADGES = {
    "Overdue": ("red", "bright_white"),
    "Due": ("yellow", "black"),
    "Check row": ("magenta", "bright_white"),
}


def _one_line(command: Callable[..., int]) -> Callable[..., None]:
    """An error that stops the run becomes one line on stderr and its exit code; never a
    traceback."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            code = command(*args, **options)
        except _STOPS as error:
            _complain(_words_of(error))
            code = SheetfollowError.exit_code
        click.get_current_context().exit(code)

    return run


def _words_of(error: Exception) -> str:
    """Raises the error again where it is a fault of ours and whoever looks for it wants to see the
    traceback."""
    if isinstance(error, SheetfollowError):
        return str(error)
    if os.environ.get("SHEETFOLLOW_TRACEBACK") or isinstance(error, BrokenPipeError):
        raise error
    return (
        f"stopped by a fault of its own, {type(error).__name__}: {error}; nothing is lost, please"
        " report it"
    )


def _complain(message: str) -> None:
    click.echo(f"sheetfollow: {' '.join(message.split())}", err=True)


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day like 2026-11-23", param, ctx)


class _Minute(click.ParamType[datetime]):
    name = "YYYY-MM-DDTHH:MM"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        try:
            return datetime.strptime(value, "%Y-%m-%dT%H:%M")  # noqa: DTZ007  local to the workbook's time zone
        except ValueError:
            self.fail(f"{value!r} is not a moment like 2026-11-23T15:30", param, ctx)


def _clock(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option(
        "--now", "moment", type=_Minute(), help="Plan as of this local moment (a preview)."
    )(command)
    return click.option("--today", "day", type=_Day(), help="Plan as of this day (a preview).")(
        command
    )


def _moment(day: date | None, moment: datetime | None) -> Moment:
    """What the user asked for, else now."""
    if day and moment:
        raise click.UsageError("give --today or --now, not both")
    return moment or day or _local_now()


def _local_now() -> datetime:
    """The one place that reads a clock; in the computer's time zone."""
    return datetime.now().astimezone()


def _workbooks(given: tuple[Path, ...]) -> list[Path]:
    """The workbooks named, else the one in this folder."""
    if given:
        return list(given)
    here = [
        each
        for each in sorted(Path.cwd().iterdir())
        if each.suffix.lower() in _SUFFIXES and _own(each)
    ]
    if len(here) == 1:
        return [Path(here[0].name)]
    if Path("interviews.xlsx") in [Path(each.name) for each in here]:
        return [Path("interviews.xlsx")]
    if here:
        names = ", ".join(each.name for each in here)
        raise click.UsageError(f"there are several workbooks here ({names}); name the one you mean")
    raise click.UsageError(
        "there is no workbook here; name one, or make one with: sheetfollow init"
    )


def _own(path: Path) -> bool:
    """Neither a lock file of Excel or LibreOffice nor a hidden file."""
    return not path.name.startswith(("~$", ".")) and path.is_file()


_WORKBOOK = click.Path(
    path_type=Path, readable=False
)  # what may not be read is no usage error: said in one line later
_many = click.argument("workbooks", nargs=-1, type=_WORKBOOK, metavar="[WORKBOOK]...")
_one = click.argument("workbooks", nargs=-1, type=_WORKBOOK, metavar="[WORKBOOK]")
_json = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Your interview spreadsheet as a follow-up engine.

    Type into the workbook, run sync, open the drafts folder. No network, no account; nothing is
    ever sent for you.

    \b
      sheetfollow init             make interviews.xlsx
      sheetfollow sync             plan, fill the status columns, write the drafts
      sheetfollow status           what is due, without writing anything
    """
    # a run is short and makes many cells but hardly a cycle: a sixth of its time went into looking
    gc.disable()


@main.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path("interviews.xlsx"))
@click.option("--example", is_flag=True, help="Fill it with interviews around today.")
@click.option("--today", "day", type=_Day(), help="The day that the example is built around.")
@_one_line
def init(path: Path, example: bool, day: date | None) -> int:
    """Make a new workbook, never over a file.

    At PATH, or interviews.xlsx in this folder.

    \b
      sheetfollow init
      sheetfollow init my-search/interviews.xlsx --example
    """
    from sheetfollow import pipeline

    pipeline.init(path, example_on=(day or _local_now().date()) if example else None)
    command = f"sheetfollow sync {_quoted(path)}"
    click.echo(f"Made {path}{', with made-up interviews to try it on' if example else ''}. Next:")
    if example:
        click.echo(f"  {command}")
    else:
        click.echo("  1. Open it. In Settings, fill in your name and how to reach you.")
        click.echo(
            "  2. In Interviews, type a line for each person you talked to. Save, and close it."
        )
        click.echo(f"  3. {command}")
    return 0


@main.command()
@_many
@_clock
@_json
@click.option(
    "--dry-run", is_flag=True, help="Print every cell and file that would change; write nothing."
)
@click.option(
    "--break-signature", is_flag=True, help="Write to a digitally signed workbook all the same."
)
@_one_line
def sync(
    workbooks: tuple[Path, ...],
    day: date | None,
    moment: datetime | None,
    as_json: bool,
    dry_run: bool,
    break_signature: bool,
) -> int:
    """Plan, fill the status columns, write drafts.

    \b
      sheetfollow sync
      sheetfollow sync interviews.xlsx --dry-run
      sheetfollow sync interviews.xlsx --today 2026-12-01
    """
    paths = _workbooks(workbooks)
    options: dict[str, Any] = {
        "moment": _moment(day, moment),
        "dry_run": dry_run,
        "break_signature": break_signature,
    }
    if len(paths) > 1:
        return _sync_many(paths, options, as_json)
    from sheetfollow import pipeline

    with _waiting(f"Syncing {paths[0]}"):
        report = pipeline.sync(paths[0], **options)
    _print(report, as_json)
    return report.exit_code


class _Outcome(NamedTuple):
    text: str
    exit_code: int
    stopped: bool = False


def _sync_many(paths: list[Path], options: dict[str, Any], as_json: bool) -> int:
    """A line each, in the order given; one bad workbook does not stop the others. As JSON: an
    array."""
    from sheetfollow.cli.batch import side_by_side

    job = functools.partial(_sync_one, options=options, as_json=as_json, tries=len(paths))
    outcomes = side_by_side(job, paths, processes=_processors())
    with click.progressbar(
        outcomes, length=len(paths), label="Syncing", file=sys.stderr, hidden=_piped()
    ) as bar:
        done = [outcome or _stopped(path, _DIED) for path, outcome in zip(paths, bar, strict=True)]
    for outcome in done:
        if outcome.stopped:
            _complain(outcome.text)
        elif not as_json:
            click.echo(outcome.text)
    if as_json:
        objects = (_as_json(path, outcome) for path, outcome in zip(paths, done, strict=True))
        click.echo(f"[{', '.join(objects)}]")
    return min((outcome.exit_code for outcome in done), key=_severity)


_DIED = (
    "its run was ended from outside, perhaps for want of memory; nothing is lost, sync it again by"
    " itself"
)


def _sync_one(path: Path, options: dict[str, Any], as_json: bool, tries: int) -> _Outcome:
    """In a process of its own."""
    try:
        report = _patient_sync(path, options, tries)
    except _STOPS as error:
        return _stopped(path, _words_of(error))
    text = (
        report.as_json()
        if as_json
        else "\n".join(report.lines())
        if options["dry_run"]
        else report.line()
    )
    return _Outcome(text, report.exit_code)


def _patient_sync(path: Path, options: dict[str, Any], tries: int) -> Any:
    """Once more each time that another workbook has meanwhile written what the folder shares."""
    from sheetfollow import pipeline

    try:
        return pipeline.sync(path, **options)
    except StaleWorkbook:
        if tries == 1:
            raise
    return _patient_sync(path, options, tries - 1)


def _stopped(path: Path, why: str) -> _Outcome:
    return _Outcome(
        why if str(path) in why else f"{path}: {why}", SheetfollowError.exit_code, stopped=True
    )


def _as_json(path: Path, outcome: _Outcome) -> str:
    if not outcome.stopped:
        return outcome.text
    import json

    return json.dumps(
        {"workbook": str(path), "error": outcome.text, "exit_code": outcome.exit_code}
    )


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _piped() -> bool:
    return not sys.stderr.isatty()


@contextmanager
def _waiting(label: str) -> Iterator[None]:
    """After a second's work a word that it goes on, on a terminal only; it is gone when the work is
    done (spec 8)."""
    if _piped():
        yield
        return
    word = threading.Timer(1.0, click.echo, [f"{label} ..."], {"nl": False, "err": True})
    word.start()
    try:
        yield
    finally:
        word.cancel()
        word.join()
        click.echo("\r\033[K", nl=False, err=True)


def _severity(code: int) -> int:
    """Stopped before attention before done."""
    return {1: 0, 3: 1}.get(code, 2)


@main.command()
@_one
@_clock
@_json
@click.option(
    "--days",
    type=click.IntRange(0, 366),
    default=14,
    show_default=True,
    help="How far to look ahead.",
)
@_one_line
def status(
    workbooks: tuple[Path, ...], day: date | None, moment: datetime | None, as_json: bool, days: int
) -> int:
    """Show what is due; read only.

    Most urgent first, each with the path of its draft; then what is coming.

    \b
      sheetfollow status
      sheetfollow status --days 30
      sheetfollow status interviews.xlsx --json
    """
    from sheetfollow import pipeline

    path = _single(workbooks)
    with _waiting(f"Reading {path}"):
        report = pipeline.status(path, moment=_moment(day, moment), days=days)
    _print(report, as_json)
    return 0


@main.command()
@_one
@_clock
@_json
@_one_line
def check(
    workbooks: tuple[Path, ...], day: date | None, moment: datetime | None, as_json: bool
) -> int:
    """Show every problem; read only.

    In the workbook, the wording and the drafts, each with its cell or file.

    \b
      sheetfollow check
      sheetfollow check interviews.xlsx --json
    """
    from sheetfollow import pipeline

    path = _single(workbooks)
    with _waiting(f"Checking {path}"):
        report = pipeline.status(path, moment=_moment(day, moment))
    if as_json:
        click.echo(report.as_json())
    else:
        for line in report.findings(_width()):
            click.echo(line)
    return report.exit_code


@main.command("open")
@_one
@_one_line
def open_(workbooks: tuple[Path, ...]) -> int:
    """Open the drafts folder.

    In the file manager; index.html there is the page to work through.

    \b
      sheetfollow open
      sheetfollow open my-search/interviews.xlsx
    """
    from sheetfollow import pipeline

    folder = pipeline.drafts_folder(_single(workbooks))
    if click.launch(str(folder)):
        raise FileTrouble(f"{folder}: no file manager answers here; open the folder by hand")
    click.echo(folder)
    return 0


def _single(workbooks: tuple[Path, ...]) -> Path:
    paths = _workbooks(workbooks)
    if len(paths) > 1:
        raise click.UsageError("name one workbook")
    return paths[0]


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def _print(report: Any, as_json: bool) -> None:
    if as_json:
        click.echo(report.as_json())
        return
    for line in report.lines(_width(), _painted if _in_colour() else None):
        click.echo(line)


def _width() -> int | None:
    """The terminal's width, None for a pipe or a file."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _in_colour() -> bool:
    """On a terminal, unless its user wants none (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _painted(text: str, status: str) -> str:
    """A heading as a badge: text and ground are both set, so that it can be read on any terminal's
    ground."""
    ground, letters = _BADGES.get(status, ("blue", "bright_white"))
    return click.style(f" {text} ", fg=letters, bg=ground, bold=True)
