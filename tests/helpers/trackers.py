"""Trackers as people keep them: the look-alikes with their right answers, and small made ones."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from sheetfollow import adoption
from sheetfollow.adopt.facts import Cells
from sheetfollow.adopt.proposal import Wishes, propose

FOLDER = Path(__file__).parent.parent / "data" / "adopt"
TODAY = date(2026, 11, 20)
LOOK_ALIKES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".xlsx", ".csv"))


def cells_of(name: str) -> Cells:
    """The cells of a look-alike, as a reader gives them."""
    path = FOLDER / name
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return {path.stem: [[cell or None for cell in row] for row in csv.reader(file)]}
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def adopt(path: Path, into: Path | None = None, **wishes: Any) -> Path:
    """Adopt a tracker as the command does with --yes; the workbook to sync from then on."""
    tracker = adoption.look(path, into)
    found = propose(tracker.cells, Wishes(**wishes), today=TODAY, quiet_days=adoption.QUIET_DAYS)
    assert not found.survey.refused
    return adoption.adopt(tracker, found).workbook


def right_mapping() -> dict[str, dict[tuple[str, str], tuple[int, str]]]:
    """{file: {(sheet, column's letters): (header row, meaning)}}."""
    right: dict[str, dict[tuple[str, str], tuple[int, str]]] = {}
    with (FOLDER / "MAPPING.tsv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            where = (line["sheet"], line["column"])
            right.setdefault(line["file"], {})[where] = (int(line["header_row"]), line["meaning"])
    return right


def right_lines(name: str, kind: str) -> Iterator[list[str]]:
    """What a look-alike takes over by hand: the lines of that kind (interview, log, word)."""
    for line in (FOLDER / "TAKES.tsv").read_text(encoding="utf-8").splitlines():
        file, _, rest = line.partition("\t")
        found, _, fields = rest.partition("\t")
        if file == name and found == kind:
            yield fields.split("\t")


def tracker(*rows: str, sheet: str = "Jobs") -> Cells:
    """A sheet from lines with bars: cells that look like a day are days, "" is blank."""
    return {sheet: [[_cell(text.strip()) for text in row.split("|")] for row in rows]}


def _cell(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text or None
