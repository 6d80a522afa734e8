"""Channels, and the days that make room: snooze, one message a day to one address, working days (spec 5.3, 5.5)."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from sheetfollow.plan.journal import Journal
from sheetfollow.plan.ladder import days
from sheetfollow.schema import Channel, Message
from sheetfollow.settings import Settings

_METHODS = {"Email": "email", "LinkedIn": "linkedin", "HR mailbox": "hr_email", "Phone": "phone"}
URGENCY = (Message.OFFER, Message.REPLY, Message.REJECTION, Message.THANK_YOU, Message.WITHDRAWAL, Message.DECISION,
           Message.CALL, Message.SECOND, Message.FURTHER, Message.CHECK_IN)  # fmt: skip


def with_channel(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds `by` (the channel) and `address` (what it leads to, "" for none) for the rows that have a message."""
    ways = [rows["message"] == Message.CALL, rows["email"] != "", rows["linkedin"] != "", rows["hr_email"] != ""]
    channels = [Channel.PHONE, Channel.EMAIL, Channel.LINKEDIN, Channel.HR_MAILBOX]
    names = np.select(ways, [each.value for each in channels], default=Channel.EMAIL.value)
    addresses = np.select(ways, [_address(rows, channel) for channel in channels], default="")
    acting = rows["message"] != ""
    return rows.assign(by=np.where(acting, names, ""), address=np.where(acting, addresses, ""))


def _address(rows: pd.DataFrame, channel: str) -> pd.Series:
    """An address as it is compared: no case, no trailing slash, a number by its digits alone."""
    text = rows[_METHODS[channel]].str.casefold()
    if channel == Channel.PHONE:
        return text.str.replace(r"\D", "", regex=True)
    return text.str.replace(r"^https?://(?:www\.)?", "", regex=True).str.rstrip("/")


def last_to_address(rows: pd.DataFrame, journal: Journal) -> pd.Series:
    """The day of the last message to each address, by address."""
    sent = journal.sent[journal.sent["row"] >= 0]
    usual = with_channel(rows.assign(message="any"))["address"].reindex(sent["row"]).to_numpy()
    methods = [sent["method"] == method for method in _METHODS]
    by_method = [_address(rows, method).reindex(sent["row"]).to_numpy() for method in _METHODS]
    address = pd.Series(np.select(methods, by_method, default=usual), index=sent.index)
    return sent["date"][address != ""].groupby(address[address != ""]).max()


def make_room(rows: pd.DataFrame, journal: Journal, settings: Settings, *, today: date) -> pd.DataFrame:
    """Moves `due_from` and `due_by` by every rule that makes room, working days last of all; where Due from passes Due
    by, Due by becomes Due from plus the step's own length (spec 5.3)."""
    day = pd.Timestamp(today)
    before = rows["due_from"]
    start = rows[["due_from", "snooze_until"]].max(axis=1).where(rows["message"] != "")
    last = last_to_address(rows, journal).astype("datetime64[s]").reindex(rows["address"]).set_axis(rows.index)
    after_last = last + days(1)
    start = start.where(~(after_last > start), after_last).astype("datetime64[s]")
    start = _one_a_day(rows.assign(due_from=start), settings, day)
    due = _on_working_days(rows, rows["due_by"], settings)
    late = start > due
    due = _on_working_days(rows, due.mask(late, start + days(rows["length"])), settings)
    deadline = rows["deadline"].where((rows["message"] == Message.THANK_YOU) & ~late)
    return rows.assign(due_from=start, due_by=due, deadline=deadline, moved=start.notna() & (start != before))


def _on_working_days(rows: pd.DataFrame, dates: pd.Series, settings: Settings) -> pd.Series:
    """Everything but the thank-you moves forward to the next working day, unless `Send on weekends`."""
    if settings.send_on_weekends:
        return dates
    return dates.where(rows["message"] == Message.THANK_YOU, settings.working_days.roll(dates))


def _one_a_day(rows: pd.DataFrame, settings: Settings, today: pd.Timestamp) -> pd.Series:
    """Of two actions to one address on one day the more urgent stays and the other moves on, day by day, around those
    whose day was shown before and stays. Repeated until nothing collides: moving past a weekend can meet the next."""
    start = _on_working_days(rows, rows["due_from"], settings)
    shared = rows[(rows["address"] != "") & rows["address"].duplicated(keep=False)]
    if shared.empty:
        return start
    rank = shared["message"].map({message: number for number, message in enumerate(URGENCY)})
    queue, stays = shared.assign(rank=rank), shared["pinned"]
    while True:
        acts_on = start[shared.index].clip(lower=today)
        day = pd.concat([_spread(queue[stays], acts_on), _spread(queue[~stays], acts_on)]).reindex(shared.index)
        places = pd.MultiIndex.from_arrays([shared["address"], day])
        met = ~stays & places.isin(places[stays])
        day = _on_working_days(shared, day.mask(met, day + days(1)), settings)
        pushed = day > acts_on
        if not pushed.any():
            return start
        start = start.where(~pushed.reindex(start.index, fill_value=False), day.reindex(start.index))


def _spread(queue: pd.DataFrame, acts_on: pd.Series) -> pd.Series:
    """One day for each action of an address, none before its own: the sooner first, then the more urgent."""
    queue = queue.assign(acts_on=acts_on[queue.index]).sort_values(["address", "acts_on", "due_by", "rank", "id"])
    place = days(queue.groupby("address").cumcount())
    return (queue["acts_on"] - place).groupby(queue["address"]).cummax() + place
