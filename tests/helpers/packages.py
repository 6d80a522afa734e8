"""What the tests of the write-back share: one part of a package, another package with one part
changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from sheetfollow.model import Edit
from sheetfollow.writeback import apply, verify

SHEET = "xl/worksheets/sheet1.xml"


def part(data: bytes, name: str = SHEET) -> str:
    """The text of a part; "" where there is none."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    return archive.read(name).decode() if name in archive.namelist() else ""


def cell(data: bytes, name: str) -> str:
    """A cell as it is written in the sheet; "" where there is none."""
    found = re.search(rf'<(\w+:)?c r="{name}"[^>]*?(/>|>.*?</(\w+:)?c>)', part(data), re.S)
    return found[0] if found else ""


def proved(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The workbook with the edits made, proved, and the same again when they are made twice."""
    after = apply(data, edits)
    verify(data, after, edits)
    assert apply(after, edits) is after
    return after


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """The package with one piece of a part replaced: something that nobody asked for."""
    archive, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    assert old.encode() in archive.read(name), archive.read(name)
    with zipfile.ZipFile(out, "w") as written:
        for info in archive.infolist():
            text = archive.read(info)
            if info.filename == name:
                text = text.replace(old.encode(), new.encode(), 1)
            written.writestr(info, text, info.compress_type)
    return out.getvalue()
