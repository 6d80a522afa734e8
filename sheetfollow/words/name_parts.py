"""One part of a name cell, between commas, dashes and lines -> the name in it, if it surely is one.

A word that may be of a name and of something else needs its neighbours to speak for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetfollow.words.kinds import is_common, kinds_of
from sheetfollow.words.lists import section_words
from sheetfollow.words.names import (
    INITIALS,
    LETTER,
    LETTERS,
    NICKNAME,
    is_given_name,
    is_mere_word,
    is_suffix,
    is_title,
    listed,
    names_role,
    names_too,
)
from sheetfollow.words.titles import is_company

_BEHIND = re.compile(r"\s+(?:from|at|in|of|on|for|via|about)\s+\S.*$", re.I)
_OF_ONE_FROM = re.compile(r"\S+ (?:from|at|in|via) ", re.I)
_OTHER = re.compile(r"(?<!\S)(?:or|not|to)(?!\S)|'s? \w|'s$|\w\w\.\w{2,3}(?:\.\w+)*$")
_WORD = re.compile(rf"[\"']?[^\W\d_](?:{LETTER}|['.·-])*[\"',]?")
_QUOTED_FIRST = re.compile(r"^([\"'][^\W\d_]+[\"']) (.+)$")
_SAID = re.compile(r"[^\W\d_]{2}")
_FAMILIES = ("Ma", "Ba")  # no Master of Arts
_LAST_ALPHABET = "\u1fff"
_SHORT = re.compile(r"[A-Z]{2,3}|[A-Z][a-z][A-Z]")  # JM, HoD
_LONGEST = 6


def name_in(part: str) -> str:
    """The name in a part of a cell, with its titles, without the role around it; "" where it
    surely holds none, or may: `Ward sister`, `Hope House`, `Will confirm`."""
    part = _QUOTED_FIRST.sub(r"\2 \1", part)
    bare = _BEHIND.sub("", part)
    if not bare or _OTHER.search(NICKNAME.sub(" ", part)) or _names_another(bare.lower()):
        return ""
    typed, words = _without_letters(part.split()), _behind_role(_without_letters(bare.split()))
    start = _titles_before(words)
    end = _end_of_name(words, start)
    named, said = words[start:end], " ".join(words[:end])
    if not 0 < len(named) <= _LONGEST or not _SAID.search(said):
        return ""
    cut = words[:end] != typed[-end:] and not _OF_ONE_FROM.match(part)
    called = _is_titled(words[:start], named) or _is_called_so(named, start > 0, cut)
    return said if called else ""


def _without_letters(words: list[str]) -> list[str]:
    """`Paul O'Neill` of Paul O'Neill CEng MICE; of DANA LEE nothing goes."""
    end = len(words)
    while end > 1 and is_suffix(words[end - 1]) and words[end - 1] not in _FAMILIES:
        end -= 1
    while end > 2 and not words[0].isupper() and _are_letters(words[end - 1]):
        end -= 1
    return words[:end]


def _are_letters(word: str) -> bool:
    return LETTERS.fullmatch(word) is not None and not INITIALS.fullmatch(word)


def _names_another(part: str) -> bool:
    """Whether it is a firm, a team or a description, by what it begins or ends with."""
    first, *others = part.split()
    group = names_group(part) and not is_title(first)  # Mr Church
    if group or is_company(part) or first in listed("before a description"):
        return True
    firms = {part, " ".join((first, *others[:1]))} | ({first} - names_too())
    return not listed("firms").isdisjoint(firms)


def _behind_role(words: list[str]) -> list[str]:
    """`Pat Doyle` of Site manager Pat Doyle, `Pete` of gaffer Pete; of Chef Marco Bellini nothing
    goes."""
    called = (at for at, word in enumerate(words[:-1]) if _is_calling(word, words))
    behind = 1 + max(called, default=-1)
    if _titles_before(words) >= behind or is_given_name(words[0]):
        return words
    role = _is_role(words[behind - 1])
    titled = len(words) == 2 and not words[0].islower()  # Officer Daniels
    if _begins_behind_role(words[behind], role=role and not titled):
        return words[behind:]
    return words[:0] if role else words


def _begins_behind_role(first: str, *, role: bool) -> bool:
    if first.islower():
        return is_title(first) or (is_given_name(first) and first not in names_too())
    return role or is_title(first) or is_given_name(first)


def _is_calling(word: str, words: Sequence[str]) -> bool:
    """Whether it tells what somebody is: a role, a trade, or what is small beside large words."""
    if _is_role(word) or word.lower() in section_words("skills.txt", "roles"):
        return True
    small = word == words[0] and word.islower() and words[-1].istitle()
    is_thing = kinds_of(word).isdisjoint("DPCWUObzge")
    return small and is_thing and not (is_title(word) or word in names_too())


def _is_role(word: str) -> bool:
    return word.lower() not in names_too() and names_role(word)


