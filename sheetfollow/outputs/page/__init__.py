"""Due drafts -> `index.html`, one page to work through the day, that opens from disk and asks
nobody (spec 6)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from sheetfollow.intake.dates import say
from sheetfollow.intake.settings import Settings
from sheetfollow.letters.letter import Letter
from sheetfollow.letters.mail import carries_file, recipient
from sheetfollow.letters.on_disk import parts_of
from sheetfollow.letters.wordings.phrases import one_line
from sheetfollow.model import OPEN_GAP, Draft, Finding, Task
from sheetfollow.outputs.listed import listed
from sheetfollow.schema import Channel, Status

MAILTO_LONGEST = 2_000
"""Chrome on Windows hands over 2,046 characters to a mail program, Firefox 2,008; what is longer
opens nothing."""

WEB_LONGEST = 2_000
"""Outlook on the web takes more when signed in; through the sign-in page an older limit of 2,056
was measured."""

GMAIL_LONGEST = 4_000
"""Gmail takes about 8,000; through its sign-in page the address is encoded once more."""

_FOLDER = Path(__file__).parent
_FILL_IN = "fill it in, in the draft's file or in the row"
_GROUPS = (("overdue", "Overdue"), ("today", "Due today"), ("later", "Due soon"))
_MADE = re.compile(rb'<time id="made" datetime="([^"]+)">')
_PROFILE = re.compile(r"(?:https://)?((?:[a-z]{2,3}\.)?linkedin\.com/[\w%./?=&~-]+)", re.I)


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class _Link:
    name: str
    href: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the text, marked where it is a gap to fill in."""

    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class _Card:
    """One draft as the page shows it; every text is escaped by the template."""

    id: str
    row: str
    next: str
    kind: str
    interviewer: str
    company: str
    job_title: str
    message: str
    channel: str
    due: str
    why: str
    problem: str
    findings: Sequence[Finding]
    fields: Sequence[_Field]
    noun: str
    body: Sequence[_Part]
    text: str
    length: str
    note: str
    missing: str
    links: Sequence[_Link]
    files: Sequence[_Link]


@dataclass(frozen=True, slots=True)
class _Group:
    kind: str
    name: str
    cards: Sequence[_Card]


def render(
    letters: Sequence[tuple[Letter, str]],
    settings: Settings,
    *,
    today: date,
    now: datetime | None = None,
    previous: bytes | None = None,
    others: Sequence[tuple[str, str]] = (),
) -> str:
    """The page as HTML: (letter, Why) in the order of Today.

    `now` is the local moment where the hour is known, `previous` the page as it stands: of those
    of one day each says when the first was made. `others` are the pages of the folder's other
    workbooks: (workbook, path from here). The same input gives the same page.
    """
    cards = [
        _card(number, letter, why, settings, today, last=number == len(letters))
        for number, (letter, why) in enumerate(letters, start=1)
    ]
    groups = [
        _Group(*_GROUPS[rank], list(each))
        for rank, each in groupby(cards, key=lambda card: _RANKS[card.kind])
    ]
    css, script = (_asset(name) for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; style-src {_hash(css)}; script-src {_hash(script)}; base-uri 'none';"
        " form-action 'none'"
    )
    made = _made(previous or b"", now or today)
    return _page().render(
        groups=groups,
        workbooks=listed(others),
        day=say(today, today=today),
        made=made,
        made_on=_made_on(made, today),
        policy=policy,
        css=Markup(css),
        script=Markup(script),
    )


def _made(previous: bytes, moment: date | datetime) -> str:
    """When the first page of the day was made, as ISO text: that of the page as it stands, where it
    is of that day."""
    found = _MADE.search(previous)
    before = found[1].decode() if found else ""
    if before.startswith(f"{moment:%Y-%m-%d}"):
        return before
    return f"{moment:%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) else moment.isoformat()


def _made_on(made: str, today: date) -> str:
    """The same in words: Thu 26 Nov 08:10."""
    day, _, hour = made.partition("T")
    return f"{say(date.fromisoformat(day), today=today)} {hour}".rstrip()


_RANKS = {kind: rank for rank, (kind, _) in enumerate(_GROUPS)}


def _kind(task: Task, today: date) -> int:
    """The place among the groups: overdue, due today, due later."""
    if task.status == Status.OVERDUE or task.due_by < today:
        return 0
    return 1 if task.due_by == today else 2


