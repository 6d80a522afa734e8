"""What a row says, as the words of one message: read, remembered, and asked for where nothing can
be quoted (spec 6, Personal)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from sheetfollow.intake.names import NameKind, fold, kind_of_name
from sheetfollow.letters.wordings import USED_UP
from sheetfollow.letters.wordings.phrases import in_full, one_line
from sheetfollow.model import Gap, Task
from sheetfollow.schema import INTERVIEWS, Channel, Message
from sheetfollow.words.asks import Item, Reading, wanted
from sheetfollow.words.ideas import concept
from sheetfollow.words.kinds import is_grammar
from sheetfollow.words.lines import challenge_line, heard, idea_line, new_line, skill_line
from sheetfollow.words.memory import Details, Stock, Use, details
from sheetfollow.words.people import salutation
from sheetfollow.words.reading import read
from sheetfollow.words.titles import RoleKind, company, job_title, role_kind

_CELLS = ("topic", "challenge", "skill", "team", "idea")
_USES = {
    Message.THANK_YOU: Use.THANKS,
    Message.CHECK_IN: Use.ADDS,
    Message.SECOND: Use.ASKS,
    Message.FURTHER: Use.ASKS,
    Message.DECISION: Use.ASKS,
    Message.CALL: Use.REPEATS,
}
_SHOWS_SKILL = (Message.THANK_YOU, Message.CALL)
_HEADERS = {column.key: column.header for column in INTERVIEWS.columns}
_REFERRED_TO = {
    Channel.EMAIL: "my note",
    Channel.HR_MAILBOX: "my note",
    Channel.LINKEDIN: "my message",
    Channel.PHONE: "my call",
}
_NEW = "one new thought since the talk"
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^(?:the|an?) ")


_LONGEST_IDEA = 2_000
"""Characters of an idea with its link that are read."""


@dataclass(frozen=True)
class RowWords:
    """The words of one row for one message. `variant` tells its sentences from those of colleagues
    and of earlier messages."""

    task: Task
    variant: int = 0
    _read: dict[str, Reading] = field(default_factory=dict, repr=False)

    # --- who and what for: as one says it

    @cached_property
    def greeting(self) -> Reading:
        """What follows "Dear"."""
        return salutation(
            self.task.interviewer,
            self.task.greet_as,
            self.task.email,
        )

    @property
    def greets(self) -> str:
        """The same as text, "" where the cell does not name one person."""
        one = self.task.greet_as or kind_of_name(self.task.interviewer) is NameKind.PERSON
        return self.greeting.items[0].phrase if one and self.greeting.items else ""

    @property
    def greets_as_typed(self) -> str:
        """The same for a letter in another language: titles stay as they were typed."""
        task = self.task
        reading = salutation(
            task.interviewer,
            task.greet_as,
            task.email,
            english=False,
        )
        return reading.items[0].phrase if self.greets and reading.items else ""

    @cached_property
    def company(self) -> str:
        """The company as one says it."""
        return _first(company(self.task.company)) or one_line(self.task.company)

    @cached_property
    def job_title(self) -> str:
        """The job as one says it."""
        return _first(job_title(self.task.job_title)) or one_line(self.task.job_title)

    @cached_property
    def role_kind(self) -> RoleKind:
        """What the interviewer cares about."""
        return role_kind(self.task.role)

    def last_note(self, *, until: date, month_first: bool) -> str:
        """`my note of 16 November`: what this person got last, as the log has it; "" where it has
        nothing that one refers to so. `until` is the day by which this is read."""
        own = [each for each in self.task.sent if each.row == self.task.id]
        last = next((each for each in reversed(own) if each.method in _REFERRED_TO), None)
        if last is None:
            return ""
        day = in_full(
            last.day,
            year=until.year,
            month_first=month_first,
        )
        return f"{_REFERRED_TO[Channel(last.method)]} of {day}"

    # --- what the cells say

    def reading(self, column: str) -> Reading:
        """How that cell was read; of an idea its words without the file that it names."""
        if column not in self._read:
            cell = getattr(self.task, column)
            cell = self.concept[0] if column == "idea" else cell
            self._read[column] = read(
                cell,
                column,
                self._names_for(cell),
            )
        return self._read[column]

    @cached_property
    def concept(self) -> tuple[str, str]:
        """(the idea's words, the file or link it was written out in, "" for none)."""
        return concept(self.task.idea[:_LONGEST_IDEA])

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words of the row's names, which keep their capitals."""
        named = f"{self.task.company} {self.task.interviewer}"
        words = (word.lower() for word in _WORD.findall(named) if word[0].isupper())
        return frozenset(word for word in words if not is_grammar(word))

    def _names_for(self, cell: str) -> frozenset[str]:
        """Those of its names that a cell may hold: rows that share a cell share its reading then,
        whomever they are to, and the proofreading of their letters has it too."""
        held = _folded(cell)
        return frozenset(word for word in self._names if word.casefold() in held)

    @cached_property
    def details(self) -> Details:
        """Which of its details this message says, given what this person got before it."""
        return details(
            self._stock,
            self._uses_before,
            _use(self.task.message),
        )

    @cached_property
    def _stock(self) -> Stock:
        ideas = self.reading("idea").items
        if self.concept[1] and not self.concept[0]:
            ideas = (Item(said="I have had an idea since we talked"),)
        return Stock(
            topics=self.reading("topic").items,
            challenges=self.reading("challenge").items,
            ideas=ideas,
            idea_first=not self.task.checks_in or (bool(self.concept[1]) and self._thanks_by_mail),
            short_thanks=not self._has_room,
        )

    @property
    def _thanks_by_mail(self) -> bool:
        """Whether a file can go with the thank-you: as it was sent, else as it is planned."""
        sent = [each for each in self.task.sent if each.row == self.task.id]
        thanks = [each.method for each in sent if each.message == Message.THANK_YOU]
        return (thanks[0] if thanks else self.task.channel) in (Channel.EMAIL, Channel.HR_MAILBOX)

    @property
    def _uses_before(self) -> list[Use]:
        return [_use(each.message) for each in self.task.sent if each.row == self.task.id]

    def phrase(self, column: str) -> str:
        """What of the cell fits behind a preposition, for wordings that name it themselves: of
        topic, challenge and idea what this message says, else the first; "" for a gap."""
        items = self.reading(column).items
        said = self._said(column) or next(iter(items), None)
        return (said.phrase or (said.said if column == "idea" else "")) if said else ""

    # --- its sentences

    @property
    def topic_heard(self) -> str:
        """`our conversation about ...` or `your remark that ...`."""
        return heard(self.details.topic) if self.details.topic else ""

    @property
    def challenge_line(self) -> str:
        """The sentence about their challenge; HR and executives get none in a thank-you."""
        item = self.details.challenge
        alone = not self.skill_line
        return challenge_line(item, self.variant, alone=alone) if item else ""

    @property
    def skill_line(self) -> str:
        """The sentence about what the candidate brings."""
        if self.task.message not in _SHOWS_SKILL:
            return ""
        return skill_line(self.reading("skill"), self.variant)

    @property
    def idea_line(self) -> str:
        """The sentence with the idea, where this message carries it."""
        return idea_line(self.details.idea, self.variant) if self.details.idea else ""

    @property
    def new_line(self) -> str:
        """The sentence with the one detail that a later message adds."""
        found = self.details
        return new_line(found.new_kind, found.new, self.variant) if found.new else ""

    @property
    def carries_idea(self) -> bool:
        """Whether this message has the idea in it."""
        return self.details.idea is not None or self.details.new_kind == "idea"

    @property
    def _has_room(self) -> bool:
        return self.role_kind not in (RoleKind.HR, RoleKind.EXECUTIVE)

    # --- what to tell the user

    def gap(self, column: str) -> Gap:
        """What stands for a detail that is missing, and what to type for it."""
        reading = self.reading(column) if column in _CELLS else self.greeting
        header = _HEADERS[column]
        ask = reading.ask or wanted("name" if column == "interviewer" else column)
        return Gap(header.lower(), f"{header}: {ask}")

    @property
    def new_gap(self) -> Gap:
        """What stands where a check-in has nothing new to say."""
        header = _HEADERS["idea"]
        return Gap(_NEW, f"{header}: {self.reading('idea').ask or wanted('idea')}")

    @property
    def used_up_gap(self) -> Gap:
        """What stands where every wording of a message is used."""
        ask = "every wording of this message is used; write what is new, or set an Outcome"
        return Gap(USED_UP, ask)

    def notes(self, open_gaps: Sequence[Gap]) -> Iterator[str]:
        """How this message reads its cells, what of them no letter uses, and what is asked for;
        `open_gaps` are told already."""
        told = {gap.name for gap in open_gaps}
        for column in self._cells_in_use:
            yield from self._notes_on(column, is_told=_HEADERS[column].lower() in told)
        if self.greeting.items and self.greeting.ask:
            yield f"{_HEADERS['interviewer']}: {self.greeting.ask}"

    def _notes_on(self, column: str, *, is_told: bool) -> Iterator[str]:
        header, reading = _HEADERS[column], self.reading(column)
        is_first = self.task.message == Message.THANK_YOU
        wants_it = is_first or self.details.new is None
        if reading.ask and wants_it and not is_told:
            yield f"{header}: {reading.ask}"
        yield from _reads(
            header,
            getattr(self.task, column),
            self._said(column),
        )
        if is_first:
            yield from (f"{header}: left out {each!r}" for each in reading.left_out)

    @property
    def _cells_in_use(self) -> Sequence[str]:
        """The cells that a message of this kind looks into."""
        if self.task.message == Message.THANK_YOU:
            return _CELLS
        return ("topic", "skill") if self.task.message == Message.CALL else _CELLS[:2] + _CELLS[4:]

    def _said(self, column: str) -> Item | None:
        """What this message says of the cell."""
        found = self.details
        by_cell = {
            "topic": found.topic,
            "challenge": found.challenge,
            "idea": found.idea,
        }
        if column in by_cell:
            return by_cell[column] or (found.new if found.new_kind == column else None)
        shown = column == "team" or self.task.message in _SHOWS_SKILL
        return self.reading(column).items[0] if shown and self.reading(column).items else None


@lru_cache(maxsize=1024)
def _folded(cell: str) -> str:
    return fold(cell)


def _use(message: str) -> Use:
    return _USES.get(Message(message), Use.NONE) if message else Use.NONE


def _first(reading: Reading) -> str:
    return reading.items[0].phrase if reading.items else ""


def _reads(header: str, cell: str, item: Item | None) -> Iterator[str]:
    """How changed words read; an article and a capital are no change."""
    said = (item.said or item.that or item.phrase) if item else ""
    if said and _plain(said) != _plain(cell):
        yield f'{header} reads: "{said}"'


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """Words to compare by."""
    text = _ARTICLE.sub("", " ".join(text.lower().split()).rstrip(".!?;,: "))
    return text.removesuffix(" team")