def _titles_before(words: Sequence[str]) -> int:
    """How many titles stand before the name; HR is none, whatever it looks like."""
    at = 0
    while at < len(words) - ("".join(words[-1:]).lower() in names_too()) and is_title(words[at]):
        if words[at].isupper() and _is_role(words[at]):
            break
        at += 1
    return at


def _end_of_name(words: Sequence[str], start: int) -> int:
    """Where what is no name begins: a role, a number, or a small word beside large ones."""
    large = any(word[0].isupper() for word in words)
    for at in range(start + 1, len(words)):
        small = large and words[at].islower() and words[at].split("-")[0] not in _inside()
        if small or _is_role(words[at]) or not _WORD.fullmatch(words[at]):
            return at
    return len(words)


def _inside() -> frozenset[str]:
    return listed("particles") | listed("behind given names")


def may_be_named(word: str) -> bool:
    """Whether a word behind the first may be of a name."""
    low = word.lower().strip(".,'\"")
    if low in listed("family names too") or low in _inside() or is_suffix(word):
        return True
    if INITIALS.fullmatch(word) or word[0] in "\"'":
        return True
    return not is_mere_word(low) and not _is_role(word)


def _may_follow(before: str, word: str) -> bool:
    """Whether a word of a name may stand behind another: whatever stands behind `van`."""
    return may_be_named(word) or before.lower() in listed("particles")


def _is_given_and_family(named: Sequence[str]) -> bool:
    """`Sandra Tickle`: a given name that is no other word, and one more that is large."""
    first, *others = named
    if not is_given_name(first) or first.lower() in names_too() or len(others) != 1:
        return False
    family = others[0]
    return family.istitle() and not (_is_role(family) or names_group(family))


def _is_titled(titles: Sequence[str], named: Sequence[str]) -> bool:
    """Whether a title that is no other word stands before it, as in Mr Church."""
    spoken = titles and (titles[-1][-1] == "." or not is_common(titles[-1].lower()))
    return bool(spoken) and named[-1][0].isupper() and not _is_role(named[0])


def _is_called_so(named: Sequence[str], titled: bool, cut: bool) -> bool:
    """Whether it may be a name by its words; something else was `cut` off behind it."""
    shouted = named[0].isupper() and not named[-1].isupper() and may_be_named(named[0])
    if not (shouted or _may_begin(named[0], titled)) or is_suffix(" ".join(named)):
        return False
    if not (all(map(_may_follow, named, named[1:])) or _is_given_and_family(named)):
        return False
    return titled or _needs_no_title(named, cut)


def _needs_no_title(named: Sequence[str], cut: bool) -> bool:
    first, known = named[0].lower(), is_given_name(named[0])
    if cut:
        return first not in names_too() and (known or len(named) > 1)
    if len(named) == 1 and _SHORT.fullmatch(named[0]):
        return known
    return known or len(named) > 1 or first in names_too() or not named[0].islower()


def _may_begin(word: str, titled: bool) -> bool:
    low = word.lower().strip(".")
    if titled and low in listed("particles"):
        return False  # chef de partie
    if not _WORD.fullmatch(word) or word[0] in "\"'" or _is_role(word):
        return False
    return (
        not is_mere_word(low)
        or INITIALS.fullmatch(word) is not None
        or (titled and low in listed("family names too"))
    )


def begins_as_a_name(text: str) -> bool:
    """Whether it begins with a title or one of the common given names."""
    first = text.partition(" ")[0]
    return is_given_name(first) or is_title(first)


def names_group(part: str) -> bool:
    """Whether it is a team or the like, which may be a firm's."""
    return not listed("groups").isdisjoint(_BEHIND.sub("", part).lower().split()[-1:])


def turned(before: str, behind: str) -> str:
    """`CRUZ Juan` of Cruz, Juan, large as one writes a family name that stands first; `Olivia
    Brand` of Olivia Brand, Besiktas; "" where a comma parts two people, or what is no name."""
    family = before.split()
    given = behind if INITIALS.fullmatch(behind) else name_in(behind)
    if not family or not given or given[0] > _LAST_ALPHABET:
        return ""
    if _titles_before(family) or (behind.islower() and not before.islower()):
        return "" if is_title(given.split()[0]) else before
    return _of_two(before, behind) if all(map(may_be_named, family)) else ""


def _of_two(before: str, behind: str) -> str:
    """The same for two that may be names."""
    first, *others = before.lower().split()
    long = bool(others) and first not in listed("particles") and not before.isupper()
    named = begins_as_a_name(behind)
    if is_given_name(first) and first not in listed("family names too"):
        return "" if named or (long and " " in behind) else before
    return "" if long and not named else _in_one(before, behind)


def _in_one(family: str, given: str) -> str:
    plainly = is_title(given.split()[0]) or INITIALS.fullmatch(given)
    large = given.title() if given.islower() else given
    return f"{given} {family}" if plainly else f"{family.upper()} {large}"


def is_split(first: str, second: str) -> bool:
    """Whether two lines of one word each are one name, the family's below."""
    family = second.lower() in listed("family name first") or not is_given_name(second)
    return is_given_name(first) and family and name_in(second) == second and " " not in second
