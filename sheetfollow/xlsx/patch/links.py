"""Hyperlinks of cells: `<hyperlink>` in the sheet and its target among the relationships (spec
7)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import quote, unquote

from sheetfollow.exceptions import CannotWrite
from sheetfollow.xlsx.patch.package import Package, Relationship, prefix_of_ids
from sheetfollow.xlsx.patch.xml import Element, Xml, parsed, with_attribute

LONGEST_TARGET = 2079
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink(\s[^>]*?)(?:/>|>.*?</(?:\w+:)?hyperlink\s*>)", re.S)
_BEFORE = {
    b"sheetPr",
    b"dimension",
    b"sheetViews",
    b"sheetFormatPr",
    b"cols",
    b"sheetData",
    b"sheetCalcPr",
    b"sheetProtection",
    b"protectedRanges",
    b"scenarios",
    b"autoFilter",
    b"sortState",
    b"dataConsolidate",
    b"customSheetViews",
    b"mergeCells",
    b"phoneticPr",
    b"conditionalFormatting",
    b"dataValidations",
}


@dataclass(slots=True)
class _Link:
    """A hyperlink of the sheet: its attributes as written, where they stand, and where it stands
    itself."""

    attributes: bytes
    inside: tuple[int, int]
    span: tuple[int, int]


class Links:
    """The hyperlinks of one sheet, and all changes to them until `close`."""

    def __init__(self, package: Package, part: str, tail: int) -> None:
        """`tail` is where the cells of the sheet end: hyperlinks stand behind them."""
        self._package, self._part = package, part
        self._xml: Xml = package.xml(part)
        self._relationships = package.relationships(part)
        self._tail = tail
        self._block = self._find_block()
        self._prefix, self._declaration = prefix_of_ids(package, self._xml)
        self._links: dict[str, list[_Link]] = {}
        self._uses: Counter[str] = Counter()
        for found in _HYPERLINK.finditer(self._xml.quiet, *self._inside()):
            link = _Link(
                self._xml.data[found.start(1) : found.end(1)],
                found.span(1),
                found.span(),
            )
            self._links.setdefault(parsed(link.attributes).get("ref", "").upper(), []).append(link)
            self._uses[self._id(link)] += 1
        self._present = sum(map(len, self._links.values()))
        self._removed = 0
        self._added: list[bytes] = []

    def set(self, cell: str, link: str) -> None:
        """Make `link` the hyperlink of a cell; "" takes it away."""
        known = self._links.get(cell, [])
        if not link:
            for each in known:
                self._xml.splice(*each.span, b"")
                self._release(each)
                self._removed += 1
        elif known:
            if not same_target(self._target(known[0]), encoded(link)):
                self._retarget(known[0], link)
        else:
            self._added.append(self._new(cell, link))

    def close(self) -> None:
        """Write the block of hyperlinks: additions go to its end, an empty one goes."""
        new = b"".join(self._added)
        if self._block is None:
            if new:
                tag = self._xml.prefix + b"hyperlinks"
                place = self._place()
                self._xml.splice(
                    place,
                    place,
                    b"<" + tag + b">" + new + b"</" + tag + b">",
                )
        elif new:
            self._xml.append(self._block, new)
        elif self._removed and self._removed == self._present:
            for start, end in self._around_links():
                self._xml.splice(start, end, b"")

    def _find_block(self) -> Element | None:
        found = self._xml.elements(self._tail, self._xml.root.close)
        return next((each for each in found if each.name == b"hyperlinks"), None)

    def _inside(self) -> tuple[int, int]:
        return (self._block.body, self._block.close) if self._block else (0, 0)

    def _around_links(self) -> list[tuple[int, int]]:
        """The pieces of the block between its hyperlinks, which are cut out by themselves."""
        assert self._block is not None
        spans = sorted(each.span for links in self._links.values() for each in links)
        edges = [
            self._block.start,
            *(edge for span in spans for edge in span),
            self._block.end,
        ]
        return list(
            zip(
                edges[::2],
                edges[1::2],
                strict=True,
            )
        )

    def _place(self) -> int:
        """Where the standard wants the hyperlinks; what hides in an AlternateContent counts by its
        first choice."""
        place = self._tail
        for each in self._xml.elements(self._tail, self._xml.root.close):
            name = each.name
            if name == b"AlternateContent":
                choice = self._xml.child(each, b"Choice")
                inner = self._xml.children(choice)[:1] if choice else []
                name = inner[0].name if inner else name
            if name in _BEFORE:
                place = each.end
        return place

    def _id(self, link: _Link) -> str:
        attributes = parsed(link.attributes)
        return next((value for name, value in attributes.items() if name.endswith(":id")), "")

    def _relationship(self, link: _Link) -> Relationship | None:
        return self._relationships.get(self._id(link))

    def _target(self, link: _Link) -> str:
        """Where a hyperlink leads, as `encoded` would say it."""
        relationship, location = self._relationship(link), parsed(link.attributes).get("location")
        base = relationship.target if relationship else ""
        return f"{base}#{location}" if location else base

    def _new(self, cell: str, link: str) -> bytes:
        attributes = with_attribute(b"", b"ref", cell)
        return b"<" + self._xml.prefix + b"hyperlink" + self._with_target(attributes, link) + b"/>"

    def _with_target(self, attributes: bytes, link: str) -> bytes:
        if link.startswith("#"):
            return with_attribute(attributes, b"location", link[1:])
        kind = f"{self._package.office_types}/hyperlink"
        identity = self._relationships.add(
            kind,
            encoded(link),
            external=True,
        )
        return (
            attributes.rstrip()
            + self._declaration
            + with_attribute(b"", self._prefix + b":id", identity)
        )

    def _retarget(self, known: _Link, link: str) -> None:
        relationship = self._relationship(known)
        if (
            relationship
            and relationship.external
            and self._uses[relationship.id] == 1
            and not link.startswith("#")
        ):
            self._relationships.retarget(relationship, encoded(link))
            attributes = with_attribute(known.attributes, b"location", None)
        else:
            self._release(known)
            attributes = with_attribute(known.attributes, b"location", None)
            for name in parsed(attributes):
                if name.endswith(":id") or (name.startswith("xmlns:") and self._declaration):
                    attributes = with_attribute(attributes, name.encode(), None)
            attributes = self._with_target(attributes, link)
        if attributes != known.attributes:
            self._xml.splice(*known.inside, attributes)

    def _release(self, link: _Link) -> None:
        """A hyperlink no longer uses its relationship: the last one takes it away."""
        relationship = self._relationship(link)
        if relationship:
            self._uses[relationship.id] -= 1
            if not self._uses[relationship.id]:
                self._relationships.remove(relationship)


def encoded(link: str) -> str:
    """A relative path or URL as a target: what no URI may hold is percent-encoded, and in a path
    `#` and `?` too.

    Percent signs that encode something already stay.
    """
    if link.startswith("#"):
        return link
    is_url = _SCHEME.match(link)
    text = re.sub(
        r"%(?![0-9A-Fa-f]{2})",
        "%25",
        link if is_url else link.replace("\\", "/"),
    )
    return quote(text, safe="%!$&'()*+,;=:@/~[]" + ("#?" if is_url else ""))


def same_target(present: str, wanted: str) -> bool:
    """Whether two targets are one, however they are encoded."""
    return present == wanted or [*map(unquote, present.split("#"))] == [
        *map(unquote, wanted.split("#"))
    ]


def check_link(link: str, place: str) -> None:
    """Raises CannotWrite for a link that no application takes."""
    if _FORBIDDEN.search(link):
        raise CannotWrite(f"{place}: the link {link!r} has a character that no link can have")
    if len(encoded(link)) > LONGEST_TARGET:
        raise CannotWrite(
            f"{place}: the link has more than {LONGEST_TARGET} characters, which no cell can hold"
        )
