"""Due rows -> texts that a person can send as they are (spec 6). Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sheetfollow.files.names import short_digest
from sheetfollow.intake.addresses import ascii_address
from sheetfollow.intake.settings import Settings
from sheetfollow.letters.details import RowWords
from sheetfollow.letters.mail import Attachment, compose, recipient
from sheetfollow.letters.on_disk import parts_of
from sheetfollow.letters.speech import is_short_enough
from sheetfollow.letters.stationery import MAILS, Stationery, is_late, mails_to_row, stem
from sheetfollow.letters.wordings import builtin, exhausted, forward
from sheetfollow.letters.wordings.language import is_english
from sheetfollow.letters.wordings.phrases import in_full, one_line, spoken
from sheetfollow.letters.wordings.placeholders import filled_in
from sheetfollow.letters.wordings.sandbox import BrokenTemplate, fill
from sheetfollow.model import Draft, Gap, Problem, Task, Wording
from sheetfollow.schema import INTERVIEWS, Channel, Message, Status
from sheetfollow.words.people import written
from sheetfollow.words.titles import RoleKind

Names = Mapping[str, str | int | bool]

_DETAILS = ("topic", "challenge", "skill", "team", "idea")
_OWN = ("your_name", "your_phone")
_GAPS = {
    "role": f"[{INTERVIEWS.column('role').header.lower()}]",
    "decision_by": f"[{INTERVIEWS.column('decision_by').header.lower()}]",
    "your_name": "[your name]",
    "your_phone": "[your phone]",
    "answer": "[your answer to their message]",
}
_NO_ADDRESS = {Channel.EMAIL: "[email]", Channel.PHONE: "[phone]"}
_BLANK_LINES, _SECOND_STOP = re.compile(r"\n{3,}"), re.compile(r"(?<!\.)([?!.])\.(?=\s|$)")
_ONE_SPACE = re.compile(r"^ (?=\S)")
_STEERING = ("Cc", "Cs")  # marks of direction and joiners stay: some scripts need them
_REST_DAYS = 90
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
    names = _names(RowWords(_ANY_ROW), stationery, english=True)
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
    return Draft(
        task,
        stem(task),
        "",
        "",
        "",
        "",
        problem=problem,
    )


def _made(task: Task, stationery: Stationery) -> Draft:
    words = RowWords(task, _shared_number(task) + task.number + _sent_to_row(task))
    to = _recipient(task)
    subject, body = _note(words, stationery)
    text = _text(task, to, subject, body, stationery)
    gaps = tuple(_gaps(words, f"{subject}\n{body}"))
    notes = tuple(words.notes(gaps))
    attached = tuple(_attached(words, stationery.samples))
    draft = Draft(
        task, stem(task), to, subject, body, text, gaps=gaps, notes=notes, attached=attached
    )
    return replace(draft, mail=_mail(draft, stationery.samples))


def _attached(words: RowWords, samples: Mapping[str, bytes]) -> Iterator[str]:
    """The files that go with the mail: a sample that was mentioned, an idea that was written."""
    task = words.task
    if _sample(task, samples) and task.work_sample in samples:
        yield task.work_sample
    if _written_idea(words, samples) and words.concept[1] in samples:
        yield words.concept[1]


def _gaps(words: RowWords, said: str) -> Iterator[Gap]:
    """The details that stand as gaps in the text, with what to type for each."""
    if "[" not in said:
        return
    known = [words.gap(column) for column in (*_DETAILS, "interviewer")]
    own = [Gap(gap.strip("[]"), gap.strip("[]")) for gap in _GAPS.values()]
    for gap in (*known, words.new_gap, words.used_up_gap, *own):
        if f"[{gap.name}]" in said:
            yield gap


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
    if address and channel in MAILS and not ascii_address(address):
        raise _Refused(
            Problem(
                task.place,
                address,
                "is not an address that mail programs take; correct it, then sync",
            )
        )
    return one_line(address) or _NO_ADDRESS.get(channel, "")


def _note(words: RowWords, stationery: Stationery) -> tuple[str, str]:
    """(subject, body) in the first of the row's variants that fits its channel."""
    task = words.task
    variants = _variants(task, stationery.wordings_now)
    wording = variants[0]
    names = _names(words, stationery, english=is_english(wording))
    if task.channel == Channel.LINKEDIN:
        notes = (_filled(each, names)[1].strip() for each in variants)
        return "", _fitting(notes, stationery.settings)
    subject, body = _filled(wording, names)
    if task.channel == Channel.PHONE:
        return "", _short_enough(body, wording, names)
    subject = subject or f"{names['job_title']} at {names['company']}"
    body = _with_sentence(body, str(names["sample"]))
    body = _with_sentence(body, _written_idea(words, stationery.samples))
    if _is_passed_on(words, wording):
        subject, body = _filled(forward(), {**names, "message": body})
    first = stationery.subjects.get(task.id, "")
    return f"Re: {first}" if first else subject, body


