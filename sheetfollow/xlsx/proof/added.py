"""The proof of sheets added: the new parts say what they say in the source, all else is as it was
(spec 7).

The parts are compared element by element. What is said anew, since it has a meaning in its workbook
alone, is looked up in both: a format by all that it comes to, a relationship by where it leads, a
formula by the sheets that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sheetfollow.exceptions import WouldLoseContent
from sheetfollow.model import AddedSheet
from sheetfollow.xlsx.proof.book import (
    Book,
    Element,
    Relationship,
    Sheet,
    child,
    fail,
    kind,
    relationships_part,
    tree,
    whole,
)
from sheetfollow.xlsx.proof.calculation import prove_calculation
from sheetfollow.xlsx.proof.container import differs, prove_entries, prove_lying
from sheetfollow.xlsx.proof.formats import Formats, Value, value_of
from sheetfollow.xlsx.proof.listed import without_added
from sheetfollow.xlsx.proof.references import TYPES, prove_relationships, prove_types, type_of
from sheetfollow.xlsx.proof.said import Said
from sheetfollow.xlsx.proof.styles import prove_appended

_ADDED_TO = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")
_STYLE_OF = {"c": "s", "row": "s", "col": "style"}
_FORMULAS = ("f", "formula", "formula1", "formula2")
_OF_TABLE = ("id", "name", "displayName")
_NAMED_DIFFERENTIAL = re.compile(r"\w*[dD]xfId")


def verify_sheets(before: bytes, after: bytes, sheets: Sequence[AddedSheet]) -> None:
    """Compare two packages, of which the second is to have these sheets behind its own. Raises
    WouldLoseContent, naming part and place, for the first difference beyond that."""
    if not sheets:
        if before != after:
            fail("the workbook", "it differs, and no sheet was to be added")
        return
    names = {each.source_sheet: each.name for each in sheets}
    try:
        _Proof(
            Book(before),
            Book(after),
            Book(sheets[0].source),
            names,
        ).prove()
    except (ValueError, LookupError) as error:
        raise WouldLoseContent(
            f"a part is malformed and cannot be compared ({error}); nothing was written"
        ) from error


class _Proof:
    """Three packages: before, after, and where the sheets come from."""

    def __init__(self, before: Book, after: Book, source: Book, names: Mapping[str, str]) -> None:
        self._before = before
        self._after = after
        self._source = source
        self._names = names
        self._styles = next(iter(after.related(after.workbook, "styles")), "")
        self._formats = _formats_of(after), _formats_of(source)
        self._said = Said(names, shifted=after.date1904 and not source.date1904)
        self._new: dict[str, str] = {}
        self._alike: dict[tuple[str, int, int], bool] = {}
        self._formulas = False

    def prove(self) -> None:
        sheets = []
        for old, new in self._names.items():
            sheets.append(self._after.sheet(new))
            self._prove_part(self._source.sheet(old).part, sheets[-1].part)
        references = [self._after.find(relationships_part(part)) for part in self._new]
        may_come = {
            *self._new,
            *(name for name in references if name),
            self._styles,
        }
        prove_entries(self._before, self._after, may_come, ())
        self._prove_styles()
        self._prove_workbook(sheets)
        self._prove_tables()
        self._prove_others(may_come)

    def _prove_others(self, may_come: set[str]) -> None:
        book = self._before.workbook
        relationships = self._before.find(relationships_part(book)) or ""
        rewritten = {*may_come, book, relationships, TYPES}
        for name in self._before.names:
            if name not in rewritten and differs(self._before, self._after, name):
                fail(name, "the part differs, and nothing was to be added to it")
        prove_lying(self._before, self._after, rewritten)

    def _prove_workbook(self, sheets: list[Sheet]) -> None:
        """The workbook part names the sheets and what is printed of them, and no more is new."""
        book = self._before.workbook
        old, new = self._before.read(book), self._after.read(book)
        rest = without_added(
            self._before,
            self._after,
            self._source,
            self._names,
            self._said,
        )
        prove_calculation(book, old, rest)
        calc = child(tree(new, book), "calcPr")
        wishes = calc is not None and calc.get("fullCalcOnLoad") in ("1", "true")
        if self._formulas and not wishes:
            fail(book, "new formulas are not computed when it opens")
        came = dict(self._new)
        added_styles = self._styles if self._styles not in self._before.entries else ""
        if added_styles:
            came[added_styles] = type_of(self._after, added_styles)
        parts = [sheet.part for sheet in sheets]
        listed = [added_styles, *parts] if added_styles else parts
        prove_relationships(self._before, self._after, "", listed)
        prove_types(self._before, self._after, "", came)

    def _prove_styles(self) -> None:
        had = self._before.related(self._before.workbook, "styles")
        old = self._before.read(had[0]) if had else b""
        new = self._after.read(self._styles) if self._styles else b""
        if old and old != new:
            prove_appended(old, new, self._styles, _ADDED_TO)
        before, after = Formats(old, self._styles), self._formats[0]
        after.prove_counts(before)
        after.prove_nothing_filled(before, ())

    def _prove_tables(self) -> None:
        """No two tables have one id or one name, and no defined name is a new table's."""
        ids: set[str] = set()
        names: set[str] = set()
        for sheet in self._after.sheets:
            for part in self._after.related(sheet.part, "table"):
                table = tree(self._after.read(part), part)
                own = {table.get("name", "").casefold(), table.get("displayName", "").casefold()}
                if part in self._new and (table.get("id", "") in ids or own & names):
                    fail(part, "a table has the id or name of another")
                ids.add(table.get("id", ""))
                names |= own

    def _prove_part(self, old: str, new: str) -> None:
        """A new part says what the one of the source says, and refers to the like."""
        if new in self._before.entries:
            fail(new, "a sheet that was there stands for a new one")
        self._new[new] = type_of(self._source, old)
        if type_of(self._after, new) != self._new[new]:
            fail(new, "its content type is another")
        was, is_ = self._source.read(old), self._after.read(new)
        if new.endswith(".xml"):
            self._prove_same(
                new,
                tree(was, old),
                tree(is_, new),
            )
        elif was != is_:
            fail(new, "it differs from the part that it was made from")
        self._prove_references(old, new)

    def _prove_references(self, old: str, new: str) -> None:
        was, is_ = self._source.relationships(old), self._after.relationships(new)
        if list(was) != list(is_):
            fail(new, "its relationships differ")
        for identity, one in was.items():
            other = is_[identity]
            if (one.kind, one.mode) != (other.kind, other.mode):
                fail(new, f"its relationship {identity} differs")
            if one.mode == "External":
                if one.target != other.target:
                    fail(new, f"its relationship {identity} leads elsewhere")
                continue
            self._prove_part(
                self._led(
                    self._source,
                    old,
                    one,
                ),
                self._led(
                    self._after,
                    new,
                    other,
                ),
            )

    def _led(self, book: Book, part: str, relationship: Relationship) -> str:
        return book.follow(part, relationship) or fail(part, "it refers to a missing part")

    def _prove_same(self, part: str, old: Element, new: Element, *, checks: bool = False) -> None:
        """Two elements say the same; `checks` where they stand among the checks of cells."""
        place = f"{part}: <{kind(new)} {new.get('r', '')}>"
        if _shape(old) != _shape(new):
            fail(place, "it differs from what it was made from")
        self._prove_attributes(place, old, new)
        text = old.text or ""
        if kind(old) in _FORMULAS:
            self._formulas |= kind(old) == "f"
            text = self._said.formula(text, checks=checks)
        if (new.text or "") != text:
            fail(place, "its text differs from what it was made from")
        checks = checks or kind(old) == "dataValidations"
        for one, other in zip(old, new, strict=True):
            self._prove_same(part, one, other, checks=checks)

    def _prove_attributes(self, place: str, old: Element, new: Element) -> None:
        was, is_ = dict(old.attrib), dict(new.attrib)
        for name in list(_said_anew(old)):
            one, other = was.pop(name, None), is_.pop(name, None)
            if not self._means_the_same(place, name, one, other):
                fail(place, f"its {name} means something else")
        if kind(old) == "sheetView" and was.get("tabSelected"):
            del was["tabSelected"]
        if was != is_:
            fail(place, "its attributes differ")

    def _means_the_same(self, place: str, name: str, old: str | None, new: str | None) -> bool:
        if name in _OF_TABLE:
            return bool(new)
        if old is None or new is None:
            return old == new
        asked = name, whole(new, place, name), whole(old, place, name)
        if asked not in self._alike:  # most cells of a sheet share a few formats
            self._alike[asked] = self._comes_to_the_same(*asked)
        return self._alike[asked]

    def _comes_to_the_same(self, name: str, index: int, twin: int) -> bool:
        after, source = self._formats
        if _NAMED_DIFFERENTIAL.fullmatch(name):
            return _differential(after, index) == _differential(source, twin)
        if twin == 0:
            return index == 0
        return _all_of(after, index) == _all_of(source, twin)


