"""The proof of one run: two packages compared, every difference accounted for by an edit (spec
7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sheetfollow.exceptions import WouldLoseContent
from sheetfollow.model import Edit
from sheetfollow.xlsx.proof.book import Book, Element, fail, local, relationships_part, tree
from sheetfollow.xlsx.proof.cells import Look
from sheetfollow.xlsx.proof.container import differs, prove_entries, prove_lying
from sheetfollow.xlsx.proof.grid import name_of, place_of
from sheetfollow.xlsx.proof.links import prove_links
from sheetfollow.xlsx.proof.references import TYPES, prove_chain, prove_references
from sheetfollow.xlsx.proof.sheet import SheetProof
from sheetfollow.xlsx.proof.styles import LooksProof
from sheetfollow.xlsx.proof.tables import prove_tables
from sheetfollow.xlsx.proof.text import asides, plain, utf8

Changes = Mapping[int, Mapping[int, Edit]]
_CALC = re.compile(rb"<((?:[\w.-]+:)?)calcPr(?=[\s/>])[^>]*?(?:/>|>.*?</\1calcPr\s*>)", re.S)
_BEHIND_CALC = {
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
}  # fmt: skip


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

    def prove(self) -> None:
        prove_entries(self._before, self._after, self._may_come(), {self._chain})
        looks, formulas, allowed = (
            [],
            set(),
            {self._chain, self._styles, self._before.workbook, TYPES},
        )
        allowed.add(self._before.find(relationships_part(self._before.workbook)) or "")
        for part, asked in self._edits.items():
            changes = _by_row(asked)
            proof = SheetProof(self._before, self._after, part, changes)
            seen = proof.prove()
            looks.append((part, seen.looks))
            formulas |= {(self._numbers[part], cell) for cell in seen.formulas}
            wanted = {
                name_of(row, column): edit.link
                for row, edits in changes.items()
                for column, edit in edits.items()
                if edit.link is not None
            }
            prove_links(part, proof.old, proof.new, self._before, self._after, wanted)
            tables = prove_tables(part, self._before, self._after, proof.new, changes)
            allowed |= {part, *tables, self._after.find(relationships_part(part)) or ""}
        for name in self._before.names:
            if name not in allowed and differs(self._before, self._after, name):
                fail(name, "the part differs, and no edit touches it")
        self._prove_styles(looks)
        prove_chain(self._before, self._after, self._chain, formulas)
        prove_references(self._before, self._after, self._chain, self._styles)
        self._prove_workbook()
        prove_lying(self._before, self._after, allowed)

    def _may_come(self) -> set[str]:
        """The parts that edits may add: relationships of their sheets, and styles."""
        beside = [relationships_part(part) for part in self._edits]
        new = {name for name in beside if not self._before.find(name)}
        had_styles = self._before.related(self._before.workbook, "styles")
        return new if had_styles else new | {self._styles}

    def _prove_styles(self, looks: Iterable[tuple[str, Mapping[Look, str]]]) -> None:
        had = self._before.related(self._before.workbook, "styles")
        old = self._before.read(had[0]) if had else b""
        proof = LooksProof(
            old, self._after.read(self._styles) if self._styles else b"", self._styles
        )
        for part, seen in looks:
            proof.prove(part, seen)

    def _prove_workbook(self) -> None:
        """The workbook part differs in the wish to be recomputed at most."""
        part = self._before.workbook
        old, new = utf8(self._before.read(part)), utf8(self._after.read(part))
        if old == new:
            return
        if asides(old) != asides(new):
            fail(part, "a comment or instruction differs")
        old, new = plain(old), plain(new)
        if _CALC.sub(b"", old) != _CALC.sub(b"", new):
            fail(part, "more than the settings of calculation differs")
        was, is_ = (_calculation(tree(each, part)) for each in (old, new))
        if is_ != {**(was or {}), "fullCalcOnLoad": "1"}:
            fail(part, "the settings of calculation differ")
        names = [local(str(each.tag)) for each in tree(new, part)]
        if was is None and _BEHIND_CALC & set(names[: names.index("calcPr")]):
            fail(part, "the settings of calculation stand in the wrong place")


def _calculation(root: Element) -> dict[str, str] | None:
    return next((dict(each.attrib) for each in root if local(str(each.tag)) == "calcPr"), None)
