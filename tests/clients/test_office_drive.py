"""A day of the workbook in LibreOffice: type, choose, mark, save, sync, open again, and read what
is shown (spec 3)."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from sheetfollow.intake.workbook import Book, read
from sheetfollow.schema import GUIDE, SUMMARY, TODAY_AS_OF, TODAY_CARDS
from tests.clients import test_libreoffice
from tests.clients.test_libreoffice import Office
from tests.conftest import Run
from tests.helpers import DAY

pytestmark = pytest.mark.slow
office = test_libreoffice.office


def _row(book: Book, company: str) -> int:
    return book.interviews.values["company"].index(company) + book.interviews.first_row


def _new_row(book: Book, row: int) -> list[tuple[str, str, str]]:
    """An interview as one types it, a date as people write it where they live."""
    grid = book.interviews
    line = {
        "company": f"Harbour Press {row}",
        "job_title": "Proofreader",
        "interviewer": "Ada Byron",
        "interview_date": "2026-11-23",
        "interview_time": "15:30",
        "email": f"ada{row}@harbour-press.example",
        "topic": "commas that change a verdict",
    }
    return [(grid.name, grid.cell(key, row), text) for key, text in line.items()]


def test_a_day_in_libreoffice(run: Run, example: Path, office: Office) -> None:
    """A row in the table and one below it, an outcome, an x in each sheet that takes one; then all
    of it read back."""
    run("sync", example, *DAY, code=3)
    book = read(example.read_bytes())
    grid, today = book.interviews, book.today
    assert today
    rejected, sent = _row(book, "Sable & Wren Audio"), _row(book, "Halcyon Hearing")
    first = today.first_row
    marked = str(today.value("id", first))
    logged = len([each for each in book.log.values["date"] if each])
    typed = [
        *_new_row(book, 26),
        *_new_row(book, 33),
        (grid.name, grid.cell("outcome", rejected), "Rejected"),
        (grid.name, grid.cell("outcome_date", rejected), "2026-11-23"),
        (grid.name, grid.cell("sent_on", sent), "x"),
        (today.name, today.cell("sent_on", first), "x"),
    ]
    office(example, typed)
    run("sync", example, *DAY, code=3)

    book = read(example.read_bytes())
    grid, log = book.interviews, book.log
    cells = [
        *(
            (grid.name, grid.cell(key, row))
            for row in (26, 33, rejected, sent)
            for key in ("status", "next_action", "due_by", "sent_on")
        ),
        *(
            (log.name, log.cell(key, log.first_row + logged + line))
            for line in (0, 1)
            for key in ("date", "interviewer", "direction", "method", "message")
        ),
        ("Today", TODAY_CARDS["Overdue"]),
        ("Today", TODAY_AS_OF),
        ("Today", today.cell("sent_on", first)),
        (SUMMARY, "B5"),
        (SUMMARY, "B6"),
        (GUIDE, "B1"),
    ]
    shown = office(example, wanted=cells)
    assert shown[:8] == ["Due", "Thank-you", "Tue 24 Nov 2026", ""] * 2
    assert shown[8:12] == ["Due", "Rejection reply", "Wed 25 Nov 2026", ""]
    assert shown[12:16] == ["Scheduled", "Further follow-up", "Mon 30 Nov 2026", ""]
    lines = {tuple(shown[16:21]), tuple(shown[21:26])}
    assert lines == {
        ("Mon 23 Nov 2026", "Priya Raghunathan", "Sent", "HR mailbox", "Thank-you"),
        ("Mon 23 Nov 2026", "Grace Abernathy", "Sent", "Phone", "Call"),
    }
    assert shown[26:29] == ["0", "Mon 23 Nov 2026", ""]
    assert shown[29:31] == ["–", str(_due(book))]
    assert shown[31] == "How this workbook works"
    assert book.today
    line = book.today.first_row + book.today.values["id"].index(marked)
    assert book.today.value("status", line) == "Scheduled"
    before = example.read_bytes()
    run("sync", example, *DAY, code=3)
    assert example.read_bytes() == before


def _due(book: Book) -> int:
    return book.interviews.values["status"].count("Due")


def test_what_has_become_overdue_since_the_last_sync_shows_it_in_word(
    run: Run, tmp_path: Path
) -> None:
    """The office has its own clock: the workbook is of three days ago, when one row was overdue."""
    programs = shutil.which("soffice"), shutil.which("pdftotext")
    if not all(programs):
        pytest.skip("LibreOffice and pdftotext are not installed")
    today = date.today()  # noqa: TID251  what the office calls today
    day = ("--today", str(today - timedelta(3)))
    run("init", "old.xlsx", "--example", *day)
    run("sync", "old.xlsx", *day, code=3)
    book = read((tmp_path / "old.xlsx").read_bytes())
    assert book.today
    statuses = book.today.values["status"]
    due = [
        day
        for day, status in zip(book.today.values["due_by"], statuses, strict=True)
        if day and str(day)[:10] < str(today) and status in ("Due", "Overdue")
    ]
    assert len(due) > statuses.count("Overdue")
    profile = (tmp_path.parent / f"{tmp_path.name}-profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "old.xlsx",
        ],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=120,
    )
    page = subprocess.run(
        ["pdftotext", "-layout", "-l", "1", "old.pdf", "-"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    table = page[page.index("Next action") :]
    assert table.count("Overdue") == len(due)
    assert "as of the last sync: sync again" in page
