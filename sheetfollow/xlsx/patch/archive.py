"""The zip container: what is not changed is carried over as it lies there, compressed bytes and
headers (spec 7)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.names import Names

_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_BIG = 0xFFFFFFFF
_ZIP64_EXTRA = 1
_HAS_DESCRIPTOR = 0x08
_UTF8_NAME = 0x800
_FIRST_DAY = 0x21  # 1980-01-01, the first that a zip can name
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
)


@dataclass
class _Entry:
    """One entry: its record in the central directory, the span where it lies, and where it lies in
    the result."""

    fields: list[int]
    tail: bytes
    start: int
    end: int = 0
    packed: bytes | None = None
    place: int = 0


class Archive:
    """The parts of a package, by name. Raises UnsafeInput where the bytes are no sound zip."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._dropped: set[str] = set()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._entries = _entries(data, self._zip)
        except _BROKEN as error:
            raise UnsafeInput("not a workbook: the file is no sound zip archive") from error
        if len(self._entries) < len(self._zip.infolist()):
            raise UnsafeInput("not a safe workbook: the archive holds two parts of one name")
        self._shift = _shift(self._zip, self._entries)
        self._names = Names(self._entries)

    def find(self, part: str) -> str | None:
        """The entry that a part name means, whatever its case, slashes and percent signs."""
        name = self._names.find(part)
        return None if name in self._dropped else name

    def follow(self, source: str, target: str) -> str | None:
        """The entry that a target in the relationships of the part `source` leads to."""
        name = self._names.follow(source, target)
        return None if name in self._dropped else name

    def read(self, name: str) -> bytes:
        """A part as it came."""
        try:
            return self._zip.read(name)
        except (*_BROKEN, NotImplementedError, MemoryError) as error:
            raise UnsafeInput(
                f"{name} cannot be unpacked; the file is broken or encrypted"
            ) from error

    def names(self) -> list[str]:
        return list(self._entries)

    def put(self, name: str, content: Iterable[bytes]) -> None:
        """Give a part new content, in pieces that are packed as they come, or add one at the
        end."""
        if name not in self._entries:
            self._entries[name] = _blank(name)
            self._names.add(name)
        _renew(self._entries[name], content)

    def drop(self, name: str) -> None:
        self._dropped.add(name)

    def build(self) -> bytes:
        """The archive with its changes; the very bytes that came in where there are none."""
        if not self._dropped and all(entry.packed is None for entry in self._entries.values()):
            return self.data
        kept = {name: entry for name, entry in self._entries.items() if name not in self._dropped}
        pieces = self._lay(kept)
        start = sum(map(len, pieces)) - self._shift
        central = [_central_record(entry, self._shift) for entry in kept.values()]
        return b"".join(
            [
                *pieces,
                *central,
                *self._end(
                    len(central),
                    sum(map(len, central)),
                    start,
                ),
            ]
        )

    def _lay(self, kept: dict[str, _Entry]) -> list[bytes]:
        """The local entries in the order in which they lay, each told its place; new ones come
        last."""
        lying = sorted(kept.values(), key=lambda entry: (entry.end == 0, entry.start))
        at = min((info.header_offset for info in self._zip.infolist()), default=0)
        pieces = [self.data[:at]]
        for entry in lying:
            entry.place = at
            piece = (
                self.data[entry.start : entry.end]
                if entry.packed is None
                else _local(self.data, entry)
            )
            pieces.append(piece)
            at += len(piece)
        return pieces

    def _end(self, count: int, size: int, start: int) -> list[bytes]:
        """The end records, with the 64-bit ones where the archive had them."""
        comment = self._zip.comment
        end = self.data.rfind(
            b"PK\x05\x06",
            0,
            len(self.data) - len(comment),
        )
        plain = (
            _END.pack(
                b"PK\x05\x06",
                0,
                0,
                count,
                count,
                size,
                start,
                len(comment),
            )
            + comment
        )
        if self.data[max(0, end - _LOCATOR_64.size) : end][:4] != b"PK\x06\x07":
            return [plain]
        wide = _END_64.pack(
            b"PK\x06\x06", _END_64.size - 12, 45, 45, 0, 0, count, count, size, start
        )
        return [
            wide,
            _LOCATOR_64.pack(b"PK\x06\x07", 0, start + size, 1),
            plain,
        ]


