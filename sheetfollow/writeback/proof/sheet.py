"""One sheet before and after: nothing differs outside the edited cells, and those hold what was asked (spec 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from sheetfollow.model import CellStyle, Edit
from sheetfollow.writeback.proof.book import Book, Element, fail, local, same
from sheetfollow.writeback.proof.formulas import shared_groups
from sheetfollow.writeback.proof.grid import Grid, Row, corners, name_of
from sheetfollow.writeback.proof.values import Held, equal, expected, present

Changes = Mapping[int, Mapping[int, Edit]]
_DIMENSION = re.compile(rb"<((?:[\w.-]+:)?)dimension\s[^>]*?(?:/>|>.*?</\1dimension\s*>)", re.S)
_LINKS = re.compile(rb"<((?:[\w.-]+:)?)hyperlinks(?:\s[^>]*?)?(?:/>|>.*?</\1hyperlinks\s*>)", re.S)
_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AT_ONCE = 20_000  # cells parsed together: fast, and little memory
_STYLE, _OF_VALUE, _VALUES = {"s"}, {"t", "cm", "vm", "s"}, {"f", "v", "is"}
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Old and new style index of a cell, what was asked of it, and whether it holds a day without a format given."""

    old: int
    new: int
    style: CellStyle | None
    day: bool


