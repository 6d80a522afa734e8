"""The proof of one run: two packages compared, every difference accounted for by an edit (spec
7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetfollow.exceptions import WouldLoseContent
from sheetfollow.model import Edit
from sheetfollow.xlsx.proof.book import Book, fail, relationships_part
from sheetfollow.xlsx.proof.calculation import prove_calculation, prove_chain
from sheetfollow.xlsx.proof.cells import Look
from sheetfollow.xlsx.proof.container import differs, prove_entries, prove_lying
from sheetfollow.xlsx.proof.grid import name_of, place_of
from sheetfollow.xlsx.proof.links import prove_links
from sheetfollow.xlsx.proof.references import (
    STYLES_TYPE,
    TYPES,
    prove_relationships,
    prove_types,
)
from sheetfollow.xlsx.proof.sheet import SheetProof
from sheetfollow.xlsx.proof.styles import LooksProof
from sheetfollow.xlsx.proof.tables import prove_tables

Changes = Mapping[int, Mapping[int, Edit]]


def verify(before: bytes, after: bytes, edits: Sequence[Edit]) -> None:
    """Compare two packages. Raises WouldLoseContent, naming part and place, for the first
    difference that the edits did not ask for, and for a cell that does not hold what its edit
    asked."""
    try:
        _Proof(Book(before), Book(after), edits).prove()
    except (ValueError, LookupError) as error:
        raise WouldLoseContent(
            f"a part is malformed and cannot be compared ({error}); nothing was written"
        ) from error


def _by_row(edits: Sequence[Edit]) -> Changes:
    """The edits of a sheet by row and column; the last one for a cell counts."""
    changes: dict[int, dict[int, Edit]] = {}
    for edit in edits:
        row, column = place_of(edit.cell)
        changes.setdefault(row, {})[column] = edit
    return changes


class _Proof:
    """Two packages and the edits that led from one to the other."""

    def __init__(self, before: Book, after: Book, edits: Sequence[Edit]) -> None:
        self._before, self._after = before, after
        self._edits: dict[str, list[Edit]] = {}
        self._numbers: dict[str, str] = {}
        named: dict[str, list[Edit]] = {}
        for edit in edits:
            if edit.sheet not in named:
                sheet = before.sheet(edit.sheet)
                named[edit.sheet] = self._edits.setdefault(sheet.part, [])
                self._numbers[sheet.part] = sheet.number
            named[edit.sheet].append(edit)
        self._chain = next(iter(before.related(before.workbook, "calcChain")), "")
        self._styles = next(iter(after.related(after.workbook, "styles")), "")
        self._looks: dict[str, Mapping[Look, str]] = {}
        self._formulas: set[tuple[str, str]] = set()
        references = before.find(relationships_part(before.workbook)) or ""
        self._allowed = {
            self._chain,
            self._styles,
            before.workbook,
            references,
            TYPES,
        }

    def prove(self) -> None:
        prove_entries(
            self._before,
            self._after,
            self._may_come(),
            {self._chain},
        )
        for part, asked in self._edits.items():
            self._prove_sheet(part, _by_row(asked))
        self._prove_others()
        LooksProof(self._before, self._after).prove(self._looks)
        prove_chain(
            self._before,
            self._after,
            self._chain,
            self._formulas,
        )
        self._prove_references()
        book = self._before.workbook
        prove_calculation(
            book,
            self._before.read(book),
            self._after.read(book),
        )
        prove_lying(self._before, self._after, self._allowed)

    def _prove_references(self) -> None:
        gone = "" if self._chain in self._after.entries else self._chain
        came = {self._styles: STYLES_TYPE} if self._styles not in self._before.entries else {}
        came.pop("", None)
        prove_relationships(
            self._before,
            self._after,
            gone,
            list(came),
        )
        prove_types(self._before, self._after, gone, came)

    def _may_come(self) -> set[str]:
        """The parts that edits may add: relationships of their sheets, and styles."""
        beside = [relationships_part(part) for part in self._edits]
        new = {name for name in beside if not self._before.find(name)}
        had_styles = self._before.related(self._before.workbook, "styles")
        return new if had_styles else new | {self._styles}

    def _prove_sheet(self, part: str, changes: Changes) -> None:
        """One sheet, and the parts around it: its links and tables."""
        proof = SheetProof(
            self._before,
            self._after,
            part,
            changes,
        )
        seen = proof.prove()
        self._looks[part] = seen.looks
        self._formulas |= {(self._numbers[part], cell) for cell in seen.formulas}
        links = _links_of(changes)
        prove_links(
            part,
            proof.old,
            proof.new,
            self._before,
            self._after,
            links,
        )
        tables = prove_tables(
            part,
            self._before,
            self._after,
            proof.new,
            changes,
        )
        self._allowed |= {part, *tables, self._after.find(relationships_part(part)) or ""}

    def _prove_others(self) -> None:
        for name in self._before.names:
            if name not in self._allowed and differs(self._before, self._after, name):
                fail(name, "the part differs, and no edit touches it")


def _links_of(changes: Changes) -> dict[str, str]:
    """The hyperlinks that edits ask for, "" for none, by cell."""
    wanted: dict[str, str] = {}
    for row, edits in changes.items():
        for column, edit in edits.items():
            if edit.link is not None:
                wanted[name_of(row, column)] = edit.link
    return wanted
