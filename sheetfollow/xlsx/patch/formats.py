"""The lists of a styles part, like its fonts: what they hold, and what is added at their ends (spec
7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias
from xml.parsers import expat

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.patch.xml import Element, Xml, with_attribute

Tree: TypeAlias = "tuple[str, frozenset[tuple[str, str]], tuple[Tree, ...], str]"

_ORDER = (
    b"numFmts",
    b"fonts",
    b"fills",
    b"borders",
    b"cellStyleXfs",
    b"cellXfs",
    b"cellStyles",
    b"dxfs",
)
_LONG = 20_000  # items; no application fills a list so far by itself
_MOST_MISSING = 1000  # items that formats may refer to without there being any
_REMEDY = "open and save the file in your spreadsheet first"


class Section:
    """One list: its items as they are written, and what we add. `reserved` come first in an empty
    one, because the applications take them for given. `used` tells the highest index that
    something refers to, there or not, so that no addition takes the place of a missing item."""

    def __init__(
        self,
        xml: Xml,
        name: bytes,
        item: bytes,
        reserved: tuple[bytes, ...] = (),
        used: Callable[[], int] = lambda: -1,
    ) -> None:
        self._xml = xml
        self._name = name
        self._element = _find(xml, name)
        self.items: list[bytes] = []
        if self._element:
            self.items += _items(xml, self._element, item)
        self._present = len(self.items)
        self._reserved = reserved
        self._used = used
        self._hidden = self._present - _direct(xml, self._element, item)
        self._known: dict[int, int] | None = None

    @property
    def grew(self) -> bool:
        return len(self.items) > self._present

    def begin(self) -> None:
        """Give an empty list its reserved items."""
        self.items += self._reserved[len(self.items) :]

    def index(self, new: bytes, *, first: int = 0) -> int:
        """The index of an item, from `first` on: of an equal one if there is one, else of the one
        added."""
        self.begin()
        if self._known is None:
            self._known = {}
            for index in range(
                len(self.items) - 1,
                first - 1,
                -1,
            ):
                self._known[self._key(self.items[index])] = index
        key = self._key(new)
        if key not in self._known:
            if not self.grew:
                self._fill_used()
            self._known[key] = len(self.items)
            self.items.append(new)
        return self._known[key]

    def _key(self, item: bytes) -> int:
        """What equal items have in common: of a usual list all ways to write one, of a very long
        one, where reading each takes too long, its bytes."""
        return hash(_tree(item) if self._present < _LONG else item)

    def _fill_used(self) -> None:
        """Where something refers to missing items, put there what the applications show then: the
        first. Raises UnsafeInput where many are missing."""
        used = self._used()
        missing = used + 1 - len(self.items)
        if missing > _MOST_MISSING:
            raise UnsafeInput(
                f"number {used} of {self._name.decode()} is used and missing; {_REMEDY}"
            )
        self.items += self.items[:1] * missing

    def close(self) -> None:
        """Write the additions."""
        if not self.grew:
            return
        # some applications pass over what stands among alternatives: no index is too high for them
        self.items += self.items[-1:] * self._hidden
        added = b"".join(self.items[self._present :])
        count = str(len(self.items))
        if self._element is None:
            tag = self._xml.prefix + self._name
            new = b'<%b count="%b">%b</%b>' % (tag, count.encode(), added, tag)
            place = _place(self._xml, self._name)
            self._xml.splice(place, place, new)
        elif self._element.self_closed:
            attributes = with_attribute(
                self._xml.attributes(self._element),
                b"count",
                count,
            )
            tag = self._element.tag
            new = b"<%b%b>%b</%b>" % (tag, attributes, added, tag)
            self._xml.splice(
                self._element.start,
                self._element.end,
                new,
            )
        else:
            self._xml.set_attribute(self._element, b"count", count)
            self._xml.append(self._element, added)


def _find(xml: Xml, name: bytes) -> Element | None:
    """The element of a list. Raises UnsafeInput where it stands among alternatives."""
    for each in xml.elements(xml.root.body, xml.root.close):
        if each.name == name:
            return each
        if each.name == b"AlternateContent" and b"<" + xml.prefix + name in xml.raw(each):
            raise UnsafeInput(f"its styles name two lists of {name.decode()}; {_REMEDY}")
    return None


def _direct(xml: Xml, parent: Element | None, item: bytes) -> int:
    """How many items stand right in a list."""
    if parent is None:
        return 0
    return sum(each.name == item for each in xml.elements(parent.body, parent.close))


def _items(xml: Xml, parent: Element, item: bytes) -> Iterator[bytes]:
    """The items of a list. What stands among alternatives counts as the last of them does, which
    asks nothing special of an application. Raises UnsafeInput where they differ in number."""
    for each in xml.elements(parent.body, parent.close):
        if each.name == item:
            yield xml.raw(each)
        elif each.name == b"AlternateContent":
            yield from _last_alternative(xml, each, item)


def _last_alternative(xml: Xml, alternatives: Element, item: bytes) -> list[bytes]:
    branches = xml.children(alternatives)
    held = [list(_items(xml, branch, item)) for branch in branches]
    numbers = {len(items) for items in held}
    if b"Fallback" not in {branch.name for branch in branches}:
        numbers.add(0)
    if len(numbers) > 1:
        raise UnsafeInput(f"its styles can be counted in two ways; {_REMEDY}")
    return held[-1] if held else []


def highest(items: Iterable[bytes], attribute: bytes) -> int:
    """The highest number that an attribute has among some elements, -1 where none has it."""
    pattern = re.compile(rb"\s" + attribute + rb"\s*=\s*[\"']\s*([0-9]{1,12})")
    numbers = (int(number) for item in items for number in pattern.findall(item))
    return max(numbers, default=-1)


def _place(xml: Xml, name: bytes) -> int:
    """Where a section that is missing belongs."""
    earlier = _ORDER[: _ORDER.index(name)]
    ends = [each.end for each in xml.children(xml.root) if each.name in earlier]
    return max(ends, default=xml.root.body)


def _tree(item: bytes) -> Tree:
    """An item as a value that equals that of every other way to write it."""
    stack: list[tuple[str, frozenset[tuple[str, str]], list[Tree], list[str]]] = [
        ("", frozenset(), [], [])
    ]

    def start(name: str, attributes: dict[str, str]) -> None:
        stack.append((name, frozenset(attributes.items()), [], []))

    def end(_: str) -> None:
        name, attributes, children, texts = stack.pop()
        stack[-1][2].append((name, attributes, tuple(children), "".join(texts).strip()))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: stack[-1][3].append(text)
    parser.Parse(item, True)
    return stack[0][2][0]
