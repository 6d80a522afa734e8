"""A folder as it stands on the disk, to be compared with what it was."""

from __future__ import annotations

from pathlib import Path


def tree(home: Path) -> dict[str, bytes]:
    """Every file of the folder by its path in it."""
    return {
        each.relative_to(home).as_posix(): each.read_bytes()
        for each in home.rglob("*")
        if each.is_file()
    }


def texts(home: Path) -> set[str]:
    """What those files say."""
    return {data.decode(errors="replace") for data in tree(home).values()}
