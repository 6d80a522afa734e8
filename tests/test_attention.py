"""What needs attention is told once, where it can be mended (spec 8)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest

from sheetfollow.cli.output import one_line
from sheetfollow.letters.letter import Letter
from sheetfollow.model import Draft, Finding, Gap, Problem
from sheetfollow.outputs import page
from sheetfollow.outputs.attention import attention
from sheetfollow.outputs.page import live
from sheetfollow.schema import Status
from tests.conftest import Run
from tests.helpers import DAY, stories
from tests.helpers.sample_letters import SETTINGS, TODAY, letter, render, task

OPEN = {"Your name": None, "Your phone": None}
FILL = "fill it in, here or in the row"


def _letter(*gaps: tuple[int, str]) -> Letter:
    """A draft with these gaps: (line, what stands there)."""
    found = [Finding(line, "open gap", said, FILL) for line, said in gaps]
    return Letter(Draft(task(), "x", "", "", "", ""), link="drafts/x.txt", findings=found)


def _told(
    *letters: Letter,
    settings: dict[str, Any],
    rows: Sequence[dict[str, Any]] = (),
    problems: Sequence[Problem] = (),
) -> list[str]:
    plan = stories.plan_of(rows, [], settings, today=TODAY)
    return list(attention(problems, plan, stories.book(rows, [], settings), letters))


def test_the_open_gaps_of_one_draft_are_one_line() -> None:
    draft = _letter((4, "[interviewer]"), (6, "[topic discussed]"), (11, "[interviewer]"))
    assert _told(draft, settings={"Your name": "Robin"}) == [
        "drafts/x.txt: lines 4, 6, 11: open gaps '[interviewer]', '[topic discussed]';"
        " fill them in, here or in the row"
    ]


def test_a_single_gap_is_told_as_it_is() -> None:
    assert _told(_letter((6, "[topic discussed]")), settings={}) == [
        "drafts/x.txt: line 6: open gap '[topic discussed]'; fill it in, here or in the row"
    ]


def test_a_blank_setting_is_told_once_by_its_cell_and_not_with_each_draft() -> None:
    first, second = _letter((9, "[your name]")), _letter((3, "[your name]"), (4, "[your phone]"))
    assert _told(first, second, settings=OPEN) == [
        "Settings!B2: Your name is blank; 2 drafts have a gap for it",
        "Settings!B3: Your phone is blank; 1 draft has a gap for it",
    ]


def test_a_gap_left_in_a_draft_whose_setting_is_filled_in_is_the_drafts() -> None:
    told = _told(_letter((9, "[your name]")), settings={"Your name": "Robin"})
    assert told == ["drafts/x.txt: line 9: open gap '[your name]'; fill it in, here or in the row"]


@pytest.mark.parametrize(("outcome", "told"), [("Closed", 0), ("", 1)])
def test_no_name_is_asked_for_in_a_closed_row(outcome: str, told: int) -> None:
    row = {"Interviewer": None, "Interview date": date(2026, 11, 16), "Outcome": outcome}
    row |= {"Outcome date": date(2026, 11, 17) if outcome else None}
    blank = Problem("Interviews!B2", "", "Interviewer is blank")
    rows = [stories.DEFAULTS | row]
    place = stories.book(rows, [], {}).interviews.place("interviewer", 2)
    assert len(_told(settings={}, rows=rows, problems=[replace(blank, place=place)])) == told


def test_a_name_that_the_row_asks_for_is_not_asked_for_again() -> None:
    draft = replace(_letter((4, "[interviewer]"), (6, "[topic discussed]")).draft)
    gaps = (Gap("interviewer", "Interviewer: whom"), Gap("topic discussed", "Topic: what"))
    found = _letter((4, "[interviewer]"), (6, "[topic discussed]")).findings
    nameless = replace(draft, task=task(interviewer=""), gaps=gaps)
    assert Letter(nameless, findings=found).needs == "Topic: what"
    assert Letter(replace(nameless, task=task()), findings=found).needs.startswith("Interviewer")


@pytest.mark.parametrize(
    ("outcome", "why"),
    [("Closed", "The application is closed"), ("Accepted", "The application is closed (accepted)")],
)
def test_why_names_the_outcome_of_a_closed_row_once(outcome: str, why: str) -> None:
    row = {"Interview date": date(2026, 11, 10), "Outcome": outcome}
    plan = stories.plan_of([row | {"Outcome date": date(2026, 11, 12)}], [], {}, today=TODAY)
    assert stories.shown(plan, 0, "Status") == Status.CLOSED
    assert stories.shown(plan, 0, "Why") == why


@pytest.mark.parametrize("fault", [NameError, RuntimeError, AssertionError, StopIteration])
def test_any_fault_of_ours_is_one_line(
    fault: type[Exception], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHEETFOLLOW_TRACEBACK", raising=False)

    @click.command
    @one_line
    def command() -> int:
        raise fault("gone")

    with pytest.raises(SystemExit) as ended:
        command([])
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"stopped by a fault of its own, {fault.__name__}: gone" in told


def test_a_usage_error_stays_one() -> None:
    @click.command
    @one_line
    def command() -> int:
        raise click.UsageError("not both")

    with pytest.raises(SystemExit) as ended:
        command([])
    assert ended.value.code == 2


def test_the_live_page_says_what_is_to_be_done_there() -> None:
    (draft,) = render([task(topic="")], (), SETTINGS, today=TODAY)
    still = page.render([(letter(draft), "Why")], SETTINGS, today=TODAY)
    alive = live.alive(still)
    assert "<b>Sent on</b>" in still
    assert "in the row<!--fill-->, then sync<!--/fill-->." in still
    assert "<b>Sent on</b>" not in alive
    assert "press <b>Sent</b>" in alive
    assert "then sync" not in alive
    assert "here in the file" not in still + alive


@pytest.mark.skipif(sys.platform != "linux", reason="the file manager that stands in is xdg-open")
def test_open_without_a_desktop_shows_the_path_alone(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sync", *DAY, code=3)
    opener = example.parent / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text("#!/bin/sh\necho 'xdg-open: no method available' >&2\nexit 3\n")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}:/usr/bin:/bin")
    done = run("open")
    assert done.stdout.splitlines() == [str(example.parent / "drafts")]
    assert done.stderr == ""
