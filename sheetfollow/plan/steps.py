"""A step of the plan, and the one way to take it: of two that hold for a row the lower counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from sheetfollow.intake.settings import Settings
from sheetfollow.plan.columns import Array, day_count, days, texts
from sheetfollow.plan.tables import Next
from sheetfollow.schema import TRAITS, Message

Words = Callable[[Array, date], Array]
"""Puts lines, by their places, into words as people say them on that day."""


class Step(NamedTuple):
    """A line of spec 5.3 or 5.4, over a table's lines: what to send, where it holds, from when, by
    when, its own length in days, why, and to which row."""

    message: Message
    where: Array
    opens: Array
    due: Array
    length: int | Array
    because: Words
    to: Array


class Rest(NamedTuple):
    """Why an application has nothing to send, and where that holds."""

    where: Array
    because: Words


def take(steps: Sequence[Step], size: int) -> Next:
    """What each of `size` rows has to send, by all that hold for it the lowest."""
    found = Next.nothing(size)
    for number, step in enumerate(steps):
        of = np.flatnonzero(step.where & (step.to >= 0))
        at = step.to[of]
        found.message[at] = step.message.value
        found.due_from[at] = step.opens[of]
        found.due_by[at] = step.due[of]
        found.length[at] = np.broadcast_to(step.length, step.where.shape)[of]
        found.step[at] = number
        found.of[at] = of
    return found


def because(steps: Sequence[Step], chosen: Next, today: date) -> Array:
    """Why each row has what it has to send, in words."""
    why = texts(len(chosen.step))
    for number, step in enumerate(steps):
        here = np.flatnonzero(chosen.step == number)
        if len(here):
            why[here] = step.because(chosen.of[here], today)
    return why


def resting(rests: Sequence[Rest], size: int, today: date) -> Array:
    """Why each application rests, in words, "" where it does not; of two reasons the lower."""
    why = texts(size)
    for rest in rests:
        here = np.flatnonzero(rest.where)
        if len(here):
            why[here] = rest.because(here, today)
    return why


def window(opens: Array, message: Message, settings: Settings) -> tuple[Array, Array]:
    """The last day of a step that opens on these days, and its own length (spec 5.3, 5.4)."""
    length = own_length(message, settings)
    due = settings.working_days.add(opens, 1) if length is None else opens + days(length)
    return due, day_count(due - opens)


def own_length(message: Message, settings: Settings) -> int | None:
    """How many days after it opens a message is due; None for the next business day."""
    days_ = TRAITS[message].days
    if isinstance(days_, str):
        first, last = getattr(settings, days_)
        return int(last - first)
    return days_
