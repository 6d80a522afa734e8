"""A draft's .txt as its user has left it: bytes -> text -> its head and its body (spec 6)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_BY_MARK = (
    # a mark of UTF-32 begins as the one of UTF-16 does, so the longer ones come first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_HEAD = re.compile(r"\s*(To|Cc|Bcc|Subject|Thread|LinkedIn|Call)[ \t]*:[ \t]*(.*)", re.I)
_NAMES = {
    name.casefold(): name for name in ("To", "Cc", "Bcc", "Subject", "Thread", "LinkedIn", "Call")
}
_LENGTH_LINE = re.compile(r"\(\d+ of \d+ characters\)")


def text_of(data: bytes) -> str | None:
    """The text in these bytes, by their byte order mark, else as UTF-8, with "\\n" at the ends of
    its lines; None for any other bytes, and for text in which zeros stand."""
    encoding = next((name for mark, name in _BY_MARK if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head: `To`, `Cc`, `Bcc`, `Subject`, `LinkedIn` or `Call`, and what stands
    behind the colon. `number` is its line in the file, from 1."""

    number: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A draft's text: the lines of its head, and what stands `below`, which begins in line `start`
    of the file, from 1."""

    head: tuple[Line, ...]
    start: int
    below: str

    @property
    def body(self) -> str:
        """What is sent: without blank lines around it, and with one line end."""
        return self.below.strip("\n") + "\n"

    def named(self, name: str) -> str | None:
        """What stands behind that name in the head, None where it is not there."""
        return next((line.value for line in self.head if line.name == name), None)


@lru_cache(maxsize=64)
def parts_of(text: str) -> Parts:
    """The head is what looks like one: the lines at the top that begin with one of its names, each
    name once, with blank ones between. So whatever is taken out of it, nothing of the body is."""
    rows = text.split("\n")
    head = list(_head(rows))
    start = head[-1].number if head else 0
    while start < len(rows) and not rows[start].strip():
        start += 1
    below = "\n".join(map(_without_length, rows[start:]))
    return Parts(tuple(head), start + 1, below)


def _head(rows: list[str]) -> Iterator[Line]:
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        found = _HEAD.fullmatch(row)
        if row.strip() and not (found and found[1].casefold() not in seen):
            return
        if found:
            seen.add(found[1].casefold())
            yield Line(
                number,
                _NAMES[found[1].casefold()],
                found[2].strip(),
            )


def _without_length(row: str) -> str:
    """The line under a note that counts its characters is none of the note."""
    is_length = "characters)" in row and _LENGTH_LINE.fullmatch(row.strip())
    return "" if is_length else row
