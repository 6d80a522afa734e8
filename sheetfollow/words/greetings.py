"""A name in its parts -> what follows "Dear" (spec 6). Where order is open: the whole name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetfollow.words.names import (
    INITIALS,
    Person,
    capitalized,
    is_given_name,
    is_rank,
    listed,
    names_too,
    other_titles,
    plain,
)

_SYLLABLES = re.compile(r"(?:[bcdfghjkmnprstwy]{0,2}[aeiouy]{1,3}(?:ng|[nklm])?-?){1,2}")
_CALLED_BY_BOTH = re.compile(
    r"(?:[oe]v[iy]ch|[oei]vna|inichna|[ое]вич|[ое]вна|-(?:san|sama|sensei|ssi|nim))$"
)
_ACADEMIC = {"prof": "Professor", "professor": "Professor", "dr": "Dr."}
_THREE = 3


def behind_dear(person: Person, email: str, english: bool) -> str:
    """What follows "Dear" for somebody: title and family name, or the given name where the order of
    the words or the `email`, "" for none, tells it, else the whole name; "" where all that is known
    is a title that is none in English. Titles are put into English where `english` is."""
    titled = _with_title(person, english) if person.titles else ""
    called = titled or capitalized(person.nickname)
    if called or (person.titles and len(person.words) == 1):
        return called  # of Sr. Garcia nothing
    return _by_address(person, email) or _by_order(person)


def _with_title(person: Person, english: bool) -> str:
    """Title and family name, ranks in full; a first name behind Sir; all as typed where the use of
    the title is open; "" where it is none in English, or the family name an initial."""
    titles = {title.lower().rstrip(".") for title in person.titles}
    academic = [said for title, said in _ACADEMIC.items() if title in titles]
    if academic:
        return f"{academic[0]} {_family(person)}"
    if is_rank(person.titles[0]) or not titles.isdisjoint(listed("in full")):
        return " ".join((*person.titles, _family(person)))
    return _said_with(_title(person, english), person)


def _said_with(title: str | None, person: Person) -> str:
    """The same with one title."""
    if title is None:
        typed = " ".join((*person.titles, *person.words))
        return typed[0].upper() + typed[1:]
    if not title:
        return " ".join(person.words) if len(person.words) > 1 else ""
    if title.lower() in listed("first name behind"):
        return f"{title} {person.words[0]}"
    named = not INITIALS.fullmatch("".join(person.words[1:][-1:]))
    return f"{title} {_family(person)}" if named else ""


def _title(person: Person, english: bool) -> str | None:
    """The first of the titles; Sr. is a sister's, unless the name has letters of Spanish. None for
    one whose use is open: Khun, Arq."""
    title, other = person.titles[0], other_titles()
    bare = title.lower().rstrip(".")
    if english and bare == "sr" and not _is_spanish(person):
        return "Sister" if person.low[0] in listed("sisters") else ""
    mapped = other.get(title.lower(), other.get(bare, ""))
    if _is_open(title, person) or not (mapped or bare in listed("titles")):
        return None
    return mapped if mapped and english else title[0].upper() + title[1:].lower()


def _is_open(title: str, person: Person) -> bool:
    """`M. Senthil Kumar`, of which M. may be an initial."""
    return title == "M." and len(person.words) > 1


def _is_spanish(person: Person) -> bool:
    """Whether the family name is surely Spanish: by its accents, or by the other behind it."""
    named = not listed("spanish family names").isdisjoint(person.low[1:])
    return named or not person.words[-1].isascii()


def _family(person: Person) -> str:
    """The family name with its particles; the whole name where the order is open."""
    words, low = person.words, person.low
    if person.family_first:
        return " ".join(words[: person.family_first])
    if len(words) in (2, 3) and low[0] in listed("family name first"):
        return words[0] if _is_surely_first(low) else " ".join(words)
    return " ".join(words[_first_of_family(person) :])


def _first_of_family(person: Person) -> int:
    """Where the family name begins, with its particles."""
    low = person.low
    surnames = _surnames(person)
    if surnames is not None:
        return surnames
    start = len(low) - 1
    while start > 1 and low[start - 1] in listed("particles"):
        start -= 1
    return 0 if start == 1 and low[0] in listed("particles") else start


def _surnames(person: Person) -> int | None:
    """Where two surnames begin: `Velasco Prieto` of Dra. Inés; not of Sra. María José Ferrán. At 0
    where that is open, None where there is one at most."""
    low = person.low
    if low[0].removesuffix("né") in listed("spanish family names") | listed("hungarian"):
        return 0
    titles = {title.lower().rstrip(".") for title in person.titles}
    if titles.isdisjoint(listed("before two surnames")) or len(low) < _THREE:
        return None
    if not listed("particles").isdisjoint(low):
        return None
    doubled = " ".join(low[:2]) in listed("double names") or is_given_name(low[1])
    return int(len(low) == _THREE) if not doubled or len(low) > _THREE else None


def _is_surely_first(low: Sequence[str]) -> bool:
    """Whether the family name stands before two syllables, `Tan Wei Ming`, and is none that is
    given too."""
    return (
        len(low) == _THREE
        and low[0] not in names_too()
        and all(map(_SYLLABLES.fullmatch, low[1:]))
        and low[-1] not in listed("family name first")
    )


def _by_address(person: Person, email: str) -> str:
    """The given name where first.last@ holds both; "" where it does not."""
    local = email.partition("@")[0].lower()
    parts = [part for part in re.split(r"[._-]", local) if part.isalpha()]
    named = {plain(word): word for word in person.words}
    if len(parts) != 2 or len(parts[0]) < 2 or parts[1] not in named:
        return ""
    if parts[0] in named:
        return named[parts[0]]
    initial = person.low[0]
    return parts[0].capitalize() if len(initial) == 1 and parts[0].startswith(initial) else ""


def _by_order(person: Person) -> str:
    """The given name where the order of the words tells it, else the whole name."""
    words, low = person.words, person.low
    whole_name = " ".join(words)
    if low[0] in listed("vietnamese") and (len(words) > 2 or _is_vietnamese(whole_name)):
        return words[-1] if len(words) <= _THREE else whole_name
    if person.family_first:
        return " ".join(words[person.family_first :])
    if len(words) == 1 or not _is_given(words[0]) or _is_order_open(low):
        return whole_name
    return " ".join(words[: 1 + _is_first_half(low)])


def _is_given(word: str) -> bool:
    """Whether it is one of the common given names, or two letters for one: CJ. What is none may be
    a title or a family name: Fru, Dubois, de."""
    known = ("words too", "given names too", "never alone")
    low = word.lower()
    listed_so = is_given_name(word) or any(low in listed(title) for title in known)
    return (listed_so and word != low) or re.fullmatch("[A-Z]{2}", word) is not None


def _is_first_half(low: Sequence[str]) -> bool:
    """Whether the first word is half a given name: Abdul Rahman, María José Ruiz."""
    half = low[0] in listed("first halves") and is_given_name(low[1])
    half = half and low[1] not in listed("family names too")
    if f"{low[0]} {low[1]}" in listed("double names") or low[0] in listed("never alone"):
        return True
    return len(low) > 2 and (half or low[0] == low[1])


def _is_order_open(low: Sequence[str]) -> bool:
    """Whether the first word, in small letters, may be of the family name; `Jo Park` is a given
    name before a family name."""
    if _CALLED_BY_BOTH.search(low[-1]) or low[-1] in listed("behind given names"):
        return True
    families = listed("family name first")
    if low[0] not in families:
        return False
    given = low[0] in listed("given names too")
    return not given or (low[-1] not in families and bool(_SYLLABLES.fullmatch(low[-1])))


def _is_vietnamese(name: str) -> bool:
    return any(sign in "ăâđêôơư" or ord(sign) > 0x1E9F for sign in name.lower())
