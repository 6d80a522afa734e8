"""All that touches the disk (spec 6, 7): `place` finds the drafts folder, `planner` decides which
draft files to write, `store` writes, `marks` keeps what is on its way into the workbook, `lock`
keeps others out. Nothing else in the product opens a file for writing."""

from sheetfollow.files import names
from sheetfollow.files.changes import FileChange
from sheetfollow.files.lock import folder_locked, is_open, locked, refuse_if_open
from sheetfollow.files.look import bytes_of, real_place
from sheetfollow.files.marks import (
    NO_MARKS,
    Marks,
    change_marks,
    marks_known,
    marks_left,
    read_marks,
)
from sheetfollow.files.moved import DONE, Moved, is_back, moved_by_hand
from sheetfollow.files.place import Place, place_of
from sheetfollow.files.planner import DraftPlan, Planner, page_of
from sheetfollow.files.store import BACKUPS, commit, create, exchange, read

__all__ = [
    "BACKUPS",
    "DONE",
    "NO_MARKS",
    "DraftPlan",
    "FileChange",
    "Marks",
    "Moved",
    "Place",
    "Planner",
    "bytes_of",
    "change_marks",
    "commit",
    "create",
    "exchange",
    "folder_locked",
    "is_back",
    "is_open",
    "locked",
    "marks_known",
    "marks_left",
    "moved_by_hand",
    "names",
    "page_of",
    "place_of",
    "read",
    "read_marks",
    "real_place",
    "refuse_if_open",
]
