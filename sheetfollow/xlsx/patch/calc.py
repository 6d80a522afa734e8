"""Recalculation: the chain of formulas loses those that were replaced, and the application
recomputes the rest."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from sheetfollow.xlsx.patch.package import Package
from sheetfollow.xlsx.patch.xml import Element, Xml, attribute

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_BEFORE_CALC = {
    b"fileVersion",
    b"fileSharing",
    b"workbookPr",
    b"workbookProtection",
    b"bookViews",
    b"sheets",
    b"functionGroups",
    b"externalReferences",
    b"definedNames",
}


def has_chain(package: Package) -> bool:
    return bool(package.related(package.workbook, "calcChain"))


def date_system_1904(package: Package) -> bool:
    """Whether the workbook counts its days from 1904."""
    xml = package.xml(package.workbook)
    properties = xml.child(xml.root, b"workbookPr")
    return properties is not None and xml.attribute(properties, b"date1904") in ("1", "true")


def forget(package: Package, formulas: Iterable[tuple[str, str]]) -> None:
    """Take replaced formulas, each a sheetId and a cell, out of the chain; without any left, the
    chain goes."""
    gone = set(formulas)
    for name in package.related(package.workbook, "calcChain") if gone else ():
        xml = package.xml(name)
        links = [each for each in xml.children(xml.root) if each.name == b"c"]
        sheets = _inherited(xml, links)
        kept = [
            (xml.attribute(each, b"r"), sheet) for each, sheet in zip(links, sheets, strict=True)
        ]
        stays = [(sheet or "", cell or "") not in gone for cell, sheet in kept]
        if all(stays):
            continue
        if not any(stays):
            package.drop_part(package.workbook, name)
        else:
            _cut(xml, links, sheets, stays)


def _inherited(xml: Xml, links: list[Element]) -> list[str | None]:
    """The sheet of each link of the chain: its own, else that of the link before."""
    sheets: list[str | None] = []
    for link in links:
        own = xml.attribute(link, b"i")
        sheets.append(own or (sheets[-1] if sheets else None))
    return sheets


def _cut(xml: Xml, links: list[Element], sheets: list[str | None], stays: list[bool]) -> None:
    """Take out links; one that inherits its sheet from a link taken out gets it written."""
    last: str | None = None
    for link, sheet, keep in zip(links, sheets, stays, strict=True):
        if not keep:
            xml.splice(link.start, link.end, b"")
            continue
        if sheet != last and sheet is not None and attribute(xml.attributes(link), b"i") is None:
            xml.set_attribute(link, b"i", sheet)
        last = sheet


def any_formula(package: Package, but: Container[str]) -> bool:
    """Whether any worksheet has a formula, `but` some: applications other than Excel write no chain
    of them."""
    parts = [
        package.archive.find(entry.part) for entry in package.sheets if entry.kind == "worksheet"
    ]
    return any(
        _FORMULA.search(package.archive.read(part)) for part in parts if part and part not in but
    )


def recompute(package: Package) -> None:
    """Ask the application to compute all formulas when it opens the workbook."""
    xml = package.xml(package.workbook)
    present = xml.child(xml.root, b"calcPr")
    if present is None:
        known = [each.end for each in xml.children(xml.root) if each.name in _BEFORE_CALC]
        place = max(known, default=xml.root.body)
        xml.splice(place, place, b"<" + xml.prefix + b'calcPr fullCalcOnLoad="1"/>')
    elif xml.attribute(present, b"fullCalcOnLoad") not in ("1", "true"):
        xml.set_attribute(present, b"fullCalcOnLoad", "1")
