"""The article's seven points, each decided from data: yes, no, or not yet (spec 3, Checklist)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sheetfollow.letters.letter import Letter
from sheetfollow.model import Draft, Finding
from sheetfollow.outputs.checklist import checklist
from sheetfollow.schema import CHECKLIST
from tests.helpers.sample_letters import letter, task
from tests.helpers.stories import plan_of

ID, COLLEAGUE = "b2d3f4", "c5g6h7"
HELD = date(2026, 11, 16)  # a Monday
SAMPLE = {"Work sample": "dashboard.pdf", "Sample mentioned": "Yes"}
CALLABLE = {"Phone": "+49 30 1234567", "Topic discussed": "churn"}
Cells = dict[str, Any]


def _letter(*, clean: bool = True, sample: bool = False) -> Letter:
    """The letter of the first row: with a finding or none, with a link to the sample or without."""
    row = task(id=ID, work_sample="https://robin.example/dashboard")
    body = f"It is here: {row.work_sample}\n" if sample else "Dear Dana,\n"
    findings = [] if clean else [Finding(4, "slang", "gonna", "write: going to")]
    return replace(letter(Draft(row, "stem", "", "", body, body)), findings=findings)


def _marks(
    row: Cells, log: list[Cells], today: date, draft: Letter | None = None
) -> dict[str, str]:
    """The points of the first of two interviewers, who is the contact."""
    first = {"Interview date": HELD, "Interviewer role": "Hiring manager", "ID": ID} | row
    second = {
        "Interviewer": "Omar Ruiz",
        "Interview date": first["Interview date"],
        "ID": COLLEAGUE,
    }
    plan = plan_of(
        [first, second], [{"ID": ID, "Method": "Email"} | line for line in log], {}, today=today
    )
    checks = checklist(plan, [draft] if draft else [])
    assert list(checks.columns) == [column.key for column in CHECKLIST.columns]
    assert checks["id"].tolist() == [ID, COLLEAGUE]
    return dict(checks.iloc[0])


def _day(day: int) -> date:
    return date(2026, 11, day)


def _sent(message: str, day: int, **more: Any) -> Cells:
    return {"Message": message, "Date": _day(day)} | {
        key.replace("_", " "): value for key, value in more.items()
    }


@pytest.mark.parametrize(
    ("log", "today", "mark"),
    [
        pytest.param([_sent("Thank-you", 17)], 20, "✓", id="sent on the next day"),
        pytest.param([_sent("Thank-you", 18)], 20, "✗", id="sent two days after"),
        pytest.param([], 18, "✗", id="not sent, and the next day is over"),
        pytest.param([], 27, "✗", id="never sent, and too late for one"),
        pytest.param([], 17, "–", id="not sent, and the next day is today"),
    ],
)
def test_the_thank_you_goes_out_within_24_hours(log: list[Cells], today: int, mark: str) -> None:
    assert _marks({}, log, _day(today))["thanked"] == mark


@pytest.mark.parametrize(
    ("row", "mark"),
    [
        pytest.param({"Topic discussed": "churn"}, "✓", id="name, role and topic"),
        pytest.param({}, "✗", id="no topic"),
        pytest.param({"Topic discussed": "churn", "Interviewer role": None}, "✗", id="no role"),
        pytest.param(
            {"Topic discussed": "churn", "Interview date": _day(18)},
            "–",
            id="the interview is ahead",
        ),
        pytest.param(
            {"Interview date": _day(18)}, "–", id="the interview is ahead, its topic is not known"
        ),
    ],
)
def test_personal_is_what_has_the_name_the_role_and_the_topic(row: Cells, mark: str) -> None:
    assert _marks(row, [], _day(17))["personalised"] == mark


@pytest.mark.parametrize(
    ("draft", "mark"),
    [
        pytest.param(_letter(), "✓", id="nothing found"),
        pytest.param(_letter(clean=False), "✗", id="something found"),
        pytest.param(None, "–", id="no draft"),
    ],
)
def test_proofread_is_a_draft_in_which_nothing_was_found(draft: Letter | None, mark: str) -> None:
    assert _marks({}, [], _day(17), draft)["proofread"] == mark


@pytest.mark.parametrize(
    ("row", "log", "draft", "mark"),
    [
        pytest.param(SAMPLE, [], _letter(sample=True), "✓", id="attached to the draft"),
        pytest.param(SAMPLE, [_sent("Thank-you", 16)], None, "✓", id="gone with the thank-you"),
        pytest.param(SAMPLE, [], _letter(), "✗", id="the draft goes without it"),
        pytest.param(
            {"Sample mentioned": "Yes"}, [], None, "✗", id="mentioned, but the row names no sample"
        ),
        pytest.param(SAMPLE, [], None, "–", id="nothing to attach it to yet"),
        pytest.param(
            SAMPLE | {"Sample mentioned": "No"}, [], _letter(sample=True), "–", id="not mentioned"
        ),
        pytest.param(
            {"Sample mentioned": "Yes", "Interview date": _day(18)},
            [],
            None,
            "–",
            id="the interview is ahead",
        ),
    ],
)
def test_the_sample_is_attached_where_it_was_mentioned(
    row: Cells, log: list[Cells], draft: Letter | None, mark: str
) -> None:
    assert _marks(row, log, _day(17), draft)["sample_attached"] == mark


@pytest.mark.parametrize(
    ("log", "mark"),
    [
        pytest.param([_sent("Second follow-up", 21)], "✓", id="five days after the talk"),
        pytest.param([_sent("Second follow-up", 20)], "✗", id="four days after the talk"),
        pytest.param([_sent("Check-in", 18)], "–", id="no second follow-up yet"),
        pytest.param(
            [_sent("Second follow-up", 20, ID=COLLEAGUE)],
            "✗",
            id="sent to a colleague; the contact's row tells",
        ),
    ],
)
def test_five_days_are_kept_before_the_second_follow_up(log: list[Cells], mark: str) -> None:
    assert _marks({}, [_sent("Thank-you", 16), *log], _day(23))["waited"] == mark


def test_the_days_before_the_second_follow_up_are_not_asked_of_a_colleague() -> None:
    row = {"Interviewer role": None, "Interview date": HELD, "ID": ID}
    other = {
        "Interviewer": "Omar Ruiz",
        "Interviewer role": "Hiring manager",
        "Interview date": HELD,
        "ID": COLLEAGUE,
    }
    plan = plan_of([row, other], [_sent("Second follow-up", 20, ID=COLLEAGUE)], {}, today=_day(23))
    assert checklist(plan, [])["waited"].tolist() == ["–", "✗"]


@pytest.mark.parametrize(
    ("log", "mark"),
    [
        pytest.param([_sent("Thank-you", 16)], "✓", id="date and method"),
        pytest.param(
            [_sent("Thank-you", 16, Response="Thanks!", Response_date=_day(17))],
            "✓",
            id="with its response",
        ),
        pytest.param([_sent("Thank-you", 16, Method=None)], "✗", id="no method"),
        pytest.param(
            [_sent("Thank-you", 16), _sent("Check-in", 18, Method=None)],
            "✗",
            id="one of two without method",
        ),
        pytest.param(
            [_sent("Thank-you", 16, Response_date=_day(17))], "✗", id="answered, but not what"
        ),
        pytest.param([_sent("Thank-you", 16, ID=COLLEAGUE)], "–", id="nothing sent to this person"),
    ],
)
def test_every_message_is_logged_with_its_date_method_and_response(
    log: list[Cells], mark: str
) -> None:
    assert _marks({}, log, _day(19))["logged"] == mark


@pytest.mark.parametrize(
    ("row", "today", "mark"),
    [
        pytest.param(CALLABLE, 24, "✓", id="number and topic, before the window opens"),
        pytest.param(CALLABLE | {"Phone": None}, 24, "✗", id="no number"),
        pytest.param(CALLABLE | {"Topic discussed": None}, 24, "✗", id="no topic"),
        pytest.param(CALLABLE, 18, "–", id="the call is not next"),
        pytest.param(CALLABLE | {"No phone calls": "Yes"}, 24, "–", id="they asked for no calls"),
    ],
)
def test_the_phone_script_is_ready_before_the_call_window_opens(
    row: Cells, today: int, mark: str
) -> None:
    """Both follow-ups are sent by the 23rd; the call window of a talk on the 16th opens on the
    26th."""
    log = [_sent("Thank-you", 16)] + ([_sent("Second follow-up", 21)] if today > 21 else [])
    assert _marks(row, log, _day(today))["script_ready"] == mark
