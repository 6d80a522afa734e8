"""Which parts make the workbook: a workbook part, its sheets, each where it is said to be (spec 7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.gate.advice import RESAVE, RESTORE, damaged, shown
from sheetfollow.gate.container import Container, folded
from sheetfollow.gate.content import MOST_WHOLE, safe_xml

_TYPES = "[content_types].xml"
_OTHERS = {
    "xl/workbook.bin": "an .xlsb workbook",
    "content.xml": "an OpenDocument file (.ods?)",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "index/document.iwa": "a Numbers document",
}


@dataclass(frozen=True, slots=True)
class Outline:
    """The folded names of the sheets, of the shared strings, and of the parts that are parsed as a whole."""

    sheets: frozenset[str]
    strings: frozenset[str]
    whole: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str
    external: bool


def outline(container: Container) -> Outline:
    """Raises UnsafeInput where there is no workbook or no worksheet, or where a sheet leads nowhere."""
    _check_program(container)
    book = next((each.target for each in _relations(container, "").values() if each.kind == "officedocument"), "")
    if book not in container:
        raise UnsafeInput(f"a zip archive without a workbook in it; {RESAVE}")
    relations = _relations(container, book)
    sheets = frozenset(_sheets(container, book, relations))
    strings = frozenset(each.target for each in relations.values() if each.kind == "sharedstrings")
    whole = {_TYPES, book, *(each.target for each in relations.values() if each.kind == "styles")}
    return Outline(sheets, strings - sheets, frozenset(whole | {n for n in container.names() if n.endswith(".rels")}))


def _check_program(container: Container) -> None:
    """A zip, but of another program."""
    for name, what in _OTHERS.items():
        if name in container:
            raise UnsafeInput(f"{what}, not an .xlsx workbook; {RESAVE}")
    if _TYPES not in container:
        raise UnsafeInput(f"a zip archive without a workbook in it; {RESAVE}")


def _sheets(container: Container, book: str, relations: Mapping[str, _Relation]) -> Iterator[str]:
    kinds = set()
    for attributes in _elements(container, book, "sheet"):
        relation = relations.get(attributes.get("id", ""))
        if relation is None or relation.external or relation.target not in container:
            raise UnsafeInput(f"the sheet {shown(attributes.get('name', '?'))} is missing from the file; {RESTORE}")
        kinds.add(relation.kind)
        yield relation.target
    if "worksheet" not in kinds:
        raise UnsafeInput(f"there is no worksheet in the file; {RESAVE}")


def _relations(container: Container, source: str) -> dict[str, _Relation]:
    """What a part refers to by id; nothing where it has no relationships."""
    folder, base = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{base}.rels")
    found = _elements(container, part, "Relationship") if part in container else ()
    return {each.get("Id", ""): _relation(folder, each) for each in found}


def _relation(folder: str, attributes: Mapping[str, str]) -> _Relation:
    target = posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/"))
    external = attributes.get("TargetMode", "").lower() == "external"
    return _Relation(
        attributes.get("Type", "").rpartition("/")[2].lower(), folded(posixpath.normpath(target)), external
    )


def _elements(container: Container, part: str, wanted: str) -> list[dict[str, str]]:
    """The attributes of each element of that local name, by their local names."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == wanted:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        for piece in safe_xml(part, container.pieces(part), MOST_WHOLE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(part, "is no sound XML") from error
    return found
