"""`sheetfollow adopt`: the tracker that a person already has (spec 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from sheetfollow.cli import arguments
from sheetfollow.cli.output import one_line
from sheetfollow.exceptions import SheetfollowError

_SYNC = re.compile(r"\b(then sync( again)?|sync again)\b")


@click.command()
@click.argument("tracker", type=arguments.PLACE, metavar="WORKBOOK")
@click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="Take this sheet.")
@click.option("--map", "maps", multiple=True, metavar="HEADER=OURS", help="Like Firma=Company.")
@click.option("--word", "words", multiple=True, metavar="WORD=STATE", help="Like Absage=Rejected.")
@click.option(
    "--dates",
    type=click.Choice(["DMY", "MDY", "YMD"], case_sensitive=False),
    help="How to read 3/4/2026.",
)
@click.option("--into", type=arguments.PLACE, metavar="NEW.xlsx", help="Make a workbook beside it.")
@click.option("--all-sheets", is_flag=True, help="Add Summary and Guide, too.")
@click.option("--dry-run", is_flag=True, help="Show the preview; ask and write nothing.")
@click.option("--yes", is_flag=True, help="Do what the preview shows, without questions.")
@arguments.json
@click.option("--today", "day", type=arguments.Day(), help="Take over as of this day (a preview).")
@one_line
def adopt(
    tracker: Path,
    sheets: tuple[str, ...],
    maps: tuple[str, ...],
    words: tuple[str, ...],
    dates: str | None,
    into: Path | None,
    all_sheets: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
    day: date | None,
) -> int:
    """Work with the tracker that you have.

    Your sheets are read and never written; ours are added behind them, or make a workbook of
    their own (--into), which a CSV export needs.

    \b
      sheetfollow adopt jobs.xlsx
      sheetfollow adopt jobs.csv --into interviews.xlsx
      sheetfollow adopt Bewerbungen.xlsx --map "Firma=Company" --word "abgesagt=Rejected"
    """
    from sheetfollow.adopt.proposal import Wishes
    from sheetfollow.cli import dialog
    from sheetfollow.pipeline.planned import named

    order = (dates or "").upper()
    wishes = Wishes(
        sheets,
        dialog.read_maps(maps),
        dialog.read_words(words),
        order,
    )
    manner = dialog.Manner(yes, dry_run, as_json, all_sheets)
    with _adopt_next(), named(tracker):
        return dialog.run(
            tracker,
            into,
            wishes,
            manner,
            day or arguments.local_now().date(),
        )


@contextmanager
def _adopt_next() -> Iterator[None]:
    """What stops a workbook says what to do, then to sync: here it is to adopt."""
    try:
        yield
    except SheetfollowError as error:
        raise type(error)(_SYNC.sub("then adopt", str(error))) from error
