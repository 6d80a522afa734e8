"""Cells: A1 names, what a value is in XML, and which value stands in a cell (spec 7)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from sheetfollow.exceptions import CannotWrite
from sheetfollow.model import Value
from sheetfollow.writeback.xml import attribute, escape, unescape

LAST_ROW, LAST_COLUMN, LONGEST_TEXT = 1_048_576, 16_384, 32_767
_A1 = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]+)(?::\$?([A-Za-z]{1,3})\$?([0-9]+))?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.S)
_COMMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.S)
_PHONETIC = re.compile(rb"<(\w+:)?rPh\b.*?</(\w+:)?rPh\s*>", re.S)
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?t\s*>)", re.S)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.+?)</(?:\w+:)?v\s*>", re.S)
_INLINE = re.compile(rb"<(?:\w+:)?is[\s/>]")
_ITEM = re.compile(rb"<(\w+:)?si(?:\s[^>]*?)?(?:/>|>.*?</(\w+:)?si\s*>)", re.S)


@dataclass(frozen=True, slots=True)
class Area:
    """A range of cells: first and last row and column, 1-based."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def read(cls, reference: str) -> Area | None:
        """The range that a reference names, None where it is none."""
        found = _RANGE.fullmatch(reference.strip())
        if found is None:
            return None
        left, top = column_number(found[1]), int(found[2])
        right, bottom = (column_number(found[3]), int(found[4])) if found[3] else (left, top)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    def holds(wanted: Content, kind: str | None, inside: bytes, shared: Callable[[int], str]) -> bool:
    """Whether a cell of type `kind` with the elements `inside`, none a formula, has the wanted value."""
    try:
        present = _present(kind or "n", inside, shared)
    except (ValueError, IndexError):
        return False
    return type(present) is type(wanted.value) and present == wanted.value


def _present(kind: str, inside: bytes, shared: Callable[[int], str]) -> str | float | bool | None:
    """The value that stands in a cell. Raises ValueError for those that no edit can ask for, like errors."""
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
    plain = _plain(part)
    items = [found.span() for found in _ITEM.finditer(plain)]

    @cache
    def text(index: int) -> str:
        start, end = items[index]
        return text_of(plain[start:end])

    return text


def position(attributes: bytes, after: int) -> int:
    """The column that a cell stands in: its own `r`, else the one behind the cell before."""
    named = attribute(attributes, b"r")
    letters = named.strip().replace("$", "").rstrip("0123456789") if named else ""
    return column_number(letters) if letters else after + 1
