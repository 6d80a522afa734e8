"""What names the parts: relationships of the workbook, and content types (spec 7)."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass

from sheetfollow.xlsx.proof.book import (
    Book,
    Relationship,
    fail,
    kind,
    relationships_part,
    tree,
    without,
)

TYPES = "[Content_Types].xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def prove_types(before: Book, after: Book, gone: str, came: Mapping[str, str]) -> None:
    """Raises WouldLoseContent unless each part that came has its content type, the one that went
    has none, and all others have theirs. `came` tells the types, `gone` is "" for none."""
    if _around_types(before) != _around_types(after):
        fail(TYPES, "more than a content type differs")
    old, new = _types(before), _types(after)
    fine = {_OF_RELATIONSHIPS, *(_default(part, says) for part, says in came.items())}
    for each in old - new:
        if not each.names(gone):
            fail(TYPES, f"the content type of {each.key} differs")
    for each in new - old - fine:
        if not any(each.names(part) for part in came):
            fail(TYPES, f"the content type of {each.key} is new")
    for part, says in came.items():
        if _type_of(part, new) != says:
            fail(TYPES, f"{part} has no content type")


def _around_types(book: Book) -> bytes:
    return without(without(book.read(TYPES), b"Override"), b"Default")


def prove_relationships(before: Book, after: Book, gone: str, came: Collection[str]) -> None:
    """Raises WouldLoseContent unless the workbook refers to what it did, but for the part that
    went, and once to each that came."""
    book = before.workbook
    name = before.find(relationships_part(book)) or relationships_part(book)
    if _around(before, name) != _around(after, name):
        fail(name, "more than a relationship differs")
    old, new = before.relationships(book), after.relationships(book)
    left = {
        key: each
        for key, each in old.items()
        if not _leads_to(
            before,
            each,
            gone,
        )
    }
    if _known(new, old) != left:
        fail(name, "a relationship came, went or differs")
    targets = [after.follow(book, each) for each in new.values()]
    for part in came:
        if targets.count(part) != 1:
            fail(name, f"{part} is not referred to once")
    _prove_new(
        after,
        name,
        new.keys() - old.keys(),
        came,
    )


def _known(new: Mapping[str, Relationship], old: Container[str]) -> dict[str, Relationship]:
    """The relationships whose ids were there before."""
    return {key: each for key, each in new.items() if key in old}


def _prove_new(after: Book, name: str, identities: set[str], came: Collection[str]) -> None:
    known = after.relationships(after.workbook)
    for identity in identities:
        if after.follow(after.workbook, known[identity]) not in came:
            fail(name, f"the relationship {identity} is new")


def _around(book: Book, name: str) -> bytes:
    return without(book.read(name), b"Relationship")


def _leads_to(book: Book, relationship: Relationship, part: str) -> bool:
    return bool(part) and book.follow(book.workbook, relationship) == part


@dataclass(frozen=True, slots=True)
class _Type:
    """A content type: of one part, or of all with an extension."""

    form: str
    key: str
    says: str

    def names(self, part: str) -> bool:
        """Whether it is that of one part, whatever the case of its name; never for ""."""
        return bool(part) and self.form == "Override" and self.key == f"/{part}".lower()


_OF_RELATIONSHIPS = _Type(
    "Default", "rels", "application/vnd.openxmlformats-package.relationships+xml"
)


def _default(part: str, says: str) -> _Type:
    """The type of a part as one of all with its extension."""
    return _Type(
        "Default",
        part.rpartition(".")[2].lower(),
        says,
    )


def _type_of(part: str, types: set[_Type]) -> str:
    """The content type that a part has, "" for none."""
    own = [each.says for each in types if each.names(part)]
    extension = part.rpartition(".")[2].lower()
    all_ = [each.says for each in types if each.form == "Default" and each.key == extension]
    return next(iter([*own, *all_]), "")


def _types(book: Book) -> set[_Type]:
    found = set()
    for each in tree(book.read(TYPES), TYPES):
        key = each.get("PartName") or each.get("Extension") or ""
        found.add(
            _Type(
                kind(each),
                key.lower(),
                each.get("ContentType", ""),
            )
        )
    return found


def type_of(book: Book, part: str) -> str:
    """The content type of a part of a package, "" for none."""
    return _type_of(part, _types(book))