def _is_passed_on(words: RowWords, wording: Wording) -> bool:
    """Whether an HR mailbox is asked to forward the note; HR itself handles offers and
    withdrawals."""
    if words.task.channel != Channel.HR_MAILBOX or wording.channel:
        return False
    theirs = words.task.message in (Message.OFFER, Message.WITHDRAWAL)
    return not (theirs and words.role_kind is RoleKind.HR)


def _variants(task: Task, wordings: Sequence[Wording]) -> list[Wording]:
    """The wordings for the row's message and channel that its application has not had within 90
    days, its own first; where all are used, the one that is a gap."""
    for source in (wordings, builtin()):
        for channel in (task.channel, ""):
            same = (each for each in source if each.message == task.message)
            found = [each for each in same if each.channel == channel]
            if found:
                return _unused(found, task)
    raise LookupError(f"no wording for {task.message}")


def _unused(found: list[Wording], task: Task) -> list[Wording]:
    is_thanks = task.message == Message.THANK_YOU
    lately = [each for each in task.sent if (task.due_by - each.day).days <= _REST_DAYS]
    used = 0 if is_thanks else [each.message for each in lately].count(task.message)
    if used >= len(found):
        return [exhausted(task.message, task.channel, used)]
    turn = (_shared_number(task) + (task.number if is_thanks else used)) % len(found)
    return (found[turn:] + found[:turn])[: len(found) - used]


def _shared_number(task: Task) -> int:
    """A number that the rows of one application share, so that their places in it tell their
    variants apart."""
    return int(short_digest(f"{task.company}\n{task.job_title}"), 16)


def _sent_to_row(task: Task) -> int:
    return sum(each.row == task.id for each in task.sent)


def _filled(wording: Wording, names: Names) -> tuple[str, str]:
    subject = one_line(_fill(wording, wording.subject, "subject, ", names))
    return _capitalized(subject), _tidy(_fill(wording, wording.body, "", names))


def _capitalized(subject: str) -> str:
    """With a capital, but for a name like iOS."""
    first = subject.partition(" ")[0]
    return subject[:1].upper() + subject[1:] if first.islower() else subject


def _fill(wording: Wording, template: str, part: str, names: Names) -> str:
    try:
        return fill(filled_in(template), names)
    except BrokenTemplate as error:
        expected = f"the wording cannot be used: {part}{error}"
        raise _Refused(Problem(wording.place, "", expected)) from error


def _tidy(body: str) -> str:
    """No space twice or at the end of a line, no two blank lines, no full stop after another, after
    ? or !, and no sign that steers a terminal or a mail program."""
    text = "\n".join(map(_line, body.splitlines())).strip()
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    if any(stops in text for stops in ("..", "?.", "!.")):
        text = _SECOND_STOP.sub(r"\1", text)
    return text + "\n"


