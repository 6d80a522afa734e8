"""Cell formats: the index of a format that differs from another in a few fields, only ever appended
(spec 7)."""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias
from xml.parsers import expat

from sheetfollow.model import CellStyle
from sheetfollow.xlsx.patch.package import Package
from sheetfollow.xlsx.patch.xml import Xml, attribute, with_attribute

Tree: TypeAlias = "tuple[str, frozenset[tuple[str, str]], tuple[Tree, ...], str]"

DATE, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_BUILT_IN = {
    "General": 0,
    "0": 1,
    "0.00": 2,
    "#,##0": 3,
    "#,##0.00": 4,
    "0%": 9,
    "0.00%": 10,
    "0.00E+00": 11,
    "# ?/?": 12,
    "# ??/??": 13,
    "@": 49,
}
_BUILT_IN_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_NO_LETTERS = re.compile(r"\"[^\"]*\"|[\\_*].|\[[^\]]*\]")
_DAYS = re.compile(r"[dy]|mmm", re.I)
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
_FONT_ORDER = (
    b"b",
    b"i",
    b"strike",
    b"condense",
    b"extend",
    b"outline",
    b"shadow",
    b"u",
    b"vertAlign",
    b"sz",
    b"color",
    b"name",
    b"family",
    b"charset",
    b"scheme",
)
_SIDES = (b"left", b"right", b"top", b"bottom", b"diagonal")
_CHILD = re.compile(rb"<((?:\w+:)?(\w+))([^>]*?)(?:/>|>(.*?)</\1\s*>)", re.S)
_XF = re.compile(rb"<((?:\w+:)?xf)([^>]*?)(?:/>|>(.*)</\1\s*>)", re.S)
_ALIGNMENT = re.compile(rb"<((?:\w+:)?alignment)([^>]*?)(?:/>|>.*?</\1\s*>)", re.S)
_FOREGROUND = re.compile(rb"<(?:\w+:)?fgColor(\s[^>]*)>")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"


class _Section:
    """One list of the styles part, like `fonts`: what it has and what we add. `reserved` come first
    in an empty one, because the applications take them for given."""

    def __init__(
        self, xml: Xml, name: bytes, item: bytes, reserved: tuple[bytes, ...] = ()
    ) -> None:
        self._xml, self._name = xml, name
        self._element = xml.child(xml.root, name)
        listed = (
            [each for each in xml.children(self._element) if each.name == item]
            if self._element
            else []
        )
        self.items = [xml.raw(each) for each in listed]
        self._present = len(self.items)
        self._reserved = reserved
        self._known: dict[Tree, int] | None = None

    @property
    def grew(self) -> bool:
        return len(self.items) > self._present

    def begin(self) -> None:
        """Give an empty list its reserved items."""
        self.items += self._reserved[len(self.items) :]

    def index(self, new: bytes) -> int:
        """The index of an item: of an equal one if there is one, else of the one added."""
        self.begin()
        if self._known is None:
            self._known = {}
            for index, item in enumerate(self.items):
                self._known.setdefault(_tree(item), index)
        index = self._known.setdefault(_tree(new), len(self.items))
        if index == len(self.items):
            self.items.append(new)
        return index

    def close(self) -> None:
        """Write the additions."""
        added = b"".join(self.items[self._present :])
        if not added:
            return
        count = str(len(self.items))
        if self._element is None:
            tag = self._xml.prefix + self._name
            new = b"<" + tag + b' count="' + count.encode() + b'">' + added + b"</" + tag + b">"
            place = _place(self._xml, self._name)
            self._xml.splice(place, place, new)
        elif self._element.self_closed:
            attributes = with_attribute(self._xml.attributes(self._element), b"count", count)
            tag = self._element.tag
            new = b"<" + tag + attributes + b">" + added + b"</" + tag + b">"
            self._xml.splice(self._element.start, self._element.end, new)
        else:
            self._xml.set_attribute(self._element, b"count", count)
            self._xml.append(self._element, added)


