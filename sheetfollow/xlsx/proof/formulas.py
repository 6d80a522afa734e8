"""Shared formulas in a form that does not depend on the cell that they stand in (spec 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sheetfollow.xlsx.proof.book import local
from sheetfollow.xlsx.proof.grid import Grid, name_of, number_of

_PIECE = re.compile(
    r"(?P<fixed>\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])"
    r"|(?P<rows>\$?[0-9]+:\$?[0-9]+)"
    r"|(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w(.!]))"
    r"|(?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]+(?![\w(.!]))"
    r"|(?P<other>[0-9]+(?:\.[0-9]*)?(?:[Ee][+-]?[0-9]+)?|[\w.\\$]+|.)",
    re.S,
)


@dataclass
class Groups:
    """The cells with shared formulas: who leads each, and what the leader says."""

    leader: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def meaning(self, cell: str) -> str | None:
        """A cell's formula, its references told by their distance."""
        return self.said.get(self.leader.get(cell, ""))


def shared_groups(grid: Grid) -> Groups:
    """All shared formulas of a sheet; a cell follows the last leader of its group before it."""
    groups, leaders = Groups(), dict[str, str]()
    for number, row in grid.rows():
        if b"shared" not in row:
            continue
        cells = {column: cell for column, cell in grid.cut(row).cells.items() if b"shared" in cell}
        for column, element in zip(cells, grid.parse(list(cells.values())), strict=True):
            formula = next((each for each in element if local(str(each.tag)) == "f"), None)
            if formula is None or formula.get("t") != "shared":
                continue
            place, group = name_of(number, column), formula.get("si", "")
            if formula.text and formula.get("ref"):
                leaders[group] = place
                groups.said[place] = by_distance(formula.text, number, column)
            groups.leader[place] = leaders.get(group, "")
    return groups


def by_distance(formula: str, row: int, column: int) -> str:
    """A formula with each relative reference told by its distance from the cell."""

    def told(found: re.Match[str]) -> str:
        kind = found.lastgroup
        if kind in ("fixed", "other"):
            return found[0]
        pieces = re.findall(r"(\$?)([A-Za-z]+|[0-9]+)", found[0])
        return (
            kind + "".join(_distance(dollar, name, row, column) for dollar, name in pieces)
            if kind
            else found[0]
        )

    return _PIECE.sub(told, formula)


def _distance(dollar: str, name: str, row: int, column: int) -> str:
    number, here = (int(name), row) if name.isdigit() else (number_of(name.encode()), column)
    axis = "R" if name.isdigit() else "C"
    return f"{axis}{number}" if dollar else f"{axis}[{number - here}]"
