"""One styles part, parsed: what a cell format comes to when all that it refers to is looked up
(spec 7)."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from sheetfollow.xlsx.proof.book import Element, child, fail, kind, same, tree, whole
from sheetfollow.xlsx.proof.text import plain, utf8

ITEMS = {
    "numFmts": "numFmt",
    "fonts": "font",
    "fills": "fill",
    "borders": "border",
    "cellStyleXfs": "xf",
    "cellXfs": "xf",
    "dxfs": "dxf",
}
REFERS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
APPLIED = {
    "numFmtId": "applyNumberFormat",
    "fontId": "applyFont",
    "fillId": "applyFill",
    "alignment": "applyAlignment",
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
_DAYS = {
    14,
    15,
    16,
    17,
    22,
    *range(27, 37),
    *range(50, 59),
}
_FIRST_OWN_CODE = 164
_NEUTRAL = {"horizontal": "general", "vertical": "bottom", "wrapText": "0"}
_OWN_OF_FORMAT = {
    "numFmtId",
    "fontId",
    "fillId",
    *APPLIED.values(),
}
_OF_FONT = ("b", "u", "color")
_MISSING = {
    "fonts": '<font xmlns="x/main"><sz val="11"/><name val="Calibri"/></font>',
    "fills": "<fill/>",
    "borders": "<border/>",
    "cellXfs": "<xf/>",
}
_ROOT = re.compile(rb"<((?:[\w.-]+:)?styleSheet)\b[^>]*?(?=/?>)")
_COUNT = re.compile(rb"\scount\s*=\s*[\"']([0-9]+)[\"']")
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_OF_DAY = re.compile("[dDyY]|[mM]{3}")

Value = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """One cell format, resolved: its number format, what an edit can ask for, all the rest of it,
    and both as they are written."""

    code: str
    number: int
    is_day: bool
    is_certain: bool
    asked: dict[str, Any]
    rest: Value
    written: dict[str, Any]
    full: dict[str, str]


class Formats:
    """The lists of a styles part, b"" where a workbook has none; only the items that are asked for
    are parsed."""

    def __init__(self, raw: bytes, part: str) -> None:
        self.part = part
        self._text = plain(utf8(raw))
        root = _ROOT.search(self._text)
        self._root = root[0] + b">" if root else b"<styleSheet>"
        self._name = root[1] if root else b"styleSheet"
        self._sections: dict[str, re.Match[bytes] | None] = {}
        self._starts: dict[str, array[int]] = {}
        self._alternatives: dict[str, list[Element]] = {}
        for name in ITEMS:
            self._find_items(name)
        self._codes: dict[int, str] = {}
        for index in range(self.length("numFmts")):
            each = self.item("numFmts", index)
            self._codes[self._number(each, "numFmtId")] = each.get("formatCode", "")

    def _find_items(self, name: str) -> None:
        """Note where the items of a list begin, and where the last one ends."""
        section = self._sections[name] = section_of(self._text, name)
        if section is None or section[2] is None:
            return
        if b"AlternateContent" in section[2]:
            self._alternatives[name] = list(self._items(self._parsed(section[0]), ITEMS[name]))
            return
        item = re.compile(rb"<(?:[\w.-]+:)?" + ITEMS[name].encode() + rb"(?=[\s/>])")
        found = item.finditer(self._text, *section.span(2))
        self._starts[name] = array("Q", [*(each.start() for each in found), section.end(2)])

    def _items(self, parent: Element, name: str) -> Iterator[Element]:
        """The items of a list. Where a program may choose between alternatives, the last counts:
        it asks for nothing special."""
        for each in parent:
            if kind(each) == name:
                yield each
            elif kind(each) == "AlternateContent":
                yield from self._last_alternative(each, name)

    def _last_alternative(self, alternatives: Element, name: str) -> list[Element]:
        held = [list(self._items(branch, name)) for branch in alternatives]
        lengths = {len(items) for items in held}
        if child(alternatives, "Fallback") is None:
            lengths.add(0)
        if len(lengths) > 1:
            fail(self.part, "its formats are counted in two ways")
        return held[-1] if held else []

    def _parsed(self, element: bytes) -> Element:
        """An element of the part from its own bytes, in the namespaces that the root declares."""
        whole_text = b"".join([self._root, element, b"</", self._name, b">"])
        found = tree(whole_text, self.part)
        if len(found) != 1:
            fail(self.part, "a format is not where it seems")
        return found[0]

    def _number(self, element: Element, name: str) -> int:
        return whole(
            element.get(name),
            self.part,
            f"the {name} of a format",
        )

    def length(self, name: str) -> int:
        """How many items a list has."""
        if name in self._alternatives:
            return len(self._alternatives[name])
        return max(len(self._starts.get(name, ())) - 1, 0)

    def item(self, name: str, index: int) -> Element:
        """An item of a list; for one that is not there the first, as the applications do."""
        length = self.length(name)
        if not length:
            return ElementTree.fromstring(_MISSING[name])
        place = index if 0 <= index < length else 0
        if name in self._alternatives:
            return self._alternatives[name][place]
        starts = self._starts[name]
        return self._parsed(self._text[starts[place] : starts[place + 1]])

    def prove_counts(self, old: Formats) -> None:
        """A list that grew says how long it is, and what is new in it is sound."""
        for name in ITEMS:
            length = self.length(name)
            if length == old.length(name):
                continue
            section = self._sections[name]
            count = _COUNT.search((section[1] if section else None) or b"")
            if count is None or count[1] != str(length).encode():
                fail(self.part, f"the count of {name} is wrong, with {length} there")
            for index in range(old.length(name), length):
                self.item(name, index)

    def prove_nothing_filled(self, old: Formats, styles: Iterable[int]) -> None:
        """Where a format refers to what was not there, no new item has that place now; nor where
        cells have `styles` that were not."""
        for attribute, name in REFERS.items():
            for index in old.used(attribute):
                self._prove_not_filled(old, name, index)
        for index in styles:
            self._prove_not_filled(old, "cellXfs", index)

    def used(self, attribute: str) -> set[int]:
        """The numbers that an attribute has among all cell formats."""
        pattern = re.compile(rb"\s" + attribute.encode() + rb"\s*=\s*[\"']\s*([0-9]{1,15})")
        numbers: set[bytes] = set()
        for name in ("cellStyleXfs", "cellXfs"):
            section = self._sections[name]
            numbers |= set(pattern.findall(section[0])) if section else set()
        return {int(number) for number in numbers}

    def _prove_not_filled(self, old: Formats, name: str, index: int) -> None:
        if index < old.length(name):
            return
        shown = (old if old.length(name) else self).item(name, 0)
        if not same(shown, self.item(name, index)):
            fail(self.part, f"{name} {index} was used without being there, and is another now")

    def code(self, number: int) -> str:
        """The code of a number format, or words for one that is built in and depends on the
        language."""
        return self._codes.get(number) or _CODES.get(number) or f"number {number}"

    def format(self, index: int) -> Format:
        """A cell format, resolved."""
        xf = self.item("cellXfs", index)
        number = self._number(xf, "numFmtId")
        font = self.item("fonts", self._number(xf, "fontId"))
        fill = self.item("fills", self._number(xf, "fillId"))
        alignment = child(xf, "alignment")
        if alignment is None:
            alignment = ElementTree.Element("alignment")
        return Format(
            code=self.code(number),
            number=number,
            is_day=self._is_day(number),
            is_certain=number >= _FIRST_OWN_CODE or number not in self._codes,
            asked=_asked(font, fill, alignment),
            rest=_rest(xf, font, alignment),
            written=_written(xf, alignment),
            full={"color": _full_color(font), "fill": _full_fill(fill)},
        )

    def _is_day(self, number: int) -> bool:
        if number not in self._codes:
            return number in _DAYS
        return bool(_OF_DAY.search(_NOT_SHOWN.sub("", self._codes[number])))


def section_of(text: bytes, name: str) -> re.Match[bytes] | None:
    """A list of a styles part, comments taken out: its attributes and its content as groups."""
    tag = rb"(?:[\w.-]+:)?" + name.encode()
    pattern = rb"<" + tag + rb"(\s[^>]*?)?(?:/>|>(.*?)</" + tag + rb"\s*>)"
    return re.search(pattern, text, re.S)


def _asked(font: Element, fill: Element, alignment: Element) -> dict[str, Any]:
    """What an edit can ask for."""
    return {
        "horizontal": alignment.get("horizontal", _NEUTRAL["horizontal"]),
        "vertical": alignment.get("vertical", _NEUTRAL["vertical"]),
        "wrap": alignment.get("wrapText", "0") in ("1", "true"),
        "bold": _flag(font, "b"),
        "underline": _flag(font, "u"),
        "underline_kind": [value_of(each) for each in font if kind(each) == "u"],
        "color": _color(font),
        "fill": _fill(fill),
    }


def _rest(xf: Element, font: Element, alignment: Element) -> Value:
    """All that no edit can ask for; the order of a font's elements means nothing."""
    attributes = {
        "borderId": "0",
        "xfId": "0",
        **xf.attrib,
    }
    of_font = [each for each in font if kind(each) not in _OF_FONT]
    return (
        _beside(attributes, _OWN_OF_FORMAT),
        [value_of(each) for each in xf if kind(each) != "alignment"],
        _beside(alignment.attrib, _NEUTRAL),
        [value_of(each) for each in sorted(of_font, key=kind)],
    )


