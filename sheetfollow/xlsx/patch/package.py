"""The package: its parts by what refers to them, their relationships and content types (spec 7)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sheetfollow.exceptions import CannotWrite, UnsafeInput
from sheetfollow.xlsx.names import folded, relationships_of, resolved
from sheetfollow.xlsx.patch.archive import Archive
from sheetfollow.xlsx.patch.xml import Element, Xml, escape, parsed

STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_NO_CELLS = "{}: this sheet has no cells of its own (it is a chart, dialog or macro sheet)"
_NAMESPACE = re.compile(rb"\sxmlns:([\w.-]+)\s*=\s*[\"']([^\"']*)[\"']")
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(slots=True)
class Relationship:
    """One relationship; `element` is where it stands, None for one that we add."""

    id: str
    kind: str
    target: str
    external: bool
    element: Element | None = None

    def is_a(self, name: str) -> bool:
        """Whether its type ends so: the same in strict and transitional packages."""
        return self.kind.rpartition("/")[2].lower() == name.lower()


class Relationships:
    """What one part refers to. Additions are written by `close`, all at once."""

    def __init__(self, xml: Xml) -> None:
        self.xml = xml
        self._items: dict[str, Relationship] = {}
        for element in xml.children(xml.root):
            if element.name == b"Relationship":
                item = Relationship(
                    xml.attribute(element, b"Id") or "",
                    xml.attribute(element, b"Type") or "",
                    xml.attribute(element, b"Target") or "",
                    xml.attribute(element, b"TargetMode") == "External",
                    element,
                )
                self._items[item.id] = item
        self._added: list[Relationship] = []
        self._next = 1

    def __iter__(self) -> Iterator[Relationship]:
        return iter(self._items.values())

    def get(self, identity: str) -> Relationship | None:
        return self._items.get(identity)

    def add(self, kind: str, target: str, *, external: bool = False, identity: str = "") -> str:
        """A new relationship; returns the id that it got, a free one where none is given."""
        while f"rId{self._next}" in self._items:
            self._next += 1
        item = Relationship(identity or f"rId{self._next}", kind, target, external)
        self._items[item.id] = item
        self._added.append(item)
        return item.id

    def retarget(self, item: Relationship, target: str) -> None:
        item.target = target
        if item.element:
            self.xml.set_attribute(item.element, b"Target", target)

    def remove(self, item: Relationship) -> None:
        del self._items[item.id]
        if item.element:
            self.xml.splice(
                item.element.start,
                item.element.end,
                b"",
            )
        else:
            self._added.remove(item)

    def close(self) -> None:
        """Write the additions into the part."""
        if self._added:
            self.xml.append(self.xml.root, b"".join(map(self._written, self._added)))
            self._added = []

    def _written(self, item: Relationship) -> bytes:
        target = escape(item.target).replace('"', "&quot;")
        mode = ' TargetMode="External"' if item.external else ""
        attributes = f'Relationship Id="{item.id}" Type="{item.kind}" Target="{target}"{mode}/>'
        return b"<" + self.xml.prefix + attributes.encode()


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it: `number` is its sheetId, `part` the entry that holds it."""

    name: str
    number: str
    part: str
    kind: str


