"""The cells that people typed, and how a reading is compared with what a careful person wrote."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from sheetfollow.words.asks import Item, Reading
from sheetfollow.words.reading import read
from sheetfollow.words.titles import role_kind

_FOLDER = Path(__file__).parents[1] / "data" / "words"


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of cells, line breaks in the cells as such."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row | {"cell": row["cell"].replace("\\n", "\n")}


def forms(column: str, cell: str) -> set[str]:
    """Each way in which the reading may stand in a letter; GAP for an ask."""
    if column == "role":
        return {str(role_kind(cell))}
    reading = read(cell, column)
    if not reading.items:
        return {"GAP"}
    return {joined(reading, phrases=True), joined(reading, phrases=False)}


def joined(reading: Reading, *, phrases: bool) -> str:
    return " ; ".join(
        _bare(item.phrase if phrases and item.phrase else _sentence(item)) for item in reading.items
    )


def gold(row: dict[str, str]) -> set[str]:
    """What a careful person would write, each alternative."""
    return {" ; ".join(map(_bare, each.split(" ; "))) for each in row["gold"].split(" | ")}


def _sentence(item: Item) -> str:
    if item.that:
        return f"You mentioned that {item.that}"
    return item.said or item.phrase


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
