"""Names that are nearly alike: one employer or job under two spellings, told and never joined (spec
3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import pandas as pd

from sheetfollow.intake.names import fold
from sheetfollow.intake.tables import Fault
from sheetfollow.intake.vocabulary import meanings, words
from sheetfollow.intake.workbook import Grid
from sheetfollow.model import Problem

_MOST_COMPARED = 2000
"""Applications that are also compared letter by letter."""
_LONG_WORD, _LONGEST = 6, 100
_MARKS = re.compile(r"[^\w&+#]+")
_ASIDE = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(
    r"[\s,:#(-]*\b(?:(?:job )?req(?:uisition)?|ref(?:erence)?|(?:job |posting )?id|job|posting)\b"
    r"[\s.:#-]*[a-z]{0,3}-?\d{3,}\)?|[\s,:(-]*#\d{3,}\)?"
)
"""The number under which an employer posts a job, as people add it to its title."""
_NUMBERED = "#"
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
}
Application = tuple[str, str]
"""Company and job title."""


@lru_cache(maxsize=200_000)
def core(name: str) -> str:
    """A company or a job title without what people leave out or write in two ways: legal forms,
    punctuation, `&` for `and`, `Sr.` for `Senior`."""
    return _core(_ASIDE.sub(" ", fold(name)))


def _core(folded: str) -> str:
    said = _MARKS.sub(" ", folded.replace("&", " and ").replace("'", "")).split()
    counted = [*said[:1], *(_ROMAN.get(word, word) for word in said[1:])]
    spelled = [meanings("short words").get(word, word) for word in counted]
    kept = [word for word in spelled if word not in words("legal forms")]
    return " ".join(kept or spelled)


@lru_cache(maxsize=200_000)
def _forms(name: str) -> tuple[str, ...]:
    """A name as it is found again: without its spaces, since a dot, a dash or a space parts what
    others write in one, and with what stands in brackets or without it."""
    forms = (core(name), _core(fold(name))) if "(" in name else (core(name),)
    return tuple(dict.fromkeys(form.replace(" ", "") for form in forms))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The name among the known ones that this one is nearly alike, "" for none."""
    short = [each for each in known if each and len(each) <= _LONGEST]
    alike = {form: each for each in short for form in _forms(each)}
    whole = next((alike[form] for form in _forms(name) if form in alike), "")
    return whole or _by_letter(name, short)


def whom_did_you_mean(name: str, known: Iterable[str]) -> str:
    """The same among the people of a company, of whom a part of the name is often all that is
    typed."""
    people = list(dict.fromkeys(filter(None, known)))
    said = set(fold(name).split())
    named = [each for each in people if said and said <= set(fold(each).split())]
    return named[0] if len(named) == 1 else did_you_mean(name, people)


def _by_letter(name: str, known: Iterable[str]) -> str:
    """The same letter by letter, where there are not too many."""
    cores = {core(each): each for each in known}
    if len(cores) > _MOST_COMPARED or len(name) > _LONGEST:
        return ""
    found = get_close_matches(
        core(name),
        list(cores),
        n=1,
        cutoff=0.8,
    )
    return cores[found[0]] if found else ""


def near_alike(rows: pd.DataFrame, grid: Grid) -> Iterator[Fault]:
    """Applications that are one but for the spelling: told at the lower one's first row, by the
    cell that differs."""
    named = rows[(rows["company"] != "") & (rows["job_title"] != "")]
    first = named.drop_duplicates(["company", "job_title"])
    by_letter = len(first) <= _MOST_COMPARED
    seen: dict[Application, int] = {}
    for index, company, title in first[["company", "job_title"]].itertuples():
        keys, asked = _keys(company, title, by_letter), _by_number(company, title)
        others = [seen[key] for key in (*keys, *asked.wanted) if key in seen]
        key, other = _apart(rows, index, others)
        if key:
            yield Fault(
                index,
                key,
                _told(
                    rows,
                    grid,
                    key,
                    index,
                    other,
                ),
                asked=True,
            )
        for each in (*keys, *asked.given):
            seen.setdefault(each, index)


def _apart(rows: pd.DataFrame, index: int, others: Iterable[int]) -> tuple[str, int]:
    """The column in which a row differs from one of the others, and that one; "" where it differs
    from none or from all in both."""
    for other in others:
        differs = [
            key
            for key in ("company", "job_title")
            if fold(rows[key][index]) != fold(rows[key][other])
        ]
        if differs:
            return differs[0], other
    return "", -1


def _keys(company: str, title: str, by_letter: bool) -> list[Application]:
    """What two applications that are nearly alike have in common."""
    keys = list(product(_forms(company), _forms(title)))
    if by_letter:
        pair = core(company), core(title)
        keys += [(each, pair[1]) for each in _with_a_letter_less(pair[0])]
        keys += [(pair[0], each) for each in _with_a_letter_less(pair[1])]
    return keys


class _ByNumber(NamedTuple):
    """The keys under which an application is found, and those under which it looks for others."""

    given: list[Application]
    wanted: list[Application]


def _by_number(company: str, title: str) -> _ByNumber:
    """A title with a posting's number and the same without one may be one job; two numbers are
    two."""
    bare = _without_number(title)
    jobs = list(product(_forms(company), _forms(bare)))
    numbered = [(firm, job + _NUMBERED) for firm, job in jobs]
    if bare == fold(title):
        return _ByNumber([], numbered)
    return _ByNumber(numbered, jobs)


@lru_cache(maxsize=200_000)
def _without_number(title: str) -> str:
    """A job title, folded, without the number of its posting."""
    return _NUMBER.sub(" ", fold(title))


def _with_a_letter_less(name: str) -> Iterator[str]:
    """The name without one letter of a long word: a typo away from each other, two share one. None
    of what is no name by its length."""
    if len(name) > _LONGEST:
        return
    for found in re.finditer(rf"[^\W\d_]{{{_LONG_WORD},}}", name):
        for at in range(found.start() + 1, found.end()):
            yield f"{name[:at]}-{name[at + 1 :]}"
            yield f"{name[:at]}{name[at + 1 :]}"


def _told(rows: pd.DataFrame, grid: Grid, key: str, index: int, other: int) -> Problem:
    place = grid.place(key, int(rows["sheet_row"][other]))
    expected = (
        f"is nearly {rows[key][other]!r} in {place}, so two applications are followed up; write"
        " both alike where they are one"
    )
    return Problem(
        grid.place(key, int(rows["sheet_row"][index])),
        rows[key][index],
        expected,
    )
