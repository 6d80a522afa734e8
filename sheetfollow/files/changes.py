"""The changes to a drafts folder, in order, and the folder as it will be after them (spec 6). Reads
the disk, writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sheetfollow.exceptions import FileTrouble
from sheetfollow.files import names
from sheetfollow.files.look import bytes_of, digest, digest_of

_BELOW = ("done", "stale")
"""The folders in a drafts folder that a draft may lie in."""

_MOST_ALIKE = 1000
"""Files of one name, with a number each, that one folder is searched for."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One step in the drafts folder. `kind` is "write", "new beside", "move" or "delete"; `path`
    and `to` are relative to the folder, but for a path in another folder, which is absolute;
    `found` is the fingerprint of what stood at `path` when
    this was decided, None for nothing."""

    kind: str
    path: str
    data: bytes | None = None
    to: str = ""
    found: str | None = None

    def __str__(self) -> str:
        if self.kind == "new beside":
            return f"write {self.path} beside the edited draft"
        path = Path(self.path)
        named = 3 if path.parent.name in _BELOW else 2
        shown = "/".join(path.parts[-named:]) if path.is_absolute() else self.path
        return f"move {shown} to {self.to}" if self.to else f"{self.kind} {shown}"


class Disk:
    """The folder as it will be after the changes so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changes: list[FileChange] = []
        self._seen: dict[str, str | None] = {}
        self._from: dict[str, str] = {}

    def __getitem__(self, name: str) -> str | None:
        if name not in self._seen:
            self._seen[name] = digest_of(self.folder / name)
        return self._seen[name]

    def has(self, name: str) -> bool:
        """Whether something stands there."""
        return self[name] is not None

    def text(self, name: str) -> bytes:
        """What stands there, or is about to be moved there."""
        return bytes_of(self.folder / self._from.get(name, name))

    def write(self, name: str, data: bytes, kind: str = "write") -> None:
        self.changes.append(
            FileChange(
                kind,
                name,
                data,
                found=self[name],
            )
        )
        self._seen[name] = digest(data)

    def delete(self, name: str) -> None:
        self.changes.append(FileChange("delete", name, found=self[name]))
        self._seen[name] = None

    def move(self, name: str, into: str) -> str:
        """Into that folder, never over a file there; its path there."""
        target = self.first(
            (f"{into}/{each}" for each in names.numbered(Path(name).name)),
            free=lambda each: not self.has(each),
        )
        self.rename(name, target)
        return target

    def rename(self, name: str, target: str) -> None:
        """To a path where nothing stands."""
        self.changes.append(
            FileChange(
                "move",
                name,
                to=target,
                found=self[name],
            )
        )
        self._seen[target], self._seen[name] = self[name], None
        self._from[target] = self._from.pop(name, name)

    def first(self, candidates: Iterable[str], *, free: Callable[[str], bool]) -> str:
        """The first of them that is free. Raises FileTrouble where none of a thousand is."""
        wanted = ""
        for wanted in islice(candidates, _MOST_ALIKE):
            if free(wanted):
                return wanted
        place = self.folder / wanted
        raise FileTrouble(
            f"{place.parent}: holds {_MOST_ALIKE} files named like {place.name}; move them away,"
            " then sync again"
        )
