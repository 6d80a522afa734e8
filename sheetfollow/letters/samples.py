"""The work samples that drafts attach: files beside the workbook, and why one is refused (spec
6)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sheetfollow.model import Task

LARGEST = 10 * 1024 * 1024


def read_samples(folder: Path, tasks: Iterable[Task]) -> tuple[dict[str, bytes], dict[str, str]]:
    """{the cell's text: the file's bytes} for the samples that were mentioned, and {task id: why
    one is refused}.

    A sample is a file in the workbook's `folder` or below, of 10 MB at most; a link is no file and
    is left alone.
    """
    found: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for task in tasks:
        name = task.work_sample
        if not name or not task.sample_mentioned or "://" in name or name in found:
            continue
        fault, path = _fault(folder.resolve(), name)
        if fault:
            refused[task.id] = f"Work sample {name!r} {fault}"
        else:
            found[name] = path.read_bytes()
    return found, refused


def _fault(folder: Path, name: str) -> tuple[str, Path]:
    try:
        path = (folder / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(folder):
            return "is outside the workbook's folder; copy it beside the workbook", path
        if not path.is_file():
            return (
                "is not there; give the name of a file beside the workbook, or a https link",
                path,
            )
        if path.stat().st_size > LARGEST:
            return "is larger than 10 MB; send a link instead", path
    except (OSError, ValueError):
        return (
            "cannot be read; give the name of a file beside the workbook, or a https link",
            folder,
        )
    return "", path
