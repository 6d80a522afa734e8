"""Each command in the README is run, and says what the README says."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import sheetfollow
from sheetfollow.schema import INTERVIEWS, SETTINGS, Channel, Message, Outcome, Status
from tests.conftest import Run
from tests.helpers import trackers

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, flags=re.S)
EXIT_CODES = {"sync": 3, "check": 3, "adopt": 3}


def test_the_first_screen_has_exactly_two_set_up_commands() -> None:
    setup = [block for block in BLOCKS if not block.startswith("$ ")]
    assert len(setup) == 2
    assert "init my-search/interviews.xlsx --example" in setup[0]
    assert setup[1].rstrip().endswith("pytest")
    assert README.index(setup[1]) < README.index("## ")


def test_every_command_of_the_walk_through_says_what_the_readme_says(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "jobs.xlsx").write_bytes(
        (trackers.FOLDER / "h_own_status_column.xlsx").read_bytes()
    )
    run("init", "my-search/interviews.xlsx", "--example", "--today", "2026-11-23")
    walk = [block for block in BLOCKS if block.startswith("$ ")]
    assert len(walk) >= 4
    for block in walk:
        command, _, expected = block.removeprefix("$ ").partition("\n")
        program, *arguments = shlex.split(command)
        assert program == "sheetfollow"
        shown = run(*arguments, code=EXIT_CODES.get(arguments[0], 0)).stdout
        _assert_shown(shown, expected, command)


def test_the_lines_for_a_notebook_run_and_name_who_is_due(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Priya is overdue for her thank-you on that day, Stephen due for the withdrawal note."""
    run("init", "my-search/interviews.xlsx", "--example", "--today", "2026-11-23")
    monkeypatch.chdir(tmp_path)
    (lines,) = re.findall(r"```python\n(.*?)```", README, flags=re.S)
    assert len(lines.splitlines()) == 3
    exec(lines, {"pd": pd, "date": date, "sheetfollow": sheetfollow})
    shown = capsys.readouterr().out
    assert "Priya Raghunathan" in shown
    assert "Stephen Okafor" in shown
    assert "Rafael Monteiro" not in shown


def _assert_shown(shown: str, expected: str, command: str) -> None:
    """The lines of the README stand in the output in this order; a line of dots leaves some out."""
    lines = shown.splitlines()
    at = 0
    exact = True
    for line in expected.rstrip("\n").split("\n") if expected else ():
        if line.strip() == "...":
            exact = False
            continue
        assert line in lines[at:], (command, line)
        found = lines.index(line, at)
        assert found == at or not exact, (command, lines[at])
        at, exact = found + 1, True


def test_the_readme_names_every_column_setting_status_message_and_outcome() -> None:
    columns = [column.header for column in INTERVIEWS.columns]
    names = [
        *columns,
        *(setting.name for setting in SETTINGS),
        *Status,
        *Message,
        *Channel,
        *Outcome,
    ]
    assert [name for name in names if name not in README] == []
