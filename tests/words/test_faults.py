"""One fault put into cells that are read well: it is mended or asked about, hardly ever quoted."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice, pairwise

import pytest

from sheetfollow.words.kinds import kinds_of
from sheetfollow.words.verbs import base_of, gerund, third
from tests.words.cells import forms, rows

Fault = Callable[[str, str], str]
"""A word and the one before it -> the faulty word, "" for none; the same where it has no fault."""

_WORD = re.compile(r"(?<!\S)[A-Za-z]+(?!\S)")
_COLUMNS = ("topic", "challenge", "skill", "idea")
_MOST, _LONG = 150, 6
_MIXED_UP = {
    "their": "they",
    "they": "their",
    "to": "too",
    "too": "to",
    "of": "off",
    "than": "then",
    "lose": "loose",
}
_PREPOSITIONS = ("of", "for", "to", "with", "about", "in", "on", "from")
_COUNTS = ("many", "few", "several", "two", "three", "both", "different")


def _verb_without_s(word: str, before: str) -> str:
    kinds = kinds_of(word)
    is_verb = "z" in kinds and not kinds & set("np")
    stems = (word[:-1], word[:-2], f"{word[:-3]}y")
    return next((stem for stem in stems if is_verb and third(stem) == word), word)


def _verb_with_s(word: str, before: str) -> str:
    kinds = kinds_of(word)
    is_verb = "b" in kinds and not kinds & set("npaUPr")
    return third(word) if is_verb and before.endswith("s") else word


def _plural_without_s(word: str, before: str) -> str:
    counted = kinds_of(word) == {"p"} and before in _COUNTS
    return word[:-1] if counted and not word.endswith("ies") else word


def _article_dropped(word: str, before: str) -> str:
    return "" if word in ("the", "a", "an") else word


def _preposition_dropped(word: str, before: str) -> str:
    return "" if word in _PREPOSITIONS else word


def _mixed_up(word: str, before: str) -> str:
    return _MIXED_UP.get(word, word)


def _gerund_to_base(word: str, before: str) -> str:
    stems = (word[:-3], f"{word[:-3]}e", word[:-4])
    only_gerund = word.endswith("ing") and "n" not in kinds_of(word)
    return next((stem for stem in stems if only_gerund and gerund(stem) == word), word)


def _past_to_base(word: str, before: str) -> str:
    is_past = "e" in kinds_of(word) and not kinds_of(word) & set("nabU")
    return (base_of(word) or word) if is_past and word.endswith("ed") else word


def _letter_dropped(word: str, before: str) -> str:
    head, tail = _halves(word)
    return head + tail[1:]


def _letters_swapped(word: str, before: str) -> str:
    head, tail = _halves(word)
    return head + tail[1::-1] + tail[2:]


def _letter_doubled(word: str, before: str) -> str:
    head, tail = _halves(word)
    return head + tail[:1] + tail


def _halves(word: str) -> tuple[str, str]:
    """Where a slip may be in a word; a short one is another word too soon."""
    middle = len(word) // 2 if len(word) >= _LONG else len(word)
    return word[:middle], word[middle:]


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """(column, cell) of what is quoted, in an order that chance fixed."""
    cells = [
        (row["column"], row["cell"])
        for row in rows("cells_fresh.tsv")
        if row["quotable"] == "Q" and row["column"] in _COLUMNS
    ]
    quoted = sorted({each for each in cells if forms(*each) != {"GAP"}})
    random.Random(7).shuffle(quoted)
    return tuple(quoted)


def _faulty(cell: str, fault: Fault) -> Iterator[str]:
    """The cell with the fault in one of its words behind the first, each in turn."""
    found = list(_WORD.finditer(cell))
    for before, match in pairwise(found):
        word = match[0]
        wrong = fault(word, before[0].lower()) if word.islower() else word
        if wrong not in (word, "") or (wrong == "" and match.end() < len(cell)):
            yield " ".join((cell[: match.start()] + wrong + cell[match.end() :]).split(" ")).strip()


def _is_caught(column: str, cell: str, wrong: str) -> bool:
    """Whether it is asked about, mended, or the faulty part left out."""
    said, good = forms(column, wrong), forms(column, cell)
    if said == {"GAP"} or said & good:
        return True
    told = {"you", "mentioned", "that", "the", "problem", "and"}
    return _words(said) <= _words(good) | told


def _words(said: set[str]) -> set[str]:
    return set(" ".join(said).lower().replace(";", " ").split())


@pytest.mark.parametrize(
    ("fault", "least"),
    [
        (_verb_without_s, 1),
        (_verb_with_s, 1),
        (_plural_without_s, 1),
        (_article_dropped, 0.9),
        (_preposition_dropped, 0.92),
        (_mixed_up, 0.88),
        (_gerund_to_base, 0.55),
        (_past_to_base, 0.55),
        (_letter_dropped, 0.9),
        (_letters_swapped, 0.95),
        (_letter_doubled, 0.95),
    ],
)
def test_a_fault_in_a_good_cell_is_mended_or_asked_about(fault: Fault, least: float) -> None:
    faulty = ((column, cell, wrong) for column, cell in _known() for wrong in _faulty(cell, fault))
    tried = list(islice(faulty, _MOST))
    quoted = [(cell, wrong) for column, cell, wrong in tried if not _is_caught(column, cell, wrong)]
    print(f"{fault.__name__}: {len(tried) - len(quoted)} of {len(tried)} mended or asked about")
    print(*(f"  quoted: {wrong!r}" for _, wrong in quoted), sep="\n")
    assert len(tried) - len(quoted) >= least * len(tried)
