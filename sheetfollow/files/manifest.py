"""Which draft files to write, move or delete; the user's edits win (spec 6). Reads the folder, writes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DONE, STALE = "done", "stale"
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file, by its path in the drafts folder: written with `data`, moved `to` another path, else deleted."""

    path: str
    data: bytes | None = None
    to: str = ""

    def __str__(self) -> str:
        return f"write {self.path}" if self.data is not None else f"move {self.path} to {self.to}" if self.to else (
            f"delete {self.path}")  # fmt: skip


@dataclass
class DraftPlan:
    """What a commit will do in the drafts folder, in order.

    `live` maps each wanted name to the file that stands for it, "" where the user deleted it; `notes` say where a newer
    version was put beside an edited draft. `manifest` is the manifest once all is done, `pending` while it is not.
    """

    folder: Path
    manifest_name: str
    changes: list[FileChange] = field(default_factory=list)
    live: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    manifest: bytes = b""
    pending: bytes = b""

    def lines(self) -> Iterator[str]:
        """Every file that would change, in words."""
        yield from map(str, self.changes)


def plan_drafts(folder: Path, workbook: str, wanted: Mapping[str, bytes], *, sent: Mapping[Key, int]) -> DraftPlan:
    """The plan for the drafts that are due now, `wanted`: file name -> text.

    A name ends in `_<message>_<id>.<suffix>`; `sent` counts what the log holds as sent by (id, message). A draft of the
    manifest that is not wanted any more goes to done/ where its count has risen; else it is deleted, or kept in stale/
    where the user has edited it.
    """
    return _Planner(folder, workbook, sent).plan(wanted)


def key_of(name: str) -> Key:
    """(row ID, message slug) of a draft's file name."""
    message, identity = name.rpartition(".")[0].rsplit("_", 2)[-2:]
    return identity, message


