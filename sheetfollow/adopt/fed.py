"""What a sync gets from a tracker that was adopted: the little that each has to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sheetfollow.intake.names import fold
from sheetfollow.intake.workbook import Book
from sheetfollow.model import Edit, Problem
from sheetfollow.plan import Plan

SHEET = "Applications sheet"
"""The line of Settings that begins a mapping."""


@dataclass(frozen=True)
class Feed:
    """The book with the new cells in it, the edits that make them, and what is to be said.

    `told` is what was done, in words; `problems` what to look at; `offers` what may be typed where
    a line of Interviews has a gap, by its sheet row.
    """

    book: Book
    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    offers: Mapping[int, str] = field(default_factory=dict)


def is_adopted(book: Book) -> bool:
    """Whether the workbook reads a tracker."""
    return fold(SHEET) in book.settings


def with_offers(plan: Plan, offers: Mapping[int, str]) -> Plan:
    """The plan with the offers among what its rows need."""
    if not offers:
        return plan
    needs = [
        "; ".join(filter(None, (needed, offers.get(row, ""))))
        for row, needed in zip(
            plan.rows["sheet_row"],
            plan.rows["needs"],
            strict=True,
        )
    ]
    return replace(plan, rows=plan.rows.assign(needs=needs))
