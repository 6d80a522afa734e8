"""What must hold of every plan, tried on small workbooks of all kinds (spec 5)."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sheetfollow.intake.dates import WorkingDays
from sheetfollow.plan import Plan
from sheetfollow.schema import Message
from tests.helpers.simulation import (
    CLOSING,
    FOLLOW_UPS,
    HEADERS,
    Row,
    address,
    application,
    plan_day,
    shown_by_id,
    shuffled_rows,
)
from tests.helpers.stories import plan_of, shown

Shown = dict[str, dict[str, Any]]
MONDAY = date(2026, 11, 16)
MESSAGES = (None, *(message.value for message in Message))
OUTCOMES = (
    "Waiting",
    "Next round",
    "Offer",
    "Accepted",
    "Declined",
    "Rejected",
    "Withdrawn",
    "Closed",
)
quick = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a failing workbook is small as it is
    suppress_health_check=[HealthCheck.too_slow],
)


def days(first: int, last: int) -> st.SearchStrategy[date]:
    return st.integers(first, last).map(lambda count: MONDAY + timedelta(days=count))


def seldom(cells: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.none(), cells)


ROWS = st.fixed_dictionaries(
    {
        "Company": st.sampled_from(("Acme", "acme ", "Borealis")),
        "Job title": st.sampled_from(("Analyst", "Analyst", "Engineer")),
        "Interviewer": st.sampled_from(("Dana Lee", "Omar Ruiz", "Wei Chen")),
        "Interview date": days(-20, 12),
        "Interviewer role": st.sampled_from((None, "Engineer", "Hiring manager", "Recruiter")),
        "Email": st.sampled_from(
            (None, "dana@example.com", "agency@example.com", "Agency@example.com")
        ),
        "LinkedIn": seldom(st.just("linkedin.com/in/dana")),
        "HR email": st.sampled_from((None, "hr@example.com")),
        "Phone": st.sampled_from((None, "+49 30 1234567")),
        "Main contact": seldom(st.sampled_from(("Yes", "No"))),
        "No phone calls": seldom(st.sampled_from(("Yes", "No"))),
        "Warm": seldom(st.sampled_from(("Yes", "No"))),
        "Decision by": seldom(days(-15, 20)),
        "Snooze until": seldom(days(-10, 20)),
        "Outcome": seldom(seldom(st.sampled_from(OUTCOMES))),
        "Outcome date": seldom(days(-15, 10)),
    }
)
LINES = st.fixed_dictionaries({
    "of": st.integers(0, 5),
    "Date": days(-20, 40),
    "Message": st.sampled_from(MESSAGES),
    "Direction": st.sampled_from((None, "Sent", "Sent", "Received")),
    "Response date": seldom(seldom(days(-10, 40))),
    "names": st.sampled_from(("ID", "ID", "ID", "person", "company")),
})  # fmt: skip
SETTINGS = st.fixed_dictionaries({
    "Send on weekends": st.sampled_from(("No", "No", "Yes")),
    "Light check-in": st.sampled_from(("Yes", "Yes", "No")),
    "Holidays": st.sampled_from((None, "DE")),
})  # fmt: skip


class Case:
    """A small workbook on a day, with IDs in its rows, and what the plan shows."""

    def __init__(
        self, rows: list[Row], lines: list[Row], known: dict[str, Any], today: date
    ) -> None:
        self.rows = [
            row | {"ID": f"b{number}d{number}f{number}"} for number, row in enumerate(rows, start=2)
        ]
        self.log = [self._line(dict(line)) for line in lines if line["Date"] <= today]
        self.known, self.today = known, today

    def _line(self, line: Row) -> Row:
        row, names = self.rows[line.pop("of") % len(self.rows)], line.pop("names")
        keys = {
            "ID": ("ID",),
            "person": ("Company", "Job title", "Interviewer"),
            "company": ("Company", "Job title"),
        }
        return {key: value for key, value in line.items() if value is not None} | {
            key: row[key] for key in keys[names]
        }

    def plan(self, today: date | None = None, rows: list[Row] | None = None) -> Plan:
        moment = datetime.combine(today or self.today, time(23, 59))
        return plan_day(self.rows if rows is None else rows, self.log, self.known, moment)

    def shown(
        self, today: date | None = None, rows: list[Row] | None = None
    ) -> dict[str, dict[str, Any]]:
        return shown_by_id(self.plan(today, rows))

    def written_back(self) -> list[Row]:
        """The rows with what a sync of today writes into them."""
        plan, keys = self.shown(), ("status", "next_action", "channel", "due_from", "due_by")
        return [
            row | {HEADERS[key]: plan[row["ID"]][key] or None for key in keys} for row in self.rows
        ]

    def row(self, key: str) -> Row:
        return next(row for row in self.rows if row["ID"] == key)

    def shares(self, key: str, channel: str) -> bool:
        """Whether the row's address by that channel is another row's, by any."""
        reached = address(self.row(key), channel)
        others = [row for row in self.rows if row["ID"] != key]
        kinds = ("Email", "LinkedIn", "HR mailbox", "Phone")
        return bool(reached) and any(address(row, k) == reached for row in others for k in kinds)

    def of_application(self, key: str) -> list[Row]:
        app = application(self.row(key))
        return [row for row in self.rows if application(row) == app]

    def working(self, day: date) -> bool:
        """Whether the user sends follow-ups on that day."""
        if self.known["Send on weekends"] == "Yes":
            return True
        asked = np.array([day], dtype="datetime64[s]")
        return bool((WorkingDays.of(self.known["Holidays"] or "").roll(asked) == asked).all())

    def __repr__(self) -> str:
        rows = [
            {key: value for key, value in row.items() if value is not None} for row in self.rows
        ]
        return f"Case(today={self.today}, rows={rows}, log={self.log}, settings={self.known})"


def cases() -> st.SearchStrategy[Case]:
    rows, lines = st.lists(ROWS, min_size=1, max_size=6), st.lists(LINES, max_size=8)
    return st.builds(Case, rows, lines, SETTINGS, days(-5, 50))


@quick
@given(cases())
def test_planning_twice_gives_the_same(case: Case) -> None:
    """The same inputs give the same plan."""
    assert case.shown() == case.shown()


@quick
@given(cases())
def test_a_second_sync_gives_the_same(case: Case) -> None:
    """What a sync writes back moves nothing in the next one on that day."""
    assert case.shown(rows=case.written_back()) == case.shown()


def crowded() -> st.SearchStrategy[Case]:
    """Cases in which every message goes to one agency, and outcomes have no date."""
    outcomes = st.sampled_from((None, "Rejected", "Offer", "Withdrawn"))
    row = st.builds(
        lambda row, company, outcome: (
            row
            | {"Email": "agency@example.com", "Company": company}
            | {"Outcome": outcome, "Outcome date": None}
        ),
        ROWS,
        st.sampled_from("ABCDEF"),
        outcomes,
    )
    rows, lines = st.lists(row, min_size=2, max_size=6), st.lists(LINES, max_size=8)
    return st.builds(Case, rows, lines, SETTINGS, days(-5, 40))


@quick
@given(crowded())
def test_a_second_sync_gives_the_same_where_all_share_an_address(case: Case) -> None:
    """Nothing that made room for another in the first sync makes room again in the second."""
    assert case.shown(rows=case.written_back()) == case.shown()


@quick
@given(crowded())
def test_one_address_has_one_action_a_day_while_none_is_sent(case: Case) -> None:
    """On the days after, too, one action a day is offered, but for what is too late the next
    working day."""
    for _ in range(3):
        case.rows, case.today = case.written_back(), case.today + timedelta(days=1)
        if not any(row["Interview date"] == case.today for row in case.rows):
            one_action_a_day_to_one_address(case, case.shown())


def only_acting_rows_are_filled(case: Case, plan: Shown) -> None:
    """Next action, Channel, Due from and Due by are filled for Overdue, Due and Scheduled alone; a
    closed row has no action."""
    for key, shown_ in plan.items():
        filled = [bool(shown_[name]) for name in ("next_action", "channel", "due_from", "due_by")]
        assert filled == [shown_["status"] in ("Overdue", "Due", "Scheduled")] * 4, (key, shown_)


def why_is_never_empty(case: Case, plan: Shown) -> None:
    """Why always says which rule led here."""
    for key, shown_ in plan.items():
        assert shown_["why"].strip(), (key, shown_)
        assert not {"NaT", "nan", "None"} & set(re.findall(r"\w+", shown_["why"])), (key, shown_)


def the_status_follows_from_the_days(case: Case, plan: Shown) -> None:
    """Scheduled before Due from, Due to Due by, Overdue after it; and Due from is never after Due
    by."""
    for key, shown_ in plan.items():
        if not shown_["next_action"]:
            continue
        opens, due = shown_["due_from"], shown_["due_by"]
        assert opens <= due, (key, shown_)
        told = "Scheduled" if case.today < opens else "Due" if case.today <= due else "Overdue"
        assert shown_["status"] == told, (key, shown_)


def all_but_the_thank_you_on_working_days(case: Case, plan: Shown) -> None:
    """Due from and Due by of everything but the thank-you are working days."""
    for key, shown_ in plan.items():
        if shown_["next_action"] not in ("", "Thank-you"):
            assert case.working(shown_["due_from"]), (key, shown_)
            assert case.working(shown_["due_by"]), (key, shown_)


def one_action_a_day_to_one_address(case: Case, plan: Shown) -> None:
    """Never two actions to one address on one day; thank-yous to different people are never two."""
    days: dict[tuple[str, date], list[str]] = {}
    for key, each in acting(plan):
        reached = address(case.row(key), each["channel"])
        thanked = each["next_action"] == "Thank-you"
        whom = case.row(key)["Interviewer"] if thanked else ""
        days.setdefault((reached, max(each["due_from"], case.today)), []).append(whom)
    for (reached, day), whom in days.items():
        assert not reached or len(whom) == 1 or ("" not in whom and len(set(whom)) == len(whom)), (
            reached,
            day,
            plan,
        )


def no_follow_up_before_the_decision(case: Case, plan: Shown) -> None:
    """While the day that they named is ahead, only its own follow-up is planned, for after it."""
    for key, shown_ in plan.items():
        rows = [row for row in case.of_application(key) if row["Interview date"] <= case.today]
        if shown_["next_action"] in FOLLOW_UPS:
            started = max(row["Interview date"] for row in rows)
            named = [row["Decision by"] for row in case.of_application(key) if row["Decision by"]]
            if [day for day in named if day >= max(started, case.today + timedelta(days=1))]:
                assert shown_["next_action"] == "Decision-date follow-up", (key, shown_)
                assert shown_["due_from"] >= max(named), (key, shown_)


def one_thank_you(case: Case, plan: Shown) -> None:
    """Who was thanked is not thanked again, and nobody after the seventh day."""
    thanked = {
        line["ID"]
        for line in case.log
        if line.get("ID")
        and line.get("Message") == "Thank-you"
        and line.get("Direction") != "Received"
        and line["Date"] >= case.row(line["ID"])["Interview date"]
    }
    for key, shown_ in plan.items():
        if shown_["next_action"] == "Thank-you":
            assert key not in thanked, shown_
            assert case.today <= case.row(key)["Interview date"] + timedelta(days=7), shown_


def a_closed_application_gets_no_follow_up(case: Case, plan: Shown) -> None:
    """Where the one outcome of an application closes it, nothing but its answer is planned."""
    for key, shown_ in plan.items():
        outcomes = {row["Outcome"] for row in case.of_application(key)} - {None, "Waiting"}
        if len(outcomes) == 1 and outcomes <= set(CLOSING):
            assert shown_["next_action"] in ("", "Rejection reply", "Withdrawal note"), (
                key,
                shown_,
            )


RULES = (
    only_acting_rows_are_filled,
    why_is_never_empty,
    the_status_follows_from_the_days,
    all_but_the_thank_you_on_working_days,
    one_action_a_day_to_one_address,
    no_follow_up_before_the_decision,
    one_thank_you,
    a_closed_application_gets_no_follow_up,
)


@settings(quick, max_examples=20)
@given(cases())
def test_every_plan_keeps_the_rules(case: Case) -> None:
    """Each rule above holds of every plan."""
    _assert_rules(case)


@pytest.mark.slow
@settings(quick, max_examples=300)
@given(cases())
def test_three_hundred_plans_keep_the_rules(case: Case) -> None:
    _assert_rules(case)


def _assert_rules(case: Case) -> None:
    plan = case.shown()
    for rule in RULES:
        rule(case, plan)


@quick
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case: Case, chance: random.Random) -> None:
    """Sorting the sheet changes no row's plan."""
    plan, mixed = case.shown(), case.shown(rows=shuffled_rows(case.rows, chance))
    for key, shown_ in plan.items():
        assert {**mixed[key], "needs": ""} == {**shown_, "needs": ""}, (
            key
        )  # Needs names cells, which have moved


