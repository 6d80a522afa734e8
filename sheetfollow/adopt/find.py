"""Where the header row of a sheet is, and which rows below it are applications (spec 8, adopt)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheetfollow.adopt.facts import Fact, Row
from sheetfollow.adopt.headers import EXACT, Guess, guess, guesses
from sheetfollow.adopt.values import is_blank
from sheetfollow.adopt.vocabulary import fold, folded, header_words, word_set
from sheetfollow.schema import HEADER_SEARCH_ROWS
from sheetfollow.xlsx import a1

_BRACKETED = re.compile(r"\s*[\[<{(].*[\]>})]\s*")
_SUMS = word_set("total totals sum count average summe gesamt totale")
_SECRETS = word_set(
    "password passwort passwd passphrase login pin ssn 密码 パスワード contrasena senha"
)
_LEAST_FILLER = 3


@dataclass(frozen=True)
class Forced:
    """What the user says of columns, by header (folded) or by letters: it is believed whatever the
    values are."""

    facts: Mapping[str, Fact]

    def of(self, number: int, header: str) -> Fact | None:
        """The fact of the column with that 1-based number and header, None where nothing is said of
        it. A secret is left alone, whatever is said."""
        if _SECRETS.intersection(fold(header).split()):
            return Fact.LEFT_ALONE
        said = self.facts.get(fold(header)) if header else None
        return said or self.facts.get(a1.letters(number))


@dataclass(frozen=True)
class Head:
    """A header row: its 0-based index, its texts and what they name, by 0-based column."""

    index: int
    texts: tuple[str, ...]
    guesses: tuple[Guess, ...]


def find_head(rows: Sequence[Row], forced: Forced) -> Head | None:
    """The row with the most headers known, among the first 30; None where no row has any."""
    counts = [_known(row, forced) for row in rows[:HEADER_SEARCH_ROWS]]
    if not any(counts):
        return None
    index = counts.index(max(counts))
    texts = tuple(_header_text(cell) for cell in rows[index])
    found = [
        _forced_guess(forced, number, text) or each
        for number, (text, each) in enumerate(
            zip(
                texts,
                guesses(rows, index),
                strict=True,
            ),
            1,
        )
    ]
    return Head(index, texts, tuple(found))


def _known(row: Row, forced: Forced) -> int:
    return sum(
        bool(guess(cell).section or forced.facts.get(fold(cell)))
        for cell in row
        if isinstance(cell, str)
    )


def _header_text(cell: Any) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _forced_guess(forced: Forced, number: int, text: str) -> Guess | None:
    fact = forced.of(number, text)
    return None if fact is None else Guess(fact.value, EXACT + 1)


def application_rows(rows: Sequence[Row], head: Head, company: int) -> tuple[list[int], int]:
    """The 0-based indexes of the rows below the header that are applications, and how many filled
    ones are none.

    `company` is the 0-based column of the company.
    """
    below = range(head.index + 1, len(rows))
    filled = [index for index in below if not all(map(is_blank, rows[index]))]
    kept = [index for index in filled if _is_application(rows[index], head, company)]
    return kept, len(filled) - len(kept)


def _is_application(row: Row, head: Head, company: int) -> bool:
    cell = row[company] if company < len(row) else None
    if is_blank(cell):
        return False
    if isinstance(cell, str) and (
        _BRACKETED.fullmatch(cell)
        or _names_no_company(
            cell,
            row,
            head,
        )
    ):
        return False
    return not _is_filler(row)


def _names_no_company(cell: str, row: Row, head: Head) -> bool:
    """The header again, the word of a header where a company is to be typed, or a line of sums."""
    word = fold(cell)
    if header_words().get(word) == "company":
        return True
    repeated = sum(
        bool(text) and fold(text) == folded(each)
        for text, each in zip(head.texts, row, strict=False)
    )
    return word in _SUMS or repeated > 1


def _is_filler(row: Row) -> bool:
    """The same word in every cell."""
    words = {folded(cell) for cell in row if not is_blank(cell)}
    return len(words) == 1 and sum(not is_blank(cell) for cell in row) >= _LEAST_FILLER


def cells_of(rows: Sequence[Row], kept: Sequence[int], column: int) -> Iterator[Any]:
    """A column's cells in those rows, None beyond a row's end."""
    for index in kept:
        row = rows[index]
        yield row[column] if column < len(row) else None
