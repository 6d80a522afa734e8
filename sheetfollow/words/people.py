"""An interviewer as typed -> what follows "Dear" (spec 6). Where order is open: the whole name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sheetfollow.words.asks import Kind, Reading, asked, quoted
from sheetfollow.words.kinds import AUXILIARY, PRONOUN, is_common, is_grammar, kinds_of
from sheetfollow.words.lists import section_words
from sheetfollow.words.phrases import Item
from sheetfollow.words.refusals import Reason, says_nothing
from sheetfollow.words.tidy import one_row, tidy
from sheetfollow.words.titles import RoleKind, role_kind

_LISTS = "names.txt"
_ADDRESS = re.compile(r"<[^>]*>|\S+@\S+")
_ONLY_ADDRESS = re.compile(r"([^\W\d_]{2,})\.([^\W\d_]+)@\S+")
_DASH = re.compile(r"\s+[-|·]\s+")
_BEHIND = re.compile(
    r"\s+(?:(?:from|at|in|of|on|for|via|about)\s+(?=\S)|(?:\+|&|and) some(?:one|body)\b).*$", re.I
)
_MET = re.compile(
    r"^(?:i )?(?:(?:met|saw|spoke|talked|chatted|interviewed|called)(?: (?:to|with|by|w/))?"
    r"|(?:[a-z]+ )?(?:call|chat|talk|zoom|interview|meeting|coffee) with|big|old|little|wee"
    r"|(?-i:p\.)) (?=\S)",
    re.I,
)
_EITHER_OR_OWNED = re.compile(r"(?<!\S)or(?!\S)|'s? \w")
_SYLLABLES = re.compile(r"(?:[bcdfghjkmnprstwy]{0,2}[aeiouy]{1,3}(?:ng|[nklm])?-?){1,2}")
_CALLED = re.compile(r"\b(?:call (?:me|him|her|them)|goes by|known as|prefers) ([A-ZÀ-Þ][a-zà-ÿ]+)")
_NICKNAME = re.compile(r"[\"']([^\W\d_]{2,})[\"']")
_ASIDE = re.compile(r"\s*\(([^)]*)\)")
_SEVERAL = re.compile(r"\s(?:&|and|und|u\.|et|y|\+|/)\s|\s*/\s*(?=[A-ZÀ-Þ][a-zà-ÿ])|;", re.I)
_ROLE_TAIL = re.compile(r"\s*/\s*([^/]+)$")
_PART = r"[^\W\d_](?:[^\W\d_]|['.·-](?=[^\W\d_]|\s|$))*"
_NAME = re.compile(rf"{_PART}(?: {_PART})*")
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_HONORIFIC = re.compile(r"-(?:san|sama|sensei|ssi|nim)$", re.I)
_INITIALS = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.)+")
_LETTERS_BEHIND = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z]|[A-Z]\.[A-Z][a-z]+")
_RANK = re.compile(r"DC?I|WO\d?|[B-DF-HK-NP-TV-XZ]{2,3}")
_ABBREVIATED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{1,3}\.")
_LAUGHTER = re.compile(r"\b(?:a?ha(?:ha)+h?|(?:he){2,}|lol|lmao|rofl)\b|[:;]-?[)(D](?!\w)", re.I)
_DOTTED = re.compile(r"(?<![^\s.])([^\W\d_]{2,5}\.)(?=[^\W\d_]{2})")
_PROFESSOR = re.compile(r"\b(?:a/|(?:assoc|associate|adj|adjunct|assistant)\.? )(?=prof)", re.I)
_GREETING = re.compile(r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|day))[ ,]+(?=\S)", re.I)
_TWO, _THREE, _LONGEST, _LONGEST_ROLE, _LONGEST_CELL = 2, 3, 6, 10, 200


@dataclass(frozen=True, slots=True)
class _Person:
    """A name in its parts: words in their order, titles before it, a nickname."""

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    nickname: str = ""
    family_first: bool = False

    @property
    def low(self) -> tuple[str, ...]:
        return tuple(word.lower().rstrip(".") for word in self.words)


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
    typed = _ONLY_ADDRESS.sub(_as_name, tidy(interviewer))
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
    return f"{title[1]} " if _bare(title[1]) in _list("titles") else title[0]


def _in_one_row(text: str) -> str:
    """The lines of a cell in one, those that name a role or a place, `warehouse`, left out."""
    first, *others = filter(str.strip, text.split("\n")) if text.strip() else ("",)
    return "; ".join((first, *(row for row in others if not _tells_role(row))))


def _tells_role(row: str) -> bool:
    return _is_role(row) or (row.islower() and _is_mere_word(row.split()[0]))


def _greeted(text: str, cell: str, email: str, english: bool) -> Reading:
    text = _behind_role(_PROFESSOR.sub("", _MET.sub("", text)))
    if not _holds_a_name(text) or _EITHER_OR_OWNED.search(text) or _tells_more(text):
        return asked(Reason.NOBODY, "name", cell)
    if _NAME.fullmatch(text) and _is_east_asian(text):
        return quoted(Kind.PHRASE, Item(text))
    name, inner = _parted(text)
    if _is_several(text, name):
        return asked(
            Reason.NOBODY if _names_nobody(_turned(name)) else Reason.SEVERAL, "name", cell
        )
    greeting = _greeting(name, inner, email, english)
    return quoted(Kind.PHRASE, Item(greeting)) if greeting else asked(Reason.NOBODY, "name", cell)


def _behind_role(text: str) -> str:
    """`Zainab` of Ops lead: Zainab."""
    role, colon, behind = text.partition(": ")
    is_one = colon and ";" not in role and _is_role(role)
    return behind if is_one else _without_role_before(text)


def _without_role_before(text: str) -> str:
    """`Pat Doyle` of Site manager Pat Doyle; of Chef Marco Bellini nothing goes."""
    words = text.split()
    first = max(0, len(words) - _TWO)
    named = all(word.istitle() and not _is_mere_word(word) for word in words[first:])
    is_role = _is_role("".join(words[first - 1 : first])) and not _is_title(words[0])
    return " ".join(words[first:]) if named and is_role else text


def _greeting(name: str, inner: str, email: str, english: bool) -> str:
    """What follows "Dear" for one name; "" where it surely names nobody, or may."""
    if _names_nobody(_turned(name)):
        return ""
    person = _person(_turned(name), inner)
    greeting = _form(person, email, english) if person and _is_called_so(person) else ""
    return greeting if _NAME.fullmatch(greeting) else ""


def _tells_more(name: str) -> bool:
    """`Tom was off so Jane`, `didn't catch names`: a sentence, in which another may be the one who
    was there."""
    small = [word for word in _ASIDE.sub("", name).split() if word[1:].islower() or "n't" in word]
    told = (word for word in small if word.lower() not in _names_too() | _list("no names"))
    tells = (kinds_of(word) & {AUXILIARY, PRONOUN} for word in told)
    return "n't" in name or any(tells)


def _is_called_so(person: _Person) -> bool:
    """Whether its first word may be of a name: not `Phone screen`. One that stands in the
    dictionary is so behind a title, or where it is one of the given names."""
    if person.titles or person.family_first or person.nickname:
        return True
    return not _is_mere_word(person.words[0])


def _is_mere_word(word: str) -> bool:
    """Whether the dictionary has it and no list of names: `phone`, `ops`, not `Grace`, `Song`."""
    low = word.lower().rstrip(".")
    is_word = is_common(low) or is_grammar(low)
    return is_word and low not in _names_too() | _list("family name first")


def _holds_a_name(text: str) -> bool:
    nothing = len(text) > 1 and says_nothing(text)
    agency = " ".join(text.lower().split()[:2])  # Michael Page consultant Rory
    others = not _list("agencies").isdisjoint((text.lower(), agency)) or _is_mere_role(text)
    return not nothing and not others and re.search(r"[^\W\d_]{2,}", text) is not None


def _is_mere_role(text: str) -> bool:
    return " " not in text and text.lower() not in _names_too() and _is_role(text)


def _parted(text: str) -> tuple[str, str]:
    """(the name without its role, what stands in brackets behind it); where the role stands
    outside of the brackets, the name is what is in them."""
    outside = one_row(_ASIDE.sub(" ", text)).replace(" ,", ",")
    aside = _ASIDE.search(text)
    inner = aside[1].strip() if aside else ""
    if inner and _names_nobody(_turned(outside)) and not _names_nobody(inner):
        return _without_role(inner), ""
    return _without_role(outside), inner


def _is_several(text: str, name: str) -> bool:
    each_with_a_role = text.count("(") > 1 and "," in text
    return each_with_a_role or _SEVERAL.search(name) is not None or _is_comma_list(name)


def _is_east_asian(text: str) -> bool:
    names = [unicodedata.name(sign, "") for sign in text if not sign.isascii()]
    return any(script in name for name in names for script in _EAST_ASIAN)


def _without_role(text: str) -> str:
    """`Marek` for Marek - CTO, Tanja / Recruiting, Tim from HR."""
    parts = [part for part in _DASH.split(text) if not _names_nobody(part)] or [text]
    text = parts[0]
    tail = _ROLE_TAIL.search(text)
    if tail and _is_role(tail[1]):
        text = text[: tail.start()]
    without = _BEHIND.sub("", text)
    return without if without and not _names_nobody(without) else text


def _is_role(text: str) -> bool:
    known = {word.strip(".,").lower() for word in text.split()} & _list("no names")
    return bool(known) or role_kind(text) is not RoleKind.UNKNOWN


def _names_nobody(text: str) -> bool:
    """Whether it is a role or a description: `Hiring manager`, `the lady from finance`."""
    words = list(filter(None, map(_named_or_low, text.split())))
    if set(words) <= _list("titles") or words[0] in _list("before a description"):
        return True
    telling = [word for word in words if word not in _list("titles") | {"of", "and"}]
    is_role = not _list("no names").isdisjoint(telling[:2])
    return is_role and len(words) < _LONGEST_ROLE


def _named_or_low(word: str) -> str:
    """A word of a name cell to look up: `Guy`, who is called so, is no guy."""
    bare = word.strip(".,()?")
    return bare if bare.istitle() and bare.lower() in _list("words too") else bare.lower()


def _is_comma_list(text: str) -> bool:
    """`Marta, Jonas, Wei`: not Last, First, nor a role behind a comma."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 3 and not _are_two_names(parts):
        return False
    if not all(parts) or _has_letters_behind(text):
        return False
    return all(
        len(part.split()) <= 3 and not (_is_suffix(part) or _is_role(part)) for part in parts
    )


