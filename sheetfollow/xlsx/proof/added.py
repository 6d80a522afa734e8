"""The proof of added sheets: what is new are those sheets, as they stand in the package that they
come from; all else is as it was (spec 8, adopt)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sheetfollow.exceptions import WouldLoseContent
from sheetfollow.model import AddedSheet
from sheetfollow.xlsx.proof.added_styles import Looks, prove_appended
from sheetfollow.xlsx.proof.book import Book, Element, fail, local, relationships_part, same, tree
from sheetfollow.xlsx.proof.container import differs, prove_entries, prove_lying
from sheetfollow.xlsx.proof.references import TYPES
from sheetfollow.xlsx.proof.text import asides, utf8

_REFERENCE = re.compile(r"('(?:[^']|'')+'|[A-Za-z_][\w.]*)!")
_DAY = re.compile(r"(?<![\w.])\d{5,6}(?![\w.])")
_FIRST_DAY, _LAST_DAY, _TO_1904 = 20_000, 199_999, 1462
_FORMULAS = {"f", "formula", "formula1", "formula2"}
_BOUNDS = {"formula1", "formula2"}
_LOOKS = {"c": "s", "row": "s", "col": "style"}
_OWN_OF_TABLE = ("id", "name", "displayName")
_IN_ORDER = ("sheets", "functionGroups", "externalReferences", "definedNames", "calcPr")


def verify_sheets(before: bytes, after: bytes, sheets: Sequence[AddedSheet]) -> None:
    """Compare two packages, the second of which is to have these sheets besides. Raises
    WouldLoseContent, naming part and place, for the first other difference."""
    if not sheets:
        if before != after:
            fail("the workbook", "it differs, and no sheet was to be added")
        return
    try:
        _Proof(Book(before), Book(after), Book(sheets[0].source), sheets).prove()
    except (ValueError, LookupError) as error:
        raise WouldLoseContent(
            f"a part is malformed and cannot be compared ({error}); nothing was written"
        ) from error


class _Proof:
    """A workbook without and with the sheets, and the package that they come from."""

    def __init__(
        self, before: Book, after: Book, source: Book, sheets: Sequence[AddedSheet]
    ) -> None:
        self._before, self._after, self._source, self._sheets = before, after, source, sheets
        self._names = {each.source_sheet: each.name for each in sheets}
        self._book = before.workbook
        self._styles = next(iter(after.related(after.workbook, "styles")), "")
        self._looks = Looks(source), Looks(after)
        self._new: dict[str, str] = {}
        """The part that each new part is a copy of."""

    def prove(self) -> None:
        for each in self._sheets:
            self._collect(self._after.sheet(each.name).part, self._source.sheet(each.source_sheet))
        self._prove_container()
        self._prove_workbook()
        self._prove_relationships()
        self._prove_types()
        prove_appended(self._before, self._after, self._styles)
        for part, origin in self._new.items():
            self._prove_copy(part, origin)
        self._prove_tables()

    def _collect(self, part: str, origin: Any) -> None:
        """A new part, and all that it refers to, beside the parts that these are copies of."""
        origin = origin if isinstance(origin, str) else origin.part
        if part in self._before.entries:
            fail(part, "a part that was there stands for a new one")
        self._new[part] = origin
        mine, theirs = self._after.relationships(part), self._source.relationships(origin)
        if mine.keys() != theirs.keys():
            fail(part, "it refers to other parts than the one it is a copy of")
        for identity, known in mine.items():
            target = self._after.follow(part, known)
            there = self._source.follow(origin, theirs[identity])
            if known.kind != theirs[identity].kind or target is None or there is None:
                fail(part, f"its reference {identity} leads elsewhere")
            self._collect(target, there)

    def _prove_container(self) -> None:
        """Every part that was there lies there as it did, but for the four that name the new."""
        may_come = set(self._new)
        may_come |= {self._after.find(relationships_part(part)) or "" for part in self._new}
        if self._styles not in self._before.entries:
            may_come.add(self._styles)
        relationships = self._before.find(relationships_part(self._book)) or ""
        rewritten = {self._book, relationships, TYPES, self._styles}
        prove_entries(self._before, self._after, may_come, set())
        for name in self._before.names:
            if name not in rewritten and differs(self._before, self._after, name):
                fail(name, "the part differs, and no sheet is added in it")
        prove_lying(self._before, self._after, rewritten)

    def _prove_workbook(self) -> None:
        """The workbook lists the new sheets and their names behind its own, and may wish to be
        recomputed."""
        raw = [utf8(book.read(self._book)) for book in (self._before, self._after)]
        if asides(raw[0]) != asides(raw[1]):
            fail(self._book, "a comment or instruction differs")
        old, new = (tree(each, self._book) for each in raw)
        was, is_ = _by_name(old), _by_name(new)
        self._prove_listed(was["sheets"], is_["sheets"])
        sheets = [each.get("name") for each in is_["sheets"]]
        self._prove_named(was.get("definedNames"), is_.get("definedNames"), sheets)
        _prove_calculation(was.get("calcPr"), is_.get("calcPr"), self._book)
        if old.attrib != new.attrib or not _all_alike(_unchanging(old), _unchanging(new)):
            fail(self._book, "more than its lists of sheets and names differs")
        places = [_IN_ORDER.index(name) for name in map(_name, new) if name in _IN_ORDER]
        if places != sorted(places):
            fail(self._book, "its parts are in another order")

    def _prove_listed(self, old: Element, new: Element) -> None:
        sheets = list(new)
        if not _all_alike(list(old), sheets[: len(old)]):
            fail(self._book, "a sheet that was there is listed otherwise")
        added = [each.get("name") for each in sheets[len(old) :]]
        if added != [each.name for each in self._sheets]:
            fail(self._book, "it lists other sheets than its own and the added ones")
        for key in ("sheetId", "name"):
            values = [(each.get(key) or "").casefold() for each in sheets if each.get(key)]
            if len(set(values)) < len(values):
                fail(self._book, f"two sheets have one {key}")

    def _prove_named(
        self, old: Element | None, new: Element | None, sheets: Sequence[str | None]
    ) -> None:
        """The names of ours, each at the place of its sheet, behind those that were there."""
        before, after = list(old if old is not None else ()), list(new if new is not None else ())
        if not _all_alike(before, after[: len(before)]):
            fail(self._book, "a name that was there differs")
        added = after[len(before) :]
        found = [(each.get("localSheetId"), each.get("name"), each.text) for each in added]
        if found != list(self._wanted_names(sheets)):
            fail(self._book, "it has other names than its own and those of the added sheets")

    def _wanted_names(self, sheets: Sequence[str | None]) -> Iterator[tuple[str, str | None, str]]:
        root = tree(self._source.read(self._source.workbook), self._source.workbook)
        order = [each.name for each in self._source.sheets]
        for each in _by_name(root)["definedNames"]:
            called = self._names.get(order[int(each.get("localSheetId") or 0)])
            if called is not None:
                place = str(sheets.index(called))
                yield place, each.get("name"), self._formula(each.text or "")

    def _prove_relationships(self) -> None:
        old, new = (book.relationships(self._book) for book in (self._before, self._after))
        if any(new.get(key) != each for key, each in old.items()):
            fail(self._book, "a relationship that was there differs")
        added = {self._after.follow(self._book, new[key]) for key in new.keys() - old.keys()}
        wanted = {self._after.sheet(each.name).part for each in self._sheets}
        if added - {self._styles} != wanted:
            fail(self._book, "it refers to other parts than its own and the added sheets")

    def _prove_types(self) -> None:
        old, new = (_types(book) for book in (self._before, self._after))
        lost, found = old - new, new - old
        source = {name: kind for _, name, kind in _types(self._source)}
        wanted = {
            ("Override", f"/{part}".lower(), source[f"/{origin}".lower()])
            for part, origin in self._new.items()
            if f"/{origin}".lower() in source
        }
        fine = {("Override", f"/{self._styles}".lower()), ("Default", "rels"), ("Default", "vml")}
        if lost or not wanted <= set(found) or {each[:2] for each in set(found) - wanted} - fine:
            fail(TYPES, "a content type differs")

    def _prove_copy(self, part: str, origin: str) -> None:
        """A new part says what the one says that it is a copy of."""
        old, new = self._source.read(origin), self._after.read(part)
        if old == new:
            return
        one, other = tree(old, origin), tree(new, part)
        if _name(one) not in ("worksheet", "table", "chartSpace"):
            fail(part, "it differs from the part that it is a copy of")
        for a, b in _beside(one, other, part):
            if self._expected(a) != _facts(b):
                fail(part, f"its {_name(b)} differs from the one that it is a copy of")
            self._prove_looks(a, b, part)

    def _expected(self, element: Element) -> tuple[Any, ...]:
        tag, attributes, text, tail = _facts(element)
        if local(tag) in _FORMULAS:
            text = self._formula(text)
            if local(tag) in _BOUNDS and self._after.date1904:
                text = _DAY.sub(_in_1904, text)
        return tag, attributes, text, tail

    def _prove_looks(self, one: Element, other: Element, part: str) -> None:
        ours, theirs = self._looks
        name = _name(one)
        key = _LOOKS.get(name)
        if key and ours.format(one.get(key)) != theirs.format(other.get(key)):
            fail(
                part, f"{other.get('r') or name} looks other than in the sheet that it is a copy of"
            )
        if ours.difference(one.get("dxfId")) != theirs.difference(other.get("dxfId")):
            fail(part, "a condition looks other than in the sheet that it is a copy of")

    def _formula(self, text: str) -> str:
        return _REFERENCE.sub(self._reference, text)

    def _reference(self, found: re.Match[str]) -> str:
        name = found[1].strip("'").replace("''", "'")
        called = self._names.get(name, name)
        return found[0] if called == name else "'" + called.replace("'", "''") + "'!"

    def _prove_tables(self) -> None:
        """No two tables of the workbook have one number or one name."""
        parts = {
            part for each in self._after.sheets for part in self._after.related(each.part, "table")
        }
        tables = {part: tree(self._after.read(part), part) for part in parts}
        for key in ("id", "displayName"):
            counts = Counter((each.get(key) or "").casefold() for each in tables.values())
            for part in parts & set(self._new):
                if counts[(tables[part].get(key) or "").casefold()] > 1:
                    fail(part, f"another table has its {key}")


_CHANGED = ("sheets", "definedNames", "calcPr")


def _name(element: Element) -> str:
    return local(str(element.tag))


def _by_name(root: Element) -> dict[str, Element]:
    return {_name(each): each for each in root}


def _unchanging(root: Element) -> list[Element]:
    return [each for each in root if _name(each) not in _CHANGED]


def _all_alike(some: Sequence[Element], others: Sequence[Element]) -> bool:
    return len(some) == len(others) and all(map(same, some, others))


def _prove_calculation(old: Element | None, new: Element | None, part: str) -> None:
    was = dict(old.attrib) if old is not None else {}
    now = dict(new.attrib) if new is not None else {}
    if now not in (was, {**was, "fullCalcOnLoad": "1"}):
        fail(part, "the settings of calculation differ")


def _types(book: Book) -> Counter[tuple[str, str, str]]:
    """(element, what it is about, the type) of each content type."""
    found: Counter[tuple[str, str, str]] = Counter()
    for each in tree(book.read(TYPES), TYPES):
        if isinstance(each.tag, str):
            about = (each.get("PartName") or each.get("Extension") or "").lower()
            found[local(each.tag), about, each.get("ContentType") or ""] += 1
    return found


def _beside(one: Element, other: Element, part: str) -> Iterator[tuple[Element, Element]]:
    """Each element beside the one that it is to equal."""
    yield one, other
    if len(one) != len(other):
        fail(part, f"its {_name(other)} holds more or less than the one it is a copy of")
    for a, b in zip(one, other, strict=True):
        yield from _beside(a, b, part)


def _facts(element: Element) -> tuple[Any, ...]:
    """What an element says by itself, but for its look and for what is a table's own."""
    name = _name(element)
    left = {"dxfId", "tabSelected", _LOOKS.get(name, "")}
    if name == "table":
        left |= set(_OWN_OF_TABLE)
    attributes: Mapping[str, str] = {
        key: value for key, value in element.attrib.items() if key not in left
    }
    return str(element.tag), attributes, element.text or "", element.tail or ""


def _in_1904(day: re.Match[str]) -> str:
    number = int(day[0])
    return str(number - _TO_1904) if _FIRST_DAY <= number <= _LAST_DAY else day[0]
