"""What one cell says: as text, as yes or no, as nothing, or that nobody can tell (spec 4)."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any, NamedTuple

from sheetfollow.model import Unknown

SENTINELS = {
    "",
    "-",
    "–",
    "—",
    "n/a",
    "tbd",
    "tba",
    "?",
}
_LONGEST_SENTINEL = max(map(len, SENTINELS))
_LONGEST_SHOWN = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|PYTHON!|UNKNOWN!|GETTING_DATA|ERROR!)|Err:\d{3}"
)
_ERROR_STARTS = ("#", "Err:", " ", "\t", "\n", "\u00a0")
_YES = {
    "yes",
    "y",
    "true",
    "1",
    "x",
    "✓",
    "✔",
    "on",
}
_NO = {
    "no",
    "n",
    "false",
    "0",
    "✗",
    "✘",
    "off",
}


class Unreadable(ValueError):
    """A cell that cannot be read; the text says what is expected of it."""


class TwoFaced(Unreadable):
    """A cell that can mean two things: asked about, without making its row a Check row."""


class Asked(NamedTuple):
    """What a cell says, and what has to be asked about it all the same."""

    value: Any
    question: str


class Moving(NamedTuple):
    """What a cell says today; tomorrow the same words mean another day."""

    value: Any


def is_sentinel(text: str) -> bool:
    """Whether people type this to mean "nothing yet" (spec 4)."""
    text = text.strip()
    return len(text) <= _LONGEST_SENTINEL and text.casefold() in SENTINELS


def says_something(cell: Any) -> bool:
    """Whether a cell makes its row one: blanks, FALSE and sentinels do not (spec 4)."""
    if cell is None or cell is False:
        return False
    return not isinstance(cell, str) or not is_sentinel(cell)


def shown(cell: Any) -> str:
    """What stands in a cell, in short and as Excel shows it: `TRUE`, a whole number without `.0`, a
    day without midnight; "" for what says nothing."""
    if not says_something(cell):
        return ""
    if isinstance(cell, bool):
        text = str(cell).upper()
    elif isinstance(cell, float):
        text = f"{cell:.15g}"
    elif isinstance(cell, datetime) and cell.time() == time():
        text = cell.date().isoformat()
    else:
        text = str(cell)
    return text[:_LONGEST_SHOWN]


def text_of(cell: Any) -> str:
    """A cell as one line of text: white space collapsed, control characters gone, whole numbers
    without .0, "" for blank. Raises Unreadable for what no reader can tell."""
    if cell is None or cell is False:
        return ""
    if not isinstance(cell, str) or cell.startswith(_ERROR_STARTS):
        known(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    text = " ".join(text.split())
    return "" if len(text) <= _LONGEST_SENTINEL and text.casefold() in SENTINELS else text


def note_of(cell: Any) -> str:
    """A note as text: the same, but that its lines stay apart, since they may be a list. Raises
    Unreadable."""
    text = text_of(cell)
    if not text or not isinstance(cell, str) or len(lines := cell.splitlines()) == 1:
        return text
    return "\n".join(filter(None, map(text_of, lines)))


def known(cell: Any) -> None:
    """Raises Unreadable for an error value, be it as text, and for a formula whose result was never
    stored."""
    if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
        cell = Unknown(cell.strip())
    if isinstance(cell, Unknown):
        raise Unreadable(cell.advice)


def read_yes_no(cell: Any) -> bool | None:
    """The truth of a Yes/No cell, None for blank. Raises Unreadable."""
    text = str(cell) if isinstance(cell, bool) else text_of(cell)
    if not text:
        return None
    answer = yes_or_no(text)
    if answer is None:
        raise Unreadable("is neither Yes nor No")
    return answer


def yes_or_no(text: str) -> bool | None:
    """The truth of a Yes/No as people type it, None where it is neither (spec 4)."""
    word = text.strip().casefold().removesuffix(".0")
    if word in _YES:
        return True
    return False if word in _NO else None
