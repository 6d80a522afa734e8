"""`Why` is true: each sentence that it says on a day of a simulated search, taken apart and held
against the typed rows and the log of that day (spec 5.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.helpers.facts import Application, Event, Facts, is_over, spoken
from tests.helpers.simulation import SEARCHES, Snapshot, lived

DAY = r"\w{3} \d+ \w{3}(?: \d{4})?"
HOURS, MANY = 24, 4


@pytest.fixture(params=SEARCHES)
def history(request: pytest.FixtureRequest) -> tuple[Snapshot, ...]:
    return lived(*request.param)


class Told:
    """What Why is about: a row on its day, what the plan shows of it, and what has happened."""

    def __init__(self, facts: Facts, key: str) -> None:
        self.facts, self.key, self.today = facts, key, facts.today
        self.now, self.settings = facts.snapshot.now, facts.snapshot.settings
        self.row, self.shown = facts.snapshot.rows[key], facts.snapshot.shown[key]
        self.app: Application = facts.of(key)

    def day(self, text: str) -> date:
        return spoken(text, self.today)

    @property
    def is_contact(self) -> bool:
        return self.app.contact == self.key

    def who(self, key: str) -> str:
        row = self.facts.snapshot.rows[key]
        role = row["Interviewer role"]
        return row["Interviewer"] + (f" ({role})" if role else "")

    def has_outcome(self, *outcomes: str) -> bool:
        return self.app.outcome is not None and self.app.outcome["Outcome"] in outcomes


Check = Callable[..., bool]


def upcoming(told: Told, day: str) -> bool:
    return told.day(day) == told.row["Interview date"] and not is_over(told.row, told.now)


def closed(told: Told, outcome: str | None, newer: str | None) -> bool:
    """The outcome stands in a row of the application, and what is newer has come after it."""
    row = told.app.outcome
    said = row is not None and row["Outcome"] == (outcome or "closed").capitalize()
    events = [each.day for each in told.app.since_started(told.app.heard)]
    rounds = [each["Interview date"] for each in (*told.app.past, *told.app.ahead[:1])]
    latest = max((*events, *rounds))
    on = row and row.get("Outcome date")
    if newer:
        return said and told.day(newer) == latest and (not on or latest > on)
    return said and not (on and max(events, default=on) > on)


def closed_by_contact(told: Told, who: str) -> bool:
    """The contact has the answer to send, and this row is another one."""
    answer = told.facts.snapshot.shown[told.app.contact]["next_action"]
    others = who == told.who(told.app.contact) and not told.is_contact
    return others and answer in ("Rejection reply", "Withdrawal note")


def snoozed(told: Told, day: str) -> bool:
    return told.day(day) == told.row["Snooze until"] > told.today


def quiet(told: Told, day: str) -> bool:
    """Something was on that day, nothing since, and it is long ago."""
    since = told.day(day)
    known = [each.day for each in told.app.events if not each.skipped]
    known += [row["Interview date"] for row in told.app.past]
    contact = told.facts.snapshot.rows[told.app.contact]
    known += [each for each in (told.app.named, contact.get("Snooze until")) if each]
    long_ago = told.today - timedelta(days=told.settings.get("Gone quiet after days", 45))
    return max(known) == since <= long_ago


def noted(told: Told, how: str, day: str) -> bool:
    """A closing note was logged on that day, and they have not written since."""
    notes = [each for each in told.app.told if each.message == "Closing note"]
    heard = told.app.since_started(told.app.heard)
    on = bool(notes) and notes[-1].day == told.day(day)
    return on and notes[-1].skipped == (how == "was skipped") and not heard[-1:] > notes[-1:]


def booked(told: Told, day: str) -> bool:
    return told.app.booked == told.day(day)


def reply_first(told: Told, who: str) -> bool:
    """Who is waited for wrote last, and what they get next stands in their row."""
    writers = [row["ID"] for row in told.app.rows if told.who(row["ID"]) == who]
    waits = [key for key in writers if told.app.waits_for_reply(key)]
    shown = [told.facts.snapshot.shown[key]["next_action"] for key in waits]
    return bool(shown) and set(shown) <= {"Reply", "Thank-you"}


def offer_answered(told: Told) -> bool:
    answers = [each for each in told.app.told if each.message == "Offer reply"]
    return told.has_outcome("Offer") and bool(answers)


def invited(told: Told) -> bool:
    """The outcome is of the last round that there is."""
    return told.has_outcome("Next round") and not told.app.ahead


def of_contact(told: Told, who: str, thanked: str | None, lost: str | None) -> bool:
    """Another row is the contact; and this one was thanked on that day, or never."""
    thanks, held = told.app.thanked(told.key), told.row["Interview date"]
    other = who == told.who(told.app.contact) and not told.is_contact
    if thanked:
        return (
            other and thanks is not None and not thanks.skipped and thanks.day == told.day(thanked)
        )
    if lost:
        return other and thanks is None and told.today > held + timedelta(days=7)
    return other and (thanks is None or thanks.skipped)


def talked(told: Told, day: str, hours: str) -> bool:
    """The talk was on that day, and they were not thanked since."""
    held = told.row["Interview date"]
    owed = told.app.thanked(told.key) is None and told.today <= held + timedelta(days=7)
    return told.day(day) == held and int(hours) == HOURS and owed and is_over(told.row, told.now)


def since_interview(told: Told, count: str | None, number: str, day: str, last: str | None) -> bool:
    """The days are counted from the latest round; the last message is the one of the log."""
    started = told.day(day)
    counted = started == told.app.started and int(number) == (told.today - started).days
    return told.is_contact and counted and many(told, count) and is_last(told, last)


def after_last(told: Told, count: str | None, last: str) -> bool:
    return told.is_contact and many(told, count) and is_last(told, last)


def last_word(told: Told, count: str, last: str) -> bool:
    counts = int(count) == told.app.unanswered >= MANY
    return told.is_contact and counts and is_last(told, last)


def many(told: Told, count: str | None) -> bool:
    """So many follow-ups are unanswered; without a number, fewer than would be told."""
    if count is None:
        return told.app.unanswered < MANY
    return int(count) == told.app.unanswered >= MANY


def is_last(told: Told, text: str | None) -> bool:
    """The words name the application's last step, and its day; without words there was none."""
    step = told.app.last_step
    if step is None or text is None:
        return step is None and text is None
    how = "skipped" if step.skipped else "sent"
    message, day = text.casefold().split(f" {how} ")
    return message == step.message.casefold() and told.day(day.title()) == step.day


