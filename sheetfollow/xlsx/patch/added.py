"""Sheets of one workbook added behind those of another (spec 7, `adopt`).

Their parts are copied, with what they refer to; only what has a meaning in its workbook is said
anew: formats by their index, the ids and names of tables, the names of sheets in formulas, and days
in the checks of cells where the other counts them from 1904.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.parsers.expat import ExpatError

from sheetfollow.exceptions import CannotWrite, UnsafeInput
from sheetfollow.model import AddedSheet
from sheetfollow.xlsx.patch import calc
from sheetfollow.xlsx.patch.looks import Looks
from sheetfollow.xlsx.patch.package import (
    TRANSITIONAL,
    Package,
    Relationship,
    SheetEntry,
    prefix_of_ids,
)
from sheetfollow.xlsx.patch.xml import Xml, attribute, escape, integer, unescape, with_attribute

LONGEST_NAME = 31
DAYS_1904 = 1462
_STRICT = b"http://purl.oclc.org/ooxml/"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_STYLE = re.compile(rb"(<(?:c|row)\s(?:[^>]*?\s)?s=\"|<col\s(?:[^>]*?\s)?style=\")([0-9]+)\"")
_DIFFERENTIAL = re.compile(rb"(\s\w*[dD]xfId=\")([0-9]+)\"")
_SELECTED = re.compile(rb"(<sheetView\s[^>]*?)\stabSelected=\"(?:1|true)\"")
_SHARED = re.compile(rb"<c\s[^>]*?t=\"s\"")
_FORMULA = re.compile(rb"(<(?:\w+:)?(?:f|formula|formula1|formula2)(?:\s[^>]*)?>)([^<]+)(?=</)")
_CHECKS = re.compile(rb"<dataValidations.*?</dataValidations>", re.S)
_DAY = re.compile(r"(\"[^\"]*\")|(?<![\w.$])([0-9]{5,6})(?![\w.(])")
_QUOTED = re.compile(r"(\"(?:[^\"]|\"\")*\")|'((?:[^']|'')+)'!|(?<![\w.'\]])([A-Za-z_][\w.]*)!")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z_.]*")
_BEHIND_SHEETS = (b"sheets", b"functionGroups", b"externalReferences")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sheet to add comes from and goes to."""

    entry: SheetEntry
    name: str
    part: str


def add_sheets(data: bytes, sheets: Sequence[AddedSheet]) -> bytes:
    """The workbook with these sheets behind its own, in their order; all from one package.

    Raises CannotWrite, saying why, for a workbook that cannot take them: strict, protected, signed,
    with a sheet of that name; UnsafeInput for a file that is no sound workbook.
    """
    if not sheets:
        return data
    names = {each.source_sheet: each.name for each in sheets}
    try:
        return _Addition(
            Package(data),
            Package(sheets[0].source),
            names,
        ).make()
    except (ValueError, LookupError, ExpatError) as error:
        raise UnsafeInput(
            f"the workbook is malformed ({error}); open and save it in your spreadsheet first"
        ) from error


