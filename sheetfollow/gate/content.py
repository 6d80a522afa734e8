"""The text of the parts: no DOCTYPE, no absurd ranges, nothing that a parser chokes on (spec 7).

Patterns look for what is unusual at the speed of C: first an estimate that never errs on the low side, then, only where
that is over a cap, an exact second look that decides.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.gate.advice import RESAVE, RESTORE, damaged, shown

MOST_WHOLE = 32 << 20  # parts that are parsed as a whole: the largest bloated styles are a third of this
MOST_BETWEEN_TAGS = 8 << 20  # a cell holds 32,767 characters, the longest lists of ranges come to about 1 MB
MOST_DEPTH = 256  # the deepest real part nests about 40 tags
MOST_CELLS = 10_000_000  # readers lay out the whole used rectangle, at 40 bytes for each of its cells
MOST_MERGED = 10_000_000  # two whole columns, five times; a merge over the whole sheet is 17 billion
MERGE_AT_LEAST = 50  # each merge counts as so many cells: no more than 200,000 of them
MOST_STRINGS = 5_000_000  # 100,000 rows of 50 different texts
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

Pieces = Callable[[], Iterable[bytes]]

_SEAM = 64  # longer than any declaration in any encoding, which two pieces may share
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
_ENCODING = re.compile(rb"""^[^<]{0,4}<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252", b"utf-16", b"utf-32")

