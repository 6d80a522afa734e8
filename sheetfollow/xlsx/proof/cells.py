"""The cells of one sheet before and after: an edited one holds what was asked, any other is as it
was (spec 7).

What was seen once is not looked into again: of all cells that changed in the same way, one is
parsed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from sheetfollow.model import CellStyle, Edit
from sheetfollow.xlsx.proof.book import Book, Element, child, fail, kind, same, whole
from sheetfollow.xlsx.proof.grid import Grid, name_of
from sheetfollow.xlsx.proof.values import equal, expected, present

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AT_ONCE = 5_000  # cells parsed together: fast, and little memory
_REMEMBERED = 100_000  # pairs: where all differ, remembering more costs memory and helps nobody
_STYLE = {"s"}
_OF_VALUE = {"t", "cm", "vm", "s"}
_OF_NEW = {"r", "s", "t"}
_VALUES = {"f", "v", "is"}


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
        self._waiting.append(
            _Pair(
                row,
                column,
                opening,
                old,
                new,
                edit,
                base,
            )
        )
        if len(self._waiting) == _AT_ONCE:
            self.finish()

    def _remember(self, key: object) -> None:
        if len(self._known) == _REMEMBERED:
            self._known.clear()
        self._known.add(key)

    def finish(self) -> None:
        """Prove what waits. Raises WouldLoseContent for the first cell that differs from what was
        asked."""
        pairs = self._waiting
        self._waiting = []
        old = iter(self._old.parse([pair.opening + pair.old for pair in pairs if pair.old]))
        new = iter(self._new.parse([pair.opening + pair.new for pair in pairs if pair.new]))
        for pair in pairs:
            before = next(old) if pair.old else None
            after = next(new) if pair.new else None
            self._prove(pair, before, after)

    def _prove(self, pair: _Pair, before: Element | None, after: Element | None) -> None:
        place = name_of(pair.row, pair.column)
        for cell in (before, after):
            if cell is not None and cell.get("r", place).upper() != place:
                self._fail(place, "the cell names another place")
        if pair.edit is None:
            self._prove_untouched(place, before, after)
        else:
            self._prove_edited(
                pair,
                pair.edit,
                place,
                before,
                after,
            )

    def _fail(self, place: str, what: str) -> NoReturn:
        fail(f"{self._new.part}!{place}", what)

    def _prove_untouched(self, place: str, before: Element | None, after: Element | None) -> None:
        if before is None or after is None:
            self._fail(place, "a cell came or went that no edit asked for")
        if after.get("r") == place:
            before.set("r", place)
        if same(before, after) and before.tail == after.tail:
            return
        if not self._is_handed_over(before, after):
            self._fail(place, "the cell differs, and no edit asked for that")

    def _is_handed_over(self, before: Element, after: Element) -> bool:
        """Whether the cell took over the lead of a shared formula, which the proof of the sheet
        then looks into."""
        old, new = child(before, "f"), child(after, "f")
        if old is None or new is None or not new.text:
            return False
        if old.get("t") != "shared" or old.text:
            return False
        wanted = dict(old.attrib, ref=new.get("ref", ""))
        if new.attrib != wanted:
            return False
        new.attrib = dict(old.attrib)
        new.text = old.text
        return same(before, after)

    def _prove_edited(
        self, pair: _Pair, edit: Edit, place: str, before: Element | None, after: Element | None
    ) -> None:
        formula = child(before, "f")
        if formula is not None:
            self.seen.formulas.add(place)
            if formula.get("t") in ("array", "dataTable"):
                self._fail(place, "a formula of several cells is overwritten")
        wanted = expected(edit.value, date1904=self._before.date1904)
        holds = equal(present(after, self._after), wanted)
        if child(after, "f") is not None or not holds:
            self._fail(place, "the cell does not hold the value asked for")
        held = formula is None and equal(present(before, self._before), wanted)
        self._prove_rest(place, before, after, held=held)
        if after is not None and pair.old != pair.new:
            self._prove_form(place, after)
        self._note_look(pair, edit, place, before, after)

    def _note_look(
        self, pair: _Pair, edit: Edit, place: str, before: Element | None, after: Element | None
    ) -> None:
        """Keep what the cell looked like and looks like, for the proof of the styles."""
        style = edit.style
        day = isinstance(edit.value, date) and not (style and style.number_format)
        old = self._style_of(place, before, pair.base)
        new = self._style_of(place, after, pair.base)
        self.seen.looks.setdefault(Look(old, new, style, day), place)

    def _style_of(self, place: str, cell: Element | None, base: int) -> int:
        if cell is None:
            return base
        return whole(cell.get("s"), f"{self._new.part}!{place}", "its style")

    def _prove_form(self, place: str, after: Element) -> None:
        """Text is inline, with its white space kept, and a number is a number alone."""
        text, value = _plain_text(after), child(after, "v")
        if text is not None:
            if not _keeps_its_space(text):
                self._fail(place, "its text does not keep its white space")
        elif value is not None and value.attrib:
            self._fail(place, "its value has attributes that nobody asked for")

    def _prove_rest(
        self, place: str, before: Element | None, after: Element | None, *, held: bool
    ) -> None:
        """What does not describe the value is as it was; where the value was `held` already, all
        is."""
        if before is None:
            extra = set(after.attrib) - _OF_NEW if after is not None else ()
            if extra:
                self._fail(place, "a new cell has attributes that nobody asked for")
        elif after is None:
            self._fail(place, "the cell is missing")
        elif not self._is_kept(place, before, after, held=held):
            self._fail(place, "the cell lost something beside its value")

    def _is_kept(self, place: str, before: Element, after: Element, *, held: bool) -> bool:
        if after.get("r") == place:
            before.set("r", place)
        free = _STYLE if held else _OF_VALUE
        if _beside(before, free) != _beside(after, free):
            return False
        old, new = _rest(before, held=held), _rest(after, held=held)
        if len(old) != len(new) or not all(
            map(
                same,
                old,
                new,
            )
        ):
            return False
        return (before.tail or "") == (after.tail or "")


def _beside(cell: Element, free: set[str]) -> dict[str, str]:
    """The attributes of a cell but for those that an edit may change."""
    return {key: value for key, value in cell.attrib.items() if key not in free}


def _rest(cell: Element, *, held: bool) -> list[Element]:
    """The elements of a cell that an edit must leave."""
    return [each for each in cell if held or kind(each) not in _VALUES]


def _plain_text(cell: Element) -> Element | None:
    """The text of a cell that holds one inline, without runs."""
    inline = child(cell, "is")
    if cell.get("t") != "inlineStr" or inline is None:
        return None
    return inline[0] if [kind(each) for each in inline] == ["t"] else None


def _keeps_its_space(text: Element) -> bool:
    held = text.text or ""
    if text.attrib == {_SPACE: "preserve"}:
        return True
    return not text.attrib and held.strip() == held
