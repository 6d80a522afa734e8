"""A whole search, day by day: what must hold of the plan on each of its days (spec 5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.helpers.facts import Application, Facts
from tests.helpers.simulation import (
    ANSWERS,
    CLOSING,
    FOLLOW_UPS,
    SEARCHES,
    Row,
    Sent,
    Snapshot,
    address,
    application,
    lived,
    next_working,
    works,
)

LADDER = ("Check-in", "Second follow-up", "Call", "Further follow-up", "Closing note")


@pytest.fixture(params=SEARCHES)
def history(request: pytest.FixtureRequest) -> tuple[Snapshot, ...]:
    return lived(*request.param)


def test_the_search_is_a_full_one(history: tuple[Snapshot, ...]) -> None:
    """The user had every kind of message to send, so that the rules below are about something."""
    kinds = {each.message for each in history[-1].sent}
    assert kinds >= {
        "Thank-you",
        "Check-in",
        "Second follow-up",
        "Call",
        "Further follow-up",
        "Reply",
    }
    statuses = {shown["status"] for snapshot in history for shown in snapshot.shown.values()}
    assert statuses >= {"Upcoming", "Overdue", "Due", "Scheduled", "Waiting", "Closed"}


def test_no_row_needs_a_check(history: tuple[Snapshot, ...]) -> None:
    """All that the user typed can be read."""
    for snapshot in history:
        for key, shown in snapshot.shown.items():
            assert shown["status"] != "Check row", (snapshot.today, key, shown["needs"])


def test_one_message_a_day_to_one_address(history: tuple[Snapshot, ...]) -> None:
    """Never two messages to one address in a day: not sent, and not offered. Thank-yous to
    different people are never two messages, and wait for nothing that was sent; what is too late
    the next working day waits for nothing at all."""
    sent = Counter(
        (each.day, each.address, each.message == "Thank-you" and each.row)
        for each in history[-1].sent
        if each.address
    )
    assert max(sent.values()) == 1, [key for key, count in sent.items() if count > 1]
    for snapshot in history:
        due: dict[str, list[str]] = defaultdict(list)
        for key, shown in snapshot.due():
            due[address(snapshot.rows[key], shown["channel"])].append(key)
        gone = {each.address for each in snapshot.sent if each.day == snapshot.today}
        for reached, keys in due.items():
            others = [key for key in keys if snapshot.shown[key]["next_action"] != "Thank-you"]
            waits = [key for key in keys if next_chance(snapshot, key) <= last_day(snapshot, key)]
            if not others or not reached:
                continue
            assert len(keys) == 1 or not waits, (snapshot.today, reached, keys, waits)
            assert reached not in gone or not waits, (snapshot.today, reached, keys)


def next_chance(snapshot: Snapshot, key: str) -> date:
    """The next day on which what the row has to send may go."""
    if snapshot.shown[key]["next_action"] == "Thank-you":
        return snapshot.today + timedelta(days=1)
    return next_working(snapshot.today)


def last_day(snapshot: Snapshot, key: str) -> date:
    """The day after which it is too late for what the row has to send: the seventh after an
    interview for its thank-you, the sixth after the outcome for the answer to one that closes."""
    row, shown = snapshot.rows[key], snapshot.shown[key]
    if shown["next_action"] == "Thank-you":
        return row["Interview date"] + timedelta(days=7)
    if shown["next_action"] in ("Rejection reply", "Withdrawal note"):
        return told_on(snapshot, key) + timedelta(days=6)
    return date.max


def told_on(snapshot: Snapshot, key: str) -> date:
    """When the outcome of the row's application was told: its Outcome date, else their last word
    since the latest round, else the day that is shown."""
    app = Facts(snapshot).of(key)
    assert app.outcome
    heard = [each.day for each in app.since_started(app.heard)]
    shown: date = snapshot.shown[key]["due_from"]
    return app.outcome.get("Outcome date") or max(heard, default=shown)


def test_one_message_a_day_to_one_application(history: tuple[Snapshot, ...]) -> None:
    """After a message to an application nothing more is offered to it on that day, but for
    thank-yous, and replies to others than the one who got it."""
    for snapshot in history:
        gone: dict[str, set[str]] = defaultdict(set)
        for each in snapshot.sent:
            if each.day == snapshot.today:
                gone[each.app].add(each.row)
        for key, shown in snapshot.due():
            told = gone[application(snapshot.rows[key])]
            if shown["next_action"] == "Reply":
                assert key not in told, (snapshot.today, key, shown)
            elif shown["next_action"] != "Thank-you":
                assert not told, (snapshot.today, key, shown)


def test_nothing_is_scheduled_past_its_last_day(history: tuple[Snapshot, ...]) -> None:
    """A thank-you, or the answer to an outcome that closes, is never planned for a day on which it
    is too late."""
    for snapshot in history:
        for key, shown in snapshot.acting():
            last = last_day(snapshot, key)
            assert shown["due_from"] <= shown["due_by"] <= last, (snapshot.today, key, shown)


def test_what_is_shown_stays_until_something_is_typed_or_it_is_done(
    history: tuple[Snapshot, ...],
) -> None:
    """An action keeps its window from day to day, unless the next step has opened, its time is
    over, or another one at its address goes first."""
    for before, after in pairwise(history):
        for key, was in before.acting():
            now = after.shown[key]
            if all(was[name] == now[name] for name in WINDOW) or is_news(before, after, key):
                continue
            passed = runs_out(before, after, key) or next_step_opened(after, was, now)
            assert passed or makes_room(before, after, key), (after.now, key, was, now)


WINDOW = ("next_action", "channel", "due_from", "due_by")


def is_news(before: Snapshot, after: Snapshot, key: str) -> bool:
    """Whether something was typed in the row's application, or a day came that was typed before: a
    talk took place, or a snooze ended."""
    app = application(after.rows[key])
    if app in after.touched:
        return True
    for row in after.of_application(app):
        talked = before.shown[row["ID"]]["status"] == "Upcoming" != after.shown[row["ID"]]["status"]
        snoozed = row.get("Snooze until") or date.min
        if talked or before.today < snoozed <= after.today:
            return True
    return False


def runs_out(before: Snapshot, after: Snapshot, key: str) -> bool:
    """Whether it is too late for what was shown, or all has gone quiet."""
    return after.today > last_day(before, key) or "Gone quiet" in after.shown[key]["why"]


def next_step_opened(after: Snapshot, was: Row, now: Row) -> bool:
    """Whether a later step of the ladder has taken its place, on the day on which it opens."""
    if was["next_action"] not in LADDER or now["next_action"] not in LADDER:
        return False
    goes = after.today if works(after.today) else next_working(after.today)
    return LADDER.index(was["next_action"]) < LADDER.index(now["next_action"]) and (
        now["due_from"] <= goes
    )


def makes_room(before: Snapshot, after: Snapshot, key: str) -> bool:
    """Whether it moved on since another one at its address has its day, or back since that one has
    left it, or a message went there."""
    was, now = before.shown[key], after.shown[key]
    reached = {address(after.rows[key], each["channel"]) for each in (was, now) if each["channel"]}
    if reached & after.touched - {""}:
        return True
    there = [set(neighbours(each, key, reached)) for each in (before, after)]
    if now["next_action"] and now["due_from"] > was["due_from"]:
        return any(day <= max(was["due_from"], after.today) for _, _, day in there[1])
    return bool(there[0] - there[1])


def neighbours(snapshot: Snapshot, key: str, reached: set[str]) -> Iterator[tuple[str, str, date]]:
    """The other actions at these addresses, each with the day on which it goes."""
    for other, shown in snapshot.acting():
        at = address(snapshot.rows[other], shown["channel"])
        if other != key and at and at in reached:
            yield other, shown["next_action"], max(shown["due_from"], snapshot.today)


def test_nobody_who_wrote_is_left_without_a_reply_or_a_reason(
    history: tuple[Snapshot, ...],
) -> None:
    """Whose last word nothing answers, and no later round, has a Reply in their row, or first the
    thank-you, or the answer to the outcome; else Why says what it waits for, and that is so."""
    for snapshot in history:
        facts = Facts(snapshot)
        for key, shown in snapshot.shown.items():
            app = facts.of(key)
            wrote = app.waits_for_reply(key)
            if not wrote or any(row["Interview date"] > wrote.day for row in app.rows):
                continue
            assert shown["next_action"] in ("Reply", "Thank-you", *ANSWERS) or any(
                words in shown["why"] for words in reasons(app, key, wrote.day)
            ), (snapshot.now, key, shown)


def reasons(app: Application, key: str, wrote_on: date) -> Iterator[str]:
    """How Why begins to say why somebody who wrote has to wait, as far as it is true."""
    row = app.snapshot.rows[key]
    if row in app.ahead:
        yield "The interview is on"
    if (row.get("Snooze until") or date.min) > app.snapshot.today:
        yield "Snoozed until"
    if app.outcome and app.outcome["Outcome"] in CLOSING:
        yield "The application is closed"
    if key == app.contact and app.named and app.named > wrote_on:
        yield "They named"
    quiet = timedelta(days=app.snapshot.settings.get("Gone quiet after days", 45))
    if max(each.day for each in app.events) + quiet <= app.snapshot.today:
        yield "Gone quiet"


def test_no_follow_up_to_a_closed_application(history: tuple[Snapshot, ...]) -> None:
    """A closed application is offered nothing but the answer to its outcome."""
    for snapshot in history:
        closed = {
            application(row) for row in snapshot.rows.values() if row.get("Outcome") in CLOSING
        }
        for key, shown in snapshot.acting():
            if application(snapshot.rows[key]) in closed:
                assert shown["next_action"] in ("Rejection reply", "Withdrawal note"), (
                    snapshot.today,
                    key,
                    shown,
                )


def test_no_follow_up_before_a_decision_date(history: tuple[Snapshot, ...]) -> None:
    """No check-in, follow-up or call before the day that they named, on any row of the
    application."""
    for snapshot in history:
        for key, shown in snapshot.acting():
            if shown["next_action"] not in FOLLOW_UPS:
                continue
            rows = snapshot.of_application(application(snapshot.rows[key]))
            started = max(
                row["Interview date"] for row in rows if row["Interview date"] <= snapshot.today
            )
            named = max(
                (row["Decision by"] for row in rows if row.get("Decision by")), default=started
            )
            assert named < started or shown["due_from"] >= named or named < snapshot.today, (
                snapshot.today,
                key,
                shown,
            )
            assert named <= snapshot.today or shown["status"] == "Scheduled", (
                snapshot.today,
                key,
                shown,
            )


def test_one_thank_you_an_interview(history: tuple[Snapshot, ...]) -> None:
    """Each interviewer gets at most one thank-you an interview."""
    thanks = Counter(each.row for each in history[-1].sent if each.message == "Thank-you")
    assert max(thanks.values()) == 1, thanks.most_common(3)


def test_the_gaps_between_follow_ups(history: tuple[Snapshot, ...]) -> None:
    """Between two follow-ups of a ladder lie at least the days of the table, after a late message
    at least 5."""
    ladders: dict[tuple[str, date | None], list[Sent]] = defaultdict(list)
    for each in history[-1].sent:
        if each.message in FOLLOW_UPS:
            ladders[each.app, each.ladder_day].append(each)
    for sent in ladders.values():
        for earlier, later in pairwise(sent):
            assert later.day >= earlier.day + timedelta(days=least_gap(earlier, later)), (
                earlier,
                later,
            )


def least_gap(earlier: Sent, later: Sent) -> int:
    """The days of the table; a further follow-up in the call's place follows the second one as a
    call would."""
    if later.message == "Decision-date follow-up":
        return 1
    if earlier.day > earlier.due_by:
        return 5
    return {"Check-in": 2, "Second follow-up": 3}.get(earlier.message, 5)


def test_order_of_rows_does_not_matter(history: tuple[Snapshot, ...]) -> None:
    """Sorting the sheet changes nothing in the plan of any row."""
    shuffled = [snapshot for snapshot in history if snapshot.shuffled is not None]
    assert len(shuffled) > 10
    for snapshot in shuffled:
        for key, shown in snapshot.shown.items():
            assert snapshot.shuffled[key] == shown, (snapshot.today, key)


def test_a_second_sync_shows_the_same(history: tuple[Snapshot, ...]) -> None:
    """A second sync on the same day changes nothing: what the first one wrote back moves no day."""
    for snapshot in history:
        for key, shown in snapshot.shown.items() if snapshot.repeated is not None else ():
            assert snapshot.repeated[key] == shown, (snapshot.today, key)


def test_answers_follow_what_came_in(history: tuple[Snapshot, ...]) -> None:
    """A Reply, and the answer to an outcome, are sent once for each."""
    answers = Counter(
        (each.app, each.message) for each in history[-1].sent if each.message in ANSWERS[1:]
    )
    assert all(count == 1 for count in answers.values()), answers.most_common(3)
