"""A status for each row, and why, in one plain sentence (spec 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from sheetfollow.intake.dates import say_all
from sheetfollow.plan.channels import Channels
from sheetfollow.plan.columns import NO_DAY, Array, choose, count, day_of, is_one_of, latest, texts
from sheetfollow.plan.decide import Decision, who
from sheetfollow.plan.ladder import in_words
from sheetfollow.plan.log import Journal
from sheetfollow.plan.outcomes import ANSWERS, why_closed
from sheetfollow.plan.scene import Scene
from sheetfollow.plan.steps import because, resting
from sheetfollow.plan.tables import Next
from sheetfollow.schema import Channel, Message, Status

ACTING = (Status.OVERDUE.value, Status.DUE.value, Status.SCHEDULED.value)
_ANSWERS = frozenset(message.value for message in ANSWERS.values())
_NEED_ADDRESS = "an address: Email, LinkedIn or HR email"
_NEED_NUMBER = "a number: Phone"
_NEVER_THANKED = "the thank-you was never sent"


@dataclass(frozen=True, eq=False)
class Outputs:
    """The output columns of Interviews that the plan fills; the message, its channel and its days
    are blank where nothing is to be sent."""

    status: Array
    next_action: Array
    channel: Array
    due_from: Array
    due_by: Array
    why: Array
    needs: Array
    last_contact: Array
    messages_sent: Array


@dataclass(frozen=True, eq=False)
class _Day:
    """The decision with its final days, as it stands on the day: which rows a snooze keeps waiting,
    and what the others have to send by which moment."""

    scene: Scene
    decision: Decision
    chosen: Next
    channels: Channels
    snoozed: Array
    acts: Array
    deadline: Array
    today: date
    now: datetime | None


def explain(
    scene: Scene,
    decision: Decision,
    chosen: Next,
    channels: Channels,
    journal: Journal,
    *,
    today: date,
    now: datetime | None,
) -> Outputs:
    """The outputs of a decision whose windows have found their days."""
    message = chosen.message
    ahead = (scene.rows.snooze_until > scene.today) & ~is_one_of(message, _ANSWERS)
    in_time = chosen.due_by == decision.chosen.due_by
    by_hour = (message == Message.THANK_YOU) & in_time
    deadline = np.where(
        by_hour,
        scene.talks.deadline,
        NO_DAY,
    )
    snoozed = ahead & (message != "")
    acts = (message != "") & ~snoozed
    day = _Day(
        scene,
        decision,
        chosen,
        channels,
        snoozed,
        acts,
        deadline,
        today,
        now,
    )
    status = _status(day)
    acting = is_one_of(status, ACTING)
    return Outputs(
        status=status,
        next_action=np.where(acting, message, ""),
        channel=np.where(acting, channels.by, ""),
        due_from=np.where(acting, chosen.due_from, NO_DAY),
        due_by=np.where(acting, chosen.due_by, NO_DAY),
        why=_why(day, status),
        needs=_needs(day, journal, status),
        last_contact=_last_contact(scene, journal),
        messages_sent=_messages_sent(scene),
    )


def _status(day: _Day) -> Array:
    scene, today = day.scene, day_of(day.today)
    closed = scene.ends.closed[scene.rows.app]
    ending = day.decision.ending[scene.rows.app]
    opened = day.acts & (day.chosen.due_from <= today)
    overdue = day.chosen.due_by < today
    if day.now:
        overdue |= day.deadline < np.datetime64(day.now.replace(tzinfo=None))
    cases = (
        (~scene.rows.ok, Status.CHECK_ROW),
        (closed, Status.CLOSED),
        (scene.talks.ahead & ~ending, Status.UPCOMING),
        (opened & overdue, Status.OVERDUE),
        (opened, Status.DUE),
        (day.acts, Status.SCHEDULED),
        (_over(day), Status.CLOSED),
    )
    status = np.select(
        [here for here, _ in cases],
        [each.value for _, each in cases],
        default=Status.WAITING.value,
    )
    return status.astype(object)


def _over(day: _Day) -> Array:
    """The colleagues of the contact who answers a rejection or a withdrawal: all others are
    closed."""
    scene = day.scene
    waits_for = scene.of_contact | (scene.holds.apps != "")[scene.rows.app]
    return day.decision.ending[scene.rows.app] & ~waits_for


def _why(day: _Day, status: Array) -> Array:
    """One plain sentence: which rule, which anchor, which dates."""
    scene, today = day.scene, day.today
    rows, app = scene.rows, scene.rows.app
    rest = resting(day.decision.rests, rows.apps, today)[app]
    closed = why_closed(
        scene.apps,
        scene.past,
        scene.ends,
    )
    reason = because(
        day.decision.steps,
        day.chosen,
        today,
    )
    held = scene.holds.rows
    cases = (
        (status == Status.CHECK_ROW, lambda here: _why_check(here)),
        (
            status == Status.UPCOMING,
            lambda here: "The interview is on " + say_all(rows.interview_date[here], today=today),
        ),
        (scene.ends.closed[app], lambda here: closed(app[here], today)),
        (status == Status.CLOSED, lambda here: _why_over(day, here)),
        (
            day.snoozed,
            lambda here: "Snoozed until " + say_all(rows.snooze_until[here], today=today),
        ),
        (day.acts, lambda here: _why_now(day, here, status, reason)),
        (held != "", lambda here: held[here]),
        ((rest != "") & (scene.of_contact | ~_contacts_alone(day)), lambda here: rest[here]),
        (status != "", lambda here: _why_waiting(day, here)),
    )
    return choose(cases, len(status))


def _why_check(here: Array) -> Array:
    return texts(len(here), "Something in this row cannot be read, so nothing is planned for it")


def _contacts_alone(day: _Day) -> Array:
    """Whether an application rests only since somebody's reply comes first: that is its contact's
    affair."""
    others = [rest.where for rest in day.decision.rests if rest is not day.decision.reply_first]
    return ~np.logical_or.reduce(others)[day.scene.rows.app]


def _why_over(day: _Day, here: Array) -> Array:
    rows, contact = day.scene.rows, day.scene.apps.contact
    return "The application is closed; " + who(rows, contact[rows.app[here]]) + " gets the answer"


def _why_now(day: _Day, here: Array, status: Array, reason: Array) -> Array:
    """The reason, and the window of the action."""
    today, chosen = day.today, day.chosen
    opens = say_all(chosen.due_from[here], today=today)
    due = say_all(chosen.due_by[here], today=today)
    until = due + _hour(day.deadline[here])
    late = status[here] == Status.OVERDUE
    window = np.where(
        late,
        " was due by " + until,
        " is due by " + until,
    )
    ahead = " opens on " + opens + " and is due by " + due
    window = np.where(
        status[here] == Status.SCHEDULED,
        ahead,
        window,
    )
    return reason[here] + "; the " + in_words(chosen.message[here]) + window


def _hour(deadline: Array) -> Array:
    """The hour of a thank-you's deadline, "" where none is known."""
    hour, known = texts(len(deadline)), ~np.isnat(deadline)
    hour[known] = [f", {moment:%H:%M}" for moment in deadline[known].tolist()]
    return hour


