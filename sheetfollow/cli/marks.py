"""`sheetfollow sent` and `undo`: marks without Excel (spec 3, 8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sheetfollow.cli import arguments
from sheetfollow.cli.output import one_line, waiting


def _in_workbook(command: Callable[..., Any]) -> Callable[..., Any]:
    place = click.Path(path_type=Path, readable=False)
    return click.option(
        "--in", "workbook", type=place, help="The workbook, where there are several here."
    )(command)


@click.command()
@click.argument("who", nargs=-1, required=True)
@click.option("--on", default="", metavar="DAY", help="The day it was sent, as in Sent on.")
@click.option("--skip", is_flag=True, help="Done without a message; never counted as sent.")
@_in_workbook
@arguments.clock
@one_line
def sent(
    who: tuple[str, ...],
    on: str,
    skip: bool,
    workbook: Path | None,
    day: date | None,
    moment: datetime | None,
) -> int:
    """Mark as sent, without Excel.

    WHO is a name, part of one, or an ID, or a company where one message is due: what that row
    shows as Next action is logged. While the workbook is open the mark is kept, and the next sync
    takes it.

    \b
      sheetfollow sent Amara
      sheetfollow sent "Jonas Lindqvist" --on yesterday
      sheetfollow sent w6k4d6 --skip
    """
    from sheetfollow.cli import marking

    path = arguments.one_of(workbook)
    with waiting(f"Syncing {path}"):
        marked = marking.sent(
            path,
            who,
            moment=arguments.moment_of(day, moment),
            on=on,
            skip=skip,
        )
    for line in marked.lines():
        click.echo(line)
    return 0


@click.command()
@_in_workbook
@arguments.clock
@one_line
def undo(workbook: Path | None, day: date | None, moment: datetime | None) -> int:
    """Take back the last marks.

    Those of the last `sent`, or of the last click on the page, and none before: their lines in
    Communications are emptied, and their drafts come back. An older mark is taken back by hand:
    delete its line there, then sync.

    \b
      sheetfollow undo
      sheetfollow undo --in my-search/interviews.xlsx
    """
    from sheetfollow.cli import marking

    path = arguments.one_of(workbook)
    with waiting(f"Syncing {path}"):
        marked = marking.undo(path, moment=arguments.moment_of(day, moment))
    for line in marked.lines_taken_back():
        click.echo(line)
    return 0
