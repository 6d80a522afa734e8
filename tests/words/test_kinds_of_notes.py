"""Kinds of notes that look like others: a clause like a thing, a trade like an illness (spec 6)."""

from __future__ import annotations

import pytest

from sheetfollow.words.reading import read


def _said(cell: str, column: str) -> list[str]:
    return [item.said or item.that or item.phrase for item in read(cell, column).items]


@pytest.mark.parametrize(
    ("cell", "that"),
    [
        ("The freezer breaks down every summer", "the freezer breaks down every summer"),
        ("the tap drips", "the tap drips"),
        ("the lift stalls every afternoon", "the lift stalls every afternoon"),
        ("deploys fail every other Monday", "deploys fail every other Monday"),
    ],
)
def test_a_thing_and_what_goes_wrong_with_it_are_a_clause(cell: str, that: str) -> None:
    assert [item.that for item in read(cell, "challenge").items] == [that]


@pytest.mark.parametrize(
    "cell", ["the customer visits", "the nurse visits", "the gas supply", "their shift reports"]
)
def test_a_thing_that_ends_in_s_stays_a_phrase(cell: str) -> None:
    (item,) = read(cell, "topic").items
    assert item.that == ""


def test_before_a_dash_stands_the_problem_behind_it_an_aside() -> None:
    reading = read("late parcels - up to a week", "challenge")
    assert [item.phrase for item in reading.items] == ["late parcels"]
    assert reading.left_out == ("up to a week",)


@pytest.mark.parametrize(
    "cell",
    [
        "the supervisor drinks",
        "their chef swears",
        "they don't pay for uniforms",
        "they pay under the going rate",
        "the agency doesn't pay holidays",
        "low pay in the care home",
    ],
)
def test_gossip_and_what_they_pay_are_asked(cell: str) -> None:
    assert read(cell, "challenge").items == ()


def test_who_pays_whom_for_work_is_no_private_matter() -> None:
    assert _said("they pay suppliers by cheque", "challenge") == ["you pay suppliers by cheque"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("patient with slow readers", "I am patient with slow readers"),
        ("Good at mending bikes", "I am good at mending bikes"),
        ("able to carry a piano", "I am able to carry a piano"),
        ("used to harsh winters", "I am used to harsh winters"),
        ("used to manage a hostel", "I used to manage a hostel"),
        ("6 yrs brewing with rye", "I have six years of experience in brewing with rye"),
        ("3 yrs Docker", "I have three years of experience with Docker"),
        ("patient care", "patient care"),
    ],
)
def test_what_i_am_like_is_a_sentence_not_a_thing(cell: str, said: str) -> None:
    assert _said(cell, "skill") == [said]


def test_what_i_used_to_do_is_no_experience_with_using() -> None:
    assert read("used to manage a hostel", "skill").items[0].phrase == ""


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Could move the till to the exit", "you could move the till to the exit"),
        ("A weekly quiz for regulars", "a weekly quiz for regulars"),
        ("a phone call the day before", "a phone call the day before"),
    ],
)
def test_an_idea_that_is_wondered_about_is_one_too(cell: str, said: str) -> None:
    assert _said(cell, "idea") == [said]


@pytest.mark.parametrize(
    "cell", ["could be fun", "what if I am wrong", "I think it over", "Should email my CV"]
)
def test_a_doubt_is_no_idea(cell: str) -> None:
    assert read(cell, "idea").items == ()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("therapy rooms", "therapy rooms"),
        ("anxious passengers", "anxious passengers"),
        ("cancer research", "cancer research"),
        ("hand care @ work", "hand care at work"),
        ("welding titanium", "welding titanium"),
    ],
)
def test_what_is_ill_or_afraid_may_be_the_work(cell: str, said: str) -> None:
    assert _said(cell, "topic") == [said]


@pytest.mark.parametrize("cell", ["her cancer treatment", "his therapy", "anxious", "a divorce"])
def test_what_a_person_suffers_from_is_asked(cell: str) -> None:
    assert read(cell, "topic").items == ()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("the team that mends the ferries", "the team that mends the ferries"),
        ("the crew that cares for parks", "the crew that cares for parks"),
        ("new harbour wall project", "the new harbour wall project"),
    ],
)
def test_a_team_may_be_described(cell: str, said: str) -> None:
    assert _said(cell, "team") == [said]


@pytest.mark.parametrize(
    ("cell", "phrase"),
    [
        ("deburring with the water jet", "deburring with the water jet"),
        ("new cleanroom", "the new cleanroom"),
        ("waitlist for the makerspace", "the waitlist for the makerspace"),
    ],
)
def test_a_word_that_only_a_trade_has_is_read_as_what_it_is(cell: str, phrase: str) -> None:
    assert _said(cell, "topic") == [phrase]


@pytest.mark.parametrize("cell", ["planning permission", "planning fees"])
def test_what_is_done_before_a_thing_may_say_which_one_it_is(cell: str) -> None:
    assert _said(cell, "challenge") == [cell]


def test_one_person_knows_is_no_one_person_thing() -> None:
    said = _said("only one person knows the payroll system", "challenge")
    assert said == ["only one person knows the payroll system"]