@quick
@given(cases())
def test_no_day_moves_overnight(case: Case) -> None:
    """With nothing new, an action that stays keeps its days, unless another one waits for the same
    address."""
    today, later = case.shown(), case.today + timedelta(days=1)
    rows = case.written_back()
    if any(row["Interview date"] == later for row in rows):
        return
    tomorrow = case.shown(later, rows)
    waiting = Counter(
        reached
        for plan in (today, tomorrow)
        for reached in {
            (address(case.row(key), each["channel"]), key)
            for key, each in plan.items()
            if each["channel"]
        }
    )
    several = {
        reached
        for (reached, key) in waiting
        for (other, row) in waiting
        if other == reached and row != key
    }
    for key, was in today.items():
        now = tomorrow[key]
        if was["next_action"] and was["next_action"] == now["next_action"]:
            if address(case.row(key), was["channel"]) in several - {""}:
                continue
            assert (was["due_from"], was["due_by"]) == (now["due_from"], now["due_by"]), (
                key,
                was,
                now,
            )


@settings(quick, max_examples=30)
@given(cases())
def test_what_is_promised_for_a_day_is_what_that_day_shows(case: Case) -> None:
    """A Scheduled action is Due on its first day and keeps its window, when nothing is typed until
    then; but for one that waits for another to the same address, and where a round comes first."""
    today = case.shown()
    for key, was in acting(today):
        opens = was["due_from"]
        rounds = {row["Interview date"] for row in case.of_application(key)}
        met = any(case.today < day <= opens for day in rounds)
        if opens <= case.today or met or case.shares(key, was["channel"]):
            continue
        then = case.shown(opens, case.written_back())[key]
        assert then["status"] == "Due", (key, was, then)
        for name in ("next_action", "channel", "due_from", "due_by"):
            assert then[name] == was[name], (key, was, then)


