"""The cells of one sheet before and after: an edited one holds what was asked, any other is as it
was (spec 7).

What was seen once is not looked into again: of all cells that changed in the same way, one is
parsed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sheetfollow.model import CellStyle, Edit
from sheetfollow.xlsx.proof.book import Book, Element, fail, local, same
from sheetfollow.xlsx.proof.grid import Grid, name_of
from sheetfollow.xlsx.proof.values import equal, expected, present

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AT_ONCE = 5_000  # cells parsed together: fast, and little memory
_REMEMBERED = 100_000  # pairs: where all differ, remembering more costs memory and helps nobody
_STYLE, _OF_VALUE, _VALUES = {"s"}, {"t", "cm", "vm", "s"}, {"f", "v", "is"}


@dataclass(frozen=True, slots=True)
class Look:
    """Old and new style index of a cell, what was asked of it, and whether it holds a day without a
    format given."""

    old: int
    new: int
    style: CellStyle | None
    day: bool


@dataclass
class Seen:
    """What the proof of a sheet found for the parts around it: formulas that are gone, looks to
    prove, each with one of its cells, and the rows and columns of cells that are new."""

    formulas: set[str] = field(default_factory=set)
    looks: dict[Look, str] = field(default_factory=dict)
    created_rows: set[int] = field(default_factory=set)
    created_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A cell before and after, b"" where there is none; `edit` None for one that nobody asked to
    change. `opening` is how both begin, up to behind their name, b"" where that is written in an
    unusual way; `base` is the style that a missing one has from its place."""

    row: int
    column: int
    opening: bytes
    old: bytes
    new: bytes
    edit: Edit | None
    base: int


class CellsProof:
    """The comparison of cells, pair by pair, and what it saw."""

    def __init__(self, old: Grid, new: Grid, before: Book, after: Book) -> None:
        self._old, self._new, self._before, self._after = old, new, before, after
        self._known: set[object] = set()
        self._waiting: list[_Pair] = []
        self.seen = Seen()

    def take(
        self,
        row: int,
        column: int,
        opening: bytes,
        old: bytes,
        new: bytes,
        edit: Edit | None,
        base: int = 0,
    ) -> None:
        """Have a pair proved, now or by `finish`, unless one like it was taken before. See
        `_Pair`."""
        if edit is not None:
            if not old and new:
                self.seen.created_rows.add(row)
                self.seen.created_columns.add(column)
            key = old, new, edit.value.__class__, edit.value, edit.style, base
            if key in self._known:
                return
            if opening and not self._old.has_formula(old):
                self._remember(key)
        self._waiting.append(_Pair(row, column, opening, old, new, edit, base))
        if len(self._waiting) == _AT_ONCE:
            self.finish()

    def _remember(self, key: object) -> None:
        if len(self._known) == _REMEMBERED:
            self._known.clear()
        self._known.add(key)

    def finish(self) -> None:
        """Prove what waits. Raises WouldLoseContent for the first cell that differs from what was
        asked."""
        pairs, self._waiting = self._waiting, []
        old = iter(self._old.parse([pair.opening + pair.old for pair in pairs if pair.old]))
        new = iter(self._new.parse([pair.opening + pair.new for pair in pairs if pair.new]))
        for pair in pairs:
            before, after = next(old) if pair.old else None, next(new) if pair.new else None
            place = name_of(pair.row, pair.column)
            for cell in (before, after):
                if cell is not None and cell.get("r", place).upper() != place:
                    self._fail(place, "the cell names another place")
            if pair.edit is None:
                self._prove_untouched(place, before, after)
            else:
                self._prove_edited(pair, pair.edit, place, before, after)

    def _fail(self, place: str, what: str) -> None:
        fail(f"{self._new.part}!{place}", what)

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
        """Whether the cell took over the lead of a shared formula, which the proof of the sheet
        then looks into."""
        old, new = _formula(before), _formula(after)
        if old is None or new is None or old.get("t") != "shared" or old.text or not new.text:
            return False
        wanted = dict(old.attrib, ref=new.get("ref", ""))
        if new.attrib != wanted:
            return False
        new.attrib, new.text = dict(old.attrib), old.text
        return same(before, after)

    def _prove_edited(
        self, pair: _Pair, edit: Edit, place: str, before: Element | None, after: Element | None
    ) -> None:
        formula = _formula(before)
        if formula is not None:
            self.seen.formulas.add(place)
            if formula.get("t") in ("array", "dataTable"):
                self._fail(place, "a formula of several cells is overwritten")
        wanted = expected(edit.value, date1904=self._before.date1904)
        if _formula(after) is not None or not equal(present(after, self._after), wanted):
            self._fail(place, "the cell does not hold the value asked for")
        held = formula is None and equal(present(before, self._before), wanted)
        self._prove_rest(place, before, after, held=held)
        if after is not None and pair.old != pair.new:
            self._prove_form(place, after)
        style = edit.style
        day = isinstance(edit.value, date) and not (style and style.number_format)
        indexes = [
            int(cell.get("s", "0")) if cell is not None else pair.base for cell in (before, after)
        ]
        look = Look(indexes[0], indexes[1], style, day)
        self.seen.looks.setdefault(look, place)

    def _prove_form(self, place: str, after: Element) -> None:
        """Text is inline, with its white space kept, and a number is a number alone."""
        kind, held = after.get("t", "n"), {local(str(each.tag)): each for each in after}
        if (
            kind == "inlineStr"
            and "is" in held
            and [local(str(each.tag)) for each in held["is"]] == ["t"]
        ):
            text = held["is"][0]
            kept = {_SPACE: "preserve"} if (text.text or "").strip() != (text.text or "") else {}
            if held["is"].attrib or text.attrib not in (kept, {_SPACE: "preserve"}):
                self._fail(place, "its text does not keep its white space")
        elif "v" in held and held["v"].attrib:
            self._fail(place, "its value has attributes that nobody asked for")

    def _prove_rest(
        self, place: str, before: Element | None, after: Element | None, *, held: bool
    ) -> None:
        """What does not describe the value is as it was; where the value was `held` already, all
        is."""
        if before is None:
            extra = set(after.attrib) - {"r", "s", "t"} if after is not None else ()
            if extra:
                self._fail(place, "a new cell has attributes that nobody asked for")
            return
        if after is None:
            return self._fail(place, "the cell is missing")
        if after.get("r") == place:
            before.set("r", place)
        free = _STYLE if held else _OF_VALUE
        named = {**before.attrib, **after.attrib}
        loose = [key for key in named if key not in free and before.get(key) != after.get(key)]
        rest = [
            [each for each in cell if held or local(str(each.tag)) not in _VALUES]
            for cell in (before, after)
        ]
        alike = len(rest[0]) == len(rest[1]) and all(same(a, b) for a, b in zip(*rest, strict=True))
        if loose or not alike or (before.tail or "") != (after.tail or ""):
            self._fail(place, "the cell lost something beside its value")
        return None


def _formula(cell: Element | None) -> Element | None:
    for each in cell if cell is not None else ():
        if local(str(each.tag)) == "f":
            return each
    return None
