"""`sheetfollow open`: the drafts folder in the file manager (spec 8)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sheetfollow.cli import arguments
from sheetfollow.cli.output import complain, one_line, words_of
from sheetfollow.exceptions import SheetfollowError


@click.command("open")
@arguments.many
@one_line
def open_(workbooks: tuple[Path, ...]) -> int:
    """Open the drafts folder.

    In the file manager; index.html there is the page to work through. Without a desktop its path is
    all that there is to show.

    \b
      sheetfollow open
      sheetfollow open my-search/interviews.xlsx
    """
    code = 0
    for path in arguments.workbooks_of(workbooks):
        try:
            _open(path)
        except Exception as error:
            complain(words_of(error))
            code = SheetfollowError.exit_code
    return code


def _open(workbook: Path) -> None:
    from sheetfollow import pipeline

    folder = pipeline.drafts_folder(workbook)
    with _hushed():
        click.launch(str(folder))
    click.echo(folder)


@contextmanager
def _hushed() -> Iterator[None]:
    """Programs started meanwhile complain to nobody: without a desktop xdg-open tries a dozen
    browsers and tells of each, where the path alone is what helps."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
