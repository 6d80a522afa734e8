"""What a value is when it stands in a cell, worked out from the XML and from the edit, each on its
own (spec 7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sheetfollow.model import Value
from sheetfollow.xlsx.proof.book import Book, Element, local, text_of, unescaped

Held = str | float | bool | None


def expected(value: Value, *, date1904: bool) -> Held:
    """What a cell holds when it has the value of an edit: of a day the count of days."""
    if value is None or value == "" or isinstance(value, bool):
        return value if isinstance(value, bool) else None
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int | float):
        return float(value)
    return _serial(value, date1904=date1904)


def _serial(value: date, *, date1904: bool) -> float:
    whole = date(value.year, value.month, value.day)
    days = (whole - (date(1904, 1, 1) if date1904 else date(1899, 12, 30))).days
    if not date1904 and days <= 60:
        days -= 1
    if isinstance(value, datetime):
        passed = timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        )
        return days + passed / timedelta(days=1)
    return float(days)


def present(cell: Element | None, book: Book) -> Held | object:
    """What a cell holds; for what no edit can ask for, an object that equals nothing."""
    if cell is None:
        return None
    kind, held = cell.get("t", "n"), {local(str(each.tag)): each for each in cell}
    if kind == "inlineStr":
        return text_of(held["is"]) if "is" in held else None
    raw = held["v"].text if "v" in held else None
    if not raw:
        return None
    if kind == "s":
        return book.texts[int(raw)] if 0 <= int(raw) < len(book.texts) else object()
    if kind == "str":
        return unescaped(raw)
    if kind == "b":
        return {"1": True, "true": True, "0": False, "false": False}.get(raw.strip(), object())
    return float(raw) if kind == "n" else object()


def equal(one: Held | object, other: Held | object) -> bool:
    """Whether two are one value: 1, 1.0 and true are two values."""
    return type(one) is type(other) and one == other
