"""Several workbooks side by side: one process for each processor, each workbook's outcome its own
(spec 8)."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

Outcome = TypeVar("Outcome")
_MOST = 61
"""Processes that Windows can wait for at once."""


def side_by_side(
    job: Callable[[Path], Outcome], workbooks: Sequence[Path], *, processes: int
) -> Iterator[Outcome | None]:
    """What `job` makes of each workbook, so many at a time, in the order given; None where its
    process died.

    `job` goes to other processes, so it must be picklable, and should not raise.
    """
    with _pool(min(processes, len(workbooks), _MOST)) as pool:
        running = [pool.submit(job, each) for each in workbooks]
        try:
            for workbook, future in zip(workbooks, running, strict=True):
                yield _outcome(future) or _alone(job, workbook)
        finally:
            pool.shutdown(cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, initializer=_finish_what_is_begun)


def _finish_what_is_begun() -> None:
    """Ctrl-C is the parent's alone: it cancels what has not begun, and no child stops in the middle
    of a workbook."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _outcome(future: Future[Outcome]) -> Outcome | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _alone(job: Callable[[Path], Outcome], workbook: Path) -> Outcome | None:
    """Once more in a process of its own: one that dies takes its whole pool along, though the
    others did no harm."""
    with _pool(1) as pool:
        return _outcome(pool.submit(job, workbook))
