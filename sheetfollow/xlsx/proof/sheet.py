"""One sheet before and after: nothing differs outside the edited cells, and those hold what was
asked (spec 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from sheetfollow.model import Edit
from sheetfollow.xlsx.proof.book import Book, fail, whole
from sheetfollow.xlsx.proof.cells import CellsProof, Seen
from sheetfollow.xlsx.proof.formulas import shared_groups
from sheetfollow.xlsx.proof.grid import Grid, Row, name_of, number_of

Changes = Mapping[int, Mapping[int, Edit]]
_DIMENSION = re.compile(rb"<((?:[\w.-]+:)?)dimension\s[^>]*?(?:/>|>.*?</\1dimension\s*>)", re.S)
_LINKS = re.compile(rb"<((?:[\w.-]+:)?)hyperlinks(?:\s[^>]*?)?(?:/>|>.*?</\1hyperlinks\s*>)", re.S)
_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_REFERENCE = re.compile(
    r"\$?(?P<column1>[A-Za-z]{0,3})\$?(?P<row1>[0-9]*)"
    r"(?::\$?(?P<column2>[A-Za-z]{0,3})\$?(?P<row2>[0-9]*))?"
)
_ORDER = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)


class SheetProof:
    """The comparison of one sheet."""

    def __init__(self, before: Book, after: Book, part: str, changes: Changes) -> None:
        self._part, self._changes = part, changes
        self.old, self.new = Grid(before, part), Grid(after, part)
        self._cells = CellsProof(
            self.old,
            self.new,
            before,
            after,
        )
        self._styles: dict[int, int] = {}

    @property
    def seen(self) -> Seen:
        return self._cells.seen

    def prove(self) -> Seen:
        """Raises WouldLoseContent for the first difference that no edit asked for."""
        self._prove_rows()
        self._cells.finish()
        self._prove_frame()
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
        """New hyperlinks stand where the standard wants them; those that were there stay."""
        names = self.new.children()
        if "hyperlinks" not in names:
            return
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
        if (old is None) != (new is None):
            self._fail("", "the dimension came or went")
        if old is None or new is None or old[0] == new[0]:
            return
        was, is_ = _reference(old[0]), _reference(new[0])
        if not _is_around(was, is_, self.seen.created_rows, self.seen.created_columns):
            self._fail("", f"the dimension became {is_}")

    def _prove_rows(self) -> None:
        """Compares the rows; hands on the cells that an edit asked for, or whose bytes differ."""
        left = dict(self._changes)
        for number, old, new in self._paired():
            edits = left.pop(number, {})
            if edits and self._prove_plain_row(number, old, new, edits):
                continue
            if edits or old != new:
                self._prove_row(number, old, new, edits)
            elif number in self._changes:
                self._prove_single(number, old)
        for number, edits in left.items():
            for column, edit in edits.items():
                self._take(
                    number,
                    column,
                    b"",
                    b"",
                    edit,
                    b"",
                )

    def _paired(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Each row, b"" before where it is new. The rows that were there are there, in their order,
        and where that rises, the new ones stand where they belong."""
        before = self.old.rows()
        was, old = next(before)
        had, has, fresh = list[int](), list[int](), set[int]()
        for number, new in self.new.rows():
            has.append(number)
            if number != was:
                fresh.add(number)
                yield number, b"", new
                continue
            if number == 0 and old != new:
                self._fail("", "what stands before the first row differs")
            if number in fresh:
                self._fail(f"{number}:{number}", "a row is missing or moved")
            yield number, old, new
            had.append(number)
            was, old = next(before, (-1, b""))
        if was >= 0:
            self._fail(f"{was}:{was}", "a row is missing or moved")
        if _rises(had) and not _rises(has):
            self._fail("", "the rows are out of order")

    def _prove_single(self, number: int, row: bytes) -> None:
        """Where a number stands twice, the second row has none of the cells that the first one was
        edited in."""
        twice = self.old.cut(row).cells.keys() & self._changes[number].keys()
        if twice:
            self._fail(name_of(number, min(twice)), "the cell stands twice")

    def _prove_plain_row(
        self, number: int, old: bytes, new: bytes, edits: Mapping[int, Edit]
    ) -> bool:
        """Whether a row is written plainly and differs in the cells of its edits alone, all of
        which it had."""
        if not self.new.is_plain(new):
            return False
        cells, was, is_ = [], 0, 0
        if _height_asked(edits) is not None and old:
            self._prove_row_tag(number, old, new)
            was, is_ = len(_tag(old)), len(_tag(new))
        for column in sorted(edits):
            opening = self.new.opening(number, column)
            after = new.find(opening, is_)
            between = new[is_ : after + len(opening)]
            if after < 0 or not old.startswith(between, was):
                return False
            before, after = was + len(between), is_ + len(between)
            was, is_ = self.old.end_of_cell(old, before), self.new.end_of_cell(new, after)
            cells.append((column, opening, old[before:was], new[after:is_]))
        if old[was:] != new[is_:]:
            return False
        for column, opening, had, has in cells:
            self._cells.take(
                number,
                column,
                opening,
                had,
                has,
                edits[column],
            )
        return True

    def _prove_row(
        self,
        number: int,
        old: bytes,
        new: bytes,
        edits: Mapping[int, Edit],
    ) -> None:
        before, after = self.old.cut(old), self.new.cut(new)
        as_new = not old and after.opening == self.new.opening_of_row(number)
        as_was = (before.opening, before.ending) == (after.opening, after.ending)
        if _height_asked(edits) is not None:
            as_new = as_was = False
        if not as_new and not as_was:
            self._prove_row_tag(number, old, new)
        self._prove_cell_order(number, before, after)
        missing = [column for column in edits if column not in after.cells]
        for column in [*after.cells, *missing]:
            was, is_ = before.cells.get(column, b""), after.cells.get(column, b"")
            edit = edits.get(column)
            if edit is not None or was != is_:
                self._take(
                    number,
                    column,
                    was,
                    is_,
                    edit,
                    before.opening,
                )

    def _prove_cell_order(self, number: int, before: Row, after: Row) -> None:
        """The cells that were there are there, in their order; the new ones stand between."""
        known, columns = list(before.cells), list(after.cells)
        if [column for column in columns if column in before.cells] != known:
            lost = [column for column in known if column not in after.cells]
            self._fail(name_of(number, lost[0] if lost else 1), "a cell is missing or moved")
        if _rises(known) and not _rises(columns):
            self._fail(f"{number}:{number}", "the cells are out of order")

    def _take(
        self, number: int, column: int, old: bytes, new: bytes, edit: Edit | None, row: bytes
    ) -> None:
        """Hand on a cell, by what stands behind its name where that is written plainly; `row` is
        how the row began."""
        opening = self.new.opening(number, column)
        if all(cell.startswith(opening) for cell in (old, new) if cell):
            old, new = old[len(opening) :], new[len(opening) :]
        else:
            opening = b""
        base = self._style_at(row, column) if edit and not (old and new) else 0
        self._cells.take(
            number,
            column,
            opening,
            old,
            new,
            edit,
            base,
        )

    def _prove_row_tag(self, number: int, old: bytes, new: bytes) -> None:
        """The row itself is as it was, but for `spans` that are wider and the height that its edits
        ask for; a new one says its number, and that height, alone."""
        place = f"{number}:{number}"
        [after] = self.new.parse([_tag_alone(new)])
        said = dict(after.attrib)
        height = _height_asked(self._changes.get(number, {}))
        if height is not None and not _is_high(
            said.pop("ht", ""), said.pop("customHeight", ""), height
        ):
            self._fail(place, f"the row is not {height:g} points high")
        if not old:
            if said != {"r": str(number)}:
                self._fail(place, "a new row has attributes of its own")
            return
        [before] = self.old.parse([_tag_alone(old)])
        was = dict(before.attrib)
        if height is not None:
            was.pop("ht", None)
            was.pop("customHeight", None)
        if not self._same_attributes(
            number,
            was,
            said,
            old,
        ):
            self._fail(place, "the row's attributes differ")
        if _outside_cells(self.old.cut(old)) != _outside_cells(self.new.cut(new)):
            self._fail(place, "text between the cells differs")

    def _same_attributes(
        self,
        number: int,
        was: dict[str, str],
        is_: dict[str, str],
        old: bytes,
    ) -> bool:
        spans = was.pop("spans", None), is_.pop("spans", None)
        if is_.get("r") == str(number):
            was.setdefault("r", str(number))
        present = self.old.cut(old).cells
        columns = [column for column in self._changes.get(number, {}) if column not in present]
        return was == is_ and _spans_hold(*spans, columns)

    def _style_at(self, row: bytes, column: int) -> int:
        """The style index of a cell that is missing: that of its row or column."""
        if b"customFormat" in row:
            [tag] = self.old.parse([_tag_alone(row)])
            if tag.get("customFormat") in ("1", "true"):
                return whole(
                    tag.get("s"),
                    self._part,
                    "the style of a row",
                )
        if column not in self._styles:
            found = (style for first, last, style in self.old.columns() if first <= column <= last)
            self._styles[column] = next(found, 0)
        return self._styles[column]

    def _prove_shared_formulas(self) -> None:
        """Where the cell that led a shared formula is edited, the others of its group still mean
        the same."""
        if not self.seen.formulas:
            return
        edited = set()
        for row, edits in self._changes.items():
            edited |= {name_of(row, column) for column in edits}
        old, new = shared_groups(self.old), shared_groups(self.new)
        for follower, leader in old.leader.items():
            if leader not in self.seen.formulas or follower in edited:
                continue
            if new.meaning(follower) != old.meaning(follower):
                self._fail(follower, f"its formula changed with the edit of {leader}")


