"""Near-alike companies or titles that would split an application are told, never joined silently
(spec 3, Communications); an unknown company is asked about by the name that it may mean."""

from __future__ import annotations

from datetime import date

import pytest

from sheetfollow.intake import Intake, take_in
from sheetfollow.intake.likeness import core, did_you_mean
from sheetfollow.intake.settings import Settings
from tests.helpers.stories import DEFAULTS, book, plan_of

HELD = date(2026, 11, 16)
TODAY = date(2026, 11, 17)


def _take(*applications: tuple[str, str]) -> Intake:
    rows = [
        DEFAULTS | {"Company": company, "Job title": title, "Interview date": HELD}
        for company, title in applications
    ]
    return take_in(book(rows, [], {}), Settings(), today=TODAY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme", "Acme, Inc."),
        ("Acme", "ACME GmbH"),
        ("The Acme Company", "Acme"),
        ("Harbor & Pine", "Harbor and Pine"),
        ("Borealis", "Boreallis"),
        ("Borealis", "Borealsi"),
        ("J.P. Morgan", "JP Morgan"),
        ("McKinsey", "Mc Kinsey"),
        ("Hooli (London)", "Hooli London"),
        ("Coca-Cola", "CocaCola"),
    ],
)
def test_companies_that_are_nearly_alike_are_told_at_the_lower_row(one: str, other: str) -> None:
    intake = _take((one, "Analyst"), (other, "Analyst"), (other, "Analyst"))
    (problem,) = intake.problems
    assert problem.value == other
    assert f"is nearly {one!r} in Interviews!A2" in problem.expected
    assert list(intake.rows["problem"]) == ["", "", ""]
    assert list(intake.rows["asks"] != "") == [False, True, False]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Analyst", "Sr. Analyst"),
        ("Analyst - Growth", "Analyst, Growth"),
        ("Data Analyst", "Data Analyst (m/f/d)"),
        ("Data Analyst", "Data Anlayst"),
        ("Front-end Developer", "Frontend Developer"),
        ("QA Lead", "Q.A. Lead"),
        ("Analyst II", "Analyst 2"),
        ("Buyer", "Buyer - Req 4711"),
        ("Buyer (Job ID: R-4711)", "Buyer"),
        ("Nurse [Nights]", "Nurse, nights"),
    ],
)
def test_titles_that_are_nearly_alike_are_told(one: str, other: str) -> None:
    (problem,) = _take(("Acme", one), ("Acme", other)).problems
    assert f"{other!r} is nearly {one!r}" in str(problem)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Acme", "Analyst"), ("acme ", "ANALYST")),
        (("Acme", "Analyst"), ("Acme, Inc.", "Engineer")),
        (("Acme", "Analyst"), ("Acne", "Analyst")),
        (("Acme", "Analyst I"), ("Acme", "Analyst II")),
        (("Acme", "Product manager"), ("Acme", "Project manager")),
        (("Company 1", "Analyst"), ("Company 2", "Analyst")),
        (("Delta Air", "Analyst"), ("Delta Faucet", "Analyst")),
        (("Acme", "Buyer - Req 4711"), ("Acme", "Buyer - Req 4712")),
        (("Acme", "Analyst 1"), ("Acme", "Analyst II")),
        (("Acme", "Buyer 2026"), ("Acme", "Buyer 2027")),
    ],
)
def test_what_is_one_already_or_plainly_two_is_not_told(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert _take(one, other).problems == ()


def test_a_name_that_is_only_a_legal_form_stays() -> None:
    assert core("Co.") == "co"


def test_the_name_that_was_meant_is_found() -> None:
    known = ["Harbor & Pine", "Acme", "Borealis Energy"]
    assert did_you_mean("Harbor and Pine", known) == "Harbor & Pine"
    assert did_you_mean("Boreallis Enrgy", known) == "Borealis Energy"
    assert did_you_mean("Harbor&Pine Ltd.", known) == "Harbor & Pine"
    assert did_you_mean("Ac-me", known) == "Acme"
    assert did_you_mean("Zenith", known) == ""


def test_a_log_row_of_an_unknown_company_says_which_may_be_meant() -> None:
    rows = [{"Company": "Harbor & Pine", "Interview date": HELD}]
    log = [{"Date": HELD, "Company": "Harbor and Pine"}, {"Date": HELD, "Company": "Zenith"}]
    plan = plan_of(rows, log, {}, today=TODAY)
    assert list(plan.lines["check"]) == [
        "Interviews has no company Harbor and Pine; did you mean Harbor & Pine?",
        "Interviews has no company Zenith",
    ]


def test_a_log_row_of_an_unknown_person_says_who_may_be_meant() -> None:
    """Among those of the company, not others; a part of a name suffices where it is one's alone."""
    rows = [
        {"Company": "Acme", "Interviewer": name, "Job title": "Analyst", "Interview date": HELD}
        for name in ("Amara Nwosu", "Jonas Lindqvist", "Jonas Berg")
    ]
    rows += [{"Company": "Zenith", "Interviewer": "Dana Lee", "Interview date": HELD}]
    names = ("Amara Nwoso", "Lindqvist", "Jonas", "Dana Leeh", "Quentin")
    log = [{"Date": HELD, "Company": "ACME", "Interviewer": name} for name in names]
    log += [{"Date": HELD, "Company": "Acme", "Job title": "Anaylst"}]
    plan = plan_of(rows, log, {}, today=TODAY)
    assert list(plan.lines["check"]) == [
        "Interviews has no Amara Nwoso at ACME; did you mean Amara Nwosu?",
        "Interviews has no Lindqvist at ACME; did you mean Jonas Lindqvist?",
        "Interviews has no Jonas at ACME",
        "Interviews has no Dana Leeh at ACME",
        "Interviews has no Quentin at ACME",
        "Interviews has no job Anaylst at Acme; did you mean Analyst?",
    ]
