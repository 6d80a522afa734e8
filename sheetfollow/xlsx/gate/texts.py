"""What the shared texts of a workbook come to once each cell has its own (spec 7).

A text that is stored once may stand in a million cells, and readers give each of them a copy: some
kilobytes on the disk would be gigabytes in memory.
"""

from __future__ import annotations

import re
from array import array
from xml.parsers import expat

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.gate.advice import RESAVE
from sheetfollow.xlsx.gate.content import Pieces, tags_of

MOST_STRINGS = 5_000_000  # 100,000 rows of 50 different texts
LONGEST = 1 << 20  # a cell holds 32,767 characters; with each run in a format of its own 1 MB
MOST_TEXT = 10 << 20  # beside as much as the workbook unpacks to: ten thousand notes of 1 KB
_SHORT = 48  # bytes of a text that is no longer than what its cells take in the sheet

_ANNOUNCED = re.compile(rb"""uniqueCount\s*=\s*["']\s*[+]?([0-9]{1,30})""")
_ITEM = re.compile(rb"<(?:[^\s<>/:]+:)?si(?=[\s/>])")
_VALUE = re.compile(rb"<(?:[^\s<>/:]+:)?v(?:\s[^<>]*)?>\s*([0-9]{1,9})\s*<")
_ODD_VALUE = re.compile(rb"<(?:[^\s<>/:]+:)?v(?:\s[^<>]*)?>[^<>]*[&<][^/]")
_MOVE = "move what is long to another workbook, then sync"


class Texts:
    """The lengths of the shared texts, by their numbers; and what the cells of sheets make of
    them."""

    def __init__(self, unpacked: int) -> None:
        """`unpacked` are the bytes of the whole workbook."""
        self._most = MOST_TEXT + unpacked
        self._lengths = array("L")
        self._longest = self._total = 0

    def take(self, name: str, pieces: Pieces) -> None:
        """Note the texts of one part. Raises UnsafeInput where there are more, or longer ones, than
        readers can hold; one sets room aside for what is announced."""
        lengths, length = array("L"), 0
        for tags in tags_of(name, pieces):
            head, *items = _ITEM.split(tags)
            length += len(head)
            for item in items:
                lengths.append(length)
                length = len(item)
            announced = max(map(int, _ANNOUNCED.findall(tags)), default=0)
            if max(len(lengths), announced) > MOST_STRINGS:
                raise UnsafeInput(
                    f"more than {MOST_STRINGS:,} different texts in the file; {RESAVE}"
                )
        self._add(lengths[1:] + array("L", [length] if lengths else []))

    def _add(self, lengths: array[int]) -> None:
        """Readers differ in which of two parts they take: the longer text of each number counts."""
        if max(lengths, default=0) > LONGEST:
            raise UnsafeInput(f"one of its texts has more than {LONGEST >> 20} MB; {_MOVE}")
        for index, length in enumerate(lengths if self._lengths else ()):
            if index < len(self._lengths):
                lengths[index] = max(length, self._lengths[index])
        self._lengths = lengths + self._lengths[len(lengths) :]
        self._longest = max(self._lengths, default=0)

    def estimate(self, tags: bytes) -> int:
        """No less than what the cells among these tags refer to. Numbers count as if they named a
        text."""
        if self._longest <= _SHORT or not (b'"s"' in tags or b"'s'" in tags):
            return 0
        odd = len(_ODD_VALUE.findall(tags)) * self._longest
        return odd + sum(map(self.length, _VALUE.findall(tags)))

    def check(self, name: str, estimate: int, pieces: Pieces) -> None:
        """What all cells come to, those of this sheet added. Raises UnsafeInput where that is too
        much."""
        if self._total + estimate > self._most:
            estimate = self._counted(name, pieces)
        self._total += estimate
        if self._total > self._most:
            size = f"{self._total >> 20:,} MB"
            raise UnsafeInput(f"the texts of its cells come to {size}, too much to read; {_MOVE}")

    def length(self, number: bytes) -> int:
        """The length of the text of a number, 0 for one that is not there."""
        index = int(number)
        return self._lengths[index] if index < len(self._lengths) else 0

    def _counted(self, name: str, pieces: Pieces) -> int:
        """What the cells of a sheet refer to, cell by cell. What is no sound XML is left to its
        reader, which stops there too."""
        counter = _Counter(self)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = counter.start
        parser.EndElementHandler = counter.end
        parser.CharacterDataHandler = counter.text
        try:
            for tags in tags_of(name, pieces, checked=True):
                parser.Parse(tags, False)
        except (expat.ExpatError, ValueError):
            pass
        return counter.total


class _Counter:
    """Adds up the texts that the cells of a sheet refer to."""

    def __init__(self, texts: Texts) -> None:
        self.total = 0
        self._texts = texts
        self._shared = False
        self._value: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "c":
            self._shared = attributes.get("t") == "s"
        self._value.clear()

    def text(self, text: str) -> None:
        self._value.append(text)

    def end(self, tag: str) -> None:
        if self._shared and tag.rpartition(":")[2] == "v":
            number = "".join(self._value).strip().encode()
            self.total += self._texts.length(number) if number.isdigit() else 0
        self._value.clear()
