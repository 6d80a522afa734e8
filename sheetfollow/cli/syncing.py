"""`sheetfollow sync`: the main job (spec 8)."""

from __future__ import annotations

import functools
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetfollow.cli import arguments
from sheetfollow.cli.output import one_line, show, waiting
from sheetfollow.cli.several import each_of, in_json
from sheetfollow.exceptions import StaleWorkbook

if TYPE_CHECKING:
    from sheetfollow.outputs.report import Report


@click.command()
@arguments.many
@arguments.clock
@arguments.json
@arguments.paths
@click.option(
    "--dry-run", is_flag=True, help="Print every cell and file that would change; write nothing."
)
@click.option(
    "--break-signature", is_flag=True, help="Write to a digitally signed workbook all the same."
)
@one_line
def sync(
    workbooks: tuple[Path, ...],
    day: date | None,
    moment: datetime | None,
    as_json: bool,
    with_paths: bool,
    dry_run: bool,
    break_signature: bool,
) -> int:
    """Plan, fill the status columns, write drafts.

    A folder stands for the workbooks in it.

    \b
      sheetfollow sync
      sheetfollow sync interviews.xlsx --dry-run
      sheetfollow sync interviews.xlsx --today 2026-12-01
      sheetfollow sync clients
    """
    paths = arguments.workbooks_of(workbooks)
    options: dict[str, Any] = {
        "moment": arguments.moment_of(day, moment),
        "dry_run": dry_run,
        "break_signature": break_signature,
    }
    if len(paths) > 1:
        job = functools.partial(
            patient_sync,
            options=options,
            tries=len(paths),
        )
        telling = in_json if as_json else _whole if dry_run else _in_a_line
        return each_of(
            paths,
            job,
            telling,
            as_json=as_json,
            label="Syncing",
        )
    from sheetfollow import pipeline

    with waiting(f"Syncing {paths[0]}"):
        report = pipeline.sync(paths[0], **options)
    show(report, as_json, with_paths=with_paths)
    return report.exit_code


def patient_sync(path: Path, options: dict[str, Any], tries: int) -> Report:
    """A sync, and once more each time that another workbook has meanwhile written what the folder
    shares."""
    from sheetfollow import pipeline

    try:
        return pipeline.sync(path, **options)
    except StaleWorkbook:
        if tries == 1:
            raise
    return patient_sync(path, options, tries - 1)


def _in_a_line(report: Report) -> str:
    return report.line()


def _whole(report: Report) -> str:
    return "\n".join(report.lines())
