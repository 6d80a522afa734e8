"""The styles part before and after: only appended to, and each edited cell looks as asked (spec
7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from sheetfollow.model import CellStyle
from sheetfollow.xlsx.proof.book import Element, fail, local, tree
from sheetfollow.xlsx.proof.cells import Look
from sheetfollow.xlsx.proof.text import asides, plain, utf8

_SECTIONS = {
    b"numFmts": "numFmt",
    b"fonts": "font",
    b"fills": "fill",
    b"borders": "border",
    b"cellXfs": "xf",
}
_CODES = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    49: "@",
}
_EMPTY_ROOT = re.compile(rb"<((?:\w+:)?styleSheet)(\s[^>]*)?/>")
_NEUTRAL = {"horizontal": "general", "vertical": "bottom", "wrapText": "0"}
_MISSING = {
    "fonts": '<font xmlns="x/main"><sz val="11"/><name val="Calibri"/></font>',
    "fills": "<fill/>",
}
_ASPECTS = {
    "numFmtId": "applyNumberFormat",
    "fontId": "applyFont",
    "fillId": "applyFill",
    "alignment": "applyAlignment",
}


@dataclass(frozen=True, slots=True)
class _Format:
    """One cell format, resolved: what an edit can ask for, and all the rest of it."""

    code: str
    number: int
    asked: dict[str, Any]
    rest: tuple[Any, ...]
    written: dict[str, Any]
    full: dict[str, str]


class LooksProof:
    """The comparison of the styles parts; b"" where there is none."""

    def __init__(self, before: bytes, after: bytes, part: str) -> None:
        self._part = part
        self._changed = before != after
        self._old_raw, self._new_raw = utf8(before), utf8(after)
        self._old, self._new = _Sheet(self._old_raw, part), _Sheet(self._new_raw, part)

    def prove(self, sheet: str, looks: Mapping[Look, str]) -> None:
        """Raises WouldLoseContent for a change to what was there, or a cell that looks other than
        asked."""
        if self._changed and self._old_raw:
            self._prove_appended()
        for look, cell in looks.items():
            self._prove_look(look, f"{sheet}!{cell}")

    def _prove_appended(self) -> None:
        old, new = self._old_raw, self._new_raw
        if asides(old) != asides(new):
            fail(self._part, "a comment or instruction differs")
        old, new = _EMPTY_ROOT.sub(rb"<\1\2></\1>", plain(old)), plain(new)
        for section in _SECTIONS:
            (before, kept), (after, rest) = _section(old, section), _section(new, section)
            if not after.startswith(before) or _attributes(old, section) != _attributes(
                new, section
            ):
                fail(self._part, f"{section.decode()} lost something")
            old, new = kept, rest
        if old != new:
            fail(self._part, "something beside the lists of formats differs")
        self._new.prove_counts(self._old)

    def _prove_look(self, look: Look, place: str) -> None:
        if look.old == look.new and look.style is None and not look.day:
            return
        old, new = self._old.format(look.old), self._new.format(look.new)
        style = look.style or CellStyle()
        wanted = dict(old.asked)
        for name in ("wrap", "horizontal", "vertical", "bold", "underline"):
            if getattr(style, name) is not None:
                wanted[name] = getattr(style, name)
        if style.color is not None:
            wanted["color"] = style.color.upper()
        if style.fill is not None:
            wanted["fill"] = style.fill.upper()
        if style.underline is not None and style.underline != old.asked["underline"]:
            del wanted["underline_kind"]
        for name, value in wanted.items():
            if new.asked[name] != value:
                fail(place, f"its style should have {name} {value!r} and has {new.asked[name]!r}")
        self._prove_code(look, style, old, new, place)
        self._prove_aspects(look, style, old, new, place)
        if old.rest != new.rest:
            fail(place, "its style changed in more than was asked")

    def _prove_aspects(
        self, look: Look, style: CellStyle, old: _Format, new: _Format, place: str
    ) -> None:
        """What nobody asked about has the very same index; what changed is applied, and written in
        full."""
        asked = {
            "numFmtId": style.number_format is not None or look.day,
            "fontId": any(each is not None for each in (style.bold, style.underline, style.color)),
            "fillId": style.fill is not None,
            "alignment": any(
                each is not None for each in (style.wrap, style.horizontal, style.vertical)
            ),
        }
        for aspect, apply in _ASPECTS.items():
            one, other = old.written.get(aspect), new.written.get(aspect)
            applied = old.written.get(apply), new.written.get(apply)
            same = one == other and applied[0] == applied[1]
            if not same and (not asked[aspect] or (applied[1] != "1" and one != other)):
                fail(place, f"its {aspect} changed in more than was asked")
        colors = {"color": style.color, "fill": style.fill}
        for name, color in colors.items():
            if (
                color
                and old.asked[name] != new.asked[name]
                and new.full[name] != f"FF{color.upper()}"
            ):
                fail(place, f"its {name} is not written in full")

    def _prove_code(
        self, look: Look, style: CellStyle, old: _Format, new: _Format, place: str
    ) -> None:
        if style.number_format is not None:
            fine = new.code == style.number_format
        elif look.day and not _is_day(old):
            fine = new.code in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm")
        else:
            fine = (new.code, new.number) == (old.code, old.number)
        if not fine:
            fail(place, f"its number format is {new.code!r}")


class _Sheet:
    """One styles part, parsed."""

    def __init__(self, raw: bytes, part: str) -> None:
        self._part = part
        root = tree(plain(raw), part) if raw else ElementTree.Element("styleSheet")
        self._lists: dict[str, list[Element]] = {}
        self._counts: dict[str, str | None] = {}
        for element in root:
            name = local(str(element.tag))
            item = _SECTIONS.get(name.encode())
            if item:
                self._lists[name] = [each for each in element if local(str(each.tag)) == item]
                self._counts[name] = element.get("count")
        self._codes = {
            int(each.get("numFmtId", 0)): each.get("formatCode", "")
            for each in self._lists.get("numFmts", [])
        }

    def prove_counts(self, old: _Sheet) -> None:
        """A list that grew says how long it is."""
        for name, items in self._lists.items():
            if len(items) != len(old._lists.get(name, [])) and self._counts[name] != str(
                len(items)
            ):
                fail(
                    self._part,
                    f"the count of {name} is {self._counts[name]}, with {len(items)} there",
                )

    def _item(self, name: str, index: int) -> Element:
        items = self._lists.get(name, [])
        return items[index] if index < len(items) else ElementTree.fromstring(_MISSING[name])

    def format(self, index: int) -> _Format:
        items = self._lists.get("cellXfs", [])
        xf = (
            items[index]
            if index < len(items)
            else (items[0] if items else ElementTree.Element("xf"))
        )
        number = int(xf.get("numFmtId", 0))
        font, fill = (
            self._item("fonts", int(xf.get("fontId", 0))),
            self._item("fills", int(xf.get("fillId", 0))),
        )
        alignment = next(
            (each for each in xf if local(str(each.tag)) == "alignment"),
            ElementTree.Element("alignment"),
        )
        asked: dict[str, Any] = {
            name: alignment.get(name, _NEUTRAL[name]) for name in ("horizontal", "vertical")
        }
        asked["wrap"] = alignment.get("wrapText", "0") in ("1", "true")
        asked["bold"], asked["underline"], asked["color"] = (
            _flag(font, "b"),
            _flag(font, "u"),
            _color(font),
        )
        asked["underline_kind"] = [_value(each) for each in font if local(str(each.tag)) == "u"]
        asked["fill"] = _fill(fill)
        own = {"numFmtId", "fontId", "fillId", *_ASPECTS.values()}
        attributes = {"borderId": "0", "xfId": "0", **xf.attrib}
        rest = (
            sorted((name, value) for name, value in attributes.items() if name not in own),
            [_value(each) for each in xf if local(str(each.tag)) != "alignment"],
            sorted(
                (name, value) for name, value in alignment.attrib.items() if name not in _NEUTRAL
            ),
            [_value(each) for each in font if local(str(each.tag)) not in ("b", "u", "color")],
        )
        written: dict[str, Any] = {
            name: xf.get(name, "0") for name in ("numFmtId", "fontId", "fillId")
        }
        written |= {name: xf.get(name) for name in _ASPECTS.values()}
        written["alignment"] = {
            name: value for name, value in alignment.attrib.items() if value != _NEUTRAL.get(name)
        }
        full = {"color": _full_color(font), "fill": _full_fill(fill)}
        code = self._codes.get(number, _CODES.get(number, f"number {number}"))
        return _Format(code, number, asked, rest, written, full)


def _value(element: Element) -> tuple[Any, ...]:
    text, tag = (element.text or "").strip(), str(element.tag)
    return (
        local(tag) if "/main}" in tag else tag,
        sorted(element.attrib.items()),
        text,
        [_value(each) for each in element],
    )


def _flag(font: Element, name: str) -> bool:
    found = next((each for each in font if local(str(each.tag)) == name), None)
    return found is not None and found.get("val", "1") not in ("0", "false", "none")


def _color(font: Element) -> object:
    found = next((each for each in font if local(str(each.tag)) == "color"), None)
    if found is None:
        return None
    return (
        found.get("rgb", "")[-6:].upper() if "rgb" in found.attrib else sorted(found.attrib.items())
    )


def _fill(fill: Element) -> object:
    """A plain colour as RRGGBB, no fill as "", any other fill as all that it says."""
    pattern = next((each for each in fill if local(str(each.tag)) == "patternFill"), None)
    if pattern is None:
        return _value(fill) if len(fill) else ""
    kind, color = pattern.get("patternType", "none"), next(iter(pattern), None)
    if kind == "none":
        return ""
    if (
        kind == "solid"
        and color is not None
        and local(str(color.tag)) == "fgColor"
        and "rgb" in color.attrib
    ):
        return color.get("rgb", "")[-6:].upper()
    return _value(fill)


def _full_color(font: Element) -> str:
    """The colour of a font as ARGB, where it says that and nothing else."""
    found = next((each for each in font if local(str(each.tag)) == "color"), None)
    return found.get("rgb", "") if found is not None and len(found.attrib) == 1 else ""


def _full_fill(fill: Element) -> str:
    """The colour of a solid fill as ARGB, where it is written as the applications write it."""
    pattern = [each for part in fill for each in part]
    names = [local(str(each.tag)) for each in pattern]
    return (
        pattern[0].get("rgb", "")
        if names == ["fgColor", "bgColor"] and pattern[1].attrib == {"indexed": "64"}
        else ""
    )


def _is_day(found: _Format) -> bool:
    if found.number in (14, 15, 16, 17, 22) or 27 <= found.number <= 36 or 50 <= found.number <= 58:
        return True
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|[\\_*].', "", found.code) if found.number > 49 else ""
    return bool(re.search("[dDyY]|[mM]{3}", bare))


def _pattern(section: bytes) -> re.Pattern[bytes]:
    return re.compile(
        rb"<((?:[\w.-]+:)?)"
        + section
        + rb"(\s[^>]*?)?(?:/>|>(.*?)</(?:[\w.-]+:)?"
        + section
        + rb"\s*>)",
        re.S,
    )


def _section(data: bytes, section: bytes) -> tuple[bytes, bytes]:
    """What a list holds, and the part without the list."""
    found = _pattern(section).search(data)
    return (
        ((found[3] or b""), data[: found.start()] + data[found.end() :]) if found else (b"", data)
    )


def _attributes(data: bytes, section: bytes) -> set[bytes]:
    """The attributes of a list but for its count."""
    found = _pattern(section).search(data)
    written = re.findall(rb"[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*')", found[2] or b"") if found else []
    return {each for each in written if not each.startswith(b"count")}