class _Addition:
    """Two packages, and what goes from the one into the other."""

    def __init__(self, target: Package, source: Package, names: Mapping[str, str]) -> None:
        self._target = target
        self._source = source
        self._names = names
        self._book = target.xml(target.workbook)
        self._check()
        self._looks = Looks(target, source)
        self._tables = _Tables(target)
        self._shifts = calc.date_system_1904(target) and not calc.date_system_1904(source)
        self._has_formulas = False

    def make(self) -> bytes:
        """The bytes of the target with the sheets."""
        known = self._target.sheets
        places = []
        for name, new in self._names.items():
            entry = self._source.sheet(name)
            place = _Place(
                entry,
                new,
                self._target.free_place("xl/worksheets/sheet1.xml"),
            )
            self._add_sheet(place)
            places.append(place)
        self._list_sheets(places)
        self._list_names(places, len(known))
        self._looks.close()
        if self._has_formulas:
            calc.recompute(self._target)
        return self._target.save()

    def _check(self) -> None:
        """Raises CannotWrite for a workbook that takes no sheets, or not these."""
        book = self._book
        if _STRICT in book.attributes(book.root):
            raise CannotWrite(
                "is saved as Strict Open XML, which no sheet of ours fits; save it as an ordinary"
                " .xlsx first"
            )
        protection = book.child(book.root, b"workbookProtection")
        if protection and book.attribute(protection, b"lockStructure") in ("1", "true"):
            raise CannotWrite(
                "the workbook's structure is protected; lift that first (Review > Protect Workbook)"
            )
        if self._target.is_signed:
            raise CannotWrite("the workbook is signed, which any change would break")
        self._check_names()

    def _check_names(self) -> None:
        """Raises CannotWrite for names that are taken, or that no sheet can have."""
        if any(not each.number.isdigit() or not each.name for each in self._target.sheets):
            raise CannotWrite("the workbook lists a sheet without its name or number; save it anew")
        present = {each.name.casefold() for each in self._target.sheets}
        for name in self._names.values():
            if name.casefold() in present:
                raise CannotWrite(f"the workbook has a sheet {name} already")
            if not 0 < len(name) <= LONGEST_NAME or _NOT_IN_NAMES.search(name):
                raise CannotWrite(f"no sheet can be called {name!r}")
            present.add(name.casefold())

    def _add_sheet(self, place: _Place) -> None:
        xml = self._source.worksheet(place.entry)
        if xml.prefix or _SHARED.search(xml.data):
            raise CannotWrite(f"{place.entry.name}: its cells are not written as ours are")
        text = _STYLE.sub(self._format, xml.data)
        text = _SELECTED.sub(rb"\1", text)
        self._has_formulas |= b"<f>" in text or b"<f " in text
        self._copy(
            place.entry.part,
            place.part,
            self._said_anew(text),
        )

    def _copy(self, old: str, new: str, text: bytes) -> None:
        """Put a part into the target, and what it refers to, under the same ids."""
        self._target.put(
            new,
            self._source.content_type(old),
            [text],
        )
        for each in self._source.relationships(old):
            target = each.target
            if not each.external:
                target = self._copy_related(old, each)
            known = self._target.relationships(new)
            known.add(
                each.kind,
                target,
                external=each.external,
                identity=each.id,
            )

    def _copy_related(self, base: str, relationship: Relationship) -> str:
        """Copy a part that another one refers to; returns how to refer to it."""
        old = self._source.target(base, relationship)
        if old is None:
            raise CannotWrite(f"{base}: {relationship.target} is missing from the sheets to add")
        new = self._target.free_place(old)
        text = self._source.archive.read(old)
        if relationship.is_a("table"):
            text = self._tables.renamed(text)
        self._copy(
            old,
            new,
            self._said_anew(text) if old.endswith(".xml") else text,
        )
        return f"/{new}"

    def _said_anew(self, text: bytes) -> bytes:
        """The text of a part as it is said in the target."""
        text = _DIFFERENTIAL.sub(self._differential, text)
        if self._shifts:
            text = _CHECKS.sub(lambda found: _FORMULA.sub(_shifted, found[0]), text)
        return _FORMULA.sub(self._renamed, text)

    def _format(self, found: re.Match[bytes]) -> bytes:
        return found[1] + str(self._looks.format(int(found[2]))).encode() + b'"'

    def _differential(self, found: re.Match[bytes]) -> bytes:
        return found[1] + str(self._looks.differential(int(found[2]))).encode() + b'"'

    def _renamed(self, found: re.Match[bytes]) -> bytes:
        formula = unescape(found[2].decode())
        renamed = self._with_names(formula)
        return found[1] + escape(renamed).encode() if renamed != formula else found[0]

    def _with_names(self, formula: str) -> str:
        """A formula that names the sheets as they are called here."""

        def named(found: re.Match[str]) -> str:
            old = (found[2] or "").replace("''", "'") or found[3]
            new = self._names.get(old) if old else None
            return found[0] if new in (None, old) else _in_formula(str(new)) + "!"

        return _QUOTED.sub(named, formula)

    def _list_sheets(self, places: list[_Place]) -> None:
        """Name the sheets in the workbook part, behind those that are there."""
        book, known = self._book, self._target.relationships(self._target.workbook)
        listed = book.child(book.root, b"sheets")
        if listed is None:
            raise CannotWrite("the workbook lists no sheets")
        prefix, declaration = prefix_of_ids(self._target, book)
        last = max((int(each.number) for each in self._target.sheets), default=0)
        written = b""
        for number, place in enumerate(places, last + 1):
            identity = known.add(f"{TRANSITIONAL}/worksheet", f"/{place.part}")
            attributes = with_attribute(b"", b"name", place.name)
            attributes = with_attribute(attributes, b"sheetId", str(number)) + declaration
            attributes = with_attribute(attributes, prefix + b":id", identity)
            written += b"<" + book.prefix + b"sheet" + attributes + b"/>"
        book.append(listed, written)

    def _list_names(self, places: list[_Place], before: int) -> None:
        """Take over the names that belong to the sheets, like what is printed of them."""
        listed = {each.name: index for index, each in enumerate(self._source.sheets)}
        indexes = {listed[each.entry.name]: before + at for at, each in enumerate(places)}
        source, book = self._source.xml(self._source.workbook), self._book
        names = source.child(source.root, b"definedNames")
        tag = book.prefix + b"definedName"
        written = b""
        for each in source.children(names) if names else ():
            attributes = source.attributes(each)
            local = attribute(attributes, b"localSheetId")
            if local is not None and int(local) in indexes:
                index = str(indexes[int(local)])
                formula = unescape(source.data[each.body : each.close].decode())
                said = escape(self._with_names(formula)).encode()
                attributes = with_attribute(attributes, b"localSheetId", index)
                written += b"<%b%b>%b</%b>" % (tag, attributes, said, tag)
        if written:
            self._write_names(book, written)

    def _write_names(self, book: Xml, written: bytes) -> None:
        present = book.child(book.root, b"definedNames")
        if present:
            book.append(present, written)
            return
        children = book.children(book.root)
        place = max(each.end for each in children if each.name in _BEHIND_SHEETS)
        tag = book.prefix + b"definedNames"
        book.splice(
            place,
            place,
            b"<%b>%b</%b>" % (tag, written, tag),
        )