_COLUMN = re.compile(rb' r="([A-Z]{1,3})[1-9]')
_ROW = re.compile(rb' r="[A-Z]{0,3}([1-9][0-9]{0,6})"')
_UNUSUAL = (
    re.compile(rb'r(?<=\sr)(?!="[A-Z]{0,3}[1-9][0-9]{0,6}")\s*='),
    re.compile(rb'c(?<=[<:]c)(?! r="| s="[0-9]+" r=")[\s/>]'),
    re.compile(rb'row(?<=[<:]row)(?! r=")[\s/>]'),
)
_TAG = re.compile(rb"<(?:[^\s<>/:]+:)?(c|row)(?=[\s/>])([^<]*)")
_PLACE = re.compile(rb"""\sr\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NAME = re.compile(rb"([A-Za-z]{0,3})([1-9][0-9]{0,6})")
_MERGE = re.compile(rb"""mergeCell\s[^<]*?ref\s*=\s*["']\$?([A-Za-z]+)\$?([0-9]+):\$?([A-Za-z]+)\$?([0-9]+)""")
_STRING = re.compile(rb"si(?<=[<:]si)[\s/>]")


def check_part(name: str, pieces: Pieces, *, whole: bool) -> None:
    """A part that is neither sheet nor shared strings. `pieces` gives its bytes, anew each time it is called."""
    for _ in _tags(name, safe_xml(name, pieces(), MOST_WHOLE if whole else None), pieces):
        pass


def check_strings(name: str, pieces: Pieces) -> None:
    count = 0
    for tags in _tags(name, _utf8(name, safe_xml(name, pieces())), pieces, MOST_BETWEEN_TAGS):
        count += len(_STRING.findall(tags))
        if count > MOST_STRINGS:
            raise UnsafeInput(f"more than {MOST_STRINGS:,} different texts in the file; {RESAVE}")


def check_sheet(name: str, pieces: Pieces) -> None:
    """The used rectangle and the merges of a sheet stay within what readers can lay out."""
    used, merged = _Used(), 0
    for tags in _tags(name, _utf8(name, safe_xml(name, pieces())), pieces, MOST_BETWEEN_TAGS):
        used.estimate(tags)
        merged += _merged(tags)
        if merged > MOST_MERGED:
            raise UnsafeInput(
                f"{name} merges more than {MOST_MERGED:,} cells; unmerge whole rows and columns, then sync"
            )
    if used.area > MOST_CELLS:
        _check_exactly(name, pieces)


def _check_exactly(name: str, pieces: Pieces) -> None:
    used = _Used()
    for tags in _tags(name, _utf8(name, pieces()), pieces, MOST_BETWEEN_TAGS):
        used.count(tags)
        if used.area > MOST_CELLS:
            raise UnsafeInput(
                f"{name} uses cells down to row {used.last_row:,} and right to column {used.last_column:,}, too many; "
                "delete the cells far below or to the right of your table, then sync"
            )


class _Used:
    """The used rectangle of a sheet, from the top left corner."""

    def __init__(self) -> None:
        self.last_row = self.last_column = self._row = self._column = self._cells = 0

    @property
    def area(self) -> int:
        return max(self.last_row * self.last_column, self._cells)

    def estimate(self, tags: bytes) -> None:
        """No less than what these tags use. Raises UnsafeInput for a cell that no sheet can have."""
        columns, rows = _COLUMN.findall(tags), _ROW.findall(tags)
        self._cells += len(columns)
        self._extend(max(map(int, set(rows)), default=0), max(map(_number, set(columns)), default=0))
        if any(pattern.search(tags) for pattern in _UNUSUAL):
            self._row, self._column = self.last_row, self.last_column
            self._walk(tags, count_empty=True)

    def count(self, tags: bytes) -> None:
        """What these tags use exactly: cells that hold something, since styled empty ones cost a reader nothing."""
        self._walk(tags, count_empty=False)

    def _walk(self, tags: bytes, *, count_empty: bool) -> None:
        """Go from cell to cell as readers do: one without a place of its own stands right of the one before it."""
        for kind, rest in _TAG.findall(tags):
            letters, row = _place(rest)
            if kind == b"row":
                self._row, self._column = row or self._row + 1, 0
                continue
            self._row, self._column = row or self._row, _number(letters) if letters else self._column + 1
            self._cells += 1
            if count_empty or not rest.rstrip().endswith(b"/>"):
                self._extend(self._row, self._column)

    def _extend(self, row: int, column: int) -> None:
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        if row > LAST_ROW or column > LAST_COLUMN:
            raise UnsafeInput(f"damaged: a cell in row {row:,}, column {column:,}, where no sheet has one; {RESTORE}")


def _place(rest: bytes) -> tuple[bytes, int]:
    """The letters and the number of a cell's or row's place, b"" and 0 where it has none."""
    found = _PLACE.search(rest)
    if not found:
        return b"", 0
    name = _NAME.fullmatch(found[1] or found[2] or b"")
    if not name:
        raise UnsafeInput(
            f"damaged: a cell at {shown(found[1] or found[2] or b'')!r}, where no sheet has one; {RESTORE}"
        )
    return name[1], int(name[2])


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _merged(tags: bytes) -> int:
    """How many cells the merges among these tags cover."""
    covered = 0
    for left, top, right, bottom in _MERGE.findall(tags):
        wide, high = _number(right[:9]) - _number(left[:9]) + 1, int(bottom[:9]) - int(top[:9]) + 1
        covered += max(abs(wide * high), MERGE_AT_LEAST)
    return covered


def safe_xml(name: str, pieces: Iterable[bytes], most: int | None = None) -> Iterator[bytes]:
    """Hand the pieces on. Raises UnsafeInput where they are XML with a DOCTYPE, in an odd encoding, or too much."""
    size, before, marks = 0, b"", None
    for piece in pieces:
        if marks is None:
            marks = _marks(name, piece[:1024])
        size += len(piece)
        if most and size > most:
            raise UnsafeInput(f"{shown(name)} is larger than {most >> 20} MB, too large to read; {RESAVE}")
        seam = before + piece[:_SEAM]
        if any(mark in piece or mark in seam for mark in marks):
            raise UnsafeInput(f"unsafe: {shown(name)} declares a DOCTYPE, which no workbook needs; {RESAVE}")
        before = (before + piece)[-_SEAM:] if len(piece) < _SEAM else piece[-_SEAM:]
        yield piece


def _marks(name: str, head: bytes) -> list[bytes]:
    """The byte strings that must not stand in a part that begins so."""
    if not _is_xml(name, head):
        return []
    encoding = _ENCODING.search(head)
    if encoding and not encoding[1].lower().startswith(_ENCODINGS):
        raise UnsafeInput(f"{shown(name)} is in the encoding {shown(encoding[1])}, which workbooks are not; {RESAVE}")
    wide = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be") if _wide(head) else ()
    return [mark.encode(each) for mark in _DECLARATIONS for each in ("utf-8", *wide)]


def _is_xml(name: str, head: bytes) -> bool:
    """By name, or by the first character in any encoding. Pictures may bring a DOCTYPE: nothing here opens them."""
    if name.endswith(".svg"):
        return False
    return name.endswith((".xml", ".rels", ".vml")) or head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<"


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


def _tags(name: str, pieces: Iterable[bytes], again: Pieces, most: int | None = None) -> Iterator[bytes]:
    """The pieces cut anew so that each begins at a tag, and no tag is cut. Raises UnsafeInput for absurd nesting."""
    depth, suspect, held = 0, False, bytearray()
    for piece in pieces:
        cut = piece.rfind(b"<")
        if cut < 0:
            held += piece
        else:
            tags = bytes(held) + piece[:cut]
            held = bytearray(piece[cut:])
            depth += tags.count(b"<") - 2 * tags.count(b"</") - tags.count(b"/>")
            suspect = suspect or depth > MOST_DEPTH
            yield tags
        if most and len(held) > most:
            raise damaged(name, f"has more than {most >> 20} MB in one cell or tag")
    if suspect:
        _check_depth(name, again())
    yield bytes(held)


def _check_depth(name: str, pieces: Iterable[bytes]) -> None:
    """Count tags one by one: comments and processing instructions had been taken for them."""
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise UnsafeInput(f"damaged: {shown(name)} nests tags more than {MOST_DEPTH} deep; {RESTORE}")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        for piece in pieces:
            parser.Parse(piece, False)
    except (expat.ExpatError, ValueError, LookupError):
        return  # no sound XML: the reader says so
