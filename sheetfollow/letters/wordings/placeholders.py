"""`[Job title]` in a wording -> the name of its column, so that a wording can read as text (spec 3,
Messages)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from sheetfollow.schema import INTERVIEWS

_NAMES = {
    "company": "company",
    "job_title": "job_title",
    "interviewer": "interviewer",
    "greet_as": "first_name",
    "interview_date": "interview_day",
    "role": "role",
    "topic": "topic",
    "challenge": "challenge",
    "skill": "skill",
    "team": "team",
    "idea": "idea",
    "decision_by": "decision_day",
}
_OWN = {"your name": "your_name", "your phone": "your_phone", "your email": "your_email"}
_PLACEHOLDER = re.compile(r"((?:Dear|Hello|Hi) )?\[([^\[\]\n{}]{2,40})\]", re.I)


@lru_cache(maxsize=256)
def filled_in(template: str) -> str:
    """The template with Jinja2 names for its placeholders. A placeholder is a column's header, its
    first word where no other header begins with it, or one of one's own settings; what follows a
    greeting is the name to greet with. Other brackets stay."""
    return _PLACEHOLDER.sub(_name, template) if "[" in template else template


def _name(match: re.Match[str]) -> str:
    greeting, said = match[1] or "", " ".join(match[2].lower().split())
    name = _placeholders().get(said, "")
    if greeting and name == "interviewer":
        name = "first_name"
    return f"{greeting}{{{{ {name} }}}}" if name else match[0]


@cache
def _placeholders() -> dict[str, str]:
    headers = {INTERVIEWS.column(key).header.lower(): name for key, name in _NAMES.items()}
    firsts = Counter(column.header.lower().split()[0] for column in INTERVIEWS.columns)
    short = {header.split()[0]: name for header, name in headers.items()}
    alone = {word: name for word, name in short.items() if firsts[word] == 1}
    return alone | headers | _OWN
