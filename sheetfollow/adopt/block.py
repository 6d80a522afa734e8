"""The mapping in Settings: readable, editable lines below ours (spec 8, adopt).

`Applications sheet` begins a block; `Applications: Company` and its like give their headers word
for word, of repeated ones by count from the left (`Date #2`), and of several one for each interview
(`Date / Date #2`); `Status word: abgesagt` says what a word means; `Applications: taken over` keeps
the keys of all that came over, so that a line deleted here does not come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheetfollow.adopt.facts import NAMES, SEVERAL, Column, Fact, State, Survey, Table
from sheetfollow.adopt.fed import SHEET
from sheetfollow.adopt.headers import places
from sheetfollow.adopt.values import text_of
from sheetfollow.adopt.vocabulary import fold, folded
from sheetfollow.intake.workbook import Book
from sheetfollow.model import Problem

FILE, TAKEN = "Applications file", "Applications: taken over"
_COLUMN, _WORD = "Applications: ", "Status word: "
_BETWEEN, _NONE = " / ", "-"
NO_KEYS = _NONE
_COUNTED = re.compile(r"(.*) #(\d+)")
KEYS_IN_A_CELL = 3000
_MOST_WORDS = 100
_FACTS = {fold(name): fact for fact, name in NAMES.items()}
_STATES = {fold(state.value): state for state in State}
_MEANINGS = {
    FILE: "The file that sync reads your applications from. It is never written.",
    SHEET: "Where your applications are. It is read at each sync and never written.",
    TAKEN: "What came over already. Leave it as it is.",
}

SettingsLine = tuple[str, str, str]
"""A line of Settings: its name, its value, its meaning."""


@dataclass(frozen=True)
class Block:
    """Sheets with the same headers, and which header holds which fact.

    `headers` are as Settings has them, one text for a fact; `cells` are the cells of Settings that
    say so, by fact, and `place` that of the sheets' names.
    """

    sheets: tuple[str, ...]
    headers: Mapping[Fact, str]
    cells: Mapping[Fact, str]
    place: str


@dataclass(frozen=True)
class Adoption:
    """What Settings says of a tracker that was adopted.

    `file` is the file of the applications, "" for this workbook, and `file_place` the cell that
    says so. `words` are states by folded word,
    `taken` the keys of all that came over, `taken_cells` the cells that hold them, and `problems`
    what cannot be read.
    """

    file: str
    file_place: str
    blocks: tuple[Block, ...]
    words: Mapping[str, State]
    taken: frozenset[str]
    taken_cells: Mapping[str, str]
    problems: tuple[Problem, ...]


def fact_named(name: str) -> Fact | None:
    """The fact that the user calls so, None for none of ours."""
    return Fact.LEFT_ALONE if name.strip() == _NONE else _FACTS.get(fold(name))


def state_named(name: str) -> State | None:
    """The state that the user calls so; blank says nothing."""
    return _STATES.get(fold(name)) if name.strip() else State.SILENT


def lines_of(survey: Survey, file: str = "") -> Iterator[SettingsLine]:
    """The lines for what was chosen; like sheets with like headers share a block."""
    if file:
        yield FILE, file, _MEANINGS[FILE]
    blocks: dict[tuple[SettingsLine, ...], list[str]] = {}
    for table in survey.chosen:
        blocks.setdefault(tuple(_columns(table)), []).append(table.sheet)
    for columns, sheets in blocks.items():
        yield SHEET, _BETWEEN.join(sheets), _MEANINGS[SHEET]
        yield from columns
    words = {fold(word.text): word for table in survey.chosen for word in table.words}
    frequent = sorted(words.values(), key=lambda word: -word.rows)
    for word in frequent[:_MOST_WORDS]:
        state = word.state or State.SILENT
        yield f"{_WORD}{word.text}", state.value, "What your word means."


def taken_lines(keys: Sequence[str]) -> Iterator[SettingsLine]:
    """The keys of what came over, in as many lines as they take."""
    for start in range(0, max(len(keys), 1), KEYS_IN_A_CELL):
        yield TAKEN, " ".join(keys[start : start + KEYS_IN_A_CELL]) or _NONE, _MEANINGS[TAKEN]


def _columns(table: Table) -> Iterator[SettingsLine]:
    names = {
        column.number: name
        for column, name in zip(
            table.columns,
            _names(table),
            strict=True,
        )
    }
    for fact in Fact:
        columns = table.of(fact)
        if columns and fact is not Fact.LEFT_ALONE:
            text = _BETWEEN.join(_by_round(table, columns, names))
            yield f"{_COLUMN}{NAMES[fact]}", text, "Your header for it."


def _names(table: Table) -> Iterator[str]:
    """Each header, with its count where it is not the first of its name."""
    for count, header in places([column.header for column in table.columns]):
        yield header if count == 1 else f"{header} #{count}"


def _by_round(table: Table, columns: Sequence[Column], names: Mapping[int, str]) -> list[str]:
    """One header for each interview, `-` for one without; all headers where they belong to none."""
    rounds = sorted({column.round for column in table.of(Fact.INTERVIEW_DATE)})
    if len(rounds) < 2 or not all(column.round for column in columns):
        return [names[column.number] for column in columns]
    beside = {column.round: names[column.number] for column in columns}
    return [beside.get(number, _NONE) for number in rounds]


def adoption_of(book: Book) -> Adoption | None:
    """What the workbook's Settings say of a tracker that was adopted, None where none was."""
    return read_adoption((place, name, value) for place, name, value, _ in settings_lines(book))


