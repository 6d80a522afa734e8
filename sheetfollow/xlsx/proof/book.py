"""The reading side of the proof: a package's parts, relationships and sheets, by its own means
(spec 7)."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NoReturn
from urllib.parse import unquote
from xml.etree import ElementTree

from sheetfollow.exceptions import UnsafeInput, WouldLoseContent
from sheetfollow.xlsx.proof.text import Plain, asides, plain, utf8, utf8_pieces

Element = ElementTree.Element
_AT_ONCE = 1 << 18
_STRINGS = re.compile(rb"<((?:[\w.-]+:)?)sst\b[^>]*>")
_BARE = re.compile(
    rb"<si><t(?: xml:space=\"preserve\")?>([^<&\r]*)</t></si>\s*"
)  # says what it says without a parser
_CLOSED_ROOT = re.compile(rb"<([\w.:-]+)([^<>]*?)\s*/>\s*\Z")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_IS_1904 = re.compile(rb"<(?:\w+:)?workbookPr\s[^>]*date1904=[\"'](1|true)[\"']")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
)


def fail(place: str, what: str) -> NoReturn:
    raise WouldLoseContent(f"{place}: {what}; nothing was written")


@cache
def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def kind(element: Element) -> str:
    """The local name of an element; of a comment or instruction one that no element has."""
    return local(str(element.tag))


def child(parent: Element | None, name: str) -> Element | None:
    """The first element of a local name right under another."""
    for each in parent if parent is not None else ():
        if kind(each) == name:
            return each
    return None


def whole(text: str | None, place: str, what: str) -> int:
    """A whole number as an attribute holds it, 0 for a missing or blank one. Raises
    WouldLoseContent."""
    digits = (text or "0").strip() or "0"
    if not re.fullmatch("[+-]?[0-9]{1,15}", digits):
        fail(place, f"{what} is {text!r}, which is no number")
    return int(digits)


def tree(data: bytes, part: str) -> Element:
    """The XML of a part, comments and instructions included. Raises WouldLoseContent where it is
    none."""
    builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
    try:
        return ElementTree.fromstring(data, ElementTree.XMLParser(target=builder))
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        fail(part, f"is no sound XML ({error})")


def same(one: Element, other: Element) -> bool:
    """Whether two elements say the same, with all that they hold."""
    if _own(one) != _own(other):
        return False
    for inner, twin in zip(one, other, strict=True):
        if (inner.tail or "") != (twin.tail or "") or not same(inner, twin):
            return False
    return True


def _own(element: Element) -> tuple[str, dict[str, str], str, int]:
    return element.tag, element.attrib, element.text or "", len(element)


def without(raw: bytes, name: bytes) -> bytes:
    """A part without its elements of one name, to see that all else in it is as it was."""
    element = rb"<((?:[\w.-]+:)?" + name + rb")(?:\s[^>]*?)?(?:/>|>.*?</\1\s*>)"
    raw = utf8(raw)
    rest = re.sub(
        element,
        b"",
        plain(raw),
        flags=re.S,
    )
    opened = _CLOSED_ROOT.sub(rb"<\1\2></\1>", rest)
    return b"".join(asides(raw)) + opened


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to."""

    kind: str
    target: str
    mode: str

    @property
    def name(self) -> str:
        return self.kind.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name, sheetId and part."""

    name: str
    number: str
    part: str


class Book:
    """One package."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as error:
            raise UnsafeInput("not a workbook: the file is no sound zip archive") from error
        self._directory = self._zip.start_dir
        self.entries = {info.filename: info for info in self._zip.infolist()}
        self.names = [info.filename for info in self._zip.infolist()]
        self._known = {_key(name): name for name in reversed(self.names)}
        self._relationships: dict[str, dict[str, Relationship]] = {}

    def read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except _UNREADABLE as error:
            raise WouldLoseContent(f"{name}: cannot be unpacked; nothing was written") from error

    def text(self, name: str) -> Plain:
        """A part's text, unpacked as it is asked for."""
        return Plain(utf8_pieces(self._unpacked(name)))

    def _unpacked(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_AT_ONCE):
                    yield piece
        except _UNREADABLE as error:
            raise WouldLoseContent(f"{name}: cannot be unpacked; nothing was written") from error

    def lying(self, name: str) -> bytes:
        """An entry as it lies in the archive: from its local header to where the next begins."""
        start = self.entries[name].header_offset
        following = bisect_right(self._places, start)
        return self._data[start : self._places[following]]

    @cached_property
    def _places(self) -> list[int]:
        """Where the local headers and, last, the directory begin."""
        return sorted({each.header_offset for each in self.entries.values()} | {self._directory})

    @property
    def before_entries(self) -> bytes:
        """What stands before the first entry."""
        return self._data[: self._places[0]]

    @property
    def comment(self) -> bytes:
        """The comment of the archive."""
        return self._zip.comment

    def find(self, part: str) -> str | None:
        return part if part in self.entries else self._known.get(_key(part))

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part by their ids; "" is the package."""
        known = self._relationships.get(part)
        if known is None:
            name = self.find(relationships_part(part))
            items = tree(self.read(name), name) if name else ()
            known = {each.get("Id", ""): _relationship(each) for each in items if _is_tag(each)}
            self._relationships[part] = known
        return known

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part refers to."""
        found = []
        for each in self.relationships(part).values():
            name = self.follow(part, each) if each.name == kind else None
            if name:
                found.append(name)
        return found

    def follow(self, part: str, relationship: Relationship) -> str | None:
        if relationship.mode == "External":
            return None
        target = relationship.target
        *folder, _ = _steps(part)
        near = [] if target[:1] in ("/", "\\") else folder
        for step in _steps(target):
            if step == "..":
                near = near[:-1]
            elif step not in ("", "."):
                near = [*near, step]
        return self.find("/".join(near)) or self.find(target)

    @cached_property
    def workbook(self) -> str:
        named = self.related("", "officeDocument")
        return named[0] if named else self.find("xl/workbook.xml") or ""

    @cached_property
    def sheets(self) -> list[Sheet]:
        """All sheets that have a part."""
        known = self.relationships(self.workbook)
        found = []
        for element in tree(self.read(self.workbook), self.workbook).iter():
            if kind(element) != "sheet":
                continue
            relationship = known.get(identity_of(element))
            part = self.follow(self.workbook, relationship) if relationship else None
            if part:
                found.append(
                    Sheet(
                        element.get("name", ""),
                        element.get("sheetId", ""),
                        part,
                    )
                )
        return found

    def sheet(self, name: str) -> Sheet:
        exact = [sheet for sheet in self.sheets if sheet.name == name]
        near = [sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()]
        return (exact or near or [fail(name, "the sheet is missing")])[0]

    @cached_property
    def date1904(self) -> bool:
        return bool(_IS_1904.search(self.read(self.workbook)))

    @cached_property
    def texts(self) -> Texts:
        """The shared strings."""
        names = self.related(self.workbook, "sharedStrings")
        return Texts(self.read(names[0]), names[0]) if names else Texts(b"", "")


