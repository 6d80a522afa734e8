"""What was typed -> clean words: marks, brackets, short forms, lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from sheetfollow.words.lists import beginning, closed, section, section_words

_SPELLING = "spelling.txt"
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "→": "->",
        "⇒": "->",
    }
)
_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2600-\u27bf\ufe0e\ufe0f\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)
_ABBREVIATED = re.compile(r"\b(esp|incl|approx|mgmt|govt|resp|max|min)\.(?=\s)", re.I)
_SMILEYS = re.compile(r"(?<!\S)(?:[:;=]['-]?[)(DPp/]|<3|xD|\^\^)(?!\S)")
_BULLET = re.compile(r"^\s*(?:[-*•·>]+\s+|-(?!\d)|[•·])(?=\S)")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*")
_END = re.compile(r"[\s.!?;,:…]+$")
_NUMBERED = re.compile(r"(?:^|\s)\(?\d{1,2}[.)]\s+")
_COMMA, _AND = r",(?!\d{3}\b)\s*(?:and\s+|&\s*)?", r"\s+(?:&|\+)\s+"
_SLASH = re.compile(r"\s+/\s+")
_SEPARATORS = {
    True: (re.compile(f"{_COMMA}|{_AND}"), _SLASH),
    False: (re.compile(_COMMA), _SLASH),
}
"""What parts short things, by whether & and + do."""
_HIDDEN = str.maketrans(",&+/", "\0\1\2\3")
_SHOWN = str.maketrans("\0\1\2\3", ",&+/")
_PAIR = re.compile(r"(?<!\S)([^\W_]\S*) [&+] (?=(\S))")
_NAMED_PAIR = re.compile(r"^[A-Z]\w* & [A-Z]\w*\b[^,/]*$")
_LONGEST_ITEM = 5
_SENTENCE = re.compile(
    r"(?<![Vv]s\.)(?<!\b[A-Z]\.)(?<!\b[DM]r\.)(?<!\bMs\.)(?<=[.!?])\s+(?=[A-Z])|(?<=[!?])\s+(?=\d)"
)
_BETWEEN_WORDS = (
    (" @ ", " at "),
    (" re ", " about "),
    (" + ", " and "),
    (" n ", " and "),
    (" %", "%"),
    (" v ", " vs "),
    (" because no ", " because of no "),
)
_MEASURE = re.compile(
    r"\b(?<!only )(one|two|three|four|five|six|[1-9]\d?)"
    r"(?:[ ](page|day|week|hour|minute|month|year|man|way|stop|pot|step|click"
    r"|person(?! (?:knows|does|is|has|can|runs|left|who)\b)|course|cover"
    r"|acre|seat|bed|metre|tonne|litre|storey)"
    r"|[ ]?(hr|min|wk))"
    r"(?= (?!(?:a|an|and|ago|or|in|on|at|of|for|to|from|per|by|with|before|after|later|late|behind"
    r"|early|each|every|only|just|left|short|is|was|old|over|off|but|as|ahead|away|max|when|if|so"
    r"|no|not|than|then|we|they)\b)[a-z])"
)
_TIMES = re.compile(
    r"\b(?<!the )((?:last|this|next) (?:year|month|week|season))s "
    r"(?=(?!in|of|at|on|for|with|as|and|or|we|they|there)[a-z]+)"
)
_MONTH = re.compile(
    r"\b(in|from|since|until|by|starting|early|late|mid|of|next|last|every|each) "
    r"(may|march|august|april|june)\b"
)
_ON_CALL = re.compile(r"\b([Oo])n call(?= (?!and|or|at|in|on|for|with|every|all|until)[a-z])")
_GO_LIVE = re.compile(r"(?<=[A-Z0-9]{2} )[Gg]o live(?![\w-])")
_ASIDE = re.compile(rf",? (?:{'|'.join(section('closed_words.txt', 'asides'))})$", re.I)
_CHANGE = re.compile(r"(\S*\d\S*) ?-> ?(\S*\d\S*)")
_SPAN = re.compile(
    r"(\d+) ?-> ?(\d+)(?= (?!min\b|people\b|staff\b|in\b|by\b|at\b|on\b|for\b)[a-z]*[^s\W\d]\b)"
)
_SCHOOL_YEAR = re.compile(r"(?<![\w/.-])yr?(1[0-3]|[1-9])(?![\w/.-])")
_UNITS = ("year", "month", "week", "day", "hour", "minute", "night", "shift")
_RATE = re.compile(
    r"(\d\S*(?: \S+){0,3}) ?/ ?(yr|year|mth|month|wk|week|day|hr|hour|night|shift)"
    r"(?=$|[,;.)\n]| (?:for|in|at|with|on|from|to|across|by)\b)",
    re.I,
)
_BEHIND_A_NAME = re.compile(r"\b[A-Z][a-z]+ $")
_SPELT = re.compile(
    r"(?<![\w@./])[^\W_.][\w./+#&]*[\w+#/](?:\.(?= [a-z]))?|(?<![\w.&/'-])[A-Za-z](?![\w&'-])"
)
_CONTRACTIONS = (
    (re.compile(r"\bcan't\b", re.I), "cannot"),
    (re.compile(r"\bwon't\b", re.I), "will not"),
    (re.compile(r"(?<=\w)n't\b", re.I), " not"),
    (re.compile(r"(?<=\w)'re\b", re.I), " are"),
    (re.compile(r"(?<=\w)'ve\b", re.I), " have"),
    (re.compile(r"(?<=\w)'ll\b", re.I), " will"),
    (re.compile(r"(?<=\w)'d\b", re.I), " would"),
    (re.compile(r"(?<=\bI)'m\b", re.I), " am"),
    (re.compile(r"\b(he|she|it|there|that|what|who)'s\b", re.I), r"\1 is"),
)


def tidy(cell: str) -> str:
    """The cell without pictures, invisible signs, curly quotes, double spaces and a leading bullet;
    its line breaks stay, but for one within a thing: `the move to\\nthe cloud`."""
    text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
    text = _SMILEYS.sub("", _PICTURES.sub("", text.translate(_PLAIN)))
    text = _ABBREVIATED.sub(r"\1", text)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    rows = [" ".join(row.split()) for row in text.split("\n")]
    return _BULLET.sub("", "\n".join(_whole_rows([row for row in rows if row])))


def _whole_rows(rows: Sequence[str]) -> list[str]:
    """The rows of a list, those that only go on with the one before put to it."""
    whole: list[str] = []
    for row in rows:
        if whole and _goes_on(whole[-1], row):
            whole[-1] += f" {row}"
        else:
            whole.append(row)
    return whole


def _goes_on(before: str, row: str) -> bool:
    """Whether a row is the rest of the one before: that ends open, or it begins with small grammar,
    as a thing of a list does not."""
    if _BULLET.match(row) or not row[0].islower():
        return False
    last, first = before.split()[-1].lower(), row.split()[0].lower().rstrip(".")
    first = pairs("short forms").get(first, first)
    if last in closed("articles"):
        return True
    links = (
        first == "including" or first in closed("prepositions") or first in closed("conjunctions")
    )
    return links and _END.search(before) is None


def one_row(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())


def without_end(text: str) -> str:
    """Without the marks at its end."""
    return _END.sub("", text).strip()


def without_aside(text: str) -> str:
    """Without the marks at its end, and without what is said beside it there."""
    return _ASIDE.sub("", without_end(text))


def without_brackets(text: str) -> str:
    """Without asides in brackets."""
    return one_row(_BRACKETS.sub(" ", text))


def with_and(text: str) -> str:
    """`nights and evenings` for nights & evenings; between capitals the & is part of a name,
    `Health & Safety`."""
    return _PAIR.sub(_pair_with_and, text)


def _pair_with_and(pair: re.Match[str]) -> str:
    named = pair[1][0].isupper() and pair[2].isupper() and pair[1].lower() not in tools()
    return pair[0] if named else f"{pair[1]} and "


def sentences(text: str) -> list[str]:
    """Its sentences; `vs.` and `Dr.` end none."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def heads(text: str, marks: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(what stands before the first of each of the marks that it has, the mark, what follows)."""
    for mark in marks:
        head, found, tail = text.partition(mark)
        if found and head and tail:
            yield head, mark, tail


