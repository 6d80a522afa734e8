"""What holds a row or an application until the user puts it right (spec 3, 5.2)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sheetfollow.intake.workbook import Grid
from sheetfollow.plan.columns import filled, texts
from sheetfollow.plan.log import Journal
from sheetfollow.plan.scene import Holds
from sheetfollow.plan.tables import Rows

_HOLDING = ("outcome", "decision_by", "interview_date", "main_contact")
_WAITS = ", so this application's follow-ups wait until it is put right"


def holds(rows: Rows, journal: Journal, conflicts: Mapping[int, str], grid: Grid) -> Holds:
    """An Outcome, Decision by, Interview date or Main contact that cannot be read holds its
    application; so do outcomes that contradict each other; a log row that cannot be read, or an
    answer from a day ahead, its person."""
    apps = texts(rows.apps)
    for place, told in conflicts.items():
        apps[rows.app[place]] = "Two outcomes contradict each other: " + told
    for row in filled(rows.unread).tolist():
        for key in _HOLDING:
            if key in rows.unread[row]:
                cell = grid.place(key, int(rows.sheet_row[row]))
                apps[rows.app[row]] = cell + " cannot be read" + _WAITS
    held = journal.held
    person = np.where(held == "", "", held + ", so nothing goes out here until it is put right")
    return Holds(person, apps)
