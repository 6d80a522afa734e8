"""XML as bytes: where its tags stand, found without a tree, so that what is not ours is never
rewritten (spec 7).

Every change is a splice: a span of the part and what stands there instead. All else stays byte for
byte.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from operator import le
from typing import Self

from sheetfollow.exceptions import UnsafeInput

_TAG = re.compile(rb"<(/?)([A-Za-z_\x80-\xff][^\s/>]*)([^>]*?)(/?)>")
_MARKUP = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"|<[^!?>\"'][^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>"
    rb"|>",
    re.S,
)
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_WRITTEN = re.compile(rb"([^\s=\"']+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_LONGEST_NUMBER = 12
_AT_ONCE = 10_000  # splices joined to one piece
_NAMED = {
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "quot": '"',
    "apos": "'",
}
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)")


@dataclass(frozen=True, slots=True)
class Element:
    """Where an element stands: `start` to `end`, its content from `body` to `close`. A self-closed
    one has `body`, `close` and `end` at one place."""

    tag: bytes
    start: int
    body: int
    close: int
    end: int

    @property
    def name(self) -> bytes:
        """The name without its prefix."""
        return self.tag.rpartition(b":")[2]

    @property
    def self_closed(self) -> bool:
        return self.body == self.end


class Xml:
    """One part: `data` is its text as UTF-8; `quiet` is the same with every `<` and `>` blanked
    that is no tag's."""

    def __init__(self, data: bytes, codec: str = "utf-8") -> None:
        self.data, self.codec = data, codec
        self.quiet = _quiet(data)
        self._starts, self._ends = array("Q"), array("Q")
        self._new: list[bytes] = []

    @classmethod
    def read(cls, raw: bytes, part: str) -> Self:
        """The part from its bytes in whatever encoding it declares. Raises UnsafeInput."""
        codec = _codec(raw)
        try:
            data = raw if codec == "utf-8" else raw.decode(codec).encode()
        except (LookupError, UnicodeError) as error:
            raise UnsafeInput(
                f"{part} is not readable as {codec}; open and save the file in your spreadsheet"
            ) from error
        xml = cls(data, codec)
        if b"<!DOCTYPE" in xml.data:
            raise UnsafeInput(
                f"{part} holds a document type, which no workbook needs; the file is not safe to"
                " read"
            )
        if _TAG.search(xml.quiet) is None:
            raise UnsafeInput(f"{part} holds no XML; the file is broken")
        return xml

    def splice(self, start: int, end: int, new: bytes) -> None:
        """Put `new` in the place of the bytes from `start` to `end`; at one place, in the order of
        the calls."""
        self._starts.append(start)
        self._ends.append(end)
        self._new.append(new)

    @property
    def changed(self) -> bool:
        return bool(self._new)

    def result(self) -> Iterator[bytes]:
        """The bytes of the part with all splices made, in its own encoding, piece by piece."""
        if self.codec == "utf-8":
            return self._pieces()
        return iter([b"".join(self._pieces()).decode().encode(self.codec, "xmlcharrefreplace")])

    def _pieces(self) -> Iterator[bytes]:
        starts, ends, at = self._starts, self._ends, 0
        order: Sequence[int] = range(len(starts))
        if not all(map(le, ends, islice(starts, 1, None))):
            # what is put in at a place stands before what takes the place of the bytes there
            order = sorted(order, key=lambda each: 2 * starts[each] + (ends[each] > starts[each]))
        for some in range(0, len(order), _AT_ONCE):
            pieces = []
            for each in order[some : some + _AT_ONCE]:
                pieces += [self.data[at : starts[each]], self._new[each]]
                at = ends[each]
            yield b"".join(pieces)
        yield self.data[at:]

    @cached_property
    def root(self) -> Element:
        opening = next(match for match in _TAG.finditer(self.quiet) if not match[1])
        if opening[4]:
            return Element(
                opening[2],
                opening.start(),
                opening.end(),
                opening.end(),
                opening.end(),
            )
        close = self.quiet.rfind(b"</")
        return Element(
            opening[2],
            opening.start(),
            opening.end(),
            close,
            len(self.quiet),
        )

    @cached_property
    def prefix(self) -> bytes:
        """The root's prefix with its colon, b"" without: that of the elements we look for and
        write."""
        head, colon, _ = self.root.tag.rpartition(b":")
        return head + colon

    def children(self, parent: Element) -> list[Element]:
        """The elements right under `parent`, in order."""
        return list(self.elements(parent.body, parent.close))

    def elements(self, start: int, end: int) -> Iterator[Element]:
        """The outermost elements between two places."""
        depth, opening = 0, None
        for match in _TAG.finditer(self.quiet, start, end):
            if match[1]:
                depth -= 1
                if depth == 0 and opening is not None:
                    yield Element(
                        opening[2], opening.start(), opening.end(), match.start(), match.end()
                    )
            elif match[4]:
                if depth == 0:
                    yield Element(
                        match[2],
                        match.start(),
                        match.end(),
                        match.end(),
                        match.end(),
                    )
            else:
                if depth == 0:
                    opening = match
                depth += 1

    def child(self, parent: Element, name: bytes) -> Element | None:
        """The first element of that local name right under `parent`."""
        return next(
            (each for each in self.elements(parent.body, parent.close) if each.name == name), None
        )

    def flat_child(self, name: bytes) -> Element | None:
        """The first element of that name with the root's prefix, found without looking at what it
        holds."""
        tag = self.prefix + name
        opening = re.compile(b"<" + re.escape(tag) + rb"(?=[\s/>])[^>]*?(/?)>").search(self.quiet)
        if opening is None:
            return None
        if opening[1]:
            return Element(
                tag,
                opening.start(),
                opening.end(),
                opening.end(),
                opening.end(),
            )
        close = self.quiet.find(b"</" + tag, opening.end())
        return Element(
            tag,
            opening.start(),
            opening.end(),
            close,
            self.quiet.find(b">", close) + 1,
        )

    def attributes(self, element: Element) -> bytes:
        """The attributes of an element as they are written, from behind its name."""
        first = element.start + 1 + len(element.tag)
        return self.data[first : element.body - (2 if element.self_closed else 1)]

    def attribute(self, element: Element, name: bytes) -> str | None:
        return attribute(self.attributes(element), name)

    def set_attribute(self, element: Element, name: bytes, value: str) -> None:
        """Change or add one attribute of an element."""
        first = element.start + 1 + len(element.tag)
        present = self.attributes(element)
        self.splice(
            first,
            first + len(present),
            with_attribute(present, name, value),
        )

    def append(self, parent: Element, new: bytes) -> None:
        """Put `new` behind the last child. A self-closed parent opens, so only once for each."""
        if parent.self_closed:
            self.splice(
                parent.end - 2,
                parent.end,
                b">" + new + b"</" + parent.tag + b">",
            )
        else:
            self.splice(parent.close, parent.close, new)

    def raw(self, element: Element) -> bytes:
        return self.data[element.start : element.end]


