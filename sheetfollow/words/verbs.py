"""The forms of a verb: builds, built, building."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sheetfollow.words.kinds import BASE, GERUND, PAST, PLURAL, THIRD, kinds_of
from sheetfollow.words.lists import closed, lines


def third(base: str) -> str:
    """`builds` for build; "" where the lists do not have the form."""
    return _first(_third_forms(base), THIRD)


def past(base: str) -> str:
    """`built` for build, `moved` for move; "" where the lists do not have the form."""
    irregular = _irregular().get(base)
    return irregular or _first(_regular(base, "ed"), PAST)


def gerund(base: str) -> str:
    """`building` for build, `planning` for plan; "" where the lists do not have the form."""
    return _first(_regular(base, "ing"), GERUND)


def plural(noun: str) -> str:
    """`batches` for batch, by the rules of the third person; the noun where none is known."""
    return _first(_third_forms(noun), PLURAL) or noun


def participle(past_form: str) -> str:
    """`run` for ran, `worked` for worked; "" for what is no past form alone."""
    base = base_of(past_form)
    row = next((row for row in lines("irregular_verbs.txt") if row.split()[0] == base), "")
    if base in ("", past_form, "have", "be") or past_form not in (*row.split()[1:2], past(base)):
        return ""
    return row.split()[-1] if row else past_form


def base_of(form: str) -> str:
    """`build` for built, `move` for moved or move; "" for what is no verb that the lists know."""
    if form in _bases():
        return _bases()[form]
    if not form.endswith("ed"):
        return form if BASE in kinds_of(form) else ""
    stem = form.removesuffix("ed")
    candidates = (stem + "e", stem, stem[:-1], stem[:-1] + "y")
    return next((base for base in candidates if BASE in kinds_of(base) and past(base) == form), "")


def stems(form: str) -> set[str]:
    """What a form in small letters may be of: `crash`, `crashe` and `crashes` of crashes."""
    return {form, form.removesuffix("s"), form.removesuffix("es"), base_of(form)}


def goes_alone(verb: str) -> bool:
    """Whether a verb, in small letters, wants nothing behind it: `crashes`, `works`."""
    return not stems(verb).isdisjoint(closed("intransitives") | closed("failures"))


def _third_forms(base: str) -> Iterator[str]:
    if base == "have":
        yield "has"
    if re.search(r"[^aeiou]y$", base):
        yield base[:-1] + "ies"
    if re.search(r"(?:[sxzo]|[cs]h)$", base):
        yield base + "es"
    yield base + "s"


def _regular(base: str, ending: str) -> Iterator[str]:
    """The regular forms that may be meant, the likeliest first."""
    if re.search(r"[^aeiou]y$", base) and ending == "ed":
        yield base[:-1] + "ied"
    if re.search(r"[^aeiou][aeiou][bdglmnprt]$", base):
        yield base + base[-1] + ending
    if base.endswith("ie") and ending == "ing":
        yield base[:-2] + "ying"
    if re.search(r"[^eoy]e$", base):
        yield base[:-1] + ending
    yield base + (ending.removeprefix("e") if base.endswith("e") else ending)


def _first(forms: Iterator[str], kind: str) -> str:
    return next((form for form in forms if kind in kinds_of(form)), "")


@cache
def distinct_pasts() -> frozenset[str]:
    """Pasts that are no participle too: went, broke, began."""
    rows = (row.split() for row in lines("irregular_verbs.txt"))
    return frozenset(row[1] for row in rows if len(row) > 2 and row[1] != row[2])


@cache
def participles() -> frozenset[str]:
    """Forms that want a helper before them: gone, done, seen."""
    rows = (row.split() for row in lines("irregular_verbs.txt"))
    return frozenset(row[2] for row in rows if len(row) > 2 and row[2] not in row[:2])


@cache
def _irregular() -> dict[str, str]:
    return {row.split()[0]: row.split()[1] for row in lines("irregular_verbs.txt")}


@cache
def _bases() -> dict[str, str]:
    return {
        form: row.split()[0] for row in lines("irregular_verbs.txt") for form in row.split()[1:]
    }
