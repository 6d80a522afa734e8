"""The manifest of a drafts folder: what was written there, so that the user's edits are known from
our own texts (spec 6). It is data from outside: read with a bound, and believed in nothing but the
fingerprints of files that a sync can have made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sheetfollow.files.names import is_ours

SUFFIX = ".manifest.json"


@dataclass(frozen=True, slots=True)
class Record:
    """A file as it was last written: its fingerprint, and how often its message had been sent by
    then."""

    text: str
    sent: int = 0


Records = dict[str, Record | None]


def parsed(data: bytes) -> tuple[Records, Records]:
    """The manifest's files, and those that a run was about to change, None for one that was about
    to go; nothing of what is not sound."""
    try:
        found = json.loads(data)
        return _records(found.get("files")), _records(found.get("doing"))
    except (ValueError, AttributeError, RecursionError):
        return {}, {}


def _records(found: Any) -> Records:
    records: Records = {}
    for name, entry in found.items() if isinstance(found, dict) else ():
        if is_ours(name):
            match entry:
                case None:
                    records[name] = None
                case {"text": str(text), "sent": int(sent)}:
                    records[name] = Record(text, sent)
    return records


def dumped(files: Mapping[str, Record], doing: Mapping[str, Record | None]) -> bytes:
    """The manifest as bytes: the same records give the same ones."""
    content = {"files": _entries(files)}
    if doing:
        content["doing"] = _entries(doing)
    return (json.dumps(content, sort_keys=True, indent=1) + "\n").encode()


def _entries(records: Mapping[str, Record | None]) -> dict[str, Any]:
    return {
        name: record and {"text": record.text, "sent": record.sent}
        for name, record in records.items()
    }
