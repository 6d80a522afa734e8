"""What a value is when it stands in a cell, worked out from the XML and from the edit, each on its
own (spec 7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sheetfollow.model import Value
from sheetfollow.xlsx.proof.book import Book, Element, child, text_of, unescaped

Held = str | float | bool | None
_TRUTH = {
    "1": True,
    "true": True,
    "0": False,
    "false": False,
}


def expected(value: Value, *, date1904: bool) -> Held:
    """What a cell holds when it has the value of an edit: of a day the count of days."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int | float):
        return float(value)
    return _serial(value, date1904=date1904)


def _serial(value: date, *, date1904: bool) -> float:
    """The 1900 system counts a 29 February 1900 that never was: days before it stand one lower."""
    whole = date(
        value.year,
        value.month,
        value.day,
    )
    first = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    days = (whole - first).days
    if not date1904 and days <= 60:
        days -= 1
    if not isinstance(value, datetime):
        return float(days)
    passed = timedelta(
        hours=value.hour,
        minutes=value.minute,
        seconds=value.second,
        microseconds=value.microsecond,
    )
    return days + passed / timedelta(days=1)


def present(cell: Element | None, book: Book) -> Held | object:
    """What a cell holds; for what no edit can ask for, an object that equals nothing."""
    if cell is None:
        return None
    form = cell.get("t", "n")
    if form == "inlineStr":
        inline = child(cell, "is")
        return text_of(inline) if inline is not None else None
    value = child(cell, "v")
    raw = value.text if value is not None else None
    return _read(form, raw, book) if raw else None


def _read(form: str, raw: str, book: Book) -> Held | object:
    """The value that stands in the `<v>` of a cell of that type."""
    if form == "s":
        return book.texts[int(raw)] if 0 <= int(raw) < len(book.texts) else object()
    if form == "str":
        return unescaped(raw)
    if form == "b":
        return _TRUTH.get(raw.strip(), object())
    return float(raw) if form == "n" else object()


def equal(one: Held | object, other: Held | object) -> bool:
    """Whether two are one value: 1, 1.0 and true are two values."""
    return type(one) is type(other) and one == other
