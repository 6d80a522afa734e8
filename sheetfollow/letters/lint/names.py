"""Is it to the right person, of the right company, about the right job and topic?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from sheetfollow.intake.names import NameKind, kind_of_name
from sheetfollow.letters.lint.text import WORD, Text, plain, spaced, word_list
from sheetfollow.letters.word_lists import lines
from sheetfollow.model import Finding, Task
from sheetfollow.schema import Channel, Message
from sheetfollow.words.kinds import is_grammar
from sheetfollow.words.lists import section_words
from sheetfollow.words.people import salutation
from sheetfollow.words.reading import read
from sheetfollow.words.titles import company, job_title

_GREETING = re.compile(
    r"^[ \t]*(?P<hail>dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings)\b"
    r"(?P<who>[^\n,;:!?]*?)(?:[,;:!?]|(?<!\bDr)(?<!Prof)(?<!\bMrs)(?<!\bM[rs])(?<!\b[A-Z])\.(?=\s)"
    r"| - | – |$)",
    re.I | re.M,
)
_CAPITALIZED = r"[A-ZÀ-Þ][\w&'’.-]*(?:(?: &)? [A-ZÀ-Þ0-9][\w&'’-]*)*"
_JOINS = re.compile(
    r"(?:\b(?:the|this|your) (?:[\w/&-]+ ){0,5}(?:role|position|job|opening|vacancy) (?:at|with)"
    r"|\bjoin(?:ing)?|\b(?:like|love|glad|happy|keen|pleased|excited|interested|enjoy|want)"
    r"(?: to| in)?(?: be)?(?: work(?:ing)?)? (?:at|for)|\bwork(?:ing)? (?:with you )?at)"
    rf" (?P<name>{_CAPITALIZED})"
)
_ROLE = re.compile(
    r"\b(?:the|this|your|an?) (?P<title>(?:(?!(?:the|this|your|an?|my|our)\b)[\w/&,'-]+ ){1,6}?)"
    r"(?:role|position|job|vacancy|opening|post)\b"
)
_LEVELS = frozenset({"senior", "junior", "lead", "principal", "staff", "new", "open", "same"})
_SHORTEST = 3


def generic_greeting(letter: Text) -> Iterator[Finding]:
    """A greeting that names nobody, where the row names somebody."""
    listed = _listed_greetings().search(letter.prose)
    if listed:
        yield letter.finding(listed.start(1), "generic greeting", listed[1], _by_name(letter))
        return
    match = _greeting(letter)
    if match is None or not _names_somebody(letter.task):
        return
    said = _name_words(match["who"])
    broad = not said or (
        word_list("broad_greetings.txt") & set(said) and not _own_names(letter.task) & set(said)
    )
    if broad and match["hail"].lower() != "to":
        at = _place(letter, match)
        yield letter.finding(at, "generic greeting", match[0].strip(" ,"), _by_name(letter))


def wrong_person(letter: Text) -> Iterator[Finding]:
    """The greeting decides: its names are this row's. Without one any name of the row's will do."""
    if not _names_somebody(letter.task):
        return
    own = _own_names(letter.task)
    match = _greeting(letter)
    said = _name_words(match["who"]) if match else []
    if not _broad().isdisjoint(said) and own.isdisjoint(said):
        return  # a generic greeting
    initials = tuple(re.findall(r"\b[a-z]\b", plain(letter.task.interviewer)))
    known = own | _broad()
    strange = [word for word in said if word not in known and not word.startswith(initials)]
    if match and strange and not own.isdisjoint(said):
        strange = [word for word in strange if _is_written_large(word, match["who"])]
    if match and strange:
        at = _place(letter, match)
        advice = f"greet {_first(letter.task)}"
        yield letter.finding(at, "wrong person", match[0].strip(" ,"), advice)
    elif not match and own.isdisjoint(_words(letter.body)):
        name = f"name {letter.task.interviewer}"
        yield letter.finding(letter.start, "interviewer not named", "", name)


def wrong_company(letter: Text) -> Iterator[Finding]:
    """Another application's company, or another name where the company's belongs."""
    for name in letter.others.companies:
        for match in _found(_short(company, name), letter):
            yield letter.finding(match.start(), "wrong company", match[0], _of(letter))
    for match in _JOINS.finditer(letter.plain):
        words = _words(match["name"])
        if words and words.isdisjoint(letter.own | _my_words(letter)):
            at = match.start("name")
            yield letter.finding(at, "wrong company", match["name"], _of(letter))


def wrong_job(letter: Text) -> Iterator[Finding]:
    """Another application's job, or a job of other words than the row's."""
    for match in _ROLE.finditer(letter.plain):
        title = match["title"].strip(" ,")
        strange = _strange_title_words(title, letter)
        if strange and not re.search(r"\bmy\b", title):
            advice = f"the job is {letter.task.job_title}"
            yield letter.finding(match.start("title"), "wrong job", title, advice)
    for name in letter.others.jobs:
        for match in _found(_short(job_title, name), letter):
            if not _ROLE.search(letter.plain, max(0, match.start() - 5), match.end() + 12):
                advice = f"the job is {letter.task.job_title}"
                yield letter.finding(match.start(), "wrong job", match[0], advice)


def off_topic(letter: Text) -> Iterator[Finding]:
    """A thank-you says something of the topic: one word of what the cell can say suffices. Silent
    where the cell says nothing that a letter could use."""
    if letter.task.message != Message.THANK_YOU:
        return
    phrases = [item.phrase for item in read(letter.task.topic, "topic").items]
    wanted = _stems(_words(" ".join(phrases)))
    if wanted and wanted.isdisjoint(_stems(_words(letter.prose))):
        advice = f"say something about {phrases[0]}"
        yield letter.finding(letter.start, "topic not mentioned", "", advice)


# --- whose names are whose


def _names_somebody(task: Task) -> bool:
    return bool(task.greet_as) or kind_of_name(task.interviewer) is NameKind.PERSON


@lru_cache(maxsize=64)
def _own_names(task: Task) -> frozenset[str]:
    """Every word by which the row's person may be greeted."""
    greeted = [item.phrase for item in salutation(task.interviewer, task.greet_as).items]
    address = re.split(r"[._-]", task.email.partition("@")[0])
    known = " ".join([task.interviewer, task.greet_as, *greeted, *address])
    return frozenset(word for word in _words(known) if len(word) > 1)