def _are_two_names(parts: Sequence[str]) -> bool:
    """`Tom Baker, Anjali Desai`: two words on both sides; not of `de Souza, Maria Luisa`."""
    low = [part.lower().split() for part in parts]
    if [len(words) for words in low] != [_TWO, _TWO] or " ".join(low[1]) in _list("double names"):
        return False
    known = _list("particles") | _list("titles") | _list("dropped titles")
    return low[0][0].rstrip(".") not in known and not _is_mere_word(low[1][0])


def _has_letters_behind(text: str) -> bool:
    """`Aoife Brennan, RGN, MScN`."""
    before, _, behind = text.partition(",")
    plain = " " in before and not before.isupper()
    return plain and _LETTERS_BEHIND.match(behind.strip()) is not None


def _is_suffix(text: str) -> bool:
    return all(_bare(word) in _list("behind names") for word in text.split())


def _bare(word: str) -> str:
    return word.replace(".", "").lower().strip(",()")


# --- a name in its parts


def _person(text: str, inner: str) -> _Person | None:
    """The parts of a name; `inner` stood in brackets behind it."""
    nickname = _NICKNAME.search(text)
    words = [word.strip(",") for word in _NICKNAME.sub(" ", text).split()]
    titles = _take_titles(words)
    while len(words) > 1 and _is_suffix(words[-1]) and not _INITIALS.fullmatch(words[-1]):
        words.pop()
    if _bare(inner) in _list("titles"):
        titles = [inner]
    if not 0 < len(words) <= _LONGEST:
        return None
    called = nickname[1] if nickname else _nickname_of(words[0], inner)
    titled_behind = inner != "" and bool(titles)
    return _Person(
        words=(_capitalized(words[0], first=True), *map(_capitalized, words[1:])),
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
    full = [word for word in words if not _INITIALS.fullmatch(word)]
    shouted = [len(word) > 2 and word.isupper() for word in full]
    if shouted and shouted[0] and not all(shouted):
        return True
    east = len(words) in (2, 3) and words[0].lower() in _list("family name first")
    return east and titled_behind


def _is_given_name(text: str) -> bool:
    return (
        re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]{2,}", text) is not None
        and not _is_role(text)
        and _bare(text) not in _list("titles")
    )


