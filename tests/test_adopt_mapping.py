"""How the columns of a tracker are understood: a header is believed only if its values allow it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheetfollow.adopt.facts import Cells, Fact, State, Survey
from sheetfollow.adopt.survey import survey
from sheetfollow.adopt.vocabulary import fold
from tests.helpers.trackers import TODAY, tracker

JOBS = ("Acme | Buyer", "Bolt | Cook", "Corn | Nurse", "Dune | Welder", "Elm | Pilot")


def _survey(cells: Cells, **more: Any) -> Survey:
    return survey(cells, today=TODAY, **more)


def _facts(cells: Cells, **more: Any) -> dict[str, str]:
    """{header: fact} of the one table taken."""
    (table,) = _survey(cells, **more).chosen
    return {column.header: column.fact.value for column in table.columns}


def _jobs(header: str, *values: str) -> Cells:
    """Company and job title, and a column of these values."""
    lines = [f"{job} | {value}" for job, value in zip(JOBS, values, strict=False)]
    return tracker(f"Company | Job title | {header}", *lines)


@pytest.mark.parametrize(
    "text",
    ["Company", " COMPANY ", "company:", "Cómpany", "Company's", "company_", "Ｃｏｍｐａｎｙ"],
)
def test_a_header_is_compared_without_case_accents_punctuation_and_possessive(text: str) -> None:
    assert fold(text) == "company"


def test_a_header_that_is_not_known_whole_is_known_by_its_words() -> None:
    days = ("2026-11-01", "2026-11-02")
    assert _facts(_jobs("Day of the interview", *days))["Day of the interview"] == "interview_date"
    assert (
        _facts(_jobs("Recruiter's e-mail", "a@b.example", "c@d.example"))["Recruiter's e-mail"]
        == "contact_email"
    )


@pytest.mark.parametrize("header", ["Co.", "Employer name", "Name of company", "Target company"])
def test_a_company_is_known_by_its_other_names(header: str) -> None:
    found = _survey(tracker(f"{header} | Role | Status", "Acme | Buyer | Applied"))
    assert found.chosen[0].columns[0].fact is Fact.COMPANY


@pytest.mark.parametrize(
    "header", ["Interview prep date", "Application deadline", "Contact website", "Team member name"]
)
def test_some_words_in_a_header_are_never_a_fact_of_ours(header: str) -> None:
    assert _facts(_jobs(header, "2026-11-01", "2026-11-02"))[header] == "-"


@pytest.mark.parametrize(
    "header", ["1st Interview", "Final round", "Zweitgespräch", "HR面", "Phone screen", "Round 2"]
)
def test_a_round_with_days_is_an_interview_date_and_with_ticks_a_flag(header: str) -> None:
    assert _facts(_jobs(header, "2026-11-01", "2026-11-02"))[header] == "interview_date"
    assert _facts(_jobs(header, "x", "", "x"))[header] == "interview_flag"


@pytest.mark.parametrize(
    ("header", "values", "fact"),
    [
        ("Interview date", ("Yes", "No", "Yes"), "interview_flag"),
        ("Interview", ("2026-11-01", "2026-11-03"), "interview_date"),
        ("Interview", ("Yes", "No"), "interview_flag"),
        ("Date applied", ("LinkedIn", "Indeed", "Referral"), "-"),
        ("Contact", ("a@b.example", "c@d.example", "Ana"), "contact_email"),
        ("Contact", ("+1 202 555 0143", "c@d.example", "Ana"), "contact_mixed"),
        ("Email", ("sent", "not yet", "sent"), "-"),
        ("Email", ("Dear Ana, thank you for your mail. " * 4, "Hello, as I said " * 9), "-"),
        ("Email", ("me@x.example",) * 5, "-"),
        ("Status", ("2026-11-01", "2026-11-02", "Rejected"), "outcome_date"),
        ("Response date", ("No Response", "2026-11-02", "2026-11-09"), "outcome_date"),
        ("Offer", ("Yes", "No"), "status_flag"),
        ("Thank you sent", ("x", "", "2026-11-02"), "sent_flag"),
        ("LinkedIn", ("Yes", "No", "Yes"), "-"),
        ("Password", ("hunter2", "hunter3"), "-"),
    ],
)
def test_the_values_decide(header: str, values: tuple[str, ...], fact: str) -> None:
    assert _facts(_jobs(header, *values))[header] == fact


def test_a_single_value_is_not_enough_to_doubt_a_header() -> None:
    assert _facts(_jobs("Date applied", "soon"))["Date applied"] == "applied_on"


def test_a_status_without_two_alike_and_hardly_a_word_known_is_free_text_and_asked_about() -> None:
    notes = [f"spoke to person number {number} | " for number in range(12)]
    cells = tracker(
        "Company | Job title | Status", *[f"C{n} | J{n} | {t}" for n, t in enumerate(notes)]
    )
    (table,) = _survey(cells).tables or (None,)
    assert table is not None
    assert table.columns[2].fact is Fact.LEFT_ALONE
    assert str(table.doubts[0]).startswith("Jobs!C1: 'Status' reads like notes")


def test_of_two_job_titles_the_better_word_is_taken_and_the_other_left_alone() -> None:
    facts = _facts(
        tracker("Company | Position | Job Title | Status", "Acme | Intern | Buyer | Applied")
    )
    assert (facts["Job Title"], facts["Position"]) == ("job_title", "-")


def test_of_two_like_headers_the_fuller_one_is_taken_then_the_left_one() -> None:
    (table,) = _survey(
        tracker("Company | Email | Email | Status", "A | | x@y.example | Applied")
    ).chosen
    assert [column.number for column in table.of(Fact.CONTACT_EMAIL)] == [3]
    (table,) = _survey(tracker("Company | Notes | Notes | Status", "A | b | c | Applied")).chosen
    assert [column.number for column in table.of(Fact.NOTES)] == [2]


def test_a_bare_date_is_applied_on_unless_there_is_one() -> None:
    assert _facts(_jobs("Date", "2026-11-01", "2026-11-02"))["Date"] == "applied_on"
    both = tracker(
        "Company | Date | Date applied | Status",
        "A | 2026-11-01 | 2026-10-01 | Applied",
        "B | 2026-11-02 | 2026-10-02 | Applied",
    )
    assert _facts(both)["Date"] == "-"


def test_groups_over_repeated_headers_are_counted_whatever_number_they_bear() -> None:
    cells = tracker(
        " | | Interview 1 | | Interview 2 | | Interview 2 | ",
        "Company | Role | Date | With | Date | With | Date | With",
        "Acme | Buyer | 2026-11-01 | Ana | 2026-11-05 | Bo | 2026-11-09 | Cy",
    )
    (table,) = _survey(cells).chosen
    assert [column.round for column in table.of(Fact.INTERVIEW_DATE)] == [1, 2, 3]
    assert [column.number for column in table.of(Fact.INTERVIEWER)] == [4, 6, 8]


def test_rows_that_are_no_applications_are_left_out() -> None:
    cells = tracker(
        "Company | Role | Status",
        "Acme | Buyer | Applied",
        "Company | Role | Applied",
        "[Company Name] | [Role] | To apply",
        "Company name | Job title | Applied",
        "none yet | none yet | none yet",
        " | Cook | Applied",
        "Total | 2 | ",
    )
    (table,) = _survey(cells).chosen
    assert table.rows == (2,)
    assert table.skipped == 6


@pytest.mark.parametrize("over", ["2026-11-01", "https://jobs.example/1", "66f3a0c4b7d2e1f0"])
def test_a_company_over_days_links_or_codes_is_refused_with_its_cell(over: str) -> None:
    rows = [f"{over} | Acme | Applied" for _ in range(5)]
    found = _survey(tracker("Company | Job title | Status", *rows))
    assert "the headers do not stand over their data: A1 'Company' has" in found.refused
    assert not found.chosen


def test_a_refused_table_that_is_filled_outweighs_a_small_one() -> None:
    off = tracker("Company | Role | Status", *["2026-11-01 | A | Applied"] * 9, sheet="Main")
    small = tracker("Company | Role | Status", "Acme | Buyer | Applied", sheet="Extra")
    found = _survey({**small, **off})
    assert found.refused.startswith("Main:")


def test_like_sheets_are_all_taken() -> None:
    sheets = [
        tracker("Company | Role | Status", "Acme | Buyer | Applied", sheet=f"Week {number}")
        for number in range(10)
    ]
    found = _survey({name: rows for each in sheets for name, rows in each.items()})
    assert len(found.chosen) == 10
    assert not found.unclear


def test_a_list_of_people_and_a_copy_without_company_do_not_stand_in_the_way() -> None:
    jobs = tracker("Company | Role | Date applied | Status", "Acme | Buyer | 2026-11-01 | Applied")
    people = tracker(
        "Name | Company | Title | Status", *["Ana | Acme | CEO | Connected"] * 9, sheet="People"
    )
    copy = tracker("Role | Date applied | Status", "Buyer | 2026-11-01 | Applied", sheet="Copy")
    found = _survey({**people, **copy, **jobs})
    assert [table.sheet for table in found.chosen] == ["Jobs"]
    assert not found.unclear


def test_two_different_trackers_are_the_users_choice() -> None:
    jobs = tracker("Company | Role | Date applied | Status", "Acme | Buyer | 2026-11-01 | Applied")
    talks = tracker("Company | Role | Interview date", "Acme | Buyer | 2026-11-01", sheet="Talks")
    both = {**jobs, **talks}
    assert _survey(both).unclear == ("Jobs", "Talks")
    assert [table.sheet for table in _survey(both, only=["Talks"]).chosen] == ["Talks"]


def test_what_the_user_says_of_a_column_is_believed_but_never_of_a_password() -> None:
    cells = tracker("Kunde | Job | Password | Status", "Acme | Buyer | hunter2 | Applied")
    assert (
        'has no column for the company; name it, like --map "Kunde=Company"'
        in _survey(cells).refused
    )
    maps = {"kunde": Fact.COMPANY, "C": Fact.NOTES}
    facts = _facts(cells, maps=maps)
    assert (facts["Kunde"], facts["Password"]) == ("company", "-")


def test_a_word_is_taken_whole_and_as_the_user_says_before_the_list() -> None:
    cells = _jobs("Status", "Rejected", "hired previous candidate", "On hold", "Zweitgespräch")
    words = {word.text: word.state for word in _survey(cells).chosen[0].words}
    assert words == {
        "Rejected": State.REJECTED,
        "hired previous candidate": None,
        "On hold": None,
        "Zweitgespräch": State.INTERVIEW,
    }
    said = _survey(cells, words={"on hold": State.WAITING}).chosen[0].words
    assert {word.text: word.state for word in said}["On hold"] is State.WAITING


def test_the_order_of_days_is_told_by_one_that_has_only_one_reading() -> None:
    assert _survey(_jobs("Date applied", "04/09/2026", "14/10/2026")).order == "DMY"
    assert _survey(_jobs("Date applied", "04/09/2026", "10/14/2026")).order == "MDY"
    unsure = _survey(_jobs("Date applied", "04/09/2026", "05/10/2026"))
    assert unsure.order == ""
    assert str(unsure.chosen[0].doubts[0]) == (
        "Jobs!C2: '04/09/2026' can be two different days (2 cells); say which comes first, day"
        " or month: --dates DMY or --dates MDY"
    )


def test_an_empty_workbook_and_a_sheet_of_something_else_are_refused_with_what_is_needed() -> None:
    assert "there is nothing in it" in _survey({"Sheet1": []}).refused
    shopping = tracker("Milk | 2", "Bread | 1", sheet="Shopping")
    refused = _survey(shopping).refused
    assert refused.startswith("Shopping: no header is known in the first 30 rows (A1 is 'Milk')")
    assert refused.endswith("Company and one of Job title, Applied on or Status")


def test_a_day_from_before_this_search_is_a_placeholder() -> None:
    (table,) = _survey(_jobs("Date applied", "2000-01-01", "2026-11-02")).chosen
    assert table.of(Fact.APPLIED_ON)[0].examples[0] == date(2000, 1, 1)


def test_the_day_of_an_interview_that_may_be_another_is_asked_about_and_not_taken() -> None:
    cells: Cells = {
        "Jobs": [
            ["Company", "Job title", "Interview date"],
            ["Acme", "Buyer", 11.1],
            ["Bolt", "Cook", 11.18],
            ["Corn", "Nurse", 11.3],
        ]
    }
    (table,) = _survey(cells).chosen
    assert str(table.doubts[0]) == (
        "Jobs!C2: '11.1' can be two different days (2 cells); Excel drops a last zero; write it"
        " like 2026-08-10"
    )


def test_a_column_called_for_the_resume_may_hold_the_day_of_applying() -> None:
    heads = "公司 | 岗位 | 简历 | 一面"
    days = tracker(heads, "Acme | Buyer | 2026-11-01 | ", "Bolt | Cook | 2026-11-02 | 2026-11-09")
    assert _facts(days)["简历"] == "applied_on"
    texts = tracker(
        "公司 | 岗位 | 简历 | 状态", "Acme | Buyer | v2.pdf | 挂", "Bolt | Cook | v3.pdf | 挂"
    )
    assert _facts(texts)["简历"] == "-"
