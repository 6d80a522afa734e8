"""The word lists as text files: `#` begins a note, `[name]` a section; each names its source."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a list, without its notes and blank lines."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """All words of a list."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def section(name: str, title: str) -> tuple[str, ...]:
    """The lines under `[title]`. Raises ValueError where there is no such section."""
    rows = lines(name)
    start = rows.index(f"[{title}]") + 1
    ends = (at for at in range(start, len(rows)) if rows[at][0] == "[" and rows[at][-1] == "]")
    return rows[start : next(ends, len(rows))]


@cache
def section_words(name: str, title: str) -> frozenset[str]:
    """All words under `[title]`; an underscore stands for the space within one entry."""
    rows = section(name, title)
    return frozenset(word.replace("_", " ") for row in rows for word in row.split())


@cache
def closed(title: str) -> frozenset[str]:
    """The words of grammar under `[title]`."""
    return section_words("closed_words.txt", title)


@cache
def whole(name: str, title: str) -> re.Pattern[str]:
    """What matches a text that one of the regular expressions under `[title]` covers whole."""
    return re.compile(rf"(?:{_either(name, title)})\Z", re.I)


@cache
def beginning(name: str, title: str) -> re.Pattern[str]:
    """What matches a text that begins with one of the expressions under `[title]`."""
    return re.compile(rf"(?:{_either(name, title)})(?![\w'-])", re.I)


@cache
def inside(name: str, title: str) -> re.Pattern[str]:
    """What finds one of the expressions under `[title]` anywhere, as whole words."""
    return re.compile(rf"(?<![\w'-])(?:{_either(name, title)})(?![\w'])", re.I)


def _either(name: str, title: str) -> str:
    return "|".join(f"(?:{row})" for row in section(name, title))
