"""A mapped tracker as it is now -> its applications (spec 8, adopt): columns are found by header,
so that sorting, filtering and new columns change nothing."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from sheetfollow.adopt.applications import applications
from sheetfollow.adopt.block import Adoption, Block, is_none, number_of, split_headers
from sheetfollow.adopt.facts import NAMES, Application, Cells, Column, Fact, Row, Table
from sheetfollow.adopt.find import Head, application_rows
from sheetfollow.adopt.fit import interview_of
from sheetfollow.adopt.survey import state_of, unsure_days
from sheetfollow.adopt.values import Days, is_blank, text_of
from sheetfollow.adopt.vocabulary import fold, folded
from sheetfollow.model import Problem
from sheetfollow.schema import HEADER_SEARCH_ROWS
from sheetfollow.xlsx import a1


@dataclass(frozen=True)
class Source:
    """The applications of all mapped sheets, in their order, and what stands in the way."""

    applications: tuple[Application, ...]
    problems: tuple[Problem, ...]


def read_source(adoption: Adoption, cells: Cells, days: Days) -> Source:
    """What the mapped sheets say now. A sheet or a header that is gone is a problem that names its
    line in Settings; the rest goes on."""
    problems = list(adoption.problems)
    found: list[Application] = []
    for block in adoption.blocks:
        for named in block.sheets:
            sheet = named if named in cells else _renamed(block, cells, sheets_of(adoption))
            if not sheet:
                there = ", ".join(cells) or "nothing"
                problems.append(Problem(block.place, named, f"is no sheet here; there is {there}"))
                continue
            rows = cells[sheet]
            table = _table(block, sheet, rows, problems)
            if table:
                found += applications(rows, table, adoption.words, days)
                problems += _unknown_words(rows, table, adoption)
                problems += _unsure(rows, table, days)
    return Source(tuple(found), tuple(problems))


def _renamed(block: Block, cells: Cells, mapped: Container[str]) -> str:
    """The one other sheet that has all mapped headers in a row, since the user may have renamed
    it; "" where none or several have."""
    free = [name for name in cells if name not in mapped]
    fitting = [
        name
        for name in free
        if any(_has_all(block, row) for row in cells[name][:HEADER_SEARCH_ROWS])
    ]
    return fitting[0] if len(fitting) == 1 else ""


def sheets_of(adoption: Adoption) -> frozenset[str]:
    """The names of the mapped sheets."""
    return frozenset(sheet for block in adoption.blocks for sheet in block.sheets)


def _table(block: Block, sheet: str, rows: Sequence[Row], problems: list[Problem]) -> Table | None:
    """The mapped table where it stands now, None where its company's column is gone."""
    index = _header_row(block, rows)
    texts = tuple(text_of(cell) for cell in rows[index]) if rows else ()
    columns, gone = _columns(block, texts)
    problems += [
        _gone(
            block,
            fact,
            sheet,
            header,
            texts,
        )
        for fact, header in gone
    ]
    company = next((each.number for each in columns if each.fact is Fact.COMPANY), None)
    if company is None:
        return None
    kept, skipped = application_rows(
        rows,
        Head(index, texts, ()),
        company - 1,
    )
    numbers = tuple(index + 1 for index in kept)
    return Table(
        sheet,
        index + 1,
        tuple(columns),
        numbers,
        skipped,
        chosen=True,
    )


def _columns(block: Block, texts: Sequence[str]) -> tuple[list[Column], list[tuple[Fact, str]]]:
    """The mapped columns by the headers as they stand, and the headers that are gone."""
    headers = {
        fact: split_headers(
            fact,
            text,
            texts,
        )
        for fact, text in block.headers.items()
    }
    days = len(headers.get(Fact.INTERVIEW_DATE, ()))
    columns, gone = [], []
    for fact, names in headers.items():
        for number, header in enumerate(names, start=1):
            if at := number_of(header, texts):
                talk = interview_of(fact, number, len(names), days)
                columns.append(
                    Column(
                        at,
                        texts[at - 1],
                        fact,
                        round=talk,
                    )
                )
            elif not is_none(header):
                gone.append((fact, header))
    return columns, gone


def _header_row(block: Block, rows: Sequence[Row]) -> int:
    """The 0-based row among the first 30 that holds most of the mapped headers."""
    wanted = {
        fold(header)
        for fact, text in block.headers.items()
        for header in (text, *text.split(" / "))
        if fact is not Fact.LEFT_ALONE
    }
    counts = [len(wanted & _words(row)) for row in rows[:HEADER_SEARCH_ROWS]]
    return counts.index(max(counts)) if counts else 0


def _words(row: Row) -> set[str]:
    return {fold(cell) for cell in row if isinstance(cell, str)}


def _has_all(block: Block, row: Row) -> bool:
    """Whether a row has all mapped headers, each whole or in its parts."""
    words = _words(row)
    return all(
        fold(text) in words or {fold(part) for part in text.split(" / ")} <= words
        for fact, text in block.headers.items()
        if fact is not Fact.LEFT_ALONE and not is_none(text)
    )


def _gone(block: Block, fact: Fact, sheet: str, header: str, texts: Sequence[str]) -> Problem:
    """A mapped header that is not there, with the one that it may have become."""
    near = difflib.get_close_matches(
        header,
        [text for text in texts if text],
        n=1,
        cutoff=0.4,
    )
    hint = ""
    if near:
        hint = f"; nearest: {near[0]!r} ({a1.letters(texts.index(near[0]) + 1)})"
    expected = f"is no column of {sheet} ({NAMES[fact]}){hint}; write its header here"
    return Problem(block.cells[fact], header, expected)


def _unsure(rows: Sequence[Row], table: Table, days: Days) -> Iterator[Problem]:
    """Days of interviews that are not taken over since nobody can tell which they are."""
    talks = replace(table, columns=table.of(Fact.INTERVIEW_DATE))
    for doubt in unsure_days(rows, talks, days):
        settle = "write it like 2026-03-04, or set Date order in Settings"
        yield Problem(doubt.place, "", f"{doubt.unsure}; {settle}")


def _unknown_words(rows: Sequence[Row], table: Table, adoption: Adoption) -> Iterator[Problem]:
    """Words that neither Settings nor the list knows, each once, at its first cell."""
    unknown: dict[str, tuple[str, str]] = {}
    for column in table.of(Fact.STATUS):
        for number in table.rows:
            row = rows[number - 1]
            cell = row[column.number - 1] if column.number <= len(row) else None
            word = "" if is_blank(cell) else folded(cell)
            if word and state_of(word, adoption.words) is None:
                place = f"{table.sheet}!{a1.name(number, column.number)}"
                unknown.setdefault(word, (place, text_of(cell)))
    for place, text in list(unknown.values())[:_MOST_TOLD]:
        yield Problem(
            place,
            text,
            f"says nothing until Settings has a line 'Status word: {text}' with what it means, like"
            " Waiting, Interview, Rejected or Says nothing",
        )
    if len(unknown) > _MOST_TOLD:
        more = (
            f"has {len(unknown) - _MOST_TOLD} more words that say nothing until Settings has them"
        )
        yield Problem(table.sheet, "", more)


_MOST_TOLD = 5
