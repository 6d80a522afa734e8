"""All visible sheets of a workbook -> the tables of applications in it, and which of them to take
(spec 8, adopt)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sheetfollow.adopt.facts import (
    Cells,
    Column,
    Doubt,
    Fact,
    Row,
    State,
    Survey,
    Table,
    Word,
)
from sheetfollow.adopt.find import Forced, Head, find_head
from sheetfollow.adopt.fit import fit
from sheetfollow.adopt.headers import round_of
from sheetfollow.adopt.values import Days, is_blank, is_unsure, order_of, text_of
from sheetfollow.adopt.vocabulary import fold, folded, status_words, word_set
from sheetfollow.schema import HEADER_SEARCH_ROWS
from sheetfollow.xlsx import a1

_CORE = frozenset({Fact.JOB_TITLE, Fact.APPLIED_ON, Fact.STATUS, Fact.INTERVIEW_DATE})
_DATED = (Fact.APPLIED_ON, Fact.INTERVIEW_DATE, Fact.OUTCOME_DATE, Fact.SENT_FLAG, Fact.LAST_HEARD)
_PEOPLE = frozenset(
    {
        "name",
        "full name",
        "first name",
        "last name",
        "surname",
        "vorname",
        "nachname",
        "nom",
        "prenom",
        "nombre",
        "nome",
        "connection",
        "person",
        "姓名",
    }
)
_WANTED = word_set("job_title applied_on date status")
_NEEDS = "a header row with Company and one of Job title, Applied on or Status"


def survey(
    sheets: Cells,
    *,
    today: date,
    maps: Mapping[str, Fact] | None = None,
    words: Mapping[str, State] | None = None,
    order: str = "",
    only: Sequence[str] = (),
) -> Survey:
    """What there is to take.

    `maps` are facts by folded header or by column letters, `words` states by folded word, `order`
    DMY, MDY or YMD: all as the user says. `only` names the sheets to look at, all where it is
    empty.
    """
    looked_at = {name: sheets[name] for name in only} if only else sheets
    forced = Forced(maps or {})
    heads = {name: find_head(rows, forced) for name, rows in looked_at.items()}
    known = order or _order(looked_at, heads)
    days = Days(today, known)
    tables = [
        _with_words(looked_at[table.sheet], table, words or {}, days)
        for table in _fitted(looked_at, heads, forced, days)
    ]
    if not tables:
        return _nothing(looked_at, heads, known)
    return _named(tables, known) if only else _choose(tables, known)


def _fitted(
    sheets: Cells, heads: Mapping[str, Head | None], forced: Forced, days: Days
) -> Iterator[Table]:
    for name, head in heads.items():
        table = fit(name, sheets[name], head, forced, days) if head else None
        if table:
            yield table


def _with_words(rows: Sequence[Row], table: Table, said: Mapping[str, State], days: Days) -> Table:
    """The table with the words of its status columns, and what is asked about its days."""
    words = tuple(_words(rows, table, said))
    return replace(
        table,
        words=words,
        doubts=(*table.doubts, *unsure_days(rows, table, days)),
    )


def _order(sheets: Cells, heads: Mapping[str, Head | None]) -> str:
    """The order that all dates typed as numbers show together."""
    cells: list[Any] = []
    for name, head in heads.items():
        for number, each in enumerate(head.guesses if head else ()):
            if head and each.section in _DATE_SECTIONS:
                cells += [
                    row[number] for row in sheets[name][head.index + 1 :] if number < len(row)
                ]
    return order_of(cells)


_DATE_SECTIONS = word_set(
    """applied_on date interview_date interview_flag outcome_date last_contact followup_date
    sent_flag"""
)


def _words(rows: Sequence[Row], table: Table, said: Mapping[str, State]) -> Iterator[Word]:
    """The words of the table's status columns, most frequent first."""
    spellings: dict[str, Counter[str]] = {}
    for column in table.of(Fact.STATUS):
        for cell in column_cells(rows, table, column):
            if not is_blank(cell):
                spellings.setdefault(folded(cell), Counter())[text_of(cell)] += 1
    found = []
    for word, texts in sorted(spellings.items()):
        spelling = texts.most_common(1)[0][0]
        found.append(
            Word(
                spelling,
                texts.total(),
                state_of(word, said),
            )
        )
    yield from sorted(found, key=lambda word: -word.rows)


def state_of(word: str, said: Mapping[str, State]) -> State | None:
    """What a folded word means: as the user says, else as the list has it, else an interview that
    it names whole."""
    if word in said:
        return said[word]
    if word in status_words():
        return status_words()[word]
    return State.INTERVIEW if round_of(word) is not None else None


def column_cells(rows: Sequence[Row], table: Table, column: Column) -> Iterator[Any]:
    """The cells of a column in the table's rows, None beyond a row's end."""
    for number in table.rows:
        row = rows[number - 1]
        yield row[column.number - 1] if column.number <= len(row) else None


def _named(tables: Sequence[Table], order: str) -> Survey:
    """The tables of the sheets that the user names: all of them, or none."""
    refused = next((each.refused for each in tables if each.refused), "")
    return Survey(
        tuple(replace(each, chosen=not refused) for each in tables),
        order,
        refused,
    )


def _choose(tables: Sequence[Table], order: str) -> Survey:
    """One table: it. Several with the same facts: all of them. Different ones: that with most facts
    and rows; where another is a tracker as well the user has to choose."""
    best = max(tables, key=_rank)
    if refused := _outweighs(tables, best):
        return Survey(tuple(tables), order, refused)
    alike = [each.sheet for each in tables if each is best or _is_like(each, best)]
    others = [each.sheet for each in tables if each.sheet not in alike and _is_tracker(each)]
    marked = tuple(replace(each, chosen=each.sheet in alike) for each in tables)
    return Survey(
        marked,
        order,
        unclear=tuple([*alike, *others] if others else ()),
    )


