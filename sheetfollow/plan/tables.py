"""The plan's tables, each a frozen set of typed columns; a mistyped name is an error of mypy.

Texts are "" for blank, days NaT for none, places in another table -1 for none. No room writes into
another's table: what a later one finds out is a new table beside the old ones.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Self

import numpy as np

from sheetfollow.plan.columns import NO_DAY, Array, day_count
from sheetfollow.schema import SKIPPED

_TURNS = 2**22
"""How many turns a day of the log has room for: two for each row of a sheet, and some."""


class _Table:
    """Columns of one length."""

    def at(self, places: Array) -> Self:
        """The lines at these places, or where a mask of them says so."""
        return type(self)(**{each.name: getattr(self, each.name)[places] for each in fields(self)})  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False)
class Rows(_Table):
    """The interview rows: what is typed in them, what the sheet shows from the last sync
    (`shown_...`), and who they are about.

    `app` is the number of the row's application, `person` that of the interviewer in it; a row
    without a name is a person of its own. `unnamed` says that company or job title is blank,
    `repeats` is the row that this one repeats. `problem`, `asks` and `unread` are as `Intake` has
    them; Yes/No are pandas' own, since they may be unknown.
    """

    sheet_row: Array
    id: Array
    company: Array
    job_title: Array
    interviewer: Array
    role: Array
    interview_date: Array
    interview_time: Array
    email: Array
    linkedin: Array
    phone: Array
    hr_email: Array
    main_contact: Array
    no_phone_calls: Array
    warm: Array
    decision_by: Array
    snooze_until: Array
    outcome: Array
    outcome_date: Array
    sent_on: Array
    problem: Array
    asks: Array
    unread: Array
    shown_status: Array
    shown_next_action: Array
    shown_channel: Array
    shown_due_from: Array
    shown_due_by: Array
    company_name: Array
    title_name: Array
    person_name: Array
    unnamed: Array
    app: Array
    person: Array
    repeats: Array

    @cached_property
    def ok(self) -> Array:
        """Whether a row can be planned: no fault, and all that a plan needs."""
        return (self.problem == "") & self.placed

    @cached_property
    def placed(self) -> Array:
        """Whether a row has its place in a round, planned or not."""
        return ~self.unnamed & ~np.isnat(self.interview_date) & (self.repeats < 0)

    @cached_property
    def id_order(self) -> Array:
        """The place of each ID among all of them, the smallest first."""
        order = np.empty(len(self.id), dtype="int64")
        order[np.argsort(self.id.astype("U"))] = np.arange(len(self.id))
        return order

    @property
    def apps(self) -> int:
        """How many applications there are."""
        return int(self.app.max(initial=-1)) + 1

    @property
    def people(self) -> int:
        """How many interviewers there are, each counted once an application."""
        return int(self.person.max(initial=-1)) + 1


@dataclass(frozen=True, eq=False)
class Talks(_Table):
    """Each row's talk on the day of the plan: `past`, or still `ahead`; `deadline` is the local
    moment when a talk with a time is `Thank-you within hours` ago."""

    past: Array
    ahead: Array
    deadline: Array


@dataclass(frozen=True, eq=False)
class Applications(_Table):
    """Each application on the day of the plan, `today`.

    `day` is D, the day of its latest past round, `booked` that of its next round ahead, and
    `last_round` the later of all; `contact` is the row that carries its follow-ups. `cool` and
    `snoozed` are the contact's; `decision_by` is the day they named, on or after D. `not_before` is
    a day before which its next message cannot go anyway.
    """

    today: Array
    day: Array
    booked: Array
    last_round: Array
    contact: Array
    no_calls: Array
    cool: Array
    snoozed: Array
    decision_by: Array
    not_before: Array


@dataclass(frozen=True, eq=False)
class Lines(_Table):
    """Log rows: the row, the application and the person that each belongs to, its day, its order
    among those of one day, the message ("" for one that no name is known of) and the method."""

    row: Array
    app: Array
    person: Array
    day: Array
    order: Array
    message: Array
    method: Array

    @cached_property
    def when(self) -> Array:
        """Day and order in one number, to compare: of two on one day the lower in the log is the
        later."""
        return day_count(self.day - np.datetime64(0, "s")) * _TURNS + (self.order * 2).astype(int)

    @cached_property
    def skipped(self) -> Array:
        """Which steps were done without a message."""
        return self.method == SKIPPED

    def oldest_first(self) -> Self:
        return self.at(np.argsort(self.when, kind="stable"))


@dataclass(frozen=True, eq=False)
class Next(_Table):
    """What each row has to send, "" for nothing: from when, by when, and the step's own length in
    days. `step` says which of the steps it is, and `of` for which line of that step's table."""

    message: Array
    due_from: Array
    due_by: Array
    length: Array
    step: Array
    of: Array

    @classmethod
    def nothing(cls, size: int) -> Self:
        none = np.full(size, -1)
        texts = np.full(size, "", dtype=object)
        return cls(
            texts,
            np.full(size, NO_DAY),
            np.full(size, NO_DAY),
            none * 0,
            none,
            none.copy(),
        )
