"""A name in its parts: titles, words in their order, a nickname; and which words may be of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sheetfollow.words.kinds import is_common, is_grammar
from sheetfollow.words.lists import section_words
from sheetfollow.words.titles import RoleKind, role_kind

_LISTS = "names.txt"
_NICKNAME = re.compile(r"[\"']([^\W\d_]{2,})[\"']")
INITIALS = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.)+")
_LETTERS_BEHIND = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z]|[A-Z]\.[A-Z][a-z]+")
_RANK = re.compile(r"DC?I|WO\d?|[B-DF-HK-NP-TV-XZ]{2,3}")
_ABBREVIATED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{1,3}\.")
_UNSPOKEN = re.compile(r"[B-DF-HJ-NP-TV-XZ]{4,}")
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Person:
    """A name in its parts: words in their order, titles before it, a nickname, "" for none."""

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    nickname: str = ""
    family_first: bool = False

    @property
    def low(self) -> tuple[str, ...]:
        """The words in small letters, as the lists have them."""
        return tuple(word.lower().rstrip(".") for word in self.words)


def in_parts(text: str, inner: str) -> Person | None:
    """The parts of a name, its words in their usual capitals; `inner` stood in brackets behind it,
    "" for nothing. None where it has no words, or more than a name has."""
    nickname = _NICKNAME.search(text)
    words = [word.strip(",") for word in _NICKNAME.sub(" ", text).split()]
    titles = _take_titles(words)
    while len(words) > 1 and is_suffix(words[-1]) and not INITIALS.fullmatch(words[-1]):
        words.pop()
    if undotted(inner) in listed("titles"):
        titles = [inner]
    if not 0 < len(words) <= _LONGEST:
        return None
    called = nickname[1] if nickname else _nickname_of(words[0], inner)
    titled_behind = inner != "" and bool(titles)
    return Person(
        words=in_capitals(words),
        titles=tuple(titles),
        nickname=called,
        family_first=_begins_with_family(words, titled_behind),
    )


def _nickname_of(first: str, inner: str) -> str:
    """`Bea` in Beatrice (Bea); none in Bea (Beatrice)."""
    is_full = len(inner) > len(first) and inner.startswith(first[:2])
    return inner if _is_given_name(inner) and not is_full else ""


def _begins_with_family(words: list[str], titled_behind: bool) -> bool:
    """`TANAKA Yuki`, `Yamada Kenji (Mr)`."""
    full = [word for word in words if not INITIALS.fullmatch(word)]
    shouted = [len(word) > 2 and word.isupper() for word in full]
    if shouted and shouted[0] and not all(shouted):
        return True
    east = len(words) in (2, 3) and words[0].lower() in listed("family name first")
    return east and titled_behind


def _is_given_name(text: str) -> bool:
    return (
        re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]{2,}", text) is not None
        and not names_role(text)
        and not is_mere_word(text)  # Carla Mendes (Procurement)
        and undotted(text) not in listed("titles")
    )


def turned(text: str) -> str:
    """`Juan de la Cruz` for de la Cruz, Juan; what is no name behind a comma goes."""
    before, comma, behind = text.partition(",")
    if not comma or not before.strip():
        return text
    if _is_no_name(behind) or has_letters_behind(text):
        return before.strip()  # Ian, the deputy; Sister Agnes, ward 4
    if names_role(before):
        return behind.strip()  # Head chef, Luca
    return f"{behind.strip()} {before.strip()}"


def _is_no_name(behind: str) -> bool:
    """Whether what stands behind a comma is a suffix, a role or a description."""
    words = behind.split()
    if not words or len(words) > 3 or is_suffix(behind) or names_role(behind):
        return True
    return is_mere_word(words[0]) or _has_digit(behind)


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _take_titles(words: list[str]) -> list[str]:
    """The titles before the name, taken off it."""
    taken = []
    while len(words) > 1 and is_title(words[0]):
        taken.append(words.pop(0))
    return taken


def is_title(word: str) -> bool:
    """`Dr`, `Frau`, `Ing.`: what stands before a name and is none."""
    low = word.lower()
    known = listed("titles") | listed("dropped titles")
    bare = low.rstrip(".")
    abbreviated = low.endswith(".") or bare in listed("titles")
    if low in other_titles() or (bare in known and abbreviated) or bare in other_titles():
        return True
    return is_rank(word) or (
        _ABBREVIATED.fullmatch(word) is not None and bare not in listed("particles")
    )


def is_rank(word: str) -> bool:
    """`DCI`, `WO2`: of the police or the forces, in capitals."""
    others = listed("titles") | listed("family name first")
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
    is_word = is_common(low) or is_grammar(low)
    return is_word and low not in names_too() | listed("family name first")


def has_letters_behind(text: str) -> bool:
    """Whether letters that one earned stand behind the name: `Aoife Brennan, RGN, MScN`."""
    before, _, behind = text.partition(",")
    plain = " " in before and not before.isupper()
    return plain and _LETTERS_BEHIND.match(behind.strip()) is not None


def is_suffix(text: str) -> bool:
    """`Jr.`, `PhD`, `MRCVS`, which nobody could say: all of it belongs behind a name."""
    return all(
        undotted(word) in listed("behind names") or _UNSPOKEN.fullmatch(word)
        for word in text.split()
    )


def undotted(word: str) -> str:
    """In small letters, without dots, commas and brackets, as the lists have it: `phd` of Ph.D.,"""
    return word.replace(".", "").lower().strip(",()")


@cache
def names_too() -> frozenset[str]:
    """Words that may be of a name."""
    return listed("words too") | listed("particles") | listed("vietnamese")


def listed(title: str) -> frozenset[str]:
    """The words of names.txt under `[title]`, in small letters."""
    return section_words(_LISTS, title)
