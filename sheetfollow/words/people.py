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
from sheetfollow.words.name_parts import (
    begins_as_a_name,
    is_split,
    name_in,
    names_group,
    turned,
)
from sheetfollow.words.names import (
    LETTER,
    LETTERS,
    in_capitals,
    in_parts,
    is_given_name,
    listed,
    names_role,
    names_too,
    undotted,
)
from sheetfollow.words.refusals import Reason, says_nothing
from sheetfollow.words.tidy import one_row, tidy

_ADDRESS = re.compile(
    r"<[^>]*>|\S+@\S+\.\S+|(?:https?:|www\.|linkedin\.com)[^\s)]*"
    r"|(?:\b(?:tel|mob|mobile|cell|ph|phone)\b[.:]? ?)?\(?\+?\d[\d ()/.-]{5,}(?:(?:ext|x)\.? ?\d+)?"
    r"|[\u2b00-\u2bff!*#]"
)
_ONLY_ADDRESS = re.compile(
    r"([^\W\d_]{2,})(?:_|\.(?=\w+@)|\.(?=[A-ZÀ-Þ][a-zà-ÿ]+$))([^\W\d_]{2,})(?:@\S+)?"
)
_PRONOUNS = re.compile(
    r"[\[(]?\b(?:s?he|they|her|him|them)(?:/(?:s?he|they|hers?|him|them))+[\])]?"
)
_PART = re.compile(
    r"(\s*\n\s*|[、・]|\s*->\s*|\s+[-|·@]+\s*|[-|·@]+\s+|:\s+|\s*;\s*|\s+/\s*"
    r"|(?-i:/(?=[A-ZÀ-Þ])|(?<=[a-zà-ÿ])-(?=[A-Z]{2,3}\b))"
    r"|(?:^|,?\s+)(?:&|and|und|u\.|et|y|plus|then|\+|with(?= (?-i:[A-ZÀ-Þ])))\s+(?:then |later )*"
    r"|[&+](?=(?-i:[A-ZÀ-Þ][a-zà-ÿ]))|,\s*)",
    re.I,
)
_JOINING = re.compile(r",?\s*(?:[&+]|u\.|(?:and|und|et|y|plus|then|with)\b).*", re.I)
_BEFORE_ONES = re.compile(
    r"^(?:(?:i )?(?:met|saw|spoke|talked|chatted|interviewed|called)"
    r"(?: (?:to|with|w/|by)(?=\s))?|ask for"
    r"|(?:[a-z]+ )?(?:call|chat|talk|zoom|interview|meet|meeting|coffee) (?:with|w/|from)"
    r"|with|w/|by|from|the(?= (?:rev|hon))|big|old|little|wee|(?-i:p\.)) (?=\S)",
    re.I,
)
_PERHAPS = re.compile(
    r"^(?:(?:i )?think(?: (?:it'?s|it was|s?he'?s))?|probably|maybe|perhaps|prob|poss(?:ibly)?"
    r"|might be|could be) (?=\S)",
    re.I,
)
_END = re.compile(r"[?\s]+$|\.{2,}$|(?<=[^\W\d_]{3})\.$")
_CALLED = re.compile(r"\b(?:call (?:me|him|her|them)|goes by|known as|prefers) ([A-ZÀ-Þ][a-zà-ÿ]+)")
_BESIDE = re.compile(r"\s*[-|·@:]+\s*")
_ASIDE = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_QUOTED = re.compile(r'^"([^"]*)"$')
_SPOKEN = re.compile(
    r"[,(-]*\s*\b(?:pron(?:\.|ounced)?:? "
    r"|(?:did|do|can)n'?t [a-z ]*(?:sur|last |full )name).*$",
    re.I,
)
_IS = re.compile(r"\s+(?:is|=)\s+(?=[A-ZÀ-Þ][a-zà-ÿ])")
_OTHERS = re.compile(
    r"\)\s*[A-Z][^()]*\(|[(\[](?:and|with|w/|&|\+|or|[^)]* or) |\bthe others?\b|\bet(?: al|c)\b"
    r"|[(\[][^)]*\bnow (?=[A-Z])|\+ ?\d\b"
    r"|(?:^|\s)1[.)]\s.*\b2[.)]\s",
    re.S,
)
_NAME_PART = rf"[^\W\d_](?:{LETTER}|['.·-](?=[^\W\d_]|[\s-]|$))*"
_NAME = re.compile(rf"{_NAME_PART}(?: {_NAME_PART})*")
_OTHER_SCRIPT = re.compile(r"\S*[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufaff]+[^\s(),;]*")
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_NO_NAME = re.compile(
    r"\?\?\s*$|\b(?:a?ha(?:ha)+h?|(?:he){2,}|lol|lmao|rofl)\b|[:;]-?[)(D](?!\w)", re.I
)
"""Doubted twice over, or a joke."""
_DOTTED = re.compile(r"(?<![^\s.])([^\W\d_]{2,5}\.)(?=[A-ZÀ-Þ][^\W\d_])")
_PROFESSOR = re.compile(r"\b(?:a/|(?:assoc|associate|adj|adjunct|assistant)\.? )(?=prof)", re.I)
_GREETING = re.compile(r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|day))[ ,]+(?=\S)", re.I)
_LONGEST_CELL = 200


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
    text = _without_addresses(tidy(interviewer))
    bare = _END.sub("", text)
    sure = _PERHAPS.sub("", bare)
    found = _who(sure) if not _NO_NAME.search(interviewer) else Reason.NOBODY
    greeting = _greeting(*found, email, english) if isinstance(found, tuple) else ""
    if not greeting:
        reason = found if isinstance(found, Reason) else Reason.NOBODY
        return asked(reason, "name", interviewer)
    doubtful = sure != bare or text.endswith("?")
    doubt = f"'{one_row(interviewer)}': is the name right?" if doubtful else ""
    return replace(quoted(Kind.PHRASE, Item(greeting)), ask=doubt)


