"""A team or project as it stands behind "with": the Growth team, Ward 7, Project Falcon."""

from __future__ import annotations

import re
from collections.abc import Set

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import determined_inside
from sheetfollow.words.asks import Item, Kind, Reading, asked, quoted
from sheetfollow.words.capitals import small_first, small_inside
from sheetfollow.words.grammar import is_noun_phrase
from sheetfollow.words.kinds import Word, is_grammar, words_of
from sheetfollow.words.lists import closed, section_words
from sheetfollow.words.papers import is_role
from sheetfollow.words.refusals import Reason, refused
from sheetfollow.words.sides import yours
from sheetfollow.words.tidy import in_full, one_row, spelled, tools, without_brackets, without_end

_LISTS = "teams.txt"
_OPEN = re.compile(
    r"^our\b|^an? \w+ of\b"
    r"|\b(?:whichever|whatever|either|me|myself|not(?!-)|don't|them|the one|no team|"
    r"would be|we'd|undecided|first hire|or|don't know|to be)\b",
    re.I,
)
_LOUD_FIRST = re.compile(r"^[A-Z]{5,}(?= [a-z\d])")
_LIST = re.compile(r"^([A-Z]\w+)((?:, [A-Z]\w+)+),? (?:&|and) ([A-Z]\w+)")
_SIGNS = re.compile(r"[,:;?!<>{}|=\\]|https?:|@")
_QUOTED = re.compile(r"(?<=\w) (?:'[^']+'|\"[^\"]+\")$")
_PLACE = re.compile(
    r", ((?:(?:both|all|mostly|based) )*(?:in|at|on) [^,]+"
    r"|(?:\d+(?:st|nd|rd|th)|first|second|third|ground|top) floor"
    r"|\d+ [a-z]+|of them|(?:north|south|east|west|central)\w* [a-z]+"
    r"|(?:depot|site|floor|building|unit|block|shed|hall|ward|bay|line) \w+)$",
    re.I,
)
_ANYBODY = frozenset({"lot", "people", "guys", "folks", "others", "bunch"})
_OWNED = re.compile(r"(?<!children)(?<!men)(?<!people)'s |(?<!s)' ", re.I)
_SITS = re.compile(r"^(?:i )?(?:would|will) (?:sit|work) (?:with|in|alongside) (?:the )?", re.I)
_SPLIT = re.compile(r"^split (?:between|across) ([\w ]+) and ([\w ]+)$", re.I)
_DONE_TO = re.compile(r"^((?!department)[a-z]+(?:ion|ment|ance)) of ([a-z]+[^s])$", re.I)
_IS_CALLED = re.compile(
    r"^(?:(?:the |an? )?team(?: is)?|(?:they|it|we)(?:'s|'re| is| are)?) (?:called|named) "
    r"|^(?:they|we) call (?:themselves|ourselves) ",
    re.I,
)
_LONGEST_LETTERS = 4
_LONGEST, _LONGEST_DESCRIBED, _LONGEST_PART = 5, 10, 2


def read_team(text: str, cell: str, names: Set[str]) -> Reading:
    """A cell of Team or project."""
    several = _QUOTED.sub("", _as_name(text, cell)).replace("\n", " / ")
    several = _SPLIT.sub(r"\1 / \2", _IS_CALLED.sub("", _SITS.sub("", several)))
    name = _in_full(without_end(without_brackets(one_row(several))))
    if _tells_nothing(text, name):
        return asked(Reason.NOTHING, "team", cell)
    name, place = _without_place(name)
    name, left = _of_two(name)
    called = _called(name, names)
    if not called:
        return asked(Reason.UNCLEAR, "team", cell)
    return quoted(Kind.PHRASE, Item(called), left_out=(*left, *place))


def _without_place(name: str) -> tuple[str, tuple[str, ...]]:
    """(`Night crew`, `depot 2`): the team, and where it is, as a comma parts it."""
    team, _, where = name.rpartition(", ")
    if team and where.istitle() and where.lower() in tools():
        return team, (where,)  # Dublin
    place = _PLACE.search(name)
    return (name[: place.start()], (place[1],)) if place else (name, ())


def _tells_nothing(text: str, name: str) -> bool:
    """Whether it is open or tells no more than how many they are."""
    if text.rstrip().endswith("?") or refused(name, "team"):
        return True
    is_open = _OPEN.search(in_full(name)) or _OPEN.search(name)
    return bool(is_open or re.fullmatch(r"(?:(?:the|an?) )?team of \w+", name, re.I))


def _as_name(text: str, cell: str) -> str:
    """With its capitals, where it is letters that are said as a word: `MASH`."""
    if not cell.isupper():
        return _LOUD_FIRST.sub(_quiet, text)
    return cell if len(cell) <= _LONGEST_LETTERS else _titled(text)


def _quiet(loud: re.Match[str]) -> str:
    """`Housekeeping` of HOUSEKEEPING 2nd floor; letters stay, `SCADA`."""
    return loud[0].capitalize() if small_inside(f"{loud[0]} a") != f"{loud[0]} a" else loud[0]


def _titled(text: str) -> str:
    """`Mill Lane 64 Plots` for MILL LANE 64 PLOTS, in which any word may be of a name."""
    return " ".join(
        word if is_grammar(word) else word[0].upper() + word[1:] for word in text.split()
    )


def _of_two(name: str) -> tuple[str, tuple[str, ...]]:
    """(the team, what it is a part of): `reablement` of adult social care - reablement, but `Ward
    12` of Ward 12 - stroke."""
    whole, dash, part = name.partition(" - ")
    if dash and _has_own_name(whole, whole.lower().split()):
        return whole, (part,)
    return (part, (whole,)) if dash else (name, ())


