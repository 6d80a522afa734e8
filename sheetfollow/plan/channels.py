"""Channels: how a message goes out, and the address that it leads to (spec 5.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sheetfollow.plan.columns import Array, texts
from sheetfollow.plan.tables import Lines, Next, Rows
from sheetfollow.schema import Channel, Message

_IN_WRITING = (Channel.HR_MAILBOX, Channel.LINKEDIN, Channel.EMAIL)
"""The written channels, the best one last."""
_NO_DIGITS, _WEB = re.compile(r"\D+"), re.compile(r"^https?://(?:www\.)?")


@dataclass(frozen=True, eq=False)
class Ways:
    """The ways to each row's interviewer: what stands in the cell of each channel, and how that is
    compared (no case, no trailing slash, a number by its digits alone)."""

    typed: Mapping[Channel, Array]
    reached: Mapping[Channel, Array]

    @property
    def in_writing(self) -> tuple[Array, Array]:
        """The channel that is taken in writing, and the address that it leads to, "" for none."""
        size = len(self.typed[Channel.EMAIL])
        by, address = texts(size, Channel.EMAIL.value), texts(size)
        for channel in _IN_WRITING:
            here = self.typed[channel] != ""
            by[here], address[here] = channel.value, self.reached[channel][here]
        return by, address


@dataclass(frozen=True, eq=False)
class Channels:
    """Of each row with something to send: `by` which channel, and to which `address`, "" for
    none."""

    by: Array
    address: Array


def ways_to(rows: Rows) -> Ways:
    """Where each channel leads, for each row."""
    typed = {
        Channel.EMAIL: rows.email,
        Channel.LINKEDIN: rows.linkedin,
        Channel.HR_MAILBOX: rows.hr_email,
        Channel.PHONE: rows.phone,
    }
    reached = {
        channel: _changed(column, _digits if channel == Channel.PHONE else _bare)
        for channel, column in typed.items()
    }
    return Ways(typed, reached)


def _changed(column: Array, change: Callable[[str], str]) -> Array:
    changed = np.empty(len(column), dtype=object)
    changed[:] = [each and change(each) for each in column]
    return changed


def _digits(number: str) -> str:
    return _NO_DIGITS.sub("", number)


def _bare(address: str) -> str:
    text = address.casefold()
    return _WEB.sub("", text).rstrip("/") if "/" in text else text


def channels(ways: Ways, chosen: Next) -> Channels:
    """Phone for a call, else the first written channel that is known; of rows that have nothing to
    send, none."""
    by, address = ways.in_writing
    call, acting = chosen.message == Message.CALL, chosen.message != ""
    by = np.where(
        call,
        Channel.PHONE.value,
        by,
    )
    address = np.where(
        call,
        ways.reached[Channel.PHONE],
        address,
    )
    return Channels(
        np.where(
            acting,
            by,
            "",
        ),
        np.where(
            acting,
            address,
            "",
        ),
    )


def reached_by(ways: Ways, told: Lines) -> Array:
    """The address that each message went to, "" for one that is not known."""
    address = ways.in_writing[1][told.row]
    for channel, reached in ways.reached.items():
        here = told.method == channel
        address[here] = reached[told.row[here]]
    return address
