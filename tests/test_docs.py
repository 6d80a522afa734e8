"""Each command in the README is run, and says what the README says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path

import click
import pandas as pd
import pytest

import sheetfollow
from sheetfollow import cli
from sheetfollow.schema import INTERVIEWS, SETTINGS, Channel, Message, Outcome, Status
from tests.conftest import Run
from tests.helpers import ROOT, environment, trackers

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


def _in_sentences() -> list[str]:
    """The commands that stand in the text: `sheetfollow ...`."""
    prose = re.sub(r"```.*?```", "", README, flags=re.S)
    found = re.findall(r"`(sheetfollow [^`]+)`", prose)
    return sorted({" ".join(each.split()) for each in found})


@pytest.mark.parametrize("line", _in_sentences())
def test_each_command_that_stands_in_a_sentence_is_one_that_there_is(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the options that it shows; what it does the tests of that command tell."""
    monkeypatch.chdir(tmp_path)
    name, *arguments = shlex.split(line)[1:]
    parent = click.Context(cli.main, info_name="sheetfollow")
    command = cli.main.get_command(parent, name)
    assert command is not None
    command.make_context(name, arguments, parent=parent)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("program", "home"), [("pipx", "PIPX_HOME"), ("uv", "UV_TOOL_DIR")], ids=["pipx", "uv"]
)
def test_the_command_is_there_once_it_is_installed_as_shown(
    program: str, home: str, tmp_path: Path
) -> None:
    """In folders of the test's, and gone again as shown."""
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    install = {"pipx": "pipx install .", "uv": "uv tool install ."}[program]
    remove = {"pipx": "pipx uninstall sheetfollow", "uv": "uv tool uninstall sheetfollow"}[program]
    assert f"`{install}`" in README
    assert f"`{remove}`" in README
    bin_ = tmp_path / "bin"
    places = {home: str(tmp_path / "home"), "PIPX_BIN_DIR": str(bin_), "UV_TOOL_BIN_DIR": str(bin_)}
    system = {key: value for key, value in environment(**places).items() if key != "PYTHONPATH"}
    subprocess.run(shlex.split(install), cwd=ROOT, env=system, check=True, capture_output=True)
    told = subprocess.run([bin_ / "sheetfollow", "--version"], capture_output=True, text=True)
    assert told.stdout.startswith("sheetfollow ")
    subprocess.run(shlex.split(remove), env=system, check=True, capture_output=True)
    assert not (bin_ / "sheetfollow").exists()


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
    told = " ".join(README.split())
    assert [name for name in names if name not in told] == []


def test_the_map_for_contributors_names_every_room() -> None:
    told = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = {
        f"`{each.name}/`" if each.is_dir() else f"`{each.name}`"
        for each in (ROOT / "sheetfollow").iterdir()
        if each.suffix == ".py" or (each / "__init__.py").is_file()
    }
    entrances = {"`__init__.py`", "`__main__.py`"}
    assert [room for room in sorted(rooms - entrances) if room not in told] == []
