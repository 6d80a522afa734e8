"""Which row of Interviews a word on the command line means (spec 8, sent)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from sheetfollow.exceptions import UnclearMark
from sheetfollow.intake.likeness import did_you_mean, whom_did_you_mean
from sheetfollow.intake.names import fold
from sheetfollow.model import whom
from sheetfollow.schema import Status

_MOST_NAMED = 10
_NOW = (Status.OVERDUE, Status.DUE)


def place_of(who: str, rows: pd.DataFrame) -> int:
    """The position of the one row that is meant: by its ID, its interviewer, or by its company
    where one row of that has something due. Raises UnclearMark with all that may be meant."""
    people = next(filter(None, _people(who, rows)), [])
    if people:
        acting = _with(rows["next_action"] != "", people)
        return _only(who, rows, acting or people)
    company = next(filter(None, _companies(who, rows)), [])
    due = _with(rows["status"].isin(_NOW), company)
    if len(company) == 1 and not due:
        raise UnclearMark(_may_be(who, rows, company))
    return _only(who, rows, due or company)


def _with(fits: pd.Series, places: Sequence[int]) -> list[int]:
    return [place for place in places if fits.iloc[place]]


def _only(who: str, rows: pd.DataFrame, found: Sequence[int]) -> int:
    if len(found) == 1:
        return found[0]
    if found:
        raise UnclearMark(_may_be(who, rows, found))
    meant = whom_did_you_mean(who, rows["interviewer"]) or did_you_mean(who, rows["company"])
    what = f"did you mean {meant}?" if meant else "name an interviewer or an ID"
    raise UnclearMark(f"nobody in Interviews is called {who!r}, and no company; {what}")


def _may_be(who: str, rows: pd.DataFrame, found: Sequence[int]) -> str:
    return f"{who!r} may be {_listed(rows, found)}; name the one you mean by its ID"


def _people(who: str, rows: pd.DataFrame) -> Iterator[list[int]]:
    """The positions that a word may mean, the surest kind first: an ID, a whole name, whole words
    of it, any part of it."""
    wanted = fold(who)
    yield [place for place, key in enumerate(rows["id"]) if fold(key) == wanted]
    for fits in (_is_whole, _is_word_of, _is_part_of):
        yield _fitting(fits, wanted, rows["interviewer"])


def _companies(who: str, rows: pd.DataFrame) -> Iterator[list[int]]:
    """The same by the company; any part of one would be too easily met by a name typed wrong."""
    for fits in (_is_whole, _is_word_of):
        yield _fitting(fits, fold(who), rows["company"])


def _fitting(fits: Callable[[str, str], bool], wanted: str, names: Sequence[str]) -> list[int]:
    return [place for place, name in enumerate(map(fold, names)) if wanted and fits(wanted, name)]


def _is_whole(wanted: str, name: str) -> bool:
    return name == wanted


def _is_word_of(wanted: str, name: str) -> bool:
    return set(wanted.split()) <= set(name.split())


def _is_part_of(wanted: str, name: str) -> bool:
    return wanted in name


def _listed(rows: pd.DataFrame, places: Sequence[int]) -> str:
    named = "; ".join(_named(rows, place) for place in places[:_MOST_NAMED])
    more = len(places) - _MOST_NAMED
    return f"{named}; and {more} more" if more > 0 else named


def _named(rows: pd.DataFrame, place: int) -> str:
    row = rows.iloc[place]
    return f"{whom(row['interviewer'], row['company'], row['job_title'])} ({row['id']})"
