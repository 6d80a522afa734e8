"""Shared formulas in a form that does not depend on the cell that they stand in (spec 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sheetfollow.xlsx.proof.book import Element, child
from sheetfollow.xlsx.proof.grid import Grid, name_of, number_of

_PIECE = re.compile(
    r"(?P<fixed>\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])"
    r"|(?P<rows>\$?[0-9]+:\$?[0-9]+)"
    r"|(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w(.!]))"
    r"|(?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]+(?![\w(.!]))"
    r"|(?P<other>[0-9]+(?:\.[0-9]*)?(?:[Ee][+-]?[0-9]+)?|[\w.\\$]+|.)",
    re.S,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]+|[0-9]+)")


@dataclass
class Groups:
    """The cells with shared formulas: who leads each, and what the leader says."""

    leader: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def meaning(self, cell: str) -> str | None:
        """A cell's formula, its references told by their distance."""
        return self.said.get(self.leader.get(cell, ""))

    def take(self, element: Element, row: int, column: int, leaders: dict[str, str]) -> None:
        """Put a cell into its group; `leaders` holds the last leader of each group."""
        formula = child(element, "f")
        if formula is None or formula.get("t") != "shared":
            return
        place = name_of(row, column)
        group = formula.get("si", "")
        if formula.text and formula.get("ref"):
            leaders[group] = place
            self.said[place] = by_distance(
                formula.text,
                row,
                column,
            )
        self.leader[place] = leaders.get(group, "")


def shared_groups(grid: Grid) -> Groups:
    """All shared formulas of a sheet; a cell follows the last leader of its group before it."""
    groups = Groups()
    leaders: dict[str, str] = {}
    for number, row in grid.rows():
        if b"shared" not in row:
            continue
        cells = {column: cell for column, cell in grid.cut(row).cells.items() if b"shared" in cell}
        for column, element in zip(
            cells,
            grid.parse(list(cells.values())),
            strict=True,
        ):
            groups.take(element, number, column, leaders)
    return groups


def by_distance(formula: str, row: int, column: int) -> str:
    """A formula with each relative reference told by its distance from the cell."""

    def told(found: re.Match[str]) -> str:
        form = found.lastgroup
        if form in ("fixed", "other") or not form:
            return found[0]
        pieces = _CORNER.findall(found[0])
        return form + "".join(
            _distance(
                dollar,
                name,
                row,
                column,
            )
            for dollar, name in pieces
        )

    return _PIECE.sub(told, formula)


def _distance(dollar: str, name: str, row: int, column: int) -> str:
    if name.isdigit():
        axis, number, here = "R", int(name), row
    else:
        axis, number, here = "C", number_of(name.encode()), column
    return f"{axis}{number}" if dollar else f"{axis}[{number - here}]"
