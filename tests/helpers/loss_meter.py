"""Two packages in, every difference out in words. It knows nothing of how either was made.

Cells are matched by their names, relationships by their ids, content types by what they are for;
all other XML is compared in document order, namespaces, attributes, text and comments included.
Other parts are compared as bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from lxml import etree

PARSER = etree.XMLParser(
    remove_blank_text=False, strip_cdata=True, resolve_entities=False, huge_tree=True
)


class Difference(NamedTuple):
    """What differs: the part, the place in it (a cell, `row 5`, or a path of elements), and how."""

    part: str
    place: str
    words: str


def differences(before: bytes, after: bytes) -> list[Difference]:
    """All that is different between two packages."""
    old, new = zipfile.ZipFile(io.BytesIO(before)), zipfile.ZipFile(io.BytesIO(after))
    found = []
    for name in new.namelist():
        if name not in old.namelist():
            found.append(Difference(name, "", "new part"))
    kept = [name for name in old.namelist() if name in new.namelist()]
    if kept != [name for name in new.namelist() if name in old.namelist()]:
        found.append(Difference("", "", "parts in another order"))
    for name in old.namelist():
        if name not in new.namelist():
            found.append(Difference(name, "", "lost part"))
        elif old.read(name) != new.read(name):
            found += [
                Difference(name, place, words)
                for place, words in _parts(name, old.read(name), new.read(name))
            ]
    return found


def _parts(name: str, old: bytes, new: bytes) -> Iterator[tuple[str, str]]:
    if not name.endswith((".xml", ".rels", ".vml")):
        yield "", "other bytes"
        return
    before, after = etree.fromstring(old, PARSER), etree.fromstring(new, PARSER)
    told = list(_compare(before, after, ""))
    yield from told or [("", "other bytes, same meaning")]


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else "comment"


def _compare(old: etree._Element, new: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    if old.tag != new.tag:
        yield path, f"{_name(old)} became {_name(new)}"
        return
    if old.nsmap != new.nsmap:
        yield path, f"namespaces {old.nsmap} became {new.nsmap}"
    yield from _attributes(old, new, path)
    if (old.text or "") != (new.text or ""):
        yield path, f"text {old.text!r} became {new.text!r}"
    if _name(old) == "sheetData":
        yield from _rows(old, new)
    elif _name(old) in ("Relationships", "Types", "calcChain"):
        yield from _keyed(old, new, path)
    else:
        yield from _children(old, new, path)


def _attributes(old: etree._Element, new: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    for key in sorted({*old.attrib, *new.attrib}):
        if old.get(key) != new.get(key):
            yield path, f"attribute {key} {old.get(key)!r} became {new.get(key)!r}"


def _children(old: etree._Element, new: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    """Children pairwise, and the text between them; where there are more or fewer, those of one
    name are paired."""
    if len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from _compare(one, other, f"{path}/{_name(one)}")
            if (one.tail or "") != (other.tail or ""):
                yield f"{path}/{_name(one)}", f"text behind it {one.tail!r} became {other.tail!r}"
        return
    between = ["".join(each.tail or "" for each in parent) for parent in (old, new)]
    if between[0] != between[1]:
        yield path, f"text between {between[0]!r} became {between[1]!r}"
    before, after = list(old), list(new)
    while before and after and _alike(before[0], after[0]):
        del before[0], after[0]
    while before and after and _alike(before[-1], after[-1]):
        del before[-1], after[-1]
    names = [_name(each) for each in before], [_name(each) for each in after]
    for kind, low, high, first, last in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        if kind == "equal":
            for one, other in zip(before[low:high], after[first:last], strict=True):
                yield from _compare(one, other, f"{path}/{_name(one)}")
        else:
            for one in before[low:high]:
                yield f"{path}/{_name(one)}", f"lost element {_shown(one)}"
            for other in after[first:last]:
                yield f"{path}/{_name(other)}", f"new element {_shown(other)}"


def _shown(element: etree._Element) -> str:
    return etree.tostring(element, with_tail=False, encoding="unicode")


def _alike(one: etree._Element, other: etree._Element) -> bool:
    return etree.tostring(one, with_tail=False) == etree.tostring(other, with_tail=False)


def _keys(parent: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """What names each child: an id, a part, an extension, or the cell of a link of the chain with
    its sheet."""
    sheet = ""
    for each in parent:
        sheet = each.attrib.pop("i", sheet)
        yield (
            each.get("Id")
            or each.get("PartName")
            or each.get("Extension")
            or f"{sheet}!{each.get('r')}",
            each,
        )


def _keyed(old: etree._Element, new: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    before, after = dict(_keys(old)), dict(_keys(new))
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield path, "in another order"
    for each in {**before, **after}:
        if each not in after:
            yield f"{path}/{each}", f"lost {_shown(before[each])}"
        elif each not in before:
            yield f"{path}/{each}", f"new {_shown(after[each])}"
        else:
            yield from _compare(before[each], after[each], f"{path}/{each}")


def _rows(old: etree._Element, new: etree._Element) -> Iterator[tuple[str, str]]:
    before, after = dict(rows_of(old)), dict(rows_of(new))
    if [number for number in after if number in before] != [
        number for number in before if number in after
    ]:
        yield "rows", "rows in another order"
    for number in sorted({*before, *after}):
        one, other = before.get(number), after.get(number)
        if other is None:
            yield f"row {number}", "lost row"
        elif one is None:
            yield f"row {number}", f"new row with {sorted(other.attrib)}"
            for cell in dict(cells_of_row(number, other)):
                yield cell, "new cell"
        else:
            yield from _attributes(one, other, f"row {number}")
            yield from _cells(number, one, other)


def _cells(number: int, old: etree._Element, new: etree._Element) -> Iterator[tuple[str, str]]:
    before, after = dict(cells_of_row(number, old)), dict(cells_of_row(number, new))
    if [cell for cell in after if cell in before] != [cell for cell in before if cell in after]:
        yield f"row {number}", "cells in another order"
    if (old.text or "").strip() != (new.text or "").strip():
        yield f"row {number}", "text in the row differs"
    for cell in {**before, **after}:
        if cell not in after:
            yield cell, "lost cell"
        elif cell not in before:
            yield cell, "new cell"
        else:
            if (before[cell].tail or "") != (after[cell].tail or ""):
                yield f"row {number}", f"text behind {cell} differs"
            for _, words in _compare(before[cell], after[cell], cell):
                yield cell, words


def rows_of(data: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    number = 0
    for row in data:
        if _name(row) == "row":
            number = int(row.get("r") or number + 1)
            yield number, row


def cells_of_row(number: int, row: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    column = 0
    for cell in row:
        if _name(cell) == "c":
            named = re.match("[A-Z]+", (cell.get("r") or "").upper())
            column = number_of(named[0]) if named else column + 1
            yield f"{letters_of(column)}{number}", cell


def number_of(letters: str) -> int:
    """A column's number by its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(number: int) -> str:
    """A column's letters: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
