"""The text of a part, read piece by piece: in UTF-8, without its comments and instructions (spec
7)."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator

_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.S)
_MARKED = re.compile(rb"<(?:!--|!\[CDATA\[|\?)")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")


def utf8(raw: bytes) -> bytes:
    """A part's text in UTF-8."""
    codec = _codec(raw)
    return raw.decode(codec).encode() if codec else raw


def utf8_pieces(raw: Iterator[bytes]) -> Iterator[bytes]:
    """The same for a part in pieces."""
    first = next(raw, b"")
    if _codec(first):
        yield utf8(first + b"".join(raw))
    else:
        yield first
        yield from raw


def _codec(raw: bytes) -> str:
    """The encoding of a part by its first bytes, "" for UTF-8."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    declared = _ENCODING.match(raw)
    codec = declared[1].decode().lower() if declared else "utf-8"
    return "" if codec in ("utf-8", "utf8") else codec


class Plain:
    """A text in pieces, CDATA written as text: every `<` begins a tag, and no piece ends within
    one. What it leaves out, the comments and instructions, is kept in `asides` as they come."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.asides: list[bytes] = []

    def __iter__(self) -> Iterator[bytes]:
        text = b""
        for piece in self._pieces:
            text = yield from self._whole(text + piece)
        yield text

    def _whole(self, text: bytes) -> Generator[bytes, None, bytes]:
        """The text up to the tag, comment or the like that may go on in the next piece, which is
        returned."""
        start, marked = 0, _MARKED.search(text) if _may_be_marked(text) else None
        while marked:
            aside = _ASIDE.match(text, marked.start())
            if aside is None:
                break
            yield text[start : aside.start()]
            if aside[1] is None:
                self.asides.append(aside[0])
            else:
                yield aside[1].replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
            start = aside.end()
            marked = _MARKED.search(text, start)
        end = marked.start() if marked else text.rfind(b"<", start)
        end = end if end >= 0 else len(text)
        yield text[start:end]
        return text[end:]


def _may_be_marked(text: bytes) -> bool:
    """Whether a mark may stand in a text: its second character is by far the rarer one, so it is
    found much faster."""
    return any(mark in text and b"<" + mark in text for mark in (b"!", b"?"))


def asides(data: bytes) -> list[bytes]:
    """The comments and instructions of a text."""
    text = Plain([data])
    for _ in text:
        pass
    return text.asides


def plain(data: bytes) -> bytes:
    """A text without them."""
    return b"".join(Plain([data]))
