"""From applications back to rows: each row's own thank-you, the contact's follow-up, a status and a
reason (spec 5.1, 5.2)."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np

from sheetfollow.intake.dates import say_all
from sheetfollow.intake.settings import Settings
from sheetfollow.plan.columns import (
    NO_DAY,
    Array,
    Columns,
    choose,
    count,
    day_of,
    days,
    earliest,
    is_one_of,
    latest,
    pick,
    texts,
)
from sheetfollow.plan.ladder import in_words, thanks_due
from sheetfollow.plan.log import Journal
from sheetfollow.plan.outcomes import ANSWERS, CLOSING
from sheetfollow.schema import Channel, Message, Status

_OF_APPLICATION = (
    "day",
    "target",
    "contact",
    "closed",
    "rest",
    "decision_by",
    "sent_before",
    "second_on",
)


def decide(
    rows: Columns, apps: Columns, journal: Journal, settings: Settings, *, today: date
) -> Columns:
    """Adds `message`, `due_from`, `due_by`, `length`, `because` and `pinned` (these days were shown
    before and stay) to the rows that have something to send: the row's own thank-you, else, on the
    contact, the application's next action."""
    app, place = rows["app"], np.arange(len(rows["app"]))
    rows = rows | {key: apps[key][app] for key in _OF_APPLICATION}
    answer = is_one_of(apps["message"], ANSWERS.values())[app]
    ending = is_one_of(apps["outcome"], CLOSING)[app]
    thanked = _thanked(rows, journal)
    too_late = rows["interview_date"] + days(settings.thank_you_too_late) < day_of(today)
    thanks_lost = rows["past"] & np.isnat(thanked) & too_late
    owes_thanks = rows["past"] & ~ending & np.isnat(thanked) & ~thanks_lost
    thanks_first = (owes_thanks | pick(owes_thanks, rows["contact"], False)) & ~answer
    resting = (rows["rest"] != "") | (rows["closed"] != "")
    carries = (
        (place == rows["target"])
        & rows["ok"]
        & (apps["message"] != "")[app]
        & ~resting
        & ~thanks_first
    )
    owes_thanks &= ~carries
    due = {key: np.where(carries, apps[key][app], NO_DAY) for key in ("due_from", "due_by")}
    thanks = {"due_from": rows["interview_date"], "due_by": _thanks_due(rows, settings)}
    return rows | {
        "answer": answer,
        "ending": ending,
        "thanked": thanked,
        "thanks_lost": thanks_lost,
        "owes_thanks": owes_thanks,
        "pinned": carries & ~np.isnat(apps["shown_by"])[app],
        "message": np.where(
            carries, apps["message"][app], np.where(owes_thanks, Message.THANK_YOU.value, "")
        ),
        **{key: np.where(owes_thanks, thanks[key], due[key]) for key in due},
        "length": np.where(carries, apps["length"][app], 1),
        "because": choose(
            [
                (carries, lambda here: apps["because"][app[here]]),
                (
                    owes_thanks,
                    lambda here: _since_talk(rows["interview_date"][here], settings, today),
                ),
            ],
            len(place),
        ),
    }


def _thanked(rows: Columns, journal: Journal) -> Array:
    """The day of each row's thank-you, NaT for none."""
    row, sent_on = journal.sent["row"], journal.sent["date"]
    here = (journal.sent["message"] == Message.THANK_YOU) & (sent_on >= rows["interview_date"][row])
    return earliest(sent_on[here], row[here], len(rows["app"]))


def _thanks_due(rows: Columns, settings: Settings) -> Array:
    """The day on which the hours run out: of the deadline where the talk has a time, else the day
    count."""
    by_day = rows["interview_date"] + days(thanks_due(settings))
    by_hour = rows["deadline"].astype("datetime64[D]").astype("datetime64[s]")
    return np.where(np.isnat(by_hour), by_day, by_hour)


def _since_talk(held: Array, settings: Settings, today: date) -> Array:
    text = f"; thank each interviewer within {settings.thank_you_hours} hours"
    return "You talked on " + say_all(held, today=today) + text


def explain(rows: Columns, journal: Journal, *, today: date, now: datetime | None) -> Columns:
    """Adds the output columns: `status`, `next_action`, `channel`, `why`, `needs`, `last_contact`,
    `messages_sent`; the days and the message are blank where nothing is to be sent (spec 5.1)."""
    snoozed = (rows["snooze_until"] > day_of(today)) & (rows["message"] != "")
    rows = rows | {"message": np.where(snoozed, "", rows["message"]), "snoozed": snoozed}
    rows["status"] = _status(rows, today, now)
    acting = is_one_of(rows["status"], (Status.OVERDUE, Status.DUE, Status.SCHEDULED))
    rows |= {
        "next_action": np.where(acting, rows["message"], ""),
        "channel": np.where(acting, rows["by"], ""),
        "due_from": np.where(acting, rows["due_from"], NO_DAY),
        "due_by": np.where(acting, rows["due_by"], NO_DAY),
    }
    return rows | {"why": _why(rows, today), "needs": _needs(rows)} | _contact_counts(rows, journal)