def _in_full(name: str) -> str:
    """Short forms in small letters written out; a capital may be the name's own."""
    name = re.sub(r"(?<!\w)['\"]|(?<!s)'(?!\w)|\"(?!\w)", "", name.replace(" + ", " and "))
    name = _DONE_TO.sub(lambda done: f"{done[2]} {done[1].lower()}", name)
    if name.islower():
        return spelled(name.replace(" & ", " and "))
    name = _LIST.sub(r"\1\2 and \3", name)
    return " ".join(map(_word_in_full, name.split()))


def _word_in_full(word: str) -> str:
    """`International` for Intl; Comms with its capital may be the name's own."""
    short = word.lower().rstrip(".")
    if word.istitle() and short in section_words(_LISTS, "short in full"):
        full = spelled(short)
        return full[0].upper() + full[1:] if full.lower() != word.lower() else word
    return spelled(word) if word.islower() else word


def _called(name: str, names: Set[str]) -> str:
    low = name.lower().split()
    if not _may_be_name(name, low):
        return ""
    said = _described(name, low, names)
    if said:
        return said if is_noun_phrase(said, names) else ""
    if _has_own_name(name, low):
        if low[-1] in section_words(_LISTS, "shifts"):
            return f"the {name.removesuffix('s')} team"  # Ward 7 nights
        several = words_of(low[-1])[0].can_be(k.PLURAL)  # year 5 teachers
        return f"the {name}" if several else name.replace("team ", "Team ", 1)
    if " / " in name:
        return f"the {name.replace(' / ', ' and ')} teams"
    small = _in_small(name)
    return f"the {small if _are_several(small) else _with_unit(small)}"


def _described(name: str, low: list[str], names: Set[str]) -> str:
    """`your data crew`, `the lab at the college`: told as a thing is; "" for a mere name."""
    small = small_first(name, names)
    if low[0] in ("the", "their", "her", "his", "your") or _OWNED.search(name):
        return yours(small)
    unit, of, part = re.sub(r" for ", " of ", name).partition(" of ")
    is_unit_of = of and _is_unit(unit) and not _is_unit(name)  # leadership team of the hospice
    said = name if part.split(" ")[0].istitle() else small  # the School of Nursing
    return determined_inside(f"the {said}", "the") if is_unit_of else ""


def _in_small(name: str) -> str:
    """`front of house` for Front of house: a capital that only begins the cell, before what has
    none."""
    words = name.split()
    described = words[1:-1] if _is_unit(name) else words[1:]
    small = any(map(str.islower, described)) and not any(map(str.istitle, described))
    first = words_of(words[0])[0]
    many = first.can_be(k.PLURAL) and not first.can_be(k.POSSESSIVE)  # Midlands, Accounts
    return small_first(name) if small and not many else name


def _may_be_name(name: str, low: list[str]) -> bool:
    if not low or len(low) > _most_words(low) or _SIGNS.search(_LIST.sub("", name)):
        return False
    words = words_of(name.replace(" / ", " ").replace(" & ", " ").replace(",", ""))
    if (
        not all(word.kinds for word in words)
        or _ends_as_no_name(words)
        or low[-1] in closed("vague") | _ANYBODY
    ):
        return False
    return _tells_apart(name, low)


def _ends_as_no_name(words: tuple[Word, ...]) -> bool:
    """`bit unclear`: no thing, name or number at its end."""
    last = words[-1]
    return last.text.islower() and last.text.isalpha() and not last.can_be("npgX#bDP")


def _most_words(low: list[str]) -> int:
    """A team that is described, `the team that runs the depot`, takes more words than a name."""
    described = low[0] == "the" and low[2:3] in (["that"], ["who"], ["behind"])
    return _LONGEST_DESCRIBED if described else _LONGEST


def _tells_apart(name: str, low: list[str]) -> bool:
    """Whether its first word can begin a name: `new stadium project`, not `new team`."""
    several = words_of(low[-1])[0].can_be(k.PLURAL)
    is_new = (low[0] == "new" and len(low) > 2 and _is_unit(name)) or several
    return is_new or low[0] not in section_words(_LISTS, "no names")


def _has_own_name(name: str, low: list[str]) -> bool:
    """`Ward 7`, `Project Falcon`, `team Phoenix`: no article, nothing behind it."""
    if len(low) < 2 or (len(low) > 2 and _is_unit(name)):
        return False
    numbered = low[0] in section_words(_LISTS, "numbered")
    second = name.split()[1]
    is_one = any(sign.isdigit() for sign in second) or second[0].isupper()
    return is_one and (numbered or low[0] == "team")


def _are_several(name: str) -> bool:
    """`night porters`, `kerbside crews`: they need no team behind them."""
    single = name.removesuffix("s")
    return single != name and (is_role(single) or _is_unit(single))


def _with_unit(name: str) -> str:
    if _is_unit(name):
        head, _, unit = name.rpartition(" ")
        named = head.istitle() and unit.lower() in section_words(_LISTS, "of a name")
        return f"{head} {unit if named else unit.lower()}".strip() if head else name.lower()
    if name.lower() in section_words(_LISTS, "shifts"):
        return f"{name.lower().removesuffix('s')} team"
    if name.islower() and " " not in name:
        name = tools().get(name, name[0].upper() + name[1:])
    return f"{name} team"


def _is_unit(name: str) -> bool:
    return name.lower().split()[-1:] != [] and name.lower().split()[-1] in section_words(
        _LISTS, "units"
    )
