"""A header -> what it names (spec 8, adopt): by its whole words, else by some of them, else as a
round of interviews.

What its column holds has the last word; that is `fit`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sheetfollow.adopt.facts import Row
from sheetfollow.adopt.vocabulary import fold, header_words, word_set

_LONGEST, _MOST_WORDS = 80, 7
EXACT, LIKELY = 2, 1


@dataclass(frozen=True, slots=True)
class Guess:
    """`section` is a section of headers.txt, "" for a header that says nothing to us; `strength` is
    EXACT or LIKELY; `round` is the interview of a group header that it stands below, from 1, or
    0."""

    section: str = ""
    strength: int = 0
    round: int = 0


_NOTHING = Guess()
_BETWEEN = re.compile(r"[/|()\[\]]")
_COUNT = re.compile(r"[\s#_]*\d+\s*$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NEVER = word_set(
    """website link links url address deadline resume cv salary pay source portal prep
    preparation cover closing close closes due expiry expires opening open start posted
    posting found added questions feedback format platform location type mode reason"""
)
_WHO = word_set(
    "contact recruiter hr poc hiring manager person kontakt contacto contato interviewer"
)
_DAY = word_set("date dates day datum data fecha on when am")
_TALK = word_set("interview interviews entretien entrevista colloquio gesprach")
_SENDING = word_set("follow followup followed thank thanks relance nachfassen")
_APPLYING = word_set(
    """applied apply application app submitted submission sent candidature candidatura bewerbung
    postulacion solicitud envoi envio inscricao aplicacion aplicacao aplikacji soumission
    postulation"""
)
_SENT = word_set(
    """verschickt versandt gesendet abgeschickt eingereicht enviada enviado inviata envoye
    envoyee soumis soumise"""
)
_ANSWER = word_set("response reply decision rejection rejected outcome result offer answer")
_JOB = word_set("job position role vacancy poste puesto vaga stelle")
_STATE = word_set("status stage outcome result state etapa estado statut stand phase situacao")
_NOW = word_set("application app current job overall final atual actual actuel aktueller aktuell")
_EMPLOYER = word_set("company employer organization organisation firm entreprise empresa")

_MAIL = word_set("mail email mails emails")
_ASKING = word_set("interviewer interviewers")

_TOKEN_RULES: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("contact_email", _WHO, _MAIL),
    ("contact_phone", _WHO, frozenset({"phone", "tel", "telephone", "cell", "mobile"})),
    ("contact_linkedin", _WHO, frozenset({"linkedin"})),
    ("contact_mixed", _WHO, frozenset({"info", "details", "detail", "information"})),
    ("contact_role", _WHO, frozenset({"title", "role", "position"})),
    ("interviewer", _TALK, frozenset({"interviewer", "interviewers", "by", "with"})),
    ("interviewer", _ASKING, _ASKING),
    ("interview_date", _TALK, _DAY | {"scheduled"}),
    ("interview_time", _TALK, frozenset({"time", "hour", "heure", "hora", "uhrzeit"})),
    ("sent_flag", _SENDING, frozenset({"sent", "done", "envoye", "envoyee", "gesendet"})),
    ("followup_date", _SENDING, _DAY | {"next", "by"}),
    ("last_contact", frozenset({"last", "dernier", "letzter", "ultimo"}), _WHO | {"contacted"}),
    ("last_contact", frozenset({"status", "update", "updated"}), _DAY),
    ("outcome_date", _ANSWER, _DAY),
    ("applied_on", _APPLYING, _DAY | _SENT),
    ("contact_name", _WHO, frozenset({"name", "names", "person"})),
    ("status", _NOW, _STATE),
    ("job_title", _JOB, frozenset({"title", "name", "applied", "titre", "titulo"})),
    ("company", _EMPLOYER, frozenset({"name", "names", "nom", "nombre", "nome", "applied"})),
)
"""A header with a word of each set names the section; the first rule that fits wins."""

_LETTER_RULES = (
    ("interviewer", re.compile(r"(面试官|面接官|면접관).{0,3}")),
    ("contact_name", re.compile(r"(联系人|担当者)(姓名|名字|名)?|hr ?(姓名|名字|名)")),
    ("interview_date", re.compile(r"(面试|面試|面接|면접).{0,2}(日期|时间|時間|日時|日|일|일정)")),
    ("applied_on", re.compile(r"(投递|申请|应聘|网申|応募|지원).{0,2}(日期|时间|日時|日|일)")),
    ("outcome_date", re.compile(r"(结果|回复|반려|結果).{0,2}(日期|时间|日)")),
    ("company", re.compile(r"(公司|企业|企業|会社|회사).{0,2}(名|名称|名字|명)?")),
    ("job_title", re.compile(r".{0,2}(岗位|职位|職種|직무|포지션)(名称|名|명)?")),
    ("status", re.compile(r".{0,2}(状态|进度|进展|结果|状況|상태|결과)")),
)
"""The same for scripts that part no words."""

_ORDINALS = {
    1: "1 1st first one erste erstes 1er premier primera primeira primo initial intro",
    2: "2 2nd second two zweite zweites 2e 2eme deuxieme segunda secondo",
    3: "3 3rd third three dritte drittes 3e 3eme troisieme tercera terceira terzo",
    4: "4 4th fourth four 4e 4eme",
    5: "5 5th fifth five 5e 5eme",
    6: "6 6th sixth six",
}
_NUMBERS = {word: number for number, words in _ORDINALS.items() for word in words.split()}
_STRONG = _TALK | word_set("round screen screening onsite intervista runde")
_CALL = word_set("phone recruiter hr screening intro initial")
_BESIDE = word_set(
    """phone video technical tech hr rh panel on site in person hiring manager recruiter final
    last team coding virtual call telephonique technique tecnica tecnico date datum day"""
)
_GERMAN_ROUND = re.compile(
    r"(erst|zweit|dritt|viert|kennenlern|vorstellungs|telefon|fach|abschluss|bewerbungs)(gesprach|interview)(e|s)?"
)
_GERMAN_NUMBERS = {
    "erst": 1,
    "kennenlern": 1,
    "zweit": 2,
    "dritt": 3,
    "viert": 4,
}
_LETTER_ROUND = re.compile(
    r"(一|二|三|四|五|1|2|3|终|hr|技术|群|初|复|主管|交叉|最終)(次|차)? ?"
    r"(面|面试|面接|면접)(时间|日期|日時)?"
)
_LETTER_NUMBERS = {
    "一": 1,
    "初": 1,
    "1": 1,
    "二": 2,
    "复": 2,
    "2": 2,
    "三": 3,
    "3": 3,
    "四": 4,
    "五": 5,
}


@cache
def guess(text: str) -> Guess:
    """What a header names, by itself."""
    if not text or len(text) > _LONGEST:
        return _NOTHING
    word = fold(text)
    if section := header_words().get(word):
        return Guess(section, EXACT)
    if section := _by_words(word) or _by_letters(word) or _by_parts(text):
        return Guess(section, LIKELY)
    if round_of(text) is not None:
        return Guess("interview_date", LIKELY)
    bare = _COUNT.sub("", _CAMEL.sub(" ", text))
    return _NOTHING if bare == text else guess(bare)


def _by_words(word: str) -> str:
    words = frozenset(word.split())
    never = words & _NEVER and not (words & _MAIL and words & _NEVER == {"address"})
    if len(word.split()) > _MOST_WORDS or never or {"team", "member"} <= words:
        return ""
    for section, some, others in _TOKEN_RULES:
        if words & some and words & others:
            return section
    return ""


def _by_parts(text: str) -> str:
    """What a header in two words for one thing names: `Firma / Arbeitgeber`, `Ansprechpartner/in`.
    An address and a number are both; a company or a job may have its link in the same cell."""
    parts = [fold(part) for part in _BETWEEN.split(text)]
    found = {header_words()[part] for part in parts if part in header_words()}
    if _NEVER & set(fold(text).split()):
        found &= {"company", "job_title"}
    if found == {"contact_email", "contact_phone"}:
        return "contact_mixed"
    return found.pop() if len(parts) > 1 and len(found) == 1 else ""


def _by_letters(word: str) -> str:
    return next((section for section, rule in _LETTER_RULES if rule.fullmatch(word)), "")


@cache
def round_of(text: str) -> int | None:
    """The number of the interview that a word names ("2nd interview", "Zweitgespräch"), 0 where it
    names one without a number ("final interview"), None where it names none."""
    word = fold(text)
    if match := _GERMAN_ROUND.fullmatch(word):
        return _GERMAN_NUMBERS.get(match[1], 0)
    if match := _LETTER_ROUND.fullmatch(word):
        return _LETTER_NUMBERS.get(match[1], 0)
    words = word.split()
    if not _names_a_talk(words):
        return None
    return next((_NUMBERS[each] for each in words if each in _NUMBERS), 0)


def _names_a_talk(words: Sequence[str]) -> bool:
    """Whether the words are an interview, and nothing but which and how."""
    call = "call" in words and not _CALL.isdisjoint(words)
    if len(words) < 2 or not (call or not _STRONG.isdisjoint(words)):
        return False
    return (_BESIDE | _STRONG | _NUMBERS.keys()).issuperset(words)


def known(row: Row) -> int:
    """How many headers that say something to us stand in a row."""
    return sum(bool(guess(cell).section) for cell in row if isinstance(cell, str))


def guesses(rows: Sequence[Row], index: int) -> list[Guess]:
    """What each cell of the header row at the 0-based `index` names, with the group headers above
    it in mind."""
    groups = _groups(rows, index)
    found = [
        _below(
            cell,
            groups,
            number,
        )
        for number, cell in enumerate(rows[index])
    ]
    return _without_groups_of_one(found)


@dataclass(frozen=True, slots=True)
class _Group:
    """A header over several headers, from its 0-based column on; `round` from 1 where it is an
    interview's."""

    start: int
    text: str
    round: int


