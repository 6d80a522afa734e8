"""What real programs write and others do not expect, put into a sound workbook: one function for
each kind, parts -> parts (spec 7)."""

from __future__ import annotations

import re
from collections.abc import Callable

Parts = dict[str, bytes]

BOOK, RELS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
COMPATIBLE = b"http://schemas.openxmlformats.org/markup-compatibility/2006"
HANCOM = b"http://schemas.haansoft.com/office/spreadsheet/8.0"


def _changed(parts: Parts, name: str, pattern: bytes, new: bytes, count: int = 1) -> Parts:
    text, found = re.subn(pattern, new, parts[name], count=count, flags=re.S)
    assert found, (name, pattern)
    return {**parts, name: text}


def _in_alternatives(parts: Parts, within: bytes, item: bytes) -> Parts:
    """The second item of a list of the styles, among alternatives."""
    pattern = rb"(<%b[ >].*?<%b[ >/].*?)(<%b[ >].*?</%b>|<%b [^>]*/>)" % (within, *[item] * 4)
    choice = rb'<mc:Choice xmlns:hs="%b" Requires="hs">\2</mc:Choice>' % HANCOM
    fallback = rb"<mc:Fallback>\2</mc:Fallback>"
    new = rb'\1<mc:AlternateContent xmlns:mc="%b">%b%b</mc:AlternateContent>'
    return _changed(parts, STYLES, pattern, new % (COMPATIBLE, choice, fallback))


def alternatives_in_styles(parts: Parts) -> Parts:
    """Hancom Office: what it knows more about, with a fallback for others."""
    parts = _in_alternatives(parts, b"fonts", b"font")
    parts = _in_alternatives(parts, b"fills", b"fill")
    return _in_alternatives(parts, b"cellXfs", b"xf")


def backslashes(parts: Parts) -> Parts:
    return {name.replace("/", "\\"): content for name, content in parts.items()}


def missing_styles(parts: Parts) -> Parts:
    """Named in the relationships and content types, and not there."""
    return {name: content for name, content in parts.items() if name != STYLES}


def empty_style_attributes(parts: Parts) -> Parts:
    return {
        name: re.sub(rb'( s="\d+")', b' s=""', content, count=60) if "/sheet" in name else content
        for name, content in parts.items()
    }


def dimension_of_rows(parts: Parts) -> Parts:
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts = _changed(parts, name, rb'<dimension ref="[^"]*"', b'<dimension ref="1:4"')
    return parts


def dimension_of_columns(parts: Parts) -> Parts:
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts = _changed(parts, name, rb'<dimension ref="[^"]*"', b'<dimension ref="$A:$C"')
    return parts


def workbook_at_root(parts: Parts) -> Parts:
    moved = {BOOK: "workbook.xml", RELS: "_rels/workbook.xml.rels"}
    parts = {moved.get(name, name): content for name, content in parts.items()}
    parts = _changed(parts, "_rels/.rels", rb'"/?xl/workbook.xml"', b'"workbook.xml"')
    parts = _changed(parts, "[Content_Types].xml", b"/xl/workbook.xml", b"/workbook.xml")
    inside = rb'Target="(?!/|xl/)([^"]*)"'
    return _changed(parts, "_rels/workbook.xml.rels", inside, rb'Target="xl/\1"', count=0)


def relationships_in_another_case(parts: Parts) -> Parts:
    named = {RELS: "xl/_RELS/Workbook.xml.rels"}
    return {
        named.get(name, name.replace("_rels/sheet", "_rels/Sheet")): content
        for name, content in parts.items()
    }


def redefined_built_in_formats(parts: Parts) -> Parts:
    own = b'<numFmt numFmtId="%d" formatCode="#0.#"/>'
    written = b"".join(own % number for number in (1, 2, 14, 22, 49))
    parts = _changed(parts, STYLES, rb"<numFmts count=\"(\d+)\">", rb"<numFmts>" + written)
    return parts


def first_fill_is_solid(parts: Parts) -> Parts:
    solid = (
        rb'\1<fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill>'
    )
    return _changed(parts, STYLES, rb"(<fills[^>]*>)<fill>.*?</fill>", solid)


def missing_font(parts: Parts) -> Parts:
    """The second format, and so on, uses a font behind the last."""
    fonts = len(re.findall(rb"<font>", parts[STYLES].partition(b"</fonts>")[0]))
    behind = rb'\1fontId="%d"' % (fonts + 1)
    return _changed(parts, STYLES, rb'(<cellXfs[^>]*>.*?</xf><xf [^>]*?)fontId="\d+"', behind)


def missing_format(parts: Parts) -> Parts:
    """A cell of the user's has a format behind the last."""
    formats = parts[STYLES].partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0].count(b"<xf ")
    cell = b'<row r="900"><c r="BA900" s="%d"><v>1</v></c></row></sheetData>' % (formats + 1)
    return _changed(parts, "xl/worksheets/sheet1.xml", b"</sheetData>", cell)


def module_sheet(parts: Parts) -> Parts:
    """A module of macros as old versions wrote it."""
    sheet = b'<sheet name="Module1" sheetId="99" state="veryHidden" r:id="" xmlns:r="%b"/></sheets>'
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return _changed(parts, BOOK, b"</sheets>", sheet % office)


ODDITIES: tuple[Callable[[Parts], Parts], ...] = (
    alternatives_in_styles,
    backslashes,
    missing_styles,
    empty_style_attributes,
    dimension_of_rows,
    dimension_of_columns,
    workbook_at_root,
    relationships_in_another_case,
    redefined_built_in_formats,
    first_fill_is_solid,
    missing_font,
    missing_format,
    module_sheet,
)
