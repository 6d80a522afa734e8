"""What names the parts: relationships of the workbook, content types, and the chain of calculation
(spec 7)."""

from __future__ import annotations

from sheetfollow.xlsx.proof.book import Book, fail, local, relationships_part, tree, without

TYPES = "[Content_Types].xml"


def prove_chain(before: Book, after: Book, chain: str, formulas: set[tuple[str, str]]) -> None:
    """Raises WouldLoseContent unless the chain lost the formulas that were replaced, each a sheetId
    and a cell, and nothing else. `chain` is its part, "" where there is none."""
    if not chain:
        return
    left = [
        link
        for link in _chain(before.read(chain), chain)
        if (link.get("i"), link.get("r")) not in formulas
    ]
    if chain not in after.entries:
        if left:
            fail(chain, "the part is missing")
        return
    frames = [without(book.read(chain), b"c") for book in (before, after)]
    if frames[0] != frames[1] or _chain(after.read(chain), chain) != left:
        fail(chain, "the chain of calculation lost more than the formulas that were replaced")


def prove_references(before: Book, after: Book, chain: str, styles: str) -> None:
    """Raises WouldLoseContent unless the parts that came and went, and no others, are named or
    named no more."""
    gone = chain if chain and chain not in after.entries else ""
    added = styles if styles and styles not in before.entries else ""
    _prove_relationships(before, after, gone, added)
    frames = [
        without(without(book.read(TYPES), b"Override"), b"Default") for book in (before, after)
    ]
    old, new = _types(before), _types(after)
    lost, found = {each[:2] for each in old - new}, {each[:2] for each in new - old}
    fine = {("Override", f"/{added}".lower())} if added else set()
    if (
        frames[0] != frames[1]
        or lost - {("Override", f"/{gone}".lower())}
        or found - fine - {("Default", "rels")}
    ):
        fail(TYPES, "a content type differs")
    if added and not found & fine:
        fail(TYPES, f"{added} has no content type")


def _prove_relationships(before: Book, after: Book, gone: str, added: str) -> None:
    book = before.workbook
    name = before.find(relationships_part(book)) or relationships_part(book)
    frames = [without(each.read(name), b"Relationship") for each in (before, after)]
    old, new = before.relationships(book), after.relationships(book)
    stays = {
        key: each for key, each in old.items() if not gone or before.follow(book, each) != gone
    }
    extra = {after.follow(book, each) for key, each in new.items() if key not in stays}
    kept = {key: new.get(key) for key in stays}
    if frames[0] != frames[1] or kept != stays or extra != ({added} if added else set()):
        fail(name, "a relationship differs")


def _chain(raw: bytes, part: str) -> list[dict[str, str]]:
    """The links of the chain, each with the sheet that it has from the one before."""
    links: list[dict[str, str]] = []
    for element in tree(raw, part):
        if local(str(element.tag)) == "c":
            inherited = {"i": links[-1]["i"]} if links and "i" in links[-1] else {}
            links.append({**inherited, **element.attrib})
    return links


def _types(book: Book) -> set[tuple[str, str, str]]:
    found = set()
    for each in tree(book.read(TYPES), TYPES):
        key = each.get("PartName") or each.get("Extension") or ""
        found.add((local(str(each.tag)), key.lower(), each.get("ContentType", "")))
    return found