def _outweighs(tables: Sequence[Table], best: Table) -> str:
    """Why the largest refused table is refused, where it is larger than the best; else ""."""
    refused = [each for each in tables if each.refused]
    widest = max(
        refused,
        key=lambda each: len(each.rows),
        default=best,
    )
    return widest.refused if best.refused or len(widest.rows) > len(best.rows) else ""


def _is_like(table: Table, best: Table) -> bool:
    return _core(table) == _core(best) and not table.refused and not _of_people(table)


def _core(table: Table) -> frozenset[Fact]:
    return table.facts & _CORE


def _rank(table: Table) -> tuple[bool, bool, int, int]:
    return not table.refused, not _of_people(table), len(_core(table)), len(table.rows)


def _is_tracker(table: Table) -> bool:
    if table.refused or _of_people(table):
        return False
    return Fact.JOB_TITLE in table.facts and len(_core(table)) > 1


def _of_people(table: Table) -> bool:
    """A list of people, whose status is another thing."""
    named = any(fold(column.header) in _PEOPLE for column in table.columns)
    return named and not table.facts & {Fact.APPLIED_ON, Fact.INTERVIEW_DATE}


def unsure_days(rows: Sequence[Row], table: Table, days: Days) -> Iterator[Doubt]:
    """Days typed as numbers of which nobody can tell which they are, once a column."""
    for column in (each for each in table.columns if each.fact in _DATED):
        surely = column.fact is Fact.INTERVIEW_DATE
        cells = zip(
            table.rows,
            column_cells(rows, table, column),
            strict=True,
        )
        unsure = [
            (number, cell)
            for number, cell in cells
            if _is_unsure(
                cell,
                days,
                surely,
            )
        ]
        if unsure:
            number, cell = unsure[0]
            more = f" ({len(unsure)} cells)" if len(unsure) > 1 else ""
            yield Doubt(
                f"{table.sheet}!{a1.name(number, column.number)}",
                f"{text_of(cell)!r} can be two different days{more}",
                _SETTLE_SHORT if days.order else _SETTLE_ORDER,
            )


_SETTLE_ORDER = "say which comes first, day or month: --dates DMY or --dates MDY"
_SETTLE_SHORT = "Excel drops a last zero; write it like 2026-08-10"


def _is_unsure(cell: Any, days: Days, surely: bool) -> bool:
    """Of an interview's day every doubt counts; of another only the order of day and month."""
    return days.is_unread(cell) if surely else not days.order and is_unsure(cell)


def _nothing(sheets: Cells, heads: Mapping[str, Head | None], order: str) -> Survey:
    """Why there is nothing to take, with the cell that shows it, of the sheet that comes
    nearest."""
    filled = [name for name, rows in sheets.items() if _first_filled(rows)[1]]
    if not filled:
        return Survey((), order, f"there is nothing in it; adopt needs {_NEEDS}")

    def known(name: str) -> int:
        head = heads[name]
        return sum(bool(each.section) for each in head.guesses) if head else 0

    name = max(filled, key=known)
    rows, head = sheets[name], heads[name]
    if place := _row_of_days(rows):
        why = f"{place} is a day among days, so this is a calendar and no list of applications"
    else:
        why = _lacking(rows, head)
    refused = f"{name}: {why}; adopt needs {_NEEDS}"
    return Survey(
        (_refused_table(name, rows, head, refused),),
        order,
        refused,
    )


def _refused_table(name: str, rows: Sequence[Row], head: Head | None, refused: str) -> Table:
    """The sheet as a table of which nothing is taken."""
    index = head.index if head else next(at for at, row in enumerate(rows) if any(row))
    columns = tuple(
        Column(number, text_of(cell), Fact.LEFT_ALONE)
        for number, cell in enumerate(rows[index], start=1)
        if not is_blank(cell)
    )
    return Table(
        name,
        index + 1,
        columns,
        (),
        refused=refused,
    )


def _row_of_days(rows: Sequence[Row]) -> str:
    """The first cell of a row of days."""
    for number, row in enumerate(rows[:HEADER_SEARCH_ROWS], start=1):
        places = [
            column for column, cell in enumerate(row, start=1) if isinstance(cell, date | datetime)
        ]
        if len(places) > 2 and len(places) * 2 > sum(not is_blank(cell) for cell in row):
            return a1.name(number, places[0])
    return ""


def _lacking(rows: Sequence[Row], head: Head | None) -> str:
    """What the sheet lacks, beginning from its header row, else from its first filled cell."""
    if head is None:
        place, text = _first_filled(rows)
        return f"no header is known in the first {HEADER_SEARCH_ROWS} rows ({place} is {text!r})"
    column, text = next((at, text) for at, text in enumerate(head.texts, start=1) if text)
    row = f"row {head.index + 1}, which begins with {a1.name(head.index + 1, column)} {text!r},"
    if "company" not in {each.section for each in head.guesses}:
        return f'{row} has no column for the company; name it, like --map "{text}=Company"'
    if _WANTED & {each.section for each in head.guesses}:
        return f"{row} has headers and no application below it yet"
    return f"{row} has a company and nothing beside it"


def _first_filled(rows: Sequence[Row]) -> tuple[str, str]:
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if not is_blank(cell):
                return a1.name(number, column), text_of(cell)[:30]
    return "A1", ""
