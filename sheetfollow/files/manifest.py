"""The manifest of a drafts folder: what was written there, so that the user's edits are known from
our own texts (spec 6). It is data from outside: read with a bound, and believed in nothing but the
fingerprints of files that a sync can have made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sheetfollow.files.names import is_ours

_SUFFIX = ".manifest.json"


@dataclass(frozen=True, slots=True)
class Record:
    """A file as it was last written: its fingerprint, and how often its message had been sent by
    then. One that lies in done/ had this `name` before."""

    text: str
    sent: int = 0
    name: str = ""


def manifest_of(workbook: str) -> str:
    """The name of a workbook's manifest in its drafts folder."""
    return f".{workbook}{_SUFFIX}"


def workbook_of(manifest: str) -> str:
    """The workbook's name in a manifest's, "" for another file's."""
    if not manifest.startswith(".") or not manifest.endswith(_SUFFIX):
        return ""
    return manifest[1:].removesuffix(_SUFFIX)


Records = dict[str, Record | None]


class Fingerprints(Protocol):
    """What stands in a folder, by name."""

    def __getitem__(self, name: str, /) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` are those that were written, `doing` those that a run was about to change (None for
    one that was about to go), `done` those that were sent and lie in done/, by their path; `told`
    is what is told once and was."""

    files: Mapping[str, Record]
    doing: Records
    done: Mapping[str, Record]
    told: frozenset[str] = frozenset()


def parsed(data: bytes) -> Manifest:
    """What the manifest says; nothing of what is not sound."""
    try:
        found = json.loads(data)
        files, done = _records(found.get("files")), _records(found.get("done"), "done/")
        doing, told = _records(found.get("doing")), found.get("told")
    except (ValueError, AttributeError, RecursionError):
        return Manifest({}, {}, {})
    words = (word for word in told if isinstance(word, str)) if isinstance(told, list) else ()
    return Manifest(
        _present(files),
        doing,
        _present(done),
        frozenset(words),
    )


def _records(found: Any, folder: str = "") -> Records:
    records: Records = {}
    for name, entry in found.items() if isinstance(found, dict) else ():
        if name.startswith(folder) and is_ours(name.removeprefix(folder)):
            match entry:
                case None:
                    records[name] = None
                case {"text": str(text), "sent": int(sent), "name": str(before)}:
                    records[name] = Record(
                        text,
                        sent,
                        before if is_ours(before) else "",
                    )
                case {"text": str(text), "sent": int(sent)}:
                    records[name] = Record(text, sent)
    return records


def _present(records: Records) -> dict[str, Record]:
    return {name: record for name, record in records.items() if record}


def reconciled(manifest: Manifest, disk: Fingerprints) -> dict[str, Record]:
    """What was written, as far as it came: a run that was killed on its way is brought to its end
    or its beginning. `disk` gives the fingerprint of what stands under a name, None for nothing."""
    known = dict(manifest.files)
    for name, record in manifest.doing.items():
        found = disk[name]
        if record is None and found is None:
            known.pop(name, None)
        elif record and found is not None and (found == record.text or name not in known):
            known[name] = record
    return known


def dumped(manifest: Manifest) -> bytes:
    """The manifest as bytes: the same records give the same ones."""
    content: dict[str, Any] = {"files": _entries(manifest.files)}
    if manifest.doing:
        content["doing"] = _entries(manifest.doing)
    if manifest.done:
        content["done"] = _entries(manifest.done)
    if manifest.told:
        content["told"] = sorted(manifest.told)
    return (
        json.dumps(
            content,
            sort_keys=True,
            indent=1,
        )
        + "\n"
    ).encode()


def _entries(records: Mapping[str, Record | None]) -> dict[str, Any]:
    return {name: record and _entry(record) for name, record in records.items()}


def _entry(record: Record) -> dict[str, Any]:
    entry: dict[str, Any] = {"text": record.text, "sent": record.sent}
    return entry | {"name": record.name} if record.name else entry
