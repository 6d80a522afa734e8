"""Cells: A1 names, what a value is in XML, and which value stands in a cell (spec 7)."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from sheetfollow.exceptions import CannotWrite
from sheetfollow.model import Value
from sheetfollow.xlsx import a1
from sheetfollow.xlsx.patch.xml import attribute, behind_declaration, escape, unescape

LONGEST_TEXT = 32_767
_KINDS = {
    str: ("s", "inlineStr", "str"),
    float: ("n",),
    bool: ("b",),
}
_FIRST_1904, _DAY_BEFORE_1900 = (
    date(
        1904,
        1,
        1,
    ).toordinal(),
    date(
        1899,
        12,
        31,
    ).toordinal(),
)
_LETTERS = re.compile("[A-Za-z]{1,3}")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.S)
_COMMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.S)
_PHONETIC = re.compile(rb"<(\w+:)?rPh\b.*?</(\w+:)?rPh\s*>", re.S)
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?t\s*>)", re.S)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.+?)</(?:\w+:)?v\s*>", re.S)
_INLINE = re.compile(rb"<(?:\w+:)?is[\s/>]")
_ITEM = re.compile(rb"<(?:\w+:)?si[\s/>]")


@dataclass(frozen=True, slots=True)
class Area:
    """A range of cells: first and last row and column, 1-based."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def read(cls, reference: str) -> Area | None:
        """The range that a reference names, one of whole rows or columns too; None where it is
        none."""
        corners = a1.corners(reference)
        return cls(*corners) if corners else None

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    def around(self, other: Area) -> Area:
        """The smallest range that holds both."""
        top, left = min(self.top, other.top), min(self.left, other.left)
        return Area(
            top,
            left,
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def __str__(self) -> str:
        first, last = a1.name(self.top, self.left), a1.name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


def place_of(sheet: str, cell: str) -> tuple[int, int]:
    """Row and column of a cell in A1 form. Raises CannotWrite where a sheet has no such cell."""
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    row, column = int(digits[:8] or 0), _column(letters)
    if column and 0 < row <= a1.LAST_ROW and digits[0] != "0":
        return row, column
    raise CannotWrite(f"{sheet}!{cell}: no such cell; a sheet goes from A1 to XFD1048576")


@cache
def _column(letters: str) -> int:
    """The number of a column that a sheet can have, else 0."""
    column = a1.number(letters) if _LETTERS.fullmatch(letters) else 0
    return column if column <= a1.LAST_COLUMN else 0


class Content(NamedTuple):
    """What a value is in XML: the cell's type (b"" for a number) and its elements. `value` is as
    the cell holds it: text, a number (of a date its serial), a truth value, or None."""

    value: str | float | bool | None
    type: bytes
    inside: bytes


class Encoder:
    """Values -> cell contents, for one prefix and date system."""

    def __init__(self, prefix: bytes, *, date1904: bool) -> None:
        self._prefix, self._date1904 = prefix, date1904
        self._texts: dict[str, Content] = {}

    def content(self, value: Value, place: Callable[[], str]) -> Content:
        """The content for a value; an empty text is an empty cell. Raises CannotWrite, naming
        `place()`."""
        if value is None or value == "":
            return Content(None, b"", b"")
        if isinstance(value, str):
            return self._texts.get(value) or self._text(str.__str__(value), place)
        if isinstance(value, bool):
            return Content(
                value,
                b"b",
                self._v(b"1" if value else b"0"),
            )
        if isinstance(value, int | float):
            return self._number(value, place)
        if isinstance(value, date) and value == value:
            return self._day(value, place)
        raise CannotWrite(f"{place()}: a cell cannot hold {value!r}")

    def _day(self, value: date, place: Callable[[], str]) -> Content:
        serial = serial_of(value, date1904=self._date1904)
        if serial is None:
            raise CannotWrite(
                f"{place()}: {value} is before the first day of this workbook, or has a time zone"
            )
        return Content(
            serial,
            b"",
            self._v(_digits(serial)),
        )

    def _v(self, digits: bytes) -> bytes:
        return b"<%bv>%b</%bv>" % (self._prefix, digits, self._prefix)

    def _text(self, value: str, place: Callable[[], str]) -> Content:
        if len(value.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_TEXT:
            raise CannotWrite(
                f"{place()}: the text has more than {LONGEST_TEXT} characters, which no cell can"
                " hold"
            )
        coded = escape(_FORBIDDEN.sub(_code, value)).replace("\r", "&#13;").encode()
        space = b' xml:space="preserve"' if value != value.strip() or "\n" in value else b""
        p = self._prefix
        content = Content(
            value, b"inlineStr", b"<%bis><%bt%b>%b</%bt></%bis>" % (p, p, space, coded, p, p)
        )
        self._texts[value] = content
        return content

    def _number(self, value: float, place: Callable[[], str]) -> Content:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise CannotWrite(f"{place()}: a cell cannot hold {value!r}, which is no finite number")
        return Content(
            number,
            b"",
            self._v(_digits(number)),
        )


def _digits(number: float) -> bytes:
    whole = number.is_integer() and abs(number) < 1e15
    return (str(int(number)) if whole else repr(number)).encode()


def _code(character: re.Match[str]) -> str:
    return f"_x{ord(character[0]):04X}_"


def serial_of(value: date, *, date1904: bool) -> float | None:
    """The number that a day or a moment is in a workbook; None before its first day and for aware
    moments.

    The 1900 system counts a 29 February 1900 that never was, so the days before it stand one lower.
    """
    days = float(value.toordinal() - (_FIRST_1904 if date1904 else _DAY_BEFORE_1900))
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            return None
        days += (
            value
            - value.replace(
                hour=0,
                minute=0,
                second=0,
                microsecond=0,
            )
        ) / timedelta(days=1)
    if date1904:
        return days if days >= 0 else None
    return None if days < 1 else days + (days >= 60)


def holds(wanted: Content, kind: str | None, inside: bytes, shared: Callable[[int], str]) -> bool:
    """Whether a cell of type `kind` with the elements `inside`, none a formula, has the wanted
    value."""
    if wanted.value is not None and (kind or "n") not in _KINDS[type(wanted.value)]:
        return False
    try:
        present = _present(kind or "n", inside, shared)
    except (ValueError, IndexError):
        return False
    return type(present) is type(wanted.value) and present == wanted.value


def _present(kind: str, inside: bytes, shared: Callable[[int], str]) -> str | float | bool | None:
    """The value that stands in a cell. Raises ValueError for those that no edit can ask for, like
    errors."""
    if kind == "inlineStr":
        return text_of(inside) if _INLINE.search(inside) else None
    found = _VALUE.search(inside)
    if found is None:
        return None
    raw = unescape(_plain(found[1]).decode())
    if kind == "s":
        return shared(int(raw))
    if kind == "str":
        return decoded(raw)
    if kind == "b":
        return raw.strip() in ("1", "true")
    if kind == "n":
        return float(raw)
    raise ValueError(kind)


def text_of(item: bytes) -> str:
    """The text of an inline or shared string: its runs joined, without phonetic hints."""
    plain = _plain(item)
    if b"rPh" in plain:
        plain = _PHONETIC.sub(b"", plain)
    return decoded(unescape(b"".join(_TEXT.findall(plain)).decode()))


def decoded(text: str) -> str:
    """A text with Excel's own escapes of characters resolved."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _plain(item: bytes) -> bytes:
    """XML with its CDATA written as text and its comments left out."""
    if b"<!" not in item and b"<?" not in item:
        return item
    item = _CDATA.sub(lambda found: escape(found[1].decode()).encode(), item)
    return _COMMENT.sub(b"", item)


def shared_texts(part: bytes) -> Callable[[int], str]:
    """The shared strings of a workbook by their index, each decoded when it is asked for."""
    plain = _plain(part[behind_declaration(part) :])
    starts = array("Q", (found.start() for found in _ITEM.finditer(plain)))

    @cache
    def text(index: int) -> str:
        end = starts[index + 1] if index + 1 < len(starts) else len(plain)
        return text_of(plain[starts[index] : end])

    return text


def position(attributes: bytes, after: int) -> int:
    """The column that a cell stands in: its own `r`, else the one behind the cell before."""
    named = attribute(attributes, b"r")
    letters = named.strip().replace("$", "").rstrip("0123456789") if named else ""
    return a1.number(letters) if letters else after + 1
