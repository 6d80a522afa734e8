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
_MOST_ENTRIES, _MOST_FOLDERS = 200_000, 1_000
"""Entries of one folder, and folders in it, that are looked at."""


@dataclass(frozen=True, slots=True)
class Left:
    """Where a workbook has left its manifest: in which folder, and under which name of its own."""

    folder: Path
    workbook: str

    def told(self, workbook: str, label: str, *, moved: bool) -> str:
        """What comes of it, for the report; `moved` to another folder, which is called `label`."""
        stays = f"what is in stale/ and backups/ stays in {self.folder.name}/"
        if self.workbook != workbook:
            goes_on = f"{self.workbook} is gone; {workbook} goes on with its drafts in {label}"
            return f"{goes_on}; {stays}" if moved else goes_on
        return f"{self.folder.name}/: what you had edited or sent is in {label}/ now; {stays}"


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


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The manifests of a drafts folder by whose they are: the workbook's own, those of others that
    are `there`, and of such that are `gone`."""

    own: Sequence[_Found]
    there: Sequence[_Found]
    gone: Sequence[_Found]

    @property
    def is_begun(self) -> bool:
        """Whether the workbook's own drafts are there, and no run was killed on its way."""
        return any(each.is_done for each in self.own)

    def kin(self, companies: Mapping[str, str]) -> list[_Found]:
        """Those that this workbook has left under an earlier name."""
        if self.is_begun:
            return []
        return [each for each in self.gone if _is_kin(each, self.gone, companies)]


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
    found = _sorted(base, workbook)
    kin = found.kin(companies)
    folder = _folder(base, workbook.name, found, kin)
    left = [Left(each.folder, each.workbook) for each in kin]
    for before in _earlier_folders(home, folder, links):
        left += _left_in(before, workbook, companies)
    return Place(
        folder=folder,
        base=base,
        label=folder.relative_to(home).as_posix(),
        neighbours=neighbours_of(base, manifest_of(workbook.name)),
        others=tuple(each.name for each in found.there if each.folder == folder),
        left=() if found.is_begun else tuple(dict.fromkeys(left)),
        pages=tuple(_pages(found.there)),
    )


def _sorted(base: Path, workbook: Path) -> _Sorted:
    own, there, gone = [], [], []
    for each in _manifests(base):
        if each.workbook == workbook.name:
            own.append(each)
        elif os.path.lexists(workbook.with_name(each.workbook)):
            there.append(each)
        else:
            gone.append(each)
    return _Sorted(own, there, gone)


def _folder(base: Path, workbook: str, found: _Sorted, kin: Sequence[_Found]) -> Path:
    if found.own:
        return found.own[0].folder
    if not found.there or any(each.folder == base for each in kin):
        return base
    return base / _own_name(workbook, base, found.there)


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
            found = list(islice(entries, _MOST_ENTRIES))
    except OSError:
        return [], []
    manifests = [each.name for each in found if workbook_of(each.name)]
    folders = [folder / each.name for each in found if each.is_dir(follow_symlinks=False)]
    return sorted(manifests), sorted(folders)[:_MOST_FOLDERS]


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


def _earlier_folders(home: Path, folder: Path, links: Iterable[str]) -> Iterator[Path]:
    """The folders below the workbook's where its drafts stood so far, but for the one where they
    go."""
    for name in sorted({_parent(link) for link in links}):
        before = Path(os.path.normpath(home / name))
        inside = before != home and before.is_relative_to(home)
        if inside and before != folder and _same_disk(before, home):
            yield before


def _left_in(before: Path, workbook: Path, companies: Mapping[str, str]) -> list[Left]:
    """What the workbook has left there, under its name or an earlier one."""
    found = _sorted(before, workbook)
    mine = [
        *found.own,
        *(
            each
            for each in found.gone
            if _is_kin(
                each,
                found.gone,
                companies,
            )
        ),
    ]
    return [Left(before, each.workbook) for each in mine if each.folder == before]


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
