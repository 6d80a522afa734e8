"""Due rows -> texts that a person can send as they are (spec 6). Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sheetfollow.intake.addresses import ascii_address
from sheetfollow.intake.names import NameKind, kind_of_name
from sheetfollow.intake.settings import Settings
from sheetfollow.letters.mail import Attachment, compose, recipient
from sheetfollow.letters.on_disk import parts_of
from sheetfollow.letters.wordings import builtin, forward
from sheetfollow.letters.wordings.phrases import (
    greeting_name,
    in_full,
    job,
    one_line,
    phrase,
    spoken,
)
from sheetfollow.letters.wordings.sandbox import BrokenTemplate, fill
from sheetfollow.model import Draft, Gap, Problem, Task, Wording
from sheetfollow.schema import INTERVIEWS, Channel, Message, Status

_PHRASES, _TITLES = ("topic", "challenge", "skill", "idea"), ("role", "team")
_OWN = ("your_name", "your_phone")
_GAPS = {
    key: f"[{INTERVIEWS.column(key).header.lower()}]"
    for key in (*_PHRASES, *_TITLES, "interviewer", "decision_by")
}
_GAPS |= {
    "your_name": "[your name]",
    "your_phone": "[your phone]",
    "answer": "[your answer to their message]",
}
_NO_ADDRESS = {Channel.EMAIL: "[email]", Channel.PHONE: "[phone]"}
_NO_APOLOGY_HOURS = 72
_STEERING = ("Cc", "Cs")  # marks of direction and joiners stay: some scripts need them
_MAILS = (Channel.EMAIL, Channel.HR_MAILBOX)
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ẞ": "SS",
        "ø": "o",
        "Ø": "O",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ı": "i",
        "ħ": "h",
        "Ħ": "H",
    }
)
_NAME_LENGTH, _ID_LENGTH = 24, 24
_ANY_ROW = Task(
    id="id",
    place="",
    message=Message.THANK_YOU,
    channel=Channel.EMAIL,
    status=Status.DUE,
    due_from=date.min,
    due_by=date.min,
    company="Company",
    job_title="Job",
    interviewer="Name",
    interview_date=date.min,
)


class _Gap(str):
    """A detail that the row lacks: false in a condition, and visible as [detail] where it is
    printed."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True)
class Stationery:
    """What every draft of a run shares. `wordings` are the sheet's, `samples` maps a Work sample
    cell to the bytes of its file."""

    wordings: Sequence[Wording]
    settings: Settings
    today: date
    samples: Mapping[str, bytes] = field(default_factory=dict)


def render(tasks: Sequence[Task], stationery: Stationery) -> list[Draft]:
    """One draft for each task, in order.

    The wording is the sheet's, else the built-in one; of its variants the application chooses, and
    colleagues of one round get different ones. A broken template gives a draft with a problem and
    no text; the others go on.
    """
    return [_draft(task, stationery) for task in tasks]


def broken(stationery: Stationery) -> Iterator[Problem]:
    """What is wrong with the wordings that no row can use, whether one needs them today or not
    (spec 3, Messages)."""
    names = _names(_ANY_ROW, stationery)
    for wording in stationery.wordings:
        try:
            _filled(wording, names)
        except _Refused as refused:
            yield refused.problem


def reread(draft: Draft, text: str, stationery: Stationery) -> Draft:
    """The draft with the recipient, the subject and the body that its .txt holds by now, and the
    mail made of them: the user's edits win. What was taken out of the head is as it was made."""
    if text == draft.text:
        return draft
    parts = parts_of(text)
    to, subject = parts.named("To"), parts.named("Subject")
    standing = replace(
        draft,
        text=text,
        to=draft.to if to is None else to,
        subject=draft.subject if subject is None else subject,
        body=parts.body,
    )
    return replace(standing, mail=_mail(standing, stationery.samples, addressed=to))


def stem(task: Task) -> str:
    """The file name without its suffix: due day, company, interviewer, message, ID; ASCII, at most
    120 characters with any suffix, safe on Windows (spec 6)."""
    names = [_slug(text)[:_NAME_LENGTH].strip("-") for text in (task.company, task.interviewer)]
    identity = _slug(task.id)
    if len(identity) > _ID_LENGTH:
        identity = identity[: _ID_LENGTH - 9] + "-" + _digest(task.id)
    return "_".join([task.due_by.isoformat(), *names, _slug(task.message), identity])