def _turned(text: str) -> str:
    """`Juan de la Cruz` for de la Cruz, Juan; what is no name behind a comma goes."""
    before, comma, behind = text.partition(",")
    if not comma or not before.strip():
        return text
    if not behind.strip() or _is_suffix(behind) or _is_role(behind) or len(behind.split()) > 3:
        return before.strip()
    if _has_letters_behind(text) or _is_mere_word(behind.split()[0]):
        return before.strip()  # Ian, the deputy
    return f"{behind.strip()} {before.strip()}"


def _take_titles(words: list[str]) -> list[str]:
    """The titles before the name, taken off it."""
    taken = []
    while len(words) > 1 and _is_title(words[0]):
        taken.append(words.pop(0))
    return taken


def _is_title(word: str) -> bool:
    low = word.lower()
    known = _list("titles") | _list("dropped titles")
    bare = low.rstrip(".")
    abbreviated = low.endswith(".") or bare in _list("titles")
    if low in _other_titles() or (bare in known and abbreviated) or bare in _other_titles():
        return True
    return _is_rank(word) or (
        _ABBREVIATED.fullmatch(word) is not None and bare not in _list("particles")
    )


def _is_rank(word: str) -> bool:
    others = _list("titles") | _list("family name first")
    return _RANK.fullmatch(word) is not None and word.lower() not in others