def _rises(numbers: list[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))


def _reference(element: bytes) -> str:
    found = re.search(rb"\sref\s*=\s*[\"']([^\"']*)", element)
    return found[1].decode() if found else ""


def _is_around(was: str, is_: str, rows: set[int], columns: set[int]) -> bool:
    """Whether a reference is another one widened to hold rows and columns, and no more. One of
    whole rows or columns has nothing to widen across."""
    had, has = _REFERENCE.fullmatch(was), _REFERENCE.fullmatch(is_)
    if not had or not has:
        return False
    for axis, new in (("row", rows), ("column", columns)):
        old_edges, edges = _edges(had, axis), _edges(has, axis)
        if bool(old_edges) != bool(edges):
            return False
        around = [*old_edges, *new] if old_edges else []
        if edges and [edges[0], edges[-1]] != [min(around), max(around)]:
            return False
    return True


def _edges(reference: re.Match[str], axis: str) -> list[int]:
    """The first and last row or column that a reference names, none where it names none."""
    named = [reference[f"{axis}{side}"] for side in (1, 2) if reference[f"{axis}{side}"]]
    return sorted(int(each) if axis == "row" else number_of(each.encode()) for each in named)


def _height_asked(edits: Mapping[int, Edit]) -> float | None:
    """The height in points that the edits of a row ask for, None where they ask for none."""
    asked = [edit.height for edit in edits.values() if edit.height is not None]
    return asked[0] if asked else None


def _is_high(said: str, own: str, height: float) -> bool:
    """Whether a row says that it is so high, and that it was made so."""
    try:
        return float(said) == height and own in ("1", "true")
    except ValueError:
        return False


def _tag(row: bytes) -> bytes:
    """The start tag of a row."""
    found = _TAG.match(row)
    return found[0] if found else row


def _tag_alone(row: bytes) -> bytes:
    """The start tag of a row as an element of its own."""
    tag = _tag(row)
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
    if old == new or not (old and new):
        return old == new
    was = [int(edge) for edge in re.findall("[0-9]+", old)]
    is_ = [int(edge) for edge in re.findall("[0-9]+", new)]
    if len(is_) != 2 or not was:
        return False
    first, last = min(was), max(was)
    if not is_[0] <= first <= last <= is_[1]:
        return False
    return is_[0] in (first, *columns) and is_[1] in (last, *columns)
