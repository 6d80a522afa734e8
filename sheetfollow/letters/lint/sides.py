"""Whose is what a cell says: the sender's, the reader's? And may its words stand as they are?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import chain

from sheetfollow.letters.lint.listed import word_list
from sheetfollow.letters.lint.text import (
    LINES,
    WORD,
    Text,
    WithinALine,
    stems,
    told_cells,
    words_said,
)
from sheetfollow.model import Finding
from sheetfollow.words.kinds import is_known, kinds_of
from sheetfollow.words.lists import section_words
from sheetfollow.words.names import given_names
from sheetfollow.words.reading import read

_PHRASE = (
    r"(?P<said>(?:(?!(?:that|which|who|is|are|was|were|would|will|can|and|but)\b)[\w'-]+ ?){1,8})"
)
_OF_ANOTHER = WithinALine(
    rf"\b(?P<whose>[Yy]our|[Yy]ou (?:have|bring)|[Hh]er|[Hh]is|[Tt]heir) {_PHRASE}",
    words=("your", "you", "her", "his", "their"),
)
_OF_THE_TALK = WithinALine(
    r"\b(?:hear|hearing|heard|learn|learning|learned|learnt|told me|telling me|talking|showing me"
    r"|explaining)(?: to me)?(?: more)?(?: about| of)?(?: how| why| that)? "
    rf"(?P<whose>my|her|his|their) {_PHRASE}",
    words=("my", "her", "his", "their"),
)
_TOLD_TO_ME = WithinALine(
    r"\b(?:hear|hearing|heard|learn|learning|learned|learnt|(?:told|telling|showed|showing) me"
    r"|(?:explained|explaining|explanation)(?: to me)?)(?: more)?(?: about| of)? "
    r"(?P<said>(?:how|why|that|what) (?P<whose>I(?:'m|'ve)?|we(?:'re|'ve)?)"
    r"(?: (?!(?:would|could|should|might|will|can|may|must|was|were|had|did)\b)[\w'-]+){1,8})",
    words=(
        *("hear", "hearing", "heard", "learn", "learning", "learned", "learnt", "telling"),
        *("told", "showed", "showing", "explained", "explaining", "explanation"),
    ),
)
_OF_THEIRS = WithinALine(
    r"\b(?:[Yy]ou(?:'ve| have)? (?:mentioned|described|explained|said|told me)(?: that| about)?"
    r"|(?:open|honest|candid|frank|clear|straight)(?: with me)? about|hear|hearing|heard|learn"
    r"|learning|learned|learnt|telling me|explaining|showing me|describing)"
    rf"(?: to me)?(?: more)?(?: about| of| that)? (?P<whose>our|we) {_PHRASE}",
    words=("our", "we"),
)
_TOLD_OF_ONE = WithinALine(
    r"\b(?:hear|hearing|heard|learn|learning|learned|learnt|(?:told|telling) me|said|mentioned"
    r"|explained|understand|know|knowing|see)(?: that| how| why| about how)? (?P<said>s?he (?:is"
    r"|has|wants|needs|plans|hopes|intends|will|runs|thinks|likes|cannot|can't|can))\b",
    words=("he", "she"),
)
_OF_THE_READER = WithinALine(
    r"(?:\b(?:(?:meet|met|meeting|see|seeing|hear|hearing|learn|speak|speaking|spoke|talk|talking"
    r"|work|working|thank|join|joining|thanks|grateful)(?: with| to| from| for)?|let(?:ting)?|help"
    r"|for|appreciated?|enjoyed|liked|loved|admired?|valued|hope|impressed by|struck by) "
    r"(?P<said>(?:him|her|his|s?he)\b(?! or )(?: [\w'-]+)?)"
    r"|(?:^|(?<=[.!?] )|\b[Aa]s )(?P<told>(?:[Ss]?he|He) (?:told|said|mentioned|explained|showed me"
    r"|described|asked me|was kind enough)\b))",
    re.M,
    words=("he", "she", "him", "her", "his"),
)
_ONE_OF_MINE = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Yy]our|[Aa]nother|[Oo]ne|other) (?:[\w-]+ ){0,2}?([\w-]+)\b"
)
_SEVERAL = frozenset({"they", "their"})
_SAID_OF_ONE = re.compile(
    r"(?:^|[,;.–-] )(?:(?:how|why|what|that|where|when) )?"
    r"(?P<said>(?P<who>she|he|her|his|they|their) [\w'-]+ [\w'-]+)",
    re.I,
)
_MEASURES = frozenset({"year", "years", "yrs", "month", "months", "decade", "decades"})
_BROUGHT = frozenset({"experience", "background", "training", "licence", "license", "degree"})
_BROUGHT |= {"certificate", "qualification", "qualifications", "apprenticeship", "skills"}
_IS_MINE = re.compile(
    r"\b(?:I (?:believe|think|hope|feel|am sure|trust)|confident|sure)(?: that)? $"
)
_WHICH_I = re.compile(r"\W*(?:which|that) I\b")
_HELPS_ME = re.compile(r"\b(?:help|let|allow|enable|make|suit|serve|prepare[sd]?|taught) me\b")
_SOMEBODY = re.compile(r"\b(?:s?he|they|who|mother|father|mentor|colleagues?|boss|manager)\b", re.I)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})
_SEVERAL_PEOPLE = frozenset({"children", "kids", "people", "colleagues", "friends", "clients"})
_FAR, _NEAR = 160, 70
_TELLING = 2
"""Words of a cell by which a phrase is known as its."""

_PIECE = re.compile(r"\s*[,;./]\s+|\s+[-–]\s+")
_FEWEST = 3
_SAID_OF_A_CLAUSE = re.compile(r"your (?:point|remark) that (?!the )")
_BEFORE_A_CELL = (
    r"\b(?:about|regarding|concerning|discussing|of|with|for|on|in|is|through|by|over) "
)
_COLUMNS = ("topic", "challenge", "skill", "idea")
_LAST_OF_SEVERAL = re.compile(
    r",[^,]*(?:\b(?:and|or)\b|&)[^,]*$|, (?:but|to|by|that|which|who|where|when) [^,]*$"
)


def wrong_side(letter: Text) -> Iterator[Finding]:
    """`her six years of reserving` for one's own, `hearing about my new scales` for theirs."""
    task = letter.task
    brought, talked = _stems(task.skill), _stems(f"{task.topic} {task.challenge}")
    for match in letter.in_plain(_OF_ANOTHER, letter.note_start) if brought else ():
        if _is_ones_own(match, brought, talked):
            yield letter.finding(match.start(), "does not fit", match[0].strip(), "write: my")
    for match in letter.in_plain(_OF_THE_TALK, letter.note_start) if talked else ():
        said = _stems(match["said"])
        if len(said & talked) >= _TELLING and said.isdisjoint(brought - talked):
            at, words = match.start("whose"), f"{match['whose']} {match['said'].strip()}"
            yield letter.finding(at, "does not fit", words, "write: your")


