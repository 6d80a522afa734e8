"""A workbook's parts, broken on purpose: bytes, tags, attributes, numbers, texts, entries;
checksums right again after.

Each breaks what it is given a little, by the dice. What comes out is a package that opens, most of
the time, and holds what no program would write.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from tests.helpers.hostile_zip import Entry, Zip

Parts = list[Entry]
_TAG = re.compile(rb"<[^<>]+>")
_ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")
_ATTRIBUTE = re.compile(rb'\s([\w:]+)="([^"<>]*)"')
_NUMBER = re.compile(rb"(?<=[\">])-?\d+(?:\.\d+)?(?=[\"<])")
_VALUE = re.compile(rb"<v>([^<>]*)</v>")
_TEXT = re.compile(rb">([^<>]{2,})<")
_PLACE = re.compile(rb'(?<=[\s]r=")[A-Z]{1,3}\d{1,7}(?=")')
_NUMBERS = (
    b"-1",
    b"0",
    b"1",
    b"7",
    b"255",
    b"65536",
    b"1048577",
    b"4294967296",
    b"99999999999999999999",
    b"1e308",
    b"1e999",
    b"-0.5",
    b"NaN",
    b"inf",
    b"",
    b"0x10",
    b"45000",
    b"3000000",
    b"2958466",
)
_TEXTS = (
    b"",
    b" ",
    b"=cmd()",
    b"+1",
    b"@x",
    b"x" * 40_000,
    b"{{ x }}",
    b"{% for a in b %}",
    b"{{ 9**9**9 }}",
    b"2026-13-45",
    b"32/13/2026",
    b"0000-00-00",
    b"99999-01-01",
    b"1e400",
    b"x",
    b"Yes",
    b"Closed",
    b"Offer",
    b"../../x",
    b"C:\\x",
    b"CON",
    b"a&amp;b",
    b"&#0;",
    b"&#xD800;",
    b"&#x1F600;",
    b"&#10;&#13;",
    b"_x000D_",
    b"a@b@c",
    b"a@b.example",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"&undefined;",
    b"Interviews",
    b"Company",
    b"2026-11-23T25:00",
    b"Mars/Olympus",
    b"-5",
    b"1-0",
    b"10000",
    b"Main contact",
)


def parts_of(data: bytes) -> Parts:
    archive = zipfile.ZipFile(BytesIO(data))
    return [Entry(info.orig_filename.encode(), archive.read(info)) for info in archive.infolist()]


def broken(data: bytes, dice: random.Random) -> tuple[bytes, list[str]]:
    """The workbook with one to four things broken, and what was done to it."""
    parts, done = parts_of(data), list[str]()
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        change = dice.choices(_CHANGES, _WEIGHTS)[0]
        done.append(change(parts, dice))
    packed = Zip(parts).build()
    if dice.random() < 0.03:
        done.append("bytes of the file")
        packed = _flipped(packed, dice)
    return packed, done


def _some(parts: Parts, dice: random.Random) -> int:
    """One part, the sheets and what is read before them more often than others."""
    weights = [
        6 if b"sheet" in each.name else 3 if each.name.endswith((b".rels", b".xml")) else 1
        for each in parts
    ]
    return dice.choices(range(len(parts)), weights)[0]


def _in_part(
    change: Callable[[bytes, random.Random], bytes],
) -> Callable[[Parts, random.Random], str]:
    def changed(parts: Parts, dice: random.Random) -> str:
        at = _some(parts, dice)
        parts[at] = replace(parts[at], data=change(parts[at].data, dice), packed=None)
        return f"{change.__name__.strip('_')} in {parts[at].name.decode(errors='replace')}"

    return changed


def _span(pattern: re.Pattern[bytes], data: bytes, dice: random.Random) -> re.Match[bytes] | None:
    """One of the matches, found from a place by the dice."""
    return pattern.search(data, dice.randrange(len(data) + 1)) or pattern.search(data)


def _put(data: bytes, found: re.Match[bytes] | None, new: bytes, group: int = 0) -> bytes:
    return data[: found.start(group)] + new + data[found.end(group) :] if found else data


def _flipped(data: bytes, dice: random.Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8)) if data else 0):
        flipped[dice.randrange(len(flipped))] = dice.choice((dice.randrange(256), *b"<>&\"'/ \0"))
    return bytes(flipped)


def _tag_deleted(data: bytes, dice: random.Random) -> bytes:
    return _put(data, _span(_TAG, data, dice), b"")


def _tag_doubled(data: bytes, dice: random.Random) -> bytes:
    found = _span(_TAG, data, dice)
    return _put(data, found, found[0] * 2) if found else data


def _element_deleted(data: bytes, dice: random.Random) -> bytes:
    return _put(data, _span(_ELEMENT, data, dice), b"")


def _element_doubled(data: bytes, dice: random.Random) -> bytes:
    found = _span(_ELEMENT, data, dice)
    return _put(data, found, found[0] * dice.choice((2, 2, 300))) if found else data


def _elements_swapped(data: bytes, dice: random.Random) -> bytes:
    return _swapped(
        data, sorted((_span(_ELEMENT, data, dice), _span(_ELEMENT, data, dice)), key=_start), 0
    )


def _attributes_swapped(data: bytes, dice: random.Random) -> bytes:
    return _swapped(
        data, sorted((_span(_ATTRIBUTE, data, dice), _span(_ATTRIBUTE, data, dice)), key=_start), 2
    )


def _start(found: re.Match[bytes] | None) -> int:
    return found.start() if found else -1


def _swapped(data: bytes, pair: list[re.Match[bytes] | None], group: int) -> bytes:
    first, second = pair
    if not first or not second or first.end() > second.start():
        return data
    return _put(_put(data, second, first[group], group), first, second[group], group)


def _attribute_deleted(data: bytes, dice: random.Random) -> bytes:
    return _put(data, _span(_ATTRIBUTE, data, dice), b"")


def _attribute_changed(data: bytes, dice: random.Random) -> bytes:
    value = dice.choice((*_NUMBERS, *_TEXTS)).replace(b'"', b"")
    return _put(data, _span(_ATTRIBUTE, data, dice), value, 2)


def _number_blown_up(data: bytes, dice: random.Random) -> bytes:
    return _put(data, _span(_NUMBER, data, dice), dice.choice(_NUMBERS))


def _value_changed(data: bytes, dice: random.Random) -> bytes:
    return _put(data, _span(_VALUE, data, dice), dice.choice((*_NUMBERS, *_TEXTS)), 1)


def _place_changed(data: bytes, dice: random.Random) -> bytes:
    places = (
        b"A1",
        b"A2",
        b"B3",
        b"ZZ99",
        b"XFD1",
        b"A1048576",
        b"XFD1048576",
        b"a5",
        b"A0",
        b"5",
        b"A",
    )
    return _put(data, _span(_PLACE, data, dice), dice.choice(places))


def _text_changed(data: bytes, dice: random.Random) -> bytes:
    return _put(data, _span(_TEXT, data, dice), dice.choice(_TEXTS), 1)


def _cut_off(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _entry_dropped(parts: Parts, dice: random.Random) -> str:
    return (
        f"dropped {parts.pop(dice.randrange(len(parts))).name.decode(errors='replace')}"
        if len(parts) > 1
        else ""
    )


def _entry_renamed(parts: Parts, dice: random.Random) -> str:
    at = dice.randrange(len(parts))
    name = parts[at].name
    new = dice.choice(
        (
            name.upper(),
            name.replace(b"/", b"\\"),
            b"/" + name,
            name + b"x",
            b"../" + name,
            b"",
            name.replace(b"e", b"%65"),
            dice.choice(parts).name,
        )
    )
    parts[at] = replace(parts[at], name=new)
    return f"renamed {name!r} to {new!r}"


def _entry_doubled(parts: Parts, dice: random.Random) -> str:
    one = dice.choice(parts)
    parts.insert(
        dice.randrange(len(parts)),
        replace(one, name=dice.choice((one.name, one.name.upper(), b"xl/a.xml"))),
    )
    return f"doubled {one.name!r}"


def _entries_swapped(parts: Parts, dice: random.Random) -> str:
    one, other = dice.randrange(len(parts)), dice.randrange(len(parts))
    parts[one], parts[other] = (
        replace(parts[one], data=parts[other].data),
        replace(parts[other], data=parts[one].data),
    )
    return f"swapped {parts[one].name!r} and {parts[other].name!r}"


def _entry_lies(parts: Parts, dice: random.Random) -> str:
    at = dice.randrange(len(parts))
    body = parts[at].body
    lie = dice.choice(
        (
            {"packed": body[: dice.randrange(len(body) + 1)]},
            {"packed": body + b"x"},
            {"size": 7},
            {"crc": 7},
            {"method": 0},
            {"flags": 1},
            {"flags": 8},
            {"packed_size": 5},
            {"size": 1 << 31},
            {"offset": 0},
            {"local_name": b"xl/x.xml"},
        )
    )
    parts[at] = replace(parts[at], **lie)  # type: ignore[arg-type]
    return f"{next(iter(lie))} of {parts[at].name!r} lies"


_IN_PARTS = {
    _flipped: 3,
    _tag_deleted: 4,
    _tag_doubled: 4,
    _element_deleted: 6,
    _element_doubled: 5,
    _elements_swapped: 5,
    _attributes_swapped: 5,
    _attribute_deleted: 6,
    _attribute_changed: 9,
    _number_blown_up: 9,
    _value_changed: 9,
    _place_changed: 5,
    _text_changed: 12,
    _cut_off: 2,
}
_OF_ENTRIES = {
    _entry_dropped: 2,
    _entry_renamed: 2,
    _entry_doubled: 1,
    _entries_swapped: 1,
    _entry_lies: 2,
}
_CHANGES = [*map(_in_part, _IN_PARTS), *_OF_ENTRIES]
_WEIGHTS = [*_IN_PARTS.values(), *_OF_ENTRIES.values()]
