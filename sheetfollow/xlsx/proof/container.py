"""The archive before and after: its entries, what is told about each, and where each lies (spec
7)."""

from __future__ import annotations

import struct
from collections.abc import Container

from sheetfollow.xlsx.proof.book import Book, fail

_HEADER = struct.Struct("<4s5H3L2H")
_STREAMED, _UTF8_NAME = 0x8, 0x800
_WIDE = 1
_KEPT = ("date_time", "external_attr", "internal_attr", "comment", "create_system")


def prove_entries(
    before: Book, after: Book, may_come: Container[str], may_go: Container[str]
) -> None:
    """Raises WouldLoseContent unless the same parts stand in the same order, but for the few that
    may come or go, and the archive tells the same of them."""
    old, new = before.names, after.names
    if len(set(new)) < len(new):
        fail("the archive", "holds a part twice")
    for name in set(new) - set(old):
        if name not in may_come:
            fail(name, "the part is new")
    for name in old:
        if name in after.entries:
            _prove_kept(before, after, name)
        elif name not in may_go:
            fail(name, "the part is missing")
    _prove_order(before, after)


def _prove_order(before: Book, after: Book) -> None:
    old, new = before.names, after.names
    stayed = [name for name in old if name in after.entries]
    if stayed != [name for name in new if name in before.entries]:
        fail("the archive", "its parts are in another order")


def _prove_kept(before: Book, after: Book, name: str) -> None:
    """The date, attributes and comment of a part are as they were."""
    old, new = before.entries[name], after.entries[name]
    for fact in _KEPT:
        if getattr(old, fact) != getattr(new, fact):
            fail(name, f"its {fact} in the archive differs")


def differs(before: Book, after: Book, name: str) -> bool:
    """Whether a part differs; what lies in the archive as it lay there needs no unpacking."""
    return not _lies_as_before(
        before,
        after,
        name,
    ) and before.read(name) != after.read(name)


def prove_lying(before: Book, after: Book, rewritten: Container[str]) -> None:
    """Raises WouldLoseContent unless each part lies there byte for byte as it did, local header and
    all, or is `rewritten` under a header that fits it; so does all that is no part."""
    for name in after.names:
        kept = name in before.entries and _lies_as_before(before, after, name)
        if not kept and name in before.entries and name not in rewritten:
            fail(name, "the part does not lie in the archive as it did")
        if not kept:
            _prove_header(after, name)
    if (before.before_entries, before.comment) != (after.before_entries, after.comment):
        fail("the archive", "what stands around its parts differs")


def _lies_as_before(before: Book, after: Book, name: str) -> bool:
    same = _facts(before, name) == _facts(after, name)
    return same and before.lying(name) == after.lying(name)


def _facts(book: Book, name: str) -> tuple[int, int, int, bytes]:
    """What the directory tells of a part that does not depend on its place."""
    listed = book.entries[name]
    return listed.flag_bits, listed.CRC, listed.file_size, _lasting(listed.extra)


def _lasting(extra: bytes) -> bytes:
    """The extra field without its record of 64-bit sizes and places."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind != _WIDE:
            kept += extra[at : at + 4 + size]
        at += 4 + size
    return kept + extra[at:]


def _prove_header(book: Book, name: str) -> None:
    """The local header of a part tells what the directory tells, and the part ends where the next
    begins, without a gap or a second checksum."""
    listed, lying = book.entries[name], book.lying(name)
    mark, _, flags, method, _, _, crc, packed, size, *lengths = _HEADER.unpack_from(lying)
    name_end = _HEADER.size + lengths[0]
    codec = "utf-8" if flags & _UTF8_NAME else "cp437"
    named = lying[_HEADER.size : name_end] == listed.orig_filename.encode(codec)
    told = (flags, method, crc, packed, size)
    known = (
        listed.flag_bits,
        listed.compress_type,
        listed.CRC,
        listed.compress_size,
        listed.file_size,
    )
    if mark != b"PK\x03\x04" or told != known or not named:
        fail(name, "its header in the archive tells something else than the directory")
    if flags & _STREAMED or len(lying) != _HEADER.size + sum(lengths) + packed:
        fail(name, "it does not end where the next part begins")
