"""`sheetfollow open`: the drafts folder in the file manager (spec 8)."""

from __future__ import annotations

from pathlib import Path

import click

from sheetfollow.cli import arguments
from sheetfollow.cli.output import STOPS, complain, one_line, words_of
from sheetfollow.exceptions import FileTrouble, SheetfollowError


@click.command("open")
@arguments.many
@one_line
def open_(workbooks: tuple[Path, ...]) -> int:
    """Open the drafts folder.

    In the file manager; index.html there is the page to work through.

    \b
      sheetfollow open
      sheetfollow open my-search/interviews.xlsx
    """
    code = 0
    for path in arguments.workbooks_of(workbooks):
        try:
            _open(path)
        except STOPS as error:
            complain(words_of(error))
            code = SheetfollowError.exit_code
    return code


def _open(workbook: Path) -> None:
    from sheetfollow import pipeline

    folder = pipeline.drafts_folder(workbook)
    if click.launch(str(folder)):
        raise FileTrouble(f"{folder}: no file manager answers here; open the folder by hand")
    click.echo(folder)
