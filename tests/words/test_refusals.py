"""What plain words tell not to quote, and when they count (spec 6: Personal)."""

from __future__ import annotations

import pytest

from sheetfollow.words.lists import lines
from sheetfollow.words.reading import read
from sheetfollow.words.refusals import Reason, refused, says_nothing


def _reason(cell: str, column: str = "topic") -> Reason | None:
    return read(cell, column).reason


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("her twins and the school run", "topic"),
        ("the owner's divorce", "topic"),
        ("I have a stammer", "skill"),
        ("have epilepsy, no heights", "skill"),
    ],
)
def test_what_is_private_of_one_person_is_asked(cell: str, column: str) -> None:
    assert _reason(cell, column) is Reason.PRIVATE


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("baby room staffing", "topic"),
        ("the stroke ward", "topic"),
        ("wine list for the new bar", "topic"),
        ("worked with autistic children", "skill"),
        ("drivers leaving for other firms", "challenge"),
        ("volunteers burn out after a year", "challenge"),
    ],
)
def test_the_same_words_of_work_or_of_a_group_are_quoted(cell: str, column: str) -> None:
    assert _reason(cell, column) is None


@pytest.mark.parametrize("thing", ["visa casework", "bonus calculation", "criminal legal aid"])
def test_a_noun_behind_makes_a_thing_of_work_of_a_word(thing: str) -> None:
    assert refused(thing, "topic") is None


@pytest.mark.parametrize("bare", ["visa", "bonus in March", "lazy boss", "layoffs last year"])
def test_without_one_or_before_who_is_blamed_or_when_it_is_asked(bare: str) -> None:
    assert refused(bare, "topic") is not None


def test_what_is_no_news_as_a_whole_may_be_a_part() -> None:
    assert refused("hours", "topic") is Reason.SELF
    assert refused("hours and location", "topic") is Reason.SELF
    assert refused("opening hours", "topic") is None
    assert says_nothing("n/a")
    assert says_nothing("not much")
    assert not says_nothing("not much light in the hall")


def test_a_cliche_is_one_in_a_skill_alone() -> None:
    assert refused("problem solving", "skill") is Reason.CLICHE
    assert refused("problem solving", "topic") is None


def test_what_an_exercise_was_asks_for_the_whole_cell_too() -> None:
    assert _reason("SQL test; three joins") is Reason.QUESTION


def test_a_code_in_capitals_is_no_word_of_another_language() -> None:
    assert _reason("payroll for workers NL/DE") is None
    assert _reason("réunion de l'équipe") is Reason.FOREIGN


def test_the_words_are_listed_as_they_are_looked_up() -> None:
    """In small letters, without hyphens, five words at most, each once under its heading."""
    heading, seen = "", set()
    for line in lines("taboo.txt"):
        heading = line if line.startswith("[") else heading
        for words in () if line.startswith("[") else line.split(", "):
            assert words == words.lower().strip()
            assert not set("-/;:.").intersection(words)
            assert len(words.split()) <= 5
            assert (heading, words) not in seen
            seen.add((heading, words))
    assert len(seen) > 1500


def test_a_participle_before_several_describes_them_and_is_no_report() -> None:
    said = read("stressed teachers in exam season", "challenge").items[0].phrase
    assert said == "stressed teachers in exam season"
    assert read("he raised concerns about safety", "topic").items[0].phrase == (
        "concerns about safety"
    )


def test_what_is_private_is_so_too_of_one_who_is_named() -> None:
    assert refused("Doyle's drinking", "topic") is Reason.PRIVATE
    assert refused("drinks at the opening", "topic") is None


def test_small_talk_that_a_semicolon_parts_is_left_out() -> None:
    reading = read("weather; the Kafka migration", "topic")
    assert [item.phrase for item in reading.items] == ["the Kafka migration"]


@pytest.mark.parametrize("event", ["two accidents last year", "the accident on the M6"])
def test_an_accident_that_happened_is_asked(event: str) -> None:
    assert _reason(event, "challenge") is Reason.PRIVATE


@pytest.mark.parametrize("work", ["accident claims", "accident reporting", "theft prevention"])
def test_accidents_as_a_field_of_work_are_quoted(work: str) -> None:
    assert _reason(work) is None


def test_one_who_can_be_recognised_is_asked_and_a_group_is_not() -> None:
    assert _reason("a girl in year 6 who self-harms") is Reason.PRIVATE
    assert _reason("Mrs Lowe in flat 9") is Reason.PRIVATE
    assert _reason("girls in STEM") is None


def test_texts_may_be_sent_to_many_but_a_link_to_one() -> None:
    assert _reason("send reminder texts on Fridays", "idea") is None
    assert _reason("send her the link", "idea") is Reason.NOTE


@pytest.mark.parametrize("one", ["lad who fell off a roof", "the client who sued them"])
def test_one_of_whom_something_is_told_is_asked(one: str) -> None:
    assert _reason(one) is not None


def test_an_exercise_named_before_a_colon_is_asked() -> None:
    assert _reason("group exercise: desert island") is Reason.QUESTION


def test_a_month_tells_an_event() -> None:
    assert _reason("a forklift accident in Jan") is Reason.PRIVATE
    assert _reason("injuries in the packing hall", "challenge") is None


def test_one_known_by_an_initial_is_asked() -> None:
    assert _reason("foster child J") is Reason.PRIVATE
    assert _reason("vitamin K for every child") is None


def test_how_an_exercise_went_is_asked() -> None:
    assert _reason("plastering test, wall came out wonky") is Reason.PRIVATE
    assert _reason("mock cold call (they hung up)") is not None
    assert _reason("penetration test, SOC 2") is None


def test_what_others_do_not_share_is_a_problem_and_what_not_to_share_is_no_one_elses() -> None:
    assert _reason("departments don't share data", "challenge") is None
    assert _reason("new depot in Hull, don't share", "challenge") is Reason.PRIVATE
    assert _reason("new depot in Hull - pls don't tell", "challenge") is Reason.PRIVATE


def test_what_is_for_many_is_a_thing_of_work_but_not_what_they_lose() -> None:
    assert _reason("background checks for drivers") is None
    assert _reason("background check") is Reason.SELF
    assert _reason("layoffs for drivers") is Reason.PRIVATE


def test_a_wish_is_no_skill_and_planning_is_one() -> None:
    assert _reason("planning to learn Go", "skill") is Reason.NOTE
    assert _reason("hoping for a C1", "skill") is Reason.NOTE
    assert [item.phrase for item in read("planning around late trams", "skill").items] == [
        "planning around late trams"
    ]
