"""Each command in the README is run, and says what the README says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

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
