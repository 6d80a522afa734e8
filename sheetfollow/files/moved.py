"""Drafts that the user has moved to done/ by hand, which says that they were sent (spec 3, Marking
as sent). Reads the disk, writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import lexists
from pathlib import Path
from typing import NamedTuple

from sheetfollow.files import names
from sheetfollow.files.changes import Disk
from sheetfollow.files.look import bytes_of
from sheetfollow.files.manifest import manifest_of, parsed, reconciled
from sheetfollow.files.place import Place

DONE = "done"


class Moved(NamedTuple):
    """A draft that was moved: the `id` and `message` of its step as in file names, how often that
    message had been `sent` when it was written, and its file's `name`."""

    id: str
    message: str
    sent: int
    name: str


def moved_by_hand(place: Place, workbook: str) -> list[Moved]:
    """The drafts of that workbook that the user has moved to done/ since its last sync, to its own
    or to the one of the folder above. Raises FileTrouble where the folder cannot be looked into."""
    manifests = [(place.folder, manifest_of(workbook))]
    manifests += [(left.folder, manifest_of(left.workbook)) for left in place.left]
    found = [each for folder, name in manifests for each in _moved_in(folder, name, place)]
    return list(dict.fromkeys(found))


def _moved_in(folder: Path, manifest_name: str, place: Place) -> Iterator[Moved]:
    manifest = parsed(bytes_of(folder / manifest_name))
    for name, record in reconciled(manifest, Disk(folder)).items():
        path = f"{DONE}/{name}"
        if path in manifest.done or lexists(folder / name) or not names.parts_of(name):
            continue
        if lexists(folder / path) or dropped_above(place, name):
            yield Moved(*names.key_of(name), record.sent, name)


def dropped_above(place: Place, name: str) -> Path | None:
    """Where the draft of that name lies, if the user has moved it to the done/ that they see in the
    folder above its own: the one that Settings names. None for what is another workbook's."""
    path = place.base / DONE / name
    if place.base == place.folder or not lexists(path):
        return None
    return None if name in _known_above(place) else path


def _known_above(place: Place) -> Iterator[str]:
    """The drafts of the workbooks that have the folder above for their own."""
    for neighbour in place.neighbours:
        if neighbour.parent == place.base:
            manifest = parsed(bytes_of(neighbour))
            yield from manifest.files
            yield from manifest.doing
            yield from (record.name for record in manifest.done.values())


def is_back(place: Place, name: str) -> bool:
    """Whether a draft that was moved to done/ stands among the drafts again."""
    folders = (place.folder, *(left.folder for left in place.left))
    return bool(names.parts_of(name)) and any(lexists(folder / name) for folder in folders)