def _beside(attributes: dict[str, str], names: Any) -> list[tuple[str, str]]:
    return sorted((name, value) for name, value in attributes.items() if name not in names)


def _written(xf: Element, alignment: Element) -> dict[str, Any]:
    """The indexes and flags of a format, and its alignment where that is not the usual one."""
    written: dict[str, Any] = {}
    for name in ("numFmtId", "fontId", "fillId"):
        written[name] = xf.get(name, "0")
    for name in APPLIED.values():
        written[name] = xf.get(name)
    written["alignment"] = {
        name: value for name, value in alignment.attrib.items() if value != _NEUTRAL.get(name)
    }
    return written


def value_of(element: Element) -> Value:
    """All that an element says, whatever namespace of spreadsheets it is in."""
    tag = str(element.tag)
    return (
        kind(element) if "/main}" in tag else tag,
        sorted(element.attrib.items()),
        (element.text or "").strip(),
        [value_of(each) for each in element],
    )


def _flag(font: Element, name: str) -> bool:
    found = child(font, name)
    return found is not None and found.get("val", "1") not in ("0", "false", "none")


def _color(font: Element) -> object:
    found = child(font, "color")
    if found is None:
        return None
    if "rgb" in found.attrib:
        return found.get("rgb", "")[-6:].upper()
    return sorted(found.attrib.items())


def _fill(fill: Element) -> object:
    """A plain colour as RRGGBB, no fill as "", any other fill as all that it says."""
    pattern = child(fill, "patternFill")
    if pattern is None:
        return value_of(fill) if len(fill) else ""
    form = pattern.get("patternType", "none")
    if form == "none":
        return ""
    color = next(iter(pattern), None)
    if form == "solid" and color is not None and kind(color) == "fgColor" and color.get("rgb"):
        return color.get("rgb", "")[-6:].upper()
    return value_of(fill)


def _full_color(font: Element) -> str:
    """The colour of a font as ARGB, where it says that and nothing else."""
    found = child(font, "color")
    return found.get("rgb", "") if found is not None and len(found.attrib) == 1 else ""


def _full_fill(fill: Element) -> str:
    """The colour of a solid fill as ARGB, where it is written as the applications write it."""
    pattern = [each for part in fill for each in part]
    if [kind(each) for each in pattern] != ["fgColor", "bgColor"]:
        return ""
    return pattern[0].get("rgb", "") if pattern[1].attrib == {"indexed": "64"} else ""