def _without_addresses(text: str) -> str:
    """The words of a cell: without addresses, numbers to call, pronouns and how it is spoken."""
    text = _ONLY_ADDRESS.sub(_as_name, _SPOKEN.sub("", text))
    text = _PRONOUNS.sub(" ", _ADDRESS.sub(" ", text))
    text = _QUOTED.sub(r"\1", text.strip())
    return _DOTTED.sub(_apart, _PROFESSOR.sub("", _IS.sub(": ", text))).strip()


def _as_name(address: re.Match[str]) -> str:
    """`Kayla Fraser` for kayla.fraser@, where the cell is nothing else."""
    is_all = address[0] == address.string
    return " ".join(map(str.capitalize, address.groups())) if is_all else address[0]


def _apart(title: re.Match[str]) -> str:
    """`Dr. ` for the Dr. of Dr.Kaur."""
    return f"{title[1]} " if undotted(title[1]) in listed("titles") else title[0]


def _who(text: str) -> tuple[str, str] | Reason:
    """(the name of the one person in a cell, what stands in brackets behind it), else the reason
    why there is none. Of a name in two scripts the Latin one."""
    if len(text) < 2 or says_nothing(text) or _tells_more(text):
        return Reason.NOBODY
    latin = _OTHER_SCRIPT.sub("", text).strip(" -/|,·")
    if latin and latin != text:
        found = _who(latin)
        if isinstance(found, tuple):
            return found
    if _is_east_asian(text) and _NAME.fullmatch(text):
        return Reason.NOBODY if names_role(text) else (text, "")
    return _outside_or_inside(text)


def _outside_or_inside(text: str) -> tuple[str, str] | Reason:
    """The same: the one who stands outside of the brackets, else the one who stands inside."""
    aside = _ASIDE.search(text)
    inner = aside[1].strip() if aside else ""
    found = _one_of(_PART.split(_BEFORE_ONES.sub("", _ASIDE.sub(" ", text))))
    if found and _OTHERS.search(text):
        return Reason.SEVERAL
    if not found:
        found, inner = _one_of(_PART.split(inner)), ""
    return found if isinstance(found, Reason) else (found, inner) if found else Reason.NOBODY


def _one_of(parts: list[str]) -> str | Reason:
    """The one name among the parts of a cell, between them what parts them; "" for none."""
    parts = _with_commas(parts)
    names = _names_in(list(map(one_row, parts[::2])))
    found = list(filter(None, names))
    surely = list(filter(begins_as_a_name, found))
    if len(found) < 2 and not _is_beside_another(names, parts):
        one = "".join(found)
        sure = surely or " " in one or not any(map(names_group, parts[::2]))
        return one if sure else ""
    told = all(_BESIDE.fullmatch(sign) for sign in parts[1::2])
    return (surely or found)[0] if told and len(surely) < 2 else Reason.SEVERAL


def _is_beside_another(names: Sequence[str], parts: Sequence[str]) -> bool:
    """`Dana + colleague`: whether `and` stands between a name and something else."""
    joining = (at for at, sign in enumerate(parts[1::2]) if _JOINING.fullmatch(sign))
    return any(names[at] or names[at + 1] or (any(names) and not parts[2 * at]) for at in joining)


def _names_in(parts: Sequence[str]) -> list[str]:
    """The name in each part, "" for none: letters behind a name are none, nor is what is all small
    beside one that is large."""
    names = list(map(name_in, parts))
    large = any(name and not name.islower() for name in names)
    for at, name in enumerate(names):
        small = large and name.islower() and not is_given_name(name.split()[0])
        letters = at and not parts[0].isupper() and LETTERS.fullmatch(name)
        names[at] = "" if small or letters else name
    return names


def _with_commas(parts: list[str]) -> list[str]:
    """The same with `Lee, Dana` in one, or a name whose words stand in two lines."""
    for at in range(1, len(parts) - 1, 2):
        before, sign, behind = map(one_row, parts[at - 1 : at + 2])
        one = turned(before, behind) if sign == "," and parts[at - 1] == before else ""
        if not sign and is_split(before, behind):
            one = f"{before} {behind}"
        if one:
            return [*parts[: at - 1], one, *parts[at + 2 :]]
    return parts


def _greeting(name: str, inner: str, email: str, english: bool) -> str:
    """What follows "Dear" for one name; "" where it may not."""
    person = in_parts(name, inner)
    greeting = behind_dear(person, email, english) if person else ""
    return greeting if _NAME.fullmatch(greeting) else ""


def _tells_more(text: str) -> bool:
    """`Tom was off so Jane`, `didn't catch names`: a sentence, in which another may be the one who
    was there."""
    words = _ASIDE.sub("", text).split()
    small = [word for word in words if word[1:].islower() or "n't" in word]
    told = (word for word in small if word.lower() not in names_too() | listed("no names"))
    return "n't" in text or any(kinds_of(word) & {AUXILIARY, PRONOUN} for word in told)


def _is_east_asian(text: str) -> bool:
    names = [unicodedata.name(sign, "") for sign in text if not sign.isascii()]
    return any(script in name for name in names for script in _EAST_ASIAN)


def written(name: str) -> str:
    """A name that was typed in small letters, in capitals; any other text as it is."""
    if not name.islower() or not _NAME.fullmatch(name) or name_in(name) != name:
        return name
    return " ".join(in_capitals(name.split()))
