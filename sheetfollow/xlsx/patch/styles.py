"""Cell formats: the index of a format that differs from another in a few fields, only ever appended
(spec 7)."""

from __future__ import annotations

import re

from sheetfollow.exceptions import CannotWrite
from sheetfollow.model import CellStyle
from sheetfollow.xlsx.patch.fonts import changed_font, is_color
from sheetfollow.xlsx.patch.formats import Section, highest
from sheetfollow.xlsx.patch.package import Package
from sheetfollow.xlsx.patch.rows import highest_style
from sheetfollow.xlsx.patch.xml import Xml, attribute, integer, with_attribute

DATE, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
PART = "xl/styles.xml"  # some readers look nowhere else
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
CODES = {number: code for code, number in _BUILT_IN.items()}
_BUILT_IN_DATES = {
    *range(14, 18),
    22,
    *range(27, 37),
    *range(50, 59),
}
_REFERS = {b"fonts": b"fontId", b"fills": b"fillId", b"borders": b"borderId"}
FIRST_OWN = 164
_NO_LETTERS = re.compile(r"\"[^\"]*\"|[\\_*].|\[[^\]]*\]")
_DAYS = re.compile(r"[dy]|mmm", re.I)
_RESERVED_FILLS = 2  # applications take the first two for none and a grey pattern
_SIDES = (b"left", b"right", b"top", b"bottom", b"diagonal")
_XF = re.compile(rb"<((?:\w+:)?xf)([^>]*?)(?:/>|>(.*)</\1\s*>)", re.S)
_ALIGNMENT = re.compile(rb"<((?:\w+:)?alignment)([^>]*?)(?:/>|>.*?</\1\s*>)", re.S)
_PATTERN = re.compile(rb"<(?:\w+:)?patternFill(\s[^>]*?)?/?>")
_FOREGROUND = re.compile(rb"<(?:\w+:)?fgColor(\s[^>]*)>")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"


