"""Channels, and the days that make room: snooze, one message a day to one address, working days
(spec 5.3, 5.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from sheetfollow.intake.settings import Settings
from sheetfollow.plan.columns import NO_DAY, Array, Columns, days, texts
from sheetfollow.plan.log import Journal
from sheetfollow.schema import TRAITS, Channel, Message

_REACHED = {
    Channel.EMAIL: ("email", "to_email"),
    Channel.LINKEDIN: ("linkedin", "to_linkedin"),
    Channel.HR_MAILBOX: ("hr_email", "to_hr_email"),
    Channel.PHONE: ("phone", "to_phone"),
}
_NO_DIGITS, _WEB = re.compile(r"\D+"), re.compile(r"^https?://(?:www\.)?")
_URGENCY = {message.value: traits.urgency for message, traits in TRAITS.items()}


def with_addresses(rows: Columns) -> Columns:
    """Adds where each channel leads, `to_email` and so on, as addresses are compared: no case, no
    trailing slash, a number by its digits alone."""
    return rows | {
        reached: np.array(
            [_digits(each) if key == "phone" else _bare(each) for each in rows[key]], dtype=object
        )
        for key, reached in _REACHED.values()
    }


def _digits(number: str) -> str:
    return _NO_DIGITS.sub("", number)


def _bare(address: str) -> str:
    text = address.casefold()
    return _WEB.sub("", text).rstrip("/") if "/" in text else text


def with_channel(rows: Columns) -> Columns:
    """Adds `by` (the channel) and `address` (what it leads to, "" for none) for the rows that have
    a message."""
    acting = rows["message"] != ""
    by, address = _way(rows, calls=rows["message"] == Message.CALL)
    return rows | {"by": np.where(acting, by, ""), "address": np.where(acting, address, "")}


def _way(rows: Columns, *, calls: Array) -> tuple[Array, Array]:
    """The channel of each row and the address that it leads to: Phone for a call, else the first
    that is known."""
    by, address = texts(len(calls), Channel.EMAIL.value), texts(len(calls))
    for channel in (Channel.HR_MAILBOX, Channel.LINKEDIN, Channel.EMAIL, Channel.PHONE):
        key, reached = _REACHED[channel]
        here = calls if channel == Channel.PHONE else rows[key] != ""
        by[here], address[here] = channel.value, rows[reached][here]
    return by, address


def _last_to_address(rows: Columns, journal: Journal) -> Array:
    """The day of the last message to the address of each row, NaT for none."""
    row, method = journal.sent["row"], journal.sent["method"]
    address = _way(rows, calls=np.zeros(len(rows["app"]), dtype=bool))[1][row]
    for channel, (_, reached) in _REACHED.items():
        here = method == channel
        address[here] = rows[reached][row[here]]
    known = address != ""
    last = pd.Series(journal.sent["date"][known]).groupby(address[known]).max()
    return last.reindex(rows["address"]).to_numpy()


def make_room(rows: Columns, journal: Journal, settings: Settings, *, today: date) -> Columns:
    """Moves `due_from` and `due_by` by every rule that makes room, working days last of all; where
    Due from passes Due by, Due by becomes Due from plus the step's own length (spec 5.3)."""
    start = np.where(rows["message"] != "", np.fmax(rows["due_from"], rows["snooze_until"]), NO_DAY)
    after_last = _last_to_address(rows, journal) + days(1)
    start = np.where(after_last > start, after_last, start)
    start = _one_a_day(rows | {"due_from": start}, settings, pd.Timestamp(today))
    due = _on_working_days(rows, rows["due_by"], settings)
    late = start > due
    due = _on_working_days(rows, np.where(late, start + days(rows["length"]), due), settings)
    deadline = np.where((rows["message"] == Message.THANK_YOU) & ~late, rows["deadline"], NO_DAY)
    return rows | {"due_from": start, "due_by": due, "deadline": deadline}


def _on_working_days(rows: Mapping[str, Any], dates: Array, settings: Settings) -> Array:
    """Everything but the thank-you moves forward to the next working day, unless `Send on
    weekends`."""
    if settings.send_on_weekends:
        return dates
    return np.where(rows["message"] == Message.THANK_YOU, dates, settings.working_days.roll(dates))


def _one_a_day(rows: Columns, settings: Settings, today: pd.Timestamp) -> Array:
    """Of two actions to one address on one day the more urgent stays and the other moves on, day by
    day, around those whose day was shown before and stays. Repeated until nothing collides: moving
    past a weekend can meet the next."""
    start = _on_working_days(rows, rows["due_from"], settings)
    address = pd.Series(rows["address"])
    places = np.flatnonzero((address != "") & address.duplicated(keep=False))
    if not len(places):
        return start
    shared = pd.DataFrame(
        {key: rows[key][places] for key in ("address", "message", "due_by", "id", "pinned")}
    )
    rank = shared["message"].map(_URGENCY)
    queue, stays = shared.assign(rank=rank), shared["pinned"]
    while True:
        acts_on = pd.Series(start[places]).clip(lower=today)
        day = pd.concat([_spread(queue[stays], acts_on), _spread(queue[~stays], acts_on)]).reindex(
            shared.index
        )
        taken = pd.MultiIndex.from_arrays([shared["address"], day])
        met = ~stays & taken.isin(taken[stays])
        free = _on_working_days(
            shared, day.mask(met, day + pd.Timedelta(1, "D")).to_numpy(), settings
        )
        pushed = free > acts_on.to_numpy()
        if not pushed.any():
            return start
        start[places[pushed]] = free[pushed]


def _spread(queue: pd.DataFrame, acts_on: pd.Series) -> pd.Series:
    """One day for each action of an address, none before its own: the sooner first, then the more
    urgent."""
    queue = queue.assign(acts_on=acts_on[queue.index]).sort_values(
        ["address", "acts_on", "due_by", "rank", "id"]
    )
    place = pd.to_timedelta(queue.groupby("address").cumcount(), unit="D")
    return (queue["acts_on"] - place).groupby(queue["address"]).cummax() + place
