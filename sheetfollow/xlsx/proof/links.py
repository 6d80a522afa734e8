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
    local,
    relationships_part,
    tree,
    without,
)
from sheetfollow.xlsx.proof.grid import Grid

_HYPERLINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink",
)
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
        is_url = re.match("[A-Za-z][A-Za-z0-9+.-]+:", link)
        plain = (
            full.isascii()
            and not re.search(r"[\s<>\"{}|^`\\]", full)
            and (is_url or "#" not in target)
        )
        return plain and unquote(full) == unquote(link if is_url else link.replace("\\", "/"))


def prove_links(
    part: str, old: Grid, new: Grid, before: Book, after: Book, wanted: Mapping[str, str]
) -> None:
    """Raises WouldLoseContent unless the hyperlinks are as they were, and those of `wanted` cells
    as asked."""
    was, is_ = _links(old, before, part), _links(new, after, part)
    ours = set(wanted)
    if [link for link in was if link.cell not in ours] != [
        link for link in is_ if link.cell not in ours
    ]:
        fail(part, "a hyperlink that no edit asked for came, went or changed")
    had, has = _by_cell(was), _by_cell(is_)
    for cell, link in wanted.items():
        found = has.get(cell, [])
        if bool(found) != bool(link) or (found and not found[0].leads_to(link)):
            fail(
                f"{part}!{cell}",
                f"its hyperlink should lead to {link!r}"
                if link
                else "its hyperlink is still there",
            )
        if found:
            _prove_kept(part, cell, had.get(cell, []), found)
    _prove_relationships(part, before, after, [*was, *is_], is_, ours)


def _by_cell(links: list[_Link]) -> dict[str, list[_Link]]:
    found: dict[str, list[_Link]] = {}
    for link in links:
        found.setdefault(link.cell, []).append(link)
    return found


def _prove_kept(part: str, cell: str, was: list[_Link], found: list[_Link]) -> None:
    """A hyperlink that leads elsewhere keeps its tooltip and the like."""
    kept = [
        {k: v for k, v in each.attributes.items() if k != "location"}
        for each in [*was[:1], found[0]]
    ]
    if (
        len(found) != max(1, len(was))
        or kept[0] != kept[-1]
        or (not was and set(kept[0]) != {"ref"})
    ):
        fail(f"{part}!{cell}", "its hyperlink lost something beside its target")


def _prove_relationships(
    part: str, before: Book, after: Book, all_: list[_Link], is_: list[_Link], ours: set[str]
) -> None:
    """Only hyperlinks of the edited cells may lose, gain or change a relationship."""
    old, new = before.relationships(part), after.relationships(part)
    free = {link.id for link in all_ if link.cell in ours}
    held = {link.id for link in is_ if link.cell not in ours}
    for identity in old.keys() | new.keys():
        one, other = old.get(identity), new.get(identity)
        if one == other:
            continue
        kinds = {each.kind in _HYPERLINKS for each in (one, other) if each}
        if identity not in free or identity in held or kinds != {True}:
            fail(part, f"its relationship {identity} differs")
    name = relationships_part(part)
    if before.find(name):
        _prove_frame(before.find(name) or "", before, after)
    elif after.find(name):
        root = tree(after.read(name), name)
        if root.tag != f"{_PACKAGE}Relationships" or {each.tag for each in root} != {
            f"{_PACKAGE}Relationship"
        }:
            fail(name, "is no list of relationships")
    used = {link.id for link in is_}
    for identity in new.keys() - old.keys():
        if identity not in used:
            fail(part, f"its relationship {identity} belongs to nothing")


def _prove_frame(name: str, before: Book, after: Book) -> None:
    if without(before.read(name), b"Relationship") != without(after.read(name), b"Relationship"):
        fail(name, "more than a relationship differs")


def _links(grid: Grid, book: Book, part: str) -> list[_Link]:
    """The hyperlinks of a sheet in their order."""
    if b"hyperlink" not in grid.tail:
        return []
    known, found = book.relationships(part), []
    for element in grid.frame().iter():
        if isinstance(element.tag, str) and local(element.tag) == "hyperlink":
            identity = next(
                (value for name, value in element.attrib.items() if name.endswith("}id")), ""
            )
            own = {
                name: value for name, value in element.attrib.items() if not name.endswith("}id")
            }
            found.append(_Link(own, identity, known.get(identity)))
    return found
