"""The letters of the tests: rows that are rendered, and letters written by hand, good ones and
broken ones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sheetfollow.intake.settings import Settings
from sheetfollow.letters import drafts
from sheetfollow.letters.drafts import Stationery
from sheetfollow.letters.letter import Letter
from sheetfollow.letters.lint import findings
from sheetfollow.model import Draft, Sent, Task, Wording
from sheetfollow.schema import Channel, Message

FOLDER = Path(__file__).parents[1] / "data" / "letters"
TODAY = date(2026, 11, 23)
SETTINGS = Settings(
    your_name="Robin Castell",
    your_email="robin.castell@example.com",
    your_phone="+1 202 555 0117",
    your_link="https://robin-castell.example",
)


def task(**cells: Any) -> Task:
    """A row with something due on Tue 24 Nov 2026, and with these cells instead of its own."""
    row: dict[str, Any] = {
        "id": "a1b2c3",
        "place": "Interviews!3",
        "message": Message.THANK_YOU.value,
        "channel": Channel.EMAIL.value,
        "status": "Due",
        "due_from": date(2026, 11, 23),
        "due_by": date(2026, 11, 24),
        "company": "Tallgrass Robotics",
        "job_title": "Operations Analyst",
        "interviewer": "Amara Nwosu",
        "interview_date": date(2026, 11, 23),
        "email": "amara.nwosu@tallgrass.example",
        "topic": "how the night shift plans its own breaks",
    }
    return Task(**row | cells)


def sent(*messages: str, row: str = "a1b2c3", method: str = "Email") -> tuple[Sent, ...]:
    """These messages as sent to the row, all on one day."""
    return tuple(Sent(message, date(2026, 11, 20), method, row) for message in messages)


def render(
    rows: Sequence[Task],
    wordings: Sequence[Wording],
    settings: Settings,
    *,
    today: date,
    attachments: Mapping[str, bytes] = {},
) -> list[Draft]:
    """The drafts of these rows; `attachments` maps a Work sample cell to its file."""
    return drafts.render(rows, Stationery(wordings, settings, today, attachments))


def letter(draft: Draft) -> Letter:
    """The draft with what the lint finds in it, and its files where a sync puts them."""
    if draft.problem:
        return Letter(draft)
    name, mail = f"{draft.stem}.txt", f"{draft.stem}.eml" if draft.mail else ""
    found = findings(draft.text, draft.task, SETTINGS)
    return Letter(draft, name=name, link=f"drafts/{name}", mail_name=mail, findings=found)


def likeness(one: Draft, other: Draft) -> float:
    """How many of their runs of three words two drafts share: 0 none, 1 all (Jaccard)."""
    runs = [_runs_of_three(each.body.casefold().split()) for each in (one, other)]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def _runs_of_three(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def rounds() -> Iterator[list[Task]]:
    """The rows of the table of 60 drafts, each round of colleagues with one message at a time."""
    for count, each in enumerate(
        tomllib.loads((FOLDER / "rows.toml").read_text(encoding="utf-8"))["round"]
    ):
        for message in each["messages"]:
            yield [
                _row(each, message, number, f"{count}{number}")
                for number in range(len(each["person"]))
            ]


def _row(each: dict[str, Any], message: str, number: int, identity: str) -> Task:
    person = {"email": "", "decision_by": date(2026, 11, 19)} | each["person"][number]
    return task(
        id=identity,
        message=message,
        number=number,
        company=each["company"],
        job_title=each["job_title"],
        channel=_channel(person, message),
        **person,
    )


def _channel(person: dict[str, Any], message: str) -> str:
    if message == Message.CALL:
        return Channel.PHONE.value
    if person["email"]:
        return Channel.EMAIL.value
    return Channel.LINKEDIN.value if "linkedin" in person else Channel.HR_MAILBOX.value


def by_hand(name: str) -> list[tuple[Task, str, dict[str, Any]]]:
    """(row, text, the rest of its entry) of each letter in a file."""
    entries = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["letter"]
    return [(task(**entry.pop("row", {})), entry.pop("text"), entry) for entry in entries]
