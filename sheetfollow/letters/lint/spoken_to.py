"""Who is spoken to by name in the middle of a letter: `as you said, Martin`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from sheetfollow.letters.lint.listed import word_list
from sheetfollow.letters.lint.text import LINES, WORD, plain
from sheetfollow.words.kinds import is_known, kinds_of
from sheetfollow.words.lists import section_words
from sheetfollow.words.names import given_names
from sheetfollow.words.tidy import tools

_WHO = r"(?P<who>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-ZÀ-Þ][a-zà-ÿ]{1,20}(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?)"
_CALLS = r"(?:Well|Yes|No|So|And|But|Thanks|Thank you|Sorry|Please|Anyway|Honestly|Finally),? "
_BEHIND = (
    r"(?:I|I'm|I'd|I'll|I've|you|you're|your|thank|thanks|it|it's|would|could|may|please|if|we|let"
    r"|and (?:see|I|we|all the|good|have|hope|best|thank|look|please)"
    r"|what|that|but|so|because|which|for|as|since|when|how|then|in|on|at|to|this|there|my)\b"
)
_FIRST = re.compile(rf"(?:^|(?<=[.!?] ))(?:{_CALLS}|(?<=[.!?] )Dear )?{_WHO}, (?={_BEHIND})")
_INSIDE = re.compile(rf"(?P<before>[a-z][\w'-]*), {_WHO}(?=, {_BEHIND}|[.!?](?:\s|$))")
_THANKED = re.compile(rf"\b[Tt]hank(?:s| you) {_WHO}(?=[.,!]| (?:for|so|again)\b)")
_ASIDE = re.compile(rf"\b(?P<before>you|said|mentioned|asked|again|know), {_WHO}(?=, )")
_SHORTEST = 4
_NAME_BESIDE_A_COMMA = re.compile(
    r"[Tt]hank(?:s| you) [A-ZÀ-Þ]|, (?:M|Dr|[A-ZÀ-Þ][^\W\d_]+(?:-\w+)?[,.!?])"
    r"|(?:^|[.!?,] )[A-ZÀ-Þ]\w+, "
)
_READER = re.compile(
    r"\b(?:you|your|yours|thank|thanks|forward|soon|luck|wishes|regards|sorry|please|welcome)\b",
    re.I,
)


@lru_cache(maxsize=LINES)
def spoken_to(line: str) -> tuple[tuple[int, str], ...]:
    """Where in a line somebody may be spoken to, and by what name."""
    if not _NAME_BESIDE_A_COMMA.search(line):
        return ()
    found = [
        (match.start("who"), match["who"])
        for match in chain(
            _FIRST.finditer(line),
            _THANKED.finditer(line),
            filter(_speaks, _INSIDE.finditer(line)),
            filter(_speaks, _ASIDE.finditer(line)),
        )
        if _is_a_name(match["who"])
    ]
    return tuple(sorted(set(found)))


def _speaks(match: re.Match[str]) -> bool:
    """Whether the sentence has the reader in it, and no person before the name that it tells more
    of: `your colleague, Priya, showed me`; before a name that is not common no thing at all."""
    sentence = re.split(r"[.!?] ", match.string[: match.start()])[-1]
    sentence += re.split(r"[.!?](?: |$)", match.string[match.start() :])[0]
    before = match["before"].lower()
    is_told = before in word_list("before_a_name.txt") or " " in match["who"]
    if not is_told and not _READER.search(sentence):
        return False
    if before in word_list("persons.txt") or before in section_words("skills.txt", "roles"):
        return False
    is_common = plain(match["who"]) in given_names() or " " in match["who"]
    return is_common or "n" not in kinds_of(before) or before in word_list("before_a_name.txt")


def _is_a_name(who: str) -> bool:
    """Given names, and what no list knows; not `Yesterday`, `Kafka` or `Leeds`."""
    word = plain(WORD.findall(who)[-1])
    if word in given_names() or " " in who:
        return True
    if len(word) < _SHORTEST or is_known(word) or word in tools():
        return False
    return word not in word_list("places.txt") | word_list("days.txt") | _no_names()


@cache
def _no_names() -> frozenset[str]:
    return section_words("foreign.txt", "small words") | {"alas"}
