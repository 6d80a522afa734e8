"""Files that should never be parsed, or that look bad and do no harm: one function each, made of
bytes (spec 7).

`CASES` is the table: each file with what the gate is to say about it, "" where it is harmless and
goes on to be read.
"""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from sheetfollow.schema import SHEETS
from tests.helpers.hostile_zip import (
    BOOK,
    BOOK_RELS,
    MAIN,
    OFFICE,
    RELS,
    SHEET,
    STRINGS,
    STYLES,
    Entry,
    Zip,
    book,
    cell,
    deflated,
    entries,
    made,
    parts,
    relationships,
    sheet,
    sound,
    with_descriptor,
    with_entry,
    with_sheet,
    zeros,
)

NAMED_STYLE = '<cellStyle name="a style of a long name" xfId="0" customBuiltin="1"/>'
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip


def truncated(share: float) -> bytes:
    whole = made({"xl/media/image1.png": random.Random(1).randbytes(20_000)})
    return whole[: int(len(whole) * share)]


def cut(last: int) -> bytes:
    return sound()[:-last]


def old_workbook(stream: str) -> bytes:
    return CFB + bytes(504) + stream.encode("utf-16-le") + bytes(4096)


def other_program(name: str, data: bytes = b"<a/>") -> bytes:
    return Zip([Entry(b"[Content_Types].xml", b"<Types/>"), Entry(name.encode(), data)]).build()


def overlapping() -> bytes:
    """One run of packed bytes that 300 entries share (David Fifield's bomb, in its plain form)."""
    kernel = Entry(b"xl/a", bytes(1 << 20))
    shared = [
        replace(kernel, name=f"xl/{number}".encode(), local_name=b"xl/a") for number in range(50)
    ]
    first, *rest = shared
    return Zip([*entries(), first, *(replace(each, offset=0) for each in rest)]).build()


def quoted() -> bytes:
    """A local header that lies within the packed bytes of the entry before it."""
    inner = Zip([Entry(b"xl/inner.xml", b"<a/>")]).build()
    outer = Entry(b"xl/outer.bin", inner, method=0)
    start = sum(30 + len(each.name) + len(each.body) for each in entries()) + 30 + len(outer.name)
    return Zip([*entries(), outer, Entry(b"xl/inner.xml", b"<a/>", offset=start)]).build()


def into_the_directory() -> bytes:
    """A part whose bytes go on into the directory: the first 16 of it, which hold no checksum."""
    whole = Zip(entries()).build()
    start = whole.index(b"PK\x01\x02")
    data = b"<a/>"
    seen = data + whole[start : start + 16]
    lying = {"crc": zlib.crc32(seen), "size": len(seen), "packed_size": len(seen)}
    return Zip([*entries(), replace(Entry(b"xl/a.xml", data, method=0), **lying)]).build()


def many_entries(count: int) -> bytes:
    return Zip(
        [*entries(), *(Entry(f"xl/x{n}".encode(), b"", method=0) for n in range(count))]
    ).build()


def listed_again(count: int) -> bytes:
    """One entry that the directory holds so many times: they are counted before anything is read,
    so the end of the file says nothing of them."""
    data = Zip([*entries(), Entry(b"xl/x", b"", method=0)]).build()
    record, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    return data[:end] + data[record:end] * count + data[end:]


def flat_bomb() -> bytes:
    return Zip([*entries(), Entry(b"xl/b.bin", b"", packed=zeros(2048), size=2048 << 20)]).build()


def lying_bomb() -> bytes:
    return Zip([*entries(), Entry(b"xl/b.bin", b"", packed=zeros(2048), size=1000)]).build()


def ratio_bomb() -> bytes:
    return Zip([*entries(), Entry(b"xl/b.bin", b"", packed=zeros(300), size=300 << 20)]).build()


def nested_bomb() -> bytes:
    inner = Zip([Entry(b"b", b"", packed=zeros(1024), size=1024 << 20)]).build()
    return made({"xl/embeddings/book.xlsx": inner})


