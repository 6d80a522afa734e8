"""The files that drafts attach, work samples and written ideas: they lie beside the workbook; and
why one is refused (spec 6)."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PureWindowsPath

from sheetfollow.exceptions import MissingColumn, SheetfollowError
from sheetfollow.files.look import look
from sheetfollow.files.names import is_device
from sheetfollow.intake import workbook
from sheetfollow.letters.mail import carries_file
from sheetfollow.model import Draft, Task, whom
from sheetfollow.words.ideas import concept
from sheetfollow.xlsx import gate

LARGEST = 10 * 1024 * 1024
_OUTSIDE = "is outside the workbook's folder; copy it beside the workbook"
_HIDDEN = "is hidden or in a hidden folder; copy it beside the workbook under a plain name"
_NO_FILE = "is not there; give the name of a file beside the workbook, or a https link"
_UNREADABLE = "cannot be read; give the name of a file beside the workbook, or a https link"
_LARGE = "is larger than 10 MB; send a link instead"
_DRAFT = "is in the drafts folder; copy it beside the workbook"
_TRACKER = "is a tracker with all your interviews; name the file that you mean"


class _Refused(Exception):
    """A file that is not attached; the text says why and what to do."""


def read_samples(
    folder: Path, tasks: Iterable[Task], *, drafts: Path
) -> tuple[dict[str, bytes], dict[str, str]]:
    """{the name in the cell: the file's bytes} for the samples that were mentioned and the files
    that ideas name, and {task id: why one is refused}.

    A file is a regular one in the workbook's `folder` or below, of 10 MB at most; never one that is
    hidden, a tracker, or in the `drafts` folder. A link is no file and is left alone. What would
    lead elsewhere by its text alone is refused before anything touches it.
    """
    found: dict[str, bytes] = {}
    faults: dict[str, str] = {}
    refused: dict[str, str] = {}
    for task in tasks:
        for header, name in _named(task):
            if name not in found and name not in faults:
                try:
                    found[name] = _read(
                        folder.resolve(),
                        name,
                        drafts,
                    )
                except _Refused as fault:
                    faults[name] = str(fault)
            if name in faults:
                why = f"{header} {name[:100]!r} {faults[name]}"
                refused[task.id] = "; ".join(filter(None, (refused.get(task.id, ""), why)))
    return found, refused


def _named(task: Task) -> Iterator[tuple[str, str]]:
    """(header, file) for each file that the row names and that may go with a mail."""
    if task.work_sample and task.sample_mentioned and "://" not in task.work_sample:
        yield "Work sample", task.work_sample
    written = concept(task.idea)[1]
    if written and "://" not in written:
        yield "Idea to share", written


def told(drafts: Iterable[Draft], samples: Mapping[str, bytes]) -> Iterator[str]:
    """Each of the files that goes with a mail: its name, its size, and to whom it goes."""
    for draft in drafts:
        for name in draft.attached if carries_file(draft.mail) else ():
            size = _size(len(samples[name]))
            yield f"{name} ({size}) to {whom(draft.task.interviewer, draft.task.company)}"


def _size(count: int) -> str:
    return f"{count / (1 << 20):.1f} MB" if count >= 1 << 20 else f"{-(-count >> 10)} KB"


def _read(folder: Path, name: str, drafts: Path) -> bytes:
    """Raises _Refused."""
    if why := refused_by_text(name):
        raise _Refused(why)
    try:
        path = _spelled(folder / name.replace("\\", "/")).resolve()
        _check_place(path, folder, drafts)
        if not path.is_file():
            raise _Refused(_NO_FILE)
        if path.stat().st_size > LARGEST:
            raise _Refused(_LARGE)
        data = look(path, at_most=LARGEST)
    except (OSError, ValueError, SheetfollowError):
        raise _Refused(_UNREADABLE) from None
    if data is None:
        raise _Refused(_NO_FILE)
    if _is_tracker(data):
        raise _Refused(_TRACKER)
    return data


def refused_by_text(name: str) -> str:
    r"""Why a path is refused before anything touches it, "" where it is not: Windows logs in to
    the server that \\server\share\cv.pdf names, and waits for a device like COM1, as soon as
    anybody asks whether it is there."""
    path = PureWindowsPath(name)
    if path.drive or path.root:
        return _OUTSIDE
    if any(map(is_device, path.parts)):
        return _NO_FILE
    return _HIDDEN if any(map(_is_hidden, path.parts)) else ""


def _check_place(path: Path, folder: Path, drafts: Path) -> None:
    """The same where its links lead."""
    if not path.is_relative_to(folder):
        raise _Refused(_OUTSIDE)
    if path.is_relative_to(drafts.resolve()):
        raise _Refused(_DRAFT)
    if any(map(_is_hidden, path.relative_to(folder).parts)):
        raise _Refused(_HIDDEN)


def _spelled(path: Path) -> Path:
    """The path of the file of that name, in whichever of the two ways its é is written there."""
    if os.path.lexists(path) or not path.parent.is_dir():
        return path
    alike = sorted(each for each in path.parent.iterdir() if _composed(each) == _composed(path))
    return alike[0] if alike else path


def _composed(path: Path) -> str:
    return unicodedata.normalize("NFC", path.name)


def _is_hidden(part: str) -> bool:
    return part.startswith(".") and part not in (".", "..")


def _is_tracker(data: bytes) -> bool:
    """Whether it is a workbook that sync could work on, under whatever name."""
    if not data.startswith(b"PK"):
        return False
    try:
        gate.check(data)
        workbook.read(data)
    except MissingColumn:
        return True
    except SheetfollowError:
        return False
    return True
