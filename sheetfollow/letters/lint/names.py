"""Is it about the right company and the right job?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from sheetfollow.letters import spelling
from sheetfollow.letters.lint.elsewhere import firms_in, is_of_the_reader, is_of_the_world
from sheetfollow.letters.lint.listed import either, word_list
from sheetfollow.letters.lint.text import (
    LINES,
    WORD,
    Names,
    Others,
    Text,
    WithinALine,
    named_in_lines,
    plain,
    stems,
    told_cells,
    words_said,
)
from sheetfollow.model import Finding, Task
from sheetfollow.words.asks import Reading
from sheetfollow.words.kinds import is_grammar, is_known
from sheetfollow.words.lists import section_words
from sheetfollow.words.names import given_names
from sheetfollow.words.tidy import tools
from sheetfollow.words.titles import company, job_title

_NAME = re.compile(
    r"(?:(?<=[a-zà-ÿ] )(?=[A-ZÀ-Þ])(?!I\b)|(?<![\w&'’.-])(?=[A-ZÀ-Þ][\w&'’-]*"
    r"(?: [A-ZÀ-Þ&][\w&'’-]*){0,6} (?:is|has|will|would|seems|feels|sounds) )(?!I\b))"
    r"[\w&'’.-]*(?:(?: &)? [A-ZÀ-Þ0-9][\w&'’-]*){0,6}"
)
"""A capital inside a sentence, or before what may be its verb."""

_FRAME_BEFORE, _FRAME_BEHIND = 100, 60
_ROLE = WithinALine(
    r"\b(?:[Tt]he|[Tt]his|[Yy]our|[Aa]n?) "
    r"(?P<title>(?:(?!(?:the|this|your|an?|my|our)\b)[\w/&,'-]+ ){1,6}?)"
    r"(?:role|position|job|vacancy|opening|post)\b",
    words=("role", "position", "job", "vacancy", "opening", "post"),
)
_BEFORE_A_TITLE = re.compile(
    r"\b(?:as|for|(?:duties|position|post|job|vacancy|opening|offer) of|withdraw\w* from"
    r"|(?:for|in|accept) the role of|be|being|become|becoming|make|called|think|you|need|want) "
    r"(?:(?:an?|the|your|our) )?(?:[a-z]+ )?$",
    re.I,
)
_BEHIND_A_JOB = re.compile(
    r"\s*(?:[.,;:!?)]|$|(?:and )?I(?:'\w+)?\b"
    r"|(?:on|in|at|from|with|to|for|if|when|would|because|here|there|still|is|was|and)\b)"
)
_OF_A_JOB = WithinALine(
    r"\b(?:[Tt]he|[Tt]his|[Yy]our|[Aa]n?|[Oo]ur|[Mm]y) "
    r"(?P<title>[A-Z][\w/&'-]*(?: [\w/&'-]+){0,4}?) "
    r"(?:interviews?|search|shortlist|application|competition|recruitment|selection)\b",
    words=(
        *("interview", "interviews", "search", "shortlist", "application", "competition"),
        *("recruitment", "selection"),
    ),
)
_LARGE = re.compile(r"(?<![\w/&'-])[A-Z][\w/&'-]*(?: [A-Z][\w/&'-]*){1,4}")
_TITLE = re.compile(r"(?<![\w/&'-])[A-Z][\w/&'-]*(?: [A-Z][\w/&'-]*){0,4}")
_JOB_AT = re.compile(
    r"\b(?P<before>[\w-]+) at "
    r"(?P<name>[A-ZÀ-Þ][\w&'’-]*+(?: [A-ZÀ-Þ&][\w&'’-]*+)*+)"
    r"(?! (?:site|depot|branch|office|campus)\b)"
)
_BEFORE_A_JOB = re.compile(
    r"(?: [\w/&-]+){0,4} (?:role|position|job|interview|vacancy|post|application|offer)\b"
)
_PAIR = re.compile(r"([\w'-]+) (?:&|and) ([\w'-]+)")
_LEVELS = frozenset({"senior", "junior", "lead", "principal", "staff", "new", "open", "same"})
_CALLED_A_JOB = frozenset({"position", "role", "job", "vacancy", "opening", "offer"})
_CALLED_A_JOB |= {"application", "post"}
_OF_SAINTS = frozenset({"st", "saint"})
_BETWEEN_PARTS = re.compile(r" [-–|] |: |, ")
_SHORTEST = 3
_MY = re.compile(r"\bmy\b")


def wrong_company(letter: Text) -> Iterator[Finding]:
    """Another application's company, or another name where the company's belongs."""
    for match in _found(letter.others.companies, letter):
        yield letter.finding(
            match.start(),
            "wrong company",
            match[0],
            _of(letter),
        )
    for at, name in named_in_lines(letter, _names_in, 0):
        if _is_strange(name, letter) and _is_framed(name, at, letter.plain):
            yield letter.finding(at, "wrong company", name, _of(letter))
    for at, name in named_in_lines(letter, firms_in, letter.note_start):
        if _is_strange(name, letter) or _is_of_the_same_trade(name, letter):
            yield letter.finding(at, "wrong company", name, _of(letter))
    for name in (*_companies_in_the_subject(letter), *_companies_of_a_job(letter)):
        at = max(0, letter.prose.find(name))
        yield letter.finding(at, "wrong company", name, _of(letter))


@lru_cache(maxsize=LINES)
def _names_in(line: str) -> Sequence[tuple[int, str]]:
    """What is named in a line where a company may stand."""
    return [(match.start(), match[0].rstrip(".'-")) for match in _NAME.finditer(line)]


def _companies_in_the_subject(letter: Text) -> Iterator[str]:
    """`Cobalt Ventures role`: what ends as companies do, or stands where one is named."""
    subject = _subject(letter)
    for match in _LARGE.finditer(subject):
        ends_as_one = plain(WORD.findall(match[0])[-1]) in word_list("company_words.txt")
        if not ends_as_one or not _is_strange(match[0], letter):
            continue
        if _BEFORE_A_JOB.match(subject, match.end()) or not _is_common(match[0]):
            yield match[0]
    named = _BETWEEN_PARTS.split(subject)
    for part in named if len(named) > 1 else ():
        if _is_strange(part, letter) and _may_be_a_firm(part):
            yield part


def _may_be_a_firm(name: str) -> bool:
    """`Penrose Legal`, `Greenfold`, and not `Night Shifts`, `East Midlands` or `B1 LAE`."""
    words = WORD.findall(plain(name))
    if not _LARGE.fullmatch(name) or words[0] in given_names():
        return bool(name.istitle() and " " not in name and _sounds_like_a_company(name))
    return is_known(words[-1]) and not (is_known(words[0]) or is_of_the_world(words[0]))


def _companies_of_a_job(letter: Text) -> Iterator[str]:
    """`Driver at Kestwick`, in the subject or where a sentence tells of the reader."""
    text = letter.plain
    for match in _JOB_AT.finditer(text) if " at " in text else ():
        words = WORD.findall(plain(match["name"]))
        is_told = _is_a_job(match["before"], letter) and _is_strange(match["name"], letter)
        is_owned = match["name"].endswith("'s")
        is_named = is_owned or not all(map(is_of_the_world, words))
        if is_told and is_named and is_of_the_reader(text, match):
            yield match["name"]


def _is_a_job(word: str, letter: Text) -> bool:
    """`role`, `Driver`, or a word of the row's own job; not `my manager`."""
    low = word.lower()
    if low in _CALLED_A_JOB or not word[0].isupper():
        return low in _CALLED_A_JOB
    return low in section_words("skills.txt", "roles") or low in words_said(letter.task.job_title)


