"""A whole search, day by day: what must hold of the plan on each of its days (spec 5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.helpers.simulation import (
    ANSWERS,
    CLOSING,
    FOLLOW_UPS,
    SEARCHES,
    Sent,
    Snapshot,
    address,
    application,
    lived,
    next_working,
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
    app = application(snapshot.rows[key])
    rows = snapshot.of_application(app)
    dated = [row["Outcome date"] for row in rows if row.get("Outcome date")]
    started = max(
        (row["Interview date"] for row in rows if row["Interview date"] <= snapshot.today),
        default=date.max,
    )
    heard = [day for day in heard_from(snapshot, app) if day >= started]
    return max(dated or heard or [snapshot.shown[key]["due_from"]])


def heard_from(snapshot: Snapshot, app: str) -> Iterator[date]:
    """The days on which the application answered."""
    for line in snapshot.log:
        if application(line) == app and line.get("Direction") == "Received":
            yield line["Date"]
        elif application(line) == app and line.get("Response date"):
            yield line["Response date"]


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
    """A thank-you is never planned for a day on which it is too late."""
    for snapshot in history:
        for key, shown in snapshot.acting():
            if shown["next_action"] == "Thank-you":
                last = snapshot.rows[key]["Interview date"] + timedelta(days=7)
                assert shown["due_from"] <= last, (snapshot.today, key, shown)


def test_what_is_due_stays_due_until_it_is_done(history: tuple[Snapshot, ...]) -> None:
    """With nothing new an action that is due is there the day after, or a later step of the ladder
    has opened, or it is too late for it, or all has gone quiet."""
    for before, after in pairwise(history):
        for key, was in before.due():
            now = after.shown[key]
            if now["next_action"] or caused(before, after, key):
                continue
            late = was["next_action"] == "Thank-you" and after.today > was["due_by"]
            over = now["status"] == "Closed" or "Gone quiet" in now["why"]
            assert late or over, (before.today, after.today, key, was, now)


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


def test_days_move_only_for_a_cause(history: tuple[Snapshot, ...]) -> None:
    """An action's days stay as they are until something of the application or its address
    changes."""
    for before, after in pairwise(history):
        for key, was in before.acting():
            now = after.shown[key]
            days = [(each["due_from"], each["due_by"]) for each in (was, now)]
            if now["next_action"] == was["next_action"] and days[0] != days[1]:
                assert caused(before, after, key), (before.today, after.today, key, was, now)


def test_the_ladder_only_goes_up(history: tuple[Snapshot, ...]) -> None:
    """Without anything new a step is followed by itself or by a later one."""
    for before, after in pairwise(history):
        for key, was in before.acting():
            now = after.shown[key]["next_action"]
            if (
                was["next_action"] in LADDER
                and now in (*LADDER, "Thank-you")
                and not caused(before, after, key)
            ):
                assert now in LADDER[LADDER.index(was["next_action"]) :], (
                    before.today,
                    after.today,
                    key,
                    was,
                    now,
                )


def caused(before: Snapshot, after: Snapshot, key: str) -> bool:
    """Whether the data of the row's application or address changed, a talk of it took place, or
    something else waits to be sent to its address."""
    row = after.rows[key]
    app, reached = (
        application(row),
        {
            address(row, each.shown[key]["channel"])
            for each in (before, after)
            if each.shown[key]["channel"]
        }
        - {""},
    )
    if app in after.touched or reached & after.touched:
        return True
    talked = {
        application(after.rows[each])
        for each, shown in before.shown.items()
        if shown["status"] == "Upcoming" != after.shown[each]["status"]
    }
    beside = {
        address(each.rows[other], shown["channel"])
        for each in (before, after)
        for other, shown in each.acting()
        if other != key
    }
    return app in talked or bool(reached & beside)


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
