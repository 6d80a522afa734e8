"""Is it to the right person, by name?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from sheetfollow.intake.names import NameKind, kind_of_name
from sheetfollow.letters.lint.listed import spaced, word_list
from sheetfollow.letters.lint.signature import is_short_for, names_in
from sheetfollow.letters.lint.spoken_to import spoken_to
from sheetfollow.letters.lint.text import WORD, Text, WithinALine, named_in_lines, plain, words_said
from sheetfollow.letters.word_lists import lines
from sheetfollow.model import Finding, Task
from sheetfollow.schema import Channel
from sheetfollow.words.lists import section_words
from sheetfollow.words.people import salutation

_GREETING = re.compile(
    r"^[ \t]*(?P<hail>dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings)\b"
    r"(?P<who>[^\n,;:!?]*?)(?:[,;:!?]|(?<!\bDr)(?<!Prof)(?<!\bMrs)(?<!\bM[rs])(?<!\b[A-Z])\.(?=\s)"
    r"| - | – |$)",
    re.I | re.M,
)
_THANKED = WithinALine(
    r"\b[Tt]hank(?: you|s)(?: again| so much| very much| once more)?"
    r"(?: for (?:your|the) (?:[\w-]+ )?(?:time|help|call|visit|tour|advice|note|message|patience"
    r"|kindness|trouble|answer|reply|email|understanding|chat|conversation|interview))?, "
    r"(?P<who>(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-ZÀ-Þ][a-zà-ÿ]{1,20})(?=[.!,](?! [A-Z])(?:\s|$))",
    words=("thank", "thanks"),
)


_OF_HIM, _OF_HER = frozenset({"mr", "sir"}), frozenset({"mrs", "ms", "miss", "madam"})


def generic_greeting(letter: Text) -> Iterator[Finding]:
    """A greeting that names nobody, where the row names somebody."""
    listed = _listed_greeting(letter)
    if listed:
        yield letter.finding(
            listed.start(1),
            "generic greeting",
            listed[1],
            _by_name(letter),
        )
        return
    match = _greeting(letter)
    if (
        match is None
        or "[" in match["who"]  # an open gap, which is told as such
        or not _names_somebody(letter.task)
        or _is_a_calling(match["who"], letter.task)
    ):
        return
    said = _name_words(match["who"], letter.task)
    calls = word_list("broad_greetings.txt") | words_said(letter.task.role)
    broad = not said or (calls & set(said) and not _own_names(letter.task) & set(said))
    if broad and match["hail"].lower() != "to":
        at = _place(letter, match)
        yield letter.finding(
            at,
            "generic greeting",
            match[0].strip(" ,"),
            _by_name(letter),
        )


def wrong_person(letter: Text) -> Iterator[Finding]:
    """The greeting decides: its names are this row's. Without one any name of the row's will do."""
    if not _names_somebody(letter.task):
        return
    match = _greeting(letter)
    if match and _greets_a_stranger(match["who"], letter.task):
        advice = f"greet {_first(letter.task)}"
        yield letter.finding(
            _place(letter, match),
            "wrong person",
            match[0].strip(" ,"),
            advice,
        )
    for at, who in _spoken_to(letter):
        if _is_a_stranger(who, letter):
            yield letter.finding(at, "wrong person", who, f"write: {_first(letter.task)}")
    if match or _listed_greeting(letter):
        return
    if _own_names(letter.task).isdisjoint(words_said(letter.body)):
        name = f"name {letter.task.interviewer}"
        yield letter.finding(letter.start, "interviewer not named", "", name)


def _is_a_calling(who: str, task: Task) -> bool:
    """`Dear Chef`, where the row tells of a chef."""
    roles = _callings().get(plain(who.strip()), frozenset())
    return not roles.isdisjoint(words_said(f"{task.interviewer} {task.role}"))


@cache
def _callings() -> Mapping[str, frozenset[str]]:
    pairs = (line.split(" : ") for line in lines("callings.txt"))
    return {
        said: frozenset(roles.split()) for all_said, roles in pairs for said in all_said.split()
    }


def _spoken_to(letter: Text) -> Iterator[tuple[int, str]]:
    """Where somebody is thanked or spoken to by name, in the subject too."""
    for match in letter.in_plain(_THANKED, letter.note_start):
        yield match.start("who"), match["who"]
    yield from named_in_lines(letter, spoken_to, 0)


def _is_a_stranger(who: str, letter: Text) -> bool:
    """Whether a name is neither the reader's nor the sender's, nor of the row."""
    me = names_in(letter.settings.your_name)
    names = _name_words(who, letter.task)
    if not names or not letter.typed.isdisjoint(names):
        return False
    is_me = any(is_short_for(word, name) for word in names for name in me)
    return not is_me and _greets_a_stranger(who, letter.task)


def _greets_a_stranger(who: str, task: Task) -> bool:
    """Whether a greeting has a name that is not the row's; beside one that is, only what is written
    large is a name. A greeting to everybody is generic."""
    if _is_a_calling(who, task):
        return False
    if _is_of_another_sex(who, task.interviewer):
        return True
    own, said = _own_names(task), _name_words(who, task)
    named = not own.isdisjoint(said)
    if not named and not _broad().isdisjoint(said):
        return False
    strange = [word for word in said if not _is_for_the_reader(word, task)]
    return any(not named or _is_written_large(word, who) for word in strange)


def _is_of_another_sex(who: str, name: str) -> bool:
    """`Dear Mr Ferris` to Mrs Janet Ferris."""
    said, right = words_said(who), words_said(name)
    pairs = ((_OF_HER, _OF_HIM), (_OF_HIM, _OF_HER))
    return any(said & these and right & those for these, those in pairs)


def _is_for_the_reader(word: str, task: Task) -> bool:
    """Whether a word of a greeting is a name of the row's person, or short for one, or nobody's."""
    own = _own_names(task)
    if word in own | _broad() | words_said(task.role) or _is_a_calling(word, task):
        return True
    initials = tuple(re.findall(r"\b(?![eoy]\b)[a-z]\b", plain(task.interviewer)))
    return word.startswith(initials) or any(is_short_for(word, name) for name in own)


@lru_cache(maxsize=64)
def _names_somebody(task: Task) -> bool:
    return bool(task.greet_as) or kind_of_name(task.interviewer) is NameKind.PERSON


@lru_cache(maxsize=64)
def _own_names(task: Task) -> frozenset[str]:
    """Every word by which the row's person may be greeted."""
    greeted = [item.phrase for item in salutation(task.interviewer, task.greet_as).items]
    address = re.split(r"[._-]", task.email.partition("@")[0])
    known = " ".join([task.interviewer, task.greet_as, *greeted, *address])
    return frozenset(word for word in words_said(known) if len(word) > 1)


