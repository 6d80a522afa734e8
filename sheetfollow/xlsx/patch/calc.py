"""Recalculation: the chain of formulas loses those that were replaced, and the application
recomputes the rest."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

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
        stays = [(sheet, cell) not in gone for _, sheet, cell in _links(xml)]
        if not any(stays):
            package.drop_part(package.workbook, name)
        elif not all(stays):
            _cut(xml, stays)


def _links(xml: Xml) -> Iterator[tuple[Element, str, str]]:
    """Each link of the chain with its sheet, that of the link before where it names none, and its
    cell."""
    sheet = ""
    for link in xml.elements(xml.root.body, xml.root.close):
        if link.name == b"c":
            attributes = xml.attributes(link)
            sheet = attribute(attributes, b"i") or sheet
            yield link, sheet, attribute(attributes, b"r") or ""


def _cut(xml: Xml, stays: list[bool]) -> None:
    """Take out links; one that inherits its sheet from a link taken out gets it written."""
    last = ""
    for (link, sheet, _), keep in zip(
        _links(xml),
        stays,
        strict=True,
    ):
        if not keep:
            xml.splice(link.start, link.end, b"")
            continue
        if sheet != last and attribute(xml.attributes(link), b"i") is None:
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
        xml.splice(
            place,
            place,
            b"<" + xml.prefix + b'calcPr fullCalcOnLoad="1"/>',
        )
    elif xml.attribute(present, b"fullCalcOnLoad") not in ("1", "true"):
        xml.set_attribute(present, b"fullCalcOnLoad", "1")
