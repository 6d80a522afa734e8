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
    return (
        one.tag == other.tag
        and one.attrib == other.attrib
        and (one.text or "") == (other.text or "")
        and len(one) == len(other)
        and all(
            same(a, b) and (a.tail or "") == (b.tail or "") for a, b in zip(one, other, strict=True)
        )
    )


def without(raw: bytes, name: bytes) -> bytes:
    """A part without its elements of one name, to see that all else in it is as it was."""
    element = rb"<((?:[\w.-]+:)?" + name + rb")(?:\s[^>]*?)?(?:/>|>.*?</\1\s*>)"
    raw = utf8(raw)
    rest = re.sub(element, b"", plain(raw), flags=re.S)
    return b"".join(asides(raw)) + re.sub(rb"<([\w.:-]+)([^<>]*?)\s*/>\s*\Z", rb"<\1\2></\1>", rest)


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
        if part not in self._relationships:
            name = self.find(relationships_part(part))
            items = tree(self.read(name), name) if name else ()
            self._relationships[part] = {
                each.get("Id", ""): Relationship(
                    each.get("Type", ""), each.get("Target", ""), each.get("TargetMode", "Internal")
                )
                for each in items
                if isinstance(each.tag, str)
            }
        return self._relationships[part]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part refers to."""
        found = [
            self.follow(part, each)
            for each in self.relationships(part).values()
            if each.name == kind
        ]
        return [name for name in found if name]

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
        return next(iter([*self.related("", "officeDocument"), self.find("xl/workbook.xml") or ""]))

    @cached_property
    def sheets(self) -> list[Sheet]:
        """All sheets that have a part."""
        found = []
        for element in tree(self.read(self.workbook), self.workbook).iter():
            if isinstance(element.tag, str) and local(element.tag) == "sheet":
                identity = next(
                    (value for name, value in element.attrib.items() if name.endswith("}id")), ""
                )
                relationship = self.relationships(self.workbook).get(identity)
                part = self.follow(self.workbook, relationship) if relationship else None
                if part:
                    found.append(Sheet(element.get("name", ""), element.get("sheetId", ""), part))
        return found

    def sheet(self, name: str) -> Sheet:
        exact = [sheet for sheet in self.sheets if sheet.name == name]
        near = [sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()]
        return (exact or near or [fail(name, "the sheet is missing")])[0]

    @cached_property
    def date1904(self) -> bool:
        return bool(
            re.search(
                rb"<(?:\w+:)?workbookPr\s[^>]*date1904=[\"'](1|true)[\"']", self.read(self.workbook)
            )
        )

    @cached_property
    def texts(self) -> Texts:
        """The shared strings."""
        names = self.related(self.workbook, "sharedStrings")
        return Texts(self.read(names[0]), names[0]) if names else Texts(b"", "")


class Texts:
    """The shared strings of a package; only those that are asked for are parsed."""

    def __init__(self, raw: bytes, part: str) -> None:
        self._data, self._part = plain(utf8(raw)), part
        opening = _STRINGS.search(self._data)
        self._root, prefix = (opening[0], opening[1]) if opening else (b"", b"")
        self._end = self._data.rfind(b"</" + prefix + b"sst")
        item = re.compile(b"<" + re.escape(prefix) + rb"si(?=[\s/>])")
        self._starts = array("Q", (found.start() for found in item.finditer(self._data)))

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> str:
        start, following = self._starts[index], index + 1
        item = self._data[start : self._starts[following] if following < len(self) else self._end]
        bare = _BARE.fullmatch(item)
        if bare:
            return unescaped(bare[1].decode())
        name = self._root[1:].split(None, 1)[0].rstrip(b">")
        return text_of(tree(b"".join([self._root, item, b"</", name, b">"]), self._part)[0])


def text_of(item: Element) -> str:
    """The text of a string item, without phonetic hints and with Excel's escapes resolved."""
    if len(item) == 1 and local(str(item[0].tag)) == "t":
        return unescaped(item[0].text or "")
    pieces = []
    for child in item:
        if local(str(child.tag)) == "t":
            pieces.append(child.text or "")
        elif local(str(child.tag)) == "r":
            pieces += [run.text or "" for run in child if local(str(run.tag)) == "t"]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    return (
        re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
        if "_x" in text
        else text
    )


def relationships_part(part: str) -> str:
    """Where the relationships of a part stand by the rule; `Book.find` knows how it is spelled."""
    *folder, name = _steps(part)
    return "/".join([*folder, "_rels", f"{name}.rels"])


def _steps(path: str) -> list[str]:
    return re.split(r"[/\\]", path)


def _key(name: str) -> str:
    return unquote(name.replace("\\", "/")).lstrip("/").lower()
