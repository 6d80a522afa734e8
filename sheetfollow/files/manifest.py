"""Which draft files to write, move or delete; the user's edits win (spec 6). Reads the folder,
writes nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from sheetfollow.exceptions import FileTrouble

DONE, STALE = "done", "stale"
Key = tuple[str, str]

_NAME = re.compile(r"(.*_([^_]*)_([^_.]*?))(\.new(?:-\d+)?)?\.(\w+)")
_PLAIN_NAME = re.compile(r"[^/\\:\0]+")
_UNREADABLE = "unreadable"
_MANIFEST = ".manifest.json"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One step in the drafts folder. `kind` is "write", "new beside", "move" or "delete"; `path`
    and `to` are relative to the folder; `found` is the fingerprint of what stood at `path` when
    this was decided, None for nothing."""

    kind: str
    path: str
    data: bytes | None = None
    to: str = ""
    found: str | None = None

    def __str__(self) -> str:
        if self.kind == "new beside":
            return f"write {self.path} beside the edited draft"
        return f"move {self.path} to {self.to}" if self.to else f"{self.kind} {self.path}"


@dataclass
class DraftPlan:
    """What a commit will do in the drafts folder, in order.

    `live` maps each wanted name to the file that the user should open, "" where they have deleted
    it, and `texts` to what that file holds or is about to hold. `notes` say where a newer version
    stands beside the user's own. `manifest` is the manifest once all is done, `pending` while it is
    not, `manifest_before` as it is on the disk.
    """

    folder: Path
    manifest_name: str
    changes: list[FileChange] = field(default_factory=list)
    live: dict[str, str] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    manifest_before: bytes = b""
    pending: bytes = b""
    manifest: bytes = b""

    def lines(self) -> Iterator[str]:
        """Every file that would change, in words."""
        yield from map(str, self.changes)


def digest(data: bytes) -> str:
    """A text's fingerprint; line ends do not count as edits."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def digest_of(path: Path) -> str | None:
    """The fingerprint of a file as it stands, None where there is none; what cannot be read is like
    no other."""
    try:
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return _UNREADABLE


@dataclass(frozen=True, slots=True)
class _Record:
    """A file as it was last written: its fingerprint, and how often its message had been sent by
    then."""

    text: str
    sent: int = 0


class _Disk:
    """The folder as it will be after the changes so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changes: list[FileChange] = []
        self._seen: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str | None:
        if name not in self._seen:
            self._seen[name] = digest_of(self.folder / name)
        return self._seen[name]

    def write(self, name: str, data: bytes, kind: str = "write") -> None:
        self.changes.append(FileChange(kind, name, data, found=self[name]))
        self._seen[name] = digest(data)

    def delete(self, name: str) -> None:
        self.changes.append(FileChange("delete", name, found=self[name]))
        self._seen[name] = None

    def move(self, name: str, into: str) -> None:
        """Into that folder, never over a file there."""
        stem, _, suffix = name.rpartition(".")
        target, number = f"{into}/{name}", 1
        while self[target] is not None:
            number += 1
            target = f"{into}/{stem}-{number}.{suffix}"
        self.changes.append(FileChange("move", name, to=target, found=self[name]))
        self._seen[target], self._seen[name] = self[name], None


