"""The report on a terminal: fitted to its width, in colour beside a word; a pipe gets everything
whole (spec 8)."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sheetfollow.outputs.report import Item, Report, agenda_lines
from tests.conftest import Run
from tests.helpers import DAY, environment
from tests.test_docs import README

MONDAY = date(2026, 11, 23)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
Terminal = Callable[..., str]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """`terminal(80, "status")`: what the real command shows on a terminal that many columns
    wide."""
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))

    def show(columns: int, *arguments: str, **variables: str) -> str:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        plain = environment(**variables)
        for key in {"COLUMNS", "LINES", "NO_COLOR"} - variables.keys():
            plain.pop(key, None)
        started = subprocess.Popen(
            [sys.executable, "-m", "sheetfollow", *arguments],
            cwd=tmp_path,
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            env=plain,
        )
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
        os.close(ours)
        started.wait()
        return shown.decode().replace("\r\n", "\n")

    return show


def _read(terminal: int) -> bytes:
    """What has come; nothing once the other side is closed, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("columns", "command"),
    [(60, "status"), (80, "sync"), (96, "status"), (120, "status"), (60, "check")],
)
def test_no_line_is_wider_than_the_terminal_but_for_a_path(
    example: Path, terminal: Terminal, columns: int, command: str
) -> None:
    shown = ESCAPE.sub("", terminal(columns, command, *DAY))
    wide = [line for line in shown.splitlines() if len(line) >= columns]
    assert "Thu or Fri" in shown
    assert [
        line for line in wide if not line.strip().startswith("drafts/") or " " in line.strip()
    ] == []


def test_on_80_columns_each_row_is_a_line_and_the_most_urgent_stay_in_sight(
    run: Run, example: Path, terminal: Terminal
) -> None:
    """A line for each of the 16 rows that are due or coming, without the paths, which one may ask
    for; the channel gives way to who it is."""
    run("sync", example, *DAY, code=3)
    shown = ESCAPE.sub("", terminal(80, "status", *DAY)).splitlines()
    rows = [line for line in shown if re.match(r"  (by|from) ", line)]
    assert len(rows) == 16
    assert rows[0].startswith("  by Sat 21 Nov   Thank-you")
    assert rows[1].startswith("  by today        Withdrawal note")
    assert not [line for line in shown if line.endswith(".txt")]
    assert rows[1].endswith("  Stephen Okafor, Greyfield Motors")
    assert "Open the drafts with: sheetfollow open interviews.xlsx" in shown


def test_asked_for_the_path_of_each_draft_stands_whole_on_its_line(
    run: Run, example: Path, terminal: Terminal
) -> None:
    run("sync", example, *DAY, code=3)
    shown = {line.strip() for line in terminal(60, "status", *DAY, "--paths").splitlines()}
    drafts = {f"drafts/{each.name}" for each in (example.parent / "drafts").glob("*.txt")}
    assert len(drafts) == 15
    assert drafts <= shown


def test_a_terminal_shows_the_first_findings_and_a_pipe_all() -> None:
    found = tuple(f"Interviews!D{row}: unread" for row in range(3, 11))
    report = Report("a.xlsx", MONDAY, {"Waiting": 2}, (), attention=found)
    assert list(report.lines(80))[-6:] == [
        "  Interviews!D3: unread",
        "  Interviews!D4: unread",
        "  Interviews!D5: unread",
        "  Interviews!D6: unread",
        "  Interviews!D7: unread",
        "  and 3 more: sheetfollow check a.xlsx",
    ]
    assert [f"  {each}" for each in found] == list(report.lines())[-8:]


def test_the_path_of_a_draft_leads_there_from_where_the_user_is(run: Run, tmp_path: Path) -> None:
    run("init", "my-search/interviews.xlsx", "--example", *DAY)
    shown = run("sync", "my-search/interviews.xlsx", *DAY, code=3).stdout
    paths = [line.strip() for line in shown.splitlines() if line.endswith(".txt")]
    assert len(paths) == 15
    assert all((tmp_path / path).is_file() for path in paths)


def test_a_terminal_gets_colour_unless_its_user_wants_none_and_a_pipe_gets_none(
    run: Run, example: Path, terminal: Terminal
) -> None:
    assert "\x1b[" in terminal(80, "status", *DAY)
    assert "\x1b[" not in terminal(80, "status", *DAY, NO_COLOR="1")
    assert "\x1b[" not in run("status", *DAY).stdout


def test_each_urgency_has_its_heading_in_words_and_with_its_count(
    example: Path, terminal: Terminal
) -> None:
    """What the colour says, the word says too."""
    shown = ESCAPE.sub("", terminal(120, "status", *DAY))
    headings = [
        line.strip()
        for line in shown.splitlines()
        if re.fullmatch(r" ?[A-Z][a-z ]+ \(\d+\) ?", line)
    ]
    assert headings == ["Overdue (1)", "Due (14)", "Scheduled (1)", "Needs attention (3)"]