@lru_cache(maxsize=1024)
def _line(line: str) -> str:
    """A space at its beginning is what an empty sentence before it has left."""
    if not line.isprintable():
        line = "".join(" " if unicodedata.category(sign) in _STEERING else sign for sign in line)
    if "  " in line:
        line = re.sub(r"(?<=\S) {2,}", " ", line)
    return _ONE_SPACE.sub("", line.rstrip()) if line.startswith(" ") else line.rstrip()


def _names(words: RowWords, stationery: Stationery, *, english: bool) -> Names:
    """Every name that a template may use. In a wording of another language than English the cells
    stand as typed."""
    task, settings = words.task, stationery.settings
    until = stationery.read_by(task)
    month_first = settings.date_order == "MDY"
    named = task.decision_by and in_full(
        task.decision_by,
        year=until.year,
        month_first=month_first,
    )
    return {
        **(_as_read(words, stationery.samples) if english else _as_typed(words)),
        "interviewer": one_line(task.interviewer) or _gap(words.gap("interviewer")),
        "role": one_line(task.role) or _Gap(_GAPS["role"]),
        "role_kind": words.role_kind.value,
        "again": task.met_before,
        "round": task.round,
        "interview_day": spoken(task.interview_date, until=until, month_first=month_first),
        "decision_day": named or _Gap(_GAPS["decision_by"]),
        "last_note": words.last_note(until=until, month_first=month_first) if english else "",
        "late": is_late(task),
        "sample": _sample(task, stationery.samples),
        "your_name": one_line(settings.your_name) or _Gap(_GAPS["your_name"]),
        "your_phone": one_line(settings.your_phone) or _Gap(_GAPS["your_phone"]),
        "your_email": settings.your_email,
        "your_link": one_line(settings.your_link),
        "signature": _signature(settings),
    }


def _gap(gap: Gap) -> _Gap:
    return _Gap(f"[{gap.name}]")


def _as_read(words: RowWords, samples: Mapping[str, bytes]) -> Names:
    """The names that the cells fill, as words that fit into an English sentence."""
    check_in = words.task.message == Message.CHECK_IN
    nothing_new = _gap(words.new_gap) if check_in else ""
    details = {key: words.phrase(key) or _gap(words.gap(key)) for key in _DETAILS}
    heard = words.topic_heard or f"our conversation about {details['topic']}"
    written = _written_idea(words, samples)
    return details | {
        "first_name": words.greets or _gap(words.gap("interviewer")),
        "company": words.company,
        "job_title": words.job_title,
        "topic_heard": heard,
        "challenge_line": words.challenge_line,
        "skill_line": words.skill_line,
        "idea_line": f"{words.idea_line} {written}".strip() if words.idea_line else "",
        "new_line": f"{words.new_line} {written}".strip() or nothing_new,
    }


def _as_typed(words: RowWords) -> Names:
    """The same names, trimmed and on one line, where what is around them is not English."""
    task = words.task
    typed = {key: _on_one_line(getattr(task, key)) for key in _DETAILS}
    details = {key: text or _gap(words.gap(key)) for key, text in typed.items()}
    return details | {
        "first_name": words.greets_as_typed or _gap(words.gap("interviewer")),
        "company": words.company,
        "job_title": words.job_title,
        "topic_heard": details["topic"],
        "challenge_line": typed["challenge"],
        "skill_line": typed["skill"],
        "idea_line": typed["idea"],
        "new_line": typed["idea"],
    }


def _on_one_line(cell: str) -> str:
    """A cell as typed, commas between its lines and without their bullets."""
    rows = cell.splitlines()
    if len(rows) > 1:
        rows = [row.strip("-*•· ") for row in rows]
    return ", ".join(filter(None, (one_line(row).rstrip(".;,: ") for row in rows)))


def _signature(settings: Settings) -> str:
    lines = (
        settings.your_name or _GAPS["your_name"],
        settings.your_phone,
        settings.your_email,
        settings.your_link,
    )
    return "\n".join(filter(None, map(one_line, lines)))


