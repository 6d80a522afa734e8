"""The calendar: one event for each message, stable, moved and cancelled as the plan moves (spec
6)."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from sheetfollow.model import Task
from sheetfollow.outputs.calendar import render
from tests.helpers.sample_letters import TODAY, task

NEXT_DAY, LATER = date(2026, 11, 24), date(2026, 11, 25)


def _events(data: bytes) -> dict[str, Any]:
    return {str(event["UID"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def _made(*rows: Task, before: bytes | None = None, on: date = TODAY, **drafts: str) -> bytes:
    return render(rows, drafts, before, today=on)


def _unsealed(data: bytes) -> bytes:
    """The same for a run that has to read it event by event."""
    return re.sub(rb"X-SHEETFOLLOW-PLAN:.*\r\n", b"", data)


def _one(data: bytes) -> Any:
    (event,) = _events(data).values()
    return event


def test_an_event_is_all_day_and_transparent_on_the_day_its_message_is_due() -> None:
    event = _one(_made(task(), a1b2c3="2026-11-24_x.txt"))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (NEXT_DAY, LATER)
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["SUMMARY"] == "Thank-you: Amara Nwosu, Tallgrass Robotics"
    assert (
        event["DESCRIPTION"]
        == "From Mon 23 Nov to Tue 24 Nov, by Email.\nRole: Operations Analyst\nDraft:"
        " 2026-11-24_x.txt"
    )


def test_an_alarm_rings_at_nine_local_time() -> None:
    (alarm,) = _one(_made(task())).walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=9)
    assert alarm["ACTION"] == "DISPLAY"


def test_the_uid_is_that_of_row_and_message() -> None:
    assert set(_events(_made(task(), task(message="Check-in"), task(id="z9")))) == {
        "a1b2c3-thank-you@sheetfollow",
        "a1b2c3-check-in@sheetfollow",
        "z9-thank-you@sheetfollow",
    }


def test_the_stamp_comes_from_the_day_and_not_from_a_clock() -> None:
    assert _one(_made(task()))["DTSTAMP"].dt == datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("on", [TODAY, NEXT_DAY, date(2027, 1, 4)])
def test_an_unchanged_plan_gives_the_same_bytes_on_any_day(on: date) -> None:
    rows = [task(), task(id="z9", message="Check-in", due_by=LATER)]
    before = _made(*rows)
    assert _made(*rows, before=before, on=on) == _made(*rows[::-1], before=before, on=on) == before


def test_a_change_raises_the_sequence_and_keeps_the_uid() -> None:
    before = _made(task())
    after = _made(task(due_by=LATER), before=before)
    assert _one(after)["SEQUENCE"] == _one(before)["SEQUENCE"] + 1
    assert _one(after)["UID"] == _one(before)["UID"]
    assert _one(after)["DTSTART"].dt == LATER


def test_an_event_that_goes_away_is_cancelled_once_and_then_left_out() -> None:
    before = _made(task())
    gone = _made(before=before)
    assert _one(gone)["STATUS"] == "CANCELLED"
    assert _one(gone)["SUMMARY"] == "No longer due: Amara Nwosu, Tallgrass Robotics"
    assert _one(gone)["SEQUENCE"] > _one(before)["SEQUENCE"]
    assert not _one(gone).walk("VALARM")
    assert _made(before=gone) == gone
    assert _events(_made(before=gone, on=NEXT_DAY)) == {}


def test_an_event_that_comes_back_has_a_higher_sequence_than_when_it_went() -> None:
    gone = _made(before=_made(task()))
    left_out = _made(before=gone, on=NEXT_DAY)
    for back in (_made(task(), before=gone), _made(task(), before=left_out, on=LATER)):
        assert _one(back)["STATUS"] == "CONFIRMED"
        assert _one(back)["SEQUENCE"] > _one(gone)["SEQUENCE"]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"no",
        b"BEGIN:VCALENDAR\r\n",
        b"\xff\xfe",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR",
    ],
)
def test_a_broken_calendar_on_disk_is_made_anew(broken: bytes) -> None:
    assert _made(task(), before=broken) == _made(task())


def test_a_calendar_that_somebody_changed_is_mended() -> None:
    """Whether or not the plan has changed since."""
    data = _made(task())
    assert _made(task(), before=data.replace(b"Amara", b"Ahmed"), on=NEXT_DAY) != data
    assert b"Amara" in _made(task(), before=data.replace(b"Amara", b"Ahmed"), on=NEXT_DAY)
    assert _made(task(), before=data[: len(data) // 2]) == data


def test_an_empty_plan_is_an_empty_calendar() -> None:
    assert _events(_made()) == {}


def test_lines_are_no_longer_than_75_octets_and_end_as_the_standard_says() -> None:
    data = _made(task(company="Grüße " * 40, job_title="山田" * 40))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_no_cell_adds_an_event_or_a_property(company: str, interviewer: str, title: str) -> None:
    row = task(company=company, interviewer=interviewer, job_title=title)
    data = _made(row)
    assert [
        line.partition(b":")[0].partition(b";")[0]
        for line in data.replace(b"\r\n ", b"").split(b"\r\n")
    ] == [
        line.partition(b":")[0].partition(b";")[0]
        for line in _made(task()).replace(b"\r\n ", b"").split(b"\r\n")
    ]
    assert _made(row, before=_unsealed(data), on=NEXT_DAY) == data


@given(st.text(alphabet='\\nN;,:"^ab', min_size=1, max_size=12))
@example("Acme\\nova")
@example("Acme\\Nova")
def test_a_typed_backslash_is_one_to_every_reader_and_no_new_edition(text: str) -> None:
    row = task(company=f"a{text}b", job_title=f"c{text}d")
    data = _made(row, a1b2c3="x.txt")
    assert _made(row, before=_unsealed(data), on=NEXT_DAY, a1b2c3="x.txt") == data
    event = vobject.readOne(data.decode()).vevent
    assert event.summary.value == f"Thank-you: Amara Nwosu, a{text}b"
    lines = event.description.value.split("\n")
    assert lines[1:] == [f"Role: c{text}d", "Draft: x.txt"]


def test_the_calendar_library_is_loaded_only_when_a_calendar_is_made() -> None:
    code = (
        "import sys, sheetfollow.outputs.calendar, sheetfollow.letters.lint; print({'icalendar',"
        " 'spellchecker'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
