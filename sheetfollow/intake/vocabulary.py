"""The words that people type into cells, as a text file with sections."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "vocabulary.txt"


@cache
def words(section: str) -> frozenset[str]:
    """The entries of a section. Raises KeyError."""
    return frozenset(_sections()[section])


@cache
def meanings(section: str) -> dict[str, str]:
    """A section of lines like `Closed: ghosted, position filled`: what each entry means. Raises
    KeyError."""
    found: dict[str, str] = {}
    meaning = ""
    for entry in _sections()[section]:
        named, colon, rest = entry.partition(": ")
        if colon:
            meaning = named
        found[rest or entry] = meaning
    return found


@cache
def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            entries = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            entries.extend(entry for entry in line.split(", ") if entry)
    return sections
