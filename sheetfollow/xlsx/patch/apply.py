"""All edits of a run, sheet by sheet, into one package (spec 7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from xml.parsers.expat import ExpatError

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.model import Edit
from sheetfollow.xlsx import a1
from sheetfollow.xlsx.patch import calc
from sheetfollow.xlsx.patch.cells import Encoder, place_of, shared_texts
from sheetfollow.xlsx.patch.formulas import Guard, pass_on
from sheetfollow.xlsx.patch.links import Links, check_link
from sheetfollow.xlsx.patch.package import Package, SheetEntry
from sheetfollow.xlsx.patch.sheet import Cells, date_format
from sheetfollow.xlsx.patch.styles import Styles
from sheetfollow.xlsx.patch.tables import Table, fixed_rows, grow, tables_of

Changes = Mapping[int, Mapping[int, Edit]]


def apply(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The workbook with the edits made; `data` itself where every cell has what its edit wants.

    Of two edits of one cell the last wins. Raises CannotWrite for a cell that is not ours to write,
    UnsafeInput for a file that is no sound workbook.
    """
    if not edits:
        return data
    try:
        patch = _Patch(Package(data))
        for entry, wanted in _by_sheet(patch.package, edits):
            patch.edit(entry, _by_row(wanted))
        return patch.finish()
    except (ValueError, LookupError, ExpatError) as error:
        raise UnsafeInput(
            f"the workbook is malformed ({error}); open and save it in your spreadsheet first"
        ) from error


def is_signed(data: bytes) -> bool:
    """Whether the workbook is digitally signed: any change breaks the signature, so the caller may
    want to ask."""
    return Package(data).is_signed


def _by_sheet(package: Package, edits: Sequence[Edit]) -> list[tuple[SheetEntry, list[Edit]]]:
    """The edits by sheet, in their order."""
    sheets: dict[str, tuple[SheetEntry, list[Edit]]] = {}
    named: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.sheet not in named:
            entry = package.sheet(edit.sheet)
            named[edit.sheet] = sheets.setdefault(entry.part, (entry, []))[1]
        named[edit.sheet].append(edit)
    return list(sheets.values())


def _by_row(edits: Sequence[Edit]) -> Changes:
    """The edits of a sheet by row and column, the last one for each cell."""
    changes: dict[int, dict[int, Edit]] = {}
    for edit in edits:
        row, column = place_of(edit.sheet, edit.cell)
        wanted = changes.get(row)
        if wanted is None:
            wanted = changes[row] = {}
        wanted[column] = edit
    return changes


class _Patch:
    """One package while its sheets are edited: what they share, and what follows from all of
    them."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._styles: Styles | None = None
        self._values, self._formulas = False, calc.has_chain(package)
        self._replaced: list[tuple[str, str]] = []
        self._edited: set[str] = set()
        self._date1904 = calc.date_system_1904(package)
        self._shared = _lazy_texts(package)

    def edit(self, entry: SheetEntry, changes: Changes) -> None:
        """Make the edits of one sheet."""
        xml = self.package.worksheet(entry)
        guard = Guard(self.package, entry.part)
        guard.check(entry.name, changes)
        encoder = Encoder(xml.prefix, date1904=self._date1904)
        tables = tables_of(self.package, entry.part)
        cells = Cells(
            xml,
            entry.name,
            encoder,
            self._shared,
            self._derive,
            fixed_rows(tables),
        )
        self._grow(entry, tables, cells, guard, changes)
        cells.edit(changes)
        self._pass_on(entry, cells, changes)
        self._link(entry, cells, changes)
        self._values |= cells.done.values
        self._formulas |= cells.has_formulas
        self._replaced += [(entry.number, a1.name(*place)) for place in cells.done.formulas]
        self._edited.add(entry.part)
        self.package.close(entry.part)

    def finish(self) -> bytes:
        """What follows from the edits of all sheets, and the package as bytes."""
        if self._styles:
            self._styles.close()
        if self._values and (self._formulas or calc.any_formula(self.package, but=self._edited)):
            calc.recompute(self.package)
        calc.forget(self.package, self._replaced)
        return self.package.save()

    def _derive(self, base: int, edit: Edit) -> int:
        date = date_format(edit)
        if edit.style is None and date is None:
            return base
        if self._styles is None:
            self._styles = Styles(self.package)
        return self._styles.derive(base, edit.style, date)

    def _grow(
        self, entry: SheetEntry, tables: list[Table], cells: Cells, guard: Guard, changes: Changes
    ) -> None:
        places = [
            (row, column)
            for row, wanted in changes.items()
            for column, edit in wanted.items()
            if edit.grow
        ]
        if tables and places:
            grow(
                entry.name,
                tables,
                sorted(places),
                guard.grounds,
                lambda area: cells.rows.filled(area, changes),
            )

    def _pass_on(self, entry: SheetEntry, cells: Cells, changes: Changes) -> None:
        xml = self.package.xml(entry.part)
        if cells.done.formulas and b"shared" in xml.quiet:
            pass_on(
                xml,
                entry.name,
                cells.rows.shared_cells(),
                changes,
            )

    def _link(self, entry: SheetEntry, cells: Cells, changes: Changes) -> None:
        wanted = [
            (row, column, edit.link)
            for row, edits in changes.items()
            for column, edit in edits.items()
            if edit.link is not None
        ]
        if wanted:
            links = Links(
                self.package,
                entry.part,
                cells.end,
            )
            for row, column, link in sorted(wanted):
                name = a1.name(row, column)
                check_link(link, f"{entry.name}!{name}")
                links.set(name, link)
            links.close()


def _lazy_texts(package: Package) -> Callable[[int], str]:
    """The shared strings, read when the first one is asked for."""

    @cache
    def texts() -> Callable[[int], str]:
        names = package.related(package.workbook, "sharedStrings")
        return shared_texts(package.archive.read(names[0]) if names else b"")

    return lambda index: texts()(index)
