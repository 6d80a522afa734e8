"""One workbook or several: each with an outcome of its own, in the order given, and one bad one
does not stop the others (spec 8)."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from sheetfollow.cli.output import complain, is_piped, words_of
from sheetfollow.exceptions import SheetfollowError

if TYPE_CHECKING:
    from sheetfollow.outputs.report import Report

_DIED = (
    "its run was ended from outside, perhaps for want of memory; nothing is lost, sync it again by"
    " itself"
)


class Outcome(NamedTuple):
    """What is to be said of one workbook, and its exit code; `stopped` by an error."""

    text: str
    exit_code: int
    stopped: bool = False


Job = Callable[[Path], "Report"]
Telling = Callable[["Report"], str]


def each_of(paths: Sequence[Path], job: Job, telling: Telling, *, as_json: bool, label: str) -> int:
    """Do the job for each workbook, side by side on all processors, and say what `telling` makes
    of its report; as JSON an array. The exit code is the most serious one.

    `job` and `telling` go to other processes: they must be picklable.
    """
    from sheetfollow.cli.batch import side_by_side

    one = functools.partial(
        _outcome,
        job=job,
        telling=telling,
    )
    outcomes = side_by_side(one, paths, processes=_processors())
    with click.progressbar(
        outcomes, length=len(paths), label=label, file=sys.stderr, hidden=is_piped()
    ) as bar:
        done = [
            outcome or _stopped(path, _DIED)
            for path, outcome in zip(
                paths,
                bar,
                strict=True,
            )
        ]
    for outcome in done:
        if outcome.stopped:
            complain(outcome.text)
        elif not as_json:
            click.echo(outcome.text)
    if as_json:
        objects = (
            _as_json(path, outcome)
            for path, outcome in zip(
                paths,
                done,
                strict=True,
            )
        )
        click.echo(f"[{', '.join(objects)}]")
    return min((outcome.exit_code for outcome in done), key=_severity)


def in_json(report: Report) -> str:
    """A report for programs: a telling."""
    return report.as_json()


def _outcome(path: Path, job: Job, telling: Telling) -> Outcome:
    """In a process of its own."""
    try:
        report = job(path)
    except Exception as error:
        return _stopped(path, words_of(error))
    return Outcome(telling(report), report.exit_code)


def _stopped(path: Path, why: str) -> Outcome:
    text = why if str(path) in why else f"{path}: {why}"
    return Outcome(text, SheetfollowError.exit_code, stopped=True)


def _as_json(path: Path, outcome: Outcome) -> str:
    if not outcome.stopped:
        return outcome.text
    import json

    return json.dumps(
        {"workbook": str(path), "error": outcome.text, "exit_code": outcome.exit_code}
    )


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _severity(code: int) -> int:
    """Stopped before attention before done."""
    return {1: 0, 3: 1}.get(code, 2)
