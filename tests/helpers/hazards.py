"""Small workbooks written out by hand, one for each thing that a careless writer loses or breaks.

All are made here, in code; none is anybody's file. Where a part is only ever carried along, its
content is just enough to tell it from another.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2007/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="d mmm yyyy"/></numFmts><fonts'
    ' count="2"><font><sz val="11"/><color theme="1"/><name val="Calibri"/><family'
    ' val="2"/></font><font><b/><i/><sz val="14"/><name val="Arial"/></font></fonts><fills'
    ' count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill'
    ' patternType="gray125"/></fill></fills><borders'
    ' count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs'
    ' count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs'
    ' count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164"'
    ' fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0"'
    ' fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" quotePrefix="1"><alignment'
    ' horizontal="left" indent="1"/><protection locked="0"/></xf><xf numFmtId="14" fontId="0"'
    ' fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles'
    ' count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><extLst><ext'
    ' uri="{kept}"><kept/></ext></extLst>'
)
ROWS = (
    '<row r="2" spans="2:4" ht="20" customHeight="1"><c r="B2" s="1"><v>45000</v></c><c r="C2"'
    ' t="s"><v>0</v></c><c r="D2" t="b"><v>1</v></c></row><row r="4" spans="2:4"><c r="B4"'
    ' t="str"><f>B2&amp;"x"</f><v>45000x</v></c><c r="C4" t="e"><v>#N/A</v></c></row>'
)
SHARED = (
    "<si><t>first</t></si><si><r><t>rich"
    " </t></r><r><rPr><b/></rPr><t>text</t></r><rPh><t>hint</t></rPh></si>"
)

Related = tuple[str, str]  # the kind (or the whole type) of a relationship, and its target


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts, with a date of its own on each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for index, (name, content) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 2 * (index % 20)))
            info.compress_type = method
            archive.writestr(info, content)
    return out.getvalue()


def related(items: Sequence[Related], *, strict: bool = False) -> str:
    """A relationships part; a target with a scheme is outside."""
    base = STRICT_OFFICE if strict else OFFICE
    rows = ""
    for number, (kind, target) in enumerate(items, 1):
        mode = ' TargetMode="External"' if kind == "hyperlink" else ""
        full = kind if ":" in kind else f"{base}/{kind}"
        rows += f'<Relationship Id="rId{number}" Type="{full}" Target="{target}"{mode}/>'
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def parts_of(
    rows: str = ROWS,
    *,
    head: str = '<dimension ref="B2:D4"/>',
    tail: str = "",
    styles: str | None = STYLES,
    shared: str | bytes | None = SHARED,
    extra: Mapping[str, str | bytes] | None = None,
    sheet_refers: Sequence[Related] = (),
    book_refers: Sequence[Related] = (),
    book_head: str = "",
    book_tail: str = "",
    prefix: str = "",
    strict: bool = False,
    attributes: str = "",
    types: str = "",
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet, `Data`, whose rows and surroundings are given."""
    main, office = (STRICT_MAIN, STRICT_OFFICE) if strict else (MAIN, OFFICE)
    p, space = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    root = f'{space}="{main}" xmlns:r="{office}"'
    data = f"<{p}sheetData>{rows}</{p}sheetData>" if rows else f"<{p}sheetData/>"
    refers = [("worksheet", "worksheets/sheet1.xml")]
    refers += [("styles", "styles.xml")] if styles is not None else []
    refers += [("sharedStrings", "sharedStrings.xml")] if shared is not None else []
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f"{DECLARATION}<Types"
            ' xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png"'
            ' ContentType="image/png"/>'
            '<Override PartName="/xl/workbook.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override'
            " PartName="
            '"/xl/worksheets/sheet1.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            f"{types}</Types>"
        ),
        "_rels/.rels": related([("officeDocument", "xl/workbook.xml")], strict=strict),
        "xl/workbook.xml": (
            f"{DECLARATION}<{p}workbook {root}>{book_head}<{p}sheets>"
            f'<{p}sheet name="Data" sheetId="7" r:id="rId1"/></{p}sheets>{book_tail}</{p}workbook>'
        ),
        "xl/_rels/workbook.xml.rels": related([*refers, *book_refers], strict=strict),
        "xl/worksheets/sheet1.xml": (
            f"{DECLARATION}<{p}worksheet {root}{attributes}>{head}{data}{tail}</{p}worksheet>"
        ),
    }
    if styles is not None:
        parts["xl/styles.xml"] = (
            f'{DECLARATION}<{p}styleSheet {space}="{main}">{styles}</{p}styleSheet>'
        )
    if isinstance(shared, bytes):
        parts["xl/sharedStrings.xml"] = shared
    elif shared is not None:
        parts["xl/sharedStrings.xml"] = f'{DECLARATION}<sst xmlns="{main}">{shared}</sst>'
    if sheet_refers:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = related(sheet_refers, strict=strict)
    return {**parts, **(extra or {})}


