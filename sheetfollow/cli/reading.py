"""`sheetfollow status` and `check`: what is due and what needs attention, read only (spec 8)."""

from __future__ import annotations

import functools
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetfollow.cli import arguments
from sheetfollow.cli.output import one_line, paint, waiting, width
from sheetfollow.cli.several import Telling, each_of, in_json
from sheetfollow.exceptions import SheetfollowError

if TYPE_CHECKING:
    from sheetfollow.outputs.report import Report


@click.command()
@arguments.many
@arguments.clock
@arguments.json
@arguments.paths
@click.option(
    "--days",
    type=click.IntRange(0, 366),
    default=14,
    show_default=True,
    help="How far to look ahead.",
)
@one_line
def status(
    workbooks: tuple[Path, ...],
    day: date | None,
    moment: datetime | None,
    as_json: bool,
    with_paths: bool,
    days: int,
) -> int:
    """Show what is due; read only.

    Most urgent first, then what is coming.

    \b
      sheetfollow status
      sheetfollow status --days 30
      sheetfollow status interviews.xlsx --json
    """
    paths = arguments.workbooks_of(workbooks)
    job = functools.partial(
        _read,
        moment=arguments.moment_of(day, moment),
        days=days,
    )
    telling = in_json if as_json else functools.partial(_whole, with_paths=with_paths)
    code = _each(
        paths,
        job,
        telling,
        as_json=as_json,
        label="Reading",
    )
    return code if code == SheetfollowError.exit_code else 0


@click.command()
@arguments.many
@arguments.clock
@arguments.json
@one_line
def check(
    workbooks: tuple[Path, ...], day: date | None, moment: datetime | None, as_json: bool
) -> int:
    """Show every problem; read only.

    In the workbook, the wording and the drafts, each with its cell or file.

    \b
      sheetfollow check
      sheetfollow check interviews.xlsx --json
    """
    paths = arguments.workbooks_of(workbooks)
    job = functools.partial(
        _read,
        moment=arguments.moment_of(day, moment),
        days=14,
    )
    findings = _findings if len(paths) == 1 else _named_findings
    telling = in_json if as_json else findings
    return _each(
        paths,
        job,
        telling,
        as_json=as_json,
        label="Checking",
    )


def _read(path: Path, moment: arguments.Moment, days: int) -> Report:
    from sheetfollow import pipeline

    return pipeline.status(path, moment=moment, days=days)


def _each(
    paths: list[Path],
    job: functools.partial[Report],
    telling: Telling,
    *,
    as_json: bool,
    label: str,
) -> int:
    """One in this process, several side by side."""
    if len(paths) > 1:
        return each_of(
            paths,
            job,
            telling,
            as_json=as_json,
            label=label,
        )
    with waiting(f"{label} {paths[0]}"):
        report = job(paths[0])
    click.echo(telling(report))
    return report.exit_code


def _whole(report: Report, *, with_paths: bool) -> str:
    return "\n".join(
        report.lines(
            width(),
            paint(),
            paths=with_paths,
        )
    )


def _findings(report: Report) -> str:
    return "\n".join(report.findings(width()))


def _named_findings(report: Report) -> str:
    named = (f"{report.workbook}: {each}" for each in report.attention)
    return "\n".join(named) or _findings(report)
