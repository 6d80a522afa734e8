"""The sheets and names that a workbook part lists, before and after some were added (spec 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sheetfollow.xlsx.proof.book import Book, Element, child, fail, kind, tree, whole
from sheetfollow.xlsx.proof.said import Said
from sheetfollow.xlsx.proof.text import utf8

_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet\s[^>]*?(?:/>|>\s*</(?:[\w.-]+:)?sheet\s*>)")
_NAME = re.compile(rb"<((?:[\w.-]+:)?)definedName\s[^>]*?(?:/>|>.*?</\1definedName\s*>)", re.S)
_EMPTY_NAMES = re.compile(
    rb"<((?:[\w.-]+:)?definedNames)\s*>\s*</\1\s*>|<(?:[\w.-]+:)?definedNames\s*/>"
)
_OF_SHEET = {"name", "sheetId"}


def without_added(
    before: Book,
    after: Book,
    source: Book,
    names: Mapping[str, str],
    said: Said,
) -> bytes:
    """The workbook part after, without the sheets and names that were added at the ends of their
    lists. Raises WouldLoseContent where those are not what was asked."""
    part = before.workbook
    old, new = tree(before.read(part), part), tree(after.read(part), part)
    _prove_sheets(
        part,
        old,
        new,
        list(names.values()),
    )
    wanted = _names_of(
        source,
        names,
        said,
        _count(old, "sheets"),
    )
    added = _prove_names(part, old, new, wanted)
    text = utf8(after.read(part))
    text = _without_last(text, _SHEET, len(names))
    text = _without_last(text, _NAME, added)
    if added and not _listed(old, "definedNames"):
        empty = _EMPTY_NAMES.search(utf8(before.read(part)))
        text = _EMPTY_NAMES.sub(empty[0] if empty else b"", text)
    return text


def _listed(root: Element, name: str) -> list[Element]:
    parent = child(root, name)
    return [each for each in parent if isinstance(each.tag, str)] if parent is not None else []


def _count(root: Element, name: str) -> int:
    return len(_listed(root, name))


def _prove_sheets(part: str, old: Element, new: Element, names: list[str]) -> None:
    """The sheets at the end are those that were asked for, under numbers of their own."""
    had, has = _listed(old, "sheets"), _listed(new, "sheets")
    added = has[len(had) :]
    if [each.get("name") for each in added] != names:
        fail(part, "the sheets at the end are not those that were to be added")
    numbers = {each.get("sheetId") for each in has}
    if len(numbers) != len(has):
        fail(part, "two sheets have one number")
    for each in added:
        own = {key for key in each.attrib if not key.endswith("}id")}
        if own != _OF_SHEET or whole(each.get("sheetId"), part, "the number of a sheet") < 1:
            fail(part, f"the sheet {each.get('name')} is not listed as it should be")


def _names_of(
    source: Book, names: Mapping[str, str], said: Said, before: int
) -> list[tuple[dict[str, str], str]]:
    """The defined names that the new sheets bring: their attributes, and what they say."""
    root = tree(source.read(source.workbook), source.workbook)
    tabs = [each.get("name", "") for each in _listed(root, "sheets")]
    order = list(names)
    found = []
    for each in _listed(root, "definedNames"):
        index = each.get("localSheetId")
        tab = tabs[int(index)] if index is not None else ""
        if tab in names:
            place = str(before + order.index(tab))
            attributes = {**each.attrib, "localSheetId": place}
            found.append((attributes, said.formula(each.text or "", checks=False)))
    return found


def _prove_names(
    part: str, old: Element, new: Element, wanted: list[tuple[dict[str, str], str]]
) -> int:
    """The names at the end are those of the new sheets; returns how many they are."""
    had, has = _listed(old, "definedNames"), _listed(new, "definedNames")
    added = [(dict(each.attrib), each.text or "") for each in has[len(had) :]]
    if added != wanted:
        fail(part, "the names at the end are not those of the new sheets")
    if wanted:
        order = [kind(each) for each in new]
        if order.index("definedNames") < order.index("sheets"):
            fail(part, "the names stand before the sheets")
    return len(added)


def _without_last(text: bytes, pattern: re.Pattern[bytes], count: int) -> bytes:
    """A text without the last matches of a pattern."""
    found = list(pattern.finditer(text))
    for match in reversed(found[len(found) - count :]):
        text = text[: match.start()] + text[match.end() :]
    return text
