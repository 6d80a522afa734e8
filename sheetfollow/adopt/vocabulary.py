"""Their words -> ours: the lists beside this file, and how a word is compared with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sheetfollow.adopt.facts import State

_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}`]s\b")
_ASK = "ask"


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """A word as it is compared: compatible letters alike, no accents, no case, no punctuation, no
    possessive s."""
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    bare = "".join(letter for letter in parts if unicodedata.category(letter) != "Mn")
    plain = _POSSESSIVE.sub(" ", unicodedata.normalize("NFC", bare).casefold())
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def folded(cell: Any) -> str:
    """A cell as a word: whole numbers without .0, "" for blank."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return fold(str(cell))


@cache
def header_words() -> Mapping[str, str]:
    """{folded header: the name of its section in headers.txt}."""
    return dict(_sections("headers.txt"))


@cache
def status_words() -> Mapping[str, State | None]:
    """{folded word: what it means, None for a word with two faces}."""
    return {
        word: None if section == _ASK else State(section)
        for word, section in _sections("status.txt")
    }


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def _sections(name: str) -> Iterator[tuple[str, str]]:
    """Each word of a list with the section that it stands in."""
    section = ""
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        word = line.strip()
        if word.startswith("["):
            section = word.strip("[]")
        elif word and not word.startswith("#"):
            yield word, section
