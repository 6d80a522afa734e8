"""Which parts make the workbook: a workbook part, its sheets, each where it is said to be (spec
7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.xlsx.gate.advice import RESAVE, RESTORE, damaged, shown
from sheetfollow.xlsx.gate.container import Container
from sheetfollow.xlsx.gate.content import MOST_WHOLE, safe_xml
from sheetfollow.xlsx.names import Names, folded, relationships_of, resolved

_TYPES, _BOOK = "[content_types].xml", "xl/workbook.xml"
_STRINGS, _STYLES = (
    "xl/sharedstrings.xml",
    "xl/styles.xml",
)  # the usual names, which some readers take without asking
_OTHERS = {
    "xl/workbook.bin": "an .xlsb workbook",
    "content.xml": "an OpenDocument file (.ods?)",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "index/document.iwa": "a Numbers document",
}


@dataclass(frozen=True, slots=True)
class Outline:
    """The folded names of the sheets' parts with the sheets' names, of the shared strings, and of
    the parts that are parsed as a whole."""

    sheets: Mapping[str, str]
    strings: frozenset[str]
    whole: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str
    external: bool


def outline(container: Container) -> Outline:
    """Raises UnsafeInput where there is no workbook or no worksheet, or where a sheet leads
    nowhere."""
    _check_program(container)
    book = _book(container)
    relations = _relations(container, book)
    sheets = _sheets(container, book, relations)
    strings = {
        _STRINGS,
        *(each.target for each in relations.values() if each.kind == "sharedstrings"),
    }
    whole = {
        _TYPES,
        _STYLES,
        book,
        *(name for name in container.names() if name.endswith(".rels")),
        *_parsed(relations),
    }
    for sheet in sheets:
        whole.update(_parsed(_relations(container, sheet)))
    return Outline(sheets, frozenset(strings), frozenset(whole))


def _book(container: Container) -> str:
    """The workbook part. Some readers take what the package names, others the usual name: they must
    be the same."""
    named = {
        each.target for each in _relations(container, "").values() if each.kind == "officedocument"
    }
    books = {name for name in named if name in container}
    if not books:
        raise UnsafeInput(f"a zip archive without a workbook in it; {RESAVE}")
    if len(named | ({_BOOK} & set(container.names()))) > 1:
        raise UnsafeInput(f"two workbooks in one file; {RESAVE}")
    return books.pop()


def _parsed(relations: Mapping[str, _Relation]) -> Iterator[str]:
    """The parts among these that some reader takes in as a whole."""
    return (
        each.target
        for each in relations.values()
        if each.kind in ("styles", "table") and not each.external
    )


def _check_program(container: Container) -> None:
    """A zip, but of another program."""
    for name, what in _OTHERS.items():
        if name in container:
            raise UnsafeInput(f"{what}, not an .xlsx workbook; {RESAVE}")
    if _TYPES not in container:
        raise UnsafeInput(f"a zip archive without a workbook in it; {RESAVE}")


def _sheets(container: Container, book: str, relations: Mapping[str, _Relation]) -> dict[str, str]:
    names, found, kinds = set(), {}, set()
    for attributes in _elements(container, book, "sheet"):
        name, identity = attributes.get("name", ""), attributes.get("id", "")
        if not identity:  # a module of macros of old; it has no part
            continue
        relation = relations.get(identity)
        if relation is None or relation.external or relation.target not in container:
            raise UnsafeInput(f"the sheet {shown(name)} is missing from the file; {RESTORE}")
        if name.casefold() in names:
            raise UnsafeInput(f"two sheets are called {shown(name)}; {RESTORE}")
        names.add(name.casefold())
        kinds.add(relation.kind)
        found[relation.target] = name
    if "worksheet" not in kinds:
        raise UnsafeInput(f"there is no worksheet in the file; {RESAVE}")
    return found


def _relations(container: Container, source: str) -> dict[str, _Relation]:
    """What a part refers to by id; nothing where it has no relationships."""
    part = folded(relationships_of(source))
    found = _elements(container, part, "Relationship") if part in container else []
    if not all(each.get(key) for each in found for key in ("Id", "Type", "Target")):
        # some readers then take none of them
        raise damaged(part, "holds a relationship that leads nowhere")
    names = Names(container.names()) if found else Names(())
    relations = {each["Id"]: _relation(names, source, each) for each in found}
    if len(relations) < len(found):
        raise damaged(part, "uses one id twice")
    return relations


def _relation(names: Names, source: str, attributes: Mapping[str, str]) -> _Relation:
    kind = attributes["Type"].rpartition("/")[2].lower()
    if attributes.get("TargetMode", "").lower() == "external":
        return _Relation(kind, attributes["Target"], external=True)
    meant = names.meant(source, attributes["Target"])
    if len(meant) > 1:
        place = folded(relationships_of(source))
        raise damaged(place, "holds a relationship that leads to two places")
    missing = folded(resolved(source, attributes["Target"]))
    return _Relation(
        kind,
        meant[0] if meant else missing,
        external=False,
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
        for piece in safe_xml(part, container.pieces(part), most=MOST_WHOLE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(part, "is no sound XML") from error
    return found
