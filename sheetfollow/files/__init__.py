"""All that touches the disk (spec 6, 7): `manifest` decides which draft files to write, `store`
writes, `lock` keeps others out. Nothing else in the product opens a file for writing."""

from sheetfollow.files.lock import folder_locked, locked, refuse_if_open
from sheetfollow.files.look import real_place
from sheetfollow.files.planner import DraftPlan, FileChange, Planner
from sheetfollow.files.store import commit, create, read

__all__ = [
    "DraftPlan",
    "FileChange",
    "Planner",
    "commit",
    "create",
    "folder_locked",
    "locked",
    "read",
    "real_place",
    "refuse_if_open",
]
