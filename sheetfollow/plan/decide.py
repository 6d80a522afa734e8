"""What each row has to send: its own thank-you, an answer to whom wrote, or, on the contact, the
application's next step; and why an application rests (spec 5.1 to 5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sheetfollow.plan.columns import Array, any_of, is_one_of, last_line, pick
from sheetfollow.plan.ladder import ladder, replies, rests, thank_yous, thanks_lost
from sheetfollow.plan.outcomes import CLOSING, answers, settled
from sheetfollow.plan.scene import Scene
from sheetfollow.plan.steps import Rest, Step, Words, take
from sheetfollow.plan.tables import Next, Rows


@dataclass(frozen=True, eq=False)
class Decision:
    """What each row has to send, `chosen` among the `steps`; why an application rests; which rows
    were never thanked and no longer can be; and which applications are `ending`: they have an
    outcome that closes them. `reply_first` is the rest that somebody's reply comes first."""

    steps: Sequence[Step]
    chosen: Next
    rests: Sequence[Rest]
    reply_first: Rest
    thanks_lost: Array
    ending: Array


def decide(scene: Scene) -> Decision:
    """The whole table of 5.3 and 5.4, of two steps that hold for a row the lower: the ladder, the
    replies, the thank-yous, the answers to outcomes."""
    rows, apps, past, ends = scene.rows, scene.apps, scene.past, scene.ends
    today, settings, app = scene.today, scene.settings, scene.rows.app
    ending = is_one_of(ends.outcome, CLOSING)
    held = scene.holds.apps != ""
    free = rows.ok & (scene.holds.rows == "")
    thanks = thank_yous(
        rows,
        scene.talks,
        past,
        today,
        settings,
    )
    reply = replies(rows, apps, past, ends, settings)
    ladder_rests = rests(apps, past, settings)
    quiet = ladder_rests[0].where
    thanks = thanks._replace(where=thanks.where & ~ending[app])
    owed = reply.where & ~ending[app] & ~quiet[app] & ~scene.talks.ahead
    first = owed & ~(rows.snooze_until > today)
    waits = any_of(
        first,
        app,
        rows.apps,
    )
    reply = reply._replace(where=owed & free & ~(held[app] & _contacts_own(scene)))
    reply_first = Rest(waits, _who_wrote(rows, first))
    every_rest = [
        *ladder_rests,
        reply_first,
        *settled(ends),
        Rest((apps.contact >= 0) & ~scene.at_contact(rows.ok, True), _to_check(scene)),
        Rest(held, lambda here, _: scene.holds.apps[here]),
    ]
    carries = scene.at_contact(free, False) & ~ending
    carries &= ~np.logical_or.reduce([rest.where for rest in every_rest])
    answers_ = scene.at_contact(free, False) & ~held
    steps = [
        *(
            each._replace(where=each.where & carries)
            for each in ladder(
                apps,
                past,
                settings,
            )
        ),
        reply,
        thanks._replace(where=thanks.where & free),
        *(
            each._replace(where=each.where & answers_)
            for each in answers(
                apps,
                ends,
                settings,
            )
        ),
    ]
    lost = thanks_lost(
        rows,
        scene.talks,
        past,
        today,
        settings,
    )
    return Decision(
        steps,
        take(steps, len(app)),
        every_rest,
        reply_first,
        lost,
        ending,
    )


def _contacts_own(scene: Scene) -> Array:
    """Whether a row is about the same person as its application's contact."""
    of_contact: Array = scene.at_contact(scene.rows.person, -1)[scene.rows.app]
    return scene.rows.person == of_contact


def _who_wrote(rows: Rows, owed: Array) -> Words:
    """Who waits for a reply: the ladder waits for it. Of several the smallest ID is named, so that
    sorting the sheet changes no word."""
    places = np.flatnonzero(owed)
    places = places[np.argsort(rows.id[places])[::-1]]
    writer = pick(
        places,
        last_line(rows.app[places], rows.apps),
        -1,
    )

    def words(here: Array, _: date) -> Array:
        name = who(rows, writer[here])
        return name + " wrote and waits for your reply, which comes first"

    return words


def _to_check(scene: Scene) -> Words:
    def words(here: Array, _: date) -> Array:
        name = who(scene.rows, scene.apps.contact[here])
        return name + " gets this application's follow-ups, but that row needs a check first"

    return words


def who(rows: Rows, places: Array) -> Array:
    """The interviewer in that row, with the role where it is known."""
    name, role = (
        pick(
            rows.interviewer,
            places,
            "",
        ),
        pick(
            rows.role,
            places,
            "",
        ),
    )
    number = (
        pick(
            rows.sheet_row,
            places,
            0,
        )
        .astype(str)
        .astype(object)
    )
    name = np.where(
        name == "",
        "The person of row " + number,
        name,
    )
    return name + np.where(role == "", "", " (" + role + ")")
