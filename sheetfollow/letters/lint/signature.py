"""Is it signed, and by the one who sends it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from sheetfollow.letters.lint.listed import word_list
from sheetfollow.letters.lint.text import WORD, Text, WithinALine, plain
from sheetfollow.letters.word_lists import lines
from sheetfollow.model import Finding
from sheetfollow.schema import Channel
from sheetfollow.words.kinds import is_known
from sheetfollow.words.lists import section_words

_NAME = r"[A-ZÀ-Þ][\w'’.-]{0,30}"
_PARTICLE = (
    "(?:(?:van|von|der|den|de|del|della|di|da|das|dos|du|la|le|el|al|bin|ibn|bint|ben|ter|ten|zu|zur"
    "|af|av|ap|ferch|ní|nic|uí|y|e|st|dos)[ -])"
)
_NAMES = re.compile(rf"{_NAME}(?: {_PARTICLE}?{_PARTICLE}?{_NAME}){{0,4}}")
_AT_THE_END = re.compile(rf"(?:[.!?,–\])-] |^)(?P<name>{_NAMES.pattern})\.?$")
_INTRODUCED = WithinALine(rf"\b[Mm]y name is (?P<name>{_NAMES.pattern})", words=("name",))
_PET_ENDING = re.compile(r"(?:ie|y|i|ey|o|chen|ito|ita)$")
_LAST_LINES = 8
"""Lines of a letter among which its close and its name are looked for."""

_SHORT_NAME = 3
_LONGEST_CLOSE = 12


def signed_by_another(letter: Text) -> Iterator[Finding]:
    """A name below the text, or to introduce oneself by, that is not the sender's (Settings)."""
    me = names_in(letter.settings.your_name)
    for start, name in _names_of_the_sender(letter) if me else ():
        if not _is_short_for(names_in(name), me):
            advice = f"your name is {letter.settings.your_name}"
            yield letter.finding(start, "signed by another", name, advice)


def ends_in_a_name(line: str) -> bool:
    """Whether what stands behind the last mark of a line can be a name: `Best, Wren Abernathy`."""
    return _AT_THE_END.search(line) is not None


def not_signed(letter: Text) -> Iterator[Finding]:
    """A close with nothing below."""
    last = letter.note.rstrip().rpartition("\n")[2].strip()
    if letter.is_mail and _is_known_close(last):
        at = len(letter.prose.rstrip()) - len(last)
        yield letter.finding(at, "not signed", last, "write your name below")


def _names_of_the_sender(letter: Text) -> Iterator[tuple[int, str]]:
    """Where the sender is named, and how; a call is not signed."""
    for match in letter.in_plain(_INTRODUCED):
        yield match.start("name"), match["name"]
    if letter.task.channel == Channel.PHONE:
        return
    signed = _signature(_last_rows(letter)) or _inline_signature(letter)
    me = set(names_in(letter.settings.your_name))
    if signed and not me <= set(names_in(letter.prose[signed[0] :])):  # Ola, and below her name
        yield signed


def _signature(rows: Sequence[tuple[int, str]]) -> tuple[int, str] | None:
    for (_, close), (start, row) in pairwise(rows):
        name = row.rstrip(".,")
        if _is_close(close) and not _is_known_close(row) and _NAMES.fullmatch(name):
            return start, name
    return None


def _inline_signature(letter: Text) -> tuple[int, str] | None:
    """A name behind the last sentence, as notes are signed; not who is spoken to: `Thank you,
    Amara`."""
    last = letter.prose.rstrip()
    start = max(last.rfind("\n") + 1, letter.note_start)
    found = _AT_THE_END.search(last, start)
    if not found or not _is_behind_a_close(last[start : found.start("name")]):
        return None
    names = names_in(found["name"])
    if set(names) <= set(names_in(letter.task.interviewer)) or all(map(is_known, names)):
        return None
    return found.start("name"), found["name"]


def _last_rows(letter: Text) -> Sequence[tuple[int, str]]:
    """The last lines that are not blank, each with its offset."""
    found: list[tuple[int, str]] = []
    end = len(letter.prose)
    for row in reversed(letter.note.split("\n")):
        if row.strip():
            found.append((end - len(row.lstrip()), row.strip()))
        if len(found) == _LAST_LINES:
            break
        end -= len(row) + 1
    return found[::-1]


@lru_cache(maxsize=1024)
def _is_close(row: str) -> bool:
    """`Kind regards` in whatever words: a short line that ends with a comma, and is no greeting."""
    few = len(row.split()) <= _LONGEST_CLOSE
    greets = row.partition(" ")[0].casefold() in ("dear", "hi", "hello", "hey")
    return _is_known_close(row) or (few and row.endswith(",") and not greets)


def _is_known_close(row: str) -> bool:
    return row.rstrip(",.!").casefold() in _closes()


@cache
def _closes() -> frozenset[str]:
    return frozenset(lines("closes.txt"))


def _is_behind_a_close(before: str) -> bool:
    """Whether the last words before a name take leave, or end a sentence."""
    before = before.rstrip()
    if before.endswith((".", "!", "?")):
        return True
    words = re.split(r"[.!?] ", before)[-1]
    return _is_known_close(words.strip(" ,–-"))


@lru_cache(maxsize=64)
def names_in(name: str) -> tuple[str, ...]:
    """The words of a person's name, in small letters without accents."""
    words = (plain(part) for word in WORD.findall(name) for part in re.split("['’]", word))
    return tuple(word for word in words if word not in _beside_names())


@cache
def _beside_names() -> frozenset[str]:
    """Titles, letters behind a name, particles."""
    titles = section_words("names.txt", "titles") | section_words("names.txt", "behind names")
    return titles | section_words("names.txt", "particles")


def _is_short_for(said: Sequence[str], me: Sequence[str]) -> bool:
    """Whether each name is one of the sender's, or short for one; a third one may be new."""
    if said == ("".join(name[0] for name in me),):
        return True
    strange = [word for word in said if word not in me]
    strange = [word for word in strange if not any(is_short_for(word, name) for name in me)]
    return not strange or (len(said) > len(strange) + 1)


def is_short_for(word: str, name: str) -> bool:
    """Whether a name may stand for another: its beginning, with an ending of its own (`Jenny`), the
    longer form, a pet name; but `Ewan` is not Ewa, nor `Simone` Simon."""
    if word == name or any({word, name} <= alike for alike in _alike()):
        return True
    if _makes_another_name(*sorted((word, name), key=len)):
        return False
    if name.startswith(word) or (len(name) > 2 and word.startswith(name)):
        return True
    stem = _PET_ENDING.sub("", word)
    return len(stem) > 3 and name.startswith(stem) and len(name) - len(stem) > 1


def _makes_another_name(short: str, long: str) -> bool:
    """Whether two names differ by an ending that makes one name of another."""
    rest = long.removeprefix(short)
    if rest == long or rest not in word_list("name_endings.txt"):
        return False
    return len(short) > _SHORT_NAME or (len(short) == _SHORT_NAME and len(rest) == 1)


@cache
def _alike() -> Sequence[frozenset[str]]:
    return [frozenset(line.split()) for line in lines("pet_names.txt") if line]
