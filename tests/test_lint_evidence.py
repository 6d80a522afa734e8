"""The lint speaks on enough evidence alone: its likes are right where they stand (spec 6, Lint)."""

from __future__ import annotations

import pytest

from sheetfollow.letters import spelling
from sheetfollow.letters.lint import findings
from tests.helpers.sample_letters import SETTINGS, task


def _found(said: str, greeting: str = "Dear Amara,", **cells: str) -> list[tuple[str, str]]:
    """(rule, words) of each finding in a letter that is right but for this."""
    text = f"Subject: Breaks\n\n{greeting}\n\nThe breaks have stayed with me. {said}\n"
    row = task(**({"topic": "breaks"} | cells))
    return [(each.rule, each.said) for each in findings(text, row, SETTINGS)]


@pytest.mark.parametrize(
    "said",
    [
        'I have met "N/A" and "TBD" in one column.',
        "I agree about std::vector<bool>. Nobody likes it.",
        "It loads the price into a FLOAT column.",
        "It is simple. pandas does the rest.",
        "Your sign says “budget = tight”, and mine `w/o` sugar.",
        "Then x = y, and NULL = NULL is false.",
    ],
)
def test_what_is_quoted_or_code_may_look_as_it_likes(said: str) -> None:
    assert _found(said) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ('I liked your "{{topic}}" best.', "template residue"),
        ("The n/a was there.", "template residue"),
        ("We know that budget = tight.", "shorthand"),
        ("I REALLY liked it.", "shouting"),
    ],
)
def test_the_same_is_a_fault_in_a_sentence_of_ones_own(said: str, rule: str) -> None:
    assert {each[0] for each in _found(said)} == {rule}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("blowdown", ""),
        ("rockfall", ""),
        ("earlies", ""),
        ("backround", "background"),
        ("thoughtfull", "thoughtful"),
        ("discusion", "discussion"),
    ],
)
def test_a_word_made_of_two_or_a_form_of_one_is_no_typo(word: str, meant: str) -> None:
    assert spelling.correction(word) == meant


def test_a_strange_word_that_is_written_twice_is_meant_but_for_common_slips() -> None:
    assert _found("The parison was hot.") == [("probable typo", "parison")]
    assert _found("The parison was hot, and the next parison was cold.") == []
    assert _found("I definately will, definately.") == [("probable typo", "definately")]


def test_that_may_be_the_thing_that_one_calls_something() -> None:
    assert _found("I call that a piece of luck for us.") == []
    assert _found("I know that a piece of luck for us.") != []


@pytest.mark.parametrize(
    "said",
    [
        "I look in from time to time to see it.",
        "It is cut piece by piece by hand.",
        "I would go from door to door to ask.",
    ],
)
def test_a_set_phrase_may_have_its_word_twice(said: str) -> None:
    assert _found(said) == []


def test_a_phrase_that_is_none_stands_there_twice() -> None:
    assert _found("I liked the plans for plans for it.") == [
        ("probable typo", "plans for plans for")
    ]


@pytest.mark.parametrize(
    ("greeting", "role"),
    [
        ("Dear Chef,", "Chef-Patron"),
        ("Dear Headmaster,", "Head of the Lower School"),
        ("Dear Father,", "Parish Priest"),
        ("Dear Captain,", "Master, MV Solway"),
    ],
)
def test_a_calling_is_a_name_where_the_role_tells_of_it(greeting: str, role: str) -> None:
    assert _found("Thank you.", greeting, role=role) == []
    assert _found("Thank you.", greeting, role="Payroll Manager") != []


@pytest.mark.parametrize(
    "said",
    [
        "Your account of the set at Buxton was worth the journey.",
        "You said that the water at Kilnsey was cold.",
    ],
)
def test_one_strange_word_behind_at_may_be_a_town(said: str) -> None:
    assert _found(said) == []


def test_two_strange_words_behind_at_are_a_firm() -> None:
    assert _found("I wish all at Hadley Motors well.") == [("wrong company", "Hadley Motors")]


@pytest.mark.parametrize(
    "said",
    [
        "Thank you for attaching the map.",
        "I like how you attach the cladding to rails.",
    ],
)
def test_what_others_attach_need_not_be_attached(said: str) -> None:
    assert _found(said) == []


def test_what_i_attach_must_be() -> None:
    assert {each[0] for each in _found("I am attaching my notes on the rota.")} == {
        "says it attaches what is not attached"
    }


def test_a_lack_of_courtesy_that_is_denied_is_no_reproach() -> None:
    assert _found("I put it down to the year end, not to any lack of courtesy.") == []
    assert _found("I see a lack of courtesy here.") == [("reproach", "lack of courtesy")]