@cache
def _other_titles() -> dict[str, str]:
    return dict(pair.rsplit(":", 1) for pair in section_words(_LISTS, "of other languages"))


def written(name: str) -> str:
    """A name that was typed in small letters, in capitals; any other text as it is."""
    if not name.islower() or not _NAME.fullmatch(name) or _names_nobody(name):
        return name
    first, *others = name.split()
    return " ".join((_capitalized(first, first=True), *map(_capitalized, others)))


def _capitalized(word: str, *, first: bool = False) -> str:
    """A word of a name in its usual capitals: `McBride`, `O'Neill`, `van`; `Ben` comes `first`."""
    if (
        len(word) < 2
        or not (word.isupper() or word.islower())
        or re.fullmatch(r"(?:[A-Z]\.)+|[A-Z][B-DF-HJ-NP-TV-XZ]", word)
    ):
        return word
    if word.lower() in _list("particles") - (_list("given names too") if first else set()):
        return word.lower()
    word = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word.lower())
    word = re.sub(r"\bMc([a-z])", lambda match: f"Mc{match[1].upper()}", word)
    return re.sub(r"\b([OD])'([a-z])", lambda match: f"{match[1]}'{match[2].upper()}", word)


# --- what follows "Dear"


def _form(person: _Person, email: str, english: bool) -> str:
    titled = _with_title(person, english) if person.titles else ""
    words = person.words
    called = titled or _capitalized(person.nickname)
    if called or (person.titles and len(words) == 1):
        return called  # of Ir. Hoekstra nothing
    if len(words) == 1 or _HONORIFIC.search(words[-1]):
        return " ".join(words)
    if person.family_first:
        return words[1]
    by_address = _by_address(person, email)
    return by_address or _by_order(person)