def _shape(element: Element) -> tuple[str, int, str]:
    return str(element.tag), len(element), element.tail or ""


def _said_anew(element: Element) -> Iterator[str]:
    """The attributes of an element that have a meaning in its workbook alone."""
    name = kind(element)
    if name in _STYLE_OF:
        yield _STYLE_OF[name]
    if name == "table":
        yield from _OF_TABLE
    yield from (key for key in element.attrib if _NAMED_DIFFERENTIAL.fullmatch(key))


def _formats_of(book: Book) -> Formats:
    part = next(iter(book.related(book.workbook, "styles")), "")
    return Formats(book.read(part) if part else b"", part)


def _all_of(formats: Formats, index: int) -> Value:
    """All that a cell format comes to."""
    if index >= formats.length("cellXfs"):
        return (index,)
    xf = formats.item("cellXfs", index)
    applied = {
        key: value
        for key, value in xf.attrib.items()
        if key not in ("numFmtId", "fontId", "fillId", "borderId", "xfId")
    }
    looks = formats.format(index)
    return (
        looks.code,
        _shown_fill(formats, whole(xf.get("fillId"), formats.part, "a fill")),
        value_of(
            formats.item(
                "fonts",
                whole(
                    xf.get("fontId"),
                    formats.part,
                    "a font",
                ),
            )
        ),
        value_of(
            formats.item(
                "borders",
                whole(
                    xf.get("borderId"),
                    formats.part,
                    "a border",
                ),
            )
        ),
        sorted(applied.items()),
        [value_of(each) for each in xf],
    )


def _shown_fill(formats: Formats, index: int) -> Value | str:
    fill = formats.item("fills", index)
    pattern = child(fill, "patternFill")
    none = pattern is not None and pattern.get("patternType", "none") == "none"
    return "" if none else value_of(fill)


def _differential(formats: Formats, index: int) -> Value:
    """All that a differential format says but for the number beside its code."""
    if index >= formats.length("dxfs"):
        return (index,)
    name, attributes, text, children = value_of(formats.item("dxfs", index))
    bare = []
    for child_name, child_attributes, *rest in children:
        kept = [pair for pair in child_attributes if pair[0] != "numFmtId"]
        bare.append((child_name, kept, rest))
    return name, attributes, text, bare
