"""Do the words that came together fit together?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sheetfollow.letters.lint.expressions import entries_in
from sheetfollow.letters.lint.text import Text, WithinALine
from sheetfollow.model import Finding
from sheetfollow.words.tidy import tools

_SIGNS = WithinALine(
    r"[?!][,;.](?=\s|$)|[,;:]{2}(?![)(DPp]\W)|\.[,;]+|;\.|,\.(?!\w)| (?<=\w )[,;.](?=\s|$)"
    r"|, [,;.](?=\s|$)"
    r"| (?<=\w ),(?=[a-z])|\((?<=\w\() |\.(?<!\.\.)\.(?!\.)"
    r"|,(?<=[a-z],)(?=(?:and|but|which|I|so|the|we|you|because) )"
    r"|\.(?<=[a-z]{3}\.)(?=(?:I|We|You|The|It|My|Your|This|Thank|Please|If)[ '])"
)
_SMALL_SENTENCE = WithinALine(r" (?<=[a-z]{2}[.?!] )(?!i[A-Z])[a-z]+\b(?![.@/])")
_SMALL_PARAGRAPH = re.compile(r"[.!?]\n\n(?=[a-zà-ÿ])(?![^\n]{0,30},\n)(?P<said>[^\n]{25,})")
_NOTHING_BETWEEN = re.compile(r"\b(?:about|the|your|our|with|for|at|of|in|as|an?) {2,}\w+")
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|etc|approx|incl|sq|ft|vs|dr|mr|mrs|ms|prof|no|st|ext|ca|bzw|[a-z]\.\w+)\.$",
    re.I,
)
_BEFORE_A_COMMA = re.compile(
    r"\b(?:etc|inc|ltd|co|corp|bros|jr|sr|no|vs|ave|sat|mon|info|(?:[a-z]{1,3}\.)+[a-z]{1,3})\.$",
    re.I,
)
_LONGEST_LOOK = 8

_TELLS_MORE = re.compile(
    r"(?:^|\s)(?P<noun>[\w'’-]+),? (?:(?:that|which|whom|what) )?"
    r"(?:I|you|we|they|he|she|it|[A-Z][\w'’-]*)(?:['’]\w+)? (?:[\w'’-]{1,20} ){1,5}$"
)
_NO_NOUNS = frozenset({"and", "but", "or", "so", "because", "if", "when", "as", "since", "while"})
_NO_NOUNS |= {"although", "today", "yesterday", "then", "also", "really", "especially"}
_FARTHEST_NOUN = 90


def seam(letter: Text) -> Iterator[Finding]:
    """Where a cell or an edit does not fit into its sentence."""
    for match in _misfits(letter):
        is_right = _is_abbreviated(letter.plain, match) or letter.quotes(match)
        if not is_right and not _is_twice(match[0]):
            said, advice = match[0].strip(), "read this sentence again"
            yield letter.finding(match.start(), "does not fit", said, advice)
    at = _small_start(letter)
    if at is not None:
        said = letter.prose[at : at + 20].split("\n")[0]
        yield letter.finding(at, "does not fit", said, "begin the sentence with a capital")


def _misfits(letter: Text) -> Iterator[re.Match[str]]:
    """What of the seams a text may hold is searched for, and no more: most texts hold none."""
    for entry, match in entries_in("seams.txt", letter):
        if entry.before != "finite" or not _tells_more(letter.plain, match.start()):
            yield match
    yield from letter.in_plain(_SIGNS)
    for match in letter.in_plain(_SMALL_SENTENCE):
        if match[0].strip() not in tools():
            yield match
    if "  " in letter.note:
        yield from _NOTHING_BETWEEN.finditer(letter.prose, letter.note_start)


def _tells_more(text: str, at: int) -> bool:
    """Whether a preposition ends a clause that tells more of a noun: `the rota you told me about`,
    and not `Yesterday I enjoyed hearing about`."""
    sentence = re.split(r"[.!?\n]", text[max(0, at - _FARTHEST_NOUN) : at])[-1]
    found = _TELLS_MORE.search(sentence)
    return found is not None and found["noun"].casefold() not in _NO_NOUNS


def _is_twice(said: str) -> bool:
    """Words that stand there twice are a typo, and told as such."""
    words = said.split()
    return len(words) == 2 and words[0].isalpha() and words[0].casefold() == words[1].casefold()


def _is_abbreviated(text: str, match: re.Match[str]) -> bool:
    start = max(0, match.start() - _LONGEST_LOOK)
    if match[0] in (".,", ".;"):
        return _BEFORE_A_COMMA.search(text[start : match.start() + 1]) is not None
    before = text[start : match.start()].rstrip()
    return match[0].startswith(" ") and bool(_ABBREVIATED.search(before))


def _small_start(letter: Text) -> int | None:
    """Where a paragraph begins small, but for a close, and for the first one: behind the comma of a
    greeting some languages go on so."""
    match = _SMALL_PARAGRAPH.search(letter.note)
    return letter.prose.find(match["said"]) if match else None
