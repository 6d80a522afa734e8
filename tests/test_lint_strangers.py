"""The lint on other people, firms and jobs than the row's, wherever they are named (spec 6)."""

from __future__ import annotations

import pytest

from sheetfollow.letters.lint import findings
from sheetfollow.letters.lint.signature import is_short_for
from tests.helpers.sample_letters import SETTINGS, task


def _found(said: str, subject: str = "Breaks", **cells: str) -> list[tuple[str, str]]:
    """(rule, words) of each finding in a letter that is right but for this."""
    text = f"Subject: {subject}\n\nDear Amara,\n\nThe breaks have stayed with me. {said}\n"
    return [(each.rule, each.said) for each in findings(text, task(**cells), SETTINGS)]


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("It is hard work, as you told me, Gerald, but I like it.", "Gerald"),
        ("You may remember, Mr Oduya, that I asked about the ovens.", "Mr Oduya"),
        ("If you can find a minute, Ottilie, I would be glad of a call.", "Ottilie"),
        ("Gerald, I was glad that you asked.", "Gerald"),
        ("So thank you, Gerald, for the tour.", "Gerald"),
        ("Looking forward to it, Gerald!", "Gerald"),
        ("I hope you have a good week, Gerald.", "Gerald"),
    ],
)
def test_who_is_spoken_to_by_name_is_the_reader(said: str, who: str) -> None:
    assert _found(said) == [("wrong person", who)]


@pytest.mark.parametrize(
    "said",
    [
        "It is hard work, as you told me, Amara, but I like it.",
        "Your colleague, Gerald, showed me the ovens.",
        "I would bring my dog, Gerald, if you let me.",
        "Yesterday, I saw that you bake at night.",
        "You use carts, Kafka, and Spark.",
        "Gerald, the foreman, has my number.",
        "I told Gerald, Ottilie, and you the same.",
        "Thanks again, Robin.",
    ],
)
def test_who_is_told_of_may_be_anybody(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    ("said", "name", "fits"),
    [
        ("ewan", "ewa", False),
        ("simon", "simone", False),
        ("paula", "paul", False),
        ("sara", "sarah", False),
        ("lisowski", "lisowska", False),
        ("dan", "daniel", True),
        ("pete", "peter", True),
        ("jenny", "jennifer", True),
        ("benjamin", "ben", True),
        ("tess", "tessa", True),
        ("christine", "chris", True),
    ],
)
def test_an_ending_makes_another_name_of_one(said: str, name: str, fits: bool) -> None:
    assert is_short_for(said, name) is fits


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("I wish everyone at Hadley Motors a good year.", "Hadley Motors"),
        ("I look forward to starting at Brackenridge.", "Brackenridge"),
        ("Should Calder Seafoods need somebody sooner, I can be there.", "Calder Seafoods"),
        ("I would be honoured to represent Tessaly.", "Tessaly"),
        ("If there is still a vacancy with Caldermore, I can come.", "Caldermore"),
        ("I would bring the same care to Whitlow & Sons.", "Whitlow & Sons"),
        ("My first choice remains Castlebrook.", "Castlebrook"),
        ("I know that Thornfield has many to choose from.", "Thornfield"),
        ("I can come if a job opens at Thornfield.", "Thornfield"),
    ],
)
def test_another_firm_is_told_wherever_the_readers_belongs(said: str, name: str) -> None:
    assert _found(said) == [("wrong company", name)]


@pytest.mark.parametrize(
    "said",
    [
        "At Hadley Motors I ran three shifts.",
        "I worked for two years at Hadley Motors.",
        "My boss at Brackenridge knows that you called.",
        "I have accepted an offer from Hadley Motors.",
        "The depot at Thurso would suit me.",
        "I could meet you at Lewis Grove, or at King's Cross Station.",
        "We baked at Brackenridge as you do.",
        "I would be glad to work at Tallgrass Robotics.",
        "I liked your talk at Devoxx.",
        "I heard it at Miss Pettigrew's, and at the Halden Institute of Technology.",
    ],
)
def test_where_one_was_and_where_one_meets_is_no_other_firm(said: str) -> None:
    assert _found(said) == []


def test_a_firm_before_the_colon_of_the_subject_is_told() -> None:
    assert _found("", "Orrin Distillery: thank you") == [("wrong company", "Orrin Distillery")]
    assert _found("", "Tallgrass Robotics: thank you") == []
    assert _found("", "Operations Analyst at Bellamy's") == [("wrong company", "Bellamy's")]