def blank_lines() -> bytes:
    """A sheet of 300 MB of white space."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = packer.compress(sheet()[:-12]) + packer.flush(zlib.Z_FULL_FLUSH)
    gap = packer.compress(b" \n" * (1 << 19)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = body + gap * 300 + packer.compress(b"</worksheet>") + packer.flush()
    noise = Entry(b"xl/media/n.png", random.Random(2).randbytes(3 << 20), method=0)
    lying = {"packed": packed, "size": 300 << 20}
    return Zip(
        [
            *(
                replace(each, **lying) if each.name == SHEET.encode() else each
                for each in entries()
            ),
            noise,
        ]
    ).build()


def wide(name: str, encoding: str, *, bom: bool) -> bytes:
    text = (
        "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE a SYSTEM"
        f" 'file:///etc/passwd'>{sheet().decode()[38:]}"
    )
    return made({name: f"\ufeff{text}".encode(encoding) if bom else text.encode(encoding)})


def wide_cell() -> bytes:
    text = sheet(cell("XFD1048576")).decode().replace("UTF-8", "UTF-16")
    return made({SHEET: b"\xff\xfe" + text.encode("utf-16-le")})


def late_start() -> bytes:
    """The first letter comes alone: nothing but empty blocks follow it for longer than a piece."""
    text = "\ufeff<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>".encode("utf-16-le")
    blocks = [
        struct.pack("<BHH", 0, len(block), 0xFFFF - len(block)) + block
        for block in (text[:1], b"", text[1:])
    ]
    packed = blocks[0] + blocks[1] * 60_000 + blocks[2] + struct.pack("<BHH", 1, 0, 0xFFFF)
    return Zip([*entries(), replace(Entry(b"xl/theme/theme1.xml", text), packed=packed)]).build()


def split_declaration(at: int) -> bytes:
    """A DOCTYPE that lies across the border of two pieces."""
    start = '<?xml version="1.0"?>'
    return made(
        {"docProps/app.xml": (start + " " * (at - len(start)) + "<!DOCTYPE a []><a/>").encode()}
    )


def prefixed(body: str) -> bytes:
    return made(
        {
            SHEET: (
                f"<x:worksheet xmlns:x='{MAIN}'>"
                f"<x:sheetData>{body}</x:sheetData></x:worksheet>".encode()
            )
        }
    )


def behind_the_last_row() -> bytes:
    """A row without a number, far behind the last one in the bytes too."""
    last = '<x:row r="1048576"><x:c r="A1048576"><x:v>1</x:v></x:c></x:row>'
    return prefixed(last + " " * 600_000 + "<x:row><x:c><x:v>1</x:v></x:c></x:row>")


def million_cells() -> bytes:
    return with_sheet("<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>")


def unplaced_rectangle() -> bytes:
    """No cell says where it stands; the row does, and it is the last."""
    return with_sheet('<row r="1048576">' + "<c/>" * 16_000 + "<c><v>1</v></c></row>")


def many_cells() -> bytes:
    noise = random.Random(4)
    some = "".join(f'<c r="A2"><v>{noise.randrange(10**9)}</v></c>' for _ in range(10_000)).encode()
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = packer.compress(sheet()[:-24] + b'<row r="2">') + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(some) + packer.flush(zlib.Z_FULL_FLUSH)
    return with_entry(
        packed=packed + piece * 1000 + packer.flush(), size=len(sheet()) - 13 + len(some) * 1000
    )


def long_text() -> bytes:
    noise = Entry(b"xl/media/n.png", random.Random(2).randbytes(1 << 20), method=0)
    packed = {"packed": zeros(100), "size": 100 << 20, "crc": zlib.crc32(bytes(100 << 20))}
    return Zip([*entries(), noise, replace(Entry(b"customXml/item1.xml", b""), **packed)]).build()


def nested(name: str, depth: int) -> bytes:
    return made({name: (f"<a xmlns='{MAIN}'>" + "<a>" * depth + "</a>" * depth + "</a>").encode()})


def merges(reference: str, count: int) -> str:
    return "<mergeCells>" + f'<mergeCell ref="{reference}"/>' * count + "</mergeCells>"


def rows(count: int) -> bytes:
    return with_sheet("<row/>" * count)


def comments(count: int) -> bytes:
    """More comments than tags may be nested: they are no tags."""
    return with_sheet("<!-- a -->" * count + '<row r="2"><c r="A2"><v>1</v></c></row>')


def named_twice(first: str, second: str) -> bytes:
    return Zip([*entries({first: b"<a/>"}), Entry(second.encode(), b"<b/>")]).build()


def same_sheet(count: int) -> bytes:
    return made(
        {
            BOOK: book(
                ("Interviews", "rId1"),
                ("Communications", "rId2"),
                *[("Interviews", "rId1")] * count,
            )
        }
    )


def with_relations(kind: str, target: str, mode: str = "") -> bytes:
    first = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    second = f'<Relationship Id="rId2" Type="{OFFICE}/{kind}" Target="worksheets/sheet2.xml"/>'
    return made(
        {BOOK_RELS: f'<Relationships xmlns="{RELS}">{first}{second}</Relationships>'.encode()}
    )


def text_file(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


def hidden_end() -> bytes:
    """A comment that holds the end record of another, empty archive."""
    return Zip(entries(), comment=b"x" * 10 + Zip([]).build()).build()


def bad_utf8(name: str) -> bytes:
    return made({name: parts()[name].replace(b"Interview", b"Inter\xff\xfeview", 1)})


def one_text(length: int, cells: int) -> bytes:
    """One shared text that many cells refer to: each reader gives each cell its own copy."""
    rows = "".join(
        f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 20 + "</row>"
        for row in range(2, 2 + cells // 20)
    )
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * length}</t></si></sst>'
    return made({STRINGS: text.encode(), SHEET: sheet(rows)})


def many_formats(count: int, item: str = "<xf/>", more: str = "") -> bytes:
    plain = "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
    listed = f"{plain}<cellXfs>{item * count}</cellXfs>{more}"
    return made({STYLES: f'<styleSheet xmlns="{MAIN}">{listed}</styleSheet>'.encode()})


def long_chain(count: int) -> bytes:
    """A chain of calculation that names a cell a million times."""
    kinds = parts()
    listed = b'<Relationship Id="rId9" Type="%b/calcChain" Target="calcChain.xml"/></Relationships>'
    links = '<c r="BA3" i="1"/>' + '<c r="BB3" i="1"/>' * count
    chain = f'<calcChain xmlns="{MAIN}">{links}</calcChain>'
    formula = '<row r="3"><c r="BA3"><f>1+1</f><v>2</v></c></row>'
    return made(
        {
            BOOK_RELS: kinds[BOOK_RELS].replace(b"</Relationships>", listed % OFFICE.encode()),
            "xl/calcChain.xml": chain.encode(),
            SHEET: sheet(formula),
        }
    )


def far_sheets(*names: str, place: str = "AN197500") -> bytes:
    """Sheets of few bytes, each just below what a sheet may lay out."""
    kinds, changes = parts(), dict[str, bytes]()
    listed, related = [], []
    for number, name in enumerate(names, 1):
        headers = [
            column.header for column in next(each for each in SHEETS if each.name == name).columns
        ]
        changes[f"xl/worksheets/sheet{number}.xml"] = sheet(cell(place), headers=headers)
        listed.append((name, f"rId{number}"))
        related.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
    assert BOOK in kinds
    return made({BOOK: book(*listed), BOOK_RELS: relationships(*related), **changes})


def many_conditions(count: int) -> bytes:
    rule = '<cfRule type="expression" priority="1"/>'
    one = f'<conditionalFormatting sqref="BA2">{rule}</conditionalFormatting>'
    return with_sheet(after=one * count)


@dataclass(frozen=True)
class Case:
    """`says` is a part of the gate's refusal, "" where the file is harmless and passes to be read.
    `heavy` files take more than a moment to make or to look at."""

    name: str
    data: Callable[[], bytes]
    says: str = ""
    heavy: bool = False


def most_megabytes(data: bytes) -> float:
    """What a run may take for a file: 300 MB, and ten times what the file says it unpacks to."""
    try:
        sizes = [each.file_size for each in zipfile.ZipFile(io.BytesIO(data)).infolist()]
    except (zipfile.BadZipFile, NotImplementedError):
        sizes = []
    return 300 + 10 * min(sum(sizes), 400 << 20) / (1 << 20)


def _case(
    says: str,
    name: str,
    make: Callable[..., bytes],
    *values: object,
    heavy: bool = False,
    **named: object,
) -> Case:
    return Case(name, partial(make, *values, **named), says, heavy)


def _bytes(data: bytes) -> bytes:
    return data


_TO = "take the newest copy"
CASES: tuple[Case, ...] = (
    # not a workbook at all
    _case("the file is empty", "empty", _bytes, b""),
    _case("plain text", "one letter", _bytes, b"P"),
    _case("an old .xls", "old xls", old_workbook, "Workbook"),
    _case("password-protected", "encrypted workbook", old_workbook, "EncryptedPackage"),
    _case(
        "some other kind of file",
        "xls before 1997",
        _bytes,
        b"\x09\x08\x08\x00\x00\x05" + bytes(500),
    ),
    _case("a web page", "html", text_file, "<html><table><tr><td>Company</td></tr></table></html>"),
    _case(
        "a web page",
        "html after a byte order mark",
        text_file,
        "\ufeff\n<!DOCTYPE html><html></html>",
    ),
    _case("plain text", "csv", text_file, "Company,Job title\r\nAcme,Engineer\r\n"),
    _case("plain text", "csv in latin-1", text_file, "Company;Städt\r\n", "latin-1"),
    _case(
        "some other kind of file", "csv in UTF-16", text_file, "Company\tJob title\r\n", "utf-16"
    ),
    _case(
        "an XML spreadsheet of 2003",
        "xml spreadsheet",
        text_file,
        "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
    ),
    _case("plain text", "json", text_file, '{"rows": []}'),
    _case("not an .xlsx workbook", "pdf", _bytes, b"%PDF-1.7\n\x80\x81\x00\x01"),
    _case("some other kind of file", "picture", _bytes, b"\x89PNG\r\n\x1a\n" + bytes(100)),
    _case("some other kind of file", "gzip of a workbook", lambda: gzip.compress(sound(), mtime=0)),
    _case("some other kind of file", "zeros", _bytes, bytes(1 << 20)),
    _case("not an .xlsx workbook", "noise", lambda: b"\x01" + random.Random(3).randbytes(100_000)),
    _case("not an .xlsx workbook", "workbook behind other bytes", lambda: b"MZ\x00" + sound()),
    _case("larger than", "201 MB", lambda: sound() + bytes(201 << 20), heavy=True),
    # zips of other programs
    _case("a zip archive without a workbook", "empty archive", lambda: Zip([]).build()),
    _case(
        "a zip archive without a workbook",
        "zip of a text",
        lambda: Zip([Entry(b"a.txt", b"a")]).build(),
    ),
    _case("an .xlsb workbook", "xlsb", other_program, "xl/workbook.bin"),
    _case("an OpenDocument", "ods", other_program, "content.xml"),
    _case("a Word document", "docx", other_program, "word/document.xml"),
    _case("a presentation", "pptx", other_program, "ppt/presentation.xml"),
    _case("a Numbers document", "numbers", other_program, "Index/Document.iwa"),
    # bombs
    _case("unpacks to 20", "2 MB that unpack to 2 GB", flat_bomb),
    _case("unpacks to more than it announces", "a bomb that lies about its size", lying_bomb),
    _case("unpacks to 300 MB", "1000 to 1", ratio_bomb),
    _case("", "a bomb in an embedded file, which nobody opens", nested_bomb),
    _case("two names", "entries that share their bytes", overlapping),
    _case("overlaps", "an entry within another", quoted),
    _case("overlaps", "an entry that goes on into the directory", into_the_directory),
    _case("more than 10000 parts", "60,000 entries", many_entries, 60_000),
    _case("more than 10000 parts", "a million entries", listed_again, 1_000_000),
    _case("in one cell or tag", "300 MB of white space", blank_lines, heavy=True),
    _case(
        "DOCTYPE",
        "billion laughs in the workbook",
        lambda: made({BOOK: LAUGHS.encode() + parts()[BOOK]}),
    ),
    _case(
        "DOCTYPE",
        "billion laughs in a sheet",
        with_sheet,
        '<row><c t="str"><v>&j;</v></c></row>',
        head=LAUGHS,
    ),
    _case(
        "DOCTYPE",
        "quadratic blow-up in the shared strings",
        lambda: made(
            {
                STRINGS: (
                    "<!DOCTYPE a [<!ENTITY a"
                    f" '{'a' * 50_000}'>]><sst><si><t>{'&a;' * 50_000}</t></si></sst>".encode()
                )
            }
        ),
    ),
    _case(
        "DOCTYPE",
        "external entity",
        with_sheet,
        '<row><c t="str"><v>&x;</v></c></row>',
        head="<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    ),
    _case(
        "DOCTYPE",
        "external DTD in the relationships",
        lambda: made(
            {
                "_rels/.rels": (
                    b"<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'>" + parts()["_rels/.rels"]
                )
            }
        ),
    ),
    _case(
        "DOCTYPE",
        "entity in a part that nobody reads",
        lambda: made({"docProps/app.xml": f"{LAUGHS}<a/>".encode()}),
    ),
    _case(
        "DOCTYPE", "DOCTYPE in XML named .bin", lambda: made({"xl/odd.bin": b"\n <!DOCTYPE a><a/>"})
    ),
    _case(
        "",
        "DOCTYPE in a picture, as drawing programs write it",
        lambda: made(
            {
                "xl/media/image1.svg": (
                    b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org'><svg/>"
                )
            }
        ),
    ),
    *(
        _case(
            "DOCTYPE",
            f"DOCTYPE in {encoding}, byte order mark: {bom}",
            wide,
            SHEET,
            encoding,
            bom=bom,
        )
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
        for bom in (True, False)
    ),
    _case("DOCTYPE", "DOCTYPE in UTF-16 in the workbook part", wide, BOOK, "utf-16-le", bom=True),
    _case(
        "DOCTYPE",
        "DOCTYPE after 300 KB of comment",
        lambda: made({"docProps/app.xml": f"<!--{'x' * 300_000}--><!DOCTYPE a []><a/>".encode()}),
    ),
    *(
        _case(
            "DOCTYPE",
            f"DOCTYPE {before} bytes before a border",
            split_declaration,
            (256 << 10) - before,
        )
        for before in (1, 4, 8)
    ),
    _case(
        "in the encoding",
        "UTF-7",
        lambda: made({BOOK: b"<?xml version='1.0' encoding='UTF-7'?>" + parts()[BOOK]}),
    ),
    _case(
        "DOCTYPE",
        "a sheet named like a picture",
        lambda: made(
            {
                BOOK_RELS: parts()[BOOK_RELS].replace(b"worksheets/sheet1.xml", b"media/a.svg"),
                "xl/media/a.svg": sheet(head=LAUGHS),
            }
        ),
    ),
    _case("DOCTYPE", "DOCTYPE in UTF-16 behind 300 KB of empty blocks", late_start),
    # absurd ranges
    _case(
        "",
        "a dimension over the whole sheet",
        lambda: made(
            {SHEET: sheet().replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')}
        ),
    ),
    _case(
        "uses cells down to row 1,048,576", "a cell at XFD1048576", with_sheet, cell("XFD1048576")
    ),
    _case(
        "",
        "a styled empty cell at XFD1048576",
        with_sheet,
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>',
    ),
    _case(
        "uses cells",
        "the far cell with a prefix",
        prefixed,
        "<x:row><x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row>",
    ),
    _case(
        "uses cells",
        "the far cell behind other attributes",
        with_sheet,
        "<row><c\n t='n'\ts=\"0\" r = 'XFD1048576' ><v>1</v></c></row>",
    ),
    _case(
        "uses cells",
        "the far cell behind a > in an attribute",
        with_sheet,
        '<row><c cm=">" r="XFD1048576"><v>1</v></c></row>',
    ),
    _case("uses cells", "the far cell in UTF-16", wide_cell),
    _case("uses cells", "a far row and cells without a place", unplaced_rectangle),
    _case("uses cells", "far corners in two cells", with_sheet, cell("XFD2") + cell("A1048576")),
    _case("uses cells", "a stray cell in the last row", with_sheet, cell("A1048576")),
    _case(
        "",
        "the last row of a narrow sheet",
        prefixed,
        "<x:row><x:c r='A1048576'><x:v>1</x:v></x:c></x:row>",
    ),
    _case("", "the last column alone", with_sheet, cell("XFD2")),
    _case("where no sheet has one", "a row behind the last one", behind_the_last_row),
    _case("where no sheet has one", "a million columns", million_cells),
    _case("holds more than", "one cell ten million times", many_cells, heavy=True),
    _case("where no sheet has one", "two million rows", rows, 2_000_000),
    _case(
        "merges more than",
        "a merge over the whole sheet",
        with_sheet,
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    ),
    _case("merges more than", "a million merges", with_sheet, after=merges("A1:B1", 1_000_000)),
    _case("", "three whole columns merged", with_sheet, after=merges("A1:C1048576", 1)),
    _case(
        "",
        "many merges over each other",
        with_sheet,
        cell("A200"),
        after=merges("A2:AD200", 1600),
    ),
    _case(
        "",
        "190,000 merges of the same rows",
        with_sheet,
        cell("A40"),
        after=merges("A3:A40", 190_000),
        heavy=True,
    ),
    _case(
        "",
        "a million columns wide by format",
        lambda: made(
            {
                SHEET: (
                    sheet().replace(
                        b"<sheetData>",
                        b'<cols><col min="1" max="1000000" width="9"/></cols><sheetData>',
                    )
                )
            }
        ),
    ),
    *(
        _case("where no sheet has one", f"a cell at {place!r}", with_sheet, cell(place))
        for place in (
            "ZZZZ1",
            "A0",
            "1A",
            "A1048577",
            "XFE1",
            "A99999999999",
            "A-5",
            "",
            "A",
            "A1:B2",
            "&#65;1",
            "É1",
        )
    ),
    _case(
        "uses cells",
        "the far cell in a sheet that is shared strings too",
        lambda: made(
            {
                SHEET: sheet(cell("XFD1048576")),
                BOOK_RELS: (
                    parts()[BOOK_RELS].replace(b"sharedStrings.xml", b"worksheets/sheet1.xml")
                ),
            }
        ),
    ),
    *(
        _case(
            "where no sheet has one",
            f"row {number}",
            with_sheet,
            f'<row r="{number}"><c><v>1</v></c></row>',
        )
        for number in ("0", "-1", "99999999999", "1e5", "1048577", "4294967295")
    ),
    _case("", "a cell in small letters", with_sheet, cell("a2")),
    _case(
        "",
        "words like a place in a text",
        with_sheet,
        cell("A2", '<is><t>set r = 5 and r="oops"</t></is>'),
    ),
    # absurd text
    _case(
        "in one cell or tag",
        "an attribute of 20 MB",
        with_sheet,
        f'<row><c r="A2" s="{"1" * (20 << 20)}"/></row>',
    ),
    _case(
        "in one cell or tag",
        "a text of 20 MB",
        with_sheet,
        cell("A2", f"<v>{'1' * (20 << 20)}</v>"),
    ),
    _case("nests tags", "a sheet nested a million deep", nested, SHEET, 1_000_000),
    _case("nests tags", "styles nested 100,000 deep", nested, STYLES, 100_000),
    _case(
        "nests tags", "a drawing nested 100,000 deep", nested, "xl/drawings/drawing1.xml", 100_000
    ),
    _case("", "a thousand comments", comments, 1000),
    *(
        _case(
            "different texts",
            f"{count:,} shared strings announced",
            lambda count=count: made(  # type: ignore[misc]
                {STRINGS: f'<sst xmlns="{MAIN}" uniqueCount="{count}"/>'.encode()}
            ),
        )
        for count in (5_000_001, 4_294_967_295, 18_446_744_073_709_551_615)
    ),
    _case(
        "",
        "a huge count of uses of shared strings",
        lambda: made({STRINGS: f'<sst xmlns="{MAIN}" count="4294967295"/>'.encode()}),
    ),
    _case(
        "different texts",
        "six million shared strings",
        lambda: made({STRINGS: b"<sst>" + b"<si/>" * 6_000_000 + b"</sst>"}),
        heavy=True,
    ),
    _case(
        "",
        "a shared string that is not there",
        with_sheet,
        '<row r="2"><c r="A2" t="s"><v>99999999</v></c></row>',
    ),
    _case("", "shared strings of no bytes", lambda: made({STRINGS: b""})),
    _case(
        "larger than 32 MB",
        "styles of 40 MB",
        lambda: made({STYLES: b"<a>" + b"x" * (40 << 20) + b"</a>"}),
        heavy=True,
    ),
    _case("", "100 MB of text in a part that nobody reads", long_text),
    _case(
        "",
        "a text that repeats the name of a tag",
        with_sheet,
        cell("A2", f"<v>{':mergeCell r = ' * 400_000}</v>"),
    ),
    _case(
        "different texts",
        "shared strings of the usual name that nothing refers to",
        lambda: made(
            {
                STRINGS: f'<sst xmlns="{MAIN}" uniqueCount="4294967295"/>'.encode(),
                BOOK_RELS: parts()[BOOK_RELS].replace(b"sharedStrings.xml", b"other.xml"),
            }
        ),
    ),
    # little that becomes much
    _case(
        "one of its texts has more than 1 MB", "8 MB of text in one cell", one_text, 8_000_000, 20
    ),
    _case(
        "texts of its cells come to",
        "1 MB of text in 200 cells",
        one_text,
        1_000_000,
        200,
        heavy=True,
    ),
    _case(
        "texts of its cells come to",
        "one long text in 20,000 cells",
        one_text,
        32_000,
        20_000,
        heavy=True,
    ),
    _case("", "one long text in 200 cells", one_text, 32_000, 200),
    _case(
        "lists more than 1,000,000 formats",
        "five million cell formats",
        many_formats,
        5_000_000,
        heavy=True,
    ),
    _case("", "200,000 cell formats", many_formats, 200_000, heavy=True),
    _case(
        "",
        "styles of 20 MB",
        many_formats,
        65_000,
        '<xf numFmtId="0"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>',
        f"<cellStyles>{NAMED_STYLE * 200_000}</cellStyles>",
        heavy=True,
    ),
    _case("", "a chain of calculation of a million", long_chain, 1_000_000, heavy=True),
    _case(
        "uses cells down to",
        "sheets of few bytes that are laid out large",
        far_sheets,
        "Interviews",
        "Communications",
        "Today",
        "Checklist",
        "Settings",
        "Messages",
    ),
    _case("", "300,000 conditional formats", many_conditions, 300_000, heavy=True),
    # cut off
    *(
        _case(_TO, f"cut off at {share:.0%}", truncated, share)
        for share in (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99)
    ),
    *(
        _case("cut off or damaged", f"the last {last} bytes missing", cut, last)
        for last in (1, 22, 23, 100)
    ),
    # parts
    _case("twice", "one name twice", named_twice, "xl/a.xml", "xl/a.xml"),
    _case("twice", "one name in two cases", named_twice, "xl/a.xml", "XL/A.xml"),
    _case("twice", "one name with two kinds of slashes", named_twice, "xl/a.xml", "xl\\a.xml"),
    _case("without a workbook", "no content types", lambda: made({"[Content_Types].xml": None})),
    _case("without a workbook", "no package relationships", lambda: made({"_rels/.rels": None})),
    _case("without a workbook", "no workbook part", lambda: made({BOOK: None})),
    _case("is missing from the file", "no workbook relationships", lambda: made({BOOK_RELS: None})),
    _case("is missing from the file", "no sheet part", lambda: made({SHEET: None})),
    _case(
        "is missing from the file",
        "a sheet that leads nowhere",
        with_relations,
        "worksheet",
        "worksheets/none.xml",
    ),
    _case(
        "is missing from the file",
        "a sheet on the web",
        with_relations,
        "worksheet",
        "http://127.0.0.1/sheet1.xml",
        ' TargetMode="External"',
    ),
    _case(
        "is missing from the file",
        "a sheet outside the archive",
        with_relations,
        "worksheet",
        "../../../../etc/passwd",
    ),
    _case(
        "is missing from the file",
        "a sheet without a relation",
        lambda: made({BOOK: book(("Interviews", "rId99"))}),
    ),
    _case("no worksheet", "no sheets", lambda: made({BOOK: book()})),
    _case(
        "no worksheet", "chart sheets alone", with_relations, "chartsheet", "worksheets/sheet1.xml"
    ),
    _case("two sheets are called", "one sheet five thousand times", same_sheet, 5000),
    _case(
        "two workbooks",
        "a second workbook of the usual name",
        lambda: made(
            {
                "_rels/.rels": relationships(("rId1", "officeDocument", "xl/book.xml")),
                "xl/book.xml": parts()[BOOK],
                "xl/_rels/book.xml.rels": parts()[BOOK_RELS],
            }
        ),
    ),
    _case(
        "two workbooks",
        "two workbooks named",
        lambda: made(
            {
                "_rels/.rels": relationships(
                    ("rId1", "officeDocument", BOOK), ("rId2", "officeDocument", "xl/none.xml")
                )
            }
        ),
    ),
    _case(
        "uses one id twice",
        "one relation twice",
        lambda: made(
            {
                BOOK_RELS: relationships(
                    ("rId1", "worksheet", "worksheets/sheet1.xml"),
                    ("rId1", "worksheet", "worksheets/sheet2.xml"),
                )
            }
        ),
    ),
    *(
        _case(
            "leads nowhere",
            f"a relation without its {name}",
            lambda name=name: made(  # type: ignore[misc]
                {BOOK_RELS: parts()[BOOK_RELS].replace(name.encode() + b'="', b'x="', 1)}
            ),
        )
        for name in ("Id", "Type", "Target")
    ),
    _case(
        "no sound XML",
        "a prefix that means nothing",
        lambda: made({BOOK: parts()[BOOK].replace(b"<sheets>", b"<sheets a:b='c'>")}),
    ),
    _case(
        "no sound XML",
        "a table that is no XML",
        lambda: made(
            {
                "xl/worksheets/_rels/sheet1.xml.rels": relationships(
                    ("rId1", "table", "../tables/table1.xml")
                ),
                "xl/tables/table1.xml": b"<table",
            }
        ),
    ),
    _case("no sound XML", "workbook part cut off", lambda: made({BOOK: parts()[BOOK][:-20]})),
    _case(
        "no sound XML",
        "relationships that are no XML",
        lambda: made({"_rels/.rels": b"rId1 = xl/workbook.xml"}),
    ),
    _case("", "a sheet cut off", lambda: made({SHEET: parts()[SHEET][:-40]})),
    _case("", "a sheet that is no XML", lambda: made({SHEET: b"Company,Job title\n"})),
    _case("", "a sheet of no bytes", lambda: made({SHEET: b""})),
    _case("", "bad UTF-8 in a sheet", bad_utf8, SHEET),
    _case("no sound XML", "bad UTF-8 in the workbook", bad_utf8, BOOK),
    _case(
        "",
        "zero bytes in a sheet",
        lambda: made({SHEET: parts()[SHEET].replace(b"Company", b"Com\0pany")}),
    ),
    _case(
        "no sound XML",
        "zero bytes in the workbook",
        lambda: made({BOOK: parts()[BOOK].replace(b"sheetId", b"\0")}),
    ),
    # zip records
    _case("does not unpack to what it announces", "wrong checksum", with_entry, crc=1),
    _case(
        "does not unpack to what it announces", "size announced too large", with_entry, size=100_000
    ),
    _case("unpacks to more than it announces", "size announced too small", with_entry, size=100),
    _case("cannot be unpacked", "noise for packed bytes", with_entry, packed=b"\xff" * 200),
    _case(
        "cannot be unpacked",
        "packed bytes cut off",
        lambda: with_entry(packed=deflated(sheet())[:-30]),
    ),
    _case(
        "cannot be unpacked",
        "bytes behind the packed ones",
        lambda: with_entry(packed=deflated(sheet()) + b"x" * 50),
    ),
    _case("is not where the archive says", "bad local header", with_entry, magic=b"PK\x07\x07"),
    _case(
        "two names",
        "another name in the local header",
        with_entry,
        local_name=b"xl/worksheets/sheet9.xml",
    ),
    _case(
        "is not where the archive says",
        "offset behind the end",
        lambda: Zip([*entries(), Entry(b"a", b"a", offset=0x7FFFFFF0)]).build(),
    ),
    _case("overlaps", "packed size behind the end", with_entry, packed_size=10_000_000),
    *(
        _case("packed in a way", f"compression {method}", with_entry, method=method)
        for method in (1, 9, 12, 14, 93, 99)
    ),
    _case("is encrypted", "encrypted entry", with_entry, flags=1),
    _case(
        "announces a checksum behind it", "a checksum announced and not there", with_entry, flags=8
    ),
    _case("tells two things", "another packing in the local header", with_entry, local_method=0),
    _case("tells two things", "another size in the local header", with_entry, local_size=99),
    _case("", "a checksum behind the part, as streams have it", with_descriptor, b"PK\x07\x08"),
    _case("", "a checksum behind the part without its mark", with_descriptor, b""),
    _case(
        "announces a checksum behind it", "another checksum behind", with_descriptor, b"PK\x07\x08x"
    ),
    _case("is encrypted", "strongly encrypted entry", with_entry, flags=0x41),
    _case(
        "",
        "a symbolic link for an entry",
        lambda: Zip(
            [*entries(), Entry(b"xl/link", b"/etc/passwd", attributes=0o120777 << 16)]
        ).build(),
    ),
    _case("unsafe name", "a name with ..", lambda: made({"xl/../../evil.xml": b"<a/>"})),
    _case(
        "unsafe name",
        "a name with .. and backslashes",
        lambda: made({"xl\\..\\..\\evil.xml": b"<a/>"}),
    ),
    _case(
        "unsafe name",
        "a name with percent-signed dots",
        lambda: made({"xl/%2e%2e/%2e%2e/evil.xml": b"<a/>"}),
    ),
    _case("unsafe name", "a zero byte in a name", lambda: made({"xl/a.xml\0.png": b"<a/>"})),
    _case("", "a name that begins at the root", lambda: made({"/etc/passwd": b"<a/>"})),
    _case("", "a name of 60,000 letters", lambda: made({f"xl/{'a' * 60_000}.xml": b"<a/>"})),
    _case(
        "is not where the archive says",
        "a directory that is elsewhere",
        lambda: Zip(entries(), start=9_999_999).build(),
    ),
    _case("without a workbook", "an end record in the comment", hidden_end),
)