def decision(told: Told, day: str) -> bool:
    """They named that day, and nothing but a thank-you went out from then on."""
    named = told.day(day)
    since = [
        each
        for each in told.app.since_started(told.app.told)
        if each.message != "Thank-you" and each.day >= named
    ]
    return told.is_contact and told.app.named == named and not since


def wrote(told: Told, day: str) -> bool:
    waits: Event | None = told.app.waits_for_reply(told.key)
    return waits is not None and waits.day == told.day(day)


def ended(told: Told, said: str, day: str | None, heard: str | None) -> bool:
    """The outcome stands in a row, told on its Outcome date; without one, on the day of their last
    word, which is said to be that."""
    outcome = {"Rejected": "Rejected", "They made an offer": "Offer", "You withdrew": "Withdrawn"}
    row = told.app.outcome
    if not told.is_contact or row is None or row["Outcome"] != outcome[said]:
        return False
    if day:
        return told.day(day) == row.get("Outcome date")
    words = told.app.since_started(told.app.heard)
    if heard:
        return not row.get("Outcome date") and told.day(heard) == words[-1].day
    return not row.get("Outcome date") and not words


COUNT = r"(?:(?P<count>\d+) follow-ups without an answer, so think of closing it; )?"
LAST = rf"[A-Za-z -]+ (?:sent|skipped) {DAY}"
REASONS: dict[str, tuple[str, Check]] = {
    "talked": (
        rf"You talked on (?P<day>{DAY}); thank each interviewer within (?P<hours>\d+) hours",
        talked,
    ),
    "since the interview": (
        rf"{COUNT}Day (?P<number>\d+) after the interview on (?P<day>{DAY})(?:; (?P<last>{LAST}))?",
        since_interview,
    ),
    "after the last message": (rf"{COUNT}(?P<last>{LAST})", after_last),
    "closing note": (rf"(?P<count>\d+) follow-ups without an answer; (?P<last>{LAST})", last_word),
    "named day": (rf"They named (?P<day>{DAY}) for their decision", decision),
    "they wrote": (rf"They wrote on (?P<day>{DAY})", wrote),
    "outcome": (
        rf"(?P<said>Rejected|They made an offer|You withdrew)"
        rf"(?: on (?P<day>{DAY})|, counted from their last word on (?P<heard>{DAY}))?",
        ended,
    ),
}
"""What leads to an action, as Why says it, and what must be true then."""

