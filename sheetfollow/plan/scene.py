"""All that is known of a search on one day, gathered for the decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sheetfollow.intake.settings import Settings
from sheetfollow.plan.channels import Ways
from sheetfollow.plan.columns import Array, earliest, is_one_of, pick, texts
from sheetfollow.plan.history import History, history
from sheetfollow.plan.outcomes import Outcomes, outcomes
from sheetfollow.plan.people import applications, talks_on
from sheetfollow.plan.tables import Applications, Lines, Rows, Talks
from sheetfollow.plan.whose import CHASING


@dataclass(frozen=True, eq=False)
class Holds:
    """What keeps rows and applications from getting anything until it is put right, in words; ""
    for nothing (spec 3, 5.2)."""

    rows: Array
    apps: Array

    @classmethod
    def none(cls, rows: Rows) -> Holds:
        return cls(texts(len(rows.id)), texts(rows.apps))


@dataclass(frozen=True, eq=False)
class Scene:
    """The rows, their talks and applications, what has happened and how it ended, on one day.

    `told` are the messages that went out, oldest first; `today` is the day for each row.
    """

    rows: Rows
    talks: Talks
    apps: Applications
    past: History
    ends: Outcomes
    told: Lines
    ways: Ways
    holds: Holds
    settings: Settings

    @property
    def today(self) -> Array:
        today: Array = self.apps.today[self.rows.app]
        return today

    @property
    def of_contact(self) -> Array:
        """Whether a row is its application's contact."""
        contact: Array = np.arange(len(self.rows.id)) == self.apps.contact[self.rows.app]
        return contact

    def at_contact(self, column: Array, missing: object) -> Array:
        """What a column of the rows says in the contact's row, for each application."""
        return pick(column, self.apps.contact, missing)


def scene_on(
    rows: Rows,
    told: Lines,
    heard: Lines,
    ways: Ways,
    holds: Holds,
    settings: Settings,
    *,
    today: Array,
    now: datetime | None = None,
) -> Scene:
    """The scene after these lines, oldest first; `today` is the day for each application."""
    talks = talks_on(
        rows,
        settings,
        today[rows.app],
        now,
    )
    chased = is_one_of(told.message, CHASING)
    chased_on = earliest(
        told.day[chased],
        told.row[chased],
        len(rows.id),
    )
    apps = applications(rows, talks, chased_on, today)
    past = history(rows, apps, told, heard)
    ends = outcomes(rows, apps, past, told)
    return Scene(
        rows,
        talks,
        apps,
        past,
        ends,
        told,
        ways,
        holds,
        settings,
    )
