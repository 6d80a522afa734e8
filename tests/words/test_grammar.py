"""What parses as a phrase and what as a clause."""

from __future__ import annotations

import pytest

from sheetfollow.words.grammar import is_action, is_clause, is_phrase, is_predicate
from sheetfollow.words.verbs import base_of, gerund, past, third


@pytest.mark.parametrize(
    "text",
    [
        "the old CMS in Leeds that nobody uses",
        "two new branches opening in 2027",
        "getting parents involved",
        "making the numbers add up",
        "how long it takes to ship a feature",
        "the way the kitchen gets through a Saturday night",
        "budgets cut by 20%",
        "scaling the support team from 4 to 20",
        "the fact that you still use fax",
    ],
)
def test_what_can_stand_behind_a_preposition_is_a_phrase(text: str) -> None:
    assert is_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "the teh new system",
        "very clean",
        "customers churn at renewal",
        "data lives in spreadsheets",
        "led a team",
        "the",
        "talked about it",
        "for you",
        "fast and",
    ],
)
def test_what_does_not_parse_whole_is_no_phrase(text: str) -> None:
    assert not is_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "moving the archive the basement",  # two things, and move is no verb of two
        "too many invoice",
        "every drivers",
        "storage in small kitchen",
        "the rota in same week",
        "40% last year",
        "wrote policy briefings",
        "much mistakes in picking",
        "not enough trolley",
        "a lot of complaint",
        "12% up",
        "two interviewer",
        "how find staff",
        "a good software",
        "looking for months a baker",
        "swap the fridge alarms for text alerts",
    ],
)
def test_what_breaks_a_rule_of_number_or_article_is_no_phrase(text: str) -> None:
    assert not is_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "giving the carers a rest",
        "invoices paid late by two councils",
        "moving 40,000 slides to the new archive",
        "the feeding of calves",
        "the rota shared with 3 other practices",
        "moving from paper care plans to tablets",
        "planning the tour three months ahead",
        "a few invoices",
        "the same menu as last year",
        "how you do code review on site",
    ],
)
def test_what_keeps_those_rules_is_one(text: str) -> None:
    assert is_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "you team of sales",
        "you use old spreadsheet",
        "you explain the parents the new rules",
        "you are make a new menu",
        "you has a problem",
    ],
)
def test_a_noun_for_a_verb_a_wrong_form_or_a_thing_too_many_makes_no_clause(text: str) -> None:
    assert not is_clause(text)


@pytest.mark.parametrize(
    "text",
    [
        "legacy consumers keep falling over",
        "the rota is always late",
        "it is hard to find chefs",
        "IT is slow to respond",
        "customers churn at renewal",
        "onboarding takes 6 months",
        "you do not know what customers want",
    ],
)
def test_a_subject_and_what_it_does_are_a_clause(text: str) -> None:
    assert is_clause(text)


@pytest.mark.parametrize(
    "text", ["the Kafka migration", "making the numbers add up", "the team grow to 12"]
)
def test_a_phrase_is_no_clause(text: str) -> None:
    assert not is_clause(text)


def test_actions_and_predicates_are_parsed_whole() -> None:
    assert is_action("A/B test the signup form")
    assert not is_action("the signup form")
    assert is_predicate("built and shipped 3 iOS apps")
    assert not is_predicate("3 iOS apps")


def test_the_forms_of_a_verb() -> None:
    assert (third("carry"), past("carry"), gerund("carry")) == ("carries", "carried", "carrying")
    assert (third("plan"), past("plan"), gerund("plan")) == ("plans", "planned", "planning")
    assert (third("build"), past("build"), gerund("build")) == ("builds", "built", "building")
    assert [base_of(form) for form in ("moved", "led", "planned", "carried", "use")] == [
        "move",
        "lead",
        "plan",
        "carry",
        "use",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "code nobody understand",
        "stock that never arrive on time",
        "how a bill become a campaign",
        "how medication errors gets reported",
        "what success look like",
        "what happen with the launch",
    ],
)
def test_a_verb_fits_its_subject_wherever_it_is_said(text: str) -> None:
    assert not is_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "code nobody understands",
        "stock that never arrives on time",
        "how a bill becomes a campaign",
        "how medication errors get reported",
        "which teams own the data",
        "forms that staff fill in by hand",
    ],
)
def test_what_agrees_is_a_phrase(text: str) -> None:
    assert is_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "translations always comes last",
        "volunteers retire and nobody follow",
        "the machine is stop without a reason",
        "regulation is change all the time",
        "data is in 7 different spreadsheet",
        "you talked the drip irrigation",
        "drivers rely overtime",
        "scaling to 100 people without lose culture",
    ],
)
def test_what_does_not_agree_or_lacks_its_preposition_is_no_clause(text: str) -> None:
    assert not is_clause(text)


def test_several_deal_with_it_and_the_team_waits() -> None:
    assert is_clause("nurses deal with complaints")
    assert is_clause("the team is waiting 3 weeks for parts")


@pytest.mark.parametrize(
    "text",
    [
        "the merger off two practices",
        "lots off manual journals",
        "getting schools too book early",
        "systems that do not talk too each other",
        "too many meeting",
        "2 new system",
        "the sexual health clinic Luton",
    ],
)
def test_too_off_and_numbers_stand_only_where_they_can(text: str) -> None:
    assert not is_phrase(text)


def test_what_goes_off_and_how_much_too_much_stand() -> None:
    assert is_phrase("moving the team off Jenkins")
    assert is_phrase("too many meetings")
    assert is_phrase("builds that are too slow for release day")
    assert is_phrase("2 new systems")