class Planner:
    """The plan of a drafts folder in the making: what was sent goes first, then each draft finds
    its `place`, and the rest follows with `finish`. So a mail can be made of what its text holds by
    then.

    `folder` is the drafts folder and `workbook` the workbook's file name. `sent` counts what the
    log holds as sent, by (id, message): a draft whose count has risen since it was written goes to
    done/. Raises FileTrouble where the folder cannot be looked at.
    """

    def __init__(self, folder: Path, workbook: str, sent: Mapping[Key, int]) -> None:
        self._disk, self._sent, self._workbook = _Disk(folder), sent, workbook
        self._out = DraftPlan(folder, f".{workbook}{_MANIFEST}", changes=self._disk.changes)
        self._known = self._load()
        self._before = dict(self._known)
        self._next: dict[str, _Record] = {}
        for name in sorted(self._before, key=_is_newer, reverse=True):
            if self._was_sent(name, self._before[name]):
                self._retire(name, DONE)
        self._alike: dict[tuple[str, ...], list[str]] = {}
        for name in self._known:
            self._alike.setdefault(_label(name), []).append(name)

    @property
    def live(self) -> Mapping[str, str]:
        """As in DraftPlan, for what is placed so far."""
        return self._out.live

    @property
    def texts(self) -> Mapping[str, bytes]:
        """As in DraftPlan, for what is placed so far."""
        return self._out.texts

    def place(self, wanted: Mapping[str, bytes]) -> None:
        """Drafts that are due: file name, which ends in `_<message>_<id>.<suffix>`, -> text. Raises
        FileTrouble for a name that is none."""
        for name, data in wanted.items():
            self._check(name)
            self._place(name, data)

    def own_name(self, name: str) -> str:
        """The name of a file that is made anew each time: this one, or where another workbook has
        it already, one with this workbook's name in it. Whoever has written what stands there keeps
        it; of two, the first by name."""
        stem, _, suffix = name.rpartition(".")
        rest = (f"{stem}-{Path(self._workbook).stem}.{suffix}", f"{stem}-{self._workbook}.{suffix}")
        return next(each for each in (name, *rest) if self._may_have(each))

    def finish(self, generated: Mapping[str, bytes]) -> DraftPlan:
        """The whole plan, with the files that are made anew each time, which are never the user's.
        Raises FileTrouble for a name that is none."""
        for name in [
            name for name in self._known if name not in self._next and name not in generated
        ]:
            if _read(name) or self._may_have(name):
                self._retire(name, STALE)
        for name, data in generated.items():
            self._check(name)
            self._generate(name, data)
        self._finish()
        return self._out

    def _may_have(self, name: str) -> bool:
        stands = self._disk[
            name
        ]  # looked at first: whoever wrote it has announced it in a manifest by then
        claims, own = self._claims(name), self._out.manifest_name
        true = [manifest for manifest, record in claims.items() if record.text == stands]
        return min(true or claims, default=own) == own

    def _claims(self, name: str) -> dict[str, _Record]:
        """What the manifests of this folder hold of that file, written or about to be, by their
        names."""
        claims = {self._out.manifest_name: self._before[name]} if name in self._before else {}
        for path in self._out.folder.glob(f".*{_MANIFEST}"):
            files, doing = _parsed(_bytes(path))
            record = doing.get(name) or files.get(name)
            if record and path.name != self._out.manifest_name:
                claims[path.name] = record
        return claims

    def _check(self, name: str) -> None:
        if not _PLAIN_NAME.fullmatch(name) or name in (".", ".."):
            place = self._out.folder / name
            raise FileTrouble(
                f"{place}: is no name for a file in the drafts folder; check the row's ID"
            )

    def _was_sent(self, name: str, record: _Record) -> bool:
        return self._count(name) > record.sent

    def _count(self, name: str) -> int:
        found = _read(name)
        return self._sent.get((found.id, found.message), 0) if found else 0

    def _retire(self, name: str, into: str) -> None:
        """A file that is no longer due: kept where it was sent or the user has worked on it."""
        record, found = self._known.pop(name), self._disk[name]
        if found is None:
            return
        beside = _is_newer(name) and self._disk[_main(name)] is not None
        if found == record.text and (into == STALE or beside):
            self._disk.delete(name)
        else:
            self._disk.move(name, into)

    def _place(self, name: str, data: bytes) -> None:
        """A draft that is due. Unedited, it is brought up to date; else the newer version goes
        beside it."""
        text, old = digest(data), self._standing(name)
        if self._disk[old] == text:
            self._known[old] = _Record(
                text
            )  # whoever wrote it: there is nothing of the user's to lose
        written = self._known[old].text if old in self._known else None
        unedited = self._disk[old] == written
        if unedited and self._disk[name] in (None, written, text):
            self._keep(name, data)
        elif unedited:
            self._leave(name, name, data, "")
        else:
            self._leave(name, old, data, written or "")

    def _standing(self, name: str) -> str:
        """The file that stands for this message of this row: the user's edited one first, else the
        one of that name."""
        alike = self._alike.get(_label(name), ())
        ours = [
            each
            for each in alike
            if not _is_newer(each) and each in self._known and each not in self._next
        ]
        edited = [each for each in ours if self._disk[each] not in (None, self._known[each].text)]
        here = [each for each in ours if each == name or self._disk[each] is not None]
        return next(iter([*edited, *sorted(here, key=lambda each: each != name), *ours]), name)

    def _keep(self, name: str, data: bytes) -> None:
        text = digest(data)
        if self._disk[name] != text:
            self._disk.write(name, data)
        self._claim(name, text)
        self._show(name, name, data)

    def _leave(self, wanted: str, name: str, data: bytes, written: str) -> None:
        """The user's file, or the gap where they deleted it, stays; a text that is new to them goes
        beside it."""
        self._claim(name, written)
        newer = ""
        if digest(data) not in (written, self._disk[name]):
            newer = self._offer(name, data)
            done = (
                "is edited and stays"
                if self._disk[name] is not None
                else "was deleted and stays so"
            )
            if self._disk[newer] is not None:
                self._out.notes.append(
                    f"{self._out.folder.name}/{name} {done}; the newer version is {newer}"
                )
        stands = next((each for each in (name, newer) if each and self._disk[each] is not None), "")
        self._show(wanted, stands, data)

    def _offer(self, name: str, data: bytes) -> str:
        """Put the newer version beside the user's file, once; one that the user has worked on stays
        as well."""
        text = digest(data)
        alike = self._alike.get(_label(name), ())
        offered = [
            each
            for each in alike
            if each in self._known and _is_newer(each) and _main(each) == name
        ]
        for each in offered:
            if self._disk[each] not in (None, self._known[each].text):
                self._claim(each, self._known[each].text)
        for each in offered:
            if self._known[each].text == text:
                self._claim(each, text)
                return each
        spot = next(
            each for each in _beside(name) if each not in self._next and self._free(each, text)
        )
        if self._disk[spot] != text:
            self._disk.write(spot, data, "new beside")
        self._claim(spot, text)
        return spot

    def _free(self, name: str, text: str) -> bool:
        written = self._known[name].text if name in self._known else None
        return self._disk[name] in (None, text, written)

    def _claim(self, name: str, text: str) -> None:
        self._next[name] = _Record(text, self._count(name))

    def _show(self, wanted: str, name: str, data: bytes) -> None:
        self._out.live[wanted] = name
        if not name:
            return
        kept = self._disk[name] != digest(data)
        self._out.texts[wanted] = _bytes(self._out.folder / name) if kept else data

    def _generate(self, name: str, data: bytes) -> None:
        if _bytes(self._out.folder / name) != data or self._disk[name] is None:
            self._disk.write(name, data)
        self._next[name] = _Record(digest(data))

    def _load(self) -> dict[str, _Record]:
        """What earlier runs have written; a run that was killed on its way is brought to its end or
        its beginning."""
        self._out.manifest_before = _bytes(self._out.folder / self._out.manifest_name)
        files, doing = _parsed(self._out.manifest_before)
        known = {name: record for name, record in files.items() if record}
        for name, record in doing.items():
            found = self._disk[name]
            if record is None and found is None:
                known.pop(name, None)
            elif record and found is not None and (found == record.text or name not in known):
                known[name] = record
        return known

    def _finish(self) -> None:
        doing: dict[str, _Record | None] = {}
        for change in self._disk.changes:
            doing[change.path] = self._next.get(change.path) if change.data is not None else None
        self._out.pending = _json(self._before, doing)
        self._out.manifest = (
            _json(self._next, {}) if self._next or self._out.manifest_before else b""
        )


