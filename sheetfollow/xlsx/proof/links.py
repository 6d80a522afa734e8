"""The hyperlinks of a sheet before and after, with their targets (spec 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from sheetfollow.xlsx.proof.book import (
    Book,
    Relationship,
    fail,
    identity_of,
    kind,
    relationships_part,
    tree,
    without,
)
from sheetfollow.xlsx.proof.grid import Grid

_HYPERLINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink",
)
_BLOCK = re.compile(rb"<((?:[\w.-]+:)?)hyperlinks(?:\s[^>]*?)?(?:/>|>.*?</\1hyperlinks\s*>)", re.S)
_URL = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")
_NOT_IN_URI = re.compile(r"[\s<>\"{}|^`\\]")
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class _Link:
    """A hyperlink: its own attributes, the id of its relationship, and that relationship."""

    attributes: dict[str, str]
    id: str
    relationship: Relationship | None

    @property
    def cell(self) -> str:
        return self.attributes.get("ref", "").upper()

    def leads_to(self, link: str) -> bool:
        location = self.attributes.get("location", "")
        if link.startswith("#"):
            return self.relationship is None and location == link[1:]
        if self.relationship is None or self.relationship.mode != "External":
            return False
        target = self.relationship.target
        full = f"{target}#{location}" if location else target
        is_url = _URL.match(link) is not None
        wanted = link if is_url else link.replace("\\", "/")
        return _is_written_plainly(target, full, is_url=is_url) and unquote(full) == unquote(wanted)


def _is_written_plainly(target: str, full: str, *, is_url: bool) -> bool:
    """Whether a target holds only what a URI may, and as a path no fragment."""
    if not full.isascii() or _NOT_IN_URI.search(full):
        return False
    return is_url or "#" not in target


def prove_links(
    part: str,
    old: Grid,
    new: Grid,
    before: Book,
    after: Book,
    wanted: Mapping[str, str],
) -> None:
    """Raises WouldLoseContent unless the hyperlinks are as they were, and those of `wanted` cells
    as asked."""
    was = _links(old, before, part)
    is_ = _links(new, after, part)
    ours = set(wanted)
    if _beside(was, ours) != _beside(is_, ours):
        fail(part, "a hyperlink that no edit asked for came, went or changed")
    had, has = _by_cell(was), _by_cell(is_)
    for cell, link in wanted.items():
        _prove_wanted(
            part,
            cell,
            link,
            had.get(cell, []),
            has.get(cell, []),
        )
    free = {link.id for link in [*was, *is_] if link.cell in ours}
    held = {link.id for link in is_ if link.cell not in ours}
    _prove_relationships(part, before, after, free - held)
    _prove_used(part, before, after, is_)
    _prove_list(part, before, after)


def _beside(links: list[_Link], cells: set[str]) -> list[_Link]:
    return [link for link in links if link.cell not in cells]


def _by_cell(links: list[_Link]) -> dict[str, list[_Link]]:
    found: dict[str, list[_Link]] = {}
    for link in links:
        found.setdefault(link.cell, []).append(link)
    return found


def _prove_wanted(part: str, cell: str, link: str, was: list[_Link], found: list[_Link]) -> None:
    """The cell has the link that was asked for, or none where "" was asked."""
    place = f"{part}!{cell}"
    if not link:
        if found:
            fail(place, "its hyperlink is still there")
        return
    if not found or not found[0].leads_to(link):
        fail(place, f"its hyperlink should lead to {link!r}")
    kept = _without_location(found[0])
    had = _without_location(was[0]) if was else {"ref": kept.get("ref")}
    if len(found) != max(1, len(was)) or kept != had:
        fail(place, "its hyperlink lost something beside its target")


def _without_location(link: _Link) -> dict[str, str]:
    """The attributes of a link that do not say where it leads, like its tooltip."""
    return {key: value for key, value in link.attributes.items() if key != "location"}


def _prove_relationships(part: str, before: Book, after: Book, free: set[str]) -> None:
    """Only hyperlinks of the edited cells, whose ids are `free`, may lose, gain or change a
    relationship."""
    old = before.relationships(part)
    new = after.relationships(part)
    for identity in old.keys() | new.keys():
        one, other = old.get(identity), new.get(identity)
        if one == other:
            continue
        links = all(each.kind in _HYPERLINKS for each in (one, other) if each)
        if identity not in free or not links:
            fail(part, f"its relationship {identity} differs")


def _prove_used(part: str, before: Book, after: Book, links: list[_Link]) -> None:
    used = {link.id for link in links}
    old = before.relationships(part)
    for identity in after.relationships(part):
        if identity not in old and identity not in used:
            fail(part, f"its relationship {identity} belongs to nothing")


def _prove_list(part: str, before: Book, after: Book) -> None:
    """The part that lists the relationships is as it was around them; a new one is a list of
    relationships and nothing else."""
    name = relationships_part(part)
    had, has = before.find(name), after.find(name)
    if had:
        if without(before.read(had), b"Relationship") != without(after.read(had), b"Relationship"):
            fail(had, "more than a relationship differs")
    elif has:
        root = tree(after.read(has), has)
        tags = {each.tag for each in root}
        if root.tag != f"{_PACKAGE}Relationships" or tags != {f"{_PACKAGE}Relationship"}:
            fail(has, "is no list of relationships")


def _links(grid: Grid, book: Book, part: str) -> list[_Link]:
    """The hyperlinks of a sheet in their order."""
    if b"hyperlink" not in grid.tail:
        return []
    known = book.relationships(part)
    blocks = grid.parse([block[0] for block in _BLOCK.finditer(grid.tail)])
    found = []
    for element in (each for block in blocks for each in block.iter()):
        if kind(element) == "hyperlink":
            identity = identity_of(element)
            own = {key: value for key, value in element.attrib.items() if not key.endswith("}id")}
            found.append(_Link(own, identity, known.get(identity)))
    return found
