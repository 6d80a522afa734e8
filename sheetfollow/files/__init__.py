"""All that touches the disk: `store` writes, `manifest` decides which draft files to write (spec 6, 7)."""

from sheetfollow.files.manifest import DraftPlan, plan_drafts
from sheetfollow.files.store import commit, create, locked, read, refuse_if_open

__all__ = ["DraftPlan", "commit", "create", "locked", "plan_drafts", "read", "refuse_if_open"]