def attribute(attributes: bytes, name: bytes) -> str | None:
    """The value of one attribute, its entities resolved; None where it is missing."""
    found = _pattern(name).search(attributes)
    return unescape(found[1][1:-1].decode()) if found else None


def integer(attributes: bytes, name: bytes, default: int = 0) -> int:
    """The whole number that an attribute holds, `default` for a missing or blank one. Raises
    UnsafeInput."""
    value = (attribute(attributes, name) or "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or len(value) > _LONGEST_NUMBER:
        raise UnsafeInput(
            f"{name.decode()} is {value[:40]!r}, which is no number; open and save the file in your"
            " spreadsheet first"
        )
    return int(value)


def parsed(attributes: bytes) -> dict[str, str]:
    """All attributes by their names as written."""
    return {
        name.decode(): unescape(value[1:-1].decode())
        for name, value in _WRITTEN.findall(attributes)
    }


def with_attribute(attributes: bytes, name: bytes, value: str | None) -> bytes:
    """The attributes with one changed in its place, or added at the end; without it for None."""
    found = _pattern(name).search(attributes)
    if value is None:
        return attributes[: found.start()] + attributes[found.end() :] if found else attributes
    quoted = b'"' + escape(value).replace('"', "&quot;").encode() + b'"'
    if found:
        return attributes[: found.start(1)] + quoted + attributes[found.end(1) :]
    kept = attributes.rstrip()
    return kept + b" " + name + b"=" + quoted + attributes[len(kept) :]


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    hexadecimal, decimal, name = entity.groups()
    return _NAMED[name] if name else chr(int(hexadecimal, 16) if hexadecimal else int(decimal))


@cache
def _pattern(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"\s+" + re.escape(name) + rb"\s*=\s*(\"[^\"]*\"|'[^']*')")


def _codec(raw: bytes) -> str:
    """The encoding of a part, by its first bytes. The marks of UTF-16 are kept as characters, hence
    the -le, -be."""
    if raw[:2] in (b"\xff\xfe", b"<\x00"):
        return "utf-16-le"
    if raw[:2] in (b"\xfe\xff", b"\x00<"):
        return "utf-16-be"
    declared = _DECLARED.search(raw[:200])
    name = declared[1].decode().lower() if declared else "utf-8"
    return "utf-8" if name in ("utf-8", "utf8") else name


def _quiet(data: bytes) -> bytes:
    """The same length, with comments, CDATA, instructions and the angle brackets of texts and
    attributes blanked.

    A raw `<` stands only where one of these begins, or a tag: where the brackets balance there is
    nothing to blank.
    """
    start = behind_declaration(data)
    # a mark alone is found much faster than behind the bracket of which there are millions
    marked = any(
        data.find(mark, start) >= 0 and data.find(b"<" + mark, start) >= 0 for mark in (b"!", b"?")
    )
    if not marked and data.count(b"<") == data.count(b">"):
        return data
    return _MARKUP.sub(_blanked, data)


def behind_declaration(data: bytes) -> int:
    """Where the XML declaration ends, if there is one."""
    return data.find(b"?>") + 2 if data.startswith((b"<?xml", b"\xef\xbb\xbf<?xml")) else 0


def _blanked(markup: re.Match[bytes]) -> bytes:
    text = markup[0]
    if text == b">" or text[1] in b"!?":
        return b" " * len(text)
    return text[:-1].replace(b">", b" ") + b">" if text.count(b">") > 1 else text
