"""What names the parts: relationships of the workbook, content types, and the chain of calculation
(spec 7)."""

from __future__ import annotations

from dataclasses import dataclass

from sheetfollow.xlsx.proof.book import Book, fail, kind, relationships_part, tree, without

TYPES = "[Content_Types].xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def prove_references(before: Book, after: Book, chain: str, styles: str) -> None:
    """Raises WouldLoseContent unless the parts that came and went, and no others, are named or
    named no more."""
    gone = chain if chain and chain not in after.entries else ""
    added = styles if styles and styles not in before.entries else ""
    _prove_relationships(before, after, gone, added)
    _prove_types(before, after, gone, added)


def _prove_types(before: Book, after: Book, gone: str, added: str) -> None:
    """Each part that came has its content type, and what went has none; the rest is as it was."""
    if _around_types(before) != _around_types(after):
        fail(TYPES, "more than a content type differs")
    old, new = _types(before), _types(after)
    lost = old - new - {each for each in old if each.names(gone)}
    found = new - old - {each for each in new if each.names(added)} - {_OF_RELATIONSHIPS}
    if lost or found:
        fail(TYPES, "a content type differs")
    if added and not any(each.names(added) and each.says == STYLES_TYPE for each in new):
        fail(TYPES, f"{added} has no content type")


def _around_types(book: Book) -> bytes:
    return without(without(book.read(TYPES), b"Override"), b"Default")


def _prove_relationships(before: Book, after: Book, gone: str, added: str) -> None:
    """The workbook refers to what it did, but for the part that went, and to the one that came."""
    book = before.workbook
    name = before.find(relationships_part(book)) or relationships_part(book)
    if without(before.read(name), b"Relationship") != without(after.read(name), b"Relationship"):
        fail(name, "more than a relationship differs")
    old = before.relationships(book)
    new = after.relationships(book)
    for identity, each in old.items():
        leaves = bool(gone) and before.follow(book, each) == gone
        if not leaves and new.get(identity) != each:
            fail(name, f"the relationship {identity} differs")
        if leaves and identity in new:
            fail(name, f"the relationship {identity} leads nowhere")
    leads_to = [after.follow(book, each) for key, each in new.items() if key not in old]
    if any(target != added for target in leads_to):
        fail(name, "a relationship is new")
    if added and [after.follow(book, each) for each in new.values()].count(added) != 1:
        fail(name, f"{added} is not referred to once")


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


def _types(book: Book) -> set[_Type]:
    found = set()
    for each in tree(book.read(TYPES), TYPES):
        key = each.get("PartName") or each.get("Extension") or ""
        found.add(_Type(kind(each), key.lower(), each.get("ContentType", "")))
    return found
