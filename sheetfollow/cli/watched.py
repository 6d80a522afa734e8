"""When a watched workbook is to be synced: after each save, when it is closed, when a draft was
edited, and when the day changes (spec 8, watch). It looks at the disk, not at events: those only
say when to look, so that nothing is missed where they don't come."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sheetfollow.cli.arguments import workbooks_in
from sheetfollow.cli.output import words_of
from sheetfollow.exceptions import SheetfollowError, StaleWorkbook, WorkbookBusy

if TYPE_CHECKING:
    from sheetfollow.outputs.report import Report
    from sheetfollow.pipeline import Work

A_MOMENT = 0.08
"""Seconds that all must stand still before anything is written. In each save LibreOffice takes its
lock away for a hundredth of a second, and other programs write a file in pieces."""

_MOST_IN_A_ROW = 5
"""Syncs without a pause that each find something to change."""

_DRAFT_SUFFIXES = (".txt", ".eml")
_DONE = "done"


@dataclass(frozen=True)
class _Sight:
    """What was seen in one look; `book` is None where there is none, `drafts` are the signatures
    of the draft files, and of the marks that are kept, by their path."""

    day: date
    is_open: bool
    book: tuple[int, int, int] | None
    drafts: frozenset[tuple[str, int, int]]


class Watched:
    """One workbook under watch.

    `now` is the clock, `ticks` counts seconds and `pause` lets so many pass, `say` gets each line
    for the user and `complain` each error; `done` is called with the report of each sync that
    changed something.
    """

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], datetime],
        ticks: Callable[[], float],
        pause: Callable[[float], None],
        say: Callable[[str], None],
        complain: Callable[[str], None],
        done: Callable[[Report], None],
    ) -> None:
        self.path = path
        self.folder: Path | None = None
        self._now, self._ticks, self._pause = now, ticks, pause
        self._say, self._complain, self._done = say, complain, done
        self._settled: _Sight | None = None
        self._prepared: Work | None = None
        self._begun = False
        self._in_a_row = 0
        self._last: _Sight | None = None
        self._since = 0.0
        self._hash = ""
        self._file: tuple[int, int, int] | None = None
        self._told: set[str] = set()

    def folders(self) -> Iterator[Path]:
        """Those in which something may happen, as far as they are there."""
        yield self.path.resolve().parent
        yield from (each for each in self._draft_folders() if each.is_dir())

    def _draft_folders(self) -> Iterator[Path]:
        """The drafts folder, its done/, and the done/ above it where several workbooks have a
        folder each: a draft is moved to the one or the other."""
        if self.folder:
            yield from (self.folder, self.folder / _DONE)
            if self.folder.parent != self.path.resolve().parent:
                yield self.folder.parent / _DONE

    def look(self) -> bool:
        """Look once, and sync where there is a reason; what is seen must stand still for a moment
        before anything comes of it. Whether to look again in a moment."""
        seen = self._see()
        if seen != self._last:
            self._last, self._since = seen, self._ticks()
        if seen == self._settled:
            return False
        if seen.book is None and self._goes_on():
            return True
        if seen.is_open:
            if self._begun and self._moment_left():
                return True
            self._while_open()
            self._settled = seen
            return False
        return self._sync(seen)

    def look_again(self) -> None:
        """Another hand of this program has synced: look whether anything is left to do."""
        self._settled = None
        self._hash = _hash(self.path)

    def _moment_left(self) -> float:
        """Seconds that what is seen must go on standing still."""
        return max(0.0, self._since + A_MOMENT - self._ticks())

    def _goes_on(self) -> bool:
        """Whether the workbook that is not there may come back at once, as in some programs' way to
        save, or goes on under another name in its folder."""
        if self._begun and self._moment_left():
            return True
        renamed = self._renamed()
        if renamed:
            self._say(f"{self.path} is called {renamed.name} now; I go on with that")
            self.path, self._settled = renamed, None
        return renamed is not None

    def _renamed(self) -> Path | None:
        """The workbook's new name, None where it is gone or still open under the old one."""
        from sheetfollow import files

        if not self._file or files.is_open(self.path):
            return None
        with suppress(OSError):
            return next(filter(self.was, workbooks_in(self.path.parent)), None)
        return None

    def was(self, path: Path) -> bool:
        """Whether that file had the workbook's name before, and nothing has it now. A file that
        only got the place of a deleted one on the disk has another time and length."""
        return _signature(path) == self._file and not self.path.exists()

    def _sync(self, seen: _Sight) -> bool:
        """All is worked out while the workbook is open still, else while the moment passes, so that
        nobody waits for both."""
        from sheetfollow import files, pipeline

        prepared = self._prepared_for(seen)
        try:
            report = pipeline.sync(
                self.path,
                moment=self._now(),
                prepared=prepared,
                ready=lambda: self._stand_still(seen),
            )
        except StaleWorkbook:
            return True  # saved meanwhile: look again
        except WorkbookBusy as error:
            if not files.is_open(self.path):
                self._error(str(error))
            return False  # not settled: it is tried again at the next look
        except Exception as error:
            return self._failed(seen, error)
        self._told.clear()
        self.folder = Path(report.drafts)
        changed = report.has_changed
        self._report(report, changed)
        self._begun, self._hash = True, _hash(self.path)
        # what was worked out a while ago is looked at once more
        return self._settle(seen, changed or prepared is not None)

    def _prepared_for(self, seen: _Sight) -> Work | None:
        """What was prepared while the workbook was open, where nothing has happened since."""
        prepared, self._prepared = self._prepared, None
        is_same = self._settled == replace(seen, is_open=True)
        return prepared if is_same else None

    def _stand_still(self, seen: _Sight) -> None:
        """Let the moment pass. Raises StaleWorkbook where there is another sight then, that of an
        open workbook among them."""
        self._pause(self._moment_left())
        if self._see() != seen:
            raise StaleWorkbook(f"{self.path}: saved or opened meanwhile")

    def _failed(self, seen: _Sight, error: Exception) -> bool:
        """What was half-written when it was read is no error: it is read again."""
        try:
            self._stand_still(seen)
        except StaleWorkbook:
            return True
        self._error(words_of(error))
        self._settled = seen
        return False

    def _settle(self, seen: _Sight, changed: bool) -> bool:
        """Only what was seen before a sync that changed nothing is settled: what somebody does
        while a sync writes is seen by the next one."""
        self._in_a_row = self._in_a_row + 1 if changed else 0
        if changed and self._in_a_row < _MOST_IN_A_ROW:
            self._settled = None
            return True
        self._settled = self._see() if changed else seen
        return False

    def _while_open(self) -> None:
        """Nothing is written but the marks of drafts that were moved to done/; what there will be
        to write is prepared."""
        from sheetfollow import pipeline

        if not self._begun:
            self._begun = True
            self._once(f"{self.path}: open; I sync when you close it")
            self._hash = _hash(self.path)
            with suppress(SheetfollowError):
                self.folder = pipeline.drafts_folder(self.path)
        elif _hash(self.path) != self._hash:
            self._once(f"{self.path}: saved; I sync when you close it")
        self._prepared = None
        try:
            for line in pipeline.keep_moved(self.path, self._now()):
                self._say(f"  {line}")
            self._prepared = pipeline.prepare(self.path, moment=self._now())
        except Exception as error:
            self._error(words_of(error))

    def _report(self, report: Report, changed: bool) -> None:
        if changed or not self._begun:
            self._say(report.line())
        for line in report.logged:
            self._say(f"  logged: {line}")
        if changed:
            self._done(report)

    def _error(self, text: str) -> None:
        if text not in self._told:
            self._told.add(text)
            self._complain(text)

    def _once(self, text: str) -> None:
        if text not in self._told:
            self._told.add(text)
            self._say(text)

    def _see(self) -> _Sight:
        from sheetfollow import files

        book = _signature(self.path)
        self._file = book or self._file
        return _Sight(
            day=self._now().date(),
            is_open=files.is_open(self.path),
            book=book,
            drafts=frozenset(self._drafts()),
        )

    def _drafts(self) -> Iterator[tuple[str, int, int]]:
        """The draft files, and the marks that are kept; not what every sync makes anew."""
        for folder in self._draft_folders():
            try:
                with os.scandir(folder) as entries:
                    for each in entries:
                        if each.name.endswith((*_DRAFT_SUFFIXES, f"{self.path.name}.marks.json")):
                            known = each.stat(follow_symlinks=False)
                            yield each.path, known.st_mtime_ns, known.st_size
            except OSError:
                continue


def _signature(path: Path) -> tuple[int, int, int] | None:
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_ino, known.st_mtime_ns, known.st_size


def _hash(path: Path) -> str:
    from sheetfollow import files

    try:
        return hashlib.sha256(files.read(path)).hexdigest()
    except SheetfollowError:
        return ""
