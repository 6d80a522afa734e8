"""The names of files: which every system takes, and what the name of a draft says (spec 3, 6)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ẞ": "SS",
        "ø": "o",
        "Ø": "O",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ı": "i",
        "ħ": "h",
        "Ħ": "H",
    }
)
LONGEST = 255
"""Bytes of a name that the usual disks take."""

_ODD = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.I)
_DRAFT = re.compile(
    r"(?P<stem>\d{4}-\d\d-\d\d_[a-z0-9-]*_[a-z0-9-]*_(?P<message>[a-z0-9-]+)_(?P<id>[a-z0-9-]+))"
    r"(?P<newer>\.new(?:-\d+)?)?\.(?P<suffix>txt|eml)"
)
_GENERATED = re.compile(r"index(-.+)?\.html|followups(-.+)?\.ics|\.letters(-.+)?\.json", re.S)


def is_portable(name: str) -> bool:
    """Whether every system takes it as the name of a file or folder that people see: no device of
    Windows (`CON`, `nul.txt`), no dot or space at its end, not hidden, not too long."""
    if _ODD.search(name) or is_device(name):
        return False
    if name != name.strip() or name.endswith(".") or name.startswith("."):
        return False
    return 0 < len(name.encode(errors="replace")) <= LONGEST


def is_device(name: str) -> bool:
    """Whether Windows takes it for a device, in any folder."""
    return bool(_DEVICE.fullmatch(name))


def is_ours(name: str) -> bool:
    """Whether a file of that name in the drafts folder can be one that a sync has made."""
    known = _DRAFT.fullmatch(name) or _GENERATED.fullmatch(name)
    return bool(known) and is_portable(name.removeprefix("."))


class DraftName(NamedTuple):
    """The parts of a draft's file name. `stem` is the name without `newer` (".new", ".new-2" or
    None) and `suffix` (without its dot); `message` and `id` are as slugs."""

    stem: str
    message: str
    id: str
    newer: str | None
    suffix: str


@lru_cache(maxsize=100_000)
def parts_of(name: str) -> DraftName | None:
    """The parts of a draft's file name, None for another file's."""
    found = _DRAFT.fullmatch(name)
    return DraftName(**found.groupdict()) if found else None


def key_of(name: str) -> tuple[str, str]:
    """(ID, message) of the step that a draft is for, as slugs; blank for another file."""
    found = parts_of(name)
    return (found.id, found.message) if found else ("", "")


def label(name: str) -> tuple[str, ...]:
    """What a file is about, whatever its due day and the spelling of its company: message, ID and
    suffix."""
    found = parts_of(name)
    return (found.message, found.id, found.suffix) if found else (name,)


def is_newer(name: str) -> bool:
    """Whether it is a version that was put beside the user's own."""
    found = parts_of(name)
    return bool(found and found.newer)


def main_of(newer: str) -> str:
    """The draft beside which a newer version stands."""
    found = parts_of(newer)
    return f"{found.stem}.{found.suffix}" if found else newer


def beside(name: str) -> Iterator[str]:
    """The names for newer versions of that file, without end."""
    stem, _, suffix = name.rpartition(".")
    yield f"{stem}.new.{suffix}"
    number = 1
    while True:
        number += 1
        yield f"{stem}.new-{number}.{suffix}"


def numbered(name: str) -> Iterator[str]:
    """That name, then `name-2`, `name-3` ..., without end."""
    stem, _, suffix = name.rpartition(".")
    yield name
    number = 1
    while True:
        number += 1
        yield f"{stem}-{number}.{suffix}"


def slug(text: str) -> str:
    """A text as it stands in a file name: small letters of ASCII, digits and hyphens, never
    nothing."""
    plain = (
        unicodedata.normalize("NFKD", text.translate(_LETTERS))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or short_digest(text)


def short_digest(text: str) -> str:
    """Eight signs that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
