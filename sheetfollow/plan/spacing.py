"""The days that make room: a snooze, not two messages in one day, working days (spec 5.3)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pandas as pd

from sheetfollow.intake.settings import Settings
from sheetfollow.plan.channels import reached_by
from sheetfollow.plan.columns import NO_DAY, Array, days, is_one_of, latest
from sheetfollow.plan.outcomes import ANSWERS, CLOSING, EXPIRES
from sheetfollow.plan.scene import Scene
from sheetfollow.plan.steps import window
from sheetfollow.plan.tables import Next
from sheetfollow.schema import TRAITS, Message

_URGENCY = {message.value: traits.urgency for message, traits in TRAITS.items()}
_ANSWERS = frozenset(message.value for message in ANSWERS.values())
_FAR = np.datetime64("2299-12-31", "s")
_NEVER = 2**40


@dataclass(frozen=True, eq=False)
class _Windows:
    """The windows of all rows while they are moved."""

    opens: Array
    due: Array


def make_room(scene: Scene, chosen: Next, address: Array) -> Next:
    """Moves each window by every rule that makes room, working days last of all; where Due from
    passes Due by, Due by becomes Due from plus the step's own length. `address` is where each
    message goes, "" for nowhere."""
    settings = scene.settings
    own = _fitted(chosen, _own_day(scene, chosen), settings)
    soonest = _last_to_address(scene, chosen, address) + days(1)
    waits = (address != "") & (soonest > own.opens)
    first = np.where(waits, soonest, own.opens)
    last_day = _last_day(scene, chosen, first)
    opens = np.fmin(_fitted(chosen, first, settings).opens, last_day)
    opens = _one_a_day(
        scene,
        chosen,
        _Windows(opens, _urgent_by(scene, chosen, own.due)),
        last_day,
        address,
    )
    moved = _fitted(chosen, opens, settings)
    latest_due = np.fmax(last_day, chosen.due_by)
    return replace(
        chosen,
        due_from=np.where(moved.opens > last_day, last_day, moved.opens),
        due_by=np.where(moved.due > last_day, latest_due, moved.due),
    )


def _last_day(scene: Scene, chosen: Next, first: Array) -> Array:
    """The last day on which each makes sense, NaT for any: a thank-you is too late after the days
    that Settings names, the answer to a closing outcome once the application is closed without it;
    one that counts from the day it was seen has no such day. `first` is when each can go at all."""
    rows, ends = scene.rows, scene.ends
    thanks = chosen.message == Message.THANK_YOU
    answer = is_one_of(chosen.message, _ANSWERS)
    closing = answer & (is_one_of(ends.outcome, CLOSING) & ~ends.undated)[rows.app]
    too_late = rows.interview_date + days(scene.settings.thank_you_too_late)
    expires = _last_chance(
        scene,
        first,
        ends.told_on[rows.app] + days(EXPIRES - 1),
    )
    return np.where(
        thanks,
        too_late,
        np.where(closing, expires, NO_DAY),
    )


def _urgent_by(scene: Scene, chosen: Next, due: Array) -> Array:
    """The last days by which actions are compared: those of their windows, but as if it were seen
    today for the answer to an undated outcome, so that a second sync compares as the first."""
    undated = scene.ends.undated[scene.rows.app]
    thanks = np.zeros(len(due), dtype=bool)
    for message in ANSWERS.values():
        seen_by, _ = window(scene.today, message, scene.settings)
        soonest = np.fmin(due, _on_working_days(thanks, seen_by, scene.settings))
        due = np.where(
            undated & (chosen.message == message),
            soonest,
            due,
        )
    return due


def _last_chance(scene: Scene, first: Array, last: Array) -> Array:
    """The last working day of those from `first` to `last`, on which what waits for the next one
    is too late; `last` where none of them is one."""
    if scene.settings.send_on_weekends:
        return last
    works = scene.settings.working_days.roll_back(last)
    return np.where(
        works >= np.fmax(first, scene.today),
        works,
        last,
    )


def _own_day(scene: Scene, chosen: Next) -> Array:
    """The first day of each, after a snooze and after a message to its application: but for
    thank-yous, and for replies to others than the last message went to. A snooze hides no answer to
    an outcome."""
    message, past = chosen.message, scene.past
    thanks, reply = message == Message.THANK_YOU, message == Message.REPLY
    snoozed = np.where(
        is_one_of(message, _ANSWERS),
        NO_DAY,
        scene.rows.snooze_until,
    )
    after = np.where(
        reply,
        past.told_on,
        past.any_on[scene.rows.app],
    ) + days(1)
    opens = np.fmax.reduce(
        [
            chosen.due_from,
            snoozed,
            np.where(
                thanks,
                NO_DAY,
                after,
            ),
        ]
    )
    return np.where(message != "", opens, NO_DAY)


def _last_to_address(scene: Scene, chosen: Next, address: Array) -> Array:
    """The day of the last message to each row's address, NaT for none; for a thank-you that of the
    last thank-you to the same person there, since to others it is never a second message."""
    acting = np.flatnonzero(address != "")
    numbers, different = pd.factorize(address[acting])
    to = pd.Index(different).get_indexer(reached_by(scene.ways, scene.told))
    went = (to >= 0) & ~scene.told.skipped
    told, to = scene.told.at(went), to[went]
    last = np.full(len(address), NO_DAY)
    last[acting] = latest(told.day, to, len(different))[numbers]
    thanks = told.message == Message.THANK_YOU
    name = pd.factorize(scene.rows.person_name)[0]
    whom = pd.Series(told.day[thanks]).groupby([to[thanks], name[told.row[thanks]]]).max()
    again = acting[chosen.message[acting] == Message.THANK_YOU]
    number = numbers[chosen.message[acting] == Message.THANK_YOU]
    last[again] = whom.reindex(pd.MultiIndex.from_arrays([number, name[again]])).to_numpy()
    return last


def _fitted(chosen: Next, opens: Array, settings: Settings) -> _Windows:
    """The window that opens then, on working days."""
    thanks = chosen.message == Message.THANK_YOU
    opens = _on_working_days(thanks, opens, settings)
    due = _on_working_days(thanks, chosen.due_by, settings)
    again = np.where(
        opens > due,
        opens + days(chosen.length),
        due,
    )
    return _Windows(opens, _on_working_days(thanks, again, settings))


def _on_working_days(thanks: Array, dates: Array, settings: Settings) -> Array:
    """Everything but the thank-you moves forward to the next working day, unless `Send on
    weekends`."""
    if settings.send_on_weekends:
        return dates
    return np.where(
        thanks,
        dates,
        settings.working_days.roll(dates),
    )


def _one_a_day(
    scene: Scene, chosen: Next, windows: _Windows, last_day: Array, address: Array
) -> Array:
    """Of two actions to one address on one day the more urgent stays just as it was and the other
    moves on, day by day. Thank-yous to different people are never two messages."""
    places = _crowded(scene, chosen, address)
    opens: Array = windows.opens.copy()
    if not len(places):
        return opens
    actions = _actions(scene, chosen, windows, last_day, places)
    works = _Works(scene.settings)
    grouped = pd.Series(range(len(places))).groupby(address[places])
    for _, group in grouped:
        for action, day in spread([actions[each] for each in group], works):
            if day > action.day:
                opens[action.place] = np.datetime64(day, "D")
    return opens


def _crowded(scene: Scene, chosen: Next, address: Array) -> Array:
    """The rows whose address has two actions that may meet."""
    to = pd.Series(address)
    thanks = chosen.message == Message.THANK_YOU
    twice = pd.DataFrame({"to": to, "who": scene.rows.person_name}).duplicated(keep=False)
    meets = to[~thanks | (thanks & twice)]
    return np.flatnonzero((to != "") & to.isin(meets) & to.duplicated(keep=False))


def _actions(
    scene: Scene, chosen: Next, windows: _Windows, last_day: Array, places: Array
) -> list[Action]:
    """The actions in these rows, each with the day on which it would go, today at the earliest."""
    day = _number(np.fmax(windows.opens, scene.today)[places])
    due = _number(windows.due[places])
    last = _number(
        np.where(
            np.isnat(last_day),
            _FAR,
            last_day,
        )[places]
    )
    return [
        Action(
            place=int(place),
            day=int(day[at]),
            urgency=(int(due[at]), _URGENCY[chosen.message[place]], scene.rows.id[place]),
            thanked=_who(scene, chosen, place),
            last_day=int(last[at]),
        )
        for at, place in enumerate(places)
    ]


def _who(scene: Scene, chosen: Next, place: int) -> str | None:
    thanks = chosen.message[place] == Message.THANK_YOU
    return scene.rows.person_name[place] or scene.rows.id[place] if thanks else None


def _number(dates: Array) -> Array:
    """Days as whole numbers."""
    return dates.astype("datetime64[D]").astype("int64")


@dataclass(frozen=True, slots=True)
class Action:
    """One action of an address: the first `day` on which it can go, as a whole number, and the last
    one, on which it can wait no longer. `thanked` is whom it thanks, None for another message."""

    place: int
    day: int
    urgency: tuple[int, int, str]
    thanked: str | None
    last_day: int


class _Works(dict[int, bool]):
    """Whether messages go out on a day."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def __missing__(self, day: int) -> bool:
        asked = np.array([day], dtype="datetime64[D]").astype("datetime64[s]")
        rolled = self._settings.working_days.roll(asked)
        works = self._settings.send_on_weekends or bool((rolled == asked).all())
        self[day] = works
        return works