def _with_title(person: _Person, english: bool) -> str:
    """Title and family name; a first name behind Sir, the whole behind a rank; "" where the title
    is none in English, or the family name an initial."""
    titles = {title.lower().rstrip(".") for title in person.titles}
    if not titles.isdisjoint(("prof", "professor")):
        return f"Professor {_family(person)}"
    if not titles.isdisjoint(_list("in full")) or _is_rank(person.titles[0]):
        return " ".join((*person.titles, *person.words))
    if "dr" in titles:
        return f"Dr. {_family(person)}"
    title = _title(person, english)
    if title.lower() in _list("first name behind"):
        return f"{title} {person.words[0]}"
    initial = len(person.words) > 1 and _INITIALS.fullmatch(person.words[-1])
    return f"{title} {_family(person)}" if title and not initial else ""


def _title(person: _Person, english: bool) -> str:
    """The first of the titles; Sr. is a sister's, unless the name has letters of Spanish."""
    honoured = len(person.titles) > 1 and person.titles[0].lower().rstrip(".") == "hon"
    title, other = person.titles[honoured], _other_titles()  # Judge, of Hon. Judge Price
    bare = title.lower().rstrip(".")
    if bare in _list("dropped titles"):
        return ""
    if english and bare == "sr" and person.words[-1].isascii():
        return "Sister" if person.low[0] in _list("sisters") else ""
    mapped = (other.get(title.lower()) or other.get(bare)) if english else title
    return mapped or title[0].upper() + title[1:].lower()


def _family(person: _Person) -> str:
    """The family name with its particles; the whole name where the order is open."""
    words, low = person.words, person.low
    if len(words) in (2, 3) and low[0] in _list("family name first") and not person.family_first:
        return words[0] if _is_surely_first(low) else " ".join(words)
    if person.family_first:
        return words[0]
    start = len(words) - 1
    while start > 1 and low[start - 1] in _list("particles"):
        start -= 1
    if start == 1 and low[0] in _list("particles"):
        start = 0
    return " ".join(words[start:])


def _is_surely_first(low: Sequence[str]) -> bool:
    """Whether the family name stands before two syllables, `Tan Wei Ming`, and is none that is
    given too."""
    return (
        len(low) == _THREE
        and low[0] not in _names_too()
        and all(map(_SYLLABLES.fullmatch, low[1:]))
        and low[-1] not in _list("family name first")
    )


def _by_address(person: _Person, email: str) -> str:
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


def _by_order(person: _Person) -> str:
    """The given name where the order of the words tells it, else the whole name."""
    words, low = person.words, person.low
    whole_name = " ".join(words)
    if low[0] in _list("vietnamese") and (len(words) > 2 or _is_vietnamese(whole_name)):
        return words[-1]
    if _is_order_open(low) or _INITIALS.fullmatch(words[0]):
        return whole_name
    doubled = f"{low[0]} {low[1]}" in _list("double names") or low[0] == low[1]
    if len(words) > 2 and doubled:
        return " ".join(words[:2])
    return words[0]


def _is_order_open(low: Sequence[str]) -> bool:
    """Whether the first word, in small letters, may be of the family name; `Jo Park` is a given
    name before a family name."""
    given = low[0] in _list("given names too")
    families = _list("family name first")
    if low[0] in families | _list("hungarian"):
        return not given or (low[-1] not in families and bool(_SYLLABLES.fullmatch(low[-1])))
    return not given and low[0] in _list("particles") - {"de", "la", "le", "do", "al"}


def _is_vietnamese(name: str) -> bool:
    return any(sign in "ăâđêôơư" or ord(sign) > 0x1E9F for sign in name.lower())


@cache
def _names_too() -> frozenset[str]:
    """Words that may be of a name."""
    return _list("words too") | _list("particles") | _list("vietnamese")


@cache
def _list(title: str) -> frozenset[str]:
    return section_words(_LISTS, title)
