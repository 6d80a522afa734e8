"""The splice: only the `<c>` elements of the edits are replaced or inserted, in the bytes of their
sheet (spec 7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property

from sheetfollow.exceptions import CannotWrite
from sheetfollow.model import Edit
from sheetfollow.xlsx import a1
from sheetfollow.xlsx.patch import styles
from sheetfollow.xlsx.patch.cells import Area, Content, Encoder, holds
from sheetfollow.xlsx.patch.formulas import Ground, refuse
from sheetfollow.xlsx.patch.rows import Row, Rows
from sheetfollow.xlsx.patch.xml import Element, Xml, attribute, integer, with_attribute

_OF_OLD_VALUE = re.compile(rb"\s+(?:t|cm|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TYPE = re.compile(rb"\st\s*=\s*[\"'](\w+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_EXTENSION = re.compile(rb"<(\w+:)?extLst[\s>].*</(\w+:)?extLst\s*>", re.S)
_REMEMBERED = (
    100_000  # contents of cells: where all differ, remembering more costs memory and helps nobody
)


@dataclass
class Done:
    """What the edits of a sheet changed: whether any value, which formulas are gone, where cells
    are new."""

    values: bool = False
    formulas: list[tuple[int, int]] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    @property
    def created(self) -> Area | None:
        """The range around all cells that are new."""
        rows, columns = self.rows, self.columns
        return (
            Area(
                min(rows),
                min(columns),
                max(rows),
                max(columns),
            )
            if rows
            else None
        )


class Cells:
    """The edits to the cells of one sheet."""

    def __init__(
        self,
        xml: Xml,
        name: str,
        encoder: Encoder,
        shared: Callable[[int], str],
        derive: Callable[[int, Edit], int],
        fixed: Sequence[Ground],
    ) -> None:
        """`shared` gives the shared strings, `derive` the style index for an edit of a cell that
        has one; in `fixed` ranges no value may change."""
        data = xml.flat_child(b"sheetData")
        if data is None or data.close < 0:
            raise CannotWrite(
                f"{name}: the sheet has no place for cells; open and save the file in your"
                " spreadsheet"
            )
        self._xml, self._name, self._data = xml, name, data
        self._encoder, self._shared, self._derive, self._fixed = encoder, shared, derive, fixed
        self.rows = Rows(xml, data)
        self._tag = xml.prefix + b"c"
        self._formula = b"<" + xml.prefix + b"f"
        self._known: dict[object, bytes] = {}
        self._column_styles: dict[int, int] = {}
        self.done = Done()

    @property
    def end(self) -> int:
        """Where the rows end: what belongs to the sheet as a whole stands behind."""
        return self._data.end

    @property
    def has_formulas(self) -> bool:
        return (
            re.search(b"<" + re.escape(self._xml.prefix) + rb"f[\s/>]", self._xml.quiet) is not None
        )

    def edit(self, changes: Mapping[int, Mapping[int, Edit]]) -> None:
        """Make the edits, given by row and column."""
        present = set()
        for index, number in enumerate(self.rows.numbers):
            wanted = changes.get(number)
            if wanted and number not in present:
                present.add(number)
                self._edit_row(self.rows.row(index), wanted)
        self._add_rows({number: changes[number] for number in sorted(changes.keys() - present)})
        created = self.done.created
        if created:
            self._widen_dimension(created)

    def _edit_row(self, row: Row, wanted: Mapping[int, Edit]) -> None:
        missing = self._edit_plain(row, wanted)
        for column, found in self.rows.cells(row) if missing else ():
            edit = missing.pop(column, None)
            if edit:
                new = self._rewritten(
                    found,
                    edit,
                    row.number,
                    column,
                )
                if new is not None:
                    self._xml.splice(*found.span(), new)
        added = self._new_cells(row, {column: missing[column] for column in sorted(missing)})
        if added and row.body == row.end:
            self._open_row(row, added, wanted)
        else:
            self._add_cells(row, added)
            self._retag(row, added, wanted)

    def _edit_plain(self, row: Row, wanted: Mapping[int, Edit]) -> dict[int, Edit]:
        """Make the edits of the cells whose name comes first and that hold no formula; returns the
        others.

        What stands behind the name, and the edit, tell what is to stand there: each such pair is
        worked out once.
        """
        if any(ground.area.top <= row.number <= ground.area.bottom for ground in self._fixed):
            return dict(wanted)
        data, quiet, tag, known = self._xml.data, self._xml.quiet, b"<" + self._tag, self._known
        others, at, number = {}, row.body, b'%d"' % row.number
        for column, edit in sorted(wanted.items()):
            opening = _opening(self._tag, column) + number
            start = quiet.find(opening, at, row.close)
            if start < 0:
                others[column] = edit
                continue
            behind = start + len(opening)
            end = quiet.find(tag, behind, row.close)
            at = end if end >= 0 else row.close
            old = data[behind:at]
            key = old, edit.value.__class__, edit.value, edit.style
            new = known.get(key) or self._work_out(
                key,
                start,
                behind,
                at,
                edit,
                row.number,
                column,
            )
            if new is None:
                others[column] = edit
            elif new != old:
                self._xml.splice(behind, at, new)
        return others

    def _work_out(
        self, key: object, start: int, behind: int, end: int, edit: Edit, row: int, column: int
    ) -> bytes | None:
        """What is to stand behind a cell's name and before the next cell; None where that takes a
        closer look."""
        found = self.rows.cell.match(
            self._xml.quiet,
            start,
            end,
        )
        if found is None or self._formula in found[0]:
            return None
        cell = self._rewritten(found, edit, row, column)
        new = (
            cell[behind - start :] + self._xml.data[found.end() : end]
            if cell
            else self._xml.data[behind:end]
        )
        if len(self._known) == _REMEMBERED:
            self._known.clear()
        self._known[key] = new
        return new

    def _rewritten(self, found: re.Match[bytes], edit: Edit, row: int, column: int) -> bytes | None:
        """What a cell becomes; None where it has what the edit wants."""
        first, last = found.span(1)
        attributes, inside = self._xml.data[first:last], found[3] or b""
        old_style = integer(attributes, b"s")
        style = self._derive(old_style, edit)
        content = self._content(edit, row, column)
        has_formula = b"f" in inside and _FORMULA.search(inside) is not None
        if not has_formula and self._holds(content, attributes, found):
            if style == old_style:
                return None
            styled_anew = with_attribute(attributes, b"s", str(style))
            return (
                self._xml.data[found.start() : first]
                + styled_anew
                + self._xml.data[last : found.end()]
            )
        if self._fixed:
            refuse(self._name, row, column, self._fixed)
        self.done.values = True
        if has_formula:
            self.done.formulas.append((row, column))
        kept = _OF_OLD_VALUE.sub(b"", attributes).rstrip()
        if style != old_style:
            kept = with_attribute(kept, b"s", str(style))
        extension = self._extension(found) if b"extLst" in inside else b""
        return self._cell_bytes(kept, content, extension)

    def _extension(self, found: re.Match[bytes]) -> bytes:
        """What a cell has for extensions, which are none of its value's."""
        part = _EXTENSION.search(self._xml.quiet, *found.span(3))
        return self._xml.data[part.start() : part.end()] if part else b""

    def _content(self, edit: Edit, row: int, column: int) -> Content:
        return self._encoder.content(edit.value, lambda: f"{self._name}!{a1.name(row, column)}")

    def _holds(self, content: Content, attributes: bytes, found: re.Match[bytes]) -> bool:
        """Whether a cell without a formula has the content already, in whatever form."""
        if found[3] is None:
            return content.value is None
        inside = self._xml.data[found.start(3) : found.end(3)]
        typed = _TYPE.search(attributes)
        kind = typed[1] if typed else b""
        if content.inside and inside == content.inside and kind == content.type:
            return True
        return holds(
            content,
            kind.decode(),
            inside,
            self._shared,
        )

    def _cell_bytes(self, attributes: bytes, content: Content, extension: bytes = b"") -> bytes:
        tag = self._tag
        if content.type:
            attributes += b' t="' + content.type + b'"'
        inside = content.inside + extension
        return (
            b"<%b%b>%b</%b>" % (tag, attributes, inside, tag)
            if inside
            else b"<%b%b/>" % (tag, attributes)
        )

    def _new_cells(self, row: Row, wanted: Mapping[int, Edit]) -> dict[int, bytes]:
        """The cells that an existing row lacks."""
        own = self._row_style(self._xml.data[row.start : row.body]) if wanted else None
        new = {
            column: self._new_cell(
                row.number,
                column,
                edit,
                own,
            )
            for column, edit in wanted.items()
        }
        return {column: cell for column, cell in new.items() if cell}

    def _add_cells(self, row: Row, new: Mapping[int, bytes]) -> None:
        """Insert cells, each before the first that stands right of it."""
        present = [(column, found.start()) for column, found in self.rows.cells(row)] if new else []
        for column, cell in new.items():
            place = next((start for other, start in present if other > column), row.close)
            self._xml.splice(place, place, cell)

    def _open_row(self, row: Row, new: Mapping[int, bytes], edits: Mapping[int, Edit]) -> None:
        """Give cells to a self-closed row."""
        tag = self._xml.prefix + b"row"
        attributes = self._xml.data[row.start + 1 + len(tag) : row.body - 2].rstrip()
        opening = b"<" + tag + _row_attributes(attributes, new, edits) + b">"
        self._xml.splice(row.start, row.end, opening + b"".join(new.values()) + b"</" + tag + b">")

    def _retag(self, row: Row, new: Mapping[int, bytes], edits: Mapping[int, Edit]) -> None:
        first = row.start + 1 + len(self._xml.prefix + b"row")
        last = row.body - (2 if row.body == row.end else 1)
        attributes = self._xml.data[first:last]
        wanted = _row_attributes(attributes, new, edits)
        if wanted != attributes:
            self._xml.splice(first, last, wanted)

    def _row_style(self, tag: bytes) -> int | None:
        custom = attribute(tag, b"customFormat") in ("1", "true")
        return integer(tag, b"s") if custom else None

    def _new_cell(self, row: int, column: int, edit: Edit, row_style: int | None) -> bytes:
        """The bytes of a cell that the sheet lacks; none for an empty one that looks as the place
        does."""
        base = row_style if row_style is not None else self._column_style(column)
        style, content = (
            self._derive(base, edit),
            self._content(
                edit,
                row,
                column,
            ),
        )
        if content.value is None and style == base:
            return b""
        if content.value is not None:
            refuse(self._name, row, column, self._fixed)
            self.done.values = True
        self.done.rows.add(row)
        self.done.columns.add(column)
        attributes = b' r="%b"' % a1.name(row, column).encode() + (
            b' s="%d"' % style if style else b""
        )
        return self._cell_bytes(attributes, content)

    def _add_rows(self, missing: Mapping[int, Mapping[int, Edit]]) -> None:
        """Insert the rows that the sheet lacks, each before the first with a higher number."""
        last = []
        for number, wanted in missing.items():
            cells = b"".join(
                self._new_cell(
                    number,
                    column,
                    wanted[column],
                    None,
                )
                for column in sorted(wanted)
            )
            if not cells:
                continue
            tag = self._xml.prefix + b"row"
            attributes = _with_height(b' r="%d"' % number, wanted)
            new = b"<%b%b>%b</%b>" % (tag, attributes, cells, tag)
            place = self.rows.place_for(number)
            if place is None:
                last.append(new)
            else:
                self._xml.splice(place, place, new)
        if last:
            self._xml.append(self._data, b"".join(last))

    @cached_property
    def _head(self) -> list[Element]:
        return list(self._xml.elements(self._xml.root.body, self._data.start))

    @cached_property
    def _columns(self) -> list[tuple[int, int, int]]:
        """First and last column and style of the columns that have one."""
        found = []
        for columns in (each for each in self._head if each.name == b"cols"):
            for element in self._xml.children(columns):
                written = self._xml.attributes(element)
                first, last = integer(written, b"min"), integer(written, b"max")
                found.append((first, last, integer(written, b"style")))
        return found

    def _column_style(self, column: int) -> int:
        if column not in self._column_styles:
            found = (style for first, last, style in self._columns if first <= column <= last)
            self._column_styles[column] = next(found, 0)
        return self._column_styles[column]

    def _widen_dimension(self, created: Area) -> None:
        for element in (each for each in self._head if each.name == b"dimension"):
            present = self._xml.attribute(element, b"ref") or ""
            wider = _widened(present, created)
            if wider != present:
                self._xml.set_attribute(element, b"ref", wider)


