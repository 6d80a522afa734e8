"""Packages made of bytes, with every field of the zip free to lie: the sound workbook that hostile
files vary."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"
SHEET, BOOK, BOOK_RELS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"


@dataclass(frozen=True)
class Entry:
    """One part of a zip, with every field free to lie."""

    name: bytes
    data: bytes
    method: int = 8
    flags: int = 0
    packed: bytes | None = None
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    local_name: bytes | None = None
    local_method: int | None = None
    local_size: int | None = None
    behind: bytes = b""
    magic: bytes = b"PK\x03\x04"
    offset: int | None = None
    attributes: int = 0

    @property
    def body(self) -> bytes:
        if self.packed is not None:
            return self.packed
        return deflated(self.data) if self.method == 8 else self.data

    def numbers(self) -> tuple[int, int, int]:
        crc = zlib.crc32(self.data) if self.crc is None else self.crc
        size = len(self.data) if self.size is None else self.size
        return crc, len(self.body) if self.packed_size is None else self.packed_size, size


@dataclass
class Zip:
    """Entries -> bytes."""

    entries: list[Entry] = field(default_factory=list)
    comment: bytes = b""
    start: int | None = None

    def build(self) -> bytes:
        local, central = bytearray(), bytearray()
        for entry in self.entries:
            offset = len(local) if entry.offset is None else entry.offset
            numbers = entry.numbers()
            if entry.offset is None:
                name = entry.name if entry.local_name is None else entry.local_name
                method = entry.method if entry.local_method is None else entry.local_method
                size = numbers[2] if entry.local_size is None else entry.local_size
                fields = (20, entry.flags, method, 0, 33, *numbers[:2], size, len(name), 0)
                local += struct.pack("<4s5H3L2H", entry.magic, *fields) + name + entry.body
                local += entry.behind
            central += (
                struct.pack(
                    "<4s6H3L5H2L",
                    b"PK\x01\x02",
                    788,
                    20,
                    entry.flags,
                    entry.method,
                    0,
                    33,
                    *numbers,
                    len(entry.name),
                    0,
                    0,
                    0,
                    0,
                    entry.attributes,
                    offset,
                )
                + entry.name
            )
        count = len(self.entries) & 0xFFFF
        start = len(local) if self.start is None else self.start
        end = struct.pack(
            "<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(central), start, len(self.comment)
        )
        return bytes(local + central + end + self.comment)


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def zeros(megabytes: int) -> bytes:
    """So many megabytes of zeros as one deflate stream, made without making them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * megabytes + packer.flush()


def row(number: int, headers: Sequence[str]) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{header}</t></is></c>' for header in headers)
    return f'<row r="{number}">{cells}</row>'


def sheet(body: str = "", *, after: str = "", head: str = "", headers: Sequence[str] = ()) -> bytes:
    """A worksheet with our headers in row 1, then `body`."""
    rows = row(1, headers or [column.header for column in INTERVIEWS.columns])
    start = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    )
    return f"{start}<sheetData>{rows}{body}</sheetData>{after}</worksheet>".encode()


def relationships(*items: tuple[str, str, str]) -> bytes:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{to}"/>'
        for key, kind, to in items
    )
    return f'<Relationships xmlns="{RELS}">{listed}</Relationships>'.encode()


def book(*sheets: tuple[str, str]) -> bytes:
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="{key}"/>'
        for n, (name, key) in enumerate(sheets, 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'.encode()
    )


def parts() -> dict[str, bytes]:
    """A sound workbook, as small as it can be."""
    kinds = {
        BOOK: "sheet.main",
        SHEET: "worksheet",
        "xl/worksheets/sheet2.xml": "worksheet",
        STRINGS: "sharedStrings",
        STYLES: "styles",
    }
    named = "".join(
        f'<Override PartName="/{name}" ContentType="{TYPE % kind}"/>'
        for name, kind in kinds.items()
    )
    types = (
        f'<Types xmlns="{TYPES}"><Default Extension="xml"'
        f' ContentType="application/xml"/>{named}</Types>'
    )
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relationships(("rId1", "officeDocument", BOOK)),
        BOOK: book(("Interviews", "rId1"), ("Communications", "rId2")),
        BOOK_RELS: relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml"),
            ("rId4", "styles", "styles.xml"),
        ),
        SHEET: sheet(),
        "xl/worksheets/sheet2.xml": sheet(
            headers=[column.header for column in COMMUNICATIONS.columns]
        ),
        STRINGS: f'<sst xmlns="{MAIN}"/>'.encode(),
        STYLES: f'<styleSheet xmlns="{MAIN}"/>'.encode(),
    }


def entries(changes: Mapping[str, bytes | None] | None = None) -> list[Entry]:
    """The sound workbook with some parts changed, added, or left out (None)."""
    merged: dict[str, bytes | None] = {**parts(), **(changes or {})}
    return [Entry(name.encode(), data) for name, data in merged.items() if data is not None]


def sound() -> bytes:
    return Zip(entries()).build()


def made(changes: Mapping[str, bytes | None]) -> bytes:
    return Zip(entries(changes)).build()


def with_sheet(body: str = "", *, after: str = "", head: str = "") -> bytes:
    return made({SHEET: sheet(body, after=after, head=head)})


def with_entry(**lies: object) -> bytes:
    """The sound workbook whose first sheet lies about itself."""
    lying = [replace(each, **lies) if each.name == SHEET.encode() else each for each in entries()]  # type: ignore[arg-type]
    return Zip(lying).build()


def with_descriptor(mark: bytes) -> bytes:
    """The sound workbook whose first sheet was written as a stream, its checksum and sizes
    behind."""
    [sheet_entry] = [each for each in entries() if each.name == SHEET.encode()]
    return with_entry(flags=8, behind=mark + struct.pack("<3L", *sheet_entry.numbers()))


def cell(place: str, value: str = "<v>1</v>") -> str:
    return f'<row><c r="{place}">{value}</c></row>'