class Styles:
    """The styles part of a workbook. It is looked at when a format is asked for, and made where
    there is none."""

    def __init__(self, package: Package) -> None:
        self._package = package
        known = package.related(package.workbook, "styles")
        self._new = None if known else Xml(_empty(package))
        xml = self._new or package.xml(known[0])
        p = xml.prefix
        self._xml, self.prefix = xml, p
        self._plain_font = _plain_font(p)
        self.formats = Section(xml, b"numFmts", b"numFmt")
        self.xfs = self._section(
            b"cellXfs",
            b"xf",
            b'<%bxf numFmtId="0"/>' % p,
        )
        self.fonts = self._section(
            b"fonts",
            b"font",
            self._plain_font,
        )
        self.fills = self._section(
            b"fills",
            b"fill",
            _pattern(p, b"none"),
            _pattern(p, b"gray125"),
        )
        self.borders = self._section(
            b"borders",
            b"border",
            _plain_border(p),
        )
        self.dxfs = Section(xml, b"dxfs", b"dxf")
        self.codes: dict[int, str] = {}
        for item in self.formats.items:
            self.codes[integer(item, b"numFmtId")] = attribute(item, b"formatCode") or ""
        self._derived: dict[tuple[int, CellStyle | None, str | None], int] = {}

    def _section(self, name: bytes, item: bytes, *reserved: bytes) -> Section:
        return Section(
            self._xml,
            name,
            item,
            reserved,
            lambda: self._highest_used(name),
        )

    def _highest_used(self, name: bytes) -> int:
        """The highest index of a list that something refers to, whether there is one or not."""
        if name == b"cellXfs":
            least = len(self.xfs.items)
            sheets = self._package.worksheet_texts()
            return max((highest_style(sheet, least) for sheet in sheets), default=-1)
        named = Section(self._xml, b"cellStyleXfs", b"xf")
        return highest([*self.xfs.items, *named.items], _REFERS[name])

    def derive(self, base: int, style: CellStyle | None, date: str | None = None) -> int:
        """The index of the format that is `base` with the fields of `style` that are given. `date`
        is the number format of a cell with a date that shows no date yet."""
        key = (base, style, date)
        if key not in self._derived:
            self._derived[key] = self._derive(
                base,
                style or CellStyle(),
                date,
            )
        return self._derived[key]

    def close(self) -> None:
        """Write the additions into the part, with what every application expects beside them."""
        if self.xfs.grew:
            for section in (self.fonts, self.fills, self.borders):
                section.begin()
        root = self._xml.root
        empty = root.self_closed and self.xfs.grew
        if empty:
            self._xml.splice(
                root.end - 2,
                root.end,
                b">",
            )
        for section in (self.formats, self.fonts, self.fills, self.borders, self.xfs, self.dxfs):
            section.close()
        if empty:
            self._xml.splice(
                root.end,
                root.end,
                b"</" + root.tag + b">",
            )
        if self._new and self._new.changed:
            self._package.add_part(
                self._package.workbook, "styles", PART, _CONTENT_TYPE, self._new.result()
            )

    def _derive(self, base: int, style: CellStyle, date: str | None) -> int:
        found = _XF.fullmatch(self._xf(base).strip())
        tag = found[1] if found else self.prefix + b"xf"
        old = found[2] if found else b""
        inside = (found[3] or b"") if found else b""
        attributes = self._with_format(old, style, date)
        attributes = self._with_font(attributes, style)
        attributes = self._with_fill(attributes, style.fill)
        aligned = self._with_alignment(inside, style)
        if aligned != inside:
            attributes = with_attribute(attributes, b"applyAlignment", "1")
        if (attributes, aligned) == (old, inside):
            return base
        content = b">" + aligned + b"</" + tag + b">" if aligned else b"/>"
        return self.xfs.index(b"<" + tag + attributes.rstrip() + content)

    def _xf(self, index: int) -> bytes:
        if index < len(self.xfs.items):
            return self.xfs.items[index]
        return self.xfs.items[0] if self.xfs.items else b'<%bxf numFmtId="0"/>' % self.prefix

    def _with_format(self, xf: bytes, style: CellStyle, date: str | None) -> bytes:
        present = integer(xf, b"numFmtId")
        code = style.number_format or (None if self._shows_day(present) else date)
        if code is None or self._says(present, code):
            return xf
        xf = with_attribute(
            xf,
            b"numFmtId",
            str(self.format_number(code)),
        )
        return with_attribute(xf, b"applyNumberFormat", "1")

    def _shows_day(self, present: int) -> bool:
        if present in self.codes:
            return shows_day(self.codes[present])
        return present in _BUILT_IN_DATES

    def _says(self, present: int, code: str) -> bool:
        """Whether a number means that code: the workbook's own meaning of it counts."""
        if present in self.codes:
            return self.codes[present] == code
        return _BUILT_IN.get(code) == present

    def format_number(self, code: str) -> int:
        """The number of a format code, added where there is none. A built-in number that the
        workbook gives a meaning of its own is passed over: not all applications follow that."""
        built_in = _BUILT_IN.get(code)
        if built_in is not None and built_in not in self.codes:
            return built_in
        for key, known in self.codes.items():
            if known == code and key >= FIRST_OWN:
                return key
        new = self.free_number()
        self.codes[new] = code
        written = with_attribute(b' numFmtId="%d"' % new, b"formatCode", code)
        self.formats.index(b"<" + self.prefix + b"numFmt" + written + b"/>")
        return new

    def free_number(self) -> int:
        """A number for a format code that no other has."""
        return max([FIRST_OWN - 1, *self.codes]) + 1

    def _with_font(self, xf: bytes, style: CellStyle) -> bytes:
        asked = (style.color, style.bold, style.underline)
        if all(each is None for each in asked):
            return xf
        present = integer(xf, b"fontId")
        new = changed_font(
            _item(self.fonts, present, self._plain_font),
            style,
            self.prefix,
        )
        if new is None:
            return xf
        xf = with_attribute(
            xf,
            b"fontId",
            str(self.fonts.index(new)),
        )
        return with_attribute(xf, b"applyFont", "1")

    def _with_fill(self, xf: bytes, color: str | None) -> bytes:
        if color is None:
            return xf
        present = integer(xf, b"fillId")
        fill = _item(
            self.fills,
            present,
            _pattern(self.prefix, b"none"),
        )
        if color:
            if present >= _RESERVED_FILLS and _is_solid(fill, color):
                return xf
            index = self.fills.index(_solid(self.prefix, color), first=_RESERVED_FILLS)
        elif _is_none(fill):
            return xf
        else:
            index = self.no_fill()
        return with_attribute(
            with_attribute(xf, b"fillId", str(index)),
            b"applyFill",
            "1",
        )

    def no_fill(self) -> int:
        """The index of a fill that is none: the first, but where a workbook has another there."""
        self.fills.begin()
        if _is_none(self.fills.items[0]):
            return 0
        return self.fills.index(_pattern(self.prefix, b"none"), first=_RESERVED_FILLS)

    def _with_alignment(self, inside: bytes, style: CellStyle) -> bytes:
        found = _ALIGNMENT.search(inside)
        old = found[2] if found else b""
        attributes = _aligned(old, style)
        if attributes == old:
            return inside
        new = b"<%balignment%b/>" % (self.prefix, attributes.rstrip())
        return inside[: found.start()] + new + inside[found.end() :] if found else new + inside


