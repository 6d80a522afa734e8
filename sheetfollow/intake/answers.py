"""Words with a meaning: choices, outcomes, and what a Response says (spec 3)."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from sheetfollow.intake.cells import TwoFaced, Unreadable, says_something, text_of
from sheetfollow.intake.names import fold
from sheetfollow.intake.vocabulary import meanings, words
from sheetfollow.intake.workbook import Grid
from sheetfollow.model import Problem
from sheetfollow.schema import Column


def read_choice(cell: Any, column: Column) -> str:
    """One of the column's choices, "" for blank. Raises Unreadable."""
    text = text_of(cell)
    if not text:
        return ""
    known = {_loose(choice): choice for choice in column.choices}
    if _loose(text) not in known:
        raise Unreadable(f"is not one of {', '.join(column.choices)}")
    return known[_loose(text)]


def _loose(text: str) -> str:
    return re.sub(r"[\s_'-]+", "", fold(text))


def read_outcome(cell: Any, column: Column) -> str:
    """An outcome, "" for blank; plain other words are taken whole. Raises TwoFaced for a word that
    can mean two outcomes, else Unreadable."""
    try:
        return read_choice(cell, column)
    except Unreadable:
        word = fold(text_of(cell)).strip(" .!")
        if word in meanings("outcomes"):
            return meanings("outcomes")[word]
        if word in meanings("two-faced outcomes"):
            instead = meanings("two-faced outcomes")[word]
            raise TwoFaced(f"can mean two things; write {instead}") from None
        raise


class Answer(StrEnum):
    """What stands in a Response: nothing, word from a person, the same from a day that has yet to
    come, or what is none (spec 3, Communications)."""

    BLANK = ""
    GIVEN = "given"
    AHEAD = "given ahead"
    NONE = "none"
    BOUNCED = "bounced"
    AWAY = "out of office"
    AUTOMATIC = "auto-reply"
    VOICEMAIL = "left voicemail"


HINTS = {
    Answer.BOUNCED: "means that it did not arrive, so it counts as not sent; check the address",
    Answer.AWAY: "is no answer; the next message waits for its day as planned",
    Answer.AUTOMATIC: "is no answer; the next message waits for its day as planned",
    Answer.VOICEMAIL: "is no answer; when they call back, log a Received row",
}
"""What Needs tells of an answer that is none, by what it is."""
ANSWERED_AHEAD = "is in the future; type the day they answered"

_BEFORE = re.compile(r"^(?:(?:still|currently|so far|as yet|sadly|they|she|he|it|i|we)\b[ :,-]*)+")
_AFTER = re.compile(
    r"(?:[ ,;:.!?()-]+(?:yet|still|so far|as yet|as of now|to date|received|at all|anymore|again"
    r"|(?:till|until|as of|since|after|for|on) [\w .,:/'-]{1,24}"
    r"|from (?:them|him|her|anyone|anybody|the company|hr|the recruiter)))*[ .!?…)-]*$"
)
_GOT = r"^(?:(?:i |just |only )*(?:got|received|an?|the|their|her|his|an?) )*"
_BOUNCED = (
    r"(?:(?:e-?mail|mail|message|it|this|address) )?(?:has |was |is )?"
    r"(?:bounced?\b(?! (?:ideas|around|between))|hard bounce|soft bounce|undeliver(?:able|ed)"
    r"|not delivered|delivery (?:fail|status)|mailer-daemon|returned to sender|user unknown"
    r"|address (?:not found|rejected|unknown|invalid)|(?:mail|in)box (?:full|unavailable)"
    r"|no such (?:user|address)|wrong address)"
)
_AWAY = (
    r"(?:auto\w*[ -]?(?:reply)?[ :,(-]*)?"
    r"(?:out[ -]of[ -](?:the[ -])?office|ooo\b|o\.o\.o)"
)
_AUTOMATIC = (
    r"(?:auto(?:matic|mated|mat)?[ -]?(?:reply|replied|response|answer|respon[ds]\w*"
    r"|confirmation|ack\w*|e-?mail|mail|message)|automatic$|auto$)"
)
_VOICEMAIL = (
    r"(?:(?:no (?:answer|pick ?up|reply)|didn't pick up|not in)[ ,;:/-]+)?(?:so |i )*"
    r"(?:(?:left|leaving|sent|went to|straight to|reached|got|only|just|had to leave) )*"
    r"(?:an?|the|her|his|their|my)? ?"
    r"(?:voice ?mail|voice message|v\.?m\b|lvm\b|message(?: (?:on|with)|$)"
    r"|answering machine|mailbox)"
)
_NO_ANSWERS = {
    Answer.BOUNCED: re.compile(_GOT + _BOUNCED),
    Answer.AWAY: re.compile(_GOT + _AWAY),
    Answer.AUTOMATIC: re.compile(_GOT + _AUTOMATIC),
    Answer.VOICEMAIL: re.compile("^" + _VOICEMAIL),
}
_SPOKE = re.compile(
    r"\b(?:but|then|later|and (?:she|he|they)|called back|calls back|rang back|replied"
    r"|answered|wrote|said|says|wants|asked|invited?|offer\w*|will (?:call|send|get)|thanks"
    r"|thank you)\b"
)
_MOST_WORDS = 12