def _is_common(name: str) -> bool:
    """`Forest School`, which may be a thing, and not `Halden School`."""
    return all(is_known(word) for word in WORD.findall(plain(name)))


def _subject(letter: Text) -> str:
    return next((line.value for line in letter.head if line.name == "Subject"), "")


def wrong_job(letter: Text) -> Iterator[Finding]:
    """Another application's job, or a job of other words than the row's."""
    advice = f"the job is {letter.task.job_title}"
    for at, title in _titles_in(letter):
        if title and _strange_title_words(title, letter):
            yield letter.finding(at, "wrong job", title, advice)
    for match in _found(letter.others.jobs, letter):
        if not _ROLE.pattern.search(
            letter.plain,
            max(0, match.start() - 5),
            match.end() + 12,
        ):
            yield letter.finding(match.start(), "wrong job", match[0], advice)


def _titles_in(letter: Text) -> Iterator[tuple[int, str]]:
    """Where a job is named, and how; "" where what stands there is none."""
    for match in letter.in_plain(_ROLE):
        if not _MY.search(match["title"]) and not _is_of_another(match):
            yield match.start("title"), match["title"].strip(" ,")
    yield from named_in_lines(letter, _jobs_hoped_for, letter.note_start)
    for match in letter.in_plain(_OF_A_JOB):
        yield match.start("title"), _if_a_role(match["title"])
    for match in _LARGE.finditer(_subject(letter)):
        yield max(0, letter.prose.find(match[0])), _if_a_role(match[0])


def _is_of_another(match: re.Match[str]) -> bool:
    """`My wife has been offered a consultant job`."""
    return match[0][0] in "Aa" and not is_of_the_reader(match.string, match)


