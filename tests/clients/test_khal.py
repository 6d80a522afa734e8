"""Calendar programs take the calendar: khal imports it and imports it again, vobject finds nothing
wrong (spec 6)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import vobject

from sheetfollow.outputs.calendar import render
from sheetfollow.schema import Message
from tests.helpers.sample_letters import TODAY, task

pytestmark = pytest.mark.slow
Show = Callable[[bytes], list[str]]

CONFIG = """
[calendars]
[[jobs]]
path = {folder}/jobs
[default]
default_calendar = jobs
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """`show(calendar)`: khal imports it into its own store, and lists what it then holds."""
    program = shutil.which(
        "khal", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    )
    if not program:
        pytest.skip("khal is not installed")
    (tmp_path / "jobs").mkdir()
    config, path = tmp_path / "config", tmp_path / "followups.ics"
    config.write_text(CONFIG.format(folder=tmp_path))

    def run(*arguments: str) -> str:
        command = [program, "-c", str(config), *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=60
        ).stdout

    def show(calendar: bytes) -> list[str]:
        path.write_bytes(calendar)
        run("import", "--batch", "-a", "jobs", str(path))
        shown = run(
            "list",
            "--day-format",
            "",
            "--format",
            "{start-date} {title}|{status}",
            "2026-11-01",
            "60d",
        )
        return [line.strip() for line in shown.splitlines() if line.strip()]

    return show


def test_khal_shows_each_event_once_and_moved_after_a_change(show: Show) -> None:
    rows = [
        task(),
        task(id="z9", message="Check-in", interviewer="Jonas, L.", due_by=date(2026, 11, 26)),
    ]
    first = render(rows, {}, None, today=TODAY)
    assert show(first) == [
        "2026-11-24 Thank-you: Amara Nwosu, Tallgrass Robotics|CONFIRMED",
        "2026-11-26 Check-in: Jonas, L., Tallgrass Robotics|CONFIRMED",
    ]
    moved = [
        rows[0],
        task(id="z9", message="Check-in", interviewer="Jonas, L.", due_by=date(2026, 12, 1)),
    ]
    second = render(moved, {}, first, today=date(2026, 11, 24))
    assert show(second) == [
        "2026-11-24 Thank-you: Amara Nwosu, Tallgrass Robotics|CONFIRMED",
        "2026-12-01 Check-in: Jonas, L., Tallgrass Robotics|CONFIRMED",
    ]
    third = render(moved[1:], {}, second, today=date(2026, 11, 25))
    assert show(third) == [
        "2026-11-24 No longer due: Amara Nwosu, Tallgrass Robotics|CANCELLED",
        "2026-12-01 Check-in: Jonas, L., Tallgrass Robotics|CONFIRMED",
    ]


def test_vobject_reads_and_validates_every_event() -> None:
    rows = [
        task(
            id=f"r{number}",
            message=message.value,
            company="Grüße; GmbH, Köln\\n\r\nb",
            due_by=date(2026, 12, 1 + number),
        )
        for number, message in enumerate(list(Message)[:6])
    ]
    data = render(
        rows, {"r1": "x.txt"}, render(rows[:3], {}, None, today=TODAY), today=date(2026, 11, 24)
    )
    calendar = vobject.readOne(data.decode())
    calendar.validate(raiseException=True)
    events = calendar.contents["vevent"]
    assert len(events) == 6
    for event in events:
        event.validate(raiseException=True)
        assert event.valarm.trigger.value.total_seconds() == 9 * 3600