def _digest(data: bytes) -> str:
    """A text's fingerprint; line ends do not count as edits."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


class _Planner:
    def __init__(self, folder: Path, workbook: str, sent: Mapping[Key, int]) -> None:
        self.folder, self.sent = folder, sent
        self.out = DraftPlan(folder, f".{workbook}.manifest.json")
        self.known = self._load()
        self.next: dict[str, dict[str, Any]] = {}

    def _load(self) -> dict[str, dict[str, Any]]:
        try:
            found = json.loads((self.folder / self.out.manifest_name).read_text(encoding="utf-8"))
            return {str(key): dict(entry) for key, entry in found.items() if {"name", "text", "sent"} <= entry.keys()}
        except (OSError, ValueError, AttributeError):
            return {}

    def plan(self, wanted: Mapping[str, bytes]) -> DraftPlan:
        named = {self._label(name): name for name in wanted}
        for label, entry in self.known.items():
            if label not in named or self._was_sent(label, entry):
                self._retire(label, entry)
        for label, name in named.items():
            known = self.known.get(label)
            if known is None or self._was_sent(label, known):
                self._first(label, name, wanted[name])
            else:
                self._again(label, known, name, wanted[name])
        self._finish()
        return self.out

    @staticmethod
    def _label(name: str) -> str:
        return "/".join((*key_of(name), name.rpartition(".")[2]))

    def _count(self, label: str) -> int:
        identity, message, _ = label.split("/")
        return self.sent.get((identity, message), 0)

    def _was_sent(self, label: str, entry: Mapping[str, Any]) -> bool:
        return self._count(label) > int(entry["sent"])

    def _disk(self, name: str) -> str | None:
        """The fingerprint of the file as it stands, None where there is none."""
        try:
            return _digest((self.folder / name).read_bytes())
        except OSError:
            return None

    def _retire(self, label: str, entry: Mapping[str, Any]) -> None:
        """A draft that is no longer due."""
        found = self._disk(entry["name"])
        if found is None:
            return
        if self._was_sent(label, entry):
            self._move(entry["name"], DONE)
        elif found in (entry["text"], entry.get("before")):
            self.out.changes.append(FileChange(entry["name"]))
        else:
            self._move(entry["name"], STALE)
        self._retire_newer(entry)

    def _retire_newer(self, entry: Mapping[str, Any]) -> None:
        """The newer version that stood beside it: kept where the user has worked on it."""
        newer = _beside(entry["name"])
        found = self._disk(newer) if entry.get("offered") else None
        if found == entry.get("offered") and found:
            self.out.changes.append(FileChange(newer))
        elif found:
            self._move(newer, STALE)

    def _move(self, name: str, to: str) -> None:
        """Into that folder, never over a file there."""
        stem, _, suffix = name.rpartition(".")
        taken = {change.to for change in self.out.changes}
        target, number = f"{to}/{name}", 1
        while (self.folder / target).exists() or target in taken:
            number += 1
            target = f"{to}/{stem}-{number}.{suffix}"
        self.out.changes.append(FileChange(name, to=target))

    def _first(self, label: str, name: str, data: bytes) -> None:
        """A draft that the manifest does not know. A file of that name is the user's, unless it is this very text."""
        found, text = self._disk(name), _digest(data)
        moved_away = any(change.path == name and change.data is None for change in self.out.changes)
        if found in (None, text) or moved_away:
            self._keep(label, name, text)
            if found != text or moved_away:
                self.out.changes.append(FileChange(name, data))
            return
        self._offer(label, {"name": name, "text": ""}, data)

    def _again(self, label: str, entry: Mapping[str, Any], name: str, data: bytes) -> None:
        """A draft that stands already: rewritten while unedited, else the newer version goes beside it."""
        old, text = entry["name"], _digest(data)
        found = self._disk(old)
        if found is None and not entry.get("pending"):
            self.next[label] = dict(entry)
            self.out.live[name] = ""
        elif found in (None, text, entry["text"], entry.get("before")):
            self._rewrite(label, entry, name, data, found)
        elif text == entry["text"]:
            self.next[label] = dict(entry)
            self.out.live[name] = old
        else:
            self._offer(label, entry, data, name)

    def _rewrite(self, label: str, entry: Mapping[str, Any], name: str, data: bytes, found: str | None) -> None:
        old, text = entry["name"], _digest(data)
        if old != name and self._disk(name) not in (None, text):
            name_taken = self._disk(name)
            assert name_taken
            self._offer(label, entry, data, name)
            return
        self._keep(label, name, text, before=found)
        if found != text or old != name:
            self.out.changes.append(FileChange(name, data))
        if old != name and found is not None:
            self.out.changes.append(FileChange(old))

    def _offer(self, label: str, entry: Mapping[str, Any], data: bytes, wanted: str = "") -> None:
        """The user's file stays the live one; a newer text goes beside it once."""
        name, text = entry["name"], _digest(data)
        newer = _beside(name)
        self.next[label] = {"name": name, "text": entry["text"], "offered": text, "sent": self._count(label)}
        self.out.live[wanted or name] = name
        if entry.get("offered") != text and self._disk(newer) != text:
            self.out.changes.append(FileChange(newer, data))
        if self._disk(newer) is not None or entry.get("offered") != text:
            self.out.notes.append(f"{self.folder.name}/{name} is edited and stays; the newer version is {newer}")

    def _keep(self, label: str, name: str, text: str, before: str | None = None) -> None:
        self.next[label] = {"name": name, "text": text, "sent": self._count(label)}
        self.out.live[name] = name
        if before not in (None, text):
            self.next[label]["before"] = before

    def _finish(self) -> None:
        written = {change.path for change in self.out.changes if change.data is not None}
        pending = {label: entry | {"pending": True} if entry["name"] in written else entry
                   for label, entry in self.next.items()}  # fmt: skip
        settled = {label: {key: value for key, value in entry.items() if key != "before"}
                   for label, entry in self.next.items()}  # fmt: skip
        self.out.pending, self.out.manifest = _json({**self.known, **pending}), _json(settled)
        if not self.out.changes and settled != self.known:
            self.out.changes.append(FileChange(self.out.manifest_name, self.out.manifest))


def _beside(name: str) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.new.{suffix}"


def _json(entries: Mapping[str, Any]) -> bytes:
    return (json.dumps(entries, sort_keys=True, indent=1) + "\n").encode()
