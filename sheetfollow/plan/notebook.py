"""The plan as a function, DataFrame in and out: for notebooks, and for checks from outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from sheetfollow.exceptions import BadSetting, MissingColumn
from sheetfollow.intake import take_in
from sheetfollow.intake.names import fold
from sheetfollow.intake.settings import Settings, read_settings
from sheetfollow.intake.workbook import Book, Grid
from sheetfollow.plan import make_plan
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS, SETTINGS, Column, Kind, Sheet


def follow_ups(
    interviews: pd.DataFrame,
    communications: pd.DataFrame | None = None,
    settings: Mapping[str, object] | None = None,
    *,
    today: date,
    now: datetime | None = None,
) -> pd.DataFrame:
    """Which follow-up of each interview is due, to whom, by which channel and when, and why.

    `interviews` and `communications` have the columns of these sheets by their headers, in any
    order, as `pandas.read_excel` gives them; others are ignored. `settings` is {name as in the
    sheet Settings: value}. `today` is the local day; with `now`, the local moment (aware, or naive
    in the time zone of Settings), a thank-you is due to the hour.

    Returns the output columns of Interviews on the index of `interviews`, a line for each of its
    rows: days as datetime64[s], NaT for blank, other blanks as "". It is pure: the inputs stay as
    they are. `Draft` is blank, `Needs` says nothing of drafts, a mark in `Sent on` is planned as if
    it were logged, a row with a fault is a Check row, and a row without an ID gets one (spec 8).

    Raises MissingColumn where a required column is not there or one is there twice, BadSetting for
    a setting that is none or whose value is not allowed.
    """
    known = read_settings(_cells(settings or {}))
    log = pd.DataFrame(columns=["Date"]) if communications is None else communications
    book = Book(
        data=b"",
        date1904=False,
        interviews=_grid(INTERVIEWS, interviews),
        log=_grid(COMMUNICATIONS, log),
        today=None,
        checklist=None,
        settings={},
        wordings=(),
        heading=(),
    )
    intake = take_in(book, known, today=today)
    plan = make_plan(
        intake,
        book,
        known,
        today=today,
        now=_local(now, known),
    )
    return _outputs(
        plan.rows,
        interviews.index,
        book.interviews.first_row,
    )


def _cells(settings: Mapping[str, object]) -> dict[str, tuple[str, Any]]:
    """The settings as cells, each by its name, folded, with its place in words."""
    names = {fold(setting.name) for setting in SETTINGS}
    for name in settings:
        if fold(name) not in names:
            raise BadSetting(f"settings: {name!r} is no setting; the sheet Settings names them")
    return {fold(name): (f"settings[{name!r}]", value) for name, value in settings.items()}


def _grid(sheet: Sheet, table: pd.DataFrame) -> Grid:
    """The table as a sheet whose headers stand in row 1."""
    headers = {fold(column.header): column for column in sheet.columns}
    columns: dict[str, int] = {}
    values: dict[str, list[Any]] = {}
    for number, header in enumerate(table.columns, start=1):
        column = headers.get(fold(header))
        if column is None:
            continue
        if column.key in columns:
            raise MissingColumn(f"{sheet.name}: {column.header} is there twice; drop one of them")
        columns[column.key] = number
        values[column.key] = [_plain(cell) for cell in table.iloc[:, number - 1].tolist()]
    lacking = [each.header for each in sheet.columns if _lacks(each, columns)]
    if lacking:
        raise MissingColumn(f"{sheet.name}: no column {', '.join(lacking)}; add it")
    return Grid(sheet.name, 1, columns, values)


def _lacks(column: Column, columns: Mapping[str, int]) -> bool:
    return column.required and not column.output and column.key not in columns


def _plain(cell: Any) -> Any:
    """A cell as the workbook's reader gives it, None for what pandas keeps for blank."""
    if isinstance(cell, pd.Timestamp):
        return cell.to_pydatetime()
    if cell is None or (pd.api.types.is_scalar(cell) and pd.isna(cell)):
        return None
    return cell


def _local(now: datetime | None, settings: Settings) -> datetime | None:
    """The local moment in the zone that Settings names."""
    if now is None or not settings.zone:
        return now
    if now.tzinfo is None:
        return now.replace(tzinfo=settings.zone)
    return now.astimezone(settings.zone)


def _outputs(rows: pd.DataFrame, index: pd.Index, first_row: int) -> pd.DataFrame:
    """The output columns by their headers; a line that is no row is blank."""
    places = pd.RangeIndex(first_row, first_row + len(index))
    lines = rows.assign(draft="").set_index("sheet_row").reindex(places).set_axis(index)
    return pd.DataFrame({column.header: _shown(lines, column) for column in INTERVIEWS.outputs})


def _shown(lines: pd.DataFrame, column: Column) -> pd.Series:
    values = lines[column.key]
    if column.kind is Kind.DATE:
        return values.astype("datetime64[s]")
    if column.kind is Kind.COUNT:
        return values.fillna(0).astype("int64")
    return values.astype(object).fillna("").astype("str")