class Package:
    """A workbook's package, and all changes to it until `save`."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self._parts: dict[str, Xml] = {}
        self._relationships: dict[str, Relationships] = {}

    def xml(self, name: str) -> Xml:
        """A part, read once and shared by all who change it."""
        if name not in self._parts:
            self._parts[name] = Xml.read(self.archive.read(name), name)
        return self._parts[name]

    def close(self, name: str) -> None:
        """Pack a part with its changes, and let go of it: nobody may ask for it again."""
        xml = self._parts.pop(name)
        if xml.changed:
            self.archive.put(name, xml.result())

    def relationships(self, part: str) -> Relationships:
        """The relationships of a part ("" is the package); where it has none, a part for them if
        one is added."""
        if part not in self._relationships:
            place = relationships_of(part)
            place = self.archive.find(place) or place
            if self.archive.find(place) is None:
                self._parts[place] = Xml(_HEAD + _empty_relationships())
            self._relationships[part] = Relationships(self.xml(place))
        return self._relationships[part]

    def worksheet(self, entry: SheetEntry) -> Xml:
        """The part of a sheet. Raises CannotWrite where it is no worksheet."""
        xml = self.xml(entry.part)
        if xml.root.name != b"worksheet":
            raise CannotWrite(_NO_CELLS.format(entry.name))
        return xml

    def worksheet_texts(self) -> Iterator[bytes]:
        """The text of each worksheet as it came, or as it is read already."""
        for entry in self.sheets:
            if entry.kind == "worksheet" and entry.part:
                xml = self._parts.get(entry.part)
                yield xml.quiet if xml else self.archive.read(entry.part)

    def target(self, base: str, relationship: Relationship) -> str | None:
        """The entry that a relationship of `base` leads to; None for a missing one and for those to
        the outside."""
        if relationship.external:
            return None
        return self.archive.follow(base, relationship.target)

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that `part` refers to."""
        found = [self.target(part, each) for each in self.relationships(part) if each.is_a(kind)]
        return [each for each in found if each is not None]

    @cached_property
    def workbook(self) -> str:
        """The name of the workbook's part."""
        found = [*self.related("", "officeDocument"), self.archive.find("xl/workbook.xml")]
        if found[0] is None:
            raise UnsafeInput("not a workbook: the archive holds no workbook part")
        return found[0]

    @cached_property
    def sheets(self) -> list[SheetEntry]:
        """The sheets in the order of their tabs."""
        xml, known = self.xml(self.workbook), self.relationships(self.workbook)
        listed = xml.child(xml.root, b"sheets")
        entries = []
        for element in xml.children(listed) if listed else []:
            relationship = known.get(_any_prefix(xml, element, "id"))
            part = relationship and self.target(self.workbook, relationship)
            name, number = (
                xml.attribute(element, b"name") or "",
                xml.attribute(element, b"sheetId") or "",
            )
            kind = relationship.kind.rpartition("/")[2] if relationship else ""
            entries.append(SheetEntry(name, number, part or "", kind))
        return entries

    def sheet(self, name: str) -> SheetEntry:
        """The worksheet of a name: as it is written, else whatever its case. Raises CannotWrite."""
        entries = [each for each in self.sheets if each.name == name]
        entries += [each for each in self.sheets if each.name.casefold() == name.casefold()]
        if not entries:
            raise CannotWrite(
                f"{name}: the workbook has no such sheet; add it or rename one to that"
            )
        entry = entries[0]
        if not entry.part:
            raise CannotWrite(
                f"{name}: the part that holds this sheet is missing from the file; repair it first"
            )
        if entry.kind != "worksheet":
            raise CannotWrite(_NO_CELLS.format(name))
        return entry

    @property
    def is_signed(self) -> bool:
        """Whether the workbook is digitally signed."""
        for each in self.relationships(""):
            if each.is_a("origin") and "digital-signature" in each.kind:
                return True
        return any(name.lower().startswith("_xmlsignatures/") for name in self.archive.names())

    @property
    def office_types(self) -> str:
        """The namespace of the relationship types of this package: strict or transitional."""
        kinds = [each.kind for each in self.relationships("")]
        return STRICT if any(kind.startswith(STRICT) for kind in kinds) else TRANSITIONAL

    def add_part(
        self,
        base: str,
        kind: str,
        place: str,
        content_type: str,
        content: Iterable[bytes],
    ) -> None:
        """A new part that `base` refers to, with its content type; where `base` named a part of
        that kind that was missing, and the types did, this is it."""
        known = self.relationships(base)
        named = next((each for each in known if each.is_a(kind) and not each.external), None)
        if named:
            place = resolved(base, named.target)
        else:
            folder = posixpath.dirname(base.replace("\\", "/")) or "."
            known.add(f"{self.office_types}/{kind}", posixpath.relpath(place, folder))
        self.put(place, content_type, [_HEAD, *content])

    def put(self, place: str, content_type: str, content: Iterable[bytes]) -> None:
        """A new part, with its content type where the package does not tell it yet: by extension
        for kinds that have one of their own."""
        known = self.content_type(place)
        extension = place.rpartition(".")[2].lower()
        if not known and extension != "xml":
            self._tell_type(f".{extension}", f'Default Extension="{extension}"', content_type)
        elif known != content_type:
            self._tell_type(folded(place), f'Override PartName="/{place}"', content_type)
        self.archive.put(place, content)

    def content_type(self, place: str) -> str:
        """The content type of a part: its own, else that of its extension, "" for none."""
        name = folded(place)
        return self._types.get(name) or self._types.get(f".{name.rpartition('.')[2]}", "")

    @cached_property
    def _types(self) -> dict[str, str]:
        """The content types of parts by their folded names, and of extensions by those with their
        dot."""
        xml = self._content_types()
        found: dict[str, str] = {}
        for element in xml.children(xml.root):
            attributes = parsed(xml.attributes(element))
            extension = attributes.get("Extension", "").lower()
            key = f".{extension}" if extension else folded(attributes.get("PartName", ""))
            found[key] = attributes.get("ContentType", "")
        return found

    def _tell_type(self, key: str, about: str, content_type: str) -> None:
        self._types[key] = content_type
        xml = self._content_types()
        element = f'{about} ContentType="{content_type}"/>'
        xml.append(xml.root, b"<" + xml.prefix + element.encode())

    def free_place(self, like: str) -> str:
        """A name for a new part that is like another's, with the lowest number that is free."""
        stem, dot, extension = like.rpartition(".")
        stem = stem.rstrip("0123456789")
        number = 1
        while self.archive.find(f"{stem}{number}{dot}{extension}"):
            number += 1
        return f"{stem}{number}{dot}{extension}"

    def drop_part(self, base: str, name: str) -> None:
        """Take out a part, the relationships of `base` to it and its content type."""
        known = self.relationships(base)
        for item in [each for each in known if self.target(base, each) == name]:
            known.remove(item)
        types = self._content_types()
        for element in types.children(types.root):
            if self.archive.find((types.attribute(element, b"PartName") or "").lstrip("/")) == name:
                types.splice(element.start, element.end, b"")
        self.archive.drop(name)

    def _content_types(self) -> Xml:
        name = self.archive.find("[Content_Types].xml")
        if name is None:
            raise UnsafeInput("not a workbook: the archive holds no list of content types")
        return self.xml(name)

    def save(self) -> bytes:
        """The bytes of the package with all changes made."""
        for known in self._relationships.values():
            known.close()
        changed = {name: xml for name, xml in self._parts.items() if xml.changed}
        is_new = any(self.archive.find(name) is None for name in changed)
        if is_new and ".rels" not in self._types:  # relationships are the only new parts here
            self._tell_type(".rels", 'Default Extension="rels"', _RELS_TYPE)
            changed = {name: xml for name, xml in self._parts.items() if xml.changed}
        for name in changed:
            self.close(name)
        return self.archive.build()


def prefix_of_ids(package: Package, xml: Xml) -> tuple[bytes, bytes]:
    """The prefix for `r:id` in a part, and what declares it where the root does not."""
    for prefix, namespace in _NAMESPACE.findall(xml.attributes(xml.root)):
        if namespace.decode() in (STRICT, TRANSITIONAL):
            return prefix, b""
    return b"r", b' xmlns:r="' + package.office_types.encode() + b'"'


def _any_prefix(xml: Xml, element: Element, name: str) -> str:
    """An attribute by its local name, whatever prefix the relationships have."""
    written = parsed(xml.attributes(element))
    return next((value for key, value in written.items() if key.endswith(f":{name}")), "")


def _empty_relationships() -> bytes:
    return f'<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'.encode()