def _sample(task: Task, samples: Mapping[str, bytes]) -> str:
    """The sentence about the work sample: with the first mail to this person, if it was
    mentioned in the talk with them."""
    mailed = next(mails_to_row(task), None)
    if not task.sample_mentioned or task.channel not in MAILS or mailed:
        return ""
    if task.work_sample in samples:
        return "I attach the work sample that we talked about."
    if task.work_sample.startswith("https://"):
        return f"The work sample that we talked about is here: {one_line(task.work_sample)}"
    return ""


def _written_idea(words: RowWords, samples: Mapping[str, bytes]) -> str:
    """The sentence about an idea that was written out after the talk: it goes with the first mail
    that carries an idea, whether it was mentioned or not."""
    where = words.concept[1]
    if not where or words.task.channel not in MAILS or not words.carries_idea:
        return ""
    if where in samples:
        return "I attach what I wrote down about it."
    return f"What I wrote down about it is here: {where}" if "://" in where else ""


def _with_sentence(body: str, sentence: str) -> str:
    """The body with a sentence before its last paragraph, where the wording has left it out."""
    if not sentence or sentence in body:
        return body
    above, gap, last = body.rpartition("\n\n")
    return f"{above}\n\n{sentence}{gap}{last}" if gap else f"{body}\n{sentence}\n"


def _mail(
    draft: Draft, samples: Mapping[str, bytes], *, addressed: str | None = None
) -> bytes | None:
    """The mail to the row's person, or to whom the user has `addressed` the draft."""
    task = draft.task
    if task.channel not in MAILS:
        return None
    attachments = [Attachment(name, samples[name]) for name in draft.attached]
    name, address = _recipient_of(task)
    if addressed is not None and addressed != address:
        name, address = recipient(addressed)
    return compose(
        name,
        address,
        draft.subject,
        draft.body,
        *attachments,
    )


def _recipient_of(task: Task) -> tuple[str, str]:
    if task.channel == Channel.EMAIL:
        return written(one_line(task.interviewer)), task.email
    return "", task.hr_email


def _fitting(notes: Iterable[str], settings: Settings) -> str:
    """The first note within the limit; else the shortest, cut at the end of a sentence; else that
    one as it is. What is cut first stands last, so the thanks stay."""
    limit, name = settings.note_characters, one_line(settings.your_name) or _GAPS["your_name"]
    seen = []
    for note in notes:
        if len(note) <= limit:
            return note + "\n"
        seen.append(note)
    shortest = min(seen, key=len)
    sentences = re.split(r"(?<=[.!?])\s+", shortest.removesuffix(name).strip())
    for count in range(len(sentences) - 1, 0, -1):
        cut = " ".join([*sentences[:count], name])
        if len(cut) <= limit:
            return cut + "\n"
    return shortest + "\n"


def _short_enough(body: str, wording: Wording, names: Names) -> str:
    """The script; where it or the voicemail takes over 30 seconds, with a shorter job title."""
    if is_short_enough(body):
        return body
    short = {**names, "job_title": str(names["job_title"]).split(",")[0].split()[-1]}
    return _filled(wording, short)[1]


def _text(task: Task, to: str, subject: str, body: str, stationery: Stationery) -> str:
    if task.channel == Channel.PHONE:
        return f"Call: {to}\n\n{body}"
    if task.channel == Channel.LINKEDIN:
        limit = stationery.settings.note_characters
        return f"LinkedIn: {to}\n\n{body}\n({len(body.strip())} of {limit} characters)\n"
    return f"To: {to}\nSubject: {subject}\n{_thread(task, stationery)}\n{body}"


def _thread(task: Task, stationery: Stationery) -> str:
    """How to stay in the thread of the first mail, a line of its own; "" where there is none. The
    latest mail is answered, of which the text speaks too."""
    mails = list(mails_to_row(task))
    if not mails or task.id not in stationery.subjects:
        return ""
    month_first = stationery.settings.date_order == "MDY"
    day = in_full(
        mails[-1].day,
        year=task.due_by.year,
        month_first=month_first,
    )
    return f"Thread: open your mail of {day} in Sent, press Reply, paste this\n"
