"""Words with a meaning: choices, outcomes, and what a Response says (spec 3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from sheetfollow.intake.cells import TwoFaced, Unreadable, says_something, shown, text_of
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
_WHAT_THEY_SAID = "Response is blank; type what they answered, or empty the Response date"

_BEFORE = re.compile(r"^(?:(?:still|currently|so far|as yet|sadly|they|she|he|it|i|we)\b[ :,-]*)+")
_AFTER = re.compile(
    r"(?:[ ,;:.!?()-]+(?:yet|still|so far|as yet|as of now|to date|received|at all|anymore|again"
    r"|twice|\d ?x|x ?\d"
    r"|(?:till|until|as of|since|after|for|on) [\w .,:/'-]{1,24}"
    r"|from (?:them|him|her|anyone|anybody|the company|hr|the recruiter)))*[ .!?…)-]*$"
)
_SHELL = " .,;:!?-_~*'()[]{}<>/\\|="
"""What stands around a word and says nothing: brackets, quotes, sad faces."""
_YET = re.compile(r"[ ,(]+(?:yet|still|so far|as yet|at all|again|twice|from (?:them|her|him))$")
_SMILE = re.compile(r"[:;=]['-]?\)")
_SEAM = re.compile(r"\s*[,;:(\[.]\s*|\s+[-/]+\s*")
_OWN_NEXT_STEP = re.compile(
    r"(?:(?:i|we|i'll|i've|will|must|should|need|have|going|to|then|just|already|now|let's) )*"
    r"(?:again|call|chas|check|e-?mail|follow|g[ai]ve up|keep|left|line busy|message|mail|moving on"
    r"|nudg|phone|ping|poke|prod|remind|re-?sen[dt]|retry|rang|ring|sen[dt]|text|try|tried|wait"
    r"|write|wrote|ask\w* (?:again|her|him|hr|them)\b)"
)
_OF_A_PERSON = re.compile(
    r"\b(?:they|she|he|me|us|you|your|thanks|thank|but|said|says|told|offer\w*|reject\w*|invit\w*"
    r"|replied|answered|(?:called|rang|phoned|wrote|got|came) back)\b"
)


def _listed(section: str) -> str:
    """A pattern for the phrases of a section, whose words may be joined or hyphened."""
    longest_first = sorted(words(section), key=len, reverse=True)
    return "|".join(re.escape(each).replace(r"\ ", "[ -]?") for each in longest_first)


_SUBJECT_OF = re.compile(r"^(?:(?:subject|re|aw|fwd?|wg)\s*:|\[[^\[\]]{1,20}\]|[' ])*")
_GOT = (
    r"^(?:(?:i|it|it's|that|this|was|is|just|only|got|received|an?|the|their|her|his|another|some"
    r"|[^\W\d_]+'s) )*"
)
_ANY_MAIL = (
    r"(?:(?:(?:my|our|first|second|thank[ -]?you|follow[ -]?up) )*"
    r"(?:e-?mail|mail|message|note|it|this|address)(?: (?:to|for) \S+)?"
    r"(?: (?:has|was|is|got|came))* )?(?:(?:has|was|is|came|back) )*"
)
_AUTO = r"auto(?:mat(?:ic|ed)?)?"
_BY_ITSELF = (
    rf"{_AUTO}[ -]?(?:reply|replied|response|answer|respon[ds]\w*|confirmation|ack\w*|e-?mail"
    rf"|mail|message)|{_AUTO}(?=\s*(?::|$))|(?:{_listed('auto-reply')})\b"
)
_LEFT = r"(?:left|leaving|sent|had to leave)"
_VOICEMAIL = (
    r"(?:(?:no (?:answer|pick ?up|reply)|didn't pick up|not in)[ ,;:/-]+)?(?:so |i )*"
    rf"(?:{_LEFT} (?:an?|the|her|his|their|my)? ?(?:message(?: (?:on|with|for|at)\b|$|\W))"
    rf"|(?:(?:{_LEFT}|went to|straight to|reached|got|only|just) )*"
    rf"(?:an?|the|her|his|their|my)? ?(?:{_listed('left voicemail')})\b)"
)
_NO_ANSWERS = {
    Answer.BOUNCED: re.compile(
        rf"{_GOT}{_ANY_MAIL}(?:(?:{_listed('bounced')})\b(?! (?:ideas|around|between))"
        r"|returned$|postmaster(?=[@:]|$)|(?:[45]\d\d\W+)?[45](?:\.\d{1,3}){2}\b"
        rf"|[45]\d\d\W+(?:{_listed('bounced')})\b)"
    ),
    Answer.AWAY: re.compile(rf"{_GOT}(?:auto\w*[ -]?(?:reply)?[ :,(-]*)?(?:{_listed('away')})\b"),
    Answer.AUTOMATIC: re.compile(f"{_GOT}(?:{_BY_ITSELF})"),
    Answer.VOICEMAIL: re.compile(f"^{_VOICEMAIL}"),
}
_TELLS_ALL = re.compile(r"\s*:")
_ENDS_AUTOMATIC = re.compile(
    r"(?:[(\[,;]|\s-) *(?:(?:got|an?|just|only|from) )*"
    rf"(?:{_AUTO}[ -]?(?:reply|response|answer|respon[ds]\w*|confirmation)|{_listed('auto-reply')}"
    r")[ )\].]*$"
)
_ENDS_AWAY = re.compile(rf"[(\[] *(?:{_listed('away')})(?: reply| message)?[ )\].]*$")

_NOT_THEIRS = re.compile(
    r"\b(?:i|we|i've|i'll|to|will|would|not|never|nobody|no one|yet to|\w+n't)(?: [\w'-]+){1,2}"
)
"""What was not done, is still to be done, or was done by the user."""
_OF_THE_ADDRESS = re.compile(
    r"\b(?:says?|said|saying|told)\b[^,;]*\b(?:account|address|blocked|domain|e-?mail|exist\w*"
    r"|full|inbox|mail|mailbox|recipient|server|spam|unknown|user)\b"
)
_THEY = r"(?:she|he|they|hr|recruiter|manager)(?:'s| has| have| had| just| then| later| finally)*"
_ACTED = (
    r"(?:called|calls|rang|phoned|mailed|emailed|texted|wrote|writes|sent|invite[ds]|offer\w*"
    r"|accepted|agreed|rejected|declined|decided|suggested|proposed|replied|replies|answered"
    r"|responded|came back)"
)
_TOLD = r"(?:said|says|say|told|asks|asked|confirmed|promised|want|wants|thanked|liked?|is keen)"
_ANSWERED = (
    r"\b(?:called|calls|rang|phoned|wrote|writes|got|came) back\b|\b(?:replied|responded)\b"
    r"|\banswered\b(?! by)|\breturned (?:my|our|the) call\b"
    rf"|\b{_THEY} {_ACTED}\b"
    r"|\b(?:but|then|later|afterwards|however|now|finally|eventually|and (?:she|he|they))\b"
    rf"(?: [\w']+){{0,3}}? (?:{_TOLD}|invited|offer\w*|thanks|thank you"
    r"|wrote (?!to (?!me|us))|called me)\b"
    r"(?! (?:her|him|them|hr)\b)"
)
_SPOKE = {
    Answer.BOUNCED: re.compile(rf"{_ANSWERED}|\b{_THEY} {_TOLD}\b"),
    Answer.AWAY: re.compile(_ANSWERED),  # what it says is what a machine says
    Answer.AUTOMATIC: re.compile(_ANSWERED),
    Answer.VOICEMAIL: re.compile(rf"{_ANSWERED}|\b{_THEY} {_TOLD}\b|\b(?:wants|invites|offers)\b"),
}
"""How what follows tells that a person has answered all the same."""
_MOST_WORDS = 30


def what_answer(text: str) -> Answer:
    """What a Response says: word from a person unless it plainly says that there was none. `text`
    as `text_of` gives it."""
    said = fold(text)
    if not said:
        return Answer.BLANK
    if _says_none(said):
        return Answer.NONE
    answer = _no_answer(_SUBJECT_OF.sub("", said))
    if answer is Answer.GIVEN and _says_none_and_what_next(said):
        return Answer.NONE
    return answer


def _no_answer(said: str) -> Answer:
    """What came in the place of an answer, GIVEN for a person's. A machine's subject with a colon
    quotes, so nothing behind it is read; what people add in their own words is."""
    for answer, pattern in _NO_ANSWERS.items():
        found = pattern.search(said)
        if found and (
            _is_a_subject(
                answer,
                said,
                found,
            )
            or _stands(answer, said[found.end() :])
        ):
            return answer
    if _ENDS_AUTOMATIC.search(said):
        return Answer.AUTOMATIC
    return Answer.AWAY if _ENDS_AWAY.search(said) else Answer.GIVEN


def _is_a_subject(answer: Answer, said: str, found: re.Match[str]) -> bool:
    by_hand = answer is Answer.VOICEMAIL or found[0].endswith(("bounce", "bounced"))
    return not by_hand and _TELLS_ALL.match(said, found.end()) is not None


def _stands(answer: Answer, behind: str) -> bool:
    """Whether nobody spoke in what follows."""
    if len(behind.split()) > _MOST_WORDS:
        return False
    behind = _NOT_THEIRS.sub("", behind)
    if answer is Answer.BOUNCED:
        behind = _OF_THE_ADDRESS.sub("", behind)
    return not _SPOKE[answer].search(behind)


def _says_none(said: str) -> bool:
    bare = said.strip(_SHELL)
    if not bare:
        return not _SMILE.search(said)
    core = _AFTER.sub("", _BEFORE.sub("", bare)).strip(_SHELL)
    return not words("no answer").isdisjoint((core, bare))


def _says_none_and_what_next(said: str) -> bool:
    """`no reply, will try again`: none, and behind a seam the same once more or the user's own next
    step. A bare `no` is an answer where more than that follows."""
    for seam in _SEAM.finditer(said):
        head, tail = said[: seam.start()].strip(_SHELL), said[seam.end() :]
        if _YET.sub("", _BEFORE.sub("", head)) in words("no answer"):
            return _says_none(tail) or (head not in _SAID_TOO and _is_own_next_step(tail))
    return False


_SAID_TOO = {
    "no",
    "nope",
}


def _is_own_next_step(tail: str) -> bool:
    if _OF_A_PERSON.search(tail):
        return False
    return _OWN_NEXT_STEP.match(tail) is not None or _says_none_and_what_next(tail)


def with_answers(log: pd.DataFrame, grid: Grid, today: date) -> pd.DataFrame:
    """The log with `answer`, what each Response is, and `hint`, what Needs tells of it. A Response
    that is no answer is none from here on, and so is one from a day that has yet to come (spec 3,
    Communications). A Response date alone says that they answered: what, is asked."""
    texts, days = log["response"].tolist(), log["response_date"]
    sent = log["direction"] != "Received"  # what was received has its Date
    ahead = sent & (days > pd.Timestamp(today))
    answers = _answers(texts, ahead.tolist())
    rows = log["sheet_row"].tolist()
    hints = [
        _hint(grid, *line)
        for line in zip(
            rows,
            texts,
            answers,
            strict=True,
        )
    ]
    for place in np.flatnonzero(sent & (log["response"] == "") & days.notna() & ~ahead).tolist():
        answers[place], hints[place] = _day_alone(grid, rows[place])
    given = np.array([answer is Answer.GIVEN for answer in answers], dtype=bool)
    none = np.array([answer not in _COUNTED for answer in answers], dtype=bool)
    for place in np.flatnonzero(ahead | (given & sent & days.isna())).tolist():
        hints[place] = hints[place] or _asks_for_day(
            grid,
            rows[place],
            days[place],
        )
    return log.assign(
        response=log["response"].mask(none, ""),
        response_date=days.mask(none | ahead),
        answer=pd.array([answer.value for answer in answers], dtype="str"),
        hint=pd.array(hints, dtype="str"),
    )


def _answers(texts: Sequence[str], ahead: Sequence[bool]) -> list[Answer]:
    """What each Response is, each different text read once."""
    kinds = {text: what_answer(text) for text in set(texts)}
    return [
        Answer.AHEAD if late and kinds[text] is Answer.GIVEN else kinds[text]
        for text, late in zip(texts, ahead, strict=True)
    ]


_COUNTED = (Answer.BLANK, Answer.GIVEN)


def _day_alone(grid: Grid, row: int) -> tuple[Answer, str]:
    """What a Response date says whose Response is blank, and what Needs asks; `-` and its like were
    typed to say that there was none."""
    typed = grid.value("response", row)
    if isinstance(typed, str) and typed.strip():
        return Answer.NONE, ""
    if typed is not None or "response" not in grid.columns:
        return Answer.BLANK, ""
    return Answer.BLANK, str(
        Problem(
            grid.place("response", row),
            "",
            _WHAT_THEY_SAID,
        )
    )


def _hint(grid: Grid, row: int, text: str, answer: Answer) -> str:
    if answer not in HINTS:
        return ""
    return str(
        Problem(
            grid.place("response", row),
            text,
            HINTS[answer],
        )
    )


def _asks_for_day(grid: Grid, row: int, day: pd.Timestamp) -> str:
    """What Needs asks of the day of an answer, which is blank, ahead or no day at all."""
    if "response_date" not in grid.columns:
        return ""
    typed, place = grid.value("response_date", row), grid.place("response_date", row)
    if pd.notna(day):
        return str(Problem(place, f"{day:%Y-%m-%d}", ANSWERED_AHEAD))
    if says_something(typed):
        return str(Problem(place, shown(typed), "is not a day; type the day they answered"))
    return str(Problem(place, "", "Response date is blank; type the day they answered"))