@cache
def _broad() -> frozenset[str]:
    """Words of a greeting that are nobody's names."""
    return word_list("broad_greetings.txt") | {"and", "the", "again", "both", "whole", "your", "co"}


def _first(task: Task) -> str:
    items = salutation(task.interviewer, task.greet_as).items
    return items[0].phrase if items else task.interviewer


def _by_name(letter: Text) -> str:
    return f"greet {letter.task.interviewer} by name"


def _greeting(letter: Text) -> re.Match[str] | None:
    """The first greeting of what the interviewer reads; a call has a script instead."""
    if letter.task.channel == Channel.PHONE:
        return None
    rows = letter.note.lstrip().split("\n", 3)[:3]
    return _GREETING.search("\n".join(rows))


def _place(letter: Text, match: re.Match[str]) -> int:
    return max(0, letter.prose.find(match[0].strip(), letter.start))


def _name_words(text: str, task: Task) -> list[str]:
    """The names in a greeting, without initials and titles; `Phil` and `Tan` are titles too, but
    for who is called so."""
    found = [plain(word) for word in WORD.findall(text)]
    own, titles = _own_names(task), _titles()
    return [word for word in found if (word not in titles or word in own) and len(word) > 1]


@cache
def _titles() -> frozenset[str]:
    titles = section_words("names.txt", "titles") | section_words("names.txt", "abbreviated titles")
    pairs = section_words("names.txt", "of other languages")
    return titles | {plain(pair.split(":")[0].rstrip(".")) for pair in pairs}


def _is_written_large(word: str, text: str) -> bool:
    return any(plain(each) == word and each[0].isupper() for each in WORD.findall(text))


def _listed_greeting(letter: Text) -> re.Match[str] | None:
    return _listed_greetings().search(letter.prose) if letter.has(_LISTED_BEGINNINGS) else None


def _beginnings(greetings: Iterable[str]) -> str:
    """What finds the first two words of each, or the first at the end of a line."""
    words = [phrase.split() for phrase in greetings]
    alone = [re.escape(first) for first, *behind in words if not behind]
    pairs = [
        rf"{re.escape(first)}[^\S\n]*(?:$|[^\S\n]{re.escape(behind[0])})"
        for first, *behind in words
        if behind
    ]
    return rf"^[ \t]*(?:{'|'.join(alone + pairs)})"


_LISTED_BEGINNINGS = WithinALine(_beginnings(lines("generic_greetings.txt")), re.I | re.M)


@cache
def _listed_greetings() -> re.Pattern[str]:
    longest_first = sorted(
        lines("generic_greetings.txt"),
        key=len,
        reverse=True,
    )
    listed = "|".join(map(spaced, longest_first))
    return re.compile(rf"^[ \t]*({listed})[ \t]*(?=[,:;!.–-]|$)", re.I | re.M)
