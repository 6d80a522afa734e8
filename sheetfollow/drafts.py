"""Due rows -> texts that a person can send as they are (spec 6). Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sheetfollow.dates import say
from sheetfollow.model import Draft, Problem, Task, Wording
from sheetfollow.schema import INTERVIEWS, Channel, Message
from sheetfollow.settings import Settings
from sheetfollow.templates import builtin

_GAPS = {key: f"[{INTERVIEWS.column(key).header.lower()}]" for key in
         ("role", "topic", "challenge", "skill", "team", "idea")}  # fmt: skip
_OWN_GAPS = {"your_name": "[your name]", "your_phone": "[your phone]"}
_ANSWER_GAP = "[your answer to their message]"
_NO_APOLOGY_HOURS = 72
_TITLES = {"dr", "prof", "mr", "mrs", "ms", "mx"}
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ł": "l", "Ł": "L", "đ": "d", "ð": "d"})


class _Gap(str):
    """A detail that the row lacks: false in a condition, and visible as [detail] where it is printed."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


class _Sandbox(ImmutableSandboxedEnvironment):
    """The user's templates: no attribute tricks, no arithmetic that grows without bound."""

    intercepted_binops = frozenset({"**", "*", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        raise TemplateError(f"the sign {operator} is not available in a message")


_ENVIRONMENT = _Sandbox(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)
_ENVIRONMENT.globals.clear()


def render(tasks: Sequence[Task], wordings: Sequence[Wording], settings: Settings, *, today: date) -> list[Draft]:
    """One draft for each task, in order. The wording is the sheet's, else the built-in one; of several variants the
    row's ID chooses, and colleagues of one round get different ones. A broken template gives a draft with a problem."""
    return [_draft(task, _choose(task, wordings), settings, today) for task in tasks]


def stem(task: Task) -> str:
    """The file name without its suffix: due day, company, interviewer, message, ID; ASCII, at most 120 characters with
    any suffix, safe on Windows (spec 6)."""
    names = [_slug(task.company)[:24], _slug(task.interviewer)[:24], _slug(task.message)]
    return "_".join([task.due_by.isoformat(), *(name.strip("-") or "x" for name in names), _slug(task.id)])


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return found or hashlib.sha256(text.encode()).hexdigest()[:6]


def _choose(task: Task, wordings: Sequence[Wording]) -> Wording:
    own = [each for each in wordings if each.message == task.message]
    for source in (own, [each for each in builtin() if each.message == task.message]):
        for channel in (task.channel, ""):
            variants = [each for each in source if each.channel == channel]
            if variants:
                return variants[(_stable(task) + task.number + len(task.sent_before)) % len(variants)]
    raise LookupError(task.message)


def _stable(task: Task) -> int:
    """A number that colleagues of one round share, so that their places among them tell their variants apart."""
    words = f"{task.company}\n{task.job_title}\n{task.interview_date}"
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:4])


def _draft(task: Task, wording: Wording, settings: Settings, today: date) -> Draft:
    names = _names(task, settings, today)
    try:
        subject = _one_line(_fill(wording.subject, names))
        body = _tidy(_fill(wording.body, names))
    except (TemplateError, ValueError, TypeError, OverflowError) as error:
        return Draft(task, stem(task), "", "", "", "", problem=_broken(wording, error))
    if task.channel == Channel.HR_MAILBOX and not wording.channel:
        body = _forward(task) + body
    to = _to(task)
    gaps = tuple(
        gap.strip("[]") for gap in (*_GAPS.values(), *_OWN_GAPS.values(), _ANSWER_GAP) if gap in subject + body
    )
    return Draft(task, stem(task), to, subject, body, _text(task, to, subject, body, settings), gaps=gaps)


def _fill(template: str, names: Mapping[str, Any]) -> str:
    return _ENVIRONMENT.from_string(template).render(names)


def _names(task: Task, settings: Settings, today: date) -> dict[str, Any]:
    """Every variable that a template may use."""
    details = {key: getattr(task, key) or _Gap(gap) for key, gap in _GAPS.items()}
    own = {key: getattr(settings, key) or _Gap(gap) for key, gap in _OWN_GAPS.items()}
    return details | own | {
        "interviewer": task.interviewer,
        "first_name": _first_name(task.interviewer),
        "company": task.company,
        "job_title": task.job_title,
        "round": task.round,
        "interview_day": _spoken(task.interview_date, today),
        "decision_day": _spoken(task.decision_by, today) if task.decision_by else _Gap("[decision by]"),
        "late": task.message == Message.THANK_YOU and task.hours_late > _NO_APOLOGY_HOURS,
        "sample": _sample(task),
        "your_email": settings.your_email,
        "your_link": settings.your_link,
        "signature": "\n".join(filter(None, (
            settings.your_name or _OWN_GAPS["your_name"], settings.your_phone, settings.your_link))),
    }  # fmt: skip


def _first_name(interviewer: str) -> str:
    """The name to greet with: the first one, or title and last name."""
    words = interviewer.split()
    if words and words[0].rstrip(".").casefold() in _TITLES and len(words) > 1:
        return f"{words[0]} {words[-1]}"
    return words[0] if words else interviewer


def _spoken(day: date, today: date) -> str:
    """A day that stays right whenever the message is sent: the weekday within a week, else the date."""
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]
    if abs((today - day).days) < 5:
        return weekday
    return say(day, today=today).partition(" ")[2]


def _sample(task: Task) -> str:
    """The sentence that points to the sample, where it was mentioned and is a link."""
    if task.sample_mentioned and task.work_sample.startswith("https://"):
        return f"The work sample we talked about is here: {task.work_sample}"
    return ""


def _to(task: Task) -> str:
    addresses = {Channel.EMAIL: task.email, Channel.HR_MAILBOX: task.hr_email, Channel.LINKEDIN: task.linkedin,
                 Channel.PHONE: task.phone}  # fmt: skip
    missing = {Channel.EMAIL: "[email]", Channel.PHONE: "[phone]"}
    return addresses[Channel(task.channel)] or missing.get(Channel(task.channel), "")


def _forward(task: Task) -> str:
    role = f", {task.role}," if task.role else ""
    return (
        "Dear colleagues,\n\n"
        f"Would you please forward this note to {task.interviewer}{role} whom I met about the {task.job_title} role? "
        "Thank you very much for your help.\n\n"
    )


def _text(task: Task, to: str, subject: str, body: str, settings: Settings) -> str:
    if task.channel == Channel.PHONE:
        return f"Call: {to}\n\n{body}"
    if task.channel == Channel.LINKEDIN:
        length, limit = len(body.strip()), settings.note_characters
        return f"LinkedIn: {to}\n\n{body}\n({length} of {limit} characters)\n"
    return f"To: {to}\nSubject: {subject}\n\n{body}"


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _tidy(body: str) -> str:
    """No run of blank lines, no space at the end of a line, one line end at the end."""
    lines = "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _broken(wording: Wording, error: Exception) -> Problem:
    line = getattr(error, "lineno", None) if isinstance(error, TemplateSyntaxError) else None
    where = f"line {line}: " if line else ""
    hint = "the names that a message may use stand in the README" if isinstance(error, UndefinedError) else "correct it"
    return Problem(wording.place, "", f"the template is broken: {where}{_one_line(str(error))}; {hint}")
