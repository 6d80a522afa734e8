"""The zip: opens whole, holds each part once, and unpacks to what it announces (spec 7)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.gate.advice import RESAVE, RESTORE, damaged, shown
from sheetfollow.xlsx.names import folded

MOST_ENTRIES = 10_000  # a workbook with a thousand charts has five thousand parts
MOST_UNPACKED = (
    400 << 20
)  # 100,000 rows of 40 columns at 100 bytes a cell; all of it is looked at within 5 s
RATIO_FROM, MOST_RATIO = (
    64 << 20,
    200,
)  # sheets of equal rows pack 60 to 1, deflate's worst is 1032 to 1

_PIECE, _HEAD = 256 << 10, 1024
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_HAS_DESCRIPTOR = 0x8
_UTF8_NAME = 0x800
_ELSEWHERE = 0xFFFFFFFF
_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    struct.error,
    ValueError,
    OSError,
    OverflowError,
    EOFError,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One part as the directory tells it: where its local header, its packed bytes and all that is
    its own lie."""

    name: str
    offset: int
    start: int
    packed: int
    end: int
    size: int
    crc: int
    deflated: bool


class Container:
    """The parts by their folded names. Raises UnsafeInput where the zip is not sound, at the latest
    on unpacking."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        infos, directory = _listed(data)
        for info in infos:
            _check_packing(info)
        _check_size(infos, len(data))
        entries = [_entry(data, info) for info in infos]
        _check_apart(entries, directory)
        self._entries = {folded(entry.name): entry for entry in entries}
        _check_names(infos)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def unpacked(self) -> int:
        """How many bytes all parts announce to unpack to."""
        return sum(entry.size for entry in self._entries.values())

    def names(self) -> Sequence[str]:
        return list(self._entries)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part's bytes, piece by piece. Raises UnsafeInput where they are not what the directory
        announced."""
        entry = self._entries[name]
        size = crc = 0
        for piece in _headed(self._unpacked(entry)):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            if size > entry.size:
                raise damaged(entry.name, "unpacks to more than it announces")
            yield piece
        if size != entry.size or crc != entry.crc:
            raise damaged(entry.name, "does not unpack to what it announces")

    def _unpacked(self, entry: _Entry) -> Iterator[bytes]:
        packed = self._data[entry.start : entry.start + entry.packed]
        if entry.deflated and packed:
            return _inflated(entry.name, packed)
        return (
            bytes(packed[at : at + _PIECE])
            for at in range(
                0,
                len(packed),
                _PIECE,
            )
        )


def _headed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, the first one long enough to tell what the part is."""
    head, whole = b"", False
    for piece in pieces:
        if whole:
            yield piece
        else:
            head += piece
            whole = len(head) >= _HEAD
            if whole:
                yield head
    if not whole and head:
        yield head


def _inflated(name: str, packed: memoryview) -> Iterator[bytes]:
    unpacker, at, rest = zlib.decompressobj(-15), 0, b""
    try:
        while (rest or at < len(packed)) and not unpacker.eof:
            if not rest:
                rest, at = bytes(packed[at : at + _PIECE]), at + _PIECE
            piece = unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
            if piece:
                yield piece
        yield unpacker.flush()
    except zlib.error as error:
        raise damaged(name, "cannot be unpacked") from error
    if not unpacker.eof or unpacker.unused_data or at < len(packed):
        raise damaged(name, "cannot be unpacked")


def _listed(data: bytes) -> tuple[list[zipfile.ZipInfo], int]:
    """The directory's records, counted before they are built up, and where the directory begins."""
    if data.count(b"PK\x01\x02") > 4 * MOST_ENTRIES:
        raise _too_many()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, directory = archive.infolist(), archive.start_dir
    except _BROKEN as error:
        raise UnsafeInput(f"the file is cut off or damaged; {RESTORE}") from error
    if len(infos) > MOST_ENTRIES:
        raise _too_many()
    return infos, directory


