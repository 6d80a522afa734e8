"""The file that runs watch by a double click, for each system (spec 8, shortcut)."""

from __future__ import annotations

import os
import re
import shlex
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sheetfollow.cli.shortcut import written
from tests.conftest import Run
from tests.helpers import environment

ODD = 'my $HOME `100%` "search" it\'s \\ mine.xlsx'
PLAIN = "100% sure & more.xlsx"


def test_on_windows_a_percent_is_doubled_lines_end_as_there_and_the_window_stays_on_an_error() -> (
    None
):
    name, text = written("windows", r"C:\Py 100%\python.exe", PLAIN)
    assert name == "Watch 100% sure & more.bat"
    assert text.count("\r\n") == text.count("\n") == 5
    lines = text.split("\r\n")
    assert lines[2] == 'cd /d "%~dp0"'
    assert lines[3] == (r'"C:\Py 100%%\python.exe" -m sheetfollow watch "100%% sure & more.xlsx"')
    assert lines[4] == "if errorlevel 1 pause"


def _exec_of(text: str) -> list[str]:
    """The arguments of a .desktop file's Exec, read as its specification says."""
    (line,) = re.findall(r"^Exec=(.*)$", text, flags=re.M)
    value = re.sub(r"\\(.)", lambda found: found[1], line)
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', value)
    unquoted = [re.sub(r"\\(.)", r"\1", quoted) if quoted else bare for quoted, bare in parts]
    return [each if each == "%k" else each.replace("%%", "%") for each in unquoted]


def test_on_linux_the_command_survives_both_ways_of_quoting() -> None:
    name, text = written("linux", "/opt/py thon", ODD)
    assert name.endswith(".desktop")
    assert "Terminal=true" in text
    arguments = _exec_of(text)
    assert arguments[:2] == ["sh", "-c"]
    assert arguments[3:] == ["sh", "%k", "/opt/py thon", ODD]


@pytest.mark.skipif(os.name == "nt", reason="a shell of Linux and macOS runs them")
@pytest.mark.parametrize("system", ["linux", "macos"])
@pytest.mark.parametrize("name", [PLAIN, ODD])
def test_run_from_anywhere_it_watches_the_workbook_beside_it(
    system: str, name: str, run: Run, tmp_path: Path
) -> None:
    home = tmp_path / "a 'b' $c"
    home.mkdir()
    run("init", home / name)
    made = run("shortcut", home / name, "--for", system).stdout
    (place,) = home.glob("Watch *")
    assert str(place) in made
    assert stat.S_IMODE(place.stat().st_mode) & 0o100
    text = place.read_text(encoding="utf-8")
    command = [str(place)] if system == "macos" else _exec_of(text)
    command = [f"file://{place}" if each == "%k" else each for each in command]
    watch = subprocess.Popen(
        command, cwd="/", stdout=subprocess.PIPE, text=True, env=environment(), process_group=0
    )
    try:
        assert watch.stdout
        assert watch.stdout.readline().startswith(f"{name}, ")
        os.killpg(watch.pid, signal.SIGINT)
        watch.wait(30)
    finally:
        watch.kill()
        watch.communicate()


def test_where_something_goes_wrong_the_window_stays_open(tmp_path: Path) -> None:
    for system in ("linux", "macos"):
        _, text = written(system, sys.executable, "missing.xlsx")
        assert "Press Return to close this window." in text
    assert shlex.split(text.splitlines()[1])[0] == "cd"


def test_a_file_that_is_there_is_left_as_it_is_and_one_for_nothing_is_not_made(
    run: Run, tmp_path: Path
) -> None:
    assert "no such file" in run("shortcut", "missing.xlsx", code=1).stderr
    run("init")
    run("shortcut", "--for", "windows")
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert "is there already" in run("shortcut", "--for", "windows", code=1).stderr
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_of_several_each_gets_its_own_and_one_that_is_there_stops_no_other(
    run: Run, tmp_path: Path
) -> None:
    for name in ("anna.xlsx", "bert.xlsx"):
        run("init", f"clients/{name}")
    run("shortcut", "clients/anna.xlsx", "--for", "windows")
    done = run("shortcut", "clients", "--for", "windows", code=1)
    assert "Watch anna.bat: is there already" in done.stderr
    assert (tmp_path / "clients" / "Watch bert.bat").exists()