def told_to_me(letter: Text) -> Iterator[Finding]:
    """`hearing how I am mending my kiln` of the reader's kiln."""
    talked = _stems(f"{letter.task.topic} {letter.task.challenge}")
    for match in letter.in_plain(_OF_THEIRS, letter.note_start):
        if len(_stems(match["said"]) & talked) >= _TELLING:
            at, words = match.start("whose"), f"{match['whose']} {match['said'].strip()}"
            yield letter.finding(at, "does not fit", words, "write: your, you")
    for match in letter.in_plain(_TOLD_TO_ME, letter.note_start):
        if len(_stems(match["said"]) & talked) >= _TELLING:
            yield letter.finding(match.start("whose"), "does not fit", match["said"], "write: you")


def told_of_nobody(letter: Text) -> Iterator[Finding]:
    """`sorry to hear that he is short of drivers`, or what a cell says of one, where nobody was
    named before: the reader's own note, told to the reader."""
    text, start = letter.plain, letter.note_start
    notes = (rf"\b(?P<said>{re.escape(said)})\b" for said in _notes_of(letter))
    pasted = (re.compile(note, re.I).finditer(text, start) for note in notes)
    told = (letter.in_plain(each, start) for each in (_TOLD_OF_ONE, _OF_THE_READER))
    for match in chain(*told, *pasted):
        at, said = match.start(match.lastgroup or "said"), match[match.lastgroup or "said"]
        if not _names_one(text[start:at], letter.own):
            advice = "write it to the reader: you, your"
            yield letter.finding(at, "does not fit", said, advice)


def _notes_of(letter: Text) -> Sequence[str]:
    return [*_said_of_one(letter.task.topic), *_said_of_one(letter.task.challenge)]


