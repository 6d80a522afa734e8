"""The styles part before and after: only appended to, and each edited cell looks as asked (spec
7)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sheetfollow.model import CellStyle
from sheetfollow.xlsx.proof.book import Book, fail
from sheetfollow.xlsx.proof.cells import Look
from sheetfollow.xlsx.proof.formats import APPLIED, Format, Formats, section_of
from sheetfollow.xlsx.proof.grid import styles_from
from sheetfollow.xlsx.proof.text import asides, plain, utf8

OF_EDITS = ("numFmts", "fonts", "fills", "borders", "cellXfs")
_DAY_CODES = ("yyyy-mm-dd", "yyyy-mm-dd hh:mm")
_EMPTY_ROOT = re.compile(rb"<((?:\w+:)?styleSheet)(\s[^>]*)?/>")
_ATTRIBUTE = re.compile(rb"[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_RESERVED = ("0", "1")  # fills that applications take for none and a grey pattern


def prove_appended(before: bytes, after: bytes, part: str, sections: Sequence[str]) -> None:
    """Raises WouldLoseContent where a styles part lost or changed anything: its lists of these
    names may have more at their ends, and no more."""
    old, new = utf8(before), utf8(after)
    if asides(old) != asides(new):
        fail(part, "a comment or instruction differs")
    old, new = _EMPTY_ROOT.sub(rb"<\1\2></\1>", plain(old)), plain(new)
    for name in sections:
        had, has = section_of(old, name), section_of(new, name)
        if not _content(has).startswith(_content(had)) or _attributes(had) != _attributes(has):
            fail(part, f"{name} lost something")
        old, new = _without(old, had), _without(new, has)
    if old != new:
        fail(part, "something beside the lists of formats differs")


def _content(section: re.Match[bytes] | None) -> bytes:
    """What a list holds."""
    return (section[2] or b"") if section else b""


def _without(data: bytes, section: re.Match[bytes] | None) -> bytes:
    return data[: section.start()] + data[section.end() :] if section else data


def _attributes(section: re.Match[bytes] | None) -> set[bytes]:
    """The attributes of a list but for its count."""
    written = _ATTRIBUTE.findall(section[1] or b"") if section else []
    return {each for each in written if not each.startswith(b"count")}


class LooksProof:
    """The comparison of the styles parts of two packages."""

    def __init__(self, before: Book, after: Book) -> None:
        self._book = before
        old, new = (
            next(iter(book.related(book.workbook, "styles")), "") for book in (before, after)
        )
        self._part = new
        self._before = before.read(old) if old else b""
        self._after = after.read(new) if new else b""
        self._old = Formats(self._before, new)
        self._new = Formats(self._after, new)

    def prove(self, looks: Mapping[str, Mapping[Look, str]]) -> None:
        """Raises WouldLoseContent for a change to what was there, or a cell that looks other than
        asked. `looks` are by the sheet's part, each with one of its cells."""
        if self._before != self._after:
            self._prove_lists()
        for sheet, seen in looks.items():
            for look, cell in seen.items():
                self._prove_look(look, f"{sheet}!{cell}")

    def _prove_lists(self) -> None:
        if self._before:
            prove_appended(
                self._before,
                self._after,
                self._part,
                OF_EDITS,
            )
        self._new.prove_counts(self._old)
        had = self._old.length("cellXfs")
        grew = self._new.length("cellXfs") > had
        self._new.prove_nothing_filled(self._old, styles_from(self._book, had) if grew else ())

    def _prove_look(self, look: Look, place: str) -> None:
        if look.old == look.new and look.style is None and not look.day:
            return
        old, new = self._old.format(look.old), self._new.format(look.new)
        style = look.style or CellStyle()
        for name, value in _wanted(style, old).items():
            if new.asked[name] != value:
                fail(place, f"its style should have {name} {value!r} and has {new.asked[name]!r}")
        _prove_code(look, style, old, new, place)
        _prove_aspects(look, style, old, new, place)
        _prove_colors(style, old, new, place)
        if old.rest != new.rest:
            fail(place, "its style changed in more than was asked")


def _wanted(style: CellStyle, old: Format) -> dict[str, Any]:
    """How a cell is to look that looked so, when an edit asked for a style."""
    wanted = dict(old.asked)
    for name in ("wrap", "horizontal", "vertical", "bold", "underline"):
        value = getattr(style, name)
        if value is not None:
            wanted[name] = value
    if style.color is not None:
        wanted["color"] = style.color.upper()
    if style.fill is not None:
        wanted["fill"] = style.fill.upper()
    if style.underline is not None and style.underline != old.asked["underline"]:
        del wanted["underline_kind"]
    return wanted


def _prove_code(look: Look, style: CellStyle, old: Format, new: Format, place: str) -> None:
    """The number format is the one asked for, for a day one that shows days, else the old one. A
    built-in number that the workbook means otherwise is no answer: programs differ on it."""
    if style.number_format is not None:
        fine = new.code == style.number_format and (new.is_certain or new.number == old.number)
    elif look.day and not old.is_day:
        fine = new.code in _DAY_CODES
    else:
        fine = (new.code, new.number) == (old.code, old.number)
    if not fine:
        fail(place, f"its number format is {new.code!r}")


def _prove_aspects(look: Look, style: CellStyle, old: Format, new: Format, place: str) -> None:
    """What nobody asked about has the very same index; what changed is applied."""
    asked = _asked_aspects(look, style)
    for aspect, apply in APPLIED.items():
        one, other = old.written.get(aspect), new.written.get(aspect)
        had, applied = old.written.get(apply), new.written.get(apply)
        if (one, had) == (other, applied):
            continue
        if aspect not in asked or (applied != "1" and one != other):
            fail(place, f"its {aspect} changed in more than was asked")


def _asked_aspects(look: Look, style: CellStyle) -> set[str]:
    """The parts of a format that an edit asked to change."""
    named = {
        "numFmtId": (style.number_format, look.day or None),
        "fontId": (style.bold, style.underline, style.color),
        "fillId": (style.fill,),
        "alignment": (style.wrap, style.horizontal, style.vertical),
    }
    return {
        aspect for aspect, values in named.items() if any(value is not None for value in values)
    }


def _prove_colors(style: CellStyle, old: Format, new: Format, place: str) -> None:
    """A new colour is written in full, and a new fill takes no place that is reserved."""
    colors = {"color": style.color, "fill": style.fill}
    for name, color in colors.items():
        if not color or old.asked[name] == new.asked[name]:
            continue
        if new.full[name] != f"FF{color.upper()}":
            fail(place, f"its {name} is not written in full")
    if style.fill and new.written["fillId"] in _RESERVED:
        fail(place, "its fill is one that applications take for none")