def _slug(text: str) -> str:
    plain = (
        unicodedata.normalize("NFKD", text.translate(_LETTERS))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _draft(task: Task, stationery: Stationery) -> Draft:
    """Whatever goes wrong is this row's problem: no row stops the others."""
    try:
        return _made(task, stationery)
    except _Refused as refused:
        problem = refused.problem
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        expected = f"no draft could be made of this row ({reason}); please report it"
        problem = Problem(task.place, "", one_line(expected))
    return Draft(task, stem(task), "", "", "", "", problem=problem)


def _made(task: Task, stationery: Stationery) -> Draft:
    to = _recipient(task)
    subject, body = _note(task, stationery)
    text = _text(task, to, subject, body, stationery.settings)
    said = (subject + body).casefold()
    names = (gap.strip("[]") for gap in _GAPS.values() if gap in said)
    gaps = tuple(Gap(name, ask=name) for name in names)
    draft = Draft(task, stem(task), to, subject, body, text, gaps=gaps)
    return replace(draft, mail=_mail(draft, stationery.samples))


class _Refused(Exception):
    """Nothing may be written for this row; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _recipient(task: Task) -> str:
    """Where it goes, or the gap for it. Refuses what is more than one address (spec 5.5)."""
    addresses = {
        Channel.EMAIL: task.email,
        Channel.HR_MAILBOX: task.hr_email,
        Channel.LINKEDIN: task.linkedin,
        Channel.PHONE: task.phone,
    }
    channel = Channel(task.channel)
    address = addresses[channel]
    if address and channel in _MAILS and not ascii_address(address):
        raise _Refused(
            Problem(
                task.place,
                address,
                "is not an address that mail programs take; correct it, then sync",
            )
        )
    return one_line(address) or _NO_ADDRESS.get(channel, "")


def _note(task: Task, stationery: Stationery) -> tuple[str, str]:
    """(subject, body) in the first of the row's variants that fits its channel."""
    names = _names(task, stationery)
    variants = _variants(task, stationery.wordings)
    if task.channel == Channel.LINKEDIN:
        return "", _fitting(
            [_filled(each, names)[1].strip() for each in variants], names, stationery.settings
        )
    subject, body = _filled(variants[0], names)
    if task.channel == Channel.PHONE:
        return "", body
    subject, body = (
        subject or f"{names['job_title']} at {names['company']}",
        _with_sample(body, str(names["sample"])),
    )
    if task.channel == Channel.HR_MAILBOX and not variants[0].channel:
        return _filled(forward(), names | {"message": body})
    return subject, body


def _variants(task: Task, wordings: Sequence[Wording]) -> list[Wording]:
    """The wordings for the row's message and channel, its own first."""
    for source in (wordings, builtin()):
        for channel in (task.channel, ""):
            found = [
                each for each in source if (each.message, each.channel) == (task.message, channel)
            ]
            if found:
                turn = (
                    _shared_number(task) + task.number + task.sent_before.count(task.message)
                ) % len(found)
                return found[turn:] + found[:turn]
    raise LookupError(f"no wording for {task.message}")


def _shared_number(task: Task) -> int:
    """A number that the colleagues of one round share, so that their places among them tell their
    variants apart."""
    return int(_digest(f"{task.company}\n{task.job_title}\n{task.interview_date}"), 16)


def _filled(wording: Wording, names: Mapping[str, str | int | bool]) -> tuple[str, str]:
    return one_line(_fill(wording, wording.subject, "subject, ", names)), _tidy(
        _fill(wording, wording.body, "", names)
    )


def _fill(wording: Wording, template: str, part: str, names: Mapping[str, str | int | bool]) -> str:
    try:
        return fill(template, names)
    except BrokenTemplate as error:
        expected = f"the wording cannot be used: {part}{error}"
        raise _Refused(Problem(wording.place, "", expected)) from error


def _tidy(body: str) -> str:
    """No space twice or at the end of a line, no two blank lines, no full stop after another, after
    ? or !, and no sign that steers a terminal or a mail program."""
    lines = (_line(line) for line in body.splitlines())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return re.sub(r"(?<!\.)([?!.])\.(?=\s|$)", r"\1", text) + "\n"


def _line(line: str) -> str:
    if not line.isprintable():
        line = "".join(" " if unicodedata.category(sign) in _STEERING else sign for sign in line)
    return re.sub(r"(?<=\S) {2,}", " ", line).rstrip()


def _names(task: Task, stationery: Stationery) -> dict[str, str | int | bool]:
    """Every name that a template may use."""
    settings, until = stationery.settings, max(task.due_by, stationery.today)
    known = {key: phrase(getattr(task, key)) for key in _PHRASES}
    known |= {key: one_line(getattr(task, key)) for key in _TITLES}
    known |= {key: one_line(getattr(settings, key)) for key in _OWN}
    month_first = settings.date_order == "MDY"
    named = task.decision_by and in_full(task.decision_by, year=until.year, month_first=month_first)
    details: dict[str, str | int | bool] = {
        key: text or _Gap(_GAPS[key]) for key, text in known.items()
    }
    return details | {
        "interviewer": one_line(task.interviewer) or _Gap(_GAPS["interviewer"]),
        "first_name": _first_name(task),
        "company": one_line(task.company),
        "job_title": job(task.job_title),
        "round": task.round,
        "interview_day": spoken(task.interview_date, until=until, month_first=month_first),
        "decision_day": named or _Gap(_GAPS["decision_by"]),
        "late": task.message == Message.THANK_YOU and task.hours_late > _NO_APOLOGY_HOURS,
        "sample": _sample(task, stationery.samples),
        "your_email": settings.your_email,
        "your_link": one_line(settings.your_link),
        "signature": _signature(settings),
    }


def _first_name(task: Task) -> str:
    """The name to greet with; a gap where the cell does not name one person (spec 3)."""
    if kind_of_name(task.interviewer) is NameKind.PERSON:
        return greeting_name(one_line(task.interviewer))
    return _Gap(_GAPS["interviewer"])


def _signature(settings: Settings) -> str:
    lines = (
        settings.your_name or _GAPS["your_name"],
        settings.your_phone,
        settings.your_email,
        settings.your_link,
    )
    return "\n".join(filter(None, map(one_line, lines)))


def _sample(task: Task, samples: Mapping[str, bytes]) -> str:
    """The sentence about the work sample: with the first message of the row that can carry it, if
    it was mentioned."""
    if (
        not task.sample_mentioned
        or task.channel not in _MAILS
        or Message.THANK_YOU in task.sent_before
    ):
        return ""
    if task.work_sample in samples:
        return "I attach the work sample that we talked about."
    if task.work_sample.startswith("https://"):
        return f"The work sample that we talked about is here: {one_line(task.work_sample)}"
    return ""


def _with_sample(body: str, sentence: str) -> str:
    """The body with the sentence about the sample before its last paragraph, where the wording has
    left it out."""
    if not sentence or sentence in body:
        return body
    above, gap, last = body.rpartition("\n\n")
    return f"{above}\n\n{sentence}{gap}{last}" if gap else f"{body}\n{sentence}\n"


def _mail(
    draft: Draft, samples: Mapping[str, bytes], *, addressed: str | None = None
) -> bytes | None:
    """The mail to the row's person, or to whom the user has `addressed` the draft."""
    task = draft.task
    if task.channel not in _MAILS:
        return None
    data = samples.get(task.work_sample) if _sample(task, samples) else None
    attachment = None if data is None else Attachment(task.work_sample, data)
    name, address = _recipient_of(task)
    if addressed is not None and addressed != address:
        name, address = recipient(addressed)
    return compose(name, address, draft.subject, draft.body, attachment)


def _recipient_of(task: Task) -> tuple[str, str]:
    if task.channel == Channel.EMAIL:
        return one_line(task.interviewer), task.email
    return "", task.hr_email


def _fitting(
    notes: Sequence[str], names: Mapping[str, str | int | bool], settings: Settings
) -> str:
    """The first note within the limit; else the shortest, cut at the end of a sentence; else that
    one as it is."""
    limit, name = settings.note_characters, str(names["your_name"])
    for note in notes:
        if len(note) <= limit:
            return note + "\n"
    shortest = min(notes, key=len)
    sentences = re.split(r"(?<=[.!?])\s+", shortest.removesuffix(name).strip())
    for count in range(len(sentences) - 1, 0, -1):
        cut = " ".join([*sentences[:count], name])
        if len(cut) <= limit:
            return cut + "\n"
    return shortest + "\n"


def _text(task: Task, to: str, subject: str, body: str, settings: Settings) -> str:
    if task.channel == Channel.PHONE:
        return f"Call: {to}\n\n{body}"
    if task.channel == Channel.LINKEDIN:
        return (
            f"LinkedIn: {to}\n\n{body}\n({len(body.strip())} of {settings.note_characters}"
            " characters)\n"
        )
    return f"To: {to}\nSubject: {subject}\n\n{body}"
