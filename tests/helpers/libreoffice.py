"""What LibreOffice reads in workbooks: they are converted to flat XML in a few calls, and cells are
looked up there."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tests.helpers.loss_meter import letters_of

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def convert(folder: Path, files: list[Path]) -> dict[str, Path]:
    """What LibreOffice makes of the files, by their stems."""
    out = folder / "out"
    home = f"-env:UserInstallation=file://{folder}/home"
    done: dict[str, Path] = {}
    todo = list(files)
    for size in (40, 1):
        for start in range(0, len(todo), size):
            some = [str(each) for each in todo[start : start + size]]
            command = [
                "soffice",
                home,
                "--headless",
                "--convert-to",
                "fods",
                "--outdir",
                str(out),
                *some,
            ]
            subprocess.run(command, capture_output=True, timeout=60 + 20 * len(some), check=False)
        done = {each.stem: each for each in out.glob("*.fods")}
        todo = [each for each in files if each.stem not in done]
    return done


def cells_of(path: Path, sheet: str, wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Some cells of a sheet as LibreOffice has them: type and value."""
    space = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
    table, office, text = space % "table", space % "office", space % "text"
    rows = {int(cell.lstrip(LETTERS)) for cell in wanted}
    found: dict[str, tuple[str, str]] = {}
    root = etree.parse(str(path), etree.XMLParser(huge_tree=True)).getroot()
    for each in root.iter(f"{table}table"):
        if each.get(f"{table}name") != sheet:
            continue
        number = 1
        for row in _rows(each, table):
            repeated = int(row.get(f"{table}number-rows-repeated", "1"))
            if any(number <= other < number + repeated for other in rows):
                column = 1
                for cell in row:
                    if not cell.tag.endswith("table-cell"):
                        continue
                    times = int(cell.get(f"{table}number-columns-repeated", "1"))
                    kind = cell.get(f"{office}value-type", "")
                    value = next(
                        (
                            cell.get(f"{office}{key}")
                            for key in ("value", "date-value", "boolean-value", "time-value")
                            if cell.get(f"{office}{key}") is not None
                        ),
                        None,
                    )
                    formula = cell.get(f"{table}formula")
                    if formula in (
                        "of:=TRUE()",
                        "of:=FALSE()",
                    ):  # how LibreOffice keeps a truth value from a workbook
                        kind, value = "boolean", formula[4:-2].lower()
                    if value is None:
                        value = "\n".join(_text(each, text) for each in cell.findall(f"{text}p"))
                    for index in range(min(times, 300)):
                        for other in rows:
                            if number <= other < number + repeated:
                                found[f"{letters_of(column + index)}{other}"] = (kind, value)
                    column += times
            number += repeated
    return found


def _rows(parent: etree._Element, table: str) -> Iterator[etree._Element]:
    """The rows of a sheet, in groups or not; the tables within its charts are none of them."""
    for each in parent:
        if each.tag == f"{table}table-row":
            yield each
        elif each.tag in (
            f"{table}table-row-group",
            f"{table}table-header-rows",
            f"{table}table-rows",
        ):
            yield from _rows(each, table)


def _text(paragraph: etree._Element, text: str) -> str:
    pieces = [paragraph.text or ""]
    for each in paragraph:
        if each.tag == f"{text}s":
            pieces.append(" " * int(each.get(f"{text}c", "1")))
        elif each.tag == f"{text}line-break":
            pieces.append("\n")
        else:
            pieces.append(_text(each, text))
        pieces.append(each.tail or "")
    return "".join(pieces)
