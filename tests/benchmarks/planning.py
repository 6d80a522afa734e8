"""Seconds for the rows in memory to become a plan, and for openpyxl to pass over the same rows
once.

python -m tests.benchmarks.planning plan|pass WORKBOOK
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path


def plan_seconds(workbook: Path) -> float:
    """What a sync does between reading the file and rendering: from its cells typed tables, then
    the plan."""
    from sheetfollow.intake import take_in
    from sheetfollow.intake.settings import read_settings
    from sheetfollow.intake.workbook import read
    from sheetfollow.plan import make_plan
    from tests.benchmarks.books import DAY

    gc.disable()  # as the command does
    book = read(workbook.read_bytes())
    settings = read_settings(book.settings)
    start = time.perf_counter()
    make_plan(take_in(book, settings, today=DAY), book, settings, today=DAY, now=None)
    return time.perf_counter() - start


def pass_seconds(workbook: Path) -> float:
    """The interviews and the log in openpyxl's quicker mode, read-only."""
    import openpyxl

    start = time.perf_counter()
    book = openpyxl.load_workbook(workbook, read_only=True)
    for name in ("Interviews", "Communications"):
        for _ in book[name].iter_rows(values_only=True):
            pass
    return time.perf_counter() - start


if __name__ == "__main__":
    measure: Callable[[Path], float] = {"plan": plan_seconds, "pass": pass_seconds}[sys.argv[1]]
    print(measure(Path(sys.argv[2])))