SENTENCES: dict[str, tuple[str, Check]] = {
    "upcoming": (rf"The interview is on (?P<day>{DAY})", upcoming),
    "closed": (
        rf"The application is closed(?: \((?P<outcome>\w+)\))?(?:, though there is something newer,"
        rf" on (?P<newer>{DAY}); clear the Outcome to reopen it)?",
        closed,
    ),
    "closed, the contact answers": (
        r"The application is closed; (?P<who>.+) gets the answer",
        closed_by_contact,
    ),
    "snoozed": (rf"Snoozed until (?P<day>{DAY})", snoozed),
    "gone quiet": (
        rf"Gone quiet: nothing either way since (?P<day>{DAY}); to restart, log a message or an"
        r" answer in Communications",
        quiet,
    ),
    "the note is out": (
        rf"The closing note (?P<how>was skipped|went out) on (?P<day>{DAY}); nothing more until"
        r" they answer, so think of an Outcome: Closed",
        noted,
    ),
    "a round is booked": (
        rf"The next round is on (?P<day>{DAY}); nothing to send before it",
        booked,
    ),
    "a reply comes first": (
        r"(?P<who>.+) wrote and waits for your reply, which comes first",
        reply_first,
    ),
    "offer answered": (r"Offer answered; nothing more to send until you decide", offer_answered),
    "invited": (r"They invited you to a next round; add its row when the date is known", invited),
    "the contact carries": (
        rf"(?P<who>.+) gets this application's follow-ups(?:; your thank-you went out on"
        rf" (?P<thanked>{DAY})|; (?P<lost>no thank-you was logged here))?",
        of_contact,
    ),
}
"""What keeps a row from having one."""

ACTION = re.compile(
    rf"(?P<reason>.+); the (?P<message>[a-z -]+)"
    rf" (?P<how>opens on {DAY} and is due by|is due by|was due by) (?P<due>{DAY})"
    rf"(?:, (?P<hour>\d\d:\d\d))?"
)


def test_why_is_true(history: tuple[Snapshot, ...]) -> None:
    """Each sentence is one of those above, and what it says of people, messages and days is what
    the typed rows and the log say."""
    for snapshot in history:
        facts = Facts(snapshot)
        for key, shown in snapshot.shown.items():
            kind, holds = judged(Told(facts, key), shown["why"])
            assert holds, (snapshot.now, key, kind, shown)


def judged(told: Told, why: str) -> tuple[str, bool]:
    """The kind of a sentence, "" for none that is known, and whether it is true."""
    if not told.shown["next_action"]:
        return one_of(SENTENCES, told, why)
    action = ACTION.fullmatch(why)
    if action is None:
        return "", False
    kind, holds = one_of(REASONS, told, action["reason"])
    return kind, holds and is_window(told, **action.groupdict())


def one_of(known: dict[str, tuple[str, Check]], told: Told, text: str) -> tuple[str, bool]:
    for kind, (pattern, check) in known.items():
        if found := re.fullmatch(pattern, text):
            return kind, check(told, **found.groupdict())
    return "", False


def is_window(told: Told, message: str, how: str, due: str, hour: str | None, **_: Any) -> bool:
    """The message and its days are those of the row, and its Status follows from them; the hour is
    24 hours after the end of the talk."""
    shown = told.shown
    if message != shown["next_action"].casefold() or told.day(due) != shown["due_by"]:
        return False
    end = datetime.combine(shown["due_by"], datetime.max.time())
    if hour:
        end = datetime.combine(shown["due_by"], datetime.strptime(hour, "%H:%M").time())
        talk = datetime.combine(told.row["Interview date"], told.row["Interview time"])
        if end - talk != timedelta(hours=HOURS):
            return False
    opens = re.fullmatch(rf"opens on ({DAY}) and is due by", how)
    if opens:
        ahead = told.day(opens[1]) == shown["due_from"] > told.today
        return ahead and shown["status"] == "Scheduled"
    late = "Overdue" if how == "was due by" else "Due"
    begun = shown["due_from"] <= told.today
    return begun and shown["status"] == late and (late == "Overdue") == (told.now > end)


def kinds_of(history: tuple[Snapshot, ...]) -> set[str]:
    return {
        judged(Told(facts, key), shown["why"])[0]
        for facts in map(Facts, history)
        for key, shown in facts.snapshot.shown.items()
    }


def test_why_says_all_that_it_can(history: tuple[Snapshot, ...]) -> None:
    """Each sentence is said in a search, so that the rule above is about something."""
    kinds, said = kinds_of(history), [each["why"] for one in history for each in one.shown.values()]
    silent = {"gone quiet", "offer answered"}
    if history[0].settings.get("Closing note") == "No":
        silent = {"closing note", "the note is out", "offer answered"}
        assert any("so think of closing it" in each for each in said)
    assert kinds >= (REASONS.keys() | SENTENCES.keys()) - silent
    for words in ("skipped", "no thank-you was logged here", "though there is something newer"):
        assert any(words in each for each in said), words
