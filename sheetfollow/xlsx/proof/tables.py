"""The tables of a sheet before and after: the same, but for a range that grew as asked (spec 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sheetfollow.model import Edit
from sheetfollow.xlsx.proof.book import Book, child, fail, tree
from sheetfollow.xlsx.proof.grid import Grid, corners, name_of
from sheetfollow.xlsx.proof.text import utf8

_REF = re.compile(
    rb"(<(?:[\w.-]+:)?(?:table|autoFilter)\s(?:[^>]*?\s)?ref\s*=\s*)(?:\"[^\"]*\"|'[^']*')"
)
_FILLED = re.compile(rb"<(?:[\w.-]+:)?(?:f|v|is)[\s/>]")
Corners = tuple[int, int, int, int]
Place = tuple[int, int]
Changes = Mapping[int, Mapping[int, Edit]]


def prove_tables(
    part: str,
    before: Book,
    after: Book,
    new: Grid,
    changes: Changes,
) -> set[str]:
    """Raises WouldLoseContent unless each table is as it was or grew to a row that an edit told it
    to include.

    Returns the parts of the tables.
    """
    names = before.related(part, "table")
    asked = _asked(changes)
    ranges = []
    for name in names:
        old, grown = before.read(name), after.read(name)
        was, is_ = _range(old, name), _range(grown, name)
        ranges.append((was, is_))
        if old != grown:
            _prove_growth(
                name,
                utf8(old),
                utf8(grown),
                _rows_for(was, asked),
            )
            _prove_room(name, new, was, is_, changes)
    for row, column in asked:
        _prove_included(part, row, column, ranges)
    return set(names)


def _asked(changes: Changes) -> list[Place]:
    """The cells whose edits tell a table to grow."""
    found = []
    for row, edits in changes.items():
        found += [(row, column) for column, edit in edits.items() if edit.grow]
    return found


def _rows_for(was: Corners, asked: list[Place]) -> list[int]:
    """The rows to which a table may grow: those of cells below it that were told so."""
    _, left, bottom, right = was
    return [row for row, column in asked if left <= column <= right and row > bottom]


def _range(raw: bytes, name: str) -> Corners:
    return corners(tree(raw, name).get("ref", ""))


def _prove_growth(name: str, old: bytes, new: bytes, rows: list[int]) -> None:
    """The table grew downwards to one of the rows, its filter with it, and nothing else changed."""
    if _REF.sub(
        rb"\1",
        old,
        count=2,
    ) != _REF.sub(
        rb"\1",
        new,
        count=2,
    ):
        fail(name, "more than the range of the table differs")
    *was, _ = _corners_down(old, name)
    *is_, bottom = _corners_down(new, name)
    if is_ != was or bottom not in rows:
        fail(name, "the table has a range that no edit asked for")
    root = tree(new, name)
    if root.get("totalsRowCount", "0") != "0":
        fail(name, "a table with a totals row grew")
    filter_ = child(root, "autoFilter")
    if filter_ is not None and corners(filter_.get("ref", ""))[2] != bottom:
        fail(name, "the filter did not grow with its table")


def _corners_down(raw: bytes, name: str) -> Corners:
    """The corners of a table, the bottom last."""
    top, left, bottom, right = _range(raw, name)
    return top, left, right, bottom


def _prove_room(name: str, new: Grid, was: Corners, is_: Corners, changes: Changes) -> None:
    """The rows that a table took in hold nothing but edits."""
    for number, row in new.rows():
        if not was[2] < number <= is_[2]:
            continue
        ours = changes.get(number, {})
        for column, cell in new.cut(row).cells.items():
            inside = was[1] <= column <= was[3]
            if inside and column not in ours and _FILLED.search(cell):
                fail(name, f"the table took in {name_of(number, column)}, which is no edit's")


def _prove_included(
    part: str, row: int, column: int, ranges: list[tuple[Corners, Corners]]
) -> None:
    """A cell that asked a table to grow stands in one, if there was one above it."""
    inside = any(is_[0] <= row <= is_[2] and is_[1] <= column <= is_[3] for _, is_ in ranges)
    above = any(was[2] < row and was[1] <= column <= was[3] for was, _ in ranges)
    if above and not inside:
        fail(f"{part}!{name_of(row, column)}", "the table above did not grow")
