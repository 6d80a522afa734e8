"""The line that makes a system run a sync each morning; printed, never installed (spec 8,
watch)."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from html import escape
from pathlib import Path

_MORNING = 8
"""The hour."""


def schedule(platform: str, python: str, workbooks: Sequence[Path]) -> str:
    """What to paste and where, for that `sys.platform`; the interpreter and the workbooks with
    their full paths."""
    command = [
        python,
        "-m",
        "sheetfollow",
        "sync",
        *(str(each.absolute()) for each in workbooks),
    ]
    if platform == "win32":
        return _for_windows(command)
    return _for_macos(command) if platform == "darwin" else _for_cron(command)


def _for_cron(command: Sequence[str]) -> str:
    # in a crontab a % ends the line
    line = " ".join(map(shlex.quote, command)).replace("%", r"\%")
    return f"# a line for: crontab -e\n0 {_MORNING} * * * {line}"


def _for_windows(command: Sequence[str]) -> str:
    task = " ".join(f'\\"{each}\\"' if " " in each else each for each in command)
    return (
        "rem for the command prompt; to take it away: schtasks /Delete /TN sheetfollow\n"
        f'schtasks /Create /SC DAILY /ST {_MORNING:02}:00 /TN sheetfollow /TR "{task}"'
    )


def _for_macos(command: Sequence[str]) -> str:
    arguments = "".join(f"<string>{escape(each)}</string>" for each in command)
    place = "~/Library/LaunchAgents/sheetfollow.plist"
    return (
        f"<!-- save as {place}, then: launchctl load {place} -->\n"
        '<plist version="1.0"><dict><key>Label</key><string>sheetfollow</string>'
        f"<key>ProgramArguments</key><array>{arguments}</array>"
        "<key>StartCalendarInterval</key><dict><key>Hour</key>"
        f"<integer>{_MORNING}</integer><key>Minute</key><integer>0</integer></dict></dict></plist>"
    )