def _too_many() -> UnsafeInput:
    return UnsafeInput(
        f"more than {MOST_ENTRIES} parts in the archive, too many for a workbook; {RESAVE}"
    )


def _check_packing(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnsafeInput(
            f"password-protected: {shown(info.filename)} is encrypted; save it without a password"
        )
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnsafeInput(
            f"{shown(info.filename)} is packed in a way that workbooks are not; {RESAVE}"
        )


def _check_size(infos: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """By what the directory announces; `pieces` holds each part to it."""
    size = sum(info.file_size for info in infos)
    if size > MOST_UNPACKED or (size > RATIO_FROM and size > packed * MOST_RATIO):
        raise UnsafeInput(f"unpacks to {size >> 20} MB, too much for a safe workbook; {RESAVE}")


def _check_names(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Each part once, whatever its case; none that points out of the archive."""
    seen: set[str] = set()
    for info in infos:
        name = folded(info.filename)
        if name in seen:
            raise UnsafeInput(f"the archive holds {shown(info.filename)} twice; {RESAVE}")
        if ".." in name.split("/") or "\0" in info.orig_filename:
            raise UnsafeInput(
                f"the archive holds a part with the unsafe name {shown(info.orig_filename)};"
                f" {RESAVE}"
            )
        seen.add(name)


def _entry(data: bytes, info: zipfile.ZipInfo) -> _Entry:
    """The part that a directory record means; its local header must tell the same of it, since
    some programs read the one and some the other."""
    body = info.header_offset + _LOCAL.size
    head = data[info.header_offset : body]
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise damaged(info.filename, "is not where the archive says")
    _, _, flags, method, _, _, *sizes, name, extra = _LOCAL.unpack(head)
    codec = "utf-8" if info.flag_bits & _UTF8_NAME else "cp437"
    if data[body : body + name] != info.orig_filename.encode(codec):
        raise damaged(info.filename, "has two names in the archive")
    _check_same(info, flags, method, sizes)
    start = body + name + extra
    end = start + info.compress_size
    if end <= len(data) and (flags | info.flag_bits) & _HAS_DESCRIPTOR:
        end += _descriptor(data, info, end)
    deflated = info.compress_type == zipfile.ZIP_DEFLATED
    return _Entry(
        info.filename,
        info.header_offset,
        start,
        info.compress_size,
        end,
        info.file_size,
        info.CRC,
        deflated,
    )


def _check_same(info: zipfile.ZipInfo, flags: int, method: int, sizes: Sequence[int]) -> None:
    """The local header tells the packing of the directory, and its checksum and sizes where it
    tells any: what comes as a stream has them behind it, 64-bit sizes stand elsewhere."""
    same = method == info.compress_type and not (flags ^ info.flag_bits) & _ENCRYPTED
    known = (info.CRC, info.compress_size, info.file_size)
    blank = (0, _ELSEWHERE) if flags & _HAS_DESCRIPTOR else (_ELSEWHERE,)
    for told, size in zip(sizes, known, strict=True):
        same = same and (told == size or told in blank)
    if not same:
        raise damaged(info.filename, "tells two things about its packing")


def _descriptor(data: bytes, info: zipfile.ZipInfo, end: int) -> int:
    """The length of the checksum and sizes that are announced to follow a part's packed bytes."""
    for mark in (b"PK\x07\x08", b""):
        for numbers in ("<3L", "<L2Q"):
            told = mark + struct.pack(
                numbers,
                info.CRC,
                info.compress_size,
                info.file_size,
            )
            if data.startswith(told, end):
                return len(told)
    raise damaged(info.filename, "announces a checksum behind it that is not there")


def _check_apart(entries: Sequence[_Entry], directory: int) -> None:
    """Parts that overlap unpack one run of bytes many times over."""
    end = 0
    for entry in sorted(entries, key=lambda each: each.offset):
        if entry.offset < end or entry.end > directory:
            raise damaged(entry.name, "overlaps another part")
        end = entry.end
