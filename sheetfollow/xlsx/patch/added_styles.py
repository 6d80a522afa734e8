"""The formats of a package of ours behind those of a workbook: only ever appended (spec 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetfollow.xlsx.patch.package import Package
from sheetfollow.xlsx.patch.xml import Xml, attribute, with_attribute

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = (
    b"numFmts",
    b"fonts",
    b"fills",
    b"borders",
    b"cellStyleXfs",
    b"cellXfs",
    b"cellStyles",
    b"dxfs",
)
_FIRST_OWN_FORMAT = 164
_STYLES = "xl/styles.xml"
_LISTED = {b"fontId": b"fonts", b"fillId": b"fills", b"borderId": b"borders"}
_RESERVED = {b"fonts": 1, b"fills": 2, b"borders": 1, b"cellXfs": 1}
"""How many items of an empty list the applications take for given: they come before ours."""


class AddedStyles:
    """Appends all formats of `source` to those of `target` at once.

    `formats` and `differences` give the new index of each cell format and of each format of a
    condition, by the old one.
    """

    def __init__(self, target: Package, source: Package) -> None:
        (ours,) = source.related(source.workbook, "styles")
        self._ours = source.xml(ours)
        theirs = target.related(target.workbook, "styles")
        if not theirs:
            self._take_all(target, source.archive.read(ours))
            return
        self._xml = target.xml(theirs[0])
        numbers = self._add_codes()
        starts = {name: self._add(name, self._items(name)) for name in _LISTED.values()}
        has_base = bool(_children(self._xml, b"cellStyleXfs"))
        xfs = [_moved(raw, starts, numbers, has_base=has_base) for raw in self._items(b"cellXfs")]
        first = self._add(b"cellXfs", xfs)
        self.formats = range(first, first + len(xfs))
        differences = self._items(b"dxfs")
        first = self._add(b"dxfs", differences)
        self.differences = range(first, first + len(differences))

    def _take_all(self, target: Package, raw: bytes) -> None:
        """A workbook without formats gets ours as they are: their first is the plain one."""
        self.formats = range(len(self._items(b"cellXfs")))
        self.differences = range(len(self._items(b"dxfs")))
        target.put_part(_STYLES, _CONTENT_TYPE, [raw])
        known = target.relationships(target.workbook)
        known.add(f"{target.office_types}/styles", f"/{_STYLES}")

    def _items(self, section: bytes) -> list[bytes]:
        return _children(self._ours, section)

    def _add_codes(self) -> dict[str, str]:
        """The new number of each number format of ours, by its old one."""
        known = {
            attribute(raw, b"formatCode"): attribute(raw, b"numFmtId") or ""
            for raw in _children(self._xml, b"numFmts")
        }
        free = max([_FIRST_OWN_FORMAT - 1, *(int(number or 0) for number in known.values())]) + 1
        numbers: dict[str, str] = {}
        new = []
        for raw in self._items(b"numFmts"):
            code = attribute(raw, b"formatCode")
            if code not in known:
                known[code] = str(free)
                new.append(_with(raw, b"numFmtId", known[code]))
                free += 1
            numbers[attribute(raw, b"numFmtId") or ""] = known[code]
        self._add(b"numFmts", new)
        return numbers

    def _add(self, section: bytes, items: Sequence[bytes]) -> int:
        """Append to a list of the workbook; the index of the first one added."""
        xml = self._xml
        there = xml.child(xml.root, section)
        count = len(xml.children(there)) if there else 0
        # an empty list: ours begins with the plain ones that every application takes for given
        reserved = self._items(section)[: _RESERVED.get(section, 0)] if not count else []
        added = [_prefixed(raw, xml.prefix) for raw in (*reserved, *items)]
        if not added:
            return count
        total = str(count + len(added))
        body = b"".join(added)
        if there is None:
            tag = xml.prefix + section
            new = b"<" + tag + b' count="' + total.encode() + b'">' + body + b"</" + tag + b">"
            place = _place(xml, section)
            xml.splice(place, place, new)
        elif there.self_closed:
            attributes = with_attribute(xml.attributes(there), b"count", total)
            new = b"<" + there.tag + attributes + b">" + body + b"</" + there.tag + b">"
            xml.splice(there.start, there.end, new)
        else:
            xml.set_attribute(there, b"count", total)
            xml.append(there, body)
        return count + len(reserved)


def _children(xml: Xml, section: bytes) -> list[bytes]:
    found = xml.child(xml.root, section)
    return [xml.raw(each) for each in xml.children(found)] if found else []


def _place(xml: Xml, section: bytes) -> int:
    """Where a list that is missing belongs."""
    earlier = _ORDER[: _ORDER.index(section)]
    ends = [each.end for each in xml.children(xml.root) if each.name in earlier]
    return max(ends, default=xml.root.body)


_OPENING = re.compile(rb"<[\w:]+((?:\s[^>]*?)?)(/?)>")
_TAG = re.compile(rb"<(/?)(?=[A-Za-z])")


def _prefixed(raw: bytes, prefix: bytes) -> bytes:
    """An item of ours, which has no prefix, with that of their part."""
    return _TAG.sub(lambda tag: b"<" + tag[1] + prefix, raw) if prefix else raw


def _with(raw: bytes, name: bytes, value: str | None) -> bytes:
    """An item with an attribute of its own element changed."""
    opening = _OPENING.match(raw)
    if opening is None:
        return raw
    return raw[: opening.start(1)] + with_attribute(opening[1], name, value) + raw[opening.end(1) :]


def _moved(
    raw: bytes, starts: dict[bytes, int], numbers: dict[str, str], *, has_base: bool
) -> bytes:
    """A cell format of ours that leads to what was appended."""
    opening = _OPENING.match(raw)
    attributes = opening[1] if opening else b""
    for name, section in _LISTED.items():
        old = int(attribute(attributes, name) or 0)
        raw = _with(raw, name, str(starts[section] + old))
    number = attribute(attributes, b"numFmtId") or "0"
    raw = _with(raw, b"numFmtId", numbers.get(number, number))
    return _with(raw, b"xfId", "0" if has_base else None)