class _Tables:
    """The ids and names that tables of the target have."""

    def __init__(self, target: Package) -> None:
        self._highest = 0
        self._names: set[str] = set()
        for entry in target.sheets:
            for part in target.related(entry.part, "table") if entry.part else ():
                xml = target.xml(part)
                attributes = xml.attributes(xml.root)
                self._highest = max(self._highest, integer(attributes, b"id"))
                for key in (b"name", b"displayName"):
                    self._names.add((attribute(attributes, key) or "").casefold())
        book = target.xml(target.workbook)
        names = book.child(book.root, b"definedNames")
        for each in book.children(names) if names else ():
            self._names.add((book.attribute(each, b"name") or "").casefold())

    def renamed(self, table: bytes) -> bytes:
        """The part of a table with an id and a name that are free."""
        opening = re.search(rb"<table(\s[^>]*)>", table)
        if opening is None:
            raise CannotWrite("a table of the sheets to add is not written as ours are")
        self._highest += 1
        attributes = with_attribute(
            opening[1],
            b"id",
            str(self._highest),
        )
        wanted = attribute(attributes, b"displayName") or "Table"
        name, number = wanted, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{wanted}_{number}"
        self._names.add(name.casefold())
        attributes = with_attribute(attributes, b"name", name)
        attributes = with_attribute(attributes, b"displayName", name)
        return table[: opening.start(1)] + attributes + table[opening.end(1) :]


def _in_formula(name: str) -> str:
    """A sheet's name as formulas write it."""
    return name if _PLAIN_NAME.fullmatch(name) else "'" + name.replace("'", "''") + "'"


def _shifted(found: re.Match[bytes]) -> bytes:
    """A check of a cell whose days are counted from 1904."""

    def shifted(number: re.Match[str]) -> str:
        return number[1] or str(int(number[2]) - DAYS_1904)

    formula = unescape(found[2].decode())
    return found[1] + escape(_DAY.sub(shifted, formula)).encode()
