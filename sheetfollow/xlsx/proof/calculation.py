"""What tells applications to compute: the chain of formulas, and the settings in the workbook part
(spec 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from sheetfollow.xlsx.proof.book import Book, child, fail, kind, tree, without
from sheetfollow.xlsx.proof.text import asides, plain, utf8

_CALC = re.compile(rb"<((?:[\w.-]+:)?)calcPr(?=[\s/>])[^>]*?(?:/>|>.*?</\1calcPr\s*>)", re.S)
_LINK = re.compile(rb"<(?:[\w.-]+:)?c(\s[^>]*?)/?>")
_ATTRIBUTE = re.compile(rb"([\w.:-]+)\s*=\s*[\"']([^\"']*)[\"']")
_BEHIND_CALC = {
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
}


def prove_chain(before: Book, after: Book, chain: str, formulas: set[tuple[str, str]]) -> None:
    """Raises WouldLoseContent unless the chain lost the formulas that were replaced, each a sheetId
    and a cell, and nothing else. `chain` is its part, "" where there is none."""
    if not chain:
        return
    if chain not in after.entries:
        if any(link[:2] not in formulas for link in _chain(before, chain)):
            fail(chain, "the part is missing")
        return
    if before.lying(chain) == after.lying(chain) and not formulas:
        return
    if without(before.read(chain), b"c") != without(after.read(chain), b"c"):
        fail(chain, "more than the links of the chain of calculation differs")
    _prove_links(before, after, chain, formulas)


def _prove_links(before: Book, after: Book, chain: str, formulas: set[tuple[str, str]]) -> None:
    left = (link for link in _chain(before, chain) if link[:2] not in formulas)
    for one, other in zip_longest(left, _chain(after, chain)):
        if one != other:
            fail(chain, "the chain of calculation lost more than the formulas that were replaced")


def _chain(book: Book, part: str) -> Iterator[tuple[str, str, bytes]]:
    """The links of the chain: the sheet, which is that of the one before where it is not said, the
    cell, and all that is said beside."""
    sheet = ""
    for link in _LINK.finditer(plain(utf8(book.read(part)))):
        written = dict(_ATTRIBUTE.findall(link[1]))
        sheet = written.pop(b"i", b"").decode() or sheet
        cell = written.pop(b"r", b"").decode()
        yield sheet, cell, b" ".join(sorted(b"=".join(pair) for pair in written.items()))


def prove_calculation(part: str, before: bytes, after: bytes) -> None:
    """The workbook part, given before and after, differs in the wish to be recomputed at most."""
    old, new = utf8(before), utf8(after)
    if old == new:
        return
    if asides(old) != asides(new):
        fail(part, "a comment or instruction differs")
    old, new = plain(old), plain(new)
    if _CALC.sub(b"", old) != _CALC.sub(b"", new):
        fail(part, "more than the settings of calculation differs")
    had = child(tree(old, part), "calcPr")
    has = child(tree(new, part), "calcPr")
    wanted = {**(had.attrib if had is not None else {}), "fullCalcOnLoad": "1"}
    if has is None or has.attrib != wanted:
        fail(part, "the settings of calculation differ")
    names = [kind(each) for each in tree(new, part)]
    if had is None and _BEHIND_CALC & set(names[: names.index("calcPr")]):
        fail(part, "the settings of calculation stand in the wrong place")
