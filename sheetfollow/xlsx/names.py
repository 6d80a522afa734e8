"""The names of parts: when two are one, and where a reference leads (ECMA-376 part 2, 6.2 and 6.5).

The standard compares names without case and writes them with slashes; real writers also use
backslashes, percent signs and a slash in front. Gate, frame and patch all ask here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from urllib.parse import unquote


def folded(name: str) -> str:
    """A part's name as it is compared, whatever its slashes, percent signs and case."""
    return unquote(name.replace("\\", "/")).lstrip("/").lower()


def relationships_of(part: str) -> str:
    """Where the relationships of a part are listed; those of the package for ""."""
    folder, name = posixpath.split(part.replace("\\", "/"))
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(source: str, target: str) -> str:
    """The name that a target means in the relationships of the part `source`."""
    place = target.replace("\\", "/").partition("#")[0]
    folder = posixpath.dirname(source.replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/", folder, place)).lstrip("/")


class Names:
    """The entries of one archive, by every way to name them."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._exact: set[str] = set()
        self._by_folded: dict[str, str] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: str) -> None:
        """One more entry; of two whose names are one, the first is found by other spellings."""
        self._exact.add(entry)
        self._by_folded.setdefault(folded(entry), entry)

    def find(self, part: str) -> str | None:
        """The entry that a name means: as it stands, else whatever its spelling."""
        return part if part in self._exact else self._by_folded.get(folded(part))

    def meant(self, source: str, target: str) -> list[str]:
        """The entries that a target in the relationships of `source` may lead to, one for most.

        Some writers count `xl/...` from the root wherever it stands, and some readers follow them:
        that reading comes second.
        """
        from_root = target.replace("\\", "/").lstrip("/").partition("#")[0]
        places = (resolved(source, target), from_root)
        found = [entry for place in places if (entry := self.find(place))]
        return list(dict.fromkeys(found))

    def follow(self, source: str, target: str) -> str | None:
        """The entry that a target leads to, None for a missing one."""
        return next(iter(self.meant(source, target)), None)
