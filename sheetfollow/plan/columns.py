"""Tables as plain columns, and the ways from lines to their groups and back.

A plan is column arithmetic on lines that keep their places, so its tables are the bare arrays of
pandas' columns: texts as objects ("" for blank), days as datetime64[s] (NaT for none), positions as
numbers (-1 for none). pandas itself joins, sorts and numbers them, and takes them up again at the
end. On a workbook of a hundred rows this is ten times as fast as pandas' own arithmetic, which
spends its time on aligning indexes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

Array: TypeAlias = Any  # np.ndarray, whose stubs know too little of texts and days to be a help
Columns: TypeAlias = dict[str, Array]
NO_DAY = np.datetime64("NaT", "s")


def columns_of(table: pd.DataFrame) -> Columns:
    """The columns of a table; Yes/No stay pandas' own, since they may be unknown."""
    return {
        key: column.array if column.dtype == "boolean" else column.to_numpy()
        for key, column in table.items()
    }


def said(column: Array, *, unless_said: bool) -> Array:
    """A Yes/No column as truth, with what a blank means."""
    return column.to_numpy(dtype=bool, na_value=unless_said)


def day_of(today: date) -> np.datetime64:
    return np.datetime64(today, "s")


def days(count: int | Array) -> Array:
    """A number of calendar days to add to a day."""
    return np.asarray(count, dtype="int64").astype("timedelta64[D]").astype("timedelta64[s]")


def day_count(span: Array) -> Array:
    """Whole days between two columns of days, 0 where one is not known."""
    return (
        np.where(
            np.isnat(span),
            np.timedelta64(0, "D"),
            span,
        )
        .astype("timedelta64[D]")
        .astype("int64")
    )


def texts(size: int, text: str = "") -> Array:
    """A column of that text."""
    return np.full(size, text, dtype=object)


def each_once(column: Array, change: Callable[[Any], Any]) -> Array:
    """`change` of each text or number, worked out once for each different one."""
    codes, different = pd.factorize(column)
    changed = np.empty(len(different), dtype=object)
    changed[:] = [change(each) for each in different]
    return changed[codes]


def is_one_of(column: Array, values: Collection[str]) -> Array:
    return pd.Series(column, dtype=object).isin(values).to_numpy()


def filled(column: Array) -> Array:
    """Where a column of tuples holds something."""
    return np.flatnonzero(
        np.fromiter(
            map(len, column),
            dtype="int64",
            count=len(column),
        )
    )


def pick(column: Array, places: Array, missing: Any) -> Array:
    """What stands at these places, `missing` where a place is none."""
    if not len(column):
        return np.full(
            len(places),
            missing,
            dtype=column.dtype,
        )
    return np.where(
        places < 0,
        missing,
        column[places],
    )


def latest(column: Array, groups: Array, size: int) -> Array:
    """The latest day of each group, NaT for none."""
    out = np.full(size, NO_DAY)
    np.maximum.at(
        out.view("int64"),
        groups,
        column.astype("datetime64[s]").view("int64"),
    )
    return out


def earliest(column: Array, groups: Array, size: int) -> Array:
    """The earliest known day of each group, NaT for none."""
    out, known = np.full(size, np.iinfo("int64").max), ~np.isnat(column)
    np.minimum.at(
        out,
        groups[known],
        column[known].view("int64"),
    )
    return np.where(
        out == np.iinfo("int64").max,
        NO_DAY,
        out.view("datetime64[s]"),
    )


def last_line(groups: Array, size: int) -> Array:
    """The place of the last line of each group, -1 for none."""
    out = np.full(size, -1)
    out[groups] = np.arange(len(groups))
    return out


def first_line(groups: Array, size: int) -> Array:
    """The place of the first line of each group, -1 for none."""
    out = np.full(size, -1)
    out[groups[::-1]] = np.arange(len(groups))[::-1]
    return out


def count(groups: Array, size: int) -> Array:
    """How many lines each group has."""
    return np.bincount(groups, minlength=size)


def any_of(holds: Array, groups: Array, size: int) -> Array:
    """Whether it holds for some line of each group."""
    return count(groups[holds], size) > 0


def choose(cases: Sequence[tuple[Array, Callable[[Array], Any]]], size: int) -> Array:
    """A text for each line: that of the first case which holds there, put into words for those
    lines alone."""
    out, open_ = texts(size), np.ones(size, dtype=bool)
    for holds, words in cases:
        here = np.flatnonzero(holds & open_)
        if len(here):
            out[here] = words(here)
        open_ &= ~holds
    return out
