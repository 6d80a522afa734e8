"""The formats before and after sheets were added: only appended to, and each look as it was where
it comes from (spec 8, adopt)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TypeAlias
from xml.etree import ElementTree

from sheetfollow.xlsx.proof.book import Book, Element, fail, local, same, tree
from sheetfollow.xlsx.proof.text import asides, utf8

Shape: TypeAlias = "tuple[str, tuple[tuple[str, str], ...], str, tuple[Shape, ...]]"

_GROWING = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")
_LISTED = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")


def prove_appended(before: Book, after: Book, part: str) -> None:
    """Raises WouldLoseContent unless every list of formats begins as it was and tells its length,
    and all beside the lists is as it was. `part` is that of the styles."""
    if part not in before.entries:
        return
    raw = [utf8(book.read(part)) for book in (before, after)]
    if asides(raw[0]) != asides(raw[1]):
        fail(part, "a comment or instruction differs")
    old, new = (tree(each, part) for each in raw)
    was, is_ = _by_name(old), _by_name(new)
    for name in _GROWING:
        _prove_list(name, was.get(name), is_.get(name), part)
    if old.attrib != new.attrib or not _all_alike(_unchanging(old), _unchanging(new)):
        fail(part, "something beside the lists of formats differs")
    _prove_order(new, part)


def _prove_order(root: Element, part: str) -> None:
    order = [_ORDER.index(name) for name in map(_name, root) if name in _ORDER]
    if order != sorted(order):
        fail(part, "its lists are in another order")


def _by_name(root: Element) -> dict[str, Element]:
    return {_name(each): each for each in root}


def _unchanging(root: Element) -> list[Element]:
    return [each for each in root if _name(each) not in _GROWING]


def _name(element: Element) -> str:
    return local(str(element.tag))


def _all_alike(some: Sequence[Element], others: Sequence[Element]) -> bool:
    return len(some) == len(others) and all(map(same, some, others))


def _prove_list(name: str, old: Element | None, new: Element | None, part: str) -> None:
    if old is None:
        old = ElementTree.Element(new.tag) if new is not None else None
    if old is None:
        return
    if new is None or not _all_alike(list(old), list(new)[: len(old)]):
        fail(part, f"{name} lost something")
    if len(new) > len(old) and new.get("count") != str(len(new)):
        fail(part, f"{name} tells another length than it has")
    if _beside_count(old) != _beside_count(new):
        fail(part, f"{name} changed")


def _beside_count(element: Element) -> dict[str, str]:
    return {key: value for key, value in element.attrib.items() if key != "count"}


class Looks:
    """The formats of a package, resolved: equal values look alike in whatever package."""

    def __init__(self, book: Book) -> None:
        names = book.related(book.workbook, "styles")
        self._part = names[0] if names else ""
        self._raw = utf8(book.read(self._part)) if names else b""
        self._of_cells: dict[str | None, tuple[object, ...]] = {}

    @cached_property
    def _lists(self) -> dict[str, list[Element]]:
        root = tree(self._raw, self._part) if self._raw else ()
        return {_name(each): list(each) for each in root}

    def format(self, index: str | None) -> tuple[object, ...]:
        """The look of a cell with that index, None for one that has no look of its own."""
        if index is None:
            return ()
        if index not in self._of_cells:
            self._of_cells[index] = self._resolved(self._lists["cellXfs"][int(index)])
        return self._of_cells[index]

    def _resolved(self, xf: Element) -> tuple[object, ...]:
        parts = [
            _shape(self._lists[section][int(xf.get(name, "0"))])
            for name, section in _LISTED.items()
        ]
        indexes = {*_LISTED, "numFmtId", "xfId"}
        rest = sorted((key, value) for key, value in xf.attrib.items() if key not in indexes)
        return self._code(xf.get("numFmtId", "0")), *parts, *rest, *map(_shape, xf)

    def _code(self, number: str) -> str:
        """The number format by its code; one that is built in, or has an empty code, by its
        number."""
        for each in self._lists.get("numFmts", ()):
            if each.get("numFmtId") == number:
                return each.get("formatCode") or number
        return number

    def difference(self, index: str | None) -> Shape | None:
        """The look of a condition."""
        return None if index is None else _shape(self._lists["dxfs"][int(index)])


def _shape(element: Element) -> Shape:
    attributes = tuple(sorted(element.attrib.items()))
    return str(element.tag), attributes, element.text or "", tuple(map(_shape, element))