@lru_cache(maxsize=256)
def _said_of_one(cell: str) -> Sequence[str]:
    """The first three words of what a cell says of she, he or them, where nobody is named before;
    behind another thing they may be those."""
    found: list[str] = []
    for match in _SAID_OF_ONE.finditer(cell):
        before = cell[: match.start()]
        is_first = found or not WORD.search(before) or match["who"].lower() not in _SEVERAL
        if is_first and not _names_one(before, frozenset()):
            found.append(match["said"])
    return found


def _names_one(text: str, own: Set[str]) -> bool:
    """Whether a text names somebody; its reader is no other, by their `own` words, but `my manager`
    is, whatever the reader's role."""
    people = _people()
    if not (words_said(text) - own).isdisjoint(people):
        return True
    return any(word.casefold() in people for word in _ONE_OF_MINE.findall(text))


@cache
def _people() -> Set[str]:
    people = word_list("persons.txt") | section_words("skills.txt", "roles")
    return people - _SEVERAL_PEOPLE | given_names() | _TITLES


def _is_ones_own(match: re.Match[str], brought: Set[str], talked: Set[str]) -> bool:
    """Whether what is called another's is what the sender brings."""
    words = match["said"].lower().split()
    said = _stems(match["said"])
    hits = said & brought
    before = match.string[max(0, match.start() - _FAR) : match.start()].rpartition("\n")[2]
    is_yours = match["whose"].lower().startswith("you")
    if not is_yours and _SOMEBODY.search(before):
        return False
    if not _MEASURES.isdisjoint(words[:3]):
        return len(hits) >= (_TELLING if is_yours else 1)
    behind = match.string[match.end() : match.end() + _NEAR].split("\n")[0].split(".")[0]
    if _WHICH_I.match(behind):
        return len(hits - talked) >= _TELLING
    is_told = _IS_MINE.search(before) is not None or _HELPS_ME.search(behind) is not None
    return is_told and bool(hits - talked) and not _BROUGHT.isdisjoint(words)


def raw_note(letter: Text) -> Iterator[Finding]:
    """What of a note no sentence takes as it stands, behind a preposition: `about need someone
    Saturdays`, `of Two lines that stop`."""
    advice = "write it as a part of the sentence"
    for said in chain.from_iterable(map(_not_for_a_letter, _COLUMNS, told_cells(letter.task))):
        if said in letter.plain:
            pasted = re.compile(rf"{_BEFORE_A_CELL}{re.escape(said)}(?!\w)")
            for match in pasted.finditer(letter.plain, letter.note_start):
                yield letter.finding(match.start(), "does not fit", match[0], advice)


@lru_cache(maxsize=LINES)
def _not_for_a_letter(column: str, cell: str) -> Sequence[str]:
    """What of a cell no sentence takes as it stands: a clause, a list without its `and`, each with
    its first letter small too; a first word that is only large since it is the first."""
    found = [piece for piece in _PIECE.split(cell) if _is_clause(column, piece)]
    whole = cell.strip().rstrip(".")
    if "," in whole and not _LAST_OF_SEVERAL.search(whole):
        found.append(whole)
    small = [said[0].lower() + said[1:] for said in found]
    return (*dict.fromkeys(found + small), *_large_beginning(column, cell))


def _large_beginning(column: str, cell: str) -> Sequence[str]:
    """The first two words of a cell that begins with a word which one writes small; not `Maths
    level 1`, `Elm vs. React`, which are read so."""
    first, _, second = " ".join(cell.split()[:2]).partition(" ")
    if not first.istitle() or not second[:1].islower() or not is_known(first.lower()):
        return ()
    head = f"{first} {second}"
    phrases = (item.phrase for item in read(cell, column, frozenset()).items)
    return () if any(phrase.startswith(head) for phrase in phrases) else (head,)


def _is_clause(column: str, piece: str) -> bool:
    """`apprentices leave in year two`, which is read as a point that somebody made."""
    words = piece.split()
    if column not in ("topic", "challenge") or len(words) < _FEWEST:
        return False
    if "g" in kinds_of(words[0]) or "z" in kinds_of(words[-1]):
        return False
    phrases = (item.phrase for item in read(piece, column, frozenset()).items)
    return any(_SAID_OF_A_CLAUSE.match(phrase) for phrase in phrases)


@lru_cache(maxsize=512)
def _stems(text: str) -> Set[str]:
    return stems(words_said(text))