def _aligned(old: bytes, style: CellStyle) -> bytes:
    """The attributes of an alignment with those changed that the style names."""
    attributes = old
    if style.wrap is not None:
        wraps = (attribute(old, b"wrapText") or "0") in ("1", "true")
        if style.wrap != wraps:
            attributes = with_attribute(
                attributes,
                b"wrapText",
                "1" if style.wrap else None,
            )
    for name, wanted, usual in (
        (b"horizontal", style.horizontal, "general"),
        (b"vertical", style.vertical, "bottom"),
    ):
        if wanted is not None and wanted != (attribute(old, name) or usual):
            attributes = with_attribute(attributes, name, wanted)
    return attributes


def shows_day(code: str) -> bool:
    """Whether a number format shows a day, and not just a number or a time."""
    return bool(_DAYS.search(_NO_LETTERS.sub("", code)))


def _item(section: Section, index: int, plain: bytes) -> bytes:
    """An item of a list; for one that is not there the first, as the applications do."""
    if index < len(section.items):
        return section.items[index]
    return section.items[0] if section.items else plain


def _is_none(fill: bytes) -> bool:
    found = _PATTERN.search(fill)
    return found is not None and (attribute(found[1] or b"", b"patternType") or "none") == "none"


def _is_solid(fill: bytes, color: str) -> bool:
    found = _FOREGROUND.search(fill)
    if found is None or b'"solid"' not in fill:
        return False
    return is_color(attribute(found[1], b"rgb"), color)


def _pattern(prefix: bytes, kind: bytes) -> bytes:
    return b'<%bfill><%bpatternFill patternType="%b"/></%bfill>' % (prefix, prefix, kind, prefix)


def _solid(prefix: bytes, color: str) -> bytes:
    foreground = b'<%bfgColor rgb="FF%b"/>' % (prefix, color.upper().encode())
    background = b'<%bbgColor indexed="64"/>' % prefix
    tag = prefix + b"patternFill"
    pattern = b'<%b patternType="solid">%b%b</%b>' % (tag, foreground, background, tag)
    return b"<%bfill>%b</%bfill>" % (prefix, pattern, prefix)


def _plain_font(prefix: bytes) -> bytes:
    parts = b'<%bsz val="11"/><%bname val="Calibri"/>' % (prefix, prefix)
    return b"<%bfont>%b</%bfont>" % (prefix, parts, prefix)


def _plain_border(prefix: bytes) -> bytes:
    sides = b"".join(b"<%b%b/>" % (prefix, side) for side in _SIDES)
    return b"<%bborder>%b</%bborder>" % (prefix, sides, prefix)


def _empty(package: Package) -> bytes:
    """The styles part that a workbook without one gets. Raises CannotWrite where one lies there
    that nothing refers to: some applications would take that."""
    if package.archive.find(PART):
        raise CannotWrite(
            "the workbook has styles that it does not refer to; open and save the file in your"
            " spreadsheet first"
        )
    strict = _STRICT_MAIN.encode() in package.xml(package.workbook).data
    xf = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'<styleSheet xmlns="{_STRICT_MAIN if strict else _MAIN}"><cellStyleXfs count="1"><xf'
        f' {xf}/></cellStyleXfs><cellXfs count="1"><xf {xf} xfId="0"/></cellXfs><cellStyles'
        ' count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()
