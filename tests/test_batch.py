"""Several workbooks at once: side by side, each with an outcome of its own (spec 8)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sheetfollow import writeback
from sheetfollow.cli.batch import side_by_side
from sheetfollow.model import Edit
from sheetfollow.schema import SETTINGS
from tests.conftest import Run
from tests.helpers import DAY, environment
from tests.helpers.folders import tree

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="signals and terminals are those of Linux and macOS"
)


def _meets_another(place: Path) -> bool:
    """Whether a second job is at work at the same time."""
    place.touch()
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if len(list(place.parent.iterdir())) == 2:
            return True
        time.sleep(0.01)
    return False


def _dies_for(place: Path) -> str:
    if place.name == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    return place.name


def test_as_many_workbooks_are_at_work_as_there_are_processors(tmp_path: Path) -> None:
    assert list(side_by_side(_meets_another, [tmp_path / "a", tmp_path / "b"], processes=2)) == [
        True,
        True,
    ]


def test_a_process_that_dies_takes_no_other_workbook_along() -> None:
    places = [Path(name) for name in ("a", "killer", "b", "c")]
    assert list(side_by_side(_dies_for, places, processes=2)) == ["a", None, "b", "c"]


def _finish_when_told(place: Path) -> str:
    """A workbook whose work takes until somebody says `go`."""
    place.touch()
    end = time.monotonic() + 20
    while not (place.parent / "go").exists() and time.monotonic() < end:
        time.sleep(0.01)
    place.with_suffix(".done").touch()
    return place.name


_INTERRUPTED = """
import sys; from pathlib import Path
from sheetfollow.cli.batch import side_by_side; from tests.test_batch import _finish_when_told
places = [Path(sys.argv[1]) / name for name in "abcdef"]
list(side_by_side(_finish_when_told, places, processes=2))
"""


def test_an_interrupt_finishes_the_workbooks_that_are_begun_and_begins_no_other(
    tmp_path: Path,
) -> None:
    """Ctrl-C reaches the whole group of processes. Two workbooks are at work and one waits at the
    door of the pool; the others are never touched."""
    batch = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, tmp_path],
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    while len(list(tmp_path.iterdir())) < 2:
        assert batch.poll() is None, batch.communicate()[1]
        time.sleep(0.01)
    os.killpg(batch.pid, signal.SIGINT)
    time.sleep(0.2)
    (tmp_path / "go").touch()
    assert b"KeyboardInterrupt" in batch.communicate()[1]
    begun = {each.stem for each in tmp_path.iterdir()} - {"go"}
    done = {each.stem for each in tmp_path.glob("*.done")}
    assert {"a", "b"} <= done == begun < set("abcdef")


def test_each_workbook_has_its_line_in_the_order_given_and_a_bad_one_its_error(
    run: Run, example: Path
) -> None:
    names = ["anna.xlsx", "bad.xlsx", "bert.xlsx"]
    for name in names:
        shutil.copy(example, example.with_name(name))
    _give_folder(example.with_name("anna.xlsx"), "anna drafts")
    example.with_name("bad.xlsx").write_bytes(b"no workbook")
    done = run("sync", *names, *DAY, code=1)
    assert [line.split(",")[0] for line in done.stdout.splitlines()] == ["anna.xlsx", "bert.xlsx"]
    assert done.stderr.startswith("sheetfollow: bad.xlsx: ")
    assert done.stderr.count("\n") == 1
    alone = example.parent / "alone"
    alone.mkdir()
    shutil.copy(example, alone / "anna.xlsx")
    _give_folder(alone / "anna.xlsx", "anna drafts")
    run("sync", alone / "anna.xlsx", *DAY, code=3)
    assert (alone / "anna.xlsx").read_bytes() == example.with_name("anna.xlsx").read_bytes()


def _give_folder(path: Path, drafts: str) -> None:
    """Its own, whoever comes first to the usual one."""
    row = [setting.key for setting in SETTINGS].index("drafts_folder") + 2
    path.write_bytes(writeback.apply(path.read_bytes(), [Edit("Settings", f"B{row}", drafts)]))


def test_workbooks_first_synced_at_once_get_a_page_and_a_calendar_each_and_then_rest(
    run: Run, tmp_path: Path
) -> None:
    names = ["anna.xlsx", "bert.xlsx", "cleo.xlsx"]
    for day, name in enumerate(names, start=18):
        run("init", name, "--example", "--today", f"2026-11-{day}")
    run("sync", *names, *DAY, code=3)
    before = tree(tmp_path)
    assert (
        sum(Path(each).suffix == ".html" for each in before)
        == sum(Path(each).suffix == ".ics" for each in before)
        == 3
    )
    run("sync", *names, *DAY, code=3)
    assert tree(tmp_path) == before


def test_as_json_several_workbooks_are_one_array_with_the_errors_in_it(
    run: Run, example: Path
) -> None:
    done = run("sync", example.name, "missing.xlsx", *DAY, "--json", code=1)
    first, second = json.loads(done.stdout)
    assert first["workbook"] == example.name
    assert first["exit_code"] == 3
    assert second["exit_code"] == 1
    assert "no such file" in second["error"]


def test_progress_is_shown_on_a_terminal_only(run: Run, example: Path) -> None:
    import pty  # not on Windows

    shutil.copy(example, example.with_name("other.xlsx"))
    assert run("sync", example.name, "other.xlsx", *DAY, code=3).stderr == ""
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "sheetfollow", "sync", example.name, "other.xlsx", *DAY]
    done = subprocess.run(
        command,
        cwd=example.parent,
        stdout=subprocess.DEVNULL,
        stderr=end,
        env=environment(),
    )
    os.close(end)
    assert done.returncode == 3
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert "Syncing" in shown
    assert "2/2" in shown or "100%" in shown
