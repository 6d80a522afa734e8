"""Ninety days in which nobody answers: no two mails of an application are alike, and nothing is
said twice (spec 5.3, 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from sheetfollow import new_workbook, pipeline, writeback
from sheetfollow.letters.speech import is_short_enough
from sheetfollow.model import Edit
from sheetfollow.schema import HEADER_ROWS, INTERVIEWS, SETTINGS, Status
from sheetfollow.xlsx.a1 import letters

HELD = date(2026, 9, 1)
ROW_NUMBER = HEADER_ROWS[INTERVIEWS.name] + 1
ROW = {
    "company": "Tallgrass Robotics, Inc.",
    "job_title": "Sr. Operations Analyst (Remote) - REQ12345",
    "interviewer": "Amara Nwosu",
    "interview_date": HELD,
    "role": "Hiring manager",
    "email": "amara.nwosu@tallgrass.example",
    "phone": "+1 202 555 0143",
    "topic": "Talked about their new depot; night shift handover",
    "challenge": "they can't find drivers",
    "skill": "5 yrs Excel",
    "team": "Field Operations",
    "idea": "Maybe a shared runbook?",
}
ME = {"your_name": "Robin Castell", "your_phone": "+1 202 555 0117"}
DETAILS = ("new depot", "night shift handover", "cannot find drivers", "shared runbook")


@dataclass(frozen=True)
class Mail:
    """A message as it was sent."""

    day: date
    message: str
    text: str

    @property
    def runs(self) -> set[tuple[str, ...]]:
        """Its runs of three words, without head, gaps and signature."""
        body = self.text.partition("\n\n")[2].partition(ME["your_name"])[0]
        words = re.sub(r"\[[^\]]*\]", " ", body).casefold().split()
        return set(zip(words, words[1:], words[2:], strict=False))


def _column(key: str) -> str:
    keys = [column.key for column in INTERVIEWS.columns]
    return letters(keys.index(key) + 1)


def _workbook(closing: str) -> bytes:
    cells = [Edit("Interviews", f"{_column(key)}{ROW_NUMBER}", value) for key, value in ROW.items()]
    names = [setting.key for setting in SETTINGS]
    chosen = ME | {"closing_note": closing}
    own = [Edit("Settings", f"B{names.index(key) + 2}", value) for key, value in chosen.items()]
    return writeback.apply(new_workbook.shipped(), [*cells, *own])


def _mark(path: Path) -> None:
    """The user types x into Sent on."""
    cell = f"{_column('sent_on')}{ROW_NUMBER}"
    path.write_bytes(writeback.apply(path.read_bytes(), [Edit("Interviews", cell, "x")]))


def _silence(path: Path) -> Iterator[Mail]:
    """What is sent on each day on which something is due, until ninety days are over."""
    day = HELD
    while day <= HELD + timedelta(90):
        report = pipeline.sync(path, moment=day)
        item = next(iter(report.items), None)
        if item is None:
            return
        if item.status == Status.SCHEDULED:
            day = item.due_from
            continue
        drafts = path.parent / "drafts"
        (draft,) = drafts.glob("*.txt")
        yield Mail(day, item.action, draft.read_text(encoding="utf-8"))
        _mark(path)
        pipeline.sync(path, moment=day)
        day += timedelta(1)


@pytest.mark.parametrize(
    ("closing", "last"), [("Yes", "Closing note"), ("No", "Further follow-up")]
)
def test_no_two_mails_of_ninety_silent_days_are_alike(
    closing: str, last: str, tmp_path: Path
) -> None:
    path = tmp_path / "interviews.xlsx"
    path.write_bytes(_workbook(closing))
    mails = list(_silence(path))
    assert [mail.message for mail in mails[:4]] == [
        "Thank-you",
        "Check-in",
        "Second follow-up",
        "Call",
    ]
    assert mails[-1].message == last
    for one, other in combinations(mails, 2):
        both = one.runs & other.runs
        assert len(both) < 0.5 * max(1, len(one.runs | other.runs)), (one, other)
    written = [mail for mail in mails if mail.message != "Call"]
    for detail in DETAILS:
        assert sum(detail in mail.text for mail in written) == 1, detail
    assert all(is_short_enough(mail.text) for mail in mails if mail.message == "Call")
    subject = re.findall("Subject: (.*)", mails[0].text)[0]
    for before, mail in pairwise(written):
        assert f"\nSubject: Re: {subject}\n" in mail.text
        day = f"{before.day.day} {before.day:%B}"
        assert f"\nThread: open your mail of {day} in Sent, press Reply, paste this\n" in mail.text
    assert not any(word in mail.text for mail in mails for word in ("REQ", "Inc.", "yrs"))
