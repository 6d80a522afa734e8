"""What has happened so far: in each application since D, and with each interviewer (spec 5.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sheetfollow.plan.columns import (
    NO_DAY,
    Array,
    count,
    each_once,
    earliest,
    is_one_of,
    last_line,
    latest,
    pick,
)
from sheetfollow.plan.tables import Applications, Lines, Rows
from sheetfollow.plan.whose import CHASING
from sheetfollow.schema import TRAITS, Message

_STAGE = {message.value: traits.stage for message, traits in TRAITS.items()}


@dataclass(frozen=True, eq=False)
class History:
    """For each application: the furthest `stage` done since D, when they were last `checked_in` on
    and sent the second follow-up, the `last_on` and `last_message` to them since then (thank-yous
    of others than the contact aside) and `asked_on`, the last of these that is no thank-you;
    `any_on`, the last message to anyone of it; `heard_on`, the last inbound since D; how many
    follow-ups are `unanswered`; `noted_on`, a closing note that nothing has followed.

    For each row: whether its thank-you is done, and when it was `thanked`; `told_on`, the last
    message to its person, and `wrote_on`, the day of an inbound that waits for its answer on this
    row. What was skipped is done, and neither sent nor counted: `last_skipped` and `note_skipped`
    say it of the last message and of the closing note.
    """

    stage: Array
    checked_in: Array
    second_on: Array
    last_on: Array
    last_message: Array
    last_skipped: Array
    asked_on: Array
    any_on: Array
    heard_on: Array
    unanswered: Array
    noted_on: Array
    note_skipped: Array
    thanks_done: Array
    thanked: Array
    told_on: Array
    wrote_on: Array


def history(rows: Rows, apps: Applications, told: Lines, heard: Lines) -> History:
    """What these lines, oldest first, have done; `told` are those that went out."""
    size = rows.apps
    heard_now = heard.at(heard.day >= apps.day[heard.app])
    went, current = told.at(~told.skipped), _since(apps, told)
    sent_now = current.at(~current.skipped)
    last, last_heard = last_line(current.app, size), last_line(heard_now.app, size)
    heard_when = pick(heard_now.when, last_heard, -1)
    chased = is_one_of(sent_now.message, CHASING) & (sent_now.when > heard_when[sent_now.app])
    notes = current.at(current.message == Message.CLOSING)
    note = last_line(notes.app, size)
    quiet = pick(notes.when, note, -1) > heard_when
    return History(
        stage=_furthest(current, size),
        checked_in=_latest_of(sent_now, Message.CHECK_IN, size),
        second_on=_latest_of(sent_now, Message.SECOND, size),
        last_on=pick(current.day, last, NO_DAY),
        last_message=pick(current.message, last, ""),
        last_skipped=pick(current.skipped, last, False),
        asked_on=_asked_on(current, size),
        any_on=latest(went.day, went.app, size),
        heard_on=pick(heard_now.day, last_heard, NO_DAY),
        unanswered=count(sent_now.app[chased], size),
        noted_on=np.where(
            quiet,
            pick(
                notes.day,
                note,
                NO_DAY,
            ),
            NO_DAY,
        ),
        note_skipped=pick(notes.skipped, note, False),
        thanks_done=~np.isnat(_thanked(rows, told)),
        thanked=_thanked(rows, went),
        told_on=latest(
            went.day,
            went.person,
            rows.people,
        )[rows.person],
        wrote_on=_wrote_on(rows, apps, told, heard),
    )


def _since(apps: Applications, told: Lines) -> Lines:
    """What the contact's ladder counts: the lines from D on, of the thank-yous the contact's
    alone."""
    to_contact = told.row == apps.contact[told.app]
    counts = (told.message != Message.THANK_YOU) | to_contact
    return told.at(counts & (told.day >= apps.day[told.app]))


def _furthest(current: Lines, size: int) -> Array:
    stage = np.zeros(size, dtype="int64")
    done = each_once(current.message, lambda message: _STAGE.get(message, 0)).astype("int64")
    np.maximum.at(stage, current.app, done)
    return stage


def _latest_of(current: Lines, message: Message, size: int) -> Array:
    here = current.message == message
    return latest(
        current.day[here],
        current.app[here],
        size,
    )


def _asked_on(current: Lines, size: int) -> Array:
    here = current.message != Message.THANK_YOU
    return latest(
        current.day[here],
        current.app[here],
        size,
    )


def _thanked(rows: Rows, told: Lines) -> Array:
    """The day of each row's thank-you."""
    here = told.message == Message.THANK_YOU
    return earliest(
        told.day[here],
        told.row[here],
        len(rows.id),
    )


def _wrote_on(rows: Rows, apps: Applications, told: Lines, heard: Lines) -> Array:
    """The last inbound of each person that no later message to them answers, on the row that it
    came to. A round after it answers it too: it was booked in answer, or they met since."""
    last, line = (last_line(each.person, rows.people) for each in (told, heard))
    open_ = pick(
        heard.when,
        line,
        -1,
    ) > pick(
        told.when,
        last,
        -1,
    )
    waiting = heard.at(line[open_])
    waiting = waiting.at(~(apps.last_round[waiting.app] > waiting.day))
    wrote_on = np.full(len(rows.id), NO_DAY)
    wrote_on[waiting.row] = waiting.day
    return wrote_on