def _widened(reference: str, created: Area) -> str:
    """A reference around a range too, in its own form: one of whole rows names rows alone. One
    that names no cells stays."""
    present = Area.read(reference)
    wider = present.around(created) if present else None
    if wider is None or wider == present:
        return reference
    has_rows = any(each.isdigit() for each in reference)
    has_columns = any(each.isalpha() for each in reference)
    corners = []
    for row, column in ((wider.top, wider.left), (wider.bottom, wider.right)):
        letters = a1.letters(column) if has_columns else ""
        corners.append(f"{letters}{row if has_rows else ''}")
    return ":".join(corners)


@cache
def _opening(tag: bytes, column: int) -> bytes:
    """How most applications begin a cell of that column, up to its row."""
    return b'<%b r="%b' % (tag, a1.letters(column).encode())


def _row_attributes(
    attributes: bytes, new: Mapping[int, bytes], edits: Mapping[int, Edit]
) -> bytes:
    """The attributes of a row that has these new cells, and the height that its edits ask for."""
    wider = _with_spans(attributes, min(new), max(new)) if new else attributes
    return _with_height(wider, edits)


def _with_height(attributes: bytes, edits: Mapping[int, Edit]) -> bytes:
    height = next((edit.height for edit in edits.values() if edit.height is not None), None)
    if height is None:
        return attributes
    tall = with_attribute(attributes, b"ht", f"{height:g}")
    return with_attribute(tall, b"customHeight", "1")


def _with_spans(attributes: bytes, first: int, last: int) -> bytes:
    """The attributes of a row, with `spans`, where it says any, around two columns."""
    present = attribute(attributes, b"spans")
    if not present:
        return attributes
    spans = [tuple(map(int, span.split(":"))) for span in present.split()]
    if all(any(span[0] <= column <= span[-1] for span in spans) for column in (first, last)):
        return attributes
    edges = [
        first,
        last,
        *(edge for span in spans for edge in span),
    ]
    return with_attribute(attributes, b"spans", f"{min(edges)}:{max(edges)}")


def date_format(edit: Edit) -> str | None:
    """The number format for a cell with a date that shows none: with the hour where there is
    one."""
    value = edit.value
    if not isinstance(value, date) or (edit.style and edit.style.number_format):
        return None
    has_hour = isinstance(value, datetime) and (value.hour or value.minute or value.second)
    return styles.MOMENT if has_hour else styles.DATE
