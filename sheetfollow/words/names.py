"""A name in its parts: titles, words in their order, a nickname; and which words may be of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sheetfollow.words.kinds import is_common, is_grammar
from sheetfollow.words.lists import section_words
from sheetfollow.words.lists import words as all_words
from sheetfollow.words.titles import RoleKind, role_kind

_LISTS = "names.txt"
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "ı": "i"})
NICKNAME = re.compile(r"[\"']([^\W\d_]{2,})[\"']")
LETTER = r"(?:[^\W\d_]|[\u064b-\u0655\u0900-\u0eff])"
"""With the signs that stand above and below the letters of some scripts."""
INITIALS = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.)+")
LETTERS = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z]|(?:[A-Z]\.)+(?:[A-Z]?[A-Za-z]+\.?)?")
"""What one earned, behind a name: `MScN`, `B.Eng.`"""
_RANK = re.compile(
    r"DC?I|WO\d?|[B-DF-HK-NP-TV-XZ]{2,3}|[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,3}|[A-Z]{2}[a-z]{1,3}"
)
_ABBREVIATED = re.compile(r"[^\W\d_]{2,4}\.")
_UNSPOKEN = re.compile(r"[B-DF-HJ-NP-TV-XZ]{4,}")
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Person:
    """A name in its parts: words in their order, titles before it, a nickname, "" for none, and how
    many of the words are a family name that surely stands first."""

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    nickname: str = ""
    family_first: int = 0

    @property
    def low(self) -> tuple[str, ...]:
        """The words in small letters, as the lists have them."""
        return tuple(word.lower().rstrip(".") for word in self.words)


def in_parts(text: str, inner: str) -> Person | None:
    """The parts of a name, its words in their usual capitals; `inner` stood in brackets behind it,
    "" for nothing. None where it has no words, or more than a name has."""
    nickname = NICKNAME.search(text)
    words = [word.strip(",") for word in NICKNAME.sub(" ", text).split()]
    titles = _take_titles(words)
    if len(words) > 2 and words[-1].lower() in listed("behind given names"):
        words.pop()  # Venkatesh Iyer Sir
    if undotted(inner) in listed("titles") and not names_role(inner):
        titles = [inner]
    if not 0 < len(words) <= _LONGEST:
        return None
    called = nickname[1] if nickname else _nickname_of(words[0], inner)
    return Person(
        words=in_capitals(words),
        titles=tuple(titles),
        nickname=called,
        family_first=_family_before(words, titled_behind=bool(inner and titles)),
    )


def _nickname_of(first: str, inner: str) -> str:
    """`Bea` in Beatrice (Bea); none in Bea (Beatrice) and Bea (Leeds)."""
    is_full = len(inner) > len(first) and inner.startswith(first[:2])
    known = is_given_name(inner) or inner.lower() in names_too()
    is_one = known and inner.istitle() and " " not in inner and not names_role(inner)
    return inner if is_one and not is_full else ""


def _family_before(words: list[str], *, titled_behind: bool) -> int:
    """How many words of `TANAKA Yuki`, `Yamada Kenji (Mr)` are the family name; 0 where it is
    open."""
    words = [word for word in words if not INITIALS.fullmatch(word)] or words
    large = [word.isupper() for word in words]
    family = words[: large.index(False)] if not all(large) else []
    if any(len(word) > 2 for word in family):
        return len(family)
    east = len(words) in (2, 3) and words[0].lower() in listed("family name first")
    return int(east and titled_behind)


def _take_titles(words: list[str]) -> list[str]:
    """The titles before the name, taken off it."""
    taken = []
    while len(words) > 1 and is_title(words[0]):
        taken.append(words.pop(0))
    return taken[1:] if len(taken) > 1 and undotted(taken[0]) == "hon" else taken  # Hon. Judge


def is_title(word: str) -> bool:
    """`Dr`, `Frau`, `Ing.`: what stands before a name and is none."""
    low = word.lower()
    bare = low.rstrip(".")
    if low in _titles() or bare in _titles():
        return True
    if low.endswith(".") and bare in listed("abbreviated titles"):
        return True
    return is_rank(word) or (
        _ABBREVIATED.fullmatch(word) is not None and bare not in listed("particles") | given_names()
    )


@cache
def _titles() -> frozenset[str]:
    return listed("titles") | listed("with the whole name") | other_titles().keys()


def is_rank(word: str) -> bool:
    """`DCI`, `WO2`, `CSgt`: of the police or the forces, as nobody could say it."""
    others = listed("titles") | listed("family name first")
    if not word.isupper():
        others |= listed("particles")
    return _RANK.fullmatch(word) is not None and word.lower() not in others


@cache
def other_titles() -> dict[str, str]:
    """The titles of other languages, in small letters -> the English one."""
    return dict(pair.rsplit(":", 1) for pair in section_words(_LISTS, "of other languages"))


def in_capitals(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name in their order, each in its usual capitals."""
    first, *others = words
    return (capitalized(first, first=True), *map(capitalized, others))


def capitalized(word: str, *, first: bool = False) -> str:
    """A word of a name in its usual capitals: `McBride`, `O'Neill`, `van`; `Ben` comes `first`."""
    if (
        len(word) < 2
        or not (word.isupper() or word.islower())
        or re.fullmatch(r"(?:[A-Z]\.)+|[A-Z][B-DF-HJ-NP-TV-XZ]", word)
    ):
        return word
    if word.lower() in listed("particles") - (listed("given names too") if first else set()):
        return word.lower()
    word = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word.lower())
    word = re.sub(r"\bMc([a-z])", lambda match: f"Mc{match[1].upper()}", word)
    return re.sub(r"\b([OD])'([a-z])", lambda match: f"{match[1]}'{match[2].upper()}", word)


def names_role(text: str) -> bool:
    """`Tanja CTO`, `recruiter`: whether a word of it tells what somebody is, or all of it does."""
    known = {word.strip(".,").lower() for word in text.split()} & listed("no names")
    return bool(known) or role_kind(text) is not RoleKind.UNKNOWN


def is_mere_word(word: str) -> bool:
    """Whether the dictionary has it and no list of names: `phone`, `ops`, not `Grace`, `Song`."""
    low = word.lower().rstrip(".")
    if low in names_too() or low in listed("family name first") or plain(low) in given_names():
        return False
    return is_common(low) or is_grammar(low)


def is_suffix(text: str) -> bool:
    """`Jr.`, `PhD`, `MRCVS`, which nobody could say: all of it belongs behind a name."""
    return all(
        undotted(word) in listed("behind names") or _UNSPOKEN.fullmatch(word)
        for word in text.split()
    )


def undotted(word: str) -> str:
    """In small letters, without dots, commas and brackets, as the lists have it: `phd` of Ph.D.,"""
    return word.replace(".", "").lower().strip(",()")


def given_names() -> frozenset[str]:
    """The given names that are common where letters in English are written, without accents."""
    return all_words("given_names.txt")


def is_given_name(word: str) -> bool:
    """Whether it is one of the common given names, or begins with one and a hyphen."""
    return plain(word.partition("-")[0]) in given_names()


def plain(word: str) -> str:
    """Without accents, in small letters."""
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    return "".join(sign for sign in folded if sign.isalpha())


@cache
def names_too() -> frozenset[str]:
    """Words that may be of a name."""
    return listed("words too") | listed("particles") | listed("vietnamese")


def listed(title: str) -> frozenset[str]:
    """The words of names.txt under `[title]`, in small letters."""
    return section_words(_LISTS, title)