def _groups(rows: Sequence[Row], index: int) -> list[_Group]:
    """The group headers in the row above, which are counted: the numbers in them may repeat."""
    groups: list[_Group] = []
    talks = 0
    for number, cell in enumerate(rows[index - 1] if index else ()):
        if isinstance(cell, str) and cell.strip():
            talk = round_of(cell) is not None or fold(cell) in _TALK
            talks += talk
            groups.append(_Group(number, cell, talks if talk else 0))
    return groups if talks or len(groups) > 1 else []


def _below(cell: Any, groups: Sequence[_Group], number: int) -> Guess:
    if not isinstance(cell, str):
        return _NOTHING
    alone = guess(cell)
    group = next((each for each in reversed(groups) if each.start <= number), None)
    if group is None:
        return alone
    if group.round:
        return _in_round(cell, alone, group.round)
    if alone.section in ("", "date"):
        joined = guess(f"{group.text} {cell}")
        return joined if joined.section else alone
    return alone


_ROUND_WORDS = {
    "time": "interview_time",
    "hour": "interview_time",
    "name": "interviewer",
    "with": "interviewer",
    "who": "interviewer",
    "follow up": "sent_flag",
}
_ROUND_SECTIONS = {
    "date": "interview_date",
    "interview_date": "interview_date",
    "interview_time": "interview_time",
    "interviewer": "interviewer",
    "contact_name": "interviewer",
    "sent_flag": "sent_flag",
    "interview_flag": "interview_flag",
}


def _in_round(cell: str, alone: Guess, number: int) -> Guess:
    """Below the header of an interview a date is its day and a name the interviewer's."""
    section = _ROUND_WORDS.get(fold(cell)) or _ROUND_SECTIONS.get(alone.section, "")
    return Guess(section, EXACT, number) if section else _NOTHING


def _without_groups_of_one(found: Sequence[Guess]) -> list[Guess]:
    """Only a group that has a day is an interview."""
    days = {each.round for each in found if each.section in ("interview_date", "interview_flag")}
    return [each if not each.round or each.round in days else _NOTHING for each in found]


def places(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each header with its count from the left among those of its text, from 1."""
    seen: dict[str, int] = {}
    for name in names:
        word = fold(name)
        seen[word] = seen.get(word, 0) + 1
        yield seen[word], name