class Styles:
    """The styles part of a workbook. It is looked at when a format is asked for, and made where
    there is none."""

    def __init__(self, package: Package) -> None:
        self._package = package
        known = package.related(package.workbook, "styles")
        self._new = None if known else Xml(_empty(package))
        xml = self._new or package.xml(known[0])
        p = xml.prefix
        plain = b"<%bfill><%bpatternFill patternType=" % (p, p)
        font = b'<%bfont><%bsz val="11"/><%bname val="Calibri"/></%bfont>' % (p, p, p, p)
        self._xml, self._prefix, self._plain_font = xml, p, font
        self._formats = _Section(xml, b"numFmts", b"numFmt")
        self._fonts = _Section(xml, b"fonts", b"font", (font,))
        self._fills = _Section(
            xml,
            b"fills",
            b"fill",
            (plain + b'"none"/></%bfill>' % p, plain + b'"gray125"/></%bfill>' % p),
        )
        border = (
            b"<%bborder>" % p
            + b"".join(b"<%b%b/>" % (p, side) for side in _SIDES)
            + b"</%bborder>" % p
        )
        self._borders = _Section(xml, b"borders", b"border", (border,))
        self._xfs = _Section(xml, b"cellXfs", b"xf", (b'<%bxf numFmtId="0"/>' % p,))
        self._codes = {
            int(attribute(item, b"numFmtId") or 0): attribute(item, b"formatCode") or ""
            for item in self._formats.items
        }
        self._derived: dict[tuple[int, CellStyle | None, str | None], int] = {}

    def derive(self, base: int, style: CellStyle | None, date: str | None = None) -> int:
        """The index of the format that is `base` with the fields of `style` that are given. `date`
        is the number format of a cell with a date that shows no date yet."""
        key = (base, style, date)
        if key not in self._derived:
            self._derived[key] = self._derive(base, style or CellStyle(), date)
        return self._derived[key]

    def close(self) -> None:
        """Write the additions into the part, with what every application expects beside them."""
        if self._xfs.grew:
            for section in (self._fonts, self._fills, self._borders):
                section.begin()
        root, empty = self._xml.root, self._xml.root.self_closed and self._xfs.grew
        if empty:
            self._xml.splice(root.end - 2, root.end, b">")
        for section in (self._formats, self._fonts, self._fills, self._borders, self._xfs):
            section.close()
        if empty:
            self._xml.splice(root.end, root.end, b"</" + root.tag + b">")
        if self._new and self._new.changed:
            content = self._new.result()
            self._package.add_part(
                self._package.workbook, "styles", "styles.xml", _CONTENT_TYPE, content
            )

    def _derive(self, base: int, style: CellStyle, date: str | None) -> int:
        old = self._xf(base)
        found = _XF.fullmatch(old.strip())
        tag, attributes, inside = (
            (found[1], found[2], found[3] or b"") if found else (self._prefix + b"xf", b"", b"")
        )
        code = style.number_format or (date if not self._shows_day(attributes) else None)
        before = attributes, inside
        if code is not None:
            attributes = self._with_format(attributes, code)
        if any(each is not None for each in (style.color, style.bold, style.underline)):
            attributes = self._with_font(attributes, style)
        if style.fill is not None:
            attributes = self._with_fill(attributes, style.fill)
        inside = self._with_alignment(inside, style)
        if inside != before[1]:
            attributes = with_attribute(attributes, b"applyAlignment", "1")
        if (attributes, inside) == before:
            return base
        content = b">" + inside + b"</" + tag + b">" if inside else b"/>"
        return self._xfs.index(b"<" + tag + attributes.rstrip() + content)

    def _xf(self, index: int) -> bytes:
        if index < len(self._xfs.items):
            return self._xfs.items[index]
        return self._xfs.items[0] if self._xfs.items else b'<%bxf numFmtId="0"/>' % self._prefix

    def _shows_day(self, xf: bytes) -> bool:
        number = _number(xf, b"numFmtId")
        return number in _BUILT_IN_DATES or shows_day(self._codes.get(number, ""))

    def _with_format(self, xf: bytes, code: str) -> bytes:
        present = _number(xf, b"numFmtId")
        if self._codes.get(present) == code or _BUILT_IN.get(code) == present:
            return xf
        number = _BUILT_IN.get(code)
        if number is None:
            number = next((key for key, known in self._codes.items() if known == code), None)
        if number is None:
            number = max([163, *self._codes]) + 1
            self._codes[number] = code
            new = with_attribute(b' numFmtId="%d"' % number, b"formatCode", code)
            self._formats.index(b"<" + self._prefix + b"numFmt" + new + b"/>")
        return with_attribute(
            with_attribute(xf, b"numFmtId", str(number)), b"applyNumberFormat", "1"
        )

    def _with_font(self, xf: bytes, style: CellStyle) -> bytes:
        present = _number(xf, b"fontId")
        old = self._fonts.items[present] if present < len(self._fonts.items) else self._plain_font
        found = _CHILD.fullmatch(old.strip())
        parts = [(each[2], each[0]) for each in _CHILD.finditer(found[4] or b"")] if found else []
        new = self._font_parts(parts, style)
        if new == parts and found:
            return xf
        tag = found[1] if found else self._prefix + b"font"
        index = self._fonts.index(
            b"<" + tag + b">" + b"".join(raw for _, raw in new) + b"</" + tag + b">"
        )
        return with_attribute(with_attribute(xf, b"fontId", str(index)), b"applyFont", "1")

    def _font_parts(
        self, parts: list[tuple[bytes, bytes]], style: CellStyle
    ) -> list[tuple[bytes, bytes]]:
        """The elements of a font with those that the style names changed, in the order that the
        standard gives."""
        wanted: dict[bytes, bytes | None] = {}
        for name, on in ((b"b", style.bold), (b"u", style.underline)):
            present = next((raw for each, raw in parts if each == name), None)
            if on is not None and on != _is_on(present):
                wanted[name] = b"<%b%b/>" % (self._prefix, name) if on else None
        if style.color is not None:
            color = b'<%bcolor rgb="FF%b"/>' % (self._prefix, style.color.upper().encode())
            present = next((raw for each, raw in parts if each == b"color"), None)
            if present is None or not _is_color(attribute(present, b"rgb"), style.color):
                wanted[b"color"] = color
        kept = [(name, raw) for name, raw in parts if name not in wanted]
        for name, raw in wanted.items():
            if raw is not None:
                rank = _FONT_ORDER.index(name)
                before = [
                    each
                    for each, _ in kept
                    if each in _FONT_ORDER and _FONT_ORDER.index(each) < rank
                ]
                place = max(
                    (index + 1 for index, (each, _) in enumerate(kept) if each in before), default=0
                )
                kept.insert(place, (name, raw))
        return kept

    def _with_fill(self, xf: bytes, color: str) -> bytes:
        p, present = self._prefix, _number(xf, b"fillId")
        if not color:
            if present == 0 or (
                present < len(self._fills.items) and b'"none"' in self._fills.items[present]
            ):
                return xf
            return with_attribute(with_attribute(xf, b"fillId", "0"), b"applyFill", "1")
        if present < len(self._fills.items) and _is_solid(self._fills.items[present], color):
            return xf
        index = self._fills.index(
            b'<%bfill><%bpatternFill patternType="solid"><%bfgColor rgb="FF%b"/><%bbgColor'
            b' indexed="64"/></%bpatternFill></%bfill>' % (p, p, p, color.upper().encode(), p, p, p)
        )
        return with_attribute(with_attribute(xf, b"fillId", str(index)), b"applyFill", "1")

    def _with_alignment(self, inside: bytes, style: CellStyle) -> bytes:
        found = _ALIGNMENT.search(inside)
        attributes = old = found[2] if found else b""
        if style.wrap is not None and style.wrap != (
            (attribute(old, b"wrapText") or "0") in ("1", "true")
        ):
            attributes = with_attribute(attributes, b"wrapText", "1" if style.wrap else None)
        if style.horizontal is not None and style.horizontal != (
            attribute(old, b"horizontal") or "general"
        ):
            attributes = with_attribute(attributes, b"horizontal", style.horizontal)
        if style.vertical is not None and style.vertical != (
            attribute(old, b"vertical") or "bottom"
        ):
            attributes = with_attribute(attributes, b"vertical", style.vertical)
        if attributes == old:
            return inside
        new = b"<%balignment%b/>" % (self._prefix, attributes.rstrip())
        return inside[: found.start()] + new + inside[found.end() :] if found else new + inside


