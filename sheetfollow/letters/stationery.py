"""What is known of drafts before one is written: what those of a run share, and the names of their
files (spec 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from sheetfollow.files.names import short_digest, slug
from sheetfollow.intake.settings import Settings
from sheetfollow.model import Sent, Task, Wording
from sheetfollow.schema import Channel, Message

MAILS = (Channel.EMAIL, Channel.HR_MAILBOX)

_NO_APOLOGY_HOURS = 72
_NAME_LENGTH, _ID_LENGTH = 24, 24


@dataclass(frozen=True)
class Stationery:
    """What every draft of a run shares. `wordings` are the sheet's, `samples` maps a cell that
    names a file to its bytes, `subjects` a row's ID to the subject of the first mail to it."""

    wordings: Sequence[Wording]
    settings: Settings
    today: date
    samples: Mapping[str, bytes] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def wordings_now(self) -> Sequence[Wording]:
        """The sheet's, with today's built-in ones in the place of those that were ever shipped."""
        from sheetfollow.letters.wordings.shipped import todays

        return todays(self.wordings)

    def read_by(self, task: Task) -> date:
        """The day by which a draft is read: of all that today changes in it, the only one."""
        return max(task.due_by, self.today)


def stem(task: Task) -> str:
    """The file name without its suffix: due day, company, interviewer, message, ID; ASCII, at most
    120 characters with any suffix, safe on Windows (spec 6)."""
    names = map(_in_short, (task.company, task.interviewer or "no name"))
    identity, message = step_of(task.id, task.message)
    return "_".join([task.due_by.isoformat(), *names, message, identity])


@lru_cache(maxsize=1024)
def _in_short(name: str) -> str:
    return slug(name)[:_NAME_LENGTH].strip("-")


def step_of(identity: str, message: str) -> tuple[str, str]:
    """(ID, message) of a step as they stand in file names."""
    found = slug(identity)
    if len(found) > _ID_LENGTH:
        found = found[: _ID_LENGTH - 9] + "-" + short_digest(identity)
    return found, slug(message)


def mails_to_row(task: Task) -> Iterator[Sent]:
    """The mails that went to the row's person, oldest first."""
    return (each for each in task.sent if each.row == task.id and each.method in MAILS)


def is_late(task: Task) -> bool:
    """Whether it is a thank-you that comes with a short apology."""
    return task.message == Message.THANK_YOU and task.hours_late > _NO_APOLOGY_HOURS
