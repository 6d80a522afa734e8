"""The values of sheets, by two readers: python-calamine reads, and openpyxl where it refuses (spec
3). Formulas give the value that the workbook holds for them."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.a1 import LAST_COLUMN, LAST_ROW, Corners, corners
from sheetfollow.xlsx.frame import Frame
from sheetfollow.xlsx.gate.advice import shown

Row = Sequence[Any]
Kept = TypeVar("Kept")
Wanted = Callable[[str, bool], bool]


def read_sheets(
    data: bytes, wanted: Wanted, keep: Callable[[str, Sequence[Row]], Kept]
) -> dict[str, Kept]:
    """What is kept of each wanted sheet, by its name, in the workbook's order.

    `wanted` is asked for each worksheet by its name and whether it is visible. `keep` gets the name
    and all rows from row 1 and column A, of one width, and makes of them what is of use: the rest
    is let go sheet by sheet, since it is most of a large workbook's memory. Blank cells are "" or
    None. Raises UnsafeInput where no reader can make sense of the bytes, which the gate has passed.
    """
    try:
        with _hushed():
            return dict(_with_calamine(data, wanted, keep))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the reader's Rust is no Exception; the second reader decides
        pass
    try:
        return dict(_with_openpyxl(data, wanted, keep))
    except Exception as error:
        _refuse_merges(data, wanted)
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnsafeInput(
            f"cannot be read ({reason}); open it in Excel, save it again, then sync"
        ) from error


def _refuse_merges(data: bytes, wanted: Wanted) -> None:
    """Raises UnsafeInput for a wanted sheet with a merge that no reader takes: one of whole rows or
    columns that is written as A:C, in which there would be one row or column to read, and one that
    names no cells."""
    frame = Frame(data)
    for sheet in frame.sheet_names:
        for reference in frame.merges(sheet) if wanted(sheet, True) else ():
            named = corners(reference)
            if named is None:
                raise UnsafeInput(
                    f"the sheet {shown(sheet)} merges {shown(reference)!r}, which names no cells;"
                    " open it in Excel, save it again, then sync"
                )
            if _is_whole(named):
                raise UnsafeInput(
                    f"the sheet {shown(sheet)} merges whole rows or columns; unmerge them, then"
                    " sync"
                )


def _is_whole(merged: Corners) -> bool:
    top, left, bottom, right = merged
    return (top, bottom) == (1, LAST_ROW) or (left, right) == (1, LAST_COLUMN)


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep what the reader's Rust would write to stderr when it panics, past Python: the second
    reader decides then."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no stderr
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _with_calamine(
    data: bytes, wanted: Wanted, keep: Callable[[str, Sequence[Row]], Kept]
) -> Iterator[tuple[str, Kept]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for each in book.sheets_metadata:
        visible = each.visible == SheetVisibleEnum.Visible
        if each.typ == SheetTypeEnum.WorkSheet and wanted(each.name, visible):
            rows = book.get_sheet_by_name(each.name).to_python(skip_empty_area=False)
            yield each.name, keep(each.name, rows)


def _with_openpyxl(
    data: bytes, wanted: Wanted, keep: Callable[[str, Sequence[Row]], Kept]
) -> Iterator[tuple[str, Kept]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings(action="ignore"):  # of what it would not save; it never saves here
        book = load_workbook(
            io.BytesIO(data),
            read_only=True,
            data_only=True,
        )
        for each in book.worksheets:
            if wanted(each.title, each.sheet_state == "visible"):
                each.reset_dimensions()
                rows = list(each.iter_rows(values_only=True))
                width = max(map(len, rows), default=0)
                padded = [(*row, *[None] * (width - len(row))) for row in rows]
                yield each.title, keep(each.title, padded)