@pytest.mark.parametrize(
    ("said", "job"),
    [
        ("That is the first thing that I would do as your Payroll Clerk.", "Payroll Clerk"),
        ("The Sous Chef job is what I want.", "Sous Chef"),
        ("I believe that I would make a careful Laboratory Technician.", "Laboratory Technician"),
        ("I hope to be considered for Night Porter.", "Night Porter"),
        ("I look forward to starting as Finance Partner.", "Finance Partner"),
        ("I would like to be an Elephant Keeper with you.", "Elephant Keeper"),
        ("I withdraw from the Dental Receptionist search.", "Dental Receptionist"),
        ("My application for Night Porter was in haste.", "Night Porter"),
        ("I wish to withdraw as Receptionist.", "Receptionist"),
        ("Thank you for the offer to join you all as Receptionist.", "Receptionist"),
        ("I would like an accountant post.", "accountant"),
    ],
)
def test_another_job_that_one_hopes_for_is_told(said: str, job: str) -> None:
    assert _found(said) == [("wrong job", job)]


@pytest.mark.parametrize(
    "said",
    [
        "I would start with the ovens as your Operations Analyst.",
        "I was trained as a Laboratory Technician.",
        "It is as your Payroll Clerk said.",
        "I worked for the Night Porter before.",
        "You need a hand with the ovens.",
        "My wife was offered an accountant job.",
        "I have withdrawn from the Operations Analyst search.",
    ],
)
def test_ones_own_job_and_those_of_others_may_be_named(said: str) -> None:
    assert _found(said) == []


def test_he_is_told_of_only_where_somebody_was_named() -> None:
    said = "I was sorry to hear that he is short of drivers."
    assert _found(said) == [("does not fit", "he is")]
    assert _found(f"I met your foreman. {said}") == []
    assert _found(f"I met Gerald. {said}") == []


def test_a_note_of_them_is_not_told_to_them() -> None:
    cells = {"topic": "they are short of fitters, breaks"}
    said = "I was glad to hear that they are short of fitters."
    assert ("does not fit", "they are short") in _found(said, **cells)
    assert _found("I know that you are short of fitters.", **cells) == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("I came away with a high opinion of Greenfold and of its people.", "Greenfold"),
        ("I would welcome the chance to bring that experience to Kestrel Foods.", "Kestrel Foods"),
        ("Being Operations Analyst at Bluebell Lodge would please me.", "Bluebell Lodge"),
        ("I am keen on doing the training with Norfield Gas.", "Norfield Gas"),
        ("I was impressed by how Greenfold treats its people.", "Greenfold"),
        ("I wish Greenfold every success.", "Greenfold"),
        ("Thank you for the welcome at St Mary's.", "St Mary's"),
    ],
)
def test_another_firm_is_told_by_the_words_around_it(said: str, name: str) -> None:
    assert ("wrong company", name) in _found(said, company="St Mark's Infirmary")


@pytest.mark.parametrize(
    "said",
    [
        "My manager at Greenfold will speak for me.",
        "I trained with Norfield Gas, and I have an offer from Kestrel Foods.",
        "I work for Occupational Health at the moment.",
        "The bus stops at Mill Lane, and I wish you and Ffion all the best.",
    ],
)
def test_a_firm_that_is_not_the_readers_is_left_alone(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize("subject", ["Penrose Legal - Breaks", "Greenfold: the breaks"])
def test_a_part_of_a_subject_may_be_another_firm(subject: str) -> None:
    assert [rule for rule, _ in _found("", subject)] == ["wrong company"]


def test_a_job_is_not_the_one_of_the_person_who_hires() -> None:
    row = {"job_title": "Payroll Administrator", "role": "Finance Manager"}
    said = "Thank you for seeing me about the Payroll Manager role."
    assert _found(said, **row) == [("wrong job", "Payroll Manager")]
    assert _found("You know it as Finance Manager.", **row) == []


@pytest.mark.parametrize(
    ("greeting", "rule"),
    [
        ("Dear Mr Ferris,", ["wrong person"]),
        ("Dear Ms Ferris,", []),
        ("Dear Jane,", ["wrong person"]),
        ("Dear Branch,", ["generic greeting"]),
    ],
)
def test_a_greeting_fits_the_person_in_title_and_name(greeting: str, rule: list[str]) -> None:
    text = f"Subject: Breaks\n\n{greeting}\n\nThe breaks have stayed with me.\n"
    row = task(interviewer="Mrs Janet Ferris", role="Branch librarian", email="")
    assert [each.rule for each in findings(text, row, SETTINGS)] == rule


@pytest.mark.parametrize(
    "said",
    [
        "Thanks again for this, Gerald, and see you on Monday.",
        "Thank you Gerald for the tour.",
        "As you said, Gerald, carts are late.",
    ],
)
def test_who_is_thanked_without_a_comma_is_the_reader_too(said: str) -> None:
    assert _found(said) == [("wrong person", "Gerald")]
