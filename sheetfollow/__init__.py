"""sheetfollow: the spreadsheet of a job search as a follow-up engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetfollow.plan.notebook import follow_ups

__version__ = "0.1.0"
__all__ = ["follow_ups"]


def __getattr__(name: str) -> object:
    """`follow_ups` is imported when it is asked for, since it brings pandas along."""
    if name == "follow_ups":
        from sheetfollow.plan.notebook import follow_ups

        return follow_ups
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
