"""Which draft files to write, move or delete; the user's edits win (spec 6). Reads the folder,
writes nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from os.path import lexists
from pathlib import Path

from sheetfollow.exceptions import FileTrouble
from sheetfollow.files import names
from sheetfollow.files.changes import Disk, FileChange
from sheetfollow.files.look import bytes_of, digest
from sheetfollow.files.manifest import Manifest, Record, dumped, manifest_of, parsed, reconciled
from sheetfollow.files.marks import marks_of
from sheetfollow.files.moved import DONE, dropped_above
from sheetfollow.files.place import Left, Place

STALE = "stale"
Key = tuple[str, str]

_PLAIN_NAME = re.compile(r"[^/\\:\0]+")


@dataclass
class DraftPlan:
    """What a commit will do in the drafts folder, in order.

    `place` is what was known of the folder's other workbooks when this was decided. `live` maps
    each wanted name to the file that the user should open, "" where they have deleted it, and
    `texts` to what that file holds or is about to hold. `notes` say where a newer version stands
    beside the user's own. `manifest` is the manifest once all is done, `pending` while it is not,
    `manifest_before` as it is on the disk.
    """

    folder: Path
    manifest_name: str
    place: Place | None = None
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


class Planner:
    """The plan of a drafts folder in the making: what was sent goes first, then each draft finds
    its `place`, and the rest follows with `finish`. So a mail can be made of what its text holds by
    then.

    `place` is where the drafts go, and where this workbook had them before; `workbook` is its file
    name. `sent` counts what the log holds as done, by (id, message): a draft whose count has risen
    since it was written goes to done/, and comes back when it has fallen and it is due again; of
    the `skipped` ones nothing was sent. Raises FileTrouble where the folder cannot be looked into.
    """

    def __init__(
        self,
        place: Place,
        workbook: str,
        sent: Mapping[Key, int],
        skipped: Container[Key] = frozenset(),
    ) -> None:
        folder = place.folder
        self._disk, self._sent, self._workbook = Disk(folder), sent, workbook
        self._where, self._label, self._others = place, place.label, place.others
        self._out = DraftPlan(
            folder,
            manifest_of(workbook),
            place,
            changes=self._disk.changes,
        )
        self._told_before = frozenset[str]()
        self._told = frozenset[str]()
        self._known, self._done = self._load()
        self._older: dict[str, bytes] = {}
        self._outlived: list[str] = []
        for left in place.left:
            self._take_over(left)
        self._before = dict(self._known)
        self._done_before = dict(self._done)
        self._next: dict[str, Record] = {}
        for name in sorted(self._before, key=names.is_newer, reverse=True):
            if self._was_sent(name, self._before[name]):
                self._retire(name, STALE if names.key_of(name) in skipped else DONE)
        self._alike: dict[tuple[str, ...], list[str]] = {}
        for name in self._known:
            self._alike.setdefault(names.label(name), []).append(name)
        self._done_alike: dict[tuple[str, ...], list[str]] = {}
        for path in sorted(self._done, reverse=True):
            about = names.label(self._done[path].name)
            self._done_alike.setdefault(about, []).append(path)

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

    def standing(self, name: str) -> bytes | None:
        """What a file that is made anew each time holds now, None where there is none to be
        read."""
        return bytes_of(self._out.folder / name) or self._older.get(name)

    def rewrite(self, page: Path, data: bytes) -> None:
        """The page of another workbook with a list that is right by now."""
        if bytes_of(page) != data:
            self._disk.write(str(page), data)

    def sent_text(self, key: Key) -> bytes | None:
        """What the first draft of that step, (ID, message) as in file names, held when it was
        sent; None where the folder no longer has it."""
        sent = [path for path in self._done if names.key_of(_plain(path)) == key]
        texts = sorted(path for path in sent if path.endswith(".txt"))
        return self._disk.text(texts[0]) or None if texts else None

    def untold(self, words: Iterable[str]) -> list[str]:
        """Those of these that no earlier run has told; from this one on they are."""
        fresh = [word for word in words if word not in self._told_before]
        self._told = frozenset(fresh)
        return fresh

    def finish(self, generated: Mapping[str, bytes]) -> DraftPlan:
        """The whole plan, with the files that are made anew each time, which are never the user's.
        Raises FileTrouble for a name that is none."""
        self._retire_all_but(generated)
        for name in generated:
            self._check(name)
        for name in itertools.filterfalse(self._is_folder, generated):
            self._generate(name, generated[name])
        # not before: what is made anew goes on from what was there
        for path in filter(self._disk.has, self._outlived):
            self._disk.delete(path)
        self._finish()
        return self._out

    def _retire_all_but(self, generated: Container[str]) -> None:
        """What no row has any more, but for what is another workbook's."""
        gone = [name for name in self._known if name not in self._next and name not in generated]
        theirs = self._claimed_by_others(name for name in gone if not names.parts_of(name))
        for name in gone:
            if name not in theirs:
                self._retire(name, STALE)

    def _is_folder(self, name: str) -> bool:
        """Whether a folder stands where that file is to be: it is told, and all others are
        written."""
        if not (self._out.folder / name).is_dir():
            return False
        self._out.notes.append(
            f"{self._label}/{name}: is a folder where a file should be; rename it, then sync again"
        )
        return True

    def _claimed_by_others(self, generated: Iterable[str]) -> set[str]:
        """Those of the files that another workbook of this folder has written: what stands there
        is looked at first, since whoever wrote it has announced it in a manifest by then."""
        standing = {name: self._disk[name] for name in generated}
        others = self._manifests() if standing else {}
        own = {
            name
            for name, stands in standing.items()
            if self._is_own(
                name,
                stands,
                others,
            )
        }
        return standing.keys() - own

    def _may_have(self, name: str) -> bool:
        return not self._claimed_by_others([name])

    def _is_own(
        self, name: str, stands: str | None, others: Mapping[str, Mapping[str, Record]]
    ) -> bool:
        own = self._out.manifest_name
        claims = {
            manifest: record for manifest, files in others.items() if (record := files.get(name))
        }
        if name in self._before:
            claims[own] = self._before[name]
        true = [manifest for manifest, record in claims.items() if record.text == stands]
        return min(true or claims, default=own) == own

    def _manifests(self) -> dict[str, Mapping[str, Record]]:
        """What the manifests of the workbooks that share this folder hold, written or about to be,
        by their names."""
        found: dict[str, Mapping[str, Record]] = {}
        for name in self._others:
            manifest = parsed(bytes_of(self._out.folder / name))
            doing = {name: each for name, each in manifest.doing.items() if each}
            found[name] = {**manifest.files, **doing}
        return found

    def _check(self, name: str) -> None:
        if not _PLAIN_NAME.fullmatch(name) or name in (".", ".."):
            place = self._out.folder / name
            raise FileTrouble(
                f"{place}: is no name for a file in the drafts folder; check the row's ID"
            )

    def _was_sent(self, name: str, record: Record) -> bool:
        return self._count(name) > record.sent

    def _count(self, name: str) -> int:
        return self._sent.get(names.key_of(name), 0)

    def _retire(self, name: str, into: str) -> None:
        """A file that is no longer due: kept where it was sent or the user has worked on it."""
        record, found = self._known.pop(name), self._disk[name]
        if found is None:
            if into == DONE:
                self._was_moved(name, record)
            return
        beside = names.is_newer(name) and self._disk.has(names.main_of(name))
        if found == record.text and (into == STALE or beside):
            self._disk.delete(name)
            return
        target = self._disk.move(name, into)
        if into == DONE:
            self._done[target] = replace(record, name=name)

    def _was_moved(self, name: str, record: Record) -> None:
        """The user has moved it to done/: it is known there, or comes there from the one above."""
        path = f"{DONE}/{name}"
        above = dropped_above(self._where, name)
        if above and not self._disk.has(path):
            self._disk.rename(str(above), path)
        if self._disk.has(path):
            self._done[path] = replace(record, name=name)

    def _bring_back(self, name: str) -> None:
        """The draft that was sent for this very step, where the log says so no more: the user has
        taken the mark back."""
        about = names.label(name)
        if any(self._disk.has(each) for each in self._alike.get(about, ())):
            return
        for path in self._done_alike.get(about, ()):
            record = self._done[path]
            taken_back = self._count(record.name) <= record.sent
            if taken_back and self._disk.has(path) and not self._disk.has(record.name):
                self._disk.rename(path, record.name)
                self._known[record.name] = Record(record.text, record.sent)
                self._alike.setdefault(about, []).append(record.name)
                self._done_alike[about].remove(path)
                del self._done[path]
                return

    def _place(self, name: str, data: bytes) -> None:
        """A draft that is due. Unedited, it is brought up to date; else the newer version goes
        beside it."""
        self._bring_back(name)
        text, old = digest(data), self._standing(name)
        if self._disk[old] == text:
            # whoever wrote it: there is nothing of the user's to lose
            self._known[old] = Record(text)
        written = self._written(old)
        unedited = self._disk[old] == written
        if unedited and self._disk[name] in (None, written, text):
            self._keep(name, data)
        elif unedited:
            self._leave(name, name, data, "")
        else:
            self._leave(name, old, data, written or "")

    def _written(self, name: str) -> str | None:
        """The fingerprint that a sync has left there, None where none has."""
        return self._known[name].text if name in self._known else None

    def _standing(self, name: str) -> str:
        """The file that stands for this message of this row: the user's edited one first, else the
        one of that name."""
        ours = [
            each
            for each in self._alike.get(names.label(name), ())
            if not names.is_newer(each) and each in self._known and each not in self._next
        ]
        edited = [each for each in ours if self._is_edited(each)]
        here = [each for each in ours if each == name or self._disk.has(each)]
        here.sort(key=lambda each: each != name)
        return next(iter([*edited, *here, *ours]), name)

    def _is_edited(self, name: str) -> bool:
        return self._disk[name] not in (None, self._known[name].text)

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
            if self._disk.has(newer):
                self._note(name, newer)
        standing = [each for each in (name, newer) if each and self._disk.has(each)]
        self._show(
            wanted,
            standing[0] if standing else "",
            data,
        )

    def _note(self, name: str, newer: str) -> None:
        gone = not self._disk.has(name)
        done = "was deleted and stays so" if gone else "is edited and stays"
        self._out.notes.append(f"{self._label}/{name} {done}; the newer version is {newer}")

    def _offer(self, name: str, data: bytes) -> str:
        """Put the newer version beside the user's file, once; one that the user has worked on stays
        as well."""
        text, offered = digest(data), self._offered_beside(name)
        for each in offered:
            if self._is_edited(each):
                self._claim(each, self._known[each].text)
        for each in offered:
            if self._known[each].text == text:
                self._claim(each, text)
                return each
        spot = self._disk.first(
            names.beside(name),
            free=lambda each: each not in self._next and self._is_free(each, text),
        )
        if self._disk[spot] != text:
            self._disk.write(spot, data, "new beside")
        self._claim(spot, text)
        return spot

    def _offered_beside(self, name: str) -> list[str]:
        """The newer versions of that draft that were written so far."""
        alike = self._alike.get(names.label(name), ())
        newer = [each for each in alike if each in self._known and names.is_newer(each)]
        return [each for each in newer if names.main_of(each) == name]

    def _is_free(self, name: str, text: str) -> bool:
        return self._disk[name] in (None, text, self._written(name))

    def _claim(self, name: str, text: str) -> None:
        self._next[name] = Record(text, self._count(name))

    def _show(self, wanted: str, name: str, data: bytes) -> None:
        self._out.live[wanted] = name
        if not name:
            return
        kept = self._disk[name] != digest(data)
        self._out.texts[wanted] = self._disk.text(name) if kept else data

    def _generate(self, name: str, data: bytes) -> None:
        # byte for byte, line ends too: these are never the user's
        if bytes_of(self._out.folder / name) != data or not self._disk.has(name):
            self._disk.write(name, data)
        self._next[name] = Record(digest(data))

    def _load(self) -> tuple[dict[str, Record], dict[str, Record]]:
        """What earlier runs have written, and what of it lies in done/ by now."""
        self._out.manifest_before = bytes_of(self._out.folder / self._out.manifest_name)
        manifest = parsed(self._out.manifest_before)
        self._told_before = manifest.told
        there = self._out.folder
        done = {path: each for path, each in manifest.done.items() if lexists(there / path)}
        return reconciled(manifest, self._disk), done

    def _take_over(self, left: Left) -> None:
        """What the workbook has left under another name or in another folder goes on here: the
        drafts that stand there move along, and what was written is known."""
        elsewhere = left.folder != self._out.folder
        manifest = parsed(bytes_of(left.folder / manifest_of(left.workbook)))
        written = reconciled(manifest, Disk(left.folder))
        self._told_before |= manifest.told
        for name, record in written.items():
            if elsewhere:
                self._bring(left.folder / name, record)
            if names.parts_of(name) or not elsewhere:
                self._known.setdefault(name, record)
        if elsewhere:
            self._bring_sent(left.folder, manifest.done, written)
        else:
            self._done = {**manifest.done, **self._done}
        for name in (marks_of(left.workbook), manifest_of(left.workbook)):
            self._outlived.append(str(left.folder / name) if elsewhere else name)
        if any(map(names.parts_of, written)) or manifest.done:
            self._out.notes.append(
                left.told(
                    self._workbook,
                    self._label,
                    moved=elsewhere,
                )
            )

    def _bring(self, path: Path, record: Record) -> None:
        """A file from another folder: a draft moves here, or to stale/ where one of its name has
        come already; what is made anew each time is deleted there."""
        found = self._disk[str(path)]
        if found is None:
            return
        if not names.parts_of(path.name):
            self._older[path.name] = bytes_of(path)
            if found == record.text:
                self._outlived.append(str(path))
        elif not self._disk.has(path.name):
            self._disk.rename(str(path), path.name)
        elif found == record.text:
            self._disk.delete(str(path))
        else:
            self._disk.move(str(path), STALE)

    def _bring_sent(self, folder: Path, done: Mapping[str, Record], written: Iterable[str]) -> None:
        """The drafts that were sent from another folder, those moved to done/ by hand among them:
        what comes next answers them, and undo brings them back."""
        for path in sorted({*done, *(f"{DONE}/{name}" for name in written)}):
            if self._disk.has(str(folder / path)):
                target = self._disk.move(str(folder / path), DONE)
                if path in done:
                    self._done[target] = done[path]

    def _finish(self) -> None:
        doing: dict[str, Record | None] = {}
        for change in self._disk.changes:
            name = change.to if change.path.startswith(f"{DONE}/") else change.path
            if not Path(name).is_absolute():
                doing[name] = self._next.get(name)
        done = self._done_before | self._done
        self._out.pending = dumped(
            Manifest(
                self._before,
                doing,
                done,
                self._told_before,
            )
        )
        told = self._told_before | self._told
        if self._next or self._done or told or self._out.manifest_before:
            self._out.manifest = dumped(
                Manifest(
                    self._next,
                    {},
                    self._done,
                    told,
                )
            )


def page_of(folder: Path, workbook: str) -> Path:
    """The page that the workbook of that name has in its drafts folder."""
    manifest = parsed(bytes_of(folder / manifest_of(workbook)))
    pages = sorted(name for name in manifest.files if name.endswith(".html"))
    return folder / (pages[0] if pages else "index.html")


def _plain(path: str) -> str:
    """The name of a file in a folder below."""
    return path.rpartition("/")[2]
