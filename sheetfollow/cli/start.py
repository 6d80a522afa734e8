"""`sheetfollow init`: a new workbook, and what to do with it (spec 8)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from sheetfollow.cli.arguments import SUFFIXES, Day, local_now
from sheetfollow.cli.output import one_line
from sheetfollow.model import as_typed


@click.command()
@click.argument(
    "path",
    type=click.Path(path_type=Path),
    default=Path("interviews.xlsx"),
)
@click.option("--example", is_flag=True, help="Fill it with interviews around today.")
@click.option("--today", "day", type=Day(), help="The day that the example is built around.")
@one_line
def init(path: Path, example: bool, day: date | None) -> int:
    """Make a new workbook, never over a file.

    At PATH, or interviews.xlsx in this folder.

    \b
      sheetfollow init
      sheetfollow init my-search/interviews.xlsx --example
    """
    from sheetfollow import pipeline

    place = _with_suffix(path)
    pipeline.init(place, example_on=(day or local_now().date()) if example else None)
    command = f"sheetfollow sync {as_typed(place)}"
    click.echo(f"Made {place}{', with made-up interviews to try it on' if example else ''}. Next:")
    if example:
        click.echo(f"  {command}")
    else:
        click.echo("  1. Open it. In Settings, fill in your name and how to reach you.")
        click.echo(
            "  2. In Interviews, type a line for each person you talked to. Save, and close it."
        )
        click.echo(f"  3. {command}")
    return 0


def _with_suffix(path: Path) -> Path:
    """The path that is meant: `a` is a.xlsx. Raises UsageError for a folder and for a kind of file
    that the new workbook is not."""
    if path.is_dir():
        raise click.UsageError(
            f"{path} is a folder; name the new workbook in it: {as_typed(path / 'interviews.xlsx')}"
        )
    if not path.suffix:
        return path.with_name(f"{path.name}.xlsx")
    if path.suffix.lower() != SUFFIXES[0]:
        named = as_typed(path.with_suffix(".xlsx"))
        raise click.UsageError(f"the new workbook is a .xlsx, not a {path.suffix}: {named}")
    return path