def items(text: str, *, by_and: bool = True) -> tuple[list[str], bool]:
    """(the things that a cell lists, whether their separator leaves no doubt): lines, numbers and
    semicolons do not; commas, slashes and, if `by_and`, & part only what is short."""
    if "\n" in text:
        return [
            _NUMBERED.sub(
                "",
                _BULLET.sub("", row),
                1,
            )
            for row in text.split("\n")
        ], True
    if len(_NUMBERED.findall(text)) > 1 and _NUMBERED.match(text):
        return _parts(_NUMBERED, text), True
    if ";" in text:
        return _parts(re.compile(";"), text) or [text], True
    short = [] if _NAMED_PAIR.search(text) else _short_items(text, by_and)
    return (short, False) if short else ([text], True)


def _short_items(text: str, by_and: bool) -> list[str]:
    """The parts between commas, slashes or &, those in brackets left alone; none where one is too
    long to be a thing of a list."""
    hidden = re.sub(
        r"\([^)]*\)",
        lambda aside: aside[0].translate(_HIDDEN),
        text,
    )
    for separator in _SEPARATORS[by_and]:
        parts = [part.translate(_SHOWN) for part in _parts(separator, hidden)]
        if len(parts) > 1 and all(map(_is_short_item, parts)):
            return parts
    return []


