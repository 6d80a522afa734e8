"""Word lists as text files; each begins with a note on its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of a list, without its notes; blank lines stay, since they part its sections."""
    text = (_FOLDER / name).read_text(encoding="utf-8").strip()
    return [line for line in text.splitlines() if not line.startswith("#")]


def section(name: str, title: str) -> frozenset[str]:
    """The words of a list that stand under `[title]`. Raises KeyError where there is no such
    title."""
    return _sections(name)[title]


@cache
def _sections(name: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    title = ""
    for line in lines(name):
        if line.startswith("["):
            title = line.strip("[]")
        else:
            found[title] = found.get(title, frozenset()) | frozenset(line.split())
    return found