@dataclass
class Seen:
    """What the proof of a sheet found for the parts around it: formulas that are gone, looks to prove, each with one
    of its cells, and cells that are new."""

    formulas: set[str] = field(default_factory=set)
    looks: dict[Look, str] = field(default_factory=dict)
    created: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A cell before and after, b"" where there is none; `edit` None for one that nobody asked to change."""

    row: int
    column: int
    old: bytes
    new: bytes
    edit: Edit | None


class SheetProof:
    """The comparison of one sheet."""

    def __init__(self, before: Book, after: Book, part: str, changes: Changes) -> None:
        self._before, self._after, self._part, self._changes = before, after, part, changes
        self.old, self.new = Grid(before, part), Grid(after, part)
        self.seen = Seen()

    def prove(self) -> Seen:
        """Raises WouldLoseContent for the first difference that no edit asked for."""
        self._prove_frame()
        pairs = self._prove_rows()
        for start in range(0, len(pairs), _AT_ONCE):
            self._prove_cells(pairs[start : start + _AT_ONCE])
        self._prove_dimension()
        self._prove_shared_formulas()
        return self.seen

    def _fail(self, place: str, what: str) -> None:
        fail(f"{self._part}!{place}" if place else self._part, what)

    def _prove_frame(self) -> None:
        """What stands around the cells is the same but for the dimension and the hyperlinks."""
        old, new = self.old, self.new
        if old.asides != new.asides:
            self._fail("", "a comment or instruction differs")
        if _DIMENSION.sub(b"", old.head) != _DIMENSION.sub(b"", new.head):
            self._fail("", "what stands before the cells differs")
        if _LINKS.sub(b"", old.tail) != _LINKS.sub(b"", new.tail):
            self._fail("", "what stands behind the cells differs")
        if old.tail != new.tail:
            self._prove_order()

    def _prove_order(self) -> None:
        names = self.new.children()
        if "hyperlinks" in names:
            at = names.index("hyperlinks")
            limit = _ORDER.index("hyperlinks")
            wrong = [name for name in names[:at] if name in _ORDER[limit:]]
            wrong += [name for name in names[at + 1 :] if name in _ORDER[: limit + 1]]
            moved = _LINKS.split(self.old.tail)[0] != _LINKS.split(self.new.tail)[0]
            if wrong and (moved or "hyperlinks" not in self.old.children()):
                self._fail("", f"the hyperlinks stand on the wrong side of {wrong[0]}")

    def _prove_dimension(self) -> None:
        """The dimension grows around the new cells at most."""
        old, new = _DIMENSION.search(self.old.head), _DIMENSION.search(self.new.head)
        if old is None or new is None or old[0] == new[0]:
            if (old is None) != (new is None):
                self._fail("", "the dimension came or went")
            return
        was, is_ = (_reference(found[0]) for found in (old, new))
        top, left, bottom, right = corners(was)
        rows, columns = zip((top, left), (bottom, right), *self.seen.created, strict=True)
        wanted = (
            min(top, *rows, top),
            min(left, *columns, left),
            max(bottom, *rows, bottom),
            max(right, *columns, right),
        )
        if corners(is_) != wanted:
            self._fail("", f"the dimension became {is_}")

    def _prove_rows(self) -> list[_Pair]:
        """Compares the rows; returns the cells that an edit asked for, or whose bytes differ."""
        old, new = self.old.rows, self.new.rows
        self._prove_row_order(list(old), list(new))
        if old.get(0, b"").strip() != new.get(0, b"").strip():
            self._fail("", "what stands before the first row differs")
        pairs: list[_Pair] = []
        for number, chunk in new.items():
            if number in self._changes or old.get(number) != chunk:
                pairs += self._prove_row(number, old.get(number), chunk)
        for number, edits in self._changes.items():
            if number not in new:
                pairs += [_Pair(number, column, b"", b"", edit) for column, edit in edits.items()]
        return pairs

    def _prove_row_order(self, old: list[int], new: list[int]) -> None:
        known = set(old)
        if [number for number in new if number in known] != old:
            missing = next((number for number in old if number not in set(new)), None)
            self._fail(f"{missing}:{missing}" if missing else "", "a row is missing or moved")
        rising = all(one < other for one, other in pairwise(old))
        if rising and not all(one < other for one, other in pairwise(new)):
            self._fail("", "the rows are out of order")

    def _prove_row(self, number: int, old: bytes | None, new: bytes) -> list[_Pair]:
        edits = self._changes.get(number, {})
        after = self.new.cut(new)
        before = after if old == new else self.old.cut(old) if old is not None else None
        if before is None or before.opening != after.opening or before.ending != after.ending:
            self._prove_row_tag(number, old, new)
        known = before.cells if before else {}
        if [column for column in after.cells if column in known] != list(known):
            lost = next((column for column in known if column not in after.cells), None)
            self._fail(name_of(number, lost or 1), "a cell is missing or moved")
        columns = list(after.cells)
        if columns != sorted(columns) and list(known) == sorted(known):
            self._fail(f"{number}:{number}", "the cells are out of order")
        pairs = []
        for column in [*columns, *(column for column in edits if column not in after.cells)]:
            was, is_, edit = known.get(column, b""), after.cells.get(column, b""), edits.get(column)
            if edit is not None or was != is_:
                pairs.append(_Pair(number, column, was, is_, edit))
        return pairs

    def _prove_row_tag(self, number: int, old: bytes | None, new: bytes) -> None:
        """The row itself is as it was, but for `spans` that are wider; a new one says its number alone."""
        [after] = self.new.parse([_tag_alone(new)])
        attributes = dict(after.attrib)
        if old is None:
            if attributes != {"r": str(number)}:
                self._fail(f"{number}:{number}", "a new row has attributes of its own")
            return
        [before] = self.old.parse([_tag_alone(old)])
        wanted = dict(before.attrib)
        spans = wanted.pop("spans", None), attributes.pop("spans", None)
        if attributes.get("r") == str(number):
            wanted.setdefault("r", str(number))
        columns = [column for column in self._changes.get(number, {}) if column not in self.old.cut(old).cells]
        if wanted != attributes or not _spans_hold(*spans, columns):
            self._fail(f"{number}:{number}", "the row's attributes differ")
        if _outside_cells(self.old.cut(old)) != _outside_cells(self.new.cut(new)):
            self._fail(f"{number}:{number}", "text between the cells differs")

    def _prove_cells(self, pairs: list[_Pair]) -> None:
        old = iter(self.old.parse([pair.old for pair in pairs if pair.old]))
        new = iter(self.new.parse([pair.new for pair in pairs if pair.new]))
        for pair in pairs:
            before, after = next(old) if pair.old else None, next(new) if pair.new else None
            place = name_of(pair.row, pair.column)
            for cell in (before, after):
                if cell is not None and cell.get("r", place).upper() != place:
                    self._fail(place, "the cell names another place")
            if pair.edit is None:
                self._prove_untouched(place, before, after)
            else:
                self._prove_edited(pair, place, before, after)

    def _prove_untouched(self, place: str, before: Element | None, after: Element | None) -> None:
        if before is None or after is None:
            return self._fail(place, "a cell came or went that no edit asked for")
        if after.get("r") == place:
            before.set("r", place)
        if same(before, after) and before.tail == after.tail:
            return None
        if not self._is_handed_over(before, after):
            self._fail(place, "the cell differs, and no edit asked for that")
        return None

    def _is_handed_over(self, before: Element, after: Element) -> bool:
        """Whether the cell took over the lead of a shared formula, which `_prove_shared_formulas` then looks into."""
        old, new = _formula(before), _formula(after)
        if old is None or new is None or old.get("t") != "shared" or old.text or not new.text:
            return False
        wanted = dict(old.attrib, ref=new.get("ref", ""))
        if new.attrib != wanted:
            return False
        new.attrib, new.text = dict(old.attrib), old.text
        return same(before, after)

    def _prove_edited(self, pair: _Pair, place: str, before: Element | None, after: Element | None) -> None:
        assert pair.edit is not None
        formula = _formula(before)
        if formula is not None:
            self.seen.formulas.add(place)
            if formula.get("t") in ("array", "dataTable"):
                self._fail(place, "a formula of several cells is overwritten")
        if before is None and after is not None:
            self.seen.created.append((pair.row, pair.column))
        wanted = expected(pair.edit.value, date1904=self._before.date1904)
        if _formula(after) is not None or not equal(present(after, self._after), wanted):
            self._fail(place, "the cell does not hold the value asked for")
        self._prove_rest(place, before, after, wanted)
        if after is not None and pair.old != pair.new:
            self._prove_form(place, after)
        style = pair.edit.style
        day = isinstance(pair.edit.value, date) and not (style and style.number_format)
        self.seen.looks.setdefault(Look(self._style(pair, before), self._style(pair, after), style, day), place)

    def _prove_form(self, place: str, after: Element) -> None:
        """Text is inline, with its white space kept, and a number is a number alone."""
        kind, held = after.get("t", "n"), {local(str(each.tag)): each for each in after}
        if kind == "inlineStr" and "is" in held and [local(str(each.tag)) for each in held["is"]] == ["t"]:
            text = held["is"][0]
            kept = {_SPACE: "preserve"} if (text.text or "").strip() != (text.text or "") else {}
            if held["is"].attrib or text.attrib not in (kept, {_SPACE: "preserve"}):
                self._fail(place, "its text does not keep its white space")
        elif "v" in held and held["v"].attrib:
            self._fail(place, "its value has attributes that nobody asked for")

    def _prove_rest(self, place: str, before: Element | None, after: Element | None, wanted: Held) -> None:
        """What does not describe the value is as it was; where the value was there already, all is."""
        if before is None:
            extra = set(after.attrib) - {"r", "s", "t"} if after is not None else ()
            if extra:
                self._fail(place, "a new cell has attributes that nobody asked for")
            return
        if after is None:
            return self._fail(place, "the cell is missing")
        if after.get("r") == place:
            before.set("r", place)
        held = _formula(before) is None and equal(present(before, self._before), wanted)
        free = _STYLE if held else _OF_VALUE
        named = {**before.attrib, **after.attrib}
        loose = [key for key in named if key not in free and before.get(key) != after.get(key)]
        rest = [[each for each in cell if held or local(str(each.tag)) not in _VALUES] for cell in (before, after)]
        alike = len(rest[0]) == len(rest[1]) and all(same(a, b) for a, b in zip(*rest, strict=True))
        if loose or not alike or (before.tail or "") != (after.tail or ""):
            self._fail(place, "the cell lost something beside its value")
        return None

    def _style(self, pair: _Pair, cell: Element | None) -> int:
        """The style index of a cell; of a missing one that of its row or column."""
        if cell is not None:
            return int(cell.get("s", "0"))
        row = self.old.rows.get(pair.row)
        if row is not None:
            [tag] = self.old.parse([_tag_alone(row)])
            if tag.get("customFormat") in ("1", "true"):
                return int(tag.get("s", "0"))
        return next((style for first, last, style in self._columns if first <= pair.column <= last), 0)

    @cached_property
    def _columns(self) -> list[tuple[int, int, int]]:
        """First and last column and style of each group of columns."""
        return [
            (int(each.get("min", "0")), int(each.get("max", "0")), int(each.get("style", "0")))
            for each in self.old.frame().iter()
            if isinstance(each.tag, str) and local(each.tag) == "col"
        ]

    def _prove_shared_formulas(self) -> None:
        """Where the cell that led a shared formula is edited, the others of its group still mean the same."""
        if not self.seen.formulas:
            return
        edited = {name_of(row, column) for row, edits in self._changes.items() for column in edits}
        old, new = shared_groups(self.old), shared_groups(self.new)
        for place in self.seen.formulas:
            for follower in [cell for cell, leader in old.leader.items() if leader == place and cell not in edited]:
                if new.meaning(follower) != old.meaning(follower):
                    self._fail(follower, f"its formula changed with the edit of {place}")


def _formula(cell: Element | None) -> Element | None:
    for each in cell if cell is not None else ():
        if local(str(each.tag)) == "f":
            return each
    return None


def _reference(element: bytes) -> str:
    found = re.search(rb"\sref\s*=\s*[\"']([^\"']*)", element)
    return found[1].decode() if found else ""


def _tag_alone(row: bytes) -> bytes:
    """The start tag of a row as an element of its own."""
    found = _TAG.match(row)
    tag = found[0] if found else row
    return tag if tag.endswith(b"/>") else tag[:-1] + b"/>"


def _outside_cells(row: Row) -> tuple[bytes, bytes]:
    """The white space that stands in a row before its first cell, and behind the row."""
    found = _TAG.match(row.opening)
    rest = row.opening[found.end() :] if found else b""
    if found and found[0].endswith(b"/>"):
        return b"", rest
    return rest, row.ending.partition(b">")[2]


def _spans_hold(old: str | None, new: str | None, columns: list[int]) -> bool:
    """Whether spans stayed, or became wider by new columns at most."""
    if old is None or new is None or old == new:
        return old == new
    was, is_ = ([int(edge) for edge in re.findall("[0-9]+", spans)] for spans in (old, new))
    return (
        len(is_) == 2 and is_[0] in (min(was), *columns) and is_[1] in (max(was), *columns)
        and is_[0] <= min(was) and max(was) <= is_[1]
    )  # fmt: skip