def _entries(data: bytes, archive: zipfile.ZipFile) -> dict[str, _Entry]:
    """The central directory as it lies there: zipfile has checked it, but keeps too little of it to
    write it again."""
    entries, at = {}, archive.start_dir
    for info in archive.infolist():
        _, *fields = _CENTRAL.unpack_from(data, at)
        size = _CENTRAL.size + sum(fields[9:12])
        entries[info.filename] = _Entry(
            fields, data[at + _CENTRAL.size : at + size], info.header_offset
        )
        at += size
    lying = sorted(entries.values(), key=lambda entry: entry.start)
    for entry, following in zip(
        lying, [*[each.start for each in lying[1:]], archive.start_dir], strict=True
    ):
        entry.end = following
    return entries


def _shift(archive: zipfile.ZipFile, entries: dict[str, _Entry]) -> int:
    """How far the archive lies behind the place that its own offsets count from: the bytes put
    before it."""
    places = (
        (info.header_offset, entries[info.filename].fields[15]) for info in archive.infolist()
    )
    return next((real - told for real, told in places if told != _BIG), 0)


def _blank(name: str) -> _Entry:
    """The record of a part that is new: deflated, without a date of its own."""
    raw = name.encode()
    fields = [
        20,
        20,
        0 if raw.isascii() else _UTF8_NAME,
        8,
        0,
        _FIRST_DAY,
        0,
        0,
        0,
        len(raw),
        0,
        0,
        0,
        0,
        0,
        0,
    ]
    return _Entry(fields, raw, 0)


def _renew(entry: _Entry, content: Iterable[bytes]) -> None:
    """Pack new content into an entry; its date, attributes and comment stay."""
    fields = entry.fields
    packer = (
        None
        if fields[3] == zipfile.ZIP_STORED
        else zlib.compressobj(
            6,
            zlib.DEFLATED,
            -15,
        )
    )
    packed, crc, size = [], 0, 0
    for piece in content:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        packed.append(packer.compress(piece) if packer else piece)
    if packer:
        packed.append(packer.flush())
        fields[3] = zipfile.ZIP_DEFLATED
    entry.packed = b"".join(packed)
    fields[2] &= ~_HAS_DESCRIPTOR
    fields[6:9], fields[15] = [crc, len(entry.packed), size], 0
    name, extra, comment = _tail(entry)
    extra = _without_zip64(extra)
    entry.tail, fields[10] = name + extra + comment, len(extra)


def _tail(entry: _Entry) -> tuple[bytes, bytes, bytes]:
    name, extra = entry.fields[9], entry.fields[9] + entry.fields[10]
    return entry.tail[:name], entry.tail[name:extra], entry.tail[extra:]


def _local(data: bytes, entry: _Entry) -> bytes:
    """The local entry of a changed part: the header that it had with the new sizes, then the packed
    content."""
    name, extra, _ = _tail(entry)
    if entry.end:
        old = _LOCAL.unpack_from(data, entry.start)
        begin = entry.start + _LOCAL.size + old[9]
        extra = _without_zip64(data[begin : begin + old[10]])
    head = _LOCAL.pack(
        b"PK\x03\x04",
        *entry.fields[1:10],
        len(extra),
    )
    return head + name + extra + (entry.packed or b"")


def _central_record(entry: _Entry, shift: int) -> bytes:
    fields, place = list(entry.fields), entry.place - shift
    name, extra, comment = _tail(entry)
    if fields[15] == _BIG:
        extra = _with_place_64(
            extra,
            place,
            8 * ((fields[8] == _BIG) + (fields[7] == _BIG)),
        )
    else:
        fields[15] = place
    return _CENTRAL.pack(b"PK\x01\x02", *fields) + name + extra + comment


def _extras(extra: bytes) -> list[tuple[int, bytes]]:
    """The extra field cut into its records; a rest that is none comes last, as kind -1."""
    records, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        records.append((kind, extra[at : at + 4 + size]))
        at += 4 + size
    return [*records, (-1, extra[at:])]


def _without_zip64(extra: bytes) -> bytes:
    return b"".join(record for kind, record in _extras(extra) if kind != _ZIP64_EXTRA)


def _with_place_64(extra: bytes, place: int, skip: int) -> bytes:
    """The extra field with another offset in its 64-bit record, behind the sizes that stand there
    too."""
    at = 4 + skip
    return b"".join(
        record[:at] + struct.pack("<Q", place) + record[at + 8 :]
        if kind == _ZIP64_EXTRA
        else record
        for kind, record in _extras(extra)
    )
