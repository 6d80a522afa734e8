"""A job search under way: a workbook that was synced, and a person who has typed, edited and
deleted since."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from sheetfollow import writeback
from sheetfollow.intake.workbook import Book, read
from sheetfollow.model import Edit, Value
from tests.helpers import processes
from tests.helpers.processes import BOOK

TODAY = date(2026, 11, 23)
EDITED = {
    "amara-nwosu": "edited, then sent",
    "jonas-lindqvist": "edited, and a newer version is due",
    "yusuf-demirci": "edited, and due no more",
}
OWN_FILE = "a file of the user's"
MARKED = ("Amara Nwosu", "Kwabena Osei", "Aroha Ngata")
CHANGED: dict[str, Mapping[str, Value]] = {
    "Amara Nwosu": {"sent_on": "x"},
    "Aroha Ngata": {"sent_on": TODAY},
    "Jonas Lindqvist": {"topic": "how robots learn to knock"},
    "Mei-Ling Hsu": {"topic": "what a warehouse hears at night"},
    "Yusuf Demirci": {"outcome": "Closed", "outcome_date": TODAY},
    "Ingrid Solheim": {"outcome": "Closed", "outcome_date": TODAY},
}
NEW = {
    "company": "Nordlicht Verlag",
    "job_title": "Editor",
    "interviewer": "Jana Möller",
    "interview_date": TODAY,
    "email": "jana@nordlicht.example",
    "topic": "how you choose debuts",
}


def begin(home: Path) -> None:
    """The example, synced."""
    home.mkdir(parents=True)
    assert processes.run(home, "init", BOOK, "--example", "--today", TODAY.isoformat()).code == 0
    assert processes.run(home).code == 3


def make(home: Path) -> None:
    """Everything that a sync has to do is due: three marks, a new row, drafts to write, replace,
    move and delete."""
    begin(home)
    _type_in(home / BOOK)
    drafts = home / "drafts"
    for name, text in EDITED.items():
        (draft,) = drafts.glob(f"*_{name}_*.txt")
        draft.write_text(text, encoding="utf-8")
    (drafts / "notes.txt").write_text(OWN_FILE, encoding="utf-8")
    (deleted,) = drafts.glob("*_tomas-arriaga_*.txt")
    deleted.unlink()


def _type_in(path: Path) -> None:
    type_in(path, CHANGED)
    book = read(path.read_bytes())
    grid, today = book.interviews, book.today
    assert today
    free = grid.first_row + len([each for each in grid.values["interviewer"] if each])
    edits = [Edit(grid.name, grid.cell(key, free), value) for key, value in NEW.items()]
    kwabena = today.values["interviewer"].index("Kwabena Osei") + today.first_row
    edits.append(Edit(today.name, today.cell("sent_on", kwabena), "x"))
    path.write_bytes(writeback.apply(book.data, edits))


def type_in(path: Path, cells: Mapping[str, Mapping[str, Value]]) -> None:
    """A person types into the rows of those interviewers, by column, and saves."""
    data = path.read_bytes()
    grid = read(data).interviews
    rows = {
        name: row
        for row, name in enumerate(grid.values["interviewer"], start=grid.first_row)
        if name
    }
    edits = [
        Edit(grid.name, grid.cell(key, rows[name]), value)
        for name, changed in cells.items()
        for key, value in changed.items()
    ]
    path.write_bytes(writeback.apply(data, edits))


def copy(home: Path, to: Path) -> Path:
    return Path(shutil.copytree(home, to, symlinks=True))


def book(home: Path) -> Book:
    return read((home / BOOK).read_bytes())


def logged(home: Path) -> list[str]:
    """To whom the log says a message went today, one for each row."""
    log = book(home).log
    return sorted(
        str(log.value("interviewer", row))
        for row, day in enumerate(log.values["date"], start=log.first_row)
        if day and str(day)[:10] == TODAY.isoformat() and log.value("direction", row) == "Sent"
    )


def quick(home: Path, *arguments: str) -> partial[processes.Child]:
    """A run that does not wait for the disk, to be started."""
    return partial(processes.Child, home, *arguments, prepare=processes.unflushed)
