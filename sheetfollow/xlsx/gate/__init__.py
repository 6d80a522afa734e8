"""Bytes -> safe to parse, or why not (spec 7). The gate stands before every parser.

Nothing is built here: parts are unpacked in pieces, looked at with compiled patterns and thrown
away, so that memory stays small and time follows the size of the file. Each cap stands well above
what real workbooks need; the comment at it says what lies beyond.
"""

from __future__ import annotations

from functools import partial

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.gate.advice import RESAVE, RESTORE, shown
from sheetfollow.xlsx.gate.container import Container
from sheetfollow.xlsx.gate.content import check_part, check_whole
from sheetfollow.xlsx.gate.outline import outline
from sheetfollow.xlsx.gate.sheets import Room, check_sheet
from sheetfollow.xlsx.gate.texts import Texts

__all__ = ["check"]

MOST_PACKED = (
    200 << 20
)  # a file with hundreds of photographs; the rest of the run holds it in memory twice

_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROLS = bytes({*range(32)} - set(b"\t\n\v\f\r"))


def check(data: bytes) -> None:
    """Return where these bytes are a workbook that is safe to parse, else raise UnsafeInput: what;
    what to do next."""
    _check_kind(data)
    container = Container(data)
    parts = outline(container)
    texts = Texts(container.unpacked)
    for name in parts.strings:
        if name in container:
            texts.take(name, partial(container.pieces, name))
    room = Room(container.unpacked)
    for name in container.names():
        pieces = partial(container.pieces, name)
        if name in parts.sheets:
            label = f"the sheet {shown(parts.sheets[name])}"
            room.take(label, check_sheet(name, label, pieces, texts))
        if name in parts.whole:
            check_whole(name, pieces)
        if not (name in parts.sheets or name in parts.strings or name in parts.whole):
            check_part(name, pieces)


def _check_kind(data: bytes) -> None:
    """By its first bytes: a zip, or what else it is."""
    if len(data) > MOST_PACKED:
        raise UnsafeInput(
            f"larger than {MOST_PACKED >> 20} MB; move what is not needed to another workbook"
        )
    if not data:
        raise UnsafeInput(f"the file is empty; {RESTORE}")
    if data.startswith(_CFB):
        what = (
            "password-protected"
            if "EncryptedPackage".encode("utf-16-le") in data
            else "an old .xls"
        )
        raise UnsafeInput(
            f"{what}; open it in Excel, save it as .xlsx without a password, then sync"
        )
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise UnsafeInput(f"{_other_kind(data[:4096])}, not an .xlsx workbook; {RESAVE}")


def _other_kind(head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "an XML spreadsheet of 2003"
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return "a web page"
    return (
        "some other kind of file"
        if any(byte in _CONTROLS for byte in head)
        else "plain text (CSV?)"
    )
