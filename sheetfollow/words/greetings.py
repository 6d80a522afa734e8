"""A name in its parts -> what follows "Dear" (spec 6). Where order is open: the whole name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sheetfollow.words.names import (
    INITIALS,
    Person,
    capitalized,
    is_rank,
    listed,
    names_too,
    other_titles,
)

_SYLLABLES = re.compile(r"(?:[bcdfghjkmnprstwy]{0,2}[aeiouy]{1,3}(?:ng|[nklm])?-?){1,2}")
_HONORIFIC = re.compile(r"-(?:san|sama|sensei|ssi|nim)$", re.I)
_THREE = 3


def behind_dear(person: Person, email: str, english: bool) -> str:
    """What follows "Dear" for somebody: title and family name, or the given name where the order of
    the words or the `email`, "" for none, tells it, else the whole name; "" where all that is known
    is a title that is none in English. Titles are put into English where `english` is."""
    titled = _with_title(person, english) if person.titles else ""
    words = person.words
    called = titled or capitalized(person.nickname)
    if called or (person.titles and len(words) == 1):
        return called  # of Ir. Hoekstra nothing
    if len(words) == 1 or _HONORIFIC.search(words[-1]):
        return " ".join(words)
    if person.family_first:
        return words[1]
    by_address = _by_address(person, email)
    return by_address or _by_order(person)


def _with_title(person: Person, english: bool) -> str:
    """Title and family name, ranks in full; a first name behind Sir; "" where the title is none in
    English, or the family name an initial."""
    titles = {title.lower().rstrip(".") for title in person.titles}
    if not titles.isdisjoint(("prof", "professor")):
        return f"Professor {_family(person)}"
    if not titles.isdisjoint(listed("in full")) or is_rank(person.titles[0]):
        return " ".join((*person.titles, _family(person)))
    if "dr" in titles:
        return f"Dr. {_family(person)}"
    title = _title(person, english)
    if title.lower() in listed("first name behind"):
        return f"{title} {person.words[0]}"
    initial = len(person.words) > 1 and INITIALS.fullmatch(person.words[-1])
    return f"{title} {_family(person)}" if title and not initial else ""


def _title(person: Person, english: bool) -> str:
    """The first of the titles; Sr. is a sister's, unless the name has letters of Spanish."""
    honoured = len(person.titles) > 1 and person.titles[0].lower().rstrip(".") == "hon"
    title, other = person.titles[honoured], other_titles()  # Judge, of Hon. Judge Price
    bare = title.lower().rstrip(".")
    if bare in listed("dropped titles"):
        return ""
    if english and bare == "sr" and person.words[-1].isascii():
        return "Sister" if person.low[0] in listed("sisters") else ""
    mapped = (other.get(title.lower()) or other.get(bare)) if english else title
    return mapped or title[0].upper() + title[1:].lower()


def _family(person: Person) -> str:
    """The family name with its particles; the whole name where the order is open."""
    words, low = person.words, person.low
    if len(words) in (2, 3) and low[0] in listed("family name first") and not person.family_first:
        return words[0] if _is_surely_first(low) else " ".join(words)
    if person.family_first:
        return words[0]
    return " ".join(words[_first_of_family(person) :])


def _first_of_family(person: Person) -> int:
    """Where the family name begins, with its particles."""
    low = person.low
    if _has_two_surnames(person):
        return 1
    start = len(low) - 1
    while start > 1 and low[start - 1] in listed("particles"):
        start -= 1
    return 0 if start == 1 and low[0] in listed("particles") else start


def _has_two_surnames(person: Person) -> bool:
    """`Velasco Prieto` of Dra. Inés; not of Sra. María José Ferrán."""
    titles = {title.lower().rstrip(".") for title in person.titles}
    doubled = " ".join(person.low[:2]) in listed("double names")
    named = len(person.words) == _THREE and person.low[1] not in listed("particles")
    return named and not doubled and not titles.isdisjoint(listed("before two surnames"))


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
    plain = {_plain(word): word for word in person.words}
    if len(parts) != 2 or len(parts[0]) < 2 or parts[1] not in plain:
        return ""
    if parts[0] in plain:
        return plain[parts[0]]
    initial = person.low[0]
    return parts[0].capitalize() if len(initial) == 1 and parts[0].startswith(initial) else ""


def _plain(word: str) -> str:
    """Without accents, in small letters."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in folded if sign.isalpha())


def _by_order(person: Person) -> str:
    """The given name where the order of the words tells it, else the whole name."""
    words, low = person.words, person.low
    whole_name = " ".join(words)
    if low[0] in listed("vietnamese") and (len(words) > 2 or _is_vietnamese(whole_name)):
        return words[-1]
    if _is_order_open(low) or INITIALS.fullmatch(words[0]):
        return whole_name
    doubled = f"{low[0]} {low[1]}" in listed("double names") or low[0] == low[1]
    if (len(words) > 2 and doubled) or low[0] in listed("never alone"):
        return " ".join(words[:2])  # Abdul Rahman
    return words[0]


def _is_order_open(low: Sequence[str]) -> bool:
    """Whether the first word, in small letters, may be of the family name; `Jo Park` is a given
    name before a family name."""
    given = low[0] in listed("given names too")
    families = listed("family name first")
    if low[0] in families | listed("hungarian"):
        return not given or (low[-1] not in families and bool(_SYLLABLES.fullmatch(low[-1])))
    return not given and low[0] in listed("particles") - {"de", "la", "le", "do", "al"}


def _is_vietnamese(name: str) -> bool:
    return any(sign in "ăâđêôơư" or ord(sign) > 0x1E9F for sign in name.lower())
