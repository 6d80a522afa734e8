"""What looks like a formula is text in the workbook and in every output (spec 7)."""

from __future__ import annotations

import email
import email.policy
import html
import io
import json
import re
import zipfile
from pathlib import Path

import icalendar
import openpyxl
import pytest

from sheetfollow import writeback
from sheetfollow.intake.workbook import read
from sheetfollow.model import Edit

pytest.importorskip("fcntl", reason="this system cannot fork")

from tests.helpers import processes
from tests.helpers.processes import BOOK, SYNC

FORMULAS = [
    "=cmd()",
    "+1",
    "@x",
    "-2+3",
    '=HYPERLINK("http://a.example","b")',
    "\t=1+1",
    "=cmd|' /C calc'!A0",
    "'=1+1",
]
ROWS = len(FORMULAS)
IN_LETTERS = ["+1", "@x", "2+3", "=1+1"]
"""What a sentence takes of them: a name is read without brackets, quotes and what only joins."""
TYPED = {
    "role": "[Interviewer role]",
    "greet_as": "[Greet as]",
    "topic": "[Topic]",
    "challenge": "[Challenge]",
    "skill": "[Relevant skill]",
    "team": "[Team]",
    "idea": "[Idea]",
}
"""What a letter says as it was typed where the user has worded it in a language of their own."""
GERMAN = "Guten Tag,\n\nvielen Dank für das Gespräch, über das ich noch lange nachgedacht habe."
SAID = {"=cmd()": "=cmd", '=HYPERLINK("http://a.example","b")': "=HYPERLINK"}
"""A company without what stands in brackets behind its name."""


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook whose companies are all named like formulas, synced twice: all are due, and the
    first is sent."""
    home = tmp_path_factory.mktemp("formulas")
    processes.run(home, "init", BOOK)
    path = home / BOOK
    grid = read(path.read_bytes()).interviews
    edits = []
    for row, text in enumerate(FORMULAS, start=grid.first_row):
        cells = {
            "company": text,
            "job_title": text,
            "interviewer": f"Dana {text}",
            "interview_date": "2026-11-23",
            "email": f"dana{row}@a.example",
            "topic": text,
        }
        edits += [Edit(grid.name, grid.cell(key, row), value) for key, value in cells.items()]
    path.write_bytes(writeback.apply(path.read_bytes(), edits))
    assert processes.run(home).code == 3
    path.write_bytes(
        writeback.apply(
            path.read_bytes(), [Edit(grid.name, grid.cell("sent_on", grid.first_row), "x")]
        )
    )
    assert processes.run(home).code == 3
    return path


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drafts folder of letters in a wording of the user's, which names all that was typed."""
    home = tmp_path_factory.mktemp("worded")
    processes.run(home, "init", BOOK)
    path = home / BOOK
    known = read(path.read_bytes())
    grid = known.interviews
    edits = []
    for row, text in enumerate(FORMULAS, start=grid.first_row):
        cells = dict.fromkeys(TYPED, text) | {
            "company": text,
            "job_title": "Analyst",
            "interviewer": "Dana Lee",
            "interview_date": "2026-11-23",
            "email": f"dana{row}@a.example",
        }
        edits += [Edit(grid.name, grid.cell(key, row), value) for key, value in cells.items()]
    typed = "".join(f"{key}: {placeholder}\n" for key, placeholder in TYPED.items())
    for place in [each.place for each in known.wordings if each.message == "Thank-you"]:
        sheet, _, cell = place.partition("!")
        edits.append(Edit(sheet, cell, f"{GERMAN}\n\ncompany: [Company]\n{typed}"))
    path.write_bytes(writeback.apply(path.read_bytes(), edits))
    assert processes.run(home).code == 3
    return home / "drafts"


def _formulas(data: bytes) -> list[bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    sheets = [
        archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")
    ]
    return sorted(found for sheet in sheets for found in re.findall(rb"<f[\s>][^<]*", sheet))


def test_no_cell_becomes_a_formula(synced: Path) -> None:
    processes.run(synced.parent, "init", "fresh.xlsx")
    assert _formulas(synced.read_bytes()) == _formulas(synced.with_name("fresh.xlsx").read_bytes())
    book, known = openpyxl.load_workbook(synced), read(synced.read_bytes())
    assert known.today is not None
    for grid, rows in ((known.today, ROWS - 1), (known.log, 1)):
        cells = [
            book[grid.name][grid.cell("company", row)]
            for row in range(grid.first_row, grid.first_row + rows)
        ]
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
        assert {str(cell.value).strip() for cell in cells} <= {text.strip() for text in FORMULAS}
    assert known.log.value("company", known.log.first_row) == "=cmd()"


def test_every_draft_says_the_text_as_a_text(synced: Path) -> None:
    folder = synced.parent / "drafts"
    texts = [each.read_text(encoding="utf-8") for each in folder.glob("*.txt")]
    mails = [
        email.message_from_bytes(each.read_bytes(), policy=email.policy.default)
        for each in folder.glob("*.eml")
    ]
    assert len(texts) == len(mails) == ROWS - 1
    for text in IN_LETTERS:
        assert any(text in each for each in texts), text
        assert any(text in (each["Subject"] + each.get_content()) for each in mails), text


def test_a_wording_in_another_language_says_each_text_as_it_was_typed(worded: Path) -> None:
    texts = [each.read_text(encoding="utf-8") for each in worded.glob("*.txt")]
    mails = [
        email.message_from_bytes(each.read_bytes(), policy=email.policy.default).get_content()
        for each in worded.glob("*.eml")
    ]
    assert len(texts) == len(mails) == ROWS
    for text in FORMULAS:
        said = SAID.get(text, text.strip())
        lines = {f"{key}: {text.strip()}" for key in TYPED} | {f"company: {said}"}
        for letters in (texts, mails):
            assert any(lines <= set(each.splitlines()) for each in letters), text


def test_the_page_and_the_calendar_say_it_too(synced: Path) -> None:
    folder = synced.parent / "drafts"
    page = (folder / "index.html").read_text(encoding="utf-8")
    calendar = icalendar.Calendar.from_ical((folder / "followups.ics").read_bytes())
    events = " ".join(
        str(each[key]) for each in calendar.walk("VEVENT") for key in ("SUMMARY", "DESCRIPTION")
    )
    for text in FORMULAS[1:]:
        assert html.escape(text.strip()) in page.replace(
            "&#x27;", "&#39;"
        ) or text.strip() in html.unescape(page), text
        assert text.strip() in events, text
    assert 'HYPERLINK("' not in page


def test_the_reports_say_it_too(synced: Path) -> None:
    whole = json.loads(processes.run(synced.parent, *SYNC, "--json").out)
    assert {item["company"].strip() for item in whole["items"]} >= {
        text.strip() for text in FORMULAS[1:]
    }
    shown = processes.run(synced.parent, "status", *SYNC[1:]).out
    assert all(text.strip() in shown for text in FORMULAS[1:])