class _Name(NamedTuple):
    stem: str
    message: str
    id: str
    newer: str | None
    suffix: str


@lru_cache(maxsize=100_000)
def _read(name: str) -> _Name | None:
    """The parts of a draft's file name, None for another file's."""
    found = _NAME.fullmatch(name)
    return _Name(*found.groups()) if found else None


def _label(name: str) -> tuple[str, ...]:
    """What a file is about, whatever its due day and the spelling of its company: message, ID and
    suffix."""
    found = _read(name)
    return (found.message, found.id, found.suffix) if found else (name,)


def _is_newer(name: str) -> bool:
    found = _read(name)
    return bool(found and found.newer)


def _main(newer: str) -> str:
    """The draft beside which a newer version stands."""
    found = _read(newer)
    return f"{found.stem}.{found.suffix}" if found else newer


def _beside(name: str) -> Iterator[str]:
    stem, _, suffix = name.rpartition(".")
    yield f"{stem}.new.{suffix}"
    number = 1
    while True:
        number += 1
        yield f"{stem}.new-{number}.{suffix}"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _parsed(data: bytes) -> tuple[dict[str, _Record | None], dict[str, _Record | None]]:
    """The manifest's files, and those that a run was about to change; nothing of what is not
    sound."""
    try:
        found = json.loads(data)
        return _records(found.get("files")), _records(found.get("doing"))
    except (ValueError, AttributeError, RecursionError):
        return {}, {}


def _records(found: Any) -> dict[str, _Record | None]:
    records: dict[str, _Record | None] = {}
    for name, entry in found.items() if isinstance(found, dict) else ():
        if _PLAIN_NAME.fullmatch(name) and name not in (".", ".."):
            match entry:
                case None:
                    records[name] = None
                case {"text": str(text), "sent": int(sent)}:
                    records[name] = _Record(text, sent)
    return records


def _json(files: Mapping[str, _Record], doing: Mapping[str, _Record | None]) -> bytes:
    def entries(records: Mapping[str, _Record | None]) -> dict[str, Any]:
        return {
            name: record and {"text": record.text, "sent": record.sent}
            for name, record in records.items()
        }

    content = {"files": entries(files)} | ({"doing": entries(doing)} if doing else {})
    return (json.dumps(content, sort_keys=True, indent=1) + "\n").encode()
