"""The merged ranges over a sheet's columns: which cell stands for another (spec 4)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sheetfollow.xlsx.a1 import Corners
from sheetfollow.xlsx.walk import Place


class _Span(NamedTuple):
    """The rows of one column that a merge takes, and its first cell."""

    first: int
    last: int
    corner: Place


class Merges:
    """Those that touch some columns, down to the last row that holds something; rows and columns
    are counted from 1.

    No sound workbook has two that overlap. Where they do, the upper one counts: each cell is gone
    through once, however many of them there are.
    """

    def __init__(
        self, merged: Iterable[Corners], columns: Collection[int], *, last_row: int
    ) -> None:
        numbers = sorted(columns)
        self._spans: dict[int, list[_Span]] = {number: [] for number in numbers}
        for top, left, bottom, right in sorted(each for each in merged if each[0] <= last_row):
            reached = _Span(top, min(bottom, last_row), (top, left))
            for number in numbers[bisect_left(numbers, left) : bisect_right(numbers, right)]:
                _append(self._spans[number], reached)

    def corner(self, row: int, column: int) -> Place | None:
        """The first cell of the merge that covers this one; None where there is none, and for that
        first cell itself."""
        spans = self._spans.get(column, [])
        at = bisect_right(spans, row, key=lambda span: span.first) - 1
        if at < 0 or spans[at].last < row or spans[at].corner == (row, column):
            return None
        return spans[at].corner

    def downwards(self, column: int) -> Iterator[tuple[int, range]]:
        """Each merge that begins in that column: its first row, and those below that show the
        same."""
        for first, last, (top, left) in self._spans[column]:
            if left == column:
                yield top, range(max(first, top + 1), last + 1)


def _append(spans: list[_Span], span: _Span) -> None:
    """Those rows of the span that no other one has taken."""
    free = spans[-1].last + 1 if spans else 1
    if span.last >= free:
        spans.append(span._replace(first=max(span.first, free)))