def what_answer(text: str) -> Answer:
    """What a Response says: word from a person unless it plainly says that there was none. `text`
    as `text_of` gives it."""
    said = fold(text)
    if not said:
        return Answer.BLANK
    if _says_none(said):
        return Answer.NONE
    if len(said.split()) > _MOST_WORDS:
        return Answer.GIVEN
    for answer, pattern in _NO_ANSWERS.items():
        found = pattern.search(said)
        if found and not _SPOKE.search(said, found.end()):
            return answer
    return Answer.GIVEN


def _says_none(said: str) -> bool:
    bare = said.strip(" .!?-")
    core = _AFTER.sub("", _BEFORE.sub("", bare))
    return core in words("no answer") or bare in words("no answer")


def with_answers(log: pd.DataFrame, grid: Grid, today: date) -> pd.DataFrame:
    """The log with `answer`, what each Response is, and `hint`, what Needs tells of it. A Response
    that is no answer is none from here on, and so is one from a day that has yet to come (spec 3,
    Communications)."""
    texts, days = log["response"].tolist(), log["response_date"]
    sent = log["direction"] != "Received"  # what was received has its Date
    ahead = sent & (days > pd.Timestamp(today))
    kinds = {text: what_answer(text) for text in set(texts)}
    answers = [
        Answer.AHEAD if late and kinds[text] is Answer.GIVEN else kinds[text]
        for text, late in zip(texts, ahead.tolist(), strict=True)
    ]
    lines = zip(log["sheet_row"].tolist(), texts, answers, strict=True)
    hints = [_hint(grid, *line) for line in lines]
    given = np.array([answer is Answer.GIVEN for answer in answers], dtype=bool)
    none = ~given & (log["response"] != "")
    for place in np.flatnonzero(ahead | (given & sent & days.isna())).tolist():
        row = int(log["sheet_row"][place])
        hints[place] = hints[place] or _asks_for_day(grid, row, days[place])
    return log.assign(
        response=log["response"].mask(none, ""),
        response_date=days.mask(none | ahead),
        answer=pd.array([answer.value for answer in answers], dtype="str"),
        hint=pd.array(hints, dtype="str"),
    )


def _hint(grid: Grid, row: int, text: str, answer: Answer) -> str:
    if answer not in HINTS:
        return ""
    return str(Problem(grid.place("response", row), text, HINTS[answer]))


def _asks_for_day(grid: Grid, row: int, day: pd.Timestamp) -> str:
    """What Needs asks of the day of an answer, which is blank, ahead or no day at all."""
    if "response_date" not in grid.columns:
        return ""
    typed, place = grid.value("response_date", row), grid.place("response_date", row)
    if pd.notna(day):
        return str(Problem(place, f"{day:%Y-%m-%d}", ANSWERED_AHEAD))
    if says_something(typed):
        return str(Problem(place, str(typed), "is not a day; type the day they answered"))
    return str(Problem(place, "", "Response date is blank; type the day they answered"))