@lru_cache(maxsize=LINES)
def _jobs_hoped_for(line: str) -> Sequence[tuple[int, str]]:
    """Where in a line a job is named that one would like to have: `a careful Crane Operator`."""
    return [
        (match.start(), match[0])
        for match in _TITLE.finditer(line)
        if _if_a_role(match[0]) and _is_hoped_for(line, match)
    ]


def _is_hoped_for(line: str, match: re.Match[str]) -> bool:
    if not _BEFORE_A_TITLE.search(line, 0, match.start()):
        return False
    return _BEHIND_A_JOB.match(line, match.end()) is not None and is_of_the_reader(line, match)


def _if_a_role(title: str) -> str:
    """A title whose last word is one, as of `Payroll Administrator`; else ""."""
    title = title.strip()
    return title if _is_a_role(title.split()[-1]) else ""


def _of(letter: Text) -> str:
    return f"the company is {letter.task.company}"


def _is_strange(name: str, letter: Text) -> bool:
    """Whether no word of a name is the row's, and one is nowhere in the workbook. `Silver Brewing`
    is none of Copper Brewing's: what companies often end with tells nothing; `It` is no name."""
    if name in letter.task.company or name == "It" or is_grammar(name.lower()):
        return False
    if _is_another_pair(plain(name), plain(letter.task.company)):
        return True
    words, telling = _words_of_a_name(name)
    own = _also_without_s(letter.own)
    return bool(words) and telling.isdisjoint(own) and not words <= letter.known


