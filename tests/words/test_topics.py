"""Topics and challenges stand in a letter as good English: what cannot stand alone is left out,
articles and capitals are those that a careful person would write (spec 6)."""

from __future__ import annotations

import pytest

from sheetfollow.words.reading import read


def _said(cell: str, column: str) -> list[str]:
    return [item.that or item.phrase for item in read(cell, column).items]


@pytest.mark.parametrize(
    ("cell", "said", "left"),
    [
        ("kiln relining, 300 bricks a day", ["kiln relining"], ["300 bricks a day"]),
        ("bridge painting\nevery 5 years", ["bridge painting"], ["every 5 years"]),
        (
            "apprentice rotas, straight from college",
            ["apprentice rotas"],
            ["straight from college"],
        ),
        ("claims triage, how they sort them", ["claims triage"], ["how they sort them"]),
        ("ferry refits, dock 2", ["ferry refits"], ["dock 2"]),
        ("robot welders, their view", ["robot welders"], ["your view"]),
        ("parking permits, too many rules", ["parking permits"], ["too many rules"]),
    ],
)
def test_what_says_nothing_without_the_first_thing_is_left_out_and_told(
    cell: str, said: list[str], left: list[str]
) -> None:
    assert _said(cell, "topic") == said
    assert len(read(cell, "topic").left_out) == len(left)


def test_how_much_there_is_of_something_is_a_problem_by_itself() -> None:
    said = _said("old tills, too many passwords", "challenge")
    assert said == ["old tills", "too many passwords"]


def test_counts_beside_counts_are_one_thing() -> None:
    said = _said("three depots, two night crews", "challenge")
    assert said == ["three depots and two night crews"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("first coat / second coat timing", "the first coat/second coat timing"),
        ("buy / no-buy meetings", "buy/no-buy meetings"),
    ],
)
def test_a_slash_between_the_halves_of_one_compound_parts_nothing(cell: str, said: str) -> None:
    assert _said(cell, "topic") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("debt factoring", "debt factoring"),
        ("key rotation on the till servers", "key rotation on the till servers"),
        ("team building in the yard", "team building in the yard"),
        ("print run for the gallery", "the print run for the gallery"),
        ("quiz night at the club", "the quiz night at the club"),
        ("theft claims in marine", "theft claims in marine"),
        ("loan covers at short notice", "loan covers at short notice"),
        ("price of cream", "the price of cream"),
    ],
)
def test_a_thing_has_its_article_and_what_is_not_counted_has_none(cell: str, said: str) -> None:
    assert _said(cell, "topic") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("no single list of keys", "the lack of a single list of keys"),
        ("no successor for the baker", "the lack of a successor for the baker"),
        ("freight brokers double booking loads", "freight brokers double-booking loads"),
        ("porters burnt out by double shifts", "porters are burnt out by double shifts"),
        ("they must to cut the waste", "you must cut the waste"),
        ("guests change the menu in last minute", "guests change the menu at the last minute"),
        ("two tills that dont talk to eachother", "two tills that do not talk to each other"),
        ("the audit takes whole week", "the audit takes a whole week"),
        ("brushes wear out quick", "brushes wear out quickly"),
        ("voip drops in the lifts", "VoIP drops in the lifts"),
        ("rust under the deck plates", "rust under the deck plates"),
        ("Rust under the deck plates", "rust under the deck plates"),
    ],
)
def test_a_slip_of_a_second_language_is_put_into_english(cell: str, said: str) -> None:
    assert _said(cell, "challenge") == [said]


def test_thousands_of_people_are_written_out() -> None:
    assert _said("laptop swap for 3k nurses", "topic") == ["the laptop swap for 3,000 nurses"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("slow-selling flats and rent drops", "slow-selling flats and rent drops"),
        ("tram track works in June", "tram track works in June"),
        ("kitchens built off site as kits", "kitchens built off site as kits"),
        ("bins left in mud", "bins left in mud"),
        ("visitors told to use the stairs", "visitors told to use the stairs"),
        ("repairs postponed week after week", "repairs postponed week after week"),
    ],
)
def test_a_thing_and_what_is_done_to_it_are_no_sentence(cell: str, said: str) -> None:
    (item,) = read(cell, "challenge").items
    assert (item.phrase, item.that) == (said, "")


def test_what_they_are_said_to_do_is_a_point_of_theirs() -> None:
    assert _said("that they mill their own flour", "topic") == ["you mill your own flour"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("boring rig in the tunnel", "the boring rig in the tunnel"),
        ("tenants' forum in the hall", "the tenants' forum in the hall"),
        ("patients' rights in the ward", "patients' rights in the ward"),
        ("7am auction of the catch", "the 7am auction of the catch"),
        ("crowded ICU at night", "the crowded ICU at night"),
        ("shelf to shelf transfer", "the shelf-to-shelf transfer"),
        ("complaints up since the merger", "complaints up since the merger"),
    ],
)
def test_one_thing_takes_its_article_whatever_it_begins_with(cell: str, said: str) -> None:
    assert _said(cell, "topic") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("saturdays mad", "Saturdays are mad"),
        ("no safe way to the roof", "the lack of a safe way to the roof"),
        ("mixing room too small", "the mixing room is too small"),
        ("the clients pays late", "the clients pay late"),
    ],
)
def test_a_problem_agrees_and_names_whose_it_is(cell: str, said: str) -> None:
    assert _said(cell, "challenge") == [said]


def test_a_wish_is_no_problem() -> None:
    item = read("she'd like more nurses at night", "challenge").items[0]
    assert item.phrase == "your wish for more nurses at night"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("we got talking about tide mills", "tide mills"),
        ("barges on the canal, locals love them", "barges on the canal"),
        ("orchard grafting, pears mostly", "orchard grafting"),
        ("van hire", "van hire"),
        ("no more spare keys", "no more spare keys"),
        ("on call for the ferries", "on-call work for the ferries"),
    ],
)
def test_the_thing_talked_about_is_all_that_is_quoted(cell: str, said: str) -> None:
    assert _said(cell, "topic") == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("parts lead time", ["parts lead-time"]),
        ("Losses in the yard hit young crews hard", []),
        ("Dependent on one barge", ["you are dependent on one barge"]),
        ("the whole crew being new since May", ["the whole crew being new since May"]),
        ("forest tracks impassable in snow", ["forest tracks are impassable in snow"]),
        ("the shop unknown outside Wales", ["the shop is unknown outside Wales"]),
    ],
)
def test_a_verb_is_taken_neither_from_a_thing_nor_twice(cell: str, said: list[str]) -> None:
    assert _said(cell, "challenge") == said


def test_the_verb_of_a_reason_is_none_of_what_it_is_given_for() -> None:
    (item,) = read("a pile of refunds because colours fade", "challenge").items
    assert (item.phrase, item.that) == ("a pile of refunds because colours fade", "")


def test_years_before_a_thing_and_people_of_an_age_are_said_as_english_has_them() -> None:
    assert [item.phrase for item in read("the 4 yr plan for the choir", "topic").items] == [
        "the 4-year plan for the choir"
    ]
    assert [item.phrase for item in read("how old peoples shop", "topic").items] == [
        "how old people shop"
    ]


def test_what_a_number_counts_does_what_stands_behind_it() -> None:
    (item,) = read("their 2 ledgers never match", "challenge").items
    assert item.that == "your 2 ledgers never match"
