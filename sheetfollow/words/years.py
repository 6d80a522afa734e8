"""For how long: `5 years React`, `ICU nurse for 9 years` as a sentence of experience."""

from __future__ import annotations

import re
from collections.abc import Set

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import is_count_noun
from sheetfollow.words.asks import Item, Kind, Reading, quoted
from sheetfollow.words.deeds import is_told
from sheetfollow.words.kinds import words_of
from sheetfollow.words.lists import section, section_words
from sheetfollow.words.papers import as_such, is_bare_doer, is_bare_role, is_role, rank_first
from sheetfollow.words.phrases import phrase
from sheetfollow.words.tidy import one_row, without_brackets

# Each at its own place: NUMBERS[5] is five.
NUMBERS = " ".join(section("closed_words.txt", "counted")).split()
_COUNT = rf"\d+\+?|{'|'.join(NUMBERS[1:])}"
_UNIT = r"years?|months?|seasons?"
_YEARS_FIRST = re.compile(
    rf"(?:(over|more than|almost|nearly) )?({_COUNT}) ({_UNIT})'?(?: (?:of )?experience)?"
    r"(?: (of|in|with|on|at|as|for))?(?: (.+))?",
    re.I,
)
_YEARS_LAST = re.compile(
    rf"((?!responsible ).+?)[ ,:(-]+(?:(for) )?({_COUNT}) ({_UNIT})\)?"
    r"((?: (?:in|at|with) .+)?)",
    re.I,
)
_TAIL = re.compile(r"\s+(?:skills?|experience|knowledge|expertise|advanced|intermediate)$", re.I)
_CUT = re.compile(r"cut (?!and )", re.I)


def in_years(text: str, names: Set[str]) -> Reading | None:
    """What is said with a number of years, as a sentence of experience; None for what is not:
    `5 years React`, `dbt (2 years)`, `ICU nurse for 9 years`, `3+ years as product owner`."""
    text = re.sub(r"^(?:i )?(?:have|am having|having|got) (?=\S+ years?\b)", "", text, flags=re.I)
    text = re.sub(r"^used (?!to )(?=.* for \S+ years?$)", "", text, flags=re.I)
    first = _YEARS_FIRST.fullmatch(text)
    if first and first[5]:
        return _years_first(first, names)
    last = _YEARS_LAST.fullmatch(text)
    if not last or _is_deed_for_years(last[1], names):
        return None
    return _years_last(last, names)


def _years_first(found: re.Match[str], names: Set[str]) -> Reading | None:
    """`5 years (React)`, `over 3 years as product owner`."""
    more, count, unit, link, thing = found.groups()
    named = without_brackets(thing) or thing[1:-1].strip()
    years = amount(count, unit, more or "")
    return _experience(years, (link or "").lower(), named, names) if named else None


def _years_last(found: re.Match[str], names: Set[str]) -> Reading | None:
    """`dbt (2 years)`, `nurse for 9 years at a hospice`."""
    thing, _, count, unit, place = found.groups()
    years = amount(count, unit, "")
    if is_role(thing):
        return _experience(years, "as", thing + place, names)
    return None if place else _experience(years, "", thing, names)


def _is_deed_for_years(deed: str, names: Set[str]) -> bool:
    """`ran stalls`, `shot weddings`, `cut hair`; `set design` is a thing."""
    found = words_of(deed, names)
    many = len(found) > 1 and found[0].can_be(k.PAST) and k.PLURAL in found[1].kinds
    return is_told(found) or many or _CUT.match(deed) is not None


def _experience(years: str, link: str, thing: str, names: Set[str]) -> Reading | None:
    """`years` of experience with, in or as a thing, by the `link` that was typed, "" for none."""
    if link in ("as", ""):
        thing = rank_first(re.sub(r"^(?:an?|the) ", "", thing))
    if link in ("as", "") and _is_one_role(thing) and phrase(thing, "", names):
        said = f"I have {years} of experience as {as_such(thing)}"
        return quoted(Kind.YEARS, Item(said=said))
    if not link and _is_inside(thing):
        link = "in"
    return _experience_with(years, link, thing, names)


def _is_inside(thing: str) -> bool:
    """`warfarin clinic`, in which one was, not `army` or `front desk`."""
    return " " in thing and _is_where("", thing) and not thing.endswith(("desk", "counter"))


def _experience_with(years: str, link: str, thing: str, names: Set[str]) -> Reading | None:
    """The same of what is no role."""
    if _is_where(link.replace("at", ""), thing):
        return None
    kind = without_tail(thing)
    words = phrase(kind, "a" if link in ("at", "in") else "", names)
    if not words or link == "as":
        return None
    said = f"I have {years} of experience {_link(link, words)} {words}"
    skill = words if words == kind and not _is_place(link, words) else ""
    return quoted(Kind.YEARS, Item(skill, said=said))


def _is_place(link: str, words: str) -> bool:
    """`at Roots`, `in a call centre`, `on site`: where it was, no experience by itself."""
    one = words.startswith(("a ", "an ", "the ")) or is_count_noun(words_of(words)[-1])
    return link == "at" or (link in ("in", "on") and one)


def _is_one_role(thing: str) -> bool:
    return is_bare_role(thing) or is_bare_doer(thing)


def _link(typed: str, words: str) -> str:
    """One is experienced `in` what is done, bookkeeping or growing teams, or a field, retail, and
    `with` things."""
    if typed in ("in", "on", "at"):
        return typed
    found = words_of(words)
    done = found[0].can_be(k.GERUND) or (words.islower() and words.endswith("ing"))
    in_it = done or found[-1].low in section_words("skills.txt", "fields")
    return "in" if in_it else "with"


def amount(count: str, unit: str, more: str) -> str:
    """How long, in words up to twenty: `over five years` of 5, years and over; the plus of `5+` is
    `more than`."""
    digits = count.rstrip("+")
    word = (
        NUMBERS[int(digits)] if digits.isdigit() and int(digits) < len(NUMBERS) else digits.lower()
    )
    unit = unit.lower().rstrip("s") + ("" if word == "one" else "s")
    before = more.lower() or ("more than" if count.endswith("+") else "")
    return one_row(f"{before} {word} {unit}")


def without_years(part: str) -> str:
    """What the years were spent with: `React` of 5 years React; a part without years as it is."""
    first = _YEARS_FIRST.fullmatch(part)
    last = _YEARS_LAST.fullmatch(part)
    return (first and first[5]) or (last and last[1]) or part


def _is_where(link: str | None, thing: str) -> bool:
    """`at Roots`, `12 years army`: the place where the years were spent, no skill."""
    where = section_words("skills.txt", "workplaces")
    return link in ("at", "for") or (not link and thing.lower().split()[-1] in where)


def are_somewhere(part: str) -> bool:
    """`6 years in a hospice`: where the years were spent."""
    years = _YEARS_FIRST.fullmatch(part)
    return years is not None and (years[4] or "").lower() in ("in", "on", "at")


def is_mere_years(part: str) -> bool:
    """Whether it tells how long alone, or how long and where: `5 years`, `12 years army`."""
    years = _YEARS_FIRST.fullmatch(part)
    return years is not None and (not years[5] or _is_where(years[4], years[5]))


def without_tail(thing: str) -> str:
    """Without a last word that says that it is a skill: `React` of React experience."""
    return _TAIL.sub("", thing)