def _card(
    number: int, letter: Letter, why: str, settings: Settings, today: date, *, last: bool
) -> _Card:
    draft, task = letter.draft, letter.task
    note = task.channel == Channel.LINKEDIN
    return _Card(
        id=f"draft-{number}",
        row=one_line(task.id),
        next="" if last else f"draft-{number + 1}",
        kind=_GROUPS[_kind(task, today)][0],
        interviewer=one_line(task.interviewer) or "No name yet",
        company=one_line(task.company),
        job_title=one_line(task.job_title),
        message=task.message,
        channel=task.channel,
        due=f"by {say(task.due_by, today=today)}",
        why=one_line(why),
        problem=str(draft.problem or ""),
        findings=list(_findings(letter)),
        fields=[field for field in _fields(draft) if field.value],
        noun={Channel.LINKEDIN: "note", Channel.PHONE: "script"}.get(Channel(task.channel), "text"),
        body=_parts(letter),
        text=draft.body.strip() if note else draft.text.strip(),
        length=_length(draft, settings) if draft.body.strip() else "",
        note="The work sample goes with the .eml file alone." if carries_file(draft.mail) else "",
        missing=", ".join(gap.name for gap in letter.gaps),
        links=list(_links(letter)),
        files=list(_files(letter)),
    )


def _findings(letter: Letter) -> Iterator[Finding]:
    """Those of the letter; of a gap with what to type for it, where that is known. This page is not
    the place to fill it in."""
    asks = {f"[{gap.name}]": gap.ask for gap in letter.gaps if gap.ask != gap.name}
    for finding in letter.findings:
        usual = _FILL_IN if finding.rule == OPEN_GAP else finding.suggestion
        yield replace(finding, suggestion=asks.get(finding.said, usual))


def _files(letter: Letter) -> Iterator[_Link]:
    """The draft's files, under the names that they have on the disk."""
    for name in filter(None, (letter.mail_name, letter.name)):
        yield _Link(f"Open {Path(name).suffix}", quote(name))


def _fields(draft: Draft) -> Iterator[_Field]:
    if draft.task.channel == Channel.PHONE:
        yield _Field("to", "Call", draft.to)
    elif draft.task.channel == Channel.LINKEDIN:
        yield _Field("to", "Profile", draft.to)
    else:
        yield _Field("to", "To", draft.to)
        yield _Field("subject", "Subject", draft.subject)
        yield _Field("thread", "Thread", parts_of(draft.text).named("Thread") or "")


def _parts(letter: Letter) -> list[_Part]:
    gaps = {f"[{gap.name}]" for gap in letter.gaps}
    body = letter.draft.body.strip()
    found = re.split(f"({'|'.join(map(re.escape, sorted(gaps)))})", body) if gaps else [body]
    return [_Part(text, text in gaps) for text in found]


def _length(draft: Draft, settings: Settings) -> str:
    if draft.task.channel == Channel.LINKEDIN:
        return f"{len(draft.body.strip())} of {settings.note_characters} characters"
    return f"{len(draft.body.split())} words"


def _links(letter: Letter) -> Iterator[_Link]:
    """Where to send it from, as far as the text fits into a link; nowhere while a gap is open."""
    draft = letter.draft
    profile = _PROFILE.fullmatch(draft.to) if draft.task.channel == Channel.LINKEDIN else None
    if profile:
        yield _Link("Open the profile", f"https://{profile[1]}", outside=True)
    address = recipient(draft.to)[1] if draft.mail is not None else ""
    if not address or letter.gaps:
        return
    body = draft.body.strip().replace("\n", "\r\n")
    mailto = f"mailto:{quote(address, safe='@')}?{_query(subject=draft.subject, body=body)}"
    gmail = "https://mail.google.com/mail/?" + _query(
        view="cm", fs="1", to=address, su=draft.subject, body=body
    )
    outlook = _query(
        to=address,
        subject=draft.subject,
        body=body,
    )
    for name, href, longest in (
        ("Write in mail program", mailto, MAILTO_LONGEST),
        ("Gmail", gmail, GMAIL_LONGEST),
        ("Outlook.com", f"https://outlook.live.com/mail/0/deeplink/compose?{outlook}", WEB_LONGEST),
        (
            "Outlook at work",
            f"https://outlook.office.com/mail/deeplink/compose?{outlook}",
            WEB_LONGEST,
        ),
    ):
        if len(href) <= longest:
            yield _Link(name, href, outside=href.startswith("https:"))


def _query(**values: str) -> str:
    """Values for a link, with %20 for a blank: mail programs show a + as it is."""
    return urlencode(values, quote_via=quote, safe="")


@cache
def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    """What lets this one inline script or style run, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


@cache
def _page() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string(_asset("page.html"))
