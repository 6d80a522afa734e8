"""What earlier runs have made of the same cells: it is taken from there, since making it anew would
give the same (spec 7, No change, no write).

Reading notes, filling templates and proofreading take longer than all else in a small search. All
that a draft or a finding depends on stands in its key, and the whole memory is dropped where the
program or one of its libraries is another: so a cell that has changed is read anew, and an update
reads everything anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from sheetfollow import __version__

T = TypeVar("T")


NAME = ".letters.json"
"""The file in the drafts folder."""


def fingerprint(*about: object) -> str:
    """What stands for these values in a key. Values that differ are written differently by `repr`:
    text, numbers, days, and frozen dataclasses of such."""
    return hashlib.sha256(repr(about).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Memory:
    """What was made so far, by the fingerprint of what it was made of.

    `data` is what the last run has left, b"" for nothing. It comes from outside: what another
    program has written, or another edition of this one, is nothing.
    """

    def __init__(self, data: bytes) -> None:
        self._before = _opened(data)
        self._now: dict[str, Any] = {}

    def recall(
        self,
        key: str,
        make: Callable[[], T],
        *,
        pack: Callable[[T], Any],
        unpack: Callable[[Any], T],
    ) -> T:
        """What was made for that key, else what `make` makes now. `pack` turns it into what JSON
        holds, None for what is not to be kept, and `unpack` back."""
        if key in self._before:
            packed = self._before[key]
            made = unpack(packed)
        else:
            made = make()
            packed = pack(made)
        if packed is not None:
            self._now[key] = packed
        return made

    def keeps(self, key: str) -> bool:
        """Whether an earlier run has kept this key, which is kept on then."""
        if key in self._before:
            self.keep(key)
        return key in self._before

    def keep(self, key: str) -> None:
        """Keep a key by itself, for what stands in another file."""
        self._now[key] = True

    def dumped(self) -> bytes:
        """What this run has made or recalled, the same bytes for the same; b"" for nothing."""
        if not self._now:
            return b""
        return _sealed(json.dumps(self._now, sort_keys=True).encode())


def _opened(data: bytes) -> dict[str, Any]:
    content = data.partition(b"\n")[2]
    if not content or data != _sealed(content):
        return {}
    found: dict[str, Any] = json.loads(content)
    return found


def _sealed(content: bytes) -> bytes:
    """With a line above that no other content and no other edition of the program has."""
    seal = hashlib.sha256(_edition().encode() + content).hexdigest()
    return f"{seal}\n".encode() + content


@cache
def _edition() -> str:
    """What tells this edition of the program and its libraries from any other: the size and the
    time of each of its files, and the time of the libraries' folder, which every installation
    changes."""
    libraries = Path(pd.__file__).parents[1].stat().st_mtime_ns
    files = sorted(_files(str(Path(__file__).parents[1])))
    return fingerprint(sys.version, __version__, libraries, files)


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """(path, size, time) of each file of the program, but for those that Python compiles."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                known = entry.stat()
                yield entry.path, known.st_size, known.st_mtime_ns
