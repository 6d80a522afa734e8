"""The text of the parts: no DOCTYPE, no absurd nesting, nothing that a parser chokes on (spec
7)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.gate.advice import RESAVE, RESTORE, damaged, shown

MOST_WHOLE = (
    32 << 20
)  # parts that are parsed as a whole: the largest bloated styles are a third of this
MOST_BETWEEN_TAGS = (
    8 << 20
)  # a cell holds 32,767 characters, the longest lists of ranges come to about 1 MB
MOST_DEPTH = 256  # the deepest real part nests about 40 tags
MOST_TAGS = 1_000_000  # of such a part: five times what the most bloated styles have

Pieces = Callable[[], Iterable[bytes]]

_SEAM = 64  # longer than any declaration in any encoding, which two pieces may share
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_ENCODING = re.compile(rb"""^[^<]{0,4}<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = (
    b"utf-8",
    b"utf8",
    b"us-ascii",
    b"ascii",
    b"iso-8859-1",
    b"windows-1252",
    b"utf-16",
    b"utf-32",
)


def check_part(name: str, pieces: Pieces) -> None:
    """A part that is only carried along. `pieces` gives its bytes, anew each time it is called."""
    for _ in _shallow(
        name,
        safe_xml(
            name,
            pieces(),
            parsed=False,
        ),
        pieces,
    ):
        pass


def check_whole(name: str, pieces: Pieces) -> None:
    """A part that is parsed as a whole; one of no bytes says nothing, and readers take it so."""
    if any(pieces()):
        tags = 0
        for piece in safe_xml(name, pieces(), most=MOST_WHOLE):
            tags += piece.count(b"<") - piece.count(b"</")
            if tags > MOST_TAGS:
                raise UnsafeInput(
                    f"{shown(name)} lists more than {MOST_TAGS:,} formats or the like; {RESAVE}"
                )
        _check_depth(name, pieces(), sound=True)


def safe_xml(
    name: str, pieces: Iterable[bytes], *, most: int | None = None, parsed: bool = True
) -> Iterator[bytes]:
    """Hand the pieces on. Raises UnsafeInput where they are XML with a DOCTYPE, in an odd encoding,
    or too much; a part that is not `parsed` by any reader is looked at only where it is XML."""
    size, before, marks = 0, b"", None
    for piece in pieces:
        if marks is None:
            is_looked_at = parsed or _is_xml(name, piece)
            marks = _marks(name, piece[:1024]) if is_looked_at else []
        size += len(piece)
        if most and size > most:
            raise UnsafeInput(
                f"{shown(name)} is larger than {most >> 20} MB, too large to read; {RESAVE}"
            )
        if _holds(marks, before, piece):
            raise UnsafeInput(
                f"unsafe: {shown(name)} declares a DOCTYPE, which no workbook needs; {RESAVE}"
            )
        before = (before + piece)[-_SEAM:] if len(piece) < _SEAM else piece[-_SEAM:]
        yield piece


def _holds(marks: Iterable[bytes], before: bytes, piece: bytes) -> bool:
    """Whether a mark stands in a piece, or across the seam to the one before."""
    if b"!" not in piece and b"!" not in before:
        return False
    seam = before + piece[:_SEAM]
    return any(mark in piece or mark in seam for mark in marks)


def _marks(name: str, head: bytes) -> list[bytes]:
    """The byte strings that must not stand in a part that begins so."""
    encoding = _ENCODING.search(head)
    if encoding and not encoding[1].lower().startswith(_ENCODINGS):
        raise UnsafeInput(
            f"{shown(name)} is in the encoding {shown(encoding[1])}, which workbooks are not;"
            f" {RESAVE}"
        )
    return [mark.encode(each) for mark in _DECLARATIONS for each in ("utf-8", _wide(head)) if each]


def _is_xml(name: str, head: bytes) -> bool:
    """By name, or by the first character in any encoding. Pictures may bring a DOCTYPE: nothing
    here opens them."""
    if name.endswith(".svg"):
        return False
    return (
        name.endswith((".xml", ".rels", ".vml"))
        or head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<"
    )


def _wide(head: bytes) -> str | None:
    """The encoding of text whose characters take two or four bytes, None for all others."""
    for bom, encoding in _WIDE.items():
        if head.startswith(bom):
            return encoding
    zeros = [byte == 0 for byte in head[:4]]
    if sum(zeros) == 3:
        return "utf-32-be" if zeros[0] else "utf-32-le"
    return ("utf-16-be" if zeros[0] else "utf-16-le") if any(zeros[:2]) else None


def _utf8(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces as UTF-8, or as they are where each character of the markup is one byte."""
    decoder: codecs.IncrementalDecoder | None = None
    for number, piece in enumerate(pieces):
        if number == 0 and (encoding := _wide(piece)):
            decoder = codecs.getincrementaldecoder(encoding)()
        try:
            yield decoder.decode(piece).encode("utf-8", "replace") if decoder else piece
        except UnicodeDecodeError as error:
            raise damaged(name, "is no sound text") from error


def tags_of(name: str, pieces: Pieces, *, checked: bool = False) -> Iterator[bytes]:
    """A sheet's text, checked where it was not yet, in pieces that each begin at a tag and cut
    none."""
    plain = _utf8(name, pieces() if checked else safe_xml(name, pieces()))
    held = bytearray()
    for piece in plain if checked else _shallow(name, plain, pieces):
        cut = piece.rfind(b"<")
        if cut < 0:
            held += piece
        else:
            yield bytes(held) + piece[:cut]
            held = bytearray(piece[cut:])
        if len(held) > MOST_BETWEEN_TAGS:
            raise damaged(name, f"has more than {MOST_BETWEEN_TAGS >> 20} MB in one cell or tag")
    yield bytes(held)


def _shallow(name: str, pieces: Iterable[bytes], again: Pieces) -> Iterator[bytes]:
    """Hand the pieces on. Raises UnsafeInput where they are XML that nests absurdly deep."""
    depth, suspect, before, xml = 0, False, b"", None
    for piece in pieces:
        if xml is None:
            xml = _is_xml(name, piece)
        if xml:
            seen = before + piece
            depth += piece.count(b"<") - 2 * seen.count(b"</") - seen.count(b"/>")
            suspect, before = suspect or depth > MOST_DEPTH, piece[-1:]
        yield piece
    if suspect:
        _check_depth(name, again())


def _check_depth(name: str, pieces: Iterable[bytes], *, sound: bool = False) -> None:
    """Count tags one by one. What is no sound XML is refused where it must be `sound`, else left to
    its reader."""
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise UnsafeInput(
                f"damaged: {shown(name)} nests tags more than {MOST_DEPTH} deep; {RESTORE}"
            )

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        if sound:
            parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if sound:
            raise damaged(name, "is no sound XML") from error