def test_before_the_first_sync_status_says_how_to_get_the_drafts(run: Run, example: Path) -> None:
    assert "sheetfollow sync interviews.xlsx" in run("status", *DAY).stdout
    run("sync", *DAY, code=3)
    assert "sheetfollow sync" not in run("status", *DAY).stdout


def _item(interviewer: str, company: str = "Acme", *, day: int = 24, status: str = "Due") -> Item:
    return Item(
        status,
        date(2026, 11, day),
        date(2026, 11, day),
        "Thank-you",
        "Email",
        company,
        job_title="",
        interviewer=interviewer,
        why="",
        needs="",
        draft="",
        id="a1",
    )


def test_a_long_name_gives_way_with_an_ellipsis_and_the_columns_stay_aligned() -> None:
    items = [
        _item("Ada Byron"),
        _item("Wilhelmina Featherstonehaugh-Cholmondeley", "Amalgamated Widgets"),
    ]
    short, long = list(agenda_lines(items, MONDAY, Path(), 80))[2:]
    assert long == "  by tomorrow, Tue 24 Nov  Thank-you  Wilhelmina Featherstonehaugh-Chol…  Email"
    assert (
        short == "  by tomorrow, Tue 24 Nov  Thank-you  Ada Byron, Acme                     Email"
    )
    assert len(long) < 80


def test_a_pipe_gets_long_names_whole() -> None:
    name = "Wilhelmina Featherstonehaugh-Cholmondeley" * 3
    assert any(f"{name}, Acme" in line for line in agenda_lines([_item(name)], MONDAY, Path()))


def test_letters_that_take_two_columns_are_counted_as_two() -> None:
    items = [_item("李雷", "华为"), _item("Ada", "Acme")]
    wide, narrow = list(agenda_lines(items, MONDAY, Path(), 80))[2:]
    assert wide == "  by tomorrow, Tue 24 Nov  Thank-you  李雷, 华为  Email"
    assert narrow == "  by tomorrow, Tue 24 Nov  Thank-you  Ada, Acme   Email"


def test_days_are_said_as_people_say_them() -> None:
    items = [_item("A", day=day) for day in (20, 22, 23, 24, 26)] + [
        _item("B", day=30, status="Scheduled")
    ]
    said = [
        line.split("  ")[1].strip()
        for line in agenda_lines(items, MONDAY, Path())
        if line.startswith("  ")
    ]
    assert said == [
        "by Fri 20 Nov",
        "by yesterday, Sun 22 Nov",
        "by today, Mon 23 Nov",
        "by tomorrow, Tue 24 Nov",
        "by Thu 26 Nov",
        "from Mon 30 Nov",
    ]


def test_an_empty_workbook_says_what_to_type_and_one_with_nothing_due_says_so() -> None:
    empty, quiet = (
        Report("a.xlsx", MONDAY, {"Due": 0}, ()),
        Report("a.xlsx", MONDAY, {"Waiting": 2}, ()),
    )
    assert list(empty.lines()) == [
        "a.xlsx, Mon 23 Nov: no interviews yet",
        "  Type your interviews into the sheet Interviews, save, then sync.",
    ]
    assert list(quiet.lines()) == ["a.xlsx, Mon 23 Nov: 2 waiting", "  Nothing to send."]


def test_a_number_stays_on_the_line_of_what_it_counts() -> None:
    report = Report("interviews.xlsx", MONDAY, {"Overdue": 1, "Due": 13, "Check row": 1}, ())
    assert list(report.lines(34))[:2] == [
        "interviews.xlsx, Mon 23 Nov:",
        "  1 overdue, 13 due, 1 check row",
    ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_command_hands_out_its_shell_completion(shell: str) -> None:
    """As the README shows it; the name of the variable is made of the command's."""
    done = subprocess.run(
        [sys.executable, "-c", "from sheetfollow.cli import main; main(prog_name='sheetfollow')"],
        capture_output=True,
        text=True,
        check=True,
        env=environment(_SHEETFOLLOW_COMPLETE=f"{shell}_source"),
    )
    assert f"_SHEETFOLLOW_COMPLETE={shell}_complete" in done.stdout
    assert (
        f"_SHEETFOLLOW_COMPLETE={shell}_source sheetfollow" in README
        or f"`{shell}_source`" in README
    )


@pytest.mark.parametrize("command", ["init", "sync", "status", "check", "open"])
def test_the_help_of_each_command_shows_examples(run: Run, command: str) -> None:
    shown = run(command, "--help").stdout
    assert f"\n    sheetfollow {command}\n" in shown