@lru_cache(maxsize=LINES)
def _words_of_a_name(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a name, and those of them by which one firm is told from another."""
    said = frozenset(word.removesuffix("'s") for word in WORD.findall(plain(name)))
    words = said - word_list("days.txt")
    return words, words - word_list("company_words.txt") - _OF_SAINTS or words


@lru_cache(maxsize=16)
def _also_without_s(words: frozenset[str]) -> frozenset[str]:
    return words | _without_s(words)


def _is_of_the_same_trade(name: str, letter: Text) -> bool:
    """`Norfield Gas`, where the job is that of a Gas Engineer."""
    first, *others = words_said(name.partition(" ")[0]), *words_said(name.rpartition(" ")[2])
    known = words_said(letter.task.job_title) - words_said(letter.task.company)
    is_new = first.isdisjoint(letter.own) and not any(is_known(word) for word in first)
    return is_new and known.issuperset(others)


def _is_another_pair(name: str, company: str) -> bool:
    """`Halvorsen & Sons` for Halvorsen & Daughters, `Kelso Bioscience` for Kelvin Bioscience."""
    said, right = _PAIR.match(name), _PAIR.match(company)
    if said and right:
        return said[1] == right[1] and said[2] != right[2]
    first, _, rest = name.partition(" ")
    other, _, behind = company.partition(" ")
    return bool(rest) and f"{behind} ".startswith(f"{rest} ") and first != other


def _is_framed(name: str, at: int, text: str) -> bool:
    """Whether a name stands where a letter names the company it goes to."""
    end = at + len(name)
    before = text[max(0, at - _FRAME_BEFORE) : at].rpartition("\n")[2]
    behind = text[end : end + _FRAME_BEHIND].partition("\n")[0]
    kinds = _frame(f"{before}NAME{behind}")
    if kinds is None:
        return False
    if kinds & {"thing", "told"} and not _sounds_like_a_company(name):
        return False
    if "told" in kinds:
        named = re.compile(re.escape(name)).search(text, at)
        return named is not None and is_of_the_reader(text, named)
    return "place" not in kinds or not all(map(is_of_the_world, WORD.findall(plain(name))))


@lru_cache(maxsize=LINES)
def _frame(text: str) -> frozenset[str] | None:
    """The kinds of frame around NAME, as in the list; None where there is no frame."""
    frame = _company_frames().search(text)
    if frame is None:
        return None
    return frozenset(kind.rstrip("0123456789") for kind, said in frame.groupdict().items() if said)


@cache
def _company_frames() -> re.Pattern[str]:
    return re.compile(either("company_frames.txt"), re.I)


def _sounds_like_a_company(name: str) -> bool:
    """`Silver Barrel Brewing` by its last word, `Northgate` since it is no word and no tool."""
    words = [plain(word) for word in WORD.findall(name)]
    if len(words) > 1 and words[-1] in word_list("company_words.txt"):
        return True
    is_other = any(word in tools() or word in given_names() for word in words)
    if is_other or not name.removesuffix("'s").istitle():
        return False
    return not any(spelling.is_word(word) or is_known(word) for word in words)


def _is_a_role(word: str) -> bool:
    """`manager`; written large what ends as those do who do a thing: `Keeper`."""
    if word.lower() in section_words("skills.txt", "roles"):
        return True
    if word.istitle() and word.lower() in word_list("more_roles.txt"):
        return True
    is_doer = word.istitle() and word.lower().endswith(tuple(section_words("skills.txt", "doers")))
    return is_doer and word.lower() not in word_list("no_roles.txt")


def _strange_title_words(title: str, letter: Text) -> set[str]:
    """The words of a job that the row does not have; none where all that it says is a place."""
    telling = _title_words(title) - _LEVELS - _initials(letter.task.job_title)
    own = letter.own - _only_of_the_role(letter.task)
    if telling <= own and not any(map(is_grammar, telling)):
        return set()
    if telling and telling <= words_said(letter.task.role):
        return set()
    strange = stems(telling) - _own_stems(own) if telling else set()
    is_place = plain(title.split()[-1]) in word_list("public_places.txt")
    is_place = is_place or all(map(_is_a_place, telling))
    return set() if strange and is_place else strange


@lru_cache(maxsize=16)
def _initials(job: str) -> frozenset[str]:
    """What the words of a job may be called for short, in small letters: `rvn`, and its parts."""
    firsts = "".join(word[0] for word in WORD.findall(plain(job)))
    ends = range(2, len(firsts) + 1)
    return frozenset(firsts[start:end] for end in ends for start in range(end - 1))


@lru_cache(maxsize=256)
def _title_words(title: str) -> frozenset[str]:
    """What is written large in a title. One in small letters counts where it ends in a job, so that
    `the right role` is none."""
    said = [word for word in WORD.findall(title) if not is_grammar(word.lower())]
    large = frozenset(plain(word) for word in said if word[0].isupper())
    if not large and said and said[-1].lower() in section_words("skills.txt", "roles"):
        return frozenset(map(plain, said))
    return large


def _is_a_place(word: str) -> bool:
    """As in `the Leeds role`."""
    is_listed = word in word_list("places.txt")
    return is_listed or (word not in tools() and is_of_the_world(word))


@lru_cache(maxsize=16)
def _only_of_the_role(task: Task) -> frozenset[str]:
    """What of a row its person's role alone says: a Finance Manager hires no Payroll Manager."""
    cells = (task.company, task.job_title, task.team, task.interviewer, *told_cells(task))
    return frozenset(words_said(task.role) - words_said(" ".join(cells)))


@lru_cache(maxsize=16)
def _own_stems(words: frozenset[str]) -> set[str]:
    return stems(words)


def _short(reader: Callable[[str], Reading], name: str) -> str:
    reading = reader(name)
    return reading.items[0].phrase if reading.items else ""


def _found(names: Names, letter: Text) -> Iterator[re.Match[str]]:
    """Where a name of another row stands that has a word of its own."""
    for word in sorted(names.keys() & letter.words):
        for name in _standing(names[word], letter.plain):
            telling = _telling(name)
            if not (letter.owns(telling) or telling <= _without_s(letter.own)):
                yield from re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", letter.plain)


def _standing(names: Mapping[str, Mapping[int, AbstractSet[str]]], text: str) -> Iterator[str]:
    """Those that stand in a text; however many begin alike, they are looked up where their
    beginning stands."""
    for beginning, by_length in names.items():
        found: set[str] = set()
        for at in _places(beginning, text):
            for length, alike in by_length.items():
                found |= alike & {text[at : at + length]}
        yield from sorted(found)


def _places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def others(companies: Iterable[str], jobs: Iterable[str]) -> Others:
    """Those of all applications, from their cells."""
    return Others(
        _by_first_word(_short(company, name) for name in companies),
        _by_first_word(_short(job_title, name) for name in jobs),
    )


def _by_first_word(names: Iterable[str]) -> Names:
    found: dict[str, dict[str, dict[int, set[str]]]] = {}
    for name in sorted(set(names)):
        words = (word for word in WORD.finditer(name) if not is_grammar(word[0].lower()))
        first = next(words, None)
        if first and len(name) >= _SHORTEST:
            alike = found.setdefault(first[0].lower(), {})
            by_length = alike.setdefault(name[: first.end()], {})
            by_length.setdefault(len(name), set()).add(name)
    return found


@lru_cache(maxsize=1024)
def _telling(name: str) -> frozenset[str]:
    return frozenset(word for word in _without_s(words_said(name)) if not is_grammar(word))


def _without_s(words: Iterable[str]) -> set[str]:
    """`anne` for anne's: a school may be St. Anne's."""
    return {word.removesuffix("'s") for word in words}
