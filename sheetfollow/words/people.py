"""A cell of Interviewer: one person to greet, or nobody, or several people (spec 6)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sheetfollow.words.asks import Item, Kind, Reading, asked, quoted
from sheetfollow.words.greetings import behind_dear
from sheetfollow.words.kinds import AUXILIARY, PRONOUN, kinds_of
from sheetfollow.words.names import (
    Person,
    has_letters_behind,
    in_capitals,
    in_parts,
    is_mere_word,
    is_suffix,
    is_title,
    listed,
    names_role,
    names_too,
    turned,
    undotted,
)
from sheetfollow.words.refusals import Reason, says_nothing
from sheetfollow.words.tidy import one_row, tidy

_ADDRESS = re.compile(r"<[^>]*>|\S+@\S+")
_ONLY_ADDRESS = re.compile(r"([^\W\d_]{2,})\.([^\W\d_]+)@\S+")
_DASH = re.compile(r"\s+[-|·]\s+")
_BEHIND = re.compile(r"\s+(?:from|at|in|of|on|for|via|about)\s+(?=\S).*$", re.I)
_MET = re.compile(
    r"^(?:i )?(?:(?:met|saw|spoke|talked|chatted|interviewed|called)(?: (?:to|with|by|w/))?"
    r"|(?:[a-z]+ )?(?:call|chat|talk|zoom|interview|meeting|coffee) with|big|old|little|wee"
    r"|(?-i:p\.)) (?=\S)",
    re.I,
)
_EITHER_OR_OWNED = re.compile(r"(?<!\S)or(?!\S)|'s? \w")
_CALLED = re.compile(r"\b(?:call (?:me|him|her|them)|goes by|known as|prefers) ([A-ZÀ-Þ][a-zà-ÿ]+)")
_ASIDE = re.compile(r"\s*\(([^)]*)\)")
_SPOKEN = re.compile(r"[,(]? ?\bpron(?:\.|ounced)?:? .*$", re.I)
_SEVERAL = re.compile(
    r"\s(?:&|and|und|u\.|et|y|then|\+|/|with(?= (?-i:[A-ZÀ-Þ])))\s|\s*/\s*(?=[A-ZÀ-Þ][a-zà-ÿ])|;",
    re.I,
)
_BESIDE = re.compile(r"\((?:and|with|w/|&|\+) ")
_ROLE_TAIL = re.compile(r"\s*/\s*([^/]+)$")
_PART = r"[^\W\d_](?:[^\W\d_]|['.·-](?=[^\W\d_]|\s|$))*"
_NAME = re.compile(rf"{_PART}(?: {_PART})*")
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_LAUGHTER = re.compile(r"\b(?:a?ha(?:ha)+h?|(?:he){2,}|lol|lmao|rofl)\b|[:;]-?[)(D](?!\w)", re.I)
_DOTTED = re.compile(r"(?<![^\s.])([^\W\d_]{2,5}\.)(?=[^\W\d_]{2})")
_PROFESSOR = re.compile(r"\b(?:a/|(?:assoc|associate|adj|adjunct|assistant)\.? )(?=prof)", re.I)
_GREETING = re.compile(r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|day))[ ,]+(?=\S)", re.I)
_TWO, _LONGEST_ROLE, _LONGEST_CELL = 2, 10, 200


@lru_cache(maxsize=2048)
def salutation(
    interviewer: str, greet_as: str = "", email: str = "", *, english: bool = True
) -> Reading:
    """What follows "Dear" for a cell of Interviewer; `Greet as` wins. An e-mail address that holds
    first and family name decides where their order is open. Titles of other languages are put into
    English where the letter is. Nobody, or several people: asked."""
    interviewer, greet_as = interviewer[:_LONGEST_CELL], greet_as[:_LONGEST_CELL]
    called = _CALLED.search(interviewer)
    wanted = one_row(tidy(greet_as)) or (called[1] if called else "")
    if wanted:
        return quoted(Kind.PHRASE, Item(_GREETING.sub("", wanted).rstrip(" ,")))
    typed = _ONLY_ADDRESS.sub(_as_name, _SPOKEN.sub("", tidy(interviewer)))
    text = one_row(_in_one_row(_ADDRESS.sub(" ", typed)))
    text = _DOTTED.sub(_apart, text)
    if text.endswith("??") or _LAUGHTER.search(interviewer):
        return asked(Reason.NOBODY, "name", interviewer)
    doubtful = text.endswith("?")
    reading = _greeted(text.rstrip("? "), interviewer, email, english)
    if doubtful and reading.items:
        return replace(reading, ask=f"'{one_row(interviewer)}': is the name right?")
    return reading


def _as_name(address: re.Match[str]) -> str:
    """`Kayla Fraser` for kayla.fraser@, where the cell is nothing else."""
    is_all = address[0] == address.string
    return " ".join(map(str.capitalize, address.groups())) if is_all else address[0]


def _apart(title: re.Match[str]) -> str:
    """`Dr. ` for the Dr. of Dr.Kaur."""
    return f"{title[1]} " if undotted(title[1]) in listed("titles") else title[0]


def _in_one_row(text: str) -> str:
    """The lines of a cell in one, those that name a role or a place, `warehouse`, left out."""
    first, *others = filter(str.strip, text.split("\n")) if text.strip() else ("",)
    return "; ".join((first, *(row for row in others if not _tells_role(row))))


def _tells_role(row: str) -> bool:
    return names_role(row) or (row.islower() and is_mere_word(row.split()[0]))


def _greeted(text: str, cell: str, email: str, english: bool) -> Reading:
    text = _behind_role(_PROFESSOR.sub("", _MET.sub("", text)))
    if not _holds_a_name(text) or _EITHER_OR_OWNED.search(text) or _tells_more(text):
        return asked(Reason.NOBODY, "name", cell)
    if _NAME.fullmatch(text) and _is_east_asian(text):
        return quoted(Kind.PHRASE, Item(text))
    name, inner = _parted(text)
    if _is_several(text, name):
        first = turned(_SEVERAL.split(name)[0])
        nobody = _names_nobody(first) and not is_title(first)  # Mr and Mrs Lee
        return asked(Reason.NOBODY if nobody else Reason.SEVERAL, "name", cell)
    greeting = _greeting(name, inner, email, english)
    return quoted(Kind.PHRASE, Item(greeting)) if greeting else asked(Reason.NOBODY, "name", cell)


def _behind_role(text: str) -> str:
    """`Zainab` of Ops lead: Zainab."""
    role, colon, behind = text.partition(": ")
    is_one = colon and ";" not in role and names_role(role)
    return behind if is_one else _without_role_before(text)


def _without_role_before(text: str) -> str:
    """`Pat Doyle` of Site manager Pat Doyle; of Chef Marco Bellini nothing goes."""
    words = text.split()
    first = max(0, len(words) - _TWO)
    named = all(word.istitle() and not is_mere_word(word) for word in words[first:])
    is_role = names_role("".join(words[first - 1 : first])) and not is_title(words[0])
    return " ".join(words[first:]) if named and is_role else text


def _greeting(name: str, inner: str, email: str, english: bool) -> str:
    """What follows "Dear" for one name; "" where it surely names nobody, or may."""
    if _names_nobody(turned(name)):
        return ""
    person = in_parts(turned(name), inner)
    greeting = behind_dear(person, email, english) if person and _is_called_so(person) else ""
    return greeting if _NAME.fullmatch(greeting) else ""


def _tells_more(name: str) -> bool:
    """`Tom was off so Jane`, `didn't catch names`: a sentence, in which another may be the one who
    was there."""
    small = [word for word in _ASIDE.sub("", name).split() if word[1:].islower() or "n't" in word]
    told = (word for word in small if word.lower() not in names_too() | listed("no names"))
    tells = (kinds_of(word) & {AUXILIARY, PRONOUN} for word in told)
    return "n't" in name or any(tells)


def _is_called_so(person: Person) -> bool:
    """Whether its first word may be of a name: not `Phone screen`. One that stands in the
    dictionary is so behind a title, or where it is one of the given names."""
    if person.titles or person.family_first or person.nickname:
        return True
    return not is_mere_word(person.words[0])


def _holds_a_name(text: str) -> bool:
    nothing = len(text) > 1 and says_nothing(text)
    agency = " ".join(text.lower().split()[:2])  # Michael Page consultant Rory
    others = not listed("agencies").isdisjoint((text.lower(), agency)) or _is_mere_role(text)
    return not nothing and not others and re.search(r"[^\W\d_]{2,}", text) is not None


def _is_mere_role(text: str) -> bool:
    return " " not in text and text.lower() not in names_too() and names_role(text)


def _parted(text: str) -> tuple[str, str]:
    """(the name without its role, what stands in brackets behind it); where the role stands
    outside of the brackets, the name is what is in them."""
    outside = one_row(_ASIDE.sub(" ", text)).replace(" ,", ",")
    aside = _ASIDE.search(text)
    inner = aside[1].strip() if aside else ""
    if inner and _names_nobody(turned(outside)) and not _names_nobody(inner):
        return _without_role(inner), ""
    return _without_role(outside), inner


def _is_several(text: str, name: str) -> bool:
    roles = text.count("(") + len(_DASH.findall(text))
    parted = _SEVERAL.search(name) or _BESIDE.search(text)
    return (roles > 1 and "," in text) or parted is not None or _is_comma_list(name)


def _is_east_asian(text: str) -> bool:
    names = [unicodedata.name(sign, "") for sign in text if not sign.isascii()]
    return any(script in name for name in names for script in _EAST_ASIAN)


def _without_role(text: str) -> str:
    """`Marek` for Marek - CTO, Tanja / Recruiting, Tim from HR."""
    parts = [part for part in _DASH.split(text) if not _names_nobody(part)] or [text]
    text = parts[0]
    tail = _ROLE_TAIL.search(text)
    if tail and names_role(tail[1]):
        text = text[: tail.start()]
    without = _BEHIND.sub("", text)
    return without if without and not _names_nobody(without) else text


def _names_nobody(text: str) -> bool:
    """Whether it is a role or a description: `Hiring manager`, `the lady from finance`."""
    words = list(filter(None, map(_named_or_low, text.split())))
    if set(words) <= listed("titles") or words[0] in listed("before a description"):
        return True
    telling = [word for word in words if word not in listed("titles") | {"of", "and"}]
    is_role = not listed("no names").isdisjoint(telling[:2])
    return is_role and len(words) < _LONGEST_ROLE


def _named_or_low(word: str) -> str:
    """A word of a name cell to look up: `Guy`, who is called so, is no guy."""
    bare = word.strip(".,()?")
    return bare if bare.istitle() and bare.lower() in listed("words too") else bare.lower()


def _is_comma_list(text: str) -> bool:
    """`Marta, Jonas, Wei`: not Last, First, nor a role behind a comma."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 3 and not _are_two_names(parts):
        return False
    if not all(parts) or has_letters_behind(text):
        return False
    return all(
        len(part.split()) <= 3 and not (is_suffix(part) or names_role(part)) for part in parts
    )


def _are_two_names(parts: Sequence[str]) -> bool:
    """`Tom Baker, Anjali Desai`: two words or three before two; not of `de Souza, Maria Luisa`."""
    if len(parts) == _TWO and all(map(_is_east_asian, parts)):
        return True
    low = [part.lower().split() for part in parts]
    lengths = [len(words) for words in low]
    if lengths not in ([_TWO, _TWO], [3, _TWO]) or " ".join(low[1]) in listed("double names"):
        return False
    known = listed("particles") | listed("titles") | listed("dropped titles")
    return low[0][0].rstrip(".") not in known and not is_mere_word(low[1][0])


def written(name: str) -> str:
    """A name that was typed in small letters, in capitals; any other text as it is."""
    if not name.islower() or not _NAME.fullmatch(name) or _names_nobody(name):
        return name
    return " ".join(in_capitals(name.split()))