class Texts:
    """The shared strings of a package; only those that are asked for are parsed."""

    def __init__(self, raw: bytes, part: str) -> None:
        self._data = plain(utf8(raw))
        self._part = part
        opening = _STRINGS.search(self._data)
        self._root = opening[0] if opening else b""
        prefix = opening[1] if opening else b""
        self._end = self._data.rfind(b"</" + prefix + b"sst")
        item = re.compile(b"<" + re.escape(prefix) + rb"si(?=[\s/>])")
        self._starts = array("Q", (found.start() for found in item.finditer(self._data)))

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> str:
        following = index + 1
        end = self._starts[following] if following < len(self) else self._end
        item = self._data[self._starts[index] : end]
        bare = _BARE.fullmatch(item)
        if bare:
            return unescaped(bare[1].decode())
        name = self._root[1:].split(None, 1)[0].rstrip(b">")
        return text_of(tree(b"".join([self._root, item, b"</", name, b">"]), self._part)[0])


def _is_tag(element: Element) -> bool:
    return isinstance(element.tag, str)


def _relationship(element: Element) -> Relationship:
    mode = element.get("TargetMode", "Internal")
    return Relationship(
        element.get("Type", ""),
        element.get("Target", ""),
        mode,
    )


def identity_of(element: Element) -> str:
    """The id by which an element names a relationship, whatever the prefix."""
    for name, value in element.attrib.items():
        if name.endswith("}id"):
            return value
    return ""


def text_of(item: Element) -> str:
    """The text of a string item, without phonetic hints and with Excel's escapes resolved."""
    if len(item) == 1 and kind(item[0]) == "t":
        return unescaped(item[0].text or "")
    return unescaped("".join(_pieces(item)))


def _pieces(item: Element) -> Iterator[str]:
    for each in item:
        if kind(each) == "t":
            yield each.text or ""
        elif kind(each) == "r":
            yield from (run.text or "" for run in each if kind(run) == "t")


def unescaped(text: str) -> str:
    """A text with Excel's own escapes of characters resolved."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def relationships_part(part: str) -> str:
    """Where the relationships of a part stand by the rule; `Book.find` knows how it is spelled."""
    *folder, name = _steps(part)
    return "/".join([*folder, "_rels", f"{name}.rels"])


def _steps(path: str) -> list[str]:
    return re.split(r"[/\\]", path)


def _key(name: str) -> str:
    return unquote(name.replace("\\", "/")).lstrip("/").lower()
