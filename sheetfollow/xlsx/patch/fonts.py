"""A font that differs from another in a few of its elements (spec 7)."""

from __future__ import annotations

import re

from sheetfollow.model import CellStyle
from sheetfollow.xlsx.patch.xml import attribute

_ORDER = (
    b"b",
    b"i",
    b"strike",
    b"condense",
    b"extend",
    b"outline",
    b"shadow",
    b"u",
    b"vertAlign",
    b"sz",
    b"color",
    b"name",
    b"family",
    b"charset",
    b"scheme",
)
_ELEMENT = re.compile(rb"<((?:\w+:)?(\w+))([^>]*?)(?:/>|>(.*?)</\1\s*>)", re.S)

Parts = list[tuple[bytes, bytes]]


def changed_font(font: bytes, style: CellStyle, prefix: bytes) -> bytes | None:
    """The font with what the style names changed, its elements in the schema's order; None where it
    has all that."""
    found = _ELEMENT.fullmatch(font.strip())
    parts = _parts(found[4] or b"") if found else []
    wanted = _wanted(
        dict(reversed(parts)),
        style,
        prefix,
    )
    if found and not wanted:
        return None
    kept = [(name, raw) for name, raw in parts if name not in wanted]
    new = [(name, raw) for name, raw in wanted.items() if raw is not None]
    tag = found[1] if found else prefix + b"font"
    return b"<%b>%b</%b>" % (tag, _in_order(kept + new), tag)


def ordered_font(font: bytes) -> bytes:
    """The font with its elements in the order of the schema (CT_Font): Excel reads others as well,
    strict readers do not."""
    found = _ELEMENT.fullmatch(font)
    if found is None or found[4] is None:
        return font
    start, end = found.span(4)
    return font[:start] + _in_order(_parts(found[4])) + font[end:]


def _in_order(parts: Parts) -> bytes:
    """The elements in the schema's order; what it does not name comes last, as extensions do."""
    return b"".join(raw for _, raw in sorted(parts, key=_rank))


def _rank(part: tuple[bytes, bytes]) -> int:
    name, _ = part
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _parts(inside: bytes) -> Parts:
    """The elements of a font, each with its name."""
    return [(each[2], each[0]) for each in _ELEMENT.finditer(inside)]


def _wanted(
    parts: dict[bytes, bytes], style: CellStyle, prefix: bytes
) -> dict[bytes, bytes | None]:
    """The elements that are to change, by their names; None for one that goes."""
    wanted: dict[bytes, bytes | None] = {}
    for name, on in ((b"b", style.bold), (b"u", style.underline)):
        if on is not None and on != _is_on(parts.get(name)):
            wanted[name] = b"<%b%b/>" % (prefix, name) if on else None
    if style.color is not None:
        present = parts.get(b"color")
        if present is None or not is_color(attribute(present, b"rgb"), style.color):
            wanted[b"color"] = b'<%bcolor rgb="FF%b"/>' % (prefix, style.color.upper().encode())
    return wanted


def _is_on(flag: bytes | None) -> bool:
    """Whether an element like <b/> or <u val="none"/> switches something on."""
    return flag is not None and (attribute(flag, b"val") or "1") not in ("0", "false", "none")


def is_color(present: str | None, wanted: str) -> bool:
    """Whether an ARGB value shows the wanted RRGGBB: the alpha means nothing in a cell."""
    return present is not None and present[-6:].upper() == wanted.upper()
