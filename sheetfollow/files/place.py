"""Where the drafts of a workbook go, and what it has left elsewhere (spec 6).

The first or only workbook of a drafts folder has it for itself. Another one that is new to it gets
a folder of its own name in there; two that share one from earlier versions go on sharing. A
workbook that was renamed, or that was told another folder, takes along what it had.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from sheetfollow.files import names
from sheetfollow.files.look import bytes_of
from sheetfollow.files.manifest import manifest_of, parsed, workbook_of

_OWN_FOLDERS = ("done", "stale", "backups")
_MOST_FOLDERS = 1_000
"""Files and folders of one folder that are looked at."""


@dataclass(frozen=True, slots=True)
class Left:
    """Where a workbook has left its manifest: in which folder, and under which name of its own."""

    folder: Path
    workbook: str

    def told(self, workbook: str, label: str) -> str:
        """What comes of it, for the report."""
        if self.workbook != workbook:
            return f"{self.workbook} is gone; {workbook} goes on with its drafts in {label}"
        return (
            f"{self.folder.name}/: what you had edited is in {label}/ now; done, stale and backups"
            " stay"
        )


@dataclass(frozen=True, slots=True)
class Place:
    """The drafts folder of one workbook. `label` is its path from the workbook's folder, as people
    read it; `base` is the folder that Settings names, which may be the same. `neighbours` are all
    other manifests in there, `others` those in `folder` itself whose workbooks are there. `pages`
    are the pages of all the others: (workbook, path)."""

    folder: Path
    base: Path
    label: str = "drafts"
    neighbours: frozenset[Path] = frozenset()
    others: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    pages: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A manifest in the drafts folder or right below it."""

    folder: Path
    name: str
    files: Sequence[str]
    is_done: bool

    @property
    def workbook(self) -> str:
        return workbook_of(self.name)


def place_of(
    workbook: Path,
    wanted: str,
    *,
    companies: Mapping[str, str] = MappingProxyType({}),
    links: Iterable[str] = (),
) -> Place:
    """Where this workbook's drafts go. `workbook` is its real path, `wanted` the Drafts folder of
    its Settings. `companies` are those of its rows by their IDs: by them the drafts of a workbook
    that is gone are known as its own. `links` are where its rows' drafts stood so far, relative.
    Raises FileTrouble where a folder cannot be looked into."""
    home = workbook.parent
    base = home / wanted
    found = list(_manifests(base))
    own = [each for each in found if each.workbook == workbook.name]
    others = [each for each in found if each.workbook != workbook.name]
    there = [each for each in others if os.path.lexists(home / each.workbook)]
    gone = [each for each in others if each not in there]
    begun = any(each.is_done for each in own)
    kin = [] if begun else [each for each in gone if _is_kin(each, gone, companies)]
    folder = _folder(base, workbook.name, own, kin, there)
    earlier = [] if begun else _earlier(home, folder, workbook.name, links)
    left = (*(Left(each.folder, each.workbook) for each in kin), *earlier)
    return Place(
        folder=folder,
        base=base,
        label=folder.relative_to(home).as_posix(),
        neighbours=frozenset(each.folder / each.name for each in others),
        others=tuple(each.name for each in there if each.folder == folder),
        left=left,
        pages=tuple(_pages(there)),
    )


def _folder(
    base: Path,
    workbook: str,
    own: Sequence[_Found],
    kin: Sequence[_Found],
    there: Sequence[_Found],
) -> Path:
    if own:
        return own[0].folder
    if not there or any(each.folder == base for each in kin):
        return base
    return base / _own_name(workbook, base, there)


def _own_name(workbook: str, base: Path, there: Sequence[_Found]) -> str:
    """Without its suffix, unless that is another one's folder already, or no folder's name."""
    stem = PurePosixPath(workbook).stem
    taken = {each.folder for each in there}
    if stem in _OWN_FOLDERS or not names.is_portable(stem) or base / stem in taken:
        return workbook
    return stem


def _manifests(base: Path) -> Iterator[_Found]:
    for folder, name in _manifest_names(base):
        manifest = parsed(bytes_of(folder / name))
        records = {*manifest.files, *(key for key, record in manifest.doing.items() if record)}
        yield _Found(folder, name, sorted(records), is_done=not manifest.doing)


def _manifest_names(base: Path) -> Iterator[tuple[Path, str]]:
    """Those in the folder, then those right below it, in the order of their names."""
    here, folders = _listed(base)
    yield from ((base, name) for name in here)
    for folder in folders:
        if folder.name not in _OWN_FOLDERS:
            yield from ((folder, name) for name in _listed(folder)[0])


def _listed(folder: Path) -> tuple[list[str], list[Path]]:
    """(manifests, folders) in a folder, sorted; none of what cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            found = list(islice(entries, _MOST_FOLDERS))
    except OSError:
        return [], []
    manifests = [each.name for each in found if workbook_of(each.name)]
    folders = [folder / each.name for each in found if each.is_dir(follow_symlinks=False)]
    return sorted(manifests), sorted(folders)


def _is_kin(left: _Found, gone: Sequence[_Found], companies: Mapping[str, str]) -> bool:
    """Whether a workbook that is gone is this one under its earlier name: the drafts of one of its
    rows are there; or none at all, and nobody else is gone."""
    drafts = [parts for name in left.files if (parts := names.parts_of(name))]
    if not drafts:
        return len(gone) == 1
    return any(
        each.id in companies and names.slug(companies[each.id]).startswith(_company(each))
        for each in drafts
    )


def _company(draft: names.DraftName) -> str:
    return draft.stem.split("_")[1]


def _earlier(home: Path, folder: Path, workbook: str, links: Iterable[str]) -> list[Left]:
    """The folder below the workbook's where its drafts stood so far, where that is another one."""
    manifest = manifest_of(workbook)
    found = []
    for name in sorted({_parent(link) for link in links}):
        before = Path(os.path.normpath(home / name))
        inside = name and before != home and before.is_relative_to(home) and before != folder
        if inside and _same_disk(before, home) and bytes_of(before / manifest):
            found.append(Left(before, workbook))
    return found


def _parent(link: str) -> str:
    path = PurePosixPath(unquote(link).replace("\\", "/"))
    return "" if path.is_absolute() or ":" in path.parts[0] else path.parent.as_posix()


def _same_disk(folder: Path, home: Path) -> bool:
    try:
        return folder.lstat().st_dev == home.stat().st_dev and not folder.is_symlink()
    except OSError:
        return False


def _pages(there: Sequence[_Found]) -> Iterator[tuple[str, Path]]:
    """The page of each of the other workbooks."""
    for each in there:
        for name in each.files:
            if name.endswith(".html"):
                yield each.workbook, each.folder / name


def neighbours_of(base: Path, manifest: str) -> frozenset[Path]:
    """The manifests in a drafts folder and right below it but those of that name."""
    return frozenset(folder / name for folder, name in _manifest_names(base) if name != manifest)