def shows_day(code: str) -> bool:
    """Whether a number format shows a day, and not just a number or a time."""
    return bool(_DAYS.search(_NO_LETTERS.sub("", code)))


def _number(xf: bytes, name: bytes) -> int:
    value = attribute(xf, name)
    return int(value) if value else 0


def _is_on(flag: bytes | None) -> bool:
    """Whether an element like <b/> or <u val="none"/> switches something on."""
    return flag is not None and (attribute(flag, b"val") or "1") not in ("0", "false", "none")


def _is_color(present: str | None, wanted: str) -> bool:
    """Whether an ARGB value shows the wanted RRGGBB: the alpha means nothing in a cell."""
    return present is not None and present[-6:].upper() == wanted.upper()


def _is_solid(fill: bytes, color: str) -> bool:
    found = _FOREGROUND.search(fill)
    return (
        found is not None and b'"solid"' in fill and _is_color(attribute(found[1], b"rgb"), color)
    )


def _place(xml: Xml, name: bytes) -> int:
    """Where a section that is missing belongs."""
    earlier = _ORDER[: _ORDER.index(name)]
    return max(
        (each.end for each in xml.children(xml.root) if each.name in earlier), default=xml.root.body
    )


def _empty(package: Package) -> bytes:
    """The styles part that a workbook without one gets."""
    strict = _STRICT_MAIN.encode() in package.xml(package.workbook).data
    xf = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'<styleSheet xmlns="{_STRICT_MAIN if strict else _MAIN}"><cellStyleXfs count="1"><xf'
        f' {xf}/></cellStyleXfs><cellXfs count="1"><xf {xf} xfId="0"/></cellXfs><cellStyles'
        ' count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()


@cache
def _tree(item: bytes) -> Tree:
    """An item as a value that equals that of every other way to write it."""
    stack: list[tuple[str, frozenset[tuple[str, str]], list[Tree], list[str]]] = [
        ("", frozenset(), [], [])
    ]

    def start(name: str, attributes: dict[str, str]) -> None:
        stack.append((name, frozenset(attributes.items()), [], []))

    def end(_: str) -> None:
        name, attributes, children, texts = stack.pop()
        stack[-1][2].append((name, attributes, tuple(children), "".join(texts).strip()))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: stack[-1][3].append(text)
    parser.Parse(item, True)
    return stack[0][2][0]
