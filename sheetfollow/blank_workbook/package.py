"""A workbook as bytes that do not depend on the moment of writing."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import Workbook

from sheetfollow.xlsx.patch.fonts import ordered_font

_MOMENT = (2026, 1, 1, 0, 0, 0)
_STAMP = b"2026-01-01T00:00:00Z"


def settled(book: Workbook) -> bytes:
    """The saved workbook with every time stamp set to one fixed moment."""
    saved, out = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(out, "w") as after:
        for name in sorted(before.namelist(), key=_reading_order):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            after.writestr(entry, _MENDED.get(name, bytes)(before.read(name)))
    return out.getvalue()


def _reading_order(name: str) -> tuple[bool, str]:
    """The list of content types comes first, as Excel writes it."""
    return name != "[Content_Types].xml", name


def _unstamped(core: bytes) -> bytes:
    return re.sub(rb"(W3CDTF\">)[^<]*(<)", rb"\g<1>" + _STAMP + rb"\g<2>", core)


def _signed(app: bytes) -> bytes:
    """Not as Excel: from a file of Excel's, LibreOffice takes row heights and results as they are,
    and here there are none yet."""
    return re.sub(
        rb"<Application>[^<]*<.*</Properties>",
        b"<Application>sheetfollow</Application></Properties>",
        app,
    )


def _own_format(chart: bytes) -> bytes:
    """The labels' number format is their own and not the cells', also where that is not taken for
    granted."""
    return chart.replace(b'<numFmt formatCode="0;;"', b'<numFmt formatCode="0;;" sourceLinked="0"')


def _ordered_fonts(styles: bytes) -> bytes:
    """openpyxl writes the name first, the schema wants it late."""
    return re.sub(
        rb"<font>.*?</font>",
        lambda font: ordered_font(font[0]),
        styles,
    )


_MENDED = {
    "docProps/core.xml": _unstamped,
    "docProps/app.xml": _signed,
    "xl/styles.xml": _ordered_fonts,
} | {f"xl/charts/chart{number}.xml": _own_format for number in (1, 2, 3)}
