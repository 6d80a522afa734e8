"""Marks that are on their way into the workbook, kept beside its drafts: durable before anything
else happens, gone only once the workbook holds them (spec 3, Marking as sent)."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sheetfollow.exceptions import FileTrouble
from sheetfollow.files.lock import folder_locked
from sheetfollow.files.look import bytes_of, real_place
from sheetfollow.files.os_errors import in_words
from sheetfollow.files.pen import Pen, flush_folder
from sheetfollow.files.place import Place
from sheetfollow.model import Mark

_SUFFIX = ".marks.json"
_TEXTS = ("id", "message", "channel", "company", "job_title", "interviewer")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a drafts folder keeps for one workbook: the marks that it does not hold yet, and those
    of the `last` command or click, which can be taken back."""

    kept: tuple[Mark, ...] = ()
    last: tuple[Mark, ...] = ()

    def with_new(self, marks: Iterable[Mark]) -> Marks:
        """These marks kept, too, each once, as those of the last command."""
        new = tuple(marks)
        return Marks(tuple(dict.fromkeys((*self.kept, *new))), new)

    def with_found(self, found: Marks) -> Marks:
        """Those kept, too, whose step is not kept already: the user has moved drafts to done/ by
        hand, or the workbook had another name or folder. What a command marked since is last."""
        known = {_step(mark) for mark in self.kept}
        new = [mark for mark in found.kept if _step(mark) not in known]
        return Marks((*self.kept, *new), self.last or found.last)

    def without(self, settled: Collection[Mark]) -> Marks:
        """Without those that are settled."""
        return replace(self, kept=tuple(mark for mark in self.kept if mark not in settled))


NO_MARKS = Marks()


def _step(mark: Mark) -> tuple[str, str, int]:
    return mark.id, mark.message, mark.logged


def read_marks(folder: Path, workbook: str) -> Marks:
    """The marks that the drafts folder keeps for the workbook of that name. Raises FileTrouble
    where they cannot be read, since a mark that is lost is a message sent twice."""
    place = _place(folder, workbook)
    data = bytes_of(place)
    if not data:
        return NO_MARKS
    try:
        found = json.loads(data)
        return Marks(_marks(found["kept"]), _marks(found["last"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FileTrouble(
            f"{place}: is damaged, and with it the marks that it keeps; look into it, delete it,"
            " then mark again what is not in the log"
        ) from None


def marks_left(place: Place) -> Marks:
    """Those where the workbook had its drafts before, or under its earlier name. Raises as
    `read_marks`."""
    found = NO_MARKS
    for left in place.left:
        found = found.with_found(read_marks(left.folder, left.workbook))
    return found


def marks_known(place: Place, workbook: str) -> Marks:
    """All that are kept for the workbook of that name, wherever. Raises as `read_marks`."""
    return read_marks(place.folder, workbook).with_found(marks_left(place))


def change_marks(workbook: Path, place: Place, change: Callable[[Marks], Marks]) -> Marks:
    """Change what is kept for the workbook, durable when this returns; what is kept by then. What
    it has left elsewhere is brought here first. Raises as `folder_locked` and `read_marks` do."""
    name = real_place(workbook).name
    with folder_locked(workbook), in_words(place.folder):
        pen, left = Pen(real_place(workbook)), marks_left(place)
        if left != NO_MARKS:
            write_marks(pen, name, place.folder, lambda own: own.with_found(left))
            for each in place.left:
                _place(each.folder, each.workbook).unlink(missing_ok=True)
        return write_marks(pen, name, place.folder, change)


def write_marks(pen: Pen, workbook: str, folder: Path, change: Callable[[Marks], Marks]) -> Marks:
    """The same for one who holds the folder's lock. Raises OSError."""
    before = read_marks(folder, workbook)
    after = change(before)
    if after != before:
        pen.make_folder(folder)
        pen.write(_place(folder, workbook), _dumped(after))
        flush_folder(folder)
    return after


def _place(folder: Path, workbook: str) -> Path:
    return folder / marks_of(workbook)


def marks_of(workbook: str) -> str:
    """The name of the file in a drafts folder that keeps a workbook's marks."""
    return f".{workbook}{_SUFFIX}"


def _marks(found: Any) -> tuple[Mark, ...]:
    return tuple(_mark(each) for each in found)


def _mark(found: Any) -> Mark:
    """Raises ValueError, KeyError or TypeError for what is none."""
    texts = {key: found[key] for key in _TEXTS} | {"draft": found.get("draft", "")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError
    return Mark(
        **texts,
        day=date.fromisoformat(found["day"]),
        logged=int(found["logged"]),
    )


def _dumped(marks: Marks) -> bytes:
    content = {"kept": _entries(marks.kept), "last": _entries(marks.last)}
    return (json.dumps(content, indent=1) + "\n").encode()


def _entries(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    return [asdict(mark) | {"day": mark.day.isoformat()} for mark in marks]