def table(reference: str, *, totals: bool = False, name: str = "Log", headers: bool = True) -> str:
    """A table's part, with three columns."""
    body = reference if not totals else reference.rstrip("0123456789") + str(int(reference[-1]) - 1)
    foot = ' totalsRowCount="1"' if totals else ' totalsRowShown="0"'
    top = "" if headers else ' headerRowCount="0"'
    filter_ = f'<autoFilter ref="{body}"/>' if headers else ""
    return (
        f'{DECLARATION}<table xmlns="{MAIN}" id="1" name="{name}" displayName="{name}"'
        f' ref="{reference}"{top}{foot}>{filter_}<tableColumns count="3"><tableColumn id="1"'
        ' name="One"/><tableColumn id="2" name="Two"/><tableColumn id="3"'
        ' name="Three"/></tableColumns><tableStyleInfo name="TableStyleLight1"/></table>'
    )


def ext(uri: str, content: str) -> str:
    return f'<extLst><ext uri="{{{uri}}}" xmlns:x14="{X14}">{content}</ext></extLst>'


_SHAPES = f'{DECLARATION}<xdr:wsDr xmlns:xdr="urn:drawing">%s</xdr:wsDr>'
_DRAWING = {
    "sheet_refers": [("drawing", "../drawings/drawing1.xml")],
    "tail": '<drawing r:id="rId1"/>',
}
_PREFIXED = ROWS.replace("<", "<x:").replace("<x:/", "</x:")


def hazards() -> dict[str, bytes]:
    """All of them by name."""
    made = {name: parts_of(**arguments) for name, arguments in _PARTS.items()}  # type: ignore[arg-type]
    books = {name: zipped(parts) for name, parts in made.items()}
    books["stored"] = zipped(parts_of(), zipfile.ZIP_STORED)
    books["utf-16"] = zipped(_in_utf16(parts_of()))
    books["data descriptors"] = _streamed(parts_of())
    books["zip64"] = _wide(parts_of())
    books["bytes before the archive"] = b"#!/bin/sh\n" + books["plain"]
    books["backslashes"] = zipped(
        {
            name.replace("/", "\\") if "sheet1" in name else name: content
            for name, content in made["picture"].items()
        }
    )
    books["odd case"] = zipped(
        {name.replace("sheet1", "Sheet1"): content for name, content in made["picture"].items()}
    )
    return books