def _parts(separator: re.Pattern[str], text: str) -> list[str]:
    return [part.strip(" ,;") for part in separator.split(text) if part.strip(" ,;")]


def _is_short_item(part: str) -> bool:
    words = part.lower().split()
    if _is_letter_or_unit(part):
        return False
    begins_one = words[0] not in closed("no items")
    lacks = words[:2] == ["not", "enough"]
    reports = beginning("refusals.txt", "shells").match(part) is not None
    return len(words) <= _LONGEST_ITEM and (begins_one or lacks or reports)


def _is_letter_or_unit(part: str) -> bool:
    """`B`, the `yr` of calls / yr: no thing of a list; a language is."""
    low = part.lower()
    if low in pairs("ends behind a number") or low in _UNITS:
        return True
    return len(part) == 1 and part not in section_words(_SPELLING, "beside other tools")


def in_full(text: str) -> str:
    """Without contractions: `they are`, `cannot`."""
    if "'" not in text:
        return text
    for pattern, full in _CONTRACTIONS:
        text = pattern.sub(full, text)
    return text


@lru_cache(maxsize=64)
def spelled(text: str) -> str:
    """Short forms written out, known tools in their own spelling."""
    for apart, one in _BETWEEN_WORDS:
        text = text.replace(apart, one)
    if "->" in text:
        text = _CHANGE.sub(r"from \1 to \2", _SPAN.sub(r"\1-to-\2", text))
    text = _SCHOOL_YEAR.sub(r"Year \1", text)
    text = _TIMES.sub(r"\1's ", _MEASURE.sub(r"\1-\2\3", text))
    text = _MONTH.sub(lambda month: f"{month[1]} {month[2].capitalize()}", text)
    text = _GO_LIVE.sub("go-live", _ON_CALL.sub(r"\1n-call", _joined(text)))
    text = re.sub(
        r"\b(?!(?-i:4-H)\b)(\d+)(\s*|-)(mins?|hrs?|h|yrs?|y|wks?|mths?|mos?)\b\.?",
        _with_unit,
        text,
        flags=re.I,
    )
    return one_row(_SPELT.sub(_as_spelled, text))


def _joined(text: str) -> str:
    """Words that are typed apart as one, before another word: `on-call rota`."""
    for apart, one in _joined_pairs():
        if apart in text:
            text = f" {text} ".replace(f" {apart} ", f" {one} ")[1:-1]
    return text


@cache
def _joined_pairs() -> tuple[tuple[str, str], ...]:
    small = [row.split(":") for row in section(_SPELLING, "joined")]
    return tuple((typed, one) for apart, one in small for typed in (apart, apart.capitalize()))


def with_rates(text: str) -> str:
    """`200 calls a week` for 200 calls / wk."""
    return _RATE.sub(_as_rate, text)


def _as_rate(match: re.Match[str]) -> str:
    unit = match[2].lower()
    unit = pairs("ends behind a number").get(unit, unit).removesuffix("s")
    return f"{match[1]} {'an' if unit == 'hour' else 'a'} {unit}"


def _with_unit(match: re.Match[str]) -> str:
    unit = pairs("ends behind a number")[match[3].lower().removesuffix("s")]
    if match[2] == "-":
        return f"{match[1]}-{unit.removesuffix('s')}"
    return f"{match[1]} {unit.removesuffix('s') if match[1] == '1' else unit}"


def _is_of_a_name(short: re.Match[str]) -> bool:
    """`Nature Comms`: a capital behind another."""
    before = short.string[: short.start()]
    meant = pairs("short forms")[short[0].lower().removesuffix(".")]
    role = meant in section_words("skills.txt", "roles")
    return short[0].istitle() and not role and _BEHIND_A_NAME.search(before) is not None


def _as_spelled(match: re.Match[str]) -> str:
    word = match[0]
    low = word.lower()
    if word == tools().get(low):
        return word
    short = pairs("short forms").get(low.removesuffix("."))
    if short and _is_of_a_name(match):
        return short[0].upper() + short[1:]
    if short and (len(word) > 1 or word.islower()):
        return short + (" " if low.endswith("/") else "")
    tool = tools().get(low)
    return tool if tool and low not in section_words(_SPELLING, "only as typed") else word


@cache
def tools() -> dict[str, str]:
    """{a tool, language, place in small letters: as it is written}."""
    return {word.lower(): word for word in section_words(_SPELLING, "tools")}


@cache
def pairs(title: str) -> dict[str, str]:
    """{what is typed: what it stands for}, of that section of the spelling."""
    return dict(row.split(" ", 1) for row in section(_SPELLING, title))
