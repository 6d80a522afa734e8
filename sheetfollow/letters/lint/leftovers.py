"""Is it whole: head, length, gaps, what a template left, what it says it attaches?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from sheetfollow.letters.lint.listed import either, word_list
from sheetfollow.letters.lint.text import GAP, WORD, Text, WithinALine
from sheetfollow.letters.mail import recipient
from sheetfollow.letters.speech import MOST_WORDS, script, spoken_words, voicemail
from sheetfollow.model import OPEN_GAP, Finding
from sheetfollow.schema import Channel
from sheetfollow.words.kinds import is_grammar, kinds_of

_THINGS = (
    "(?:PDF|files?|documents?|deck|slides?|portfolio|CV|r[eé]sum[eé]|samples?|presentation|"
    "spreadsheet|certificates?|references|write-?up|one-pager|report|plan|copy|concept|draft|"
    "case study|transcripts?|letter|brochure|scans?|copies|photos?|pictures?|"
    "screenshots?|sketch(?:es)?|drawings?|letters|recipes?|essays?|diploma|testimonials?|recordings?"
    "|showreel|images?|diagrams?)"
)
_CLAIMS = WithinALine(
    either("claims.txt", THINGS=_THINGS), re.I | re.M, words=word_list("claim_words.txt")
)
_SHOWN = WithinALine(
    either("shown.txt", THINGS=_THINGS), re.I | re.M, words=word_list("shown_words.txt")
)
_EMPTY_DATES = ("1970", "1969", "1899", "1900", "000", "00/", "0th")
_RESIDUE = WithinALine(
    either("residue.txt"),
    re.M,
    words=(
        *("nan", "nat", "undefined", "none", "ref", "todo", "lorem", "xx", "xxx", "tbd", "tbc"),
        *("topic", "company", "name", "title", "position", "date", "interviewer", "skill"),
        *("challenge", "n", "null", "dd", "mm", "x", "yyyy", "xth", "xxth", "xxst", "xxnd", "xxrd"),
        *("invalid", "false", "true", "interest", "idea", "role"),
    ),
    signs=(*"{}#<%([&\\$=|~@ÃâÂï�…*", "<<", "__", "...", "00:00", "XX", *_EMPTY_DATES, "xxx"),
)
_VALUE = WithinALine(
    r"\b(?:(?P<before>[\w']+),? )?(?<![\w./'-])(?<!\b(?:[Mm]um|[Dd]ad) and )"
    r"(?P<value>nan|[Uu]ndefined|UNDEFINED|[Nn]ull|NULL)"
    r"(?![\w/'-]|\.\w|,? and (?:(?:gran)?dad|grandpa|void)\b)"
    r"(?=(?: (?P<behind>[\w']+))?)",
    words=("nan", "undefined", "null"),
)
_STATED = frozenset({"is", "are", "be", "been", "being", "left", "remains", "remained", "stays"})
_BEFORE_A_VALUE = frozenset({"at", "join", "joining", "how", "why", "dear", "on", "me", "hear"})
_OF_A_VALUE = frozenset({"role", "position", "post", "job", "vacancy", "team", "company", "firm"})
_EMPTY_BRACKETS = re.compile(r"\[\s*\]")
"""They alone may reach over the end of a line."""


def head(letter: Text) -> Iterator[Finding]:
    """What the mail cannot take from the lines above the text."""
    if not letter.is_mail:
        return
    for line in letter.head:
        if line.name in ("Cc", "Bcc"):
            rule, advice = "not in the mail", "add it in your mail program"
        elif line.name == "Subject" and not line.value:
            rule, advice = "no subject", "write one behind Subject:"
        elif line.name == "To" and not GAP.fullmatch(line.value) and not recipient(line.value)[1]:
            rule, advice = "no address", "write one address behind To:"
        else:
            continue
        yield Finding(line.number, rule, line.value, advice)


def too_long(letter: Text) -> Iterator[Finding]:
    """More words than the settings allow, or more than a call has time for."""
    if letter.task.channel == Channel.PHONE:
        yield from _too_long_to_say(letter)
        return
    count, limit = len(letter.body.split()), letter.settings.words
    if count > limit:
        advice = f"cut it to {limit} at most"
        yield letter.finding(letter.start, "over the word limit", f"{count} words", advice)


def _too_long_to_say(letter: Text) -> Iterator[Finding]:
    machine = max(0, letter.prose.find("\nVoicemail"))
    parts = (("script", script, letter.start), ("voicemail", voicemail, machine + 1))
    for name, part, at in parts:
        count = spoken_words(part(letter.body))
        if count > MOST_WORDS:
            advice = f"cut it to {MOST_WORDS} words, digits counted, which take 30 seconds"
            yield letter.finding(at, f"{name} over 30 seconds", f"{count} words", advice)


def note_too_long(letter: Text) -> Iterator[Finding]:
    """A LinkedIn note over its limit of characters."""
    length, limit = len(letter.body.strip()), letter.settings.note_characters
    if letter.task.channel == Channel.LINKEDIN and length > limit:
        said, advice = f"{length} characters", f"cut it to {limit} at most"
        yield letter.finding(letter.start, "over the LinkedIn limit", said, advice)


def gaps(letter: Text) -> Iterator[Finding]:
    """What still stands in brackets."""
    for match in GAP.finditer(letter.prose):
        yield letter.finding(match.start(), OPEN_GAP, match[0], "fill it in, here or in the row")


def residue(letter: Text) -> Iterator[Finding]:
    """What a template or a spreadsheet has left."""
    for match in _left(letter):
        is_right = letter.quotes(match) or letter.knows(match[0].casefold())
        if not is_right and not _is_typed(match[0], letter):
            advice = "write what belongs there"
            yield letter.finding(match.start(), "template residue", match[0], advice)


def _left(letter: Text) -> Iterator[re.Match[str]]:
    if letter.has(_RESIDUE) or _EMPTY_BRACKETS.search(letter.prose):
        yield from _RESIDUE.pattern.finditer(letter.flowing)
    for match in letter.in_plain(_VALUE):
        if not letter.tells_of(match["value"].lower()) and not _has_a_sense(match):
            yield match


def _has_a_sense(match: re.Match[str]) -> bool:
    """`an undefined term`, `is left null`, `my late nan`: words of the language."""
    before, behind = (match["before"] or "").lower(), match["behind"] or ""
    if match["value"] == "nan":
        return behind == "bread" or _is_hers(before)
    if before in _BEFORE_A_VALUE or behind in _OF_A_VALUE:
        return False
    return not match["value"].islower() or before in _STATED or _is_a_thing(behind)


def _is_hers(before: str) -> bool:
    kinds = kinds_of(before)
    return not kinds.isdisjoint("DSa") and "P" not in kinds and before != "that"


def _is_a_thing(word: str) -> bool:
    return not kinds_of(word).isdisjoint("npag") and not is_grammar(word)


def _is_typed(said: str, letter: Text) -> bool:
    """`the NaN`, where the row speaks of NaN values."""
    words = {word for word in WORD.findall(said.casefold()) if not is_grammar(word)}
    typed = bool(words) and all(map(letter.tells_of, words))
    return typed and said.replace(" ", "").isalpha()


def not_attached(letter: Text) -> Iterator[Finding]:
    """It says that something comes with it, and nothing does."""
    match = next(chain(letter.in_plain(_CLAIMS), letter.in_plain(_SHOWN)), None)
    if match and not letter.attached and not _speaks_of_it(letter):
        rule, advice = "says it attaches what is not attached", "attach it, or take this out"
        yield letter.finding(match.start(), rule, match[0], f"nothing is attached: {advice}")


def _speaks_of_it(letter: Text) -> bool:
    """Whether such things are what the row is about: `attachment theory`, `25 MB attachments`."""
    return any(word.startswith(("attach", "enclos")) for word in letter.typed)
