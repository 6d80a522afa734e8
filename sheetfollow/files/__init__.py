"""All that touches the disk (spec 6, 7): `planner` decides which draft files to write, `store`
writes, `marks` keeps what is on its way into the workbook, `lock` keeps others out. Nothing else in
the product opens a file for writing."""

from sheetfollow.files.lock import folder_locked, locked, refuse_if_open
from sheetfollow.files.look import real_place
from sheetfollow.files.marks import Marks, change_marks, read_marks
from sheetfollow.files.planner import DraftPlan, FileChange, Planner, moved_by_hand
from sheetfollow.files.store import BACKUPS, commit, create, exchange, read

__all__ = [
    "BACKUPS",
    "DraftPlan",
    "FileChange",
    "Marks",
    "Planner",
    "change_marks",
    "commit",
    "create",
    "exchange",
    "folder_locked",
    "locked",
    "moved_by_hand",
    "read",
    "read_marks",
    "real_place",
    "refuse_if_open",
]