def _status(rows: Columns, today: date, now: datetime | None) -> Array:
    day, acting = day_of(today), rows["message"] != ""
    overdue = acting & (day > rows["due_by"])
    if now:
        overdue |= acting & (np.datetime64(now.replace(tzinfo=None)) > rows["deadline"])
    opened = acting & (rows["due_from"] <= day)
    status = np.select(
        [
            ~rows["ok"],
            rows["closed"] != "",
            rows["ahead"] & ~rows["ending"],
            overdue & opened,
            opened,
            acting,
            _over(rows),
        ],
        [
            each.value
            for each in (
                Status.CHECK_ROW,
                Status.CLOSED,
                Status.UPCOMING,
                Status.OVERDUE,
                Status.DUE,
                Status.SCHEDULED,
                Status.CLOSED,
            )
        ],
        default=Status.WAITING.value,
    )
    return status.astype(object)


def _over(rows: Columns) -> Array:
    """The colleagues of the contact who answers a rejection or a withdrawal: all others are
    closed."""
    return rows["answer"] & rows["ending"] & ~rows["snoozed"]


def _why(rows: Columns, today: date) -> Array:
    """One plain sentence: which rule, which anchor, which dates."""
    status = rows["status"]
    cases = (
        (
            status == Status.CHECK_ROW,
            lambda _: "Something in this row cannot be read, so nothing is planned for it",
        ),
        (
            status == Status.UPCOMING,
            lambda here: "The interview is on " + _day(rows, "interview_date", here, today),
        ),
        (rows["closed"] != "", lambda here: rows["closed"][here]),
        (status == Status.CLOSED, lambda here: _why_over(rows, here)),
        (rows["snoozed"], lambda here: "Snoozed until " + _day(rows, "snooze_until", here, today)),
        (rows["message"] != "", lambda here: _why_now(rows, here, today)),
        (rows["rest"] != "", lambda here: rows["rest"][here]),
        (status != "", lambda here: _why_waiting(rows, here, today)),
    )
    return choose(cases, len(status))


def _day(rows: Columns, key: str, here: Array, today: date) -> Array:
    return say_all(rows[key][here], today=today)


def _why_over(rows: Columns, here: Array) -> Array:
    return "The application is closed; " + _name(rows, rows["contact"][here]) + " gets the answer"


def _why_now(rows: Columns, here: Array, today: date) -> Array:
    """The reason, and the window of the action."""
    status, message = rows["status"][here], rows["message"][here]
    opens, due = (
        _day(rows, "due_from", here, today),
        _day(rows, "due_by", here, today) + _hour(rows, here),
    )
    scheduled = status == Status.SCHEDULED
    window = np.where(status == Status.OVERDUE, " was due by " + due, " is due by " + due)
    ahead = " opens on " + opens + " and is due by " + _day(rows, "due_by", here, today)
    return rows["because"][here] + "; the " + in_words(message) + np.where(scheduled, ahead, window)


def _hour(rows: Columns, here: Array) -> Array:
    """The hour of a thank-you's deadline, "" where none is known."""
    hour, thanks = texts(len(here)), rows["message"][here] == Message.THANK_YOU
    known = thanks & ~np.isnat(rows["deadline"][here])
    hour[known] = [f", {moment:%H:%M}" for moment in rows["deadline"][here][known].tolist()]
    return hour


def _why_waiting(rows: Columns, here: Array, today: date) -> Array:
    """Another row carries the follow-ups, or waits for its own thank-you."""
    target = rows["target"][here]
    other = _name(rows, target) + " gets this application's follow-ups"
    text = np.where(here == target, "Nothing to send", other)
    thanked, lost = ~np.isnat(rows["thanked"][here]), rows["thanks_lost"][here]
    said = "; your thank-you went out on " + _day(rows, "thanked", here, today)
    return text + np.where(thanked, said, np.where(lost, "; no thank-you was logged here", ""))


def _name(rows: Columns, places: Array) -> Array:
    """The interviewer in that row, with the role where it is known."""
    name, role = pick(rows["interviewer"], places, ""), pick(rows["role"], places, "")
    return name + np.where(role == "", "", " (" + role + ")")


def _needs(rows: Columns) -> Array:
    """What stands in the way: the row's faults, an address, a number, a thank-you that was never
    sent."""
    acting, needs = rows["message"] != "", _joined(rows["problem"], rows["asks"])
    for here, need in (
        (
            (rows["by"] == Channel.EMAIL) & (rows["email"] == ""),
            "an address: Email, LinkedIn or HR email",
        ),
        ((rows["by"] == Channel.PHONE) & (rows["phone"] == ""), "a number: Phone"),
        (rows["thanks_lost"], "the thank-you was never sent"),
    ):
        here = acting & here
        needs[here] = np.where(needs[here] == "", need, needs[here] + "; " + need)
    return needs


def _joined(first: Array, second: Array) -> Array:
    """Both texts, parted where there are two."""
    both = (first != "") & (second != "")
    return first + np.where(both, "; ", "") + second


def _contact_counts(rows: Columns, journal: Journal) -> Columns:
    """`Last contact` is the latest message or inbound with that interviewer, `Messages sent` counts
    those sent to them (spec 3)."""
    person, size = rows["person"], int(rows["person"].max(initial=-1)) + 1
    sent, heard = journal.sent, journal.inbound
    sent_on, heard_on = (latest(each["date"], person[each["row"]], size) for each in (sent, heard))
    counts = count(person[sent["row"]], size)
    return {"last_contact": np.fmax(sent_on, heard_on)[person], "messages_sent": counts[person]}
