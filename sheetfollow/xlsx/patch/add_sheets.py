"""Copies of worksheets of ours behind those of a workbook (spec 8, adopt).

Only appended to are the list of sheets with its names, the content types, the workbook's
relationships and the formats; all that is new stands in parts of its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.parsers.expat import ExpatError

from sheetfollow.exceptions import CannotWrite, UnsafeInput
from sheetfollow.model import AddedSheet
from sheetfollow.xlsx.names import relationships_of
from sheetfollow.xlsx.patch import calc
from sheetfollow.xlsx.patch.added_styles import AddedStyles
from sheetfollow.xlsx.patch.package import STRICT, TRANSITIONAL, Package, Relationship
from sheetfollow.xlsx.patch.xml import Xml, attribute, escape, unescape, with_attribute

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TO_1904 = 1462
_DAY_NUMBER = re.compile(r"(?<![\w.])(?:[2-9]\d{4}|1\d{5})(?![\w.])")
_STYLED = re.compile(rb"<(?:c|row|col|cfRule)\s[^>]*>")
_FORMULA = re.compile(rb"<((?:c:)?(?:f|formula|formula1|formula2))((?:\s[^>]*)?)>([^<]+)<")
_BOUND = (b"formula1", b"formula2")
_SELECTED = re.compile(rb"\stabSelected=\"[^\"]*\"")
_HAS_FORMULA = re.compile(rb"<f[\s>]")
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEFORE_NAMES = {b"sheets", b"functionGroups", b"externalReferences"}


def add_sheets(data: bytes, sheets: Sequence[AddedSheet]) -> bytes:
    """The workbook with these sheets behind its own, in their order; all from one package of ours.

    Raises CannotWrite where it can take none, UnsafeInput for a file that is no sound workbook.
    """
    if not sheets:
        return data
    try:
        adding = _Adding(Package(data), Package(sheets[0].source), sheets)
        return adding.add()
    except (ValueError, LookupError, ExpatError) as error:
        raise UnsafeInput(
            f"the workbook is malformed ({error}); open and save it in your spreadsheet first"
        ) from error


class _Adding:
    """One workbook while it gets its sheets."""

    def __init__(self, target: Package, source: Package, sheets: Sequence[AddedSheet]) -> None:
        if target.office_types == STRICT:
            raise CannotWrite(
                "is saved as Strict Open XML, which no sheet of ours fits; save it as an ordinary"
                " .xlsx first"
            )
        self.target, self.source = target, source
        self.names = {each.source_sheet: each.name for each in sheets}
        self.entries = [source.sheet(each.source_sheet) for each in sheets]
        self.styles = AddedStyles(target, source)
        self.date1904 = calc.date_system_1904(target)
        self.tables = _Tables(target)
        self.types = source.typed_parts()
        self._places: set[str] = set()

    def add(self) -> bytes:
        """The workbook with the sheets."""
        xml = self.target.xml(self.target.workbook)
        listed = xml.child(xml.root, b"sheets")
        if listed is None:
            raise UnsafeInput("the workbook lists no sheets; open and save it first")
        first = len(self.target.sheets)
        parts = [self._copy(entry.part) for entry in self.entries]
        xml.append(listed, b"".join(self._lines(parts)))
        self._name_areas(xml, first)
        self.target.type_extension("rels", _RELS_TYPE)
        self.target.type_extension("vml", _VML_TYPE)
        texts = (self.source.archive.read(entry.part) for entry in self.entries)
        if any(_HAS_FORMULA.search(text) for text in texts):
            calc.recompute(self.target)
        return self.target.save()

    def _lines(self, parts: Sequence[str]) -> Iterator[bytes]:
        """The lines of the sheets in the workbook, with ids and numbers that are free."""
        target = self.target
        known, prefix = target.relationships(target.workbook), target.xml(target.workbook).prefix
        number = max((int(each.number or 0) for each in target.sheets), default=0)
        for entry, part in zip(self.entries, parts, strict=True):
            number += 1
            identity = known.add(f"{TRANSITIONAL}/worksheet", f"/{part}")
            name = escape(self.names[entry.name]).replace('"', "&quot;")
            line = (
                f'sheet xmlns:r="{TRANSITIONAL}" name="{name}" sheetId="{number}"'
                f' r:id="{identity}"/>'
            )
            yield b"<" + prefix + line.encode()

    def _name_areas(self, xml: Xml, first: int) -> None:
        """The print areas and titles of our sheets, by their new places."""
        places = {entry.name: first + at for at, entry in enumerate(self.entries)}
        names = b"".join(self._named_areas(xml.prefix, places))
        there = xml.child(xml.root, b"definedNames")
        if not names:
            return
        if there is None:
            tag = xml.prefix + b"definedNames"
            ends = [each.end for each in xml.children(xml.root) if each.name in _BEFORE_NAMES]
            place = max(ends)
            xml.splice(place, place, b"<" + tag + b">" + names + b"</" + tag + b">")
        else:
            xml.append(there, names)

    def _named_areas(self, prefix: bytes, places: Mapping[str, int]) -> Iterator[bytes]:
        xml = self.source.xml(self.source.workbook)
        listed = xml.child(xml.root, b"definedNames")
        for element in xml.children(listed) if listed else ():
            sheet = self.source.sheets[int(xml.attribute(element, b"localSheetId") or 0)].name
            if sheet in places:
                text = unescape(xml.data[element.body : element.close].decode())
                written = escape(_renamed(text, self.names)).encode()
                attributes = with_attribute(
                    xml.attributes(element), b"localSheetId", str(places[sheet])
                )
                tag = prefix + b"definedName"
                yield b"<" + tag + attributes + b">" + written + b"</" + tag + b">"

    def _copy(self, part: str) -> str:
        """Copy a part and all that it refers to; the name that it gets."""
        place = self._free(part)
        raw = self._adapted(self.source.archive.read(part))
        self.target.put_part(place, self.types.get(part, ""), [raw])
        known = list(self.source.relationships(part))
        if known:
            lines = b"".join(self._relationship(part, each) for each in known)
            head, tail = f'<Relationships xmlns="{_RELATIONSHIPS}">', b"</Relationships>"
            self.target.put_part(relationships_of(place), "", [head.encode(), lines, tail])
        return place

    def _relationship(self, part: str, known: Relationship) -> bytes:
        """A relationship of a copied part, to a copy of what it leads to."""
        there = self.source.target(part, known)
        if there is None:
            raise LookupError(f"{part} refers to {known.target}")
        target = f"/{self._copy(there)}"
        return f'<Relationship Id="{known.id}" Type="{known.kind}" Target="{target}"/>'.encode()

    def _free(self, part: str) -> str:
        """A name like that of the part which no part of the workbook has."""
        head, suffix = posixpath.splitext(part)
        head = head.rstrip("0123456789")
        number = 1
        while True:
            place = f"{head}{number}{suffix}"
            if self.target.archive.find(place) is None and place not in self._places:
                self._places.add(place)
                return place
            number += 1

    def _adapted(self, raw: bytes) -> bytes:
        """A part as it is to stand in this workbook."""
        root = Xml(raw).root.name if raw.startswith(b"<") else b""
        if root == b"worksheet":
            raw = _STYLED.sub(self._restyled, _SELECTED.sub(b"", raw))
        if root == b"table":
            return self.tables.renumbered(raw)
        return _FORMULA.sub(self._formula, raw) if root in (b"worksheet", b"chartSpace") else raw

    def _restyled(self, tag: re.Match[bytes]) -> bytes:
        text = tag[0]
        for name, indexes in (
            (b"s", self.styles.formats),
            (b"style", self.styles.formats),
            (b"dxfId", self.styles.differences),
        ):
            old = attribute(text, name)
            if old is not None:
                text = with_attribute(text, name, str(indexes[int(old)]))
        return text

    def _formula(self, found: re.Match[bytes]) -> bytes:
        text = _renamed(unescape(found[3].decode()), self.names)
        if self.date1904 and found[1] in _BOUND:
            text = _DAY_NUMBER.sub(lambda number: str(int(number[0]) - _TO_1904), text)
        return b"<" + found[1] + found[2] + b">" + escape(text).encode() + b"<"


class _Tables:
    """The numbers and names of tables, unique over the workbook."""

    def __init__(self, target: Package) -> None:
        self._number = 0
        self._names: set[str] = set()
        for entry in target.sheets:
            for part in target.related(entry.part, "table") if entry.part else ():
                xml = target.xml(part)
                self._number = max(self._number, int(xml.attribute(xml.root, b"id") or 0))
                self._names |= {
                    (xml.attribute(xml.root, name) or "").casefold()
                    for name in (b"name", b"displayName")
                }
        self._names |= _defined_names(target)

    def renumbered(self, raw: bytes) -> bytes:
        """A table of ours with a number and a name that are free."""
        xml = Xml(raw)
        self._number += 1
        name = self._free(xml.attribute(xml.root, b"displayName") or "Table")
        head = xml.attributes(xml.root)
        for key, value in ((b"id", str(self._number)), (b"name", name), (b"displayName", name)):
            head = with_attribute(head, key, value)
        first = xml.root.start + 1 + len(xml.root.tag)
        return raw[:first] + head + raw[first + len(xml.attributes(xml.root)) :]

    def _free(self, name: str) -> str:
        found, number = name, 1
        while found.casefold() in self._names:
            number += 1
            found = f"{name}_{number}"
        self._names.add(found.casefold())
        return found


def _defined_names(package: Package) -> set[str]:
    xml = package.xml(package.workbook)
    listed = xml.child(xml.root, b"definedNames")
    elements = xml.children(listed) if listed else []
    return {(xml.attribute(each, b"name") or "").casefold() for each in elements}


def _renamed(formula: str, names: Mapping[str, str]) -> str:
    """A formula whose references follow the new names of our sheets."""
    for old, new in names.items():
        if old != new:
            quoted = new.replace("'", "''").replace("\\", r"\\")
            called = rf"(?<![\w'.])(?:'{re.escape(old)}'|{re.escape(old)})!"
            formula = re.sub(called, f"'{quoted}'!", formula)
    return formula