def spread(actions: Iterable[Action], works: Mapping[int, bool]) -> Iterator[tuple[Action, int]]:
    """Each action of one address with its day: one a day, the most urgent first. What cannot wait
    goes on its day whatever else does, and thank-yous to different people go together."""
    coming = sorted(
        actions,
        key=lambda each: each.day,
        reverse=True,
    )
    queue = _Queue()
    day = coming[-1].day
    while coming or queue:
        if not queue:
            day = max(day, coming[-1].day)
        while coming and coming[-1].day <= day:
            queue.add(coming.pop())
        for action in queue.goes_on(day, works):
            yield action, day
        day += 1


_Waiting: TypeAlias = list[tuple[tuple[int, int, str], Action]]


class _Queue:
    """The actions of an address that are to go, thank-yous apart from the rest."""

    def __init__(self) -> None:
        self._thanks: _Waiting = []
        self._rest: _Waiting = []
        self._soonest_end = _NEVER

    def __bool__(self) -> bool:
        return bool(self._thanks or self._rest)

    def add(self, action: Action) -> None:
        queue = self._rest if action.thanked is None else self._thanks
        heapq.heappush(queue, (action.urgency, action))
        if action.thanked is None:
            self._soonest_end = min(self._soonest_end, action.last_day)

    def goes_on(self, day: int, works: Mapping[int, bool]) -> list[Action]:
        """Takes out what goes on that day."""
        if last := self._last_on(day):
            return last + self._thank_yous(until=day)
        ready = self._ready(day, works)
        too_late = any(action.last_day <= day for _, action in self._thanks)
        if too_late or self._thanks_first(ready):
            return self._thank_yous()
        return [heapq.heappop(self._rest)[1]] if ready else []

    def _ready(self, day: int, works: Mapping[int, bool]) -> bool:
        """Whether something but a thank-you can go: on a working day, or on the day it came."""
        if not self._rest:
            return False
        _, first = self._rest[0]
        return works[day] or first.day == day

    def _thanks_first(self, ready: bool) -> bool:
        """Whether a thank-you is the most urgent of what can go."""
        if not self._thanks:
            return False
        return not ready or self._thanks[0] < self._rest[0]

    def _thank_yous(self, until: int = _NEVER) -> list[Action]:
        """Takes out one to each person, of those that can wait until then at most."""
        gone: dict[str | None, Action] = {}
        again: _Waiting = []
        for each in sorted(self._thanks):
            action = each[1]
            if action.thanked in gone or action.last_day > until:
                again.append(each)
            else:
                gone[action.thanked] = action
        self._thanks = again
        return list(gone.values())

    def _last_on(self, day: int) -> list[Action]:
        """Takes out what is too late the day after."""
        if self._soonest_end > day:
            return []
        last = [action for _, action in self._rest if action.last_day <= day]
        self._rest = [each for each in self._rest if each[1].last_day > day]
        heapq.heapify(self._rest)
        self._soonest_end = min((each.last_day for _, each in self._rest), default=_NEVER)
        return last
