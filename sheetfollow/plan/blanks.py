"""What a message without a name was: a Sent row of the log whose Message is blank (spec 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from sheetfollow.intake.settings import Settings
from sheetfollow.plan.channels import ways_to
from sheetfollow.plan.columns import NO_DAY, Array, any_of, day_of, days, is_one_of, pick
from sheetfollow.plan.decide import decide
from sheetfollow.plan.ladder import ladder
from sheetfollow.plan.log import Journal
from sheetfollow.plan.outcomes import ANSWERS
from sheetfollow.plan.scene import Holds, Scene, scene_on
from sheetfollow.plan.steps import take
from sheetfollow.plan.tables import Lines, Rows
from sheetfollow.schema import Channel, Message

_ANSWERS = frozenset(message.value for message in ANSWERS.values())


def name_blanks(rows: Rows, journal: Journal, settings: Settings, *, today: date) -> Journal:
    """The journal with a message for each Sent row without one: the thank-you when that interviewer
    has none yet and it is not too late for one, otherwise what was due or scheduled then. What
    bounced gets its name too, and is followed by the same again."""
    lines, message = journal.lines, journal.lines.message
    if not _blank(journal).any():
        return journal
    journal = journal.named(
        np.where(
            _is_thank_you(
                rows,
                journal,
                settings,
            ),
            "Thank-you",
            message,
        )
    )
    blank = _blank(journal)
    if not blank.any():
        return journal
    near = _near(rows, any_of(blank, lines.app, rows.apps))
    return journal.named(_in_turn(near, journal, settings, today))


def _blank(journal: Journal) -> Array:
    """The rows to be named."""
    return (journal.sent | journal.bounced) & (journal.lines.message == "")


def _is_thank_you(rows: Rows, journal: Journal, settings: Settings) -> Array:
    """Which blank rows are thank-yous: the first of each interviewer who has none by name, and what
    bounced before the one that arrived."""
    lines, sent = journal.lines, journal.sent
    too_late = pick(rows.interview_date, lines.row, NO_DAY) + days(settings.thank_you_too_late)
    in_time = _blank(journal) & (lines.day <= too_late)
    named = sent & (lines.message == Message.THANK_YOU)
    first = _first_of(lines, sent & in_time & ~np.isin(lines.row, lines.row[named]))
    arrived = np.full(len(rows.id), np.iinfo("int64").max)
    thanks = first | named
    np.minimum.at(
        arrived,
        lines.row[thanks],
        lines.when[thanks],
    )
    lost = journal.bounced & in_time
    lost[lost] = lines.when[lost] < arrived[lines.row[lost]]
    return first | lost


def _first_of(lines: Lines, fits: Array) -> Array:
    """The first of these lines of each row."""
    places = np.flatnonzero(fits)
    places = places[np.argsort(lines.when[places], kind="stable")]
    first = np.zeros(len(fits), dtype=bool)
    first[places[~pd.Series(lines.row[places]).duplicated().to_numpy()]] = True
    return first


@dataclass(frozen=True, eq=False)
class _Near:
    """The rows of the applications that have a blank row in the log, numbered anew; `row` and `app`
    lead there from the rows and applications of the workbook."""

    rows: Rows
    row: Array
    app: Array

    def lines(self, lines: Lines) -> Lines:
        """Those of the lines that belong to these rows, by their new numbers."""
        here = lines.at(
            pick(
                self.row,
                lines.row,
                -1,
            )
            >= 0
        )
        row = self.row[here.row]
        return replace(
            here,
            row=row,
            app=self.rows.app[row],
            person=self.rows.person[row],
        )


def _near(rows: Rows, apps: Array) -> _Near:
    places = np.flatnonzero(apps[rows.app])
    row, app = np.full(len(rows.id), -1), np.full(rows.apps, -1)
    row[places] = np.arange(len(places))
    near = rows.at(places)
    numbers, different = pd.factorize(near.app)
    app[different] = np.arange(len(different))
    person = pd.factorize(near.person)[0]
    return _Near(
        replace(near, app=numbers, person=person),
        row,
        app,
    )


def _in_turn(near: _Near, journal: Journal, settings: Settings, today: date) -> Array:
    """Of each application the oldest first: what each was depends on all before it."""
    message = journal.lines.message.copy()
    while True:
        lines = replace(journal.lines, message=message)
        blank = np.flatnonzero(_blank(journal.named(message)))
        if not len(blank):
            return message
        blank = blank[np.argsort(lines.when[blank], kind="stable")]
        first = blank[~pd.Series(lines.app[blank]).duplicated().to_numpy()]
        message[first] = _named(
            near,
            journal.named(message),
            first,
            settings,
            today,
        )


def _named(near: _Near, journal: Journal, first: Array, settings: Settings, today: date) -> Array:
    """What these lines were, one of each application: what was due or scheduled on their days."""
    lines = journal.lines
    app = near.app[lines.app[first]]
    row = near.row[lines.row[first]]
    day = np.full(near.rows.apps, day_of(today))
    day[app] = lines.day[first]
    when = np.full(near.rows.apps, np.iinfo("int64").max)
    when[app] = lines.when[first]
    told = _before(near.lines(journal.told), when)
    heard = _before(near.lines(journal.heard), when)
    rows = _as_of(
        near.rows,
        day[near.rows.app],
        day_of(today),
    )
    scene = scene_on(
        rows,
        told,
        heard,
        ways_to(rows),
        Holds.none(rows),
        settings,
        today=day,
    )
    return _was_due(
        scene,
        app,
        row,
        lines.method[first],
    )


def _before(lines: Lines, when: Array) -> Lines:
    """The lines before that moment of their application."""
    return lines.at(lines.when < when[lines.app])


def _as_of(rows: Rows, day: Array, today: np.datetime64) -> Rows:
    """The rows as they may have stood on these days: without talks, snoozes and outcomes that came
    later."""
    shown = is_one_of(rows.shown_next_action, _ANSWERS) & (rows.shown_due_from <= day)
    seen = any_of(
        shown,
        rows.app,
        rows.apps,
    )[rows.app] | (day >= today)
    told = np.where(
        np.isnat(rows.outcome_date),
        seen,
        rows.outcome_date <= day,
    )
    return replace(
        rows,
        interview_date=np.where(rows.interview_date <= day, rows.interview_date, NO_DAY),
        snooze_until=np.where(rows.snooze_until <= day, rows.snooze_until, NO_DAY),
        outcome=np.where(told, rows.outcome, ""),
    )


def _was_due(scene: Scene, app: Array, row: Array, method: Array) -> Array:
    """An answer that was owed to that person, else the application's next step, thanked or not;
    else it was one follow-up more."""
    chosen = decide(scene).chosen.message
    contact, person = scene.apps.contact[app], scene.rows.person
    answer = pick(chosen, contact, "")
    owed = any_of(
        chosen == Message.REPLY,
        person,
        scene.rows.people,
    )[person[row]]
    steps = take(
        ladder(
            scene.apps,
            scene.past,
            scene.settings,
        ),
        len(chosen),
    )
    step = pick(steps.message, contact, "")
    written = (step == Message.CALL) & (method != Channel.PHONE) & (method != "")
    over = ~np.isnat(scene.past.noted_on[app])
    step = np.where(
        (step == "") | written | over,
        Message.FURTHER.value,
        step,
    )
    step = np.where(
        owed,
        Message.REPLY.value,
        step,
    )
    return np.where(
        is_one_of(answer, _ANSWERS),
        answer,
        step,
    )
