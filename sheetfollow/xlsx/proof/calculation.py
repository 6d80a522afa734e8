"""What tells applications to compute: the chain of formulas, and the settings in the workbook part
(spec 7)."""

from __future__ import annotations

import re

from sheetfollow.xlsx.proof.book import Book, child, fail, kind, tree, without
from sheetfollow.xlsx.proof.text import asides, plain, utf8

_CALC = re.compile(rb"<((?:[\w.-]+:)?)calcPr(?=[\s/>])[^>]*?(?:/>|>.*?</\1calcPr\s*>)", re.S)
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
    left = []
    for link in _chain(before.read(chain), chain):
        if (link.get("i"), link.get("r")) not in formulas:
            left.append(link)
    if chain not in after.entries:
        if left:
            fail(chain, "the part is missing")
        return
    same_frame = without(before.read(chain), b"c") == without(after.read(chain), b"c")
    if not same_frame or _chain(after.read(chain), chain) != left:
        fail(chain, "the chain of calculation lost more than the formulas that were replaced")


def _chain(raw: bytes, part: str) -> list[dict[str, str]]:
    """The links of the chain, each with the sheet that it has from the one before."""
    links: list[dict[str, str]] = []
    for element in tree(raw, part):
        if kind(element) != "c":
            continue
        link = dict(element.attrib)
        if "i" not in link and links and "i" in links[-1]:
            link["i"] = links[-1]["i"]
        links.append(link)
    return links


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