def rows_of(book: Book) -> list[int]:
    """The rows of Settings that hold the mapping."""
    ours = tuple(fold(each) for each in ("Applications", "Status word"))
    rows = []
    for _, name, _, row in settings_lines(book):
        if fold(name).startswith(ours):
            rows.append(row)
    return rows


def settings_lines(book: Book) -> Iterator[tuple[str, str, Any, int]]:
    """The lines of Settings in order: the place of the value, the name, the value, the row."""
    grid = book.settings_sheet
    if grid is None or "value" not in grid.columns:
        return
    for row in range(grid.first_row, grid.first_row + grid.height):
        name = grid.value("setting", row)
        if isinstance(name, str) and name.strip():
            yield grid.place("value", row), name.strip(), grid.value("value", row), row


def read_adoption(lines: Iterable[tuple[str, str, Any]]) -> Adoption | None:
    """What the lines of Settings (place of the value, name, value) say; None where no tracker was
    adopted."""
    reader = _Reader()
    for place, name, value in lines:
        reader.take(place, name, text_of(value))
    return reader.adoption()


class _Reader:
    """Takes up one line after the other: a sheet's line begins a block."""

    def __init__(self) -> None:
        self.file, self.file_place = "", ""
        self.blocks: list[tuple[str, str, dict[Fact, str], dict[Fact, str]]] = []
        self.words: dict[str, State] = {}
        self.taken: dict[str, str] = {}
        self.problems: list[Problem] = []

    def take(self, place: str, name: str, value: str) -> None:
        if fold(name) == fold(FILE):
            self.file, self.file_place = value, place
        elif fold(name) == fold(SHEET):
            self.blocks.append((place, value, {}, {}))
        elif fold(name) == fold(TAKEN):
            self.taken[place] = value
        elif name.casefold().startswith(_WORD.casefold()):
            self._word(
                place,
                name[len(_WORD) :],
                value,
            )
        elif name.casefold().startswith(_COLUMN.casefold()):
            self._column(
                place,
                name[len(_COLUMN) :],
                value,
            )

    def _word(self, place: str, word: str, value: str) -> None:
        state = state_named(value)
        if state is None:
            allowed = ", ".join(each.value for each in State)
            self.problems.append(Problem(place, value, f"is no state; write one of {allowed}"))
        else:
            self.words[folded(word)] = state

    def _column(self, place: str, name: str, value: str) -> None:
        fact = fact_named(name)
        if fact and self.blocks and value and value != _NONE:
            _, _, headers, cells = self.blocks[-1]
            headers[fact], cells[fact] = value, place

    def adoption(self) -> Adoption | None:
        if not self.blocks:
            return None
        blocks = [
            Block(
                tuple(filter(None, names.split(_BETWEEN))),
                headers,
                cells,
                place,
            )
            for place, names, headers, cells in self.blocks
        ]
        keys = " ".join(self.taken.values()).split()
        return Adoption(
            file=self.file,
            file_place=self.file_place or self.blocks[0][0],
            blocks=tuple(blocks),
            words=self.words,
            taken=frozenset(keys) - {_NONE},
            taken_cells=self.taken,
            problems=tuple(self.problems),
        )


def split_headers(fact: Fact, text: str, known: Sequence[str]) -> list[str]:
    """The headers in a line of Settings. A header may hold the sign between two itself: the longest
    that the sheet knows is taken."""
    if fact not in SEVERAL or fold(text) in map(fold, known):
        return [text]
    parts = text.split(_BETWEEN)
    found: list[str] = []
    while parts:
        length = _longest(parts, known)
        found.append(_BETWEEN.join(parts[:length]))
        parts = parts[length:]
    return found


def _longest(parts: Sequence[str], known: Sequence[str]) -> int:
    """How many of the first parts make one header of the sheet; 1 where none do."""
    for length in range(len(parts), 1, -1):
        if _is_known(parts[:length], known):
            return length
    return 1


def _is_known(parts: Sequence[str], known: Sequence[str]) -> bool:
    return fold(_BETWEEN.join(parts)) in map(fold, known)


def number_of(header: str, texts: Sequence[str]) -> int | None:
    """The 1-based column with that header, None where there is none."""
    words = [fold(text) for text in texts]
    if fold(header) in words:
        return words.index(fold(header)) + 1
    if match := _COUNTED.fullmatch(header):
        places_ = [at for at, word in enumerate(words, start=1) if word == fold(match[1])]
        wanted = int(match[2])
        return places_[wanted - 1] if 0 < wanted <= len(places_) else None
    return None


def is_none(header: str) -> bool:
    """Whether the place of an interview's header is held open."""
    return header == _NONE