def _why_waiting(day: _Day, here: Array) -> Array:
    """Another row carries the follow-ups."""
    scene, today = day.scene, day.today
    contact = scene.apps.contact[scene.rows.app[here]]
    other = who(scene.rows, contact) + " gets this application's follow-ups"
    text = np.where(
        (here == contact) | (contact < 0),
        "Nothing to send",
        other,
    )
    thanked = scene.past.thanked[here]
    said = "; your thank-you went out on " + say_all(thanked, today=today)
    lost = np.where(
        day.decision.thanks_lost[here],
        "; no thank-you was logged here",
        "",
    )
    return text + np.where(np.isnat(thanked), lost, said)


def _needs(day: _Day, journal: Journal, status: Array) -> Array:
    """What stands in the way: the row's faults, an address, a number, a thank-you that was never
    sent, and what is to be asked."""
    scene, acts, by = day.scene, day.acts, day.channels.by
    open_ = status != Status.CLOSED
    lost = day.decision.thanks_lost & open_ & (scene.of_contact | acts)
    needs = scene.rows.problem.copy()
    for here, need in (
        (acts & (by == Channel.EMAIL) & (scene.rows.email == ""), _NEED_ADDRESS),
        (acts & (by == Channel.PHONE) & (scene.rows.phone == ""), _NEED_NUMBER),
        (lost & scene.rows.ok, _NEVER_THANKED),
        (open_ & (scene.rows.asks != ""), scene.rows.asks),
        (open_ & (journal.hints != ""), journal.hints),
    ):
        both = np.where(needs == "", "", needs + "; ") + need
        needs = np.where(here, both, needs)
    return needs


def _messages_sent(scene: Scene) -> Array:
    """How many went to that interviewer."""
    went = scene.told.at(~scene.told.skipped)
    return count(went.person, scene.rows.people)[scene.rows.person]


def _last_contact(scene: Scene, journal: Journal) -> Array:
    """The latest message or inbound with that interviewer (spec 3)."""
    heard, people = journal.heard, scene.rows.people
    heard_on = latest(heard.day, heard.person, people)[scene.rows.person]
    return np.fmax(scene.past.told_on, heard_on)
