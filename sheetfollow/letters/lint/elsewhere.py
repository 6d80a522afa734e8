"""Firms that a letter names outside the places where it names its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sheetfollow.letters import spelling
from sheetfollow.letters.lint.listed import either, word_list
from sheetfollow.letters.lint.text import LINES, WORD, plain, words_in
from sheetfollow.words.kinds import is_grammar, is_known
from sheetfollow.words.names import given_names
from sheetfollow.words.tidy import tools

_LARGE = r"(?!I\b)[A-ZÀ-Þ][\w&'’-]*"
_NAMED = re.compile(
    rf"(?<![\w&'’-])(?P<at>(?:[Aa]t|with|for|to|of|join|joining) )?"
    rf"(?P<name>{_LARGE}(?: (?:(?:&|and|of) )?{_LARGE}){{0,5}})"
)
_BEFORE_A_FIRM = frozenset({"with ", "for ", "join ", "joining "})
_BEFORE_PEOPLE = frozenset({"mr", "mrs", "ms", "miss", "dr"})
_LEARNS = frozenset({"university", "college", "school", "institute"})
_END = re.compile(r"[.!?](?: |$)|\n")
_OF_ONESELF = re.compile(
    r"\bI (?:was|am|have been|'ve been|had been) (?:(?:at|with|in|an?|the)\b|[A-Z])"
    r"|\bI(?:'m| am)? (?:now |still |also )?(?:at|work|teach|run|lead|manage|handle|do)\b"
    r"|\bmy (?:\w+ )?(?:job|post|role|work|team|time|years|training|days|shop|kitchen|firm|desk"
    r"|contract|bench|ward|class|site|round|experience) (?:at|with|from) "
    r"|\bour \w+ at |\b[Ww]e (?!met|spoke|talked|discussed|sat|walked|agreed|shook)\w+"
    r"|\byour (?:talk|stand|stall|lecture|keynote|poster|paper|years|time|days) |\b(?:19|20)\d\d\b"
)
_BEFORE_A_PLACE = re.compile(rf"(?:{either('before_a_place.txt')})$", re.I)


@lru_cache(maxsize=LINES)
def firms_in(line: str) -> Sequence[tuple[int, str]]:
    """Where in a line a firm is named, and how, where the reader's belongs: `I wish you all at
    Hadley Motors a good year`; not in `At Lowther Plastics I ran three shifts`."""
    found = []
    for match in _NAMED.finditer(line):
        if not match["at"] and " " not in match["name"]:
            continue
        name = _without_its_opening(match["name"]).rstrip(".'-")
        is_a_firm = _is_a_firm(name, match["at"] or "") and not _is_a_place(line, match)
        if is_a_firm and is_of_the_reader(line, match):
            found.append((line.index(name, match.start("name")), name))
    return found


def _without_its_opening(name: str) -> str:
    """`Calder Foods` of `Should Calder Foods need me`."""
    first, _, rest = name.partition(" ")
    return rest if rest and is_grammar(first.lower()) else name


def _is_a_firm(name: str, before: str) -> bool:
    """By its last word, or by what stands `before`; behind `at` whatever is no place."""
    words = [plain(word) for word in WORD.findall(name)]
    if len(words) < 2 or _is_public(words) or _is_a_person(words[0]):
        return False
    ends_as_one = words[-1] in word_list("company_words.txt")
    if all(map(is_known, words)):
        return before != "" and ends_as_one and words[-1] not in word_list("trades.txt")
    return before == "at " or ends_as_one or _is_named_like_one(words, before)


def _is_a_person(first: str) -> bool:
    return first in _BEFORE_PEOPLE or first in given_names()


def _is_public(words: Sequence[str]) -> bool:
    return words[-1] in word_list("public_places.txt") or not _LEARNS.isdisjoint(words)


def _is_named_like_one(words: Sequence[str], before: str) -> bool:
    """`with Norfield Gas`; `Goods In` and `Head Office` are words that are written large."""
    is_thing = before in _BEFORE_A_FIRM and is_known(words[-1])
    is_listed = words[0] in tools() or words[0] in word_list("places.txt")
    return is_thing and not is_known(words[0]) and not is_listed


def _is_a_place(line: str, match: re.Match[str]) -> bool:
    is_there = _BEFORE_A_PLACE.search(line, 0, match.start()) is not None
    return (match["at"] == "at " and is_there) or match["at"] == "At "


def is_of_the_reader(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence tells of the reader's firm, and not of what one did elsewhere."""
    ends = [end.end() for end in _END.finditer(text, 0, match.start())]
    end = _END.search(text, match.end())
    sentence = text[ends[-1] if ends else 0 : end.start() if end else len(text)]
    said = set(words_in(sentence)) - set(words_in(match[0]))
    return said.isdisjoint(word_list("own_story.txt")) and not _OF_ONESELF.search(sentence)


def is_of_the_world(word: str) -> bool:
    """A tool, or a town, a country, a language, which a dictionary knows by its capital alone."""
    word = word.removesuffix("'s")
    if word in tools() or word in word_list("places.txt"):
        return True
    return spelling.is_word(word) and not is_known(word)
