"""Company, job title and role as they stand in a sentence (spec 6)."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from sheetfollow.words.asks import Item, Kind, Reading, asked, quoted
from sheetfollow.words.kinds import is_known
from sheetfollow.words.lists import inside, section
from sheetfollow.words.refusals import Reason, says_nothing
from sheetfollow.words.tidy import one_row, tidy, tools, without_brackets

_DASH = re.compile(r"\s+[-|·]\s+")
_FORM = re.compile(
    rf"[\s,]+(?:{'|'.join(section('legal_forms.txt', 'at the end of a name'))})$", re.I
)
_NO_COMPANY = re.compile(
    r"(?:unknown|tb[cda]|\?+|agency|confidential|n/?a|none|not sure|a startup|start-?up|stealth)",
    re.I,
)
_NO_JOB = re.compile(
    r"(?:any|some|unknown|tb[cda]|\?|not sure|unclear|none|n/?a|various|something)\b.*", re.I
)
_REFERENCE = re.compile(
    r"[,;\s-]*(?:#|\b(?:req(?:uisition)?|id|ref(?:erence)?|job|nr|no)\b)[-#.: ]*\d[\w/-]*$", re.I
)
_NUMBER_FIRST = re.compile(r"^\s*(?:#\s*\d+|[A-Z]{0,4}-?\d{3,}|req[-# ]?\d+)\s*[-:]?\s+", re.I)
_GENDERS = re.compile(
    r"\s*[(\[]?\b(?:[mfwdhxi]|all genders)(?:\s*[/|]\s*(?:[mfwdhxi]|gn)\b){1,3}[)\]]?\s*$", re.I
)
_PLACE = re.compile(
    r"[,\s]+(?:fully )?(?:remote|hybrid|on-?site|full[- ]time|part[- ]time|permanent|contract|"
    r"fixed[- ]term|ftc|maternity cover)$",
    re.I,
)
_WRITTEN_OUT = (
    (re.compile(r"\bsr\.?(?= )", re.I), "senior"),
    (re.compile(r"\bjr\.?(?= )", re.I), "junior"),
    (re.compile(r"\bmgr\b\.?", re.I), "manager"),
    (re.compile(r"\basst\b\.?", re.I), "assistant"),
    (re.compile(r"\bengr?\b\.?(?=$|,| \w+$)", re.I), "engineer"),
    (re.compile(r"(?<= )dev\b\.?", re.I), "developer"),
    (re.compile(r"\bexec\b\.?", re.I), "executive"),
    (re.compile(r"\bcoord\b\.?", re.I), "coordinator"),
    (re.compile(r"\bassoc\b\.?", re.I), "associate"),
)


_LONGEST = 200
"""Characters of a cell that are read: no real title or company is longer, and what reading costs
grows with them."""
_SMALL = {"AND", "AT", "DE", "FOR", "IN", "OF", "ON", "THE", "TO"}


class RoleKind(StrEnum):
    """What an interviewer cares about: the process, the problem, the detail, the short version."""

    HR = "hr"
    MANAGER = "manager"
    EXECUTIVE = "executive"
    PEER = "peer"
    UNKNOWN = "unknown"


_ORDER = (
    ("hr", RoleKind.HR),
    ("peer first", RoleKind.PEER),
    ("executive", RoleKind.EXECUTIVE),
    ("manager", RoleKind.MANAGER),
    ("peer", RoleKind.PEER),
)


def is_hr(role: str) -> bool:
    """Whether a role speaks of recruiting, talent, people or HR."""
    return inside("roles.txt", "hr").search(one_row(tidy(role[:_LONGEST]))) is not None


@lru_cache(maxsize=1024)
def role_kind(role: str) -> RoleKind:
    """What kind of role a cell of Interviewer role names; unknown where it names none."""
    text = one_row(tidy(role[:_LONGEST]))
    for title, kind in _ORDER:
        if inside("roles.txt", title).search(text):
            return kind
    return RoleKind.UNKNOWN


def is_company(text: str) -> bool:
    """Whether it ends with a legal form: `Harris Ltd`."""
    return _FORM.search(text) is not None


@lru_cache(maxsize=1024)
def company(cell: str) -> Reading:
    """The company without its legal form, office and country: `Oakline` for Oakline Ltd."""
    text = _DASH.split(without_brackets(one_row(tidy(cell[:_LONGEST]))))[0].strip(" ,")
    if not text or _NO_COMPANY.fullmatch(text) or re.match(r"https?:|www\.", text):
        return asked(Reason.NOTHING, "company", cell)
    while _FORM.search(text):
        text = _FORM.sub("", text)
    return quoted(Kind.PHRASE, Item(_without_capitals(text.strip(" ,"))))


@lru_cache(maxsize=1024)
def job_title(cell: str) -> Reading:
    """The job as one says it: without reference number, place, genders; Sr. and Mgr written out."""
    text = _GENDERS.sub("", one_row(tidy(cell[:_LONGEST])))
    text = _NUMBER_FIRST.sub("", without_brackets(text))
    text = re.split(r"\s+(?:[-|·@]|at|with)\s+", _REFERENCE.sub("", text))[0]
    text = _PLACE.sub("", _GENDERS.sub("", _REFERENCE.sub("", text))).strip(" ,;-/")
    text = _written_out(text)
    if not text or _NO_JOB.fullmatch(text) or says_nothing(text):
        return asked(Reason.NOTHING, "job", cell)
    return quoted(Kind.PHRASE, Item(_with_capitals(_without_capitals(text))))


def _with_capitals(title: str) -> str:
    """`Site Manager` for Site manager, which is neither a title nor prose; small letters stay."""
    words = title.split()
    if not words[0][0].isupper():
        return title
    small = (word.islower() and word.upper() not in _SMALL for word in words)
    pairs = zip(words, small, strict=True)
    return " ".join(word.capitalize() if low else word for word, low in pairs)


def _written_out(text: str) -> str:
    """Short forms in full, small or large as the word before is; the first one as typed."""
    for pattern, full in _WRITTEN_OUT:
        match = pattern.search(text)
        if match:
            before = text[: match.start()].split() or [match[0]]
            form = full if before[-1].islower() else full.capitalize()
            text = pattern.sub(form, text)
    return text


def _without_capitals(text: str) -> str:
    """`Northgate School` for NORTHGATE SCHOOL; IBM UK stays."""
    shouted = text.isupper() and len(text) > 5
    return " ".join(map(_in_title_case, text.split())) if shouted else text


def _in_title_case(word: str) -> str:
    if word in _SMALL:
        return word.lower()
    if not word.replace("'", "").isalpha():
        return word  # H&M, 3M
    if re.fullmatch("[IVX]+", word) or tools().get(word.lower(), "").isupper():
        return word
    return word if len(word) <= 4 and not is_known(word) else word.capitalize()
