"""What the user types to correct a proposal: `K=Company` for a column, `ghosted=Rejected` for a
word (spec 8, adopt). What is not understood is told, never left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sheetfollow.adopt.block import fact_named, state_named
from sheetfollow.adopt.facts import NAMES, Column, Fact, State, Table
from sheetfollow.adopt.proposal import Proposal, Wishes
from sheetfollow.adopt.vocabulary import fold, folded
from sheetfollow.xlsx import a1

_NEXT = re.compile(r"[,;](?=[^,;=]*=)")
"""Between two corrections. A name of ours may hold a comma: `H=Interview, ticked`."""

_LETTERS = {
    "w": State.WAITING,
    "r": State.REJECTED,
    "o": State.OFFER,
    "c": State.CLOSED,
    "i": State.INTERVIEW,
}
_NAMED_AT_MOST = 8


class NotUnderstood(ValueError):
    """What was typed is no correction; one line that says why, with an example of this sheet."""


def state_meant(text: str) -> State | None:
    """The state of that letter or name; blank says nothing, None for none of ours."""
    return _LETTERS.get(text.strip().casefold()) or state_named(text)


def corrected(answer: str, wishes: Wishes, proposal: Proposal) -> Wishes:
    """The wishes with all corrections of the answer, which commas or semicolons part. Raises
    NotUnderstood where one of them is none; none of them counts then."""
    tables = proposal.survey.chosen
    maps, words = dict(wishes.maps), dict(wishes.words)
    for text in filter(None, (part.strip(" ,;") for part in _NEXT.split(answer))):
        name, sign, meaning = (part.strip() for part in text.rpartition("="))
        fact, state = fact_named(meaning), state_meant(meaning) if meaning else None
        column, word = column_key(name, tables), folded(name)
        if column and fact:
            maps[column] = fact
        elif state and word in word_keys(tables):
            words[word] = state
        else:
            told = _why(name, meaning, tables) if sign else f"{text!r} is not understood"
            raise NotUnderstood(f"{told}; for example {example(proposal)}")
    return replace(wishes, maps=maps, words=words)


def _why(name: str, meaning: str, tables: Sequence[Table]) -> str:
    if column_key(name, tables):
        return f"{meaning!r} is nothing that a column can be"
    if folded(name) in word_keys(tables):
        return f"{meaning!r} is nothing that a word can mean"
    return f"there is no column and no word {name!r}"


def example(proposal: Proposal) -> str:
    """Corrections that this sheet allows, as one types them."""
    return ", ".join(_examples(proposal))


def _examples(proposal: Proposal) -> Iterator[str]:
    tables = proposal.survey.chosen
    yield _column_example([column for table in tables for column in table.columns])
    words = [word for table in tables for word in table.words]
    if words:
        word = next((each for each in words if each.state is None), words[0])
        yield f"{word.text}={word.state or State.CLOSED}"


def _column_example(columns: Sequence[Column]) -> str:
    """A column that is left alone taken as what is wanted still; else the last one left alone."""
    alone = [column for column in columns if column.header and column.fact is Fact.LEFT_ALONE]
    if alone:
        return f"{a1.letters(alone[-1].number)}={NAMES[_wanted(columns)]}"
    return f"{a1.letters(columns[-1].number)}={NAMES[Fact.LEFT_ALONE]}"


def _wanted(columns: Sequence[Column]) -> Fact:
    there = {column.fact for column in columns}
    wanted = (Fact.INTERVIEW_DATE, Fact.INTERVIEWER, Fact.CONTACT_EMAIL)
    return next((fact for fact in wanted if fact not in there), Fact.NOTES)


def column_key(name: str, tables: Sequence[Table]) -> str:
    """The name of a column, its letters or its header, as the wishes have it; "" where none of the
    tables has it."""
    columns = [column for table in tables for column in table.columns]
    letters = {a1.letters(column.number) for column in columns}
    headers = {fold(column.header) for column in columns} - {""}
    if name in letters:
        return name
    if fold(name) in headers:
        return fold(name)
    return name.upper() if name.upper() in letters else ""


def word_keys(tables: Sequence[Table]) -> set[str]:
    """The words of the status columns, folded."""
    return {folded(word.text) for table in tables for word in table.words}


def with_columns(maps: Mapping[str, Fact], tables: Sequence[Table]) -> dict[str, Fact]:
    """The facts by the keys of columns that are there. Raises NotUnderstood for one that is not."""
    found = {}
    for name, fact in maps.items():
        key = column_key(name, tables)
        if not key:
            headers = [column.header for table in tables for column in table.columns]
            raise NotUnderstood(f"there is no column {name!r}; there is {_some(headers)}")
        found[key] = fact
    return found


def refuse_missing_words(words: Mapping[str, State], tables: Sequence[Table]) -> None:
    """Raises NotUnderstood for a word that no status column has."""
    there = [word.text for table in tables for word in table.words]
    for word in words:
        if word not in word_keys(tables):
            raise NotUnderstood(f"no status column has the word {word!r}; there is {_some(there)}")


def _some(names: Sequence[str]) -> str:
    known = list(dict.fromkeys(filter(None, names)))
    more = f" and {len(known) - _NAMED_AT_MOST} more" if len(known) > _NAMED_AT_MOST else ""
    return (", ".join(known[:_NAMED_AT_MOST]) or "none") + more