def _in_utf16(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
    text = str(parts["xl/worksheets/sheet1.xml"]).replace("UTF-8", "UTF-16")
    return {**parts, "xl/worksheets/sheet1.xml": text.encode("utf-16")}


class _Stream(io.BytesIO):
    """A file that cannot go back, so that sizes come behind the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation


def _streamed(parts: dict[str, str | bytes]) -> bytes:
    out = _Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6)), content, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def _wide(parts: dict[str, str | bytes]) -> bytes:
    """Each entry with 64-bit sizes, as streaming writers leave them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as entry:
                entry.write(content.encode() if isinstance(content, str) else content)
    return out.getvalue()


_PARTS: dict[str, dict[str, object]] = {
    "plain": {},
    "chart": {
        **_DRAWING,
        "extra": {
            "xl/drawings/drawing1.xml": _SHAPES % '<c:chart xmlns:c="urn:c"/>',
            "xl/drawings/_rels/drawing1.xml.rels": related([("chart", "../charts/chart1.xml")]),
            "xl/charts/chart1.xml": (
                '<c:chartSpace xmlns:c="urn:c"><c:f>Data!$B$2:$B$4</c:f></c:chartSpace>'
            ),
        },
    },
    "picture": {
        **_DRAWING,
        "extra": {
            "xl/drawings/drawing1.xml": _SHAPES % "<xdr:pic/>",
            "xl/media/image1.png": b"\x89PNG\r\n\x1a\n\x00\x01",
        },
    },
    "text box": {
        **_DRAWING,
        "extra": {"xl/drawings/drawing1.xml": _SHAPES % "<xdr:sp><a>Note</a></xdr:sp>"},
    },
    "sparkline": {
        "tail": ext("05C60535", "<x14:sparklineGroups><x14:sparklineGroup/></x14:sparklineGroups>")
    },
    "x14 list and format": {
        "tail": (
            '<conditionalFormatting sqref="B2:B9"><cfRule type="expression" dxfId="0"'
            ' priority="1"><formula>B2&gt;1</formula></cfRule></conditionalFormatting>'
            + ext(
                "CCE6A557", "<x14:dataValidations><x14:dataValidation/></x14:dataValidations>"
            ).replace(
                "</extLst>",
                '<ext uri="{78C0D931}"><x14:conditionalFormattings'
                ' xmlns:x14="urn:x"/></ext></extLst>',
            )
        )
    },
    "threaded comment": {
        "sheet_refers": [
            ("comments", "../comments1.xml"),
            (f"{MICROSOFT}/threadedComment", "../threadedComments/threadedComment1.xml"),
        ],
        "extra": {
            "xl/comments1.xml": (
                f'<comments xmlns="{MAIN}"><commentList><comment'
                ' ref="B2"/></commentList></comments>'
            ),
            "xl/threadedComments/threadedComment1.xml": (
                '<ThreadedComments xmlns="urn:t"><threadedComment ref="B2"/></ThreadedComments>'
            ),
        },
    },
    "dynamic array": {
        "rows": (
            ROWS + '<row r="6"><c r="F6" cm="1"><f t="array"'
            ' ref="F6:F8">SORT(B2:B4)</f><v>1</v></c></row>'
            '<row r="7"><c r="F7"><v>2</v></c></row>'
        ),
        "book_refers": [("sheetMetadata", "metadata.xml")],
        "extra": {
            "xl/metadata.xml": (
                f'<metadata xmlns="{MAIN}"><futureMetadata name="XLDAPR"/></metadata>'
            )
        },
    },
    "form control": {
        "attributes": f' xmlns:mc="{COMPATIBLE}" xmlns:x14="{X14}" mc:Ignorable="x14"',
        "tail": (
            '<pageMargins left="1" right="1" top="1" bottom="1" header="0"'
            ' footer="0"/><mc:AlternateContent><mc:Choice Requires="x14"><controls><control'
            ' shapeId="1" name="Box"/></controls></mc:Choice></mc:AlternateContent>'
        ),
        "sheet_refers": [("ctrlProp", "../ctrlProps/ctrlProp1.xml")],
        "extra": {
            "xl/ctrlProps/ctrlProp1.xml": f'<formControlPr xmlns="{X14}" objectType="CheckBox"/>'
        },
    },
    "pivot": {
        "sheet_refers": [("pivotTable", "../pivotTables/pivotTable1.xml")],
        "extra": {
            "xl/pivotTables/pivotTable1.xml": (
                f'<pivotTableDefinition xmlns="{MAIN}"><location ref="H3:J9"/>'
                "</pivotTableDefinition>"
            )
        },
    },
    "slicer": {
        "tail": ext("A8765BA9", '<x14:slicerList><x14:slicer r:id="rId1"/></x14:slicerList>'),
        "sheet_refers": [(f"{MICROSOFT}/slicer", "../slicers/slicer1.xml")],
        "extra": {"xl/slicers/slicer1.xml": f'<slicers xmlns="{X14}"/>'},
    },
    "macro": {
        "book_refers": [
            ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
        ],
        "extra": {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"},
    },
    "rich text": {"rows": ROWS + '<row r="5"><c r="B5" t="s"><v>1</v></c></row>'},
    "custom XML": {
        "extra": {"customXml/item1.xml": "<mine/>", "docProps/custom.xml": "<Properties/>"}
    },
    "shared formulas": {
        "rows": (
            ROWS + '<row r="6"><c r="F6"><f t="shared" ref="F6:F8"'
            ' si="0">B6*$C$1+LOG10(C6)&amp;"A1"</f><v>0</v></c></row><row r="7"><c r="F7"><f'
            ' t="shared" si="0"/><v>0</v></c></row><row r="8"><c r="F8"><f t="shared"'
            ' si="0"/></c></row>'
        )
    },
    "no names": {
        "rows": (
            "<row><c><v>1</v></c></row><row><c/><c><v>2</v></c><c"
            ' t="str"><v>three</v></c></row><row/><row r="7"><c><v>4</v></c></row>'
        ),
        "head": "",
    },
    "strict": {"strict": True},
    "prefixed": {
        "prefix": "x",
        "rows": _PREFIXED,
        "head": '<x:dimension ref="B2:D4"/>',
        "styles": STYLES.replace("<", "<x:").replace("<x:/", "</x:"),
    },
    "1904": {"book_head": '<workbookPr date1904="1"/>'},
    "zero-byte shared strings": {"shared": b"", "rows": ROWS.replace(' t="s"', "")},
    "no shared strings": {"shared": None, "rows": ROWS.replace(' t="s"', "")},
    "no styles": {"styles": None, "rows": ROWS.replace(' s="1"', "")},
    "empty lists of styles": {
        "styles": '<fonts/><fills count="0"/><cellXfs></cellXfs>',
        "rows": ROWS.replace(' s="1"', ""),
    },
    "no lists of styles": {"styles": '<dxfs count="0"/>', "rows": ROWS.replace(' s="1"', "")},
    "no rows": {"rows": "", "head": '<dimension ref="A1"/>'},
    "comments and CDATA": {
        "rows": (
            '<!-- <row r="1"><c r="A1"/></row> --><row r="2"><c r="B2" t="str">'
            '<v><![CDATA[</c><c r="C2">]]></v></c>'
            "<?note <c r='D2'>?></row>" + ROWS[ROWS.index('<row r="4"') :]
        )
    },
    "angle brackets": {
        "rows": '<row r="2"><c r="B2" note="a>b"><f>IF(A1>0,"<c",1)</f><v>1</v></c></row>'.replace(
            '"<c"', '"&lt;c"'
        ),
        "attributes": "",
        "head": "",
    },
    "calculation chain": {
        "book_refers": [("calcChain", "calcChain.xml")],
        "types": (
            '<Override PartName="/xl/calcChain.xml"'
            ' ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.calcChain+xml"/>'
        ),
        "extra": {
            "xl/calcChain.xml": (
                f'<calcChain xmlns="{MAIN}"><c r="B4" i="7" l="1"/><c r="F9"/></calcChain>'
            )
        },
        "rows": ROWS + '<row r="9"><c r="F9"><f>1+1</f></c></row>',
        "book_tail": '<definedNames><definedName name="x">1</definedName></definedNames><extLst/>',
    },
    "table": {
        "rows": (
            '<row r="2"><c r="B2" t="inlineStr"><is><t>One</t></is></c><c r="C2"'
            ' t="inlineStr"><is><t>Two</t></is></c><c r="D2"'
            ' t="inlineStr"><is><t>Three</t></is></c></row><row r="4"><c r="B4"><v>1</v></c></row>'
        ),
        "sheet_refers": [("table", "../tables/table1.xml")],
        "tail": '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
        "extra": {"xl/tables/table1.xml": table("B2:D4")},
    },
    "signed": {
        "extra": {"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": "<Signature/>"},
    },
}
