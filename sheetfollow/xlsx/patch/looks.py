"""The formats of another workbook, taken over: each is added to the styles where there is none like
it (spec 7)."""

from __future__ import annotations

import re

from sheetfollow.exceptions import CannotWrite
from sheetfollow.xlsx.patch.package import Package
from sheetfollow.xlsx.patch.styles import CODES, FIRST_OWN, Styles
from sheetfollow.xlsx.patch.xml import attribute, integer, with_attribute

_OPENING = re.compile(rb"<(/?)([\w.-]+)(?=[\s/>])")
_START = re.compile(rb"<([\w.:-]+)([^>]*?)(/?)>")
_NUMBER_FORMAT = re.compile(rb"<(numFmt)(\s[^>]*?)/?>")


class Looks:
    """The way from the formats of a source to those of a target."""

    def __init__(self, target: Package, source: Package) -> None:
        """Raises CannotWrite where the source writes its styles with a prefix."""
        self._styles = Styles(target)
        self._source = Styles(source)
        if self._source.prefix:
            raise CannotWrite(
                "the styles of the sheets to add have a prefix, which none of ours have"
            )
        self._formats: dict[int, int] = {}
        self._differential: dict[int, int] = {}

    def format(self, index: int) -> int:
        """The index of a cell format; the first is the plain one of either workbook."""
        if index and index not in self._formats:
            self._formats[index] = self._styles.xfs.index(self._xf(index))
        return self._formats.get(index, 0)

    def differential(self, index: int) -> int:
        """The index of a differential format, which a conditional format or a table uses."""
        if index not in self._differential:
            item = _NUMBER_FORMAT.sub(self._renumbered, self._source.dxfs.items[index])
            self._differential[index] = self._styles.dxfs.index(self._prefixed(item))
        return self._differential[index]

    def close(self) -> None:
        """Write what was added."""
        self._styles.close()

    def _xf(self, index: int) -> bytes:
        source, target = self._source, self._styles
        item = source.xfs.items[index]
        opening = _START.match(item)
        assert opening
        font = self._prefixed(source.fonts.items[integer(opening[2], b"fontId")])
        border = self._prefixed(source.borders.items[integer(opening[2], b"borderId")])
        numbers = {
            b"numFmtId": self._code(integer(opening[2], b"numFmtId")),
            b"fontId": target.fonts.index(font),
            b"fillId": self._fill(integer(opening[2], b"fillId")),
            b"borderId": target.borders.index(border),
            b"xfId": 0,
        }
        attributes = opening[2]
        for name, number in numbers.items():
            attributes = with_attribute(attributes, name, str(number))
        rest = item[opening.end() :]
        return self._prefixed(b"<xf" + attributes + opening[3] + b">" + rest)

    def _fill(self, index: int) -> int:
        if index == 0:
            return self._styles.no_fill()
        return self._styles.fills.index(self._prefixed(self._source.fills.items[index]), first=2)

    def _code(self, number: int) -> int:
        """The number of a format code. A built-in one without a code of ours means the same
        anywhere."""
        code = self._source.codes.get(number) or CODES.get(number)
        if code is None and number in self._styles.codes:
            raise CannotWrite(f"the workbook gives number format {number} a meaning of its own")
        return number if code is None else self._styles.format_number(code)

    def _renumbered(self, found: re.Match[bytes]) -> bytes:
        """A number format within a differential one: it names its code beside a number, which no
        other code may have."""
        code = attribute(found[2], b"formatCode") or ""
        known = [number for number, other in self._styles.codes.items() if other == code]
        own = [number for number in known if number >= FIRST_OWN]
        number = own[0] if own else self._styles.free_number() + len(self._differential)
        return b"<numFmt" + with_attribute(found[2], b"numFmtId", str(number)) + b"/>"

    def _prefixed(self, item: bytes) -> bytes:
        """An item with the prefix of the target's styles."""
        prefix = self._styles.prefix
        return _OPENING.sub(rb"<\1" + prefix + rb"\2", item) if prefix else item