def _broad() -> frozenset[str]:
    """Words of a greeting that are nobody's names."""
    return word_list("broad_greetings.txt") | {"and", "the", "again", "both", "whole", "your", "co"}


def _first(task: Task) -> str:
    items = salutation(task.interviewer, task.greet_as).items
    return items[0].phrase if items else task.interviewer


def _by_name(letter: Text) -> str:
    return f"greet {letter.task.interviewer} by name"


def _of(letter: Text) -> str:
    return f"the company is {letter.task.company}"


def _greeting(letter: Text) -> re.Match[str] | None:
    """The first greeting of what the interviewer reads; a call has a script instead."""
    if letter.task.channel == Channel.PHONE:
        return None
    rows = letter.note.lstrip().split("\n", 3)[:3]
    return _GREETING.search("\n".join(rows))


def _place(letter: Text, match: re.Match[str]) -> int:
    return max(0, letter.prose.find(match[0].strip(), letter.start))


def _name_words(text: str) -> list[str]:
    """The names in a greeting, without titles, initials and words of grammar."""
    found = [plain(word) for word in WORD.findall(text)]
    titles = section_words("names.txt", "titles") | section_words("names.txt", "dropped titles")
    others = {
        pair.split(":")[0].rstrip(".") for pair in section_words("names.txt", "of other languages")
    }
    known = titles | others | {plain(each) for each in others}
    return [word for word in found if word not in known and len(word) > 1]


def _is_written_large(word: str, text: str) -> bool:
    return any(plain(each) == word and each[0].isupper() for each in WORD.findall(text))


def _words(text: str) -> set[str]:
    return {part for word in WORD.findall(plain(text)) for part in (word, word.removesuffix("'s"))}


def _stems(words: Iterable[str]) -> set[str]:
    """The beginnings of the words that carry meaning: enough to know them again in another form."""
    found = set(words)
    telling = {word for word in found if not is_grammar(word)} or found
    return {word.removesuffix("s")[:5] for word in telling}


def _strange_title_words(title: str, letter: Text) -> set[str]:
    """The words of a job that the row does not have. A title in small letters counts where it
    ends in a job, so that `the right role` is none."""
    said = [word for word in WORD.findall(title) if not is_grammar(word.lower())]
    large = {plain(word) for word in said if word[0].isupper()}
    roles = section_words("skills.txt", "roles")
    if not large and said and said[-1].lower() in roles:
        large = {plain(word) for word in said}
    strange = _stems(large - _LEVELS) - _stems(letter.own | _my_words(letter))
    return {word for word in strange if large - _LEVELS}


def _my_words(letter: Text) -> set[str]:
    settings = letter.settings
    return _words(f"{settings.your_name} {settings.your_link}")


@lru_cache(maxsize=10_000)
def _short(reader: object, name: str) -> str:
    reading = reader(name)  # type: ignore[operator]
    return str(reading.items[0].phrase) if reading.items else ""


def _found(name: str, letter: Text) -> Iterator[re.Match[str]]:
    """Where a name of another row stands that has a word of its own."""
    words = {word for word in _words(name) if not is_grammar(word)}
    if len(name) < _SHORTEST or not words or words <= letter.own | _my_words(letter):
        return
    if words.isdisjoint(_words(letter.prose)):
        return
    yield from re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", letter.plain)


@cache
def _listed_greetings() -> re.Pattern[str]:
    phrases = sorted(lines("generic_greetings.txt"), key=len, reverse=True)
    listed = "|".join(map(spaced, phrases))
    return re.compile(rf"^[ \t]*({listed})[ \t]*(?=[,:;!.–-]|$)", re.I | re.M)