def acting(plan: Shown) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows with something to send."""
    return ((key, each) for key, each in plan.items() if each["next_action"])


@settings(quick, max_examples=30)
@given(cases())
def test_nobody_who_wrote_is_left_without_a_reply_or_a_reason(case: Case) -> None:
    """Whose last word no later message answers gets a Reply, or a thank-you that answers; else Why
    says what it waits for: a day they named, a snooze, a round, an outcome, a long silence, a row
    to put right."""
    plan = case.plan()
    log, lines = plan.log, plan.lines
    shown_ = case.shown()
    heard: dict[str, tuple[date, float]] = {}
    told: dict[str, tuple[date, float]] = {}
    for place in range(len(log)):
        row = int(lines["row"][place])
        if row < 0:
            continue
        who = person(case.rows[row])
        day = log["date"][place].date()
        responded = log["response_date"][place]
        if lines["sent"][place]:
            told[who] = max(told.get(who, (date.min, 0)), (day, place))
        if not lines["sent"][place]:
            heard[who] = max(heard.get(who, (date.min, 0)), (day, place))
        elif responded == responded and responded is not None:
            heard[who] = max(heard.get(who, (date.min, 0)), (responded.date(), place + 0.5))
    for who, when in heard.items():
        if when[0] > case.today or when < told.get(who, (date.min, 0)):
            continue
        rows = [row for row in case.rows if person(row) == who]
        said = [shown_[row["ID"]] for row in rows]
        answered = any(each["next_action"] in ANSWERING for each in said)
        reasons = "|".join(REASONS)
        later = any(row["Interview date"] > when[0] for row in case.of_application(rows[0]["ID"]))
        assert answered or later or any(re.search(reasons, each["why"]) for each in said), (
            who,
            said,
        )


ANSWERING = ("Reply", "Thank-you", "Rejection reply", "Offer reply", "Withdrawal note")
REASONS = (
    "They named",
    "Snoozed until",
    "closed",
    "Gone quiet",
    "cannot be read",
    "contradict each other",
    "needs a check",
)


def person(row: Row) -> str:
    return f"{application(row)}/{row['Interviewer'].casefold()}"


@quick
@given(cases())
def test_a_row_to_check_leaves_the_others_alone(case: Case) -> None:
    """A fault in one row changes nothing in the rows of other companies."""
    broken = {
        "Company": "Cumulus",
        "Job title": "Analyst",
        "Interviewer": "Ann Hu",
        "Interview date": "soon",
    }
    broken["ID"] = "z9"
    plan = case.shown(rows=[*case.rows, broken])
    assert plan.pop("z9")["status"] == "Check row"
    assert plan == case.shown()


def test_closing_is_not_suggested_before_the_fourth() -> None:
    """After three unanswered follow-ups Why does not suggest closing; an inbound starts the count
    again."""
    messages = ("Thank-you", "Check-in", "Second follow-up", "Call", "Further follow-up")
    dates = [MONDAY + timedelta(days=count) for count in (0, 2, 7, 10, 15)]
    log = [{"Date": day, "Message": message} for day, message in zip(dates, messages, strict=True)]
    rows = [{"Interview date": MONDAY}]
    assert "clos" not in shown(plan_of(rows, log[:4], {}, today=date(2026, 11, 27)), 0, "Why")
    assert "clos" in shown(plan_of(rows, log, {}, today=date(2026, 12, 2)), 0, "Why")
    heard = [*log[:3], {"Date": date(2026, 11, 24), "Direction": "Received"}, *log[3:]]
    assert "clos" not in shown(plan_of(rows, heard, {}, today=date(2026, 12, 2)), 0, "Why")


@pytest.mark.parametrize("outcome", ["Rejected", "Offer", "Withdrawn"])
@pytest.mark.parametrize(
    "typed", [date(2026, 11, 18) + timedelta(days=count) for count in range(5)]
)
def test_an_undated_outcome_stays_as_first_shown(outcome: str, typed: date) -> None:
    """An undated outcome counts from the day it was first seen: the next sync says the same, Why
    included, also where a weekend or a message to the same address has moved its answer."""
    row = {
        "Company": "Acme",
        "Job title": "Analyst",
        "Interviewer": "Dana Lee",
        "Email": "agency@example.com",
    }
    rows = [
        row | {"ID": "b2b2b2", "Interview date": MONDAY, "Outcome": outcome},
        row | {"ID": "c2c2c2", "Company": "Borealis", "Interview date": MONDAY},
    ]
    log = [
        {"ID": "b2b2b2", "Date": MONDAY, "Message": "Thank-you"},
        {"ID": "c2c2c2", "Date": MONDAY + timedelta(days=1), "Message": "Thank-you"},
        {"ID": "c2c2c2", "Date": typed, "Message": "Check-in"},
    ]
    case = Case([], [], {}, typed)
    case.rows, case.log = rows, log
    assert case.shown(rows=case.written_back()) == case.shown()
