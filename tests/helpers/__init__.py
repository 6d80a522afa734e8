"""What the tests share: searches under way, people at work in Excel, broken files, processes,
meters."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
DAY = ("--today", "2026-11-23")
"""The Monday that the example and most tests are built around."""


def environment(**more: str) -> dict[str, str]:
    """What a child process gets so that it imports this checkout, and prints in UTF-8."""
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}
