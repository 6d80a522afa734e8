"""The command as a user runs it: in a folder of its own, errors shown, the outcome asserted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.search_folder import SearchFolder

ROOT = str(Path(__file__).parent.parent)
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("sync", "x.xlsx", code=3)`: the real command in a real process, in a folder of its
    own."""

    def invoke(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "sheetfollow", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1", "SHEETFOLLOW_TRACEBACK": "1", "PYTHONPATH": ROOT},
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return invoke


@pytest.fixture
def example(run: Run, tmp_path: Path) -> Path:
    """The example workbook around Mon 23 Nov 2026, not yet synced."""
    run("init", "interviews.xlsx", "--example", "--today", "2026-11-23")
    return tmp_path / "interviews.xlsx"


@pytest.fixture
def search(tmp_path: Path) -> SearchFolder:
    return SearchFolder(tmp_path.resolve())
